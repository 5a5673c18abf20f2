//! The evidence in words, each with both sides' values.

use super::compare::{Alike, Born, Conflict, Name, Place};
use super::prepared::{Prepared, words};
use super::score::Scored;
use super::text::Token;
use crate::casebook::event::Evidence;
use chrono::NaiveDate;

/// What speaks for and against the candidate, strongest first.
pub fn evidence(row: &Prepared, scored: &Scored) -> Vec<Evidence> {
    let (levels, bits, child) = (&scored.levels, &scored.bits, &*scored.prepared);
    let mut found = Vec::with_capacity(6);
    let mut add = |field: &str, words: String, bits: f64| {
        found.push(Evidence { field: field.into(), words: format!("{field}: {words}"), bits: (bits * 10.0).round() / 10.0 });
    };
    for (field, same) in ["own id", "UPN", "NHS number", "police nominal"].into_iter().zip(levels.numbers) {
        if let Some(same) = same {
            add(field, if same { "the same" } else { "different" }.into(), bits.numbers);
        }
    }
    if levels.wrong_nhs_number {
        add("NHS number", "the same, but its check digit is wrong, so it proves little".into(), bits.numbers);
    }
    if levels.same_reference {
        add("police reference", "of an earlier episode of this child".into(), bits.reference);
    }
    if levels.swapped || levels.moved_parts {
        let how = if levels.swapped { "forename and surname swapped" } else { "the same words in other fields" };
        add("name", format!("{how} ({} / {})", full(row), full(child)), bits.given + bits.family + bits.names);
    } else if levels.other_name {
        let how = "agrees by an other name";
        add("name", format!("{how} ({} / {})", full(row), full(child)), bits.given + bits.family + bits.names);
    } else {
        for (field, name, ours, theirs, bits) in [
            ("forename", levels.given, &row.name.given, &child.name.given, bits.given),
            ("surname", levels.family, &row.name.family, &child.name.family, bits.family),
        ] {
            if let Some(name) = name {
                add(field, name_words(&name, ours, theirs), bits);
            }
        }
    }
    if let Some((born, (ours, theirs))) = levels.born.zip(row.dob.zip(child.dob)) {
        add("date of birth", born_words(born, ours, theirs), bits.born);
    } else if let Some((off, (age, _))) = levels.age_off.zip(row.age) {
        let how = if off == 0 { "fits the date of birth".into() } else { format!("off by {off} from the date of birth") };
        add("age", format!("{age}, {how}"), bits.born);
    }
    if let Some(homes) = levels.homes {
        let words = place_words(homes.place, homes.postcodes.0.text(), homes.postcodes.1.text());
        add("address", words + if homes.earlier { ", an earlier home" } else { "" }, bits.place);
    }
    if bits.placement > 0.0 {
        add("placement", "recorded with a child who lives at the listed address".into(), bits.placement);
    }
    if let Some((false, (ours, theirs))) = levels.sex.zip(row.sex.zip(child.sex)) {
        add("sex", format!("different ({ours} / {theirs})"), bits.sex);
    }
    found.sort_by(|a, b| b.bits.abs().total_cmp(&a.bits.abs()));
    found
}

/// Who came second, and by how much: no evidence of its own, so without bits.
pub fn runner_up(best: &Scored, next: &Scored) -> Evidence {
    let words = format!("next best: {}, less likely by {:.1} bits", full(&next.prepared), best.same - next.same);
    Evidence { field: "next best".into(), words, bits: 0.0 }
}

/// "Zoe Ann": folded words with capitals.
fn capitals(name: &[Token]) -> String {
    let capital = |word: &str| word.chars().take(1).map(|c| c.to_ascii_uppercase()).chain(word.chars().skip(1)).collect::<String>();
    words(name).split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

fn full(p: &Prepared) -> String {
    format!("{} {}", capitals(&p.name.given), capitals(&p.name.family)).trim().to_owned()
}

fn name_words(name: &Name, ours: &[Token], theirs: &[Token]) -> String {
    let both = || format!("{} / {}", capitals(ours), capitals(theirs));
    let how = match (name.alike, name.conflict) {
        (_, Some(Conflict::Part)) => "one part the same, another different",
        (_, Some(Conflict::SharedFirst)) => "only the first word, which many share",
        (_, Some(Conflict::Second)) => "only a second forename the same",
        (Alike::Exact, None) if ours == theirs => return format!("the same ({})", capitals(ours)),
        (Alike::Exact, None) => "the same, one given in full",
        (Alike::Nickname, None) => "a pet form",
        (Alike::Variant, None) => "one letter off or another spelling",
        (Alike::Similar, None) => "similar",
        (Alike::Initial, None) => "only the initial the same",
        (Alike::Differs, None) => "different",
    };
    format!("{how} ({})", both())
}

fn born_words(born: Born, ours: NaiveDate, theirs: NaiveDate) -> String {
    let how = match born {
        Born::Exact => return format!("the same ({})", day(ours)),
        Born::DayMonthSwapped => "day and month swapped",
        Born::OneDigit => "one digit off",
        Born::YearOff if ours.format("%d%m").to_string() == theirs.format("%d%m").to_string() => "only the year is off",
        Born::YearOff => "the year agrees, and one is 1 January",
        Born::TwoParts => "two of day, month and year the same",
        Born::TwoDigits => "two digits off",
        Born::Differs => "different",
    };
    format!("{how} ({} / {})", day(ours), day(theirs))
}

fn day(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

fn place_words(place: Place, ours: &str, theirs: &str) -> String {
    let how = match place {
        Place::PostcodeAndNumber => "the same postcode and house",
        Place::Postcode => "the same postcode",
        Place::NearPostcode => "the same house or street, postcode one letter off or missing",
        Place::Street => "the same street",
        Place::Outward => "the same postcode district",
        Place::Differs => "different",
    };
    let shown = |code: &str| if code.is_empty() { "no postcode".to_owned() } else { spaced(code) };
    if ours == theirs && !ours.is_empty() {
        format!("{how} ({})", spaced(ours))
    } else {
        format!("{how} ({} / {})", shown(ours), shown(theirs))
    }
}

/// "LS11RH" as people write it; a short code as it is.
fn spaced(postcode: &str) -> String {
    match postcode.len().checked_sub(3).filter(|at| *at >= 2).and_then(|at| postcode.split_at_checked(at)) {
        Some((outward, inward)) => format!("{outward} {inward}"),
        None => postcode.to_owned(),
    }
}
