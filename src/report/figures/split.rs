//! Parts of a cohort by what the child was when the episode began.

use super::cohort::Cohort;
use super::facts::{CareGroup, EpisodeFact};
use crate::child::{MarkerKind, Sex};
use crate::codes::codes;
use crate::episode::Category;
use crate::text::fold;
use std::collections::HashMap;

codes! {
    /// What to split by.
    Split {
        Care = "care", "Where the child was cared for";
        Area = "area", "Placed in or out of area";
        Locality = "locality", "Locality";
        AgeSex = "age-sex", "Age and sex";
        Ethnicity = "ethnicity", "Ethnicity";
        /// An episode stands under each marker of the child.
        Marker = "marker", "Marker";
        Category = "category", "Category";
    }
}

/// The last group of every split.
const NOT_RECORDED: &str = "not recorded";
/// Age groups by their last year of age.
const AGES: [(u32, &str); 6] =
    [(9, "under 10"), (11, "10 to 11"), (13, "12 to 13"), (15, "14 to 15"), (17, "16 to 17"), (u32::MAX, "18 and over")];

impl<'i> Cohort<'i> {
    /// The groups of a split that have an episode, in the order of their list or by name; what is not recorded is a group too, so that
    /// (but for markers, of which a child can have several) the groups add up to the whole.
    pub fn split(&self, by: Split) -> Vec<Cohort<'i>> {
        match by {
            Split::Care => self.by_list(CareGroup::ALL, CareGroup::label, |episode| episode.care),
            Split::Category => self.by_list(Category::ALL, Category::label, |episode| episode.category),
            Split::Area => self.by_list(&[false, true], |out| if out { "out of area" } else { "in area" }, |episode| episode.out_of_area),
            Split::AgeSex => {
                let labels = AGES
                    .iter()
                    .flat_map(|(_, age)| SEXES.map(|sex| format!("{age}, {sex}")))
                    .chain(SEXES.map(|sex| format!("age {NOT_RECORDED}, {sex}")));
                self.grouped(labels.collect(), |episode, groups| groups.push(age_sex(episode)))
            }
            Split::Marker => {
                let labels = MarkerKind::ALL.iter().map(|kind| kind.label().to_owned()).chain(["no marker".to_owned()]);
                self.grouped(labels.collect(), |episode, groups| match episode.markers.as_slice() {
                    [] => groups.push(MarkerKind::ALL.len()),
                    markers => groups.extend(markers.iter().map(|kind| *kind as usize)),
                })
            }
            Split::Locality => self.by_text(|episode| episode.locality.as_deref()),
            Split::Ethnicity => self.by_text(|episode| episode.ethnicity.as_deref()),
        }
    }

    fn by_list<T: Copy + PartialEq>(
        &self,
        list: &[T],
        label: fn(T) -> &'static str,
        of: impl Fn(&EpisodeFact) -> Option<T>,
    ) -> Vec<Cohort<'i>> {
        let labels = list.iter().map(|entry| label(*entry)).chain([NOT_RECORDED]).map(str::to_owned).collect();
        self.grouped(labels, |episode, groups| {
            let entry = of(episode).and_then(|entry| list.iter().position(|listed| *listed == entry));
            groups.push(entry.unwrap_or(list.len()));
        })
    }

    /// By text as people wrote it; case, accents and blanks make no other group.
    fn by_text(&self, of: impl Fn(&EpisodeFact) -> Option<&str>) -> Vec<Cohort<'i>> {
        let (mut as_written, mut folded) = (HashMap::<&str, usize>::new(), HashMap::<String, usize>::new());
        let mut labels: Vec<String> = Vec::new();
        for text in self.places.iter().filter_map(|place| of(self.index.episode(*place))) {
            as_written.entry(text).or_insert_with(|| {
                *folded.entry(fold(text)).or_insert_with(|| {
                    labels.push(text.to_owned());
                    labels.len() - 1
                })
            });
        }
        let none = labels.len();
        labels.push(NOT_RECORDED.to_owned());
        let mut groups = self
            .grouped(labels, |episode, groups| groups.push(of(episode).map_or(none, |text| as_written.get(text).copied().unwrap_or(none))));
        // Whoever wrote "not recorded" into the record meant just that, and stands last as well.
        groups.sort_by_key(|group| group.group.as_ref().map(|name| (name.ends_with(NOT_RECORDED), fold(name))));
        groups
    }

    /// One cohort for each label that has an episode; `places` says by number in which of them an episode belongs.
    fn grouped(&self, labels: Vec<String>, places: impl Fn(&EpisodeFact, &mut Vec<usize>)) -> Vec<Cohort<'i>> {
        let mut groups: Vec<Vec<u32>> = vec![Vec::new(); labels.len()];
        let mut of_one = Vec::new();
        for place in &self.places {
            of_one.clear();
            places(self.index.episode(*place), &mut of_one);
            of_one.iter().for_each(|group| groups[*group].push(*place));
        }
        let filled = labels.into_iter().zip(groups).filter(|(_, places)| !places.is_empty());
        filled.map(|(label, places)| self.named(label, places)).collect()
    }
}

const SEXES: [&str; 3] = ["female", "male", "sex not recorded"];

/// The number of an age and sex group: ages in order, each with the three entries of [`SEXES`].
fn age_sex(episode: &EpisodeFact) -> usize {
    let age = episode.age.and_then(|age| AGES.iter().position(|(last, _)| age <= *last)).unwrap_or(AGES.len());
    let sex = match episode.sex {
        Some(Sex::Female) => 0,
        Some(Sex::Male) => 1,
        Some(Sex::Unknown) | None => 2,
    };
    age * SEXES.len() + sex
}
