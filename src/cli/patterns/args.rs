//! The words of `wayhome patterns`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// For the foot of the help.
pub const NOTES: &str = "WHEN: 2026-11-20, 20/11/2026, yesterday … CHILD: by id (C12), own id, or name.
Without --names children are pseudonyms (Child C12), adults and vehicles are told by the record that names them (Person of B9).
A file for --out ends with .graphml, .svg or .html; one that is there already is not written over.";

/// Which patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Pairs and groups, with how often that would happen by chance
    Together,
    /// Missing from, found where, postal areas
    Places,
    /// Weekdays and hours of going missing and of coming back
    Times,
    /// Push and pull factors, as the return interviews tell
    Factors,
    /// Children, people, places and vehicles, and what ties them
    Network,
}

#[derive(Debug, Args)]
pub struct Patterns {
    /// Which of them [default: the first of each]
    #[arg(value_enum)]
    pub part: Option<Part>,
    /// From this day on [default: a year before the last day]
    #[arg(long, value_name = "WHEN")]
    pub from: Option<String>,
    /// Up to this day [default: today]
    #[arg(long, value_name = "WHEN")]
    pub to: Option<String>,
    /// With the names of children and adults
    #[arg(long)]
    pub names: bool,
    /// Of `together` and `network`: only what has to do with this child
    #[arg(long)]
    pub child: Option<String>,
    /// Of `network` with --child: at most so many ties away
    #[arg(long, default_value_t = 2)]
    pub hops: u32,
    /// Write the network to this file: .graphml, .svg or .html
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}
