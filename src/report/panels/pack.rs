//! The pack of a panel: who is due and why, then the page of each child; as Word and HTML, with names or initials. No file is named
//! after a child.

use super::calendar::slug;
use super::page::{Writing, reasons};
use crate::calendar::{day_of, long_day, long_moment};
use crate::casebook::meeting_view::Paper;
use crate::casebook::panels_view::PanelPack;
use crate::report::document::{Document, bold};
use crate::report::papers::initials::{NOTE, Names};

/// The files of a pack: "2026-11-24-missing-from-home-panel-north.docx", "….html"; with initials "…-initials.docx".
pub fn papers(pack: &PanelPack, initials: bool) -> Result<Vec<Paper>, String> {
    let paper = document(pack, initials);
    let day = pack.sheet.meetings.first().map_or(day_of(pack.made_at), |meeting| meeting.on);
    let name = format!("{day}-{}{}", slug(&pack.sheet.panel), if initials { "-initials" } else { "" });
    let word = paper.to_docx().map_err(|error| format!("the pack could not be written as a Word file: {error}"))?;
    Ok(vec![
        Paper { file_name: format!("{name}.docx"), bytes: word },
        Paper { file_name: format!("{name}.html"), bytes: paper.to_html().into_bytes() },
    ])
}

/// The pack as a document.
pub fn document(pack: &PanelPack, initials: bool) -> Document {
    let names = if initials { Names::of_pages(&pack.pages, &pack.others) } else { Names::default() };
    let writing = Writing { names: &names, initials };
    let mut paper = Document::new(&pack.sheet.panel, pack.made_at);
    let hub: Vec<&str> = [pack.hub.as_str(), pack.authority.as_str()].into_iter().filter(|name| !name.is_empty()).collect();
    let meeting = pack.sheet.meetings_in_words.first().map_or("meets when needed".into(), |words| format!("meeting of {words}"));
    paper.text(format!("{}, {meeting}. For {}.", hub.join(", "), pack.sheet.takes));
    if pack.training {
        paper.paragraph(vec![bold("TRAINING HUB: nothing in this paper is about a real child.")]);
    }
    if initials {
        paper.text(NOTE);
    }
    paper.heading(2, "Who is due");
    if pack.pages.is_empty() {
        paper.text("Nobody is due.");
    }
    let row = |(number, (due, page)): (usize, (&crate::casebook::panels_view::DueChild, &_))| {
        let last = due.last.as_ref().map_or("not yet".into(), |said| format!("{}, {}", long_day(said.on), said.stays));
        let since = if due.waiting_since > day_of(pack.made_at) { "review only".into() } else { long_day(due.waiting_since) };
        [number.to_string(), writing.title(page), reasons(&due.reasons), since, last]
    };
    let rows = (1..).zip(pack.sheet.due.iter().zip(&pack.pages)).map(row);
    paper.table(["No.", "Child", "Why", "Waiting since", "This panel last"], rows.collect());
    for page in &pack.pages {
        paper.page_break();
        paper.heading(2, writing.title(page));
        writing.page(&mut paper, page);
    }
    paper.heading(2, "Record");
    let at = long_moment(pack.made_at);
    paper.text(format!(
        "Made {at} (UK time) by {} from the journal of the hub up to entry {}. What is decided is recorded on the child, not in this paper.",
        pack.made_by, pack.head
    ));
    paper
}
