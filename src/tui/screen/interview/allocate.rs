//! Who holds it: suggested workers, each with the reasons; what giving it to one would do; handover accepted; the child's wishes.

use super::about::About;
use super::{Next, Screen};
use crate::casebook::On;
use crate::casebook::interview_view::InterviewCase;
use crate::child::Sex;
use crate::interview::suggest::Suggestion;
use crate::interview::worker::{Wishes, WorkerId};
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::screen::form::{FormScreen, Task, Wrong, at};
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed, choices};
use crate::tui::widget::interview_pane::{reasons, worker_name};
use crate::tui::widget::interview_words::whom;
use crate::tui::widget::pane::{lines, moved, popup, window};
use crate::tui::widget::text::{counted, cut, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use std::collections::BTreeMap;

/// A worker who could hold it, and why or why not.
#[derive(Clone)]
struct Somebody {
    worker: WorkerId,
    name: String,
    team: String,
    /// Not independent, for one of the interviews at least.
    refused: bool,
    why: Vec<(Meaning, String)>,
}

/// The suggested workers, over the screen.
pub struct AllocateScreen {
    about: About,
    people: Vec<Somebody>,
    at: usize,
}

impl AllocateScreen {
    /// Opens the list; says so where nobody is known who could hold it.
    pub fn open(about: About, cx: &mut Context) -> Next {
        let people = if about.count() == 1 { for_one(&about.first) } else { for_several(&about) };
        if people.is_empty() {
            cx.warn("No workers are known yet: `wayhome workers import FILE` loads them.");
            return Next::Stay;
        }
        Next::Push(Box::new(AllocateScreen { about, people, at: 0 }))
    }

    /// Gives it to the first suggested worker at once; where a reason is needed, or several are marked, asks first.
    pub fn first(about: About, cx: &mut Context) -> Next {
        if about.count() > 1 {
            return AllocateScreen::open(about, cx);
        }
        let Some(first) = for_one(&about.first).into_iter().find(|somebody| !somebody.refused) else {
            return AllocateScreen::open(about, cx);
        };
        match give(about, first, cx) {
            Some(form) => Next::Push(Box::new(form)),
            None => Next::Refresh,
        }
    }

    /// The suggestions as lines, and where the selected one stands among them.
    fn laid(&self, cols: usize, cx: &Context) -> (Vec<Line<'static>>, std::ops::Range<usize>) {
        let (mut out, mut here) = (Vec::new(), 0..0);
        for (i, somebody) in self.people.iter().enumerate() {
            let from = out.len();
            let (mark, meaning) = if i == self.at { ("▸", Meaning::Selected) } else { (" ", Meaning::Title) };
            let words = cut(&format!("{mark}{}. {}, {}", i + 1, somebody.name, somebody.team), cols);
            out.push(Line::styled(words, cx.theme.style(meaning)));
            for (meaning, words) in &somebody.why {
                let parts = wrapped(words, cols.saturating_sub(7).max(10));
                out.extend(parts.into_iter().map(|l| Line::styled(format!("     {l}"), cx.theme.style(*meaning))));
            }
            if i == self.at {
                here = from..out.len();
            }
        }
        (out, here)
    }
}

/// Gives it to a worker at once where nothing is to be asked; else the form that asks.
fn give(about: About, to: Somebody, cx: &mut Context) -> Option<FormScreen> {
    let case = &about.first;
    let from_another = case.item.worker.as_ref().is_some_and(|worker| worker.id != to.worker);
    let asked_not = case.wishes.not.contains(&to.worker);
    if about.count() > 1 || from_another || asked_not || to.refused {
        return Some(FormScreen::new(GiveTask { about, to }));
    }
    let given = cx.desk.allocate(&[about.one()], to.worker, "", false, cx.now);
    if let Some(given) = cx.told(given) {
        let why = to.why.iter().map(|(_, words)| words.trim_start_matches("+ ")).take(2).collect::<Vec<_>>().join("; ");
        let said = given.iter().map(|one| format!("{}: {}", one.name, one.words)).collect::<Vec<_>>().join("; ");
        cx.say(format!("{said} ({why})."));
    }
    None
}

fn for_one(case: &InterviewCase) -> Vec<Somebody> {
    let somebody = |s: &Suggestion| Somebody {
        worker: s.worker,
        name: s.name.clone(),
        team: s.team.clone(),
        refused: s.refused.is_some(),
        why: reasons(s),
    };
    case.suggestions.iter().map(somebody).collect()
}

/// For several interviews: whoever is suggested for most of them, each worker with how they stand for each.
fn for_several(about: &About) -> Vec<Somebody> {
    let mut found: BTreeMap<WorkerId, (Vec<&str>, Vec<&str>, i64, &Suggestion)> = BTreeMap::new();
    for case in about.cases() {
        for suggestion in &case.suggestions {
            let (free, refused, score, _) = found.entry(suggestion.worker).or_insert((Vec::new(), Vec::new(), 0, suggestion));
            *score += i64::from(suggestion.score);
            if suggestion.refused.is_some() {
                refused.push(&case.item.child.short);
            } else if suggestion.free_slot.is_some() {
                free.push(&case.item.child.short);
            }
        }
    }
    let count = about.count();
    let mut people: Vec<_> = found.into_values().collect();
    people.sort_by_key(|(_, refused, score, suggestion)| (refused.len(), -score, suggestion.name.clone()));
    let somebody = |(free, refused, _, suggestion): (Vec<&str>, Vec<&str>, i64, &Suggestion)| {
        let mut why = vec![(Meaning::Plain, format!("free in time for {} of {count}", free.len()))];
        if !refused.is_empty() {
            why.push((Meaning::Warning, format!("✗ not independent for {}", refused.join(", "))));
        }
        why.extend(reasons(suggestion).into_iter().filter(|(_, words)| words.contains("carries")));
        let (name, team) = (suggestion.name.clone(), suggestion.team.clone());
        Somebody { worker: suggestion.worker, name, team, refused: refused.len() == count, why }
    };
    people.into_iter().map(somebody).collect()
}

impl Screen for AllocateScreen {
    fn place(&self) -> Place {
        Place::Allocate
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let cols = area.width.saturating_sub(6).min(100);
        let (all, here) = self.laid(usize::from(cols).saturating_sub(2), cx);
        let rows = u16::try_from(all.len() + 2).unwrap_or(u16::MAX);
        let title = cut(&format!("Who holds it: {}", self.about.title()), usize::from(cols).saturating_sub(4));
        let inner = popup(frame, area, &title, cols, rows, cx.theme);
        let first = window(here.start, here.end, all.len(), inner.height.into());
        lines(frame, inner, all, first, cx.theme);
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if let Some(to) = moved(verb, self.at, self.people.len(), 5) {
            self.at = to;
            return Next::Stay;
        }
        match verb {
            Verb::Open => {
                let Some(to) = self.people.get(self.at).cloned() else { return Next::Stay };
                let first = self.about.first.item.episode;
                let more: Vec<_> = self.about.cases().skip(1).map(|case| case.item.episode).collect();
                // Read anew: what is given is based on the interviews as they are now.
                let Some(about) = About::read(first, &more, cx) else { return Next::Stay };
                give(about, to, cx).map_or(Next::Pop, |form| Next::Replace(Box::new(form)))
            }
            Verb::Back => Next::Pop,
            _ => Next::Stay,
        }
    }
}

/// Giving interviews to a worker where a reason is asked for, or where several are given at once: what it would do stands above.
struct GiveTask {
    about: About,
    to: Somebody,
}

/// What can be given, and for each that cannot the words why.
struct Preview {
    can: Vec<On>,
    names: Vec<String>,
    cannot: Vec<String>,
}

impl GiveTask {
    /// Does the worker need the child's wish to hold it?
    fn needs_wish(&self, case: &InterviewCase) -> bool {
        case.suggestions.iter().any(|s| s.worker == self.to.worker && s.refused.is_some() && !s.asked_for)
    }

    fn preview(&self, typed: &Typed, cx: &Context) -> Preview {
        let reason = typed.text("reason");
        let wished = typed.is_ticked("wish", "yes") && !reason.is_empty();
        let mut preview = Preview { can: Vec::new(), names: Vec::new(), cannot: Vec::new() };
        for case in self.about.cases() {
            let on = On::from(&case.item);
            match cx.desk.preview_allocation(&[on], self.to.worker, reason, !reason.is_empty(), cx.now) {
                // Recorded with the allocation: the child asked for them.
                Err(_) if self.about.count() == 1 && self.needs_wish(case) && wished => preview.can.push(on),
                Err(why) => preview.cannot.push(format!("{}: {why}", whom(&case.item, cx.now))),
                Ok(given) => {
                    preview.can.push(on);
                    preview.names.extend(given.into_iter().map(|one| format!("{}: {}", one.name, one.words)));
                }
            }
        }
        preview
    }
}

impl Task for GiveTask {
    fn key(&self) -> String {
        self.about.key(&format!("allocate {}", self.to.worker))
    }

    fn title(&self) -> String {
        format!("To {}: {}", self.to.name, self.about.title())
    }

    fn intro(&self, typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        let Preview { can, names, cannot } = self.preview(typed, cx);
        let mut words = format!("{} to {}", counted(can.len(), "interview", "interviews"), self.to.name);
        if !cannot.is_empty() {
            words.push_str(&format!("; {} cannot", cannot.len()));
        }
        let names = names.into_iter().map(|name| (Meaning::Plain, format!("  {name}")));
        let cannot = cannot.into_iter().map(|why| (Meaning::Warning, format!("  ✗ {why}")));
        std::iter::once((Meaning::Title, words)).chain(names).chain(cannot).collect()
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        let handover = |case: &InterviewCase| case.item.worker.as_ref().is_some_and(|worker| worker.id != self.to.worker);
        let needed = self.to.refused || self.about.cases().any(|case| handover(case) || case.wishes.not.contains(&self.to.worker));
        if !needed {
            return Vec::new();
        }
        let mut fields = vec![Field::line("reason", "Reason (needed)")];
        if self.about.count() == 1 && self.needs_wish(&self.about.first) {
            let asked = vec![("yes".into(), format!("the child asked for {}", self.to.name))];
            fields.push(Field::many("wish", "The child's wish", asked));
        }
        fields
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let reason = typed.text("reason");
        let (one, needs_wish) = (self.about.count() == 1, self.needs_wish(&self.about.first));
        if one && reason.is_empty() {
            return Err(at("reason", "Write the reason: it stands in the record."));
        }
        if one && needs_wish && !typed.is_ticked("wish", "yes") {
            let name = &self.to.name;
            return Err(at("wish", format!("{name} is not independent: only where the child asked for them, which you tick here.")));
        }
        let can = self.preview(typed, cx).can;
        if can.is_empty() {
            return Err(at("reason", "None of these can be given as it stands; the reasons stand above."));
        }
        if let (true, true, Some(child)) = (one, needs_wish, self.about.first.file.child) {
            let mut wishes = self.about.first.wishes.clone();
            wishes.asked_for.push(self.to.worker);
            cx.desk.set_wishes(child, wishes, cx.now)?;
        }
        let given = cx.desk.allocate(&can, self.to.worker, reason, !reason.is_empty(), cx.now)?;
        Ok(match given.as_slice() {
            [one] => format!("{}: {}.", one.name, one.words),
            many => format!("{} given to {}.", counted(many.len(), "interview", "interviews"), self.to.name),
        })
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
    }
}

/// The worker took what was handed over.
pub struct AcceptTask {
    pub about: About,
}

impl Task for AcceptTask {
    fn key(&self) -> String {
        self.about.key("accept")
    }

    fn title(&self) -> String {
        format!("Handover accepted: {}", self.about.title())
    }

    fn intro(&self, _typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        let mut lines = self.about.intro(cx.now);
        if let Some(worker) = &self.about.first.item.worker {
            lines.push((Meaning::Plain, format!("{} has taken it.", worker.name)));
        }
        lines
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        Vec::new()
    }

    fn save(&mut self, _typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        cx.desk.accept_handover(self.about.one(), cx.now)?;
        Ok(format!("The handover of {} is accepted.", self.about.first.item.child.name))
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
    }
}

/// What the child wishes about who comes.
pub struct WishesTask {
    pub about: About,
}

impl WishesTask {
    fn workers(&self) -> Vec<(String, String)> {
        let here = self.about.first.workers.iter().filter(|worker| !worker.details.left);
        choices(here.map(|worker| (worker.id.to_string(), worker.details.name.clone())))
    }
}

impl Task for WishesTask {
    fn key(&self) -> String {
        self.about.key("wishes")
    }

    fn title(&self) -> String {
        format!("What the child wishes: {}", self.about.title())
    }

    fn intro(&self, _typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        self.about.intro(cx.now)
    }

    fn begin(&self) -> Typed {
        let (mut typed, wishes) = (Typed::default(), &self.about.first.wishes);
        typed.set_all("asked", wishes.asked_for.iter().map(WorkerId::to_string).collect());
        typed.set_all("not", wishes.not.iter().map(WorkerId::to_string).collect());
        typed.set_all("sex", wishes.sex.iter().map(|sex| sex.code().to_string()).collect());
        typed.set("language", wishes.language.clone().unwrap_or_default());
        typed.set("note", &wishes.note);
        typed
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        let sexes = [Sex::Female, Sex::Male].map(|sex| (sex.code(), sex.label()));
        vec![
            Field::many("asked", "Asked for", self.workers()),
            Field::many("not", "Not to see", self.workers()),
            Field::one("sex", "Somebody", choices(sexes)),
            Field::line("language", "Language"),
            Field::area("note", "In the child's words"),
        ]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let Some(child) = self.about.first.file.child else {
            return Err(at("asked", "Who the child is has not been said yet: say so on the board (r) first."));
        };
        let workers = |id: &str| typed.all(id).iter().filter_map(|code| code.parse().ok()).collect();
        let wishes = Wishes {
            asked_for: workers("asked"),
            not: workers("not"),
            sex: Sex::from_code(typed.text("sex")),
            language: Some(typed.text("language").to_string()).filter(|language| !language.is_empty()),
            note: typed.text("note").to_string(),
        };
        let asked = wishes.asked_for.first().map(|id| format!(": asked for {}", worker_name(&self.about.first, *id)));
        cx.desk.set_wishes(child, wishes, cx.now)?;
        Ok(format!("What {} wishes is recorded{}.", self.about.first.item.child.name, asked.unwrap_or_default()))
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
    }
}
