//! What the meetings of the demo decided, and in which words.

use super::cast::Telling;
use super::rng::Rng;
use crate::episode::Grade;
use crate::meeting::decision::Outcome;
use crate::triage::Band;

/// What the meeting has before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Situation {
    StillMissing,
    Back,
    /// The day to which an earlier decision put it.
    Review,
    /// Missing since before the last meeting.
    StillOut,
}

/// A case as the meeting knows it.
pub struct Matter {
    pub situation: Situation,
    pub grade: Grade,
    /// Which episode of the child it is.
    pub nth: u16,
    pub in_care: bool,
    pub told: Option<&'static Telling>,
    pub seed: u64,
}

/// An action before it has a number: agency, what, and the working days it has (0: until 16:00 of the day itself).
pub type Task = (&'static str, &'static str, u32);

/// What was decided.
pub struct Choice {
    pub outcomes: Vec<Outcome>,
    pub rationale: String,
    pub tasks: Vec<Task>,
    /// Working days to the review.
    pub review_in: Option<u32>,
}

/// One way a meeting goes; `IRI` in a task is the team that interviews the child.
struct Way {
    outcomes: &'static [Outcome],
    because: &'static str,
    tasks: &'static [Task],
    review_in: Option<u32>,
}

const fn way(outcomes: &'static [Outcome], because: &'static str, tasks: &'static [Task], review_in: Option<u32>) -> Way {
    Way { outcomes, because, tasks, review_in }
}

const MISSING: &[Way] = &[
    way(
        &[Outcome::JointInvestigation],
        "Still out. Police and social care to check the addresses of the last episodes together today.",
        &[("GMP", "address checks and phone work on the last number", 1), ("CSC", "speak with family and friends", 1)],
        None,
    ),
    way(&[Outcome::StrategyMeeting], "Still out, and the risk is rising. Strategy meeting today.", &[("CSC", "strategy meeting", 1)], None),
    way(
        &[Outcome::Advice],
        "In contact by phone and expected back today. Carer keeps ringing.",
        &[("GMP", "welfare check on return", 1)],
        None,
    ),
];

const STILL_OUT: &[Way] = &[
    way(
        &[Outcome::JointInvestigation],
        "Out another night. Police and social care to go through friends, family and phone again, together.",
        &[("GMP", "trace the phone again and go back to the last address", 0), ("CSC", "speak with the family again", 1)],
        None,
    ),
    way(
        &[Outcome::StrategyMeeting],
        "Nothing heard since the last meeting. Strategy meeting today.",
        &[("CSC", "strategy meeting", 0), ("Edu", "ask friends at school through their teachers", 1)],
        None,
    ),
];

const FIRST: &[Way] = &[
    way(&[Outcome::Advice], "Back safe after an argument at home. The family knows whom to call.", &[("IRI", "return interview", 3)], None),
    way(
        &[Outcome::EarlyHelp],
        "Family asks for support with evenings and phone rules.",
        &[("EH", "call the family and offer a worker", 5)],
        None,
    ),
    way(&[Outcome::NoFurtherAction], "Was with a friend the family knows. Nothing else known.", &[], None),
    way(&[Outcome::Advice], "Stayed out longer than agreed. Advice to the carer on when to report.", &[], None),
];

const REPEAT: &[Way] = &[
    way(
        &[Outcome::Assessment],
        "Not the first time this year. Social-work assessment of what is pushing the child out.",
        &[("CSC", "start the assessment", 3), ("IRI", "return interview", 3)],
        Some(10),
    ),
    way(&[Outcome::Advice], "As before. Advice to the carer; safety plan read again.", &[("IRI", "return interview", 3)], None),
    way(&[Outcome::EarlyHelp], "Mentor was helping until the summer. Ask for the mentor again.", &[("EH", "mentor to visit", 5)], Some(15)),
    way(
        &[Outcome::Assessment, Outcome::EarlyHelp],
        "School reports new friends with money. Assessment, and a worker at once.",
        &[("Edu", "pattern of attendance for the meeting", 2)],
        None,
    ),
];

const MANY: &[Way] = &[
    way(
        &[Outcome::Disruption],
        "Same address and same adults again. Visit and warning notices.",
        &[("GMP", "visit the address; abduction warning notice", 2), ("IRI", "return interview", 2)],
        Some(5),
    ),
    way(
        &[Outcome::PanelReferral],
        "Frequency rising for two months. To the Missing from Home panel.",
        &[("MFH", "papers for the panel", 5)],
        Some(10),
    ),
    way(
        &[Outcome::StrategyMeeting],
        "Threshold reached. Strategy meeting with placement and school.",
        &[("CSC", "strategy meeting", 1), ("NHS", "nurse to see the child", 3)],
        None,
    ),
    way(&[Outcome::Advice], "No change. Advice and guidance to placement.", &[], None),
];

const REVIEW: &[Way] = &[
    way(&[Outcome::Advice], "Reviewed: action done, not missing since. Ends here.", &[], None),
    way(&[Outcome::NoFurtherAction], "Reviewed: the worker sees the child weekly and it helps. No further action here.", &[], None),
    way(
        &[Outcome::Assessment],
        "Reviewed: assessment under way, visit arranged.",
        &[("CSC", "outcome of the assessment to the hub", 10)],
        None,
    ),
];

/// What the meeting decides.
pub fn choose(matter: &Matter) -> Choice {
    let mut rng = Rng::of(matter.situation as u64 + 20, matter.seed);
    let ways = match (matter.situation, matter.nth) {
        // Waiting with advice is for a child the police are not much worried about.
        (Situation::StillMissing, _) if matter.grade == Grade::High || matter.told.is_some() => &MISSING[..2],
        (Situation::StillMissing, _) => MISSING,
        (Situation::StillOut, _) => STILL_OUT,
        (Situation::Review, _) => REVIEW,
        (Situation::Back, 0..=2) => FIRST,
        (Situation::Back, 3..=5) => REPEAT,
        (Situation::Back, _) => MANY,
    };
    let way = rng.pick(ways);
    let told = matter.told.filter(|_| matter.situation == Situation::Back);
    let team = if matter.in_care { "TCS" } else { "MFH" };
    let tasks = way.tasks.iter().map(|t| if t.0 == "IRI" { (team, t.1, t.2) } else { *t });
    match told.and_then(|t| t.outcomes.clone().zip(t.because.clone())) {
        Some((outcomes, rationale)) => Choice { tasks: told_tasks(&outcomes, team), outcomes, rationale, review_in: None },
        None => Choice { outcomes: way.outcomes.to_vec(), rationale: way.because.into(), tasks: tasks.collect(), review_in: way.review_in },
    }
}

/// The actions of a decision whose words the story gives.
fn told_tasks(outcomes: &[Outcome], team: &'static str) -> Vec<Task> {
    let of = |outcome: &Outcome| match outcome {
        Outcome::StrategyMeeting => Some(("CSC", "strategy meeting", 1)),
        Outcome::JointInvestigation => Some(("GMP", "find out who lives at the address", 2)),
        Outcome::Disruption => Some(("GMP", "abduction warning notice; car on the marker list", 3)),
        Outcome::Assessment => Some(("CSC", "assessment of both children together", 10)),
        Outcome::EarlyHelp => Some(("EH", "worker to see the child at school", 5)),
        Outcome::PanelReferral => Some(("MFH", "papers for the long-term panel", 5)),
        Outcome::ExploitationAssessment => Some(("Hub", "chronology for the assessment", 3)),
        Outcome::Advice | Outcome::NoFurtherAction => Some((team, "return interview", 3)),
    };
    outcomes.iter().filter_map(of).collect()
}

/// The band the board may have shown: the demo was not run through rules that change, so this is only near to what they say.
pub fn band(matter: &Matter) -> Band {
    match (matter.grade, matter.nth) {
        (Grade::High, 3..) => Band::Critical,
        (Grade::High, _) | (Grade::Medium, 4..) => Band::High,
        (Grade::Medium, _) | (_, 3..) => Band::Medium,
        _ => Band::Standard,
    }
}
