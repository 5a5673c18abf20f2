//! What stands behind a row of the patterns, and how it is opened.

use super::{CaseScreen, Next, Screen};
use crate::casebook::meeting_view::BusinessSheet;
use crate::child::ChildId;
use crate::episode::EpisodeId;
use crate::report::patterns::network::Record;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::screen::business_list::{business_lines, sheet_title};
use crate::tui::widget::pane::{lines, pane, scrolled};
use ratatui::Frame;
use ratatui::layout::Rect;

/// A record that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A child, as it is called on the row.
    Child(ChildId, String),
    Record(Record),
}

impl Target {
    /// "Child C12", "episode E4".
    pub fn words(&self) -> String {
        match self {
            Target::Child(_, name) => name.clone(),
            Target::Record(Record::Episode(id)) => format!("episode {id}"),
            Target::Record(Record::Business(id)) => format!("referral or intelligence {id}"),
            Target::Record(Record::Interview(id)) => format!("interview {id}: the case it belongs to"),
        }
    }

    pub fn child(&self) -> Option<ChildId> {
        match self {
            Target::Child(child, _) => Some(*child),
            Target::Record(_) => None,
        }
    }

    /// Opens it; says why where it cannot be.
    pub fn open(&self, cx: &mut Context) -> Next {
        let episode = match self {
            Target::Child(child, _) => {
                let latest = cx.desk.latest_episode(*child);
                cx.told(latest).flatten()
            }
            Target::Record(Record::Episode(id)) => Some(*id),
            Target::Record(Record::Interview(id)) => {
                let interview = cx.desk.interview(*id);
                cx.told(interview).and_then(|interview| interview.held.covers.first().map(|covered| covered.episode))
            }
            Target::Record(Record::Business(id)) => {
                let sheet = cx.desk.business(*id, cx.now);
                let page = cx.told(sheet).map(|sheet| BusinessPage { sheet, scroll: 0 });
                return page.map_or(Next::Stay, |page| Next::Push(Box::new(page)));
            }
        };
        episode.map_or(Next::Stay, |episode| case(episode, cx))
    }
}

fn case(episode: EpisodeId, cx: &mut Context) -> Next {
    CaseScreen::open(episode, Vec::new(), cx).map_or(Next::Stay, |case| Next::Push(Box::new(case)))
}

/// A piece of business over the whole screen, to be read.
struct BusinessPage {
    sheet: BusinessSheet,
    scroll: usize,
}

impl Screen for BusinessPage {
    fn place(&self) -> Place {
        Place::Page
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let inner = pane(frame, area, &sheet_title(&self.sheet), true, cx.theme);
        lines(frame, inner, business_lines(&self.sheet, inner.width.into(), cx.theme), self.scroll, cx.theme);
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        verb != Verb::Save
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        let total = business_lines(&self.sheet, usize::from(cx.size.width).saturating_sub(2), cx.theme).len();
        if let Some(to) = scrolled(verb, self.scroll, total, cx.body_height().saturating_sub(2)) {
            self.scroll = to;
            return Next::Stay;
        }
        if verb == Verb::Back { Next::Pop } else { Next::Stay }
    }
}
