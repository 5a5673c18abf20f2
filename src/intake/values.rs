//! The words lists use for what the program has closed lists for.

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

/// The areas of UK postcodes (Royal Mail's Postcode Address File; with Jersey, Guernsey and the Isle of Man).
const POSTCODE_AREAS: &str = "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX \
    FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX \
    PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE";

/// A whole UK postcode as it is written, "M13 9PL", or `None`. Where a letter stands for a figure or the other way round (O and 0; I, L and
/// 1), what fits the form of a postcode and an area that there is, is meant.
pub(super) fn postcode(text: &str) -> Option<String> {
    let letters: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    if !(5..=7).contains(&letters.len()) || !letters.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let (outward, _) = letters.split_at(letters.len() - 3);
    let district = outward.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    // "S014" is no district, the nought is the O of Southampton; and no district has the letters I, L or O.
    let is_district = !(district.len() > 1 && district.starts_with('0')) && !district.contains(['I', 'L', 'O']);
    let as_written = is_district && is_area(&outward[..outward.len() - district.len()]);
    let meant = || whole_postcode(&corrected(&letters)?);
    if as_written { whole_postcode(&letters).or_else(meant) } else { meant().or_else(|| whole_postcode(&letters)) }
}

fn is_area(letters: &str) -> bool {
    POSTCODE_AREAS.split_ascii_whitespace().any(|area| area == letters)
}

/// A postcode in capitals without a space, with O and 0, and I, L and 1 as their places want them.
fn corrected(letters: &str) -> Option<String> {
    let letter = |c: char| match c {
        '0' => 'O',
        '1' => 'I',
        other => other,
    };
    let figure = |c: char| match c {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let chars: Vec<char> = letters.chars().collect();
    let area = [2, 1].into_iter().find(|n| {
        let area: String = chars[..*n].iter().map(|c| letter(*c)).collect();
        is_area(&area) && figure(chars[*n]).is_ascii_digit()
    })?;
    let inward = chars.len() - 3;
    let meant = |(i, c): (usize, &char)| if i < area || i > inward { letter(*c) } else { figure(*c) };
    // A word without a figure is no postcode.
    letters.bytes().any(|b| b.is_ascii_digit()).then(|| chars.iter().enumerate().map(meant).collect())
}

fn whole_postcode(letters: &str) -> Option<String> {
    let (out, within) = letters.split_at(letters.len() - 3);
    let inward = within.as_bytes();
    let fits = inward[0].is_ascii_digit() && inward[1..].iter().all(u8::is_ascii_alphabetic);
    let area = out.bytes().take_while(u8::is_ascii_alphabetic).count();
    (fits && (1..=2).contains(&area) && out.as_bytes().get(area).is_some_and(u8::is_ascii_digit)).then(|| format!("{out} {within}"))
}

/// The whole postcode at the end of an address.
pub(super) fn postcode_in(address: &str) -> Option<String> {
    let words: Vec<&str> = address.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    let last_two = words.len().checked_sub(2).map(|from| words[from..].concat());
    words.last().and_then(|w| postcode(w)).or_else(|| last_two.and_then(|two| postcode(&two)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_read_with_letters_for_figures_and_without_its_space() {
        for (written, meant) in [
            ("M13 9PL", "M13 9PL"),
            ("m139pl", "M13 9PL"),
            ("MI3 9PL", "M13 9PL"),
            ("LS1 lRH", "LS1 1RH"),
            ("LSI IRH", ""),
            ("LSI 1RH", "LS1 1RH"),
            ("0X1 4AA", "OX1 4AA"),
            ("S014 0YN", "SO14 0YN"),
            ("SO14 OYN", "SO14 0YN"),
            ("YO1O 5DD", "YO10 5DD"),
            ("1P4 1AA", "IP4 1AA"),
            ("EC1A 1BB", "EC1A 1BB"),
            ("E1O 5NN", "E10 5NN"),
            ("BOILER", ""),
            ("FLOOR1", ""),
            ("LS1", ""),
            ("ÄB1 1AA", ""),
        ] {
            assert_eq!(postcode(written).unwrap_or_default(), meant, "{written}");
        }
    }

    #[test]
    fn a_postcode_ends_an_address() {
        assert_eq!(postcode_in("17 Oak Road, Leeds LSI 1RH").as_deref(), Some("LS1 1RH"));
        assert_eq!(postcode_in("Flat 2, Boiler House"), None);
    }
}
