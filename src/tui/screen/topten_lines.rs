//! One child of the top ten in lines: what is asked, the figures, when, where, with whom, its own words, what was decided and what
//! changed, what managers said.

use crate::calendar::{day_of, length, month_words, near_moment, plain_day, short_day, short_moment};
use crate::casebook::tracker_view::{Often, Said, TrackedAction, TrackedChild, Tracker};
use crate::report::figures::topten::Times;
use crate::report::minutes::counted;
use crate::report::topten::{WEEKDAYS, bar, busiest, hours, known_now, n_of, strip};
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::writer::Writer;
use ratatui::text::Line;

/// "1= Nadia Begum, 16, at home, C17".
pub fn child_title(child: &TrackedChild) -> String {
    let age = child.age.map_or("age not known".into(), |age| age.to_string());
    let care = child.care_status.map(|care| format!(", {}", care.label())).unwrap_or_default();
    format!("{} {}, {age}{care}, {}", child.figures.rank_words(), child.name, child.child)
}

/// The child in `cols` columns; of long lists at most so many entries.
pub fn child_lines(tracker: &Tracker, child: &TrackedChild, cols: usize, theme: Theme, most: usize) -> Vec<Line<'static>> {
    let mut out = Writer::new(cols, theme, most);
    asked(&mut out, child);
    figures(&mut out, child);
    corrected(&mut out, tracker, child);
    when(&mut out, &child.times);
    around(&mut out, child);
    known(&mut out, tracker, child);
    words(&mut out, child);
    decisions(&mut out, tracker, child);
    said(&mut out, child);
    out.lines
}

fn asked(out: &mut Writer, child: &TrackedChild) {
    match &child.unblock {
        Some(asked) => {
            let carried = if asked.carried { format!(", carried forward from {}", month_words(asked.month)) } else { String::new() };
            out.hang("⚑ Asked of managers: ", Meaning::DueSoon, &asked.words);
            out.say(Meaning::Hint, &format!("  {} by {}{carried}", short_moment(asked.at), asked.by));
        }
        None => out.say(Meaning::Hint, "Nothing is asked of managers (e says what)."),
    }
}

fn figures(out: &mut Writer, child: &TrackedChild) {
    let figures = &child.figures;
    let run: Vec<u32> = child.run.iter().map(|month| month.episodes).collect();
    let before = figures.rank_before.map_or("not missing the month before".into(), |rank| format!("rank {rank} the month before"));
    out.part("Is it getting better?");
    out.hang("Rank: ", Meaning::Plain, &format!("{}, {} ({before})", figures.rank_words(), child.movement));
    out.hang("Run: ", Meaning::Plain, &format!("{}  {}", strip(&run), child.run_words(3)));
    let counts = format!("{} this month, {} in 3 months, {} in 12", figures.this_month, figures.in_3_months, figures.in_12_months);
    out.hang("Episodes: ", Meaning::Plain, &counts);
    let missing =
        format!("{}, {}; the longest {}", counted(figures.nights as usize, "night"), length(figures.missing()), length(figures.longest()));
    out.hang("Missing: ", Meaning::Plain, &missing);
    let interviews = format!("offered {}, held {}, in 72 h {}", n_of(figures.offered), n_of(figures.held), n_of(figures.in_72_hours));
    out.hang("Interviews: ", Meaning::Plain, &interviews);
}

fn corrected(out: &mut Writer, tracker: &Tracker, child: &TrackedChild) {
    if child.corrections.is_empty() {
        return;
    }
    out.part(&format!("Corrected since it was reported {}", plain_day(day_of(tracker.as_of))));
    child.corrections.iter().for_each(|line| out.hang("≠ ", Meaning::Warning, line));
}

/// A strip of 24 hours for each weekday, the longest time of any hour the highest bar.
fn when(out: &mut Writer, times: &Times) {
    let words = busiest(times);
    if words.is_empty() {
        return;
    }
    out.part("When missing (UK time)");
    let most = times.seconds.iter().flatten().copied().max().unwrap_or(0);
    out.say(Meaning::Hint, "             00    06    12    18");
    for ((day, seconds), all) in WEEKDAYS.iter().zip(&times.seconds).zip(times.by_weekday()) {
        let bars: String = seconds.iter().map(|seconds| bar(*seconds, most)).collect();
        let all = if all == 0 { "0 h".into() } else { format!("{} h", hours(all)) };
        out.say(Meaning::Plain, &format!("{day} {all:>8} {bars}"));
    }
    out.say(Meaning::Plain, &words);
}

fn around(out: &mut Writer, child: &TrackedChild) {
    out.part("Where, with whom, who knows");
    out.listed("Found: ", Meaning::Plain, &often(&child.found));
    out.listed("With: ", Meaning::Plain, &often(&child.with));
}

/// What is known now, also of a closed month.
fn known(out: &mut Writer, tracker: &Tracker, child: &TrackedChild) {
    if let Some(words) = known_now(tracker, child) {
        out.say(Meaning::Hint, words);
    }
    let markers: Vec<String> = child.markers.iter().map(|marker| marker.label().to_owned()).collect();
    if !markers.is_empty() {
        out.hang("Markers: ", Meaning::Plain, &markers.join(", "));
    }
    if let Some(placement) = &child.placement {
        out.hang("Placement: ", Meaning::Plain, placement);
    }
    match &child.knows_best {
        Some(best) => out.hang("Knows the child best: ", Meaning::Plain, &format!("{} ({})", best.who, best.from)),
        None => out.hang("Knows the child best: ", Meaning::Unknown, "not known"),
    }
    match &child.next_review {
        Some(review) => {
            let (meaning, over) = if review.passed { (Meaning::Overdue, ", which is over") } else { (Meaning::Plain, "") };
            out.hang("Next review: ", meaning, &format!("{} ({}){over}", plain_day(review.on), review.from));
        }
        None => out.hang("Next review: ", Meaning::Warning, "none set"),
    }
}

fn often(all: &[Often]) -> Vec<String> {
    all.iter().map(|often| if often.times > 1 { format!("{} ({} times)", often.what, often.times) } else { often.what.clone() }).collect()
}

fn words(out: &mut Writer, child: &TrackedChild) {
    if let Some(said) = &child.last_words {
        out.part(&format!("Own words, {} to {}", short_day(day_of(said.at)), said.by));
        out.hang("  ", Meaning::Plain, &format!("\u{201c}{}\u{201d}", said.words));
    }
}

fn decisions(out: &mut Writer, tracker: &Tracker, child: &TrackedChild) {
    out.part("Decisions of three months, and what changed");
    if child.decisions.is_empty() && child.actions.is_empty() {
        out.say(Meaning::Hint, "Nothing was decided.");
    }
    for decision in child.decisions.iter().take(out.most) {
        let when = format!("{} {} ", short_day(day_of(decision.at)), decision.decision);
        out.hang(&when, Meaning::Plain, &decision.what);
        if out.most > 2 {
            out.hang("    ", Meaning::Hint, &decision.rationale);
        }
    }
    out.more(child.decisions.len(), "decision", "decisions");
    child.actions.iter().take(out.most).for_each(|action| one_action(out, action, tracker));
    out.more(child.actions.len(), "action", "actions");
}

fn one_action(out: &mut Writer, action: &TrackedAction, tracker: &Tracker) {
    let label = format!("{} ", action.number);
    match &action.ended {
        None => {
            let meaning = if action.overdue { Meaning::Overdue } else { Meaning::Plain };
            out.hang(&label, meaning, &format!("{} ({}): to be done, {}", action.what, action.agency, action.due));
        }
        Some(ended) => {
            let when = near_moment(ended.at, tracker.now);
            out.hang(&label, Meaning::Plain, &format!("{} ({}): {}, {when}: {}", action.what, action.agency, ended.how, ended.outcome));
            if !ended.difference.is_empty() {
                out.hang("    changed: ", Meaning::Ok, &ended.difference);
            }
        }
    }
}

fn said(out: &mut Writer, child: &TrackedChild) {
    if let Some(said) = &child.review {
        out.part(&format!("Review for {}", month_words(said.month)));
        review(out, said);
    }
    if !child.earlier.is_empty() {
        out.part("Said before");
        for said in child.earlier.iter().take(out.most) {
            out.hang(&format!("{}: ", month_words(said.month)), Meaning::Plain, &format!("{} by {}", short_moment(said.at), said.by));
            review(out, said);
        }
        out.more(child.earlier.len(), "review", "reviews");
    }
}

fn review(out: &mut Writer, said: &Said) {
    let review = &said.review;
    if review.is_empty() {
        out.say(Meaning::Plain, "  Nothing: what was asked before is asked no more.");
    }
    let day = review.next_review.map(plain_day).unwrap_or_default();
    let parts = [
        ("  Note: ", &review.note),
        ("  Managers decided: ", &review.decision),
        ("  To unblock: ", &review.unblock),
        ("  Knows the child best: ", &review.knows_best),
        ("  Next review: ", &day),
    ];
    for (label, text) in parts.into_iter().filter(|(_, text)| !text.is_empty()) {
        out.hang(label, Meaning::Plain, text);
    }
}
