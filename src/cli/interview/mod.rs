//! Return interviews on the command line: the board, the verbs of one interview, workers, and what is shared.

pub mod args;
mod board;
mod case;
mod held;
mod intelligence;
mod record;
mod staff;
mod understood;
mod verbs;

pub use board::{item_json, item_line, print as board};
pub use intelligence::run as intelligence;
pub use staff::{import_interviews, workers};
pub use understood::{Desk, code};

use super::args::{Format, Global};
use super::output;
use crate::casebook::Error;
use crate::episode::EpisodeId;
use crate::interview::attempt::{Closure, NotHeld};
use crate::interview::record::InterviewId;
use anyhow::Result;
use args::InterviewCommand;
use serde_json::json;

/// `wayhome interview …`.
pub fn run(global: &Global, command: InterviewCommand) -> Result<()> {
    if let InterviewCommand::Record(record) = &command
        && record.template
    {
        return output::json(&record::template());
    }
    let desk = &mut Desk::open(global)?;
    let done = match command {
        InterviewCommand::Suggest { episode } => return case::suggest(desk, global, &episode),
        InterviewCommand::Show { episode } => return case::show(desk, global, &episode),
        InterviewCommand::Allocate { episodes, to, reason, handover, dry_run } => {
            return verbs::allocate(desk, global, &episodes, verbs::Giving { to, reason, handover, dry_run });
        }
        InterviewCommand::Accept { episode } => verbs::accept(desk, &episode),
        InterviewCommand::Offer { tried, outcome } => verbs::attempt(desk, tried, &outcome, true),
        InterviewCommand::Attempt { tried, outcome } => verbs::attempt(desk, tried, &outcome, false),
        InterviewCommand::Book { episodes, at, place, minutes, worker } => {
            return verbs::book(desk, global, verbs::Book { episodes, at, place, minutes, worker });
        }
        InterviewCommand::Cancel { episode, reason } => verbs::cancel(desk, &episode, &reason),
        InterviewCommand::Hold(hold) => held::hold(desk, hold),
        InterviewCommand::Cover { interview, episodes, reason, late } => held::cover(desk, &interview, &episodes, &reason, &late),
        InterviewCommand::Withdraw { interview, reason } => held::withdraw(desk, &interview, &reason),
        InterviewCommand::Record(record) => record::record(desk, *record),
        InterviewCommand::Sign { interview } => held::sign(desk, &interview),
        InterviewCommand::GiveBack { interview, comments } => held::give_back(desk, &interview, &comments),
        InterviewCommand::Close { episodes, reason, note, carers_account, approver } => {
            let reason = understood::code("reason for closing", &reason, NotHeld::ALL, NotHeld::code, NotHeld::label)?;
            verbs::close(desk, &episodes, Closure { reason, note, carers_account, approver })
        }
        InterviewCommand::Reopen { episode, why } => verbs::reopen(desk, &episode, &why),
        InterviewCommand::Return { episode, at, estimated } => verbs::returned(desk, &episode, &at, estimated),
        InterviewCommand::Wishes { episode, asked_for, not, sex, language, note } => {
            verbs::wishes(desk, &episode, verbs::Wished { asked_for, not, sex, language, note })
        }
    }?;
    print(desk, global, &done, &[])
}

/// What a verb did: in words, on which interview, and the episodes whose rows are shown as they stand now.
struct Done {
    words: String,
    interview: Option<InterviewId>,
    episodes: Vec<EpisodeId>,
}

impl Done {
    fn on(episodes: Vec<EpisodeId>, words: impl Into<String>) -> Done {
        Done { words: words.into(), interview: None, episodes }
    }
}

/// `told` is what the words say beside what was done, one entry for each thing.
fn print(desk: &Desk, global: &Global, done: &Done, told: &[String]) -> Result<()> {
    let items = desk.items(&done.episodes)?;
    match global.format {
        Format::Json => output::json(&json!({
            "ok": true, "interview": done.interview.map(|id| id.to_string()), "episodes": items.iter().map(board::item_json).collect::<Vec<_>>(),
            "told": told,
        })),
        _ => {
            let rows = items.iter().map(|item| format!("\n{}", board::item_line(item, desk.now)));
            output::text(&(done.words.clone() + &rows.collect::<String>()))
        }
    }
}

impl Desk {
    /// The rows of these episodes as they stand now.
    fn items(&self, episodes: &[EpisodeId]) -> Result<Vec<crate::casebook::interview_view::InterviewItem>, Error> {
        episodes.iter().map(|episode| Ok(self.hub.interview_case(*episode, self.now)?.item)).collect()
    }
}
