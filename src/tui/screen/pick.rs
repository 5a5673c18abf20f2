//! A list to choose from by typing: the palette of commands, the jump to a child, bands, sheets, fields.

use super::small_forms::bands;
use super::{Next, Screen};
use crate::casebook::view::Case;
use crate::child::ChildId;
use crate::episode::EpisodeId;
use crate::tui::app::Context;
use crate::tui::command::{Command, Place, Verb};
use crate::tui::theme::{Meaning, band_words};
use crate::tui::widget::pane::{moved, popup, window};
use crate::tui::widget::text::{cut, fit, width};
use crate::tui::widget::text_box::TextBox;
use crossterm::event::KeyEvent;
use nucleo::pattern::{CaseMatching, Normalization, Pattern};
use nucleo::{Config, Matcher, Utf32Str};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// What choosing an item does.
#[derive(Clone, Copy)]
enum Goes {
    Run(Verb),
    Case(EpisodeId),
    Child(ChildId),
    Answer(usize),
}

struct Item {
    label: String,
    detail: String,
    goes: Goes,
}

/// A list over the screen, narrowed by what is typed.
pub struct Pick {
    title: String,
    typed: TextBox,
    items: Vec<Item>,
    /// Items that match, best first.
    shown: Vec<usize>,
    at: usize,
    /// Items come anew from the register as one types.
    jump: bool,
}

impl Pick {
    fn new(title: &str, items: Vec<Item>) -> Pick {
        let shown = (0..items.len()).collect();
        Pick { title: title.into(), typed: TextBox::line(""), items, shown, at: 0, jump: false }
    }

    /// Every command that works on the screen below.
    pub fn palette(commands: &[&Command]) -> Pick {
        let item = |c: &&Command| Item { label: c.name.into(), detail: format!("{}   {}", c.keys_text(), c.help), goes: Goes::Run(c.verb) };
        Pick::new("All commands", commands.iter().map(item).collect())
    }

    /// Any child, by name, number or police reference.
    pub fn jump(cx: &mut Context) -> Pick {
        let mut pick = Pick::new("Jump to a child: name, number or police reference", Vec::new());
        pick.jump = true;
        pick.look_up(cx);
        pick
    }

    /// A choice of which the asking screen gets the number.
    pub fn answer(title: &str, items: impl IntoIterator<Item = (String, String)>) -> Pick {
        let item = |(i, (label, detail))| Item { label, detail, goes: Goes::Answer(i) };
        Pick::new(title, items.into_iter().enumerate().map(item).collect())
    }

    /// The band that shall count instead of the rules'.
    pub fn band(case: &Case) -> Pick {
        let mut items: Vec<(String, String)> = bands().into_iter().map(|b| (band_words(b).trim().to_string(), String::new())).collect();
        if case.band_override.is_some() {
            items.push(("as the rules say".into(), "takes the override back".into()));
        }
        Pick::answer("Override the band with…", items)
    }

    /// The children of the board and of the register that are like what is typed.
    fn look_up(&mut self, cx: &mut Context) {
        let text = self.typed.text().trim().to_string();
        let mut items: Vec<Item> = Vec::new();
        if let Ok(episode) = text.parse::<EpisodeId>() {
            items.push(Item { label: format!("Episode {episode}"), detail: String::new(), goes: Goes::Case(episode) });
        }
        for row in cx.board.iter().flat_map(|b| &b.items) {
            let reference = row.episode.police_ref.clone().unwrap_or_else(|| row.episode.id.to_string());
            let id = row.child.id.map(|c| c.0.to_string()).unwrap_or_else(|| "not yet identified".into());
            let detail = format!("{id} · {reference} · {}", row.section);
            items.push(Item { label: row.child.name.clone(), detail, goes: Goes::Case(row.episode.id) });
        }
        let on_board: Vec<ChildId> = cx.board.iter().flat_map(|b| &b.items).filter_map(|i| i.child.id).map(|c| c.0).collect();
        // The register has its own idea of likeness (other spellings, other names): what it finds stands after the board's.
        let register_from = items.len();
        if !text.is_empty() {
            let found = cx.desk.search(&text, 20);
            for child in cx.told(found).unwrap_or_default().into_iter().filter(|c| !on_board.contains(&c.id)) {
                let dob = child.details.dob.map_or_else(String::new, |d| format!(" · born {}", crate::calendar::plain_day(d)));
                items.push(Item { label: child.details.full_name(), detail: format!("{}{dob}", child.id), goes: Goes::Child(child.id) });
            }
        }
        self.items = items;
        self.narrow();
        let found: Vec<usize> = (register_from..self.items.len()).filter(|i| !self.shown.contains(i)).collect();
        self.shown.extend(found);
    }

    fn narrow(&mut self) {
        let text = self.typed.text().trim();
        let pattern = Pattern::parse(text, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (i, item) in self.items.iter().enumerate() {
            // The name counts before what stands beside it.
            let label = pattern.score(Utf32Str::new(&item.label, &mut buffer), &mut matcher).map(|s| s + 1000);
            let detail = pattern.score(Utf32Str::new(&item.detail, &mut buffer), &mut matcher);
            if let Some(score) = label.or(detail) {
                scored.push((score, i));
            }
        }
        if !text.is_empty() {
            scored.sort_by_key(|(score, i)| (std::cmp::Reverse(*score), *i));
        }
        self.shown = scored.into_iter().map(|(_, i)| i).collect();
        self.at = 0;
    }

    fn choose(&self, cx: &mut Context) -> Next {
        let Some(item) = self.shown.get(self.at).and_then(|i| self.items.get(*i)) else { return Next::Stay };
        match item.goes {
            Goes::Run(verb) => Next::Run(verb),
            Goes::Case(episode) => Next::OpenCase(episode),
            Goes::Answer(i) => Next::Answer(i),
            Goes::Child(child) => {
                let latest = cx.desk.latest_episode(child);
                match cx.told(latest) {
                    Some(Some(episode)) => Next::OpenCase(episode),
                    Some(None) => {
                        cx.say(format!("{} has never been reported missing: there is no case to open.", item.label));
                        Next::Stay
                    }
                    None => Next::Stay,
                }
            }
        }
    }
}

impl Screen for Pick {
    fn place(&self) -> Place {
        Place::Pick
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let rows = u16::try_from(self.items.len().max(5) + 3).unwrap_or(u16::MAX).min(area.height);
        let inner = popup(frame, area, &self.title, area.width.saturating_sub(8).min(90), rows, cx.theme);
        if inner.height == 0 || inner.width < 4 {
            return;
        }
        let ask = Rect { height: 1, ..inner };
        frame.render_widget(Span::styled("› ", cx.theme.style(Meaning::Title)), ask);
        let (typed, cursor) = self.typed.draw(Rect { x: ask.x + 2, width: ask.width - 2, ..ask });
        frame.render_widget(Paragraph::new(typed), Rect { x: ask.x + 2, width: ask.width - 2, ..ask });
        frame.set_cursor_position(cursor);
        let list = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
        if self.shown.is_empty() {
            let words = if self.jump && self.typed.is_empty() { "Type a name." } else { "Nothing like that." };
            frame.render_widget(Span::styled(format!("  {words}"), cx.theme.style(Meaning::Hint)), list);
            return;
        }
        // Where nothing stands beside the labels they have all the room there is.
        let most = if self.items.iter().all(|i| i.detail.is_empty()) { usize::from(list.width) } else { 28 };
        let label_cols = self.items.iter().map(|i| width(&i.label)).max().unwrap_or(0).min(most);
        let first = window(self.at, self.at + 1, self.shown.len(), list.height.into());
        let lines: Vec<Line> = self
            .shown
            .iter()
            .enumerate()
            .skip(first)
            .take(list.height.into())
            .filter_map(|(n, i)| {
                let item = self.items.get(*i)?;
                let here = n == self.at;
                let words = format!("{} {}  {}", if here { "▸" } else { " " }, fit(&item.label, label_cols), item.detail);
                Some(Line::styled(cut(&words, list.width.into()), cx.theme.style(if here { Meaning::Selected } else { Meaning::Plain })))
            })
            .collect();
        frame.render_widget(Paragraph::new(lines), list);
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if let Some(to) = moved(verb, self.at, self.shown.len(), 10) {
            self.at = to;
            return Next::Stay;
        }
        match verb {
            Verb::Open => self.choose(cx),
            Verb::Back => Next::Pop,
            _ => Next::Stay,
        }
    }

    fn typing(&self) -> bool {
        true
    }

    fn typed(&mut self, key: &KeyEvent, cx: &mut Context) -> bool {
        let taken = self.typed.key(key);
        if taken {
            if self.jump { self.look_up(cx) } else { self.narrow() }
        }
        taken
    }

    fn pasted(&mut self, text: &str, cx: &mut Context) -> Next {
        self.typed.insert(text);
        if self.jump {
            self.look_up(cx)
        } else {
            self.narrow()
        }
        Next::Stay
    }
}
