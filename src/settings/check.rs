//! Reads a settings file into [`Settings`], and collects everything that is wrong with it, each with its line.
//!
//! A name is known because it is asked for: what nobody asked for when a section is closed is reported as unknown.

mod meeting;
mod panel;

use super::{Agency, SettingError, Settings, Step, Target, Team, did_you_mean};
use crate::spoken;
use chrono::Weekday;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads `text` over `settings`: what the file does not name stays.
pub(super) fn read(text: &str, mut settings: Settings) -> Result<Settings, Vec<SettingError>> {
    // Notepad and Excel put a byte-order mark in front.
    let text = text.trim_start_matches('\u{feff}');
    let file = File { text, errors: RefCell::default() };
    let (root, broken) = DeTable::parse_recoverable(text);
    for error in &broken {
        file.complain(error.span().map_or(0, |span| span.start), unreadable(error.message()));
    }
    if broken.is_empty() {
        sections(&mut Section::new(&file, "the file".into(), 0, root.get_ref()), &mut settings);
    }
    let mut errors = file.errors.into_inner();
    errors.sort_by_key(|error| error.line);
    if errors.is_empty() { Ok(settings) } else { Err(errors) }
}

fn unreadable(message: &str) -> String {
    let message = message.lines().collect::<Vec<_>>().join("; ");
    format!("this line cannot be read ({message}); settings are written as name = \"text\", name = 12 or name = [\"a\", \"b\"]")
}

/// Every section and list of the file.
fn sections<'a>(root: &mut Section<'a>, settings: &mut Settings) {
    if let Some(steps) = root.texts("escalation", |_| Ok(())) {
        check_ladder(root, &steps);
        settings.escalation = steps;
    }
    root.put("agency", &mut settings.agencies, |s, key| s.each(key, agency, |a| a.names().map(str::to_owned).collect()));
    root.put("team", &mut settings.teams, |s, key| s.each(key, team, |t| vec![t.name.clone()]));
    root.put("panel", &mut settings.panels, |s, key| s.each(key, panel::panel, |p| vec![p.name.clone()]));
    root.put("target", &mut settings.targets, |s, key| s.each(key, target, |t| vec![t.id.clone()]));
    root.section("hub", |s| {
        s.put("name", &mut settings.hub.name, Section::words);
        s.put("authority", &mut settings.hub.authority, |s, key| s.text(key, |_| Ok(())));
        s.put("area_postcodes", &mut settings.hub.area_postcodes, |s, key| s.texts(key, check_postcode));
    });
    // After the agencies, which the quorum names.
    meeting::meeting(root, settings);
    root.section("assessment", |s| meeting::assessment(s, &mut settings.assessment));
    root.section("rota", |s| {
        let rota = &mut settings.rota;
        s.put("days", &mut rota.days, |s, key| s.texts(key, check_day));
        s.put("from", &mut rota.from, |s, key| s.text(key, check_time));
        s.put("to", &mut rota.to, |s, key| s.text(key, check_time));
        if spoken::time(&rota.from).zip(spoken::time(&rota.to)).is_some_and(|(from, to)| from >= to) {
            s.complain("to", format!("the rota ends at {} but begins at {}; 'to' must be later than 'from'", rota.to, rota.from));
        }
    });
    root.section("top_ten", |s| {
        let cut = &mut settings.top_ten;
        s.put("places", &mut cut.places, |s, key| s.whole(key, 1..=100));
        s.put("months", &mut cut.months, |s, key| s.whole(key, 1..=12));
        s.put("run", &mut cut.run, |s, key| s.whole(key, 3..=36));
    });
    root.section("thresholds", |s| {
        let limits = &mut settings.thresholds;
        s.put("interview_hours", &mut limits.interview_hours, |s, key| s.whole(key, 1..=720));
        s.put("offer_hours", &mut limits.offer_hours, |s, key| s.whole(key, 1..=720));
        s.put("interview_working_days", &mut limits.interview_working_days, |s, key| s.whole(key, 1..=30));
        s.put("oldest_age", &mut limits.oldest_age, |s, key| s.whole(key, 18..=25));
        s.put("cell_characters", &mut limits.cell_characters, |s, key| s.whole(key, 100..=100_000).map(|n| n as usize));
    });
    root.close();
}

fn agency(s: &mut Section) -> Option<Agency> {
    let (name, short) = (s.required("name", Section::words), s.required("short", Section::words));
    let also = s.texts("also", |_| Ok(())).unwrap_or_default();
    Some(Agency { name: name?, short: short?, also })
}

fn team(s: &mut Section) -> Option<Team> {
    let (name, employer) = (s.required("name", Section::words), s.required("employer", Section::words));
    let serves = s.required("serves", |s, key| {
        s.texts(key, |whom| match whom {
            "home" | "looked-after" | "out-of-area" => Ok(()),
            _ => Err(format!("'{whom}' is not a group that a team serves; write \"home\", \"looked-after\" or \"out-of-area\"")),
        })
    });
    Some(Team { name: name?, employer: employer?, serves: serves? })
}

fn target(s: &mut Section) -> Option<Target> {
    let (id, title) = (s.required("id", Section::words), s.required("title", Section::words));
    let unit = s.words("unit").unwrap_or_else(|| "%".into());
    let most = if unit == "%" { 100.0 } else { 1_000_000.0 };
    let (at_least, at_most) = (s.number("at_least", most), s.number("at_most", most));
    match (at_least, at_most) {
        (Some(low), Some(high)) if low > high => s.complain("at_least", format!("at_least ({low}) is above at_most ({high}); swap them")),
        (None, None) if !s.has("at_least") && !s.has("at_most") => {
            s.complain("id", "the target has no figure; add at_least = 90 or at_most = 14".into());
        }
        _ => {}
    }
    Some(Target { id: id?, title: title?, unit, at_least, at_most })
}

fn check_time(text: &str) -> Result<(), String> {
    spoken::time(text).map(|_| ()).ok_or_else(|| format!("'{text}' is not a time of day; write it like \"09:30\""))
}

fn check_day(text: &str) -> Result<(), String> {
    text.parse::<Weekday>().map(|_| ()).map_err(|_| format!("'{text}' is not a day of the week; write it like \"Mon\""))
}

fn check_postcode(text: &str) -> Result<(), String> {
    let shaped = text.len() <= 4 && text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
    if shaped { Ok(()) } else { Err(format!("'{text}' is not the beginning of a postcode; write it like \"M\" or \"SK8\"")) }
}

fn check_agency(typed: &str, agencies: &[Agency], known: bool) -> Result<(), String> {
    if known {
        return Ok(());
    }
    let remedy = match did_you_mean(typed, agencies.iter().flat_map(Agency::names)) {
        Some(name) => format!("did you mean '{name}'?"),
        None => format!("known are {}", agencies.iter().map(|a| a.short.as_str()).collect::<Vec<_>>().join(", ")),
    };
    Err(format!("the quorum names '{typed}', which is not an [[agency]] of this file; {remedy}"))
}

fn check_ladder(root: &Section, steps: &[String]) {
    let mut before: Option<(&String, Step)> = None;
    for (index, words) in steps.iter().enumerate() {
        let Some(step) = Step::parse(words) else {
            root.complain_at(
                "escalation",
                index,
                format!("'{words}' is not a length of time; write it like \"24 hours\", \"7 days\" or \"3 months\""),
            );
            continue;
        };
        if let Some((earlier, _)) = before.filter(|(_, before)| before.at_least_hours() >= step.at_least_hours()) {
            root.complain_at(
                "escalation",
                index,
                format!("the step '{words}' is not later than '{earlier}' before it; put the steps in rising order"),
            );
        }
        before = Some((words, step));
    }
}

/// The text of the file, and what was found wrong with it.
struct File<'a> {
    text: &'a str,
    errors: RefCell<Vec<SettingError>>,
}

impl File<'_> {
    fn complain(&self, at: usize, message: String) {
        let line = 1 + self.text.bytes().take(at).filter(|b| *b == b'\n').count();
        self.errors.borrow_mut().push(SettingError { line, message });
    }
}

/// One table of the file while it is read.
struct Section<'a> {
    file: &'a File<'a>,
    /// "[meeting]", "[[agency]]", "the file".
    title: String,
    /// Where it begins, in bytes.
    start: usize,
    table: &'a DeTable<'a>,
    asked: Vec<&'static str>,
}

impl<'a> Section<'a> {
    fn new(file: &'a File<'a>, title: String, start: usize, table: &'a DeTable<'a>) -> Section<'a> {
        Section { file, title, start, table, asked: Vec::new() }
    }

    fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    fn complain(&self, key: &str, message: String) {
        self.file.complain(self.table.get(key).map_or(self.start, |value| value.span().start), message);
    }

    /// At the n-th entry of a list.
    fn complain_at(&self, key: &str, index: usize, message: String) {
        let entry = self.table.get(key).and_then(|list| list.get_ref().as_array()).and_then(|list| list.get(index));
        self.file.complain(entry.map_or(self.start, |entry| entry.span().start), message);
    }

    fn wrong_kind(&self, at: usize, key: &str, wanted: &str) {
        self.file.complain(at, format!("'{key}' of {} must be {wanted}", self.title));
    }

    fn value(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.push(key);
        self.table.get(key)
    }

    /// Sets `place` if the file names the setting and it is right.
    fn put<T>(&mut self, key: &'static str, place: &mut T, read: impl FnOnce(&mut Self, &'static str) -> Option<T>) {
        if let Some(value) = read(self, key) {
            *place = value;
        }
    }

    fn required<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Self, &'static str) -> Option<T>) -> Option<T> {
        if !self.has(key) {
            self.file.complain(self.start, format!("{} has no '{key}'; add a line {key} = …", self.title));
        }
        read(self, key)
    }

    /// A text that passes `check`.
    fn text(&mut self, key: &'static str, check: impl Fn(&str) -> Result<(), String>) -> Option<String> {
        let value = self.value(key)?;
        self.checked(key, value, &check)
    }

    /// A text that says something.
    fn words(&mut self, key: &'static str) -> Option<String> {
        let title = self.title.clone();
        self.text(key, |text| if text.trim().is_empty() { Err(format!("'{key}' of {title} is empty; write a name")) } else { Ok(()) })
    }

    fn checked(&self, key: &str, value: &Spanned<DeValue<'a>>, check: &impl Fn(&str) -> Result<(), String>) -> Option<String> {
        let at = value.span().start;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_kind(at, key, "text in double quotes");
            return None;
        };
        if text.contains(char::is_control) {
            self.wrong_kind(at, key, "one line of text without control characters");
            return None;
        }
        check(text).map_err(|message| self.file.complain(at, message)).ok()?;
        Some(text.trim().to_owned())
    }

    /// A list of texts that each pass `check`; every bad one is named.
    fn texts(&mut self, key: &'static str, check: impl Fn(&str) -> Result<(), String>) -> Option<Vec<String>> {
        let value = self.value(key)?;
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_kind(value.span().start, key, "a list of texts, like [\"a\", \"b\"]");
            return None;
        };
        let read: Vec<_> = list.iter().map(|entry| self.checked(key, entry, &check)).collect();
        read.into_iter().collect()
    }

    fn whole(&mut self, key: &'static str, range: RangeInclusive<u32>) -> Option<u32> {
        let value = self.value(key)?;
        let number = value.get_ref().as_integer().and_then(|n| u32::from_str_radix(n.as_str(), n.radix()).ok());
        let number = number.filter(|n| range.contains(n));
        if number.is_none() {
            self.wrong_kind(value.span().start, key, &format!("a whole number from {} to {}", range.start(), range.end()));
        }
        number
    }

    fn number(&mut self, key: &'static str, most: f64) -> Option<f64> {
        let value = self.value(key)?;
        let text = value.get_ref().as_float().map(|n| n.as_str()).or(value.get_ref().as_integer().map(|n| n.as_str()));
        let number = text.and_then(|n| n.parse::<f64>().ok()).filter(|n| (0.0..=most).contains(n));
        if number.is_none() {
            self.wrong_kind(value.span().start, key, &format!("a number from 0 to {most}, without quotes or %"));
        }
        number
    }

    /// Reads `[key]`.
    fn section(&mut self, key: &'static str, read: impl FnOnce(&mut Section<'a>)) {
        let Some(value) = self.value(key) else { return };
        let at = value.span().start;
        match value.get_ref().as_table() {
            Some(table) => {
                let mut section = Section::new(self.file, format!("[{key}]"), at, table);
                read(&mut section);
                section.close();
            }
            None => self.file.complain(at, format!("'{key}' must be a section: a line [{key}] with its settings below")),
        }
    }

    /// Reads every `[[key]]`; an entry that is wrong is complained of and left out. No two may go by the same name: what is
    /// typed must mean one of them.
    fn each<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&mut Section<'a>) -> Option<T>,
        names: impl Fn(&T) -> Vec<String>,
    ) -> Option<Vec<T>> {
        let value = self.value(key)?;
        // "[[agency]]" at the top of the file, "[[assessment.band]]" within a section.
        let within = self.title.strip_prefix('[').map_or(String::new(), |title| title.replace(']', "."));
        let title = format!("[[{within}{key}]]");
        let tables: Option<Vec<_>> = value
            .get_ref()
            .as_array()
            .and_then(|list| list.iter().map(|entry| Some((entry.span().start, entry.get_ref().as_table()?))).collect());
        let Some(tables) = tables else {
            self.file.complain(value.span().start, format!("'{key}' must be written as {title}, once for each, with its settings below"));
            return None;
        };
        let mut entries = Vec::new();
        let mut taken = BTreeSet::new();
        for (start, table) in tables {
            let mut section = Section::new(self.file, title.clone(), start, table);
            let entry = read(&mut section);
            section.close();
            let own: BTreeSet<String> = entry.iter().flat_map(&names).map(|name| super::fold(&name)).collect();
            for name in own.intersection(&taken) {
                self.file.complain(start, format!("'{name}' is used by two entries of {title}; give each its own name"));
            }
            taken.extend(own);
            entries.extend(entry);
        }
        Some(entries)
    }

    /// Complains of every name that nobody asked for.
    fn close(&self) {
        const AT_THE_TOP: &str = "escalation";
        for name in self.table.keys().filter(|name| !self.asked.contains(&name.get_ref().as_ref())) {
            let typed = name.get_ref();
            let remedy = match did_you_mean(typed, self.asked.iter().copied()) {
                _ if typed == AT_THE_TOP => "it belongs at the top of the file, before the first [section]".to_owned(),
                Some(known) => format!("did you mean '{known}'?"),
                None => format!("known here are {}", self.asked.join(", ")),
            };
            self.file.complain(name.span().start, format!("{} has no setting '{typed}'; {remedy}", self.title));
        }
    }
}
