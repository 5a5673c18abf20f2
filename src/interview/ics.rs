//! Booked interviews as an iCalendar file (RFC 5545). A calendar is seen by others: it names the child by initials and reference.

use crate::episode::{EpisodeId, Moment};
use chrono::TimeDelta;

/// One booked interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IcsEntry {
    pub episode: EpisodeId,
    /// Police reference, else the episode's own id.
    pub reference: String,
    /// "A. H.", never the name.
    pub initials: String,
    pub at: Moment,
    /// Length in minutes.
    pub minutes: u32,
    pub place: String,
    /// Name of whoever holds it.
    pub worker: Option<String>,
    /// Grows with every change, so that a calendar takes the newer one: the journal position of the change.
    pub revision: i64,
}

/// "A. H." of a child's name.
pub fn initials(full_name: &str) -> String {
    let first = |name: &str| name.chars().find(|c| c.is_alphabetic()).map(|c| format!("{}.", c.to_uppercase()));
    full_name.split_whitespace().filter_map(first).collect::<Vec<_>>().join(" ")
}

/// An entry of a calendar file, whatever it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IcsEvent {
    /// Kept over exports, so that a calendar moves the entry and does not show it twice.
    pub uid: String,
    /// Grows with every change, so that a calendar takes the newer one.
    pub sequence: i64,
    pub at: Moment,
    pub minutes: u32,
    pub summary: String,
    pub location: Option<String>,
    pub description: Option<String>,
}

/// The calendar file, one event for each entry; times in UTC. An entry keeps its identity over exports.
pub fn calendar(entries: &[IcsEntry], now: Moment) -> String {
    let event = |entry: &IcsEntry| IcsEvent {
        uid: format!("interview-{}@wayhome", entry.episode),
        sequence: entry.revision,
        at: entry.at,
        minutes: entry.minutes,
        summary: format!("Return interview {} ({})", entry.initials, entry.reference),
        location: Some(entry.place.clone()),
        description: entry.worker.as_ref().map(|worker| format!("Held by {worker}")),
    };
    write("Return interviews", &entries.iter().map(event).collect::<Vec<_>>(), now)
}

/// A calendar file of a kind ("Return interviews"); times in UTC.
pub fn write(kind: &str, events: &[IcsEvent], now: Moment) -> String {
    let mut file = String::new();
    let mut line = |name: &str, value: &str| fold_line(&mut file, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", &format!("-//Wayhome//{kind}//EN"));
    line("METHOD", "PUBLISH");
    for IcsEvent { uid, sequence, at, minutes, summary, location, description } in events {
        line("BEGIN", "VEVENT");
        line("UID", uid);
        line("DTSTAMP", &utc(now));
        line("SEQUENCE", &sequence.to_string());
        line("DTSTART", &utc(*at));
        line("DTEND", &utc(*at + TimeDelta::minutes(i64::from(*minutes))));
        line("SUMMARY", &escape(summary));
        for (name, value) in [("LOCATION", location), ("DESCRIPTION", description)] {
            if let Some(value) = value {
                line(name, &escape(value));
            }
        }
        line("CLASS", "CONFIDENTIAL");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    file
}

fn utc(at: Moment) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// RFC 5545 3.3.11.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace("\r\n", "\\n").replace(['\r', '\n'], "\\n")
}

/// RFC 5545 3.1: no line is longer than 75 bytes; what is longer goes on after a line break and a blank. No character is split.
fn fold_line(file: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > 75 {
            file.push_str("\r\n ");
            length = 1;
        }
        file.push(c);
        length += c.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> IcsEntry {
        IcsEntry {
            episode: EpisodeId(7),
            reference: "MP/26/0412".into(),
            initials: initials("Amira Hussain"),
            at: "2026-03-30T10:00:00+01:00".parse().unwrap(),
            minutes: 60,
            place: "Youth club, Mill Lane; back door\nask for Jo \\ Sam".into(),
            worker: Some("Priya Nair".into()),
            revision: 41,
        }
    }

    fn now() -> Moment {
        "2026-03-27T09:15:30Z".parse().unwrap()
    }

    #[test]
    fn a_booking_stands_in_utc_under_initials_and_reference() {
        let file = calendar(&[entry()], now());
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Wayhome//Return interviews//EN\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\n\
            UID:interview-E7@wayhome\r\nDTSTAMP:20260327T091530Z\r\nSEQUENCE:41\r\nDTSTART:20260330T090000Z\r\nDTEND:20260330T100000Z\r\n\
            SUMMARY:Return interview A. H. (MP/26/0412)\r\nLOCATION:Youth club\\, Mill Lane\\; back door\\nask for Jo \\\\ Sam\r\n\
            DESCRIPTION:Held by Priya Nair\r\nCLASS:CONFIDENTIAL\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(file, expected);
        assert!(!file.contains("Hussain"));
    }

    #[test]
    fn it_keeps_its_identity_when_it_is_moved() {
        let moved = IcsEntry { at: "2026-03-31T10:00:00Z".parse().unwrap(), revision: 55, ..entry() };
        let file = calendar(&[moved], now());
        assert!(file.contains("UID:interview-E7@wayhome\r\n") && file.contains("SEQUENCE:55\r\n"));
    }

    #[test]
    fn long_lines_are_folded_between_characters_and_read_back_whole() {
        let place = "Tŷ Llwyd, ".repeat(20);
        let file = calendar(&[IcsEntry { place: place.clone(), ..entry() }], now());
        assert!(file.split("\r\n").all(|line| line.len() <= 75));
        assert!(file.replace("\r\n ", "").contains(&format!("LOCATION:{}\r\n", escape(&place))));
    }

    #[test]
    fn initials_are_of_every_name() {
        assert_eq!(initials("Thi Lan Nguyen"), "T. L. N.");
        assert_eq!(initials("émile"), "É.");
    }

    #[test]
    fn nothing_booked_is_an_empty_calendar() {
        assert!(!calendar(&[], now()).contains("VEVENT"));
    }
}
