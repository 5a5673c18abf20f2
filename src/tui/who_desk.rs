//! What the screens ask of the casebook about who a child is: review, duplicates, merging, relations, history.

use crate::casebook::error::Result;
use crate::casebook::event::Belonging;
use crate::casebook::who_view::{ChildHistory, DuplicatesPage, MergedRecord, Merging, Relation, Splitting, TakingBack};
use crate::child::{ChildId, RelationKind};
use crate::episode::{EpisodeId, Moment};

/// Who is this child, as the screens use it. Moments are UTC; `now` is the moment the person acts.
pub trait WhoDesk {
    /// Several rows with the same single candidate are that child, all or none; how many there were.
    fn same_children(&mut self, rows: &[(EpisodeId, Option<i64>)], child: ChildId, now: Moment) -> Result<usize>;
    /// The question to police as the hub would put it.
    fn question(&self, of: EpisodeId) -> Result<String>;
    fn ask_police(&mut self, of: EpisodeId, question: &str, seen: Option<i64>, now: Moment) -> Result<()>;
    /// An episode that was taken as a child's waits for a person again.
    fn doubt(&mut self, of: EpisodeId, reason: &str, seen: Option<i64>, now: Moment) -> Result<()>;
    fn taking_back(&self, of: EpisodeId) -> Result<TakingBack>;
    /// Takes back the answer to who the child of an episode is, with all that followed from it.
    fn take_back(&mut self, of: EpisodeId, seen: Option<i64>, now: Moment) -> Result<TakingBack>;

    /// Likely duplicates among the next so many children of the register after one.
    fn duplicates(&self, after: Option<ChildId>, children: usize) -> Result<DuplicatesPage>;
    fn two_children(&mut self, child: ChildId, other: ChildId, now: Moment) -> Result<()>;
    fn merging(&self, kept: ChildId, merged: ChildId, now: Moment) -> Result<Merging>;
    /// `seen`: journal positions of both records as they were shown.
    fn merge(&mut self, kept: ChildId, merged: ChildId, reason: &str, seen: Option<(i64, i64)>, now: Moment) -> Result<()>;
    fn merged_records(&self, child: ChildId) -> Result<Vec<MergedRecord>>;
    fn splitting(&self, record: ChildId) -> Result<Splitting>;
    fn split(&mut self, record: ChildId, given: Vec<Belonging>, reason: &str, now: Moment) -> Result<()>;

    fn relations(&self, child: ChildId) -> Result<Vec<Relation>>;
    fn relate(&mut self, child: ChildId, other: ChildId, kind: RelationKind, note: &str, now: Moment) -> Result<()>;
    fn unrelate(&mut self, child: ChildId, other: ChildId, kind: RelationKind, reason: &str, now: Moment) -> Result<()>;
    fn child_history(&self, child: ChildId) -> Result<ChildHistory>;
}
