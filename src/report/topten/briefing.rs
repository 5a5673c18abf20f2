//! The briefing as a document: what managers are asked first, then all children in one table, then a page for each.

use super::{BANDS, Source, WEEKDAYS, busiest, hours, in_bands, known_now, n_of, strip};
use crate::calendar::{day_of, length, long_day, long_moment, month_words, plain_day};
use crate::casebook::tracker_view::{Often, TrackedAction, TrackedChild, TrackedDecision};
use crate::report::document::{Document, Run, bold, italic, plain};
use crate::report::minutes::counted;
use crate::report::papers::initials::NOTE;
use chrono::TimeDelta;

/// Decisions and actions of a child that have room on its page; more are counted.
const MOST: usize = 3;

impl Source<'_> {
    pub(super) fn paper(&self) -> Document {
        let mut paper =
            Document::new(&format!("Top ten of children missing most often: {}", month_words(self.tracker.month)), self.briefing.made_at);
        self.opening(&mut paper);
        self.asked(&mut paper);
        self.all(&mut paper);
        self.corrected(&mut paper);
        for child in &self.tracker.children {
            paper.page_break();
            self.page(&mut paper, child);
        }
        let at = long_moment(self.briefing.made_at);
        paper.heading(2, "Record");
        paper.text(format!(
            "Made {at} (UK time) by {} from the journal of the hub up to entry {}.",
            self.briefing.made_by, self.briefing.head
        ));
        paper
    }

    fn opening(&self, paper: &mut Document) {
        let tracker = self.tracker;
        let hub: Vec<&str> = [tracker.hub.as_str(), tracker.authority.as_str()].into_iter().filter(|name| !name.is_empty()).collect();
        paper.text(hub.join(", "));
        if tracker.training {
            paper.paragraph(vec![bold("TRAINING HUB: nothing in this paper is about a real child.")]);
        }
        match tracker.report {
            None if tracker.over => paper.paragraph(vec![bold("The month is not closed: this is a draft.")]),
            None => paper.paragraph(vec![bold(format!("The month goes on: counted up to {}.", long_moment(tracker.as_of)))]),
            Some(1) => paper.text(format!("As reported {}.", long_moment(tracker.as_of))),
            Some(number) => paper.text(format!("As reported {}: report {number} of the month.", long_moment(tracker.as_of))),
        }
        if let Some(before) = tracker.not_closed {
            paper.paragraph(vec![bold(format!("{} was not closed.", month_words(before)))]);
        }
        if self.initials {
            paper.text(NOTE);
        }
        paper.text(format!(
            "Ranked by episodes that began from {} to {}, then nights, then time missing; ranks down to {}, all who share the last; {} more \
             {} missing in this time.",
            plain_day(tracker.span.from),
            plain_day(tracker.span.to),
            tracker.places,
            tracker.below,
            if tracker.below == 1 { "child was" } else { "children were" },
        ));
        if !tracker.not_identified.is_empty() {
            let ids: Vec<String> = tracker.not_identified.iter().map(ToString::to_string).collect();
            paper.text(format!("Not counted, as it is not known yet who the child is: {}.", ids.join(", ")));
        }
    }

    fn asked(&self, paper: &mut Document) {
        paper.heading(2, "What managers are asked to unblock");
        let rows: Vec<[String; 4]> = self
            .tracker
            .asked()
            .map(|(child, asked)| {
                let carried = if asked.carried { "carried forward from " } else { "" };
                [
                    child.figures.rank_words(),
                    self.child(child),
                    self.safe(&asked.words),
                    format!("{carried}{}, {}", month_words(asked.month), asked.by),
                ]
            })
            .collect();
        if rows.is_empty() {
            paper.text("Nothing is asked of managers for these children.");
        }
        paper.table(["Rank", "Child", "Asked", "Since"], rows);
    }

    fn all(&self, paper: &mut Document) {
        paper.heading(2, "The children");
        if self.tracker.children.is_empty() {
            paper.text("No child was missing in this time.");
        }
        let row = |child: &TrackedChild| {
            let figures = &child.figures;
            [
                figures.rank_words(),
                self.child(child),
                child.movement.clone(),
                figures.episodes.len().to_string(),
                format!("{}, {}", figures.in_3_months, figures.in_12_months),
                figures.nights.to_string(),
                length(figures.missing()),
                n_of(figures.held),
                child.run_words(3),
            ]
        };
        let head = ["Rank", "Child", "Moved", "Episodes", "In 3, 12 months", "Nights", "Missing", "Interviews held", "Last 3 months"];
        paper.table(head, self.tracker.children.iter().map(row).collect());
    }

    fn corrected(&self, paper: &mut Document) {
        let tracker = self.tracker;
        if tracker.report.is_none() || tracker.corrections() == 0 {
            return;
        }
        paper.heading(2, format!("Corrected since it was reported, as known {}", long_moment(tracker.now)));
        let of_child = |child: &TrackedChild| {
            let name = self.child(child);
            child.corrections.iter().map(move |line| vec![bold(format!("{name}:")), plain(self.safe(line))]).collect::<Vec<Vec<Run>>>()
        };
        let mut lines: Vec<Vec<Run>> = tracker.children.iter().flat_map(of_child).collect();
        lines.extend(tracker.not_reported.iter().map(|missed| {
            let words =
                format!("not reported; by what is known now rank {} with {}", missed.rank, counted(missed.episodes as usize, "episode"));
            vec![bold(format!("{} ({}):", self.safe(&missed.name), missed.child)), plain(words)]
        }));
        paper.bullets(lines);
    }

    fn page(&self, paper: &mut Document, child: &TrackedChild) {
        let figures = &child.figures;
        let age = child.age.map_or("age not known".into(), |age| age.to_string());
        let care = child.care_status.map_or("care status not known", |care| care.label());
        paper.heading(2, format!("{}. {}, {age}, {care}", figures.rank_words(), self.child(child)));
        if let Some(asked) = &child.unblock {
            let carried = if asked.carried { format!(" (carried forward from {})", month_words(asked.month)) } else { String::new() };
            paper.paragraph(vec![bold(format!("Managers are asked to unblock{carried}:")), plain(self.safe(&asked.words))]);
        }
        paper.facts(self.facts(child));
        paper.bullets(child.corrections.iter().map(|line| vec![bold("Corrected since:"), plain(self.safe(line))]).collect());
        self.times(paper, child);
        paper.paragraph(known_now(self.tracker, child).map(italic).into_iter().collect());
        paper.facts(self.facts_of_now(child));
        if let Some(words) = &child.last_words {
            paper.heading(3, format!("The child's own words, {} to {}", long_day(day_of(words.at)), words.by));
            paper.quote(&self.safe(&words.words));
        }
        self.decisions(paper, child);
        if let Some(said) = &child.review {
            paper.heading(3, format!("Review for {}", month_words(said.month)));
            let part = |label: &str, text: &str| vec![bold(format!("{label}:")), plain(self.safe(text))];
            let parts = [("Note", &said.review.note), ("Management decision", &said.review.decision)];
            paper.bullets(parts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(label, text)| part(label, text)).collect());
            paper.text(format!("Said {} by {}.", long_moment(said.at), said.by));
        }
    }

    fn facts(&self, child: &TrackedChild) -> Vec<(&'static str, String)> {
        let figures = &child.figures;
        let run: Vec<u32> = child.run.iter().map(|month| month.episodes).collect();
        let before = figures.rank_before.map_or("not missing the month before".into(), |rank| format!("rank {rank} the month before"));
        vec![
            ("Movement", format!("{}, {before}", child.movement)),
            ("Episodes", format!("{} this month, {} in 3 months, {} in 12", figures.this_month, figures.in_3_months, figures.in_12_months)),
            ("Run by month", format!("{} {}", strip(&run), child.run_words(run.len()))),
            ("Nights", figures.nights.to_string()),
            ("Missing", format!("{}, the longest {}", length(figures.missing()), length(figures.longest()))),
            ("When", busiest(&child.times)),
            (
                "Return interviews",
                format!(
                    "offered {}, held {}, within 72 hours {} (of episodes due)",
                    n_of(figures.offered),
                    n_of(figures.held),
                    n_of(figures.in_72_hours)
                ),
            ),
            ("Found", self.often(&child.found)),
            ("With", self.often(&child.with)),
        ]
    }

    fn facts_of_now(&self, child: &TrackedChild) -> Vec<(&'static str, String)> {
        let markers: Vec<&str> = child.markers.iter().map(|marker| marker.label()).collect();
        vec![
            ("Markers", markers.join(", ")),
            ("Placement", child.placement.clone().filter(|_| !self.initials).unwrap_or_default()),
            ("Social worker", child.social_worker.clone().unwrap_or_default()),
            (
                "Knows the child best",
                child.knows_best.as_ref().map(|best| format!("{} ({})", self.safe(&best.who), best.from)).unwrap_or_default(),
            ),
            (
                "Next review",
                child.next_review.as_ref().map_or("none set".into(), |review| {
                    format!("{} ({}){}", long_day(review.on), review.from, if review.passed { ", which is over" } else { "" })
                }),
            ),
        ]
    }

    fn often(&self, all: &[Often]) -> String {
        let one = |often: &Often| format!("{} ({})", self.safe(&often.what), often.times);
        all.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    /// Hours missing by weekday and time of day.
    fn times(&self, paper: &mut Document, child: &TrackedChild) {
        let day = |(name, (bands, all)): (&&str, ([u32; 6], u32))| {
            let [a, b, c, d, e, f] = bands.map(hours);
            [(*name).to_owned(), a, b, c, d, e, f, hours(all)]
        };
        let days = in_bands(&child.times).into_iter().zip(child.times.by_weekday());
        let rows: Vec<_> = WEEKDAYS.iter().zip(days).filter(|(_, (_, all))| *all > 0).map(day).collect();
        if !rows.is_empty() {
            paper.heading(3, "Hours missing by weekday and time of day");
        }
        let [a, b, c, d, e, f] = BANDS;
        paper.table(["", a, b, c, d, e, f, "All"], rows);
    }

    fn decisions(&self, paper: &mut Document, child: &TrackedChild) {
        if child.decisions.is_empty() && child.actions.is_empty() {
            return;
        }
        paper.heading(3, "Decisions of the last three months, and what changed since");
        let decided = |(at, decision): (usize, &TrackedDecision)| {
            let when = format!("{} {}:", plain_day(day_of(decision.at)), decision.decision);
            // Of the last one also why: the page has no room for all.
            let why = if at == 0 { format!("{}. {}", decision.what, decision.rationale) } else { decision.what.clone() };
            vec![bold(when), plain(self.safe(&why))]
        };
        paper.bullets(child.decisions.iter().take(MOST).enumerate().map(decided).collect());
        let row = |action: &TrackedAction| {
            let (ended, changed) = match &action.ended {
                Some(ended) => (format!("{}: {}", ended.how, self.safe(&ended.outcome)), self.safe(&ended.difference)),
                None => (format!("to be done, {}", action.due), String::new()),
            };
            [action.number.clone(), action.agency.clone(), self.safe(&action.what), ended, changed]
        };
        paper.table(
            ["No.", "Agency", "Action", "Outcome", "What changed for the child"],
            child.actions.iter().take(MOST).map(row).collect(),
        );
        let more = child.decisions.len().saturating_sub(MOST) + child.actions.len().saturating_sub(MOST);
        if more > 0 {
            paper.text(format!("And {more} more decisions and actions: see the child's case."));
        }
    }
}

/// Hours with one decimal, as workbooks have them.
pub(super) fn in_hours(length: TimeDelta) -> f64 {
    // Minutes of a month are far below what a float holds exactly.
    f64::from(i32::try_from(length.num_minutes()).unwrap_or(i32::MAX)) / 60.0
}
