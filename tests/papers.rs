//! The papers of a meeting: they hold all that was recorded, open as what they are, and name nobody who is not to be named.

#[path = "papers/record.rs"]
mod record;

use quick_xml::Reader;
use quick_xml::events::Event;
use record::{BAR, CSC, GMP, LONG, question, record};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::process::Command;
use wayhome::casebook::meeting_view::{MeetingRecord, Paper};
use wayhome::meeting::record::Amendment;
use wayhome::report::papers::{hand_off, minutes, papers, slip, strategy};
use wayhome::settings::Settings;
use wayhome::text::{clean, clean_lines};

/// The papers by the end of their names: "minutes.docx", "slip-gmp.docx".
fn made(record: &MeetingRecord) -> BTreeMap<String, Vec<u8>> {
    let name = |paper: Paper| paper.file_name.strip_prefix("2026-11-23-M3-").map(|name| (name.to_owned(), paper.bytes));
    papers(record, &Settings::default()).into_iter().map(|paper| name(paper).expect("day and meeting first")).collect()
}

/// The parts of a Word file.
fn parts(docx: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// The text of an XML file; fails where it is not well-formed.
fn text_of(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    let mut open = 0;
    loop {
        match reader.read_event().unwrap_or_else(|why| panic!("not well-formed: {why}\n{xml}")) {
            Event::Start(_) => open += 1,
            Event::End(_) => {
                open -= 1;
                text.push(' ');
            }
            Event::Text(words) => text.push_str(&words),
            Event::GeneralRef(name) => {
                text.push_str(match &*name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "#39" => "'",
                    other => panic!("an entity that is not XML's: {other}"),
                });
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, 0, "every element is closed");
    text
}

fn word_text(docx: &[u8]) -> String {
    text_of(&parts(docx)["word/document.xml"])
}

/// HTML as XML: the elements that are never closed, closed.
fn html_text(html: &str) -> String {
    let body = html.strip_prefix("<!DOCTYPE html>\n").expect("a doctype");
    let closed = body.replace("<br>", "<br/>");
    let closed = closed.lines().map(|line| if line.starts_with("<meta ") { line.replace('>', "/>") } else { line.to_owned() });
    text_of(&closed.collect::<Vec<_>>().join("\n"))
}

/// Without blanks, so that it does not matter where lines were broken.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every text at the keys that are said or written by somebody, anywhere in the JSON of the record.
fn said<'a>(value: &'a Value, found: &mut Vec<(&'a str, &'a str)>) {
    const KEYS: [&str; 14] = [
        "rationale",
        "what",
        "text",
        "words",
        "outcome",
        "difference",
        "reason",
        "agency",
        "person",
        "chair",
        "place",
        "note",
        "concern",
        "told",
    ];
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(text) if KEYS.contains(&key.as_str()) => found.push((key, text)),
                    Value::Array(list) if ["names", "vehicles", "agencies"].contains(&key.as_str()) => {
                        found.extend(list.iter().filter_map(Value::as_str).map(|text| (key.as_str(), text)));
                    }
                    // A case holds the child's whole file; the minutes are of the meeting.
                    _ if key == "case" || key == "lines" => {}
                    _ => said(value, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| said(value, found)),
        _ => {}
    }
}

#[test]
fn minutes_in_every_format_hold_all_that_the_json_holds() {
    let record = record();
    let json = serde_json::to_value(&record).unwrap();
    let mut all = Vec::new();
    said(&json, &mut all);
    for key in ["rationale", "what", "text", "words", "outcome", "difference", "reason", "agency", "person", "names", "note", "concern"] {
        assert!(all.iter().any(|(found, _)| *found == key), "the record has a {key}");
    }
    let papers = made(&record);
    let utf8 = |name: &str| String::from_utf8(papers[name].clone()).unwrap();
    let markdown =
        utf8("minutes.md").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace('\\', "").replace("\n> ", "\n");
    let formats = [
        ("docx", word_text(&papers["minutes.docx"])),
        ("html", html_text(&utf8("minutes.html"))),
        ("md", markdown),
        ("txt", utf8("minutes.txt")),
    ];
    for (format, text) in formats {
        let text = squeezed(&text);
        for (key, value) in &all {
            let value = squeezed(&clean_lines(value));
            assert!(text.contains(&value), "the {key} '{value}' is in the minutes as {format}");
        }
        for id in ["D44", "D45", "D46", "A9", "A10", "A11", "MIS/26/12", "B7", "B8", "B9", "a1b2c3d4e5f6"] {
            assert!(text.contains(id), "{id} is in the minutes as {format}");
        }
    }
}

#[test]
fn the_minutes_read_as_a_record_of_the_meeting() {
    let paper = minutes(&record(), &Settings::default(), false);
    let text = paper.to_text();
    for words in [
        "Daily multi-agency risk meeting\n====",
        "Safeguarding hub, Oldtown Council, meeting M3 of Mon 23 Nov 2026",
        "Chair: Ann Lee",
        "Closed: 10:14 (43 min of 45)",
        "Quorum: not quorate without Children's Social Care",
        "Quorum of a strategy discussion: not quorate without Children's Social Care and\n  Health",
        "Police list: daily_23-11.csv, 4 rows, police cut-off 07:00, loaded 08:39",
        "3. Nadia Begum, 16, at home (C17)",
        "Our band: CRITICAL",
        "Early Help dissents: would offer Nadia's mother help first",
        "* Warning: Advice and guidance on Nadia",
        "Put off to Fri 27 Nov 2026: Sian O’Neill's worker is away",
        "Carried over to the meeting of Tue 24 Nov 2026: time ran out",
        "Passed over without a decision by the chair: another authority's list",
        "Earlier wording, no longer in force (D44, 09:45 by Chris Ray): advice and",
        "Outcome: done: door-knock, nobody there; what changed: mother rings us first",
    ] {
        assert!(text.contains(words), "{words}\n\n{text}");
    }
    let confidential = &Settings::default().meeting.confidentiality;
    assert!(squeezed(&text).contains(&squeezed(confidential)));
    assert!(!text.contains("TRAINING") && !text.contains("Amended") && !text.contains("draft"));
    assert!(text.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80), "{text}");
}

#[test]
fn minutes_that_were_amended_say_what_changed_when_and_by_whom() {
    let mut record = record();
    let at = "2026-11-24T08:05:00Z".parse().unwrap();
    record.sheet.meeting.amendments = vec![Amendment { at, by: "Ann Lee".into(), what: "item 3: decision D45 reworded as D51".into() }];
    record.sheet.training = true;
    let text = minutes(&record, &Settings::default(), false).to_text();
    assert!(text.starts_with("Amended minutes: Daily multi-agency risk meeting"));
    for words in ["When: Tue 24 Nov 2026 08:05", "By: Ann Lee", "What changed: item 3: decision D45 reworded as D51", "TRAINING HUB"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    record.sheet.meeting.closed_at = None;
    assert!(minutes(&record, &Settings::default(), false).to_text().contains("The meeting is not closed: this is a draft."));
}

#[test]
fn a_word_file_is_a_word_file() {
    for (name, docx) in made(&record()).iter().filter(|(name, _)| name.ends_with(".docx")) {
        let parts = parts(docx);
        for (part, xml) in &parts {
            text_of(xml);
            assert!(!xml.contains('\u{202e}') && !xml.contains('\u{0}'), "{name}: {part}");
        }
        let types = &parts["[Content_Types].xml"];
        for part in parts.keys().filter(|part| part.starts_with("word/") && !part.ends_with(".rels")) {
            assert!(types.contains(&format!("PartName=\"/{part}\"")), "{name}: the type of {part} is said");
        }
        let rels = &parts["word/_rels/document.xml.rels"];
        assert!(parts["word/document.xml"].contains("r:id=\"rId4\"") && rels.contains("Id=\"rId4\""));
        assert!(parts["docProps/core.xml"].contains("<dc:title>"));
        assert!(parts["word/styles.xml"].contains("w:lang w:val=\"en-GB\""));
        assert!(parts["word/document.xml"].contains("w:pgSz w:w=\"11906\" w:h=\"16838\""), "{name} is A4");
        assert!(parts["word/footer1.xml"].contains(" PAGE ") && parts["word/footer1.xml"].contains(" NUMPAGES "));
        for style in parts["word/document.xml"].split("w:pStyle w:val=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(parts["word/styles.xml"].contains(&format!("w:styleId=\"{style}\"")), "{name}: {style}");
        }
    }
    let minutes = &parts(&made(&record())["minutes.docx"])["word/document.xml"];
    assert!(minutes.contains("Heading1") && minutes.contains("Heading2") && minutes.contains("<w:tblHeader/>"));
    assert!(minutes.contains("Ann-Kathrin &lt;b&gt;Zobel") && minutes.contains("小明 王") && minutes.contains("O&#39;Neill"));
    assert_eq!(made(&record()), made(&record()), "the same record gives the same files");
}

#[test]
fn html_minutes_stand_alone_and_print_on_a4() {
    let html = minutes(&record(), &Settings::default(), false).to_html();
    html_text(&html);
    assert!(html.contains("<html lang=\"en-GB\">") && html.contains("@page { size: A4") && html.contains("<th scope=\"col\">"));
    for never in ["<script", "<b>", "http:", "https:", "<CDE>", "<well>", "\u{202e}", "\u{0}"] {
        assert!(!html.contains(never), "{never:?}");
    }
    assert!(html.contains("Ann-Kathrin &lt;b&gt;Zobel"));
}

#[test]
fn markdown_minutes_cannot_be_broken_by_what_was_typed() {
    let markdown = minutes(&record(), &Settings::default(), false).to_markdown();
    assert!(
        markdown.contains("Ann-Kathrin &lt;b&gt;Zobel") && markdown.contains("with \\| her \\*aunt\\*\\\n> and 小明 is &lt;well&gt;"),
        "{markdown}"
    );
    for table in markdown.split("\n\n").filter(|block| block.starts_with("| ")) {
        let columns = |line: &str| line.replace("\\|", "").matches('|').count();
        assert!(table.lines().all(|line| columns(line) == columns(table.lines().next().unwrap())), "{table}");
    }
}

#[test]
fn minutes_with_initials_name_no_child_address_or_date_of_birth() {
    let initials = word_text(&made(&record())["minutes-initials.docx"]);
    let full = word_text(&made(&record())["minutes.docx"]);
    let words = |text: &str| format!(" {} ", wayhome::text::fold(text));
    for part in ["nadia", "begum", "sian", "neill", "oneill", "小明", "王小明", "王", "kathrin", "zobel", "larkin", "bo", "thi", "nguyen"]
    {
        let named = |text: &str| words(text).contains(&format!(" {part} "));
        assert!(named(&full) || ["oneill"].contains(&part), "the full minutes name {part}");
        // A worker's name is no child's: "Bo Hart" stays.
        let initials = initials.replace("Bo Hart", "");
        assert!(!named(&initials), "{part}: {initials}");
    }
    for told in ["14 Feb 2010", "12 Larch Street"] {
        assert!(full.contains(told) && !initials.contains(told), "{told}");
    }
    // The title of a piece of business is no name either: its words stay.
    for words in [
        "strategy request B8: S. O.",
        "N. B., 16, at home (C17)",
        "child C19",
        "N.'s phone was off; B. | family told",
        "J Smith",
        "Bo Hart",
        LONG,
    ] {
        assert!(initials.contains(words), "{words}: {initials}");
    }
}

#[test]
fn no_file_is_named_after_a_child() {
    let names: Vec<String> = made(&record()).into_keys().collect();
    let expected = [
        "intelligence.docx",
        "minutes-initials.docx",
        "minutes.docx",
        "minutes.html",
        "minutes.md",
        "minutes.txt",
        "slip-bar.docx",
        "slip-csc.docx",
        "slip-gmp.docx",
        "slip-mfh.docx",
        "slip-nhs.docx",
        "strategy-requests.docx",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_slip_holds_what_concerns_its_agency_and_nothing_else() {
    let text = |agency: &str| slip(&record(), &Settings::default(), agency).map(|paper| paper.to_text());
    let squeezed_long = squeezed(LONG);
    for (agency, has, has_not) in [
        (
            GMP,
            vec!["A9", "A3", "D45", "D48", "B8", "B9: see the hand-off list", "Nadia Begum (MIS/26/12)", "Wed 25 Nov 2026"],
            vec!["A4", "A10", "A11", "aunt", "posters", "D46", "D47", "Larkin", "小明"],
        ),
        (
            CSC,
            vec!["A4", "D45", "read the file", "Mon 30 Nov 2026 (first agreed: Fri 20 Nov 2026)"],
            vec!["A9", "A10", "A11", "B9", "grey van", "D46", "D48"],
        ),
        (BAR, vec!["A10", "visit Nadia's aunt", "D47", "B8"], vec!["A9", "A4", "A11", "D45", "D46", "cell site", "grey van"]),
        ("Missing from Home Team", vec!["A11", "print posters", "any other business"], vec!["Nadia", "Neill", "A9", "D45", "小明", "B8"]),
    ] {
        let slip = text(agency).unwrap_or_else(|| panic!("{agency} has a slip"));
        has.iter().for_each(|words| assert!(slip.contains(words), "{agency}: {words}\n{slip}"));
        has_not.iter().for_each(|words| assert!(!slip.contains(words), "{agency} is not told {words}\n{slip}"));
        assert_eq!(squeezed(&slip).contains(&squeezed_long), [GMP, CSC].contains(&agency), "the rationale goes to those who decided");
    }
    // Health decided nothing and has nothing to do, and must come to the strategy meeting all the same.
    let health = text("Health").expect("Health has a slip");
    assert!(health.contains("Strategy meetings you must come to") && health.contains("Nadia Begum (MIS/26/12)"), "{health}");
    assert!(!squeezed(&health).contains(&squeezed_long) && !health.contains("A9"), "{health}");
    assert_eq!(text("Probation Service"), None);
}

#[test]
fn intelligence_is_listed_by_recipient_and_strategy_meetings_by_who_must_be_there() {
    let record = record();
    let list = hand_off(&record, &Settings::default()).unwrap().to_text();
    for words in ["To Greater Manchester Police", "Intelligence B9", "grey van, AB12 <CDE>", "Children: Nadia Begum (C17)", "D48"] {
        assert!(list.contains(words), "{words}\n{list}");
    }
    let meetings = strategy(&record, &Settings::default()).unwrap().to_text();
    for words in [
        "strategy request B8: Siân O'Neill",
        "To be held by: Wed 25 Nov 2026",
        "Must be there: Greater Manchester Police and Barnardo's",
        "Needed by the quorum and not yet asked to be there: Children's Social Care and\nHealth",
        "Nadia Begum (MIS/26/12)",
        "Must be there: Greater Manchester Police, Children's Social Care, Health and\n  Barnardo's",
    ] {
        assert!(meetings.contains(words), "{words}\n{meetings}");
    }
    let mut nothing = record;
    nothing.items.clear();
    nothing.actions.clear();
    nothing.questions = vec![question()];
    let list = hand_off(&nothing, &Settings::default()).unwrap().to_text();
    for words in ["Questions to police: who is this child?", "MIS/26/3", "morning.csv, row 12", "Is this Kayden Ashworth", "Chris Ray"] {
        assert!(list.contains(words), "{words}\n{list}");
    }
    nothing.questions.clear();
    assert!(hand_off(&nothing, &Settings::default()).is_none() && strategy(&nothing, &Settings::default()).is_none());
    assert_eq!(papers(&nothing, &Settings::default()).len(), 5, "only minutes, which say that nothing was decided");
    assert!(minutes(&nothing, &Settings::default(), false).to_text().contains("Nothing was decided."));
}

/// The text of the PDF that LibreOffice makes of a Word file; `None`, said in words, where the two programs are not installed.
fn printed(docx: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let (word, pdf) = (folder.path().join("paper.docx"), folder.path().join("paper.pdf"));
    std::fs::write(&word, docx).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let convert =
        Command::new("soffice").args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(folder.path()).arg(&word).output();
    let Ok(converted) = convert else {
        eprintln!("LibreOffice is not installed: the Word files were not opened with it");
        return None;
    };
    assert!(pdf.exists(), "LibreOffice opens the file: {}", String::from_utf8_lossy(&converted.stderr));
    // Raw: cell by cell, not across the columns of a table.
    let Ok(text) = Command::new("pdftotext").arg("-raw").arg(&pdf).arg("-").output() else {
        eprintln!("pdftotext is not installed: the text of the PDF was not read");
        return None;
    };
    Some(String::from_utf8(text.stdout).unwrap())
}

#[test]
fn libreoffice_opens_the_minutes_and_prints_every_decision() {
    let record = record();
    let Some(text) = printed(&made(&record)["minutes.docx"]) else { return };
    // A paragraph may run over the foot of a page.
    let foot = |line: &&str| !(line.starts_with(&record.heading) && line.contains("· page "));
    let text = squeezed(&text.lines().filter(foot).collect::<Vec<_>>().join("\n"));
    let mut expected: Vec<String> = Vec::new();
    for item in &record.items {
        for decision in &item.decisions {
            expected.extend(clean_lines(&decision.rationale).lines().map(str::to_owned));
            expected.extend(decision.outcomes.iter().map(|outcome| outcome.label().to_owned()));
            expected.extend(decision.actions.iter().map(|action| action.what.clone()));
        }
        expected.extend(item.item.notes.iter().map(|note| clean(&note.text)));
    }
    expected.extend(record.actions.iter().map(|line| line.record.action.what.clone()));
    assert!(expected.len() > 15);
    for words in expected {
        assert!(text.contains(&squeezed(&words)), "'{words}' is printed: {text}");
    }
}
