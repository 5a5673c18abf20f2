//! Two records side by side, part by part, with a sign for how each part compares.

use super::event::Evidence;
use super::who_view::{Part, Sign};
use crate::calendar::plain_day;
use crate::child::{ChildDetails, Sex};
use crate::text::fold;

/// The parts that either record has. `age`: of the first, where it gives no date of birth. `evidence`: what matching says of the
/// pair, which knows a slip from another value.
pub(super) fn parts(ours: &ChildDetails, age: Option<u32>, theirs: &ChildDetails, evidence: &[Evidence]) -> Vec<Part> {
    let bits = |fields: &[&str]| {
        let found: Vec<f64> = evidence.iter().filter(|e| fields.contains(&e.field.as_str())).map(|e| e.bits).collect();
        (!found.is_empty()).then(|| found.iter().sum::<f64>())
    };
    let part =
        |field: &'static str, of: &[&str], ours: String, theirs: String| Part { sign: sign(&ours, &theirs, bits(of)), field, ours, theirs };
    let born = ours.dob.map(plain_day).or(age.map(|age| format!("age {age}"))).unwrap_or_default();
    let optional = |value: &Option<String>| value.clone().unwrap_or_default();
    let label = |status: Option<crate::child::CareStatus>| status.map_or(String::new(), |status| status.label().to_string());
    let mut found = vec![
        part("Forename", &["forename", "name"], ours.given.clone(), theirs.given.clone()),
        part("Surname", &["surname", "name"], ours.family.clone(), theirs.family.clone()),
        other_names(ours, theirs),
        part("Born", &["date of birth", "age"], born, theirs.dob.map(plain_day).unwrap_or_default()),
        part("Sex", &["sex"], sex(ours), sex(theirs)),
        part("Address", &["address"], address(ours), address(theirs)),
        part("Placement", &[], optional(&ours.placement), optional(&theirs.placement)),
        part("Care status", &[], label(ours.care_status), label(theirs.care_status)),
        part("Own id", &["own id"], optional(&ours.own_id), optional(&theirs.own_id)),
        part("UPN", &["UPN"], optional(&ours.upn), optional(&theirs.upn)),
        part("NHS number", &["NHS number"], optional(&ours.nhs_number), optional(&theirs.nhs_number)),
        part("Police nominal", &["police nominal"], optional(&ours.police_nominal), optional(&theirs.police_nominal)),
    ];
    const ALWAYS: [&str; 4] = ["Forename", "Surname", "Born", "Address"];
    found.retain(|part| ALWAYS.contains(&part.field) || !(part.ours.is_empty() && part.theirs.is_empty()));
    found
}

fn sign(ours: &str, theirs: &str, bits: Option<f64>) -> Sign {
    let (a, b) = (squeezed(ours), squeezed(theirs));
    match bits {
        _ if a.is_empty() || b.is_empty() => Sign::Unknown,
        _ if a == b => Sign::Same,
        Some(bits) if bits > 0.0 => Sign::Near,
        _ if is_initial_of(&a, &b) || is_initial_of(&b, &a) => Sign::Near,
        _ => Sign::Differs,
    }
}

/// "A" of "Aaliyah": not another name, only less of it.
fn is_initial_of(short: &str, name: &str) -> bool {
    let short = short.trim_end_matches('.');
    short.chars().count() == 1 && name.starts_with(short)
}

/// Folded and without blanks: "M14 5QX" and "m145qx" are one.
fn squeezed(text: &str) -> String {
    fold(text).replace(' ', "")
}

/// Other names are the same where they share one, and near where one record's name is an other name of the other.
fn other_names(ours: &ChildDetails, theirs: &ChildDetails) -> Part {
    let folded = |names: &[String]| names.iter().map(|name| squeezed(name)).collect::<Vec<_>>();
    let (a, b) = (folded(&ours.other_names), folded(&theirs.other_names));
    let is_among =
        |of: &ChildDetails, names: &[String]| [of.full_name(), of.given.clone()].iter().any(|name| names.contains(&squeezed(name)));
    let sign = if a.iter().any(|name| b.contains(name)) {
        Sign::Same
    } else if is_among(ours, &b) || is_among(theirs, &a) {
        Sign::Near
    } else if a.is_empty() || b.is_empty() {
        Sign::Unknown
    } else {
        Sign::Differs
    };
    Part { field: "Other names", ours: ours.other_names.join("; "), theirs: theirs.other_names.join("; "), sign }
}

fn sex(of: &ChildDetails) -> String {
    of.sex.filter(|sex| *sex != Sex::Unknown).map_or(String::new(), |sex| sex.label().to_string())
}

fn address(of: &ChildDetails) -> String {
    [&of.address, &of.postcode].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::matching::{Identity, MemoryRegister, Prepared, compared};

    fn child(given: &str, family: &str, born: (i32, u32, u32), address: &str) -> ChildDetails {
        ChildDetails {
            given: given.into(),
            family: family.into(),
            dob: chrono::NaiveDate::from_ymd_opt(born.0, born.1, born.2),
            address: (!address.is_empty()).then(|| address.into()),
            ..ChildDetails::default()
        }
    }

    /// Each part's first letter and sign: "F≈ S= B≈ A·".
    fn signs(row: &ChildDetails, known: &ChildDetails) -> String {
        let mut register = MemoryRegister::new();
        let id = crate::child::ChildId(1);
        register.add(id, Prepared::new(&Identity::from(known)));
        let evidence = compared(&Identity::from(row), &register, id).unwrap();
        let parts = parts(row, None, known, &evidence);
        parts.iter().map(|part| format!("{}{}", &part.field[..1], part.sign.label())).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_slip_is_near_another_value_differs_and_what_is_not_given_is_not_known() {
        let kayden = child("Kayden", "Ashworth", (2011, 3, 4), "7 Mill Lane");
        for (row, expected) in [
            (child("KAYDEN", "ashworth", (2011, 3, 4), "7 mill lane"), "F= S= B= A="),
            (child("Kaden", "Ashworth", (2011, 4, 3), ""), "F\u{2248} S= B\u{2248} A\u{b7}"),
            (child("Nathan", "Ashworth", (2009, 8, 21), "31 Oak Road"), "F\u{2260} S= B\u{2260} A\u{2260}"),
            (child("Ashworth", "Kayden", (2011, 3, 4), "7 Mill Lane"), "F\u{2248} S\u{2248} B= A="),
            (child("K.", "Ashworth", (2011, 3, 4), "7 Mill Lane"), "F\u{2248} S= B= A="),
            (child("K.", "Ashworth", (2011, 3, 4), "7 Mill Lane"), "F\u{2248} S= B= A="),
        ] {
            assert_eq!(signs(&row, &kayden), expected, "{}", row.full_name());
        }
    }

    #[test]
    fn a_name_that_is_an_other_name_of_the_other_record_is_near() {
        let known = ChildDetails { other_names: vec!["Jay Ashworth".into()], ..child("Kayden", "Ashworth", (2011, 3, 4), "") };
        let part = other_names(&child("Jay", "Ashworth", (2011, 3, 4), ""), &known);
        assert_eq!((part.sign, part.theirs.as_str()), (Sign::Near, "Jay Ashworth"));
        assert_eq!(other_names(&known, &known).sign, Sign::Same);
    }
}
