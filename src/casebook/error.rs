//! What can go wrong with a verb, in words a person can act on.

use crate::intake::columns::Columns;
use thiserror::Error;

/// A refusal or failure, one line of plain English each; [`Error::hint`] says what to do where the line does not.
#[derive(Debug, Error)]
pub enum Error {
    /// The request cannot be carried out as it stands; the text says what, where and what to do.
    #[error("{0}")]
    Refused(String),
    /// Someone else changed the record since it was shown.
    #[error("{what} was changed by {by} at {at} since you opened it: {difference}")]
    Stale { what: String, by: String, at: String, difference: String },
    #[error("the passphrase does not open {0}; nothing was changed")]
    WrongPassphrase(String),
    #[error("{0} is not a Wayhome hub file; nothing was changed")]
    NotAHub(String),
    #[error("there is no hub at {0}")]
    NoHub(String),
    #[error("the disk is full: nothing of this was saved, and nothing earlier was lost")]
    DiskFull,
    #[error("another program holds the hub file busy")]
    Busy,
    #[error("the journal does not agree with itself at entry {position}: {what}")]
    Broken { position: i64, what: String },
    /// A workbook with several sheets: which one is the list?
    #[error("the workbook has several sheets ({}); name one with --sheet", .0.join(", "))]
    WhichSheet(Vec<String>),
    /// Columns that were not recognised: a person says what they are.
    #[error("{}", unclear(.0))]
    UnclearColumns(Box<Columns>),
    /// None of the columns says whom a row is about: a person says which does.
    #[error("{file}: {missing} in row {}; say which column has it with --map \"HEADER=FIELD\"", .columns.header_row)]
    MissingColumn { file: String, missing: &'static str, columns: Box<Columns> },
    /// The store failed in a way that has no better words.
    #[error("the hub file could not be used: {0}")]
    Store(String),
}

fn unclear(columns: &Columns) -> String {
    let headers: Vec<String> = columns.unclear().iter().map(|column| format!("\u{201c}{}\u{201d}", column.header)).collect();
    format!("it is not clear what these columns are: {}; say so with --map COLUMN=FIELD, or --map COLUMN=ignore", headers.join(", "))
}

impl Error {
    /// What to do about it, where the message itself does not say.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Error::NoHub(_) => Some("make one with `wayhome init`, name one with --hub PATH, or try `wayhome demo`"),
            Error::WrongPassphrase(_) => Some("type it again; upper and lower case count"),
            Error::NotAHub(_) => Some("name the hub file with --hub PATH"),
            Error::Stale { .. } => Some("look at the record as it is now, then do it again if it still holds"),
            Error::DiskFull => Some("free some space, then do it again"),
            Error::Busy => Some("close the other program or wait for it, then do it again"),
            Error::Broken { .. } => Some("keep the file as it is and restore the latest copy; `wayhome verify` says more"),
            Error::Refused(_) | Error::Store(_) | Error::WhichSheet(_) | Error::UnclearColumns(_) | Error::MissingColumn { .. } => None,
        }
    }
}

/// The result of a verb or a query.
pub type Result<T> = std::result::Result<T, Error>;
