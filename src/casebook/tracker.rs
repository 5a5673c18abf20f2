//! The top ten of a month: counted, closed as reported, reviewed.

use super::error::{Error, Result};
use super::event::Event;
use super::hub::Hub;
use super::meeting_view::Paper;
use super::tracker_child::shown;
use super::tracker_view::{NotReported, TrackedChild, Tracker};
use crate::calendar::{day_of, long_day, month_words};
use crate::child::{Child, ChildId};
use crate::episode::{EpisodeId, Moment};
use crate::report::figures::topten::{Cut, Ranking, TopTen, Tracked};
use crate::report::figures::{Index, Period};
use crate::report::topten::{Briefing, corrections, papers, words};
use crate::report::tracker::{ReportedChild, ReportedMonth, TrackerReview};
use crate::store::Store;
use crate::text::{clean, clean_lines};
use chrono::{Months, NaiveDate};
use std::collections::BTreeSet;
use std::rc::Rc;

impl Hub {
    /// The top ten of the month that a day is in; of no day: of the last month that is over. A closed month is shown as it was reported
    /// first, or by its report of a number (from 1). Refused for a month to come and a report that is not there.
    pub fn tracker(&self, day: Option<NaiveDate>, report: Option<usize>, now: Moment) -> Result<Tracker> {
        self.store.read(|store| self.make_tracker(store, day.unwrap_or_else(|| last_over(now)), report, now))
    }

    /// Freezes the top ten of a month as it is counted now. Refused while the month goes on. A month that was closed before gets a second
    /// report; the first stands.
    pub fn close_month(&mut self, day: NaiveDate, now: Moment) -> Result<ReportedMonth> {
        self.verb(now, |hub, pen| {
            let month = hub.month_on_record(pen.store, day)?;
            let goes_on =
                || format!("{} is not over: its top ten can be closed from {} on", month_words(month.from), long_day(next(month)));
            if pen.now < month.ends() {
                return Err(Error::Refused(goes_on()));
            }
            let cut = hub.settings.top_ten;
            let top = hub.recount(pen.store, month.from, cut, &[], pen.now)?;
            let children = top.children.iter().map(|tracked| {
                let name = live(pen.store, tracked.child)?.map_or_else(|| tracked.child.to_string(), |child| child.details.full_name());
                let shown = Some(shown(pen.store, tracked.child, Some(tracked), &top)?);
                Ok(ReportedChild { shown, ..ReportedChild::of(tracked, name) })
            });
            let reported = ReportedMonth {
                month: month.from,
                as_of: pen.now,
                places: cut.places,
                months: cut.months,
                children: children.collect::<Result<_>>()?,
                below: top.below,
            };
            pen.record(Event::TopTenClosed { reported: reported.clone() })?;
            Ok(reported)
        })
    }

    /// Says of a child of a month's top ten what senior managers say, the whole of it anew; where nothing differs, nothing is recorded.
    /// `seen`: the position of what was said before, as it was shown. Refused where nothing is said at all, for a child who is not in the
    /// top ten of the month, and for a next review on a day that is over.
    pub fn review_tracked(&mut self, day: NaiveDate, child: ChildId, review: TrackerReview, seen: Option<i64>, now: Moment) -> Result<()> {
        self.verb(now, |hub, pen| {
            let tracker = hub.make_tracker(pen.store, day, None, pen.now)?;
            let id = pen.store.reads_as(child)?;
            let Some(tracked) = tracker.child(id) else {
                let words = format!("{child} is not in the top ten of {}; nothing can be said of it there", month_words(tracker.month));
                return Err(Error::Refused(words));
            };
            hub.check_seen(&format!("what is said of {} for {}", id, month_words(tracker.month)), tracked.seen(), seen)?;
            let review = cleaned(review);
            let before = tracked.review.as_ref().map(|said| &said.review);
            if before == Some(&review) {
                return Ok(());
            }
            // What is carried forward is taken away by saying nothing.
            if before.is_none() && review.is_empty() && tracked.unblock.is_none() {
                return Err(Error::Refused("nothing is said yet: write a note, a decision, what to unblock or the next review".into()));
            }
            let over = |on: &NaiveDate| *on < day_of(pen.now) && before.is_none_or(|before| before.next_review != Some(*on));
            if let Some(on) = review.next_review.filter(over) {
                return Err(Error::Refused(format!("the next review on {} is over already; name a day to come", long_day(on))));
            }
            pen.record(Event::TopTenReviewed { month: tracker.month, child: id, review })?;
            Ok(())
        })
    }

    /// The briefing of senior managers on a month, as files to be written; with initials no child's name, address or date of birth is in
    /// it. Refused under a clock set by hand, except in training: that it left the hub could not be written down.
    pub fn briefing(&self, day: Option<NaiveDate>, report: Option<usize>, initials: bool, now: Moment) -> Result<Vec<Paper>> {
        self.may_write()?;
        let tracker = self.tracker(day, report, now)?;
        let mut briefing = self.store.read(|store| {
            let with = tracker.children.iter().flat_map(|child| child.with.iter().filter_map(|with| with.child));
            let missed = tracker.not_reported.iter().map(|missed| missed.child);
            let ids: BTreeSet<ChildId> = tracker.children.iter().map(|child| child.child).chain(with).chain(missed).collect();
            let mut people = Vec::new();
            for id in ids {
                people.extend(live(store, id)?.map(|child| (*child).clone()));
            }
            let (made_by, head) = (self.actor().name.clone(), store.head_short()?);
            Ok(Briefing { tracker, people, made_at: now, made_by, head })
        })?;
        if initials {
            briefing.people.extend(self.named_in(&words(&briefing))?);
        }
        papers(&briefing, initials).map_err(Error::Refused)
    }

    /// Every report of a month, earliest month first, and of each month its first report first.
    pub fn months_reported(&self) -> Result<Vec<ReportedMonth>> {
        self.store.months_reported()
    }

    pub(super) fn make_tracker(&self, store: &Store, day: NaiveDate, report: Option<usize>, now: Moment) -> Result<Tracker> {
        let month = self.month_on_record(store, day)?;
        if month.starts() > now {
            return Err(Error::Refused(format!("{} has not begun; the top ten is of a month that has", month_words(month.from))));
        }
        let reports = store.reported_months(month.from)?;
        let reported = asked_for(&reports, report, month.from)?;
        let cut = reported.map_or(self.settings.top_ten, |of| Cut { places: of.places, months: of.months, ..self.settings.top_ten });
        let also = reported.iter().flat_map(|of| &of.children).map(|child| store.reads_as(child.child)).collect::<Result<Vec<_>>>()?;
        let top = self.recount(store, month.from, cut, &also, now)?;
        let children = match reported {
            Some(reported) => self.as_reported(store, reported, &also, &top, now)?,
            None => top.children.iter().map(|tracked| self.as_counted(store, tracked, &top, now)).collect::<Result<_>>()?,
        };
        Ok(Tracker {
            now,
            hub: self.name().to_owned(),
            authority: self.settings.hub.authority.clone(),
            training: self.training(),
            month: month.from,
            span: top.span,
            as_of: reported.map_or(now, |of| of.as_of),
            over: month.ends() <= now,
            report: reported.map(|_| report.unwrap_or(1)),
            reports: reports.iter().map(|of| of.as_of).collect(),
            not_closed: self.not_closed(store, month.from, now)?,
            places: cut.places,
            months: cut.months,
            below: reported.map_or(top.below, |of| of.below),
            not_reported: if reported.is_some() { not_reported(store, &top, &also)? } else { Vec::new() },
            not_identified: top.not_identified,
            children,
        })
    }

    /// The month that a day is in. Refused where it is over before the record of the hub begins: with the first episode, or when the
    /// hub was made.
    fn month_on_record(&self, store: &Store, day: NaiveDate) -> Result<Period> {
        let month = Period::month_of(day);
        let begins = store.first_episode()?.map_or(self.made_at, |first| first.min(self.made_at));
        if month.ends() <= begins {
            let (month, begins) = (month_words(month.from), long_day(day_of(begins)));
            return Err(Error::Refused(format!("nothing is known of {month}: the record of the hub begins on {begins}")));
        }
        Ok(month)
    }

    /// Ranks the month and reads of those who are shown, and of those named, what is counted of them: of a large hub little is read.
    fn recount(&self, store: &Store, month: NaiveDate, cut: Cut, also: &[ChildId], now: Moment) -> Result<TopTen> {
        let needed = Ranking::span_needed(month, cut);
        let ranking = Ranking::of(&store.stays(needed.starts(), needed.ends())?, month, cut, now);
        let mut children: Vec<ChildId> = ranking.shown().chain(also.iter().copied()).collect();
        children.sort();
        children.dedup();
        let from = Period::months_to(month, cut.run.max(12).max(cut.months)).starts();
        let facts = store.facts_of(&children, from, &self.clocks, now)?;
        Ok(ranking.tracker(&Index::new(&facts), also))
    }

    fn as_counted(&self, store: &Store, tracked: &Tracked, top: &TopTen, now: Moment) -> Result<TrackedChild> {
        let name = live(store, tracked.child)?.map_or_else(|| tracked.child.to_string(), |child| child.details.full_name());
        self.gather(store, (tracked.child, ReportedChild::of(tracked, name)), Some(tracked), top, now)
    }

    /// The children of a report, each with where a recount differs.
    fn as_reported(
        &self,
        store: &Store,
        reported: &ReportedMonth,
        read_as: &[ChildId],
        top: &TopTen,
        now: Moment,
    ) -> Result<Vec<TrackedChild>> {
        let mut children = Vec::with_capacity(reported.children.len());
        for (figures, id) in reported.children.iter().zip(read_as) {
            let tracked = top.children.iter().chain(&top.also).find(|tracked| tracked.child == *id);
            let recount = |tracked| {
                let shown = Some(shown(store, *id, Some(tracked), top)?);
                Ok::<_, Error>(ReportedChild { shown, ..ReportedChild::of(tracked, String::new()) })
            };
            let recount = tracked.map(recount).transpose()?;
            let heard = |id: EpisodeId| store.episode(id).is_ok_and(|episode| episode.received > reported.as_of);
            let since = |id: EpisodeId| if heard(id) { "recorded since" } else { "found to belong here since" };
            let mut child = self.gather(store, (*id, figures.clone()), tracked, top, now)?;
            child.corrections = corrections(figures, recount.as_ref(), since);
            children.push(child);
        }
        Ok(children)
    }

    /// The month before, where it is over and nobody closed it since there is a hub.
    fn not_closed(&self, store: &Store, month: NaiveDate, now: Moment) -> Result<Option<NaiveDate>> {
        let Some(before) = month.checked_sub_months(Months::new(1)).map(Period::month_of) else { return Ok(None) };
        let ours = before.ends() <= now && before.ends() > self.made_at;
        Ok((ours && store.reported_months(before.from)?.is_empty()).then_some(before.from))
    }
}

/// The first day of the last month that is over.
pub fn last_over(now: Moment) -> NaiveDate {
    let this = Period::month_of(day_of(now)).from;
    this.checked_sub_months(Months::new(1)).unwrap_or(this)
}

fn next(month: Period) -> NaiveDate {
    month.to.succ_opt().unwrap_or(month.to)
}

/// The report that is asked for: the first, where none is named.
fn asked_for(reports: &[ReportedMonth], report: Option<usize>, month: NaiveDate) -> Result<Option<&ReportedMonth>> {
    let Some(number) = report else { return Ok(reports.first()) };
    let found = number.checked_sub(1).and_then(|place| reports.get(place));
    let has = || match reports.len() {
        0 => "it was not closed yet".to_owned(),
        1 => "it was reported once".to_owned(),
        more => format!("it was reported {more} times"),
    };
    found.map(Some).ok_or_else(|| Error::Refused(format!("{} has no report {number}: {}", month_words(month), has())))
}

/// Those whom a recount shows and who were not reported.
fn not_reported(store: &Store, top: &TopTen, reported: &[ChildId]) -> Result<Vec<NotReported>> {
    let missed = top.children.iter().filter(|tracked| !reported.contains(&tracked.child));
    let line = |tracked: &Tracked| {
        let name = live(store, tracked.child)?.map_or_else(String::new, |child| child.details.full_name());
        let episodes = u32::try_from(tracked.episodes.len()).unwrap_or(u32::MAX);
        Ok(NotReported { child: tracked.child, name, rank: tracked.rank_words(), episodes })
    };
    missed.map(line).collect()
}

/// A child as it is read now; `None`: it is on the register no more.
pub(super) fn live(store: &Store, id: ChildId) -> Result<Option<Rc<Child>>> {
    match store.known_child(id) {
        Ok(child) => Ok(Some(child)),
        Err(Error::Refused(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// What was typed, safe to keep and to show.
fn cleaned(review: TrackerReview) -> TrackerReview {
    let lines = |text: &str| clean_lines(text).trim().to_owned();
    TrackerReview {
        note: lines(&review.note),
        decision: lines(&review.decision),
        unblock: lines(&review.unblock),
        knows_best: clean(&review.knows_best).trim().to_owned(),
        next_review: review.next_review,
    }
}
