//! The forms of the top ten: what managers say of a child, a month closed, the briefing written.

use crate::calendar::{long_day, long_moment, month_words};
use crate::casebook::tracker_view::{TrackedChild, Tracker};
use crate::child::ChildId;
use crate::report::tracker::TrackerReview;
use crate::tui::app::Context;
use crate::tui::screen::Next;
use crate::tui::screen::form::{FormScreen, Task, Wrong, at};
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed, choices};
use crate::tui::widget::text::counted;
use chrono::NaiveDate;
use std::path::PathBuf;

/// The form that says what managers say of a child.
pub fn review_form(tracker: &Tracker, child: &TrackedChild) -> Next {
    let carried = child.unblock.as_ref().filter(|asked| asked.carried && child.review.is_none()).map(|asked| asked.month);
    FormScreen::push(ReviewTask {
        month: tracker.month,
        child: child.child,
        name: child.name.clone(),
        standing: child.standing(),
        carried,
        seen: child.seen(),
    })
}

/// The form that closes a month; takes a typed word.
pub fn close_form(tracker: &Tracker) -> Next {
    FormScreen::push(CloseTask {
        month: tracker.month,
        children: tracker.children.len(),
        reports: tracker.reports.clone(),
        not_closed: tracker.not_closed,
    })
}

/// The form that writes the briefing; takes a typed word.
pub fn briefing_form(tracker: &Tracker, cx: &Context) -> Next {
    FormScreen::push(BriefingTask {
        month: tracker.month,
        report: tracker.report,
        children: tracker.children.len(),
        draft: tracker.report.is_none(),
        folder: cx.folder.clone(),
    })
}

struct ReviewTask {
    month: NaiveDate,
    child: ChildId,
    name: String,
    standing: TrackerReview,
    /// The month that what is to be unblocked is carried forward from.
    carried: Option<NaiveDate>,
    seen: i64,
}

impl ReviewTask {
    fn day(typed: &Typed, cx: &Context) -> Option<Result<NaiveDate, String>> {
        Some(typed.text("next")).filter(|text| !text.is_empty()).map(|text| cx.desk.understand_day(text, cx.now))
    }
}

impl Task for ReviewTask {
    fn key(&self) -> String {
        format!("top ten {} {}", self.month, self.child)
    }

    fn title(&self) -> String {
        format!("Review for {}: {} {}", month_words(self.month), self.child, self.name)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let mut lines =
            vec![(Meaning::Hint, "It is kept whole, as it stands when it is saved; what stood before stays in the record.".into())];
        if let Some(month) = self.carried {
            lines.push((Meaning::DueSoon, format!("What to unblock is carried forward from {}: is it still so?", month_words(month))));
        }
        lines
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        let said = &self.standing;
        for (id, text) in [("unblock", &said.unblock), ("decision", &said.decision), ("note", &said.note), ("knows", &said.knows_best)] {
            typed.set(id, text.clone());
        }
        typed.set("next", said.next_review.map(|day| day.format("%d/%m/%Y").to_string()).unwrap_or_default());
        typed
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        vec![
            Field::area("unblock", "What managers are asked to unblock"),
            Field::area("decision", "What managers decide"),
            Field::area("note", "Note"),
            Field::line("knows", "Knows the child best"),
            Field::line("next", "Next review").read_as(ReviewTask::day(typed, cx).map(|day| day.map(long_day))),
        ]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let next_review = ReviewTask::day(typed, cx).transpose().map_err(|why| at("next", why))?;
        let text = |id: &str| typed.text(id).to_owned();
        let review = TrackerReview {
            note: text("note"),
            decision: text("decision"),
            unblock: text("unblock"),
            knows_best: text("knows"),
            next_review,
        };
        cx.desk.review_tracked(self.month, self.child, review, Some(self.seen), cx.now)?;
        Ok(format!("Recorded for {} in {}. u takes it back.", self.name, month_words(self.month)))
    }

    fn look_again(&mut self, cx: &mut Context) {
        let tracker = cx.desk.tracker(Some(self.month), None, cx.now);
        if let Some(tracker) = cx.told(tracker) {
            self.seen = tracker.child(self.child).map_or(self.seen, TrackedChild::seen);
        }
    }
}

struct CloseTask {
    month: NaiveDate,
    children: usize,
    reports: Vec<crate::episode::Moment>,
    not_closed: Option<NaiveDate>,
}

/// What is typed to close a month.
const CLOSE: &str = "close";
/// What is typed to write the briefing.
const WRITE: &str = "write";

impl Task for CloseTask {
    fn key(&self) -> String {
        format!("close top ten {}", self.month)
    }

    fn title(&self) -> String {
        format!("Close the top ten of {}", month_words(self.month))
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let children = counted(self.children, "child", "children");
        let mut lines = vec![
            (Meaning::Plain, format!("{children}, as counted now, stand as reported from then on. It is not taken back.")),
            (Meaning::Plain, "What is corrected later is shown beside it, line by line.".into()),
        ];
        if let [first, ..] = self.reports.as_slice() {
            let words = format!("It was reported {} and is closed again: a second report, the first stands.", long_moment(*first));
            lines.push((Meaning::Warning, words));
        }
        if let Some(before) = self.not_closed {
            lines.push((Meaning::Warning, format!("{} before it is not closed.", month_words(before))));
        }
        lines
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::word(CLOSE)]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        if !typed.text("word").eq_ignore_ascii_case(CLOSE) {
            return Err(at("word", format!("Nothing was closed: type “{CLOSE}” to close the month, or Esc to leave it.")));
        }
        cx.desk.close_month(self.month, cx.now)?;
        Ok(format!("The top ten of {} is closed. Ctrl-E writes the briefing.", month_words(self.month)))
    }
}

struct BriefingTask {
    month: NaiveDate,
    report: Option<usize>,
    children: usize,
    /// The month is not closed.
    draft: bool,
    folder: PathBuf,
}

impl Task for BriefingTask {
    fn key(&self) -> String {
        format!("top ten briefing {}", self.month)
    }

    fn title(&self) -> String {
        format!("Write the briefing on {}", month_words(self.month))
    }

    fn intro(&self, typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let children = counted(self.children, "child", "children");
        let named = if typed.text("names") == "initials" { "by initials" } else { "by name" };
        let mut lines =
            vec![(Meaning::Warning, format!("Word, HTML and a workbook on {children} {named} leave the hub; the record says so."))];
        if self.draft {
            lines.push((Meaning::Warning, "The month is not closed: the briefing says that it is a draft.".into()));
        }
        lines
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        typed.set("names", "initials");
        typed.set("folder", self.folder.display().to_string());
        typed
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![
            Field::one("names", "Children", choices([("initials", "by initials"), ("names", "by name")])),
            Field::line("folder", "Folder"),
            Field::word(WRITE),
        ]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let initials = match typed.text("names") {
            "initials" => true,
            "names" => false,
            _ => return Err(at("names", "Choose how children are named (← → and Space).")),
        };
        if !typed.text("word").eq_ignore_ascii_case(WRITE) {
            return Err(at("word", format!("Nothing was written: type “{WRITE}” to write the files, or Esc to leave it.")));
        }
        let folder = PathBuf::from(typed.text("folder"));
        cx.desk.make_folder(&folder).map_err(|why| at("folder", why))?;
        let files = cx.desk.write_briefing(Some(self.month), self.report, initials, &folder, cx.now)?;
        Ok(format!("Written into {}: {}.", folder.display(), files.join(", ")))
    }
}
