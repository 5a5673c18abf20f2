//! Panels on the command line: who is due and why, a child's page, what a panel said, its pack and its calendar.

pub mod args;
mod words;

use super::args::{Format, Global};
use super::interview::{Desk, code};
use super::{json, output};
use crate::casebook::event::Export;
use crate::casebook::panels_view::{PanelSheet, PanelsSheet};
use crate::casebook::{Error, PanelOutcome};
use crate::meeting::action;
use crate::meeting::decision::Outcome;
use crate::report::panel::Stays;
use crate::report::panels::{calendar::calendar, child_page};
use crate::settings::Panel;
use crate::spoken;
use crate::store::files::{write_all_new, write_new};
use crate::text::clean;
use anyhow::Result;
use args::{OutcomeArgs, PanelsCommand};
use serde_json::json;
use std::path::Path;

/// `wayhome panels …`; without a command: the list.
pub fn run(global: &Global, command: Option<PanelsCommand>) -> Result<()> {
    let desk = &mut Desk::open(global)?;
    match command.unwrap_or(PanelsCommand::List) {
        PanelsCommand::List => list(desk, global),
        PanelsCommand::Due { panel } => due(desk, global, panel.as_deref()),
        PanelsCommand::Show { child } => show(desk, global, &child.join(" ")),
        PanelsCommand::Outcome(said) => outcome(desk, global, *said),
        PanelsCommand::Pack { panel, out, initials } => pack(desk, global, &panel, &out, initials),
        PanelsCommand::Calendar { panel, out } => write_calendar(desk, global, &panel, out.as_deref()),
    }
}

fn list(desk: &Desk, global: &Global) -> Result<()> {
    let sheet = desk.hub.panels(desk.now)?;
    match global.format {
        Format::Json => output::record("", &sheet),
        Format::Csv => output::csv(
            ["panel", "takes", "rhythm", "next_meeting", "moved_from", "due", "later"],
            sheet.panels.iter().map(|panel| {
                let next = panel.meetings.first();
                let (on, moved) = (next.map(|next| next.on.to_string()), next.and_then(|next| next.moved_from).map(|day| day.to_string()));
                let (due, later) = (panel.due.len().to_string(), panel.later.len().to_string());
                let (name, takes, rhythm) = (panel.panel.clone(), panel.takes.clone(), panel.rhythm.clone());
                [name, takes, rhythm, on.unwrap_or_default(), moved.unwrap_or_default(), due, later]
            }),
        ),
        _ => output::text(&words::list(&sheet)),
    }
}

fn due(desk: &Desk, global: &Global, panel: Option<&str>) -> Result<()> {
    let mut sheet = desk.hub.panels(desk.now)?;
    if let Some(panel) = panel {
        let wanted = desk.hub.find_panel(panel)?.name.clone();
        sheet.panels.retain(|panel| panel.panel == wanted);
    }
    match global.format {
        Format::Json => output::record("", &sheet),
        Format::Csv => due_csv(&sheet),
        _ => output::text(&words::due(&sheet)),
    }
}

fn due_csv(sheet: &PanelsSheet) -> Result<()> {
    let of_panel = |panel: &PanelSheet| {
        let rows = |state: &'static str, children: &[_]| children.iter().map(|due| words::row(panel, state, due)).collect::<Vec<_>>();
        [rows("due", &panel.due), rows("later", &panel.later)].concat()
    };
    let nowhere = sheet.no_panel.iter().map(|none| {
        let (child, episode) = (none.child.map(|id| id.to_string()), none.episode.map(|id| id.to_string()));
        let [empty, care, locality, since, kinds] = std::array::from_fn(|_| String::new());
        let (child, episode) = (child.unwrap_or_default(), episode.unwrap_or_default());
        [empty, "no-panel".into(), child, none.name.clone(), episode, care, locality, since, kinds, none.why.clone()]
    });
    output::csv(
        ["panel", "state", "child", "name", "episode", "care_status", "locality", "waiting_since", "reasons", "why"],
        sheet.panels.iter().flat_map(of_panel).chain(nowhere),
    )
}

fn show(desk: &Desk, global: &Global, who: &str) -> Result<()> {
    let page = desk.hub.panel_page(desk.hub.find_child(who)?, desk.now)?;
    match global.format {
        Format::Json => output::record("", &page),
        Format::Csv => Err(Error::Refused("a page is no table, so there is no CSV of it; take --format json, or text".into()).into()),
        _ => output::text(&child_page(&page).to_text()),
    }
}

fn outcome(desk: &mut Desk, global: &Global, said: OutcomeArgs) -> Result<()> {
    let outcome = understood(desk, said)?;
    let done = desk.hub.panel_outcome(outcome, desk.now)?;
    match global.format {
        Format::Json => output::json(&json!({
            "ok": true,
            "child": done.child.to_string(),
            "said": json::printed("said", serde_json::to_value(&done.said)?),
            "decision": json::printed("decision", serde_json::to_value(&done.decision)?),
        })),
        _ => output::text(&words::done(&done)),
    }
}

fn understood(desk: &Desk, said: OutcomeArgs) -> Result<PanelOutcome, Error> {
    let (now, days, settings) = (desk.now, &desk.hub.clocks().working_days, desk.hub.settings());
    let (outcomes, why) = match said.decision.as_deref() {
        Some(text) => text.split_once(':').unwrap_or((text, "")),
        None => ("", ""),
    };
    let outcome = |text: &str| code("outcome", text.trim(), Outcome::ALL, Outcome::code, Outcome::label);
    let outcomes: Vec<Outcome> = outcomes.split(',').filter(|text| !text.trim().is_empty()).map(outcome).collect::<Result<_, _>>()?;
    if said.decision.is_some() && outcomes.is_empty() {
        return Err(Error::Refused("the decision names no outcome; write it like \"advice: why\"".into()));
    }
    let actions = said.actions.iter().map(|line| action::parse(&clean(line), settings, now, days)).collect::<Result<_, _>>();
    let review = said.next_review.map(|text| spoken::day(&text, now, days)).transpose().map_err(Error::Refused)?;
    let on = said.on.map(|text| spoken::past_day(&text, now, days)).transpose().map_err(Error::Refused)?;
    Ok(PanelOutcome {
        panel: desk.hub.find_panel(&said.panel)?.name.clone(),
        child: desk.hub.find_child(&said.child)?,
        on: on.unwrap_or(crate::calendar::day_of(now)),
        stays: if said.leaves { Stays::Leaves } else { Stays::Stays },
        note: said.note,
        next_review: review,
        outcomes,
        rationale: why.trim().to_string(),
        actions: actions.map_err(Error::Refused)?,
        refer_to: said.refer_to.map(|panel| desk.hub.find_panel(&panel).map(|panel| panel.name.clone())).transpose()?,
        seen: None,
    })
}

fn pack(desk: &mut Desk, global: &Global, panel: &str, folder: &Path, initials: bool) -> Result<()> {
    let name = desk.hub.find_panel(panel)?.name.clone();
    let papers = desk.hub.panel_papers(&name, initials, desk.now)?;
    let files = write_all_new(folder, &papers)?;
    desk.hub.note_export(Export::PanelPack, files.clone(), None, &name, desk.now)?;
    let paths: Vec<String> = files.iter().map(|file| folder.join(file).display().to_string()).collect();
    match global.format {
        Format::Json => output::json(&json!({ "ok": true, "panel": name, "files": paths })),
        _ => output::text(&paths.iter().map(|path| format!("{path}\n")).collect::<String>()),
    }
}

fn write_calendar(desk: &Desk, global: &Global, panel: &str, out: Option<&Path>) -> Result<()> {
    let panels: Vec<&Panel> = if panel.trim().eq_ignore_ascii_case("all") {
        desk.hub.settings().panels.iter().collect()
    } else {
        vec![desk.hub.find_panel(panel)?]
    };
    let file = calendar(&panels, &desk.hub.clocks().working_days, desk.now);
    let Some(path) = out else { return output::as_it_is(&file) };
    let meetings = file.matches("BEGIN:VEVENT").count();
    write_new(path, file.into_bytes())?;
    match global.format {
        Format::Json => output::json(&json!({ "ok": true, "file": path.display().to_string(), "meetings": meetings })),
        _ => output::text(&format!("{}: {meetings} meetings", path.display())),
    }
}
