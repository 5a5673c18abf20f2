//! Names as lists write them: one column or two, "SURNAME, Forename", titles, aka, née, care-of.

/// A name taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Name {
    pub given: String,
    pub family: String,
    pub other_names: Vec<String>,
}

const TITLES: [&str; 9] = ["mr", "mrs", "miss", "ms", "master", "mx", "dr", "mstr", "mis"];
/// Words after which another name of the same person follows. Longer ones first: "also known as" ends in "known as".
const ALSO: [&str; 9] = ["also known as", "formerly known as", "known as", "previously", "formerly", "a.k.a.", "a.k.a", "aka", "alias"];
const BORN: [&str; 3] = ["née", "nee", "born"];
/// What follows is somebody else's name.
const CARE_OF: [&str; 2] = ["c/o", "care of"];
/// In brackets after a name and no name.
const REMARKS: [&str; 20] = [
    "deceased",
    "twin",
    "lac",
    "cla",
    "uasc",
    "cic",
    "male",
    "female",
    "boy",
    "girl",
    "child",
    "juvenile",
    "minor",
    "missing",
    "absent",
    "new",
    "repeat",
    "first name unknown",
    "spelling unknown",
    "unknown",
];

/// What a word in a name says of the words after it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Also,
    Born,
    CareOf,
}

/// The name in a column of full names.
///
/// With a comma the family name stands first. Without one, words in capitals beside words that are not are the family name;
/// else the last word is. A list that writes "Begum Nadia" without comma or capitals cannot be told from one that writes
/// "Nadia Begum"; matching looks at both orders.
pub(super) fn full_name(text: &str) -> Name {
    let (main, mut also, born) = apart(text);
    let (given, family) = match main.split_once(',') {
        Some((family, given)) => (without_title(given), without_title(family)),
        None => by_capitals(&without_title(&main)),
    };
    let (given, family) = (proper(&given), proper(&family));
    if let Some(born) = born {
        let born = proper(&born);
        also.push(if born.contains(' ') { born } else { format!("{given} {born}").trim().to_owned() });
    }
    Name { given, family, other_names: also }
}

/// A name from its own columns; either may hold a title or another name after "aka".
pub(super) fn in_columns(given: &str, middle: &str, family: &str) -> Name {
    let (given, mut also, _) = apart(given);
    let called = ["aka", "a.k.a", "alias", "known as"].iter().any(|word| family.to_lowercase().contains(word));
    let (family, more, born) = apart(family);
    let given = proper(&format!("{} {}", without_title(given.trim_matches(',')), middle.trim()));
    // "Davies (Jones)" or "Davies formerly Jones": another surname; "Davies aka KJ" is not.
    let surname = |name: String| if name.len() > 3 && !name.contains(' ') && !called { format!("{given} {name}") } else { name };
    also.extend(more.into_iter().map(surname));
    if let Some(born) = born {
        also.push(format!("{given} {}", proper(&born)).trim().to_owned());
    }
    Name { given, family: proper(family.trim_matches(',')), other_names: also }
}

/// Names in a column of other names: separated by ; / | or "aka", or by commas where they do not read "SURNAME, Forename".
pub(super) fn other_names(text: &str) -> Vec<String> {
    let (main, also, _) = apart(text);
    let mut names = Vec::new();
    for part in main.split([';', '/', '|', '\n']) {
        let surname_first =
            part.split_once(',').is_some_and(|(family, given)| is_capitals(family) && !given.contains(',') && !is_capitals(given));
        if surname_first {
            let name = full_name(part);
            names.push(format!("{} {}", name.given, name.family));
        } else {
            names.extend(part.split(',').map(nickname));
        }
    }
    names.extend(also);
    names.retain(|name| name.chars().any(char::is_alphabetic));
    names
}

/// The main name, the names after "aka", and the name after "née".
fn apart(text: &str) -> (String, Vec<String>, Option<String>) {
    // A name, a word like "aka" and another name are three words at least, or are held apart by signs.
    let plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '\'' | '-' | ',');
    if text.chars().all(plain) && text.split_whitespace().count() <= 2 {
        return (text.trim().to_owned(), Vec::new(), None);
    }
    let (text, mut also) = without_brackets(text);
    let lower = text.to_lowercase();
    // Lower case can be of another length in a few alphabets; there the markers are not looked for.
    let same = lower.len() == text.len();
    let mut cuts: Vec<(usize, usize, Mark)> = Vec::new();
    if same {
        for (words, mark) in [(&ALSO[..], Mark::Also), (&BORN[..], Mark::Born), (&CARE_OF[..], Mark::CareOf)] {
            for word in words {
                for (at, _) in lower.match_indices(word) {
                    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                    let (before, after) = (lower[..at].chars().next_back(), lower[at + word.len()..].chars().next());
                    let covered = cuts.iter().any(|(start, end, _)| at >= *start && at < *end);
                    if free(before) && free(after) && !covered {
                        cuts.push((at, at + word.len(), mark));
                    }
                }
            }
        }
    }
    cuts.sort_unstable();
    let main_end = cuts.first().map_or(text.len(), |cut| cut.0);
    let mut maiden = None;
    for (i, (_, end, mark)) in cuts.iter().enumerate() {
        let next = cuts.get(i + 1).map_or(text.len(), |cut| cut.0);
        let piece = text[*end..next].trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '-' | '.' | '/'));
        if piece.is_empty() {
            continue;
        }
        match mark {
            Mark::Born => maiden = Some(piece.to_owned()),
            Mark::Also => also.extend(piece.split(['/', ';', ',']).map(nickname).filter(|n| !n.is_empty())),
            Mark::CareOf => {}
        }
    }
    let main = text[..main_end].trim_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | ',' | ';'));
    (main.to_owned(), also, maiden)
}

/// The text without brackets and quotation marks, and the names that stood in them ("Katherine (Kate) Hart"). What has a word like
/// "aka" before or in it stays, and what is only a remark goes.
fn without_brackets(text: &str) -> (String, Vec<String>) {
    let (mut plain, mut names, mut rest) = (String::with_capacity(text.len()), Vec::new(), text);
    while let Some(open) = rest.find(['(', '[', '"', '“', '‘']) {
        let mark = rest[open..].chars().next().unwrap_or(' ');
        let closing = match mark {
            '(' => ')',
            '[' => ']',
            '“' => '”',
            '‘' => '’',
            other => other,
        };
        let inside = &rest[open + mark.len_utf8()..];
        let Some(close) = inside.find(closing) else { break };
        let (piece, before) = (inside[..close].trim(), rest[..open].trim());
        let lower = piece.to_lowercase();
        let marked = ALSO.iter().chain(&BORN).chain(&CARE_OF).any(|word| format!(" {lower} ").contains(&format!(" {word} ")));
        let before = format!(" {}", before.to_lowercase().trim_end_matches(':'));
        let announced = ALSO.iter().chain(&BORN).any(|word| before.ends_with(&format!(" {word}")));
        plain.push_str(&rest[..open]);
        plain.push(' ');
        let alone = plain.trim().is_empty() && inside[close + closing.len_utf8()..].trim().is_empty();
        if marked || announced || alone {
            plain.push_str(piece);
        } else if !REMARKS.contains(&lower.as_str()) && piece.chars().filter(|c| c.is_alphabetic()).count() >= 2 {
            names.extend(piece.split(['/', ';', ',']).map(|name| nickname(&without_title(name))).filter(|name| !name.is_empty()));
        }
        plain.push(' ');
        rest = &inside[close + closing.len_utf8()..];
    }
    plain.push_str(rest);
    (plain.replace(['(', ')', '[', ']', '"', '“', '”'], " "), names)
}

/// Another name: up to three capitals are initials ("KJ") and stay.
fn nickname(name: &str) -> String {
    let name = name.trim();
    if name.len() <= 3 { name.to_owned() } else { proper(name) }
}

fn without_title(name: &str) -> String {
    let is_title = |word: &str| TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str());
    let words: Vec<&str> = name.split_whitespace().collect();
    let kept: Vec<&str> = words.iter().copied().filter(|word| !is_title(word)).collect();
    // "Master" and "Miss" are also names: a name that is nothing but a title is kept.
    (if kept.is_empty() { words } else { kept }).join(" ")
}

/// Given and family names of a full name without a comma.
fn by_capitals(name: &str) -> (String, String) {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capitals = words.iter().filter(|w| is_capitals(w)).count();
    if capitals > 0 && capitals < words.len() {
        let of = |wanted: bool| words.iter().copied().filter(|w| is_capitals(w) == wanted).collect::<Vec<_>>().join(" ");
        return (of(false), of(true));
    }
    match words.split_last() {
        Some((family, given)) if !given.is_empty() => (given.join(" "), (*family).to_owned()),
        _ => (name.to_owned(), String::new()),
    }
}

fn is_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.next().is_some_and(char::is_uppercase) && letters.peek().is_some() && letters.all(char::is_uppercase)
}

/// The name with single spaces, and words wholly in capitals as names are written: "O'BRIEN-SMITH" → "O'Brien-Smith",
/// "MCDONALD" → "McDonald". Otherwise the letters stay as the list has them.
pub(super) fn proper(name: &str) -> String {
    let mut words = Vec::new();
    for word in name.split_whitespace() {
        if !is_capitals(word) {
            words.push(word.to_owned());
            continue;
        }
        let mut written = String::with_capacity(word.len());
        let mut start = true;
        for c in word.chars() {
            if start {
                written.push(c)
            } else {
                written.extend(c.to_lowercase())
            }
            start = !c.is_alphabetic() && c != '.';
        }
        if let Some(rest) = written.strip_prefix("Mc").filter(|rest| rest.len() > 2) {
            let mut letters = rest.chars();
            written = letters.next().map_or_else(String::new, |first| format!("Mc{}{}", first.to_uppercase(), letters.as_str()));
        }
        words.push(written);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (String, String, String) {
        let name = full_name(text);
        (name.given, name.family, name.other_names.join("; "))
    }

    #[test]
    fn full_names_are_taken_apart_however_the_list_writes_them() {
        for (text, given, family, other) in [
            ("BEGUM, Nadia", "Nadia", "Begum", ""),
            ("Nadia BEGUM", "Nadia", "Begum", ""),
            ("BEGUM Nadia", "Nadia", "Begum", ""),
            ("NADIA BEGUM", "Nadia", "Begum", ""),
            ("Nadia Begum", "Nadia", "Begum", ""),
            ("Miss Nadia Jane Begum", "Nadia Jane", "Begum", ""),
            ("O'BRIEN, Siân", "Siân", "O'Brien", ""),
            ("MCDONALD-Ó SÉ, Zoë", "Zoë", "McDonald-Ó Sé", ""),
            ("Kayden Ashworth aka KJ", "Kayden", "Ashworth", "KJ"),
            ("ASHWORTH, Kayden (a.k.a. Kay / Kaden Smith)", "Kayden", "Ashworth", "Kay; Kaden Smith"),
            ("Siân Davies née Jones", "Siân", "Davies", "Siân Jones"),
            ("Katherine (Kate) Hart", "Katherine", "Hart", "Kate"),
            ("HART, Katherine “Kate”", "Katherine", "Hart", "Kate"),
            ("Kayden Ashworth (known as KJ)", "Kayden", "Ashworth", "KJ"),
            ("Kayden Ashworth aka “KJ”", "Kayden", "Ashworth", "KJ"),
            ("Kayden Ashworth (LAC)", "Kayden", "Ashworth", ""),
            ("Kayden Ashworth (15)", "Kayden", "Ashworth", ""),
            ("Kayden Ashworth c/o Mrs Shaw", "Kayden", "Ashworth", ""),
            ("Siân Davies formerly Jones", "Siân", "Davies", "Jones"),
            ("Master Kayden Ashworth", "Kayden", "Ashworth", ""),
            ("Baby Hart", "Baby", "Hart", ""),
            ("O’Neil, Siân", "Siân", "O’Neil", ""),
            ("(Nadia Begum)", "Nadia", "Begum", ""),
            ("Nadia (Begum", "Nadia", "Begum", ""),
            ("Thi Lan Nguyen also known as Lan", "Thi Lan", "Nguyen", "Lan"),
            ("Nadia", "Nadia", "", ""),
            ("Renee Bornman", "Renee", "Bornman", ""),
        ] {
            assert_eq!(parts(text), (given.into(), family.into(), other.into()), "{text}");
        }
    }

    #[test]
    fn other_names_in_the_column_of_a_name() {
        let name = |given, family| {
            let name = in_columns(given, "", family);
            (name.given, name.family, name.other_names.join("; "))
        };
        assert_eq!(name("Siân", "Davies (Jones)"), ("Siân".into(), "Davies".into(), "Siân Jones".into()));
        assert_eq!(name("Siân", "Davies formerly Jones"), ("Siân".into(), "Davies".into(), "Siân Jones".into()));
        assert_eq!(name("Siân", "DAVIES née JONES"), ("Siân".into(), "Davies".into(), "Siân Jones".into()));
        assert_eq!(name("Siân (Shan)", "Davies aka Shan Jones"), ("Siân".into(), "Davies".into(), "Shan; Shan Jones".into()));
        assert_eq!(name("Miss Siân", "Davies c/o Beech House"), ("Siân".into(), "Davies".into(), String::new()));
    }

    #[test]
    fn other_names_are_a_list() {
        assert_eq!(other_names("KJ; Kaden Ashworth / ASHWORTH, Kade"), ["KJ", "Kaden Ashworth", "Kade Ashworth"]);
        assert_eq!(other_names("Kay, Kaz"), ["Kay", "Kaz"]);
    }
}
