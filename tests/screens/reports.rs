//! What the screens of figures, top ten, panels and patterns ask, answered from an invented morning.

#[path = "figures.rs"]
mod figures;

use super::Morning;
use wayhome::tui::panels_desk::PanelsDesk;
use wayhome::tui::patterns_desk::PatternsDesk;
use wayhome::tui::tracker_desk::TrackerDesk;

impl TrackerDesk for Morning {}
impl PanelsDesk for Morning {}
impl PatternsDesk for Morning {}
