//! Pieces that several screens draw.

pub mod case_pane;
pub mod field;
pub mod pane;
pub mod report;
pub mod text;
pub mod text_box;
