//! Exploitation assessments: started by a decision, allocated, completed with the scaled indicators, reviewed.

use super::business::titled;
use super::decide::NewDecision;
use super::error::{Error, Result};
use super::event::Event;
use super::hub::{Hub, Pen};
use super::meeting_view::AssessmentLine;
use crate::calendar::{day_of, long_day};
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::assessment::{self, Assessment, AssessmentId, AssessmentState, ToolResult};
use crate::meeting::decision::{DecisionId, Outcome};
use crate::store::Store;
use crate::text::{clean, clean_lines};

impl Hub {
    /// The assessments that are neither ended nor withdrawn: what runs out first stands first.
    pub fn assessments(&self, now: Moment) -> Result<Vec<AssessmentLine>> {
        self.store.read(|store| {
            let mut found = store.open_assessments()?;
            found.sort_by_key(|assessment| (assessment.due_on(), assessment.id));
            self.assessment_lines(store, found, now)
        })
    }

    /// Every assessment of a child (of the episode, where the child is not identified), latest first.
    pub fn assessments_of(&self, child: Option<ChildId>, episode: EpisodeId, now: Moment) -> Result<Vec<AssessmentLine>> {
        self.store.read(|store| self.assessment_lines(store, store.assessments_of(child, episode)?, now))
    }

    /// An assessment by its number.
    pub fn assessment(&self, id: AssessmentId) -> Result<Assessment> {
        self.store.assessment(id)
    }

    /// Gives an assessment to a social worker, by name.
    pub fn allocate_assessment(&mut self, id: AssessmentId, to: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        let to = clean(to);
        if to.is_empty() {
            return Err(Error::Refused(format!("say who is to make {id}")));
        }
        self.verb(now, |hub, pen| {
            let assessment = hub.running(pen.store, id, seen)?;
            if assessment.allocated_to.as_ref() == Some(&to) {
                return Err(Error::Refused(format!("{to} has {id} already")));
            }
            pen.record(Event::AssessmentAllocated { assessment: id, to })?;
            Ok(())
        })
    }

    /// Records the completed tool: the assessment itself, later its reviews. Score, band and titles follow from the answers and the
    /// tool of the settings; the review is in twelve weeks (as the settings have it) unless another day is given.
    pub fn score_assessment(&mut self, id: AssessmentId, result: ToolResult, seen: Option<i64>, now: Moment) -> Result<()> {
        let result = ToolResult { judgement: clean_lines(&result.judgement).trim().to_string(), ..result };
        let (tool, today) = (&self.settings.assessment, day_of(now));
        let result = assessment::completed(tool, result, today);
        assessment::check(tool, &result).map_err(Error::Refused)?;
        if let Some(day) = result.review_on.filter(|day| *day <= today) {
            return Err(Error::Refused(format!("the review cannot be on {}; give a day after today", long_day(day))));
        }
        self.verb(now, |hub, pen| {
            hub.running(pen.store, id, seen)?;
            pen.record(Event::AssessmentScored { assessment: id, result })?;
            Ok(())
        })
    }

    /// Takes an assessment back that is not to be made after all, with the reason.
    pub fn withdraw_assessment(&mut self, id: AssessmentId, reason: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        let reason = clean(reason);
        if reason.is_empty() {
            return Err(Error::Refused(format!("say in a few words why {id} is withdrawn")));
        }
        self.verb(now, |hub, pen| {
            if !hub.running(pen.store, id, seen)?.results.is_empty() {
                return Err(Error::Refused(format!("{id} is completed; end it with a review instead")));
            }
            pen.record(Event::AssessmentWithdrawn { assessment: id, reason })?;
            Ok(())
        })
    }

    /// An assessment that something can still be done about.
    fn running(&self, store: &Store, id: AssessmentId, seen: Option<i64>) -> Result<Assessment> {
        let assessment = store.assessment(id)?;
        self.check_seen(&format!("assessment {id}"), assessment.changed, seen)?;
        match assessment.state() {
            AssessmentState::Ended => Err(Error::Refused(format!("{id} has ended; decide for a new one if it is needed"))),
            AssessmentState::Withdrawn => Err(Error::Refused(format!("{id} was withdrawn; decide for a new one if it is needed"))),
            _ => Ok(assessment),
        }
    }

    /// What a decision does to assessments. One that asks for it starts one for each child that has none running, and its clock;
    /// a new wording that no longer does withdraws that of the earlier one, unless it has a result.
    pub(super) fn assess(
        &self,
        pen: &mut Pen<'_>,
        decision: DecisionId,
        (children, episode): (&[Option<ChildId>], Option<EpisodeId>),
        new: &NewDecision,
    ) -> Result<()> {
        let mut started = Vec::new();
        let mut earlier = new.replaces;
        while let Some(id) = earlier {
            started.extend(pen.store.assessments_by(id)?);
            earlier = pen.store.decision(id)?.replaces;
        }
        started.retain(|assessment| assessment.withdrawn.is_none());
        if !new.outcomes.contains(&Outcome::ExploitationAssessment) {
            for assessment in started.iter().filter(|assessment| assessment.results.is_empty()) {
                let reason = format!("the decision was reworded as {decision}, without an exploitation assessment");
                pen.record(Event::AssessmentWithdrawn { assessment: assessment.id, reason })?;
            }
            return Ok(());
        }
        if !started.is_empty() {
            return Ok(());
        }
        let due = assessment::due(&self.settings.assessment, pen.now, &self.clocks.working_days);
        for child in children {
            if pen.store.open_assessments_of(*child, episode)?.is_empty() {
                let assessment = AssessmentId(pen.store.next_id("assessment")?);
                pen.record(Event::AssessmentStarted { assessment, decision, child: *child, episode, due })?;
            }
        }
        Ok(())
    }

    /// Assessments as they are listed.
    pub(super) fn assessment_lines(&self, store: &Store, found: Vec<Assessment>, now: Moment) -> Result<Vec<AssessmentLine>> {
        let today = day_of(now);
        let line = |assessment: Assessment| {
            let (name, reference) = whom(store, &assessment)?;
            let clock = assessment.clock_words(today, &self.clocks.working_days);
            Ok(AssessmentLine { name, reference, state: assessment.state(), clock, overdue: assessment.overdue(today), assessment })
        };
        found.into_iter().map(line).collect()
    }

    /// What a row of the board says of the child's assessments: the one that runs out first.
    pub(super) fn assessment_words(
        &self,
        store: &Store,
        child: Option<ChildId>,
        episode: EpisodeId,
        now: Moment,
    ) -> Result<Option<String>> {
        let found = store.open_assessments_of(child, Some(episode))?;
        let first = found.iter().min_by_key(|assessment| assessment.due_on());
        Ok(first.map(|assessment| format!("assessment {}", assessment.clock_words(day_of(now), &self.clocks.working_days))))
    }
}

/// The child's name and the reference of what it was decided on.
fn whom(store: &Store, assessment: &Assessment) -> Result<(String, String)> {
    let child = assessment.child.map(|child| store.known_child(child)).transpose()?.map(|child| child.details.full_name());
    if let Some(episode) = assessment.episode {
        let episode = store.episode(episode)?;
        return Ok((child.unwrap_or_else(|| episode.details.listed.full_name()), episode.reference()));
    }
    let business = store.decision(assessment.decision)?.business.map(|id| store.business(id)).transpose()?;
    let name = match (child, &business) {
        (Some(name), _) => name,
        (None, Some(business)) => titled(store, business)?,
        (None, None) => String::new(),
    };
    Ok((name, business.map(|business| business.id.to_string()).unwrap_or_default()))
}
