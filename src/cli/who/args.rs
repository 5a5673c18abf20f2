//! The words of the commands about who a child is.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// How things are named, for the foot of the help.
pub const NAMED: &str = "ROW, EPISODE: by police reference or id (E12). CHILD: by id (C12), own id, or name.
RECORD: by id (C12), for its own id and name now find the child it is read as.";

#[derive(Debug, Subcommand)]
pub enum ReviewCommand {
    /// List the rows that wait, each with its candidates, what speaks for and against them, and what was asked
    List,
    /// The row is about this child of the register
    Same {
        /// Police reference or episode id of the row
        row: String,
        child: String,
    },
    /// Several rows with the same single candidate are about that child: all of them, or none
    SameAll {
        child: String,
        #[arg(required = true, value_name = "ROW")]
        rows: Vec<String>,
    },
    /// The row is about a child not yet on the register
    New { row: String },
    /// It cannot be said yet: the row stays, and nothing is written
    Unsure { row: String },
    /// Ask police who it is: the row stays, and the question stands on the hand-off
    Ask {
        row: String,
        /// In your own words [default: what the hub would ask]
        #[arg(long)]
        question: Option<String>,
    },
    /// What speaks for and against the child that an episode was taken for, as it is known now
    Why { episode: String },
    /// An episode that was taken as a child's waits for a person again
    Doubt {
        episode: String,
        #[arg(long)]
        reason: String,
    },
    /// Take back the answer to who the child of an episode is, with all that followed from it
    Back {
        episode: String,
        /// Show what it would do and write nothing
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum ChildrenCommand {
    /// Records of the register that may be of one child
    Duplicates(Duplicates),
    /// Read two records as one child; without --reason: show what that would do
    Merge {
        /// The record that stays
        #[arg(value_name = "KEPT")]
        kept: String,
        /// The record that is read as it from then on
        #[arg(value_name = "OTHER")]
        other: String,
        /// Why they are one child; with it, it is done
        #[arg(long)]
        reason: Option<String>,
    },
    /// Split a merged record off again; without --reason: show what that would do
    Split {
        /// The record that was merged (C12)
        record: String,
        /// Why they are two children; with it, it is done
        #[arg(long)]
        reason: Option<String>,
        /// What was recorded meanwhile and is its own: an episode (E31), business (B7), an action (A9), an assessment (X5) or `wishes`
        #[arg(long, value_name = "WHAT")]
        give: Vec<String>,
        /// What was recorded meanwhile and is not given stays where it is
        #[arg(long)]
        keep_rest: bool,
    },
    /// Two records that look alike are two children: not asked about again
    Two { child: String, other: String },
    /// Record that two children belong together
    Relate {
        child: String,
        other: String,
        /// twin, sibling or same-placement
        kind: String,
        #[arg(long, default_value = "", hide_default_value = true)]
        note: String,
    },
    /// They do not, or no longer
    Unrelate {
        child: String,
        other: String,
        /// twin, sibling or same-placement
        kind: String,
        #[arg(long)]
        reason: String,
    },
    /// Who is recorded as belonging to a child
    Relations { child: String },
    /// The names and homes a child has and had, with their days, and the records merged into it
    KnownAs { child: String },
}

#[derive(Debug, Clone, Args)]
pub struct Duplicates {
    /// Stop looking once there are so many pairs
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub limit: usize,
    /// Go on after this child (C12)
    #[arg(long, value_name = "CHILD")]
    pub after: Option<String>,
}

impl Default for Duplicates {
    fn default() -> Self {
        Duplicates { limit: 50, after: None }
    }
}

#[derive(Debug, Args)]
pub struct Match {
    /// The children that are known (CSV or workbook)
    #[arg(long, value_name = "FILE")]
    pub known: PathBuf,
    /// The rows to find among them; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub list: PathBuf,
    /// Write row, id, verdict and score here [default: print them]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Say why one row is matched as it is: what speaks for and against each candidate
    #[arg(long, value_name = "ROW", conflicts_with = "out")]
    pub explain: Option<String>,
    /// Say what a column of the known children is, e.g. --map-known "Born=dob"; `ignore` leaves it out
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = crate::cli::args::pair)]
    pub map_known: Vec<(String, String)>,
    /// The same of the list
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = crate::cli::args::pair)]
    pub map_list: Vec<(String, String)>,
    /// The sheet of a workbook of known children
    #[arg(long, value_name = "SHEET")]
    pub sheet_known: Option<String>,
    /// The sheet of a workbook of rows
    #[arg(long, value_name = "SHEET")]
    pub sheet_list: Option<String>,
}
