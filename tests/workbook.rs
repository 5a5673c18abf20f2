//! A workbook opens in LibreOffice as what is meant, where it is installed; its structure is tested beside the writer.

use wayhome::report::workbook::{Book, Cell, Chart, ChartKind, Sheet, write};

fn book() -> Book {
    let text = |words: &str| Cell::Text(words.into());
    let month = |month: u32, episodes, n, of, note: &str| {
        let day = chrono::NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
        vec![Cell::Day(day), Cell::Count(episodes), Cell::Percent { n, of }, Cell::Number(1.5), text(note)]
    };
    let trend = Sheet {
        name: "Trend".into(),
        lines: vec!["=1+1".into(), "1 Apr 2026 to 30 Jun 2026".into()],
        columns: ["Month", "Episodes", "Offered", "Hours", "Note"].map(String::from).into(),
        rows: vec![month(4, 84, 61, 84, "=HYPERLINK(\"x\")"), month(5, 4, 3, 4, "+44 161 & <b>"), month(6, 0, 0, 0, "@SUM(A1)")],
        charts: vec![Chart { kind: ChartKind::Column, title: "Episodes".into(), categories: 0, series: vec![1], rows: 0..3 }],
    };
    let rows = Sheet {
        name: "When".into(),
        columns: vec!["When".into()],
        rows: vec![vec![Cell::Moment("2026-06-01T08:00:00Z".parse().unwrap())], vec![text("-2")]],
        ..Sheet::default()
    };
    Book { sheets: vec![trend, rows] }
}

/// What LibreOffice prints of a file in this folder; `None` where it makes nothing of it.
fn printed(folder: &std::path::Path, file: &str) -> Option<String> {
    let run = |program: &str, args: &[&str]| std::process::Command::new(program).args(args).current_dir(folder).output().ok();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    run("soffice", &[&profile, "--headless", "--convert-to", "pdf:calc_pdf_Export", file])?;
    let pdf = folder.join(file).with_extension("pdf");
    let text = run("pdftotext", &["-layout", pdf.to_str()?, "-"])?;
    text.status.success().then(|| String::from_utf8_lossy(&text.stdout).into_owned())
}

#[test]
fn libreoffice_opens_it_and_shows_what_is_meant() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plain.csv"), "one,two\n").unwrap();
    if printed(folder.path(), "plain.csv").is_none() {
        return eprintln!("LibreOffice Calc or pdftotext is not installed: the workbook was not opened with it");
    }
    std::fs::write(folder.path().join("book.xlsx"), write(&book()).unwrap()).unwrap();
    let text = printed(folder.path(), "book.xlsx").expect("LibreOffice opens the workbook");
    for words in ["=1+1", "1 Apr 2026", "61 of 84 (73 %)", "=HYPERLINK(\"x\")", "3 of 4", "no data", "@SUM(A1)", "Mon 1 Jun 2026 09:00"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}
