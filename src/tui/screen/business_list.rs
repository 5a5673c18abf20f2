//! Business that waits for a decision: referrals, requests for strategy meetings, key intelligence; the selected one below.
//!
//! ```text
//! ┌ Business that waits for a decision: 3 · 1 not complete ─────────────────────┐
//! │▸B7   referral          Fri 20 Nov  Nadia Begum              2 missing        │
//! ├ referral B7: Nadia Begum ────────────────────────────────────────────────────┤
//! │ From: Invented High School …                                                  │
//! ```

use super::business::{change_form, raise_form};
use super::case::CaseScreen;
use super::{Next, Screen};
use crate::calendar::{long_day, plain_day, short_day, short_moment};
use crate::casebook::meeting_view::BusinessSheet;
use crate::meeting::business::{BusinessId, title};
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::case_pane::outcomes_words;
use crate::tui::widget::pane::{lines, moved, pane, window};
use crate::tui::widget::text::{cut, fit, wrapped};
use crate::tui::widget::writer::Writer;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// What waits for a decision, earliest received first.
#[derive(Default)]
pub struct BusinessScreen {
    sheets: Vec<BusinessSheet>,
    selected: Option<BusinessId>,
    stood: usize,
}

/// "referral B7: Nadia Begum".
pub fn sheet_title(sheet: &BusinessSheet) -> String {
    let names: Vec<String> = sheet.children.iter().map(|child| child.name.clone()).collect();
    title(&sheet.business, &names)
}

/// A piece of business in lines.
pub fn business_lines(sheet: &BusinessSheet, cols: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut out = Writer::new(cols, theme, usize::MAX);
    let (business, details) = (&sheet.business, &sheet.business.details);
    if !sheet.missing.is_empty() {
        out.hang("Missing before it can be decided: ", Meaning::Warning, &sheet.missing.join(" · "));
    }
    if let Some(day) = business.deferred_to {
        out.say(Meaning::Plain, &format!("Put off to {}", long_day(day)));
    }
    let known = sheet.children.iter().map(|child| match child.id {
        Some(id) => format!("{} ({})", child.name, id.0),
        None => child.name.clone(),
    });
    let children: Vec<String> = known.chain(details.named.iter().map(|name| format!("{name} (not on the register)"))).collect();
    let markers = details.markers.iter().map(|kind| kind.label()).collect::<Vec<_>>().join(", ");
    for (label, text) in [
        ("Received: ", plain_day(details.received)),
        ("From: ", details.source.clone()),
        ("Children: ", children.join(", ")),
        ("Concern: ", details.concern.clone()),
        ("Harm feared: ", markers),
        ("Told: ", details.told.clone()),
        ("Must be there: ", details.attend.join(", ")),
        ("Needed by: ", details.needed_by.map(long_day).unwrap_or_default()),
        ("People: ", details.people.join("; ")),
        ("Places: ", details.places.join("; ")),
        ("Vehicles: ", details.vehicles.join("; ")),
        ("Themes: ", details.themes.join("; ")),
        ("Hand to: ", details.hand_to.join(", ")),
    ] {
        if !text.is_empty() {
            out.hang(label, Meaning::Plain, &text);
        }
    }
    out.say(Meaning::Hint, &format!("entered {} by {}", short_moment(business.at), business.by));
    for decision in &sheet.decisions {
        let label = format!("{} ", short_moment(decision.at));
        out.hang(&label, Meaning::Title, &outcomes_words(&decision.outcomes));
        out.hang("    ", Meaning::Plain, &decision.rationale);
    }
    out.lines
}

const EMPTY: [&str; 4] = [
    "No referral, request for a strategy meeting or intelligence waits for a decision.",
    "",
    "+   adds one: what is missing before it can be decided is said while you type",
    "Esc goes back",
];

impl BusinessScreen {
    fn at(&self) -> usize {
        let here = |sheet: &BusinessSheet| Some(sheet.business.id) == self.selected;
        self.sheets.iter().position(here).unwrap_or(self.stood.min(self.sheets.len().saturating_sub(1)))
    }

    fn sheet(&self) -> Option<&BusinessSheet> {
        self.sheets.get(self.at())
    }

    fn row(&self, i: usize, cols: usize, theme: Theme) -> Line<'static> {
        let (sheet, selected) = (&self.sheets[i], i == self.at());
        let details = &sheet.business.details;
        let names: Vec<&str> =
            sheet.children.iter().map(|child| child.name.as_str()).chain(details.named.iter().map(String::as_str)).collect();
        let state = match (sheet.missing.len(), sheet.business.deferred_to) {
            (_, Some(day)) => format!("put off to {}", short_day(day)),
            (0, None) => "complete".into(),
            (n, None) => format!("{n} missing"),
        };
        let words = format!(
            "{}{} {} {} {} {state}",
            if selected { "▸" } else { " " },
            fit(&sheet.business.id.to_string(), 5),
            fit(details.kind.short(), 17),
            fit(&short_day(details.received), 8),
            fit(&names.join(", "), cols.saturating_sub(53).max(10)),
        );
        Line::styled(cut(&words, cols), theme.style(if selected { Meaning::Selected } else { Meaning::Plain }))
    }
}

impl Screen for BusinessScreen {
    fn place(&self) -> Place {
        Place::Business
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let open = self.sheets.iter().filter(|sheet| !sheet.missing.is_empty()).count();
        let title = format!("Business that waits for a decision: {} · {open} not complete", self.sheets.len());
        let rows = u16::try_from(self.sheets.len() + 2).unwrap_or(u16::MAX).clamp(4, (area.height / 2).max(4));
        let upper = Rect { height: if self.sheets.is_empty() { area.height } else { rows.min(area.height) }, ..area };
        let inner = pane(frame, upper, &cut(&title, usize::from(area.width).saturating_sub(4)), true, cx.theme);
        if self.sheets.is_empty() {
            let text = EMPTY.iter().flat_map(|words| wrapped(words, usize::from(inner.width).saturating_sub(2)));
            return lines(frame, inner, text.map(|words| Line::raw(format!(" {words}"))).collect(), 0, cx.theme);
        }
        let height = usize::from(inner.height);
        let first = window(self.at(), self.at() + 1, self.sheets.len(), height);
        let shown = (first..self.sheets.len()).take(height).map(|i| self.row(i, inner.width.into(), cx.theme)).collect();
        lines(frame, inner, shown, 0, cx.theme);
        let lower = Rect { y: area.y + upper.height, height: area.height - upper.height, ..area };
        if let Some(sheet) = self.sheet() {
            let inner = pane(frame, lower, &cut(&sheet_title(sheet), usize::from(area.width).saturating_sub(4)), false, cx.theme);
            lines(frame, inner, business_lines(sheet, inner.width.into(), cx.theme), 0, cx.theme);
        }
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        match verb {
            Verb::ChangeBusiness => self.sheet().is_some(),
            Verb::ChildCase => self.sheet().is_some_and(|sheet| !sheet.children.is_empty()),
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if let Some(to) = moved(verb, self.at(), self.sheets.len(), cx.body_height() / 2) {
            self.selected = self.sheets.get(to).map(|sheet| sheet.business.id);
            self.stood = to;
            return Next::Stay;
        }
        match (verb, self.sheet()) {
            (Verb::Back, _) => Next::Pop,
            (Verb::Raise, _) => raise_form(None),
            (Verb::ChangeBusiness, Some(sheet)) => change_form(sheet),
            (Verb::ChildCase, Some(sheet)) => {
                let child = sheet.children.first().and_then(|child| child.id);
                let latest = child.map(|child| cx.desk.latest_episode(child.0));
                match latest.and_then(|latest| cx.told(latest)) {
                    Some(Some(episode)) => CaseScreen::open(episode, Vec::new(), cx).map_or(Next::Stay, |case| Next::Push(Box::new(case))),
                    Some(None) => {
                        cx.say("This child has never been reported missing: there is no case to open.");
                        Next::Stay
                    }
                    None => Next::Stay,
                }
            }
            _ => Next::Stay,
        }
    }

    fn forget(&mut self) {
        self.sheets.clear();
    }

    fn refresh(&mut self, cx: &mut Context) {
        let open = cx.desk.open_business();
        let sheets = open.and_then(|open| open.iter().map(|business| cx.desk.business(business.id, cx.now)).collect());
        if let Some(sheets) = cx.told(sheets) {
            self.sheets = sheets;
        }
    }

    fn settle(&mut self, _cx: &mut Context) {
        self.stood = self.at();
        self.selected = self.sheet().map(|sheet| sheet.business.id);
    }
}
