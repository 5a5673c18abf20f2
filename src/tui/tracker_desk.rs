//! What the screens ask of the casebook about the top ten.

use super::private_desk::PrivateDesk;
use crate::casebook::Hub;
use crate::casebook::error::Result;
use crate::casebook::event::Export;
use crate::casebook::tracker_view::Tracker;
use crate::child::ChildId;
use crate::episode::Moment;
use crate::report::tracker::TrackerReview;
use crate::store::files::write_together;
use chrono::NaiveDate;
use std::path::Path;

/// The top ten, as the screens use it. Moments are UTC; `now` is the moment the person acts; a month is named by any day in it.
pub trait TrackerDesk {
    /// The top ten of a month (`None`: the last that is over), by its report of a number (`None`: the first, where it is closed).
    fn tracker(&self, month: Option<NaiveDate>, report: Option<usize>, now: Moment) -> Result<Tracker>;
    fn close_month(&mut self, month: NaiveDate, now: Moment) -> Result<()>;
    fn review_tracked(&mut self, month: NaiveDate, child: ChildId, review: TrackerReview, seen: Option<i64>, now: Moment) -> Result<()>;
    /// Writes the briefing into a folder, all of its files or none, and that it was written; gives their names.
    fn write_briefing(
        &mut self,
        month: Option<NaiveDate>,
        report: Option<usize>,
        initials: bool,
        folder: &Path,
        now: Moment,
    ) -> Result<Vec<String>>;
}

impl TrackerDesk for Hub {
    fn tracker(&self, month: Option<NaiveDate>, report: Option<usize>, now: Moment) -> Result<Tracker> {
        Hub::tracker(self, month, report, now)
    }

    fn close_month(&mut self, month: NaiveDate, now: Moment) -> Result<()> {
        Hub::close_month(self, month, now).map(|_| ())
    }

    fn review_tracked(&mut self, month: NaiveDate, child: ChildId, review: TrackerReview, seen: Option<i64>, now: Moment) -> Result<()> {
        Hub::review_tracked(self, month, child, review, seen, now)
    }

    fn write_briefing(
        &mut self,
        month: Option<NaiveDate>,
        report: Option<usize>,
        initials: bool,
        folder: &Path,
        now: Moment,
    ) -> Result<Vec<String>> {
        let papers = self.briefing(month, report, initials, now)?;
        write_together(folder, papers.iter().map(|paper| (paper.file_name.as_str(), paper.bytes.as_slice())))?;
        let files: Vec<String> = papers.into_iter().map(|paper| paper.file_name).collect();
        self.note_export(Export::TopTen, files.clone(), None, "", now)?;
        Ok(files)
    }
}

impl TrackerDesk for PrivateDesk {
    fn tracker(&self, month: Option<NaiveDate>, report: Option<usize>, now: Moment) -> Result<Tracker> {
        self.veiled(self.desk.tracker(month, report, now), None)
    }

    fn close_month(&mut self, month: NaiveDate, now: Moment) -> Result<()> {
        let answer = self.desk.close_month(month, now);
        self.told(answer)
    }

    fn review_tracked(&mut self, month: NaiveDate, child: ChildId, review: TrackerReview, seen: Option<i64>, now: Moment) -> Result<()> {
        let answer = self.desk.review_tracked(month, child, review, seen, now);
        self.told(answer)
    }

    fn write_briefing(
        &mut self,
        month: Option<NaiveDate>,
        report: Option<usize>,
        initials: bool,
        folder: &Path,
        now: Moment,
    ) -> Result<Vec<String>> {
        let answer = self.desk.write_briefing(month, report, initials, folder, now);
        self.told(answer)
    }
}
