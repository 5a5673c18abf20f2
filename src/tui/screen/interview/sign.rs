//! Signing off what another worker recorded, and giving it back with comments.

use super::about::{About, words};
use super::{FormScreen, Next};
use crate::calendar::{long_moment, short_moment};
use crate::interview::record::{EndsAs, Interview};
use crate::tui::app::Context;
use crate::tui::screen::form::{Task, Wrong};
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed};
use crate::tui::widget::text::counted;

/// What is signed off or given back, in lines: whose it is, which episodes it answers, what becomes of its findings.
fn named(interview: &Interview) -> Vec<(Meaning, String)> {
    let held = &interview.held;
    let covers = held.covers.iter().map(|covered| covered.episode.to_string()).collect::<Vec<_>>().join(", ");
    let mut lines = vec![(Meaning::Plain, format!("{} held {} by {}; answers {covers}.", interview.id, long_moment(held.at), held.by))];
    if let Some(recorded) = &interview.recorded {
        lines.push((Meaning::Plain, format!("Recorded by {}, {}.", recorded.by, short_moment(recorded.at))));
    }
    let findings = interview.record.as_ref().map_or(&[][..], |record| &record.findings);
    let ends = EndsAs::ALL.iter().filter_map(|end| {
        let count = findings.iter().filter(|finding| finding.ends_as == Some(*end)).count();
        (count > 0).then(|| format!("{count} {end}"))
    });
    let ends: Vec<String> = ends.collect();
    let ends = if ends.is_empty() { String::new() } else { format!(": {}", ends.join(", ")) };
    lines.push((Meaning::Plain, format!("{}{ends}.", counted(findings.len(), "finding", "findings"))));
    lines
}

/// Another worker signs it off.
pub struct SignTask {
    about: About,
    interview: Interview,
}

impl SignTask {
    pub fn open(about: About, _cx: &mut Context) -> Next {
        let Some(interview) = about.interview().cloned() else { return Next::Stay };
        FormScreen::push(SignTask { about, interview })
    }
}

impl Task for SignTask {
    fn key(&self) -> String {
        format!("sign {}", self.interview.id)
    }

    fn title(&self) -> String {
        format!("Sign off {}: {}", self.interview.id, self.about.title())
    }

    fn intro(&self, _typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        let mut lines = named(&self.interview);
        let who = cx.desk.actor();
        lines.push((Meaning::Plain, format!("It is signed off as {who}. S, one level back, gives it back with comments instead.")));
        lines
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        Vec::new()
    }

    fn save(&mut self, _typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        cx.desk.sign_off(self.interview.id, Some(self.interview.changed), cx.now)?;
        Ok(format!("{} is signed off.", self.interview.id))
    }

    fn look_again(&mut self, cx: &mut Context) {
        let interview = cx.desk.interview(self.interview.id);
        if let Some(interview) = cx.told(interview) {
            self.interview = interview;
        }
    }
}

/// Given back, to be put right.
pub struct GiveBackTask {
    about: About,
    interview: Interview,
}

impl GiveBackTask {
    pub fn open(about: About, _cx: &mut Context) -> Next {
        let Some(interview) = about.interview().cloned() else { return Next::Stay };
        FormScreen::push(GiveBackTask { about, interview })
    }
}

impl Task for GiveBackTask {
    fn key(&self) -> String {
        format!("give back {}", self.interview.id)
    }

    fn title(&self) -> String {
        format!("Give {} back: {}", self.interview.id, self.about.title())
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        named(&self.interview)
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::area("comments", "What is to be put right (needed)")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let comments = words("comments", typed, "Say in your comments what is to be put right.")?;
        cx.desk.give_back(self.interview.id, comments, Some(self.interview.changed), cx.now)?;
        Ok(format!("{} is given back with your comments.", self.interview.id))
    }

    fn look_again(&mut self, cx: &mut Context) {
        let interview = cx.desk.interview(self.interview.id);
        if let Some(interview) = cx.told(interview) {
            self.interview = interview;
        }
    }
}
