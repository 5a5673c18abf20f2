//! What the screens ask of the casebook about figures, and the rehearsal of rules.

use super::private_desk::PrivateDesk;
use crate::casebook::Hub;

/// Figures, and the rehearsal of rules, as the screens use it. Moments are UTC; `now` is the moment the person acts.
pub trait FiguresDesk {}

impl FiguresDesk for Hub {}

impl FiguresDesk for PrivateDesk {}
