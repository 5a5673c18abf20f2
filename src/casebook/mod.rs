//! The verbs of the office: the only way in for the command line and the screen.

pub mod error;
pub mod event;
pub mod view;
