//! The words of the interview commands.

use crate::cli::args::{How, pair};
use crate::cli::meeting::args::Brought;
use crate::settings::Step;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Which interviews are listed; all of the board where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Listing {
    /// Only what is due within this time, beside what is overdue or has no clock: 24h, "3 days"
    #[arg(long, value_name = "SPAN", value_parser = span)]
    pub due: Option<Step>,
    /// Only what this team has, or would have: what waits for a worker goes to the team that serves the child
    #[arg(long)]
    pub team: Option<String>,
    /// Only your own, and what you handed over and nobody accepted: you are the worker of your name (--actor)
    #[arg(long, conflicts_with = "unallocated")]
    pub mine: bool,
    /// Only what nobody has yet
    #[arg(long)]
    pub unallocated: bool,
    /// Also what was signed off or closed since this day; without it, in the last seven days: "2/11", "Mon"
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
    /// All of the board, as without any of these
    #[arg(long, conflicts_with_all = ["due", "team", "mine", "unallocated", "since"])]
    pub all: bool,
}

#[derive(Debug, Subcommand)]
pub enum InterviewsCommand {
    /// Load the interviews of a provider who records elsewhere (CSV or workbook)
    Import {
        file: PathBuf,
        #[command(flatten)]
        how: How,
    },
}

/// How things are named, for the foot of the help.
pub const NAMED: &str = "EPISODE: by police reference or id (E12). WORKER: by number (W4) or name. INTERVIEW: by number (I3).
WHEN: UK time as people write it (\"Fri 14:00\", \"yesterday 9pm\", \"20/11/2026 14:05\"), or RFC 3339.";

#[derive(Debug, Subcommand)]
pub enum InterviewCommand {
    /// Give interviews to a worker; without --to each goes to its first suggestion
    Allocate {
        #[arg(required = true, value_name = "EPISODE")]
        episodes: Vec<String>,
        #[arg(long, value_name = "WORKER")]
        to: Option<String>,
        /// Why it is handed over, or why somebody the child asked for holds it who is not independent
        #[arg(long, default_value = "", hide_default_value = true)]
        reason: String,
        /// Take it over from whoever has it; open until accepted
        #[arg(long)]
        handover: bool,
        /// Show what it would do and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// The worker takes what was handed over
    Accept { episode: String },
    /// Record that the interview was offered; the first offer stops the offer clock
    Offer {
        #[command(flatten)]
        tried: Tried,
        /// engaged, refused or not-reached
        #[arg(long, default_value = "engaged")]
        outcome: String,
    },
    /// Record a contact attempt without an offer
    Attempt {
        #[command(flatten)]
        tried: Tried,
        /// engaged, refused, not-reached or not-safe
        #[arg(long)]
        outcome: String,
    },
    /// Book time and place; a booking that stands is moved
    Book {
        #[arg(required = true, value_name = "EPISODE")]
        episodes: Vec<String>,
        /// "Mon 10:00", "tomorrow 2pm", "27/11 14:00"
        #[arg(long, value_name = "WHEN")]
        at: String,
        #[arg(long)]
        place: String,
        /// How long it is meant to last
        #[arg(long, default_value_t = 60)]
        minutes: u32,
        /// Who holds it: whoever has it; where nobody has, it is allocated to them
        #[arg(long)]
        worker: Option<String>,
    },
    /// A booking fell through
    Cancel {
        episode: String,
        #[arg(long)]
        reason: String,
    },
    /// Record that an interview was held, and which episodes it answers
    Hold(Hold),
    /// Put right which episodes an interview answers: the whole of them
    Cover {
        #[arg(value_name = "INTERVIEW")]
        interview: String,
        #[arg(required = true, value_name = "EPISODE")]
        episodes: Vec<String>,
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        late: WhyLate,
    },
    /// Take back an interview that was written down by mistake; before its sign-off
    Withdraw {
        #[arg(value_name = "INTERVIEW|EPISODE")]
        interview: String,
        #[arg(long)]
        reason: String,
    },
    /// Record what was said, and hand it on for sign-off
    Record(Box<Record>),
    /// Sign off what another worker recorded
    Sign {
        #[arg(value_name = "INTERVIEW|EPISODE")]
        interview: String,
    },
    /// Give a record back with comments, to be put right
    GiveBack {
        #[arg(value_name = "INTERVIEW|EPISODE")]
        interview: String,
        #[arg(long)]
        comments: String,
    },
    /// Close without an interview, with the reason
    Close {
        #[arg(required = true, value_name = "EPISODE")]
        episodes: Vec<String>,
        /// declined, unable-to-engage, parent-refused, other-agency, not-appropriate (with --note and --approver), host-authority,
        /// missing-again or other (with --note)
        #[arg(long)]
        reason: String,
        #[arg(long, default_value = "", hide_default_value = true)]
        note: String,
        /// What the carer said of it all, where the child was not spoken to
        #[arg(long, value_name = "TEXT", default_value = "")]
        carers_account: String,
        /// Who approved it: not whoever records it
        #[arg(long, value_name = "NAME")]
        approver: Option<String>,
    },
    /// Open again what was closed
    Reopen {
        episode: String,
        #[arg(long)]
        why: String,
    },
    /// Give the time of return that was missing, or make it exact
    Return {
        episode: String,
        /// "06:15", "yesterday 11pm", "20/11/2026 06:15"; of a time that happens twice, the one of the two that the refusal names
        #[arg(long, value_name = "WHEN")]
        at: String,
        /// It is somebody's guess
        #[arg(long)]
        estimated: bool,
    },
    /// Record what the child wishes about who interviews it: the whole of it, in place of what it said before
    Wishes {
        /// Police reference or id of an episode of the child
        episode: String,
        #[arg(long = "ask-for", value_name = "WORKER")]
        asked_for: Vec<String>,
        /// Whom the child asked not to see
        #[arg(long, value_name = "WORKER")]
        not: Vec<String>,
        /// F or M
        #[arg(long)]
        sex: Option<String>,
        #[arg(long)]
        language: Option<String>,
        #[arg(long, default_value = "", hide_default_value = true)]
        note: String,
    },
    /// Who could hold it, best first, with reasons
    Suggest { episode: String },
    /// All that is known of the interview of an episode
    Show { episode: String },
}

/// A contact attempt.
#[derive(Debug, Args)]
pub struct Tried {
    #[arg(required = true, value_name = "EPISODE")]
    pub episodes: Vec<String>,
    /// [default: now]
    #[arg(long, value_name = "WHEN")]
    pub at: Option<String>,
    /// child, parent, carer or placement
    #[arg(long, default_value = "child")]
    pub to: String,
    /// Who tried [default: you]
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// visit, phone, message, video, email or letter
    #[arg(long, default_value = "phone")]
    pub how: String,
    #[arg(long, default_value = "", hide_default_value = true)]
    pub note: String,
}

#[derive(Debug, Args)]
pub struct Hold {
    /// It answers this one, and each named by --covers
    pub episode: String,
    /// "15:00", "yesterday 3pm", "20/11/2026 15:00"
    #[arg(long, value_name = "WHEN")]
    pub at: String,
    /// Who held it: a worker, or anybody else by name [default: the worker who has it]
    #[arg(long, visible_alias = "worker", value_name = "NAME")]
    pub by: Option<String>,
    /// Whoever held it is none of the workers, however like the name
    #[arg(long, requires = "by")]
    pub outsider: bool,
    #[arg(long, default_value = "", hide_default_value = true)]
    pub place: String,
    /// Another episode of the child that it answers; no other one is
    #[arg(long, value_name = "EPISODE")]
    pub covers: Vec<String>,
    #[command(flatten)]
    pub late: WhyLate,
}

/// Why an interview came late, for every episode whose 72 hours were over.
#[derive(Debug, Args)]
pub struct WhyLate {
    /// could-not-engage, could-not-meet, capacity, late-notice or other (with --late-note)
    #[arg(long, value_name = "REASON")]
    pub late: Option<String>,
    #[arg(long, default_value = "", hide_default_value = true)]
    pub late_note: String,
}

#[derive(Debug, Args)]
pub struct Record {
    #[arg(value_name = "INTERVIEW|EPISODE", required_unless_present = "template")]
    pub interview: Option<String>,
    /// Print an empty record with every question, to be filled in
    #[arg(long, conflicts_with = "file")]
    pub template: bool,
    /// The record as JSON (docs/json.md), in place of the one before; `-` reads standard input
    #[arg(long, value_name = "PATH", conflicts_with = "said")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub said: Said,
}

/// What was said, over what was recorded before.
#[derive(Debug, Default, PartialEq, Args)]
#[group(id = "said", multiple = true)]
pub struct Said {
    /// An answer, e.g. --answer childs-words="…"; empty takes it away
    #[arg(long = "answer", value_name = "QUESTION=TEXT", value_parser = pair)]
    pub answers: Vec<(String, String)>,
    /// What pushed the child away (a code of docs/json.md)
    #[arg(long)]
    pub push: Vec<String>,
    /// What drew the child elsewhere
    #[arg(long)]
    pub pull: Vec<String>,
    /// A kind of place the child was at
    #[arg(long)]
    pub place: Vec<String>,
    /// "person: …", "place: …", "vehicle: …" or "phone: …"
    #[arg(long, value_name = "KIND: TEXT")]
    pub named: Vec<String>,
    /// Something learnt, what becomes of it and why: "fact: a grey Corsa waits -> intelligence GMP: to be looked for"
    #[arg(long = "finding", value_name = "KIND: TEXT -> END: WHY")]
    pub findings: Vec<String>,
    /// Whether confidentiality was explained
    #[arg(long, value_name = "YES|NO", value_parser = yes_no)]
    pub confidentiality: Option<bool>,
    /// Whether the child regards it as having been missing
    #[arg(long, value_name = "YES|NO", value_parser = yes_no)]
    pub regards_as_missing: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub enum WorkersCommand {
    /// List the workers and what each carries
    List,
    /// Load a list of workers (CSV or workbook): added once, brought up to date after
    Import {
        file: PathBuf,
        #[command(flatten)]
        how: How,
    },
}

#[derive(Debug, Subcommand)]
pub enum IntelligenceCommand {
    /// What was never sent, reworded since, or not acknowledged
    List,
    /// Write a hand-off file for each recipient, and record that it went
    Export {
        /// The folder they are written into [default: here]
        #[arg(long, value_name = "FOLDER")]
        to: Option<PathBuf>,
        /// Only for this agency
        #[arg(long, value_name = "AGENCY")]
        recipient: Option<String>,
    },
    /// The recipient said that they have it
    Acknowledge {
        #[arg(value_name = "INTERVIEW")]
        interview: String,
        /// F12
        finding: String,
        #[arg(long, value_name = "AGENCY")]
        recipient: String,
        /// Who said so
        #[arg(long, value_name = "NAME")]
        by: String,
    },
    /// Enter key intelligence for the meeting; shown as understood, with what is missing
    Add(Box<Brought>),
    /// Key intelligence that waits for a decision of the meeting
    Brought,
    /// A piece of key intelligence (B7), with what was decided
    Show { business: String },
    /// Say anew what is given of a piece of key intelligence; the rest stays as it was
    Change {
        business: String,
        #[command(flatten)]
        brought: Box<Brought>,
    },
}

fn span(text: &str) -> Result<Step, String> {
    Step::parse(text).ok_or_else(|| format!("\u{201c}{text}\u{201d} is no length of time; write 24h or \"3 days\""))
}

fn yes_no(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" => Ok(true),
        "no" | "n" | "false" => Ok(false),
        _ => Err("write yes or no".into()),
    }
}
