//! What can be done in the meeting, and where each command leads.

use super::forms::{AgreeTask, LeaveTask, NoteTask, PapersTask, PutOffTask, Under};
use super::gate::{Gate, lacking};
use super::opening::OpeningTask;
use super::order::Order;
use super::{MeetingScreen, Mode, decided_on};
use crate::episode::EpisodeId;
use crate::meeting::agenda::{About, ItemId};
use crate::meeting::decision::DecisionOn;
use crate::meeting::register::OnAction;
use crate::tui::app::Context;
use crate::tui::command::Verb;
use crate::tui::screen::Next;
use crate::tui::screen::business::raise_form;
use crate::tui::screen::case::{CaseScreen, REWORDING};
use crate::tui::screen::decide::DecideScreen;
use crate::tui::screen::form::FormScreen;
use crate::tui::screen::interview::InterviewScreen;
use crate::tui::screen::pick::Pick;
use crate::tui::screen::register_forms::{end_form, redate_form};
use std::collections::BTreeSet;

impl MeetingScreen {
    pub(super) fn can_do(&self, verb: Verb, cx: &Context) -> bool {
        let (open, some) = (self.is_open(), self.sheet.is_some());
        let decided = self.about().is_some_and(About::is_decided);
        match verb {
            Verb::Next | Verb::Previous | Verb::GoTo => some && !cx.follow,
            Verb::Open => match &self.mode {
                Mode::Statement => true,
                Mode::Agenda(_) => some && !cx.follow,
                Mode::Gate(gate) => !cx.follow && self.sheet.as_ref().is_some_and(|sheet| gate.item(sheet).is_some()),
                _ => (open && self.selected().is_some()) || self.interviews().get(self.row).is_some(),
            },
            Verb::EndAction | Verb::Redate => open && self.selected().is_some_and(|line| line.record.ended.is_none()),
            Verb::Decide => decided,
            Verb::Further => decided && self.decided(cx),
            Verb::PutOff => open && decided,
            Verb::Note | Verb::Agree | Verb::Raise | Verb::Gate => open,
            Verb::Order => open && !cx.follow,
            Verb::Renew => open && self.sheet.as_ref().is_some_and(|sheet| sheet.new_items > 0),
            Verb::Attendance | Verb::NextPane => some,
            Verb::ChildCase => matches!(self.about(), Some(About::Episode(_))),
            Verb::Begin => !open && !cx.follow,
            Verb::Papers => some && !open,
            Verb::Mark | Verb::CarryOver | Verb::PassOver => self.sheet.as_ref().is_some_and(|sheet| !sheet.lacking.is_empty()),
            Verb::Close => open && self.sheet.as_ref().is_some_and(|sheet| sheet.lacking.is_empty()),
            _ => true,
        }
    }

    pub(super) fn carry_out(&mut self, verb: Verb, cx: &mut Context) -> Next {
        match (&self.mode, verb) {
            (Mode::Gate(_), _) => return self.at_the_gate(verb, cx),
            (Mode::Order(_), _) => return self.in_order(verb, cx),
            (Mode::Statement, Verb::Open | Verb::Back) => self.mode = Mode::Item,
            (Mode::Agenda(_), Verb::Back | Verb::NextPane) => self.mode = Mode::Item,
            (Mode::Agenda(_), Verb::Open) => {
                let cursor = if let Mode::Agenda(cursor) = self.mode { cursor } else { 0 };
                let item = self.lines().get(cursor).map(|line| line.item);
                self.mode = Mode::Item;
                if let Some(item) = item {
                    self.go(item, cx);
                }
            }
            _ => return if self.move_by(verb, cx) { Next::Stay } else { self.lead(verb, cx) },
        }
        Next::Stay
    }

    /// The commands of an item and of the meeting.
    fn lead(&mut self, verb: Verb, cx: &mut Context) -> Next {
        match verb {
            Verb::Next => self.step(1, cx),
            Verb::Previous => self.step(-1, cx),
            Verb::GoTo => return self.pick(),
            Verb::NextPane => self.mode = Mode::Agenda(self.place_of(self.at).unwrap_or(0)),
            Verb::Decide if cx.private && self.decided(cx) => cx.warn(REWORDING),
            Verb::Decide | Verb::Further => return self.decide(verb == Verb::Further, cx).unwrap_or(Next::Stay),
            Verb::Note => return self.under().map_or(Next::Stay, |under| FormScreen::push(NoteTask(under))),
            Verb::PutOff => return self.under().map_or(Next::Stay, |under| FormScreen::push(PutOffTask(under))),
            Verb::Agree => return self.under().map_or(Next::Stay, |under| FormScreen::push(AgreeTask(under))),
            Verb::Raise => return raise_form(None),
            Verb::Open if self.interviews().get(self.row).is_some() => return self.interview(cx).unwrap_or(Next::Stay),
            Verb::Open | Verb::EndAction | Verb::Redate => return self.about_action(verb),
            Verb::Gate => self.mode = Mode::Gate(Gate::default()),
            Verb::Order => self.mode = self.sheet.as_ref().map_or(Mode::Item, |sheet| Mode::Order(Order::of(sheet, self.at))),
            Verb::Attendance | Verb::Begin => return self.opening(verb == Verb::Attendance, cx),
            Verb::Renew => return self.renew(cx),
            Verb::Papers => return self.papers(None, cx),
            Verb::ChildCase => return self.case(cx).unwrap_or(Next::Stay),
            Verb::Back => return Next::Pop,
            _ => {}
        }
        Next::Stay
    }

    fn pick(&self) -> Next {
        let row = |line: &crate::casebook::meeting_view::ItemLine| {
            let state = if line.state.is_empty() { String::new() } else { format!(" · {}", line.state) };
            (format!("{} {}", line.number, line.title), format!("{} {}{state}", line.reference, line.section))
        };
        Next::Push(Box::new(Pick::answer("Go to which item?", self.lines().iter().map(row))))
    }

    /// The item on the screen, for a form.
    fn under(&self) -> Option<Under> {
        let line = self.lines().iter().find(|line| line.item == self.at)?;
        let title = format!("{} · {}", line.number, line.title);
        Some(Under { meeting: self.sheet.as_ref()?.meeting.id, item: self.at, title })
    }

    /// The decision form, on the record as it is now.
    fn decide(&self, further: bool, cx: &mut Context) -> Option<Next> {
        let form = match decided_on(self.about()?)? {
            DecisionOn::Episode(episode) => {
                let case = cx.desk.case(episode, cx.now);
                let case = cx.told(case)?;
                if further { DecideScreen::further(case, cx) } else { DecideScreen::open(case, cx) }
            }
            DecisionOn::Business(business) => {
                let sheet = cx.desk.business(business, cx.now);
                let sheet = cx.told(sheet)?;
                if further { DecideScreen::further(sheet, cx) } else { DecideScreen::open(sheet, cx) }
            }
        };
        Some(Next::Push(Box::new(form.under(self.strip.clone()))))
    }

    fn about_action(&self, verb: Verb) -> Next {
        let Some(line) = self.selected().filter(|line| line.record.ended.is_none()) else { return Next::Stay };
        let action = &line.record.action;
        let on = vec![OnAction { action: action.id, seen: Some(line.record.changed) }];
        let title = format!("{} {}: {}", action.id, action.agency, action.what);
        if verb == Verb::Redate { redate_form(on, title) } else { end_form(on, title) }
    }

    /// The interview the cursor stands on; n and N go on through the list.
    fn interview(&self, cx: &mut Context) -> Option<Next> {
        let order: Vec<EpisodeId> = self.interviews().iter().map(|item| item.episode).collect();
        let screen = InterviewScreen::open(*order.get(self.row)?, order, cx)?;
        Some(Next::Push(Box::new(screen)))
    }

    /// The form that opens a meeting, with the attendance of the one before; or that changes the attendance of this one.
    fn opening(&self, change: bool, cx: &mut Context) -> Next {
        let of = self.sheet.as_ref().filter(|_| change).map(|sheet| (sheet.meeting.id, sheet.meeting.opening.clone()));
        let proposed = match of {
            Some((meeting, opening)) => Some((Some(meeting), opening)),
            None => {
                let opening = cx.desk.proposed_opening(cx.now);
                cx.told(opening).map(|opening| (None, opening))
            }
        };
        proposed.map_or(Next::Stay, |(of, opening)| FormScreen::push(OpeningTask::new(of, opening, cx)))
    }

    fn renew(&self, cx: &mut Context) -> Next {
        let Some(meeting) = self.sheet.as_ref().map(|sheet| sheet.meeting.id) else { return Next::Stay };
        let renewed = cx.desk.renew_agenda(meeting, cx.now);
        if let Some(n) = cx.told(renewed) {
            cx.say(format!("{n} more on the agenda."));
        }
        Next::Refresh
    }

    fn papers(&self, closes: Option<[usize; 4]>, cx: &Context) -> Next {
        let Some(meeting) = self.sheet.as_ref().map(|sheet| sheet.meeting.id) else { return Next::Stay };
        FormScreen::push(PapersTask { meeting, closes, folder: cx.folder.clone() })
    }

    fn case(&self, cx: &mut Context) -> Option<Next> {
        let About::Episode(episode) = self.about()? else { return None };
        Some(Next::Push(Box::new(CaseScreen::open(episode, Vec::new(), cx)?)))
    }

    fn at_the_gate(&mut self, verb: Verb, cx: &mut Context) -> Next {
        let (Mode::Gate(gate), Some(sheet)) = (&mut self.mode, &self.sheet) else { return Next::Stay };
        match verb {
            Verb::Back => self.mode = Mode::Item,
            Verb::Open => {
                let item = gate.item(sheet);
                self.mode = Mode::Item;
                if let Some(item) = item {
                    self.go(item, cx);
                }
            }
            Verb::CarryOver | Verb::PassOver => {
                let items = gate.meant(sheet);
                let titles = lacking(sheet)
                    .into_iter()
                    .filter(|row| items.contains(&row.0))
                    .map(|(_, number, title, _)| format!("{number} · {title}"));
                let titles = titles.collect();
                return FormScreen::push(LeaveTask { meeting: sheet.meeting.id, items, titles, carry: verb == Verb::CarryOver });
            }
            Verb::Renew => return self.renew(cx),
            Verb::Close => {
                if let Some(counts) = self.counts(cx) {
                    return self.papers(Some(counts), cx);
                }
            }
            _ => gate.act(verb, sheet, cx.body_height().saturating_sub(4)),
        }
        Next::Stay
    }

    /// Items, decisions and actions that the meeting closes with, and items that were left; `None` where an item cannot be read.
    fn counts(&self, cx: &mut Context) -> Option<[usize; 4]> {
        let meeting = &self.sheet.as_ref()?.meeting;
        let (mut decisions, mut actions) = (0, BTreeSet::new());
        for item in &meeting.items {
            decisions += item.decisions.len();
            let sheet = cx.desk.item(meeting.id, item.item, cx.now);
            let sheet = cx.told(sheet)?;
            let standing = sheet.decisions.iter().filter(|d| item.decisions.contains(&d.id));
            actions.extend(standing.flat_map(|d| d.actions.iter().map(|a| a.id)));
            actions
                .extend(sheet.actions.iter().filter(|line| line.record.agreed_at >= meeting.started_at).map(|line| line.record.action.id));
        }
        let left = meeting.items.iter().filter(|item| item.left.is_some()).count();
        Some([meeting.items.len(), decisions, actions.len(), left])
    }

    fn in_order(&mut self, verb: Verb, cx: &mut Context) -> Next {
        let (Mode::Order(order), Some(sheet)) = (&mut self.mode, &self.sheet) else { return Next::Stay };
        match verb {
            Verb::Back => self.mode = Mode::Item,
            Verb::Save => {
                let items: Vec<ItemId> = order.items();
                let ordered = cx.desk.order_agenda(sheet.meeting.id, items, cx.now);
                if cx.told(ordered).is_some() {
                    self.mode = Mode::Item;
                    cx.say("The agenda stands in the new order.");
                    return Next::Refresh;
                }
            }
            _ => order.act(verb, cx.body_height().saturating_sub(4)),
        }
        Next::Stay
    }
}
