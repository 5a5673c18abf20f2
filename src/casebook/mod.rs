//! The verbs of the office: the only way in for the command line and the screen. One verb = check, then events, in one transaction.

mod allocate;
mod board;
mod case;
mod caseload;
mod contact;
mod decide;
pub mod error;
pub mod event;
mod held;
mod hub;
pub mod interview_view;
mod interview_words;
mod interviews;
mod list;
pub mod meeting_view;
mod news;
mod provider;
mod records;
mod refused;
mod review;
mod row;
mod sharing;
mod staff;
mod suggestions;
pub mod view;

pub use contact::close_key;
pub use decide::{NewDecision, draft_key};
pub use error::{Error, Result};
pub use held::{hold_key, record_key};
pub use hub::{Hub, Opening, Progress};
pub use interviews::On;
pub use list::{ListFile, ListOptions};
pub use provider::{InterviewNote, InterviewsReport};
pub use records::describe;
pub use sharing::HandOff;
pub use staff::{StaffReport, WorkerNote, away_in_words, hours_in_words};
