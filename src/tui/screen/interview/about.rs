//! Whom a form is about: one interview, or all that were marked.

use crate::casebook::On;
use crate::casebook::interview_view::{InterviewCase, InterviewItem};
use crate::episode::Moment;
use crate::interview::record::{Interview, InterviewId};
use crate::tui::app::Context;
use crate::tui::screen::form::{Wrong, at};
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed, choices};
use crate::tui::widget::interview_pane::interview_title;
use crate::tui::widget::interview_words::{clock, whom};
use crate::tui::widget::text::counted;

/// The interviews a form is about, as they were read for it.
#[derive(Clone)]
pub struct About {
    pub first: InterviewCase,
    more: Vec<InterviewCase>,
    /// Each as it was shown where the command was given: what somebody else did since is not overwritten unseen.
    shown: Vec<On>,
}

impl About {
    /// Reads them; says why where one cannot be read.
    pub fn read(shown: &[On], cx: &mut Context) -> Option<About> {
        let mut read = |on: &On| {
            let case = cx.desk.interview_case(on.episode, cx.now);
            cx.told(case)
        };
        let (first, more) = shown.split_first()?;
        Some(About { first: read(first)?, more: more.iter().map(read).collect::<Option<_>>()?, shown: shown.to_vec() })
    }

    /// Reads them again, after somebody else changed one.
    pub fn again(&mut self, cx: &mut Context) {
        if let Some(mut about) = About::read(&self.shown, cx) {
            about.shown = about.cases().map(|case| On::from(&case.item)).collect();
            *self = about;
        }
    }

    pub fn cases(&self) -> impl Iterator<Item = &InterviewCase> {
        std::iter::once(&self.first).chain(&self.more)
    }

    pub fn count(&self) -> usize {
        1 + self.more.len()
    }

    /// "Nadia Begum, 16, at home, E4", "3 interviews".
    pub fn title(&self) -> String {
        if self.more.is_empty() { interview_title(&self.first.item) } else { counted(self.count(), "interview", "interviews") }
    }

    /// Where a draft about them is kept.
    pub fn key(&self, what: &str) -> String {
        let episodes = self.cases().map(|case| case.item.episode.to_string()).collect::<Vec<_>>().join(" ");
        format!("{what} {episodes}")
    }

    /// One line each: whom, and how their clock stands.
    pub fn intro(&self, now: Moment) -> Vec<(Meaning, String)> {
        let line = |case: &InterviewCase| {
            let (words, meaning) = clock(&case.item, now);
            (meaning, format!("{} · {words}", whom(&case.item, now)))
        };
        let mut lines: Vec<_> = self.cases().take(5).map(line).collect();
        if let Some(left) = self.count().checked_sub(5).filter(|left| *left > 0) {
            lines.push((Meaning::Hint, format!("and {left} more")));
        }
        lines
    }

    /// The child's other episodes that wait, to be ticked; `None` where there are none, or several children were marked.
    pub fn also(&self, label: &str, now: Moment) -> Option<Field> {
        let group = &self.first.group;
        let choice = |item: &InterviewItem| (item.episode.to_string(), whom(item, now));
        (self.more.is_empty() && !group.is_empty()).then(|| Field::many("also", label, choices(group.iter().map(choice))))
    }

    /// What a verb works on: these, and the other episodes ticked in [`About::also`].
    pub fn on(&self, typed: &Typed) -> Vec<On> {
        let ticked = self.first.group.iter().filter(|item| typed.is_ticked("also", &item.episode.to_string()));
        self.shown.iter().copied().chain(ticked.map(On::from)).collect()
    }

    /// The first one, as it was shown.
    pub fn one(&self) -> On {
        self.shown.first().copied().unwrap_or_else(|| On::from(&self.first.item))
    }

    /// Each with what a verb works on.
    pub fn each(&self) -> impl Iterator<Item = (&InterviewCase, On)> {
        self.cases().zip(self.shown.iter().copied())
    }

    /// "Nadia Begum", "3 interviews": whom it was done for, in the words that say so.
    pub fn said(&self, on: &[On]) -> String {
        if on.len() == 1 { self.first.item.child.name.clone() } else { counted(on.len(), "interview", "interviews") }
    }

    /// The interview that answers the episode.
    pub fn interview(&self) -> Option<&Interview> {
        let id: InterviewId = self.first.item.covered_by?;
        self.first.interviews.iter().find(|interview| interview.id == id)
    }
}

/// A line for a moment, with what is typed as it is understood; `empty` is what an empty one means.
pub fn when_field(id: &str, label: &str, typed: &Typed, empty: Option<String>, read: impl Fn(&str) -> Result<Moment, String>) -> Field {
    let text = typed.text(id);
    let words = if text.is_empty() { empty.map(Ok) } else { Some(read(text).map(crate::calendar::long_moment)) };
    Field::line(id, label).read_as(words)
}

/// The moment typed in a field; `empty`: what is said where none is.
pub fn moment(id: &str, typed: &Typed, empty: &str, read: impl Fn(&str) -> Result<Moment, String>) -> Result<Moment, Wrong> {
    match typed.text(id) {
        "" => Err(at(id, empty)),
        text => read(text).map_err(|why| at(id, why)),
    }
}

/// The entry of a closed list that was chosen.
pub fn chosen<T>(id: &str, typed: &Typed, from_code: impl Fn(&str) -> Option<T>, otherwise: &str) -> Result<T, Wrong> {
    from_code(typed.text(id)).ok_or_else(|| at(id, otherwise))
}

/// A text that must say something.
pub fn words<'a>(id: &str, typed: &'a Typed, otherwise: &str) -> Result<&'a str, Wrong> {
    match typed.text(id) {
        "" => Err(at(id, otherwise)),
        text => Ok(text),
    }
}

/// The choices of one of the closed lists.
macro_rules! codes_of {
    ($list:ty) => {
        crate::tui::widget::field::choices(<$list>::ALL.iter().map(|entry| (entry.code(), entry.label())))
    };
}
pub(super) use codes_of;
