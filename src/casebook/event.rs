//! The events of the journal. Once landed an event is for ever: change one only by a new kind or a new version with an upcast.

use crate::child::{ChildDetails, ChildId, RelationKind};
use crate::codes::ids;
use crate::episode::{EpisodeDetails, EpisodeId, Moment};
use crate::interview::attempt::{Attempt, Booking, Closure};
use crate::interview::record::{Covered, Held, InterviewId, InterviewRecord};
use crate::interview::sharing::SentLine;
use crate::interview::worker::{Wishes, WorkerDetails, WorkerId};
use crate::meeting::agenda::{About, ItemId, Left, NewItem};
use crate::meeting::assessment::{AssessmentId, ToolResult};
use crate::meeting::attendance::Opening;
use crate::meeting::business::{BusinessDetails, BusinessId};
use crate::meeting::decision::{Action, ActionId, DecisionId, Dissent, Due, Outcome, Shown};
use crate::meeting::record::MeetingId;
use crate::meeting::register::ActionEnd;
use crate::report::panel::Discussed;
use crate::report::tracker::{ReportedMonth, TrackerReview};
use crate::triage::Band;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

ids! {
    /// A police list that was loaded, shown as `L3`.
    ListId 'L';
    /// A row that was refused and is kept until put right, shown as `R8`.
    RefusedId 'R';
}

/// One change, as the journal holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    /// The first entry of every hub.
    HubMade {
        name: String,
        training: bool,
    },
    ChildAdded {
        child: ChildId,
        details: ChildDetails,
        source: Source,
    },
    /// The whole new record, and what differs from the one before.
    ChildChanged {
        child: ChildId,
        details: ChildDetails,
        changes: Vec<Change>,
        source: Source,
    },
    ListLoaded {
        list: ListId,
        loaded: ListLoaded,
    },
    EpisodeReported {
        episode: EpisodeId,
        child: Option<ChildId>,
        details: EpisodeDetails,
        line: Line,
        #[serde(default)]
        candidates: Vec<Candidate>,
    },
    /// The whole new record, and what differs. `returned`: with it the hub received notice of the return.
    EpisodeChanged {
        episode: EpisodeId,
        details: EpisodeDetails,
        changes: Vec<Change>,
        #[serde(default)]
        returned: bool,
        line: Option<Line>,
    },
    /// A person said who the child of an episode is. `rejected`: "not the same child", remembered for ever.
    ChildIdentified {
        episode: EpisodeId,
        child: ChildId,
        #[serde(default)]
        rejected: Vec<ChildId>,
    },
    RowRefused {
        refused: RefusedId,
        row: RefusedRow,
    },
    /// A refused row was corrected and taken; `episode` is what it became part of.
    RowPutRight {
        refused: RefusedId,
        cells: BTreeMap<String, String>,
        episode: EpisodeId,
    },
    /// A refused row that will not be taken, and why (a test row, an adult).
    RowSetAside {
        refused: RefusedId,
        reason: String,
    },
    DecisionRecorded {
        decision: DecisionId,
        /// `None`: on a piece of business.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        episode: Option<EpisodeId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        business: Option<BusinessId>,
        child: Option<ChildId>,
        outcomes: Vec<Outcome>,
        rationale: String,
        #[serde(default)]
        actions: Vec<Action>,
        #[serde(default)]
        next_review: Option<NaiveDate>,
        band: Option<Band>,
        rules_version: Option<String>,
        #[serde(default)]
        replaces: Option<DecisionId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shown: Option<Shown>,
        /// Agencies that decided it jointly; empty: the meeting as a whole.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        agencies: Vec<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        dissent: Vec<Dissent>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        panel: Option<String>,
    },
    /// The chair set another band than the rules. `band: None` takes the override back.
    BandOverridden {
        episode: EpisodeId,
        band: Option<Band>,
        rules_band: Option<Band>,
        reason: String,
    },
    /// How the columns of a source's lists are read, under a name; used from then on for lists with the same header.
    ProfileSaved {
        name: String,
        profile: Profile,
    },
    WorkerAdded {
        worker: WorkerId,
        details: WorkerDetails,
    },
    /// The whole new record, and what differs from the one before.
    WorkerChanged {
        worker: WorkerId,
        details: WorkerDetails,
        changes: Vec<Change>,
    },
    /// What a child wishes about who interviews it: the whole of it, as last said.
    WishesRecorded {
        child: ChildId,
        wishes: Wishes,
    },
    /// An interview was given to a worker. `from`: whom it was taken over from; the handover is open until accepted.
    InterviewAllocated {
        episode: EpisodeId,
        worker: WorkerId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<WorkerId>,
        /// Why somebody who is not independent holds it, or why it was handed over.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    HandoverAccepted {
        episode: EpisodeId,
        worker: WorkerId,
        /// Who accepted it, by name: the worker, or somebody for them; `None` in entries from before that was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
    ContactAttempted {
        episode: EpisodeId,
        attempt: Attempt,
    },
    InterviewBooked {
        episode: EpisodeId,
        booking: Booking,
    },
    BookingCancelled {
        episode: EpisodeId,
        reason: String,
    },
    InterviewHeld {
        interview: InterviewId,
        held: Held,
    },
    /// The marks were put right: the whole new coverage of the interview, and why it changed.
    CoverageChanged {
        interview: InterviewId,
        covers: Vec<Covered>,
        reason: String,
    },
    /// The whole record, as it stands now; findings have their numbers.
    InterviewRecorded {
        interview: InterviewId,
        record: InterviewRecord,
    },
    InterviewSignedOff {
        interview: InterviewId,
    },
    InterviewGivenBack {
        interview: InterviewId,
        comments: String,
    },
    InterviewClosed {
        episode: EpisodeId,
        closure: Closure,
    },
    InterviewReopened {
        episode: EpisodeId,
        why: String,
    },
    /// Findings of an interview went to a recipient, in a file of this name.
    IntelligenceShared {
        interview: InterviewId,
        recipient: String,
        lines: Vec<SentLine>,
        file: String,
    },
    IntelligenceAcknowledged {
        interview: InterviewId,
        recipient: String,
        findings: Vec<crate::interview::record::FindingId>,
        /// Who said they have it.
        by: String,
    },
    /// A meeting began, with the agenda as the program made it. `minutes`: how long it should take.
    MeetingStarted {
        meeting: MeetingId,
        opening: Opening,
        minutes: u32,
        items: Vec<NewItem>,
    },
    /// The whole of it, as it is said now.
    AttendanceChanged {
        meeting: MeetingId,
        opening: Opening,
    },
    ItemsAdded {
        meeting: MeetingId,
        items: Vec<NewItem>,
    },
    /// The whole new order.
    AgendaOrdered {
        meeting: MeetingId,
        order: Vec<ItemId>,
    },
    /// The item came on the screen; the one before left it.
    ItemOpened {
        meeting: MeetingId,
        item: ItemId,
    },
    NoteTaken {
        meeting: MeetingId,
        item: ItemId,
        note: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<String>,
        text: String,
    },
    /// A decision was reached under an item; comes right after its `DecisionRecorded`, in the same verb.
    ItemDecided {
        meeting: MeetingId,
        item: ItemId,
        decision: DecisionId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<DecisionId>,
    },
    /// The item was left without a decision: put off to a day, or passed over by the chair.
    ItemLeft {
        meeting: MeetingId,
        item: ItemId,
        about: About,
        left: Left,
    },
    MeetingClosed {
        meeting: MeetingId,
    },
    /// Its papers were made, in files of these names.
    PapersMade {
        meeting: MeetingId,
        files: Vec<String>,
    },
    BusinessRaised {
        business: BusinessId,
        details: BusinessDetails,
    },
    /// The whole of it as it is known now, and what differs.
    BusinessChanged {
        business: BusinessId,
        details: BusinessDetails,
        changes: Vec<Change>,
    },
    /// An action agreed without a decision (any other business); those of decisions stand in `DecisionRecorded`.
    ActionAgreed {
        action: Action,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        meeting: Option<MeetingId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<ItemId>,
        /// What the item is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        episode: Option<EpisodeId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        business: Option<BusinessId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<ChildId>,
    },
    ActionEnded {
        action: ActionId,
        end: ActionEnd,
    },
    ActionRedated {
        action: ActionId,
        from: Option<Due>,
        to: Option<Due>,
        reason: String,
    },
    /// It was ended by mistake, or is to be done after all.
    ActionReopened {
        action: ActionId,
        reason: String,
    },
    /// Decided in the same verb: an exploitation assessment, due at the end of a UK day.
    AssessmentStarted {
        assessment: AssessmentId,
        decision: DecisionId,
        child: Option<ChildId>,
        episode: Option<EpisodeId>,
        due: NaiveDate,
    },
    AssessmentAllocated {
        assessment: AssessmentId,
        to: String,
    },
    /// The tool completed: the assessment itself, later its reviews.
    AssessmentScored {
        assessment: AssessmentId,
        result: ToolResult,
    },
    AssessmentWithdrawn {
        assessment: AssessmentId,
        reason: String,
    },
    /// A verb was taken back: the one that began at this position. What it wrote stays in the journal and counts no more.
    Undone {
        verb: i64,
    },
    /// A verb that was taken back counts again.
    Redone {
        verb: i64,
    },
    /// Two records are of one child: what is held under `merged` is read as held under `kept`. Nothing is rewritten.
    ChildrenMerged {
        kept: ChildId,
        merged: ChildId,
        reason: String,
    },
    /// They were two children after all. What came with the record goes back with it; `given`: what was recorded while they were
    /// one and is its own.
    ChildSplit {
        child: ChildId,
        from: ChildId,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        given: Vec<Belonging>,
        reason: String,
    },
    /// Two records that look alike are two children, for ever.
    ChildrenDistinct {
        child: ChildId,
        other: ChildId,
    },
    /// Two children belong together; both ways.
    ChildrenRelated {
        child: ChildId,
        other: ChildId,
        relation: RelationKind,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    RelationEnded {
        child: ChildId,
        other: ChildId,
        relation: RelationKind,
        reason: String,
    },
    /// Police were asked who the child of an episode is; it goes on waiting.
    PoliceAsked {
        episode: EpisodeId,
        question: String,
    },
    /// An episode that was taken as a child's waits for a person again, with these candidates.
    EpisodeDoubted {
        episode: EpisodeId,
        reason: String,
        candidates: Vec<Candidate>,
    },
    /// The top ten of a month as it was reported; what is corrected later is shown beside it.
    TopTenClosed {
        reported: ReportedMonth,
    },
    /// What senior managers say of a child of the top ten, as it stands now. `month`: its first day.
    TopTenReviewed {
        month: NaiveDate,
        child: ChildId,
        review: TrackerReview,
    },
    /// A panel talked about a child; what it decided is the decision recorded in the same verb.
    PanelDiscussed {
        panel: String,
        on: NaiveDate,
        child: ChildId,
        discussed: Discussed,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<DecisionId>,
    },
    /// Other triage rules are in force from now on. `text`: the whole of the rule file, so that what was flagged can be explained.
    RulesAdopted {
        version: String,
        text: String,
        reason: String,
    },
    /// Something left the hub in files of these names. `about`: the one child it is about.
    Exported {
        what: Export,
        files: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<ChildId>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
}

crate::codes::codes! {
    /// What was written to files.
    Export {
        Ssda903 = "ssda903", "SSDA903 files";
        AnnexA = "annex-a", "Annex A, list 8";
        Tables = "tables", "all tables";
        Inspection = "inspection", "everything held on a child";
        Figures = "figures", "figures";
        TopTen = "top-ten", "top ten briefing";
        PanelPack = "panel-pack", "panel pack";
        Patterns = "patterns", "network of patterns";
    }
}

/// Something on a child's record that belongs to one of two merged records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Belonging {
    /// With its decisions, actions, assessments and interview.
    Episode(EpisodeId),
    Business(BusinessId),
    Action(ActionId),
    Assessment(AssessmentId),
    /// What the child wishes about its interviews.
    Wishes,
}

impl Event {
    /// The kind as the journal's column has it; equal to the `kind` in the payload.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::HubMade { .. } => "hub-made",
            Event::ChildAdded { .. } => "child-added",
            Event::ChildChanged { .. } => "child-changed",
            Event::ListLoaded { .. } => "list-loaded",
            Event::EpisodeReported { .. } => "episode-reported",
            Event::EpisodeChanged { .. } => "episode-changed",
            Event::ChildIdentified { .. } => "child-identified",
            Event::RowRefused { .. } => "row-refused",
            Event::RowPutRight { .. } => "row-put-right",
            Event::RowSetAside { .. } => "row-set-aside",
            Event::DecisionRecorded { .. } => "decision-recorded",
            Event::BandOverridden { .. } => "band-overridden",
            Event::ProfileSaved { .. } => "profile-saved",
            Event::WorkerAdded { .. } => "worker-added",
            Event::WorkerChanged { .. } => "worker-changed",
            Event::WishesRecorded { .. } => "wishes-recorded",
            Event::InterviewAllocated { .. } => "interview-allocated",
            Event::HandoverAccepted { .. } => "handover-accepted",
            Event::ContactAttempted { .. } => "contact-attempted",
            Event::InterviewBooked { .. } => "interview-booked",
            Event::BookingCancelled { .. } => "booking-cancelled",
            Event::InterviewHeld { .. } => "interview-held",
            Event::CoverageChanged { .. } => "coverage-changed",
            Event::InterviewRecorded { .. } => "interview-recorded",
            Event::InterviewSignedOff { .. } => "interview-signed-off",
            Event::InterviewGivenBack { .. } => "interview-given-back",
            Event::InterviewClosed { .. } => "interview-closed",
            Event::InterviewReopened { .. } => "interview-reopened",
            Event::IntelligenceShared { .. } => "intelligence-shared",
            Event::IntelligenceAcknowledged { .. } => "intelligence-acknowledged",
            Event::MeetingStarted { .. } => "meeting-started",
            Event::AttendanceChanged { .. } => "attendance-changed",
            Event::ItemsAdded { .. } => "items-added",
            Event::AgendaOrdered { .. } => "agenda-ordered",
            Event::ItemOpened { .. } => "item-opened",
            Event::NoteTaken { .. } => "note-taken",
            Event::ItemDecided { .. } => "item-decided",
            Event::ItemLeft { .. } => "item-left",
            Event::MeetingClosed { .. } => "meeting-closed",
            Event::PapersMade { .. } => "papers-made",
            Event::BusinessRaised { .. } => "business-raised",
            Event::BusinessChanged { .. } => "business-changed",
            Event::ActionAgreed { .. } => "action-agreed",
            Event::ActionEnded { .. } => "action-ended",
            Event::ActionRedated { .. } => "action-redated",
            Event::ActionReopened { .. } => "action-reopened",
            Event::AssessmentStarted { .. } => "assessment-started",
            Event::AssessmentAllocated { .. } => "assessment-allocated",
            Event::AssessmentScored { .. } => "assessment-scored",
            Event::AssessmentWithdrawn { .. } => "assessment-withdrawn",
            Event::Undone { .. } => "undone",
            Event::Redone { .. } => "redone",
            Event::ChildrenMerged { .. } => "children-merged",
            Event::ChildSplit { .. } => "child-split",
            Event::ChildrenDistinct { .. } => "children-distinct",
            Event::ChildrenRelated { .. } => "children-related",
            Event::RelationEnded { .. } => "relation-ended",
            Event::PoliceAsked { .. } => "police-asked",
            Event::EpisodeDoubted { .. } => "episode-doubted",
            Event::TopTenClosed { .. } => "top-ten-closed",
            Event::TopTenReviewed { .. } => "top-ten-reviewed",
            Event::PanelDiscussed { .. } => "panel-discussed",
            Event::RulesAdopted { .. } => "rules-adopted",
            Event::Exported { .. } => "exported",
        }
    }

    /// Can a view be made again from entries like this one, when another is taken back?
    pub fn is_told_again(&self) -> bool {
        matches!(
            self,
            Event::DecisionRecorded { .. }
                | Event::BandOverridden { .. }
                | Event::ChildAdded { source: Source::List(_) | Source::Person, .. }
                | Event::ChildIdentified { .. }
                | Event::WishesRecorded { .. }
                | Event::ChildrenMerged { .. }
                | Event::ChildSplit { .. }
                | Event::ChildrenDistinct { .. }
                | Event::ChildrenRelated { .. }
                | Event::RelationEnded { .. }
                | Event::PoliceAsked { .. }
                | Event::EpisodeDoubted { .. }
                | Event::MeetingStarted { .. }
                | Event::AttendanceChanged { .. }
                | Event::ItemsAdded { .. }
                | Event::AgendaOrdered { .. }
                | Event::ItemOpened { .. }
                | Event::NoteTaken { .. }
                | Event::ItemDecided { .. }
                | Event::ItemLeft { .. }
                | Event::MeetingClosed { .. }
                | Event::PapersMade { .. }
                | Event::BusinessRaised { .. }
                | Event::BusinessChanged { .. }
                | Event::ActionAgreed { .. }
                | Event::ActionEnded { .. }
                | Event::ActionRedated { .. }
                | Event::ActionReopened { .. }
                | Event::AssessmentStarted { .. }
                | Event::AssessmentAllocated { .. }
                | Event::AssessmentScored { .. }
                | Event::AssessmentWithdrawn { .. }
        )
    }

    /// What the entry is about, as the journal's `subject` names it.
    pub fn subject(&self) -> String {
        match self {
            Event::HubMade { .. } => "hub".into(),
            Event::ChildAdded { child, .. }
            | Event::ChildChanged { child, .. }
            | Event::WishesRecorded { child, .. }
            | Event::ChildrenMerged { kept: child, .. }
            | Event::ChildSplit { from: child, .. }
            | Event::ChildrenDistinct { child, .. }
            | Event::ChildrenRelated { child, .. }
            | Event::RelationEnded { child, .. }
            | Event::TopTenReviewed { child, .. }
            | Event::PanelDiscussed { child, .. }
            | Event::Exported { about: Some(child), .. } => format!("child {child}"),
            Event::WorkerAdded { worker, .. } | Event::WorkerChanged { worker, .. } => format!("worker {worker}"),
            Event::InterviewHeld { interview, .. }
            | Event::CoverageChanged { interview, .. }
            | Event::InterviewRecorded { interview, .. }
            | Event::InterviewSignedOff { interview }
            | Event::InterviewGivenBack { interview, .. }
            | Event::IntelligenceShared { interview, .. }
            | Event::IntelligenceAcknowledged { interview, .. } => format!("interview {interview}"),
            Event::ListLoaded { list, .. } => format!("list {list}"),
            Event::EpisodeReported { episode, .. }
            | Event::EpisodeChanged { episode, .. }
            | Event::ChildIdentified { episode, .. }
            | Event::DecisionRecorded { episode: Some(episode), .. }
            | Event::BandOverridden { episode, .. }
            | Event::InterviewAllocated { episode, .. }
            | Event::HandoverAccepted { episode, .. }
            | Event::ContactAttempted { episode, .. }
            | Event::InterviewBooked { episode, .. }
            | Event::BookingCancelled { episode, .. }
            | Event::InterviewClosed { episode, .. }
            | Event::InterviewReopened { episode, .. }
            | Event::PoliceAsked { episode, .. }
            | Event::EpisodeDoubted { episode, .. } => format!("episode {episode}"),
            Event::RowRefused { refused, .. } | Event::RowPutRight { refused, .. } | Event::RowSetAside { refused, .. } => {
                format!("row {refused}")
            }
            Event::ProfileSaved { name, .. } => format!("profile {name}"),
            Event::MeetingStarted { meeting, .. }
            | Event::AttendanceChanged { meeting, .. }
            | Event::ItemsAdded { meeting, .. }
            | Event::AgendaOrdered { meeting, .. }
            | Event::ItemOpened { meeting, .. }
            | Event::NoteTaken { meeting, .. }
            | Event::ItemDecided { meeting, .. }
            | Event::ItemLeft { meeting, .. }
            | Event::MeetingClosed { meeting }
            | Event::PapersMade { meeting, .. } => format!("meeting {meeting}"),
            Event::BusinessRaised { business, .. } | Event::BusinessChanged { business, .. } => format!("business {business}"),
            // A decision is on an episode or on business; without either it could only be about itself.
            Event::DecisionRecorded { business: Some(business), .. } => format!("business {business}"),
            Event::DecisionRecorded { decision, .. } => format!("decision {decision}"),
            Event::ActionAgreed { action, .. } => format!("action {}", action.id),
            Event::ActionEnded { action, .. } | Event::ActionRedated { action, .. } | Event::ActionReopened { action, .. } => {
                format!("action {action}")
            }
            Event::AssessmentStarted { assessment, .. }
            | Event::AssessmentAllocated { assessment, .. }
            | Event::AssessmentScored { assessment, .. }
            | Event::AssessmentWithdrawn { assessment, .. } => format!("assessment {assessment}"),
            Event::Undone { verb } | Event::Redone { verb } => format!("verb {verb}"),
            Event::TopTenClosed { reported: ReportedMonth { month, .. } } => format!("month {month}"),
            Event::RulesAdopted { .. } => "rules".into(),
            Event::Exported { about: None, .. } => "hub".into(),
        }
    }
}

/// Where a change of a child record came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// `wayhome import children`, with the file's name.
    Caseload(String),
    /// A row of a police list.
    List(Line),
    /// A person, in the app or by a command.
    Person,
}

/// A row of a loaded list. Rows are numbered as a spreadsheet shows them, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Line {
    pub list: ListId,
    pub row: u32,
}

/// A field that changed, with both values as people read them; an empty text stands for "not known".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub field: String,
    pub old: String,
    pub new: String,
}

/// A child that an unidentified row may be, with the evidence in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    pub child: ChildId,
    /// Probability that it is the same child, 0 to 1.
    pub probability: f64,
    pub evidence: Vec<Evidence>,
    /// Why it was not taken automatically, in words; empty if nothing but the probability stood against it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guards: Vec<String>,
}

/// One piece of evidence for (bits above 0) or against (below 0) two records being the same child.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    pub field: String,
    pub words: String,
    pub bits: f64,
}

/// What was loaded, in figures, and which episodes it named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListLoaded {
    pub file: String,
    /// SHA-256 of the bytes, hex: how the same file is known again.
    pub digest: String,
    pub profile: Option<String>,
    /// The moment the list speaks of, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_off: Option<Moment>,
    pub rows: u32,
    pub counts: Counts,
    /// Every row that became or touched an episode, and how.
    pub lines: Vec<(u32, RowOutcome, EpisodeId)>,
}

/// How many rows of a list ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub created: u32,
    pub updated: u32,
    pub returned: u32,
    pub unchanged: u32,
    pub waiting: u32,
    pub refused: u32,
}

crate::codes::codes! {
    /// How a row of a list ended.
    RowOutcome {
        Created = "created", "new episode";
        Updated = "updated", "changed by police";
        Returned = "returned", "return recorded";
        Unchanged = "unchanged", "unchanged";
        Waiting = "waiting", "waiting for a person";
        Refused = "refused", "refused";
    }
}

/// A row that could not be taken, kept as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRow {
    pub line: Line,
    /// The cells by the field they were read as (or the header, where the column was not recognised).
    pub cells: BTreeMap<String, String>,
    /// The header of the column at fault, or empty where the row as a whole is.
    pub column: String,
    pub value: String,
    /// Code of the reason, from the closed list of `intake`.
    pub code: String,
    /// One line of plain English: what is wrong and what to do.
    pub reason: String,
}

/// Which column is which field, by header text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// "list", "children", "workers" or "interviews".
    pub kind: String,
    /// Header as written → field name (`ignore` for a column that is not used).
    pub columns: BTreeMap<String, String>,
}
