//! The words lists use for what the program has closed lists for.

pub(super) use super::postcodes::{postcode, postcode_in};
use super::synonyms::squash;
use crate::child::{CareStatus, Education, HealthNeed, MarkerKind, Nrm, Plan, Sex};
use crate::episode::{Category, Grade};

/// What a status column says of the child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Missing,
    /// Away, whereabouts known.
    Absent,
    Ended,
}

/// What a status column is told to hold when a word in it is not known.
pub(super) const STANDING_WORDS: &str =
    "missing, still missing, outstanding, open, absent, found, returned, located, closed, cancelled, safe and well";

/// A cell that says that nothing is known: "n/k", "unknown", "-" …
pub(super) fn says_nothing(text: &str) -> bool {
    let text = text.trim();
    // Called for every cell: nearly all are told from their first letter.
    let first = text.bytes().find(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase());
    if text.len() > 16 || first.is_some_and(|b| !b"nutba".contains(&b)) {
        return false;
    }
    let letters = squash(text);
    if letters.is_empty() {
        return text.is_ascii();
    }
    matches!(
        letters.as_str(),
        "na" | "nk" | "unknown" | "unk" | "notknown" | "tbc" | "tba" | "null" | "none" | "nil" | "notgiven" | "notrecorded" | "notprovided"
            | "norecord" | "notapplicable" | "blank" | "awaited" | "uk" if letters != "uk" || text.contains('/')
    )
}

/// Yes or no.
pub(super) fn yes_no(text: &str) -> Option<bool> {
    match squash(text).as_str() {
        "y" | "yes" | "true" | "t" | "1" | "x" => Some(true),
        "" if matches!(text.trim(), "✓" | "✔" | "☑") => Some(true),
        "n" | "no" | "false" | "f" | "0" | "none" | "nil" => Some(false),
        _ => None,
    }
}

pub(super) fn standing(text: &str) -> Option<Standing> {
    use Standing::*;
    let word = squash(text);
    match word.as_str() {
        "absent" | "away" | "awayfromplacement" | "awayfromplacementwithoutauthorisation" | "unauthorisedabsence" | "absence" => {
            return Some(Absent);
        }
        "os" | "open" | "live" | "current" | "ongoing" | "active" | "new" | "out" | "atlarge" | "m" => return Some(Missing),
        "rtn" | "rtnd" | "ret" | "back" | "home" | "canc" | "sw" | "saw" | "complete" | "completed" | "finalised" | "filed" | "ended"
        | "deceased" | "died" | "f" | "r" | "c" | "nolongermissing" | "atplacement" | "athome" => return Some(Ended),
        _ => {}
    }
    // "Not yet returned" and "still outstanding" speak of returning too, so what says "still out" is looked for first.
    if [
        "notfound",
        "notreturn",
        "notyet",
        "notlocated",
        "nottraced",
        "still",
        "outstanding",
        "remains",
        "unfound",
        "unlocated",
        "nottbefound",
    ]
    .iter()
    .any(|w| word.contains(w))
    {
        return Some(Missing);
    }
    let ended = [
        "found",
        "return",
        "rtn",
        "locat",
        "close",
        "cancel",
        "safe",
        "traced",
        "resolved",
        "recovered",
        "nolonger",
        "custody",
        "arrested",
    ];
    if ended.iter().any(|w| word.contains(w)) {
        return Some(Ended);
    }
    if word.contains("absent") {
        return Some(Absent);
    }
    (word.contains("missing") || word.contains("open") || word.starts_with("ongoing")).then_some(Missing)
}

/// Whether a status word leaves no doubt that the child is still out; "missing" alone can also be the category.
pub(super) fn category(text: &str) -> Option<Category> {
    let word = squash(text);
    match word.as_str() {
        "m" => Some(Category::Missing),
        "a" | "nar" | "noapparentrisk" => Some(Category::Absent),
        _ if word.contains("absen") || word.contains("away") || word.contains("unauthorised") => Some(Category::Absent),
        _ if word.contains("missing") || word.contains("mfh") || word.contains("misper") => Some(Category::Missing),
        _ => None,
    }
}

/// H/M/L and words; "absent" is the older word for no apparent risk. 1 to 5 are not read: forces count them both ways.
pub(super) fn grade(text: &str) -> Option<Grade> {
    let word = squash(text);
    let known = grade_word(&word);
    if known.is_some() {
        return known;
    }
    let word = ["riskassessment", "risklevel", "graded", "grade", "level"].iter().fold(word, |w, noise| w.replace(noise, ""));
    match word.strip_suffix("risk").unwrap_or(&word) {
        "h" | "high" | "hr" | "vh" | "veryhigh" | "critical" => Some(Grade::High),
        "m" | "med" | "medium" | "mr" | "standardmedium" => Some(Grade::Medium),
        "l" | "low" | "lr" => Some(Grade::Low),
        "vl" | "verylow" | "vlr" => Some(Grade::VeryLow),
        "nar" | "noapparent" | "absent" | "no" | "none" | "abs" | "noapparentriskabsent" => Some(Grade::NoApparentRisk),
        _ => ["1", "2", "3", "4", "5"].iter().find_map(|n| word.strip_prefix(n)).filter(|rest| !rest.is_empty()).and_then(grade_word),
    }
}

/// "3 - medium": the word after the number.
fn grade_word(word: &str) -> Option<Grade> {
    match word.strip_suffix("risk").unwrap_or(word) {
        "high" => Some(Grade::High),
        "medium" => Some(Grade::Medium),
        "low" => Some(Grade::Low),
        "verylow" => Some(Grade::VeryLow),
        "noapparent" | "absent" => Some(Grade::NoApparentRisk),
        _ => None,
    }
}

pub(super) fn sex(text: &str) -> Option<Sex> {
    match squash(text).as_str() {
        "f" | "female" | "girl" | "woman" | "2" | "transfemale" => Some(Sex::Female),
        "m" | "male" | "boy" | "man" | "1" | "transmale" => Some(Sex::Male),
        "u" | "unknown" | "x" | "nb" | "nonbinary" | "other" | "notrecorded" | "0" | "9" | "notstated" | "indeterminate" | "neither" => {
            Some(Sex::Unknown)
        }
        _ => None,
    }
}

/// Where a child is cared for. "LAC" and its like mean looked after by this authority.
pub(super) fn care_status(text: &str) -> Option<CareStatus> {
    if let Some(code) = CareStatus::ALL.iter().find(|c| squash(c.code()) == squash(text) || squash(c.label()) == squash(text)) {
        return Some(*code);
    }
    let word = squash(text);
    let has = |words: &[&str]| words.iter().any(|w| word.contains(w));
    let in_care = has(&[
        "lac",
        "cla",
        "cic",
        "looked",
        "incare",
        "carehome",
        "childrenshome",
        "childrenhome",
        "residential",
        "foster",
        "section20",
        "section31",
        "careorder",
        "ourchild",
        "secure",
    ]) || matches!(word.as_str(), "s20" | "s31" | "care" | "co" | "ico" | "kinship" | "mfc" | "placement");
    match word.as_str() {
        "cl" => Some(CareStatus::CareLeaver),
        "uasc" => Some(CareStatus::Unaccompanied),
        "home" | "family" | "familyhome" | "parents" | "mfh" | "notlac" | "nonlac" | "notlookedafter" | "notincare" | "livingathome" => {
            Some(CareStatus::AtHome)
        }
        _ if has(&["leaver", "leavingcare", "formerrelevant"]) => Some(CareStatus::CareLeaver),
        _ if has(&["unaccompanied", "uasc", "asylum"]) => Some(CareStatus::Unaccompanied),
        _ if has(&["supported", "semiindependent", "independentliving"]) => Some(CareStatus::SupportedAccommodation),
        _ if in_care && has(&["otherla", "other", "another", "elsewhere", "outofarea", "ooa", "otherauthority"]) => {
            Some(CareStatus::LookedAfterElsewhere)
        }
        _ if has(&["notlooked", "notincare", "notlac"]) => Some(CareStatus::AtHome),
        _ if in_care => Some(CareStatus::LookedAfter),
        _ if has(&["athome", "withparent", "withmother", "withfather", "withfamily", "parentalhome", "familyhome", "homeaddress"]) => {
            Some(CareStatus::AtHome)
        }
        _ => None,
    }
}

pub(super) fn marker(text: &str) -> Option<MarkerKind> {
    let word = squash(text);
    let has = |words: &[&str]| words.iter().any(|w| word.contains(w));
    match word.as_str() {
        "cl" => Some(MarkerKind::CountyLines),
        "ms" | "mds" | "ht" => Some(MarkerKind::Trafficking),
        "ocg" => Some(MarkerKind::Gangs),
        _ if has(&["cse", "sexual"]) => Some(MarkerKind::Cse),
        _ if has(&["countyline"]) => Some(MarkerKind::CountyLines),
        _ if has(&["cce", "criminalexploit"]) => Some(MarkerKind::Cce),
        _ if has(&["traffick", "slavery"]) => Some(MarkerKind::Trafficking),
        _ if has(&["gang", "organisedcrime", "ocg"]) => Some(MarkerKind::Gangs),
        _ if has(&["syv", "violence", "knife", "weapon"]) => Some(MarkerKind::SeriousYouthViolence),
        _ if has(&["radical", "extremis", "prevent", "terror"]) => Some(MarkerKind::Radicalisation),
        _ => None,
    }
}

pub(super) fn nrm(text: &str) -> Option<Nrm> {
    let word = squash(text);
    match word.as_str() {
        "rg" | "positiverg" | "rgpositive" => Some(Nrm::ReasonableGrounds),
        "cg" | "positivecg" | "cgpositive" => Some(Nrm::ConclusiveGrounds),
        _ if word.contains("negative") || word.contains("refused") || word.contains("rejected") => Some(Nrm::Negative),
        _ if word.contains("conclusive") => Some(Nrm::ConclusiveGrounds),
        _ if word.contains("reasonable") => Some(Nrm::ReasonableGrounds),
        _ if word.contains("refer") || word.contains("pending") || word.contains("submitted") || word == "nrm" => Some(Nrm::Referred),
        _ => yes_no(text).and_then(|yes| yes.then_some(Nrm::Referred)),
    }
}

pub(super) fn health(text: &str) -> Option<HealthNeed> {
    let word = squash(text);
    let has = |words: &[&str]| words.iter().any(|w| word.contains(w));
    match () {
        () if has(&["selfharm", "suicid", "overdose"]) => Some(HealthNeed::SelfHarm),
        () if has(&["pregnan", "expecting"]) => Some(HealthNeed::Pregnancy),
        () if has(&["mental", "camhs", "anxiety", "depress", "psychosis", "eatingdisorder", "ptsd"]) => Some(HealthNeed::MentalHealth),
        () if has(&["substance", "drug", "alcohol", "cannabis"]) => Some(HealthNeed::SubstanceUse),
        () if has(&["disab", "autis", "asd", "adhd", "learning", "ehcp", "wheelchair", "deaf", "blind", "hearing", "visual"]) => {
            Some(HealthNeed::Disability)
        }
        () if has(&["health", "medic", "asthma", "diabet", "epilep", "insulin", "allerg", "heart", "sickle", "inhaler"]) => {
            Some(HealthNeed::Health)
        }
        () => None,
    }
}

pub(super) fn education(text: &str) -> Option<Education> {
    let word = squash(text);
    let has = |words: &[&str]| words.iter().any(|w| word.contains(w));
    match yes_no(text) {
        Some(true) => return Some(Education::InSchool),
        Some(false) => return Some(Education::NotInEducation),
        None => {}
    }
    match () {
        () if has(&[
            "neet",
            "noted",
            "notinedu",
            "notineet",
            "notenrolled",
            "noschool",
            "missingeducation",
            "cme",
            "permanentlyexcluded",
            "excludedperm",
        ]) =>
        {
            Some(Education::NotInEducation)
        }
        () if has(&["riskofexcl", "atrisk", "suspen"]) => Some(Education::AtRiskOfExclusion),
        () if has(&["notattend", "nonattend", "persistentabsen", "poorattend", "refus", "truant"]) => Some(Education::NotAttending),
        () if has(&["alternative", "pru", "pupilreferral", "tuition", "homeed", "ehe"]) || word == "ap" => {
            Some(Education::AlternativeProvision)
        }
        () if has(&[
            "inschool",
            "fulltime",
            "mainstream",
            "attending",
            "school",
            "college",
            "enrolled",
            "ineducation",
            "eet",
            "specialschool",
        ]) =>
        {
            Some(Education::InSchool)
        }
        () => None,
    }
}

pub(super) fn plan(text: &str) -> Option<Plan> {
    let word = squash(text);
    match word.as_str() {
        "cp" | "cpp" | "cpplan" => Some(Plan::ChildProtection),
        "cin" | "cinplan" | "s17" | "section17" => Some(Plan::InNeed),
        _ if word.contains("protection") => Some(Plan::ChildProtection),
        _ if word.contains("inneed") => Some(Plan::InNeed),
        _ => None,
    }
}
