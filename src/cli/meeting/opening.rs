//! Who is at the meeting.

use super::args::Attending;
use super::desk::Desk;
use super::words;
use crate::casebook::Error;
use crate::cli::args::{Format, Global};
use crate::cli::output;
use crate::meeting::attendance::{Attendance, Opening, Presence};
use crate::meeting::said;
use crate::text::clean;
use anyhow::Result;
use serde_json::json;

/// `wayhome meeting start`.
pub fn start(desk: &mut Desk, global: &Global, attending: &Attending) -> Result<()> {
    let offered = desk.hub.proposed_opening(desk.now)?;
    let before = if attending.as_before { offered } else { Opening { chair: String::new(), attendance: Vec::new(), ..offered } };
    let opening = said_anew(desk, before, attending)?;
    let meeting = desk.hub.start_meeting(opening, desk.now)?;
    let sheet = desk.hub.meeting_sheet(meeting.id, desk.now)?;
    match global.format {
        Format::Json => output::record("", &sheet),
        _ => {
            let statement = &desk.hub.settings().meeting.confidentiality;
            let statement = if statement.is_empty() { String::new() } else { format!("{statement}\n\n") };
            output::text(&(statement + &words::sheet(&sheet)))
        }
    }
}

/// `wayhome meeting attendance`.
pub fn change(desk: &mut Desk, global: &Global, attending: &Attending) -> Result<()> {
    let meeting = desk.meeting(None)?;
    let before = if attending.as_before { desk.hub.proposed_opening(desk.now)? } else { meeting.opening.clone() };
    let before = Opening { chair: meeting.opening.chair.clone(), ..before };
    let opening = said_anew(desk, before, attending)?;
    desk.hub.change_attendance(meeting.id, opening, desk.now)?;
    let sheet = desk.hub.meeting_sheet(meeting.id, desk.now)?;
    match global.format {
        Format::Json => {
            let opening = crate::cli::json::printed("opening", serde_json::to_value(&sheet.meeting.opening)?);
            output::json(&json!({ "ok": true, "meeting": sheet.meeting.id.to_string(), "opening": opening, "quorum": sheet.quorum }))
        }
        _ => output::text(&words::opening(&sheet)),
    }
}

/// What was said before, with what is said now in its place.
fn said_anew(desk: &Desk, mut opening: Opening, attending: &Attending) -> Result<Opening, Error> {
    let Attending { chair, place, present, apologies, sent, absent, as_before: _ } = attending;
    if let Some(chair) = chair {
        opening.chair = clean(chair);
    }
    if let Some(place) = place {
        opening.place = clean(place);
    }
    for agency in absent {
        let agency = said::agency(agency.trim(), desk.hub.settings()).map_err(Error::Refused)?;
        opening.attendance.retain(|known| known.agency != agency);
    }
    for (presence, lines) in [(Presence::Present, present), (Presence::Apologies, apologies), (Presence::Sent, sent)] {
        for line in lines {
            let said = one(desk, presence, line)?;
            match opening.attendance.iter_mut().find(|known| known.agency == said.agency) {
                Some(known) => *known = said,
                None => opening.attendance.push(said),
            }
        }
    }
    Ok(opening)
}

/// "GMP: J Smith, A Khan"; of what was sent, what it is stands after the colon.
fn one(desk: &Desk, presence: Presence, line: &str) -> Result<Attendance, Error> {
    let (agency, rest) = line.split_once(':').unwrap_or((line, ""));
    let agency = said::agency(agency.trim(), desk.hub.settings()).map_err(Error::Refused)?;
    if presence == Presence::Sent {
        return Ok(Attendance { agency, presence, names: Vec::new(), note: clean(rest.trim()) });
    }
    let names = rest.split([',', ';']).map(|name| clean(name.trim())).filter(|name| !name.is_empty());
    Ok(Attendance { agency, presence, names: names.collect(), note: String::new() })
}
