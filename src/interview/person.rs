//! Whether two names are of one person, and two of one organisation, however they were written down.

use crate::text::fold;

const TITLES: &[&str] = &["mr", "mrs", "ms", "miss", "mx", "dr"];
const LEGAL_FORMS: &[&str] = &["the", "ltd", "limited", "plc", "llp", "cic", "cio"];

/// The name of a person, ready to be compared with others.
pub(super) struct PersonName(Vec<String>);

impl PersonName {
    pub(super) fn of(name: &str) -> PersonName {
        PersonName(words_of(name, TITLES))
    }

    /// Can both be names of the same person? The order of the names, titles, accents, what stands in brackets, and a middle name
    /// that only one of them gives do not matter, and an initial stands for any name that begins with it: "Smith, J." is
    /// "Jane Smith". It may be wrong about two people of like names; where it is asked, that error is the safe one.
    pub(super) fn may_be(&self, other: &PersonName) -> bool {
        let (fewer, more) = if self.0.len() <= other.0.len() { (&self.0, &other.0) } else { (&other.0, &self.0) };
        if fewer.is_empty() || (fewer.len() == 1 && more.len() > 1) {
            return false;
        }
        let mut left: Vec<&String> = more.iter().collect();
        let mut whole = false;
        // Names in full first, so that an initial does not take the place of one.
        let (initials, names): (Vec<&String>, Vec<&String>) = fewer.iter().partition(|name| is_initial(name));
        for name in names.iter().chain(&initials) {
            let found = left.iter().position(|other| other == name).or_else(|| left.iter().position(|other| stands_for(name, other)));
            let Some(found) = found else { return false };
            whole |= left.swap_remove(found) == *name && !is_initial(name);
        }
        whole
    }
}

/// Can these be names of the same person? See [`PersonName::may_be`].
pub(super) fn same_person(a: &str, b: &str) -> bool {
    PersonName::of(a).may_be(&PersonName::of(b))
}

/// The name of an organisation, ready to be compared with others.
pub(super) struct Organisation(Vec<String>);

impl Organisation {
    pub(super) fn of(name: &str) -> Organisation {
        Organisation(words_of(name, LEGAL_FORMS))
    }

    /// Can both be names of the same organisation? Legal forms, case, accents and apostrophes do not matter; of two words and more,
    /// one may be the beginning of the other: "Larch Care Ltd" is "Larch Care (North)" and "Larch Care Fostering".
    pub(super) fn may_be(&self, other: &Organisation) -> bool {
        let (a, b) = (&self.0, &other.0);
        !a.is_empty() && (a == b || (a.len() >= 2 && b.starts_with(a)) || (b.len() >= 2 && a.starts_with(b)))
    }
}

/// The words of a name, without what stands in brackets, apostrophes and the words that say nothing.
fn words_of(name: &str, empty: &[&str]) -> Vec<String> {
    let outside: String =
        name.split('(').enumerate().map(|(n, part)| if n == 0 { part } else { part.split_once(')').map_or("", |p| p.1) }).collect();
    let bare: String = outside.chars().filter(|c| !matches!(c, '\'' | '’' | '‘' | '`')).collect();
    fold(&bare).split(' ').filter(|word| !word.is_empty() && !empty.contains(word)).map(str::to_owned).collect()
}

fn is_initial(name: &str) -> bool {
    name.chars().count() == 1
}

fn stands_for(a: &str, b: &str) -> bool {
    (is_initial(a) && b.starts_with(a)) || (is_initial(b) && a.starts_with(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_known_by_any_order_initials_and_titles() {
        for other in ["Jane Smith", "SMITH, Jane", "J. Smith", "Smith J", "Ms Jane Smith", "Jane Anne Smith", "Jane Smith (North team)"] {
            assert!(same_person("Jane Smith", other), "{other}");
        }
        for other in ["Jane", "Smith", "", "Jane Smythe", "Joan Smith", "K. Smith", "J. S."] {
            assert!(!same_person("Jane Smith", other), "{other}");
        }
        assert!(same_person("Siân O’Brien", "sian o'brien"));
        assert!(!same_person("", ""));
    }

    #[test]
    fn an_organisation_is_known_whatever_its_legal_form() {
        let same_organisation = |a: &str, b: &str| Organisation::of(a).may_be(&Organisation::of(b));
        for other in ["larch care", "The Larch Care Ltd.", "Larch Care (North)", "Larch Care Fostering"] {
            assert!(same_organisation("Larch Care Limited", other), "{other}");
        }
        for other in ["Larch", "Birch Care", "", "Care Larch"] {
            assert!(!same_organisation("Larch Care", other), "{other}");
        }
        assert!(same_organisation("The Children's Society", "Children’s Society"));
        assert!(!same_organisation("Ltd", "Limited"));
    }
}
