//! The register of the demo: child number `n` is the same whenever it is asked for, so nothing need be kept.

use super::cast::{CastChild, Moved, cast};
use super::rng::Rng;
use super::{Scale, Span};
use crate::child::{CareStatus, ChildDetails, Education, HealthNeed, Marker, MarkerKind, Nrm, Plan, Sex};
use chrono::{Days, NaiveDate};
use serde::Deserialize;
use std::sync::LazyLock;

const HOUSEHOLD: u64 = 1;
const CHILD: u64 = 2;
const RISK: u64 = 3;
const WORKER: u64 = 4;
const CARE: u64 = 5;

/// A group of names, and its share of the register in parts of 100.
#[derive(Deserialize)]
struct Group {
    ethnicity: String,
    weight: i64,
    girls: Vec<String>,
    boys: Vec<String>,
    families: Vec<String>,
}

#[derive(Deserialize)]
struct Names {
    group: Vec<Group>,
}

/// Invented places and people around the children.
#[derive(Deserialize)]
pub struct Places {
    districts: Vec<String>,
    pub street_names: Vec<String>,
    street_kinds: Vec<String>,
    homes: Vec<String>,
    providers: Vec<String>,
    schools: Vec<String>,
    authorities: Vec<String>,
    pub workers: Vec<String>,
    pub near: Vec<String>,
    pub far: Vec<String>,
}

// Both files are compiled in and read by every test of the demo: they cannot fail on one machine and not on another.
static NAMES: LazyLock<Names> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/demo/names.toml")).expect("assets/demo/names.toml is checked by the tests"));
static PLACES: LazyLock<Places> = LazyLock::new(|| {
    toml::from_str(include_str!("../../assets/demo/places.toml")).expect("assets/demo/places.toml is checked by the tests")
});

/// The invented places.
pub fn places() -> &'static Places {
    &PLACES
}

/// Ten children in a row live in seven households: one pair, one family of two more and a single child between.
const HOUSE_OF: [usize; 10] = [0, 1, 2, 2, 4, 5, 5, 5, 8, 9];

/// The children of the demo at one scale.
pub struct Register {
    pub scale: Scale,
    pub span: Span,
}

impl Register {
    /// How many children there are.
    pub fn len(&self) -> usize {
        match self.scale {
            Scale::Small => 200,
            Scale::Large => 50_000,
        }
    }

    /// The story of child `n`, if it has one: every seventh child, so that the cast is not the top of every list.
    pub fn story(&self, n: usize) -> Option<&'static CastChild> {
        (matches!(self.scale, Scale::Small) && n % 7 == 3).then(|| cast().get(n / 7)).flatten()
    }

    /// The number of the child with this name among those with a story; the tests prove that the names asked for exist.
    pub fn named(&self, name: &str) -> usize {
        (0..self.len()).find(|n| self.story(*n).is_some_and(|s| s.name() == name)).unwrap_or_default()
    }

    /// Comes to the hub by a police list only, never by the caseload: one in twenty.
    pub fn by_list_only(&self, n: usize) -> bool {
        self.story(n).map_or(n % 20 == 18, |story| story.by_list_only)
    }

    /// The day the authority's caseload names the child for the first time.
    pub fn joins(&self, n: usize) -> NaiveDate {
        let first = match self.scale {
            Scale::Small => return self.span.first,
            Scale::Large => 3 * self.len() / 10,
        };
        let days = (self.span.last - self.span.first).num_days() - 120;
        let late = n.saturating_sub(first) as i64 * days / (self.len() - first) as i64;
        self.span.first + Days::new(late as u64)
    }

    /// Date of birth. Children join between nine and not quite seventeen; brothers and sisters are 15 months and more apart.
    pub fn dob(&self, n: usize) -> NaiveDate {
        if let Some(story) = self.story(n) {
            return story.dob(self.span.today);
        }
        let (house, rank) = self.house(n);
        let mut rng = Rng::of(HOUSEHOLD, house as u64);
        let alone = HOUSE_OF.iter().filter(|h| **h == house % 10).count() == 1;
        let eldest = if alone { rng.range(3_300, 6_050) } else { rng.range(5_200, 6_050) };
        let apart = rng.range(460, 950);
        let twins = rng.chance(6);
        let age = if twins { eldest } else { eldest - rank as i64 * apart };
        self.joins(house) - Days::new(age as u64)
    }

    /// The first child of the household, and how many of it come before this one.
    fn house(&self, n: usize) -> (usize, usize) {
        let house = n / 10 * 10 + HOUSE_OF[n % 10];
        (house, n - house)
    }

    /// Who the child is and where it is cared for, which is all that an episode needs to know of it.
    pub fn person(&self, n: usize) -> ChildDetails {
        self.story(n).map_or_else(|| self.drawn(n), |story| story.details(self.span.today))
    }

    /// The record of the child as first known.
    pub fn child(&self, n: usize) -> ChildDetails {
        let mut details = self.person(n);
        if details.on_caseload && self.story(n).is_none() {
            self.known(n, &mut details);
        }
        if details.on_caseload {
            details.own_id = Some(format!("CS{:06}", 410_000 + n * 7));
            details.police_nominal = (n % 5 < 2).then(|| format!("N{:07}", 2_100_000 + n * 11));
        }
        details
    }

    /// The record of the child on a day: with the markers set until then, and with the home and the worker it has then.
    pub fn child_on(&self, n: usize, day: NaiveDate) -> ChildDetails {
        let mut details = self.child(n);
        if let Some(before) = self.story(n).and_then(|story| story.moved.as_ref()).filter(|moved| day < self.moved_on(moved)) {
            details.address = Some(before.address.clone());
            details.postcode = Some(before.postcode.clone());
        }
        details.markers.retain(|m| m.since.is_none_or(|since| since <= day));
        if let (Some(worker), true) = (&details.social_worker, self.new_worker(n).is_some_and(|from| from <= day)) {
            let at = places().workers.iter().position(|w| w == worker).unwrap_or_default();
            details.social_worker = places().workers.get((at + 1) % places().workers.len()).cloned();
        }
        details
    }

    /// The day from which the child has another social worker; two of five drawn children get one.
    fn new_worker(&self, n: usize) -> Option<NaiveDate> {
        let mut rng = Rng::of(WORKER, n as u64);
        if self.by_list_only(n) || self.story(n).is_some() || !rng.chance(40) {
            return None;
        }
        let day = self.joins(n) + Days::new(rng.range(20, 600) as u64);
        (day <= self.span.last && day < self.dob(n) + Days::new(6_500)).then_some(day)
    }

    fn moved_on(&self, moved: &Moved) -> NaiveDate {
        self.span.today - Days::new(moved.ago)
    }

    /// Every day on which the caseload says something new of a child it already named, in order.
    pub fn changes(&self) -> Vec<(NaiveDate, usize)> {
        let later = |n: usize| move |day: NaiveDate| (day > self.span.first).then_some((day, n));
        let markers = |n: usize| self.story(n).into_iter().flat_map(|s| s.details(self.span.today).markers).filter_map(|m| m.since);
        let moved = |n: usize| self.story(n).and_then(|s| s.moved.as_ref()).map(|moved| self.moved_on(moved));
        let mut changes: Vec<_> =
            (0..self.len()).flat_map(|n| self.new_worker(n).into_iter().chain(markers(n)).chain(moved(n)).filter_map(later(n))).collect();
        changes.sort_unstable();
        changes
    }

    /// Who a drawn child is; where it is cared for is not known of one that comes by a list only.
    fn drawn(&self, n: usize) -> ChildDetails {
        let (house, rank) = self.house(n);
        let mut home = Rng::of(HOUSEHOLD, house as u64 + (1 << 40));
        let group = group(&mut home);
        let family = match home.range(0, 19) {
            0 => format!("{}-{}", home.pick(&group.families), home.pick(&group.families)),
            _ => home.pick(&group.families).clone(),
        };
        let address = address(&mut home);
        let postcode = postcode(&mut home);
        let first_name = home.range(0, 999) as usize;
        let mut rng = Rng::of(CHILD, n as u64);
        let sex = if rng.chance(55) { Sex::Female } else { Sex::Male };
        let given = if sex == Sex::Female { &group.girls } else { &group.boys };
        let mut details = ChildDetails {
            ethnicity: (!self.by_list_only(n)).then(|| group.ethnicity.clone()),
            on_caseload: !self.by_list_only(n),
            // Brothers and sisters never share a given name: each is a third of the list further on.
            given: given[(first_name + rank * (given.len() / 3)) % given.len()].clone(),
            family,
            dob: Some(self.dob(n)),
            sex: Some(sex),
            address: Some(address),
            postcode: Some(postcode),
            ..Default::default()
        };
        if details.on_caseload {
            cared_for(&mut details, &mut Rng::of(CARE, n as u64));
        }
        details
    }

    /// What the authority knows beside who the child is.
    fn known(&self, n: usize, d: &mut ChildDetails) {
        let mut rng = Rng::of(RISK, n as u64);
        d.social_worker = rng.chance(80).then(|| rng.pick(&places().workers).clone());
        d.locality =
            Some(if d.care_status == Some(CareStatus::AtHome) { *rng.pick(&["North", "Central", "South"]) } else { "Permanence" }.into());
        d.team = d.locality.clone();
        d.education = Some(match rng.range(0, 99) {
            0..68 => Education::InSchool,
            68..76 => Education::AlternativeProvision,
            76..84 => Education::AtRiskOfExclusion,
            84..93 => Education::NotAttending,
            _ => Education::NotInEducation,
        });
        d.school = (d.education != Some(Education::NotInEducation)).then(|| rng.pick(&places().schools).clone());
        d.plan = match rng.range(0, 99) {
            0..9 => Some(Plan::ChildProtection),
            9..30 => Some(Plan::InNeed),
            _ => None,
        };
        d.youth_justice = Some(rng.chance(14));
        let needs = [HealthNeed::MentalHealth, HealthNeed::SelfHarm, HealthNeed::Disability, HealthNeed::SubstanceUse, HealthNeed::Health];
        d.health = rng.chance(85).then(|| if rng.chance(22) { vec![*rng.pick(&needs)] } else { Vec::new() });
        let joined = self.joins(n);
        let set = |kind, ago: i64| Marker { kind, since: Some(joined - Days::new(ago as u64)), set_by: None };
        d.markers = match rng.range(0, 99) {
            0..5 => vec![set(MarkerKind::Cse, rng.range(10, 300))],
            5..10 => vec![set(MarkerKind::Cce, rng.range(10, 300))],
            10..12 => vec![set(MarkerKind::Cce, rng.range(10, 300)), set(MarkerKind::CountyLines, rng.range(5, 200))],
            12..14 => vec![set(MarkerKind::Gangs, rng.range(10, 300))],
            14 => vec![set(MarkerKind::SeriousYouthViolence, rng.range(10, 300))],
            _ => Vec::new(),
        };
        let exploited = d.markers.iter().any(|m| matches!(m.kind, MarkerKind::Cce | MarkerKind::CountyLines));
        d.nrm = (exploited && rng.chance(40)).then(|| *rng.pick(&[Nrm::Referred, Nrm::ReasonableGrounds, Nrm::ConclusiveGrounds]));
    }
}

/// Where the child is cared for: most at home, a fifth looked after, some of them in one of the twenty children's homes.
fn cared_for(d: &mut ChildDetails, rng: &mut Rng) {
    let status = match rng.range(0, 99) {
        0..64 => CareStatus::AtHome,
        64..86 => CareStatus::LookedAfter,
        86..93 => CareStatus::LookedAfterElsewhere,
        93..96 => CareStatus::Unaccompanied,
        _ => CareStatus::SupportedAccommodation,
    };
    d.care_status = Some(status);
    if status == CareStatus::AtHome {
        return;
    }
    d.placed_out_of_area = Some(false);
    d.provider = Some(rng.pick(&places().providers).clone());
    d.placing_authority = (status == CareStatus::LookedAfterElsewhere).then(|| rng.pick(&places().authorities).clone());
    if rng.chance(45) {
        let home = rng.range(0, places().homes.len() as i64 - 1) as usize;
        let name = &places().homes[home];
        let mut of_home = Rng::of(HOUSEHOLD, home as u64 + (1 << 50));
        d.address = Some(format!("{name}, {}", address(&mut of_home)));
        d.postcode = Some(postcode(&mut of_home));
        d.placement = Some(name.clone());
    } else {
        d.placement = Some(format!("Foster carers ({})", rng.pick(&places().workers).split(". ").last().unwrap_or_default()));
    }
}

fn group(rng: &mut Rng) -> &'static Group {
    let mut at = rng.range(0, 99);
    for group in &NAMES.group {
        if at < group.weight {
            return group;
        }
        at -= group.weight;
    }
    &NAMES.group[0]
}

/// "27 Larkspur Road".
fn address(rng: &mut Rng) -> String {
    format!("{} {} {}", rng.range(1, 140), rng.pick(&places().street_names), rng.pick(&places().street_kinds))
}

/// A postcode of the area with a random end.
fn postcode(rng: &mut Rng) -> String {
    let district = rng.pick(&places().districts);
    postcode_in(district, rng)
}

/// A postcode of a district with a random end.
pub fn postcode_in(district: &str, rng: &mut Rng) -> String {
    const ENDS: &[u8] = b"ABDEFGHJLNPQRSTUWXYZ";
    format!("{district} {}{}{}", rng.range(1, 9), char::from(*rng.pick(ENDS)), char::from(*rng.pick(ENDS)))
}

/// A child nobody has heard of, number `n` of them, of an age between eleven and sixteen on `today`.
pub fn stranger(n: u64, today: NaiveDate) -> ChildDetails {
    let mut rng = Rng::of(CHILD, n + (1 << 32));
    let group = group(&mut rng);
    ChildDetails {
        given: rng.pick(&group.girls).clone(),
        family: rng.pick(&group.families).clone(),
        dob: Some(today - Days::new(rng.range(4_100, 6_100) as u64)),
        sex: Some(Sex::Female),
        address: Some(address(&mut rng)),
        postcode: Some(postcode(&mut rng)),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seventeen_groups_of_names_make_up_the_whole_register() {
        assert_eq!(NAMES.group.len(), 17);
        assert_eq!(NAMES.group.iter().map(|g| g.weight).sum::<i64>(), 100);
        assert!(NAMES.group.iter().all(|g| g.girls.len() >= 12 && g.boys.len() >= 12 && g.families.len() >= 16));
    }
}
