//! Wayhome: the daily multi-agency risk meeting of a safeguarding hub.
//!
//! ```text
//! police list ─► intake ─► triage ─► meeting ─► interview ─► report
//!                   └─────────┴─────────┴───────────┴──────────┘
//!                      casebook: the verbs of the office; one verb, one transaction
//!                      store: the journal (the record) and the tables (a view of it)
//! cli, tui ─► casebook
//! ```
//!
//! The work itself knows no terminal, no database, no files and no clock: `now` is an argument.
//!
//! The meeting ([`meeting`]) is folded from the journal entries about it, as are actions, business and assessments; what is taken
//! back is left out of the fold. How it works for those in the room: docs/meeting.md.

pub mod child;
pub mod episode;

pub mod calendar;
pub mod clock;
pub mod settings;

pub mod intake;

pub mod triage;

pub mod meeting;

pub mod interview;

pub mod report;

pub mod casebook;
pub mod store;

pub mod cli;
pub mod tui;

pub mod demo;

mod codes;
pub mod spoken;
pub mod text;
