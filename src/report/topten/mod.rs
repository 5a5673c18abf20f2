//! The top ten on paper: the briefing of senior managers, and where a closed month is corrected.

mod corrected;

pub use corrected::corrections;
