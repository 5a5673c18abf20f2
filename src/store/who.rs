//! Who belongs to whom, who is two children, and what police were asked: told again from the entries that stand, and read back
//! through the records that were merged.

use super::Store;
use super::journal::Entry;
use crate::casebook::error::Result;
use crate::casebook::event::{Event, ListId};
use crate::casebook::who_view::{Asked, PoliceQuestion, Relation};
use crate::child::{ChildId, RelationKind};
use crate::episode::{EpisodeId, Moment};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

/// How a relation stands in its table.
#[derive(Serialize, Deserialize)]
struct Recorded {
    note: String,
    at: Moment,
    by: String,
}

/// A relation and the two records it was recorded of, which may since be read as other children.
pub struct RelationOn {
    pub records: (ChildId, ChildId),
    pub relation: Relation,
}

impl Store {
    /// Brings relations, two children and questions up to an entry. Call it once a verb that was taken back stands in `undone`.
    pub(super) fn apply_who(&self, event: &Event) -> Result<()> {
        match event {
            Event::Undone { verb } | Event::Redone { verb } => {
                let entries = self.verb_entries(*verb)?;
                entries.iter().filter_map(|entry| entry.event.as_ref()).try_for_each(|event| self.tell_again(event))
            }
            event => self.tell_again(event),
        }
    }

    fn tell_again(&self, event: &Event) -> Result<()> {
        match event {
            Event::PoliceAsked { episode, .. } | Event::ChildIdentified { episode, .. } => self.refold_asked(*episode),
            Event::ChildrenRelated { child, other, relation, .. } | Event::RelationEnded { child, other, relation, .. } => {
                self.refold_relation(*child, *other, *relation)
            }
            Event::ChildrenDistinct { child, other } | Event::ChildSplit { child, from: other, .. } => self.refold_two(*child, *other),
            _ => Ok(()),
        }
    }

    /// The last question since anybody said who the child is.
    fn refold_asked(&self, episode: EpisodeId) -> Result<()> {
        let mut open: Option<Asked> = None;
        for entry in self.standing_of(&format!("episode {episode}"), &["police-asked", "child-identified"])? {
            match entry.event {
                Some(Event::PoliceAsked { question, .. }) => open = Some(Asked { question, at: entry.recorded_at, by: entry.actor }),
                Some(Event::ChildIdentified { .. }) => open = None,
                _ => {}
            }
        }
        match open {
            Some(asked) => self.run("INSERT OR REPLACE INTO asked VALUES (?1, ?2)", params![episode.0, serde_json::to_string(&asked)?]),
            None => self.run("DELETE FROM asked WHERE episode = ?1", [episode.0]),
        }
    }

    /// The entries of some kinds about two children that stand, whichever of them they were recorded on.
    fn standing_of_both(&self, child: ChildId, other: ChildId, kinds: &[&str]) -> Result<Vec<Entry>> {
        let mut entries = self.standing_of(&format!("child {child}"), kinds)?;
        entries.extend(self.standing_of(&format!("child {other}"), kinds)?);
        entries.sort_by_key(|entry| entry.position);
        Ok(entries)
    }

    fn refold_relation(&self, child: ChildId, other: ChildId, kind: RelationKind) -> Result<()> {
        let about = |a: ChildId, b: ChildId, of: RelationKind| of == kind && is_pair((a, b), (child, other));
        let mut stands: Option<Recorded> = None;
        for entry in self.standing_of_both(child, other, &["children-related", "relation-ended"])? {
            match entry.event {
                Some(Event::ChildrenRelated { child, other, relation, note }) if about(child, other, relation) => {
                    stands = Some(Recorded { note, at: entry.recorded_at, by: entry.actor });
                }
                Some(Event::RelationEnded { child, other, relation, .. }) if about(child, other, relation) => stands = None,
                _ => {}
            }
        }
        for (one, two) in [(child, other), (other, child)] {
            match &stands {
                Some(recorded) => self.run(
                    "INSERT OR REPLACE INTO relation VALUES (?1, ?2, ?3, ?4)",
                    params![one.0, two.0, kind.code(), serde_json::to_string(recorded)?],
                )?,
                None => {
                    self.run("DELETE FROM relation WHERE child = ?1 AND other = ?2 AND relation = ?3", params![one.0, two.0, kind.code()])?
                }
            }
        }
        Ok(())
    }

    fn refold_two(&self, child: ChildId, other: ChildId) -> Result<()> {
        let says_so = |event: &Event| match event {
            Event::ChildrenDistinct { child: a, other: b } | Event::ChildSplit { child: a, from: b, .. } => {
                is_pair((*a, *b), (child, other))
            }
            _ => false,
        };
        let entries = self.standing_of_both(child, other, &["children-distinct", "child-split"])?;
        let two = entries.iter().any(|entry| entry.event.as_ref().is_some_and(says_so));
        let sql = if two {
            "INSERT OR IGNORE INTO two_children VALUES (?1, ?2)"
        } else {
            "DELETE FROM two_children WHERE child = ?1 AND other = ?2"
        };
        self.run(sql, [child.0.min(other.0), child.0.max(other.0)])
    }
}

impl Store {
    /// The child a record is read as, if it is on the register.
    pub fn read_as(&self, record: ChildId) -> Result<ChildId> {
        Ok(self.known_child(record)?.id)
    }

    /// Likewise; `None`: it left the register.
    pub fn read_as_if_there(&self, record: ChildId) -> Result<Option<ChildId>> {
        let child = self.reads_as(record)?;
        Ok(if self.is_live(child)? { Some(child) } else { None })
    }

    /// A child's own record and those merged into it.
    pub fn records_of(&self, child: ChildId) -> Result<Vec<ChildId>> {
        let merged = self.members(child)?;
        Ok(std::iter::once(child).chain(merged.into_iter().map(|member| member.record)).collect())
    }

    /// The next children of the register after one, by number.
    pub fn children_after(&self, after: Option<ChildId>, limit: usize) -> Result<Vec<ChildId>> {
        let mut select = self.db.prepare_cached("SELECT id FROM child WHERE id > ?1 AND live = 1 ORDER BY id LIMIT ?2")?;
        let from = params![after.map_or(0, |child| child.0), i64::try_from(limit).unwrap_or(i64::MAX)];
        Ok(select.query_map(from, |row| row.get(0).map(ChildId))?.collect::<rusqlite::Result<_>>()?)
    }

    /// How many children the register has up to a number, and in all.
    pub fn children_up_to(&self, last: ChildId) -> Result<(u32, u32)> {
        let mut select = self.db.prepare_cached("SELECT coalesce(sum(id <= ?1), 0), count(*) FROM child WHERE live = 1")?;
        Ok(select.query_row([last.0], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// The relations of a child as it is read, by kind and number; one recorded of two merged records comes more than once.
    pub fn relations_on(&self, child: ChildId) -> Result<Vec<RelationOn>> {
        let mut found = Vec::new();
        for record in self.records_of(child)? {
            let mut select = self.db.prepare_cached("SELECT other, relation, doc FROM relation WHERE child = ?1")?;
            let mut rows = select.query([record.0])?;
            while let Some(row) = rows.next()? {
                let other = ChildId(row.get(0)?);
                let Some(kind) = RelationKind::from_code(&row.get::<_, String>(1)?) else { continue };
                let Recorded { note, at, by } = serde_json::from_str(&row.get::<_, String>(2)?)?;
                // Where both records are read as one child there is nothing to say of it.
                if let Some(read_as) = self.read_as_if_there(other)?.filter(|read_as| *read_as != child) {
                    let known = self.known_child(read_as)?;
                    let relation = Relation { child: known.id, name: known.details.full_name(), kind, note, at, by };
                    found.push(RelationOn { records: (record, other), relation });
                }
            }
        }
        found.sort_by_key(|on| (on.relation.kind, on.relation.child, on.relation.at));
        Ok(found)
    }

    /// Who is related to a child and how, without names: what matching asks.
    pub(super) fn related_to(&self, child: ChildId) -> Result<Vec<(ChildId, RelationKind)>> {
        let mut found: Vec<_> = self.relations_on(child)?.into_iter().map(|on| (on.relation.child, on.relation.kind)).collect();
        found.dedup();
        Ok(found)
    }

    /// Did somebody say of two children, or of records merged into them, that they are two?
    pub fn are_two_children(&self, child: ChildId, other: ChildId) -> Result<bool> {
        let mut select = self.db.prepare_cached("SELECT 1 FROM two_children WHERE child = ?1 AND other = ?2")?;
        let others = self.records_of(other)?;
        for one in self.records_of(child)? {
            for two in &others {
                if select.exists([one.0.min(two.0), one.0.max(two.0)])? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// The question to police about an episode, while it waits.
    pub fn asked(&self, episode: EpisodeId) -> Result<Option<Asked>> {
        let sql = "SELECT asked.doc FROM asked JOIN waiting ON waiting.episode = asked.episode WHERE asked.episode = ?1";
        Ok(self.docs(sql, [episode.0])?.pop())
    }

    /// The questions to police that were asked by a moment and are open now, by episode.
    pub fn questions_open(&self, asked_by: Moment) -> Result<Vec<PoliceQuestion>> {
        let mut found = Vec::new();
        for id in self.waiting_episodes()? {
            let asked = self.asked(id)?.filter(|asked| asked.at <= asked_by);
            if let (Some(asked), Some((line, _))) = (asked, self.waiting_of(id)?) {
                let episode = self.episode(id)?;
                let file = self.list_file(line.list)?.unwrap_or_default();
                let (reference, name) = (episode.reference(), episode.details.listed.full_name());
                found.push(PoliceQuestion { episode: id, reference, file, row: line.row, name, asked });
            }
        }
        Ok(found)
    }

    /// The name of a list's file.
    pub fn list_file(&self, list: ListId) -> Result<Option<String>> {
        let mut select = self.db.prepare_cached("SELECT doc ->> 'file' FROM list WHERE id = ?1")?;
        Ok(select.query_row([list.0], |row| row.get(0)).optional()?)
    }
}

fn is_pair(one: (ChildId, ChildId), two: (ChildId, ChildId)) -> bool {
    one == two || (one.1, one.0) == two
}
