//! The case in lines: who, why now, nights and episodes, decisions and actions, placement and people.

use super::text::counted;
use super::writer::Writer;
use crate::calendar::{deadline, length, long_day, near_moment, plain_day, short_day, short_moment};
use crate::casebook::meeting_view::ActionLine;
use crate::casebook::view::{Case, ReviewCandidate};
use crate::child::{ChildDetails, Sex};
use crate::clock::InterviewClock;
use crate::episode::{Episode, Moment, When};
use crate::meeting::action::due_words;
use crate::meeting::assessment::AssessmentState;
use crate::meeting::decision::{Action, Decision, Outcome};
use crate::meeting::register::EndedAs;
use crate::triage::Fired;
use crate::tui::theme::{Meaning, Theme, band_words, of_band, of_interview};
use chrono::Datelike;
use ratatui::text::Line;

/// Lines of a case, and the line numbers where its parts begin.
pub struct CaseLines {
    pub lines: Vec<Line<'static>>,
    pub parts: Vec<usize>,
}

/// Lays a case out in `cols` columns.
pub fn case_lines(case: &Case, now: Moment, cols: usize, theme: Theme) -> CaseLines {
    laid(case, now, cols, theme, usize::MAX)
}

/// The same beside a list: the first reasons and episodes only, so that the decisions come into view.
pub fn brief_case_lines(case: &Case, now: Moment, cols: usize, theme: Theme) -> CaseLines {
    laid(case, now, cols, theme, 3)
}

fn laid(case: &Case, now: Moment, cols: usize, theme: Theme, most: usize) -> CaseLines {
    let mut out = Writer::new(cols, theme, most);
    who(&mut out, case, now);
    why(&mut out, case);
    if !case.candidates.is_empty() {
        candidates(&mut out, &case.candidates);
    }
    nights(&mut out, case);
    decisions(&mut out, case, now);
    episodes(&mut out, case, now);
    around(&mut out, case);
    changes(&mut out, case);
    CaseLines { lines: out.lines, parts: out.parts }
}

/// The child's name, as listed while nobody said who it is.
pub fn case_name(case: &Case) -> String {
    let listed = &case.episode.details.listed;
    case.child.as_ref().map_or_else(|| listed.full_name(), |c| c.details.full_name())
}

/// "Nadia Begum, 16, at home, C13".
pub fn case_title(case: &Case) -> String {
    let listed = &case.episode.details.listed;
    let care = case.child.as_ref().map_or(listed.care_status, |c| c.details.care_status);
    let age = case.age.map(|a| a.to_string()).unwrap_or_else(|| "age not known".into());
    let id = case.child.as_ref().map_or_else(|| "not yet identified".into(), |c| c.id.to_string());
    [Some(case_name(case)), Some(age), care.map(|c| c.label().to_string()), Some(id)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn who(out: &mut Writer, case: &Case, now: Moment) {
    let (episode, triage) = (&case.episode, &case.triage);
    out.parts.push(0);
    let mut band = format!("{} by our rules", band_words(triage.band));
    if let Some(over) = &case.band_override {
        let rules = over.rules_band.map(|b| format!(" (rules: {b})")).unwrap_or_default();
        band = format!("{} set by {}, {}{rules}: {}", band_words(over.band), over.by, short_moment(over.at), over.reason);
    }
    out.say(of_band(triage.band), band.trim_start());
    let grade = episode.details.grade.map_or("no police grade given", |g| g.label());
    out.say(Meaning::Plain, &format!("Police: {grade} · {}", episode.reference()));
    match &case.interview {
        None => {
            let since = episode.missing_since();
            let from = if episode.details.last_seen.is_some() { "last seen" } else { "reported" };
            out.say(Meaning::Overdue, &format!("Missing {}, {from} {}", length(now - since), short_moment(since)));
        }
        Some(clock) => interview(out, clock, now),
    }
    if let Some(child) = &case.child {
        out.say(Meaning::Plain, &born(&child.details, case.age));
    }
    let details = &episode.details;
    for (label, text) in [
        ("From: ", &details.missing_from),
        ("With: ", &details.companions),
        ("Reported by: ", &details.reported_by),
        ("Found: ", &details.found_where),
        ("How: ", &details.found_how),
        ("Police say: ", &details.notes),
    ] {
        if let Some(text) = text {
            out.hang(label, Meaning::Plain, text);
        }
    }
}

fn born(details: &ChildDetails, age: Option<u32>) -> String {
    let dob = match (details.dob, age) {
        (Some(day), _) => format!("born {}", plain_day(day)),
        (None, Some(age)) => format!("{age} years old"),
        (None, None) => "date of birth not known".into(),
    };
    let sex = details.sex.filter(|s| *s != Sex::Unknown).map(|s| s.label().to_string());
    let own = details.own_id.as_ref().map(|id| format!("own id {id}"));
    [Some(dob), sex, details.ethnicity.clone(), own].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn interview(out: &mut Writer, clock: &InterviewClock, now: Moment) {
    let meaning = of_interview(clock.state);
    if let Some(stage) = &clock.stage {
        let returned = clock.returned_at.map_or("no return time given".into(), short_moment);
        out.say(Meaning::Plain, &format!("Returned {returned}"));
        out.say(meaning, &format!("Return interview {stage}"));
        return;
    }
    let Some(due) = clock.due_72h else {
        out.say(meaning, "Returned, no return time given: no interview clock. Ask police for the time.");
        return;
    };
    let returned = clock.returned_at.map(short_moment).unwrap_or_default();
    let estimated = if clock.estimated { " (estimated)" } else { "" };
    out.say(Meaning::Plain, &format!("Returned {returned}{estimated}"));
    out.say(meaning, &format!("Return interview due {}", deadline(due, now)));
    if let Some(last) = clock.last_chance.filter(|l| *l < due) {
        // Past and the interview still due: nobody can hold it in working hours any more, which is said and not counted as overdue.
        let (how, words) = if last < now {
            (meaning, format!("Last staffed hour was {}", near_moment(last, now)))
        } else {
            (Meaning::DueSoon, format!("Last staffed hour before it: {}", deadline(last, now)))
        };
        out.say(how, &words);
    }
    if let Some(offer) = clock.offer_due {
        out.say(Meaning::Plain, &format!("Offer due {}", deadline(offer, now)));
    }
}

fn why(out: &mut Writer, case: &Case) {
    out.part("Why now");
    let triage = &case.triage;
    if triage.fired.is_empty() {
        out.say(Meaning::Hint, "No rule fired on what is known.");
    }
    for fired in triage.fired.iter().take(out.most) {
        out.hang("  ", of_band(fired.band), &format!("{} · {}", band_words(fired.band).trim_start(), fired.title));
        let clears = fired.clears_on.filter(|_| !fired.evidence.contains("clears")).map(|d| format!("; clears {}", short_day(d)));
        let evidence = if says_no_more(fired) { "" } else { fired.evidence.as_str() };
        let words = format!("{evidence}{}", clears.unwrap_or_default());
        if !words.is_empty() {
            out.hang("    ", Meaning::Plain, words.trim_start_matches("; "));
        }
        if let Some(ask) = &fired.ask {
            out.hang("    Ask: ", Meaning::Hint, ask);
        }
    }
    out.more(triage.fired.len(), "reason", "reasons");
    let near: Vec<String> = triage.near.iter().map(|n| format!("{} ({})", n.title, n.short_of)).collect();
    out.listed("Nearly: ", Meaning::Plain, &near);
    let unknown: Vec<String> = triage.untested.iter().map(|u| format!("{} ({})", u.title, u.why)).collect();
    out.listed("Not known: ", Meaning::Unknown, &unknown);
}

/// Some rules' evidence only repeats their title ("police grade high").
fn says_no_more(fired: &Fired) -> bool {
    fired.title.to_lowercase().starts_with(&fired.evidence.to_lowercase())
}

/// A rule that fired, on one line.
pub fn reason(fired: &Fired) -> String {
    if says_no_more(fired) { fired.title.clone() } else { format!("{}: {}", fired.title, fired.evidence) }
}

fn candidates(out: &mut Writer, candidates: &[ReviewCandidate]) {
    out.part("Who is this child? (r to say)");
    for candidate in candidates {
        let details = &candidate.child.details;
        let dob = details.dob.map(plain_day).unwrap_or_else(|| "no date of birth".into());
        out.hang("  ? ", Meaning::Plain, &format!("{} {}, {dob}", candidate.child.id, details.full_name()));
    }
}

fn decisions(out: &mut Writer, case: &Case, now: Moment) {
    out.part("Decisions and actions");
    standing(out, case);
    case.actions.iter().filter(|line| line.record.decision.is_none()).take(out.most).for_each(|line| register_line(out, line));
    for said in case.panels.iter().take(out.most) {
        out.hang("  panel ", Meaning::Plain, &format!("{}: {}", said.words(), said.note));
    }
    out.more(case.panels.len(), "word of a panel", "words of panels");
    if case.decisions.is_empty() {
        out.say(Meaning::Hint, "Nothing decided for this child yet.");
        return;
    }
    let replaced: Vec<_> = case.decisions.iter().filter_map(|d| d.replaces).collect();
    let standing: Vec<&Decision> = case.decisions.iter().filter(|d| !replaced.contains(&d.id)).collect();
    let same = standing.windows(2).take_while(|w| w[0].outcomes == w[1].outcomes).count();
    if same > 0 {
        out.say(Meaning::Warning, &format!("⚠ the same decision {} times running", same + 1));
    }
    for decision in case.decisions.iter().take(out.most) {
        let earlier = if replaced.contains(&decision.id) { " (earlier wording)" } else { "" };
        let words = format!("{}{earlier}: {}", outcomes_words(&decision.outcomes), decision.rationale);
        let meaning = if earlier.is_empty() { Meaning::Plain } else { Meaning::Hint };
        out.hang(&format!("  {} ", short_day(crate::calendar::day_of(decision.at))), meaning, &words);
        if let Some(day) = decision.next_review.filter(|_| earlier.is_empty()) {
            out.hang("    ", Meaning::Plain, &format!("next review {}", long_day(day)));
        }
        for action in decision.actions.iter().filter(|_| earlier.is_empty()) {
            action_line(out, action, case, now);
        }
    }
    out.more(case.decisions.len(), "decision", "decisions");
}

/// An action of a decision, as it stands on the register; one that is no longer live is not on it.
fn action_line(out: &mut Writer, action: &Action, case: &Case, now: Moment) {
    match case.actions.iter().find(|line| line.record.action.id == action.id) {
        Some(line) => register_line(out, line),
        None => {
            let due = action.due.map_or("no due date".into(), |due| format!("due {}", due_words(due, now)));
            out.hang("    ▢ ", Meaning::Plain, &format!("{}{}: {}, {due}", action.agency, person(action), action.what));
        }
    }
}

fn person(action: &Action) -> String {
    action.person.as_ref().map(|p| format!(" ({p})")).unwrap_or_default()
}

fn register_line(out: &mut Writer, line: &ActionLine) {
    let action = &line.record.action;
    let (sign, meaning, state) = match &line.record.ended {
        Some(ended) => {
            let sign = if ended.end.how == EndedAs::Done { "✓" } else { "✗" };
            (sign, Meaning::Hint, format!("{} {}: {}", ended.end.how, short_moment(ended.at), ended.end.outcome))
        }
        None if line.record.action.due.is_none() => ("▢", Meaning::Plain, line.due.clone()),
        None => ("▢", if line.overdue { Meaning::Overdue } else { Meaning::Plain }, format!("due {}", line.due)),
    };
    out.hang(&format!("    {sign} "), meaning, &format!("{} {}{}: {}, {state}", action.id, action.agency, person(action), action.what));
}

/// What is open for the child beside the decisions: assessments, business that waits, actions agreed without a decision.
fn standing(out: &mut Writer, case: &Case) {
    for line in case.assessments.iter().filter(|line| !matches!(line.state, AssessmentState::Ended | AssessmentState::Withdrawn)) {
        let with = line.assessment.allocated_to.iter().map(|to| format!(", {to}")).collect::<String>();
        let meaning = if line.overdue { Meaning::Overdue } else { Meaning::Plain };
        let words = format!("{} {}{with}: {}", line.assessment.id, line.state, line.clock);
        out.hang("Exploitation assessment ", meaning, &words);
    }
    for business in case.business.iter().filter(|business| business.decisions.is_empty() && !business.passed) {
        let words = format!("{} {} waits for a decision: {}", business.details.kind.short(), business.id, business.details.concern);
        out.hang("  ", Meaning::Plain, &words);
    }
    let open = case.actions.iter().filter(|line| line.record.ended.is_none());
    let (open, late) = (open.clone().count(), open.filter(|line| line.overdue).count());
    if open > 0 {
        let meaning = if late > 0 { Meaning::Overdue } else { Meaning::Plain };
        out.say(meaning, &format!("{}, {late} overdue", counted(open, "open action", "open actions")));
    }
}

/// "advice and guidance + joint investigation".
pub fn outcomes_words(outcomes: &[Outcome]) -> String {
    outcomes.iter().map(|o| o.label()).collect::<Vec<_>>().join(" + ")
}

fn nights(out: &mut Writer, case: &Case) {
    if case.nights.is_empty() {
        return;
    }
    let total: u32 = case.nights.iter().map(|m| m.nights).sum();
    out.part(&format!("Nights missing in 12 months: {total}"));
    let most = case.nights.iter().map(|m| m.nights).max().unwrap_or(0).max(8);
    let bar = |n: u32| match n {
        0 => '·',
        n => ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'][((n * 8).div_ceil(most).clamp(1, 8) - 1) as usize],
    };
    let row = |cell: &dyn Fn(&crate::casebook::view::MonthNights) -> String| case.nights.iter().map(cell).collect::<String>();
    out.lines.push(Line::styled(row(&|m| format!("  {}", bar(m.nights))), out.theme.style(Meaning::High)));
    out.lines.push(Line::raw(row(&|m| format!("{:>3}", m.nights))));
    let initials = ['J', 'F', 'M', 'A', 'M', 'J', 'J', 'A', 'S', 'O', 'N', 'D'];
    out.lines.push(Line::styled(row(&|m| format!("  {}", initials[m.month.month0() as usize % 12])), out.theme.style(Meaning::Hint)));
}

fn episodes(out: &mut Writer, case: &Case, now: Moment) {
    out.part(&counted(case.episodes.len(), "episode", "episodes"));
    for episode in case.episodes.iter().take(out.most) {
        let mark = if episode.id == case.episode.id { "▸ " } else { "  " };
        out.hang(mark, Meaning::Plain, &episode_words(episode, now));
    }
    out.more(case.episodes.len(), "episode", "episodes");
}

fn episode_words(episode: &Episode, now: Moment) -> String {
    let began = episode.details.reported.or(episode.details.last_seen);
    let start = began.map_or_else(|| "start not known".into(), moment_words);
    let end = match (episode.details.returned, episode.details.ended) {
        (Some(back), _) => format!("back {}, {}", moment_words(back), length(back.at - episode.missing_since())),
        (None, true) => "back, no time given".into(),
        (None, false) => format!("still missing, {}", length(now - episode.missing_since())),
    };
    let from = episode.details.missing_from.as_ref().map(|f| format!(", from {f}")).unwrap_or_default();
    let found = episode.details.found_where.as_ref().map(|f| format!(", found {f}")).unwrap_or_default();
    format!("{start} → {end}{from}{found} · {}", episode.reference())
}

fn moment_words(when: When) -> String {
    format!("{}{}", short_moment(when.at), if when.estimated { " (est.)" } else { "" })
}

fn around(out: &mut Writer, case: &Case) {
    let Some(details) = case.child.as_ref().map(|c| &c.details) else { return };
    out.part("Placement and people");
    let placement = [details.placement.as_deref(), details.provider.as_deref(), details.placing_authority.as_deref()];
    let school = [details.school.as_deref(), details.education.map(|e| e.label())];
    let worker = [details.social_worker.as_deref(), details.team.as_deref()];
    let address = [details.address.as_deref(), details.postcode.as_deref()];
    let health = details
        .health
        .as_ref()
        .map(|h| if h.is_empty() { "none known".into() } else { h.iter().map(|n| n.label()).collect::<Vec<_>>().join(", ") });
    let markers = details.markers.iter().map(|m| m.kind.label()).collect::<Vec<_>>().join(", ");
    let joined = |parts: &[Option<&str>]| parts.iter().flatten().copied().collect::<Vec<_>>().join(", ");
    for (label, text) in [
        ("Placement: ", joined(&placement)),
        ("Address: ", joined(&address)),
        ("Social worker: ", joined(&worker)),
        ("School: ", joined(&school)),
        ("Plan: ", details.plan.map(|p| p.label().to_string()).unwrap_or_default()),
        ("Markers: ", markers),
        ("NRM: ", details.nrm.map(|n| n.label().to_string()).unwrap_or_default()),
        ("Health: ", health.unwrap_or_default()),
        ("Other names: ", details.other_names.join(", ")),
    ] {
        if !text.is_empty() {
            out.hang(label, Meaning::Plain, &text);
        }
    }
    for person in &case.people {
        let id = person.child.map(|c| format!(" ({})", c.0)).unwrap_or_default();
        out.hang("• ", Meaning::Plain, &format!("{}{id}: {}", person.name, person.how));
    }
}

fn changes(out: &mut Writer, case: &Case) {
    if case.changes.is_empty() {
        return;
    }
    out.part("Changed by police");
    for (at, changes) in &case.changes {
        let words = changes.iter().map(|c| format!("{}: {} → {}", c.field, known(&c.old), known(&c.new))).collect::<Vec<_>>().join("; ");
        out.hang(&format!("  {} ", short_moment(*at)), Meaning::Plain, &words);
    }
}

/// The value, or "not known" for an empty one.
pub fn known(value: &str) -> &str {
    if value.is_empty() { "not known" } else { value }
}
