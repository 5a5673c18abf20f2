//! What the free text on where and how a child was found says: postcodes, custody, hospital. Cautious: what is not said
//! outright is not concluded.

/// The outward part ("M14") of every full UK postcode in a text. Part postcodes are not taken: "A6" and "M60" are roads.
pub fn outward_codes(text: &str) -> Vec<String> {
    let words: Vec<String> =
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_ascii_uppercase).collect();
    let mut found = Vec::new();
    for (i, word) in words.iter().enumerate() {
        // All ASCII after the split, so that byte positions are character positions.
        if word.len() >= 5 {
            let (outward, inward) = word.split_at(word.len() - 3);
            if is_outward(outward) && is_inward(inward) {
                found.push(outward.to_string());
            }
        } else if is_outward(word) && words.get(i + 1).is_some_and(|next| is_inward(next)) {
            found.push(word.clone());
        }
    }
    found
}

/// "M1", "M14", "SK8", "SW1A": one or two letters, a digit, perhaps a digit or letter.
fn is_outward(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = text.len() - rest.len();
    (1..=2).contains(&letters)
        && match rest.as_bytes() {
            [a] => a.is_ascii_digit(),
            [a, b] => a.is_ascii_digit() && b.is_ascii_alphanumeric(),
            _ => false,
        }
}

/// "5RT": a digit and two letters.
fn is_inward(text: &str) -> bool {
    matches!(text.as_bytes(), [a, b, c] if a.is_ascii_digit() && b.is_ascii_uppercase() && c.is_ascii_uppercase())
}

/// The area letters of an outward code or postcode: "M" of "M14".
pub fn area(code: &str) -> String {
    code.trim().chars().take_while(char::is_ascii_alphabetic).map(|c| c.to_ascii_uppercase()).collect()
}

/// Does an outward code lie under a setting like "M" (the whole area) or "SK8" (one district)?
pub fn under(outward: &str, setting: &str) -> bool {
    let setting = setting.trim().to_ascii_uppercase();
    if setting.chars().all(|c| c.is_ascii_alphabetic()) { area(outward) == setting } else { outward == setting }
}

/// Words that stand before a place the child was not in.
const NOT_IN: [&str; 11] = ["not", "no", "never", "near", "nearby", "opposite", "outside", "behind", "beside", "without", "nor"];
/// Words that make a street of a hospital, and a family matter of custody.
const SOMETHING_ELSE: [&str; 10] = ["road", "rd", "street", "st", "lane", "avenue", "close", "drive", "of", "battle"];

/// Found in custody, found in hospital, as the text says. "Police station" alone is not custody: children walk in.
pub fn custody_and_hospital(text: &str) -> (bool, bool) {
    let text = text.to_lowercase().replace("a&e", "hospital").replace("a & e", "hospital").replace("accident and emergency", "hospital");
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let said = |these: &[&str]| {
        words.iter().enumerate().any(|(i, word)| {
            let before = &words[i.saturating_sub(2)..i];
            these.contains(word)
                && !before.iter().any(|w| NOT_IN.contains(w))
                && !words.get(i + 1).is_some_and(|next| SOMETHING_ELSE.contains(next))
        })
    };
    (said(&["custody", "arrested", "remanded"]), said(&["hospital", "infirmary"]))
}

/// Is a companions cell a way of writing "nobody"?
pub fn means_nobody(text: &str) -> bool {
    let bare: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    ["", "no", "none", "nil", "na", "alone", "nobody", "noone", "nonknown", "noneknown", "notapplicable"].contains(&bare.as_str())
}

/// Is a cell a way of writing "not known"?
pub fn means_unknown(text: &str) -> bool {
    let bare: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    ["unknown", "notknown", "nk", "tbc", "unclear"].contains(&bare.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_full_postcodes_are_taken_from_a_text() {
        for (text, codes) in [
            ("flat in Leeds, LS6 2AB, with adults", vec!["LS6"]),
            ("ls62ab", vec!["LS6"]),
            ("walking on the A6 near the M60", vec![]),
            ("SW1A 1AA then M14 5RT", vec!["SW1A", "M14"]),
            ("Siân’s house", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(outward_codes(text), codes, "{text}");
        }
    }

    #[test]
    fn an_area_setting_covers_its_districts_and_no_other_area() {
        assert!(under("M14", "M") && under("SK8", "sk8"));
        assert!(under("SK8", "SK") && !under("ME1", "M") && !under("SK81", "SK8"));
    }

    #[test]
    fn custody_and_hospital_are_concluded_only_where_said() {
        for (text, custody, hospital) in [
            ("Arrested, Cheadle Heath custody suite", true, false),
            ("taken to A&E by ambulance", false, true),
            ("Royal Infirmary", false, true),
            ("walked into the police station", false, false),
            ("in the custody of her father", false, false),
            ("not arrested", false, false),
            ("friend's flat on Hospital Road", false, false),
            ("bus stop near the hospital", false, false),
            ("found by police at friend's", false, false),
        ] {
            assert_eq!(custody_and_hospital(text), (custody, hospital), "{text}");
        }
    }

    #[test]
    fn ways_of_writing_nobody_are_not_companions() {
        assert!(["", "-", "None", "n/a", "no one", "ALONE"].iter().all(|t| means_nobody(t)));
        assert!(!means_nobody("Thi Lan N."));
    }
}
