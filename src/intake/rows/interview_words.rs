//! The words of a provider's file for the closed lists of interviews: by code, by label, or close to it.

use crate::intake::synonyms::squash;
use crate::interview::attempt::{LateReason, NotHeld};
use crate::interview::record::FindingKind;

/// What an outcome column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Held,
    NotHeld(NotHeld),
}

/// The entry of a closed list that a word means: by its code or label, else the only one whose label has the word in it.
pub(super) fn coded<T: Copy>(all: &[T], code: fn(T) -> &'static str, label: fn(T) -> &'static str, word: &str) -> Option<T> {
    let word = squash(word);
    let exact = all.iter().find(|entry| squash(code(**entry)) == word || squash(label(**entry)) == word);
    let mut within = all.iter().filter(|entry| word.len() >= 4 && squash(label(**entry)).contains(&word));
    exact.or_else(|| within.next().filter(|_| within.next().is_none())).copied()
}

/// The entries that a cell names, and the words that name none. Entries stand apart by ; or |, else by commas.
pub(super) fn coded_list<T: Copy + PartialEq>(
    all: &[T],
    code: fn(T) -> &'static str,
    label: fn(T) -> &'static str,
    cell: &str,
) -> (Vec<T>, Vec<String>) {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    let mut take = |word: &str| match coded(all, code, label, word) {
        Some(entry) if found.contains(&entry) => {}
        Some(entry) => found.push(entry),
        None => unknown.push(word.trim().to_owned()),
    };
    for part in cell.split([';', '|']).filter(|part| !part.trim().is_empty()) {
        // Labels have commas in them.
        match coded(all, code, label, part) {
            Some(_) => take(part),
            None => part.split(',').filter(|word| !word.trim().is_empty()).for_each(&mut take),
        }
    }
    (found, unknown)
}

/// A reason for not holding an interview, or that it was held; "other: words" gives the words.
pub(super) fn outcome(text: &str) -> Option<(Outcome, String)> {
    let word = squash(text);
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    let held = ["held", "completed", "complete", "interviewheld", "interviewcompleted", "done", "undertaken", "accepted", "no", "n"];
    if held.contains(&word.as_str()) {
        return Some((Outcome::Held, String::new()));
    }
    let (first, rest) = text.split_once([':', '(']).unwrap_or((text, ""));
    let rest = rest.trim().trim_end_matches(')').trim().to_owned();
    // By code or label exactly; a part of a label would take "carer" for a refusal by the carer.
    let whole = |text: &str| NotHeld::ALL.iter().find(|r| squash(r.code()) == squash(text) || squash(r.label()) == squash(text)).copied();
    if let Some(reason) = whole(text) {
        return Some((Outcome::NotHeld(reason), String::new()));
    }
    if let Some(reason) = whole(first) {
        return Some((Outcome::NotHeld(reason), rest));
    }
    let refused = has(&["declin", "refus", "didnotwant", "doesnotwant"]);
    let reason = match () {
        () if has(&["missingagain", "wentmissing", "stillmissing", "currentlymissing"]) => NotHeld::MissingAgain,
        () if refused && has(&["parent", "carer", "mother", "father", "mum", "dad", "family"]) => NotHeld::ParentRefused,
        () if has(&["notappropriate", "inappropriate"]) => NotHeld::NotAppropriate,
        () if has(&["hostauthority", "hostla", "outofarea", "outsidethearea", "otherla", "otherauthority"]) => NotHeld::HostAuthority,
        () if has(&["otheragency", "anotheragency", "otherprofessional", "anotherprofessional"]) => NotHeld::OtherAgency,
        () if refused => NotHeld::Declined,
        () if has(&["unabletoengage", "didnotengage", "notengage", "couldnotengage", "unabletocontact", "noresponse", "nocontact"]) => {
            NotHeld::UnableToEngage
        }
        () => return None,
    };
    Some((Outcome::NotHeld(reason), if squash(text) == squash(reason.label()) { String::new() } else { text.trim().to_owned() }))
}

/// A reason for holding it late; "other: words" gives the words.
pub(super) fn late_reason(text: &str) -> Option<(LateReason, String)> {
    let word = squash(text);
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    let (first, rest) = text.split_once([':', '(']).unwrap_or((text, ""));
    let whole =
        |text: &str| LateReason::ALL.iter().find(|r| squash(r.code()) == squash(text) || squash(r.label()) == squash(text)).copied();
    if let Some(reason) = whole(text) {
        return Some((reason, String::new()));
    }
    if let Some(reason) = whole(first) {
        return Some((reason, rest.trim().trim_end_matches(')').trim().to_owned()));
    }
    let reason = match () {
        () if has(&["latenotice", "latenotification", "notifiedlate", "informedlate", "latereferral", "referredlate"]) => {
            LateReason::LateNotice
        }
        () if has(&["capacity", "staffing", "staffshortage", "sickness", "workload", "noworker"]) => LateReason::Capacity,
        () if has(&["engage", "unabletocontact", "nocontact", "noanswer", "noresponse", "notreached"]) => LateReason::CouldNotEngage,
        () if has(&["notmeet", "unavailable", "notavailable", "rearranged", "rescheduled", "cancelled", "onholiday"]) => {
            LateReason::CouldNotMeet
        }
        () => return None,
    };
    Some((reason, text.trim().to_owned()))
}

/// "Fact: stays with an uncle" → what it rests on, and the words. Without such a beginning it is an opinion: the least that can be
/// claimed for it.
pub(super) fn finding(text: &str) -> (FindingKind, &str) {
    let kind =
        |head: &str| FindingKind::ALL.iter().find(|k| squash(k.code()) == squash(head) || squash(k.label()) == squash(head)).copied();
    match text.split_once(':').and_then(|(head, rest)| Some((kind(head)?, rest.trim()))) {
        Some(read) => read,
        None => (FindingKind::Opinion, text.trim()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interview::record::Push;

    #[test]
    fn every_reason_is_known_by_its_code_its_label_and_words_close_to_it() {
        for reason in NotHeld::ALL {
            for text in [reason.code(), reason.label()] {
                assert_eq!(outcome(text), Some((Outcome::NotHeld(*reason), String::new())), "{text}");
            }
        }
        for reason in LateReason::ALL {
            for text in [reason.code(), reason.label()] {
                assert_eq!(late_reason(text), Some((*reason, String::new())), "{text}");
            }
        }
        for (text, reason) in [
            ("Child declined", NotHeld::Declined),
            ("YP refused x3", NotHeld::Declined),
            ("Mum refused", NotHeld::ParentRefused),
            ("Did not engage", NotHeld::UnableToEngage),
            ("Host LA to complete", NotHeld::HostAuthority),
            ("another agency doing it", NotHeld::OtherAgency),
            ("YP went missing again", NotHeld::MissingAgain),
        ] {
            assert_eq!(outcome(text), Some((Outcome::NotHeld(reason), text.to_owned())), "{text}");
        }
        assert_eq!(outcome("Other: moved abroad"), Some((Outcome::NotHeld(NotHeld::Other), "moved abroad".into())));
        assert_eq!(outcome("Completed"), Some((Outcome::Held, String::new())));
        assert_eq!(outcome("pending"), None);
        assert_eq!(late_reason("staff sickness"), Some((LateReason::Capacity, "staff sickness".into())));
        assert_eq!(late_reason("Other (school trip)"), Some((LateReason::Other, "school trip".into())));
        assert_eq!(late_reason("because"), None);
    }

    #[test]
    fn a_cell_names_entries_by_code_or_label_whatever_stands_between_them() {
        let read = |cell| coded_list(Push::ALL, Push::code, Push::label, cell);
        let both = vec![Push::Conflict, Push::Abuse];
        for cell in ["conflict; abuse", "Conflict at home or placement; neglect, abuse or violence at home", "conflict, abuse|conflict"] {
            assert_eq!(read(cell), (both.clone(), vec![]), "{cell}");
        }
        assert_eq!(read("bullying, weather"), (vec![Push::Bullying], vec!["weather".to_owned()]));
    }

    #[test]
    fn a_finding_says_what_it_rests_on_or_is_an_opinion() {
        assert_eq!(finding("Child's words: he has a car"), (FindingKind::ChildsWords, "he has a car"));
        assert_eq!(finding("seems frightened: of whom?"), (FindingKind::Opinion, "seems frightened: of whom?"));
    }
}
