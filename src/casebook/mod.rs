//! The verbs of the office: the only way in for the command line and the screen. One verb = check, then events, in one transaction.

mod board;
mod case;
mod caseload;
mod decide;
pub mod error;
pub mod event;
mod hub;
mod list;
mod news;
mod records;
mod refused;
mod review;
mod row;
pub mod view;

pub use decide::{NewDecision, draft_key};
pub use error::{Error, Result};
pub use hub::{Hub, Opening};
pub use list::{ListFile, ListOptions};
pub use records::describe;
