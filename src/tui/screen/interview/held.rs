//! It was held: when, where, by whom, and each episode it answers by an explicit tick; why it was late for those it was late for.

use super::about::{About, codes_of, moment, when_field, words};
use super::{FormScreen, Next};
use crate::calendar::{long_moment, short_moment};
use crate::casebook::interview_view::InterviewItem;
use crate::casebook::{On, hold_key};
use crate::episode::Moment;
use crate::interview::attempt::{Late, LateReason};
use crate::interview::record::{Covered, Held, Interview};
use crate::interview::who::{Who, in_a_row, who};
use crate::tui::app::Context;
use crate::tui::screen::form::{Task, Wrong, at};
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed, choices};
use crate::tui::widget::text::counted;

/// The ticks of the episodes, and for each ticked one that was late the reason. `items` are those that can be ticked.
fn coverage_fields(items: &[&InterviewItem], held_at: Option<Moment>, typed: &Typed) -> Vec<Field> {
    let words = |item: &InterviewItem| {
        let returned = item.clock.returned_at.map_or_else(|| "no return time".into(), |when| format!("returned {}", short_moment(when)));
        let due = item.clock.due_72h.map(|due| format!(", due {}", short_moment(due))).unwrap_or_default();
        format!("{} {returned}{due}", item.episode)
    };
    let ticks = choices(items.iter().map(|item| (item.episode.to_string(), words(item))));
    let mut fields = vec![Field::many("covers", "It answers", ticks)];
    for item in late(items, held_at, typed) {
        let id = item.episode;
        let overdue = format!("Late for {id}: why?");
        fields.push(Field::one(format!("late {id}"), &overdue, codes_of!(LateReason)));
        if typed.text(&format!("late {id}")) == LateReason::Other.code() {
            fields.push(Field::line(format!("note {id}"), "In words (needed)"));
        }
    }
    fields
}

/// The ticked episodes whose 72 hours were over when it was held.
fn late<'a>(items: &[&'a InterviewItem], held_at: Option<Moment>, typed: &Typed) -> Vec<&'a InterviewItem> {
    let over = |item: &&InterviewItem| matches!((held_at, item.clock.due_72h), (Some(held), Some(due)) if held > due);
    items.iter().copied().filter(|item| typed.is_ticked("covers", &item.episode.to_string())).filter(over).collect()
}

/// The episodes as ticked, each late one with its reason.
fn covered(items: &[&InterviewItem], held_at: Moment, typed: &Typed) -> Result<Vec<Covered>, Wrong> {
    let late = late(items, Some(held_at), typed);
    let ticked = items.iter().filter(|item| typed.is_ticked("covers", &item.episode.to_string()));
    let covers: Vec<Covered> = ticked
        .map(|item| {
            let id = item.episode;
            if !late.iter().any(|late| late.episode == id) {
                return Ok(Covered { episode: id, late: None });
            }
            let field = format!("late {id}");
            let reason = LateReason::from_code(typed.text(&field));
            let reason = reason.ok_or_else(|| at(&field, format!("{id} was answered after its 72 hours: choose why (← → and Space).")))?;
            Ok(Covered { episode: id, late: Some(Late { reason, note: typed.text(&format!("note {id}")).into() }) })
        })
        .collect::<Result<_, Wrong>>()?;
    Ok(covers)
}

/// That an interview was held.
pub struct HeldTask {
    pub about: About,
}

impl HeldTask {
    /// The episode it was opened at, and the child's others that wait, earliest return first.
    fn items(&self) -> Vec<&InterviewItem> {
        let first = &self.about.first;
        let mut items: Vec<&InterviewItem> = std::iter::once(&first.item).chain(&first.group).collect();
        items.sort_by_key(|item| (item.clock.returned_at, item.episode));
        items
    }

    fn held_at(typed: &Typed, cx: &Context) -> Option<Moment> {
        cx.desk.understand_past(typed.text("when"), cx.now).ok()
    }
}

impl Task for HeldTask {
    fn key(&self) -> String {
        hold_key(self.about.first.item.episode)
    }

    fn title(&self) -> String {
        format!("The interview was held: {}", self.about.title())
    }

    fn intro(&self, _typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        let mut lines = self.about.intro(cx.now);
        if !self.about.first.group.is_empty() {
            let others = counted(self.about.first.group.len(), "other episode waits", "other episodes wait");
            lines.push((Meaning::Plain, format!("{others}: tick each that this interview answers. Every episode keeps its own clocks.")));
        }
        lines
    }

    fn begin(&self) -> Typed {
        let (mut typed, first) = (Typed::default(), &self.about.first);
        typed.set("by", first.item.worker.as_ref().map_or("", |worker| &worker.name));
        typed.set_all("covers", vec![first.item.episode.to_string()]);
        if let Some(booked) = first.file.booking() {
            typed.set("when", long_moment(booked.booking.at));
            typed.set("place", &booked.booking.place);
        }
        typed
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        let when = when_field("when", "When", typed, None, |text| cx.desk.understand_past(text, cx.now));
        let mut fields = vec![when, Field::line("place", "Where"), Field::line("by", "Who held it")];
        fields.extend(coverage_fields(&self.items(), HeldTask::held_at(typed, cx), typed));
        fields
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let when = moment("when", typed, "Say when it was held.", |text| cx.desk.understand_past(text, cx.now))?;
        let by = words("by", typed, "Say who held it.")?.to_string();
        let covers = covered(&self.items(), when, typed)?;
        if covers.is_empty() {
            return Err(at("covers", "Tick each episode it answers (Space ticks)."));
        }
        let first = &self.about.first;
        let worker = match who(&by, &first.workers) {
            Who::Worker(worker) => Some(worker.id),
            Who::Several(several) => return Err(at("by", format!("Which of them: {}?", in_a_row(&several)))),
            Who::Close(_) | Who::Somebody => None,
        };
        let one = self.about.one();
        let on = |item: &InterviewItem| if item.episode == one.episode { one } else { On::from(item) };
        let ticked = self.items().into_iter().filter(|item| covers.iter().any(|covered| covered.episode == item.episode));
        let seen: Vec<On> = ticked.map(on).collect();
        let held = Held {
            child: first.file.child,
            at: when,
            place: typed.text("place").into(),
            worker,
            by,
            covers,
            source: None,
            not_independent: None,
        };
        let interview = cx.desk.hold(held, &seen, cx.now)?;
        let answers = counted(seen.len(), "episode", "episodes");
        let care = interview.held.not_independent.map(|why| format!(" Take care: {why}.")).unwrap_or_default();
        Ok(format!("{} held {}: it answers {answers}. e records what was said.{care}", interview.id, long_moment(when)))
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
    }
}

/// Which episodes an interview answers, put right.
pub struct CoverageTask {
    about: About,
    interview: Interview,
    items: Vec<InterviewItem>,
}

impl CoverageTask {
    pub fn open(about: About, cx: &mut Context) -> Next {
        let Some(interview) = about.interview().cloned() else { return Next::Stay };
        let mut items = Vec::new();
        for covered in &interview.held.covers {
            let case = cx.desk.interview_case(covered.episode, cx.now);
            let Some(case) = cx.told(case) else { return Next::Stay };
            items.push(case.item);
        }
        items.extend(about.first.group.iter().cloned());
        items.sort_by_key(|item| (item.clock.returned_at, item.episode));
        items.dedup_by_key(|item| item.episode);
        FormScreen::push(CoverageTask { about, interview, items })
    }
}

impl Task for CoverageTask {
    fn key(&self) -> String {
        format!("cover {}", self.interview.id)
    }

    fn title(&self) -> String {
        format!("Which episodes {} answers: {}", self.interview.id, self.about.title())
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        vec![(
            Meaning::Plain,
            format!(
                "{} was held {} by {}. With no episode ticked it is withdrawn: written down by mistake.",
                self.interview.id,
                long_moment(self.interview.held.at),
                self.interview.held.by
            ),
        )]
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        let covers = &self.interview.held.covers;
        typed.set_all("covers", covers.iter().map(|covered| covered.episode.to_string()).collect());
        for covered in covers {
            if let Some(late) = &covered.late {
                typed.set(&format!("late {}", covered.episode), late.reason.code());
                typed.set(&format!("note {}", covered.episode), &late.note);
            }
        }
        typed
    }

    fn fields(&self, typed: &Typed, _cx: &Context) -> Vec<Field> {
        let items: Vec<&InterviewItem> = self.items.iter().collect();
        let mut fields = coverage_fields(&items, Some(self.interview.held.at), typed);
        fields.push(Field::line("reason", "Reason (needed)"));
        fields
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let items: Vec<&InterviewItem> = self.items.iter().collect();
        let covers = covered(&items, self.interview.held.at, typed)?;
        let reason = words("reason", typed, "Say in a few words why the episodes it answers change.")?;
        let answers = covers.iter().map(|covered| covered.episode.to_string()).collect::<Vec<_>>().join(", ");
        cx.desk.change_coverage(self.interview.id, covers, reason, Some(self.interview.changed), cx.now)?;
        Ok(match answers.as_str() {
            "" => format!("{} is withdrawn: it answers no episode.", self.interview.id),
            answers => format!("{} now answers {answers}.", self.interview.id),
        })
    }

    fn look_again(&mut self, cx: &mut Context) {
        let interview = cx.desk.interview(self.interview.id);
        if let Some(interview) = cx.told(interview) {
            self.interview = interview;
        }
    }
}
