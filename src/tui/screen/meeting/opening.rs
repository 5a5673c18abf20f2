//! The form that opens a meeting, or changes who is there: one line for each agency, the quorum live above.
//!
//! ```text
//! ┌ Open the meeting ────────────────────────────────────────────────────────┐
//! │ ⚠ not quorate without Children's Social Care                             │
//! │ present 8 · apologies 1 · information sent 1 · not there 2                │
//! │    Chair  A. Chair                                                       │
//! │ ▸    GMP  J Smith, A Khan                                                │
//! │      NHS  sent: report by e-mail                                         │
//! ```

use crate::calendar::day_of;
use crate::meeting::attendance::{Attendance, Opening, Presence, check, quorum};
use crate::meeting::record::MeetingId;
use crate::settings::Agency;
use crate::tui::app::Context;
use crate::tui::screen::form::{Task, Wrong, at};
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed};

/// Opens a meeting, or (`of`) changes the attendance of one.
pub struct OpeningTask {
    pub of: Option<MeetingId>,
    pub proposed: Opening,
    pub agencies: Vec<Agency>,
    pub day: String,
}

impl OpeningTask {
    pub fn new(of: Option<MeetingId>, proposed: Opening, cx: &Context) -> OpeningTask {
        OpeningTask { of, proposed, agencies: cx.desk.settings().agencies.clone(), day: day_of(cx.now).to_string() }
    }

    fn opening(&self, typed: &Typed) -> Opening {
        let line = |agency: &Agency| read(&agency.name, typed.text(&agency.short));
        Opening {
            chair: typed.text("chair").into(),
            place: typed.text("place").into(),
            attendance: self.agencies.iter().filter_map(line).collect(),
            ..self.proposed.clone()
        }
    }
}

impl Task for OpeningTask {
    fn key(&self) -> String {
        self.of.map_or_else(|| format!("opening {}", self.day), |meeting| format!("attendance {meeting}"))
    }

    fn title(&self) -> String {
        self.of.map_or_else(|| "Open the meeting".into(), |meeting| format!("Who is at {meeting}"))
    }

    fn intro(&self, typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let opening = self.opening(typed);
        let quorum = quorum(&opening);
        let said =
            |met: bool, words: String| if met { (Meaning::Ok, format!("✓ {words}")) } else { (Meaning::Warning, format!("⚠ {words}")) };
        let count = |presence| opening.attendance.iter().filter(|a| a.presence == presence).count();
        let (present, apologies, sent) = (count(Presence::Present), count(Presence::Apologies), count(Presence::Sent));
        let absent = self.agencies.len().saturating_sub(present + apologies + sent);
        let strategy = quorum.strategy_missing.is_empty();
        vec![
            said(quorum.met(), quorum.words()),
            said(strategy, format!("for a strategy discussion: {}", quorum.strategy_words())),
            (Meaning::Plain, format!("present {present} · apologies {apologies} · information sent {sent} · not there {absent}")),
            (Meaning::Hint, "Names, or “present” · “apologies: J Smith” · “sent: report by e-mail” · empty: not there".into()),
        ]
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        typed.set("chair", &self.proposed.chair);
        typed.set("place", &self.proposed.place);
        for Agency { name, short, .. } in &self.agencies {
            let line = self.proposed.attendance.iter().find(|a| a.agency == *name).map(shown);
            typed.set(short, line.unwrap_or_default());
        }
        typed
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        let head = [Field::line("chair", "Chair (needed)"), Field::line("place", "Place")];
        head.into_iter().chain(self.agencies.iter().map(|agency| Field::line(&agency.short, &agency.short))).collect()
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let opening = self.opening(typed);
        check(&opening).map_err(|why| at("chair", why))?;
        let quorum = quorum(&opening).words();
        Ok(match self.of {
            Some(meeting) => {
                cx.desk.change_attendance(meeting, opening, cx.now)?;
                format!("The attendance of {meeting} is changed: {quorum}.")
            }
            None => format!("{} is open: {quorum}.", cx.desk.start_meeting(opening, cx.now)?),
        })
    }
}

const WORDS: [(&str, Presence); 4] =
    [("present", Presence::Present), ("apologies", Presence::Apologies), ("information sent", Presence::Sent), ("sent", Presence::Sent)];

/// An agency's line as typed; `None`: not there.
fn read(agency: &str, typed: &str) -> Option<Attendance> {
    let typed = typed.trim();
    if typed.is_empty() || typed == "-" {
        return None;
    }
    let lower = typed.to_lowercase();
    // Only as a word of its own: nobody is called "sent:", but somebody may be called "Sentamu".
    let begins = |word: &str| lower.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ' ', ',']));
    let found = WORDS.iter().find(|(word, _)| begins(word));
    let (presence, rest) = found.map_or((Presence::Present, typed), |(word, presence)| (*presence, typed.get(word.len()..).unwrap_or("")));
    let rest = rest.trim_start_matches([':', ',', ' ']).trim();
    let (names, note) = match presence {
        Presence::Sent => (Vec::new(), rest.to_string()),
        _ => (rest.split([',', ';']).map(|name| name.trim().to_string()).filter(|name| !name.is_empty()).collect(), String::new()),
    };
    Some(Attendance { agency: agency.into(), presence, names, note })
}

/// An agency's line as one would have typed it.
fn shown(attendance: &Attendance) -> String {
    let Attendance { presence, names, note, .. } = attendance;
    let said = [names.join(", "), note.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    match presence {
        Presence::Present if said.is_empty() => "present".into(),
        Presence::Present => said,
        Presence::Apologies if said.is_empty() => "apologies".into(),
        Presence::Apologies => format!("apologies: {said}"),
        Presence::Sent if said.is_empty() => "sent".into(),
        Presence::Sent => format!("sent: {said}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_who_is_there_or_what_came_instead() {
        for (typed, presence, names, note) in [
            ("J Smith, A Khan", Presence::Present, "J Smith|A Khan", ""),
            ("present", Presence::Present, "", ""),
            ("Apologies: B Jones", Presence::Apologies, "B Jones", ""),
            ("apologies", Presence::Apologies, "", ""),
            ("sent: report, by e-mail", Presence::Sent, "", "report, by e-mail"),
            ("Sentamu Okello", Presence::Present, "Sentamu Okello", ""),
        ] {
            let read = read("Health", typed).unwrap();
            assert_eq!((read.presence, read.names.join("|").as_str(), read.note.as_str()), (presence, names, note), "{typed}");
            assert_eq!(super::read("Health", &shown(&read)), Some(read), "{typed}");
        }
        assert!(read("Health", " - ").is_none() && read("Health", "").is_none());
    }
}
