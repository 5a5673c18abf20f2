//! `wayhome export`: statutory files, all tables, everything held on a child.

pub mod args;
mod files;
mod inspection;
mod statutory;

use super::args::Global;
use anyhow::Result;
use args::ExportCommand;

/// `wayhome export …`.
pub fn run(global: &Global, what: ExportCommand) -> Result<()> {
    match what {
        ExportCommand::Ssda903(asked) => statutory::ssda903(global, &asked),
        ExportCommand::Annexa(asked) => statutory::annex_a(global, &asked),
        ExportCommand::Csv { folder } => statutory::csv(global, &folder),
        ExportCommand::Inspection(asked) => inspection::run(global, &asked),
    }
}
