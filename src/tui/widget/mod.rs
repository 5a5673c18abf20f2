//! Pieces that several screens draw.

pub mod case_pane;
pub mod field;
pub mod interview_pane;
pub mod interview_words;
pub mod pane;
pub mod report;
pub mod rows;
pub mod text;
pub mod text_box;
pub mod writer;
