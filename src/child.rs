//! The child: who it is, where cared for, what is known of risk.

use crate::codes::{codes, ids};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

ids! {
    /// A child on the register, shown as `C17`.
    ChildId 'C';
}

codes! {
    /// Sex as recorded (SSDA903 codes F, M, U).
    Sex { Female = "F", "female"; Male = "M", "male"; Unknown = "U", "not recorded"; }
}

codes! {
    /// Where the child is cared for, and by whom.
    CareStatus {
        AtHome = "at-home", "at home";
        /// Looked after by this authority.
        LookedAfter = "looked-after", "looked after";
        /// Looked after by another authority, placed in this area.
        LookedAfterElsewhere = "looked-after-elsewhere", "looked after by another authority";
        Unaccompanied = "unaccompanied", "unaccompanied asylum-seeking";
        SupportedAccommodation = "supported-accommodation", "supported accommodation";
        CareLeaver = "care-leaver", "care leaver";
    }
}

impl CareStatus {
    /// In care in the sense of the looked-after / home split of the figures.
    pub fn in_care(self) -> bool {
        matches!(self, CareStatus::LookedAfter | CareStatus::LookedAfterElsewhere | CareStatus::Unaccompanied)
    }

    /// The few letters that a row of the board has room for.
    pub fn short(self) -> &'static str {
        match self {
            CareStatus::AtHome => "home",
            CareStatus::LookedAfter => "LAC",
            CareStatus::LookedAfterElsewhere => "LAC other",
            CareStatus::Unaccompanied => "UASC",
            CareStatus::SupportedAccommodation => "supported",
            CareStatus::CareLeaver => "care lvr",
        }
    }
}

codes! {
    /// A marker of exploitation or of harm outside the home.
    MarkerKind {
        Cse = "cse", "child sexual exploitation";
        Cce = "cce", "child criminal exploitation";
        CountyLines = "county-lines", "county lines";
        Trafficking = "trafficking", "trafficking / modern slavery";
        Gangs = "gangs", "gangs / organised crime";
        SeriousYouthViolence = "serious-youth-violence", "serious youth violence";
        Radicalisation = "radicalisation", "radicalisation";
    }
}

/// A marker on a child, with when and by whom it was set where that is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Marker {
    pub kind: MarkerKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_by: Option<String>,
}

codes! {
    /// State of a referral to the National Referral Mechanism.
    Nrm {
        Referred = "referred", "NRM referred";
        ReasonableGrounds = "reasonable-grounds", "NRM reasonable grounds";
        ConclusiveGrounds = "conclusive-grounds", "NRM conclusive grounds";
        Negative = "negative", "NRM negative";
    }
}

codes! {
    /// A need of health that bears on risk while missing.
    HealthNeed {
        Health = "health", "health need";
        SelfHarm = "self-harm", "self-harm";
        Pregnancy = "pregnancy", "pregnancy";
        Disability = "disability", "disability";
        MentalHealth = "mental-health", "mental health";
        SubstanceUse = "substance-use", "drugs or alcohol";
    }
}

codes! {
    /// Education status (the groups of Warwickshire fig 4, and in school).
    Education {
        InSchool = "in-school", "in school";
        AlternativeProvision = "alternative-provision", "alternative provision";
        AtRiskOfExclusion = "at-risk-of-exclusion", "at risk of exclusion";
        NotAttending = "not-attending", "not attending";
        NotInEducation = "not-in-education", "not in education";
    }
}

codes! {
    /// The statutory plan the child has.
    Plan { ChildProtection = "child-protection", "child protection plan"; InNeed = "in-need", "child in need plan"; }
}

codes! {
    /// How two children belong together, as somebody recorded it.
    RelationKind {
        Sibling = "sibling", "sibling";
        Twin = "twin", "twin";
        /// They live in one placement and are not of one family.
        SamePlacement = "same-placement", "same placement";
    }
}

/// What is held on a child. Everything but the name may be unknown; unknown is `None`, never a guess.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChildDetails {
    /// The authority's own identifier for the child (case system number).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nhs_number: Option<String>,
    /// The number police keep for the person (not for the episode).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub police_nominal: Option<String>,
    pub given: String,
    pub family: String,
    /// Other names in full: aka, née, earlier names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_names: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dob: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ethnicity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub care_status: Option<CareStatus>,
    /// Name of the home or carer the child is placed with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The authority that looks after the child, where it is not this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placing_authority: Option<String>,
    /// Looked after by this authority and placed outside its area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placed_out_of_area: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub education: Option<Education>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub social_worker: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locality: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub markers: Vec<Marker>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nrm: Option<Nrm>,
    /// `None`: not known whether there are any. An empty list: known to have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health: Option<Vec<HealthNeed>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub youth_justice: Option<bool>,
    /// True where the authority's caseload was loaded for this child, so that an absent marker means "none known".
    pub on_caseload: bool,
}

impl ChildDetails {
    /// "Nadia Begum".
    pub fn full_name(&self) -> String {
        [self.given.as_str(), self.family.as_str()].iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join(" ")
    }

    /// "Nadia B.", as a projected screen and a narrow row show it.
    pub fn short_name(&self) -> String {
        match self.family.chars().next() {
            Some(initial) if !self.given.is_empty() => format!("{} {}.", self.given, initial),
            _ => self.full_name(),
        }
    }

    /// Age in whole years on a day; `None` without a date of birth or before it.
    pub fn age_on(&self, day: NaiveDate) -> Option<u32> {
        self.dob.and_then(|dob| age_on(dob, day))
    }
}

/// Several records of one child as one: what the first knows, else what the next does; lists of all of them. The names the others
/// go by are other names. (Sorting out whose word is better is for people, on the record itself.)
pub fn combined(own: &ChildDetails, others: &[&ChildDetails]) -> ChildDetails {
    let mut all = own.clone();
    for other in others {
        macro_rules! filled {
            ($($field:ident),+) => { $( if all.$field.is_none() { all.$field.clone_from(&other.$field); } )+ };
        }
        // A home is one thing: half of it from another record would be a place where nobody lives.
        if all.address.is_none() && all.postcode.is_none() {
            (all.address, all.postcode) = (other.address.clone(), other.postcode.clone());
        }
        filled!(own_id, upn, nhs_number, police_nominal, dob, sex, ethnicity, care_status, placement, provider, placing_authority);
        filled!(placed_out_of_area, school, education, social_worker, team, locality, nrm, plan, youth_justice);
        if all.given.is_empty() && all.family.is_empty() {
            (all.given, all.family) = (other.given.clone(), other.family.clone());
        }
        let name = all.full_name();
        let names = std::iter::once(other.full_name()).chain(other.other_names.iter().cloned());
        unite(&mut all.other_names, names.filter(|other| !other.is_empty() && *other != name));
        let kinds: Vec<MarkerKind> = all.markers.iter().map(|marker| marker.kind).collect();
        unite(&mut all.markers, other.markers.iter().filter(|marker| !kinds.contains(&marker.kind)).cloned());
        if let Some(needs) = &other.health {
            unite(all.health.get_or_insert_default(), needs.iter().copied());
        }
        all.on_caseload |= other.on_caseload;
    }
    all
}

fn unite<T: PartialEq>(list: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    for one in more {
        if !list.contains(&one) {
            list.push(one);
        }
    }
}

/// Age in whole years on a day (UK local date); a child born on 29 February is a year older on 1 March.
pub fn age_on(dob: NaiveDate, day: NaiveDate) -> Option<u32> {
    let had_birthday = (day.month(), day.day()) >= (dob.month(), dob.day());
    u32::try_from(day.year() - dob.year() - i32::from(!had_birthday)).ok()
}

/// A child on the register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Child {
    pub id: ChildId,
    #[serde(flatten)]
    pub details: ChildDetails,
    /// Journal position of the last entry that changed this record.
    pub changed: i64,
}
