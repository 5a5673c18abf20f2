//! The words of `wayhome export`.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// The Missing and Header tables of the return on looked-after children; without a folder: what would be in them, and what not
    Ssda903(Ssda903),
    /// List 8 of Ofsted's Annex A: missing episodes and return interviews of the children looked after on a day
    Annexa(AnnexA),
    /// Every table as CSV, the journal among them: `wayhome import csv` makes the same hub again from the folder
    Csv {
        /// A folder for the files; made where there is none
        folder: PathBuf,
    },
    /// Everything held on a child, in one document
    Inspection(Inspection),
}

#[derive(Debug, Args)]
pub struct Ssda903 {
    /// The year by the one it ends in: 2026 is 1 April 2025 to 31 March 2026
    #[arg(long, value_name = "YEAR", value_parser = year)]
    pub year: crate::report::statutory::ssda903::Year,
    /// A folder for missing.csv, header.csv and left-out.txt; made where there is none
    pub folder: Option<PathBuf>,
    /// Last year's missing.csv as it was sent, to check what was open then (rule 576)
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// Write the files although rows would break rules
    #[arg(long)]
    pub anyway: bool,
}

#[derive(Debug, Args)]
pub struct AnnexA {
    /// The day of the list; the 12 months end on it [default: today]
    #[arg(long, value_name = "DAY")]
    pub date: Option<String>,
    /// A file for it, .csv or .xlsx [default: show who is in it, who not and why]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Inspection {
    /// Id (C12), own id or name
    #[arg(required = true)]
    pub child: Vec<String>,
    /// A file for it, .docx or .html
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Why it leaves the hub, and for whom; needed with --out
    #[arg(long)]
    pub reason: Option<String>,
}

fn year(text: &str) -> Result<crate::report::statutory::ssda903::Year, String> {
    let year = text.trim().parse().ok().and_then(crate::report::statutory::ssda903::Year::ending);
    year.ok_or_else(|| format!("\u{201c}{text}\u{201d} is no collection year; write the year it ends in, e.g. 2026"))
}
