//! Hubs made entry by entry: children as they were held over time, and their episodes.

use crate::common::{Office, PASSPHRASE, at, opening};
use tempfile::TempDir;
use wayhome::casebook::Hub;
use wayhome::casebook::event::{Event, Line, ListId, Source};
use wayhome::child::{CareStatus, ChildDetails, ChildId, Sex};
use wayhome::demo::Entry;
use wayhome::episode::{Category, EpisodeDetails, EpisodeId, When};

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

    fn note(&mut self, now: &str, event: Event) {
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
