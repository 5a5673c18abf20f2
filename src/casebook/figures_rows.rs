//! The rows behind a figure in words: who and what each is, what became of it, and the case it opens.

use super::error::Result;
use super::hub::Hub;
use crate::calendar::{long_moment, plain_day};
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::interview::file::InterviewFile;
use crate::interview::record::{FindingId, InterviewId};
use crate::interview::verdict::counting;
use crate::meeting::assessment::AssessmentId;
use crate::meeting::decision::DecisionId;
use crate::report::figures::figure::{RowId, RowKind};
use crate::report::figures::out::children::episodes_behind;
use crate::report::figures::out::rows::{Behind, behind};
use crate::report::figures::{Figure, Index};
use crate::store::Store;

/// A row behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRow {
    pub behind: Behind,
    pub told: RowTold,
}

/// What a row is, as it is known now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowTold {
    /// Police reference, own id or number, as people know it.
    pub reference: String,
    pub child: Option<ChildId>,
    /// Empty where nobody is named.
    pub name: String,
    /// "began Thu 12 Nov 2026 20:00, returned …, interview held …".
    pub words: String,
    /// The episode whose case it opens.
    pub opens: Option<EpisodeId>,
}

impl Hub {
    /// The rows behind a figure: those counted, the rest of the denominator, those left out and why.
    pub fn figure_rows(&self, figure: &Figure) -> Result<Vec<FigureRow>> {
        Ok(self.rows_of_figures(&[figure])?.pop().unwrap_or_default())
    }

    /// The rows behind each of several figures, known as of one moment.
    pub fn rows_of_figures(&self, figures: &[&Figure]) -> Result<Vec<Vec<FigureRow>>> {
        let of_children = figures.iter().filter(|figure| figure.rows.kind == RowKind::Child);
        let first = of_children.min_by_key(|figure| figure.period.from);
        let facts = first.map(|figure| self.facts_from(figure.period.from, figure.as_of)).transpose()?;
        let index = facts.as_ref().map(Index::new);
        let rows = |store: &Store, figure: &Figure| -> Result<Vec<FigureRow>> {
            let of_children = index.as_ref().filter(|_| figure.rows.kind == RowKind::Child);
            let of_children = of_children.map(|index| episodes_behind(index, figure)).unwrap_or_default();
            let told = |behind: Behind| {
                let RowId { kind, id } = behind.row;
                Ok(FigureRow { told: told(store, kind, id, of_children.get(&id))?, behind })
            };
            behind(figure).map(told).collect()
        };
        self.store.read(|store| figures.iter().map(|figure| rows(store, figure)).collect())
    }
}

/// `behind`: of a child, the episodes behind it.
fn told(store: &Store, kind: RowKind, id: i64, behind: Option<&Vec<EpisodeId>>) -> Result<RowTold> {
    match kind {
        RowKind::Episode => episode(store, EpisodeId(id)),
        RowKind::Child => child(store, ChildId(id), behind),
        RowKind::Interview => interview(store, InterviewId(id)),
        RowKind::Decision => decision(store, DecisionId(id)),
        RowKind::Assessment => assessment(store, AssessmentId(id)),
        RowKind::Finding => finding(store, FindingId(id)),
    }
}

fn episode(store: &Store, id: EpisodeId) -> Result<RowTold> {
    let episode = store.episode(id)?;
    let name = match episode.child {
        Some(child) => store.known_child(child)?.details.full_name(),
        None => episode.details.listed.full_name(),
    };
    let returned = episode.details.returned.map(|when| when.at);
    let seen = episode.details.last_seen.map_or("not known when last seen".into(), |seen| format!("last seen {}", long_moment(seen.at)));
    let missing = returned.map(|at| (at - episode.missing_since()).num_seconds());
    let state = match missing {
        Some(seconds) if seconds >= 0 => format!("{:.1} hours missing", seconds as f64 / 3600.0),
        Some(_) => "returned before the child was last seen".into(),
        None if episode.still_missing() => "still missing".into(),
        None => "returned at no known time".into(),
    };
    let back = returned.map_or(String::new(), |at| format!(", returned {}", long_moment(at)));
    let interview = if episode.still_missing() { String::new() } else { interview_words(&store.interview_file(id)?, returned) };
    let words = format!("began {}, {state} ({seen}{back}){interview}", long_moment(episode.began()));
    Ok(RowTold { reference: episode.reference(), child: episode.child, name, words, opens: Some(id) })
}

/// ", interview held Thu 12 Nov 2026 20:00": what came of the interview of an episode.
fn interview_words(file: &InterviewFile, returned: Option<Moment>) -> String {
    let held = counting(file.answered.iter().map(|answered| answered.held_at), returned);
    match (held, file.closure(), file.offered_at()) {
        (Some(at), ..) => format!(", interview held {}", long_moment(at)),
        (None, Some(closed), _) => format!(", closed without an interview: {}", closed.closure.reason),
        (None, None, Some(at)) => format!(", interview offered {}", long_moment(at)),
        (None, None, None) => ", no interview offered".into(),
    }
}

/// So many episodes are named of a child, the latest first.
const NAMED: usize = 3;

/// A child, and the episodes by which it stands behind the figure.
fn child(store: &Store, id: ChildId, behind: Option<&Vec<EpisodeId>>) -> Result<RowTold> {
    let child = store.known_child(id)?;
    let behind: Vec<EpisodeId> = behind.into_iter().flatten().rev().copied().collect();
    let named = behind.iter().take(NAMED).map(|episode| {
        let episode = store.episode(*episode)?;
        Ok(format!("{} ({})", episode.reference(), long_moment(episode.began())))
    });
    let mut named = named.collect::<Result<Vec<String>>>()?;
    named.extend((behind.len() > NAMED).then(|| format!("{} before", behind.len() - NAMED)));
    let count = match behind.len() {
        0 => String::new(),
        1 => "episode ".into(),
        count => format!("{count} episodes: "),
    };
    let care = child.details.care_status.map(|care| care.to_string());
    let episodes = Some(count + &named.join(", ")).filter(|words| !words.is_empty());
    let words = care.into_iter().chain(episodes).collect::<Vec<_>>().join("; ");
    let reference = child.details.own_id.clone().unwrap_or_else(|| id.to_string());
    let opens = behind.first().copied().map_or_else(|| latest(store, Some(id)), |episode| Ok(Some(episode)))?;
    Ok(RowTold { reference, child: Some(id), name: child.details.full_name(), words, opens })
}

/// Of a child: its name; of nobody known: nothing.
fn name_of(store: &Store, child: Option<ChildId>) -> Result<String> {
    child.map_or(Ok(String::new()), |child| Ok(store.known_child(child)?.details.full_name()))
}

/// The latest episode of a child, where a row names none.
fn latest(store: &Store, child: Option<ChildId>) -> Result<Option<EpisodeId>> {
    child.map_or(Ok(None), |child| Ok(store.episodes_of(child)?.first().map(|episode| episode.id)))
}

fn interview(store: &Store, id: InterviewId) -> Result<RowTold> {
    let held = store.interview(id)?.held;
    let child = held.child.map(|child| store.reads_as(child)).transpose()?;
    let answers: Vec<String> = held.covers.iter().map(|covered| covered.episode.to_string()).collect();
    let words = format!("held {} by {}, answering {}", long_moment(held.at), held.by, answers.join(", "));
    let opens = held.covers.first().map(|covered| covered.episode);
    Ok(RowTold { reference: id.to_string(), child, name: name_of(store, child)?, words, opens })
}

fn decision(store: &Store, id: DecisionId) -> Result<RowTold> {
    let decision = store.decision(id)?;
    let outcomes: Vec<&str> = decision.outcomes.iter().map(|outcome| outcome.label()).collect();
    let words = format!("decided {}: {}", long_moment(decision.at), outcomes.join(", "));
    let opens = decision.episode.map_or_else(|| latest(store, decision.child), |episode| Ok(Some(episode)))?;
    Ok(RowTold { reference: id.to_string(), child: decision.child, name: name_of(store, decision.child)?, words, opens })
}

fn assessment(store: &Store, id: AssessmentId) -> Result<RowTold> {
    let assessment = store.assessment(id)?;
    let result = |at: Moment, outcome: &str| format!("{} ({})", outcome, plain_day(crate::calendar::day_of(at)));
    let results: Vec<String> = assessment.results.iter().map(|recorded| result(recorded.at, recorded.result.outcome.label())).collect();
    let words = if results.is_empty() { "no result yet".into() } else { results.join(", then ") };
    let opens = assessment.episode.map_or_else(|| latest(store, assessment.child), |episode| Ok(Some(episode)))?;
    Ok(RowTold { reference: id.to_string(), child: assessment.child, name: name_of(store, assessment.child)?, words, opens })
}

fn finding(store: &Store, id: FindingId) -> Result<RowTold> {
    let Some(of) = store.interview_of_finding(id)? else {
        return Ok(RowTold { reference: id.to_string(), words: "taken back after it was sent".into(), ..RowTold::default() });
    };
    let told = interview(store, of)?;
    let recipients: Vec<String> =
        store.shares_of(of)?.into_iter().filter(|(share, _)| share.finding == id).map(|(share, _)| share.recipient).collect();
    let words = format!("of interview {of}, sent to {}", recipients.join(", "));
    Ok(RowTold { reference: id.to_string(), words, ..told })
}
