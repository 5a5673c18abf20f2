//! Children who go missing together: pairs and groups, with how often it happened, the episodes, and how often it would by chance.

mod groups;

use super::chance::{Deck, Stay, Stays, overlaps, strength, weeks};
use super::facts::{EpisodeFact, Facts, place_key, reporter_key};
use super::{Said, Who, count};
use crate::child::ChildId;
use crate::codes::codes;
use crate::episode::{EpisodeId, Moment};
use crate::text::fold;
use groups::{Explained, groups};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

codes! {
    /// What two children have in common.
    SignKind {
        Overlap = "overlap", "missing at the same time";
        Found = "found", "found at the same place";
        From = "from", "missing from the same place";
        Reporter = "reporter", "reported by the same person";
    }
}

/// How often two children have something in common, and how often they would by chance.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sign {
    pub kind: SignKind,
    pub times: u32,
    pub chance: f64,
    /// By how much that is more than chance (see [`strength`]).
    pub strength: f64,
}

/// A time in which two children were both missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overlap {
    #[serde(serialize_with = "super::all_in_words")]
    pub episodes: [EpisodeId; 2],
    pub from: Moment,
    /// The end of it, or of what is known of it.
    pub to: Moment,
}

/// A place or reporter two children have in common, with the episodes of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shared {
    pub kind: SignKind,
    pub what: Said,
    #[serde(serialize_with = "super::all_in_words")]
    pub ours: Vec<EpisodeId>,
    #[serde(serialize_with = "super::all_in_words")]
    pub theirs: Vec<EpisodeId>,
}

/// Two children, the lower number first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    pub children: [Who; 2],
    /// How many episodes each had.
    pub episodes: [u32; 2],
    /// What they have in common, in the order of [`SignKind`].
    pub signs: Vec<Sign>,
    /// By how much more than chance they were missing at the same time, found at the same place, and named together on a list: what
    /// pairs are ranked by.
    pub strength: f64,
    /// What explains it: "siblings", "same placement".
    pub explained: Vec<String>,
    pub overlaps: Vec<Overlap>,
    pub shared: Vec<Shared>,
    /// Episodes of one whose list names the other as missing with them.
    #[serde(serialize_with = "super::all_in_words")]
    pub named: Vec<EpisodeId>,
}

/// Three children or more of whom each two are a pair, and who were all missing at once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    pub children: Vec<Who>,
    /// Times in which all were missing at once.
    pub times: u32,
    pub chance: f64,
    pub explained: Vec<String>,
}

/// Who goes missing with whom.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Together {
    /// The strongest first, at most [`MOST_PAIRS`].
    pub pairs: Vec<Pair>,
    /// How many pairs have anything in common that is more than chance.
    pub found: u32,
    pub groups: Vec<Group>,
    /// Weeks of the period: what the model of chance deals out.
    pub weeks: i64,
    /// Children with an episode: so many can be compared with each other.
    pub compared: u32,
    /// Episodes that ended at no known time: nobody can say what they overlapped.
    pub no_end: u32,
}

/// Pairs that are listed.
pub const MOST_PAIRS: usize = 200;
/// A place where more children than this were found says nothing of two of them.
const BUSY: usize = 40;

type Two = (ChildId, ChildId);

/// A period missing, in seconds.
#[derive(Clone, Copy)]
struct Span {
    from: i64,
    to: i64,
    episode: EpisodeId,
    stay: Stay,
}

/// What is known of the places of one sign: which children have which, in how many episodes.
struct Places<'f> {
    kind: SignKind,
    deck: Deck,
    /// By place: by child: its episodes.
    by_place: BTreeMap<&'f str, BTreeMap<ChildId, Vec<EpisodeId>>>,
    /// How many episodes of each child have a place.
    hands: HashMap<ChildId, usize>,
    /// As written first, of a text by its key.
    written: HashMap<&'f str, &'f str>,
}

impl Together {
    pub fn of(facts: &Facts) -> Together {
        let (spans, no_end) = spans(facts);
        let weeks = weeks(facts.period);
        let keys = Keys::of(facts);
        let places = [SignKind::Found, SignKind::From, SignKind::Reporter].map(|kind| Places::of(&keys, kind));
        let named = named(facts);
        let stays_of = |spans: &Vec<Span>| Stays::of(&spans.iter().map(|span| span.stay).collect::<Vec<_>>());
        let stays: HashMap<ChildId, Stays> = spans.iter().map(|(child, spans)| (*child, stays_of(spans))).collect();
        let mut times: HashMap<Two, [u32; 4]> = HashMap::new();
        places.iter().for_each(|places| places.count_shared(&mut times));
        for two in named.keys() {
            times.entry(*two).or_default();
        }
        count_overlaps(&spans, &mut times);
        let explained = Explained::of(facts);
        let mut pairs: Vec<(Two, Vec<Sign>, f64)> = Vec::new();
        for (two, times) in times {
            // Once at the same time in a year is nothing, unless something else speaks for it.
            let nothing = times.iter().sum::<u32>() < 2 && times[1] == 0 && !named.contains_key(&two);
            if nothing {
                continue;
            }
            let signs = signs(two, times, &stays, &places, weeks);
            let of = |kinds: &[SignKind]| signs.iter().filter(|sign| kinds.contains(&sign.kind)).map(|sign| sign.strength).sum::<f64>();
            // That a list names them together, chance does not do.
            let named = strength(count(named.get(&two).map_or(0, Vec::len)), 0.0);
            if of(SignKind::ALL) + named > 0.0 {
                let strength = of(&[SignKind::Overlap, SignKind::Found]) + named;
                pairs.push((two, signs, strength));
            }
        }
        let rest = |signs: &[Sign]| signs.iter().map(|sign| sign.strength).sum::<f64>();
        pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then(rest(&b.1).total_cmp(&rest(&a.1))).then(a.0.cmp(&b.0)));
        let found = count(pairs.len());
        pairs.truncate(MOST_PAIRS);
        let counted: HashMap<ChildId, u32> = facts.counted().filter_map(|e| e.child).fold(HashMap::new(), |mut all, child| {
            *all.entry(child).or_default() += 1;
            all
        });
        let pair = |(two, signs, strength): (Two, Vec<Sign>, f64)| Pair {
            children: [facts.who(two.0), facts.who(two.1)],
            episodes: [two.0, two.1].map(|child| counted.get(&child).copied().unwrap_or(0)),
            signs,
            strength,
            explained: explained.of_two(two),
            overlaps: overlaps_of(two, &spans),
            shared: places.iter().flat_map(|places| places.shared_by(two, facts)).collect(),
            named: named.get(&two).cloned().unwrap_or_default(),
        };
        let pairs: Vec<Pair> = pairs.into_iter().map(pair).collect();
        let groups = groups(facts, &pairs, &spans, weeks, &explained);
        Together { pairs, found, groups, weeks, compared: count(counted.len()), no_end }
    }

    /// Every text that may say who a child is.
    pub fn each_text(&mut self, change: &mut dyn FnMut(&mut Said)) {
        for pair in &mut self.pairs {
            pair.children.iter_mut().for_each(|who| change(&mut who.name));
            pair.shared.iter_mut().for_each(|shared| change(&mut shared.what));
        }
        self.groups.iter_mut().flat_map(|group| &mut group.children).for_each(|who| change(&mut who.name));
    }
}

impl Pair {
    /// A sign of it, where there is one.
    pub fn sign(&self, kind: SignKind) -> Option<&Sign> {
        self.signs.iter().find(|sign| sign.kind == kind)
    }
}

/// The periods missing of each child, as far as they lie in the period and before now, and how many have no known end.
fn spans(facts: &Facts) -> (BTreeMap<ChildId, Vec<Span>>, u32) {
    let (starts, ends) = (facts.period.starts(), facts.period.ends().min(facts.as_of));
    let (mut spans, mut no_end) = (BTreeMap::<ChildId, Vec<Span>>::new(), 0);
    for episode in &facts.episodes {
        let Some(child) = episode.child else { continue };
        if episode.ended && episode.returned.is_none() {
            no_end += 1;
            continue;
        }
        let (from, to) = (episode.since.max(starts), episode.returned.unwrap_or(facts.as_of).min(ends));
        if from < to {
            let span = Span { from: from.timestamp(), to: to.timestamp(), episode: episode.episode, stay: Stay::of(from, to) };
            spans.entry(child).or_default().push(span);
        }
    }
    for of_child in spans.values_mut() {
        of_child.sort_by_key(|span| (span.from, span.episode));
    }
    (spans, no_end)
}

/// Counts, for every two children, how many of their periods overlap. In a big hub nearly every two of them overlap once: where they
/// have nothing else in common they are not taken in.
fn count_overlaps(spans: &BTreeMap<ChildId, Vec<Span>>, times: &mut HashMap<Two, [u32; 4]>) {
    let mut all: Vec<(i64, i64, ChildId)> = spans.iter().flat_map(|(child, of)| of.iter().map(|s| (s.from, s.to, *child))).collect();
    all.sort_unstable();
    let mut missing: Vec<(i64, ChildId)> = Vec::new();
    // Of the lower of two children the other, once for every overlap.
    let mut out_with: HashMap<ChildId, Vec<ChildId>> = HashMap::new();
    for (from, to, child) in all {
        missing.retain(|(until, _)| *until > from);
        for (_, other) in missing.iter().filter(|(_, other)| *other != child) {
            out_with.entry(child.min(*other)).or_default().push(child.max(*other));
        }
        missing.push((to, child));
    }
    for (one, mut others) in out_with {
        others.sort_unstable();
        for same in others.chunk_by(|a, b| a == b) {
            let two = (one, same[0]);
            if same.len() > 1 || times.contains_key(&two) {
                times.entry(two).or_default()[0] = count(same.len());
            }
        }
    }
}

/// The times two children were both missing, earliest first.
fn overlaps_of(two: Two, spans: &BTreeMap<ChildId, Vec<Span>>) -> Vec<Overlap> {
    let of = |child: ChildId| spans.get(&child).map_or(&[][..], Vec::as_slice);
    let moment = |seconds: i64| Moment::from_timestamp(seconds, 0).unwrap_or_default();
    let mut found = Vec::new();
    for ours in of(two.0) {
        for theirs in of(two.1) {
            let (from, to) = (ours.from.max(theirs.from), ours.to.min(theirs.to));
            if from < to {
                found.push(Overlap { episodes: [ours.episode, theirs.episode], from: moment(from), to: moment(to) });
            }
        }
    }
    found.sort_by_key(|overlap| (overlap.from, overlap.episodes));
    found
}

/// What two children have in common, each with how often that would be by chance.
fn signs(two: Two, times: [u32; 4], stays: &HashMap<ChildId, Stays>, places: &[Places; 3], weeks: i64) -> Vec<Sign> {
    let chance = |kind: SignKind| match kind {
        SignKind::Overlap => stays.get(&two.0).zip(stays.get(&two.1)).map_or(0.0, |(ours, theirs)| overlaps(ours, theirs, weeks)),
        _ => places.iter().find(|places| places.kind == kind).map_or(0.0, |places| places.chance(two)),
    };
    let kinds = SignKind::ALL.iter().zip(times).filter(|(_, times)| *times > 0);
    let sign = |(kind, times): (&SignKind, u32)| {
        let chance = chance(*kind);
        Sign { kind: *kind, times, chance, strength: strength(times, chance) }
    };
    kinds.map(sign).collect()
}

/// Of each episode the folded places that count.
struct Keys<'f> {
    episodes: Vec<(ChildId, &'f EpisodeFact, [Option<String>; 3])>,
}

impl<'f> Keys<'f> {
    fn of(facts: &'f Facts) -> Keys<'f> {
        let keys = |episode: &EpisodeFact| {
            let found = episode.found.as_deref().and_then(place_key);
            let from = episode.from.as_ref().map(|from| from.key.clone());
            [found, from, episode.reported_by.as_deref().and_then(reporter_key)]
        };
        let mut episodes: Vec<_> = facts.counted().filter_map(|e| Some((e.child?, e, keys(e)))).collect();
        episodes.sort_by_key(|(_, episode, _)| (episode.began, episode.episode));
        Keys { episodes }
    }
}

impl<'f> Places<'f> {
    fn of(keys: &'f Keys<'f>, kind: SignKind) -> Places<'f> {
        let at = match kind {
            SignKind::From => 1,
            SignKind::Reporter => 2,
            SignKind::Found | SignKind::Overlap => 0,
        };
        let mut by_place: BTreeMap<&str, BTreeMap<ChildId, Vec<EpisodeId>>> = BTreeMap::new();
        let mut written = HashMap::new();
        for (child, episode, keys) in &keys.episodes {
            let Some(key) = keys[at].as_deref() else { continue };
            let text = match kind {
                SignKind::From => episode.from.as_ref().and_then(|from| from.place.as_deref()),
                SignKind::Reporter => episode.reported_by.as_deref(),
                SignKind::Found | SignKind::Overlap => episode.found.as_deref(),
            };
            written.entry(key).or_insert(text.unwrap_or("their home"));
            by_place.entry(key).or_default().entry(*child).or_default().push(episode.episode);
        }
        by_place.retain(|_, children| children.len() <= BUSY);
        let mut hands = HashMap::new();
        for (child, episodes) in by_place.values().flatten() {
            *hands.entry(*child).or_insert(0) += episodes.len();
        }
        let deck = Deck::new(by_place.values().map(|children| children.values().map(Vec::len).sum()));
        Places { kind, deck, by_place, hands, written }
    }

    /// Counts, for every two children, how often both have the same place.
    fn count_shared(&self, times: &mut HashMap<Two, [u32; 4]>) {
        let slot = SignKind::ALL.iter().position(|kind| *kind == self.kind).unwrap_or(0);
        for children in self.by_place.values() {
            let children: Vec<(&ChildId, usize)> = children.iter().map(|(child, episodes)| (child, episodes.len())).collect();
            for (i, (one, ours)) in children.iter().enumerate() {
                for (other, theirs) in &children[i + 1..] {
                    times.entry((**one, **other)).or_default()[slot] += count(*ours.min(theirs));
                }
            }
        }
    }

    fn chance(&self, two: Two) -> f64 {
        let hand = |child: &ChildId| self.hands.get(child).copied().unwrap_or(0);
        self.deck.shared(hand(&two.0), hand(&two.1))
    }

    fn shared_by(&self, two: Two, facts: &Facts) -> Vec<Shared> {
        let shared = |(key, children): (&&str, &BTreeMap<ChildId, Vec<EpisodeId>>)| {
            let (ours, theirs) = (children.get(&two.0)?.clone(), children.get(&two.1)?.clone());
            let stands = ours.first().map_or_else(String::new, |episode| format!("Place of {episode}"));
            let what = facts.said_place(self.written.get(*key).copied().unwrap_or(key), &stands);
            Some(Shared { kind: self.kind, what, ours, theirs })
        };
        self.by_place.iter().filter_map(shared).collect()
    }
}

/// The episodes of one child whose list names another as missing with it.
fn named(facts: &Facts) -> HashMap<Two, Vec<EpisodeId>> {
    let mut by_name: HashMap<String, Option<ChildId>> = HashMap::new();
    for (child, known) in &facts.children {
        // A name that two children have says of neither.
        by_name.entry(fold(&known.name)).and_modify(|found| *found = None).or_insert(Some(*child));
    }
    let mut named: HashMap<Two, Vec<EpisodeId>> = HashMap::new();
    for episode in facts.counted() {
        let (Some(child), Some(companions)) = (episode.child, episode.companions.as_deref()) else { continue };
        let others: BTreeSet<ChildId> = people_in(companions).filter_map(|name| by_name.get(&fold(name)).copied().flatten()).collect();
        for other in others.into_iter().filter(|other| *other != child) {
            named.entry((child.min(other), child.max(other))).or_default().push(episode.episode);
        }
    }
    named.values_mut().for_each(|episodes| episodes.sort_unstable());
    named
}

/// The people a text of a list names: "Nadia Begum and Thi Lan Nguyen".
pub(super) fn people_in(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split([',', ';', '&', '/', '+', '\n']).flat_map(|part| part.split(" and "));
    parts.map(|part| part.trim().trim_start_matches("with ").trim()).filter(|part| !part.is_empty())
}
