//! What the screens ask of the casebook about the top ten.

use super::private_desk::PrivateDesk;
use crate::casebook::Hub;

/// The top ten, as the screens use it. Moments are UTC; `now` is the moment the person acts.
pub trait TrackerDesk {}

impl TrackerDesk for Hub {}

impl TrackerDesk for PrivateDesk {}
