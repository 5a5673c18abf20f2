//! The meetings of panels as a calendar file: it names no child.

use super::dates::meetings;
use crate::calendar::{WorkingDays, day_of};
use crate::episode::Moment;
use crate::interview::ics::{IcsEvent, write};
use crate::settings::Panel;
use crate::text::fold;
use chrono::Months;

/// How far ahead a calendar file goes.
const AHEAD: Months = Months::new(12);

/// The meetings of panels in the twelve months from today on; a meeting keeps its identity where a bank holiday moves it.
pub fn calendar(panels: &[&Panel], days: &WorkingDays, now: Moment) -> String {
    let today = day_of(now);
    let until = today.checked_add_months(AHEAD).unwrap_or(today);
    let mut events = Vec::new();
    for panel in panels {
        let of_year = meetings(panel, today, days).take_while(|meeting| meeting.on <= until);
        events.extend(of_year.map(|meeting| IcsEvent {
            uid: format!("panel-{}-{}@wayhome", slug(&panel.name), meeting.planned()),
            // A file of another day is the newer one.
            sequence: now.timestamp().div_euclid(24 * 3600),
            at: meeting.begins(panel),
            minutes: panel.minutes,
            summary: panel.name.clone(),
            location: None,
            description: meeting.moved_from.map(|_| meeting.words(days)),
        }));
    }
    events.sort_by(|a, b| (a.at, &a.uid).cmp(&(b.at, &b.uid)));
    write("Panels", &events, now)
}

/// "missing-from-home-panel-north": small letters, digits and hyphens, for the name of a file.
pub fn slug(name: &str) -> String {
    let letters: String = fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let slug = letters.split_whitespace().collect::<Vec<_>>().join("-");
    if slug.is_empty() { "panel".into() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn every_meeting_of_a_year_stands_in_it_with_its_uk_time_and_no_meeting_twice() {
        let settings = Settings::default();
        let north = settings.panel("north").unwrap();
        let (days, now) = (WorkingDays::shipped(), "2026-11-20T08:41:00Z".parse().unwrap());
        let file = calendar(&[north], &days, now);
        assert_eq!(file.matches("BEGIN:VEVENT").count(), 26);
        assert!(
            file.contains("DTSTART:20261124T100000Z\r\nDTEND:20261124T120000Z\r\nSUMMARY:Missing from Home Panel\\, North\r\n"),
            "{file}"
        );
        assert!(file.contains("DTSTART:20270330T090000Z"), "10:00 in summer time is 09:00 UTC");
        assert!(file.contains("UID:panel-missing-from-home-panel-north-2026-11-24@wayhome"));
        let all: Vec<&Panel> = settings.panels.iter().collect();
        let of_all = calendar(&all, &days, now);
        let mut uids: Vec<&str> = of_all.lines().filter(|line| line.starts_with("UID:")).collect();
        uids.sort_unstable();
        uids.dedup();
        assert_eq!(uids.len(), of_all.matches("BEGIN:VEVENT").count());
    }

    #[test]
    fn a_meeting_that_moved_says_so() {
        let panel = Panel { name: "North".into(), first: "2026-12-11".parse().ok(), every_days: Some(14), ..Panel::default() };
        let file = calendar(&[&panel], &WorkingDays::shipped(), "2026-12-20T08:41:00Z".parse().unwrap());
        assert!(file.contains("UID:panel-north-2026-12-25@wayhome"), "{file}");
        assert!(file.contains("DESCRIPTION:Tue 29 Dec 2026\\, moved from Fri 25 Dec (bank holiday)"), "{file}");
    }
}
