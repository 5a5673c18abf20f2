//! The words of `wayhome topten`.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// How things are named, for the foot of the help.
pub const NAMED: &str = "MONTH: 2026-10, 10/2026, October 2026. CHILD: by id (C12), own id, or name.
A closed month is shown as it was first reported; where a recount differs, the correction stands beside it.";

#[derive(Debug, Args)]
pub struct TopTen {
    /// The month; to close one it must be named [default: the last that is over]
    #[arg(long, global = true, value_name = "MONTH")]
    pub month: Option<String>,
    /// Which report of a month that was closed more than once, from 1, to show it or for its briefing [default: the first]
    #[arg(long, global = true, value_name = "N")]
    pub report: Option<usize>,
    #[command(subcommand)]
    pub what: Option<TopTenCommand>,
}

#[derive(Debug, Subcommand)]
pub enum TopTenCommand {
    /// Freeze a month as it is counted now; of one that was closed before a second report is made, and the first stands
    Close,
    /// Say what senior managers say of a child of the month; what is left out stays as it stands, "" takes it away
    Review(Review),
    /// Write the briefing of senior managers: Word, HTML and a workbook
    Briefing {
        /// The folder to write to; a file that is there already is not written over
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Children by their initials, no address, no date of birth
        #[arg(long)]
        initials: bool,
    },
    /// The months that were closed, a line for each report
    Months,
}

#[derive(Debug, Args)]
pub struct Review {
    pub child: String,
    #[arg(long)]
    pub note: Option<String>,
    /// What managers decide
    #[arg(long)]
    pub decision: Option<String>,
    /// What managers are asked to unblock; stands until something else is said
    #[arg(long)]
    pub unblock: Option<String>,
    /// Who knows the child best
    #[arg(long, value_name = "WHO")]
    pub knows_best: Option<String>,
    /// When managers look again: a day as people write it, or none
    #[arg(long, value_name = "DAY")]
    pub next_review: Option<String>,
}
