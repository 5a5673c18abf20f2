//! What patterns are made from, read for a period.

use super::Store;
use crate::casebook::error::Result;
use crate::casebook::veil::Names;
use crate::child::{ChildId, RelationKind};
use crate::episode::{EpisodeId, ListedPerson, Moment, When};
use crate::interview::record::{Interview, RecordState};
use crate::meeting::business::Business;
use crate::report::figures::Period;
use crate::report::patterns::{BusinessFact, ChildFact, EpisodeFact, Facts, From, InterviewFact};
use crate::text::fold;
use chrono::Days;
use rusqlite::params;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Of an episode's document what patterns look at.
#[derive(Deserialize)]
struct Doc {
    #[serde(default)]
    last_seen: Option<When>,
    #[serde(default)]
    reported: Option<When>,
    #[serde(default)]
    returned: Option<When>,
    #[serde(default)]
    ended: bool,
    received: Moment,
    #[serde(default)]
    missing_from: Option<String>,
    #[serde(default)]
    found_where: Option<String>,
    #[serde(default)]
    reported_by: Option<String>,
    #[serde(default)]
    companions: Option<String>,
    #[serde(default)]
    listed: ListedPerson,
}

impl Doc {
    /// `place`: the folded place missing from, as the episode is filed under it.
    fn fact(self, episode: EpisodeId, child: Option<ChildId>, place: Option<String>) -> EpisodeFact {
        let began = self.reported.or(self.last_seen).map_or(self.received, |when| when.at);
        let since = self.last_seen.or(self.reported);
        let (missing_from, placement) = (self.missing_from, self.listed.placement);
        let from = place.map(|key| {
            let written = [missing_from, placement].into_iter().flatten().find(|text| fold(text) == key);
            From { key, place: written }
        });
        EpisodeFact {
            episode,
            child,
            began,
            since: since.map_or(self.received, |when| when.at),
            since_exact: since.is_some_and(|when| !when.estimated),
            returned: self.returned.map(|when| when.at),
            returned_exact: self.returned.is_some_and(|when| !when.estimated),
            ended: self.ended,
            from,
            found: self.found_where,
            reported_by: self.reported_by,
            companions: self.companions,
        }
    }
}

impl Store {
    /// What the patterns of a period are made from, as known now.
    pub fn pattern_facts(&self, period: Period, now: Moment) -> Result<Facts> {
        let (mut names, mut homes) = (Names::default(), BTreeSet::new());
        let episodes = self.pattern_episodes(period, &mut names, &mut homes)?;
        let interviews = self.pattern_interviews(period, &episodes)?;
        let business = self.pattern_business(period)?;
        let named = episodes.iter().filter_map(|episode| episode.child);
        let named = named.chain(interviews.iter().filter_map(|interview| interview.child));
        let all: BTreeSet<ChildId> = named.chain(business.iter().flat_map(|business| business.children.iter().copied())).collect();
        let mut children = BTreeMap::new();
        for id in all {
            let child = self.known_child(id)?;
            names.add_child(&child);
            homes.extend([&child.details.address, &child.details.placement].into_iter().flatten().map(|home| fold(home)));
            let placement = child.details.placement.as_deref().map(fold).filter(|placement| !placement.is_empty());
            let home = super::views::address_key(&child.details);
            children.insert(id, ChildFact { name: child.details.full_name(), home, placement });
        }
        let relations = self.pattern_relations(&children)?;
        Ok(Facts { period, as_of: now, episodes, children, relations, interviews, business, names, homes })
    }

    /// The episodes; names, homes and placements as lists have them are noted as what must not be read without names.
    fn pattern_episodes(&self, period: Period, names: &mut Names, homes: &mut BTreeSet<String>) -> Result<Vec<EpisodeFact>> {
        let mut select = self.db.prepare_cached(
            "SELECT e.id, e.child, e.place, e.doc FROM episode_fact f JOIN episode e ON e.id = f.episode WHERE f.began >= ?1 AND f.began < ?2
             UNION ALL
             SELECT id, child, place, doc FROM episode INDEXED BY episode_out WHERE ended = 0 AND began < ?1
             UNION ALL
             SELECT id, child, place, doc FROM episode INDEXED BY episode_notice WHERE ended = 1 AND notice >= ?1 AND began < ?1
             ORDER BY 1",
        )?;
        let mut rows = select.query(params![period.starts().timestamp_millis(), period.ends().timestamp_millis()])?;
        let (mut found, mut noted) = (Vec::new(), HashSet::new());
        while let Some(row) = rows.next()? {
            let doc: Doc = serde_json::from_str(row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?)?;
            let (episode, child) = (EpisodeId(row.get(0)?), row.get::<_, Option<i64>>(1)?.map(ChildId));
            let ListedPerson { given, family, address, placement, .. } = &doc.listed;
            if noted.insert((child, given.clone(), family.clone(), address.clone(), placement.clone())) {
                names.add_listed(episode, child, &doc.listed);
                homes.extend([address, placement].into_iter().flatten().map(|home| fold(home)));
            }
            found.push(doc.fact(episode, child, row.get(2)?));
        }
        Ok(found)
    }

    /// Interviews that were recorded and answer one of these episodes. One held before its period cannot.
    fn pattern_interviews(&self, period: Period, episodes: &[EpisodeFact]) -> Result<Vec<InterviewFact>> {
        let known: BTreeMap<EpisodeId, Option<ChildId>> = episodes.iter().map(|episode| (episode.episode, episode.child)).collect();
        let held_from = period.from.checked_sub_days(Days::new(1)).unwrap_or(period.from);
        let from = crate::calendar::start_of_day(held_from).timestamp_millis();
        let interviews: Vec<Interview> = self.docs("SELECT doc FROM interview WHERE held_at >= ?1 ORDER BY id", [from])?;
        let mut facts = Vec::new();
        for Interview { id, held, state, record, .. } in interviews {
            let Some(record) = record.filter(|_| state != RecordState::Withdrawn) else { continue };
            let answered: Vec<EpisodeId> = held.covers.iter().map(|covered| covered.episode).filter(|id| known.contains_key(id)).collect();
            if answered.is_empty() {
                continue;
            }
            let on = crate::calendar::day_of(held.at);
            // Whose it is, is said by the episodes it answers: their child may have been read as another since.
            let child = answered.iter().find_map(|episode| known.get(episode).copied().flatten());
            let (push, pull, places, named) = (record.push, record.pull, record.places, record.named);
            facts.push(InterviewFact { interview: id, child, on, episodes: answered, push, pull, places, named });
        }
        Ok(facts)
    }

    fn pattern_business(&self, period: Period) -> Result<Vec<BusinessFact>> {
        let sql = "SELECT doc FROM business WHERE undone = 0 AND doc ->> '$.details.received' BETWEEN ?1 AND ?2 ORDER BY id";
        let found: Vec<Business> = self.docs(sql, [period.from.to_string(), period.to.to_string()])?;
        let mut facts = Vec::new();
        for Business { id, details, .. } in found {
            let mut children = Vec::new();
            for child in details.children {
                children.extend(self.read_as_if_there(child)?.filter(|child| !children.contains(child)));
            }
            let (received, named, people) = (details.received, details.named, details.people);
            let (places, vehicles) = (details.places, details.vehicles);
            facts.push(BusinessFact { business: id, received, children, named, people, places, vehicles });
        }
        Ok(facts)
    }

    /// Who of these belongs to whom, by the children as they are read now.
    fn pattern_relations(&self, children: &BTreeMap<ChildId, ChildFact>) -> Result<Vec<(ChildId, ChildId, RelationKind)>> {
        let mut select = self.db.prepare_cached("SELECT child, other, relation FROM relation WHERE child < other")?;
        let mut rows = select.query([])?;
        let mut recorded = Vec::new();
        while let Some(row) = rows.next()? {
            let kind = RelationKind::from_code(&row.get::<_, String>(2)?);
            recorded.extend(kind.map(|kind| Ok::<_, rusqlite::Error>((ChildId(row.get(0)?), ChildId(row.get(1)?), kind))).transpose()?);
        }
        let mut found = Vec::new();
        for (one, other, kind) in recorded {
            let (one, other) = (self.reads_as(one)?, self.reads_as(other)?);
            if one != other && children.contains_key(&one) && children.contains_key(&other) {
                found.push((one, other, kind));
            }
        }
        Ok(found)
    }
}
