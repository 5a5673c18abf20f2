//! The papers of a meeting.

use crate::casebook::meeting_view::{MeetingRecord, Paper};
use crate::settings::Settings;

/// The papers of a meeting, as files to be written.
pub fn papers(_record: &MeetingRecord, _settings: &Settings) -> Vec<Paper> {
    Vec::new()
}
