//! The words of `wayhome panels`.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// How things are named, for the foot of the help.
pub const NAMED: &str = "PANEL: its name, or a part of it that no other panel has (\"north\"). CHILD: by id (C12), own id, or name.
DAY: as people write it (\"Fri\", \"27/11\", \"in 5 working days\").
Panels are settings: whom they take, what makes a child due, when they meet. A panel is a view of the child's one plan.";

#[derive(Debug, Subcommand)]
pub enum PanelsCommand {
    /// Every panel: its next meetings and how many are due
    List,
    /// Who is due for a panel and why, the one who waits longest first; without PANEL for every panel
    Due {
        #[arg(value_name = "PANEL")]
        panel: Option<String>,
    },
    /// The page of a child, as a panel reads it
    Show {
        #[arg(required = true, value_name = "CHILD")]
        child: Vec<String>,
    },
    /// Record what a panel said of a child, and what it decided
    Outcome(Box<OutcomeArgs>),
    /// Write the pack of a panel's next meeting, as Word and HTML: who is due, and the page of each child
    Pack {
        #[arg(value_name = "PANEL")]
        panel: String,
        /// The folder for the files
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Children by initials, without dates of birth and addresses
        #[arg(long)]
        initials: bool,
    },
    /// The meetings of the next twelve months as a calendar file
    Calendar {
        /// A panel, or `all`
        #[arg(value_name = "PANEL|all")]
        panel: String,
        /// The file [default: print it]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub struct OutcomeArgs {
    #[arg(value_name = "PANEL")]
    pub panel: String,
    #[arg(value_name = "CHILD")]
    pub child: String,
    /// The child stays with the panel
    #[arg(long, required_unless_present = "leaves", conflicts_with = "leaves")]
    pub stays: bool,
    /// The child leaves the panel
    #[arg(long)]
    pub leaves: bool,
    /// What the panel said, in its own words
    #[arg(long)]
    pub note: String,
    /// What it decided, perhaps with why [default: the note]: "advice, early-help: mother asks for a worker"; the outcomes are those
    /// of `wayhome decide`
    #[arg(long, value_name = "OUTCOME[, OUTCOME][: WHY]")]
    pub decision: Option<String>,
    /// One line each: "GMP: phone work on last number by Fri 12:00"
    #[arg(long = "action", value_name = "LINE")]
    pub actions: Vec<String>,
    /// Where the outcome is a referral to a panel: to which
    #[arg(long, value_name = "PANEL")]
    pub refer_to: Option<String>,
    /// When the panel looks at the child again [default: at its next meeting]
    #[arg(long, value_name = "DAY")]
    pub next_review: Option<String>,
    /// The day the panel met [default: today]
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,
}
