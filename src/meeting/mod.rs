//! The meeting: what it decided for a child, why, and who does what by when.

pub mod action;
pub mod decision;
