//! Files that people name, and what went wrong with them in words.

pub use crate::store::files::{in_words, read_plain as read};
use std::io;

/// An error with its causes on one line, the system's in plain English and without their numbers.
pub fn said(error: &anyhow::Error) -> String {
    let part = |cause: &(dyn std::error::Error + 'static)| cause.downcast_ref::<io::Error>().map_or_else(|| cause.to_string(), in_words);
    error.chain().map(part).collect::<Vec<_>>().join(": ")
}
