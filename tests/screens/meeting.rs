//! The invented desk's meeting: a morning's agenda with an item of every kind, and the memory of what was written in it.

#[path = "register.rs"]
mod register;

use super::{Morning, SKETCHES, State, at, day, decision};
use chrono::NaiveDate;
use std::path::Path;
use std::sync::LazyLock;
use wayhome::casebook::error::Result;
use wayhome::casebook::meeting_view::*;
use wayhome::casebook::view::BoardChild;
use wayhome::child::{CareStatus, ChildId, MarkerKind};
use wayhome::episode::{EpisodeId, Moment};
use wayhome::meeting::action::due_words;
use wayhome::meeting::agenda::*;
use wayhome::meeting::assessment::{AssessmentId, Tool, ToolResult};
use wayhome::meeting::attendance::*;
use wayhome::meeting::business::{self, Business, BusinessDetails, BusinessId, BusinessKind};
use wayhome::meeting::decision::*;
use wayhome::meeting::drift::{Drift, DriftKind};
use wayhome::meeting::gate::Lacking;
use wayhome::meeting::pace::pace;
use wayhome::meeting::record::{Meeting, MeetingId, Papers};
use wayhome::meeting::register::{ActionEnd, ActionRecord, OnAction};
use wayhome::settings::Settings;
use wayhome::tui::desk::Desk;
use wayhome::tui::interview_desk::InterviewDesk;
use wayhome::tui::meeting_desk::MeetingDesk;

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| Settings::parse(Settings::shipped()).unwrap());

/// The meeting as it stands, and what was read of it.
#[derive(Default)]
pub struct Held {
    pub meeting: Option<Meeting>,
    /// Items that were read, in order.
    pub read: Vec<ItemId>,
    pub new_items: u32,
    /// Nothing is lacking any more.
    pub settled: bool,
}

const CSC: &str = "Children's Social Care";
const GMP: &str = "Greater Manchester Police";

fn attendance(agency: &str, presence: Presence, name: &str, note: &str) -> Attendance {
    let names = Some(name.to_string()).filter(|name| !name.is_empty()).into_iter().collect();
    Attendance { agency: agency.into(), presence, names, note: note.into() }
}

pub fn opening() -> Opening {
    Opening {
        chair: "A. Chair".into(),
        place: "Room 2".into(),
        attendance: vec![
            attendance(GMP, Presence::Present, "J Smith", ""),
            attendance(CSC, Presence::Present, "", ""),
            attendance("Health", Presence::Apologies, "B Jones", ""),
            attendance("Education Safeguarding", Presence::Sent, "", "report by e-mail"),
        ],
        quorum: [GMP, CSC].map(String::from).to_vec(),
        strategy_quorum: [GMP, CSC, "Health"].map(String::from).to_vec(),
    }
}

/// The agenda of the morning: an item of every kind.
const AGENDA: [(AgendaSection, About); 13] = {
    use AgendaSection as S;
    [
        (S::ActionsDue, About::Actions),
        (S::Changes, About::Changes),
        (S::StillMissing, About::Episode(EpisodeId(1))),
        (S::StillMissing, About::Episode(EpisodeId(3))),
        (S::Returned, About::Episode(EpisodeId(4))),
        (S::Interviews, About::Interviews),
        (S::Referrals, About::Business(BusinessId(7))),
        (S::Strategy, About::Business(BusinessId(8))),
        (S::Intelligence, About::Business(BusinessId(9))),
        (S::Thresholds, About::Thresholds),
        (S::CarriedOver, About::Episode(EpisodeId(8))),
        (S::AnyOther, About::AnyOther),
        (S::ReadBack, About::ReadBack),
    ]
};

/// The meeting that began six minutes ago and stands at its third item; two items are settled.
pub fn begun() -> Meeting {
    let item = |(i, (section, about)): (usize, &(AgendaSection, About))| Item {
        item: i as ItemId + 1,
        section: *section,
        band: None,
        about: *about,
        decisions: Vec::new(),
        left: None,
        turned: None,
        notes: Vec::new(),
        seconds: if i < 2 { 90 } else { 0 },
        opened: i < 3,
    };
    let mut items: Vec<Item> = AGENDA.iter().enumerate().map(item).collect();
    items[3].decisions = vec![DecisionId(40)];
    items[10].left = Some(Left::Deferred { until: day("2026-11-23"), reason: "police report to come".into(), carried: false });
    items[2].notes.push(Note {
        note: 1,
        agency: Some(GMP.into()),
        text: "the phone was on near Larch Row at 02:00".into(),
        at: at("2026-11-20T08:40:00Z"),
        by: "A. Chair".into(),
    });
    Meeting {
        id: MeetingId(3),
        opening: opening(),
        started_at: at("2026-11-20T08:35:00Z"),
        started_by: "A. Chair".into(),
        minutes: 30,
        items,
        at: Some(3),
        at_since: Some(at("2026-11-20T08:39:40Z")),
        closed_at: None,
        closed_by: None,
        amendments: Vec::new(),
        papers: Vec::new(),
        changed: 900,
    }
}

/// A morning in the middle of its meeting.
pub fn in_meeting() -> Morning {
    let morning = Morning::default();
    morning.0.borrow_mut().held.meeting = Some(begun());
    morning
}

/// What was decided on an episode or a piece of business is decided under its item.
pub fn decided(state: &mut State, on: DecisionOn, id: DecisionId) {
    let about = match on {
        DecisionOn::Episode(episode) => About::Episode(episode),
        DecisionOn::Business(business) => About::Business(business),
    };
    if let Some(item) = state.held.meeting.iter_mut().flat_map(|m| &mut m.items).find(|i| i.about == about) {
        item.decisions.push(id);
    }
}

fn business_of(id: BusinessId) -> Business {
    let text = String::from;
    let blank = BusinessDetails {
        kind: BusinessKind::Referral,
        received: day("2026-11-19"),
        source: "School (Mrs Hart)".into(),
        concern: "New phone and cash, and an older man waiting outside.".into(),
        children: vec![ChildId(11)],
        named: Vec::new(),
        markers: vec![MarkerKind::Cse],
        told: String::new(),
        attend: Vec::new(),
        needed_by: None,
        people: Vec::new(),
        places: Vec::new(),
        vehicles: Vec::new(),
        themes: Vec::new(),
        hand_to: Vec::new(),
    };
    let details = match id.0 {
        7 => blank,
        8 => BusinessDetails {
            kind: BusinessKind::Strategy,
            concern: "Found twice at the same flat.".into(),
            attend: [GMP, CSC].map(text).to_vec(),
            needed_by: Some(day("2026-11-24")),
            ..blank
        },
        _ => BusinessDetails {
            kind: BusinessKind::Intelligence,
            source: GMP.into(),
            concern: "A blue van waits near the station after school.".into(),
            children: Vec::new(),
            places: vec!["Piccadilly station".into()],
            vehicles: vec!["blue van".into()],
            themes: vec!["recruiting near schools".into()],
            hand_to: vec![GMP.into()],
            ..blank
        },
    };
    let (at, by) = (at("2026-11-20T08:00:00Z"), "A. Chair".to_string());
    Business { id, details, at, by, decisions: Vec::new(), deferred_to: None, passed: false, changed: 800 + id.0 }
}

fn board_child() -> BoardChild {
    BoardChild {
        id: Some(wayhome::casebook::view::ChildIdText(ChildId(11))),
        name: "Nadia Begum".into(),
        short: "Nadia B.".into(),
        dob: Some(day("2010-03-04")),
        age: Some(16),
        care_status: Some(CareStatus::AtHome),
    }
}

fn business_sheet(id: BusinessId) -> BusinessSheet {
    let business = business_of(id);
    BusinessSheet {
        children: if id.0 == 9 { Vec::new() } else { vec![board_child()] },
        missing: business::missing(&business.details),
        decisions: Vec::new(),
        actions: Vec::new(),
        business,
    }
}

fn action(id: i64, what: &str, about: &str, due: &str, now: Moment) -> ActionLine {
    let due = Due::EndOf(day(due));
    let action = Action { id: ActionId(id), agency: GMP.into(), person: None, what: what.into(), due: Some(due) };
    let record = ActionRecord {
        action,
        decision: Some(DecisionId(3)),
        episode: Some(EpisodeId(1)),
        business: None,
        child: Some(ChildId(11)),
        meeting: None,
        agreed_at: at("2026-11-09T09:50:00Z"),
        agreed_by: "A. Chair".into(),
        redated: Vec::new(),
        ended: None,
        changed: 700 + id,
    };
    let overdue = wayhome::meeting::action::overdue(due, now);
    ActionLine {
        record,
        about: about.into(),
        reference: "GMP/26/00141".into(),
        due: due_words(due, now),
        overdue,
        due_now: true,
        from_before: false,
    }
}

fn changes() -> ChangesSheet {
    let line = |n: usize, what: &str| ChangeLine {
        episode: EpisodeId(n as i64),
        child: Some(ChildId(10 + n as i64)),
        name: format!("{} {}", SKETCHES[n - 1].1, SKETCHES[n - 1].2),
        reference: format!("GMP/26/00{n}41"),
        what: what.into(),
    };
    ChangesSheet {
        since: Some(at("2026-11-19T09:30:00Z")),
        new: vec![line(1, "")],
        returned: vec![line(4, "")],
        changed: vec![line(2, "police grade: medium → high")],
        missing_from_list: vec![line(8, "")],
        never_reported: Vec::new(),
        refused: 2,
        waiting: 1,
    }
}

impl Morning {
    fn line(&self, meeting: &Meeting, i: usize) -> ItemLine {
        let item = &meeting.items[i];
        let sketch = |episode: EpisodeId| SKETCHES.iter().find(|s| s.0 == episode.0).unwrap();
        let (title, reference, band) = match item.about {
            About::Episode(episode) => {
                let sketch = sketch(episode);
                (format!("{} {}", sketch.1, sketch.2), format!("GMP/26/00{}41", sketch.0), Some(sketch.6))
            }
            About::Business(id) => {
                let names = if id.0 == 9 { Vec::new() } else { vec!["Nadia Begum".to_string()] };
                (business::title(&business_of(id), &names), id.to_string(), None)
            }
            _ => (item.section.label().into(), String::new(), None),
        };
        let episode = if let About::Episode(episode) = item.about { Some(episode) } else { None };
        let state = match (&item.left, item.decisions.is_empty()) {
            (Some(Left::Deferred { until, .. }), _) => format!("put off to {}", until.format("%a %-d %b")),
            (Some(Left::Passed { .. }), _) => "passed over".into(),
            (None, false) => "decided: advice and guidance".into(),
            (None, true) if item.about.is_decided() => "no decision yet".into(),
            (None, true) => String::new(),
        };
        ItemLine {
            item: item.item,
            number: i + 1,
            section: item.section,
            title,
            child: episode.map(|e| ChildId(10 + e.0)),
            episode,
            reference,
            band,
            state,
            settled: !item.about.is_decided() || item.left.is_some() || !item.decisions.is_empty(),
        }
    }

    fn lacking(&self, meeting: &Meeting) -> Vec<Lacking> {
        if self.0.borrow().held.settled {
            return Vec::new();
        }
        let open = |i: &&Item| i.about.is_decided() && i.left.is_none() && i.decisions.is_empty();
        let mut lacking = vec![Lacking { item: 1, what: "A9 has no outcome".into() }];
        lacking.extend(meeting.items.iter().filter(open).map(|i| Lacking { item: i.item, what: "no decision".into() }));
        lacking
    }

    /// Changes the meeting, and remembers in words what was written.
    fn change(&self, words: String, change: impl FnOnce(&mut Meeting)) -> Result<()> {
        self.write(words);
        change(self.0.borrow_mut().held.meeting.as_mut().unwrap());
        Ok(())
    }

    fn content(&self, about: About, now: Moment) -> Result<Content> {
        Ok(match about {
            About::Actions => Content::Actions(vec![
                action(9, "phone work on the last number", "Nadia Begum", "2026-11-19", now),
                action(10, "visit the flat", "Nadia Begum", "2026-11-20", now),
            ]),
            About::Changes => Content::Changes(changes()),
            About::Interviews => {
                Content::Interviews(InterviewClocks { items: self.interviews(now)?.items.into_iter().take(3).collect(), more: 0 })
            }
            About::Thresholds => Content::Thresholds(vec![ThresholdLine {
                child: Some(ChildId(11)),
                name: "Nadia Begum".into(),
                reference: "GMP/26/00141".into(),
                what: "Missing 3 or more times in 28 days: 24, 31 Oct, 9 and 19 Nov".into(),
                state: "no decision yet".into(),
            }]),
            About::AnyOther => Content::AnyOther,
            About::ReadBack => Content::ReadBack(vec![ReadBackLine {
                number: 4,
                title: "Kayden Archer".into(),
                child: Some(ChildId(13)),
                what: "advice and guidance; A40 Greater Manchester Police: phone work, due Fri 12:00".into(),
            }]),
            About::Episode(episode) => {
                let case = self.case(episode, now)?;
                self.0.borrow_mut().read.pop();
                let (first, open) = (episode.0 == 1, action(9, "phone work on the last number", "Nadia Begum", "2026-11-19", now));
                Content::Episode(Box::new(EpisodeItem {
                    case,
                    last_discussed: first.then(|| at("2026-11-09T09:50:00Z")),
                    open_actions: if first { vec![open] } else { Vec::new() },
                    assessments: Vec::new(),
                    business: if first { vec![business_of(BusinessId(7))] } else { Vec::new() },
                }))
            }
            About::Business(id) => Content::Business(Box::new(business_sheet(id))),
        })
    }
}

impl MeetingDesk for Morning {
    fn settings(&self) -> &Settings {
        &SETTINGS
    }

    fn set_privacy(&mut self, _on: bool) {}

    fn meeting(&self, now: Moment) -> Result<Option<MeetingSheet>> {
        let Some(meeting) = self.0.borrow().held.meeting.clone() else { return Ok(None) };
        let lines: Vec<ItemLine> = (0..meeting.items.len()).map(|i| self.line(&meeting, i)).collect();
        let settled = |item: &Item| lines.iter().any(|line| line.item == item.item && line.settled);
        Ok(Some(MeetingSheet {
            now,
            hub: "Invented hub".into(),
            training: false,
            quorum: quorum(&meeting.opening),
            pace: pace(&meeting, &settled, now),
            lacking: self.lacking(&meeting),
            lines,
            new_items: self.0.borrow().held.new_items,
            meeting,
        }))
    }

    fn item(&self, _meeting: MeetingId, item: ItemId, now: Moment) -> Result<ItemSheet> {
        let meeting = self.0.borrow().held.meeting.clone().unwrap();
        self.0.borrow_mut().held.read.push(item);
        let i = meeting.items.iter().position(|i| i.item == item).unwrap();
        let found = meeting.items[i].clone();
        let drift = (item == 3).then(|| Drift {
            kind: DriftKind::Repeated,
            words: "Advice and guidance on 31 Oct and 9 Nov, and no fewer episodes (4 in 28 days, 3 before)".into(),
        });
        Ok(ItemSheet {
            line: self.line(&meeting, i),
            content: self.content(found.about, now)?,
            drift: drift.into_iter().collect(),
            decisions: found
                .decisions
                .iter()
                .map(|d| Decision { id: *d, ..decision(d.0, 3, "2026-11-20T08:38:00Z", "Seen at school.") })
                .collect(),
            actions: Vec::new(),
            lacking: self.lacking(&meeting).into_iter().filter(|l| l.item == item).collect(),
            item: found,
        })
    }

    fn proposed_opening(&self, _now: Moment) -> Result<Opening> {
        Ok(opening())
    }

    fn start_meeting(&mut self, opening: Opening, now: Moment) -> Result<MeetingId> {
        self.write(format!("start {opening:?}"));
        let mut meeting = begun();
        (meeting.opening, meeting.started_at, meeting.at, meeting.at_since) = (opening, now, None, None);
        self.0.borrow_mut().held.meeting = Some(meeting);
        Ok(MeetingId(3))
    }

    fn change_attendance(&mut self, meeting: MeetingId, opening: Opening, _now: Moment) -> Result<()> {
        self.change(format!("attendance {meeting} {:?}", opening.attendance), |m| m.opening = opening)
    }

    fn renew_agenda(&mut self, meeting: MeetingId, _now: Moment) -> Result<usize> {
        self.write(format!("renew {meeting}"));
        Ok(std::mem::take(&mut self.0.borrow_mut().held.new_items) as usize)
    }

    fn order_agenda(&mut self, meeting: MeetingId, order: Vec<ItemId>, _now: Moment) -> Result<()> {
        self.change(format!("order {meeting} {order:?}"), |m| m.items.sort_by_key(|i| order.iter().position(|o| *o == i.item)))
    }

    fn open_item(&mut self, meeting: MeetingId, item: ItemId, now: Moment) -> Result<()> {
        self.change(format!("at {meeting} {item}"), |m| (m.at, m.at_since) = (Some(item), Some(now)))
    }

    fn take_note(&mut self, meeting: MeetingId, item: ItemId, agency: Option<String>, text: &str, now: Moment) -> Result<()> {
        let note = Note { note: 2, agency: agency.clone(), text: text.into(), at: now, by: "A. Chair".into() };
        self.change(format!("note {meeting} {item} {agency:?} “{text}”"), |m| m.items[item as usize - 1].notes.push(note))
    }

    fn defer_item(&mut self, meeting: MeetingId, item: ItemId, until: NaiveDate, reason: &str, _now: Moment) -> Result<()> {
        let left = Left::Deferred { until, reason: reason.into(), carried: false };
        self.change(format!("put off {meeting} {item} {until} “{reason}”"), |m| m.items[item as usize - 1].left = Some(left))
    }

    fn carry_over(&mut self, meeting: MeetingId, items: &[ItemId], reason: &str, _now: Moment) -> Result<()> {
        let left = Left::Deferred { until: day("2026-11-23"), reason: reason.into(), carried: true };
        self.change(format!("carry {meeting} {items:?} “{reason}”"), |m| {
            m.items.iter_mut().filter(|i| items.contains(&i.item)).for_each(|i| i.left = Some(left.clone()))
        })
    }

    fn pass_items(&mut self, meeting: MeetingId, items: &[ItemId], reason: &str, _now: Moment) -> Result<()> {
        let left = Left::Passed { reason: reason.into() };
        self.change(format!("pass {meeting} {items:?} “{reason}”"), |m| {
            m.items.iter_mut().filter(|i| items.contains(&i.item)).for_each(|i| i.left = Some(left.clone()))
        })
    }

    fn close_meeting(&mut self, meeting: MeetingId, now: Moment) -> Result<()> {
        self.change(format!("close {meeting}"), |m| (m.closed_at, m.closed_by) = (Some(now), Some("A. Chair".into())))
    }

    fn write_papers(&mut self, meeting: MeetingId, folder: &Path, now: Moment) -> Result<Vec<String>> {
        let files: Vec<String> = ["minutes-2026-11-20.docx", "slip-gmp.docx"].map(String::from).to_vec();
        let papers = Papers { at: now, by: "A. Chair".into(), files: files.clone() };
        self.change(format!("papers {meeting} {}", folder.display()), |m| m.papers.push(papers))?;
        Ok(files)
    }

    fn raise(&mut self, details: BusinessDetails, now: Moment) -> Result<BusinessId> {
        register::raise(self, details, now)
    }

    fn change_business(&mut self, id: BusinessId, details: BusinessDetails, seen: Option<i64>, now: Moment) -> Result<()> {
        register::change_business(self, id, details, seen, now)
    }

    fn business(&self, id: BusinessId, now: Moment) -> Result<BusinessSheet> {
        if self.0.borrow().held.meeting.is_some() { Ok(business_sheet(id)) } else { register::business(self, id, now) }
    }

    fn open_business(&self) -> Result<Vec<Business>> {
        register::open_business(self)
    }

    fn register(&self, filter: &RegisterFilter, now: Moment) -> Result<Register> {
        register::register(self, filter, now)
    }

    fn end_actions(&mut self, on: &[OnAction], end: ActionEnd, now: Moment) -> Result<()> {
        register::end_actions(self, on, end, now)
    }

    fn redate_actions(&mut self, on: &[OnAction], due: Due, reason: &str, now: Moment) -> Result<()> {
        register::redate_actions(self, on, due, reason, now)
    }

    fn reopen_action(&mut self, on: OnAction, reason: &str, now: Moment) -> Result<()> {
        register::reopen_action(self, on, reason, now)
    }

    fn agree_action(&mut self, line: &str, under: Option<(MeetingId, ItemId)>, now: Moment) -> Result<ActionId> {
        if let Some((meeting, item)) = under {
            self.write(format!("agree {meeting} {item} “{line}”"));
            return Ok(ActionId(50));
        }
        register::agree_action(self, line, under, now)
    }

    fn understand_due(&self, text: &str, now: Moment) -> std::result::Result<Due, String> {
        register::understand_due(self, text, now)
    }

    fn assessments(&self, now: Moment) -> Result<Vec<AssessmentLine>> {
        register::assessments(self, now)
    }

    fn assessments_of(&self, child: Option<ChildId>, episode: EpisodeId, now: Moment) -> Result<Vec<AssessmentLine>> {
        register::assessments_of(self, child, episode, now)
    }

    fn tool(&self) -> Tool {
        register::tool(self)
    }

    fn allocate_assessment(&mut self, id: AssessmentId, to: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        register::allocate_assessment(self, id, to, seen, now)
    }

    fn score_assessment(&mut self, id: AssessmentId, result: ToolResult, seen: Option<i64>, now: Moment) -> Result<()> {
        register::score_assessment(self, id, result, seen, now)
    }

    fn withdraw_assessment(&mut self, id: AssessmentId, reason: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        register::withdraw_assessment(self, id, reason, seen, now)
    }

    fn log(&self, now: Moment) -> Result<Vec<LogLine>> {
        register::log(self, now)
    }

    fn to_undo(&self, now: Moment) -> Result<Option<LogLine>> {
        register::to_undo(self, now)
    }

    fn to_redo(&self, now: Moment) -> Result<Option<LogLine>> {
        register::to_redo(self, now)
    }

    fn undo(&mut self, verb: i64, now: Moment) -> Result<LogLine> {
        register::undo(self, verb, now)
    }

    fn redo(&mut self, verb: i64, now: Moment) -> Result<LogLine> {
        register::redo(self, verb, now)
    }
}
