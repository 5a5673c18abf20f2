//! The invented desk's register: rows in doubt, records that look alike, children who belong together, and the memory of what
//! was written about them.

use super::{Morning, at, child};
use wayhome::casebook::error::{Error, Result};
use wayhome::casebook::event::*;
use wayhome::casebook::view::*;
use wayhome::casebook::who_view::*;
use wayhome::child::*;
use wayhome::episode::*;
use wayhome::tui::who_desk::WhoDesk;

fn evidence(field: &str, words: &str, bits: f64) -> Evidence {
    Evidence { field: field.into(), words: words.into(), bits }
}

fn part(field: &'static str, ours: &str, theirs: &str, sign: Sign) -> Part {
    Part { field, ours: ours.into(), theirs: theirs.into(), sign }
}

fn relation(n: i64, name: &str, kind: RelationKind, note: &str) -> Relation {
    Relation { child: ChildId(n), name: name.into(), kind, note: note.into(), at: at("2026-10-02T09:00:00Z"), by: "A. Chair".into() }
}

fn known_name(name: &str, since: &str, until: Option<&str>, record: i64) -> KnownName {
    KnownName { name: name.into(), since: at(since), until: until.map(at), record: ChildId(record) }
}

fn known_home(address: &str, postcode: &str, since: &str, until: Option<&str>, record: i64) -> KnownHome {
    let (address, postcode) = (Some(address.into()), Some(postcode.into()));
    KnownHome { address, postcode, since: at(since), until: until.map(at), record: ChildId(record) }
}

fn history(n: i64) -> ChildHistory {
    match n {
        13 => ChildHistory {
            names: vec![
                known_name("Kayden Archer", "2026-09-01T09:00:00Z", None, 13),
                known_name("Kayden Ashworth", "2025-03-01T09:00:00Z", Some("2026-09-01T09:00:00Z"), 13),
            ],
            homes: vec![
                known_home("4 Larch Row, Ardwick", "M13 0XX", "2026-09-01T09:00:00Z", None, 13),
                known_home("12 Oak Road", "M14 0ZZ", "2025-03-01T09:00:00Z", Some("2026-09-01T09:00:00Z"), 13),
            ],
        },
        _ => ChildHistory::default(),
    }
}

/// The two children that Kaden Ashworth of the list may be.
pub fn candidates() -> Vec<ReviewCandidate> {
    let of = |n: i64, given: &str, family: &str, dob: &str, probability| ReviewCandidate {
        child: child(n, given, family, dob, CareStatus::AtHome),
        candidate: Candidate {
            child: ChildId(n),
            probability,
            evidence: vec![
                evidence("name", "the given name sounds alike", 4.0),
                evidence("address", "same address", 6.0),
                evidence("dob", "date of birth one digit off", -2.0),
            ],
            guards: vec!["another child of the same address fits as well".into()],
        },
        episodes: 4,
        last_episode: Some(When::exact(at("2026-11-09T20:10:00Z"))),
        parts: Vec::new(),
        history: history(n),
        recent: Vec::new(),
        relations: Vec::new(),
        looks_like: Vec::new(),
    };
    let kayden = ReviewCandidate {
        parts: vec![
            part("Forename", "Kaden", "Kayden", Sign::Near),
            part("Surname", "Ashworth", "Archer", Sign::Differs),
            part("Other names", "", "Kayden Ashworth", Sign::Near),
            part("Born", "4 Mar 2011", "30 Jan 2011", Sign::Differs),
            part("Sex", "not known", "female", Sign::Unknown),
            part("Address", "4 Larch Row, M13 0XX", "4 Larch Row, Ardwick, M13 0XX", Sign::Same),
            part("Cared for", "at home", "at home", Sign::Same),
            part("Own id", "", "4001213", Sign::Unknown),
        ],
        recent: vec![
            "E3, missing since 19 Nov 2026 17:00, from home address".into(),
            "E93, missing 9 Nov 2026 20:10, back 10 Nov 2026 02:14, from home address".into(),
        ],
        relations: vec![relation(12, "Thi Lan Nguyen", RelationKind::Twin, "")],
        ..of(13, "Kayden", "Archer", "2011-01-30", 0.8)
    };
    let kaiden = ReviewCandidate {
        parts: vec![
            part("Forename", "Kaden", "Kaiden", Sign::Near),
            part("Surname", "Ashworth", "Ashworth", Sign::Same),
            part("Born", "4 Mar 2011", "3 Apr 2011", Sign::Near),
            part("Sex", "not known", "female", Sign::Unknown),
            part("Address", "4 Larch Row, M13 0XX", "4 Larch Row, Ardwick, M13 0XX", Sign::Same),
            part("Cared for", "at home", "at home", Sign::Same),
            part("Own id", "", "4001231", Sign::Unknown),
        ],
        looks_like: vec!["looks like a sibling of C13 Kayden Archer".into()],
        relations: vec![relation(55, "Maryam Quayle", RelationKind::SamePlacement, "Oak House")],
        ..of(31, "Kaiden", "Ashworth", "2011-04-03", 0.6)
    };
    vec![kayden, kaiden]
}

/// The rows that wait: one with two candidates; where the test asks for more, three with the second of them alone.
pub fn waiting(morning: &Morning, episode: Episode) -> Vec<Waiting> {
    let state = morning.0.borrow();
    if state.written.iter().any(|w| w.contains("is child") || w.contains("are all child")) {
        return Vec::new();
    }
    let question = state.written.iter().find_map(|w| w.strip_prefix("asked police of E7: ")).map(String::from);
    let asked = question.map(|question| Asked { question, at: super::now(), by: "A. Chair".into() });
    let row = |n: i64, row: u32, candidates: Vec<ReviewCandidate>, asked| {
        let mut episode = episode.clone();
        (episode.id, episode.changed) = (EpisodeId(n), 100 + n);
        episode.details.police_ref = Some(format!("GMP/26/00{n}41"));
        Waiting { episode, line: Line { list: ListId(1), row }, candidates, asked }
    };
    let mut rows = vec![row(7, 8, candidates(), asked)];
    if state.alike {
        let single = || candidates().split_off(1);
        rows.extend([row(41, 12, single(), None), row(42, 13, single(), None), row(43, 14, single(), None)]);
    }
    rows
}

/// Children of the invented register that are looked through for duplicates.
const REGISTER: u32 = 450;

fn pair(n: i64) -> DuplicatePair {
    let one = child(n, "Kayden", "Archer", "2011-01-30", CareStatus::AtHome);
    let other = child(n + 1, "Kaydon", "Archer", "2011-01-30", CareStatus::AtHome);
    DuplicatePair {
        candidate: Candidate {
            child: other.id,
            probability: 0.97,
            evidence: vec![
                evidence("dob", "same date of birth", 9.0),
                evidence("given", "given name one letter off", 5.5),
                evidence("own_id", "another own id", -3.0),
            ],
            guards: Vec::new(),
        },
        parts: vec![
            part("Forename", "Kayden", "Kaydon", Sign::Near),
            part("Surname", "Archer", "Archer", Sign::Same),
            part("Born", "30 Jan 2011", "30 Jan 2011", Sign::Same),
            part("Sex", "female", "", Sign::Unknown),
            part("Address", "4 Larch Row, Ardwick, M13 0XX", "4 Larch Row, Ardwick, M13 0XX", Sign::Same),
            part("Own id", &format!("40012{n}"), &format!("40012{}", n + 1), Sign::Differs),
        ],
        episodes: (4, 1),
        one,
        other,
    }
}

fn splitting(record: ChildId) -> Splitting {
    let to_ask = |what, words: &str, likely| ToAsk { what, words: words.into(), likely };
    Splitting {
        record: child(record.0, "Kaydon", "Archer", "2011-01-30", CareStatus::AtHome),
        from: child(11, "Nadia", "Begum", "2010-03-04", CareStatus::AtHome),
        goes_back: vec!["E2, missing 3 Nov 2026 20:10".into(), "decision D2 of 4 Nov 2026".into()],
        to_ask: vec![
            to_ask(Belonging::Episode(EpisodeId(5)), "E5, reported 12 Nov 2026 21:40 as Kaydon Archer, 4 Larch Row", true),
            to_ask(Belonging::Wishes, "what the child wishes about its interviews, recorded 14 Nov 2026", false),
        ],
    }
}

impl WhoDesk for Morning {
    fn same_children(&mut self, rows: &[(EpisodeId, Option<i64>)], child: ChildId, _now: Moment) -> Result<usize> {
        let ids: Vec<String> = rows.iter().map(|(episode, seen)| format!("{episode} seen {seen:?}")).collect();
        self.write(format!("{} are all child {child}", ids.join(", ")));
        Ok(rows.len())
    }

    fn question(&self, of: EpisodeId) -> Result<String> {
        Ok(format!("Please confirm the date of birth and address of the child reported as Kaden Ashworth ({of})."))
    }

    fn ask_police(&mut self, of: EpisodeId, question: &str, _seen: Option<i64>, _now: Moment) -> Result<()> {
        self.write(format!("asked police of {of}: {question}"));
        Ok(())
    }

    fn doubt(&mut self, of: EpisodeId, reason: &str, seen: Option<i64>, _now: Moment) -> Result<()> {
        self.write(format!("doubted {of} seen {seen:?}: {reason}"));
        Ok(())
    }

    fn taking_back(&self, of: EpisodeId) -> Result<TakingBack> {
        if of == EpisodeId(2) {
            return Err(Error::Refused("nobody said who the child of E2 is: the list itself gave it to C12".into()));
        }
        Ok(TakingBack { episode: of, child: ChildId(10 + of.0), leaves: true, follow: vec![EpisodeId(8), EpisodeId(9)] })
    }

    fn take_back(&mut self, of: EpisodeId, seen: Option<i64>, _now: Moment) -> Result<TakingBack> {
        self.write(format!("took back {of} seen {seen:?}"));
        self.taking_back(of)
    }

    fn duplicates(&self, after: Option<ChildId>, children: usize) -> Result<DuplicatesPage> {
        let from = after.map_or(0, |child| child.0);
        let to = (from + children as i64).min(REGISTER.into());
        self.0.borrow_mut().looked += 1;
        let said = |n: &i64| {
            let state = self.0.borrow();
            state.written.iter().any(|w| w.contains(&format!("C{} is read as", n + 1)) || w.contains(&format!("C{n} and C{} ", n + 1)))
        };
        let found = [13, 31, 401].into_iter().filter(|n| *n + 1 > from && *n < to && !self.0.borrow().tidy && !said(n));
        let next = (to < REGISTER.into()).then_some(ChildId(to));
        Ok(DuplicatesPage { pairs: found.map(pair).collect(), next, done: to as u32, of: REGISTER })
    }

    fn two_children(&mut self, child: ChildId, other: ChildId, _now: Moment) -> Result<()> {
        self.write(format!("{child} and {other} are two children"));
        self.0.borrow_mut().settled += 1;
        Ok(())
    }

    fn merging(&self, kept: ChildId, merged: ChildId, _now: Moment) -> Result<Merging> {
        if kept == merged {
            return Err(Error::Refused(format!("{kept} cannot be merged with itself")));
        }
        let record = |id: ChildId| child(id.0, if id.0 % 2 == 1 { "Kayden" } else { "Kaydon" }, "Archer", "2011-01-30", CareStatus::AtHome);
        Ok(Merging {
            combined: record(kept).details,
            kept: record(kept),
            merged: record(merged),
            comes_over: vec!["3 episodes".into(), "1 decision".into()],
            conflicts: vec![format!("own id {}13 and {}14", 40012, 40012), "both are missing now".into()],
        })
    }

    fn merge(&mut self, kept: ChildId, merged: ChildId, reason: &str, seen: Option<(i64, i64)>, _now: Moment) -> Result<()> {
        if std::mem::take(&mut self.0.borrow_mut().stale) {
            return Err(Error::Stale { what: merged.to_string(), by: "B. Duty".into(), at: "08:40".into(), difference: "address".into() });
        }
        self.write(format!("{merged} is read as {kept} seen {seen:?}: {reason}"));
        self.0.borrow_mut().settled += 1;
        Ok(())
    }

    fn merged_records(&self, of: ChildId) -> Result<Vec<MergedRecord>> {
        if of != ChildId(11) || self.0.borrow().written.iter().any(|w| w.starts_with("split")) {
            return Ok(Vec::new());
        }
        let record = child(66, "Nadya", "Begam", "2010-03-04", CareStatus::AtHome);
        let (when, reason) = (at("2026-11-02T10:00:00Z"), "same school and mother".into());
        Ok(vec![MergedRecord { record, at: when, by: "A. Chair".into(), reason }])
    }

    fn splitting(&self, record: ChildId) -> Result<Splitting> {
        Ok(splitting(record))
    }

    fn split(&mut self, record: ChildId, given: Vec<Belonging>, reason: &str, _now: Moment) -> Result<()> {
        self.write(format!("split {record} with {given:?}: {reason}"));
        Ok(())
    }

    fn relations(&self, of: ChildId) -> Result<Vec<Relation>> {
        Ok(if of == ChildId(11) {
            vec![
                relation(12, "Thi Lan Nguyen", RelationKind::SamePlacement, "Oak House until June"),
                relation(55, "Maryam Quayle", RelationKind::Sibling, ""),
            ]
        } else {
            Vec::new()
        })
    }

    fn relate(&mut self, child: ChildId, other: ChildId, kind: RelationKind, note: &str, _now: Moment) -> Result<()> {
        self.write(format!("{child} and {other}: {kind} “{note}”"));
        Ok(())
    }

    fn unrelate(&mut self, child: ChildId, other: ChildId, kind: RelationKind, reason: &str, _now: Moment) -> Result<()> {
        self.write(format!("{child} and {other} no longer {kind}: {reason}"));
        Ok(())
    }

    fn child_history(&self, of: ChildId) -> Result<ChildHistory> {
        Ok(if of == ChildId(11) {
            ChildHistory {
                names: vec![
                    known_name("Nadia Begum", "2025-03-01T09:00:00Z", None, 11),
                    known_name("Nadya Begam", "2026-01-05T09:00:00Z", None, 66),
                    known_name("Nadia Khan", "2025-03-01T09:00:00Z", Some("2026-04-01T09:00:00Z"), 11),
                ],
                homes: vec![
                    known_home("4 Larch Row, Ardwick", "M13 0XX", "2026-06-01T09:00:00Z", None, 11),
                    known_home("Oak House, 2 Mill Lane", "M20 0YY", "2025-03-01T09:00:00Z", Some("2026-06-01T09:00:00Z"), 11),
                ],
            }
        } else {
            history(of.0)
        })
    }
}
