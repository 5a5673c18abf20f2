//! What the screens ask of the casebook about the panels.

use super::private_desk::PrivateDesk;
use crate::casebook::Hub;

/// The panels, as the screens use it. Moments are UTC; `now` is the moment the person acts.
pub trait PanelsDesk {}

impl PanelsDesk for Hub {}

impl PanelsDesk for PrivateDesk {}
