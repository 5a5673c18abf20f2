//! The top ten on paper: the briefing of senior managers as Word, HTML and a workbook; and where a closed month is corrected.

mod book;
mod briefing;
mod corrected;
mod strip;

pub use corrected::corrections;
pub use strip::{BANDS, WEEKDAYS, bar, busiest, hours, in_bands, n_of, strip};

use super::papers::initials::Names;
use super::workbook;
use crate::casebook::meeting_view::Paper;
use crate::casebook::tracker_view::{TrackedChild, Tracker};
use crate::child::Child;
use crate::episode::Moment;

/// All that the briefing is made from.
#[derive(Debug, Clone)]
pub struct Briefing {
    pub tracker: Tracker,
    /// The children of the tracker, those they were missing with and whoever else of the register it names: what is known of them must
    /// not stand in a briefing with initials.
    pub people: Vec<Child>,
    pub made_at: Moment,
    pub made_by: String,
    /// How far the journal had come, as it is written on paper.
    pub head: String,
}

/// Of a closed month: from where on a child's page is as known now. `None`: all of it is.
pub fn known_now(tracker: &Tracker, child: &TrackedChild) -> Option<&'static str> {
    tracker.report.map(|_| match child.frozen {
        true => "As known now, not as reported: name, age, care status and what follows.",
        false => "As known now, not as reported: name, age, care status, run, times, where found, with whom, and what follows.",
    })
}

/// All that a briefing says, with names: what is looked through for whom it names.
pub fn words(briefing: &Briefing) -> String {
    Source::new(briefing, false).paper().to_text()
}

/// The files of the briefing: "2026-10-top-ten.docx", ".html", ".xlsx"; of a second report "2026-10-top-ten-report-2.docx"; with initials
/// "2026-10-top-ten-initials.docx". No file is named after a child. The error says what of the workbook cannot be written.
pub fn papers(briefing: &Briefing, initials: bool) -> Result<Vec<Paper>, String> {
    let source = Source::new(briefing, initials);
    let name = |ending: &str| {
        let month = briefing.tracker.month.format("%Y-%m");
        let report = briefing.tracker.report.filter(|number| *number > 1).map_or(String::new(), |number| format!("-report-{number}"));
        format!("{month}-top-ten{report}{}.{ending}", if initials { "-initials" } else { "" })
    };
    let paper = source.paper();
    let word = paper.to_docx().map_err(|why| why.to_string())?;
    Ok(vec![
        Paper { file_name: name("docx"), bytes: word },
        Paper { file_name: name("html"), bytes: paper.to_html().into_bytes() },
        Paper { file_name: name("xlsx"), bytes: workbook::write(&source.book())? },
    ])
}

/// What the papers are made from, and how children are named in them.
struct Source<'a> {
    briefing: &'a Briefing,
    tracker: &'a Tracker,
    initials: bool,
    /// Empty where children are named in full.
    names: Names,
}

impl<'a> Source<'a> {
    fn new(briefing: &'a Briefing, initials: bool) -> Source<'a> {
        let tracker = &briefing.tracker;
        let mut names = Names::default();
        if initials {
            names.others(&briefing.people);
            for child in &tracker.children {
                let label = format!("child {}", child.child);
                names.person(&child.name, &label);
                names.person(&child.figures.name, &label);
                child.with.iter().for_each(|with| names.person(&with.what, "a child"));
            }
            tracker.not_reported.iter().for_each(|child| names.person(&child.name, &format!("child {}", child.child)));
        }
        Source { briefing, tracker, initials, names }
    }

    /// Text in which a child may be named.
    fn safe(&self, text: &str) -> String {
        self.names.apply(text)
    }

    /// "Nadia Begum (C17)", "N. B. (C17)".
    fn child(&self, child: &TrackedChild) -> String {
        format!("{} ({})", self.safe(&child.name), child.child)
    }
}
