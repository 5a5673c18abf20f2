//! Rehearsal of rules: what other rules would have flagged, morning by morning, beside what the rules in force flag. Both sets are put to
//! the same facts, those known on that morning.

use super::Band;
use crate::child::ChildId;
use crate::episode::EpisodeId;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Days rehearsed where no first day is named.
pub const USUAL_DAYS: u64 = 28;

/// One item of a morning's board under both rule sets. A band that the chair set is left aside: it is no rule's.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub episode: EpisodeId,
    pub child: Option<ChildId>,
    pub old: Said,
    pub new: Said,
}

/// What one rule set says of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub band: Band,
    /// Ids of the rules that fired, each with its band.
    pub fired: Vec<(String, Band)>,
}

impl Said {
    /// The band of a rule that fired.
    fn band_of(&self, rule: &str) -> Option<Band> {
        self.fired.iter().find(|(fired, _)| fired == rule).map(|(_, band)| *band)
    }

    /// Rules that fired here and did not there.
    fn beside<'a>(&'a self, other: &'a Said) -> impl Iterator<Item = String> + 'a {
        self.fired.iter().filter(|(rule, _)| other.band_of(rule).is_none()).map(|(rule, _)| rule.clone())
    }
}

/// The board of one morning.
#[derive(Debug, Clone, PartialEq)]
pub struct Morning {
    pub on: NaiveDate,
    pub items: Vec<Item>,
}

/// What other rules would have changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rehearsal {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// An item is flagged where its band is this or higher.
    pub flag: Band,
    /// Versions: of the rules in force, and of those rehearsed.
    pub old: String,
    pub new: String,
    pub mornings: Vec<Count>,
    /// Items of all mornings, and those flagged.
    pub items: Flagged,
    pub children: Flagged,
    /// Episodes that are flagged on other mornings, or get another band; those that gain most first.
    pub differ: Vec<Differs>,
    /// Rules that fire differently often: on how many items of all mornings.
    pub rules: Vec<RuleCount>,
    /// Which of the days are not in it, and why, in words; filled in by whoever knows.
    pub notes: Vec<String>,
}

/// How many there are, and how many the old and the new rules flag.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Flagged {
    pub all: u32,
    pub old: u32,
    pub new: u32,
    /// Flagged by the new rules alone, and by the old alone.
    pub only_new: u32,
    pub only_old: u32,
}

/// One morning in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Count {
    pub on: NaiveDate,
    #[serde(flatten)]
    pub items: Flagged,
}

/// An episode with which the rules differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Differs {
    pub episode: EpisodeId,
    pub child: Option<ChildId>,
    /// The child's name and the police reference, filled in by whoever knows them.
    pub name: String,
    pub reference: String,
    /// The first morning it is flagged; `None`: on none of the period.
    pub old_first: Option<NaiveDate>,
    pub new_first: Option<NaiveDate>,
    /// By how many days the new rules flag it earlier; less than nought: later. `None`: one of the two never does.
    pub days_earlier: Option<i64>,
    /// Mornings it is flagged.
    pub old_mornings: u32,
    pub new_mornings: u32,
    /// The highest band it gets.
    pub old_band: Band,
    pub new_band: Band,
    /// Rules that make the difference: those of the new set that fire and the old one's did not, and the other way round.
    pub gained: Vec<String>,
    pub lost: Vec<String>,
    /// Those that fire in both, with another band.
    pub changed: Vec<Changed>,
}

/// A rule with another band.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Changed {
    pub rule: String,
    pub old: Band,
    pub new: Band,
}

/// How often a rule fires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleCount {
    pub rule: String,
    pub old: u32,
    pub new: u32,
}

/// Counts what the mornings say.
pub fn rehearsed(mornings: &[Morning], period: (NaiveDate, NaiveDate), flag: Band, versions: (&str, &str)) -> Rehearsal {
    let all = || mornings.iter().flat_map(|morning| &morning.items);
    let mut rules: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut episodes: BTreeMap<EpisodeId, Vec<(NaiveDate, &Item)>> = BTreeMap::new();
    for morning in mornings {
        for item in &morning.items {
            item.old.fired.iter().for_each(|(rule, _)| rules.entry(rule).or_default().0 += 1);
            item.new.fired.iter().for_each(|(rule, _)| rules.entry(rule).or_default().1 += 1);
            episodes.entry(item.episode).or_default().push((morning.on, item));
        }
    }
    let mut children: BTreeMap<Result<ChildId, EpisodeId>, (bool, bool)> = BTreeMap::new();
    for item in all() {
        let flagged = children.entry(item.child.ok_or(item.episode)).or_default();
        *flagged = (flagged.0 || item.old.band >= flag, flagged.1 || item.new.band >= flag);
    }
    let mut differ: Vec<Differs> = episodes.iter().filter_map(|(episode, seen)| differs(*episode, seen, flag)).collect();
    // Newly flagged first, then by how much earlier; at the end those that are flagged no more.
    differ.sort_by_key(|d| {
        (rank(d), std::cmp::Reverse(d.days_earlier), std::cmp::Reverse(i64::from(d.new_mornings) - i64::from(d.old_mornings)), d.episode)
    });
    let differently = rules.into_iter().filter(|(_, (old, new))| old != new);
    Rehearsal {
        from: period.0,
        to: period.1,
        flag,
        old: versions.0.to_owned(),
        new: versions.1.to_owned(),
        mornings: mornings
            .iter()
            .map(|morning| Count { on: morning.on, items: count(morning.items.iter().map(|item| both(item, flag))) })
            .collect(),
        items: count(all().map(|item| both(item, flag))),
        children: count(children.into_values()),
        differ,
        rules: differently.map(|(rule, (old, new))| RuleCount { rule: rule.to_owned(), old, new }).collect(),
        notes: Vec::new(),
    }
}

/// Flagged by the old rules, by the new.
fn both(item: &Item, flag: Band) -> (bool, bool) {
    (item.old.band >= flag, item.new.band >= flag)
}

fn count(flagged: impl Iterator<Item = (bool, bool)>) -> Flagged {
    let mut counted = Flagged::default();
    for (old, new) in flagged {
        counted.all += 1;
        counted.old += u32::from(old);
        counted.new += u32::from(new);
        counted.only_new += u32::from(new && !old);
        counted.only_old += u32::from(old && !new);
    }
    counted
}

/// 0: flagged by the new rules alone; 1: by both; 2: by neither (another band); 3: by the old alone.
fn rank(differs: &Differs) -> u8 {
    match (differs.old_first, differs.new_first) {
        (None, Some(_)) => 0,
        (Some(_), Some(_)) => 1,
        (None, None) => 2,
        (Some(_), None) => 3,
    }
}

/// What differs with one episode over its mornings; `None`: nothing that shows.
fn differs(episode: EpisodeId, seen: &[(NaiveDate, &Item)], flag: Band) -> Option<Differs> {
    if seen.iter().all(|(_, item)| item.old.band == item.new.band) {
        return None;
    }
    let days = |said: fn(&Item) -> &Said| -> Vec<NaiveDate> {
        seen.iter().filter(|(_, item)| said(item).band >= flag).map(|(on, _)| *on).collect()
    };
    let (old, new) = (days(|item| &item.old), days(|item| &item.new));
    let highest = |said: fn(&Item) -> &Said| seen.iter().map(|(_, item)| said(item).band).max().unwrap_or(Band::Standard);
    let (mut gained, mut lost, mut changed) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (_, item) in seen {
        gained.extend(item.new.beside(&item.old));
        lost.extend(item.old.beside(&item.new));
        let both = item.new.fired.iter().filter_map(|(rule, new)| Some((rule, item.old.band_of(rule)?, *new)));
        changed.extend(both.filter(|(_, old, new)| old != new).map(|(rule, old, new)| Changed { rule: rule.clone(), old, new }));
    }
    let (old_first, new_first) = (old.first().copied(), new.first().copied());
    let mornings = |days: &[NaiveDate]| u32::try_from(days.len()).unwrap_or(u32::MAX);
    Some(Differs {
        episode,
        child: seen.iter().rev().find_map(|(_, item)| item.child),
        name: String::new(),
        reference: String::new(),
        days_earlier: old_first.zip(new_first).map(|(old, new)| (old - new).num_days()),
        old_first,
        new_first,
        old_mornings: mornings(&old),
        new_mornings: mornings(&new),
        old_band: highest(|item| &item.old),
        new_band: highest(|item| &item.new),
        gained: gained.into_iter().collect(),
        lost: lost.into_iter().collect(),
        changed: changed.into_iter().collect(),
    })
}

impl Rehearsal {
    /// Items flagged a morning: by the old rules, by the new. `None` without a morning.
    pub fn a_morning(&self) -> Option<(f64, f64)> {
        let mornings = u32::try_from(self.mornings.len()).ok().filter(|n| *n > 0)?;
        Some((f64::from(self.items.old) / f64::from(mornings), f64::from(self.items.new) / f64::from(mornings)))
    }

    /// In words: what the command prints and the screen shows.
    pub fn lines(&self) -> Vec<String> {
        use crate::calendar::plain_day;
        let mut out = vec![format!("Rules {} beside {} in force", self.new, self.old)];
        let mornings = self.mornings.len();
        let (from, to) = (plain_day(self.from), plain_day(self.to));
        out.push(format!(
            "{from} to {to}, {mornings} mornings; flagged means {} or higher; the chair\u{2019}s own bands are left aside",
            self.flag
        ));
        out.extend(self.notes.iter().cloned());
        let Some((old, new)) = self.a_morning() else { return out };
        let Flagged { all, old: items_old, new: items_new, .. } = self.items;
        out.push(format!(
            "Items flagged a morning: {old:.1} in force ({items_old} of {all}), {new:.1} by these ({items_new} of {all}): {:+.1}",
            new - old
        ));
        out.push(format!("Most on one morning: {}", self.most()));
        let Flagged { all, old, new, only_new, only_old } = self.children;
        out.push(format!(
            "Children flagged: {old} of {all} in force, {new} of {all} by these; {only_new} by these alone, {only_old} by those in force alone"
        ));
        out.push(format!("Episodes with which they differ: {}", self.differ.len()));
        out.extend(self.differ.iter().map(|differs| format!("  {}", differs.words())));
        if !self.rules.is_empty() {
            out.push("Rules that fire differently often (items of all mornings, in force and by these):".into());
            out.extend(self.rules.iter().map(|count| format!("  {}: {} and {}", count.rule, count.old, count.new)));
        }
        out
    }

    /// "12 in force, 17 by these (Mon 9 Nov 2026)".
    fn most(&self) -> String {
        let most = self.mornings.iter().max_by_key(|count| (count.items.new, std::cmp::Reverse(count.on)));
        most.map_or(String::new(), |count| {
            format!("{} in force, {} by these ({})", count.items.old, count.items.new, crate::calendar::long_day(count.on))
        })
    }
}

impl Differs {
    /// "C4 Nadia Begum, MIS/26/7: flagged 3 days earlier, from 9 Nov 2026 and not 12 Nov 2026; HIGH, in force medium; +repeat-90"; of a rule
    /// that changed only its band "…; cse-marker was medium and is HIGH".
    pub fn words(&self) -> String {
        use crate::calendar::plain_day;
        let child = self.child.map_or(String::new(), |child| format!("{child} "));
        let mornings = format!("{} mornings flagged, in force {}", self.new_mornings, self.old_mornings);
        let when = match (self.old_first, self.new_first, self.days_earlier) {
            (None, Some(new), _) => format!("flagged from {}, in force on no morning", plain_day(new)),
            (Some(old), None, _) => format!("flagged on no morning, in force from {}", plain_day(old)),
            (Some(old), Some(new), Some(days)) if days != 0 => {
                let (n, how) = (days.abs(), if days > 0 { "earlier" } else { "later" });
                let unit = if n == 1 { "day" } else { "days" };
                format!("flagged {n} {unit} {how}, from {} and not {}", plain_day(new), plain_day(old))
            }
            (Some(_), Some(_), _) if self.old_mornings != self.new_mornings => mornings,
            _ => "another band".into(),
        };
        let band = if self.old_band == self.new_band {
            format!("{}", self.new_band)
        } else {
            format!("{}, in force {}", self.new_band, self.old_band)
        };
        let gained = self.gained.iter().map(|rule| format!("+{rule}"));
        let rules: Vec<String> = gained.chain(self.lost.iter().map(|rule| format!("\u{2212}{rule}"))).collect();
        let rules = Some(rules.join(" ")).filter(|rules| !rules.is_empty());
        let changed = self.changed.iter().map(Changed::words);
        let why = rules.into_iter().chain(changed).map(|words| format!("; {words}")).collect::<String>();
        format!("{child}{}, {}: {when}; {band}{why}", self.name, self.reference)
    }
}

impl Changed {
    /// "repeat-90 was medium and is HIGH".
    pub fn words(&self) -> String {
        format!("{} was {} and is {}", self.rule, self.old, self.new)
    }
}
