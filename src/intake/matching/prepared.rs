//! An identity folded and cut into words, ready to compare; what the store keeps beside each child.

use super::names;
use super::places::address_parts;
use super::text::{Token, name_words};
use super::{Identity, Numbers};
use crate::child::Sex;
use crate::intake::values;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A name as forenames and surnames in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    pub given: Vec<Token>,
    pub family: Vec<Token>,
}

impl Form {
    /// Read as family name first ("Nguyen Thi Lan", in the fields of forename and surname as "Nguyen Thi" and "Lan").
    pub fn family_first(&self) -> Form {
        let mut words = self.given.iter().chain(&self.family).copied();
        Form { family: words.next().into_iter().collect(), given: words.collect() }
    }

    /// With the last forename as first surname ("Maria Garcia" "Lopez" for "Maria" "Garcia Lopez").
    fn last_given_as_family(&self) -> Form {
        let (last, given) = self.given.split_last().map_or((None, &[][..]), |(last, given)| (Some(last), given));
        Form { given: given.to_vec(), family: last.into_iter().chain(&self.family).copied().collect() }
    }

    /// The two forms with a word in the same field that one has as forename and the other as surname; `None` where there is none.
    pub fn regrouped(&self, other: &Form) -> Option<(Form, Form)> {
        let moves =
            |a: &Form, b: &Form| a.given.len() > 1 && a.given.last().is_some_and(|last| b.family.contains(last) && !b.given.contains(last));
        match (moves(self, other), moves(other, self)) {
            (true, false) => Some((self.last_given_as_family(), other.clone())),
            (false, true) => Some((self.clone(), other.last_given_as_family())),
            _ => None,
        }
    }
}

/// A home: the numbers and words of its address, and its postcode as letters and digits, no space.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "StoredHome", into = "StoredHome")]
pub struct Address {
    pub numbers: Vec<u32>,
    pub street: Vec<Token>,
    pub postcode: Token,
}

impl Address {
    pub fn is_given(&self) -> bool {
        !self.postcode.is_empty() || !self.street.is_empty()
    }
}

/// The numbers of one record, as capitals and digits; empty: not given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ids {
    #[serde(rename = "i", skip_serializing_if = "String::is_empty")]
    pub own_id: String,
    #[serde(rename = "u", skip_serializing_if = "String::is_empty")]
    pub upn: String,
    #[serde(rename = "h", skip_serializing_if = "String::is_empty")]
    pub nhs_number: String,
    #[serde(rename = "k", skip_serializing_if = "String::is_empty")]
    pub police_nominal: String,
}

impl Ids {
    fn new(numbers: &Numbers) -> Ids {
        Ids {
            own_id: code(&numbers.own_id),
            upn: code(&numbers.upn),
            nhs_number: code(&numbers.nhs_number),
            police_nominal: code(&numbers.police_nominal),
        }
    }

    /// In a fixed order: own id, UPN, NHS number, police nominal.
    pub fn all(&self) -> [&str; 4] {
        [&self.own_id, &self.upn, &self.nhs_number, &self.police_nominal]
    }
}

/// Folded, in words, ready to compare. Serialises as the folded text under short field names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Prepared {
    pub(super) name: Form,
    /// Other names: with the own surname, and where of several words also with the last as surname.
    pub(super) others: Vec<Form>,
    pub(super) dob: Option<NaiveDate>,
    pub(super) age: Option<(u32, NaiveDate)>,
    pub(super) sex: Option<Sex>,
    pub(super) home: Address,
    pub(super) earlier_homes: Vec<Address>,
    pub(super) ids: Ids,
    /// Of records merged into this child.
    pub(super) other_ids: Vec<Ids>,
    pub(super) police_refs: Vec<String>,
    other_names: Vec<String>,
}

#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    #[serde(rename = "g", skip_serializing_if = "String::is_empty")]
    given: String,
    #[serde(rename = "f", skip_serializing_if = "String::is_empty")]
    family: String,
    #[serde(rename = "o", skip_serializing_if = "Vec::is_empty")]
    others: Vec<String>,
    #[serde(rename = "d", skip_serializing_if = "Option::is_none")]
    dob: Option<NaiveDate>,
    #[serde(rename = "a", skip_serializing_if = "Option::is_none")]
    age: Option<(u32, NaiveDate)>,
    #[serde(rename = "s", skip_serializing_if = "Option::is_none")]
    sex: Option<Sex>,
    #[serde(rename = "n", skip_serializing_if = "Vec::is_empty")]
    numbers: Vec<u32>,
    #[serde(rename = "w", skip_serializing_if = "String::is_empty")]
    street: String,
    #[serde(rename = "p", skip_serializing_if = "String::is_empty")]
    postcode: String,
    #[serde(rename = "e", skip_serializing_if = "Vec::is_empty")]
    earlier_homes: Vec<Address>,
    #[serde(rename = "i", skip_serializing_if = "String::is_empty")]
    own_id: String,
    #[serde(rename = "u", skip_serializing_if = "String::is_empty")]
    upn: String,
    #[serde(rename = "h", skip_serializing_if = "String::is_empty")]
    nhs_number: String,
    #[serde(rename = "k", skip_serializing_if = "String::is_empty")]
    police_nominal: String,
    #[serde(rename = "m", skip_serializing_if = "Vec::is_empty")]
    other_ids: Vec<Ids>,
    #[serde(rename = "r", skip_serializing_if = "Vec::is_empty")]
    police_refs: Vec<String>,
}

#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct StoredHome {
    #[serde(rename = "n", skip_serializing_if = "Vec::is_empty")]
    numbers: Vec<u32>,
    #[serde(rename = "w", skip_serializing_if = "String::is_empty")]
    street: String,
    #[serde(rename = "p", skip_serializing_if = "String::is_empty")]
    postcode: String,
}

impl Prepared {
    pub fn new(identity: &Identity) -> Prepared {
        let home = StoredHome::new(&identity.address, &identity.postcode);
        Prepared::from(Stored {
            given: name_words(&identity.given),
            family: name_words(&identity.family),
            others: identity.other_names.iter().map(|n| name_words(n)).filter(|n| !n.is_empty()).collect(),
            dob: identity.dob,
            age: identity.age,
            sex: identity.sex.filter(|s| *s != Sex::Unknown),
            numbers: home.numbers,
            street: home.street,
            postcode: home.postcode,
            earlier_homes: identity.earlier_homes.iter().map(|h| StoredHome::new(&h.address, &h.postcode).into()).collect(),
            own_id: code(&identity.own_id),
            upn: code(&identity.upn),
            nhs_number: code(&identity.nhs_number),
            police_nominal: code(&identity.police_nominal),
            other_ids: identity.other_numbers.iter().map(Ids::new).collect(),
            police_refs: identity.police_refs.iter().map(|r| fold_code(r)).filter(|r| !r.is_empty()).collect(),
        })
    }

    pub(super) fn has_address(&self) -> bool {
        self.home.is_given()
    }

    /// All homes, the present one first.
    pub(super) fn homes(&self) -> impl Iterator<Item = &Address> {
        std::iter::once(&self.home).chain(&self.earlier_homes)
    }

    /// The surname and the home it lives at now; `None` where either is not known.
    fn household(&self) -> Option<String> {
        let Address { numbers, postcode, .. } = &self.home;
        let family = self.name.family.first()?;
        let known = !numbers.is_empty() && !postcode.is_empty();
        known.then(|| format!("{} {} {numbers:?}", family.text(), postcode.text()))
    }

    /// The numbers of all records of the child, its own first.
    pub(super) fn all_ids(&self) -> impl Iterator<Item = &Ids> {
        std::iter::once(&self.ids).chain(&self.other_ids)
    }
}

impl StoredHome {
    fn new(address: &Option<String>, postcode: &Option<String>) -> StoredHome {
        let (numbers, street) = address_parts(address.as_deref().unwrap_or_default());
        let corrected = postcode.as_deref().and_then(values::postcode);
        StoredHome { numbers, street, postcode: code(if corrected.is_some() { &corrected } else { postcode }) }
    }
}

impl From<StoredHome> for Address {
    fn from(s: StoredHome) -> Address {
        Address { numbers: s.numbers, street: tokens(&s.street), postcode: Token::new(&s.postcode) }
    }
}

impl From<Address> for StoredHome {
    fn from(a: Address) -> StoredHome {
        StoredHome { numbers: a.numbers, street: words(&a.street), postcode: a.postcode.text().to_owned() }
    }
}

impl From<Stored> for Prepared {
    fn from(s: Stored) -> Prepared {
        let name = Form { given: tokens(&s.given), family: tokens(&s.family) };
        let mut others = Vec::new();
        for other in &s.others {
            let words = tokens(other);
            if let [given @ .., family] = words.as_slice()
                && !given.is_empty()
            {
                others.push(Form { given: given.to_vec(), family: vec![*family] });
            }
            // "formerly Jones": a word that is no forename may be an earlier surname.
            if let [word] = words.as_slice()
                && !names::is_forename(word.text())
            {
                others.push(Form { given: name.given.clone(), family: vec![*word] });
            }
            others.push(Form { given: words, family: name.family.clone() });
        }
        Prepared {
            name,
            others,
            dob: s.dob,
            age: s.age,
            sex: s.sex,
            home: StoredHome { numbers: s.numbers, street: s.street, postcode: s.postcode }.into(),
            earlier_homes: s.earlier_homes,
            ids: Ids { own_id: s.own_id, upn: s.upn, nhs_number: s.nhs_number, police_nominal: s.police_nominal },
            other_ids: s.other_ids,
            police_refs: s.police_refs,
            other_names: s.others,
        }
    }
}

impl From<Prepared> for Stored {
    fn from(p: Prepared) -> Stored {
        let home = StoredHome::from(p.home);
        Stored {
            given: words(&p.name.given),
            family: words(&p.name.family),
            others: p.other_names,
            dob: p.dob,
            age: p.age,
            sex: p.sex,
            numbers: home.numbers,
            street: home.street,
            postcode: home.postcode,
            earlier_homes: p.earlier_homes,
            own_id: p.ids.own_id,
            upn: p.ids.upn,
            nhs_number: p.ids.nhs_number,
            police_nominal: p.ids.police_nominal,
            other_ids: p.other_ids,
            police_refs: p.police_refs,
        }
    }
}

fn tokens(words: &str) -> Vec<Token> {
    words.split_ascii_whitespace().map(Token::new).collect()
}

/// The words of a name joined by a space.
pub(super) fn words(tokens: &[Token]) -> String {
    tokens.iter().map(Token::text).collect::<Vec<_>>().join(" ")
}

/// Several words as one term, or the one there is; `None` without any.
pub(super) fn whole(tokens: &[Token]) -> Option<Token> {
    match tokens {
        [] => None,
        [one] => Some(*one),
        _ => Some(Token::new(&words(tokens))),
    }
}

/// A number or postcode as it is compared; empty where it is not given.
fn code(text: &Option<String>) -> String {
    fold_code(text.as_deref().unwrap_or_default())
}

/// A reference or number as it is compared: capitals and digits only.
fn fold_code(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// A kind of term whose frequency on the register says how much agreeing on it is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TermKind {
    Given,
    Family,
    Postcode,
    /// The year of birth.
    Year,
    /// A surname and the home it lives at. Under no term: how many children have both.
    Home,
    /// Under no term: how many of these live where another of their surname does, beside the first of each home: so many brothers and
    /// sisters the register has.
    Shared,
}

/// The terms of a child, each once: counted per register when the child is added or changed.
pub fn terms(child: &Prepared) -> Vec<(TermKind, String)> {
    let mut terms = Vec::new();
    for (kind, tokens) in [(TermKind::Given, &child.name.given), (TermKind::Family, &child.name.family)] {
        terms.extend(tokens.iter().map(|t| (kind, t.text().to_owned())));
        if tokens.len() > 1 {
            terms.extend(whole(tokens).map(|t| (kind, t.text().to_owned())));
        }
    }
    // Under no postcode: how many children have a home at all.
    terms.extend(child.homes().any(Address::is_given).then(|| (TermKind::Postcode, String::new())));
    let postcodes = child.homes().map(|home| home.postcode).filter(|p| !p.is_empty());
    terms.extend(postcodes.map(|p| (TermKind::Postcode, p.text().to_owned())));
    terms.extend(child.dob.map(|day| (TermKind::Year, day.year().to_string())));
    let household = child.household();
    terms.extend(household.is_some().then(|| (TermKind::Home, String::new())));
    terms.extend(household.map(|household| (TermKind::Home, household)));
    terms.sort();
    terms.dedup();
    terms
}

/// Year, month, day as eight decimal digits in one number, a digit in each four bits.
pub(super) fn digits(day: NaiveDate) -> u32 {
    let decimal = day.year().unsigned_abs() * 10_000 + day.month() * 100 + day.day();
    (0..8).rev().fold(0, |packed, i| (packed << 4) | (decimal / 10u32.pow(i) % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_store_keeps_comes_back_the_same() {
        let child = Prepared::new(&Identity {
            given: "Zoë Ann".into(),
            family: "O'Neil".into(),
            other_names: vec!["Zoe Smith".into()],
            dob: NaiveDate::from_ymd_opt(2011, 3, 4),
            address: Some("Flat 3, 17 Oak Road, Leeds".into()),
            postcode: Some("ls1 1rh".into()),
            ..Identity::default()
        });
        let text = serde_json::to_string(&child).unwrap();
        assert_eq!(text, r#"{"g":"zoe ann","f":"oneil","o":["zoe smith"],"d":"2011-03-04","n":[3,17],"w":"oak rd leeds","p":"LS11RH"}"#);
        assert_eq!(serde_json::from_str::<Prepared>(&text).unwrap(), child);
    }

    #[test]
    fn terms_are_counted_once_each() {
        let child = Prepared::new(&Identity { given: "Ali Ali".into(), family: "Ali".into(), ..Identity::default() });
        let counted: Vec<_> = terms(&child).into_iter().map(|(kind, term)| format!("{kind:?} {term}")).collect();
        assert_eq!(counted, ["Given ali", "Given ali ali", "Family ali"]);
    }
}
