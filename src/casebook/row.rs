//! One row of a police list: whose episode it is, and what it changes.

use super::error::Result;
use super::event::{Candidate, Event, Line, RowOutcome, Source};
use super::hub::{Hub, Pen};
use super::view::RowNote;
use crate::calendar::{day_of, plain_day, short_moment};
use crate::child::{ChildDetails, ChildId};
use crate::episode::{Episode, EpisodeDetails, EpisodeId, ListedPerson, Moment};
use crate::intake::matching::{self, Identity, Verdict, fingerprint};
use crate::intake::reconcile::{episode_meant, merge, same_episode, start_of};
use crate::store::Store;
use crate::text::{fold, reference_key};

/// How a row ended, and what it touched.
pub(super) struct TookRow {
    pub outcome: RowOutcome,
    pub note: RowNote,
    pub never_reported: bool,
    pub warnings: Vec<String>,
}

/// What the police reference of a row says.
enum ByReference {
    /// This episode.
    Episode(Box<Episode>),
    /// A child whose episode of that reference is over: it is missing again.
    Again(ChildId),
    /// It stands on episodes of other children: a person must look.
    Others(Vec<ChildId>),
    Nothing,
}

impl Hub {
    /// Takes one row: finds its episode or its child, and records what is new.
    pub(super) fn take_row(&self, pen: &mut Pen<'_>, row: &EpisodeDetails, line: Line) -> Result<TookRow> {
        let began = day_of(start_of(row, pen.now));
        let identity = Identity::of_listed(&row.listed, row.police_ref.as_deref(), began);
        let nameless = row.listed.given.is_empty() && row.listed.family.is_empty();
        let (child, candidates) = match self.by_reference(pen.store, row, nameless)? {
            ByReference::Episode(episode) => return update(pen, *episode, row, line),
            ByReference::Again(child) => (Some(child), Vec::new()),
            ByReference::Others(others) => (None, with_holders(self.who_is(pen.store, &identity)?, others)),
            ByReference::Nothing => match self.who_is(pen.store, &identity)? {
                Verdict::Same { child, candidate, .. } => {
                    let lasting = pen.store.episodes_lasting_at(child, start_of(row, pen.now))?;
                    match episode_meant(lasting, row, pen.now) {
                        Some(episode) if another_child_may_be_missing(&episode, row) => (None, vec![told_apart(candidate, &episode)]),
                        Some(episode) => return update(pen, episode, row, line),
                        None => (Some(child), Vec::new()),
                    }
                }
                Verdict::New => (None, Vec::new()),
                Verdict::Doubt(candidates) => {
                    if let Some(episode) = told_before(pen.store, &candidates, &identity, row, pen.now)? {
                        return update(pen, episode, row, line);
                    }
                    (None, candidates)
                }
            },
        };
        if child.is_none()
            && let Some(episode) = waiting_for(pen.store, &identity, row, pen.now)?
        {
            return update(pen, episode, row, line);
        }
        let child = if child.is_none() && candidates.is_empty() && !nameless { Some(add_listed(pen, &row.listed, line)?) } else { child };
        report_episode(pen, child, row, line, candidates)
    }

    /// What the row's police reference says. Named otherwise, it is the same child only if matching is certain of it: a reference
    /// can be used again for a sibling.
    fn by_reference(&self, store: &Store, row: &EpisodeDetails, nameless: bool) -> Result<ByReference> {
        let Some(police_ref) = &row.police_ref else { return Ok(ByReference::Nothing) };
        let episodes = store.episodes_by_ref(police_ref)?;
        let mut holders: Vec<ChildId> = episodes.iter().filter_map(|episode| episode.child).collect();
        holders.sort_unstable();
        holders.dedup();
        for episode in episodes {
            let agrees = if nameless {
                holders.len() <= 1
            } else {
                names_agree(&episode.details.listed, &row.listed) || self.is_certainly(store, episode.child, row, &episode)?
            };
            match (agrees, over_before(&episode, row), episode.child) {
                (true, false, _) => return Ok(ByReference::Episode(Box::new(episode))),
                (true, true, Some(child)) => return Ok(ByReference::Again(child)),
                _ => {}
            }
        }
        Ok(if holders.is_empty() { ByReference::Nothing } else { ByReference::Others(holders) })
    }

    fn is_certainly(&self, store: &Store, child: Option<ChildId>, row: &EpisodeDetails, episode: &Episode) -> Result<bool> {
        let Some(child) = child else { return Ok(false) };
        let identity = Identity::of_listed(&row.listed, None, day_of(episode.began()));
        Ok(matches!(self.who_is(store, &identity)?, Verdict::Same { child: found, .. } if found == child))
    }

    /// Who the child of a row is, without those of whom a person said that they are not.
    pub(super) fn who_is(&self, store: &Store, identity: &Identity) -> Result<Verdict> {
        let rejected = store.said_not_same(&fingerprint(identity))?;
        matching::verdict(identity, store, &|child| rejected.contains(&child))
    }
}

/// The episode had ended before the child of the row went missing: the row speaks of a later one.
fn over_before(episode: &Episode, row: &EpisodeDetails) -> bool {
    let over = episode.details.returned.map(|when| when.at).or(episode.notice_of_return);
    let start = row.last_seen.or(row.reported).map(|when| when.at);
    episode.details.ended && over.zip(start).is_some_and(|(over, start)| start > over)
}

/// Whom a row may be whose reference stands on another child's episode: whom matching finds, and the holders of the reference.
fn with_holders(verdict: Verdict, holders: Vec<ChildId>) -> Vec<Candidate> {
    let words = "the police reference stands on another episode; ask police whose it is";
    let mut candidates = match verdict {
        Verdict::Same { candidate, .. } => vec![candidate],
        Verdict::Doubt(candidates) => candidates,
        Verdict::New => Vec::new(),
    };
    for child in holders {
        if !candidates.iter().any(|candidate| candidate.child == child) {
            candidates.push(Candidate { child, probability: 0.0, evidence: Vec::new(), guards: Vec::new() });
        }
    }
    candidates.truncate(3);
    for candidate in &mut candidates {
        candidate.guards.push(words.to_string());
    }
    candidates
}

/// Police number it otherwise and name it otherwise than the absence that goes on: a brother or sister may be missing with the child,
/// whom nobody knows yet. Taken as one, the second child would be on no list.
fn another_child_may_be_missing(episode: &Episode, row: &EpisodeDetails) -> bool {
    let (Some(ours), Some(theirs)) = (&episode.details.police_ref, &row.police_ref) else { return false };
    let name = |listed: &ListedPerson| fold(&listed.full_name());
    reference_key(ours) != reference_key(theirs) && name(&episode.details.listed) != name(&row.listed)
}

/// The candidate of a row that would be certain, were it not for the absence that goes on under another reference.
fn told_apart(candidate: Candidate, episode: &Episode) -> Candidate {
    let words = format!("police have this child missing as {}, under another name; two children may be missing", episode.reference());
    Candidate { guards: vec![words], ..candidate }
}

/// Do two listed names belong to one child at first sight? A missing part says nothing.
fn names_agree(one: &ListedPerson, other: &ListedPerson) -> bool {
    let close = |a: &str, b: &str| {
        let (a, b) = (fold(a), fold(b));
        a.is_empty() || b.is_empty() || a == b || strsim::jaro_winkler(&a, &b) >= 0.85
    };
    let dob_agrees = match (one.dob, other.dob) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    close(&one.given, &other.given) && (close(&one.family, &other.family) || dob_agrees)
}

/// An episode that waits for a person and is about whoever this row names.
fn waiting_for(store: &Store, identity: &Identity, row: &EpisodeDetails, now: Moment) -> Result<Option<Episode>> {
    Ok(episode_meant(store.waiting_as(&fingerprint(identity))?, row, now))
}

/// The episode of a candidate that police reported in these same words, since the same moment: a list saved again by another
/// program must not make a doubt of the child that it brought itself.
fn told_before(store: &Store, candidates: &[Candidate], identity: &Identity, row: &EpisodeDetails, now: Moment) -> Result<Option<Episode>> {
    let (person, began) = (fingerprint(identity), row.reported.or(row.last_seen));
    for candidate in candidates {
        for episode in store.episodes_of(candidate.child)? {
            let told = Identity::of_listed(&episode.details.listed, None, day_of(episode.began()));
            let since = episode.details.reported.or(episode.details.last_seen);
            if began.is_some() && since == began && fingerprint(&told) == person && same_episode(&episode, row, now) {
                return Ok(Some(episode));
            }
        }
    }
    Ok(None)
}

fn update(pen: &mut Pen<'_>, episode: Episode, row: &EpisodeDetails, line: Line) -> Result<TookRow> {
    let (row, mut warnings) = as_far_as_it_holds(&episode, row, line);
    let (details, changes) = merge(&episode.details, &row);
    let returned = details.ended && !episode.details.ended;
    let waits = episode.child.is_none();
    let mut note = note_of(pen.store, episode.id, episode.child, &episode.details)?;
    note.row = Some(line.row);
    warnings.extend(born_otherwise(pen.store, episode.child, &row, line)?.filter(|_| !changes.is_empty()));
    let outcome = match (&changes, returned, waits) {
        (_, _, true) => RowOutcome::Waiting,
        (_, true, _) => RowOutcome::Returned,
        (changes, ..) if changes.is_empty() => RowOutcome::Unchanged,
        _ => RowOutcome::Updated,
    };
    if !changes.is_empty() {
        note.changes.clone_from(&changes);
        pen.record(Event::EpisodeChanged { episode: episode.id, details, changes, returned, line: Some(line) })?;
    }
    Ok(TookRow { outcome, note, never_reported: false, warnings })
}

/// What of a row may change the episode it is about: it keeps its own reference, and once the child is back a list that does not
/// say so moves nothing.
fn as_far_as_it_holds(episode: &Episode, row: &EpisodeDetails, line: Line) -> (EpisodeDetails, Vec<String>) {
    let (mut row, mut warnings) = (row.clone(), Vec::new());
    let name = episode.details.listed.full_name();
    if let (Some(ours), Some(theirs)) = (&episode.details.police_ref, &row.police_ref)
        && ours != theirs
    {
        if reference_key(ours) != reference_key(theirs) {
            warnings.push(format!("row {}: {name} ({ours}) stands under {theirs} as well; taken as the same episode", line.row));
        }
        row.police_ref = None;
    }
    if episode.details.ended && !row.ended {
        warnings
            .push(format!("row {}: {name} came back by an earlier list; this one does not say so, and changed nothing of it", line.row));
        (row.last_seen, row.reported) = (None, None);
    }
    (row, warnings)
}

/// Says it where the list and the register have different dates of birth of a child.
fn born_otherwise(store: &Store, child: Option<ChildId>, row: &EpisodeDetails, line: Line) -> Result<Option<String>> {
    let (Some(child), Some(listed)) = (child, row.listed.dob) else { return Ok(None) };
    let known = store.known_child(child)?;
    let details = &known.details;
    let differs = details.dob.filter(|dob| *dob != listed);
    Ok(differs.map(|dob| {
        format!("row {}: {} is born {} on the list and {} with us", line.row, details.full_name(), plain_day(listed), plain_day(dob))
    }))
}

/// Says it where a child would be missing twice at once: police may owe us a return, or it is another child.
fn missing_already(store: &Store, child: Option<ChildId>, line: Line) -> Result<Option<String>> {
    let Some(child) = child else { return Ok(None) };
    let Some(open) = store.episodes_lasting_at(child, Moment::MAX_UTC)?.into_iter().find(Episode::still_missing) else { return Ok(None) };
    Ok(Some(format!(
        "row {}: {} is still missing with us since {} ({}); if that is over, ask police for the return, and check that it is the same child",
        line.row,
        store.known_child(child)?.details.full_name(),
        short_moment(open.missing_since()),
        open.reference()
    )))
}

/// Puts a child that only the list knows on the register.
pub(super) fn add_listed(pen: &mut Pen<'_>, listed: &ListedPerson, line: Line) -> Result<ChildId> {
    let child = ChildId(pen.store.next_id("child")?);
    pen.record(Event::ChildAdded { child, details: details_as_listed(listed), source: Source::List(line) })?;
    Ok(child)
}

/// What a list says of a child that is not on the register.
pub(super) fn details_as_listed(listed: &ListedPerson) -> ChildDetails {
    let l = listed.clone();
    ChildDetails {
        own_id: l.own_id,
        upn: l.upn,
        nhs_number: l.nhs_number,
        police_nominal: l.police_nominal,
        given: l.given,
        family: l.family,
        other_names: l.other_names,
        dob: l.dob,
        sex: l.sex,
        ethnicity: l.ethnicity,
        address: l.address,
        postcode: l.postcode,
        care_status: l.care_status,
        placement: l.placement,
        ..ChildDetails::default()
    }
}

fn report_episode(
    pen: &mut Pen<'_>,
    child: Option<ChildId>,
    row: &EpisodeDetails,
    line: Line,
    candidates: Vec<Candidate>,
) -> Result<TookRow> {
    let timeless = row.last_seen.or(row.reported).or(row.returned).is_none();
    let timeless = timeless.then(|| format!("row {}: no time is given since when the child is missing; it is counted from now", line.row));
    let warnings = [timeless, missing_already(pen.store, child, line)?, born_otherwise(pen.store, child, row, line)?];
    let warnings = warnings.into_iter().flatten().collect();
    let episode = EpisodeId(pen.store.next_id("episode")?);
    pen.record(Event::EpisodeReported { episode, child, details: row.clone(), line, candidates })?;
    let note = RowNote { row: Some(line.row), ..note_of(pen.store, episode, child, row)? };
    let outcome = if child.is_none() { RowOutcome::Waiting } else { RowOutcome::Created };
    Ok(TookRow { outcome, note, never_reported: row.ended, warnings })
}

/// An episode as a report names it.
pub(super) fn note_of(store: &Store, episode: EpisodeId, child: Option<ChildId>, details: &EpisodeDetails) -> Result<RowNote> {
    let listed = details.listed.full_name();
    let name = match child {
        Some(child) => store.known_child(child)?.details.full_name(),
        None => listed.clone(),
    };
    let listed_as = (listed != name && fold(&listed) != fold(&name)).then_some(listed);
    Ok(RowNote { row: None, episode, police_ref: details.police_ref.clone(), name, listed_as, changes: Vec::new() })
}
