//! The forms of an exploitation assessment: who makes it, the scaled indicators with the judgement beside the score, and that it
//! is not made after all.

use super::Next;
use super::form::{FormScreen, Task, Wrong, at};
use crate::calendar::{day_of, long_day};
use crate::casebook::meeting_view::AssessmentLine;
use crate::child::MarkerKind;
use crate::meeting::assessment::{AssessmentId, AssessmentOutcome, Recorded, Tool, ToolResult, check, completed, score};
use crate::tui::app::Context;
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed, choices};
use std::collections::BTreeMap;

/// Whom a form is about, as it was shown.
struct About {
    id: AssessmentId,
    title: String,
    clock: String,
    seen: i64,
}

impl About {
    fn of(line: &AssessmentLine) -> About {
        let (id, seen) = (line.assessment.id, line.assessment.changed);
        About { id, title: format!("{id} {}", line.name), clock: format!("{} · {}", line.state, line.clock), seen }
    }

    fn intro(&self) -> Vec<(Meaning, String)> {
        vec![(Meaning::Plain, self.clock.clone())]
    }

    fn again(&mut self, cx: &mut Context) {
        let found = cx.desk.assessments(cx.now);
        let found = cx.told(found).unwrap_or_default().into_iter().find(|line| line.assessment.id == self.id);
        self.seen = found.map_or(self.seen, |line| line.assessment.changed);
    }
}

/// The form that says which social worker makes it.
pub fn allocate_form(line: &AssessmentLine) -> Next {
    FormScreen::push(AllocateTask { about: About::of(line), to: line.assessment.allocated_to.clone() })
}

/// The form with the scaled indicators, for the assessment or its next review.
pub fn score_form(line: &AssessmentLine, cx: &Context) -> Next {
    FormScreen::push(ScoreTask { about: About::of(line), tool: cx.desk.tool(), earlier: line.assessment.results.last().cloned() })
}

/// The form that says why it is not made after all.
pub fn withdraw_form(line: &AssessmentLine) -> Next {
    FormScreen::push(WithdrawTask { about: About::of(line) })
}

struct AllocateTask {
    about: About,
    to: Option<String>,
}

impl Task for AllocateTask {
    fn key(&self) -> String {
        format!("allocate {}", self.about.id)
    }

    fn title(&self) -> String {
        format!("Who makes the assessment: {}", self.about.title)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let mut lines = self.about.intro();
        lines.extend(self.to.iter().map(|to| (Meaning::Warning, format!("{to} has it now: this gives it to somebody else."))));
        lines
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::line("to", "Social worker (needed)")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let to = typed.text("to");
        if to.is_empty() {
            return Err(at("to", "Write the name of the social worker."));
        }
        cx.desk.allocate_assessment(self.about.id, to, Some(self.about.seen), cx.now)?;
        Ok(format!("{} is with {to}.", self.about.id))
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
    }
}

struct WithdrawTask {
    about: About,
}

impl Task for WithdrawTask {
    fn key(&self) -> String {
        format!("withdraw {}", self.about.id)
    }

    fn title(&self) -> String {
        format!("Not made after all: {}", self.about.title)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        self.about.intro()
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::line("reason", "Reason (needed)")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let reason = typed.text("reason");
        if reason.is_empty() {
            return Err(at("reason", "Write the reason: it stands in the record."));
        }
        cx.desk.withdraw_assessment(self.about.id, reason, Some(self.about.seen), cx.now)?;
        Ok(format!("{} is withdrawn, with your reason in the record.", self.about.id))
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
    }
}

struct ScoreTask {
    about: About,
    tool: Tool,
    /// The result before, where this is a review.
    earlier: Option<Recorded>,
}

impl ScoreTask {
    /// The values ticked so far, by indicator.
    fn scores(&self, typed: &Typed) -> BTreeMap<String, u32> {
        let value = |id: &String| Some((id.clone(), typed.text(&indicator(id)).parse().ok()?));
        self.tool.indicators.iter().filter_map(|each| value(&each.id)).collect()
    }

    /// The day of the review as typed; empty: in as many weeks as the settings say.
    fn review(typed: &Typed, cx: &Context) -> Option<Result<chrono::NaiveDate, String>> {
        Some(typed.text("review")).filter(|text| !text.is_empty()).map(|text| cx.desk.understand_day(text, cx.now))
    }

    fn result(&self, typed: &Typed, cx: &Context) -> Result<ToolResult, Wrong> {
        let review_on = ScoreTask::review(typed, cx).transpose().map_err(|why| at("review", why))?;
        let outcome = AssessmentOutcome::from_code(typed.text("outcome"));
        let result = ToolResult {
            tool: self.tool.name.clone(),
            scale: self.tool.scale,
            scores: self.scores(typed),
            titles: BTreeMap::new(),
            score: 0,
            most: 0,
            band: String::new(),
            judged: typed.text("judged").into(),
            judgement: typed.text("judgement").into(),
            concerns: MarkerKind::ALL.iter().copied().filter(|kind| typed.is_ticked("concerns", kind.code())).collect(),
            outcome: outcome.ok_or_else(|| at("outcome", "Choose the outcome (← → and Space)."))?,
            review_on,
        };
        Ok(completed(&self.tool, result, day_of(cx.now)))
    }
}

/// The field of an indicator.
fn indicator(id: &str) -> String {
    format!("indicator {id}")
}

impl Task for ScoreTask {
    fn key(&self) -> String {
        format!("score {}", self.about.id)
    }

    fn title(&self) -> String {
        let what = if self.earlier.is_some() { "Review" } else { "Assessment" };
        format!("{what}: {} · {}", self.about.title, self.tool.name)
    }

    fn intro(&self, typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let scores = self.scores(typed);
        let (score, most, band) = score(&self.tool, &scores);
        // Half a score would name too low a band.
        let words = match (scores.len(), self.tool.indicators.len()) {
            (answered, all) if answered < all => format!("{answered} of {all} indicators answered"),
            (_, all) => format!("Score {score} of {most}: {band} · all {all} indicators answered"),
        };
        let mut lines = vec![(Meaning::Title, words)];
        if let Some(Recorded { result, at, .. }) = &self.earlier {
            let words = format!("Before, {}: {} of {}, judged {}", long_day(day_of(*at)), result.score, result.most, result.judged);
            lines.push((Meaning::Hint, words));
        }
        lines
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        if let Some(Recorded { result, .. }) = &self.earlier {
            typed.set_all("concerns", result.concerns.iter().map(|kind| kind.code().to_string()).collect());
        }
        typed
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        let scale = || choices((0..=self.tool.scale).map(|value| (value.to_string(), value.to_string())));
        let mut fields: Vec<Field> = Vec::new();
        for each in &self.tool.indicators {
            let help = Some(each.help.clone()).filter(|help| !help.is_empty()).map(Ok);
            fields.push(Field::one(indicator(&each.id), &each.title, scale()).read_as(help));
        }
        if let Some(first) = fields.first_mut() {
            *first = first.clone().under(&format!("Indicators, 0 to {}", self.tool.scale));
        }
        let bands = choices(self.tool.bands.iter().map(|band| (band.name.clone(), band.name.clone())));
        fields.push(Field::one("judged", "Band (needed)", bands).under("Professional judgement, beside the score"));
        fields.push(Field::area("judgement", "Why (needed, also where it agrees with the score)"));
        fields.push(Field::many("concerns", "Concerns", choices(MarkerKind::ALL.iter().map(|kind| (kind.code(), kind.label())))));
        let outcomes = choices(AssessmentOutcome::ALL.iter().map(|outcome| (outcome.code(), outcome.label())));
        fields.push(Field::one("outcome", "Outcome (needed)", outcomes).under("What it leads to"));
        if AssessmentOutcome::from_code(typed.text("outcome")).is_some_and(AssessmentOutcome::is_reviewed) {
            let otherwise = || Some(Ok(format!("in {} weeks", self.tool.review_weeks)));
            let read = ScoreTask::review(typed, cx).map(|day| day.map(long_day)).or_else(otherwise);
            fields.push(Field::line("review", "Review on").read_as(read));
        }
        fields
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        if let Some(first) = self.tool.indicators.first().filter(|_| self.scores(typed).is_empty()) {
            return Err(at(&indicator(&first.id), "Give at least one indicator its value (← → and Space)."));
        }
        if typed.text("judged").is_empty() {
            return Err(at("judged", "Choose the band by your judgement (← → and Space); it need not be the score's."));
        }
        if typed.text("judgement").is_empty() {
            return Err(at("judgement", "Say why: the judgement stands beside the score, also where both agree."));
        }
        let result = self.result(typed, cx)?;
        check(&self.tool, &result).map_err(|why| at("judged", why))?;
        let words = format!("{}: {} of {}, judged {}.", self.about.id, result.score, result.most, result.judged);
        let review = result.review_on.map(|day| format!(" Review {}.", long_day(day))).unwrap_or_default();
        cx.desk.score_assessment(self.about.id, result, Some(self.about.seen), cx.now)?;
        Ok(format!("{words}{review}"))
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
    }
}
