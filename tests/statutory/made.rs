//! Hubs made entry by entry: children as they were held over time, and their episodes.

use crate::common::{Office, PASSPHRASE, at, opening};
use tempfile::TempDir;
use wayhome::casebook::Hub;
use wayhome::casebook::event::{Candidate, Event, Line, ListId, Source};
use wayhome::casebook::{ListFile, ListOptions};
use wayhome::child::{CareStatus, ChildDetails, ChildId, Sex};
use wayhome::demo::Entry;
use wayhome::episode::{Category, EpisodeDetails, EpisodeId, When};
use wayhome::meeting::agenda::{About, AgendaSection, Left, NewItem};
use wayhome::meeting::record::MeetingId;
use wayhome::report::tracker::{ReportedChild, ReportedMonth};
use wayhome::triage::Band;

/// A hub in the making.
#[derive(Default)]
pub struct Made {
    entries: Vec<Entry>,
    children: i64,
    episodes: i64,
}

/// A looked-after child with all that the return asks for.
pub fn looked_after(own_id: &str, given: &str, dob: &str) -> ChildDetails {
    ChildDetails {
        own_id: Some(own_id.into()),
        given: given.into(),
        family: "Okafor".into(),
        dob: Some(dob.parse().unwrap()),
        sex: Some(Sex::Female),
        ethnicity: Some("White - British".into()),
        upn: Some("A123456789012".into()),
        care_status: Some(CareStatus::LookedAfter),
        on_caseload: true,
        ..ChildDetails::default()
    }
}

impl Made {
    pub fn new() -> Made {
        let mut made = Made::default();
        made.note("2024-01-02T08:00:00Z", Event::HubMade { name: "Test hub".into(), training: true });
        made
    }

    /// Something that was written down.
    pub fn note(&mut self, now: &str, event: Event) {
        self.entries.push(Entry { at: at(now), actor: "D. Manager", events: vec![event] });
    }

    pub fn child(&mut self, since: &str, details: ChildDetails) -> ChildId {
        self.children += 1;
        let child = ChildId(self.children);
        self.note(since, Event::ChildAdded { child, details, source: Source::Person });
        child
    }

    pub fn changed(&mut self, since: &str, child: ChildId, details: ChildDetails) {
        self.note(since, Event::ChildChanged { child, details, changes: Vec::new(), source: Source::Person });
    }

    /// An episode that is heard of when it begins, and ended when the child is back.
    pub fn episode(&mut self, child: Option<ChildId>, from: &str, to: Option<&str>) -> EpisodeId {
        self.episode_as(child, from, to, Category::Missing)
    }

    pub fn episode_as(&mut self, child: Option<ChildId>, from: &str, to: Option<&str>, category: Category) -> EpisodeId {
        self.episodes += 1;
        let episode = EpisodeId(self.episodes);
        let details = EpisodeDetails {
            police_ref: Some(format!("MP/{}", episode.0)),
            category: Some(category),
            last_seen: Some(When::exact(at(from))),
            reported: Some(When::exact(at(from))),
            ..EpisodeDetails::default()
        };
        let line = Line { list: ListId(1), row: 2 };
        self.note(from, Event::EpisodeReported { episode, child, details: details.clone(), line, candidates: Vec::new() });
        if let Some(to) = to {
            let details = EpisodeDetails { returned: Some(When::exact(at(to))), ended: true, ..details };
            self.note(to, Event::EpisodeChanged { episode, details, changes: Vec::new(), returned: true, line: None });
        }
        episode
    }

    /// An episode whose end is heard of, but not the time of the return.
    pub fn back_at_no_known_time(&mut self, child: ChildId, from: &str, heard: &str) -> EpisodeId {
        let episode = self.episode(Some(child), from, None);
        let details = EpisodeDetails {
            police_ref: Some(format!("MP/{}", episode.0)),
            category: Some(Category::Missing),
            last_seen: Some(When::exact(at(from))),
            reported: Some(When::exact(at(from))),
            ended: true,
            ..EpisodeDetails::default()
        };
        self.note(heard, Event::EpisodeChanged { episode, details, changes: Vec::new(), returned: true, line: None });
        episode
    }

    /// The hub, with its entries in the order of their moments.
    pub fn office(mut self) -> Office {
        self.entries.sort_by_key(|entry| entry.at);
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("hub.wayhome");
        drop(Hub::make_from(&path, PASSPHRASE, opening("D. Manager"), self.entries.into_iter()).unwrap());
        let office = Office { hub: path, dir };
        office.private_file("passphrase", PASSPHRASE);
        office
    }
}

/// Ada (1001), talked about in a meeting that put her off, with a band set by the chair, in a top ten, in rows that were not taken and in
/// one that waits; and Tamsin Quillfeather, who may be in that row as well.
pub fn talked_about() -> Office {
    let mut made = Made::new();
    let ada = made.child("2026-01-03T09:00:00Z", looked_after("1001", "Ada", "2010-03-01"));
    let tamsin =
        made.child("2026-01-03T09:00:00Z", ChildDetails { family: "Quillfeather".into(), ..looked_after("1002", "Tamsin", "2010-09-09") });
    let episode = made.episode(Some(ada), "2026-02-01T21:00:00Z", Some("2026-02-02T08:00:00Z"));
    let band = |band, reason: &str| Event::BandOverridden { episode, band, rules_band: Some(Band::Standard), reason: reason.into() };
    made.note("2026-02-02T09:00:00Z", band(Some(Band::High), "seen with an older man"));
    made.note("2026-02-03T09:00:00Z", band(None, "he is her uncle"));
    let (meeting, item, about) = (MeetingId(1), 1, About::Episode(episode));
    let items = vec![NewItem::new(item, AgendaSection::Returned, about)];
    let opening = wayhome::meeting::attendance::Opening { chair: "Ann Lee".into(), ..Default::default() };
    made.note("2026-02-03T09:10:00Z", Event::MeetingStarted { meeting, opening, minutes: 30, items });
    let text = "health will see her".into();
    made.note("2026-02-03T09:11:00Z", Event::NoteTaken { meeting, item, note: 1, agency: Some("Health".into()), text });
    let left = Left::Deferred { until: "2026-02-05".parse().unwrap(), reason: "time ran out".into(), carried: false };
    made.note("2026-02-03T09:12:00Z", Event::ItemLeft { meeting, item, about, left });
    let child = ReportedChild {
        child: ada,
        name: "Ada Okafor".into(),
        rank: 1,
        shared: false,
        rank_before: None,
        episodes: vec![episode],
        nights: 1,
        minutes: 660,
        longest_minutes: 660,
        this_month: 1,
        in_3_months: 1,
        in_12_months: 1,
        offered: (0, 1),
        held: (0, 1),
        in_72_hours: (0, 1),
        shown: None,
    };
    let month = "2026-02-01".parse().unwrap();
    let reported = ReportedMonth { month, as_of: at("2026-03-01T09:00:00Z"), places: 10, months: 1, children: vec![child], below: 0 };
    made.note("2026-03-01T09:00:00Z", Event::TopTenClosed { reported });
    let candidate = |child| Candidate { child, probability: 0.5, evidence: Vec::new(), guards: Vec::new() };
    let details = EpisodeDetails {
        police_ref: Some("MP/2".into()),
        last_seen: Some(When::exact(at("2026-03-02T21:00:00Z"))),
        ..EpisodeDetails::default()
    };
    let (line, candidates) = (Line { list: ListId(1), row: 3 }, vec![candidate(ada), candidate(tamsin)]);
    made.note("2026-03-02T22:00:00Z", Event::EpisodeReported { episode: EpisodeId(2), child: None, details, line, candidates });
    let office = made.office();
    let list = "Police Ref,Forename,Surname,DOB,Reported missing,Status\n\
                T/1,Ada,Okafor,01/03/2010,32/01/2026 22:00,missing\n\
                T/2,Ada,Okafor,01/03/2010,05/03/2026 22:00,gone fishing\n\
                T/3,Ada,Okafor,01/04/2010,32/01/2026 22:00,missing\n";
    let file = ListFile { name: "daily.csv", bytes: list.as_bytes() };
    let refused = office.open().import_list(&file, &ListOptions::default(), at("2026-03-06T08:00:00Z")).unwrap().refused;
    assert_eq!(refused.len(), 3);
    office.open().set_aside("R2".parse().unwrap(), "a joke of the sender", at("2026-03-06T09:00:00Z")).unwrap();
    office
}
