//! Report: what leaves the hub on paper. One file per document.

pub mod minutes;
pub mod papers;
mod text;
