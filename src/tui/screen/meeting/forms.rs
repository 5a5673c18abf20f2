//! The short forms of the meeting: a note, an item put off, an action, items left, the closing, the papers.

use crate::calendar::{day_of, long_day};
use crate::meeting::agenda::ItemId;
use crate::meeting::record::MeetingId;
use crate::meeting::said::{agency, said};
use crate::tui::app::Context;
use crate::tui::screen::form::{Task, Wrong, at};
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed, choices};
use crate::tui::widget::text::counted;
use chrono::NaiveDate;
use std::path::PathBuf;

/// Where a form writes to: the meeting, the item, and what the item is called.
#[derive(Clone)]
pub struct Under {
    pub meeting: MeetingId,
    pub item: ItemId,
    pub title: String,
}

/// The reason as typed; it must say something.
fn reason(typed: &Typed) -> Result<&str, Wrong> {
    let reason = typed.text("reason");
    if reason.is_empty() { Err(at("reason", "Write the reason: it stands in the minutes.")) } else { Ok(reason) }
}

/// What somebody said.
pub struct NoteTask(pub Under);

impl Task for NoteTask {
    fn key(&self) -> String {
        format!("note {} {}", self.0.meeting, self.0.item)
    }

    fn title(&self) -> String {
        format!("Note: {}", self.0.title)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        vec![(Meaning::Hint, "“GMP: phone was off” says who said it; Tab chooses it from the list".into())]
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        let settings = cx.desk.settings();
        let (who, what) = said(typed.text("text"), settings);
        let who = settings.agency(typed.text("who")).map(|agency| agency.name.clone()).or(who);
        let read = (!what.is_empty()).then(|| Ok(format!("{}: {what}", who.unwrap_or_else(|| "The meeting".into()))));
        let agencies = settings.agencies.iter().map(|agency| (agency.short.clone(), agency.short.clone()));
        vec![Field::line("text", "Note").read_as(read), Field::one("who", "Who said it", choices(agencies))]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let text = typed.text("text");
        if text.is_empty() {
            return Err(at("text", "Write what was said."));
        }
        let who = match typed.text("who") {
            "" => None,
            short => Some(agency(short, cx.desk.settings()).map_err(|why| at("who", why))?),
        };
        cx.desk.take_note(self.0.meeting, self.0.item, who, text, cx.now)?;
        Ok("Noted.".into())
    }
}

/// The item comes back on a day.
pub struct PutOffTask(pub Under);

impl Task for PutOffTask {
    fn key(&self) -> String {
        format!("put off {} {}", self.0.meeting, self.0.item)
    }

    fn title(&self) -> String {
        format!("Put off: {}", self.0.title)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        vec![(Meaning::Plain, "Nothing is decided today. The item comes back by itself on the agenda of that day.".into())]
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        let until = typed.text("until");
        let read = (!until.is_empty()).then(|| until_day(until, cx).map(long_day));
        vec![Field::line("until", "Until (needed)").read_as(read), Field::line("reason", "Reason (needed)")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let until = typed.text("until");
        if until.is_empty() {
            return Err(at("until", "Write the day: “fri”, “27/11”, “in 5 working days”."));
        }
        let until = until_day(until, cx).map_err(|why| at("until", why))?;
        cx.desk.defer_item(self.0.meeting, self.0.item, until, reason(typed)?, cx.now)?;
        Ok(format!("Put off to {}.", long_day(until)))
    }
}

/// The day an item is put off to: a later one.
fn until_day(text: &str, cx: &Context) -> Result<NaiveDate, String> {
    let day = cx.desk.understand_day(text, cx.now)?;
    if day <= day_of(cx.now) { Err(format!("{} is not after today", long_day(day))) } else { Ok(day) }
}

/// An action agreed under an item, without a decision.
pub struct AgreeTask(pub Under);

impl Task for AgreeTask {
    fn key(&self) -> String {
        format!("agree {} {}", self.0.meeting, self.0.item)
    }

    fn title(&self) -> String {
        format!("Action: {}", self.0.title)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        vec![(Meaning::Hint, "“GMP: phone work on last number by Fri 12:00”".into())]
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        let line = typed.text("line");
        let read = (!line.is_empty()).then(|| cx.desk.understand_action(line, cx.now));
        vec![Field::line("line", "Action").read_as(read)]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let line = typed.text("line");
        if line.is_empty() {
            return Err(at("line", "Write who does what by when."));
        }
        let shown = cx.desk.understand_action(line, cx.now).map_err(|why| at("line", why))?;
        let id = cx.desk.agree_action(line, Some((self.0.meeting, self.0.item)), cx.now)?;
        Ok(format!("Agreed: {id} {shown}."))
    }
}

/// Items left at the end of the meeting: carried over to the next, or passed over.
pub struct LeaveTask {
    pub meeting: MeetingId,
    pub items: Vec<ItemId>,
    /// What they are called.
    pub titles: Vec<String>,
    pub carry: bool,
}

impl Task for LeaveTask {
    fn key(&self) -> String {
        let items = self.items.iter().map(ItemId::to_string).collect::<Vec<_>>().join(" ");
        format!("{} {} {items}", if self.carry { "carry over" } else { "pass over" }, self.meeting)
    }

    fn title(&self) -> String {
        let items = counted(self.items.len(), "item", "items");
        if self.carry { format!("Carry {items} over to the next meeting") } else { format!("Pass over {items} without a decision") }
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        vec![(Meaning::Plain, self.titles.join("; "))]
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::line("reason", "Reason (needed)")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let (reason, items) = (reason(typed)?, counted(self.items.len(), "item", "items"));
        if self.carry {
            cx.desk.carry_over(self.meeting, &self.items, reason, cx.now)?;
            return Ok(format!("{items} carried over to the next meeting."));
        }
        cx.desk.pass_items(self.meeting, &self.items, reason, cx.now)?;
        Ok(format!("{items} passed over, with your reason in the minutes."))
    }
}

/// How many files are named when papers were written; the rest is counted.
const NAMED: usize = 2;

/// The meeting is closed and its papers written; or they are written once more.
pub struct PapersTask {
    pub meeting: MeetingId,
    /// It is still open: how many items, decisions and actions it closes with, and how many items without a decision.
    pub closes: Option<[usize; 4]>,
    pub folder: PathBuf,
}

impl PapersTask {
    /// What must be typed before it closes, or before anything leaves the hub.
    fn word(&self) -> &'static str {
        if self.closes.is_some() { "close" } else { "write" }
    }
}

impl Task for PapersTask {
    fn key(&self) -> String {
        format!("papers {}", self.meeting)
    }

    fn title(&self) -> String {
        if self.closes.is_some() { format!("Close {} and write its papers", self.meeting) } else { format!("Papers of {}", self.meeting) }
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let mut lines = Vec::new();
        if let Some([items, decisions, actions, left]) = self.closes {
            let counts =
                [counted(items, "item", "items"), counted(decisions, "decision", "decisions"), counted(actions, "action", "actions")];
            lines.push((Meaning::Title, format!("{} closes with {}.", self.meeting, counts.join(", "))));
            if left > 0 {
                let left = counted(left, "item is", "items are");
                lines.push((Meaning::Warning, format!("{left} left: put off, carried over or passed over.")));
            }
            lines.push((Meaning::Plain, "It is not opened again; what is changed later is an amendment, and the minutes say so.".into()));
        }
        let papers = "Minutes, a slip for each agency, the hand-off list and the strategy requests name children and leave the hub.";
        lines.push((Meaning::Warning, papers.into()));
        lines
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        typed.set("folder", self.folder.display().to_string());
        typed
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::word(self.word()), Field::line("folder", "Folder")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let word = self.word();
        if !typed.text("word").eq_ignore_ascii_case(word) {
            return Err(at("word", format!("Nothing was written: type “{word}” to go on, or Esc to leave it.")));
        }
        let folder = PathBuf::from(typed.text("folder"));
        cx.desk.make_folder(&folder).map_err(|why| at("folder", why))?;
        if self.closes.is_some() {
            cx.desk.close_meeting(self.meeting, cx.now)?;
            self.closes = None;
        }
        let files = cx.desk.write_papers(self.meeting, &folder, cx.now)?;
        let papers = counted(files.len(), "paper", "papers");
        let more = if files.len() > NAMED { format!(" and {} more", files.len() - NAMED) } else { String::new() };
        Ok(format!("{papers} written into {}: {}{more}.", folder.display(), files[..files.len().min(NAMED)].join(", ")))
    }
}
