//! The papers of a meeting: minutes, minutes with initials only, an action slip for each agency, the hand-off list of
//! intelligence, the requests for strategy meetings. No file is named after a child.

pub(super) mod initials;
mod minutes;
mod parts;
mod slip;

pub use initials::Mentioned;
pub use minutes::minutes;
pub use slip::{hand_off, slip, strategy};

use super::document::Document;
use crate::calendar::day_of;
use crate::casebook::meeting_view::{MeetingRecord, Paper};
use crate::settings::Settings;
use std::collections::BTreeSet;

/// Every paper of the meeting; those with nothing in them are left out. "2026-11-23-M3-minutes.docx", "…-slip-gmp.docx".
pub fn papers(record: &MeetingRecord, settings: &Settings) -> Vec<Paper> {
    let meeting = &record.sheet.meeting;
    let beginning = format!("{}-{}", day_of(meeting.started_at), meeting.id);
    let named = |name: &str, bytes: Vec<u8>| Paper { file_name: format!("{beginning}-{name}"), bytes };
    let full = minutes(record, settings, false);
    let mut papers = vec![
        named("minutes.docx", word(&full)),
        named("minutes.html", full.to_html().into_bytes()),
        named("minutes.md", full.to_markdown().into_bytes()),
        named("minutes.txt", full.to_text().into_bytes()),
        named("minutes-initials.docx", word(&minutes(record, settings, true))),
    ];
    let mut taken = BTreeSet::new();
    for agency in slip::agencies(record, settings) {
        let short = settings.agency(&agency).map_or(agency.as_str(), |agency| &agency.short);
        let wanted = in_file_name(short);
        // Two short names may look alike without their signs.
        let free = (2..).map(|n| format!("{wanted}-{n}"));
        let name = std::iter::once(wanted.clone()).chain(free).find(|name| !taken.contains(name)).unwrap_or_default();
        papers.extend(slip(record, settings, &agency).map(|paper| named(&format!("slip-{name}.docx"), word(&paper))));
        taken.insert(name);
    }
    papers.extend(hand_off(record, settings).map(|paper| named("intelligence.docx", word(&paper))));
    papers.extend(strategy(record, settings).map(|paper| named("strategy-requests.docx", word(&paper))));
    papers
}

/// Writing to memory fails only beyond 4 GiB, which no meeting reaches; the empty file would be seen at once.
fn word(paper: &Document) -> Vec<u8> {
    paper.to_docx().unwrap_or_default()
}

/// Small letters, digits and hyphens.
fn in_file_name(text: &str) -> String {
    let folded = crate::text::fold(text).replace(' ', "-");
    let name: String = folded.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if name.is_empty() { "agency".into() } else { name }
}
