//! What the screens ask of the casebook about patterns.

use super::private_desk::PrivateDesk;
use crate::casebook::Hub;

/// Patterns, as the screens use it. Moments are UTC; `now` is the moment the person acts.
pub trait PatternsDesk {}

impl PatternsDesk for Hub {}

impl PatternsDesk for PrivateDesk {}
