//! What forbids taking a child automatically, however likely: each in words for the person who decides instead.

use super::compare::{Alike, Born, Conflict, Name, Place, digits_off, is_new_year, is_short_for};
use super::names;
use super::prepared::{Prepared, TermKind};
use super::register::Register;
use super::score::{Levels, Row, Scored};
use super::text::Token;
use super::weights::{ENOUGH_CHILDREN, RARE_FAMILY, RARE_NAMES};
use crate::child::RelationKind;
use chrono::Datelike;

/// The reasons against taking `best` without asking. `scored`: every candidate, for its twins and rivals.
pub fn guards<R: Register>(row: &Row<R>, best: &Scored, scored: &[Scored]) -> Result<Vec<&'static str>, R::Error> {
    let levels = &best.levels;
    let mut against = rivals(row, best, scored);
    if levels.number_equal() {
        against.extend(number_guards(levels));
        return Ok(against);
    }
    if levels.number_differs() {
        against.push("an identifying number on the row is not this child's");
    }
    if levels.age_off.is_some_and(|years| years > 1) {
        against.push("the age is not that of this child");
    }
    if digits(row.prepared) != digits(&best.prepared) {
        against.push("a number in the name is not the same");
    }
    let real = two_real_forenames(row, best)? && !pet_form_with_proof(row, best);
    against.extend(given_guards(levels, real));
    against.extend(family_guard(best, real));
    against.extend(born_guard(row, best)?);
    if !supported(levels) {
        against.extend(unsupported(row, best)?);
    }
    if levels.swapped && levels.born != Some(Born::Exact) && !swapped_at_home(levels) {
        against.push("forename and surname are swapped, and the date of birth is not the same");
    }
    Ok(against)
}

/// The home or an earlier episode says the same as the names do.
pub fn supported(levels: &Levels) -> bool {
    levels.place >= Some(Place::Street) || levels.same_reference
}

/// Both names equal in each other's place, and the very house: no brother or sister is called so, whatever slip the date of birth has.
fn swapped_at_home(levels: &Levels) -> bool {
    exact(levels.given)
        && exact(levels.family)
        && levels.place >= Some(Place::NearPostcode)
        && levels.born.is_none_or(|born| born >= Born::YearOff)
}

/// A short form (Jess, Jessica) with the surname, and the very day of birth, an earlier reference and no other date of birth, or the very
/// house and no other date of birth. Of two names that brothers may bear (Luke, Lucas) a reference proves nothing: it gets onto a brother's row.
fn pet_form_with_proof<R: Register>(row: &Row<R>, best: &Scored) -> bool {
    let levels = &best.levels;
    let (born, family) = (levels.born, levels.family_alike());
    let by_reference = levels.same_reference && born.is_none();
    let at_home = levels.place >= Some(Place::NearPostcode) && born.is_none_or(|born| born >= Born::YearOff);
    family >= Alike::Variant && (born == Some(Born::Exact) || by_reference || at_home) && short_form(row, best)
}

/// The forenames agree as a short form and its name.
fn short_form<R: Register>(row: &Row<R>, best: &Scored) -> bool {
    let ours = if best.levels.swapped { &row.prepared.name.family } else { &row.prepared.name.given };
    let first = ours.first().zip(best.prepared.name.given.first());
    best.levels.given_alike() == Alike::Nickname && first.is_some_and(|(a, b)| is_short_for(a, b))
}

/// Names and date of birth alone prove it only where they are whole, equal, and not those of many children.
fn unsupported<R: Register>(row: &Row<R>, best: &Scored) -> Result<Vec<&'static str>, R::Error> {
    let mut against = Vec::new();
    let levels = &best.levels;
    if levels.born == Some(Born::Exact) && best.prepared.dob.is_some_and(is_new_year) {
        against.push("1 January is also written where only the year of birth is known, and nothing else proves who it is");
    }
    let given = if levels.swapped { &row.prepared.name.family } else { &row.prepared.name.given };
    let shared = |words: &[Token]| words.iter().all(|word| names::is_shared_first(word.text()));
    let rare_family = exact(levels.family) && best.bits.family >= RARE_FAMILY;
    if (shared(given) || shared(&best.prepared.name.given)) && !(rare_family && levels.born == Some(Born::Exact)) {
        against.push("the forename is one that many children share, and nothing else proves who it is");
    }
    let exact_names = exact(levels.given) && exact(levels.family);
    if !exact_names && !slips_bear(row, best)? && !rare_spelling(row, levels)? {
        against.push("the names are not quite the same, and nothing else proves who it is");
    }
    Ok(against)
}

/// Born on the very day, one name the same, the other one letter off or another spelling; where it is the forename, not one that makes
/// another name in use (a twin's), or a short form of it. Two spellings of one name are borne by too many beside a common surname.
fn slips_bear<R: Register>(row: &Row<R>, best: &Scored) -> Result<bool, R::Error> {
    let levels = &best.levels;
    let slip = |name: Option<Name>| name.is_some_and(|n| n.alike == Alike::Variant && n.conflict.is_none());
    let family = exact(levels.family) || slip(levels.family) || similar_family(levels) || rare_part(best);
    let rare = best.bits.family >= RARE_FAMILY && !two_real_forenames(row, best)?;
    let given = exact(levels.given) || short_form(row, best) || slip(levels.given) && (rare || !both_in_use(row, best)?);
    // Two slips at once, and still no twin is called so.
    let two_slips = slip(levels.given) && slip(levels.family) && !levels.swapped && !both_in_use(row, best)?;
    let one_same = exact(levels.given) || exact(levels.family);
    Ok(family && given && (one_same || two_slips) && levels.born == Some(Born::Exact) && !levels.other_name)
}

/// One name is the same and borne by few, the other is spelt a little otherwise.
fn rare_spelling<R: Register>(row: &Row<R>, levels: &Levels) -> Result<bool, R::Error> {
    let variant = |name: Option<Name>| name.is_some_and(|n| n.alike == Alike::Variant && n.conflict.is_none());
    let (kind, term) = match (levels.given, levels.family) {
        (Some(Name { term: Some(term), .. }), family) if exact(levels.given) && variant(family) => (TermKind::Given, term),
        (given, Some(Name { term: Some(term), .. })) if exact(levels.family) && variant(given) => (TermKind::Family, term),
        _ => return Ok(false),
    };
    // A small register cannot tell which names are rare, and a forename in use never is.
    let few = if row.size < ENOUGH_CHILDREN { 0 } else { (row.size / 1000).max(5) };
    let in_use = kind == TermKind::Given && names::is_forename(term.text());
    Ok(u64::from(row.register.count(kind, term.text())?) <= few && !in_use && !levels.swapped && !levels.other_name)
}

/// The digits of a name ("Baby 1"), which tell children apart whatever else agrees.
fn digits(record: &Prepared) -> Vec<u8> {
    let words = record.name.given.iter().chain(&record.name.family);
    let mut digits: Vec<u8> = words.flat_map(|word| word.bytes()).filter(|b| b.is_ascii_digit()).copied().collect();
    digits.sort_unstable();
    digits
}

/// A number agrees: it may still be a brother's or sister's, written on the wrong row.
fn number_guards(levels: &Levels) -> Option<&'static str> {
    let (given, family) = (levels.given_alike(), levels.family_alike());
    let conflict = levels.given.is_some_and(|n| n.conflict == Some(Conflict::Part));
    let name_fits = levels.moved_parts || given >= Alike::Similar && !conflict;
    let born = levels.born;
    let fits =
        born == Some(Born::Exact) || name_fits && (family >= Alike::Similar || born >= Some(Born::YearOff)) && born != Some(Born::Differs);
    let same_name = given >= Alike::Variant && family >= Alike::Variant && !conflict;
    (!fits && !same_name).then_some("the identifying number is this child's, but name and date of birth are not")
}

/// Twins on the register, another child with the row's reference or number, sex.
fn rivals<R: Register>(row: &Row<R>, best: &Scored, scored: &[Scored]) -> Vec<&'static str> {
    let levels = &best.levels;
    let mut against = Vec::new();
    let others = || scored.iter().filter(|other| other.child != best.child);
    let inexact = !exact(levels.given);
    let twin = |other: &Scored| match recorded(best, other) {
        Some(RelationKind::Twin) => true,
        Some(RelationKind::SamePlacement) => false,
        Some(RelationKind::Sibling) | None => levels.born >= Some(Born::OneDigit) && twins(best, other),
    };
    if inexact && others().any(twin) {
        against.push("this child has a twin, and the forename is not the same");
    }
    if inexact && others().any(|other| other.is_called_so() && kin(best, other)) {
        against.push("a brother or sister of this child is called exactly so");
    }
    if !levels.same_reference && others().any(|other| other.levels.same_reference) {
        against.push("the police reference is another child's");
    }
    if others().any(|other| other.levels.number_equal()) {
        against.push("an identifying number on the row is another child's");
    }
    let household = |other: &&Scored| {
        is_recorded_kin(best, other)
            || shares_surname(best, other) && !row.prepared.home.postcode.is_empty() && shares_postcode(&best.prepared, &other.prepared)
    };
    if levels.sex == Some(false) && (inexact || others().filter(household).any(|other| other.levels.sex == Some(true))) {
        against.push("the sex is not the same");
    }
    against
}

fn exact(name: Option<Name>) -> bool {
    name.is_some_and(|n| n.alike == Alike::Exact && n.conflict.is_none())
}

fn shares_surname(a: &Scored, b: &Scored) -> bool {
    a.prepared.name.family.iter().any(|word| b.prepared.name.family.contains(word))
}

fn recorded(a: &Scored, b: &Scored) -> Option<RelationKind> {
    a.relation_to(b.child).or(b.relation_to(a.child))
}

fn is_recorded_kin(a: &Scored, b: &Scored) -> bool {
    matches!(recorded(a, b), Some(RelationKind::Twin | RelationKind::Sibling))
}

/// Recorded as twins or siblings, wherever they live, or of one household.
pub fn kin(a: &Scored, b: &Scored) -> bool {
    is_recorded_kin(a, b) || one_household(a, b)
}

/// They share a surname and a postcode.
pub fn one_household(a: &Scored, b: &Scored) -> bool {
    shares_surname(a, b) && shares_postcode(&a.prepared, &b.prepared)
}

fn shares_postcode(a: &Prepared, b: &Prepared) -> bool {
    a.homes().any(|ours| !ours.postcode.is_empty() && b.homes().any(|theirs| ours.postcode == theirs.postcode))
}

/// Born on one day with a surname and a postcode in common (the whole surname, where one postcode is not known), and another forename.
fn twins(a: &Scored, b: &Scored) -> bool {
    let (x, y) = (&a.prepared, &b.prepared);
    let unknown = x.home.postcode.is_empty() || y.home.postcode.is_empty();
    let home = shares_postcode(x, y) || x.name.family == y.name.family && unknown;
    x.dob.is_some() && x.dob == y.dob && x.name.given != y.name.given && home && shares_surname(a, b)
}

/// The forenames that tell the row and the child apart, where they differ.
fn forenames<'a, R: Register>(row: &'a Row<R>, best: &'a Scored) -> Option<(&'a Token, &'a Token)> {
    let given = if best.levels.swapped { &row.prepared.name.family } else { &row.prepared.name.given };
    telling(given).zip(telling(&best.prepared.name.given)).filter(|(ours, theirs)| ours != theirs)
}

/// Both are in real use: not a slip of the finger, at best another spelling.
fn both_in_use<R: Register>(row: &Row<R>, best: &Scored) -> Result<bool, R::Error> {
    let Some((ours, theirs)) = forenames(row, best) else { return Ok(false) };
    Ok(row.is_real_forename(ours)? && row.is_real_forename(theirs)?)
}

/// Both forenames are in real use and not two spellings of one: two children rather than a slip.
fn two_real_forenames<R: Register>(row: &Row<R>, best: &Scored) -> Result<bool, R::Error> {
    let inexact = matches!(best.levels.given_alike(), Alike::Similar | Alike::Variant | Alike::Nickname);
    let other = forenames(row, best).is_some_and(|(ours, theirs)| !spellings_of_one(ours, theirs));
    Ok(inexact && other && both_in_use(row, best)?)
}

/// The first forename that not many children share ("Rahman" of "Abdul Rahman"), or the first.
fn telling(given: &[Token]) -> Option<&Token> {
    given.iter().find(|word| !names::is_shared_first(word.text())).or(given.first())
}

/// One sound and one ending: Amina and Aminah, Lily and Lillie; but not Ella and Ellie, Amin and Amina.
fn spellings_of_one(a: &Token, b: &Token) -> bool {
    names::spellings_of_one(a.nickname, b.nickname)
        || a.sound == b.sound && a.len().min(b.len()) >= 4 && ending(a.text()) == ending(b.text())
}

/// The last letter, without a silent h, and with y for all that sounds like it.
fn ending(name: &str) -> Option<u8> {
    let name = name.strip_suffix('h').unwrap_or(name);
    if ["ie", "ey", "ee", "i", "y"].iter().any(|sound| name.ends_with(sound)) { Some(b'y') } else { name.bytes().last() }
}

fn given_guards(levels: &Levels, real: bool) -> Vec<&'static str> {
    let mut against = Vec::new();
    let (given, family) = (levels.given_alike(), levels.family_alike());
    let conflict = levels.given.and_then(|n| n.conflict);
    let similar_is_enough = levels.born == Some(Born::Exact) && family >= Alike::Variant && levels.place >= Some(Place::Street) && !real;
    if given < Alike::Similar || conflict == Some(Conflict::Part) || given == Alike::Similar && !similar_is_enough {
        against.push("the forename differs");
    }
    if conflict == Some(Conflict::Second) && family >= Alike::Variant && levels.place >= Some(Place::Street) {
        against.push("only a second forename agrees");
    }
    if conflict == Some(Conflict::SharedFirst) || given < Alike::Exact && shared_first_only(levels) {
        against.push("only a forename that many children share agrees");
    }
    if real {
        against.push("both forenames are names in use, so they may be two children");
    }
    against
}

fn shared_first_only(levels: &Levels) -> bool {
    levels.given.and_then(|n| n.term).is_some_and(|term| names::is_shared_first(term.text()))
}

/// A surname that is only similar, beside the very forename and date of birth, where no address could speak against it.
fn similar_family(levels: &Levels) -> bool {
    let family = levels.family.is_some_and(|n| n.alike == Alike::Similar && n.conflict.is_none());
    family && exact(levels.given) && levels.born == Some(Born::Exact) && levels.homes.is_none() && !levels.swapped
}

/// One of two surnames is the same and borne by few, and the forename is the same.
fn rare_part(best: &Scored) -> bool {
    let family = best.levels.family.is_some_and(|n| n.alike == Alike::Exact && n.conflict != Some(Conflict::Part));
    family && exact(best.levels.given) && best.bits.family >= RARE_FAMILY && !best.levels.swapped
}

fn family_guard(best: &Scored, real: bool) -> Option<&'static str> {
    let levels = &best.levels;
    let (given, family, born, place) = (levels.given_alike(), levels.family_alike(), levels.born, levels.place);
    let exact_birth = born == Some(Born::Exact);
    let allowed = match family {
        Alike::Differs | Alike::Initial => {
            given >= Alike::Variant && !real && exact_birth && (place >= Some(Place::NearPostcode) || levels.same_reference)
        }
        Alike::Similar => {
            given >= Alike::Nickname && born >= Some(Born::OneDigit) && place >= Some(Place::Outward)
                || given >= Alike::Variant && exact_birth && supported(levels)
                || similar_family(levels)
        }
        _ => true,
    };
    if !allowed {
        return Some("the surname differs");
    }
    let part = levels.family.is_some_and(|n| n.conflict.is_some());
    let proof = place >= Some(Place::NearPostcode) || levels.same_reference || rare_part(best);
    (part && !(exact_birth && proof)).then_some("part of the surname differs")
}

/// At the very house the same forename, another spelling with the sound of it, or a short form of it. Any other slip in it may be a
/// brother or sister as easily: they live there too.
fn no_brother_is_called_so<R: Register>(row: &Row<R>, best: &Scored) -> bool {
    let one_sound = || forenames(row, best).is_some_and(|(ours, theirs)| spellings_of_one(ours, theirs));
    let alike = best.levels.given_alike() >= Alike::Variant && best.levels.given.is_some_and(|name| name.conflict.is_none());
    let called = exact(best.levels.given) || alike && (one_sound() || short_form(row, best));
    called && best.levels.place >= Some(Place::NearPostcode)
}

/// Whole equal names beside one slip in the date of birth: how rare the names are decides, and not the home, which is not known of one
/// of the two, or has changed. Names that many bear prove it only where the register knows no homes at all: a person could say no more.
/// Of 1 January only the year is known, and a small register cannot tell which names are rare.
pub fn names_bear_a_slip<R: Register>(row: &Row<R>, best: &Scored) -> Result<bool, R::Error> {
    let levels = &best.levels;
    let whole = exact(levels.given) && exact(levels.family) && !levels.swapped && !levels.other_name;
    let homes = row.knows_homes()?;
    let slip = row.prepared.dob.zip(best.prepared.dob).is_some_and(|(ours, theirs)| match levels.born {
        Some(Born::DayMonthSwapped) => true,
        Some(_) if is_new_year(ours) || is_new_year(theirs) => false,
        Some(Born::OneDigit | Born::YearOff) => true,
        // Another day of the month, or another month; another year is rather another child.
        Some(Born::TwoParts) => ours.year() == theirs.year() || !homes && digits_off(ours, theirs) <= 2,
        _ => false,
    });
    let rare = best.bits.given + best.bits.family >= RARE_NAMES;
    Ok(whole && slip && !supported(levels) && row.size >= ENOUGH_CHILDREN && (rare || !homes))
}

fn born_guard<R: Register>(row: &Row<R>, best: &Scored) -> Result<Option<&'static str>, R::Error> {
    let levels = &best.levels;
    let (given, family, place) = (levels.given_alike(), levels.family_alike(), levels.place);
    let names_fit = given >= Alike::Variant && family >= Alike::Variant;
    let names_agree = given >= Alike::Nickname && family >= Alike::Variant;
    // No brother or sister at home has the very forename.
    let at_home = exact(levels.given) && family >= Alike::Similar && place >= Some(Place::NearPostcode);
    let names_bear = names_fit || short_form(row, best) || at_home;
    let against = match levels.born {
        None if !(names_fit && levels.same_reference || family >= Alike::Variant && no_brother_is_called_so(row, best)) => {
            Some("a date of birth is missing")
        }
        Some(Born::Differs) => Some("the date of birth differs"),
        Some(_) if names_bear_a_slip(row, best)? => None,
        Some(Born::TwoParts | Born::TwoDigits) if !(names_agree && place >= Some(Place::NearPostcode)) => Some("the date of birth differs"),
        Some(Born::YearOff | Born::OneDigit | Born::DayMonthSwapped) if !supported(levels) => {
            Some("the date of birth is not quite the same, and nothing else proves who it is")
        }
        Some(Born::YearOff | Born::OneDigit) if !names_bear => Some("neither the names nor the date of birth are quite the same"),
        Some(Born::DayMonthSwapped) if !names_bear => Some("day and month of birth are swapped, and the names are not the same"),
        _ => None,
    };
    Ok(against)
}
