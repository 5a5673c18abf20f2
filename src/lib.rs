//! Wayhome: the daily multi-agency risk meeting of a safeguarding hub.

pub mod calendar;
pub mod casebook;
pub mod child;
pub mod cli;
pub mod clock;
mod codes;
pub mod demo;
pub mod episode;
pub mod intake;
pub mod interview;
pub mod meeting;
pub mod report;
pub mod settings;
pub mod spoken;
pub mod store;
pub mod text;
pub mod triage;
pub mod tui;
