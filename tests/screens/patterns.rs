//! What the screen of patterns asks, answered from invented children of the morning: four who are out together, in pairs and as a group.

use super::{Morning, at, child};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use wayhome::casebook::error::Result;
use wayhome::casebook::veil::Names;
use wayhome::child::{CareStatus, ChildId, RelationKind};
use wayhome::episode::{EpisodeId, Moment};
use wayhome::interview::record::{InterviewId, Named, NamedKind, PlaceKind, Pull, Push};
use wayhome::meeting::business::BusinessId;
use wayhome::report::figures::Period;
use wayhome::report::patterns::{BusinessFact, ChildFact, EpisodeFact, Facts, From, InterviewFact, Patterns};
use wayhome::text::fold;
use wayhome::tui::patterns_desk::PatternsDesk;

const CHILDREN: [(i64, &str, &str); 6] = [
    (11, "Nadia", "Begum"),
    (12, "Thi Lan", "Nguyen"),
    (13, "Kayden", "Archer"),
    (14, "Chidi", "Okafor"),
    (15, "Sia\u{302}n", "Davies"),
    (16, "小明", "王"),
];

/// Number, child, from, to (nothing: still missing), place missing from, found where, with whom.
type Sketch = (i64, i64, &'static str, &'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const EPISODES: [Sketch; 17] = [
    (1, 11, "2026-11-19T15:30:00Z", "", "", "", "Thi Lan Nguyen"),
    (2, 12, "2026-11-18T18:00:00Z", "", "Park House", "", ""),
    (51, 11, "2026-10-31T19:20:00Z", "2026-11-02T02:20:00Z", "", "a flat on Foundry Street, M4 7LA", "Thi Lan Nguyen"),
    (52, 12, "2026-10-31T19:50:00Z", "2026-11-02T01:50:00Z", "Park House", "a flat on Foundry Street, M4 7LA", "Nadia Begum, Sam Rook"),
    (53, 11, "2026-09-12T18:00:00Z", "2026-09-13T06:00:00Z", "", "in a car off Calico Lane", ""),
    (54, 13, "2026-10-31T18:10:00Z", "2026-11-01T09:00:00Z", "Park House", "railway station, Preston PR1 8AP", ""),
    (55, 14, "2026-10-31T20:00:00Z", "2026-11-01T07:30:00Z", "Park House", "railway station, Preston PR1 8AP", ""),
    (56, 13, "2026-08-07T20:00:00Z", "2026-08-08T05:00:00Z", "Park House", "a house in Barrow-in-Furness LA14 2QT", ""),
    (57, 14, "2026-08-07T21:10:00Z", "2026-08-08T09:45:00Z", "Park House", "a house in Barrow-in-Furness LA14 2QT", ""),
    (58, 12, "2026-08-07T22:00:00Z", "2026-08-08T08:00:00Z", "Park House", "home", ""),
    (59, 14, "2026-05-22T21:00:00Z", "2026-05-23T03:00:00Z", "Park House", "by the canal", ""),
    (60, 15, "2026-05-22T17:00:00Z", "2026-05-22T23:30:00Z", "", "town centre", ""),
    (61, 15, "2026-02-13T17:00:00Z", "2026-02-13T23:30:00Z", "Bankfield Academy", "at a friend's, M18 8HE", ""),
    (62, 16, "2026-06-19T17:00:00Z", "2026-06-20T08:30:00Z", "Bankfield Academy", "at a friend's, M18 8HE", ""),
    (63, 13, "2026-03-06T20:00:00Z", "2026-03-07T05:00:00Z", "Park House", "", ""),
    (64, 16, "2026-01-09T17:00:00Z", "2026-01-09T22:30:00Z", "", "", ""),
    (65, 11, "2026-01-16T18:00:00Z", "2026-01-17T06:00:00Z", "", "in a car off Calico Lane", ""),
];

fn episode(sketch: &Sketch) -> EpisodeFact {
    let (id, child, since, back, from, found, companions) = *sketch;
    let text = |text: &str| (!text.is_empty()).then(|| text.to_string());
    let place = text(from);
    EpisodeFact {
        episode: EpisodeId(id),
        child: Some(ChildId(child)),
        began: at(since),
        since: at(since),
        since_exact: true,
        returned: text(back).map(|back| at(&back)),
        returned_exact: !back.is_empty(),
        ended: !back.is_empty(),
        from: Some(From { key: place.as_deref().map_or(format!("home of {child}"), fold), place }),
        found: text(found),
        reported_by: None,
        companions: text(companions),
    }
}

fn facts(period: Period, empty: bool) -> Facts {
    let (mut children, mut names) = (BTreeMap::new(), Names::default());
    for (id, given, family) in CHILDREN {
        let known = child(id, given, family, "2010-03-04", CareStatus::AtHome);
        names.add_child(&known);
        let placement = (12..15).contains(&id).then(|| "park house".to_string());
        children.insert(ChildId(id), ChildFact { name: known.details.full_name(), home: None, placement });
    }
    let interviews = vec![InterviewFact {
        interview: InterviewId(3),
        child: Some(ChildId(11)),
        on: "2026-11-03".parse().unwrap(),
        episodes: vec![EpisodeId(51)],
        push: vec![Push::Conflict],
        pull: vec![Pull::Adult, Pull::Gifts],
        places: vec![PlaceKind::AdultsHome],
        named: vec![Named { kind: NamedKind::Person, what: "Uncle Rook".into() }],
    }];
    let business = vec![BusinessFact {
        business: BusinessId(7),
        received: "2026-11-19".parse().unwrap(),
        children: vec![ChildId(11), ChildId(12)],
        named: Vec::new(),
        people: vec!["Uncle Rook".into()],
        places: vec!["flat above the kebab shop, Larch Row".into()],
        vehicles: vec!["AB12 CDE".into()],
    }];
    let episodes = EPISODES.iter().map(episode).filter(|episode| !empty && episode.began < period.ends()).collect();
    let (interviews, business) = if empty { (Vec::new(), Vec::new()) } else { (interviews, business) };
    let relations = vec![(ChildId(15), ChildId(16), RelationKind::Sibling)];
    Facts { period, as_of: super::now(), episodes, children, relations, interviews, business, names, homes: BTreeSet::new() }
}

impl PatternsDesk for Morning {
    fn patterns(&self, period: Period, _now: Moment) -> Result<Patterns> {
        let mut patterns = Patterns::of(&facts(period, self.0.borrow().empty));
        patterns.unidentified = if self.0.borrow().unidentified { 3 } else { 0 };
        Ok(patterns)
    }

    fn write_network(&mut self, path: &Path, bytes: &[u8], about: Option<ChildId>, names: bool, _now: Moment) -> Result<()> {
        let named = String::from_utf8_lossy(bytes).contains("Nadia");
        let about = about.map_or("all".into(), |child| child.to_string());
        self.write(format!("network of {about} to {}, names {names}, named {named}", path.display()));
        Ok(())
    }
}
