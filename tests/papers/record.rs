//! The record of an invented meeting with everything in it that a paper can trip over: names with signs of HTML, apostrophes,
//! other scripts and control characters, long rationales, reworded decisions, items put off, ended and re-dated actions.

use serde_json::{Value, json};
use wayhome::casebook::meeting_view::*;
use wayhome::casebook::view::{BoardChild, Case, ChildIdText, LoadedList, Person};
use wayhome::casebook::who_view::{Asked, PoliceQuestion};
use wayhome::child::{Child, ChildId};
use wayhome::episode::{Episode, EpisodeId, Moment};
use wayhome::meeting::agenda::About;
use wayhome::meeting::attendance::quorum;
use wayhome::meeting::decision::Decision;
use wayhome::meeting::drift::{Drift, DriftKind};
use wayhome::meeting::pace::Pace;
use wayhome::meeting::record::Meeting;
use wayhome::triage::{Band, Fired, Outcome};

pub const GMP: &str = "Greater Manchester Police";
pub const CSC: &str = "Children's Social Care";
pub const BAR: &str = "Barnardo's";

/// 200 characters and more.
pub const LONG: &str = "The return interview of last week named a house on the corner of the square where older young people meet; the same house stands in two reports of neighbours, and the school has seen a new phone and new shoes twice this month.";

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn at(time: &str) -> Moment {
    format!("2026-11-23T{time}:00Z").parse().unwrap()
}

/// What the meeting is: seven things to decide between the six items that list.
fn meeting() -> Meeting {
    let item = |item: u32, section: &str, about: Value, left: Value, notes: Value| json!({ "item": item, "section": section, "about": about, "decisions": [], "left": left, "notes": notes, "seconds": 60, "opened": true });
    let note = |n: u32, agency: Option<&str>, text: &str| json!({ "note": n, "agency": agency, "text": text, "at": at("09:40"), "by": "Chris Ray" });
    read(json!({
        "id": 3,
        "opening": {
            "chair": "Ann Lee", "place": "Room 2 <upstairs>",
            "attendance": [
                { "agency": GMP, "presence": "present", "names": ["J Smith", "A Khan"] },
                { "agency": CSC, "presence": "apologies", "names": ["P O'Hara"] },
                { "agency": "Education Safeguarding", "presence": "sent", "names": ["R Fox"], "note": "attendance of Nadia: 62 % & falling" },
            ],
            "quorum": [GMP, CSC], "strategy_quorum": [GMP, CSC, "Health"],
        },
        "started_at": at("09:31"), "started_by": "Chris Ray", "minutes": 45,
        "items": [
            item(1, "actions-due", json!("actions"), Value::Null, json!([])),
            item(2, "changes", json!("changes"), Value::Null, json!([])),
            item(3, "still-missing", json!({ "episode": 12 }), Value::Null,
                json!([note(1, Some(GMP), "NADIA's phone was off; Begum | family told"), note(2, None, "mother of nadia begum rang from 12 Larch Street")])),
            item(4, "returned", json!({ "episode": 13 }), json!({ "deferred": { "until": "2026-11-27", "reason": "Sian O’Neill's worker is away" } }), json!([])),
            item(5, "returned", json!({ "episode": 14 }), Value::Null, json!([])),
            item(6, "returned", json!({ "episode": 15 }), json!({ "passed": { "reason": "another authority's list" } }), json!([])),
            item(7, "interviews", json!("interviews"), Value::Null, json!([])),
            item(8, "referrals", json!({ "business": 7 }), json!({ "deferred": { "until": "2026-11-24", "reason": "time ran out", "carried": true } }), json!([])),
            item(9, "strategy", json!({ "business": 8 }), Value::Null, json!([])),
            item(10, "intelligence", json!({ "business": 9 }), Value::Null, json!([])),
            item(11, "thresholds", json!("thresholds"), Value::Null, json!([])),
            item(12, "any-other", json!("any-other"), Value::Null, json!([note(3, Some(BAR), "new drop-in on Fridays")])),
            item(13, "read-back", json!("read-back"), Value::Null, json!([])),
        ],
        "closed_at": at("10:14"), "closed_by": "Ann Lee", "changed": 99,
    }))
}

fn decision(id: i64, on: Value, outcomes: &[&str], rationale: &str, more: Value) -> Decision {
    let mut value = json!({
        "id": id, "episode": null, "child": null, "outcomes": outcomes, "rationale": rationale, "band": "critical", "rules_version": "1",
        "at": at("09:45"), "by": "Chris Ray",
    });
    for part in [on, more] {
        value.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
    }
    read(value)
}

fn action(id: i64, agency: &str, person: Option<&str>, what: &str, due: Value) -> Value {
    json!({ "id": id, "agency": agency, "person": person, "what": what, "due": due })
}

fn line(action: Value, about: &str, reference: &str, child: Option<i64>, more: Value) -> ActionLine {
    let mut record = json!({ "action": action, "child": child, "agreed_at": at("09:45"), "agreed_by": "Chris Ray", "changed": 1 });
    record.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    ActionLine {
        record: read(record),
        about: about.into(),
        reference: reference.into(),
        due: String::new(),
        overdue: false,
        due_now: false,
        from_before: false,
    }
}

fn child(id: i64, given: &str, family: &str) -> Child {
    read(json!({
        "id": id, "given": given, "family": family, "dob": "2010-02-14", "address": "12 Larch Street", "postcode": "M14 5QX",
        "care_status": "at-home", "changed": 1,
    }))
}

fn episode(id: i64, child: Option<&Child>, listed: (&str, &str)) -> Content {
    let episode: Episode = read(json!({
        "id": id, "child": child.map(|child| child.id), "police_ref": format!("MIS/26/{id}"), "grade": "high",
        "reported": { "at": at("01:00") }, "ended": id != 12, "returned": { "at": at("05:10") },
        "listed": { "given": listed.0, "family": listed.1, "dob": "2010-02-14" }, "received": at("08:00"), "changed": 1,
    }));
    let fired = Fired {
        rule: "together".into(),
        title: "Missing together".into(),
        source: "local".into(),
        band: Band::Critical,
        evidence: "with Thi Lan Nguyen on 31 Oct".into(),
        clears_on: None,
        ask: None,
    };
    let triage = Outcome {
        band: Band::Critical,
        rules_version: "1".into(),
        fired: vec![fired],
        near: Vec::new(),
        untested: Vec::new(),
        overridden: None,
    };
    let friend = Person { child: Some(ChildIdText(ChildId(31))), name: "Thi Lan Nguyen".into(), how: "missing at the same time".into() };
    let case = Case {
        panels: Vec::new(),
        actions: Vec::new(),
        assessments: Vec::new(),
        business: Vec::new(),
        now: at("11:00"),
        child: child.cloned(),
        age: child.map(|_| 16),
        episode: episode.clone(),
        triage,
        interview: None,
        interview_stage: None,
        interview_stages: Vec::new(),
        band_override: None,
        episodes: vec![episode],
        nights: Vec::new(),
        decisions: Vec::new(),
        changes: Vec::new(),
        people: vec![friend],
        candidates: Vec::new(),
    };
    Content::Episode(Box::new(EpisodeItem {
        case,
        last_discussed: None,
        open_actions: Vec::new(),
        assessments: Vec::new(),
        business: Vec::new(),
    }))
}

fn business(id: i64, details: Value, children: &[(i64, &str)]) -> Content {
    let business = read(json!({ "id": id, "details": details, "at": at("08:50"), "by": "Chris Ray", "decisions": [], "changed": 1 }));
    let child = |(id, name): &(i64, &str)| BoardChild {
        id: Some(ChildIdText(ChildId(*id))),
        name: (*name).into(),
        short: String::new(),
        dob: None,
        age: None,
        care_status: None,
    };
    let children = children.iter().map(child).collect();
    Content::Business(Box::new(BusinessSheet { business, children, missing: Vec::new(), decisions: Vec::new(), actions: Vec::new() }))
}

/// The actions of the register that the meeting touched.
fn actions() -> Vec<ActionLine> {
    let redated = json!({ "redated": [{ "from": { "end-of": "2026-11-20" }, "to": { "end-of": "2026-11-30" }, "reason": "Nadia's file is with the court", "at": at("09:35"), "by": "Chris Ray" }] });
    let ended = json!({ "ended": { "how": "done", "outcome": "door-knock, nobody there", "difference": "mother rings us first now", "at": at("09:33"), "by": "Chris Ray" } });
    vec![
        line(
            action(3, GMP, None, "ask neighbours of Nadia", json!({ "end-of": "2026-11-20" })),
            "Nadia Begum",
            "MIS/26/12",
            Some(17),
            ended,
        ),
        line(
            action(4, CSC, Some("Bo Hart"), "read the file", json!({ "end-of": "2026-11-30" })),
            "Nadia Begum",
            "MIS/26/12",
            Some(17),
            redated,
        ),
        line(
            action(9, GMP, None, "phone work on <last> number & cell site", json!({ "at": "2026-11-27T12:00:00Z" })),
            "Nadia Begum",
            "MIS/26/12",
            Some(17),
            json!({ "decision": 45 }),
        ),
        line(
            action(10, BAR, Some("J Smith"), "visit Nadia's aunt", Value::Null),
            "Nadia Begum",
            "MIS/26/12",
            Some(17),
            json!({ "decision": 45 }),
        ),
        line(action(11, "Missing from Home Team", None, "print posters", json!({ "end-of": "2026-11-25" })), "", "", None, json!({})),
    ]
}

/// The decisions by item.
fn decisions(item: u32) -> Vec<Decision> {
    let on_nadia = || json!({ "episode": 12, "child": 17 });
    match item {
        3 => vec![
            decision(44, on_nadia(), &["advice"], "first words on Nadia", json!({})),
            decision(
                45,
                on_nadia(),
                &["strategy-meeting", "joint-investigation"],
                LONG,
                json!({
                    "replaces": 44, "next_review": "2026-11-30", "agencies": [GMP, CSC],
                    "dissent": [{ "agency": "Early Help", "words": "would offer Nadia's mother help first" }],
                    "actions": [
                        action(9, GMP, None, "phone work on <last> number & cell site", json!({ "at": "2026-11-27T12:00:00Z" })),
                        action(10, BAR, Some("J Smith"), "visit Nadia's aunt", Value::Null),
                    ],
                }),
            ),
        ],
        5 => vec![decision(
            46,
            json!({ "episode": 14, "child": 19 }),
            &["no-further-action"],
            "王小明 is back\u{202e} with | her\u{0} *aunt*\nand 小明 is <well>",
            json!({}),
        )],
        9 => {
            vec![decision(
                47,
                json!({ "business": 8 }),
                &["strategy-meeting"],
                "as asked for by the school",
                json!({ "agencies": [BAR], "shown": { "name": "strategy request B8: Siân O'Neill", "reasons": [] } }),
            )]
        }
        10 => vec![decision(48, json!({ "business": 9 }), &["disruption"], "place known to two agencies", json!({ "agencies": [GMP] }))],
        _ => Vec::new(),
    }
}

fn content(about: About) -> Content {
    let change = |name: &str, child: i64| ChangeLine {
        episode: read(json!(child - 5)),
        child: Some(ChildId(child)),
        name: name.into(),
        reference: format!("MIS/26/{}", child - 5),
        what: "police grade: medium → high".into(),
    };
    let referral = json!({ "kind": "referral", "received": "2026-11-22", "source": "School", "named": ["Bo Larkin"], "concern": "new phone, older friends", "markers": ["cce"], "told": "Bo's mother told" });
    let strategy = json!({ "kind": "strategy", "received": "2026-11-22", "source": "Health", "children": [18], "concern": "injuries without an account", "attend": [GMP, BAR], "needed_by": "2026-11-25" });
    let known = json!({ "kind": "intelligence", "received": "2026-11-22", "source": "Barnardo's", "children": [17], "concern": "a grey van waits for Nadia at the school gate", "vehicles": ["grey van, AB12 <CDE>"], "hand_to": [GMP] });
    match about {
        About::Actions => Content::Actions(actions().into_iter().filter(|line| line.record.action.id.0 == 4).collect()),
        About::Changes => Content::Changes(ChangesSheet { new: vec![change("Nadia Begum", 17)], refused: 1, ..ChangesSheet::default() }),
        About::Interviews => Content::Interviews(InterviewClocks::default()),
        About::Thresholds => Content::Thresholds(vec![ThresholdLine {
            child: Some(ChildId(17)),
            name: "Nadia Begum".into(),
            reference: "MIS/26/12".into(),
            what: "Missing 3 or more times in 28 days".into(),
            state: "decided: strategy meeting".into(),
        }]),
        About::AnyOther => Content::AnyOther,
        About::ReadBack => Content::ReadBack(vec![ReadBackLine {
            number: 3,
            title: "Nadia Begum".into(),
            child: Some(ChildId(17)),
            what: "strategy meeting; joint investigation".into(),
        }]),
        About::Episode(id) => match id.0 {
            12 => episode(12, Some(&child(17, "Nadia", "Begum")), ("NADIA", "BEGUM")),
            13 => episode(13, Some(&child(18, "Siân", "O'Neill")), ("Sian", "ONeill")),
            14 => episode(14, Some(&child(19, "小明", "王")), ("王小明", "")),
            _ => episode(15, None, ("Ann-Kathrin", "<b>Zobel")),
        },
        About::Business(id) => match id.0 {
            7 => business(7, referral, &[]),
            8 => business(8, strategy, &[(18, "Siân O'Neill")]),
            _ => business(9, known, &[(17, "Nadia Begum")]),
        },
    }
}

fn title(item: u32) -> &'static str {
    match item {
        3 => "Nadia Begum",
        4 => "Siân O'Neill",
        5 => "小明 王",
        6 => "Ann-Kathrin <b>Zobel",
        8 => "referral B7: Bo Larkin",
        9 => "strategy request B8: Siân O'Neill",
        10 => "intelligence B9: Nadia Begum",
        _ => "",
    }
}

/// A row of a list that nobody could be tied to.
pub fn question() -> PoliceQuestion {
    PoliceQuestion {
        episode: EpisodeId(31),
        reference: "MIS/26/3".into(),
        file: "morning.csv".into(),
        row: 12,
        name: "Kaden Ashworth".into(),
        asked: Asked { question: "Is this Kayden Ashworth of OL9?".into(), at: at("08:50"), by: "Chris Ray".into() },
    }
}

/// The whole of it, as the casebook hands it to the papers.
pub fn record() -> MeetingRecord {
    let mut meeting = meeting();
    for item in &mut meeting.items {
        item.decisions = decisions(item.item).iter().filter(|decision| decision.id.0 != 44).map(|decision| decision.id).collect();
    }
    let items = meeting.items.iter().map(|item| {
        let child = [3, 4, 5].iter().position(|n| *n == item.item).map(|at| ChildId(17 + at as i64));
        let line = ItemLine {
            item: item.item,
            number: item.item as usize,
            section: item.section,
            title: if item.about.is_decided() { title(item.item).into() } else { item.section.label().into() },
            child,
            episode: None,
            reference: match item.about {
                About::Episode(id) => format!("MIS/26/{}", id.0),
                About::Business(id) => id.to_string(),
                _ => String::new(),
            },
            band: None,
            state: "decided".into(),
            settled: true,
        };
        let drift =
            Drift { kind: DriftKind::Repeated, words: "Advice and guidance on Nadia on 9 and 16 Nov: this would be the third time".into() };
        let touched = actions().into_iter().filter(|line| match item.item {
            1 => line.record.action.id.0 < 5,
            3 => (9..11).contains(&line.record.action.id.0),
            12 => line.record.action.id.0 == 11,
            _ => false,
        });
        ItemSheet {
            line,
            item: item.clone(),
            content: content(item.about),
            drift: if item.item == 3 { vec![drift] } else { Vec::new() },
            decisions: decisions(item.item),
            actions: touched.collect(),
            lacking: Vec::new(),
        }
    });
    let items: Vec<ItemSheet> = items.collect();
    let list = LoadedList {
        list: read(json!(4)),
        file: "daily_23-11.csv".into(),
        loaded_at: at("08:39"),
        by: "Chris Ray".into(),
        cut_off: Some(at("07:00")),
        rows: 4,
        counts: Default::default(),
    };
    let sheet = MeetingSheet {
        now: at("11:00"),
        hub: "Safeguarding hub".into(),
        training: false,
        quorum: quorum(&meeting.opening),
        pace: Pace::default(),
        lines: items.iter().map(|item| item.line.clone()).collect(),
        lacking: Vec::new(),
        new_items: 0,
        meeting,
    };
    MeetingRecord {
        heading: "Daily multi-agency risk meeting".into(),
        authority: "Oldtown Council".into(),
        list: Some(list),
        sheet,
        items,
        actions: actions(),
        questions: Vec::new(),
        made_at: at("11:00"),
        made_by: "Chris Ray".into(),
        head: "a1b2c3d4e5f6".into(),
        others: Vec::new(),
    }
}
