//! Panels: views of the children's one plan. Who is due for which panel and why, when panels meet, and what is laid before them.
//!
//! `dates` when a panel meets · `due` what makes a child due · `pack` the papers of a panel, with the `page` of each child ·
//! `calendar` its meetings as a file

pub mod calendar;
pub mod dates;
pub mod due;
pub mod pack;
mod page;

pub use page::child_page;
