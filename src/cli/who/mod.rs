//! Who is this child, on the command line: rows that wait, likely duplicates, merging, who belongs to whom, and two files matched.

pub mod args;
mod children;
mod pairs;
mod review;
mod splitting;
mod words;

pub use children::run as children;
pub use pairs::run as pairs;
pub use review::run as review;
pub use words::{about as about_child, about_json};
