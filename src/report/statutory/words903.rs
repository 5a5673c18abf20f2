//! The tables in words: on the screen and in the file beside them. Children stand there by number and own identifier, not by name.

use super::rules903::{Broken, CARRIED_OVER};
use super::ssda903::{About, HEADER_COLUMNS, HeaderRow, LeftOut, MISSING_COLUMNS, MissingRow, Note, Ssda903, grouped};
use super::{begins_later, csv};
use crate::calendar::long_day;

impl Ssda903 {
    /// `missing.csv`.
    pub fn missing_csv(&self) -> Vec<u8> {
        csv::file(&MISSING_COLUMNS, self.missing.iter().map(MissingRow::cells))
    }

    /// `header.csv`.
    pub fn header_csv(&self) -> Vec<u8> {
        csv::file(&HEADER_COLUMNS, self.header.iter().map(HeaderRow::cells))
    }

    /// What is not in the tables and why, what to know about what is, and the rules that would be broken: on the screen and in the
    /// file beside the tables. Children stand there by number and own identifier, not by name.
    pub fn words(&self) -> String {
        let mut out = Vec::new();
        let (rows, children) = (self.missing.len(), self.header.len());
        let (from, to) = (long_day(self.year.start()), long_day(self.year.end()));
        out.push(format!("SSDA903 {}, {from} to {to}: {rows} missing episodes of {children} looked-after children", self.year));
        out.extend(begins_later(self.record_begins, self.year.start()));
        out.push(format!("Left out: {}", self.left_out_words()));
        for (why, of) in grouped(&self.left_out, |out| out.why) {
            out.push(format!("  {why}: {}", of.len()));
            out.extend(of.iter().map(|out| format!("    {}", out.line())));
        }
        out.push(format!("To know: {}", self.notes.len()));
        for (about, of) in grouped(&self.notes, |note| note.about) {
            out.push(format!("  {about}: {}", of.len()));
            out.extend(of.iter().map(|note| format!("    {}", note.line())));
        }
        match (self.broken.as_slice(), self.not_checked.as_slice()) {
            ([], []) => out.push("No rule of the Missing table would fail.".into()),
            ([], _) => out.push("Of the rules that were checked none would fail.".into()),
            (broken, _) => out.push(format!("Rules that would fail: {}", broken.len())),
        }
        out.extend(self.broken.iter().map(|broken| format!("  {}", broken.line_of_words())));
        if self.not_checked.contains(&CARRIED_OVER) {
            out.push(self.carried_over_words());
        }
        out.join("\n") + "\n"
    }

    /// "12 episodes, 1 refused row".
    fn left_out_words(&self) -> String {
        let episodes = self.left_out.iter().filter(|out| out.episode.is_some()).count();
        match self.left_out.len() - episodes {
            0 => format!("{episodes} episodes"),
            1 => format!("{episodes} episodes, 1 refused row"),
            rows => format!("{episodes} episodes, {rows} refused rows"),
        }
    }

    /// What rule 576 would be checked by, as far as the hub knows it.
    fn carried_over_words(&self) -> String {
        let began_before = self.notes.iter().filter(|note| note.about == About::FromYearBefore);
        let open: Vec<String> = began_before.map(|note| format!("{} {}", note.own_id, note.words)).collect();
        let by_record = match open.as_slice() {
            [] if self.record_begins >= self.year.start() => "This hub\u{2019}s own record does not reach back to it.".to_owned(),
            [] => "By this hub\u{2019}s own record nobody was missing over its end.".to_owned(),
            _ => format!("By this hub\u{2019}s own record these stand open in it, with just these starts: {}.", open.join("; ")),
        };
        format!("Rule 576 was not checked: it needs last year\u{2019}s missing.csv as it was sent (--previous FILE). {by_record}")
    }
}

impl LeftOut {
    /// "E12 MIS/26/7, C4 (1004): at home"; of a refused row "R3, C4 (1004): …".
    pub fn line(&self) -> String {
        let child = self.child.map_or(String::new(), |child| format!(", {child}"));
        let own_id = self.own_id.as_ref().map_or(String::new(), |id| format!(" ({id})"));
        let which = match self.episode {
            Some(episode) if self.reference != episode.to_string() => format!("{episode} {}", self.reference),
            _ => self.reference.clone(),
        };
        format!("{which}{child}{own_id}: {}", self.words)
    }
}

impl Note {
    /// "1004 E12: since Fri 14 Nov 2025".
    pub fn line(&self) -> String {
        let episode = self.episode.map(|episode| episode.to_string());
        let whom: Vec<&str> =
            [self.own_id.as_str(), episode.as_deref().unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect();
        [whom.join(" "), self.words.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
    }
}

impl Broken {
    /// "574, line 12, child 1004: …".
    pub fn line_of_words(&self) -> String {
        let line = self.line.map_or(String::new(), |line| format!(", line {line}"));
        format!("{}{line}, child {}: {}", self.rule, self.child, self.words)
    }
}
