//! Figures: counts, rates and lengths for a period, each able to show its rows.
//!
//! ```text
//! facts ─► Index ─► Cohort (the episodes that began in a period, a part of them, a month) ─► Figure (value, rule, rows, left out)
//!                                                                               sets and sheets of figures ◄─┘
//! ```
//!
//! `facts` what is counted, made of what is `kept` of each episode · `cohort`, `split`, `period` of what · `rates`, `counts`, `again`, `assessments` the figures ·
//! `compare` two periods · `set` all of them · `presets` the reports of Warwickshire and Trafford, and for freedom of information ·
//! `topten` the children most often missing · `out` figures as text, JSON, CSV, a page and a workbook

pub mod again;
mod assessments;
pub mod cohort;
pub mod compare;
mod counts;
pub mod facts;
pub mod figure;
pub mod kept;
pub mod out;
pub mod period;
pub mod presets;
pub mod rates;
pub mod set;
pub mod split;
pub mod topten;

pub use cohort::{Cohort, Index};
pub use facts::Facts;
pub use figure::{Figure, Value};
pub use period::Period;
