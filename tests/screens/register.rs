//! The invented desk's business, actions register, assessments and log.

use super::super::{Morning, at, day};
use wayhome::calendar::WorkingDays;
use wayhome::casebook::error::{Error, Result};
use wayhome::casebook::meeting_view::{ActionLine, AssessmentLine, BusinessSheet, LogLine, Register, RegisterFilter};
use wayhome::casebook::view::{BoardChild, ChildIdText};
use wayhome::child::{ChildId, MarkerKind};
use wayhome::episode::{EpisodeId, Moment};
use wayhome::meeting::action::{self, due_words};
use wayhome::meeting::agenda::ItemId;
use wayhome::meeting::assessment::{Assessment, AssessmentId, AssessmentOutcome, Recorded, Tool, ToolResult};
use wayhome::meeting::business::{Business, BusinessDetails, BusinessId, BusinessKind};
use wayhome::meeting::decision::{Action, ActionId, DecisionId, Due};
use wayhome::meeting::record::MeetingId;
use wayhome::meeting::register::{ActionEnd, ActionRecord, Ended, EndedAs, OnAction, Redated};
use wayhome::settings::Settings;
use wayhome::spoken::{self, Spoken};

/// Number, agency, person, what, due (a moment, a day, or nothing), episode; each child's number is ten more.
type Sketch = (i64, &'static str, &'static str, &'static str, &'static str, i64);

const GMP: &str = "Greater Manchester Police";
const CSC: &str = "Children's Social Care";

/// Twelve actions in every state: overdue, due today, to come, without a date, re-dated, ended in the three ways.
const ACTIONS: [Sketch; 12] = [
    (1, GMP, "", "phone work on the last number", "2026-11-09", 1),
    (2, CSC, "Ann Lee", "visit Nadia Begum at her aunt's", "2026-11-19", 1),
    (3, GMP, "J Smith", "check CCTV of Piccadilly station", "2026-11-20T08:00:00Z", 2),
    (4, "Health", "", "sexual health appointment", "2026-11-20T12:00:00Z", 2),
    (5, CSC, "A. Chair", "strategy meeting", "2026-11-20", 3),
    (6, "Education Safeguarding", "", "ask the school about attendance", "2026-11-23", 3),
    (7, "The Children's Society", "Dana Ellis", "offer the return interview again", "2026-11-27T12:00:00Z", 4),
    (8, "Barnardo's", "", "see the carer", "2026-12-18", 5),
    (9, "Early Help", "", "visit by car", "", 6),
    (10, GMP, "", "disruption visit to the flat", "2026-11-18", 4),
    (11, CSC, "Ann Lee", "placement meeting", "2026-11-17", 2),
    (12, "Health", "", "call the school nurse", "2026-11-16", 5),
];

/// Of each child what the register calls it.
fn about(episode: i64) -> (&'static str, String) {
    let names = ["Nadia Begum", "Thi Lan Nguyen", "Kayden Archer", "Chidi Okafor", "Sia\u{302}n Davies", "小明 王"];
    (names[usize::try_from(episode).unwrap() - 1], format!("GMP/26/00{episode}41"))
}

fn due_of(text: &str) -> Option<Due> {
    match text {
        "" => None,
        text if text.contains('T') => Some(Due::At(at(text))),
        text => Some(Due::EndOf(day(text))),
    }
}

fn ended(id: i64) -> Option<Ended> {
    let (how, outcome, difference) = match id {
        10 => (EndedAs::Done, "Two adults arrested.", "Chidi Okafor has not been there since."),
        11 => (EndedAs::NotPossible, "The home has closed.", ""),
        12 => (EndedAs::NotDone, "The nurse was on leave.", ""),
        _ => return None,
    };
    let end = ActionEnd { how, outcome: outcome.into(), difference: difference.into() };
    Some(Ended { end, at: at("2026-11-19T09:50:00Z"), by: "A. Chair".into() })
}

fn redated(id: i64) -> Vec<Redated> {
    let times = match id {
        1 => 2,
        2 => 1,
        _ => 0,
    };
    let one = |n: i64| Redated {
        from: Some(Due::EndOf(day("2026-11-02"))),
        to: Some(Due::EndOf(day("2026-11-09"))),
        reason: format!("waiting for the network, {n}"),
        at: at("2026-11-02T09:40:00Z"),
        by: "A. Chair".into(),
    };
    (1..=times).map(one).collect()
}

fn line(sketch: &Sketch, now: Moment) -> ActionLine {
    let (id, agency, person, what, due, episode) = *sketch;
    let action = Action {
        id: ActionId(id),
        agency: agency.into(),
        person: (!person.is_empty()).then(|| person.into()),
        what: what.into(),
        due: due_of(due),
    };
    let (due, ended) = (action.due, ended(id));
    let overdue = ended.is_none() && due.is_some_and(|due| action::overdue(due, now));
    let (name, reference) = about(episode);
    ActionLine {
        record: ActionRecord {
            action,
            decision: Some(DecisionId(id)),
            episode: Some(EpisodeId(episode)),
            business: None,
            child: Some(ChildId(10 + episode)),
            meeting: None,
            agreed_at: at("2026-11-02T09:40:00Z"),
            agreed_by: "A. Chair".into(),
            redated: redated(id),
            ended: ended.clone(),
            changed: 200 + id,
        },
        about: name.into(),
        reference,
        due: due.map_or("no due date".into(), |due| due_words(due, now)),
        overdue,
        due_now: ended.is_none() && (overdue || matches!(id, 4 | 5)),
        from_before: false,
    }
}

pub fn register(desk: &Morning, filter: &RegisterFilter, now: Moment) -> Result<Register> {
    let state = desk.0.borrow();
    let mut lines: Vec<ActionLine> = ACTIONS.iter().filter(|_| !state.empty).map(|sketch| line(sketch, now)).collect();
    lines.retain(|line| filter.ended || line.record.ended.is_none());
    let open = |line: &&ActionLine| line.record.ended.is_none();
    let mut agencies: Vec<(String, u32)> = Vec::new();
    for line in lines.iter().filter(open) {
        match agencies.iter_mut().find(|(name, _)| *name == line.record.action.agency) {
            Some((_, count)) => *count += 1,
            None => agencies.push((line.record.action.agency.clone(), 1)),
        }
    }
    let count = |fits: &dyn Fn(&ActionLine) -> bool| u32::try_from(lines.iter().filter(|line| fits(line)).count()).unwrap();
    let (open, overdue) = (count(&|line| line.record.ended.is_none()), count(&|line| line.overdue));
    Ok(Register { lines, open, overdue, agencies })
}

fn ids(on: &[OnAction]) -> String {
    on.iter().map(|on| format!("{} seen {:?}", on.action, on.seen)).collect::<Vec<_>>().join(", ")
}

/// The next verb is refused as stale where the test asks for it.
fn fresh(desk: &Morning) -> Result<()> {
    if !std::mem::take(&mut desk.0.borrow_mut().stale) {
        return Ok(());
    }
    let difference = "it was done".into();
    Err(Error::Stale { what: "action A1 for Nadia Begum".into(), by: "B. Duty".into(), at: "08:40".into(), difference })
}

pub fn end_actions(desk: &mut Morning, on: &[OnAction], end: ActionEnd, _now: Moment) -> Result<()> {
    fresh(desk)?;
    desk.write(format!("ended {}: {} “{}” “{}”", ids(on), end.how, end.outcome, end.difference));
    Ok(())
}

pub fn redate_actions(desk: &mut Morning, on: &[OnAction], due: Due, reason: &str, _now: Moment) -> Result<()> {
    fresh(desk)?;
    desk.write(format!("re-dated {} to {}: {reason}", ids(on), action::in_full(due)));
    Ok(())
}

pub fn reopen_action(desk: &mut Morning, on: OnAction, reason: &str, _now: Moment) -> Result<()> {
    desk.write(format!("reopened {}: {reason}", ids(&[on])));
    Ok(())
}

pub fn agree_action(desk: &mut Morning, line: &str, under: Option<(MeetingId, ItemId)>, _now: Moment) -> Result<ActionId> {
    desk.write(format!("agreed {line} under {under:?}"));
    Ok(ActionId(13))
}

pub fn understand_due(_desk: &Morning, text: &str, now: Moment) -> std::result::Result<Due, String> {
    spoken::moment_or_day(text, now, &WorkingDays::shipped()).map(|spoken| match spoken {
        Spoken::At(at) => Due::At(at),
        Spoken::Day(day) => Due::EndOf(day),
    })
}

fn details(kind: BusinessKind, concern: &str, children: &[i64]) -> BusinessDetails {
    BusinessDetails {
        kind,
        received: day("2026-11-19"),
        source: "Invented High School".into(),
        concern: concern.into(),
        children: children.iter().map(|id| ChildId(*id)).collect(),
        named: Vec::new(),
        markers: vec![MarkerKind::Cse],
        told: String::new(),
        attend: Vec::new(),
        needed_by: None,
        people: Vec::new(),
        places: Vec::new(),
        vehicles: Vec::new(),
        themes: Vec::new(),
        hand_to: Vec::new(),
    }
}

pub fn open_business(desk: &Morning) -> Result<Vec<Business>> {
    let referral = details(BusinessKind::Referral, "Nadia Begum is met outside school by an adult in a grey car.", &[11]);
    let mut intelligence = details(BusinessKind::Intelligence, "A flat is used to meet children.", &[]);
    intelligence.places = vec!["flat above the kebab shop, Larch Row".into()];
    intelligence.hand_to = vec![GMP.into()];
    let business = |id, details| Business {
        id: BusinessId(id),
        details,
        at: at("2026-11-19T15:10:00Z"),
        by: "A. Chair".into(),
        decisions: Vec::new(),
        deferred_to: None,
        passed: false,
        changed: 300 + id,
    };
    let empty = desk.0.borrow().empty;
    Ok(if empty { Vec::new() } else { vec![business(7, referral), business(9, intelligence)] })
}

pub fn business(desk: &Morning, id: BusinessId, _now: Moment) -> Result<BusinessSheet> {
    let found = open_business(desk)?.into_iter().find(|business| business.id == id);
    let business = found.ok_or_else(|| Error::Refused(format!("there is no business {id}")))?;
    let child = |id: &ChildId| BoardChild {
        id: Some(ChildIdText(*id)),
        name: about(id.0 - 10).0.into(),
        short: "Nadia B.".into(),
        dob: Some(day("2010-03-04")),
        age: Some(16),
        care_status: None,
    };
    let children = business.details.children.iter().map(child).collect();
    let missing = wayhome::meeting::business::missing(&business.details);
    Ok(BusinessSheet { business, children, missing, decisions: Vec::new(), actions: Vec::new() })
}

pub fn raise(desk: &mut Morning, details: BusinessDetails, _now: Moment) -> Result<BusinessId> {
    desk.write(format!("raised {details:?}"));
    Ok(BusinessId(12))
}

pub fn change_business(desk: &mut Morning, id: BusinessId, details: BusinessDetails, seen: Option<i64>, _now: Moment) -> Result<()> {
    desk.write(format!("changed {id} seen {seen:?}: {}", details.concern));
    Ok(())
}

fn assessment(id: i64, episode: i64, due: &str, to: Option<&str>, results: Vec<Recorded>) -> Assessment {
    Assessment {
        id: AssessmentId(id),
        child: Some(ChildId(10 + episode)),
        episode: Some(EpisodeId(episode)),
        decision: DecisionId(30 + id),
        started_at: at("2026-10-29T09:40:00Z"),
        due: day(due),
        allocated_to: to.map(Into::into),
        results,
        withdrawn: None,
        changed: 400 + id,
    }
}

fn recorded() -> Recorded {
    let result = ToolResult {
        tool: "Indicators".into(),
        scale: 5,
        scores: [("episodes".to_string(), 4)].into(),
        titles: [("episodes".to_string(), "Missing episodes".to_string())].into(),
        score: 21,
        most: 60,
        band: "emerging".into(),
        judged: "significant".into(),
        judgement: "Chidi Okafor is debt-bonded to two adults.".into(),
        concerns: vec![MarkerKind::Cce],
        outcome: AssessmentOutcome::Plan,
        review_on: Some(day("2027-01-15")),
    };
    Recorded { result, at: at("2026-10-23T11:00:00Z"), by: "Bo Larkin".into() }
}

pub fn assessments(desk: &Morning, now: Moment) -> Result<Vec<AssessmentLine>> {
    let all = [
        assessment(4, 2, "2026-11-19", Some("Bo Larkin"), Vec::new()),
        assessment(5, 1, "2026-12-11", None, Vec::new()),
        assessment(3, 4, "2026-10-30", Some("Bo Larkin"), vec![recorded()]),
    ];
    let today = wayhome::calendar::day_of(now);
    let line = |assessment: Assessment| AssessmentLine {
        name: about(assessment.child.unwrap().0 - 10).0.into(),
        reference: about(assessment.child.unwrap().0 - 10).1,
        state: assessment.state(),
        clock: assessment.clock_words(today, &WorkingDays::shipped()),
        overdue: assessment.overdue(today),
        assessment,
    };
    let empty = desk.0.borrow().empty;
    Ok(all.into_iter().filter(|_| !empty).map(line).collect())
}

pub fn assessments_of(desk: &Morning, child: Option<ChildId>, _episode: EpisodeId, now: Moment) -> Result<Vec<AssessmentLine>> {
    Ok(assessments(desk, now)?.into_iter().filter(|line| line.assessment.child == child).collect())
}

pub fn tool(_desk: &Morning) -> Tool {
    Settings::default().assessment
}

pub fn allocate_assessment(desk: &mut Morning, id: AssessmentId, to: &str, seen: Option<i64>, _now: Moment) -> Result<()> {
    desk.write(format!("allocated {id} to {to} seen {seen:?}"));
    Ok(())
}

pub fn score_assessment(desk: &mut Morning, id: AssessmentId, result: ToolResult, seen: Option<i64>, _now: Moment) -> Result<()> {
    let ToolResult { score, most, band, judged, judgement, outcome, review_on, .. } = result;
    desk.write(format!("scored {id} seen {seen:?}: {score}/{most} {band}, judged {judged} “{judgement}”, {outcome}, {review_on:?}"));
    Ok(())
}

pub fn withdraw_assessment(desk: &mut Morning, id: AssessmentId, reason: &str, _seen: Option<i64>, _now: Moment) -> Result<()> {
    desk.write(format!("withdrew {id}: {reason}"));
    Ok(())
}

pub fn log(desk: &Morning, _now: Moment) -> Result<Vec<LogLine>> {
    let state = desk.0.borrow();
    let taken = |verb: i64| {
        state.written.iter().rfind(|words| words.ends_with(&format!("verb {verb}"))).is_some_and(|words| words.starts_with("undo"))
    };
    let line = |verb: i64, when: &str, by: &str, what: &str, can| LogLine {
        verb,
        at: at(when),
        by: by.into(),
        what: what.into(),
        undone: taken(verb),
        can,
    };
    let all = vec![
        line(12, "2026-11-20T08:40:00Z", "A. Chair", "decided: advice and guidance (Nadia B.)", true),
        line(11, "2026-11-20T08:35:00Z", "B. Duty", "A10 done: Two adults arrested. (Chidi O.)", true),
        line(
            10,
            "2026-11-20T08:30:00Z",
            "A. Chair",
            "loaded daily-20-11.csv: 14 new, 3 returned, 2 changed by police, 1 row refused",
            false,
        ),
    ];
    Ok(if state.empty { Vec::new() } else { all })
}

fn latest(desk: &Morning, now: Moment, undone: bool) -> Result<Option<LogLine>> {
    Ok(log(desk, now)?.into_iter().find(|line| line.by == "A. Chair" && line.can && line.undone == undone))
}

pub fn to_undo(desk: &Morning, now: Moment) -> Result<Option<LogLine>> {
    latest(desk, now, false)
}

pub fn to_redo(desk: &Morning, now: Moment) -> Result<Option<LogLine>> {
    latest(desk, now, true)
}

fn line_of(desk: &Morning, verb: i64, now: Moment) -> Result<LogLine> {
    log(desk, now)?.into_iter().find(|line| line.verb == verb).ok_or_else(|| Error::Refused("there is no such step".into()))
}

pub fn undo(desk: &mut Morning, verb: i64, now: Moment) -> Result<LogLine> {
    desk.write(format!("undo verb {verb}"));
    line_of(desk, verb, now)
}

pub fn redo(desk: &mut Morning, verb: i64, now: Moment) -> Result<LogLine> {
    desk.write(format!("redo verb {verb}"));
    line_of(desk, verb, now)
}
