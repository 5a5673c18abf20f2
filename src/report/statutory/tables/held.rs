//! Interviews that were held: how far their records have come, which episodes they answer, and what became of each finding.

use super::{Everything, Table, maybe, moment, number};
use crate::interview::record::{Finding, Interview, Stamp};

fn stamp(stamp: Option<&Stamp>) -> [String; 2] {
    [maybe(stamp.map(|stamp| stamp.at)), stamp.map_or(String::new(), |stamp| stamp.by.clone())]
}

pub(super) fn interviews(all: &Everything) -> Table {
    let columns = &[
        "hub_interview",
        "hub_child",
        "hub_worker",
        "state",
        "recorded_at",
        "recorded_by",
        "signed_at",
        "signed_by",
        "given_back",
        "withdrawn_at",
        "withdrawn_by",
        "withdrawn_why",
        "not_independent",
        "source",
    ];
    let row = |interview: &Interview| {
        let held = &interview.held;
        let withdrawn = interview.withdrawn.as_ref();
        let back = super::list(&interview.comments, |(stamp, words)| format!("{} {}: {words}", moment(stamp.at), stamp.by));
        let mut row = vec![interview.id.to_string(), number(held.child), number(held.worker), interview.state.code().to_owned()];
        row.extend(stamp(interview.recorded.as_ref()));
        row.extend(stamp(interview.signed.as_ref()));
        row.push(back);
        row.extend(stamp(withdrawn.map(|(stamp, _)| stamp)));
        row.push(withdrawn.map_or(String::new(), |(_, why)| why.clone()));
        row.extend([super::text(&held.not_independent), super::text(&held.source)]);
        row
    };
    Table { file: "interview-states.csv", columns, rows: all.interviews.iter().map(row).collect() }
}

/// The episodes an interview answers, those of withdrawn ones included.
pub(super) fn covered(all: &Everything) -> Table {
    let mut rows = Vec::new();
    for interview in &all.interviews {
        rows.extend(interview.held.covers.iter().map(|covered| {
            let (reason, note) = covered.late.as_ref().map_or(("", ""), |late| (late.reason.code(), late.note.as_str()));
            vec![interview.id.to_string(), covered.episode.to_string(), reason.to_owned(), note.to_owned()]
        }));
    }
    Table { file: "interview-episodes.csv", columns: &["hub_interview", "hub_episode", "late_reason", "late_note"], rows }
}

pub(super) fn findings(all: &Everything) -> Table {
    let columns = &["hub_finding", "hub_interview", "rests_on", "text", "ends_as", "why", "recipients"];
    let row = |interview: &Interview, finding: &Finding| {
        let Finding { id, kind, text, ends_as, why, recipients } = finding;
        let (ends_as, rests_on) = (ends_as.map_or("", |end| end.code()).to_owned(), kind.code().to_owned());
        vec![number(*id), interview.id.to_string(), rests_on, text.clone(), ends_as, why.clone(), recipients.join("; ")]
    };
    let of = |interview: &Interview| {
        let findings = interview.record.iter().flat_map(|record| &record.findings);
        findings.map(|finding| row(interview, finding)).collect::<Vec<_>>()
    };
    Table { file: "findings.csv", columns, rows: all.interviews.iter().flat_map(of).collect() }
}
