//! Two records of one child read as one, and split again; the answer to who a child is taken back.

use super::contact::in_words;
use super::error::{Error, Result};
use super::event::{Belonging, Event};
use super::hub::Hub;
use super::log::cannot_undo;
use super::who_view::{MergedRecord, Merging, Splitting, TakingBack};
use crate::calendar::{long_moment, plain_day};
use crate::child::{Child, ChildDetails, ChildId, combined};
use crate::episode::{Episode, EpisodeId, Moment};
use crate::store::Store;
use crate::store::journal::Entry;
use crate::text::clean;

impl Hub {
    /// What merging would do. Refused where it cannot be done.
    pub fn merging(&self, kept: ChildId, merged: ChildId, now: Moment) -> Result<Merging> {
        self.store.read(|store| {
            let (kept, merged) = mergeable(store, kept, merged)?;
            let mut records = vec![merged.id];
            records.extend(store.members(merged.id)?.into_iter().map(|member| member.record));
            let own: Vec<ChildDetails> = records.into_iter().map(|record| Ok(store.own_record(record)?.details)).collect::<Result<_>>()?;
            Ok(Merging {
                combined: combined(&kept.details, &own.iter().collect::<Vec<_>>()),
                comes_over: held_under(store, &merged)?,
                conflicts: conflicts(store, &kept, &merged, now)?,
                kept,
                merged,
            })
        })
    }

    /// Reads two records as one child from now on. `seen`: positions of both records as they were shown.
    pub fn merge(&mut self, kept: ChildId, merged: ChildId, reason: &str, seen: Option<(i64, i64)>, now: Moment) -> Result<()> {
        let reason = clean(&in_words(reason, "say why they are one child")?);
        self.verb(now, |hub, pen| {
            let (one, other) = mergeable(pen.store, kept, merged)?;
            hub.check_seen(&one.id.to_string(), one.changed, seen.map(|seen| seen.0))?;
            hub.check_seen(&other.id.to_string(), other.changed, seen.map(|seen| seen.1))?;
            pen.record(Event::ChildrenMerged { kept, merged, reason })?;
            Ok(())
        })
    }

    /// The records that were merged into a child, latest first.
    pub fn merged_records(&self, child: ChildId) -> Result<Vec<MergedRecord>> {
        self.store.read(|store| {
            let child = store.child(child)?.id;
            let mut found = Vec::new();
            for member in store.members(child)?.into_iter().rev() {
                let Some(entry) = store.entry(member.since)? else { continue };
                let reason = if let Some(Event::ChildrenMerged { reason, .. }) = entry.event { reason } else { String::new() };
                found.push(MergedRecord { record: store.own_record(member.record)?, at: entry.recorded_at, by: entry.actor, reason });
            }
            Ok(found)
        })
    }

    /// What splitting a merged record off again would do.
    pub fn splitting(&self, record: ChildId) -> Result<Splitting> {
        self.store.read(|store| {
            let from = merged_with(store, record)?;
            let parted = store.parted(record)?;
            Ok(Splitting { record: store.own_record(record)?, goes_back: parted.goes_back, to_ask: parted.to_ask, from })
        })
    }

    /// Splits a merged record off again. `given`: what was recorded meanwhile and belongs to it. A piece of business that came with
    /// the record and was changed meanwhile goes back with it all the same.
    pub fn split(&mut self, record: ChildId, given: Vec<Belonging>, reason: &str, now: Moment) -> Result<()> {
        let reason = clean(&in_words(reason, "say why they are two children")?);
        self.verb(now, |_, pen| {
            let from = merged_with(pen.store, record)?.id;
            let parted = pen.store.parted(record)?;
            if let Some(other) = given.iter().find(|what| !parted.to_ask.iter().any(|ask| ask.what == **what)) {
                let what = named(*other);
                return Err(Error::Refused(format!("{what} was not recorded while {record} and {from} were one; leave it out")));
            }
            let mut given: Vec<Belonging> = given.into_iter().chain(parted.of_itself).collect();
            given.sort_unstable();
            given.dedup();
            pen.record(Event::ChildSplit { child: record, from, given, reason })?;
            Ok(())
        })
    }

    /// What taking back the answer to who the child of an episode is would do. Refused where it cannot be taken back.
    pub fn taking_back(&self, episode: EpisodeId) -> Result<TakingBack> {
        self.store.read(|store| Ok(answer_on(store, episode)?.1))
    }

    /// Takes back the answer to who the child of an episode is, with all that followed from it.
    pub fn take_back(&mut self, episode: EpisodeId, seen: Option<i64>, now: Moment) -> Result<TakingBack> {
        self.verb(now, |hub, pen| {
            let of = pen.store.episode(episode)?;
            hub.check_seen(&format!("episode {}", of.reference()), of.changed, seen)?;
            let (verb, taking_back) = answer_on(pen.store, episode)?;
            pen.record(Event::Undone { verb })?;
            Ok(taking_back)
        })
    }
}

/// The verb in which a person said who the child of an episode is, and what goes with it.
fn answer_on(store: &Store, of: EpisodeId) -> Result<(i64, TakingBack)> {
    let (episode, said) = (store.episode(of)?, store.said_of(of)?);
    let Some(child) = episode.child else {
        return Err(Error::Refused(format!("episode {} waits for a person; there is no answer to take back", episode.reference())));
    };
    if !said.answered {
        let words = format!("nobody was asked about episode {}: the list was certain", episode.reference());
        return Err(Error::Refused(format!("{words}; say that it is in doubt instead")));
    }
    let entries = store.verb_entries(said.verb)?;
    if let Some(why) = cannot_undo(store, &entries)? {
        return Err(Error::Refused(why));
    }
    let answer = store.answer(&entries)?;
    // Rows answered in one go are taken back in one go.
    let mut follow: Vec<EpisodeId> = answer.answered.iter().map(|(other, _)| *other).filter(|other| *other != of).collect();
    follow.extend(answer.follow);
    follow.sort_unstable();
    Ok((said.verb, TakingBack { episode: of, child, leaves: !answer.added.is_empty(), follow }))
}

/// Two records that can be merged, as they are read; refused where they cannot.
pub(super) fn mergeable(store: &Store, kept: ChildId, merged: ChildId) -> Result<(Child, Child)> {
    let (one, other) = (store.child(kept)?, store.child(merged)?);
    if kept == merged {
        return Err(Error::Refused(format!("{kept} is one record; name two")));
    }
    if one.id == other.id {
        return Err(Error::Refused(format!("{kept} and {merged} are read as one child already")));
    }
    for (said, read) in [(kept, &one), (merged, &other)] {
        if said != read.id {
            let name = read.details.full_name();
            return Err(Error::Refused(format!("{said} is read as {} ({name}); name that one", read.id)));
        }
    }
    Ok((one, other))
}

/// The child a merged record is read as.
fn merged_with(store: &Store, record: ChildId) -> Result<Child> {
    let child = store.child(record)?;
    if child.id == record {
        return Err(Error::Refused(format!("{record} was not merged into another record; `wayhome children known-as` shows which were")));
    }
    Ok(child)
}

/// What is read under a child, in figures: "3 episodes", "1 decision".
fn held_under(store: &Store, child: &Child) -> Result<Vec<String>> {
    let id = child.id;
    let counts = [
        (store.episodes_of(id)?.len(), "episode"),
        (store.decisions_on_child(id)?.len(), "decision"),
        (store.interviews_of(id)?.len(), "interview"),
        (store.actions_of_child(id)?.len(), "action"),
        (store.business_about(id)?.len(), "piece of business"),
        (usize::from(store.wishes(id)? != Default::default()), "record of wishes"),
        (store.members(id)?.len(), "record merged before"),
    ];
    Ok(counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(n, what)).collect())
}

/// "1 episode", "2 pieces of business".
pub(super) fn counted(n: usize, what: &str) -> String {
    let (head, rest) = what.split_once(' ').map_or((what, String::new()), |(head, rest)| (head, format!(" {rest}")));
    if n == 1 { format!("1 {what}") } else { format!("{n} {head}s{rest}") }
}

fn named(what: Belonging) -> String {
    match what {
        Belonging::Episode(id) => id.to_string(),
        Belonging::Business(id) => id.to_string(),
        Belonging::Action(id) => id.to_string(),
        Belonging::Assessment(id) => id.to_string(),
        Belonging::Wishes => "what the child wishes".into(),
    }
}

/// What a person should look at before two records are read as one child.
fn conflicts(store: &Store, kept: &Child, merged: &Child, now: Moment) -> Result<Vec<String>> {
    let (one, two) = (&kept.details, &merged.details);
    let mut found = Vec::new();
    // Not refused: whoever said so may have learnt better long after it could be taken back.
    if store.are_two_children(kept.id, merged.id)? {
        found.push("somebody said that they are two children".to_string());
    }
    if let (Some(a), Some(b)) = (one.dob, two.dob)
        && a != b
    {
        found.push(format!("born {} and {}", plain_day(a), plain_day(b)));
    }
    if let (Some(a), Some(b)) = (one.sex, two.sex)
        && a != b
    {
        found.push(format!("sex: {} and {}", a.label(), b.label()));
    }
    let numbers = [
        ("own id", &one.own_id, &two.own_id),
        ("UPN", &one.upn, &two.upn),
        ("NHS number", &one.nhs_number, &two.nhs_number),
        ("police nominal", &one.police_nominal, &two.police_nominal),
    ];
    for (what, a, b) in numbers {
        if let (Some(a), Some(b)) = (a, b)
            && a != b
        {
            found.push(format!("{what}: {a} and {b}"));
        }
    }
    for on in store.relations_on(kept.id)?.into_iter().filter(|on| on.relation.child == merged.id) {
        found.push(format!("recorded as {}", on.relation.kind.label()));
    }
    found.extend(missing_at_once(&store.episodes_of(kept.id)?, &store.episodes_of(merged.id)?, now));
    Ok(found)
}

/// One child is not missing twice at once.
fn missing_at_once(one: &[Episode], two: &[Episode], now: Moment) -> Option<String> {
    let over = |episode: &Episode| {
        let back = episode.details.returned.map(|when| when.at).or(episode.notice_of_return);
        if episode.still_missing() { now } else { back.unwrap_or(now) }
    };
    if one.iter().any(Episode::still_missing) && two.iter().any(Episode::still_missing) {
        return Some("both are missing now".into());
    }
    for a in one {
        if let Some(b) = two.iter().find(|b| a.began() < over(b) && b.began() < over(a)) {
            let since = long_moment(a.began().max(b.began()));
            return Some(format!("both were missing at once: {} and {}, {since}", a.reference(), b.reference()));
        }
    }
    None
}

/// Something that counts was recorded on either of two records since an entry, in words; `None`: nothing.
pub(super) fn recorded_since(store: &Store, records: [ChildId; 2], entry: &Entry) -> Result<Option<String>> {
    for record in records {
        for subject in store.subjects_of(store.reads_as(record)?)? {
            let later = store.counting(&subject)?.into_iter().rfind(|of| of.position > entry.position && of.verb != entry.verb);
            if let Some(later) = later {
                let what = super::describe(&later);
                return Ok(Some(format!("{what} was recorded {} on what was one child", long_moment(later.recorded_at))));
            }
        }
    }
    Ok(None)
}
