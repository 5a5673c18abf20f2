//! The codes of the Header table: sex, ethnic group, and why no unique pupil number is given.
//! Source: DfE, *Children looked-after by local authorities in England (SSDA903): guide*, sections on the child's details.

use super::Person;
use crate::child::Sex;
use crate::text::fold;
use chrono::NaiveDate;

/// Information not yet obtained.
pub const NOT_OBTAINED: &str = "NOBT";

/// Ethnic groups: the code, and the ways the group is written (folded).
const ETHNIC_GROUPS: &[(&str, &str)] = &[
    ("WBRI", "white british|white english|white english welsh scottish northern irish british|white uk|british|a1"),
    ("WIRI", "white irish|irish|a2"),
    ("WIRT", "traveller of irish heritage|irish traveller|white irish traveller|traveller|a4"),
    ("WROM", "gypsy roma|gypsy|roma|white gypsy roma|gypsy or roma|a5"),
    ("WOTH", "any other white background|white other|other white|white any other|white european|a3"),
    ("MWBC", "white and black caribbean|mixed white and black caribbean|mixed white black caribbean|white black caribbean|b1"),
    ("MWBA", "white and black african|mixed white and black african|mixed white black african|white black african|b2"),
    ("MWAS", "white and asian|mixed white and asian|mixed white asian|white asian|b3"),
    ("MOTH", "any other mixed background|mixed other|other mixed|mixed any other|mixed|b4"),
    ("AIND", "indian|asian indian|asian or asian british indian|asian british indian|c1"),
    ("APKN", "pakistani|asian pakistani|asian or asian british pakistani|asian british pakistani|british pakistani|c2"),
    ("ABAN", "bangladeshi|asian bangladeshi|asian or asian british bangladeshi|asian british bangladeshi|c3"),
    ("AOTH", "any other asian background|asian other|other asian|asian any other|asian|asian or asian british any other|c4"),
    ("BCRB", "caribbean|black caribbean|black or black british caribbean|black british caribbean|d1"),
    ("BAFR", "african|black african|black or black british african|black british african|d2"),
    ("BOTH", "any other black background|black other|other black|black any other|black|black or black british any other|d3"),
    ("CHNE", "chinese|asian chinese|chinese or other chinese|e1"),
    ("OOTH", "any other ethnic group|any other ethnic background|other ethnic group|other|arab|e2"),
    ("REFU", "refused|declined to say|prefer not to say"),
    (NOT_OBTAINED, "not obtained|information not yet obtained|not yet obtained|not known|unknown|not recorded|not stated"),
];

/// The code of the ethnic group; `None` where the words are not known for any.
pub fn ethnic(words: &str) -> Option<&'static str> {
    let folded = fold(words);
    let known = |(code, ways): &&(&'static str, &str)| fold(code) == folded || ways.split('|').any(|way| way == folded);
    let by_group = || GROUPS_BY_WORD.iter().find(|(word, _)| folded.split(' ').any(|of| of == *word)).map(|(_, code)| *code);
    let by_beginning = || GROUPS_BY_BEGINNING.iter().find(|(begins, _)| folded.starts_with(begins)).map(|(_, code)| *code);
    ETHNIC_GROUPS.iter().find(known).map(|(code, _)| *code).or_else(by_group).or_else(by_beginning)
}

/// Origins that fall under one group of the list.
const GROUPS_BY_WORD: &[(&str, &str)] = &[
    ("nigerian", "BAFR"),
    ("ghanaian", "BAFR"),
    ("somali", "BAFR"),
    ("eritrean", "BAFR"),
    ("ethiopian", "BAFR"),
    ("sudanese", "BAFR"),
    ("congolese", "BAFR"),
    ("zimbabwean", "BAFR"),
    ("jamaican", "BCRB"),
];

/// Of a group that is named, and then something that the list has no code for.
const GROUPS_BY_BEGINNING: &[(&str, &str)] =
    &[("white ", "WOTH"), ("mixed ", "MOTH"), ("asian or asian british ", "AOTH"), ("other ", "OOTH")];

/// "M", "F", "U".
pub fn sex(sex: Option<Sex>) -> &'static str {
    sex.unwrap_or(Sex::Unknown).code()
}

/// The unique pupil number; else `UN1` of a child under 5 on the last day of the year (not of school age, and none assigned yet).
/// The other codes (UN2 never at a maintained school in England, UN3 educated outside England, UN4 newly looked after, UN5 sources
/// disagree) say what only people know: then `None`.
pub fn upn(person: &Person, year_end: NaiveDate) -> Option<String> {
    let held = person.details.upn.as_deref().map(str::trim).filter(|upn| !upn.is_empty());
    let young = || person.details.age_on(year_end).filter(|age| *age < 5).map(|_| "UN1".to_owned());
    held.map(str::to_owned).or_else(young)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_is_known_by_its_code_and_by_one_way_of_writing_it_alone() {
        let mut seen = std::collections::BTreeMap::new();
        for (code, ways) in ETHNIC_GROUPS {
            assert_eq!(ethnic(code), Some(*code));
            for way in ways.split('|') {
                assert_eq!(way, fold(way), "{way} is not folded");
                assert_eq!(seen.insert(way, code), None, "{way} stands for two groups");
            }
        }
        assert_eq!(ethnic("White - British"), Some("WBRI"));
        assert_eq!(ethnic("Mixed: White and Black Caribbean"), Some("MWBC"));
        assert_eq!(ethnic("Black or Black British – Ghanaian"), Some("BAFR"));
        assert_eq!(ethnic("White – Polish"), Some("WOTH"));
        assert_eq!(ethnic("Asian or Asian British – Vietnamese"), Some("AOTH"));
        assert_eq!(ethnic("Martian"), None);
    }
}
