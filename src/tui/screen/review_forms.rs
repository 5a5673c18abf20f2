//! The forms of "who is this child?": the question to police, one answer for several rows, an answer doubted or taken back.

use super::Next;
use super::form::{FormScreen, Task, Wrong, at};
use crate::casebook::view::{Case, Waiting};
use crate::casebook::who_view::TakingBack;
use crate::child::{Child, ChildId};
use crate::episode::EpisodeId;
use crate::tui::app::Context;
use crate::tui::theme::Meaning;
use crate::tui::widget::case_pane::case_name;
use crate::tui::widget::field::{Field, Typed};
use crate::tui::widget::text::counted;

/// The form with the question to police as the hub would put it.
pub fn ask_form(waiting: Waiting, cx: &mut Context) -> Next {
    let question = match &waiting.asked {
        Some(asked) => Ok(asked.question.clone()),
        None => cx.desk.question(waiting.episode.id),
    };
    match cx.told(question) {
        Some(question) => FormScreen::push(AskTask { waiting, question }),
        None => Next::Stay,
    }
}

/// The waiting rows that have the one candidate of a row as their one candidate too, the row itself among them.
pub fn alike<'a>(row: &Waiting, waiting: &'a [Waiting]) -> Vec<&'a Waiting> {
    let single = |of: &Waiting| match &of.candidates[..] {
        [only] => Some(only.child.id),
        _ => None,
    };
    let child = single(row);
    waiting.iter().filter(|other| child.is_some() && single(other) == child).collect()
}

/// The question whether all rows with the same single candidate are that child.
pub fn alike_form(row: &Waiting, waiting: &[Waiting]) -> Next {
    let rows: Vec<Waiting> = alike(row, waiting).into_iter().cloned().collect();
    match row.candidates.first() {
        Some(only) if rows.len() > 1 => FormScreen::push(AlikeTask { rows, child: only.child.clone() }),
        _ => Next::Stay,
    }
}

/// The form that says: this episode is another child's.
pub fn doubt_form(case: &Case) -> Next {
    let Some(child) = case.child.as_ref() else { return Next::Stay };
    let (of, seen) = (case.episode.id, case.episode.changed);
    FormScreen::push(DoubtTask { of, seen, reference: case.episode.reference(), child: child.id, name: case_name(case) })
}

/// The question whether the answer to who the child of an episode is shall be taken back, with all that follows.
pub fn take_back_form(case: &Case, cx: &mut Context) -> Next {
    let found = cx.desk.taking_back(case.episode.id);
    match cx.told(found) {
        Some(what) => FormScreen::push(TakeBackTask { what, seen: case.episode.changed, reference: case.episode.reference() }),
        None => Next::Stay,
    }
}

/// What taking an answer back does, a line for each thing.
pub fn taking_back_words(what: &TakingBack) -> Vec<String> {
    let ids = what.follow.iter().map(EpisodeId::to_string).collect::<Vec<_>>().join(", ");
    let leaves = format!("{} was put on the register by that answer, and leaves it.", what.child);
    let others = counted(what.follow.len(), "other episode", "other episodes");
    let follow = format!("{others} taken as the child's with it or because of it: {ids}. A person is asked about each again.");
    [
        Some(format!("{} waits again for a person to say who the child is.", what.episode)),
        Some(leaves).filter(|_| what.leaves),
        Some(follow).filter(|_| !what.follow.is_empty()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The reason as typed; it must say something.
pub fn reason(typed: &Typed) -> Result<&str, Wrong> {
    let reason = typed.text("reason");
    if reason.is_empty() { Err(at("reason", "Write the reason: it stands in the record.")) } else { Ok(reason) }
}

struct AskTask {
    waiting: Waiting,
    question: String,
}

impl Task for AskTask {
    fn key(&self) -> String {
        format!("ask police {}", self.waiting.episode.id)
    }

    fn title(&self) -> String {
        format!("Ask police: {}, {}", self.waiting.episode.details.listed.full_name(), self.waiting.episode.reference())
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let words = "The question stands on the hand-off to police until it is answered. The row goes on waiting.";
        vec![(Meaning::Plain, words.into())]
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        typed.set("question", self.question.as_str());
        typed
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::area("question", "Question to police (needed)")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let question = typed.text("question");
        if question.is_empty() {
            return Err(at("question", "Write what police are asked."));
        }
        let episode = &self.waiting.episode;
        cx.desk.ask_police(episode.id, question, Some(episode.changed), cx.now)?;
        Ok("The question stands on the hand-off to police; the row goes on waiting. u takes it back.".into())
    }

    fn look_again(&mut self, cx: &mut Context) {
        let waiting = cx.desk.waiting();
        let id = self.waiting.episode.id;
        if let Some(found) = cx.told(waiting).unwrap_or_default().into_iter().find(|w| w.episode.id == id) {
            self.waiting = found;
        }
    }
}

/// Rows that are listed in full: more would not leave room for the question on a small terminal.
const LISTED: usize = 12;

struct AlikeTask {
    rows: Vec<Waiting>,
    child: Child,
}

impl Task for AlikeTask {
    fn key(&self) -> String {
        format!("same for all {}", self.child.id)
    }

    fn title(&self) -> String {
        format!("{} rows have this one candidate: the same child for all?", self.rows.len())
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let all = format!("All of these are {} ({}):", self.child.details.full_name(), self.child.id);
        let row = |row: &Waiting| {
            let name = row.episode.details.listed.full_name();
            (Meaning::Plain, format!("  row {}: {name}, {} {}", row.line.row, row.episode.id, row.episode.reference()))
        };
        let mut out: Vec<(Meaning, String)> =
            std::iter::once((Meaning::Title, all)).chain(self.rows.iter().take(LISTED).map(row)).collect();
        if self.rows.len() > LISTED {
            let rest: Vec<String> = self.rows.iter().skip(LISTED).map(|row| format!("{} (row {})", row.episode.id, row.line.row)).collect();
            out.push((Meaning::Plain, format!("  and {}", rest.join(", "))));
        }
        out
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        Vec::new()
    }

    fn save(&mut self, _typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let rows: Vec<_> = self.rows.iter().map(|row| (row.episode.id, Some(row.episode.changed))).collect();
        let count = cx.desk.same_children(&rows, self.child.id, cx.now)?;
        Ok(format!("{} are {}. u takes it back.", counted(count, "row", "rows"), self.child.id))
    }

    fn look_again(&mut self, cx: &mut Context) {
        let waiting = cx.desk.waiting();
        let waiting = cx.told(waiting).unwrap_or_default();
        self.rows = waiting.into_iter().filter(|now| self.rows.iter().any(|row| row.episode.id == now.episode.id)).collect();
    }
}

struct DoubtTask {
    of: EpisodeId,
    seen: i64,
    reference: String,
    child: ChildId,
    name: String,
}

impl Task for DoubtTask {
    fn key(&self) -> String {
        format!("doubt {}", self.of)
    }

    fn title(&self) -> String {
        format!("Another child? {} of {}", self.reference, self.name)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let waits = format!("{} waits again for a person to say who the child is; {} is the first it may be.", self.of, self.child);
        let stays = "What was decided, agreed and recorded on the episode stays with it and goes where it goes.";
        vec![(Meaning::Plain, waits), (Meaning::Plain, stays.into())]
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::line("reason", "Reason (needed)")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        cx.desk.doubt(self.of, reason(typed)?, Some(self.seen), cx.now)?;
        Ok(format!("{} waits for a person: r on the board says who it is. u takes it back.", self.of))
    }

    fn look_again(&mut self, cx: &mut Context) {
        let case = cx.desk.case(self.of, cx.now);
        self.seen = cx.told(case).map_or(self.seen, |case| case.episode.changed);
    }
}

struct TakeBackTask {
    what: TakingBack,
    seen: i64,
    reference: String,
}

impl Task for TakeBackTask {
    fn key(&self) -> String {
        format!("take back {}", self.what.episode)
    }

    fn title(&self) -> String {
        format!("Take back who the child of {} is", self.reference)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let erased = "Nothing is erased: the record keeps both, and what was decided on the episode stays with it.".to_string();
        taking_back_words(&self.what).into_iter().chain([erased]).map(|words| (Meaning::Plain, words)).collect()
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        Vec::new()
    }

    fn save(&mut self, _typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let done = cx.desk.take_back(self.what.episode, Some(self.seen), cx.now)?;
        Ok(format!("Taken back: {}", taking_back_words(&done).join(" ")))
    }

    fn look_again(&mut self, cx: &mut Context) {
        let case = cx.desk.case(self.what.episode, cx.now);
        self.seen = cx.told(case).map_or(self.seen, |case| case.episode.changed);
    }
}
