//! The words of the command line. Help, completions and the README's list come from here.

pub use super::export::args::ExportCommand;
pub use super::figures::args::Kpi;
pub use super::interview::args::{IntelligenceCommand, InterviewCommand, InterviewsCommand, Listing, NAMED, WorkersCommand};
pub use super::meeting::args::{ActionsCommand, AssessmentsCommand, BusinessCommand, Decide, MeetingCommand, Register};
pub use super::panels::args::PanelsCommand;
pub use super::topten::args::TopTen;
pub use super::who::args::{ChildrenCommand, Match, ReviewCommand};

use crate::tui::{self, theme::Theme};
use chrono::{DateTime, Utc};
use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand, ValueEnum};
use std::io::IsTerminal;
use std::path::PathBuf;

/// The daily multi-agency risk meeting of a safeguarding hub: load the police list, see who to talk about and why, record what
/// is decided. Without a command: the board, in the terminal app or (in a pipe) as text.
#[derive(Debug, Parser)]
#[command(name = "wayhome", version, disable_help_subcommand = true)]
pub struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that every command takes.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// The hub file [default: hub.wayhome in the platform's data directory]
    #[arg(long, global = true, value_name = "PATH")]
    pub hub: Option<PathBuf>,
    /// Read the passphrase from the first line of this file, which nobody else may be able to read
    #[arg(long, global = true, value_name = "PATH")]
    pub passphrase_file: Option<PathBuf>,
    /// Who is at work [default: the name you are logged in by]
    #[arg(long, global = true, value_name = "NAME")]
    pub actor: Option<String>,
    /// Take this moment for now, e.g. 2026-11-20T08:41:00Z; writes only in a training hub
    #[arg(long, global = true, value_name = "RFC3339")]
    pub now: Option<DateTime<Utc>>,
    /// How the terminal app looks; where NO_COLOR is set, always mono [env: WAYHOME_THEME] [default: dark]
    #[arg(long, global = true, value_name = "THEME", value_parser = PossibleValuesParser::new(Theme::NAMES.map(|(name, _)| name)))]
    pub theme: Option<String>,
    /// Print the board as plain lines, as for a screen reader, and open no terminal app
    #[arg(long, global = true)]
    pub plain: bool,
    /// Open the terminal app in privacy mode: no child's name, address or date of birth on the screen (P switches it)
    #[arg(long, global = true)]
    pub privacy: bool,
    /// Open the terminal app on the meeting that is on, and keep to the item the room is at: the chair's own screen
    #[arg(long, global = true)]
    pub follow: bool,
    /// How to print
    #[arg(long, global = true, value_enum, default_value = "text")]
    pub format: Format,
}

impl Global {
    /// The moment of this command.
    pub fn now(&self) -> DateTime<Utc> {
        self.now.unwrap_or_else(Utc::now)
    }

    /// May the terminal app be opened? Not in a pipe, and not where plain lines are asked for.
    pub fn may_open_app(&self) -> bool {
        !self.plain && std::io::stdout().is_terminal() && std::io::stdin().is_terminal()
    }

    /// The clock of the terminal app.
    pub fn clock(&self) -> tui::Clock {
        self.now.map_or(tui::Clock::Real(Utc::now), tui::Clock::Fixed)
    }
}

/// How a command prints what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
    Csv,
    /// A calendar file of what is booked; for `wayhome interviews` alone
    Ics,
}

/// How big the demo hub is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Scale {
    /// 200 children, fourteen months
    Small,
    /// 50,000 children, 200,000 episodes, ten years: for measuring
    Large,
}

impl From<Scale> for crate::demo::Scale {
    fn from(scale: Scale) -> Self {
        match scale {
            Scale::Small => crate::demo::Scale::Small,
            Scale::Large => crate::demo::Scale::Large,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new, encrypted hub file and its settings
    Init {
        /// A hub to practise in: every screen says so, and --now may write
        #[arg(long)]
        training: bool,
        /// The hub's name, shown on every screen
        #[arg(long)]
        name: Option<String>,
    },
    /// Try everything on invented children; needs nothing
    Demo {
        /// Leave the demo hub behind at this place
        #[arg(long, value_name = "PATH")]
        keep: Option<PathBuf>,
        #[arg(long, value_enum, default_value = "small")]
        scale: Scale,
    },
    /// Load the caseload or the police list
    Import {
        #[command(subcommand)]
        what: ImportCommand,
    },
    /// Rows that could not be taken: list them, put them right
    Refused {
        #[command(subcommand)]
        what: Option<RefusedCommand>,
    },
    /// Who is this child: rows that wait for a person, and answers taken back
    #[command(after_help = super::who::args::NAMED)]
    Review {
        #[command(subcommand)]
        what: Option<ReviewCommand>,
    },
    /// The register: likely duplicates, two records read as one child, who belongs to whom. Without a command: likely duplicates
    #[command(after_help = super::who::args::NAMED)]
    Children {
        #[command(subcommand)]
        what: Option<ChildrenCommand>,
    },
    /// Match the rows of one file with the children of another, as an import would; needs no hub
    Match(Match),
    /// Print the board: who to talk about, in what order, and why
    Board,
    /// Print the case of a child: id (C12), own id, name or police reference
    Child {
        /// Id (C12), own id, name or police reference
        #[arg(required = true)]
        child: Vec<String>,
    },
    /// The meeting: begin it, go through its agenda, close it, write its papers. Without a command: the one that is on
    #[command(after_help = super::meeting::args::NAMED)]
    Meeting {
        #[command(subcommand)]
        what: Option<MeetingCommand>,
    },
    /// Record what the meeting decides for an episode or a piece of business
    Decide(Box<Decide>),
    /// Referrals brought to the meeting
    Referral {
        #[command(subcommand)]
        what: Option<BusinessCommand>,
    },
    /// Requests for strategy meetings
    Strategy {
        #[command(subcommand)]
        what: Option<BusinessCommand>,
    },
    /// The actions register: what is to be done, by whom and by when, over all children
    Actions {
        #[command(flatten)]
        register: Register,
        #[command(subcommand)]
        what: Option<ActionsCommand>,
    },
    /// Exploitation assessments: their clock, the tool, its result
    Assessments {
        #[command(subcommand)]
        what: Option<AssessmentsCommand>,
    },
    /// Take back what you wrote last in the meeting (today, where none is on), or the verb at this position of the log
    Undo {
        #[arg(value_name = "VERB")]
        verb: Option<i64>,
    },
    /// Make what you took back count again
    Redo {
        #[arg(value_name = "VERB")]
        verb: Option<i64>,
    },
    /// What was written since the meeting began, or today, with what was taken back; latest first
    Log,
    /// Set another band than the rules gave, with the reason; `rules` takes it back
    Band {
        /// Police reference or id of the episode
        episode: String,
        /// critical, high, medium, standard or rules
        band: String,
        #[arg(long)]
        reason: String,
    },
    /// Print the minutes of a day as Markdown
    Minutes {
        /// 2026-11-20, 20/11/2026, yesterday … [default: today]
        date: Option<String>,
    },
    /// The interview board: every ended episode that needs something, what runs out first on top
    Interviews {
        #[command(flatten)]
        listing: Listing,
        #[command(subcommand)]
        what: Option<InterviewsCommand>,
    },
    /// Work on the interview of an episode: from allocation to sign-off
    #[command(after_help = NAMED)]
    Interview {
        #[command(subcommand)]
        what: InterviewCommand,
    },
    /// Who holds interviews: list them, load a list of them
    Workers {
        #[command(subcommand)]
        what: Option<WorkersCommand>,
    },
    /// Key intelligence for the meeting (add, brought, show, change), and what was learnt in interviews and goes to others: what is
    /// not shared yet, hand-off files, acknowledgements
    Intelligence {
        #[command(subcommand)]
        what: Option<IntelligenceCommand>,
    },
    /// Figures of a period: counts and rates against targets, with the rows behind each; as text, JSON, CSV, page or workbook
    #[command(after_help = super::figures::args::NAMED)]
    Kpi(Kpi),
    /// The top ten: the children missing most often in a month, what managers are asked, the month closed, the briefing
    #[command(after_help = super::topten::args::NAMED)]
    Topten(TopTen),
    /// Panels: who is due for which and why, a child's page, packs, outcomes, calendar. Without a command: every panel
    #[command(after_help = super::panels::args::NAMED)]
    Panels {
        #[command(subcommand)]
        what: Option<PanelsCommand>,
    },
    /// Patterns over a period: who goes missing together and how often by chance, places, times, reasons, the network
    #[command(after_help = super::patterns::args::NOTES)]
    Patterns(super::patterns::args::Patterns),
    /// Write files that leave the hub: statutory returns, all tables, everything held on a child
    Export {
        #[command(subcommand)]
        what: ExportCommand,
    },
    /// The triage rules: check a file, explain a child's band, list them, rehearse others, adopt them
    Rules {
        #[command(subcommand)]
        what: RulesCommand,
    },
    /// Print the journal: every change, by whom and when
    Journal {
        /// From this day or moment on
        #[arg(long, value_name = "WHEN")]
        since: Option<String>,
        /// Of this child alone
        #[arg(long)]
        child: Option<String>,
    },
    /// Walk the journal's hash chain and compare the tables with a rebuild
    Verify,
    /// Make every table again from the journal
    Rebuild,
    /// Print completions for a shell
    Completions { shell: clap_complete::Shell },
}

/// How a file is read.
#[derive(Debug, Clone, clap::Args)]
pub struct How {
    /// Read the columns as saved under this name
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// Say what a column is, e.g. --map "Incident=police_ref"; `ignore` leaves it out
    #[arg(long = "map", value_name = "COLUMN=FIELD", value_parser = pair)]
    pub map: Vec<(String, String)>,
    /// Keep how the columns were read under this name
    #[arg(long, value_name = "NAME")]
    pub save_profile: Option<String>,
    /// The sheet of a workbook
    #[arg(long)]
    pub sheet: Option<String>,
    /// Show everything and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// The authority's caseload (CSV or workbook), by own id
    Children {
        file: PathBuf,
        #[command(flatten)]
        how: How,
    },
    /// A whole hub again, from the tables that `wayhome export csv` wrote: at a place where there is none
    Csv {
        /// The folder; `journal.csv` must be in it
        folder: PathBuf,
    },
    /// A police list (CSV, workbook or pasted table); `-` reads standard input
    List {
        file: PathBuf,
        #[command(flatten)]
        how: How,
    },
}

#[derive(Debug, Subcommand)]
pub enum RefusedCommand {
    /// List the refused rows
    List,
    /// Take refused rows again: all of them, or one with corrected cells
    Retry {
        /// The row's id (R8)
        row: Option<String>,
        /// A corrected cell, e.g. --set returned="20/11/2026 07:15"
        #[arg(long, value_name = "FIELD=VALUE", value_parser = pair)]
        set: Vec<(String, String)>,
    },
    /// Leave a refused row out for good
    Aside {
        row: String,
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Check a rule file: every mistake with its line
    Check { file: PathBuf },
    /// Why a child is in its band: id, name or police reference
    Explain {
        #[arg(required = true)]
        who: Vec<String>,
    },
    /// List the rules in force
    List,
    /// What the rules of a file would have flagged on the mornings of a period, beside those in force; changes nothing
    Rehearse {
        file: PathBuf,
        /// The first day [default: 28 days before the last]
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// The last day [default: today]
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
        /// The band from which on an item counts as flagged
        #[arg(long, value_name = "BAND", default_value = "high")]
        flag: String,
    },
    /// Put the rules of a file in force beside the hub; version, text and reason are kept in the journal
    Adopt {
        file: PathBuf,
        /// Why they are adopted, and who agreed it
        #[arg(long)]
        reason: String,
    },
    /// The rules that were adopted, latest first: when, by whom, why
    Adopted,
}

/// NAME=VALUE.
pub fn pair(text: &str) -> Result<(String, String), String> {
    let (left, right) = text.split_once('=').ok_or_else(|| format!("\u{201c}{text}\u{201d} has no =; write NAME=VALUE"))?;
    Ok((left.trim().to_string(), right.trim().to_string()))
}
