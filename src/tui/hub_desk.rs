//! The real desk: what the screens ask for, done by the casebook of an open hub.

use super::desk::{Decided, Desk, FolderEntry, ImportAnswers, Imported, ListColumn, ListSource, action_line};
use crate::calendar::WorkingDays;
use crate::casebook::error::{Error, Result};
use crate::casebook::event::{RefusedId, RowOutcome};
use crate::casebook::view::{Board, Case, Draft, News, Refused, Waiting};
use crate::casebook::{Hub, ListFile, ListOptions, NewDecision};
use crate::child::{Child, ChildId};
use crate::episode::{EpisodeId, Moment};
use crate::intake::columns::{Column, Columns, Field};
use crate::intake::read::MAX_BYTES;
use crate::meeting::action::{self, NewAction};
use crate::meeting::decision::{Action, DecisionId};
use crate::meeting::said;
use crate::report::minutes::markdown;
use crate::spoken;
use crate::store::files::{in_words, read_plain};
use crate::text::clean;
use crate::triage::Band;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::Path;

impl Desk for Hub {
    fn board(&self, now: Moment) -> Result<Board> {
        Hub::board(self, now)
    }

    fn case(&self, of: EpisodeId, now: Moment) -> Result<Case> {
        Hub::case(self, of, now)
    }

    fn latest_episode(&self, child: ChildId) -> Result<Option<EpisodeId>> {
        Hub::latest_episode(self, child)
    }

    fn search(&self, text: &str, limit: usize) -> Result<Vec<Child>> {
        Hub::search(self, text, limit)
    }

    fn waiting(&self) -> Result<Vec<Waiting>> {
        Hub::waiting(self)
    }

    fn refused(&self) -> Result<Vec<Refused>> {
        Hub::refused(self)
    }

    fn minutes(&self, day: NaiveDate, now: Moment) -> Result<String> {
        Ok(markdown(&Hub::minutes(self, day, now)?, self.settings()))
    }

    fn version(&self) -> Result<i64> {
        self.data_version()
    }

    fn position(&self) -> Result<i64> {
        Hub::position(self)
    }

    fn news(&self, after: i64) -> Result<Vec<News>> {
        Hub::news(self, after)
    }

    fn draft(&self, key: &str) -> Result<Option<Draft>> {
        Hub::draft(self, key)
    }

    fn save_draft(&mut self, key: &str, text: &str, now: Moment) -> Result<()> {
        Hub::save_draft(self, key, text, now)
    }

    fn fields(&self) -> Vec<(String, String)> {
        Field::ALL
            .iter()
            .filter(|field| field.of(crate::intake::columns::Kind::List))
            .map(|f| (f.code().into(), f.label().into()))
            .collect()
    }

    fn understand_action(&self, line: &str, now: Moment) -> std::result::Result<String, String> {
        action::parse(line, self.settings(), now, days(self)).map(|action| action.understood())
    }

    fn understand_day(&self, text: &str, now: Moment) -> std::result::Result<NaiveDate, String> {
        spoken::day(text, now, days(self))
    }

    fn folder(&self, path: &Path) -> std::result::Result<Vec<FolderEntry>, String> {
        let cannot = |e: std::io::Error| format!("{} cannot be read: {}", path.display(), in_words(&e));
        let mut found = Vec::new();
        for entry in std::fs::read_dir(path).map_err(cannot)?.flatten() {
            // A file that vanishes or may not be looked at is left out of the picker.
            let Ok(meta) = std::fs::metadata(entry.path()) else { continue };
            found.push(FolderEntry {
                name: entry.file_name().to_string_lossy().into_owned(),
                path: entry.path(),
                folder: meta.is_dir(),
                modified: meta.modified().ok().map(Moment::from),
                bytes: meta.len(),
            });
        }
        Ok(found)
    }

    fn make_folder(&self, path: &Path) -> std::result::Result<(), String> {
        if path.as_os_str().is_empty() {
            return Err("Say which folder; one that is not there yet is made.".into());
        }
        std::fs::create_dir_all(path).map_err(|e| format!("{} cannot be made: {}", path.display(), in_words(&e)))
    }

    fn read(&self, path: &Path) -> std::result::Result<Vec<u8>, String> {
        read_plain(path, MAX_BYTES).map_err(|e| e.to_string())
    }

    fn import(&mut self, from: &ListSource, answers: &ImportAnswers, dry_run: bool, now: Moment) -> Result<Imported> {
        let ImportAnswers { sheet, map, save_profile } = answers.clone();
        let options = ListOptions { profile: None, map, sheet, dry_run, save_profile };
        match self.import_list(&ListFile { name: &clean(&from.name), bytes: &from.bytes }, &options, now) {
            Ok(report) => Ok(Imported::Report(Box::new(report))),
            Err(Error::WhichSheet(sheets)) => Ok(Imported::WhichSheet(sheets)),
            Err(Error::UnclearColumns(columns)) => Ok(Imported::Columns { columns: to_be_named(*columns), problem: None }),
            Err(Error::MissingColumn { missing, columns, .. }) => {
                let problem = Some(format!("{missing} in row {}: say which one it is.", columns.header_row));
                Ok(Imported::Columns { columns: to_be_named(*columns), problem })
            }
            Err(other) => Err(other),
        }
    }

    fn decide(&mut self, decided: Decided, now: Moment) -> Result<DecisionId> {
        let Decided { on, outcomes, rationale, agencies, dissent, panel, actions, next_review, replaces, seen } = decided;
        let earlier = match replaces {
            Some(id) => Hub::decision(self, id)?.actions,
            None => Vec::new(),
        };
        // A line left as it was is the earlier action itself: one whose time has run out meanwhile could not be typed anew.
        let read = |line: &String| match earlier.iter().find(|a| action_line(a) == *line) {
            Some(Action { agency, person, what, due, .. }) => {
                Ok(NewAction { agency: agency.clone(), person: person.clone(), what: what.clone(), due: *due })
            }
            None => action::parse(line, self.settings(), now, days(self)),
        };
        let actions = actions.iter().map(read).collect::<std::result::Result<_, _>>().map_err(Error::Refused)?;
        let agencies = said::agencies(&agencies, self.settings()).map_err(Error::Refused)?;
        let lines = dissent.iter().filter(|line| !line.trim().is_empty());
        let dissent =
            lines.map(|line| said::dissent(line, self.settings())).collect::<std::result::Result<_, _>>().map_err(Error::Refused)?;
        let new = NewDecision { on, outcomes, rationale, actions, next_review, replaces, agencies, dissent, panel, seen };
        Hub::decide(self, new, now).map(|decision| decision.id)
    }

    fn override_band(&mut self, episode: EpisodeId, band: Option<Band>, reason: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        Hub::override_band(self, episode, band, reason, seen, now)
    }

    fn same_child(&mut self, episode: EpisodeId, child: ChildId, seen: Option<i64>, now: Moment) -> Result<()> {
        Hub::same_child(self, episode, child, seen, now)
    }

    fn new_child(&mut self, episode: EpisodeId, seen: Option<i64>, now: Moment) -> Result<ChildId> {
        Hub::new_child(self, episode, seen, now)
    }

    fn put_right(&mut self, row: RefusedId, cells: BTreeMap<String, String>, now: Moment) -> Result<RowOutcome> {
        Hub::put_right(self, row, cells, now)
    }

    fn set_aside(&mut self, row: RefusedId, reason: &str, now: Moment) -> Result<()> {
        Hub::set_aside(self, row, reason, now)
    }
}

fn to_be_named(columns: Columns) -> Vec<ListColumn> {
    let code = |field: Field| field.code().to_string();
    let column = |Column { header, field, guesses, samples, .. }: Column| ListColumn {
        header,
        field: field.map(code),
        samples,
        guesses: guesses.into_iter().map(code).collect(),
    };
    columns.columns.into_iter().map(column).collect()
}

fn days(hub: &Hub) -> &WorkingDays {
    &hub.clocks().working_days
}
