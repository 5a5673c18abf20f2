//! The form of what is brought to the meeting beside the list: a referral, a request for a strategy meeting, key intelligence.
//! What is missing before it can be decided stands above the fields while one types.

use super::Next;
use super::form::{FormScreen, Task, Wrong, at};
use crate::calendar::{day_of, long_day, plain_day};
use crate::casebook::meeting_view::BusinessSheet;
use crate::child::{Child, ChildId, MarkerKind};
use crate::meeting::business::{BusinessDetails, BusinessId, BusinessKind, missing, not_invited};
use crate::text::fold;
use crate::tui::app::Context;
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed, choices};
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::HashMap;

/// The form for something new; `kind`: of that kind, else it is asked.
pub fn raise_form(kind: Option<BusinessKind>) -> Next {
    FormScreen::push(BusinessTask { kind, recorded: None, found: RefCell::default() })
}

/// The form that says the whole of it anew.
pub fn change_form(sheet: &BusinessSheet) -> Next {
    let business = &sheet.business;
    let recorded = Some((business.id, business.details.clone(), business.changed));
    FormScreen::push(BusinessTask { kind: Some(business.details.kind), recorded, found: RefCell::default() })
}

/// Whom a piece of text means.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Found {
    Child(ChildId, String),
    /// Not on the register; kept as named.
    Named(String),
}

struct BusinessTask {
    kind: Option<BusinessKind>,
    /// Number, details and journal position of what is changed.
    recorded: Option<(BusinessId, BusinessDetails, i64)>,
    /// Whom each text was found to mean: the register is asked once for each, not after every key.
    found: RefCell<HashMap<String, Result<Found, String>>>,
}

/// Texts apart by commas, semicolons or lines.
fn parts(text: &str) -> Vec<String> {
    text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(String::from).collect()
}

/// Whom a text means: a number, or the whole name of one child of the register.
fn find(text: &str, cx: &Context) -> Result<Found, String> {
    let found = cx.desk.search(text, 10).map_err(|error| error.to_string())?;
    let shown = |child: &Child| {
        let born = child.details.dob.map(|day| format!(", born {}", plain_day(day))).unwrap_or_default();
        format!("{} {}{born}", child.id, child.details.full_name())
    };
    if let Ok(id) = text.to_uppercase().parse::<ChildId>() {
        let child = found.iter().find(|child| child.id == id);
        return child.map(|child| Found::Child(id, shown(child))).ok_or_else(|| format!("there is no child {id} on the register"));
    }
    if cx.private {
        return Err("in privacy mode write the child's number, like C12".into());
    }
    let name = fold(text);
    let named = |child: &&Child| fold(&child.details.full_name()) == name || child.details.other_names.iter().any(|n| fold(n) == name);
    match found.iter().filter(named).collect::<Vec<_>>().as_slice() {
        [child] => Ok(Found::Child(child.id, shown(child))),
        [] => Ok(Found::Named(text.to_string())),
        several => Err(format!(
            "“{text}” is several children, write the number: {}",
            several.iter().map(|c| shown(c)).collect::<Vec<_>>().join("; ")
        )),
    }
}

/// Whom the words before the first comma name: "Nadia Begum C17 and Jo Unknown" gives "C17" and "Jo Unknown"; `None` where they
/// say more than names.
fn named(who: &str) -> Option<Vec<String>> {
    let name = |name: &str| {
        let id = name.split_whitespace().find(|word| word.parse::<ChildId>().is_ok());
        let is_name = name.split_whitespace().all(|word| word.starts_with(char::is_uppercase)) && name.split_whitespace().count() <= 4;
        (is_name && !name.trim().is_empty()).then(|| id.unwrap_or(name.trim()).to_string())
    };
    who.split(" and ").map(name).collect()
}

impl BusinessTask {
    fn found(&self, text: &str, cx: &Context) -> Result<Found, String> {
        // Whom it is about already was found when it was entered.
        let recorded = self.recorded.iter().flat_map(|(_, details, _)| &details.children);
        if let Some(id) = recorded.into_iter().find(|id| id.to_string() == text) {
            return Ok(self.found_on_register(text, cx).unwrap_or_else(|_| Found::Child(*id, id.to_string())));
        }
        self.found_on_register(text, cx)
    }

    fn found_on_register(&self, text: &str, cx: &Context) -> Result<Found, String> {
        self.found.borrow_mut().entry(text.to_string()).or_insert_with(|| find(text, cx)).clone()
    }

    fn kind(&self, typed: &Typed) -> Option<BusinessKind> {
        self.kind.or_else(|| BusinessKind::from_code(typed.text("kind")))
    }

    /// Who is meant by the field of children, as it is understood.
    fn children(&self, typed: &Typed, cx: &Context) -> Option<Result<String, String>> {
        let texts = parts(typed.text("children"));
        let words = |text: &String| {
            self.found(text, cx).map(|found| match found {
                Found::Child(_, words) => words,
                Found::Named(name) => format!("{name} (not on the register, kept as named)"),
            })
        };
        (!texts.is_empty()).then(|| texts.iter().map(words).collect::<Result<Vec<_>, _>>().map(|all| all.join(" · ")))
    }

    /// The UK day it came in; empty: today.
    fn received(typed: &Typed, cx: &Context) -> Result<NaiveDate, String> {
        match typed.text("received") {
            "" => Ok(day_of(cx.now)),
            text => {
                let day = cx.desk.understand_past(&format!("{text} 00:00"), cx.now).map(day_of);
                // The desk reads moments: what it says of a day would name a time nobody typed.
                day.map_err(|_| format!("“{text}” is not a day that has been; write it like “yesterday”, “Fri” or “20/11/2026”"))
            }
        }
    }

    fn needed_by(typed: &Typed, cx: &Context) -> Option<Result<NaiveDate, String>> {
        Some(typed.text("needed-by")).filter(|text| !text.is_empty()).map(|text| cx.desk.understand_day(text, cx.now))
    }

    /// What is typed, with what the one line says in the fields that are empty.
    fn filled(&self, typed: &Typed, cx: &Context) -> Typed {
        let mut filled = typed.clone();
        let line = typed.text("line");
        if line.is_empty() {
            return filled;
        }
        let (source, rest) = line.split_once(": ").unwrap_or(("", line));
        let about = rest.split_once(',').and_then(|(who, concern)| Some((named(who)?, concern)));
        // Intelligence may well begin with a place: there, who is not on the register is part of what is known.
        let is_child = |text: &String| matches!(self.found(text, cx), Ok(Found::Child(..)));
        let intelligence = self.kind(typed) == Some(BusinessKind::Intelligence);
        let about = about.filter(|(who, _)| !intelligence || who.iter().all(is_child));
        let (who, concern) = about.map_or((String::new(), rest), |(who, concern)| (who.join(", "), concern));
        for (id, words) in [("source", source), ("children", who.as_str()), ("concern", concern)] {
            if typed.text(id).is_empty() {
                filled.set(id, words.trim());
            }
        }
        filled
    }

    /// How the one line is understood.
    fn line_read(&self, typed: &Typed, filled: &Typed, cx: &Context) -> Option<Result<String, String>> {
        let who = self.children(filled, cx).map(|who| who.unwrap_or_else(|why| why));
        let from = Some(filled.text("source")).filter(|source| !source.is_empty()).map(|source| format!("from {source}"));
        let parts = [from, who, Some(filled.text("concern").to_string())];
        (!typed.text("line").is_empty()).then(|| Ok(parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")))
    }

    /// The details as far as they are typed and understood.
    fn details(&self, typed: &Typed, cx: &Context) -> Option<BusinessDetails> {
        let kind = self.kind(typed)?;
        let typed = &self.filled(typed, cx);
        let found: Vec<Found> = parts(typed.text("children")).iter().filter_map(|text| self.found(text, cx).ok()).collect();
        let only = |of: BusinessKind, list: Vec<String>| if kind == of { list } else { Vec::new() };
        let listed = |id: &str| only(BusinessKind::Intelligence, parts(typed.text(id)));
        Some(BusinessDetails {
            kind,
            received: BusinessTask::received(typed, cx).unwrap_or(day_of(cx.now)),
            source: typed.text("source").into(),
            concern: typed.text("concern").into(),
            children: found.iter().filter_map(|found| if let Found::Child(id, _) = found { Some(*id) } else { None }).collect(),
            named: found.iter().filter_map(|found| if let Found::Named(name) = found { Some(name.clone()) } else { None }).collect(),
            markers: MarkerKind::ALL.iter().copied().filter(|kind| typed.is_ticked("markers", kind.code())).collect(),
            told: if kind == BusinessKind::Referral { typed.text("told").into() } else { String::new() },
            attend: only(BusinessKind::Strategy, typed.all("attend").to_vec()),
            needed_by: BusinessTask::needed_by(typed, cx).filter(|_| kind == BusinessKind::Strategy).and_then(Result::ok),
            people: listed("people"),
            places: listed("places"),
            vehicles: listed("vehicles"),
            themes: listed("themes"),
            hand_to: only(BusinessKind::Intelligence, typed.all("hand-to").to_vec()),
        })
    }
}

/// Agencies that a strategy discussion needs, by full name.
fn strategy_quorum(cx: &Context) -> Vec<String> {
    let settings = cx.desk.settings();
    settings.meeting.strategy_quorum.iter().filter_map(|short| settings.agency(short)).map(|agency| agency.name.clone()).collect()
}

fn day(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

impl Task for BusinessTask {
    fn key(&self) -> String {
        let kind = self.kind.map_or("", BusinessKind::code);
        self.recorded.as_ref().map_or_else(|| format!("business new {kind}").trim_end().to_string(), |(id, ..)| format!("business {id}"))
    }

    fn title(&self) -> String {
        match (&self.recorded, self.kind) {
            (Some((id, details, _)), _) => format!("Change {} {id}", details.kind.short()),
            (None, Some(kind)) => format!("New: {kind}"),
            (None, None) => "New business for the meeting".into(),
        }
    }

    fn intro(&self, typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        let Some(details) = self.details(typed, cx) else {
            return vec![(Meaning::Hint, "Choose what it is; then what is missing before it can be decided stands here.".into())];
        };
        let mut lacks = missing(&details);
        lacks.extend(not_invited(&details, &strategy_quorum(cx)));
        vec![match lacks.is_empty() {
            true => (Meaning::Ok, "Complete: it can be decided.".into()),
            false => (Meaning::Warning, format!("Missing before it can be decided: {}.", lacks.join(" · "))),
        }]
        .into_iter()
        .chain(self.recorded.is_none().then(|| {
            (Meaning::Hint, "On one line: “School (Mrs Hart): Nadia Begum, new phone and cash”; the fields under it say more.".into())
        }))
        .collect()
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        let Some((_, details, _)) = &self.recorded else { return typed };
        let numbers = details.children.iter().map(ChildId::to_string);
        let children: Vec<String> = numbers.chain(details.named.iter().cloned()).collect();
        let lines = [
            ("received", day(details.received)),
            ("source", details.source.clone()),
            ("concern", details.concern.clone()),
            ("children", children.join(", ")),
            ("told", details.told.clone()),
            ("needed-by", details.needed_by.map(day).unwrap_or_default()),
            ("people", details.people.join("; ")),
            ("places", details.places.join("; ")),
            ("vehicles", details.vehicles.join("; ")),
            ("themes", details.themes.join("; ")),
        ];
        lines.into_iter().for_each(|(id, text)| typed.set(id, text));
        typed.set_all("markers", details.markers.iter().map(|kind| kind.code().to_string()).collect());
        typed.set_all("attend", details.attend.clone());
        typed.set_all("hand-to", details.hand_to.clone());
        typed
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        let mut fields = Vec::new();
        if self.kind.is_none() {
            fields.push(Field::one(
                "kind",
                "What it is (needed)",
                choices(BusinessKind::ALL.iter().map(|kind| (kind.code(), kind.label()))),
            ));
        }
        let Some(kind) = self.kind(typed) else { return fields };
        let agencies = || choices(cx.desk.agencies().into_iter().map(|name| (name.clone(), name)));
        let filled = self.filled(typed, cx);
        if self.recorded.is_none() {
            fields.push(Field::line("line", "On one line").read_as(self.line_read(typed, &filled, cx)));
        }
        fields.push(Field::line("received", "Received").read_as(Some(BusinessTask::received(typed, cx).map(long_day))));
        fields.push(Field::line("source", "From (agency, person)"));
        fields.push(Field::area("concern", if kind == BusinessKind::Intelligence { "What is known" } else { "Concern" }));
        let children = if typed.text("children").is_empty() { None } else { self.children(typed, cx) };
        fields.push(Field::line("children", "Children").read_as(children));
        fields.push(Field::many("markers", "Harm feared", choices(MarkerKind::ALL.iter().map(|kind| (kind.code(), kind.label())))));
        match kind {
            BusinessKind::Referral => fields.push(Field::area("told", "What child and family were told, or why not")),
            BusinessKind::Strategy => {
                fields.push(Field::many("attend", "Must be there", agencies()));
                fields.push(Field::line("needed-by", "Needed by").read_as(BusinessTask::needed_by(typed, cx).map(|day| day.map(long_day))));
            }
            BusinessKind::Intelligence => {
                for (id, label) in [("people", "People"), ("places", "Places"), ("vehicles", "Vehicles"), ("themes", "Themes")] {
                    fields.push(Field::line(id, label));
                }
                fields.push(Field::many("hand-to", "Hand to", agencies()));
            }
        }
        fields
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let details = self.details(typed, cx).ok_or_else(|| at("kind", "Choose what it is (← → and Space)."))?;
        BusinessTask::received(typed, cx).map_err(|why| at("received", why))?;
        BusinessTask::needed_by(typed, cx).transpose().map_err(|why| at("needed-by", why))?;
        self.children(&self.filled(typed, cx), cx).transpose().map_err(|why| at("children", why))?;
        if details.concern.is_empty() {
            return Err(at("concern", "Write what it is about; the rest can follow."));
        }
        let (kind, lacks) = (details.kind.short(), missing(&details).len());
        let words = match &self.recorded {
            Some((id, _, seen)) => {
                cx.desk.change_business(*id, details, Some(*seen), cx.now)?;
                format!("Changed: {kind} {id}.")
            }
            None => format!("Added: {kind} {}.", cx.desk.raise(details, cx.now)?),
        };
        Ok(if lacks > 0 { format!("{words} {lacks} still missing before it can be decided.") } else { words })
    }

    fn look_again(&mut self, cx: &mut Context) {
        let Some((id, _, seen)) = &mut self.recorded else { return };
        let sheet = cx.desk.business(*id, cx.now);
        *seen = cx.told(sheet).map_or(*seen, |sheet| sheet.business.changed);
    }
}
