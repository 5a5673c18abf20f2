//! What would be whose if a merged record were split off again.

use super::Store;
use crate::calendar::{long_moment, plain_day};
use crate::casebook::error::Result;
use crate::casebook::event::{Belonging, Event};
use crate::casebook::who_view::ToAsk;
use crate::child::{ChildDetails, ChildId};
use crate::episode::{Episode, EpisodeId, ListedPerson};
use crate::meeting::business::BusinessId;
use crate::text::fold;
use std::collections::BTreeSet;

/// What a split would do.
#[derive(Debug, Default)]
pub struct Parted {
    /// What goes back with the record, in words.
    pub goes_back: Vec<String>,
    /// What was recorded while they were one: whose is it?
    pub to_ask: Vec<ToAsk>,
    /// What was recorded while they were one and goes back without asking: it is about something that came with the record.
    pub of_itself: Vec<Belonging>,
}

/// Whose something is when a record is split off.
enum Goes {
    Back,
    Ask,
    Stays,
}

/// A record that is to be split off: itself and those merged into it, and the records it is read under, each since when.
struct Apart {
    back: BTreeSet<ChildId>,
    above: Vec<(ChildId, i64)>,
}

impl Apart {
    fn goes(&self, said_of: ChildId, position: i64) -> Goes {
        match self.above.iter().find(|(record, _)| *record == said_of) {
            _ if self.back.contains(&said_of) => Goes::Back,
            Some((_, since)) if position > *since => Goes::Ask,
            _ => Goes::Stays,
        }
    }
}

impl Store {
    /// The records a merged record is read under, nearest first, each with the entry since which it is.
    pub(super) fn above(&self, record: ChildId) -> Result<Vec<(ChildId, i64)>> {
        let (mut found, mut at, mut since) = (Vec::new(), record, 0);
        while let Some(next) = self.merged_into(at)? {
            since = since.max(next.since);
            found.push((next.record, since));
            at = next.record;
        }
        Ok(found)
    }

    /// What splitting a merged record off would do.
    pub fn parted(&self, record: ChildId) -> Result<Parted> {
        let mut back: BTreeSet<ChildId> = self.members(record)?.into_iter().map(|member| member.record).collect();
        back.insert(record);
        let (apart, child) = (Apart { back, above: self.above(record)? }, self.reads_as(record)?);
        let mut parted = Parted::default();
        self.part_episodes(&apart, child, record, &mut parted)?;
        self.part_business(&apart, child, &mut parted)?;
        self.part_others(&apart, child, &mut parted)?;
        self.part_wishes(&apart, child, &mut parted)?;
        Ok(parted)
    }

    fn part_episodes(&self, apart: &Apart, child: ChildId, record: ChildId, parted: &mut Parted) -> Result<()> {
        let (own, other) = (self.own_record(record)?.details, self.own_record(child)?.details);
        let mut back: Vec<EpisodeId> = Vec::new();
        for episode in self.episodes_of(child)? {
            let said = self.said_of(episode.id)?;
            match said.record.map_or(Goes::Stays, |record| apart.goes(record, said.since)) {
                Goes::Back => back.push(episode.id),
                Goes::Ask => parted.to_ask.push(ToAsk {
                    what: Belonging::Episode(episode.id),
                    words: in_words(&episode),
                    likely: likeness(&own, &episode.details.listed) > likeness(&other, &episode.details.listed),
                }),
                Goes::Stays => {}
            }
        }
        let back_too = |episode: &Option<EpisodeId>| episode.is_some_and(|episode| back.contains(&episode));
        let decisions = self.decisions_on_child(child)?.iter().filter(|decision| back_too(&decision.episode)).count();
        let actions = self.actions_of_child(child)?.iter().filter(|action| back_too(&action.episode)).count();
        let interviews = self.interviews_of(child)?;
        let interviews = interviews.iter().filter(|of| of.held.covers.iter().any(|covered| back.contains(&covered.episode))).count();
        for (n, what) in [(back.len(), "episode"), (decisions, "decision"), (actions, "action"), (interviews, "interview")] {
            if n > 0 {
                parted.goes_back.push(if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") });
            }
        }
        Ok(())
    }

    fn part_business(&self, apart: &Apart, child: ChildId, parted: &mut Parted) -> Result<()> {
        for business in self.business_about(child)? {
            let said = self.children_said(business.id)?;
            let Some((last, position)) = said.last() else { continue };
            let goes_back = |children: &[ChildId]| children.iter().any(|child| apart.back.contains(child));
            let asked = last.iter().any(|child| matches!(apart.goes(*child, *position), Goes::Ask));
            let words = format!("{} {}, received {}", business.details.kind.short(), business.id, plain_day(business.details.received));
            if goes_back(last) {
                parted.goes_back.push(words);
            } else if asked && said.iter().any(|(children, _)| goes_back(children)) {
                parted.of_itself.push(Belonging::Business(business.id));
                parted.goes_back.push(words);
            } else if asked {
                parted.to_ask.push(ToAsk { what: Belonging::Business(business.id), words, likely: false });
            }
        }
        Ok(())
    }

    /// The records a piece of business was said to be about, entry by entry, as they stand on it by now.
    fn children_said(&self, id: BusinessId) -> Result<Vec<(Vec<ChildId>, i64)>> {
        let mut found = Vec::new();
        for entry in self.counting(&format!("business {id}"))? {
            let Some(Event::BusinessRaised { details, .. } | Event::BusinessChanged { details, .. }) = entry.event else { continue };
            let said = |child: &ChildId| self.given_to(Belonging::Business(id), *child, entry.position);
            found.push((details.children.iter().map(said).collect::<Result<_>>()?, entry.position));
        }
        Ok(found)
    }

    /// Actions and assessments that stand on neither an episode nor a piece of business.
    fn part_others(&self, apart: &Apart, child: ChildId, parted: &mut Parted) -> Result<()> {
        for action in self.actions_of_child(child)?.into_iter().filter(|of| of.episode.is_none() && of.business.is_none()) {
            let id = action.action.id;
            let what = Belonging::Action(id);
            for entry in self.counting(&format!("action {id}"))?.into_iter().take(1) {
                let Some(Event::ActionAgreed { child: Some(said), .. }) = entry.event else { continue };
                let words = format!("{id}, {}: {}, agreed {}", action.action.agency, action.action.what, long_moment(action.agreed_at));
                parted.put(what, apart.goes(self.given_to(what, said, entry.position)?, entry.position), words);
            }
        }
        let assessments = self.numbers("SELECT id FROM assessment WHERE child = ?1 AND episode IS NULL AND undone = 0", child.0)?;
        for id in assessments.into_iter().map(crate::meeting::assessment::AssessmentId) {
            let what = Belonging::Assessment(id);
            for entry in self.counting(&format!("assessment {id}"))?.into_iter().take(1) {
                let Some(Event::AssessmentStarted { child: Some(said), .. }) = entry.event else { continue };
                let words = format!("exploitation assessment {id}, started {}", long_moment(entry.recorded_at));
                parted.put(what, apart.goes(self.given_to(what, said, entry.position)?, entry.position), words);
            }
        }
        Ok(())
    }

    fn part_wishes(&self, apart: &Apart, child: ChildId, parted: &mut Parted) -> Result<()> {
        let mut records: Vec<ChildId> = apart.back.iter().copied().collect();
        records.push(child);
        for record in records {
            let Some((position, _)) = self.own_wishes(record)? else { continue };
            let at = self.entry(position)?.map(|entry| format!(", said {}", long_moment(entry.recorded_at))).unwrap_or_default();
            let words = format!("what the child wishes about its interviews{at}");
            parted.put(Belonging::Wishes, apart.goes(record, position), words);
        }
        Ok(())
    }
}

impl Parted {
    fn put(&mut self, what: Belonging, goes: Goes, words: String) {
        match goes {
            Goes::Back => self.goes_back.push(words),
            Goes::Ask => self.to_ask.push(ToAsk { what, words, likely: false }),
            Goes::Stays => {}
        }
    }
}

/// "E31, reported 3 Nov 2026 20:10 as Kaden Ashworth, 12 Oak Road".
fn in_words(episode: &Episode) -> String {
    let listed = &episode.details.listed;
    let address = listed.address.as_ref().map_or(String::new(), |address| format!(", {address}"));
    format!("{}, reported {} as {}{address}", episode.id, long_moment(episode.began()), listed.full_name())
}

/// How much a listed person looks like a record: the name, and as much again for the date of birth.
fn likeness(record: &ChildDetails, listed: &ListedPerson) -> f64 {
    let name = strsim::jaro_winkler(&fold(&record.full_name()), &fold(&listed.full_name()));
    name + f64::from(u8::from(record.dob.is_some() && record.dob == listed.dob))
}
