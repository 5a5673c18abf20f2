//! The meetings of the demo: what was decided, what became of the actions, and the last ones in full, from the opening to the
//! papers.

use super::cast::Telling;
use super::decisions::{Choice, Matter, Situation, band, choose};
use super::journal::{CHAIR, Held, History};
use super::loading::next;
use super::meetings::{Brought, agency, meetings, settings};
use super::panels::Panels;
use super::plan::{Slot, hm};
use super::rng::Rng;
use super::{Entry, Scale};
use crate::calendar::at_local;
use crate::casebook::event::Event;
use crate::episode::{EpisodeId, Grade, Moment};
use crate::meeting::agenda::{About, AgendaSection, ItemId, Left, NewItem};
use crate::meeting::business::{BusinessId, BusinessKind};
use crate::meeting::decision::{Action, ActionId, DecisionId, Dissent, Due, Outcome};
use crate::meeting::record::MeetingId;
use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use std::collections::BTreeMap;

const ENDS: u64 = 50;
const NOTES: u64 = 51;

/// How many of the last meetings are there in full.
const FULL: usize = 15;

/// What goes on from one meeting to the next.
#[derive(Default)]
pub struct Affairs {
    /// Meetings from this day on are there in full; `None`: none are.
    full_from: Option<NaiveDate>,
    /// Actions by the day on which a meeting asks for them.
    due: BTreeMap<NaiveDate, Vec<Agreed>>,
    /// What was brought, by the day it came in.
    pub(super) brought: BTreeMap<NaiveDate, Vec<&'static Brought>>,
    /// What was brought and waits for a decision.
    pub(super) open: Vec<(BusinessId, &'static Brought)>,
    pub(super) panels: Panels,
}

/// An action that is still to be done.
struct Agreed {
    id: ActionId,
    due: Due,
    what: String,
    /// How often it will be put off; `told`: because the story says so.
    put_off: u8,
    told: bool,
}

/// A meeting in full, while it is held.
struct Room {
    meeting: MeetingId,
    items: Vec<NewItem>,
    notes: u32,
}

impl Room {
    fn item(&self, about: About) -> ItemId {
        self.items.iter().find(|item| item.about == about).map_or(0, |item| item.item)
    }
}

/// A decision that is worded anew after the meeting.
struct Amended {
    event: Event,
    text: String,
    under: Option<(MeetingId, ItemId)>,
}

impl Affairs {
    /// Before the first meeting, held on these days.
    pub fn new(scale: Scale, meetings_on: &[NaiveDate]) -> Affairs {
        if scale == Scale::Large {
            return Affairs::default();
        }
        let mut brought: BTreeMap<NaiveDate, Vec<&'static Brought>> = BTreeMap::new();
        for item in &meetings().brought {
            brought.entry(back(meetings_on, item.ago as usize)).or_default().push(item);
        }
        Affairs { full_from: Some(back(meetings_on, FULL - 1)), brought, ..Affairs::default() }
    }
}

fn back(meetings_on: &[NaiveDate], n: usize) -> NaiveDate {
    meetings_on.iter().rev().nth(n).copied().unwrap_or_default()
}

impl History {
    /// The meeting from 09:30 on: what was to be done by now, who is back, who is out, and what was put to this day.
    pub(super) fn meeting(&mut self, slot: Slot) {
        let mut agenda = std::mem::take(&mut self.agenda);
        while let Some(due) = self.reviews.first_entry().filter(|due| *due.key() <= slot.day) {
            agenda.extend(due.remove().into_iter().map(|held| (Situation::Review, held)));
        }
        let start = at_local(slot.day, hm(9, 30));
        let amended = if self.affairs.full_from.is_some_and(|from| from <= slot.day) {
            self.in_full(agenda, slot.day, start)
        } else {
            self.in_short(agenda, slot.day, start)
        };
        for Amended { mut event, text, under } in amended {
            let mut events = Vec::new();
            if let Event::DecisionRecorded { decision, rationale, replaces, .. } = &mut event {
                *replaces = Some(*decision);
                *decision = DecisionId(next(&mut self.last.decision));
                *rationale = text;
                events.extend(under.map(|(meeting, item)| Event::ItemDecided { meeting, item, decision: *decision, replaces: *replaces }));
            }
            events.insert(0, event);
            self.ready.push_back(Entry { at: at_local(slot.day, hm(10, 40)), actor: CHAIR, events });
        }
    }

    /// Decisions alone, as they are known of older meetings.
    fn in_short(&mut self, mut agenda: Vec<(Situation, Held)>, day: NaiveDate, start: Moment) -> Vec<Amended> {
        agenda.retain(|(_, held)| !self.told(held).is_some_and(|t| t.defer));
        let events = self.end_due(day);
        if !events.is_empty() {
            self.ready.push_back(Entry { at: start, actor: CHAIR, events });
        }
        let each = 2_700 / agenda.len().max(1) as i64;
        let mut amended = Vec::new();
        for (i, (situation, held)) in agenda.into_iter().enumerate() {
            amended.extend(self.decide(situation, held, day, start + TimeDelta::seconds(each * i as i64), None));
        }
        amended
    }

    /// A meeting item by item.
    fn in_full(&mut self, mut agenda: Vec<(Situation, Held)>, day: NaiveDate, start: Moment) -> Vec<Amended> {
        let listed = |held: &&Held| agenda.iter().all(|(_, other)| other.id != held.id);
        let out: Vec<Held> = self.missing.iter().filter(listed).cloned().collect();
        agenda.extend(out.into_iter().map(|held| (Situation::StillOut, held)));
        let mut room = self.open_room(&agenda, start);
        let mut on: BTreeMap<EpisodeId, (Situation, Held)> = agenda.into_iter().map(|held| (held.1.id, held)).collect();
        let each = 2_400 / room.items.len().max(1) as i64;
        let (mut amended, mut unreached) = (Vec::new(), Vec::new());
        let mut at = start + TimeDelta::minutes(1);
        for item in room.items.clone() {
            self.say(at, Event::ItemOpened { meeting: room.meeting, item: item.item });
            let end = at + TimeDelta::seconds(each - 1);
            match item.about {
                About::Actions => self.end_due(day).into_iter().for_each(|event| self.say(end, event)),
                About::Episode(id) => match on.remove(&id) {
                    Some((_, held)) if self.told(&held).is_some_and(|t| t.defer) => unreached.push(item),
                    Some((situation, held)) => {
                        self.note(situation, &held, item.item, &mut room, day, at);
                        amended.extend(self.decide(situation, held, day, end, Some(&room)));
                    }
                    None => {}
                },
                About::Business(id) => self.decide_business(id, item.item, room.meeting, day, end),
                _ => {}
            }
            at += TimeDelta::seconds(each);
        }
        for NewItem { item, about, .. } in unreached {
            let (until, reason) = (self.plan.days.after(day, 1), "time ran out".to_string());
            let left = Left::Deferred { until, reason, carried: true };
            self.say(at, Event::ItemLeft { meeting: room.meeting, item, about, left });
        }
        self.say(at + TimeDelta::seconds(20), Event::MeetingClosed { meeting: room.meeting });
        let file = |form: &str| format!("{day}-{}-minutes{form}", room.meeting);
        let files = ["-initials.docx", ".docx", ".html", ".md", ".txt"].map(file).to_vec();
        self.say(at + TimeDelta::minutes(3), Event::PapersMade { meeting: room.meeting, files });
        amended
    }

    /// The meeting begins, with everything on its agenda.
    fn open_room(&mut self, agenda: &[(Situation, Held)], start: Moment) -> Room {
        let mut items = Vec::new();
        let mut put = |section: AgendaSection, about, band| items.push(NewItem { item: items.len() as u32 + 1, section, about, band });
        for section in AgendaSection::ALL.iter().copied() {
            match section {
                AgendaSection::ActionsDue => put(section, About::Actions, None),
                AgendaSection::Changes => put(section, About::Changes, None),
                AgendaSection::Interviews => put(section, About::Interviews, None),
                AgendaSection::Thresholds => put(section, About::Thresholds, None),
                AgendaSection::AnyOther => put(section, About::AnyOther, None),
                AgendaSection::ReadBack => put(section, About::ReadBack, None),
                _ => {}
            }
            for (situation, held) in agenda.iter().filter(|(situation, _)| section_of(*situation) == section) {
                put(section, About::Episode(held.id), Some(band(&self.matter(*situation, held))));
            }
            for (id, _) in self.affairs.open.iter().filter(|(_, brought)| business_section(brought.kind()) == section) {
                put(section, About::Business(*id), None);
            }
        }
        let meeting = MeetingId(next(&mut self.last.meeting));
        let opening = meetings().opening(CHAIR, meeting.0);
        self.say(start, Event::MeetingStarted { meeting, opening, minutes: settings().meeting.minutes, items: items.clone() });
        Room { meeting, items, notes: 0 }
    }

    /// The chair did it.
    fn say(&mut self, at: Moment, event: Event) {
        self.ready.push_back(Entry { at, actor: CHAIR, events: vec![event] });
    }

    /// Something is said under every other item or so.
    fn note(&mut self, situation: Situation, held: &Held, item: ItemId, room: &mut Room, day: NaiveDate, at: Moment) {
        let mut rng = Rng::of(NOTES, self.plan.episodes[held.k].seed ^ day.num_days_from_ce() as u64);
        let of = match situation {
            Situation::StillMissing | Situation::StillOut => "missing",
            Situation::Back => "back",
            Situation::Review => "review",
        };
        if let Some(said) = meetings().said(of, &mut rng).filter(|_| rng.chance(45)) {
            room.notes += 1;
            let said_by = said.agency.as_deref().map(agency);
            let note = Event::NoteTaken { meeting: room.meeting, item, note: room.notes, agency: said_by, text: said.text.clone() };
            self.say(at + TimeDelta::seconds(12), note);
        }
    }

    fn told(&self, held: &Held) -> Option<&'static Telling> {
        self.plan.episodes[held.k].told
    }

    fn matter(&self, situation: Situation, held: &Held) -> Matter {
        let (grade, seed) = (held.details.grade.unwrap_or(Grade::Medium), self.plan.episodes[held.k].seed);
        Matter { situation, grade, nth: held.nth, in_care: held.in_care, told: self.told(held), seed }
    }

    /// Records one decision; returns it with its later wording where it is amended after the meeting.
    fn decide(&mut self, situation: Situation, held: Held, day: NaiveDate, at: Moment, room: Option<&Room>) -> Option<Amended> {
        let mut matter = self.matter(situation, &held);
        let rules_band = band(&matter);
        if situation == Situation::StillOut {
            // Each day another word.
            matter.seed ^= day.num_days_from_ce() as u64;
        }
        let choice = choose(&matter);
        // What else the story tells of the meeting belongs to the return.
        let told = self.told(&held).filter(|_| situation == Situation::Back);
        let chairs = told.and_then(|t| t.band.zip(t.band_because.clone()));
        if let Some((chairs, reason)) = chairs.clone() {
            self.say(at, Event::BandOverridden { episode: held.id, band: Some(chairs), rules_band: Some(rules_band), reason });
        }
        let review = if told.is_some_and(|t| t.review_today) {
            Some(self.plan.register.span.today)
        } else {
            choice.review_in.map(|n| self.plan.days.after(day, n))
        };
        let decision = DecisionId(next(&mut self.last.decision));
        let (agencies, dissent, panel) = self.together(&choice, &held, matter.seed, room.is_some());
        if choice.outcomes.contains(&Outcome::PanelReferral) {
            self.refer(self.plan.episodes[held.k].child as usize, decision, panel.clone(), at);
        }
        // Of the ten years of the large hub the last one has actions: their ends are an entry each.
        let kept = self.plan.register.scale == Scale::Small || day > self.plan.register.span.last - Days::new(365);
        let actions = choice.tasks.iter().filter(|_| kept).enumerate();
        let actions = actions.map(|(n, (short, what, within))| {
            self.agree(short, what, *within, day, n == 0 && told.is_some_and(|t| t.redate), room.is_some())
        });
        let event = Event::DecisionRecorded {
            decision,
            episode: Some(held.id),
            business: None,
            child: Some(held.child),
            actions: actions.collect(),
            outcomes: choice.outcomes,
            rationale: choice.rationale,
            next_review: review,
            band: Some(chairs.map_or(rules_band, |(band, _)| band)),
            rules_version: None,
            replaces: None,
            shown: None,
            agencies,
            dissent,
            panel,
        };
        let under = room.map(|room| (room.meeting, room.item(About::Episode(held.id))));
        let mut events = vec![event.clone()];
        events.extend(under.map(|(meeting, item)| Event::ItemDecided { meeting, item, decision, replaces: None }));
        events.extend(told.and_then(|t| t.assessment).map(|stands| self.assessment(stands, decision, &held, at)));
        self.ready.push_back(Entry { at, actor: CHAIR, events });
        if let Some(review) = review {
            self.reviews.entry(review).or_default().push(held);
        }
        told.and_then(|t| t.amend.clone()).map(|text| Amended { event, text, under })
    }

    /// Who decided it jointly, who would have decided otherwise, and the panel it goes to.
    fn together(&self, choice: &Choice, held: &Held, seed: u64, in_full: bool) -> (Vec<String>, Vec<Dissent>, Option<String>) {
        if self.plan.register.scale == Scale::Large {
            return (Vec::new(), Vec::new(), None);
        }
        let joint = choice.outcomes.contains(&Outcome::JointInvestigation);
        let agencies = if joint { vec![agency("GMP"), agency("CSC")] } else { Vec::new() };
        let advice = in_full && choice.outcomes == [Outcome::Advice] && Rng::of(NOTES, seed).chance(20);
        let words = "would offer a worker now rather than advise again".to_string();
        let dissent = advice.then(|| Dissent { agency: agency("EH"), words });
        let panel = choice.outcomes.contains(&Outcome::PanelReferral).then(|| {
            let locality = self.plan.register.child(self.plan.episodes[held.k].child as usize).locality.unwrap_or_default();
            let wanted = if choice.rationale.contains("Long-term") { "Long-term".to_string() } else { format!(", {locality}") };
            let of_locality = settings().panels.iter().find(|panel| panel.name.contains(&wanted));
            of_locality.or(settings().panels.first()).map(|panel| panel.name.clone())
        });
        (agencies, dissent.into_iter().collect(), panel.flatten())
    }

    /// An action under its number; a later meeting asks for it.
    pub(super) fn agree(&mut self, short: &str, what: &str, within: u32, day: NaiveDate, told: bool, in_full: bool) -> Action {
        let id = ActionId(next(&mut self.last.action));
        let due_on = if within == 0 { day } else { self.plan.days.after(day, within) };
        let due = match within {
            0 => Due::At(at_local(due_on, hm(16, 0))),
            1 => Due::At(at_local(due_on, hm(12, 0))),
            _ => Due::EndOf(due_on),
        };
        let put_off = if told { 2 } else { u8::from(in_full && Rng::of(ENDS, id.0 as u64).chance(7)) };
        self.affairs.due.entry(due_on).or_default().push(Agreed { id, due, what: what.into(), put_off, told });
        Action { id, agency: agency(short), person: None, what: what.into(), due: Some(due) }
    }

    /// Every action due by this day is ended or put off.
    fn end_due(&mut self, day: NaiveDate) -> Vec<Event> {
        let mut events = Vec::new();
        while let Some(asked) = self.affairs.due.first_entry().filter(|due| *due.key() <= day) {
            for mut agreed in asked.remove() {
                if agreed.put_off == 0 {
                    let end = meetings().end(&agreed.what, &mut Rng::of(ENDS + 10, agreed.id.0 as u64));
                    events.push(Event::ActionEnded { action: agreed.id, end });
                    continue;
                }
                // What the story tells of is put off to this morning the second time.
                let again = if agreed.told && agreed.put_off == 1 { self.plan.register.span.last.max(day) } else { day };
                let to = Due::EndOf(self.plan.days.after(again, 1));
                let reason = if agreed.put_off == 1 {
                    "the officer is on leave; taken over by a colleague"
                } else {
                    "waits for the owner's address"
                };
                events.push(Event::ActionRedated { action: agreed.id, from: Some(agreed.due), to: Some(to), reason: reason.into() });
                (agreed.due, agreed.put_off) = (to, agreed.put_off - 1);
                self.affairs.due.entry(self.plan.days.after(again, 1)).or_default().push(agreed);
            }
        }
        events
    }
}

fn section_of(situation: Situation) -> AgendaSection {
    match situation {
        Situation::StillMissing | Situation::StillOut => AgendaSection::StillMissing,
        Situation::Back => AgendaSection::Returned,
        Situation::Review => AgendaSection::CarriedOver,
    }
}

fn business_section(kind: BusinessKind) -> AgendaSection {
    match kind {
        BusinessKind::Referral => AgendaSection::Referrals,
        BusinessKind::Strategy => AgendaSection::Strategy,
        BusinessKind::Intelligence => AgendaSection::Intelligence,
    }
}
