//! Episodes, read back from the views.

use super::Store;
use crate::casebook::error::{Error, Result};
use crate::casebook::event::{Candidate, Line, ListId};
use crate::casebook::view::BandOverride;
use crate::child::ChildId;
use crate::episode::{Episode, EpisodeId, Moment};
use crate::text::reference_key;
use crate::triage::facts::Together;
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

impl Store {
    /// An episode by id.
    pub fn episode(&self, id: EpisodeId) -> Result<Episode> {
        let mut found: Vec<Episode> = self.docs("SELECT doc FROM episode WHERE id = ?1", [id.0])?;
        found.pop().ok_or_else(|| Error::Refused(format!("there is no episode {id} in this hub")))
    }

    /// The police reference of an episode as it was written, else its number, without reading the rest of it.
    pub fn episode_reference(&self, id: EpisodeId) -> Result<String> {
        let mut select = self.db.prepare_cached("SELECT doc ->> '$.police_ref' FROM episode WHERE id = ?1")?;
        let reference: Option<String> = select.query_row([id.0], |row| row.get(0))?;
        Ok(reference.unwrap_or_else(|| id.to_string()))
    }

    /// Episodes with this police reference, however it is written, latest first.
    pub fn episodes_by_ref(&self, police_ref: &str) -> Result<Vec<Episode>> {
        self.docs("SELECT doc FROM episode WHERE police_ref = ?1 ORDER BY began DESC, id DESC", [reference_key(police_ref)])
    }

    /// Every episode of a child, latest first.
    pub fn episodes_of(&self, child: ChildId) -> Result<Vec<Episode>> {
        self.docs("SELECT doc FROM episode WHERE child = ?1 ORDER BY began DESC, id DESC", [child.0])
    }

    /// The episodes of a child that had not ended at a moment, as far as the hub knows, latest first.
    pub fn episodes_lasting_at(&self, child: ChildId, at: Moment) -> Result<Vec<Episode>> {
        // The hub hears of a return when it has happened: what it heard of before had ended before.
        let sql = "SELECT doc FROM episode WHERE child = ?1 AND (ended = 0 OR notice >= ?2) ORDER BY began DESC, id DESC";
        self.docs(sql, params![child.0, at.timestamp_millis()])
    }

    /// How many episodes a child has, and when the last began.
    pub fn episode_count(&self, child: ChildId) -> Result<(u32, Option<i64>)> {
        let mut select = self.db.prepare_cached("SELECT count(*), max(began) FROM episode WHERE child = ?1")?;
        Ok(select.query_row([child.0], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Children still missing, identified or not.
    pub fn still_missing(&self) -> Result<Vec<Episode>> {
        self.docs("SELECT doc FROM episode WHERE ended = 0", [])
    }

    /// Ended episodes whose return the hub heard of at or after `since`.
    pub fn returned_since(&self, since: Moment) -> Result<Vec<Episode>> {
        self.docs("SELECT doc FROM episode WHERE ended = 1 AND notice >= ?1", [since.timestamp_millis()])
    }

    /// Ended episodes heard of between two moments and not decided yet, and those whose review is due on or before a day; without
    /// those a meeting put off to a later day, or passed over.
    pub fn carried_over(&self, from: Moment, to: Moment, today: NaiveDate) -> Result<Vec<Episode>> {
        let today = today.to_string();
        let here = "NOT EXISTS (SELECT 1 FROM deferred d WHERE d.episode = episode.id AND (d.until IS NULL OR d.until > ?1))";
        let window = params![today, from.timestamp_millis(), to.timestamp_millis()];
        // Named, or the planner walks every return of ten years.
        let undecided = "episode INDEXED BY episode_undecided WHERE ended = 1 AND decided = 0 AND notice >= ?2 AND notice < ?3";
        let mut found: Vec<Episode> = self.docs(&format!("SELECT doc FROM {undecided} AND {here}"), window)?;
        let review = "episode INDEXED BY episode_review WHERE review_on <= ?1 AND ended = 1 AND notice < ?2";
        let due = params![today, to.timestamp_millis()];
        found.extend(self.docs::<Episode>(&format!("SELECT doc FROM {review} AND {here}"), due)?);
        Ok(found)
    }

    /// Other children missing from the same place at the same time, within the year before `today`.
    pub fn together_with(&self, child: ChildId, today: NaiveDate) -> Result<Vec<Together>> {
        let year_ago = today.checked_sub_months(chrono::Months::new(12)).unwrap_or(today);
        let mut select = self.db.prepare_cached(
            "SELECT t.day, coalesce(c.doc ->> 'given', '') || ' ' || coalesce(c.doc ->> 'family', ''),
                    -- Who is missing now is few and read once; to look through the episodes of each other child is many.
                    t.other IN (SELECT child FROM episode INDEXED BY episode_out WHERE ended = 0 AND child IS NOT NULL)
                AND t.child IN (SELECT child FROM episode INDEXED BY episode_out WHERE ended = 0 AND child IS NOT NULL)
             FROM together t JOIN child c ON c.id = t.other WHERE t.child = ?1 AND t.day >= ?2 ORDER BY t.day DESC, t.other",
        )?;
        let mut rows = select.query(params![child.0, year_ago.to_string()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let day: String = row.get(0)?;
            if let Ok(on) = day.parse() {
                found.push(Together { name: row.get::<_, String>(1)?.trim().to_string(), on, now: row.get(2)? });
            }
        }
        Ok(found)
    }

    /// The episode that waits for a person: the row that brought it and the candidates; `None` if it does not wait.
    pub fn waiting_of(&self, id: EpisodeId) -> Result<Option<(Line, Vec<Candidate>)>> {
        let mut select = self.db.prepare_cached("SELECT list, row, candidates FROM waiting WHERE episode = ?1")?;
        let found: Option<(i64, u32, String)> = select.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
        found.map(|(list, row, doc)| Ok((Line { list: ListId(list), row }, self.as_read(serde_json::from_str(&doc)?)?))).transpose()
    }

    /// Candidates as they are read now: a merged record as the child it is read with, each child once; without those that left the
    /// register.
    fn as_read(&self, candidates: Vec<Candidate>) -> Result<Vec<Candidate>> {
        let mut found: Vec<Candidate> = Vec::new();
        for candidate in candidates {
            let child = self.reads_as(candidate.child)?;
            if self.is_live(child)? && !found.iter().any(|other| other.child == child) {
                found.push(Candidate { child, ..candidate });
            }
        }
        Ok(found)
    }

    /// The episodes that wait for a person and are about whoever bears this fingerprint.
    pub fn waiting_as(&self, person: &str) -> Result<Vec<Episode>> {
        self.docs("SELECT e.doc FROM waiting w JOIN episode e ON e.id = w.episode WHERE w.person = ?1 ORDER BY e.id", [person])
    }

    /// Every episode that waits for a person, in the order they came.
    pub fn waiting_episodes(&self) -> Result<Vec<EpisodeId>> {
        let mut select = self.db.prepare_cached("SELECT episode FROM waiting ORDER BY episode")?;
        Ok(select.query_map([], |row| row.get(0).map(EpisodeId))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Of which children a person said that whoever bears this fingerprint is not they, or not one of the records read with them. What
    /// was said when it was taken for another record says nothing any more once both are read as one.
    pub fn said_not_same(&self, fingerprint: &str) -> Result<Vec<ChildId>> {
        let sql = "SELECT child, said FROM not_same WHERE fingerprint = ?1 AND verb NOT IN (SELECT verb FROM undone)";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query([fingerprint])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (rejected, said) = (self.reads_as(ChildId(row.get(0)?))?, self.reads_as(ChildId(row.get(1)?))?);
            if rejected != said {
                found.push(rejected);
            }
        }
        Ok(found)
    }

    /// The band the chair set for an episode.
    pub fn band_override(&self, id: EpisodeId) -> Result<Option<BandOverride>> {
        Ok(self.docs("SELECT doc FROM band_override WHERE episode = ?1", [id.0])?.pop())
    }
}

#[cfg(test)]
mod tests {
    use crate::calendar::{WorkingDays, day_of};
    use crate::casebook::{Hub, ListFile, ListOptions, Opening};
    use crate::settings::Settings;
    use crate::store::Store;
    use crate::store::journal::Actor;
    use crate::triage::rules::Rules;

    #[test]
    fn children_are_missing_together_now_only_while_both_are_missing() {
        let dir = tempfile::TempDir::new().unwrap();
        let path = dir.path().join("hub.wayhome");
        let now = "2026-11-20T08:41:00Z".parse().unwrap();
        let opening = Opening {
            actor: Actor { name: "D. Manager".into(), workstation: "test".into() },
            settings: Settings::parse(Settings::shipped()).unwrap(),
            working_days: WorkingDays::shipped(),
            rules: Rules::parse(Rules::shipped()).unwrap(),
            clock_set: false,
        };
        let mut hub = Hub::make(&path, "invented", "Test hub", true, opening, now).unwrap();
        let mut together = |returned: &str| {
            let list = format!(
                "Police Ref,Forename,Surname,DOB,Reported missing,Date returned,Missing from\n\
                 T/1,Nadia,Begum,14/02/2010,19/11/2026 22:00,,Park House\n\
                 T/2,Thi Lan,Nguyen,09/09/2010,19/11/2026 22:30,{returned},Park House\n\
                 T/3,Nadya,Begun,14/02/2010,19/11/2026 23:00,,The station\n"
            );
            let file = ListFile { name: "list.csv", bytes: list.as_bytes() };
            hub.import_list(&file, &ListOptions::default(), now).unwrap();
            let store = Store::open(&path, "invented", |_, _| {}).unwrap();
            assert_eq!(store.episodes_by_ref("T/3").unwrap()[0].child, None, "nobody said who that is");
            let child = store.episodes_by_ref("T/1").unwrap()[0].child.unwrap();
            store.together_with(child, day_of(now)).unwrap().into_iter().map(|t| (t.name, t.now)).collect::<Vec<_>>()
        };
        assert_eq!(together(""), [("Thi Lan Nguyen".to_string(), true)]);
        assert_eq!(together("20/11/2026 05:10"), [("Thi Lan Nguyen".to_string(), false)]);
    }
}
