use super::*;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

fn text(words: &str) -> Cell {
    Cell::Text(words.into())
}

fn book() -> Book {
    let month = |month: u32, episodes, n, of, note: &str| {
        let day = chrono::NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
        let hours = if of < 5 { text("too few to say") } else { Cell::Number(1.5) };
        vec![Cell::Day(day), Cell::Count(episodes), Cell::Percent { n, of }, hours, text(note)]
    };
    let chart = |kind, title: &str, series: Vec<usize>| Chart { kind, title: title.into(), categories: 0, series, rows: 0..3 };
    let trend = Sheet {
        name: "Trend: by month/[all]".into(),
        lines: vec!["=1+1".into(), "1 Apr 2026 to 30 Jun 2026".into()],
        columns: ["Month", "Episodes", "Offered", "Hours", "Note"].map(String::from).into(),
        rows: vec![month(4, 84, 61, 84, "=HYPERLINK(\"x\")"), month(5, 4, 3, 4, "+44 161 & <b>"), month(6, 0, 0, 0, "@SUM(A1)")],
        charts: vec![
            chart(ChartKind::Column, "Episodes", vec![1]),
            chart(ChartKind::Line, "Offered", vec![2]),
            chart(ChartKind::Line, "Hours", vec![3]),
        ],
    };
    let rows = Sheet {
        name: "trend by monthall".into(),
        columns: vec!["When".into()],
        rows: vec![vec![Cell::Moment("2026-06-01T08:00:00Z".parse().unwrap())], vec![text("-2")]],
        ..Sheet::default()
    };
    Book { sheets: vec![trend, rows] }
}

/// The parts of the file, every one of them well-formed XML.
fn parts(xlsx: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            let mut reader = quick_xml::Reader::from_str(&text);
            while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

#[test]
fn what_begins_with_a_sign_of_formulas_is_text_and_no_cell_is_a_formula() {
    let parts = parts(&write(&book()).unwrap());
    let sheets: Vec<&String> = parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")).map(|(_, xml)| xml).collect();
    assert_eq!(sheets.len(), 3);
    assert!(sheets.iter().all(|xml| !xml.contains("<f>") && !xml.contains("<f ")));
    for words in ["=1+1", "=HYPERLINK(\"x\")", "+44 161 &amp; &lt;b&gt;", "@SUM(A1)", "-2"] {
        assert!(parts["xl/sharedStrings.xml"].contains(&format!(">{words}<")), "{words}");
    }
    assert!(parts["xl/styles.xml"].contains("quotePrefix=\"1\""), "also when somebody types over it");
}

#[test]
fn a_percentage_reads_n_of_n_and_of_fewer_than_five_there_is_none() {
    let parts = parts(&write(&book()).unwrap());
    assert!(parts["xl/worksheets/sheet1.xml"].contains("<v>0.7261904"));
    for words in ["Offered", "61 of 84 (73 %)", "Offered, %", "3 of 4", "no data"] {
        assert!(parts["xl/sharedStrings.xml"].contains(&format!(">{words}<")), "{words}");
    }
}

#[test]
fn however_many_percentages_there_are_excel_is_asked_for_few_formats() {
    let row = |n: u32| vec![text("child"), Cell::Percent { n, of: 5000 }];
    let columns = ["Child", "Offered"].map(String::from).into();
    let sheet = Sheet { name: "All".into(), columns, rows: (0..3000).map(row).collect(), ..Sheet::default() };
    let parts = parts(&write(&Book { sheets: vec![sheet] }).unwrap());
    let formats = parts["xl/styles.xml"].matches("<numFmt ").count();
    assert!((1..10).contains(&formats), "{formats}");
    assert!(parts["xl/sharedStrings.xml"].contains(">2999 of 5000 (60 %)<"));
}

#[test]
fn charts_are_drawn_from_cells_and_what_is_no_number_is_a_gap() {
    let parts = parts(&write(&book()).unwrap());
    let [episodes, offered, hours] = [1, 2, 3].map(|n| &parts[&format!("xl/charts/chart{n}.xml")]);
    assert!(episodes.contains("<c:barChart>") && episodes.contains("'Trend by monthall'!$B$5:$B$7"), "{episodes}");
    // Of a percentage the number beside its words, where there is one.
    assert!(offered.contains("<c:lineChart>") && offered.contains("'Trend by monthall'!$D$5:$D$7"), "{offered}");
    let table = &parts["xl/worksheets/sheet1.xml"];
    assert!(table.contains("r=\"D5\"") && !table.contains("r=\"D6\"") && !table.contains("r=\"D7\""), "{table}");
    assert!(hours.contains("'Numbers of the charts'!$B$3:$B$5"), "{hours}");
    let numbers = &parts["xl/worksheets/sheet3.xml"];
    assert!(numbers.contains("r=\"B3\"") && !numbers.contains("r=\"B4\"") && !numbers.contains("r=\"B5\""), "{numbers}");
}

#[test]
fn sheets_have_names_of_their_own_a_header_in_sight_and_the_same_bytes_each_time() {
    let xlsx = write(&book()).unwrap();
    let parts = parts(&xlsx);
    assert!(parts["xl/workbook.xml"].contains("name=\"Trend by monthall\""));
    assert!(parts["xl/workbook.xml"].contains("name=\"trend by monthall 2\""), "no two names alike but for case");
    assert!(parts["xl/worksheets/sheet1.xml"].contains("<pane ySplit=\"4\""));
    // 1 Jun 2026, 09:00 on the UK clock.
    assert!(parts["xl/worksheets/sheet2.xml"].contains("<v>46174.375</v>"), "{}", parts["xl/worksheets/sheet2.xml"]);
    assert_eq!(xlsx, write(&book()).unwrap());
}

#[test]
fn a_chart_of_columns_that_are_not_there_is_refused_in_words() {
    let mut book = book();
    book.sheets[0].charts[0].series = vec![9];
    assert_eq!(write(&book).unwrap_err(), "chart 'Episodes': sheet 'Trend: by month/[all]' has no such columns or rows");
}
