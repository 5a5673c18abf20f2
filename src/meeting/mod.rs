//! Meeting: who was there, what was talked about in which order, what was decided, and who does what by when.
//!
//! `attendance` who is there, quorum · `business` referrals, strategy requests, key intelligence · `agenda` the items · `record` the
//! meeting as it stands · `pace` the time left · `gate` what keeps it from closing · `drift` the same again without change ·
//! `decision`, `action`, `register` what was decided and what becomes of it · `assessment` the scaled indicators · `said` who says what

pub mod action;
pub mod agenda;
pub mod assessment;
pub mod attendance;
pub mod business;
pub mod decision;
pub mod drift;
pub mod gate;
pub mod pace;
pub mod record;
pub mod register;
pub mod said;
