//! What the screens of figures, top ten, panels and patterns ask, answered from an invented morning.

use super::Morning;
use wayhome::tui::figures_desk::FiguresDesk;
use wayhome::tui::panels_desk::PanelsDesk;
use wayhome::tui::tracker_desk::TrackerDesk;

impl FiguresDesk for Morning {}
impl TrackerDesk for Morning {}
impl PanelsDesk for Morning {}
