//! The page of a child as a panel reads it, over the whole screen: what the paper of the pack says, line by line.

use super::panels::open_case;
use super::panels_forms::outcome_form;
use super::{Next, Screen};
use crate::casebook::panels_view::PanelPage;
use crate::child::ChildId;
use crate::report::document::{Block, Document, Run, Style};
use crate::report::panels::child_page;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::pane::{lines, pane, scrolled};
use crate::tui::widget::writer::Writer;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// One child's page.
pub struct PageScreen {
    page: PanelPage,
    /// The panel it was opened from.
    panel: Option<String>,
    /// Journal position it was read at.
    seen: i64,
    scroll: usize,
}

impl PageScreen {
    /// Opens the page of a child; says why where it cannot.
    pub fn open(child: ChildId, panel: Option<&str>, cx: &mut Context) -> Option<PageScreen> {
        let (position, page) = (cx.desk.position(), cx.desk.panel_page(child, cx.now));
        let seen = cx.told(position)?;
        cx.told(page).map(|page| PageScreen { page, panel: panel.map(str::to_owned), seen, scroll: 0 })
    }
}

/// The page in lines.
pub fn page_lines(page: &PanelPage, cols: usize, theme: Theme) -> Vec<Line<'static>> {
    document_lines(&child_page(page), cols, theme)
}

/// A document in lines of a terminal, without its title.
fn document_lines(paper: &Document, cols: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut out = Writer::new(cols, theme, usize::MAX);
    let words = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<Vec<_>>().join(" ");
    for block in &paper.blocks {
        match block {
            Block::Heading(_, text) => out.part(text),
            Block::Paragraph(runs) => {
                let hint = runs.iter().all(|run| run.style == Style::Italic);
                out.say(if hint { Meaning::Hint } else { Meaning::Plain }, &words(runs));
            }
            Block::Bullets(entries) => entries.iter().for_each(|entry| out.hang("· ", Meaning::Plain, &words(entry))),
            Block::Quote(said) => said.iter().for_each(|line| out.hang("  ", Meaning::Plain, line)),
            Block::Facts(facts) => facts.iter().for_each(|(label, value)| out.hang(&format!("{label}: "), Meaning::Plain, value)),
            Block::Table { head, rows } => {
                out.say(Meaning::Hint, &head.join(" · "));
                rows.iter().for_each(|row| out.hang("  ", Meaning::Plain, &row.join(" · ")));
            }
            Block::PageBreak => {}
        }
    }
    out.lines
}

impl Screen for PageScreen {
    fn place(&self) -> Place {
        Place::PanelPage
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let inner = pane(frame, area, &child_page(&self.page).title, true, cx.theme);
        lines(frame, inner, page_lines(&self.page, inner.width.into(), cx.theme), self.scroll, cx.theme);
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        verb != Verb::ChildCase || !self.page.episodes.is_empty()
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        let total = page_lines(&self.page, usize::from(cx.size.width).saturating_sub(2), cx.theme).len();
        if let Some(to) = scrolled(verb, self.scroll, total, cx.body_height().saturating_sub(2)) {
            self.scroll = to;
            return Next::Stay;
        }
        match verb {
            Verb::Outcome => outcome_form(self.page.child.id, &self.page.child.details.full_name(), self.panel.as_deref(), self.seen, cx),
            Verb::ChildCase => open_case(self.page.episodes.first().map(|episode| episode.id), cx),
            Verb::Back => Next::Pop,
            _ => Next::Stay,
        }
    }

    fn refresh(&mut self, cx: &mut Context) {
        if let Some(read) = PageScreen::open(self.page.child.id, self.panel.as_deref(), cx) {
            *self = PageScreen { scroll: self.scroll, ..read };
        }
    }
}
