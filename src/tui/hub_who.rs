//! The real desk of who a child is, done by the casebook of an open hub.

use super::who_desk::WhoDesk;
use crate::casebook::Hub;
use crate::casebook::error::Result;
use crate::casebook::event::Belonging;
use crate::casebook::who_view::{ChildHistory, DuplicatesPage, MergedRecord, Merging, Relation, Splitting, TakingBack};
use crate::child::{ChildId, RelationKind};
use crate::episode::{EpisodeId, Moment};

impl WhoDesk for Hub {
    fn same_children(&mut self, rows: &[(EpisodeId, Option<i64>)], child: ChildId, now: Moment) -> Result<usize> {
        Hub::same_children(self, rows, child, now)
    }

    fn question(&self, of: EpisodeId) -> Result<String> {
        Hub::question(self, of)
    }

    fn ask_police(&mut self, of: EpisodeId, question: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        Hub::ask_police(self, of, question, seen, now)
    }

    fn doubt(&mut self, of: EpisodeId, reason: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        Hub::doubt(self, of, reason, seen, now)
    }

    fn taking_back(&self, of: EpisodeId) -> Result<TakingBack> {
        Hub::taking_back(self, of)
    }

    fn take_back(&mut self, of: EpisodeId, seen: Option<i64>, now: Moment) -> Result<TakingBack> {
        Hub::take_back(self, of, seen, now)
    }

    fn duplicates(&self, after: Option<ChildId>, children: usize) -> Result<DuplicatesPage> {
        Hub::duplicates(self, after, children)
    }

    fn two_children(&mut self, child: ChildId, other: ChildId, now: Moment) -> Result<()> {
        Hub::two_children(self, child, other, now)
    }

    fn merging(&self, kept: ChildId, merged: ChildId, now: Moment) -> Result<Merging> {
        Hub::merging(self, kept, merged, now)
    }

    fn merge(&mut self, kept: ChildId, merged: ChildId, reason: &str, seen: Option<(i64, i64)>, now: Moment) -> Result<()> {
        Hub::merge(self, kept, merged, reason, seen, now)
    }

    fn merged_records(&self, child: ChildId) -> Result<Vec<MergedRecord>> {
        Hub::merged_records(self, child)
    }

    fn splitting(&self, record: ChildId) -> Result<Splitting> {
        Hub::splitting(self, record)
    }

    fn split(&mut self, record: ChildId, given: Vec<Belonging>, reason: &str, now: Moment) -> Result<()> {
        Hub::split(self, record, given, reason, now)
    }

    fn relations(&self, child: ChildId) -> Result<Vec<Relation>> {
        Hub::relations(self, child)
    }

    fn relate(&mut self, child: ChildId, other: ChildId, kind: RelationKind, note: &str, now: Moment) -> Result<()> {
        Hub::relate(self, child, other, kind, note, now)
    }

    fn unrelate(&mut self, child: ChildId, other: ChildId, kind: RelationKind, reason: &str, now: Moment) -> Result<()> {
        Hub::unrelate(self, child, other, kind, reason, now)
    }

    fn child_history(&self, child: ChildId) -> Result<ChildHistory> {
        Hub::child_history(self, child)
    }
}
