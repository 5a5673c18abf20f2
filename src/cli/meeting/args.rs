//! The words of the meeting's commands.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// How things are named, for the foot of the help.
pub const NAMED: &str =
    "ITEM: by its number on the agenda, police reference, id of the episode (E12) or child (C12), of business (B7), or a section
(actions-due, changes, interviews, thresholds, any-other, read-back). AGENCY: as the settings name it, short or in full.
DAY: as people write it (\"Fri\", \"27/11\", \"in 5 working days\").";

#[derive(Debug, clap::Args)]
pub struct Decide {
    /// Police reference or id of the episode (E12), or a piece of business (B7)
    #[arg(value_name = "EPISODE|BUSINESS")]
    pub on: String,
    /// advice, assessment, early-help, joint-investigation, disruption, strategy-meeting, panel-referral, exploitation-assessment,
    /// no-further-action
    #[arg(long = "outcome", required = true, value_delimiter = ',')]
    pub outcomes: Vec<String>,
    #[arg(long)]
    pub rationale: String,
    /// One line each: "GMP: phone work on last number by Fri 12:00"
    #[arg(long = "action")]
    pub actions: Vec<String>,
    /// Next review: "in 5 working days", "27/11/2026"
    #[arg(long, value_name = "DAY")]
    pub review: Option<String>,
    /// The agencies that decide it jointly: "GMP, CSC"
    #[arg(long)]
    pub agencies: Option<String>,
    /// An agency that would have decided otherwise: "EH: would offer early help first"
    #[arg(long, value_name = "AGENCY: TEXT")]
    pub dissent: Vec<String>,
    /// The panel it is referred to, as the settings name it
    #[arg(long, value_name = "NAME")]
    pub panel: Option<String>,
    /// Change the wording of this earlier decision (D45), which is kept
    #[arg(long, value_name = "DECISION")]
    pub replaces: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum MeetingCommand {
    /// Begin the meeting: its agenda is made from what there is
    Start(Attending),
    /// Say anew who is there; what is not named stays
    Attendance(Attending),
    /// A meeting with every item: the one of now, or one of before
    Show {
        /// M3, or the day of it
        #[arg(value_name = "MEETING|DAY")]
        meeting: Option<String>,
    },
    /// Its agenda, with how each item stands
    Agenda {
        #[arg(value_name = "MEETING|DAY")]
        meeting: Option<String>,
    },
    /// Bring an item on the screen
    Go { item: String },
    /// Bring the next item on the screen
    Next,
    /// Bring the item before on the screen
    Previous,
    /// Note what is said under an item: "GMP: phone was off"
    Note {
        item: String,
        /// With the agency that says it before a colon; without, it is the meeting's own
        #[arg(value_name = "AGENCY: TEXT")]
        text: String,
    },
    /// Put an item off to a day; it comes back by itself
    Defer {
        item: String,
        #[arg(long, value_name = "DAY")]
        until: String,
        #[arg(long)]
        reason: String,
    },
    /// Carry items over to the next working day
    Carry(Leaving),
    /// Pass items over without a decision, as the chair may
    Pass(Leaving),
    /// Move an item: first, last, before ITEM, after ITEM
    Order {
        item: String,
        #[arg(value_parser = ["first", "last", "before", "after"])]
        place: String,
        #[arg(value_name = "ITEM")]
        other: Option<String>,
    },
    /// Put on the agenda what came up since
    Renew,
    /// Close the meeting, once nothing on it is open
    Close {
        /// First carry over whatever is still open
        #[arg(long, value_name = "REASON", conflicts_with = "pass")]
        carry_over: Option<String>,
        /// First pass over whatever is still open
        #[arg(long, value_name = "REASON")]
        pass: Option<String>,
    },
    /// Write its papers: minutes, a slip for each agency, hand-off list, strategy requests
    Papers {
        #[arg(value_name = "MEETING|DAY")]
        meeting: Option<String>,
        /// The folder they are written into; nothing there is overwritten [default: here]
        #[arg(long, value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// The latest meetings
    List,
}

/// Who is at the meeting.
#[derive(Debug, Default, Args)]
pub struct Attending {
    #[arg(long, value_name = "NAME")]
    pub chair: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub place: Option<String>,
    /// An agency that is there, and who: "GMP: J Smith, A Khan"
    #[arg(long, value_name = "AGENCY: NAMES", num_args = 1..)]
    pub present: Vec<String>,
    /// An agency that sent apologies
    #[arg(long, value_name = "AGENCY: NAMES", num_args = 1..)]
    pub apologies: Vec<String>,
    /// An agency that is not there and sent information: "Edu: report by e-mail"
    #[arg(long, value_name = "AGENCY: WHAT", num_args = 1..)]
    pub sent: Vec<String>,
    /// An agency that is not there after all
    #[arg(long, value_name = "AGENCY", num_args = 1..)]
    pub absent: Vec<String>,
    /// Everybody as at the meeting before; what is named here is said anew
    #[arg(long)]
    pub as_before: bool,
}

/// Items that are left without a decision.
#[derive(Debug, Args)]
pub struct Leaving {
    #[arg(required = true, value_name = "ITEM")]
    pub items: Vec<String>,
    #[arg(long)]
    pub reason: String,
}

#[derive(Debug, Subcommand)]
pub enum BusinessCommand {
    /// Enter one; shown as understood, with what is missing before it can be decided
    Add(Box<Brought>),
    /// What waits for a decision
    List,
    /// One of them (B7), with what was decided
    Show { business: String },
    /// Say anew what is given; the rest stays as it was
    Change {
        business: String,
        #[command(flatten)]
        brought: Box<Brought>,
    },
}

/// What is known of it.
#[derive(Debug, Default, PartialEq, Args)]
pub struct Brought {
    /// On one line: "SOURCE: CHILD C17, what it is about"; children by id or by name ("Nadia Begum C17, new phone and cash")
    #[arg(value_name = "LINE")]
    pub line: Option<String>,
    /// Who brings it
    #[arg(long)]
    pub source: Option<String>,
    /// The day it came in [default: today]
    #[arg(long, value_name = "DAY")]
    pub received: Option<String>,
    /// What it is about; of intelligence: what is known
    #[arg(long)]
    pub concern: Option<String>,
    /// A child of the register: id, own id or name
    #[arg(long)]
    pub child: Vec<String>,
    /// A child who is not on the register, as named
    #[arg(long)]
    pub named: Vec<String>,
    /// The kind of harm: cse, cce, county-lines, trafficking, gangs, serious-youth-violence, radicalisation
    #[arg(long, value_delimiter = ',')]
    pub harm: Vec<String>,
    /// Of a referral: what child and family were told, or why not
    #[arg(long)]
    pub told: Option<String>,
    /// Of a strategy request: who must be there ("GMP, CSC, NHS")
    #[arg(long, value_name = "AGENCIES")]
    pub attend: Option<String>,
    /// Of a strategy request: by when it must be held
    #[arg(long, value_name = "DAY")]
    pub needed_by: Option<String>,
    /// Of intelligence
    #[arg(long)]
    pub person: Vec<String>,
    #[arg(long)]
    pub place: Vec<String>,
    #[arg(long)]
    pub vehicle: Vec<String>,
    #[arg(long)]
    pub theme: Vec<String>,
    /// Of intelligence: whom it is handed to ("GMP, CSC")
    #[arg(long, value_name = "AGENCIES")]
    pub hand_to: Option<String>,
}

/// Which actions are listed; every open one where nothing is said.
#[derive(Debug, Default, PartialEq, Eq, Args)]
pub struct Register {
    /// Only your own (--actor)
    #[arg(long, conflicts_with = "person")]
    pub mine: bool,
    /// Only those of this person; a part of the name will do
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    /// Only those of this agency
    #[arg(long)]
    pub agency: Option<String>,
    /// Only those whose time has run out
    #[arg(long)]
    pub overdue: bool,
    /// Only those of this child: id, own id or name
    #[arg(long)]
    pub child: Option<String>,
    /// Also what ended in the last 28 days
    #[arg(long)]
    pub ended: bool,
}

#[derive(Debug, Subcommand)]
pub enum ActionsCommand {
    /// They are done
    Done(Ending),
    /// Circumstances changed, they cannot be done any more
    NotPossible(Ending),
    /// They were not done
    NotDone(Ending),
    /// Agree another date; the dates before stay on record
    Redate {
        #[arg(required = true, value_name = "ACTION")]
        actions: Vec<String>,
        /// "Fri", "tomorrow 12:00", "in 5 working days"
        #[arg(long, value_name = "WHEN")]
        due: String,
        #[arg(long)]
        reason: String,
    },
    /// It is to be done after all
    Reopen {
        action: String,
        #[arg(long)]
        reason: String,
    },
    /// Agree an action without a decision: "GMP: list of hotels by Fri"
    Add {
        #[arg(value_name = "AGENCY: WHAT by WHEN")]
        line: String,
        /// The item of the meeting it is agreed under [default: any other business, while a meeting is on]
        #[arg(long)]
        item: Option<String>,
        /// The child it is for: id, own id or name
        #[arg(long)]
        child: Option<String>,
    },
    /// One of them (A9) with its history
    Show { action: String },
}

/// How actions ended.
#[derive(Debug, Args)]
pub struct Ending {
    #[arg(required = true, value_name = "ACTION")]
    pub actions: Vec<String>,
    /// What came of it, in a line
    #[arg(long, value_name = "TEXT")]
    pub outcome: String,
    /// What changed for the child
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub difference: String,
}

#[derive(Debug, Subcommand)]
pub enum AssessmentsCommand {
    /// List them: what runs out first on top
    List,
    /// One of them (X5)
    Show { assessment: String },
    /// Give it to somebody
    Allocate {
        assessment: String,
        #[arg(value_name = "NAME")]
        to: String,
    },
    /// Record the completed tool, or its review
    Score(Box<Score>),
    /// Take it back, with the reason
    Withdraw {
        assessment: String,
        #[arg(long)]
        reason: String,
    },
    /// Print the indicators and bands of the tool
    Tool,
}

#[derive(Debug, Args)]
pub struct Score {
    pub assessment: String,
    /// Values by indicator (see `wayhome assessments tool`)
    #[arg(long = "set", value_name = "INDICATOR=VALUE", value_parser = crate::cli::args::pair, num_args = 1.., required = true)]
    pub set: Vec<(String, String)>,
    /// The band by professional judgement
    #[arg(long)]
    pub band: String,
    /// Why
    #[arg(long)]
    pub judgement: String,
    /// The kinds of harm found: cse, cce, county-lines, …
    #[arg(long = "concern", value_delimiter = ',', num_args = 1..)]
    pub concerns: Vec<String>,
    /// plan, improved, stable, declined, no-role or transferred
    #[arg(long)]
    pub outcome: String,
    /// The day of the review, where it is to be reviewed [default: after the weeks of the settings]
    #[arg(long, value_name = "DAY")]
    pub review: Option<String>,
}
