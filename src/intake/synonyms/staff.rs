//! The fields and known headers of lists of workers, and of the interviews of a provider who records elsewhere.

use super::Field;

pub(super) const WORKERS: &[Field] = {
    use Field::*;
    &[FullName, Given, Family, Sex, Team, Employer, Languages, WorkDays, WorkHours, Away, Capacity, Left, Ignore]
};

pub(super) const INTERVIEWS: &[Field] = {
    use Field::*;
    &[
        PoliceRef,
        FullName,
        Given,
        Family,
        HeldAt,
        HeldDate,
        HeldTime,
        HeldPlace,
        HeldBy,
        NotHeldReason,
        NotHeldNote,
        Approver,
        LateReason,
        CarerOnly,
        Confidentiality,
        RegardsAsMissing,
        Present,
        ChildsWords,
        LedTo,
        Where,
        WithWhom,
        Travelled,
        Hurt,
        Exploitation,
        Found,
        Received,
        Now,
        WouldStop,
        WouldHelpFind,
        CarersAccount,
        Analysis,
        Recommendations,
        PushFactors,
        PullFactors,
        PlaceKinds,
        NamedPeople,
        NamedPlaces,
        NamedVehicles,
        NamedPhones,
        Findings,
        Intelligence,
        ContactedAt,
        ContactedDate,
        ContactedTime,
        ContactedBy,
        Contacted,
        Channel,
        ContactOutcome,
        Offered,
        ContactNote,
        Ignore,
    ]
};

pub(super) const WORKER_WORDS: &[(Field, &str)] = {
    use Field::*;
    &[
        (FullName, "name|full name|worker|worker name|interviewer|practitioner|staff|staff name|name of worker|employee|officer"),
        (Given, "forename|first name|given name|given names|forenames"),
        (Family, "surname|last name|family name"),
        (Sex, "sex|gender|m f"),
        (Team, "team|team name|service|unit"),
        (Employer, "employer|employed by|organisation|organization|agency|provider|works for"),
        (Languages, "languages|language|languages spoken|speaks|other languages|languages beside english"),
        (WorkDays, "days|working days|work days|days worked|days of work|working pattern"),
        (WorkHours, "hours|working hours|work hours|times|shift|working times"),
        (Away, "away|leave|annual leave|days away|on leave|absence|absences|holiday|holidays|away dates"),
        (Capacity, "capacity|max cases|maximum cases|max|limit|caseload limit|maximum|max open|case limit"),
        (Left, "left|leaver|has left|left service|date left|leaving date"),
        (Ignore, "email|e mail|phone|telephone|mobile|notes|comments|job title|role|grade|manager|start date|base|office|id|staff number"),
    ]
};

pub(super) const INTERVIEW_WORDS: &[(Field, &str)] = {
    use Field::*;
    &[
        (
            PoliceRef,
            "police ref|police refs|police reference|police references|misper ref|misper refs|episodes|episode|episode ref|episode refs|episodes covered|references covered|references|reference|refs|ref|incident number|incident numbers|urn|log number|police log|fwin|cad|police number",
        ),
        (FullName, "name|full name|child|childs name|name of child|young person|young persons name|yp|yp name"),
        (Given, "forename|first name|given name"),
        (Family, "surname|last name|family name"),
        (
            HeldAt,
            "held at|held|interview held|held on|date and time held|date time held|interview date and time|interview date time|date and time of interview|date time of interview|completed at|interview completed|rhi completed|iri completed|interviewed at|when held",
        ),
        (
            HeldDate,
            "held date|date held|interview date|date of interview|date completed|completed date|date of rhi|date of iri|date of irhi|rhi date|iri date|date interviewed",
        ),
        (HeldTime, "held time|time held|interview time|time of interview|time completed|time of rhi|time of iri|rhi time|iri time"),
        (HeldPlace, "place|held place|place held|where held|location|interview place|interview location|venue|place of interview"),
        (HeldBy, "interviewer|held by|interviewed by|worker|practitioner|completed by|name of interviewer|interviewer name|who held it"),
        (
            NotHeldReason,
            "not held|reason not held|why not held|not completed|reason not completed|closed|closure reason|closed reason|reason closed|reason for closing|outcome|interview outcome|rhi outcome|iri outcome|irhi outcome|declined|status|result|declined or closed",
        ),
        (NotHeldNote, "not held note|rationale|closure note|closing note|reason in words|why not held in words|details of closure"),
        (Approver, "approver|approved by|agreed by|manager approving"),
        (
            LateReason,
            "late reason|reason late|reason for delay|delay reason|why late|reason over 72 hours|reason out of time|reason not in 72 hours",
        ),
        (CarerOnly, "carer only|only carer|only the carer spoken to|carer interview only"),
        (Confidentiality, "confidentiality explained|confidentiality|confidentiality explained y n"),
        (RegardsAsMissing, "regards as missing|child regards as missing|does the child regard it as missing|felt missing"),
        (Present, "who was there|present|those present|people present|who was present"),
        (ChildsWords, "childs own words|the childs own words|own words|childs words|voice of the child|child voice|childs views|yp voice"),
        (
            LedTo,
            "before what led to it|what led to it|led to|why missing|reason for going missing|reason missing|reasons for missing|before",
        ),
        (Where, "during where the child was|where the child was|where|where were they|whereabouts|where did they go"),
        (WithWhom, "during with whom|with whom|with|who with|who were they with|companions"),
        (Travelled, "during how the child travelled|how the child travelled|how travelled|travelled|travel|transport used"),
        (Hurt, "during hurt or threatened|hurt or threatened|hurt|harm|injured|harmed or threatened|harm suffered"),
        (
            Exploitation,
            "during signs of exploitation|signs of exploitation|exploitation|exploitation signs|exploitation concerns|exploitation indicators",
        ),
        (Found, "after how found or came back|how found or came back|how found|found|how returned|return"),
        (Received, "after how received|how received|received|reception|response on return"),
        (Now, "after how the child is now|how the child is now|now|how now|current wellbeing|how are they now"),
        (WouldStop, "what would stop it happening again|what would stop it|would stop|what would help|prevention|what would stop you"),
        (WouldHelpFind, "what would help to find the child next time|would help find|what would help find next time|help to find"),
        (
            CarersAccount,
            "the carers account|carers account|carer account|parents account|parent carer views|carers views|parent carer account",
        ),
        (Analysis, "analysis|worker analysis|assessment|risk analysis|practitioner analysis"),
        (Recommendations, "recommendations|recommendation|next steps|actions recommended|recommended actions"),
        (PushFactors, "push|push factors|push factor"),
        (PullFactors, "pull|pull factors|pull factor"),
        (PlaceKinds, "places|kinds of places|place types|types of place|kind of place"),
        (NamedPeople, "people|people named|persons|persons named|names|associates|names of associates"),
        (NamedPlaces, "named places|places named|addresses|addresses named|locations named"),
        (NamedVehicles, "vehicles|vehicles named|vehicle|cars|registrations|vrm"),
        (NamedPhones, "phones|phones named|telephones|phone numbers|telephones named|accounts|social media|usernames"),
        (Findings, "findings|finding|key findings|information learnt|learning"),
        (Intelligence, "intelligence|intel|intelligence for police|information for police|police intelligence|intelligence text"),
        (
            ContactedAt,
            "contacted at|contact attempted at|contact attempt|date and time of contact|date time of contact|contact date and time|contact date time|attempted at|date and time of attempt",
        ),
        (ContactedDate, "contacted date|contact date|date of contact|date contacted|date of attempt|attempt date"),
        (ContactedTime, "contacted time|contact time|time of contact|time contacted|time of attempt|attempt time"),
        (ContactedBy, "contacted by|contact attempted by|attempted by|who attempted contact"),
        (Contacted, "contacted|who was contacted|contact with|contact attempted with|person contacted"),
        (Channel, "channel|contact method|method of contact|how contacted|type of contact|contact type"),
        (ContactOutcome, "contact outcome|outcome of contact|result of contact|outcome of attempt"),
        (Offered, "offered|interview offered|rhi offered|iri offered|offer made|offered y n"),
        (ContactNote, "contact note|contact notes|notes of contact|note of contact"),
        (
            Ignore,
            "age|dob|date of birth|sex|gender|ethnicity|team|social worker|local authority|area|date offered|accepted|date of return|date returned|returned|date reported|date missing|referral date|date of referral|date received|comments|notes|row|id|case id|in time|within 72 hours",
        ),
    ]
};
