//! One candidate against the row: levels and bits for each field.

use super::compare::{self, Alike, Born, Name, Place};
use super::names;
use super::places::{Homes, homes};
use super::prepared::{Form, Prepared, TermKind};
use super::register::Register;
use super::text::Token;
use super::weights::{self, MOVED, OTHER_NAME, SWAPPED};
use crate::child::{ChildId, RelationKind, age_on};
use chrono::Datelike;
use compare::is_new_year;
use std::rc::Rc;

/// A candidate compared with the row.
#[derive(Clone, Debug)]
pub struct Scored {
    pub child: ChildId,
    pub prepared: Rc<Prepared>,
    pub levels: Levels,
    pub bits: Bits,
    /// Bits for "the same child": the sum of `bits`.
    pub same: f64,
    /// Bits for "another child of the same household".
    pub household: f64,
    /// Whom the child is recorded as related to; asked of the register only for candidates that come first.
    pub related: Option<Vec<(ChildId, RelationKind)>>,
}

impl Scored {
    /// The row itself points at this child, by a number or a reference: never passed over, whatever the rest says.
    pub fn is_named(&self) -> bool {
        self.levels.number_equal() || self.levels.same_reference
    }

    /// The row gives this child's forename and surname, not an other name of it.
    pub fn is_called_so(&self) -> bool {
        let given = self.levels.given.is_some_and(|name| name.alike == Alike::Exact && name.conflict.is_none());
        given && self.levels.family_alike() >= Alike::Variant && !self.levels.other_name && !self.levels.swapped
    }

    /// How this child is recorded as related to the other.
    pub fn relation_to(&self, other: ChildId) -> Option<RelationKind> {
        // Of twins that are recorded as siblings too, that they are twins says more.
        let kinds = self.related.iter().flatten().filter(|(child, _)| *child == other).map(|(_, kind)| *kind);
        kinds.min_by_key(|kind| *kind != RelationKind::Twin)
    }

    /// Bits of the address.
    pub fn placed(&self) -> f64 {
        self.bits.place + self.bits.placement
    }

    /// Takes the address of the row as that of this child too, who is recorded as living in the placement that it is worth
    /// so much for: it then says nothing about who of the two it is.
    pub fn share_placement(&mut self, place: f64) {
        self.bits.placement = (place - self.bits.place).max(self.bits.placement);
        self.same = self.bits.total();
    }
}

/// How far each field agrees; `None`: not given on one side.
#[derive(Clone, Copy, Debug)]
pub struct Levels {
    pub given: Option<Name>,
    pub family: Option<Name>,
    pub born: Option<Born>,
    /// Years that the row's age is off, where it gives no date of birth.
    pub age_off: Option<u32>,
    /// The best agreeing of all homes, and how far it agrees.
    pub homes: Option<Homes>,
    pub place: Option<Place>,
    /// The row's forename is the child's surname and the other way round.
    pub swapped: bool,
    /// Parts of the name stand in the other field.
    pub moved_parts: bool,
    /// It is an other name that agrees.
    pub other_name: bool,
    pub sex: Option<bool>,
    pub same_reference: bool,
    /// Own id, UPN, NHS number, police nominal: equal or not.
    pub numbers: [Option<bool>; 4],
    /// The NHS number is the same, and cannot be right.
    pub wrong_nhs_number: bool,
}

impl Levels {
    pub fn number_equal(&self) -> bool {
        self.numbers.contains(&Some(true))
    }

    pub fn number_differs(&self) -> bool {
        self.numbers.contains(&Some(false))
    }

    pub fn given_alike(&self) -> Alike {
        self.given.map_or(Alike::Differs, |n| n.alike)
    }

    pub fn family_alike(&self) -> Alike {
        self.family.map_or(Alike::Differs, |n| n.alike)
    }

    /// Both names are equal, be it in each other's place.
    pub fn exact_somehow(&self) -> bool {
        let exact = |name: Option<Name>| name.is_some_and(|n| n.alike == Alike::Exact);
        exact(self.given) && exact(self.family)
    }

    /// One name is equal, the other one letter off or another spelling, each in its place.
    pub fn one_slip(&self) -> bool {
        let (least, most) = (self.given_alike().min(self.family_alike()), self.given_alike().max(self.family_alike()));
        least == Alike::Variant && most == Alike::Exact && !self.swapped
    }

    /// Whole names and date of birth are equal, with nothing against them.
    pub fn names_and_birth_exact(&self) -> bool {
        let exact = |name: Option<Name>| name.is_some_and(|n| n.alike == Alike::Exact && n.conflict.is_none());
        exact(self.given) && exact(self.family) && self.born == Some(Born::Exact) && !self.swapped
    }
}

/// Bits for the same child, by field; above 0 speaks for it, below against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bits {
    pub given: f64,
    pub family: f64,
    /// What holds for both names together: swapped, an other name.
    pub names: f64,
    pub born: f64,
    pub place: f64,
    /// What the address says for a child of the same placement, who is recorded with another one.
    pub placement: f64,
    pub sex: f64,
    pub reference: f64,
    pub numbers: f64,
}

impl Bits {
    fn total(&self) -> f64 {
        self.given + self.family + self.names + self.born + self.place + self.placement + self.sex + self.reference + self.numbers
    }
}

/// The row, with the rarity of its terms as far as asked for.
pub struct Row<'a, R: Register> {
    pub prepared: &'a Prepared,
    pub register: &'a R,
    pub size: u64,
    asked: Vec<(TermKind, Token, f64)>,
    /// Shares of the register born in a year.
    years: Vec<(i32, f64)>,
}

/// The names of two records in the pairing that says most.
struct NamesScored {
    given: Option<Name>,
    family: Option<Name>,
    given_bits: f64,
    family_bits: f64,
    both: f64,
    swapped: bool,
    other_name: bool,
    moved_parts: bool,
}

impl NamesScored {
    fn is_exact(&self) -> bool {
        [self.given, self.family].iter().all(|name| name.is_some_and(|n| n.alike == Alike::Exact && n.conflict.is_none()))
    }

    /// Takes the other reading where it says more.
    fn or(&mut self, other: NamesScored) {
        if other.total() > self.total() {
            *self = other;
        }
    }

    fn total(&self) -> f64 {
        self.given_bits + self.family_bits + self.both
    }
}

impl<'a, R: Register> Row<'a, R> {
    pub fn new(prepared: &'a Prepared, register: &'a R) -> Result<Row<'a, R>, R::Error> {
        Ok(Row { prepared, register, size: register.size()?, asked: Vec::new(), years: Vec::new() })
    }

    /// The share of the register that has the term.
    fn rarity(&mut self, kind: TermKind, term: Token) -> Result<f64, R::Error> {
        if let Some((_, _, share)) = self.asked.iter().find(|(k, t, _)| *k == kind && *t == term) {
            return Ok(*share);
        }
        let share = weights::share(self.register.count(kind, term.text())?, self.size);
        self.asked.push((kind, term, share));
        Ok(share)
    }

    /// The share of the other rows that are another child of a household, by how many brothers and sisters the register has.
    pub fn household_share(&self) -> Result<f64, R::Error> {
        let count = |kind| self.register.count(kind, "");
        Ok(weights::household_share(count(TermKind::Shared)?, count(TermKind::Home)?))
    }

    /// The share of the register born in a year.
    fn year_share(&mut self, year: i32) -> Result<f64, R::Error> {
        if let Some((_, share)) = self.years.iter().find(|(asked, _)| *asked == year) {
            return Ok(*share);
        }
        let share = weights::year_share(self.register.count(TermKind::Year, &year.to_string())?, self.size);
        self.years.push((year, share));
        Ok(share)
    }

    /// Bits of the date of birth, or of the age in its place.
    fn born_bits(&mut self, levels: &Levels, child: &Prepared) -> Result<f64, R::Error> {
        let (Some(level), Some((ours, theirs))) = (levels.born, self.prepared.dob.zip(child.dob)) else {
            return Ok(levels.age_off.map_or(0.0, weights::age));
        };
        // A year written wrong is hardly anybody's: that of the child says more of how many are born so.
        let slip = !matches!(level, Born::Exact | Born::Differs | Born::TwoDigits);
        let share = self.year_share(ours.year())?.max(if slip { self.year_share(theirs.year())? } else { 0.0 });
        Ok(weights::born(level, is_new_year(ours), share))
    }

    /// `theirs`: the name of the child, whose rarity says what a slip of it is worth.
    fn name_bits(&mut self, kind: TermKind, name: &Option<Name>, theirs: &[Token]) -> Result<f64, R::Error> {
        let Some(name) = name else { return Ok(0.0) };
        let slip = matches!(name.alike, Alike::Similar | Alike::Variant | Alike::Nickname);
        let term = name.term.or(theirs.first().copied().filter(|_| slip));
        let rarity = term.map(|term| self.rarity(kind, term)).transpose()?;
        Ok(weights::name(kind == TermKind::Given, name, rarity))
    }

    /// Two names in the reading that says most: as they stand, with a word that one has as forename and the other as surname in one
    /// field, or with forename and surname in each other's place.
    fn form(&mut self, row: &Form, child: &Form, other_name: bool, telling: bool) -> Result<NamesScored, R::Error> {
        let mut best = self.reading(row, child, if other_name { OTHER_NAME } else { 0.0 })?;
        best.other_name = other_name;
        let both = best.both;
        if best.is_exact() {
            return Ok(best);
        }
        if let Some((ours, theirs)) = row.regrouped(child) {
            let moved = self.reading(&ours, &theirs, both + MOVED)?;
            if moved.is_exact() {
                return Ok(NamesScored { moved_parts: true, other_name, ..moved });
            }
        }
        for (a, b) in [(row, child), (child, row)] {
            let last_is_given = a.family.last().is_some_and(|last| b.given.contains(last));
            if last_is_given && a.given.len() > 1 && b.family.contains(&a.given[0]) {
                let a = a.family_first();
                let (ours, theirs) = if std::ptr::eq(b, child) { (&a, child) } else { (row, &a) };
                let turned = self.reading(ours, theirs, both + SWAPPED)?;
                if turned.is_exact() {
                    return Ok(NamesScored { swapped: true, other_name, ..turned });
                }
            }
        }
        let similar = |a: &[Token], b: &[Token]| compare::family(a, b).is_some_and(|n| n.alike >= Alike::Similar);
        let swapped = [similar(&row.given, &child.family), similar(&row.family, &child.given)];
        if swapped == [true, true] || telling && swapped != [false, false] {
            let ours = Form { given: row.family.clone(), family: row.given.clone() };
            best.or(NamesScored { swapped: true, other_name, ..self.reading(&ours, child, both + SWAPPED)? });
        }
        Ok(best)
    }

    fn reading(&mut self, row: &Form, child: &Form, both: f64) -> Result<NamesScored, R::Error> {
        let (given, family) = (compare::given(&row.given, &child.given), compare::family(&row.family, &child.family));
        let (given_bits, family_bits) =
            (self.name_bits(TermKind::Given, &given, &child.given)?, self.name_bits(TermKind::Family, &family, &child.family)?);
        Ok(NamesScored { given, family, given_bits, family_bits, both, swapped: false, other_name: false, moved_parts: false })
    }

    fn names(&mut self, child: &Prepared, telling: bool) -> Result<NamesScored, R::Error> {
        let row = self.prepared;
        let mut best = self.form(&row.name, &child.name, false, telling)?;
        let others = row.others.iter().map(|form| (form, &child.name)).chain(child.others.iter().map(|form| (&row.name, form)));
        for (ours, theirs) in others {
            best.or(self.form(ours, theirs, true, telling)?);
        }
        let weak = |n: &Option<Name>| n.is_none_or(|n| n.alike <= Alike::Initial);
        if telling && weak(&best.given) && weak(&best.family) && compare::moved_parts(&row.name, &child.name) {
            let bits = weights::moved_parts();
            if bits > best.total() {
                best = NamesScored { given_bits: 0.0, family_bits: 0.0, both: bits, moved_parts: true, ..best };
            }
        }
        Ok(best)
    }

    /// Compares the row with one child of the register.
    pub fn score(&mut self, id: ChildId, prepared: Rc<Prepared>) -> Result<Scored, R::Error> {
        let (row, child) = (self.prepared, &*prepared);
        let born = row.dob.zip(child.dob).map(|(a, b)| compare::born(a, b));
        let age_off = match (row.dob, row.age, child.dob) {
            (None, Some((years, on)), Some(dob)) => age_on(dob, on).map(|age| age.abs_diff(years)),
            _ => None,
        };
        let homes = homes(row, child);
        let place = homes.map(|h| h.place);
        let names = self.names(child, born >= Some(Born::YearOff) || place >= Some(Place::Street))?;
        let levels = Levels {
            given: names.given,
            family: names.family,
            born,
            age_off,
            homes,
            place,
            swapped: names.swapped,
            moved_parts: names.moved_parts,
            other_name: names.other_name,
            sex: row.sex.zip(child.sex).map(|(a, b)| a == b),
            same_reference: row.police_refs.iter().any(|r| child.police_refs.contains(r)),
            numbers: compare::numbers(row, child),
            wrong_nhs_number: compare::same_wrong_nhs_number(row, child),
        };
        let bits = self.bits(&levels, &names, child)?;
        let household = household(&levels, &bits) - if self.no_brothers_name(&levels, child) { weights::NO_BROTHERS_NAME } else { 0.0 };
        Ok(Scored { child: id, same: bits.total(), prepared, levels, bits, household, related: None })
    }

    fn bits(&mut self, levels: &Levels, names: &NamesScored, child: &Prepared) -> Result<Bits, R::Error> {
        let place = match levels.homes {
            Some(homes) if homes.place >= Place::Postcode => {
                weights::place(homes.place, self.rarity(TermKind::Postcode, homes.postcodes.0)?, homes.earlier)
            }
            Some(homes) => weights::place(homes.place, 1.0, homes.earlier),
            None => 0.0,
        };
        Ok(Bits {
            given: names.given_bits - if self.slip_onto_a_name(levels, child) { weights::SLIP_ONTO_A_NAME } else { 0.0 },
            family: names.family_bits,
            names: names.both,
            born: self.born_bits(levels, child)?,
            place,
            placement: 0.0,
            sex: if levels.sex == Some(false) { weights::SEX_DIFFERS } else { 0.0 },
            reference: if levels.same_reference { weights::SAME_REFERENCE } else { 0.0 },
            numbers: match (levels.number_equal(), levels.number_differs()) {
                (true, _) => weights::SAME_NUMBER,
                (false, true) => weights::NUMBER_DIFFERS,
                (false, false) if levels.wrong_nhs_number => weights::SAME_WRONG_NUMBER,
                (false, false) => 0.0,
            },
        })
    }

    /// The forenames are alike, and not as those of brothers and sisters, who have names of their own: one is a slip or another spelling
    /// of the other, or short for it.
    fn no_brothers_name(&self, levels: &Levels, child: &Prepared) -> bool {
        let first = self.prepared.name.given.first().zip(child.name.given.first());
        match levels.given_alike() {
            Alike::Similar | Alike::Variant => !self.slip_onto_a_name(levels, child),
            Alike::Nickname => first.is_some_and(|(a, b)| compare::is_short_for(a, b)),
            _ => false,
        }
    }

    /// The forenames are alike, and still two names in use that are not two spellings or a pet form of one: a slip of the finger
    /// seldom makes another name.
    fn slip_onto_a_name(&self, levels: &Levels, child: &Prepared) -> bool {
        let (Some(ours), Some(theirs)) = (self.prepared.name.given.first(), child.name.given.first()) else { return false };
        !levels.swapped
            && !levels.other_name
            && matches!(levels.given_alike(), Alike::Similar | Alike::Variant)
            && ours != theirs
            && ours.sound != theirs.sound
            && !names::spellings_of_one(ours.nickname, theirs.nickname)
            && names::is_forename(ours.text())
            && names::is_forename(theirs.text())
    }

    /// The register knows where any child lives. Where it knows it of none, a person who decides has no more to go by than the names and
    /// dates that are compared here.
    pub fn knows_homes(&self) -> Result<bool, R::Error> {
        Ok(self.register.count(TermKind::Postcode, "")? > 0)
    }

    /// The first forename is one in real use: on the list of forenames, or of several children on the register.
    pub fn is_real_forename(&self, word: &Token) -> Result<bool, R::Error> {
        let often = u32::try_from(self.size / 5000).unwrap_or(u32::MAX).max(3);
        Ok(names::is_forename(word.text()) || self.register.count(TermKind::Given, word.text())? >= often)
    }
}

/// Bits for another child of the same household.
fn household(levels: &Levels, bits: &Bits) -> f64 {
    let given = levels.given.map_or(0.0, |n| weights::household_name(true, &n, bits.given));
    let family = levels.family.map_or(0.0, |n| weights::household_name(false, &n, bits.family));
    let born = levels.born.map_or(0.0, |level| weights::household_born(level, bits.born));
    let place = levels.place.map_or(0.0, |level| weights::household_place(level, bits.place));
    given + family + born + place + if levels.swapped { SWAPPED } else { 0.0 }
}
