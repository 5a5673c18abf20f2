//! Works out every fact of the catalogue for one episode.

mod child;

use super::facts::{CATALOGUE, FOUND_IN, Fact, Facts, Known, Subject, Value};
use super::found;
use super::span::Span;
use super::words::days_in_words;
use crate::calendar::{at_local, day_of, length, plain_day, short_day, short_moment};
use crate::episode::{Category, Episode, Moment};
use crate::meeting::decision::{Decision, Outcome};
use chrono::{Days, NaiveDate, NaiveTime};
use std::collections::{BTreeMap, BTreeSet};

const NOT_IDENTIFIED: &str = "the child is not identified";
const NOT_ON_CASELOAD: &str = "the child is not on the caseload, so nothing here says that there is none";
/// Nights further back than this are not counted: the longest window of a rule.
const OLDEST_NIGHT_DAYS: u64 = 3660;
// A time that does not exist would not compile.
const TWO_IN_THE_MORNING: NaiveTime = NaiveTime::from_hms_opt(2, 0, 0).unwrap();

pub fn gather(subject: &Subject) -> Facts {
    let mut facts =
        Facts { known: vec![Known { value: Err("not recorded"), words: Vec::new() }; CATALOGUE.len()], today: day_of(subject.now) };
    this_episode(&mut facts, subject);
    times(&mut facts, subject);
    found_facts(&mut facts, subject);
    history(&mut facts, subject);
    together(&mut facts, subject);
    child::who(&mut facts, subject);
    match subject.child {
        Some(child) => {
            child::care(&mut facts, child);
            child::risk(&mut facts, child);
            meetings(&mut facts, subject);
        }
        None => unidentified(&mut facts),
    }
    facts
}

impl Facts {
    fn know(&mut self, fact: Fact, value: Value, words: impl Into<String>) {
        self.known[fact as usize] = Known { value: Ok(value), words: vec![words.into()] };
    }

    fn several(&mut self, fact: Fact, value: Value, words: Vec<String>) {
        self.known[fact as usize] = Known { value: Ok(value), words };
    }

    fn unknown(&mut self, fact: Fact, why: &'static str) {
        self.known[fact as usize] = Known { value: Err(why), words: Vec::new() };
    }

    fn yes_no(&mut self, fact: Fact, is: bool, yes: impl Into<String>, no: impl Into<String>) {
        self.know(fact, Value::YesNo(is), if is { yes.into() } else { no.into() });
    }

    /// One word of a closed list, by its place in the list.
    fn word(&mut self, fact: Fact, place: usize, words: impl Into<String>) {
        self.know(fact, Value::Words { bits: 1 << place, others: None }, words);
    }
}

fn this_episode(facts: &mut Facts, subject: &Subject) {
    let details = &subject.episode.details;
    match details.grade {
        Some(grade) => facts.word(Fact::PoliceGrade, grade as usize, format!("police grade {}", grade.label())),
        None => facts.unknown(Fact::PoliceGrade, "no police grade on the list"),
    }
    match details.category {
        Some(category) => facts.word(Fact::Category, category as usize, format!("category {}", category.label())),
        None => facts.unknown(Fact::Category, "no category on the list"),
    }
    facts.yes_no(Fact::StillMissing, subject.episode.still_missing(), "still missing", "back or found");
    let no_time = details.ended && details.returned.is_none();
    facts.yes_no(Fact::NoReturnTime, no_time, "back or found, no time of return given", "not without a return time");
    match subject.interview {
        Some(clock) => {
            let due = clock.due_72h.map(|due| format!(", due {}", short_moment(due))).unwrap_or_default();
            facts.word(Fact::Interview, clock.state as usize, format!("return interview {}{due}", clock.state.label()));
        }
        None => facts.know(Fact::Interview, Value::DoesNotApply, "no interview clock runs"),
    }
}

/// The clocks of this episode.
fn times(facts: &mut Facts, subject: &Subject) {
    let (episode, now) = (subject.episode, subject.now);
    let details = &episode.details;
    let from = episode.missing_since();
    if episode.still_missing() {
        let to = now.max(from);
        let words = format!("missing for {}, since {}", length(to - from), short_moment(from));
        let steps: Vec<Span> = subject.settings.escalation.iter().filter_map(|text| Span::parse(text).ok()).collect();
        let passed = steps.iter().take_while(|s| s.starting(from) <= to - from).last();
        let step_words = passed.map_or_else(|| format!("{words}: below the ladder"), |s| format!("{words}: past {s}"));
        facts.know(Fact::MissingFor, Value::Length { from, to }, words);
        facts.know(Fact::LadderStep, Value::Ladder { from, to, steps }, step_words);
    } else {
        facts.know(Fact::MissingFor, Value::DoesNotApply, "not missing now");
        facts.know(Fact::LadderStep, Value::Number(0), "not missing now");
    }
    match ended_or(episode, now) {
        Some(end) => {
            let to = end.max(from);
            facts.know(Fact::EpisodeLength, Value::Length { from, to }, format!("missing for {}", length(to - from)));
            let nights = nights_missing(episode, now);
            facts.yes_no(
                Fact::MissingOvernight,
                !nights.is_empty(),
                format!("missing at 02:00 on {}", days_in_words(&nights, facts.today)),
                "not missing overnight",
            );
        }
        None => {
            facts.unknown(Fact::EpisodeLength, "no time of return was given");
            facts.unknown(Fact::MissingOvernight, "no time of return was given");
        }
    }
    match (details.last_seen, details.reported) {
        (Some(seen), Some(reported)) => {
            let (from, to) = (seen.at, reported.at.max(seen.at));
            facts.know(Fact::ReportDelay, Value::Length { from, to }, format!("reported {} after last seen", length(to - from)));
        }
        (None, _) => facts.unknown(Fact::ReportDelay, "no time last seen"),
        (_, None) => facts.unknown(Fact::ReportDelay, "no time of the report"),
    }
}

/// When an episode ended, `now` if it goes on, `None` if it ended at no known time.
fn ended_or(episode: &Episode, now: Moment) -> Option<Moment> {
    if episode.still_missing() { Some(now) } else { episode.details.returned.map(|r| r.at) }
}

/// The days on which the child was missing at 02:00 UK time, up to `now`, in order. An episode that ended without a time
/// counts up to the notice of its return, the first moment at which the child is known to have been back.
pub fn nights_missing(episode: &Episode, now: Moment) -> Vec<NaiveDate> {
    let to = ended_or(episode, now).or(episode.notice_of_return);
    to.map_or(Vec::new(), |to| nights_between(episode.missing_since(), to.min(now)))
}

/// The days whose 02:00 UK time lies between two moments, both included, in order.
pub fn nights_between(from: Moment, to: Moment) -> Vec<NaiveDate> {
    let (first, last) = (day_of(from), day_of(to));
    let oldest = last.checked_sub_days(Days::new(OLDEST_NIGHT_DAYS)).unwrap_or(NaiveDate::MIN);
    let two = |day| at_local(day, TWO_IN_THE_MORNING);
    let days = first.max(oldest).iter_days().take_while(|day| *day <= last);
    // Only on the first and the last day does it matter which side of 02:00 the child left or came back.
    days.filter(|day| (*day > first || from <= two(*day)) && (*day < last || two(*day) <= to)).collect()
}

fn found_facts(facts: &mut Facts, subject: &Subject) {
    let details = &subject.episode.details;
    let said: Vec<&str> =
        [&details.found_where, &details.found_how].into_iter().flatten().map(|s| s.trim()).filter(|s| !s.is_empty()).collect();
    let text = said.join("; ");
    if subject.episode.still_missing() {
        facts.know(Fact::FoundIn, Value::DoesNotApply, "not found yet");
        facts.know(Fact::FoundAwayFromHome, Value::DoesNotApply, "not found yet");
        return;
    }
    if text.is_empty() {
        facts.unknown(Fact::FoundIn, "the list does not say where or how the child was found");
        facts.unknown(Fact::FoundAwayFromHome, "the list does not say where the child was found");
        return;
    }
    let (custody, hospital) = found::custody_and_hospital(&text);
    let bits = u32::from(custody) | u32::from(hospital) << 1;
    let words = FOUND_IN
        .iter()
        .enumerate()
        .filter(|(bit, _)| bits & (1 << bit) != 0)
        .map(|(_, place)| format!("found in {place} (\"{}\")", brief(&text)));
    facts.several(Fact::FoundIn, Value::Words { bits, others: None }, words.collect());
    found_away(facts, subject, &text);
}

fn found_away(facts: &mut Facts, subject: &Subject, text: &str) {
    let codes = found::outward_codes(text);
    let home = subject.child.map_or(&subject.episode.details.listed.postcode, |c| &c.postcode);
    let home = home.as_deref().map(found::area).filter(|area| !area.is_empty());
    let ours = &subject.settings.hub.area_postcodes;
    if codes.is_empty() {
        facts.unknown(Fact::FoundAwayFromHome, "no full postcode in where the child was found");
    } else if home.is_none() && ours.is_empty() {
        facts.unknown(Fact::FoundAwayFromHome, "no home postcode, and the settings name no area_postcodes");
    } else {
        let near = |code: &String| home.as_deref() == Some(&found::area(code)) || ours.iter().any(|s| found::under(code, s));
        let away = codes.iter().find(|c| !near(c));
        let from = home.as_deref().map_or("the hub's area".into(), |h| format!("{h}, the home area"));
        let yes = format!("found in {}, away from {from}", away.unwrap_or(&codes[0]));
        facts.yes_no(Fact::FoundAwayFromHome, away.is_some(), yes, format!("found in {}, near home", codes[0]));
    }
}

fn history(facts: &mut Facts, subject: &Subject) {
    facts.yes_no(Fact::Identified, subject.child.is_some(), "identified", NOT_IDENTIFIED);
    if subject.child.is_none() {
        for fact in [Fact::FirstEpisode, Fact::Episodes, Fact::Absences, Fact::Nights, Fact::LongestEpisode, Fact::Companions] {
            facts.unknown(fact, NOT_IDENTIFIED);
        }
        return;
    }
    let now = subject.now;
    // The episode itself counts whether or not the caller put it into the history too.
    let others = subject.history.iter().filter(|e| e.id != subject.episode.id);
    let mut episodes: Vec<&Episode> = others.chain([subject.episode]).filter(|e| e.began() <= now).collect();
    episodes.sort_by_key(|e| e.began());
    let began = |keep: fn(&Episode) -> bool| episodes.iter().filter(|e| keep(e)).map(|e| day_of(e.began())).collect::<Vec<_>>();
    let first = episodes.iter().all(|e| e.began() >= subject.episode.began());
    facts.yes_no(Fact::FirstEpisode, first, "first episode known here", "not the first episode");
    facts.several(Fact::Episodes, Value::Days { days: began(|_| true), growing: false }, Vec::new());
    facts.several(
        Fact::Absences,
        Value::Days { days: began(|e| e.details.category == Some(Category::Absent)), growing: false },
        Vec::new(),
    );
    let mut nights: Vec<NaiveDate> = episodes.iter().flat_map(|e| nights_missing(e, now)).collect();
    nights.sort_unstable();
    // Two episodes that overlap are one night missing.
    nights.dedup();
    facts.several(Fact::Nights, Value::Days { days: nights, growing: episodes.iter().any(|e| e.still_missing()) }, Vec::new());
    let spans = episodes.iter().filter_map(|e| ended_or(e, now).map(|end| (e.missing_since(), end.min(now))));
    match spans.filter(|(from, to)| from <= to).max_by_key(|(from, to)| *to - *from) {
        Some((from, to)) => {
            let words = format!("longest episode {}, from {}", length(to - from), plain_day(day_of(from)));
            facts.know(Fact::LongestEpisode, Value::Length { from, to }, words);
        }
        None => facts.unknown(Fact::LongestEpisode, "no episode has a time of return"),
    }
}

fn together(facts: &mut Facts, subject: &Subject) {
    let mut now: Vec<&str> = subject.together.iter().filter(|t| t.now).map(|t| t.name.as_str()).collect();
    now.sort_unstable();
    now.dedup();
    let named = subject.episode.details.companions.as_deref().unwrap_or_default().trim();
    if !now.is_empty() {
        facts.know(Fact::WithOthers, Value::YesNo(true), format!("missing now with {}", now.join(", ")));
    } else if found::means_unknown(named) {
        facts.unknown(Fact::WithOthers, "the list says that companions are not known");
    } else {
        facts.yes_no(
            Fact::WithOthers,
            !found::means_nobody(named),
            format!("named as companion: {}", brief(named)),
            "nobody known to be with the child",
        );
    }
    if subject.child.is_some() {
        // A day counts once, however many children were together.
        let mut known: BTreeMap<NaiveDate, BTreeSet<&str>> = BTreeMap::new();
        for together in subject.together.iter().filter(|t| t.on <= facts.today) {
            known.entry(together.on).or_default().insert(&together.name);
        }
        let said = |(day, names): (&NaiveDate, &BTreeSet<&str>)| {
            format!("{} on {}", names.iter().copied().collect::<Vec<_>>().join(" and "), short_day(*day))
        };
        let words = known.iter().map(said).collect();
        let days = known.into_keys().collect();
        facts.several(Fact::Companions, Value::Days { days, growing: false }, words);
    }
}

fn unidentified(facts: &mut Facts) {
    use Fact::*;
    for fact in
        [OnCaseload, PlacedOutOfArea, PlacedByAnother, Markers, Nrm, Health, Education, Plan, YouthJustice, InterviewsRefused, SameDecision]
    {
        facts.unknown(fact, NOT_IDENTIFIED);
    }
}

fn meetings(facts: &mut Facts, subject: &Subject) {
    match subject.interviews_refused {
        Some(n) => facts.know(
            Fact::InterviewsRefused,
            Value::Number(i64::from(n)),
            format!("declined {n} return interview{} in 12 months", if n == 1 { "" } else { "s" }),
        ),
        None => facts.unknown(Fact::InterviewsRefused, "declined return interviews are not recorded here"),
    }
    let replaced = |d: &Decision| subject.decisions.iter().any(|later| later.replaces == Some(d.id));
    let mut decisions: Vec<&Decision> = subject.decisions.iter().filter(|d| d.at <= subject.now && !replaced(d)).collect();
    decisions.sort_by_key(|d| std::cmp::Reverse(d.at));
    let same: Vec<&Decision> = decisions.iter().copied().take_while(|d| outcomes(d) == outcomes(decisions[0])).collect();
    let words = match same.first() {
        None => "no decision yet".into(),
        Some(last) => {
            let days: Vec<NaiveDate> = same.iter().rev().map(|d| day_of(d.at)).collect();
            let what = outcomes(last).iter().map(|o| o.label()).collect::<Vec<_>>().join(" and ");
            let times = if days.len() == 1 { "once".into() } else { format!("{} times running", days.len()) };
            format!("{what} decided {times}: {}", days_in_words(&days, facts.today))
        }
    };
    facts.know(Fact::SameDecision, Value::Number(same.len() as i64), words);
}

/// The outcomes of a decision whatever order they were typed in.
fn outcomes(decision: &Decision) -> Vec<Outcome> {
    let mut outcomes = decision.outcomes.clone();
    outcomes.sort();
    outcomes.dedup();
    outcomes
}

/// A text from a file, short enough for a line of evidence.
fn brief(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST { text.to_string() } else { text.chars().take(MOST - 1).chain(['…']).collect() }
}
