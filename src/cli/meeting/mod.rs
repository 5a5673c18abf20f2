//! The meeting on the command line: its agenda and verbs, what is brought to it, what is decided, and what becomes of it.

mod actions;
pub mod args;
mod assessments;
mod business;
mod decide;
mod desk;
mod items;
mod log;
mod opening;
mod papers;
mod show;
mod words;

pub use actions::run as actions;
pub use assessments::run as assessments;
pub use business::run as business;
pub use decide::{band, decide, minutes};
pub use log::{log, redo, undo};
pub use words::{action as action_words, assessment as assessment_words};

use super::args::Global;
use anyhow::Result;
use args::MeetingCommand;
use desk::Desk;

/// `wayhome meeting …`; without a command: the one that is on.
pub fn run(global: &Global, command: Option<MeetingCommand>) -> Result<()> {
    let desk = &mut Desk::open(global)?;
    match command {
        None => show::now(desk, global),
        Some(MeetingCommand::Start(attending)) => opening::start(desk, global, &attending),
        Some(MeetingCommand::Attendance(attending)) => opening::change(desk, global, &attending),
        Some(MeetingCommand::Show { meeting }) => show::whole(desk, global, meeting.as_deref()),
        Some(MeetingCommand::Agenda { meeting }) => show::agenda(desk, global, meeting.as_deref()),
        Some(MeetingCommand::Go { item }) => items::go(desk, global, &item),
        Some(MeetingCommand::Next) => items::step(desk, global, 1),
        Some(MeetingCommand::Previous) => items::step(desk, global, -1),
        Some(MeetingCommand::Note { item, text }) => items::note(desk, global, &item, &text),
        Some(MeetingCommand::Defer { item, until, reason }) => items::defer(desk, global, &item, &until, &reason),
        Some(MeetingCommand::Carry(leaving)) => items::carry(desk, global, &leaving),
        Some(MeetingCommand::Pass(leaving)) => items::pass(desk, global, &leaving),
        Some(MeetingCommand::Order { item, place, other }) => items::order(desk, global, &item, &place, other.as_deref()),
        Some(MeetingCommand::Renew) => items::renew(desk, global),
        Some(MeetingCommand::Close { carry_over, pass }) => items::close(desk, global, carry_over.as_deref(), pass.as_deref()),
        Some(MeetingCommand::Papers { meeting, folder }) => papers::write(desk, global, meeting.as_deref(), folder),
        Some(MeetingCommand::List) => show::list(desk, global),
    }
}
