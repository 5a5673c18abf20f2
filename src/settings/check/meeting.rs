//! The settings of the meeting and of the exploitation assessment.

use super::{Section, Settings, check_agency, check_time};
use crate::meeting::assessment::{Indicator, Tool, ToolBand};

/// `[meeting]`, after the agencies have been read.
pub(super) fn meeting<'a>(root: &mut Section<'a>, settings: &mut Settings) {
    let agencies = settings.agencies.clone();
    // A file that brings its own agencies and no quorum cannot mean the shipped one.
    let known = |typed: &str| check_agency(typed, &agencies, settings.agency(typed).is_some());
    let meeting = &settings.meeting;
    let usable = |quorum: &[String]| quorum.iter().filter(|short| settings.agency(short).is_some()).cloned().collect::<Vec<_>>();
    let (mut quorum, mut strategy) = (usable(&meeting.quorum), usable(&meeting.strategy_quorum));
    let mut meeting = meeting.clone();
    root.section("meeting", |s| {
        s.put("quorum", &mut quorum, |s, key| s.texts(key, known));
        s.put("strategy_quorum", &mut strategy, |s, key| s.texts(key, known));
        s.put("time", &mut meeting.time, |s, key| s.text(key, check_time));
        s.put("minutes_heading", &mut meeting.minutes_heading, Section::words);
        s.put("minutes", &mut meeting.minutes, |s, key| s.whole(key, 5..=480));
        s.put("confidentiality", &mut meeting.confidentiality, |s, key| s.text(key, |_| Ok(())));
        s.put("critical_days", &mut meeting.critical_days, |s, key| s.whole(key, 1..=90));
        s.put("blank_after", &mut meeting.blank_after, |s, key| s.whole(key, 0..=480));
    });
    (meeting.quorum, meeting.strategy_quorum) = (quorum, strategy);
    settings.meeting = meeting;
}

/// The tool of the exploitation assessment. A list of bands or indicators that is named at all replaces the shipped one.
pub(super) fn assessment(s: &mut Section, tool: &mut Tool) {
    s.put("name", &mut tool.name, Section::words);
    s.put("working_days", &mut tool.working_days, |s, key| s.whole(key, 1..=90));
    s.put("review_weeks", &mut tool.review_weeks, |s, key| s.whole(key, 1..=52));
    s.put("scale", &mut tool.scale, |s, key| s.whole(key, 1..=10));
    s.put("band", &mut tool.bands, |s, key| s.each(key, band, |band| vec![band.name.clone()]));
    s.put("indicator", &mut tool.indicators, |s, key| s.each(key, indicator, |indicator| vec![indicator.id.clone()]));
    for (key, empty) in [("indicator", tool.indicators.is_empty()), ("band", tool.bands.is_empty())] {
        if s.has(key) && empty {
            s.complain(key, format!("the assessment has no {key} that can be used; add [[assessment.{key}]] with its settings below"));
        }
    }
    if let Some(first) = tool.bands.first().filter(|first| first.from != 0) {
        s.complain_at("band", 0, format!("the first band '{}' begins at {}; it must begin at 0", first.name, first.from));
    }
    for (index, pair) in (1..).zip(tool.bands.windows(2)) {
        if let [before, band] = pair
            && before.from >= band.from
        {
            let order = format!("the band '{}' does not begin above '{}' before it; put the bands in rising order", band.name, before.name);
            s.complain_at("band", index, order);
        }
    }
}

fn band(s: &mut Section) -> Option<ToolBand> {
    let (name, from) = (s.required("name", Section::words), s.required("from", |s, key| s.whole(key, 0..=100)));
    Some(ToolBand { name: name?, from: from? })
}

fn indicator(s: &mut Section) -> Option<Indicator> {
    let id = s.required("id", |s, key| s.text(key, check_id));
    let (title, help) = (s.required("title", Section::words), s.text("help", |_| Ok(())).unwrap_or_default());
    Some(Indicator { id: id?, title: title?, help })
}

fn check_id(text: &str) -> Result<(), String> {
    let shaped = !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if shaped { Ok(()) } else { Err(format!("'{text}' is not an id; write small letters, digits and hyphens, like \"travel-far\"")) }
}
