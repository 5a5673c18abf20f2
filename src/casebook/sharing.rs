//! What interviews brought to light goes to those who should have it: the ledger, the hand-off files, and who has them.

use super::contact::in_words;
use super::error::{Error, Result};
use super::event::Event;
use super::hub::{Hub, Pen};
use crate::calendar::{long_moment, plain_day};
use crate::episode::Moment;
use crate::interview::record::{FindingId, Interview, InterviewId};
use crate::interview::sharing::{Passed, PassedLine, SentLine, Share, hand_off, hand_off_name};
use crate::store::Store;
use crate::text::clean;
use serde::Serialize;
use std::collections::BTreeMap;

/// The hand-off file for one recipient, to be written where the person says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandOff {
    /// Agency, as the settings name it.
    pub recipient: String,
    /// Names no child.
    pub file_name: String,
    /// Markdown.
    pub text: String,
    pub findings: Vec<FindingId>,
}

impl Hub {
    /// Every finding for every recipient that is not sent as it stands now, or not acknowledged.
    pub fn shares(&self) -> Result<Vec<Share>> {
        Ok(self.store.shares_open()?.into_iter().map(|(share, _)| share).collect())
    }

    /// Hands over what was never sent, was reworded since, or was taken back after it went: one file for each recipient (or for
    /// one alone, by any of its names), and the record that it was done, in one transaction. What was sent as it stands is not sent
    /// again.
    pub fn share(&mut self, recipient: Option<&str>, now: Moment) -> Result<Vec<HandOff>> {
        let only = recipient.map(|typed| self.recipient(typed)).transpose()?;
        self.verb(now, |hub, pen| hub.hand_over_due(pen, only.as_deref()))
    }

    /// What [`Hub::share`] would hand over; nothing is recorded. With it the files can be written before they count as sent.
    pub fn preview_share(&self, recipient: Option<&str>, now: Moment) -> Result<Vec<HandOff>> {
        self.may_write()?;
        let only = recipient.map(|typed| self.recipient(typed)).transpose()?;
        self.rehearsal(now, |hub, pen| hub.hand_over_due(pen, only.as_deref()))
    }

    fn hand_over_due(&self, pen: &mut Pen<'_>, only: Option<&str>) -> Result<Vec<HandOff>> {
        let mut due: BTreeMap<String, BTreeMap<InterviewId, Vec<(Share, String)>>> = BTreeMap::new();
        for (share, text) in pen.store.shares_open()? {
            let as_sent = share.sent_text.as_deref() == Some(text.as_str());
            if !as_sent && only.is_none_or(|only| only == share.recipient) {
                due.entry(share.recipient.clone()).or_default().entry(share.interview).or_default().push((share, text));
            }
        }
        due.into_iter().map(|(recipient, lines)| self.hand_over(pen, recipient, lines)).collect()
    }

    fn hand_over(&self, pen: &mut Pen<'_>, recipient: String, lines: BTreeMap<InterviewId, Vec<(Share, String)>>) -> Result<HandOff> {
        let file_name = hand_off_name(&recipient, pen.now);
        let mut passed = Vec::new();
        let mut findings = Vec::new();
        for (id, lines) in lines {
            let sent = lines.iter().map(|(share, text)| SentLine { finding: share.finding, text: text.clone() }).collect();
            findings.extend(lines.iter().map(|(share, _)| share.finding));
            passed.push(passed_from(pen.store, &pen.store.interview(id)?, lines)?);
            let (recipient, file) = (recipient.clone(), file_name.clone());
            pen.record(Event::IntelligenceShared { interview: id, recipient, lines: sent, file })?;
        }
        let text = hand_off(self.name(), self.training(), &recipient, &passed, pen.now);
        Ok(HandOff { recipient, file_name, text, findings })
    }

    /// Somebody of the recipient said that they have a finding.
    pub fn acknowledge(&mut self, id: InterviewId, finding: FindingId, recipient: &str, by: &str, now: Moment) -> Result<()> {
        let by = clean(&in_words(by, "say who has it: the name of whoever acknowledged it")?);
        let recipient = self.recipient(recipient)?;
        self.verb(now, |_, pen| {
            let shares = pen.store.shares_of(id)?;
            let share = shares.into_iter().map(|(share, _)| share).find(|share| share.finding == finding && share.recipient == recipient);
            let refused = match share {
                None => format!("{finding} of {id} is not meant for {recipient}"),
                Some(Share { sent_at: None, .. }) => format!("{finding} of {id} was not sent to {recipient} yet; export it first"),
                Some(Share { acknowledged_at: Some(at), acknowledged_by: Some(who), .. }) => {
                    format!("{finding} of {id} was acknowledged by {who} at {} already", long_moment(at))
                }
                Some(_) => {
                    pen.record(Event::IntelligenceAcknowledged { interview: id, recipient, findings: vec![finding], by })?;
                    return Ok(());
                }
            };
            Err(Error::Refused(refused))
        })
    }

    /// The recipient that somebody typed: an agency of the settings, or one that stands in the ledger from earlier ones.
    fn recipient(&self, typed: &str) -> Result<String> {
        if let Some(agency) = self.settings.agency(typed) {
            return Ok(agency.name.clone());
        }
        let typed = clean(typed);
        if self.store.shares_open()?.iter().any(|(share, _)| share.recipient == typed) {
            return Ok(typed);
        }
        let known = self.settings.agencies.iter().map(|agency| agency.short.as_str()).collect::<Vec<_>>().join(", ");
        Err(Error::Refused(format!("\"{typed}\" is not an agency of the settings; known are {known}")))
    }
}

/// The lines of one interview, with whom they are about and what they rest on.
fn passed_from(store: &Store, interview: &Interview, lines: Vec<(Share, String)>) -> Result<Passed> {
    let held = &interview.held;
    let mut references = Vec::new();
    let mut child = String::from("A child who is not identified");
    for covered in &held.covers {
        let episode = store.episode(covered.episode)?;
        references.push(episode.reference());
        child = who(episode.details.listed.full_name(), episode.details.listed.dob);
    }
    if let Some(known) = held.child {
        let details = store.child(known)?.details;
        child = who(details.full_name(), details.dob);
    }
    let line = |(share, text): (Share, String)| {
        let finding = interview.record.iter().flat_map(|record| &record.findings).find(|finding| finding.id == Some(share.finding));
        let why = finding.map_or(String::new(), |finding| finding.why.clone());
        PassedLine { finding: share.finding, kind: finding.map(|finding| finding.kind), text, why, sent_before: share.sent_at }
    };
    let (held_at, held_by) = (held.at, held.by.clone());
    Ok(Passed { interview: interview.id, child, references, held_at, held_by, lines: lines.into_iter().map(line).collect() })
}

fn who(name: String, dob: Option<chrono::NaiveDate>) -> String {
    dob.map_or(name.clone(), |dob| format!("{name}, born {}", plain_day(dob)))
}
