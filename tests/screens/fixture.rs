//! A desk with a morning of invented children, and the memory of what was written on it.

#[path = "figures.rs"]
mod figures;
#[path = "interviews.rs"]
mod interviews;
#[path = "meeting.rs"]
pub mod meeting;
#[path = "panels.rs"]
mod panels;
#[path = "patterns.rs"]
mod patterns;
#[path = "rehearsal.rs"]
mod rehearsal;
#[path = "topten.rs"]
mod topten;
#[path = "who.rs"]
mod who;

use chrono::{NaiveDate, TimeDelta};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use wayhome::casebook::error::{Error, Result};
use wayhome::casebook::event::*;
use wayhome::casebook::view::*;
use wayhome::child::*;
use wayhome::clock::{InterviewClock, InterviewState};
use wayhome::episode::*;
use wayhome::meeting::decision::*;
use wayhome::triage::{self, Band, Fired, Near, Untested};
use wayhome::tui::desk::*;

pub fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

/// Friday 20 November 2026, 08:41 in the UK.
pub fn now() -> Moment {
    at("2026-11-20T08:41:00Z")
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What was written, in words, and what is kept.
#[derive(Default)]
pub struct State {
    pub written: Vec<String>,
    pub drafts: BTreeMap<String, String>,
    pub version: i64,
    /// What others wrote.
    pub news: Vec<News>,
    /// Episodes whose cases were read, in order.
    pub read: Vec<i64>,
    /// The next decision is refused as stale.
    pub stale: bool,
    /// Nadia Begum was decided this morning, Kayden Archer on Monday.
    pub decided: bool,
    /// The chair has set Nadia Begum's band.
    pub overridden: bool,
    /// Episodes no longer on the board.
    pub left: Vec<i64>,
    /// The list to be loaded has a header and no rows.
    pub no_rows: bool,
    /// The table last pasted.
    pub pasted: String,
    /// Nothing was ever loaded.
    pub empty: bool,
    pub training: bool,
    /// Who sits at the desk, where it is not the chair.
    pub actor: Option<&'static str>,
    /// The meeting of the morning.
    pub held: meeting::Held,
    /// Three more rows wait that are like one child.
    pub alike: bool,
    /// Pairs of the register that were said to be one child or two.
    pub settled: i64,
    /// No two records of the register look alike.
    pub tidy: bool,
    /// The top ten of October was closed a second time.
    pub closed_twice: bool,
    /// Of three episodes nobody said yet who the child is.
    pub unidentified: bool,
    /// How often a stretch of the register was looked through for duplicates.
    pub looked: u32,
}

impl State {
    fn item(&self, sketch: &Sketch) -> BoardItem {
        let mut item = item(sketch);
        if self.overridden && sketch.0 == 1 {
            item.triage = item.triage.with_override(Band::High, "known gang dispute", "A. Chair", at("2026-11-20T08:20:00Z"));
        }
        if self.decided && sketch.0 == 3 {
            item.decision = Some(BoardDecision { at: at("2026-11-16T09:40:00Z"), outcomes: vec![Outcome::Advice], next_review: None });
        }
        item
    }
}

#[derive(Clone, Default)]
pub struct Morning(pub Rc<RefCell<State>>);

struct Sketch(i64, &'static str, &'static str, &'static str, CareStatus, Option<Grade>, Band, Section, i64);

const SKETCHES: [Sketch; 8] = {
    use Section::*;
    [
        Sketch(1, "Nadia", "Begum", "2010-03-04", CareStatus::AtHome, Some(Grade::High), Band::Critical, StillMissing, 17 * 60 + 11),
        Sketch(2, "Thi Lan", "Nguyen", "2010-07-19", CareStatus::LookedAfter, Some(Grade::High), Band::High, StillMissing, 38 * 60 + 41),
        Sketch(3, "Kayden", "Archer", "2011-01-30", CareStatus::AtHome, Some(Grade::Medium), Band::Medium, StillMissing, 15 * 60 + 41),
        Sketch(4, "Chidi", "Okafor", "2010-05-05", CareStatus::LookedAfter, Some(Grade::Medium), Band::High, Returned, 29 * 60 + 21),
        Sketch(5, "Sia\u{302}n", "Davies", "2012-02-29", CareStatus::AtHome, Some(Grade::Low), Band::Standard, Returned, 47 * 60 + 36),
        Sketch(6, "小明", "王", "2011-06-01", CareStatus::Unaccompanied, None, Band::Medium, Returned, 80 * 60),
        Sketch(7, "Kaden", "Ashworth", "2011-03-04", CareStatus::AtHome, Some(Grade::High), Band::High, Waiting, 9 * 60),
        Sketch(
            8,
            "Oliver",
            "Featherstonehaugh-Cholmondeley",
            "2009-12-24",
            CareStatus::LookedAfterElsewhere,
            Some(Grade::NoApparentRisk),
            Band::Standard,
            CarriedOver,
            4 * 1440,
        ),
    ]
};

fn triage(band: Band) -> triage::Outcome {
    let fired = |rule: &str, title: &str, band, evidence: &str, ask: Option<&str>| Fired {
        rule: rule.into(),
        title: title.into(),
        source: "local".into(),
        band,
        evidence: evidence.into(),
        clears_on: None,
        ask: ask.map(Into::into),
    };
    let mut all = Vec::new();
    if band >= Band::High {
        all.push(fired(
            "repeat-28",
            "Missing 3 or more times in 28 days",
            band,
            "24 and 31 Oct, 9 and 19 Nov; clears 28 Nov if no more",
            Some("Has a Missing from Home meeting been called?"),
        ));
    }
    if band >= Band::Medium {
        all.push(fired("together", "Missing with another child on the list", Band::Medium, "with Thi Lan N. on 31 Oct", None));
    }
    triage::Outcome {
        band,
        rules_version: "2026-11".into(),
        fired: all,
        near: vec![Near { rule: "nights-30".into(), title: "Nights missing in 30 days".into(), short_of: "5 of 6 nights".into() }],
        untested: vec![Untested { rule: "health".into(), title: "Health need".into(), why: "health needs are not recorded".into() }],
        overridden: None,
    }
}

fn episode(sketch: &Sketch) -> Episode {
    let Sketch(n, given, family, dob, care, grade, _, section, minutes) = *sketch;
    let began = When::exact(now() - TimeDelta::minutes(minutes + if section == Section::Returned { 600 } else { 0 }));
    let returned = (section == Section::Returned && n != 6).then(|| When::exact(now() - TimeDelta::minutes(minutes)));
    let waiting = section == Section::Waiting;
    let listed = ListedPerson {
        given: given.into(),
        family: family.into(),
        dob: Some(day(dob)),
        sex: Some(Sex::Unknown),
        address: Some("4 Larch Row".into()),
        postcode: Some("M13 0XX".into()),
        care_status: Some(care),
        ..ListedPerson::default()
    };
    let details = EpisodeDetails {
        police_ref: Some(format!("GMP/26/00{n}41")),
        category: Some(Category::Missing),
        grade,
        last_seen: Some(began),
        reported: Some(began),
        returned,
        ended: section == Section::Returned,
        missing_from: Some("home address".into()),
        found_where: (section == Section::Returned).then(|| "Piccadilly station".into()),
        notes: Some("Left after an argument; phone switched off since.".into()),
        listed,
        ..EpisodeDetails::default()
    };
    Episode {
        id: EpisodeId(n),
        child: (!waiting).then_some(ChildId(10 + n)),
        details,
        received: now() - TimeDelta::minutes(2),
        notice_of_return: returned.map(|_| now() - TimeDelta::minutes(2)),
        changed: 100 + n,
    }
}

fn child(n: i64, given: &str, family: &str, dob: &str, care: CareStatus) -> Child {
    let details = ChildDetails {
        own_id: Some(format!("40012{n}")),
        given: given.into(),
        family: family.into(),
        dob: Some(day(dob)),
        sex: Some(Sex::Female),
        address: Some("4 Larch Row, Ardwick".into()),
        postcode: Some("M13 0XX".into()),
        care_status: Some(care),
        school: Some("Invented High School".into()),
        education: Some(Education::NotAttending),
        social_worker: Some("A. Worker".into()),
        team: Some("Central 2".into()),
        markers: vec![Marker { kind: MarkerKind::Cse, since: Some(day("2026-10-12")), set_by: Some("the hub".into()) }],
        on_caseload: true,
        ..ChildDetails::default()
    };
    Child { id: ChildId(n), details, changed: 7 }
}

fn interview(sketch: &Sketch) -> Option<InterviewClock> {
    let episode = episode(sketch);
    if !episode.details.ended {
        return None;
    }
    let returned = episode.details.returned.map(|w| w.at);
    let due = returned.map(|r| r + TimeDelta::hours(72));
    let state = match due {
        None => InterviewState::NoClock,
        Some(due) if due - now() <= TimeDelta::hours(24) => InterviewState::DueWithin24Hours,
        Some(_) => InterviewState::Running,
    };
    Some(InterviewClock {
        state,
        returned_at: returned,
        estimated: false,
        offer_due: episode.notice_of_return.map(|n| n + TimeDelta::hours(24)),
        due_72h: due,
        due_3wd: due.map(wayhome::calendar::day_of),
        last_chance: due.map(|_| at("2026-11-20T17:00:00Z")),
        stage: None,
    })
}

fn decision(n: i64, episode: i64, when: &str, rationale: &str) -> Decision {
    Decision {
        id: DecisionId(n),
        episode: Some(EpisodeId(episode)),
        business: None,
        agencies: Vec::new(),
        dissent: Vec::new(),
        panel: None,
        child: Some(ChildId(10 + episode)),
        outcomes: vec![Outcome::Advice],
        rationale: rationale.into(),
        actions: vec![Action {
            id: ActionId(n),
            agency: "Greater Manchester Police".into(),
            person: None,
            what: "phone work on the last number".into(),
            due: Some(Due::EndOf(day("2026-11-19"))),
        }],
        next_review: Some(day("2026-11-27")),
        band: Some(Band::High),
        rules_version: None,
        replaces: None,
        shown: None,
        at: at(when),
        by: "A. Chair".into(),
    }
}

fn item(sketch: &Sketch) -> BoardItem {
    let episode = episode(sketch);
    let listed = &episode.details.listed;
    BoardItem {
        section: sketch.7,
        child: BoardChild {
            id: episode.child.map(ChildIdText),
            name: listed.full_name(),
            short: format!("{} {}.", listed.given, listed.family.chars().next().unwrap_or('?')),
            dob: listed.dob,
            age: wayhome::child::age_on(day(sketch.3), day("2026-11-20")),
            care_status: listed.care_status,
        },
        episode: BoardEpisode {
            id: episode.id,
            police_ref: episode.details.police_ref.clone(),
            police_grade: episode.details.grade,
            status: "missing",
            reported_at: episode.details.reported.map(|w| w.at),
            last_seen_at: episode.details.last_seen.map(|w| w.at),
            returned_at: episode.details.returned.map(|w| w.at),
            returned_estimated: false,
            missing_since: episode.missing_since(),
            seen: episode.changed,
        },
        triage: triage(sketch.6),
        interview: interview(sketch),
        decision: (sketch.0 == 2).then(|| BoardDecision {
            at: now(),
            outcomes: vec![Outcome::StrategyMeeting],
            next_review: Some(day("2026-11-23")),
        }),
        assessment: None,
        open_actions: 0,
        overdue_actions: 0,
        remarks: if sketch.7 == Section::Waiting { vec!["like Kayden Archer (date of birth, address)".into()] } else { Vec::new() },
    }
}

fn refused_row() -> RefusedRow {
    RefusedRow {
        line: Line { list: ListId(1), row: 9 },
        cells: [("given", "Maisie"), ("family", "Holt"), ("reported", "31/11/2026 22:10"), ("police_ref", "GMP/26/00977")]
            .map(|(k, v)| (k.to_string(), v.to_string()))
            .into(),
        column: "reported".into(),
        value: "31/11/2026 22:10".into(),
        code: "impossible-date".into(),
        reason: "31/11/2026 is not a day of the calendar: November has 30 days. Ask police for the date and put it right.".into(),
    }
}

fn note(row: u32, n: usize, changes: Vec<Change>) -> RowNote {
    let sketch = &SKETCHES[n - 1];
    RowNote {
        row: Some(row),
        episode: EpisodeId(sketch.0),
        police_ref: Some(format!("GMP/26/00{n}41")),
        name: format!("{} {}", sketch.1, sketch.2),
        listed_as: (n == 3).then(|| "Kaiden Archer".into()),
        changes,
    }
}

pub fn report(dry_run: bool) -> ListReport {
    let grade = Change { field: "police grade".into(), old: "medium".into(), new: "high".into() };
    ListReport {
        file: "daily-20-11.csv".into(),
        dry_run,
        loaded_before: None,
        rows: 8,
        counts: Counts { created: 3, updated: 1, returned: 2, unchanged: 0, waiting: 1, refused: 1 },
        refused: vec![refused_row()],
        waiting: vec![note(8, 7, vec![])],
        created: vec![note(2, 1, vec![]), note(4, 3, vec![])],
        updated: vec![note(3, 2, vec![grade])],
        returned: vec![note(5, 4, vec![]), note(6, 5, vec![])],
        never_reported: vec![note(7, 6, vec![])],
        still_missing: vec![note(2, 1, vec![]), note(3, 2, vec![])],
        missing_from_list: vec![RowNote { row: None, ..note(0, 8, vec![]) }],
        warnings: vec!["row 4: control characters were taken out of the name".into()],
        seconds: 0.02,
    }
}

impl Morning {
    fn write(&self, words: String) {
        let mut state = self.0.borrow_mut();
        state.written.push(words);
        state.version += 1;
    }
}

impl Desk for Morning {
    fn board(&self, now: Moment) -> Result<Board> {
        let state = self.0.borrow();
        let list = LoadedList {
            list: ListId(1),
            file: "daily-20-11.csv".into(),
            loaded_at: at("2026-11-20T08:39:00Z"),
            by: "A. Chair".into(),
            cut_off: Some(at("2026-11-20T07:00:00Z")),
            rows: 8,
            counts: Counts::default(),
        };
        Ok(Board {
            now,
            hub: "Invented hub".into(),
            training: state.training,
            list: (!state.empty).then_some(list),
            since: at("2026-11-19T09:30:00Z"),
            refused: if state.empty { 0 } else { 2 },
            missing_from_list: vec![EpisodeId(8)],
            items: if state.empty {
                Vec::new()
            } else {
                SKETCHES.iter().filter(|s| !state.left.contains(&s.0)).map(|s| state.item(s)).collect()
            },
        })
    }

    fn case(&self, of: EpisodeId, now: Moment) -> Result<Case> {
        self.0.borrow_mut().read.push(of.0);
        let sketch = SKETCHES.iter().find(|s| s.0 == of.0).ok_or_else(|| Error::Refused(format!("there is no episode {of}")))?;
        let current = episode(sketch);
        let mut earlier = current.clone();
        earlier.id = EpisodeId(90 + of.0);
        earlier.details.reported = Some(When::exact(at("2026-11-09T20:10:00Z")));
        earlier.details.last_seen = None;
        earlier.details.returned = Some(When::exact(at("2026-11-10T02:14:00Z")));
        earlier.details.ended = true;
        let found = (1..=12).map(|m| MonthNights {
            month: NaiveDate::from_ymd_opt(if m == 1 { 2025 } else { 2026 }, if m == 1 { 12 } else { m - 1 }, 1).unwrap(),
            nights: [0, 1, 0, 0, 2, 1, 0, 3, 1, 4, 7, 12][m as usize - 1],
        });
        Ok(Case {
            now,
            child: current.child.map(|c| child(c.0, sketch.1, sketch.2, sketch.3, sketch.4)),
            age: wayhome::child::age_on(day(sketch.3), day("2026-11-20")),
            triage: triage(sketch.6),
            interview: interview(sketch),
            interview_stage: None,
            interview_stages: Vec::new(),
            band_override: (of.0 == 1 && self.0.borrow().overridden).then(|| BandOverride {
                band: Band::High,
                rules_band: Some(Band::Critical),
                reason: "known gang dispute".into(),
                at: at("2026-11-20T08:20:00Z"),
                by: "A. Chair".into(),
            }),
            episodes: vec![current.clone(), earlier],
            nights: found.collect(),
            decisions: if of.0 == 1 && self.0.borrow().decided {
                vec![decision(11, 1, "2026-11-20T08:30:00Z", "Seen twice near the station.")]
            } else if of.0 == 1 {
                vec![
                    decision(3, 1, "2026-11-09T09:50:00Z", "School and family to be seen together; no new risk known."),
                    decision(2, 1, "2026-10-31T09:50:00Z", "As before."),
                ]
            } else {
                Vec::new()
            },
            panels: Vec::new(),
            actions: Vec::new(),
            assessments: Vec::new(),
            business: Vec::new(),
            changes: vec![(
                at("2026-11-20T08:39:00Z"),
                vec![Change { field: "police grade".into(), old: "medium".into(), new: "high".into() }],
            )],
            people: vec![Person {
                child: Some(ChildIdText(ChildId(12))),
                name: "Thi Lan Nguyen".into(),
                how: "missing at the same time".into(),
            }],
            candidates: if current.child.is_none() { who::candidates() } else { Vec::new() },
            episode: current,
        })
    }

    fn latest_episode(&self, child: ChildId) -> Result<Option<EpisodeId>> {
        Ok((child.0 < 20).then_some(EpisodeId(child.0 - 10)))
    }

    fn search(&self, text: &str, _limit: usize) -> Result<Vec<Child>> {
        let other = child(55, "Maryam", "Quayle", "2012-09-09", CareStatus::AtHome);
        Ok(if "maryam quayle".contains(&text.to_lowercase()) { vec![other] } else { Vec::new() })
    }

    fn waiting(&self) -> Result<Vec<Waiting>> {
        Ok(who::waiting(self, episode(&SKETCHES[6])))
    }

    fn refused(&self) -> Result<Vec<Refused>> {
        let file = || "daily-20-11.csv".to_string();
        let mut adult = refused_row();
        adult.line.row = 11;
        adult.column = "dob".into();
        adult.value = "01/02/1990".into();
        adult.cells = [("given", "Robert"), ("family", "Grey"), ("dob", "01/02/1990")].map(|(k, v)| (k.into(), v.into())).into();
        adult.reason = "36 years old: this hub keeps children. Set the row aside, or put the date of birth right.".into();
        Ok(vec![
            Refused { id: RefusedId(1), row: refused_row(), file: file(), at: at("2026-11-20T08:39:00Z") },
            Refused { id: RefusedId(2), row: adult, file: file(), at: at("2026-11-20T08:39:00Z") },
        ])
    }

    fn minutes(&self, day: NaiveDate, _now: Moment) -> Result<String> {
        Ok(format!("# Daily multi-agency risk meeting\n\nInvented hub, {day}\n\n## 1. Thi Lan Nguyen\n\nstrategy meeting\n"))
    }

    fn version(&self) -> Result<i64> {
        Ok(self.0.borrow().version)
    }

    fn position(&self) -> Result<i64> {
        Ok(100 + self.0.borrow().settled)
    }

    fn news(&self, after: i64) -> Result<Vec<News>> {
        Ok(self.0.borrow().news.iter().filter(|news| news.position > after).cloned().collect())
    }

    fn draft(&self, key: &str) -> Result<Option<Draft>> {
        Ok(self.0.borrow().drafts.get(key).map(|text| Draft { text: text.clone(), saved_at: at("2026-11-20T08:40:00Z") }))
    }

    fn save_draft(&mut self, key: &str, text: &str, _now: Moment) -> Result<()> {
        let mut state = self.0.borrow_mut();
        if text.is_empty() {
            state.drafts.remove(key)
        } else {
            state.drafts.insert(key.into(), text.into())
        };
        Ok(())
    }

    fn fields(&self) -> Vec<(String, String)> {
        [
            ("given", "given name"),
            ("family", "family name"),
            ("dob", "date of birth"),
            ("reported", "reported missing"),
            ("police_ref", "police reference"),
        ]
        .map(|(code, label)| (code.into(), label.into()))
        .to_vec()
    }

    fn understand_action(&self, line: &str, _now: Moment) -> std::result::Result<String, String> {
        match line.split_once(": ") {
            Some(("GMP", what)) => {
                Ok(format!("Greater Manchester Police · {}", what.replace(" by Fri 12:00", " · due Fri 27 Nov 2026 12:00")))
            }
            _ => Err("begin with the agency and a colon, like “GMP: phone work by Fri 12:00”".into()),
        }
    }

    fn understand_day(&self, text: &str, _now: Moment) -> std::result::Result<NaiveDate, String> {
        if let Ok(day) = NaiveDate::parse_from_str(text, "%d/%m/%Y") {
            return Ok(day);
        }
        if text == "fri" { Ok(day("2026-11-27")) } else { Err(format!("“{text}” is not a day; write “fri” or “27/11”")) }
    }

    fn make_folder(&self, path: &Path) -> std::result::Result<(), String> {
        if path.ends_with("nowhere") { Err(format!("{} cannot be made", path.display())) } else { Ok(()) }
    }

    fn folder(&self, path: &Path) -> std::result::Result<Vec<FolderEntry>, String> {
        if path != Path::new("/lists") {
            return Err(format!("{} cannot be read", path.display()));
        }
        let file = |name: &str, when: &str, folder| FolderEntry {
            name: name.into(),
            path: PathBuf::from("/lists").join(name),
            folder,
            modified: Some(at(when)),
            bytes: 2_300,
        };
        Ok(vec![
            file("daily-19-11.csv", "2026-11-19T08:00:00Z", false),
            file("daily-20-11.csv", "2026-11-20T08:30:00Z", false),
            file("unclear.csv", "2026-11-18T08:00:00Z", false),
            file("book.xlsx", "2026-11-17T08:00:00Z", false),
            file("photo.png", "2026-11-20T08:00:00Z", false),
            file("archive", "2026-01-01T08:00:00Z", true),
        ])
    }

    fn read(&self, path: &Path) -> std::result::Result<Vec<u8>, String> {
        Ok(path.display().to_string().into_bytes())
    }

    fn import(&mut self, from: &ListSource, answers: &ImportAnswers, dry_run: bool, _now: Moment) -> Result<Imported> {
        if from.name == "book.xlsx" && answers.sheet.is_none() {
            return Ok(Imported::WhichSheet(vec!["Missing today".into(), "Totals".into()]));
        }
        if from.name == "unclear.csv" && answers.map.is_empty() {
            let column = |header: &str, samples: [&str; 2], guesses: &[&str], field: Option<&str>| ListColumn {
                header: header.into(),
                field: field.map(String::from),
                samples: samples.map(String::from).to_vec(),
                guesses: guesses.iter().map(|g| g.to_string()).collect(),
            };
            let columns = vec![
                column("Subject", ["Nadia Begum", "Kayden Archer"], &[], Some("ignore")),
                column("When", ["19/11/2026 15:30", "18/11/2026 18:00"], &["reported"], None),
                column("Ref2", ["A/12", "A/13"], &[], None),
            ];
            return Ok(Imported::Columns { columns, problem: None });
        }
        if answers.map.iter().any(|(header, _)| header == "When") && answers.map.iter().all(|(_, field)| field != "reported") {
            return Err(Error::Refused("no column with a missing time in row 1; say which column has it".into()));
        }
        if from.name == "pasted table" {
            self.0.borrow_mut().pasted = String::from_utf8_lossy(&from.bytes).into_owned();
        }
        if !dry_run {
            self.write(format!("loaded {} {:?} {:?}", from.name, answers.map, answers.save_profile));
        }
        let mut report = report(dry_run);
        if self.0.borrow().no_rows {
            report = ListReport { file: from.name.clone(), dry_run, ..ListReport::default() };
        }
        Ok(Imported::Report(Box::new(report)))
    }

    fn decide(&mut self, decided: Decided, _now: Moment) -> Result<DecisionId> {
        if std::mem::take(&mut self.0.borrow_mut().stale) {
            return Err(Error::Stale {
                what: "the episode of Nadia Begum".into(),
                by: "B. Duty".into(),
                at: "08:40".into(),
                difference: "police grade was medium, is high".into(),
            });
        }
        self.write(format!("{decided:?}"));
        meeting::decided(&mut self.0.borrow_mut(), decided.on, DecisionId(12));
        // Decided, the second child's business is over for today.
        if decided.on == DecisionOn::Episode(EpisodeId(2)) {
            self.0.borrow_mut().left.push(2);
        }
        Ok(DecisionId(12))
    }

    fn override_band(&mut self, episode: EpisodeId, band: Option<Band>, reason: &str, seen: Option<i64>, _now: Moment) -> Result<()> {
        self.write(format!("override {episode} {band:?} “{reason}” seen {seen:?}"));
        Ok(())
    }

    fn same_child(&mut self, episode: EpisodeId, child: ChildId, _seen: Option<i64>, _now: Moment) -> Result<()> {
        self.write(format!("{episode} is child {child}"));
        Ok(())
    }

    fn new_child(&mut self, episode: EpisodeId, _seen: Option<i64>, _now: Moment) -> Result<ChildId> {
        self.write(format!("{episode} is child C99, new"));
        Ok(ChildId(99))
    }

    fn put_right(&mut self, row: RefusedId, cells: BTreeMap<String, String>, _now: Moment) -> Result<RowOutcome> {
        self.write(format!("put right {row}: {cells:?}"));
        Ok(RowOutcome::Created)
    }

    fn set_aside(&mut self, row: RefusedId, reason: &str, _now: Moment) -> Result<()> {
        self.write(format!("set aside {row}: {reason}"));
        Ok(())
    }
}
