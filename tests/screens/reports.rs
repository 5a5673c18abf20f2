//! What the screens of figures ask, answered from an invented morning.

use super::Morning;
use wayhome::tui::figures_desk::FiguresDesk;

impl FiguresDesk for Morning {}
