//! What holds for every file: nothing that is read ends the program, and rows that have nothing to do with each other do not
//! change each other's outcome.

use proptest::prelude::*;
use std::collections::BTreeMap;
use wayhome::episode::Moment;
use wayhome::intake::columns::{Column, Columns, Field, Kind, recognise};
use wayhome::intake::read::{Cell, Table, TableRow, read};
use wayhome::intake::rows::{child_rows, interview_rows, list_row_again, list_rows, worker_rows};
use wayhome::settings::Settings;

fn now() -> Moment {
    "2026-11-20T08:41:00Z".parse().unwrap()
}

fn fixture(file: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/lists/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Reads bytes as both kinds of file, as far as they go.
fn go_through(bytes: &[u8]) {
    let Ok(table) = read("list", bytes, None, 200) else { return };
    for row in &table.rows {
        assert!(row.cells.iter().all(|c| c.text().chars().count() <= 200 && !c.text().chars().any(char::is_control)));
    }
    if let Ok(columns) = recognise(&table, Kind::List, &BTreeMap::new(), None, &[]) {
        let rows = list_rows(&table, &columns, &Settings::default(), now());
        assert!(rows.rows.len() + rows.refused.len() <= rows.total as usize);
        for refused in rows.refused {
            let _ = list_row_again(&refused.cells, refused.row, &Settings::default(), now());
        }
    }
    if let Ok(columns) = recognise(&table, Kind::Children, &BTreeMap::new(), None, &[]) {
        child_rows(&table, &columns, &Settings::default(), now());
    }
}

/// Cells as lists have them, and as they should not.
fn cell() -> impl Strategy<Value = Cell> {
    let words = prop::sample::select(vec![
        "20/11/2026 14:05",
        "29/03/2026 01:30",
        "25/10/2026 01:30",
        "31/02/2026",
        "24:00",
        "1405",
        "Fri 20 Nov",
        "High",
        "Amber",
        "Missing",
        "Found",
        "Y",
        "N",
        "n/k",
        "BEGUM, Nadia",
        "Siân aka Ş née",
        "İ aka ß",
        "M13 9PL",
        "LAC",
        "CSE; gangs (12/10/2026)",
        "0",
        "99999999",
        "46346.25",
        "é",
        "née",
        ",",
        "'",
        "1h2h3",
        "12:",
        ":5",
        "24:00pm",
        "0am",
        "13pm",
        "٣/٤/٢٠٢٦",
    ]);
    prop_oneof![
        Just(Cell::Empty),
        words.prop_map(|w| Cell::Text(w.into())),
        "\\PC{1,20}".prop_map(Cell::Text),
        "[0-9/:. -]{1,16}".prop_map(Cell::Text),
        any::<f64>().prop_map(Cell::Number),
        (0.0..60_000.0).prop_map(Cell::Number),
        (1..3_000_000i32).prop_filter_map("a day", |d| chrono::NaiveDate::from_num_days_from_ce_opt(d).map(Cell::Day)),
        (0i64..4_102_444_800)
            .prop_filter_map("a moment", |s| chrono::DateTime::from_timestamp(s, 0).map(|at| Cell::Moment(at.naive_utc()))),
    ]
}

fn rows(width: usize) -> impl Strategy<Value = Vec<TableRow>> {
    let row = prop::collection::vec(cell(), 0..=width);
    prop::collection::vec(row, 1..6).prop_map(|rows| rows.into_iter().zip(2..).map(|(cells, number)| TableRow { number, cells }).collect())
}

/// Every field as a column of its own.
fn all_fields(kind: Kind) -> Columns {
    let fields = Field::ALL.iter().filter(|f| f.of(kind)).enumerate();
    let columns =
        fields.map(|(index, field)| Column { index, header: field.code().into(), field: Some(*field), guesses: vec![], samples: vec![] });
    Columns { kind, header_row: 1, columns: columns.collect(), profile: None }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        go_through(&bytes);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(Name|DOB|Last seen|Ref|\"|,|;|\t|\n|\r\n|20/11/2026|[a-zé ]{1,6}|\\PC){0,80}") {
        go_through(text.as_bytes());
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(
        file in prop::sample::select(vec!["plain.xlsx", "plain.xls", "plain.ods", "merged-and-split.xlsx"]),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        cut in any::<prop::sample::Index>(),
        whole in any::<bool>(),
    ) {
        let mut bytes = fixture(file);
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()));
        }
        go_through(&bytes);
    }

    #[test]
    fn any_cells_make_rows_or_refusals(list in rows(45), children in rows(60), workers in rows(13), interviews in rows(42)) {
        for (kind, rows) in [(Kind::List, list), (Kind::Children, children), (Kind::Workers, workers), (Kind::Interviews, interviews)] {
            let table = Table { name: "t".into(), sheet: None, rows, warnings: vec![] };
            let columns = all_fields(kind);
            match kind {
                Kind::List => { list_rows(&table, &columns, &Settings::default(), now()); }
                Kind::Children => { child_rows(&table, &columns, &Settings::default(), now()); }
                Kind::Workers => { worker_rows(&table, &columns, &Settings::default(), now()); }
                Kind::Interviews => { interview_rows(&table, &columns, &Settings::default(), now()); }
            }
            let _ = recognise(&table, kind, &BTreeMap::new(), None, &[]);
        }
    }

    #[test]
    fn the_order_of_rows_does_not_change_their_outcome(cells in prop::collection::vec((cell(), cell(), cell(), cell()), 2..8), seed in any::<prop::sample::Index>()) {
        let columns = [Field::PoliceRef, Field::FullName, Field::Dob, Field::LastSeen, Field::Returned, Field::Status];
        let columns = columns.into_iter().enumerate().map(|(index, field)| Column { index, header: field.code().into(), field: Some(field), guesses: vec![], samples: vec![] });
        let columns = Columns { kind: Kind::List, header_row: 0, columns: columns.collect(), profile: None };
        // Each row has a reference and a name of its own, so that the rows are independent.
        let rows: Vec<TableRow> = cells.into_iter().zip(1u32..).map(|((dob, seen, returned, status), number)| {
            TableRow { number, cells: vec![Cell::Text(format!("MP/{number}")), Cell::Text(format!("Name{number} Child")), dob, seen, returned, status] }
        }).collect();
        let outcomes = |rows: Vec<TableRow>| {
            let table = Table { name: "t".into(), sheet: None, rows, warnings: vec![] };
            let read = list_rows(&table, &columns, &Settings::default(), now());
            let taken = read.rows.into_iter().map(|r| (r.row, format!("{:?}", r.details)));
            taken.chain(read.refused.into_iter().map(|r| (r.row, r.words))).collect::<BTreeMap<_, _>>()
        };
        let mut turned = rows.clone();
        turned.rotate_left(seed.index(rows.len()));
        turned.swap(0, rows.len() - 1);
        prop_assert_eq!(outcomes(rows), outcomes(turned));
    }
}
