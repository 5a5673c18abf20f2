//! The fields a column can hold, and the headers that lists and caseloads are known to give them.

mod staff;

use super::columns::Kind;
use crate::codes::codes;
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

codes! {
    /// What a column can hold. The code is what `--map`, profiles and refused rows use; the label is for the mapping screen.
    #[derive(Default)]
    Field {
        PoliceRef = "police_ref", "police reference";
        OwnId = "own_id", "our own identifier of the child";
        Upn = "upn", "unique pupil number";
        NhsNumber = "nhs_number", "NHS number";
        PoliceNominal = "police_nominal", "police number of the person";
        FullName = "full_name", "full name";
        Given = "given", "given names";
        Middle = "middle", "middle names";
        Family = "family", "family name";
        OtherNames = "other_names", "other names";
        Dob = "dob", "date of birth";
        Age = "age", "age";
        Sex = "sex", "sex";
        Ethnicity = "ethnicity", "ethnicity";
        Address = "address", "address";
        AddressMore = "address_more", "further lines of the address";
        Postcode = "postcode", "postcode";
        CareStatus = "care_status", "care status";
        LookedAfter = "looked_after", "looked after (yes or no)";
        Placement = "placement", "placement";
        Status = "status", "status (missing or found)";
        IsMissing = "is_missing", "still missing (yes or no)";
        IsReturned = "is_returned", "returned (yes or no)";
        Category = "category", "category (missing or absent)";
        Grade = "grade", "police grade";
        LastSeen = "last_seen", "last seen, date and time";
        LastSeenDate = "last_seen_date", "last seen, date";
        LastSeenTime = "last_seen_time", "last seen, time";
        Reported = "reported", "reported, date and time";
        ReportedDate = "reported_date", "reported, date";
        ReportedTime = "reported_time", "reported, time";
        Returned = "returned", "returned, date and time";
        ReturnedDate = "returned_date", "returned, date";
        ReturnedTime = "returned_time", "returned, time";
        MissingFrom = "missing_from", "missing from";
        ReportedBy = "reported_by", "reported by";
        FoundWhere = "found_where", "where found";
        FoundHow = "found_how", "how found";
        Companions = "companions", "missing with";
        Notes = "notes", "notes";
        Provider = "provider", "provider of the placement";
        PlacingAuthority = "placing_authority", "authority that looks after the child";
        PlacedOutOfArea = "placed_out_of_area", "placed out of area (yes or no)";
        School = "school", "school";
        Education = "education", "education status";
        SocialWorker = "social_worker", "social worker";
        Team = "team", "team";
        Locality = "locality", "locality";
        Markers = "markers", "markers, as a list";
        Cse = "cse", "child sexual exploitation (yes, no or since when)";
        Cce = "cce", "child criminal exploitation (yes, no or since when)";
        CountyLines = "county_lines", "county lines (yes, no or since when)";
        Trafficking = "trafficking", "trafficking / modern slavery (yes, no or since when)";
        Gangs = "gangs", "gangs / organised crime (yes, no or since when)";
        SeriousYouthViolence = "serious_youth_violence", "serious youth violence (yes, no or since when)";
        Radicalisation = "radicalisation", "radicalisation (yes, no or since when)";
        Nrm = "nrm", "NRM referral";
        Health = "health", "health needs, as a list";
        HealthNeed = "health_need", "health need (yes or no)";
        SelfHarm = "self_harm", "self-harm (yes or no)";
        Pregnancy = "pregnancy", "pregnancy (yes or no)";
        Disability = "disability", "disability (yes or no)";
        MentalHealth = "mental_health", "mental health (yes or no)";
        SubstanceUse = "substance_use", "drugs or alcohol (yes or no)";
        Plan = "plan", "plan";
        ChildProtection = "child_protection", "child protection plan (yes or no)";
        InNeed = "in_need", "child in need plan (yes or no)";
        YouthJustice = "youth_justice", "youth justice (yes or no)";
        Employer = "employer", "employer";
        Languages = "languages", "languages beside English";
        WorkDays = "work_days", "days of the week at work";
        WorkHours = "work_hours", "hours at work";
        Away = "away", "days away";
        Capacity = "capacity", "open interviews they can carry";
        Left = "left", "has left (yes or no, or since when)";
        HeldAt = "held_at", "interview held, date and time";
        HeldDate = "held_date", "interview held, date";
        HeldTime = "held_time", "interview held, time";
        HeldPlace = "held_place", "where the interview was held";
        HeldBy = "held_by", "who held the interview";
        NotHeldReason = "not_held", "why the interview was not held";
        NotHeldNote = "not_held_note", "why it was not held, in words";
        Approver = "approver", "who approved that it was not held";
        LateReason = "late_reason", "why the interview was late";
        CarerOnly = "carer_only", "only the carer was spoken to (yes or no)";
        Confidentiality = "confidentiality_explained", "confidentiality explained (yes or no)";
        RegardsAsMissing = "regards_as_missing", "the child regards it as missing (yes or no)";
        Present = "present", "who was there";
        ChildsWords = "childs_words", "the child's own words";
        LedTo = "led_to", "what led to it";
        Where = "where", "where the child was";
        WithWhom = "with_whom", "with whom the child was";
        Travelled = "travelled", "how the child travelled";
        Hurt = "hurt", "hurt or threatened";
        Exploitation = "exploitation", "signs of exploitation";
        Found = "found", "how the child was found or came back";
        Received = "received", "how the child was received";
        Now = "now", "how the child is now";
        WouldStop = "would_stop", "what would stop it happening again";
        WouldHelpFind = "would_help_find", "what would help to find the child";
        CarersAccount = "carers_account", "the carer's account";
        Analysis = "analysis", "analysis";
        Recommendations = "recommendations", "recommendations";
        PushFactors = "push", "push factors";
        PullFactors = "pull", "pull factors";
        PlaceKinds = "places", "kinds of places the child was at";
        NamedPeople = "people", "people named";
        NamedPlaces = "named_places", "places named";
        NamedVehicles = "vehicles", "vehicles named";
        NamedPhones = "phones", "telephones and accounts named";
        Findings = "findings", "findings";
        Intelligence = "intelligence", "intelligence";
        ContactedAt = "contacted_at", "contact attempt, date and time";
        ContactedDate = "contacted_date", "contact attempt, date";
        ContactedTime = "contacted_time", "contact attempt, time";
        ContactedBy = "contacted_by", "who attempted contact";
        Contacted = "contacted", "whom contact was attempted with";
        Channel = "channel", "how contact was attempted";
        ContactOutcome = "contact_outcome", "what came of the contact attempt";
        Offered = "offered", "the interview was offered with it (yes or no)";
        ContactNote = "contact_note", "note of the contact attempt";
        #[default]
        Ignore = "ignore", "not used";
    }
}

/// Fields of the police list. The rest up to youth justice, but for `Ignore`, are of the caseload only.
const LIST: &[Field] = {
    use Field::*;
    &[
        PoliceRef,
        OwnId,
        Upn,
        NhsNumber,
        PoliceNominal,
        FullName,
        Given,
        Middle,
        Family,
        OtherNames,
        Dob,
        Age,
        Sex,
        Ethnicity,
        Address,
        AddressMore,
        Postcode,
        CareStatus,
        LookedAfter,
        Placement,
        Status,
        IsMissing,
        IsReturned,
        Category,
        Grade,
        LastSeen,
        LastSeenDate,
        LastSeenTime,
        Reported,
        ReportedDate,
        ReportedTime,
        Returned,
        ReturnedDate,
        ReturnedTime,
        MissingFrom,
        ReportedBy,
        FoundWhere,
        FoundHow,
        Companions,
        Notes,
        Ignore,
    ]
};

/// Fields of the police list that a caseload does not have.
const LIST_ONLY: &[Field] = {
    use Field::*;
    &[
        PoliceRef,
        Age,
        Status,
        IsMissing,
        IsReturned,
        Category,
        Grade,
        LastSeen,
        LastSeenDate,
        LastSeenTime,
        Reported,
        ReportedDate,
        ReportedTime,
        Returned,
        ReturnedDate,
        ReturnedTime,
        MissingFrom,
        ReportedBy,
        FoundWhere,
        FoundHow,
        Companions,
        Notes,
    ]
};

impl Field {
    /// Whether files of this kind have the field.
    pub fn of(self, kind: Kind) -> bool {
        match kind {
            Kind::List => LIST.contains(&self),
            Kind::Children => !LIST_ONLY.contains(&self) && (self <= Field::YouthJustice || self == Field::Ignore),
            Kind::Workers => staff::WORKERS.contains(&self),
            Kind::Interviews => staff::INTERVIEWS.contains(&self),
        }
    }

    /// Holds a date, or a date and a time.
    pub fn is_date(self) -> bool {
        use Field::*;
        matches!(
            self,
            Dob | LastSeen
                | LastSeenDate
                | Reported
                | ReportedDate
                | Returned
                | ReturnedDate
                | HeldAt
                | HeldDate
                | ContactedAt
                | ContactedDate
        )
    }
}

/// Headers by field, the surest first: where two columns claim a field, the one whose header stands earlier has it.
/// Compared without case, accents, spaces and punctuation. What both kinds of file say; then what only a list or a caseload says.
const BOTH: &[(Field, &str)] = {
    use Field::*;
    &[
        (
            OwnId,
            "own id|our id|mosaic id|mosaic no|mosaic number|mosaic|liquidlogic id|liquid logic id|ll id|lcs id|lcs number|lcs no|ics id|ics number|carefirst id|eclipse id|social care id|social care number|csc id|csc number|cs id|child id|child ref|child reference|childs id|client id|client number|swift id|local authority id|la id|la child id|system id|case number|case no|case id|case ref|case reference|child number|child no|record id|record number|id",
        ),
        (Upn, "upn|unique pupil number|upn number"),
        (NhsNumber, "nhs number|nhs no|nhs"),
        (
            PoliceNominal,
            "nominal|nominal number|nominal no|nominal id|nominal ref|nominal urn|niche nominal|niche id|pnc|pnc id|pnc number|pnc no|pncid|cro|person urn|person id|police person id|police nominal",
        ),
        (
            FullName,
            "full name|name|childs name|child name|name of child|child|missing person|missing person name|missing persons name|missing childs name|missing child|name of missing person|name of misper|name of young person|young person|young persons name|yp name|yp|misper name|misper|mp name|mp|mfh name|persons name|person|subject|subject name|nominal name|name in full|child young person|surname forename|surname first name|surname forenames|name surname first|surname and forename|forename surname|forename and surname|first name and surname|client name|names",
        ),
        (
            Given,
            "given name|given names|given|first name|first names|firstname|forename|forenames|forename s|christian name|fore name|fname|forename 1|forename1|first|first forename|1st name|preferred first name|legal first name|legal forename",
        ),
        (
            Middle,
            "middle name|middle names|middle|forename 2|forename2|second name|other forenames|other forename|second forename|middle initial",
        ),
        (Family, "family name|surname|last name|family|lastname|sname|family name s|surnames|sur name|legal surname|legal last name"),
        (
            OtherNames,
            "other names|aka|a k a|alias|aliases|also known as|known as|other name|maiden name|nickname|nicknames|street name|preferred name|previous name|previous names|former name|former names|alternative names|alias names|other surname|other surnames|nee|other names used",
        ),
        (Dob, "date of birth|dob|d o b|birth date|birthdate|born|date born|birthday|d of b|dob ddmmyyyy|date of birth dob"),
        (Sex, "sex|gender|m f|mf|male female|sex m f|gender m f|f m|sex gender|gender identity|sex at birth"),
        (
            Ethnicity,
            "ethnicity|ethnic origin|ethnic group|ethnic|self defined ethnicity|sde|ethnic appearance|ic code|ethnic code|officer defined ethnicity|ethnic background|ethnicity code|ethnicity description",
        ),
        (
            Address,
            "home address|address|addr|current address|residence|residential address|address of child|full address|normal address|usual address|childs address|address full|address line 1|address 1|place of residence|lives at|home addr|living at|full home address|last known address",
        ),
        (
            AddressMore,
            "address line 2|address 2|address line 3|address 3|address line 4|address 4|town|city|town city|county|street|address2|address3|home town",
        ),
        (
            Postcode,
            "postcode|post code|home postcode|p code|pcode|postal code|zip|address postcode|postcode of home|home post code|postcode home",
        ),
        (
            CareStatus,
            "care status|legal status|looked after status|lac status|cla status|care type|living arrangements|living arrangement|in care or home|home or care|home care|looked after or home|looked after home|status of care|child status|type of placement|placement type|accommodation type|accommodation|social care status|csc status|cic status|lac type|home lac|lac home|mfh mfc|mfc mfh|care home or family home",
        ),
        (
            LookedAfter,
            "looked after|lac|cla|cic|lac y n|cla y n|cic y n|lac yes no|looked after child|child looked after|child in care|in care|in care y n|our child|our children|looked after y n|is lac|lac cla|lac cic|looked after child y n|is the child looked after|child in care y n|in la care",
        ),
        (
            Placement,
            "placement|placement name|placement address|care home|childrens home|home name|placed at|name of placement|carer|foster carer|foster carers|care home name|name of care home|residential home|name of home|unit|placement details|care provider|name of childrens home|placement home|current placement|placement carer",
        ),
    ]
};

const LIST_WORDS: &[(Field, &str)] = {
    use Field::*;
    &[
        (
            PoliceRef,
            "police ref|police reference|police reference number|misper ref|misper reference|misper no|misper number|misper id|misper urn|missing ref|missing reference|missing person ref|missing person reference|missing person number|missing person no|missing person id|mp ref|mp reference|mp number|mp no|mfh ref|mfh number|mfh no|compact ref|compact reference|compact no|compact number|compact id|compact|niche ref|niche reference|niche occurrence|niche occ|niche no|niche number|niche|police urn|urn|unique reference number|urn no|unique reference|unique ref|occurrence|occurrence no|occurrence number|occurrence ref|occ|occ no|occ number|occ ref|incident number|incident no|incident ref|incident reference|incident id|incident|inc no|inc number|inc|police incident number|police log|police log number|police log no|log number|log no|log ref|log|command and control log|storm log|storm ref|storm|crime ref|crime reference|crime number|athena ref|athena investigation|athena|connect ref|connect|investigation number|gmp ref|gmp number|gmp log|gmp reference|fwin|fwin no|fwin number|cad|cad ref|cad no|cad number|atlas|episode ref|episode reference|episode number|episode id|report number|report no|report ref|reference|reference number|reference no|ref|ref no|ref number|case ref|case reference|police number|police no|record number|id|number",
        ),
        (
            Age,
            "age|age years|age in years|age yrs|current age|age at report|age at time|age now|age when missing|age at time of report|age at missing",
        ),
        (
            Status,
            "status|current status|missing status|episode status|outcome|state|current state|missing found|status missing found|found missing|o s returned|outstanding found|still missing or found|position|update status|case status|report status|incident status|open closed|result|current position|status now|missing returned|outcome status",
        ),
        (
            IsMissing,
            "still missing|outstanding|still outstanding|currently missing|still missing y n|outstanding y n|missing y n|is missing|currently missing y n|still missing yes no",
        ),
        (
            IsReturned,
            "returned y n|found y n|located y n|has returned|has child returned|has the child returned|returned yes no|found yes no|closed|cancelled|closed y n|cancelled y n|is returned|is found|back y n|safe and well",
        ),
        (
            Category,
            "category|missing category|episode type|episode category|missing or absent|missing absent|absent missing|absent or missing|type of episode|report type|incident type|classification|missing type|type|m a|category of episode|incident category|missing classification",
        ),
        (
            Grade,
            "police grade|grade|grading|risk|risk level|risk grade|risk grading|police risk|police risk level|police risk grade|police risk assessment|risk assessment|risk category|current risk|risk rating|risk status|level of risk|risk classification|gmp risk|police grading|initial risk|misper risk|risk h m l|hml|h m l|missing risk|risk assessed|final risk|risk level police|missing person risk",
        ),
        (
            LastSeen,
            "last seen|last seen date and time|last seen date time|last seen datetime|date time last seen|date and time last seen|when last seen|last seen on|last seen at|missing since|missing from date|missing from date time|date time missing|date and time missing|missing date time|missing date and time|date missing from|time and date last seen|last seen time and date|last seen when|went missing|left home|left placement|left at|time left|last contact|missing start|start of episode|start|started|start date time|start date and time|episode start|mis start|absent since|last known sighting|last sighting|missing episode start|missing|date time went missing|left|time date last seen|missing on",
        ),
        (
            LastSeenDate,
            "last seen date|date last seen|missing date|date missing|start date|date went missing|date of missing|date left|episode start date|missing start date|date from|from date|date of missing episode|missing episode start date",
        ),
        (
            LastSeenTime,
            "last seen time|time last seen|missing time|time missing|start time|time went missing|time of missing|episode start time|missing start time|time from|time since|last seen hrs",
        ),
        (
            Reported,
            "reported|date time reported|date and time reported|reported date time|reported date and time|reported datetime|reported missing|reported at|reported on|when reported|date time of report|date and time of report|report date time|report date and time|time and date reported|date time reported missing|date and time reported missing|reported to police|call received|received|date time received|log created|created|opened|date time opened|report made|reported to police date time|reported missing at|reported missing on|incident date time|date time of incident|report created|date time created|recorded|date time recorded|raised",
        ),
        (
            ReportedDate,
            "date reported|reported date|report date|date of report|date reported missing|reported missing date|incident date|date of incident|date received|date opened|date created|created date|date recorded|date raised|police report date",
        ),
        (
            ReportedTime,
            "time reported|reported time|report time|time of report|time reported missing|reported missing time|incident time|time of incident|time received|time opened|time created|police report time",
        ),
        (
            Returned,
            "returned|found|located|date time returned|date and time returned|returned date time|returned date and time|date time found|date and time found|found date time|found date and time|date time located|date and time located|located date time|when found|when returned|returned at|found at|rtn|rtnd|rtn d|rtned|return|return time and date|return date time|return date and time|date time of return|date and time of return|date time rtn|rtn date time|end of episode|episode end|end|ended|end date time|end date and time|mis end|missing end|date time closed|date and time closed|closed at|traced|date time traced|recovered|cancelled at|date time cancelled|returned on|found on|time and date returned|time and date found|returned home|returned when|return datetime|returned datetime|missing episode end|missing to|missing until|back|safe and well date|resolved|date time resolved|date and time cancelled",
        ),
        (
            ReturnedDate,
            "date returned|returned date|return date|date of return|date found|found date|date located|located date|end date|date closed|closed date|date rtn|rtn date|date ended|episode end date|date cancelled|cancelled date|missing end date|date to|to date|date traced|missing episode end date|date of found|date resolved",
        ),
        (
            ReturnedTime,
            "time returned|returned time|return time|time of return|time found|found time|time located|located time|end time|time closed|closed time|time rtn|rtn time|time ended|episode end time|time cancelled|missing end time|time to|time traced|returned hrs",
        ),
        (
            MissingFrom,
            "missing from|location missing from|place missing from|missing from address|address missing from|missing from location|lkp|last known place|last known location|last location|last seen location|last seen at location|location last seen|place last seen|last seen where|where last seen|last seen place|last seen address|location|venue|incident location|missing location|missing from where|from where|where missing from|place last known|missing from home or care|missing from home care|address of incident|incident address",
        ),
        (
            ReportedBy,
            "reported by|informant|person reporting|reporting person|caller|who reported|reportee|informant name|reported missing by|name of informant|reporter|rp",
        ),
        (
            FoundWhere,
            "found where|where found|found location|location found|place found|located where|located at|where located|returned to|return location|returned where|found address|address found|place located|location on return|found at location|recovered from|location returned|place of return|address returned to|location of return|traced at|found place",
        ),
        (
            FoundHow,
            "how found|found how|found by|how returned|how located|return method|located by|method of return|returned by|how did they return|manner of return|circumstances of return|return circumstances|how was child found|found circumstances|return details|found details",
        ),
        (
            Companions,
            "missing with|companions|with|with whom|companion|associates|associate|in company with|in company of|others missing|also missing|missing with others|believed with|linked to|accompanied by|in the company of|believed to be with|friends|linked missing",
        ),
        (
            Notes,
            "notes|circs|circumstances|circumstances of missing|details|comments|comment|remarks|summary|narrative|mo|synopsis|free text|brief circumstances|brief circs|additional information|additional info|further information|other information|other info|info|information|update|updates|latest update|police update|concerns|description of incident|incident summary|reason missing|reason|risk factors|vulnerabilities|vulnerability|rationale|risk rationale|background|warning markers|actions|enquiries|note|incident details|circumstances summary|latest",
        ),
        (
            Ignore,
            "oic|officer in case|officer in the case|officer|investigating officer|officer dealing|dealing officer|supervisor|supervising officer|sgt|sergeant|inspector|collar number|collar no|force|division|district|beat|bcu|sector|ward|area|borough|lpa|station|police station|neighbourhood|team|misper team|missing from home officer|mfh officer|mfh team|coordinator|missing coordinator|row|row no|line|line number|no|item|serial|s no|sr no|count|height|build|hair|hair colour|eyes|eye colour|clothing|description|photo|photograph|phone|phone number|mobile|mobile number|telephone|tel|email|social media|hours missing|time missing for|duration|length of time missing|duration missing|missing for|total hours missing|days missing|hrs missing|total time missing|length of episode|number of episodes|no of episodes|no of times missing|times missing|previous episodes|previous missing|number of times missing|no of previous|total episodes|missing episodes|repeat|repeat misper|frequent misper|first time missing|school|social worker|sw|allocated social worker|allocated worker|worker|parent|parents|parent carer|mother|father|next of kin|nok|guardian|contact|contact number|rhi|iri|return interview|rhi offered|rhi required|philomena|herbert|last updated|last update by|updated by|created by|nationality|language|interpreter|religion|day|day of week|month|week|year|quarter|local authority|authority|la|review date|next review|strategy meeting|referral|marker|markers|warning|flag|flags|cse|cce|cse marker|cse risk|reviewed by|mash|distribution",
        ),
    ]
};

const CHILDREN_WORDS: &[(Field, &str)] = {
    use Field::*;
    &[
        (
            OwnId,
            "id|ref|reference|reference number|ref no|unique id|identifier|person id|number|urn|unique reference number|child unique id|childs unique id|ssd id|child",
        ),
        (
            Provider,
            "provider|placement provider|provider name|care provider name|agency|placement agency|fostering agency|name of provider|ifa",
        ),
        (
            PlacingAuthority,
            "placing authority|placing la|placing local authority|responsible authority|responsible la|owning authority|owning la|home authority|looked after by|responsible local authority|originating authority|host authority|placed by",
        ),
        (
            PlacedOutOfArea,
            "placed out of area|out of area|ooa|out of area placement|placed ooa|oob|out of borough|ooa placement|placed outside area|out of area y n|placed out of borough|out of county",
        ),
        (
            School,
            "school|school name|education provision|education setting|establishment|name of school|college|school college|current school|educational establishment|school attended|educational placement",
        ),
        (
            Education,
            "education status|education|school status|attendance status|in education|education employment status|eet status|neet|attendance|eet|educational status|education situation",
        ),
        (
            SocialWorker,
            "social worker|sw|allocated worker|allocated social worker|worker|key worker|keyworker|lead professional|allocated sw|case worker|caseworker|lead worker|current worker|social worker name|sw name|named social worker|childs social worker",
        ),
        (
            Team,
            "team|social work team|team name|sw team|worker team|allocated team|responsible team|service team|social worker team|current team",
        ),
        (Locality, "locality|area|district|neighbourhood|ward|cluster|hub area|locality area|north central south|patch|region"),
        (
            Markers,
            "markers|marker|exploitation markers|exploitation marker|flags|flag|alerts|alert|hazards|risk markers|warning markers|exploitation|concerns|exploitation flags|risk flags|exploitation concerns|exploitation type|warnings|exploitation risk",
        ),
        (Cse, "cse|child sexual exploitation|cse marker|cse flag|cse y n|cse risk|sexual exploitation|cse date|cse since|at risk of cse"),
        (
            Cce,
            "cce|child criminal exploitation|cce marker|cce flag|cce y n|criminal exploitation|cce date|cce risk|cce since|at risk of cce",
        ),
        (CountyLines, "county lines|county lines marker|county lines flag|cl|county line|county lines y n|county lines date"),
        (
            Trafficking,
            "trafficking|trafficked|modern slavery|trafficking modern slavery|trafficking marker|human trafficking|modern day slavery|mds|trafficking y n|modern slavery y n|trafficking flag",
        ),
        (
            Gangs,
            "gangs|gang|organised crime|gangs organised crime|ocg|gang affiliation|gang marker|gang involvement|gang affiliated|gangs y n|gang flag|gangs marker|ocg links",
        ),
        (
            SeriousYouthViolence,
            "serious youth violence|syv|youth violence|serious violence|knife crime|syv y n|serious youth violence y n|syv marker",
        ),
        (Radicalisation, "radicalisation|radicalization|prevent|extremism|channel|radicalisation y n|terrorism|radicalisation marker"),
        (Nrm, "nrm|nrm status|nrm referral|national referral mechanism|nrm state|nrm decision|nrm outcome|nrm stage|nrm referral status"),
        (
            Health,
            "health needs|health need list|disability health needs|disability health|health and disability|medical needs|additional needs|health conditions|medical|health|disability or health needs|health issues|medical conditions|disabilities and health needs|disability health need|vulnerabilities",
        ),
        (HealthNeed, "health need|health need y n|medical need|medical need y n|physical health"),
        (SelfHarm, "self harm|self harm y n|selfharm|self harm risk|suicide self harm|self harm suicide|suicide risk|self injury"),
        (Pregnancy, "pregnancy|pregnant|pregnant y n|is pregnant|pregnancy y n"),
        (Disability, "disability|disabled|disabilities|disability y n|send|sen|disability type|disabled y n|ehcp|learning disability"),
        (MentalHealth, "mental health|mental health need|mental health y n|camhs|mental ill health|emotional health|mental health needs"),
        (
            SubstanceUse,
            "substance use|substance misuse|drugs or alcohol|drugs alcohol|alcohol drugs|drugs and alcohol|substance misuse y n|drug use|substances|drugs|alcohol or drugs",
        ),
        (
            Plan,
            "plan|plan type|cp cin|cin cp|cp or cin|current plan|plan status|type of plan|child protection or in need plan|cp cin plan|statutory plan|case type|case status|plan category",
        ),
        (
            ChildProtection,
            "child protection|child protection plan|cp|cp plan|cpp|cp y n|on cp plan|subject to cp plan|child protection y n|subject to cpp|child protection plan y n|cp status",
        ),
        (
            InNeed,
            "child in need|child in need plan|cin|cin plan|cin y n|in need|child in need y n|in need plan|cin status|child in need plan y n",
        ),
        (
            YouthJustice,
            "youth justice|youth justice involvement|yjs|yot|youth offending|yos|open to yjs|open to yot|yjs involvement|yot involvement|youth justice y n|youth offending team|known to yjs|known to yot|youth justice service|yot yjs",
        ),
        (
            Ignore,
            "age|current age|phone|phone number|mobile|email|telephone|manager|team manager|iro|independent reviewing officer|case opened|date opened|opened|open date|date became looked after|date looked after|row|row no|line|no|notes|comments|case notes|language|religion|nationality|interpreter|parent|mother|father|next of kin|gp|nursery|year group|year|school year|last visit|last visit date|next review|review date|start date|end date|placement start|placement start date|placement end date|legal status date|cp start date|category of abuse|unique reference|police ref|status",
        ),
    ]
};

/// A header as it is compared: ASCII letters and digits in lower case, everything else left out ("D.O.B." → "dob").
pub(super) fn squash(header: &str) -> String {
    if header.is_ascii() {
        return header.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase() as char).collect();
    }
    header.nfkd().filter(|c| !is_combining_mark(*c)).filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// What a header means, and how sure that is: 0 surest.
pub(super) type Meaning = (Field, u16);
type Words = HashMap<String, Meaning>;

fn words(kind: Kind, own: &[(Field, &str)], shared: &[(Field, &str)]) -> Words {
    let mut words = Words::new();
    // A kind's own words stand before the shared ones, and every code of the program itself means its field.
    for (field, synonyms) in own.iter().chain(shared) {
        for (rank, synonym) in synonyms.split('|').enumerate() {
            words.entry(squash(synonym)).or_insert((*field, rank as u16));
        }
    }
    for field in Field::ALL.iter().filter(|f| f.of(kind)) {
        words.entry(squash(field.code())).or_insert((*field, 0));
    }
    words
}

/// The headers known for a kind of file, squashed.
pub(super) fn known(kind: Kind) -> &'static Words {
    static OF_LISTS: LazyLock<Words> = LazyLock::new(|| words(Kind::List, LIST_WORDS, BOTH));
    static OF_CASELOADS: LazyLock<Words> = LazyLock::new(|| words(Kind::Children, CHILDREN_WORDS, BOTH));
    static OF_WORKERS: LazyLock<Words> = LazyLock::new(|| words(Kind::Workers, staff::WORKER_WORDS, &[]));
    static OF_INTERVIEWS: LazyLock<Words> = LazyLock::new(|| words(Kind::Interviews, staff::INTERVIEW_WORDS, &[]));
    match kind {
        Kind::List => &OF_LISTS,
        Kind::Children => &OF_CASELOADS,
        Kind::Workers => &OF_WORKERS,
        Kind::Interviews => &OF_INTERVIEWS,
    }
}
