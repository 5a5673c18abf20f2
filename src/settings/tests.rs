use super::*;

fn errors(toml: &str) -> Vec<String> {
    Settings::parse(toml).expect_err("a complaint").iter().map(ToString::to_string).collect()
}

#[test]
fn the_shipped_file_is_whole_and_right() {
    let shipped = Settings::parse(Settings::shipped()).unwrap();
    assert_eq!(shipped, Settings::default());
    assert_eq!(shipped.agencies.len(), 12);
    assert_eq!((shipped.teams.len(), shipped.panels.len(), shipped.targets.len()), (2, 6, 7));
    assert_eq!(shipped.thresholds, Thresholds::default());
    assert_eq!(shipped.rota, Rota::default());
    assert_eq!(shipped.hub, HubSettings::default());
    let MeetingSettings { quorum, strategy_quorum, confidentiality, .. } = &shipped.meeting;
    assert_eq!((quorum.join(" "), strategy_quorum.join(" ")), ("GMP CSC".into(), "GMP CSC NHS".into()));
    assert!(confidentiality.contains("confidential"));
    let rest = MeetingSettings { quorum: vec![], strategy_quorum: vec![], confidentiality: String::new(), ..shipped.meeting.clone() };
    assert_eq!(rest, MeetingSettings::default());
    let tool = &shipped.assessment;
    assert_eq!((tool.working_days, tool.review_weeks, tool.scale), (15, 12, 5));
    assert_eq!((tool.indicators.len(), tool.bands.len()), (14, 3));
    assert!(tool.indicators.iter().all(|indicator| !indicator.help.is_empty()));
    assert_eq!(shipped.ladder().len(), 6);
}

#[test]
fn an_empty_file_and_a_file_from_notepad_mean_the_shipped_settings() {
    assert_eq!(Settings::parse("").unwrap(), Settings::default());
    let notepad = format!("\u{feff}{}", Settings::shipped().replace('\n', "\r\n"));
    assert_eq!(Settings::parse(&notepad).unwrap(), Settings::default());
}

#[test]
fn a_file_says_only_what_differs() {
    let settings = Settings::parse("[meeting]\ntime = \"8:45\"\n[[agency]]\nname = \"Essex Police\"\nshort = \"EP\"\n").unwrap();
    assert_eq!(settings.meeting_time(), "08:45:00".parse().unwrap());
    assert_eq!(settings.meeting.minutes_heading, "Daily multi-agency risk meeting");
    assert_eq!(settings.agencies.len(), 1, "a list that is named replaces the shipped one");
    assert_eq!(settings.panels, Settings::default().panels);
}

#[test]
fn every_bad_setting_is_named_with_its_line_and_what_to_do() {
    let file = r#"escalation = ["24 hours", "soon", "12 hours"]
[meeting]
tiem = "09:30"
quorum = ["GPM", "Zoo"]
time = "25:00"
[rota]
days = ["Mon", "Caturday"]
from = "17:00"
to = "09:00"
[thresholds]
offer_hours = 0
interview_hours = "72"
escalation = ["24 hours"]
[[panel]]
name = "North"
[[target]]
id = "offered"
title = "Offered"
at_least = 195
[[team]]
name = "Team"
employer = "Council"
serves = ["everyone"]
[moon]
"#;
    assert_eq!(
        errors(file),
        [
            "line 1: 'soon' is not a length of time; write it like \"24 hours\", \"7 days\" or \"3 months\"",
            "line 1: the step '12 hours' is not later than '24 hours' before it; put the steps in rising order",
            "line 3: [meeting] has no setting 'tiem'; did you mean 'time'?",
            "line 4: the quorum names 'GPM', which is not an [[agency]] of this file; did you mean 'GMP'?",
            "line 4: the quorum names 'Zoo', which is not an [[agency]] of this file; known are GMP, CSC, Hub, EH, Probation, YJS, TCS, Bar, ASC, Edu, NHS, MFH",
            "line 5: '25:00' is not a time of day; write it like \"09:30\"",
            "line 7: 'Caturday' is not a day of the week; write it like \"Mon\"",
            "line 9: the rota ends at 09:00 but begins at 17:00; 'to' must be later than 'from'",
            "line 11: 'offer_hours' of [thresholds] must be a whole number from 1 to 720",
            "line 12: 'interview_hours' of [thresholds] must be a whole number from 1 to 720",
            "line 13: [thresholds] has no setting 'escalation'; it belongs at the top of the file, before the first [section]",
            "line 14: [[panel]] has no 'takes'; add a line takes = …",
            "line 19: 'at_least' of [[target]] must be a number from 0 to 100, without quotes or %",
            "line 23: 'everyone' is not a group that a team serves; write \"home\", \"looked-after\" or \"out-of-area\"",
            "line 24: the file has no setting 'moon'; known here are escalation, agency, team, panel, target, hub, meeting, assessment, rota, thresholds",
        ]
    );
}

#[test]
fn a_hub_made_before_keeps_its_quorum_of_nobody_and_its_own_agencies_make_no_quorum_of_strangers() {
    let older = Settings::parse("[meeting]\nquorum = []\n").unwrap();
    assert_eq!(older.meeting.quorum, Vec::<String>::new());
    assert_eq!(older.meeting.strategy_quorum, ["GMP", "CSC", "NHS"]);
    let own =
        Settings::parse("[[agency]]\nname = \"Essex Police\"\nshort = \"EP\"\n[[agency]]\nname = \"Care\"\nshort = \"CSC\"\n").unwrap();
    assert_eq!((own.meeting.quorum.join(" "), own.meeting.strategy_quorum.join(" ")), ("CSC".into(), "CSC".into()));
}

#[test]
fn a_tool_that_cannot_be_used_is_named_with_its_line() {
    let file = r#"[meeting]
minutes = 2
strategy_quorum = ["Zoo"]
critical_days = 0
blank_after = -1
[assessment]
scale = 0
review = 12
[[assessment.band]]
name = "low"
from = 10
[[assessment.band]]
name = "high"
from = 10
[[assessment.indicator]]
id = "Far away"
title = "Travel"
[[assessment.indicator]]
id = "debt"
title = "Debt"
[[assessment.indicator]]
id = "debt"
[[assessment.band]]
name = "top"
"#;
    assert_eq!(
        errors(file),
        [
            "line 2: 'minutes' of [meeting] must be a whole number from 5 to 480",
            "line 3: the quorum names 'Zoo', which is not an [[agency]] of this file; known are GMP, CSC, Hub, EH, Probation, YJS, TCS, Bar, ASC, Edu, NHS, MFH",
            "line 4: 'critical_days' of [meeting] must be a whole number from 1 to 90",
            "line 5: 'blank_after' of [meeting] must be a whole number from 0 to 480",
            "line 7: 'scale' of [assessment] must be a whole number from 1 to 10",
            "line 8: [assessment] has no setting 'review'; did you mean 'review_weeks'?",
            "line 9: the first band 'low' begins at 10; it must begin at 0",
            "line 12: the band 'high' does not begin above 'low' before it; put the bands in rising order",
            "line 16: 'Far away' is not an id; write small letters, digits and hyphens, like \"travel-far\"",
            "line 21: [[assessment.indicator]] has no 'title'; add a line title = …",
            "line 23: [[assessment.band]] has no 'from'; add a line from = …",
        ]
    );
    let twice = "[[assessment.indicator]]\nid = \"debt\"\ntitle = \"Debt\"\n[[assessment.indicator]]\nid = \"debt\"\ntitle = \"Debts\"\n";
    assert_eq!(errors(twice), ["line 4: 'debt' is used by two entries of [[assessment.indicator]]; give each its own name"]);
}

#[test]
fn two_agencies_may_not_go_by_the_same_name() {
    let file = "[[agency]]\nname = \"Police\"\nshort = \"P\"\n[[agency]]\nname = \"Probation\"\nshort = \"p\"\n";
    assert_eq!(errors(file), ["line 4: 'p' is used by two entries of [[agency]]; give each its own name"]);
}

#[test]
fn lines_that_are_no_settings_are_named_all_of_them() {
    let complaints = errors("[hub]\nname = Our hub\n[meeting]\ntime = 09:30 uhr\n");
    assert!(complaints.iter().any(|c| c.starts_with("line 2: this line cannot be read")), "{complaints:?}");
    assert!(complaints.iter().any(|c| c.starts_with("line 4: this line cannot be read")), "{complaints:?}");
    assert!(complaints.iter().all(|c| !c.contains('\n')));
}

#[test]
fn a_control_character_cannot_reach_a_screen_through_the_settings() {
    assert_eq!(
        errors("[hub]\nname = \"Hub\\u001b[2J\"\n"),
        ["line 2: 'name' of [hub] must be one line of text without control characters"]
    );
}

#[test]
fn an_agency_is_known_by_any_of_its_names_however_typed() {
    let settings = Settings::default();
    for typed in ["gmp", "Greater Manchester Police", " police ", "GREATER  MANCHESTER POLICE"] {
        assert_eq!(settings.agency(typed).map(|a| a.short.as_str()), Some("GMP"), "{typed}");
    }
    for typed in ["Barnardos", "barnardo’s", "Barnardo's"] {
        assert_eq!(settings.agency(typed).map(|a| a.name.as_str()), Some("Barnardo's"), "{typed}");
    }
    assert_eq!(settings.agency("Fire Service"), None);
}

#[test]
fn the_ladder_counts_hours_elapsed_and_months_by_the_calendar() {
    let start: Moment = "2026-03-27T09:00:00Z".parse().unwrap();
    let at = |text: &str| Step::parse(text).unwrap().reached(start).to_rfc3339();
    assert_eq!(at("72 hours"), "2026-03-30T09:00:00+00:00");
    assert_eq!(at("7 days"), "2026-04-03T09:00:00+00:00");
    assert_eq!(at("3 months"), "2026-06-27T08:00:00+00:00", "09:00 in summer time");
    for wrong in ["", "days", "7", "-1 days", "0 days", "7 fortnights", "99999999999 days"] {
        assert_eq!(Step::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn the_clocks_run_by_the_rota_of_the_file() {
    let settings =
        Settings::parse("[rota]\ndays = [\"Saturday\"]\nfrom = \"10am\"\nto = \"noon\"\n[thresholds]\noffer_hours = 12\n").unwrap();
    let clocks = settings.clocks(WorkingDays::shipped());
    assert_eq!(clocks.hours.days, [chrono::Weekday::Sat]);
    assert_eq!((clocks.hours.from, clocks.hours.to), ("10:00:00".parse().unwrap(), "12:00:00".parse().unwrap()));
    assert_eq!((clocks.offer_hours, clocks.interview_hours), (12, 72));
}

#[test]
fn the_manual_page_names_every_setting_of_the_shipped_file() {
    let page = include_str!("../../docs/settings.md");
    let names = Settings::shipped().lines().filter_map(|line| match line.trim_matches(['[', ']']).split_once(" =") {
        Some((name, _)) if !line.starts_with('#') => Some(name),
        None if line.starts_with('[') => Some(line),
        _ => None,
    });
    for name in names {
        assert!(page.contains(&format!("`{name}`")), "docs/settings.md says nothing of {name}");
    }
}

#[test]
fn a_panel_that_cannot_be_used_is_named_with_its_line() {
    let file = r#"[[panel]]
name = "North"
takes = "children"
takes_care = ["at home", "moon"]
markers = ["cse", "csse"]
episodes = 3
missing_for = "long"
first = "7 Jan 2026"
time = "25:00"
weekdays = ["Sat"]
[[panel]]
name = "South"
takes = "children"
within = "28 days"
first = "2026-01-07"
weekdays = ["Mon"]
"#;
    assert_eq!(
        errors(file),
        [
            "line 4: 'at home' is not a care status; did you mean 'at-home'?",
            "line 4: 'moon' is not a care status; known are at-home, looked-after, looked-after-elsewhere, unaccompanied, supported-accommodation, care-leaver",
            "line 5: 'csse' is not a marker; did you mean 'cse'?",
            "line 6: [[panel]] has 'episodes' without 'within'; add a line within = \"28 days\"",
            "line 7: 'long' is not a length of time; write it like \"28 days\" or \"3 months\"",
            "line 8: '7 Jan 2026' is not a day; write year, month, day: \"2026-01-07\"",
            "line 8: [[panel]] has 'first' without 'every_days'; add a line every_days = 14",
            "line 9: '25:00' is not a time of day; write it like \"09:30\"",
            "line 10: a panel meets on working days; name one of \"Mon\" to \"Fri\"",
            "line 14: [[panel]] has 'within' without 'episodes'; add a line episodes = 3",
            "line 15: [[panel]] has 'first' without 'every_days'; add a line every_days = 14",
            "line 15: the first meeting, Wed 7 Jan 2026, is on none of the panel's weekdays; change one of the two",
        ]
    );
}

#[test]
fn a_panel_is_known_by_its_name_or_a_part_no_other_has() {
    let settings = Settings::default();
    let name = |typed: &str| settings.panel(typed).map(|panel| panel.name.clone());
    assert_eq!(name("north").unwrap(), "Missing from Home Panel, North");
    assert_eq!(name("MISSING FROM HOME PANEL, South").unwrap(), "Missing from Home Panel, South");
    assert!(
        name("missing from home").unwrap_err().starts_with("'missing from home' may be several panels: Missing from Home Panel, North; ")
    );
    assert!(name("").unwrap_err().starts_with("'' is not a panel of this hub; known are "));
}
