//! The command line: each subcommand one verb or one query of the casebook.

mod again;
mod args;
mod board;
mod case;
mod demo;
mod export;
mod figures;
mod file;
mod hub;
mod import;
mod interview;
mod json;
mod meeting;
mod output;
mod panels;
mod patterns;
mod record;
mod rules;
mod topten;
mod waiting;
mod who;

pub use args::Args;
use args::{
    AssessmentsCommand, BusinessCommand, Command, Format, Global, ImportCommand, IntelligenceCommand, InterviewsCommand, Listing,
    RefusedCommand, RulesCommand, WorkersCommand,
};
pub use file::said;

use crate::casebook::{Error, Hub};
use crate::meeting::business::BusinessKind;
use crate::tui::{self, theme::Theme};
use anyhow::Result;
use std::path::PathBuf;

/// Carries out one command line. An error is one line of plain English; [`hint`] says what to do where it does not.
pub fn run(args: Args) -> Result<()> {
    let Args { global, command } = args;
    if global.format == Format::Ics && !matches!(command, Some(Command::Interviews { what: None, .. })) {
        let refused = "a calendar is made of booked interviews alone: wayhome interviews --format ics; take text, json or csv here";
        return Err(Error::Refused(refused.into()).into());
    }
    match command {
        None if global.may_open_app() => app(hub::open(&global)?, &global, std::env::current_dir().unwrap_or_default()),
        None | Some(Command::Board) => board::print(&global),
        Some(Command::Init { training, name }) => hub::init(&global, training, name),
        Some(Command::Demo { keep, scale }) => demo::run(&global, keep, scale.into()),
        Some(Command::Import { what: ImportCommand::Children { file, how } }) => import::children(&global, &file, how),
        Some(Command::Import { what: ImportCommand::Csv { folder } }) => again::import(&global, &folder),
        Some(Command::Import { what: ImportCommand::List { file, how } }) => import::list(&global, &file, how),
        Some(Command::Refused { what }) => match what.unwrap_or(RefusedCommand::List) {
            RefusedCommand::List => import::refused(&global),
            RefusedCommand::Retry { row, set } => import::retry(&global, row, set),
            RefusedCommand::Aside { row, reason } => import::aside(&global, row, &reason),
        },
        Some(Command::Review { what }) => who::review(&global, what),
        Some(Command::Children { what }) => who::children(&global, what),
        Some(Command::Match(asked)) => who::pairs(&global, asked),
        Some(Command::Child { child }) => case::print(&global, &child.join(" ")),
        Some(Command::Meeting { what }) => meeting::run(&global, what),
        Some(Command::Decide(decide)) => meeting::decide(&global, *decide),
        Some(Command::Referral { what }) => meeting::business(&global, BusinessKind::Referral, what.unwrap_or(BusinessCommand::List)),
        Some(Command::Strategy { what }) => meeting::business(&global, BusinessKind::Strategy, what.unwrap_or(BusinessCommand::List)),
        Some(Command::Actions { register, what }) => meeting::actions(&global, register, what),
        Some(Command::Assessments { what }) => meeting::assessments(&global, what.unwrap_or(AssessmentsCommand::List)),
        Some(Command::Undo { verb }) => meeting::undo(&global, verb),
        Some(Command::Redo { verb }) => meeting::redo(&global, verb),
        Some(Command::Log) => meeting::log(&global),
        Some(Command::Band { episode, band, reason }) => meeting::band(&global, &episode, &band, &reason),
        Some(Command::Minutes { date }) => meeting::minutes(&global, date.as_deref()),
        Some(Command::Interviews { listing, what: None }) => interview::board(&global, &listing),
        Some(Command::Interviews { listing, what: Some(_) }) if listing != Listing::default() => {
            Err(Error::Refused("a file is loaded whole: leave out --due, --team, --mine, --unallocated, --since and --all".into()).into())
        }
        Some(Command::Interviews { what: Some(InterviewsCommand::Import { file, how }), .. }) => {
            interview::import_interviews(&global, &file, how)
        }
        Some(Command::Interview { what }) => interview::run(&global, what),
        Some(Command::Workers { what }) => interview::workers(&global, what.unwrap_or(WorkersCommand::List)),
        Some(Command::Intelligence { what }) => interview::intelligence(&global, what.unwrap_or(IntelligenceCommand::List)),
        Some(Command::Kpi(asked)) => figures::run(&global, &asked),
        Some(Command::Topten(asked)) => topten::run(&global, asked),
        Some(Command::Panels { what }) => panels::run(&global, what),
        Some(Command::Patterns(asked)) => patterns::run(&global, asked),
        Some(Command::Export { what }) => export::run(&global, what),
        Some(Command::Rules { what }) => match what {
            RulesCommand::Check { file } => record::check_rules(&global, &file),
            RulesCommand::Explain { who } => case::explain(&global, &who.join(" ")),
            RulesCommand::List => record::list_rules(&global),
            RulesCommand::Rehearse { file, from, to, flag } => rules::rehearse(&global, &file, from.as_deref(), to.as_deref(), &flag),
            RulesCommand::Adopt { file, reason } => rules::adopt(&global, &file, &reason),
            RulesCommand::Adopted => rules::adopted(&global),
        },
        Some(Command::Journal { since, child }) => record::journal(&global, since.as_deref(), child.as_deref()),
        Some(Command::Verify) => record::verify(&global),
        Some(Command::Rebuild) => record::rebuild(&global),
        Some(Command::Completions { shell }) => record::completions(shell),
    }
}

/// Opens the terminal app; its file picker begins in `folder`.
fn app(mut hub: Hub, global: &Global, folder: PathBuf) -> Result<()> {
    hub.show_progress(tui::progress_line);
    tui::run(hub, global.clock(), tui::RunOptions { theme: theme(global)?, folder, privacy: global.privacy, follow: global.follow })
}

/// The theme by NO_COLOR, else `--theme`, else WAYHOME_THEME.
fn theme(global: &Global) -> Result<Theme> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if set("NO_COLOR").is_some() {
        return Ok(Theme::Mono);
    }
    let Some(name) = global.theme.clone().or(set("WAYHOME_THEME").map(|name| name.to_string_lossy().into_owned())) else {
        return Ok(Theme::default());
    };
    let names = Theme::NAMES.map(|(name, _)| name).join(", ");
    let unknown = || Error::Refused(format!("there is no theme \u{201c}{name}\u{201d}; set WAYHOME_THEME to one of {names}"));
    Ok(Theme::from_name(&name).ok_or_else(unknown)?)
}

/// What to do about an error, where its own line does not say.
pub fn hint(error: &anyhow::Error) -> Option<&'static str> {
    error.downcast_ref::<crate::casebook::Error>().and_then(crate::casebook::Error::hint)
}
