//! Decisions and all that hangs on them. Numbers of records (`C12`, `E7`, `D3` …) join them.

use super::{Everything, PanelSaid, Said, Table, day, due, list, maybe, moment, number, text};
use crate::calendar::day_of;
use crate::casebook::who_view::Relation;
use crate::interview::file::Stage;
use crate::report::tracker::TrackerReview;

pub(super) fn episode_times(all: &Everything) -> Table {
    let columns = &[
        "hub_episode",
        "hub_child",
        "began",
        "missing_since",
        "received",
        "notice_of_return",
        "last_seen_estimated",
        "reported_estimated",
        "returned_estimated",
        "interview",
    ];
    let stages: std::collections::BTreeMap<_, Stage> = all.files.iter().map(|file| (file.episode, file.stage())).collect();
    let estimated = |when: Option<crate::episode::When>| when.map_or("", |when| if when.estimated { "yes" } else { "no" }).to_owned();
    let row = |episode: &crate::episode::Episode| {
        let d = &episode.details;
        vec![
            episode.id.to_string(),
            number(episode.child),
            moment(episode.began()),
            moment(episode.missing_since()),
            moment(episode.received),
            maybe(episode.notice_of_return),
            estimated(d.last_seen),
            estimated(d.reported),
            estimated(d.returned),
            stages.get(&episode.id).map_or("", |stage| stage.code()).into(),
        ]
    };
    Table { file: "episode-times.csv", columns, rows: all.episodes.iter().map(row).collect() }
}

pub(super) fn decisions(all: &Everything) -> Table {
    let columns = &[
        "hub_decision",
        "at",
        "by",
        "hub_episode",
        "hub_business",
        "hub_child",
        "outcomes",
        "rationale",
        "agencies",
        "dissent",
        "panel",
        "next_review",
        "band",
        "rules_version",
        "replaces",
    ];
    let row = |decision: &crate::meeting::decision::Decision| {
        vec![
            decision.id.to_string(),
            moment(decision.at),
            decision.by.clone(),
            number(decision.episode),
            number(decision.business),
            number(decision.child),
            list(&decision.outcomes, |outcome| outcome.code().to_owned()),
            decision.rationale.clone(),
            decision.agencies.join("; "),
            list(&decision.dissent, |dissent| format!("{}: {}", dissent.agency, dissent.words)),
            text(&decision.panel),
            day(decision.next_review),
            decision.band.map_or("", |band| band.code()).into(),
            text(&decision.rules_version),
            number(decision.replaces),
        ]
    };
    Table { file: "decisions.csv", columns, rows: all.decisions.iter().map(row).collect() }
}

pub(super) fn actions(all: &Everything) -> Table {
    let columns = &[
        "hub_action",
        "agreed_at",
        "agreed_by",
        "hub_decision",
        "hub_episode",
        "hub_business",
        "hub_child",
        "hub_meeting",
        "agency",
        "person",
        "what",
        "due",
        "times_redated",
        "ended_at",
        "ended_by",
        "ended_as",
        "outcome",
        "difference",
    ];
    let row = |record: &crate::meeting::register::ActionRecord| {
        let ended = record.ended.as_ref();
        vec![
            record.action.id.to_string(),
            moment(record.agreed_at),
            record.agreed_by.clone(),
            number(record.decision),
            number(record.episode),
            number(record.business),
            number(record.child),
            number(record.meeting),
            record.action.agency.clone(),
            text(&record.action.person),
            record.action.what.clone(),
            due(record.action.due),
            record.redated.len().to_string(),
            maybe(ended.map(|ended| ended.at)),
            ended.map_or(String::new(), |ended| ended.by.clone()),
            ended.map_or("", |ended| ended.end.how.code()).into(),
            ended.map_or(String::new(), |ended| ended.end.outcome.clone()),
            ended.map_or(String::new(), |ended| ended.end.difference.clone()),
        ]
    };
    Table { file: "actions.csv", columns, rows: all.actions.iter().map(row).collect() }
}

/// One row for each completed tool; one alone for an assessment without any.
pub(super) fn assessments(all: &Everything) -> Table {
    let columns = &[
        "hub_assessment",
        "hub_child",
        "hub_episode",
        "hub_decision",
        "started_at",
        "due",
        "allocated_to",
        "withdrawn",
        "completed_at",
        "completed_by",
        "tool",
        "score",
        "most",
        "band",
        "judged",
        "judgement",
        "concerns",
        "outcome",
        "review_on",
    ];
    let mut rows = Vec::new();
    for assessment in &all.assessments {
        let start = [
            assessment.id.to_string(),
            number(assessment.child),
            number(assessment.episode),
            assessment.decision.to_string(),
            moment(assessment.started_at),
            day(Some(assessment.due)),
            text(&assessment.allocated_to),
            text(&assessment.withdrawn),
        ];
        let completed = assessment.results.iter().map(|recorded| {
            let result = &recorded.result;
            vec![
                moment(recorded.at),
                recorded.by.clone(),
                result.tool.clone(),
                result.score.to_string(),
                result.most.to_string(),
                result.band.clone(),
                result.judged.clone(),
                result.judgement.clone(),
                list(&result.concerns, |concern| concern.code().to_owned()),
                result.outcome.code().to_owned(),
                day(result.review_on),
            ]
        });
        let none = assessment.results.is_empty().then(|| vec![String::new(); columns.len() - start.len()]);
        rows.extend(completed.chain(none).map(|rest| start.iter().cloned().chain(rest).collect::<Vec<_>>()));
    }
    Table { file: "assessments.csv", columns, rows }
}

pub(super) fn business(all: &Everything) -> Table {
    let columns = &[
        "hub_business",
        "kind",
        "received",
        "recorded_at",
        "recorded_by",
        "source",
        "concern",
        "children",
        "named",
        "markers",
        "told",
        "needed_by",
        "attend",
        "people",
        "places",
        "vehicles",
        "themes",
        "hand_to",
        "decisions",
    ];
    let row = |business: &crate::meeting::business::Business| {
        let d = &business.details;
        vec![
            business.id.to_string(),
            d.kind.code().to_owned(),
            day(Some(d.received)),
            moment(business.at),
            business.by.clone(),
            d.source.clone(),
            d.concern.clone(),
            list(&d.children, ToString::to_string),
            d.named.join("; "),
            list(&d.markers, |marker| marker.code().to_owned()),
            d.told.clone(),
            day(d.needed_by),
            d.attend.join("; "),
            d.people.join("; "),
            d.places.join("; "),
            d.vehicles.join("; "),
            d.themes.join("; "),
            d.hand_to.join("; "),
            list(&business.decisions, ToString::to_string),
        ]
    };
    Table { file: "business.csv", columns, rows: all.business.iter().map(row).collect() }
}

pub(super) fn meetings(all: &Everything) -> Table {
    let columns =
        &["hub_meeting", "day", "started_at", "started_by", "chair", "place", "present", "items", "minutes", "closed_at", "closed_by"];
    let row = |meeting: &crate::meeting::record::Meeting| {
        let there = meeting.opening.attendance.iter().filter(|of| of.presence == crate::meeting::attendance::Presence::Present);
        vec![
            meeting.id.to_string(),
            day(Some(day_of(meeting.started_at))),
            moment(meeting.started_at),
            meeting.started_by.clone(),
            meeting.opening.chair.clone(),
            meeting.opening.place.clone(),
            there.map(|of| of.agency.as_str()).collect::<Vec<_>>().join("; "),
            meeting.items.len().to_string(),
            meeting.minutes.to_string(),
            maybe(meeting.closed_at),
            text(&meeting.closed_by),
        ]
    };
    Table { file: "meetings.csv", columns, rows: all.meetings.iter().map(row).collect() }
}

pub(super) fn intelligence(all: &Everything) -> Table {
    let columns = &["hub_interview", "hub_finding", "recipient", "sent_at", "sent_text", "acknowledged_at", "acknowledged_by"];
    let row = |share: &crate::interview::sharing::Share| {
        let (interview, finding) = (share.interview.to_string(), share.finding.to_string());
        let (sent, acknowledged) = (maybe(share.sent_at), maybe(share.acknowledged_at));
        vec![interview, finding, share.recipient.clone(), sent, text(&share.sent_text), acknowledged, text(&share.acknowledged_by)]
    };
    Table { file: "intelligence.csv", columns, rows: all.shares.iter().map(row).collect() }
}

pub(super) fn relations(all: &Everything) -> Table {
    let rows = all.relations.iter().map(|(child, related)| {
        let Relation { child: other, kind, note, at, by, .. } = related;
        vec![child.to_string(), other.to_string(), kind.code().to_owned(), note.clone(), moment(*at), by.clone()]
    });
    Table { file: "relations.csv", columns: &["hub_child", "hub_other", "relation", "note", "at", "by"], rows: rows.collect() }
}

pub(super) fn panels(all: &Everything) -> Table {
    let columns = &["panel", "on", "hub_child", "stays", "note", "next_review", "hub_decision", "recorded_at", "recorded_by"];
    let row = |said: &Said<PanelSaid>| {
        let PanelSaid { panel, on, discussed, decision } = &said.what;
        let (on, child, stays) = (day(Some(*on)), said.child.to_string(), discussed.stays.code().to_owned());
        let (review, decision) = (day(discussed.next_review), number(*decision));
        vec![panel.clone(), on, child, stays, discussed.note.clone(), review, decision, moment(said.at), said.by.clone()]
    };
    Table { file: "panels.csv", columns, rows: all.panels.iter().map(row).collect() }
}

pub(super) fn reviews(all: &Everything) -> Table {
    let columns = &["month", "hub_child", "note", "decision", "unblock", "knows_best", "next_review", "recorded_at", "recorded_by"];
    let row = |said: &Said<(chrono::NaiveDate, TrackerReview)>| {
        let (month, review) = said.what.clone();
        let (month, child, next) = (day(Some(month)), said.child.to_string(), day(review.next_review));
        vec![month, child, review.note, review.decision, review.unblock, review.knows_best, next, moment(said.at), said.by.clone()]
    };
    Table { file: "top-ten-reviews.csv", columns, rows: all.reviews.iter().map(row).collect() }
}
