//! What was learnt and is not yet with those who should have it: never sent, changed since, not acknowledged.

use super::{FormScreen, Next, Screen};
use crate::calendar::{length, short_moment};
use crate::episode::Moment;
use crate::interview::record::{FindingId, InterviewId};
use crate::interview::sharing::Share;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::screen::form::{Task, Wrong, at};
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed};
use crate::tui::widget::pane::{lines, moved, pane, window};
use crate::tui::widget::text::{counted, cut, fit, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Sent this long ago and not acknowledged: somebody must ask.
const ACKNOWLEDGE_WITHIN: chrono::TimeDelta = chrono::TimeDelta::hours(24);

/// A finding for one recipient, and the words it has now.
struct Open {
    share: Share,
    text: String,
}

impl Open {
    fn to_send(&self) -> bool {
        self.share.sent_text.as_ref() != Some(&self.text)
    }

    /// "never sent", "changed since Thu 19 Nov 10:00", "not acknowledged for 22 h 41 m".
    fn state(&self, now: Moment) -> (Meaning, String) {
        match self.share.sent_at {
            None => (Meaning::Overdue, "never sent".into()),
            Some(at) if self.to_send() => (Meaning::Overdue, format!("changed since {}", short_moment(at))),
            Some(at) => {
                let meaning = if now - at > ACKNOWLEDGE_WITHIN { Meaning::Overdue } else { Meaning::Plain };
                (meaning, format!("not acknowledged for {}", length(now - at)))
            }
        }
    }
}

/// The open end of the sharing ledger.
pub struct SharingScreen {
    open: Vec<Open>,
    at: usize,
}

impl SharingScreen {
    /// Opens the list; says so where nothing is open.
    pub fn open(cx: &mut Context) -> Next {
        let open = read(cx);
        if open.is_empty() {
            cx.say("Every finding is with those who should have it, and acknowledged.");
            return Next::Stay;
        }
        Next::Push(Box::new(SharingScreen { open, at: 0 }))
    }

    /// How many findings are to be sent to each recipient.
    fn due(&self) -> BTreeMap<String, usize> {
        let mut due = BTreeMap::new();
        for open in self.open.iter().filter(|open| open.to_send()) {
            *due.entry(open.share.recipient.clone()).or_default() += 1;
        }
        due
    }
}

/// The shares that are open, those never sent first, each with the words its finding has now.
fn read(cx: &mut Context) -> Vec<Open> {
    let shares = cx.desk.shares();
    let shares = cx.told(shares).unwrap_or_default();
    let mut texts: BTreeMap<FindingId, String> = BTreeMap::new();
    for id in shares.iter().map(|share| share.interview).collect::<BTreeSet<InterviewId>>() {
        let interview = cx.desk.interview(id);
        let record = cx.told(interview).and_then(|interview| interview.record);
        texts.extend(record.iter().flat_map(|record| &record.findings).filter_map(|f| Some((f.id?, f.text.clone()))));
    }
    let text = |share: &Share| texts.get(&share.finding).cloned().unwrap_or_default();
    let mut open: Vec<Open> = shares.into_iter().map(|share| Open { text: text(&share), share }).collect();
    open.sort_by_key(|open| (!open.to_send(), open.share.sent_at));
    open
}

impl Screen for SharingScreen {
    fn place(&self) -> Place {
        Place::Sharing
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let title = format!("Sharing: {} not yet sent and acknowledged", counted(self.open.len(), "finding", "findings"));
        let inner = pane(frame, area, &title, true, cx.theme);
        let cols = usize::from(inner.width);
        let mut all: Vec<Line> = Vec::new();
        let mut here = 0..0;
        for (i, open) in self.open.iter().enumerate() {
            let (meaning, state) = open.state(cx.now);
            let share = &open.share;
            let mark = if i == self.at { "▸" } else { " " };
            let words = format!(
                "{mark}{} {} {} {state}",
                fit(&share.finding.to_string(), 5),
                fit(&share.interview.to_string(), 5),
                fit(&share.recipient, 28)
            );
            let style = if i == self.at { cx.theme.style(Meaning::Selected) } else { cx.theme.style(meaning) };
            let from = all.len();
            all.push(Line::styled(cut(&words, cols), style));
            if i == self.at {
                let text = if open.text.is_empty() { "taken back since it was sent" } else { &open.text };
                let hint = cx.theme.style(Meaning::Plain);
                all.extend(
                    wrapped(text, cols.saturating_sub(14)).into_iter().take(4).map(|l| Line::styled(format!("             {l}"), hint)),
                );
                here = from..all.len();
            }
        }
        let first = window(here.start, here.end, all.len(), inner.height.into());
        lines(frame, inner, all, first, cx.theme);
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        match verb {
            Verb::Acknowledge => {
                self.open.get(self.at).is_some_and(|open| open.share.sent_at.is_some() && open.share.acknowledged_at.is_none())
            }
            Verb::HandOff => self.open.iter().any(Open::to_send),
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if let Some(to) = moved(verb, self.at, self.open.len(), cx.body_height().saturating_sub(4)) {
            self.at = to;
            return Next::Stay;
        }
        match verb {
            Verb::Acknowledge => match self.open.get(self.at) {
                Some(open) => FormScreen::push(AcknowledgeTask { share: open.share.clone(), text: open.text.clone() }),
                None => Next::Stay,
            },
            Verb::HandOff => FormScreen::push(HandOffTask { due: self.due(), folder: cx.folder.clone() }),
            Verb::Back => Next::Pop,
            _ => Next::Stay,
        }
    }

    fn refresh(&mut self, cx: &mut Context) {
        self.open = read(cx);
        self.at = self.at.min(self.open.len().saturating_sub(1));
    }
}

/// Somebody of the recipient said that they have it.
struct AcknowledgeTask {
    share: Share,
    text: String,
}

impl Task for AcknowledgeTask {
    fn key(&self) -> String {
        format!("acknowledge {} {}", self.share.finding, self.share.recipient)
    }

    fn title(&self) -> String {
        format!("{} acknowledged by {}", self.share.finding, self.share.recipient)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let sent = self.share.sent_at.map(|at| format!(" Sent {}.", short_moment(at))).unwrap_or_default();
        vec![(Meaning::Plain, format!("{} of {}: {}.{sent}", self.share.finding, self.share.interview, self.text))]
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::line("by", "Who said so (needed)")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let Share { interview, finding, recipient, .. } = &self.share;
        cx.desk.acknowledge(*interview, *finding, recipient, typed.text("by"), cx.now)?;
        Ok(format!("{recipient} has {finding}."))
    }
}

/// What must be typed before anything leaves the hub.
const WORD: &str = "write";

/// A hand-off file for each recipient, written into a folder.
struct HandOffTask {
    /// How many findings go to whom.
    due: BTreeMap<String, usize>,
    folder: PathBuf,
}

impl Task for HandOffTask {
    fn key(&self) -> String {
        "hand-off".into()
    }

    fn title(&self) -> String {
        "Write hand-off files".into()
    }

    fn intro(&self, typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let files = counted(self.due.len(), "file names children and leaves", "files name children and leave");
        let mut lines = vec![(Meaning::Warning, format!("{files} the hub; the record says what was sent.",))];
        lines.extend(self.due.iter().map(|(to, n)| (Meaning::Plain, format!("  {to}: {}", counted(*n, "finding", "findings")))));
        lines.push((Meaning::Plain, format!("Into {}", typed.text("folder"))));
        lines
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        typed.set("folder", self.folder.display().to_string());
        typed
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::word(WORD), Field::line("folder", "Folder")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        if !typed.text("word").eq_ignore_ascii_case(WORD) {
            return Err(at("word", format!("Nothing was written: type “{WORD}” to write the files, or Esc to leave it.")));
        }
        let folder = PathBuf::from(typed.text("folder"));
        cx.desk.make_folder(&folder).map_err(|why| at("folder", why))?;
        let files = cx.desk.hand_off(&folder, cx.now)?;
        let names = files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
        Ok(format!("Written into {}: {names}.", folder.display()))
    }
}
