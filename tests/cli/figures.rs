//! `kpi` on the demo hub: every figure counted again from the rows it prints, and what it writes.

use super::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// The demo hub of a folder, and the arguments that open it.
fn demo(folder: &Path) -> Vec<String> {
    let hub = folder.join("demo.wayhome").display().to_string();
    let output = wayhome(&["--now", MORNING, "demo", "--keep", &hub]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let passphrase = folder.join("demo.passphrase").display().to_string();
    ["--hub", &hub, "--passphrase-file", &passphrase, "--now", MORNING].map(String::from).into()
}

fn kpi(on: &[String], args: &[&str]) -> Output {
    let all: Vec<&str> = on.iter().map(String::as_str).chain(["kpi"]).chain(args.iter().copied()).collect();
    wayhome(&all)
}

fn printed(on: &[String], args: &[&str]) -> String {
    let output = kpi(on, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Lines of a CSV by column name.
fn lines(csv: &str) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers().unwrap().clone();
    let line =
        |record: csv::Result<csv::StringRecord>| head.iter().map(String::from).zip(record.unwrap().iter().map(String::from)).collect();
    reader.records().map(line).collect()
}

/// A figure is known by its section, code, group and days: "not recorded" is a group of several sections.
fn key(line: &HashMap<String, String>) -> [String; 5] {
    ["section", "figure", "group", "from", "to"].map(|column| line[column].clone())
}

/// Counted again from its rows alone: n, N, the number and what was left out, as the table of figures prints them.
fn again(kind: &str, rows: &[&HashMap<String, String>]) -> (String, String, String) {
    let counted: Vec<_> = rows.iter().filter(|row| row["standing"] == "counted").collect();
    let rest = rows.iter().filter(|row| row["standing"] == "rest").count();
    let four = |number: f64| format!("{number:.4}").trim_end_matches('0').trim_end_matches('.').to_owned();
    let (n, of) = (counted.len(), counted.len() + rest);
    let told = |of: usize, number: f64| if of < 5 { String::new() } else { four(number) };
    match kind {
        "count" => (n.to_string(), String::new(), n.to_string()),
        "rate" => (n.to_string(), of.to_string(), told(of, n as f64 * 100.0 / of as f64)),
        "per-child" => {
            let children: BTreeSet<&str> = counted.iter().map(|row| row["child"].as_str()).collect();
            (n.to_string(), children.len().to_string(), told(children.len(), n as f64 / children.len() as f64))
        }
        "mean" | "median" => {
            let mut seconds: Vec<i64> = counted.iter().map(|row| row["seconds"].parse().unwrap()).collect();
            seconds.sort_unstable();
            let half = n / 2;
            let middle = if n % 2 == 0 { (seconds[half - 1] + seconds[half]) / 2 } else { seconds[half] };
            let of_kind = if kind == "mean" { seconds.iter().sum::<i64>() as f64 / n as f64 } else { middle as f64 };
            (String::new(), n.to_string(), told(n, of_kind / 3600.0))
        }
        "no-data" => {
            assert_eq!(of, 0, "no data is said only where there is nothing: {rows:?}");
            (String::new(), String::new(), String::new())
        }
        other => panic!("a kind of figure that is not documented: {other}"),
    }
}

#[test]
fn every_figure_of_the_demo_is_counted_again_from_its_rows() {
    let temp = TempDir::new().unwrap();
    let on = demo(temp.path());
    let rows = lines(&printed(&on, &["--rows", "all", "--format", "csv"]));
    let mut behind: HashMap<[String; 5], Vec<&HashMap<String, String>>> = HashMap::new();
    rows.iter().for_each(|row| behind.entry(key(row)).or_default().push(row));
    let figures = lines(&printed(&on, &["--compare", "--format", "csv"]));
    assert!(figures.len() > 500 && rows.len() > 5000, "{} figures, {} rows", figures.len(), rows.len());
    let mut kinds = BTreeSet::new();
    for figure in &figures {
        let rows = behind.get(&key(figure)).map(Vec::as_slice).unwrap_or_default();
        let ids: BTreeSet<(&str, &str)> = rows.iter().map(|row| (row["kind"].as_str(), row["row"].as_str())).collect();
        assert_eq!(ids.len(), rows.len(), "no row stands twice behind {figure:?}");
        kinds.insert(figure["kind"].as_str());
        let (n, of, number) = again(&figure["kind"], rows);
        if figure["figure"] == "looked-after-missing-share" {
            // Its N is the number of children looked after, who are no rows.
            assert_eq!(figure["n"], n);
            continue;
        }
        assert_eq!((&figure["n"], &figure["of"], &figure["number"]), (&n, &of, &number), "{figure:?}");
        if figure["kind"] == "rate" {
            assert!(figure["words"].starts_with(&format!("{n} of {of}")), "{figure:?}");
            assert_eq!(figure["words"].contains('%'), of.parse::<u32>().unwrap() >= 5, "{figure:?}");
        }
        let mut left: BTreeMap<&str, u32> = BTreeMap::new();
        rows.iter().filter(|row| row["standing"] == "left-out").for_each(|row| *left.entry(&row["why"]).or_default() += 1);
        let told: u32 = figure["left_out"].split("; ").filter_map(|part| part.split(' ').next()?.parse::<u32>().ok()).sum();
        assert_eq!(left.values().sum::<u32>(), told, "{figure:?}");
    }
    for kind in ["count", "rate", "per-child", "mean", "median", "no-data"] {
        assert!(kinds.contains(kind), "{kind} is met in the demo");
    }
}

#[test]
fn groups_and_months_add_up_to_the_whole() {
    let temp = TempDir::new().unwrap();
    let figures = lines(&printed(&demo(temp.path()), &["--format", "csv"]));
    let sum = |section: &str| -> u32 {
        let of = figures.iter().filter(|line| line["section"] == section && line["figure"] == "episodes");
        of.map(|line| line["n"].parse::<u32>().unwrap()).sum()
    };
    let whole = sum("episodes");
    assert!(whole > 100, "{whole}");
    for section in ["care", "area", "locality", "age-sex", "ethnicity", "category", "months"] {
        assert_eq!(sum(section), whole, "{section}");
    }
    assert!(sum("marker") >= whole, "an episode stands under each marker of its child");
}

#[test]
fn the_rows_behind_a_figure_say_who_what_and_why() {
    let temp = TempDir::new().unwrap();
    let on = demo(temp.path());
    let text = printed(&on, &["--rows", "offered"]);
    for words in [
        "Return interview offered: ",
        "Of the ended episodes whose interview is due",
        "counted: ",
        "began ",
        "1 Nov 2025 to 31 Oct 2026, as of Fri 20 Nov 2026 08:41",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let json: Value = serde_json::from_str(&printed(&on, &["--rows", "children", "--group", "at home", "--format", "json"])).unwrap();
    let rows = json[0]["rows"].as_array().unwrap();
    assert_eq!((&json[0]["group"], json[0]["n"].as_u64()), (&json!("at home"), Some(rows.len() as u64)));
    assert!(text_of(&rows[0]["row"]).starts_with('C') && text_of(&rows[0]["opens"]).starts_with('E'), "{}", rows[0]);
    let refused = refusal(kpi(&on, &["--rows", "ofered"]), &["--rows"]);
    assert!(refused.contains("there is no figure \u{201c}ofered\u{201d}"), "{refused}");
}

fn text_of(value: &Value) -> &str {
    text(value)
}

#[test]
fn periods_are_typed_as_people_write_them_and_refused_in_words() {
    let temp = TempDir::new().unwrap();
    let on = demo(temp.path());
    let text = printed(&on, &["--from", "Apr 2026", "--to", "30/6/2026", "--compare", "before"]);
    assert!(text.contains("1 Apr 2026 to 30 Jun 2026, compared with 1 Jan 2026 to 31 Mar 2026"), "{text}");
    assert!(text.contains("What is counted") && text.contains("target: at least 95 %"), "{text}");
    for (args, words) in [
        (["--from", "tomorrowish"], "cannot be read as a date"),
        (["--compare", "2024"], "is no period to compare with"),
        (["--out", "figures.pdf"], "no file of figures ends in .pdf"),
        (["--from", "Jan 2027"], "1 Jan 2027 to 31 Jan 2027 has not begun"),
    ] {
        let refused = refusal(kpi(&on, &args), &args);
        assert!(refused.contains(words), "{refused}");
    }
    let refused = refusal(kpi(&on, &["--from", "May 2026", "--to", "Apr 2026"]), &["--from"]);
    assert!(refused.contains("begin after it ends"), "{refused}");
}

#[test]
fn an_empty_hub_has_no_data_and_never_nought_per_cent() {
    let office = an_empty_hub();
    let text = office.run(&["kpi"]);
    assert!(text.contains("Return interview offered: no data") && !text.contains("(0 %)"), "{text}");
    assert!(text.contains("Missing episodes: 0"), "{text}");
}

#[test]
fn where_the_hub_s_own_clocks_are_others_the_figures_say_that_they_are_by_the_published_limits() {
    let office = an_empty_hub();
    assert!(!office.run(&["kpi"]).contains("own clocks"));
    office.file("hub.settings.toml", "[thresholds]\ninterview_hours = 48\n");
    let text = office.run(&["kpi"]);
    assert!(text.contains("this hub's own clocks are 48 hours") && text.contains("figures are by the published 72 hours"), "{text}");
    assert!(office.run(&["kpi", "--preset", "foi"]).contains("this hub's own clocks are 48 hours"));
}

#[test]
fn presets_print_their_own_layout() {
    let temp = TempDir::new().unwrap();
    let on = demo(temp.path());
    let warwickshire = printed(&on, &["--preset", "warwickshire"]);
    for n in 1..=9 {
        assert!(warwickshire.contains(&format!("Fig {n}: ")), "{n}: {warwickshire}");
    }
    assert!(warwickshire.contains("1 Nov 2024 to 31 Oct 2025 is not whole in it"), "{warwickshire}");
    let trafford = printed(&on, &["--preset", "trafford", "--format", "csv"]);
    for n in 1..=7 {
        assert!(trafford.contains(&format!("Amb 7.{n}")), "{n}: {trafford}");
    }
    let foi: Value = serde_json::from_str(&printed(&on, &["--preset", "foi", "--compare", "--format", "json"])).unwrap();
    let table = &foi["tables"][0];
    assert_eq!(table["head"].as_array().unwrap().len(), 3, "two periods side by side");
    for label in ["Missing episodes", "Return interviews offered", "Completed within 72 hours of the return"] {
        assert!(each(&table["rows"], "label").contains(&label), "{label}");
    }
}

#[test]
fn the_figures_of_presets_show_their_rows_by_the_codes_they_print() {
    let temp = TempDir::new().unwrap();
    let on = demo(temp.path());
    let printed_rows = |preset: &str, code: &str, group: &str| {
        let group = if group.is_empty() { Vec::new() } else { vec!["--group", group] };
        lines(&printed(&on, &[vec!["--preset", preset, "--rows", code, "--format", "csv"], group].concat()))
    };
    for (preset, code, group) in [
        ("warwickshire", "not-held-declined-or-unable", ""),
        ("warwickshire", "held", "in care"),
        ("trafford", "children", "looked after by us"),
        ("foi", "not-held-declined-or-refused", ""),
    ] {
        let figures = lines(&printed(&on, &["--preset", preset, "--format", "csv"]));
        let figure = figures.iter().rfind(|line| line["figure"] == code && line["group"] == group).unwrap();
        let of_it = |row: &&HashMap<String, String>| (&row["from"], &row["to"]) == (&figure["from"], &figure["to"]);
        let rows = printed_rows(preset, code, group);
        let standing = |wanted: &str| rows.iter().filter(of_it).filter(|row| row["standing"] == wanted).count();
        let (n, of) = (standing("counted"), standing("counted") + standing("rest"));
        let told = if code == "children" { n.to_string() } else { format!("{n} of {of}") };
        assert!(figure["words"].starts_with(&told), "{preset} {code}: {told}: {figure:?}");
    }
    let text = printed(&on, &["--preset", "warwickshire", "--rows", "not-held-none"]);
    assert!(text.contains("No reason recorded") && text.contains("closed without an interview"), "{text}");
    let refused = refusal(kpi(&on, &["--preset", "trafford", "--rows", "accepted"]), &["--rows"]);
    assert!(refused.contains("wayhome kpi --preset … --format csv lists them"), "{refused}");
    let refused = refusal(kpi(&on, &["--preset", "trafford", "--compare"]), &["--compare"]);
    assert!(refused.contains("beside no other period"), "{refused}");
    let folder = temp.path().join("preset");
    let named = printed(&on, &["--preset", "warwickshire", "--out", &folder.display().to_string()]);
    assert!(named.contains("warwickshire-2025-11-01-2026-10-31.rows.csv"), "{named}");
}

#[test]
fn hours_missing_are_counted_again_from_the_times_that_stand_in_the_rows() {
    let temp = TempDir::new().unwrap();
    let on = demo(temp.path());
    let rows = lines(&printed(&on, &["--rows", "mean-hours", "--format", "csv"]));
    let counted: Vec<_> = rows.iter().filter(|row| row["standing"] == "counted" && row["group"].is_empty()).collect();
    let at = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().unwrap_or_else(|why| panic!("{text}: {why}"));
    assert!(counted.len() > 50);
    for row in counted {
        assert_eq!((at(&row["returned"]) - at(&row["missing_since"])).num_seconds().to_string(), row["seconds"], "{row:?}");
    }
    let text = printed(&on, &["--rows", "mean-hours"]);
    assert!(text.contains(" hours missing (last seen ") && text.contains(", returned "), "{text}");
}

#[test]
fn a_child_behind_a_figure_of_a_period_is_shown_with_its_episodes_of_that_period() {
    let temp = TempDir::new().unwrap();
    let on = demo(temp.path());
    let text = printed(&on, &["--from", "Nov 2025", "--to", "Jan 2026", "--rows", "offered-children"]);
    let rows: Vec<&str> = text.lines().filter(|line| line.trim_start().starts_with("counted: ") && line.contains("episode")).collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.contains("2025 ") || row.contains("Jan 2026 ")), "{text}");
    assert!(rows.iter().all(|row| !row.contains("last missing")), "{text}");
}

#[test]
fn files_are_written_all_or_none_and_the_record_keeps_that_they_left() {
    let temp = TempDir::new().unwrap();
    let on = demo(temp.path());
    let folder = temp.path().join("out");
    let out = folder.display().to_string();
    let named = printed(&on, &["--compare", "--out", &out]);
    let beginning = "figures-2025-11-01-2026-10-31";
    for end in ["xlsx", "html", "csv", "json", "rows.csv"] {
        assert!(folder.join(format!("{beginning}.{end}")).exists() && named.contains(&format!("{beginning}.{end}")), "{end}: {named}");
    }
    let page = std::fs::read_to_string(folder.join(format!("{beginning}.html"))).unwrap();
    well_formed(&page);
    assert!(page.contains("<svg role=\"img\"") && page.contains("target: at least 95 %") && page.contains("What is counted"));
    assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("href="), "nothing is loaded");
    let refused = refusal(kpi(&on, &["--out", &out]), &["--out"]);
    assert!(refused.contains("is there already; nothing was written"), "{refused}");
    let one = folder.join("board.xlsx").display().to_string();
    assert!(printed(&on, &["--preset", "warwickshire", "--out", &one]).contains("board.xlsx"));
    let journal: Vec<&str> = on.iter().map(String::as_str).chain(["journal", "--format", "json"]).collect();
    let journal: Value = serde_json::from_slice(&wayhome(&journal).stdout).unwrap();
    let exported = journal.as_array().unwrap().iter().filter(|entry| entry["kind"] == "exported").count();
    assert_eq!(exported, 2);
}

/// HTML as XML: the elements that are never closed, closed; no id stands twice.
fn well_formed(html: &str) {
    let body = html.strip_prefix("<!DOCTYPE html>\n").expect("a doctype");
    let closed: Vec<String> =
        body.lines().map(|line| if line.starts_with("<meta ") { line.replace('>', "/>") } else { line.to_owned() }).collect();
    let xml = closed.join("\n");
    let (mut reader, mut ids) = (quick_xml::Reader::from_str(&xml), BTreeSet::new());
    loop {
        match reader.read_event().unwrap_or_else(|why| panic!("not well-formed: {why}")) {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    assert!(attribute.key.0 != "id" || ids.insert(attribute.value.to_string()), "an id twice: {attribute:?}");
                }
            }
            quick_xml::events::Event::Eof => return,
            _ => {}
        }
    }
}
