//! Interview: the independent conversation after a return, from allocation to what became of it.
//!
//! Every ended episode keeps its own clocks ([`crate::clock`]) and its own verdict ([`verdict`]). What is done about it is kept
//! per episode ([`file`]): who has it ([`worker`], [`who`], [`suggest`]), how the child was sought ([`attempt`]), which interview answered
//! it or why none will; bookings go out as calendar files ([`ics`]). The conversation itself ([`record`]) is one, however many episodes it answers; what is learnt in it goes
//! on to others ([`sharing`]). What no verb accepts stands in [`checks`].

pub mod attempt;
pub mod checks;
pub mod file;
pub mod ics;
mod person;
pub mod record;
pub mod sharing;
pub mod suggest;
pub mod verdict;
pub mod who;
pub mod worker;
