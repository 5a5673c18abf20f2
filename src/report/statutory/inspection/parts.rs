//! The sections of the document.

use super::{Dossier, Told};
use crate::calendar::{long_day, long_moment};
use crate::episode::{Moment, When};
use crate::interview::record::Interview;
use crate::meeting::action::in_full;
use crate::report::document::{Document, bold, plain};
use crate::report::papers::initials::Names;

pub(super) struct Writer<'a> {
    pub(super) paper: &'a mut Document,
    pub(super) dossier: &'a Dossier,
    pub(super) names: &'a Names,
}

impl Writer<'_> {
    /// Text in which another child may be named.
    pub(super) fn safe(&self, text: &str) -> String {
        self.names.apply(text)
    }

    pub(super) fn section(&mut self, title: &str, empty: bool) {
        self.paper.heading(2, title);
        if empty {
            self.paper.text("Nothing is held.");
        }
    }

    pub(super) fn record(&mut self) {
        self.section("The child, as held now", false);
        let facts = super::around::facts(&self.dossier.child.details).into_iter().map(|(label, value)| (label, self.safe(&value)));
        let facts: Vec<_> = facts.collect();
        self.paper.facts(facts);
        let merged = self.dossier.merged.iter().map(|merged| {
            let (id, at) = (merged.record.id, long_moment(merged.at));
            vec![bold(format!("{id} is read as this child")), plain(format!("since {at}, by {}: {}", merged.by, self.safe(&merged.reason)))]
        });
        let merged = merged.collect();
        self.paper.bullets(merged);
    }

    pub(super) fn over_time(&mut self) {
        let lines: Vec<_> = self.dossier.journal.iter().filter(|line| line.of_record).collect();
        self.section("The record over time", lines.is_empty());
        let rows = lines.iter().map(|line| [long_moment(line.at), line.by.clone(), self.safe(&line.words)]).collect();
        self.paper.table(["When", "By", "What"], rows);
    }

    pub(super) fn history(&mut self) {
        let history = &self.dossier.history;
        self.section("Names and homes", history.names.is_empty() && history.homes.is_empty());
        let until = |until: Option<Moment>| until.map_or("now".into(), long_moment);
        let names = history.names.iter().map(|known| ["Name".into(), known.name.clone(), long_moment(known.since), until(known.until)]);
        let homes = history.homes.iter().map(|known| {
            let place = [known.address.as_deref(), known.postcode.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
            ["Home".into(), place, long_moment(known.since), until(known.until)]
        });
        self.paper.table(["What", "As known here", "Since", "Until"], names.chain(homes).collect());
    }

    /// Other children by number and relation alone.
    pub(super) fn relations(&mut self) {
        self.section("Who belongs to the child", self.dossier.relations.is_empty());
        let rows = self.dossier.relations.iter();
        let rows = rows.map(|known| {
            [known.child.to_string(), known.kind.to_string(), self.safe(&known.note), long_moment(known.at), known.by.clone()]
        });
        let rows = rows.collect();
        self.paper.table(["Child", "Relation", "Note", "Recorded", "By"], rows);
        let dossier = self.dossier;
        let wishes = &dossier.wishes;
        let workers = |ids: &[crate::interview::worker::WorkerId]| ids.iter().map(|id| dossier.worker(*id)).collect::<Vec<_>>().join(", ");
        let note = self.safe(&wishes.note);
        self.paper.facts([
            ("Wishes to be interviewed by", workers(&wishes.asked_for)),
            ("Wishes not to see", workers(&wishes.not)),
            ("Wishes somebody", wishes.sex.map_or(String::new(), |sex| sex.to_string())),
            ("Wishes to speak", wishes.language.clone().unwrap_or_default()),
            ("Note of its wishes", note),
        ]);
    }

    pub(super) fn episodes(&mut self) {
        self.section(&format!("Missing episodes: {}", self.dossier.episodes.len()), self.dossier.episodes.is_empty());
        for told in &self.dossier.episodes {
            self.episode(told);
        }
    }

    fn episode(&mut self, told: &Told) {
        let (episode, d) = (&told.episode, &told.episode.details);
        self.paper.heading(3, format!("{} {}", episode.id, episode.reference()));
        let text = |value: &Option<String>| value.as_deref().map_or(String::new(), |text| self.safe(text));
        let mut facts = vec![
            ("Row of the list", told.line.clone()),
            ("Named there as", d.listed.full_name()),
            ("Category", d.category.map_or(String::new(), |category| category.to_string())),
            ("Police grade", d.grade.map_or(String::new(), |grade| grade.to_string())),
            ("Last seen", when(d.last_seen)),
            ("Reported", when(d.reported)),
            ("Reported by", text(&d.reported_by)),
            ("Missing from", text(&d.missing_from)),
            ("Returned", if d.ended && d.returned.is_none() { "yes, at no known time".into() } else { when(d.returned) }),
            ("Found where", text(&d.found_where)),
            ("Found how", text(&d.found_how)),
            ("Missing with", text(&d.companions)),
            ("Notes", text(&d.notes)),
            ("Heard of by the hub", long_moment(episode.received)),
            ("Notice of the return", episode.notice_of_return.map_or(String::new(), long_moment)),
        ];
        if let Some(triage) = &told.triage {
            let fired: Vec<String> = triage.fired.iter().map(|fired| format!("{} ({})", fired.title, self.safe(&fired.evidence))).collect();
            facts.push(("Band now", format!("{} (rules {})", triage.band, triage.rules_version)));
            facts.push(("Why", fired.join("; ")));
        }
        if let Some(verdicts) = &told.verdicts {
            facts.push(("Offer within 24 h of notice", verdicts.offer.to_string()));
            facts.push(("Interview within 72 h of return", verdicts.hours72.to_string()));
            facts.push(("Interview within 3 working days", verdicts.working_days.to_string()));
        }
        self.paper.facts(facts);
        let rows = told.changes.iter().map(|(at, words)| [long_moment(*at), self.safe(words)]).collect();
        self.paper.table(["Changed by police", "What"], rows);
        let rows = told.bands.iter().map(|said| [long_moment(said.at), said.by.clone(), self.safe(&said.words)]).collect();
        self.paper.table(["Band set by the chair", "By", "What"], rows);
        self.interview_file(told);
    }

    /// What was done about the interview of an episode, in the order it was done.
    fn interview_file(&mut self, told: &Told) {
        let dossier = self.dossier;
        let mut done: Vec<(Moment, String, String)> = Vec::new();
        let file = &told.file;
        for given in &file.allocations {
            done.push((given.at, given.by.clone(), format!("allocated to {} {}", dossier.worker(given.worker), given.reason)));
        }
        for attempt in &file.attempts {
            let offered = if attempt.offered { "offered; " } else { "" };
            let words = format!("{offered}contact with {} by {}: {} {}", attempt.to, attempt.channel, attempt.outcome, attempt.note);
            done.push((attempt.at, attempt.by.clone(), words));
        }
        for booked in &file.bookings {
            let fell = booked.cancelled.as_ref().map_or(String::new(), |why| format!("; fell through: {why}"));
            done.push((
                booked.made_at,
                booked.by.clone(),
                format!("booked for {}, {}{fell}", long_moment(booked.booking.at), booked.booking.place),
            ));
        }
        for answered in &file.answered {
            let late = answered.late.as_ref().map_or(String::new(), |late| format!("; late: {} {}", late.reason, late.note));
            done.push((answered.held_at, String::new(), format!("answered by interview {}{late}", answered.interview)));
        }
        for closed in &file.closed {
            let closure = &closed.closure;
            let approved = closure.approver.as_ref().map_or(String::new(), |by| format!(", approved by {by}"));
            let words = format!("closed without an interview: {}{approved}. {} {}", closure.reason, closure.note, closure.carers_account);
            done.push((closed.at, closed.by.clone(), words));
            done.extend(closed.reopened.iter().map(|again| (again.at, again.by.clone(), format!("opened again: {}", again.why))));
        }
        done.sort_by_key(|(at, ..)| *at);
        let rows = done.into_iter().map(|(at, by, words)| [long_moment(at), by, self.safe(words.trim())]).collect();
        self.paper.table(["Return interview", "By", "What was done"], rows);
    }

    pub(super) fn decisions(&mut self) {
        self.section(&format!("Decisions, every wording: {}", self.dossier.decisions.len()), self.dossier.decisions.is_empty());
        for decision in &self.dossier.decisions {
            let replaces = decision.replaces.map_or(String::new(), |id| format!(", in place of the wording of {id}"));
            let outcomes: Vec<&str> = decision.outcomes.iter().map(|outcome| outcome.label()).collect();
            self.paper.heading(3, format!("{} of {}: {}{replaces}", decision.id, long_moment(decision.at), outcomes.join(", ")));
            let rationale = self.safe(&decision.rationale);
            self.paper.quote(&rationale);
            let on = decision
                .episode
                .map_or_else(|| decision.business.map_or(String::new(), |id| id.to_string()), |id| self.dossier.reference(id));
            let band = decision.band.map_or(String::new(), |band| band.to_string());
            let shown = decision.shown.as_ref().map_or(String::new(), |shown| self.safe(&shown.reasons.join("; ")));
            let dissent: Vec<String> = decision.dissent.iter().map(|d| format!("{}: {}", d.agency, self.safe(&d.words))).collect();
            let actions: Vec<String> = decision.actions.iter().map(|action| action.id.to_string()).collect();
            self.paper.facts([
                ("On", on),
                ("Recorded by", decision.by.clone()),
                ("Agencies", decision.agencies.join(", ")),
                ("Dissent", dissent.join("; ")),
                ("Panel", decision.panel.clone().unwrap_or_default()),
                ("Band then", band),
                ("Rules then", decision.rules_version.clone().unwrap_or_default()),
                ("Shown then", shown),
                ("Actions", actions.join(", ")),
                ("Next review", decision.next_review.map_or(String::new(), long_day)),
            ]);
        }
        let rows = self.dossier.notes.iter();
        let rows = rows.map(|note| {
            [note.meeting.clone(), long_moment(note.at), note.agency.clone().unwrap_or_default(), note.by.clone(), self.safe(&note.text)]
        });
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            self.paper.heading(3, "Notes taken in meetings");
        }
        self.paper.table(["Meeting", "When", "Agency", "By", "Said"], rows);
        let rows = self.dossier.put_off.iter();
        let rows = rows.map(|said| [said.of.clone(), long_moment(said.at), said.by.clone(), self.safe(&said.words)]);
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            self.paper.heading(3, "Left without a decision in meetings");
        }
        self.paper.table(["Of", "When", "By", "How, and why"], rows);
    }

    pub(super) fn actions(&mut self) {
        self.section("Actions", self.dossier.actions.is_empty());
        let rows = self.dossier.actions.iter().map(|line| {
            let (record, action) = (&line.record, &line.record.action);
            let owner = action.person.as_ref().map_or_else(|| action.agency.clone(), |person| format!("{}, {person}", action.agency));
            let moved = record.redated.iter().map(|moved| format!("re-dated {} by {}: {}", long_moment(moved.at), moved.by, moved.reason));
            let ended = record.ended.iter().map(|ended| {
                format!("{} {}, by {}: {} {}", ended.end.how, long_moment(ended.at), ended.by, ended.end.outcome, ended.end.difference)
            });
            let became = self.safe(&moved.chain(ended).collect::<Vec<_>>().join("; "));
            let due = action.due.map_or("no date".into(), in_full);
            [action.id.to_string(), long_moment(record.agreed_at), owner, self.safe(&action.what), due, became]
        });
        let rows = rows.collect();
        self.paper.table(["No.", "Agreed", "Who", "What", "Due", "What became of it"], rows);
    }

    pub(super) fn interviews(&mut self) {
        self.section("Return interviews", self.dossier.interviews.is_empty());
        for interview in &self.dossier.interviews {
            self.interview(interview);
        }
        let shares = self.dossier.shares.iter().map(|share| {
            let sent = share.sent_at.map_or("not sent".into(), long_moment);
            let got = share.acknowledged_at.map_or(String::new(), long_moment);
            let text = self.safe(share.sent_text.as_deref().unwrap_or_default());
            [share.finding.to_string(), share.recipient.clone(), sent, text, got, share.acknowledged_by.clone().unwrap_or_default()]
        });
        let shares: Vec<_> = shares.collect();
        if !shares.is_empty() {
            self.paper.heading(3, "What was shared, with whom");
        }
        self.paper.table(["Finding", "With", "Sent", "As sent", "Acknowledged", "By"], shares);
    }

    fn interview(&mut self, interview: &Interview) {
        let held = &interview.held;
        self.paper.heading(3, format!("{} of {}", interview.id, long_moment(held.at)));
        let covers: Vec<String> = held.covers.iter().map(|covered| self.dossier.reference(covered.episode)).collect();
        let stamp = |stamp: &crate::interview::record::Stamp| format!("{}, {}", stamp.by, long_moment(stamp.at));
        let withdrawn = interview.withdrawn.as_ref().map_or(String::new(), |(by, why)| format!("{}: {why}", stamp(by)));
        let record = interview.record.clone().unwrap_or_default();
        let yes = |value: Option<bool>| value.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned();
        let labels = |labels: Vec<&'static str>| labels.join("; ");
        let named: Vec<String> = record.named.iter().map(|named| format!("{}: {}", named.kind, self.safe(&named.what))).collect();
        let mut facts = vec![
            ("Held by", held.by.clone()),
            ("Where", self.safe(&held.place)),
            ("Answers", covers.join(", ")),
            ("Not independent", held.not_independent.clone().unwrap_or_default()),
            ("Recorded", interview.recorded.as_ref().map_or("not yet".into(), stamp)),
            ("Signed off", interview.signed.as_ref().map_or("not yet".into(), stamp)),
            ("Withdrawn", withdrawn),
            ("Confidentiality explained", yes(record.confidentiality_explained)),
            ("The child regards it as missing", yes(record.regards_as_missing)),
        ];
        let answers = record.answers.iter().map(|(question, answer)| (question.label(), self.safe(answer)));
        facts.extend(answers);
        facts.push(("Push factors", labels(record.push.iter().map(|factor| factor.label()).collect())));
        facts.push(("Pull factors", labels(record.pull.iter().map(|factor| factor.label()).collect())));
        facts.push(("Kinds of places", labels(record.places.iter().map(|place| place.label()).collect())));
        facts.push(("Named", named.join("; ")));
        self.paper.facts(facts);
        let findings = record.findings.iter().map(|finding| {
            let ends = finding.ends_as.map_or("open".into(), |ends| ends.to_string());
            let id = finding.id.map_or(String::new(), |id| id.to_string());
            [id, finding.kind.to_string(), self.safe(&finding.text), ends, self.safe(&finding.why)]
        });
        let findings = findings.collect();
        self.paper.table(["No.", "Rests on", "Finding", "Ends as", "Why"], findings);
        let comments = interview.comments.iter().map(|(by, text)| vec![bold(stamp(by)), plain(self.safe(text))]).collect();
        self.paper.bullets(comments);
    }

    pub(super) fn assessments(&mut self) {
        self.section("Exploitation assessments", self.dossier.assessments.is_empty());
        for line in &self.dossier.assessments {
            let assessment = &line.assessment;
            self.paper.heading(3, format!("{} from {}: {}", assessment.id, assessment.decision, line.clock));
            self.paper.facts([
                ("Started", long_moment(assessment.started_at)),
                ("Due", long_day(assessment.due)),
                ("Allocated to", assessment.allocated_to.clone().unwrap_or_default()),
                ("Withdrawn", assessment.withdrawn.as_deref().map_or(String::new(), |why| self.names.apply(why))),
            ]);
            for recorded in &assessment.results {
                let result = &recorded.result;
                let concerns: Vec<&str> = result.concerns.iter().map(|concern| concern.label()).collect();
                let scores: Vec<String> =
                    result.scores.iter().map(|(id, score)| format!("{} {score}", result.titles.get(id).unwrap_or(id))).collect();
                self.paper.facts([
                    ("Completed", format!("{} by {}", long_moment(recorded.at), recorded.by)),
                    ("Tool", result.tool.clone()),
                    ("Score", format!("{} of {}: {}", result.score, result.most, result.band)),
                    ("Indicators", scores.join("; ")),
                    ("Judged", result.judged.clone()),
                    ("Judgement", self.names.apply(&result.judgement)),
                    ("Concerns", concerns.join(", ")),
                    ("Outcome", result.outcome.to_string()),
                    ("Review", result.review_on.map_or(String::new(), long_day)),
                ]);
            }
        }
    }

    pub(super) fn business(&mut self) {
        self.section("Referrals, strategy requests, intelligence", self.dossier.business.is_empty());
        for business in &self.dossier.business {
            let d = &business.details;
            self.paper.heading(3, format!("{} {}, received {}", business.id, d.kind.short(), long_day(d.received)));
            let markers: Vec<&str> = d.markers.iter().map(|marker| marker.label()).collect();
            let list = |list: &[String]| self.safe(&list.join("; "));
            let others = d.children.len().saturating_sub(1) + d.named.len();
            let facts = [
                ("Recorded", format!("{} by {}", long_moment(business.at), business.by)),
                ("Source", self.safe(&d.source)),
                ("Also about", if others == 0 { String::new() } else { format!("{others} other children (not named here)") }),
                ("Kind of harm feared", markers.join(", ")),
                ("What child and family were told", self.safe(&d.told)),
                ("To be held by", d.needed_by.map_or(String::new(), long_day)),
                ("Must be there", d.attend.join("; ")),
                ("People", list(&d.people)),
                ("Places", list(&d.places)),
                ("Vehicles", list(&d.vehicles)),
                ("Themes", list(&d.themes)),
                ("Handed to", d.hand_to.join("; ")),
            ];
            let concern = self.safe(&d.concern);
            self.paper.facts(facts);
            self.paper.quote(&concern);
        }
    }
}

/// "Fri 20 Nov 2026 05:10 (estimated)".
fn when(value: Option<When>) -> String {
    value.map_or(String::new(), |when| format!("{}{}", long_moment(when.at), if when.estimated { " (estimated)" } else { "" }))
}
