//! Lists as they come: each fixture in tests/lists is a file a hub could be sent; the children are invented.

use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use wayhome::calendar::long_moment;
use wayhome::casebook::event::Profile;
use wayhome::child::CareStatus;
use wayhome::episode::{Grade, Moment, When};
use wayhome::intake::columns::{Columns, ColumnsError, Field, Kind, recognise};
use wayhome::intake::read::{ReadError, Table, read};
use wayhome::intake::rows::{Rows, child_rows, interview_rows, list_row_again, list_rows, worker_rows};
use wayhome::intake::{ChildRow, ListRow, Reason, Refusal};
use wayhome::settings::Settings;

fn now() -> Moment {
    "2026-11-20T08:41:00Z".parse().unwrap()
}

fn fixture(file: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/lists/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn table(file: &str) -> Table {
    read(file, &fixture(file), None, 2000).unwrap_or_else(|e| panic!("{file}: {e}"))
}

fn columns(table: &Table, kind: Kind) -> Columns {
    recognise(table, kind, &BTreeMap::new(), None, &[]).unwrap_or_else(|e| panic!("{}: {e}", table.name))
}

fn typed(table: &Table) -> Rows<ListRow> {
    list_rows(table, &columns(table, Kind::List), &Settings::default(), now())
}

fn children(table: &Table) -> Rows<ChildRow> {
    child_rows(table, &columns(table, Kind::Children), &Settings::default(), now())
}

/// The rows of a list that is written out in the test.
fn list(text: &str) -> Rows<ListRow> {
    typed(&read("list.csv", text.as_bytes(), None, 2000).unwrap())
}

fn uk(when: Option<When>) -> String {
    when.map_or("none".into(), |w| format!("{}{}", long_moment(w.at), if w.estimated { " estimated" } else { "" }))
}

fn only_refusal<T>(rows: &Rows<T>) -> &Refusal {
    assert_eq!(rows.refused.len(), 1, "{:?}", rows.refused);
    assert_eq!(rows.rows.len(), 1, "the sound row beside it is taken");
    assert_eq!(rows.total, 2);
    &rows.refused[0]
}

#[test]
fn every_reason_has_a_file_named_after_it_and_is_said_with_row_column_and_value() {
    let reasons: [(Reason, u32, &str, &str, &str); 20] = [
        (Reason::ImpossibleDate, 3, "Last seen", "11/20/2026 10:00", "dates are read day first"),
        (Reason::UnreadableDate, 3, "Last seen", "yesterday teatime", "write it as 20/11/2026 14:05"),
        (Reason::TimeDoesNotExist, 3, "Last seen", "29/03/2026 01:30", "the clocks went forward"),
        (Reason::StillMissingAndReturned, 3, "Status", "Still missing", "yet the row also says that the child is back"),
        (Reason::ReturnBeforeMissing, 3, "Returned", "18/11/2026 08:00", "is before the child went missing (Thu 19 Nov 2026 20:00)"),
        (Reason::InTheFuture, 3, "Last seen", "19/12/2026 20:00", "it is Fri 20 Nov 2026 08:41 now"),
        (Reason::BornAfterMissing, 3, "DOB", "20/11/2026", "is after the child went missing"),
        (Reason::Adult, 3, "DOB", "12/05/2001", "a person of 25 is an adult"),
        (Reason::NoNameNoReference, 3, "", "", "neither a name nor a reference"),
        (Reason::NoMissingTime, 3, "", "", "neither last seen nor reported"),
        (Reason::UnknownCode, 3, "Status", "Pending VRI", "known are: missing, still missing"),
        (Reason::SameReferenceTwice, 3, "Ref", "GMP/1001", "also the reference of Nadia Begum in row 2"),
        (Reason::OwnIdMissing, 3, "Mosaic ID", "", "own identifier is not given"),
        (Reason::OwnIdTwice, 3, "Mosaic ID", "5001", "also in row 2"),
        (Reason::NoName, 3, "", "", "no name is given"),
        (Reason::UnknownTeam, 3, "Team", "Mising from Home Team", "did you mean Missing from Home Team?"),
        (Reason::WorkerTwice, 3, "", "", "also in row 2"),
        (Reason::NoReference, 3, "Police ref", "", "no police reference is given"),
        (Reason::NoTimeHeld, 3, "Date held", "19/11/2026", "the 72 hours cannot be told without it"),
        (Reason::HeldOrNot, 3, "Date held", "19/11/2026 11:00", "yet the row also says why not (declined by the child)"),
    ];
    let of_the_hub = [Reason::UnknownReference, Reason::NotAccepted];
    let tested: BTreeSet<Reason> = reasons.iter().map(|r| r.0).chain(of_the_hub).collect();
    assert_eq!(tested, Reason::ALL.iter().copied().collect(), "every reason a row alone can have stands in this table");
    for (reason, row, column, value, words) in reasons {
        let table = table(&format!("{}.csv", reason.code()));
        let refusal = match reason {
            Reason::OwnIdMissing | Reason::OwnIdTwice | Reason::NoName => only_refusal(&children(&table)).clone(),
            Reason::UnknownTeam | Reason::WorkerTwice => {
                only_refusal(&worker_rows(&table, &columns(&table, Kind::Workers), &Settings::default(), now())).clone()
            }
            Reason::NoReference | Reason::NoTimeHeld | Reason::HeldOrNot => {
                only_refusal(&interview_rows(&table, &columns(&table, Kind::Interviews), &Settings::default(), now())).clone()
            }
            _ => only_refusal(&typed(&table)).clone(),
        };
        assert_eq!((refusal.reason, refusal.row, refusal.column.as_str(), refusal.value.as_str()), (reason, row, column, value));
        assert!(refusal.words.contains(words), "{}: {}", reason.code(), refusal.words);
        assert!(!refusal.words.contains('\n') && !refusal.cells.is_empty());
    }
}

#[test]
fn a_morning_list_with_titles_blank_rows_a_repeated_header_and_totals_is_read_whole() {
    let rows = typed(&table("real-morning.csv"));
    assert_eq!(rows.refused, []);
    assert_eq!(rows.total, 5);
    assert_eq!(long_moment(rows.cut_off.unwrap()), "Fri 20 Nov 2026 07:00");
    let names: Vec<String> = rows.rows.iter().map(|r| format!("{} {}", r.row, r.details.listed.full_name())).collect();
    assert_eq!(names, ["6 Nadia Begum", "7 Thi Lan Nguyen", "9 Kayden Ashworth", "11 Chidi Okafor", "12 Siân O'Brien-Davies"]);
    let nadia = &rows.rows[0].details;
    assert_eq!(nadia.police_ref.as_deref(), Some("MP/26/0411"));
    assert_eq!(nadia.missing_from.as_deref(), Some("12 High Street Manchester"));
    assert_eq!((uk(nadia.last_seen), uk(nadia.reported)), ("Thu 19 Nov 2026 15:30".into(), "Thu 19 Nov 2026 17:02".into()));
    assert!(!nadia.ended);
    let lan = &rows.rows[1].details;
    assert_eq!(
        (lan.grade, lan.listed.care_status, lan.listed.dob),
        (Some(Grade::High), Some(CareStatus::LookedAfter), NaiveDate::from_ymd_opt(2010, 9, 1))
    );
    assert_eq!(uk(lan.reported), "Wed 18 Nov 2026 19:15");
    assert_eq!(rows.rows[2].details.listed.other_names, ["KJ"]);
    assert_eq!((rows.rows[3].details.ended, uk(rows.rows[3].details.returned)), (true, "Thu 19 Nov 2026 03:20".into()));
    assert_eq!(rows.rows[4].details.grade, Some(Grade::NoApparentRisk));
    assert_eq!(
        rows.warnings,
        [
            "column \"Incident No\" was not used; if it matters, say what it is with --map",
            "row 13 is not a child: \"Total: 5\"",
            "row 14 is not a child: \"End of report\""
        ]
    );
}

#[test]
fn a_table_pasted_from_an_email_is_read() {
    let rows = typed(&table("pasted-from-email.txt"));
    let read: Vec<_> = rows.rows.iter().map(|r| (r.details.listed.full_name(), r.details.ended, uk(r.details.last_seen))).collect();
    assert_eq!(
        read,
        [("Nadia Begum".into(), false, "Thu 19 Nov 2026 15:30".into()), ("Chidi Okafor".into(), true, "Wed 18 Nov 2026 09:00".into())]
    );
    assert_eq!(rows.refused, []);
}

#[test]
fn merged_headings_split_dates_and_day_counts_of_a_workbook_are_read() {
    let rows = typed(&table("merged-and-split.xlsx"));
    assert_eq!(rows.refused, []);
    assert_eq!(long_moment(rows.cut_off.unwrap()), "Fri 20 Nov 2026 07:00");
    let read: Vec<_> = rows
        .rows
        .iter()
        .map(|r| (r.row, uk(r.details.last_seen), uk(r.details.returned), r.details.listed.placement.clone().unwrap_or_default()))
        .collect();
    assert_eq!(
        read,
        [
            (4, "Thu 19 Nov 2026 15:30".into(), "none".into(), "Oakfield House".into()),
            (5, "Wed 18 Nov 2026 18:00".into(), "none".into(), "Oakfield House".into()),
            (6, "Wed 18 Nov 2026 09:00".into(), "Thu 19 Nov 2026 03:20".into(), "Elm Lodge".into()),
        ]
    );
    assert_eq!(rows.rows[2].details.listed.dob, NaiveDate::from_ymd_opt(2011, 2, 11), "a day count in a date column is a date");
}

#[test]
fn the_same_list_reads_alike_from_every_kind_of_workbook() {
    let xlsx = typed(&table("plain.xlsx"));
    assert_eq!(xlsx.rows.len(), 2);
    for file in ["plain.xls", "plain.ods"] {
        let details = |rows: &Rows<ListRow>| rows.rows.iter().map(|r| r.details.clone()).collect::<Vec<_>>();
        assert_eq!(details(&typed(&table(file))), details(&xlsx), "{file} {:?}", typed(&table(file)));
    }
    assert_eq!(uk(xlsx.rows[1].details.returned), "Thu 19 Nov 2026 03:20");
}

#[test]
fn a_workbook_with_several_sheets_asks_which() {
    let bytes = fixture("two-sheets.xlsx");
    assert_eq!(read("w", &bytes, None, 2000), Err(ReadError::WhichSheet(vec!["Missing".into(), "Yesterday".into()])));
    assert_eq!(read("w", &bytes, Some("missing"), 2000).unwrap().sheet.as_deref(), Some("Missing"));
    let wrong = read("w", &bytes, Some("Today"), 2000).unwrap_err();
    assert_eq!(wrong.to_string(), "there is no sheet \"Today\" in the workbook; it has Missing, Notes, Lookups, Yesterday");
}

#[test]
fn what_is_no_list_is_refused_in_words() {
    let ods_bomb = fixture("repeated.ods");
    let xlsx_bomb = fixture("bomb.xlsx");
    let encrypted = fixture("encrypted.xlsx");
    let wide = format!("a{}\n", ",a".repeat(1_000_000));
    let noise: Vec<u8> = (0u32..5000).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let half = fixture("plain.xlsx")[..2500].to_vec();
    for (bytes, words) in [
        (&b""[..], "is empty"),
        (b" \r\n\r\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n....", "a picture, not a list"),
        (b"%PDF-1.7", "a PDF"),
        (b"<html><table><tr><td>Name", "a web page"),
        (&noise, "a picture or a program"),
        (&encrypted, "protected by a password"),
        (&xlsx_bomb, "unpacks to more than 256 MB"),
        (&ods_bomb, "unpacks to more than 2 million cells"),
        (wide.as_bytes(), "more than 1024 columns"),
        (&half, "damaged"),
        (&vec![b'a'; (64 << 20) + 1], "larger than 64 MB"),
    ] {
        let error = read("list.csv", bytes, None, 2000).expect_err(words).to_string();
        assert!(error.contains(words) && error.lines().count() == 1, "{error}");
        assert!(!error.contains("list.csv"), "the name stands before it already: {error}");
    }
    let far = read("far-cell.xlsx", &fixture("far-cell.xlsx"), None, 2000).unwrap_err();
    assert_eq!(far.to_string(), "row 1048576 has more than 1024 columns; check that it is the right file");
}

#[test]
fn every_encoding_with_every_delimiter_reads_alike() {
    for between in [",", ";", "\t", "|"] {
        let text = [
            "Ref,Name,Date of birth,Last seen,Notes",
            "1,Siân O’Brien,04/03/2011,19/11/2026 15:30,\"café; a, b|c\td\"",
            "2,Zoë Façade,05/03/2011,19/11/2026 16:30,",
        ];
        let text = format!("{}\n{}\n{}\n", text[0].replace(',', between), text[1].replacen(',', between, 4), text[2].replace(',', between));
        let utf16 = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        for (encoding, bytes) in [
            ("UTF-8", text.clone().into_bytes()),
            ("UTF-8 with mark", marked(b"\xEF\xBB\xBF", text.clone().into_bytes())),
            ("UTF-16LE", utf16(u16::to_le_bytes)),
            ("UTF-16BE", utf16(u16::to_be_bytes)),
            ("UTF-16LE with mark", marked(b"\xFF\xFE", utf16(u16::to_le_bytes))),
            ("UTF-16BE with mark", marked(b"\xFE\xFF", utf16(u16::to_be_bytes))),
            ("Windows-1252", encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()),
        ] {
            let rows = typed(&read("list.csv", &bytes, None, 2000).unwrap());
            let names: Vec<String> = rows.rows.iter().map(|r| r.details.listed.full_name()).collect();
            assert_eq!(names, ["Siân O’Brien", "Zoë Façade"], "{encoding} with {between:?}");
            assert_eq!(rows.rows[0].details.notes.as_deref(), Some("café; a, b|c d"), "{encoding} with {between:?}");
        }
    }
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
    let rows =
        list("Ref,Name,Last seen,Notes\r\n\r\n1,Nadia Begum,19/11/2026 15:30,\"two\r\nlines\"\r\n\r\n2,Chidi Okafor,19/11/2026 15:30,\r\n");
    assert_eq!(rows.rows.iter().map(|r| r.row).collect::<Vec<_>>(), [3, 5]);
}

#[test]
fn a_quotation_mark_that_is_never_closed_loses_no_row() {
    let rows = list("Ref,Name,Last seen,Notes\n1,Nadia Begum,19/11/2026 15:30,\"scar\n2,Chidi Okafor,19/11/2026 15:30,\"tall, thin\"\n");
    assert_eq!(rows.rows.iter().map(|r| r.details.notes.clone().unwrap()).collect::<Vec<_>>(), ["\"scar", "tall, thin"]);
    let table = read("l", b"Ref,Name\n1,\"Nadia", None, 2000).unwrap();
    assert_eq!(table.warnings, ["row 2: a quotation mark that opens nothing was kept as text"]);
}

#[test]
fn control_characters_are_taken_out_long_cells_cut_and_formulas_kept_as_text() {
    let text = "Ref,Name,Last seen,Notes\n1,Na\u{1b}[31mdia \u{202e}Be\u{200b}gum\0,19/11/2026 15:30,=cmd|'/C calc'!A0\n2,Chidi Okafor,19/11/2026 15:30,abcdefghijklmnop\n";
    let table = read("l", text.as_bytes(), None, 15).unwrap();
    assert!(table.warnings.iter().any(|w| w == "control characters were taken out of 1 cell (first in row 2)"), "{:?}", table.warnings);
    assert!(table.warnings.iter().any(|w| w.contains("longer than 15 characters cut (first in row 2)")), "{:?}", table.warnings);
    let table = read("l", text.as_bytes(), None, 2000).unwrap();
    let rows = typed(&table);
    assert_eq!(rows.rows[0].details.listed.full_name(), "Nadia Begum");
    assert_eq!(rows.rows[0].details.notes.as_deref(), Some("=cmd|'/C calc'!A0"));
}

#[test]
fn a_time_that_happened_twice_is_taken_early_and_marked_estimated() {
    let rows = list("Ref,Name,Last seen,Returned\n1,Nadia Begum,24/10/2026 22:00,25/10/2026 01:30\n");
    let returned = rows.rows[0].details.returned.unwrap();
    assert_eq!((returned.at.to_rfc3339(), returned.estimated), ("2026-10-25T00:30:00+00:00".into(), true));
    assert_eq!(
        rows.warnings,
        ["row 2: \"Returned\" 25/10/2026 01:30 happened twice, as the clocks went back; the earlier is taken, marked estimated"]
    );
}

#[test]
fn a_return_on_a_day_without_a_time_is_taken_as_early_as_it_can_be() {
    let rows = list("Ref,Name,Last seen,Returned\n1,Nadia Begum,18/11/2026 22:00,19/11/2026\n2,Chidi Okafor,19/11/2026 03:00,19/11/2026\n");
    let read: Vec<String> = rows.rows.iter().map(|r| uk(r.details.returned)).collect();
    assert_eq!(read, ["Thu 19 Nov 2026 00:00 estimated", "Thu 19 Nov 2026 03:00 estimated"]);
}

#[test]
fn found_without_a_time_is_a_return_without_a_clock() {
    for status in ["Found", "RETURNED", "Located safe and well", "Closed", "Cancelled", "RTN", "no longer missing"] {
        let rows = list(&format!("Ref,Name,Last seen,Status\n1,Nadia Begum,18/11/2026 22:00,{status}\n"));
        assert!(rows.rows[0].details.ended && rows.rows[0].details.returned.is_none(), "{status}");
    }
    for status in ["Missing", "Outstanding", "still missing", "Open", "Not yet found", "O/S", "n/k", ""] {
        let rows =
            list(&format!("Ref,Name,Last seen,Status\n1,Nadia Begum,18/11/2026 22:00,{status}\n2,Kai Page,18/11/2026 22:00,Missing\n"));
        assert!(!rows.rows[0].details.ended, "{status}");
    }
}

#[test]
fn found_is_a_time_a_yes_or_a_place_by_what_stands_under_it() {
    let under = |value: &str| list(&format!("Ref,Name,Last seen,Found\n1,Nadia Begum,18/11/2026 22:00,{value}\n")).rows.remove(0).details;
    assert_eq!(uk(under("19/11/2026 03:20").returned), "Thu 19 Nov 2026 03:20");
    assert!(under("Y").ended && !under("N").ended);
    let place = under("Piccadilly station");
    assert_eq!((place.found_where.as_deref(), place.ended), (Some("Piccadilly station"), true));
}

#[test]
fn children_listed_under_a_heading_found_are_found() {
    let rows = list(
        "Ref,Name,DOB,Last seen\nSTILL MISSING,,,\n1,Nadia Begum,04/03/2011,18/11/2026 22:00\nRETURNED,,,\n2,Chidi Okafor,,18/11/2026 22:00\n",
    );
    assert_eq!(rows.rows.iter().map(|r| r.details.ended).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn a_care_leaver_may_be_an_adult_and_a_child_who_turns_18_while_missing_stays() {
    let rows = list(
        "Ref,Name,DOB,Last seen,Care status\n1,Nadia Begum,04/03/2005,18/11/2026 22:00,Care leaver\n2,Chidi Okafor,19/11/2008,18/11/2026 22:00,At home\n3,Kai Page,18/11/2008,18/11/2026 22:00,At home\n",
    );
    assert_eq!(rows.rows.iter().map(|r| r.row).collect::<Vec<_>>(), [2, 3]);
    assert_eq!((rows.refused[0].row, rows.refused[0].reason), (4, Reason::Adult));
}

#[test]
fn a_child_without_a_time_is_taken_where_the_list_says_of_when_it_is() {
    let rows = list(
        "Missing children as at 20/11/2026 07:00\nRef,Name,DOB,Last seen\n1,Nadia Begum,04/03/2011,\n2,Chidi Okafor,,18/11/2026 22:00\n",
    );
    assert_eq!((rows.rows.len(), uk(rows.rows[0].details.last_seen)), (2, "none".into()));
    assert_eq!(rows.warnings, ["row 3: no time missing is given; the clock counts from when the hub first heard"]);
}

#[test]
fn a_return_that_cannot_be_read_is_refused_and_never_taken_for_still_missing() {
    let rows = list("Ref,Name,Last seen,Returned,Found where\n1,Nadia Begum,18/11/2026 22:00,last night,Leeds\n");
    assert_eq!((rows.refused[0].reason, rows.refused[0].column.as_str()), (Reason::UnreadableDate, "Returned"));
    assert!(list("Ref,Name,Last seen,Returned\n1,Nadia Begum,18/11/2026 22:00,last night\n").rows[0].details.ended);
}

#[test]
fn a_grade_that_is_not_known_does_not_lose_the_child() {
    let rows = list(
        "Ref,Name,Last seen,Risk,Notes\n1,Nadia Begum,18/11/2026 22:00,Amber,seen in town\n2,Chidi Okafor,18/11/2026 22:00,High,\n3,Kai Page,18/11/2026 22:00,High,\n",
    );
    assert_eq!(rows.rows[0].details.grade, None);
    assert_eq!(rows.rows[0].details.notes.as_deref(), Some("seen in town; police grade as written: Amber"));
    assert_eq!(rows.warnings, ["row 2: \"Amber\" under \"Risk\" is not known; it was not used for police grade"]);
}

#[test]
fn the_same_episode_twice_in_a_list_is_one_row_and_said() {
    let rows = list(
        "Ref,Name,Last seen,Returned\n1,Nadia Begum,18/11/2026 22:00,\n1,Nadia Begum,18/11/2026 22:00,\n1,BEGUM Nadia,18/11/2026 22:00,19/11/2026 03:00\n",
    );
    assert_eq!((rows.rows.len(), rows.total), (1, 3));
    assert_eq!(uk(rows.rows[0].details.returned), "Thu 19 Nov 2026 03:00");
    assert_eq!(
        rows.warnings,
        [
            "row 3 says the same as row 2; it was counted once",
            "row 4 is about the same episode as row 2; where they differ, row 4 was taken"
        ]
    );
}

#[test]
fn a_refused_row_is_taken_once_its_cell_is_put_right() {
    let table = table("impossible-date.csv");
    let refused = typed(&table).refused.remove(0);
    assert_eq!(refused.cells["last_seen"], "11/20/2026 10:00");
    let again = |cells: &BTreeMap<String, String>| list_row_again(cells, refused.row, &Settings::default(), now());
    let still = again(&refused.cells).unwrap_err();
    assert_eq!((still.reason, still.column.as_str(), still.row), (Reason::ImpossibleDate, "last_seen", 3));
    let mut cells = refused.cells.clone();
    cells.insert("last_seen".into(), "19/11/2026 10:00".into());
    let row = again(&cells).unwrap();
    assert_eq!(
        (row.row, row.details.listed.full_name(), uk(row.details.last_seen)),
        (3, "Kayden Ashworth".into(), "Thu 19 Nov 2026 10:00".into())
    );
}

#[test]
fn what_stays_unclear_is_asked_with_samples_and_answered_with_map_or_profile() {
    let table = read("l", b"Ref,Name,When it was\n1,Nadia Begum,18/11/2026 22:00\n", None, 2000).unwrap();
    let error = recognise(&table, Kind::List, &BTreeMap::new(), None, &[]).unwrap_err();
    assert!(
        error.to_string().starts_with("unclear columns: \"When it was\" (\"18/11/2026 22:00\") could be reported or last_seen"),
        "{error}"
    );
    let ColumnsError::Unclear(asked) = error else { panic!("{error}") };
    assert_eq!(asked.unclear()[0].guesses, [Field::Reported, Field::LastSeen, Field::Returned, Field::Dob, Field::Ignore]);

    let map = [("when IT was".to_owned(), "last_seen".to_owned())];
    let mapped = recognise(&table, Kind::List, &BTreeMap::new(), None, &map).unwrap();
    let profiles: BTreeMap<String, Profile> = [("gmp".to_owned(), mapped.to_profile())].into();
    let by_itself = recognise(&table, Kind::List, &profiles, None, &[]).unwrap();
    assert_eq!((by_itself.profile.as_deref(), &by_itself.columns), (Some("gmp"), &mapped.columns));
    assert_eq!(recognise(&table, Kind::List, &profiles, Some("gmp"), &[]).unwrap(), by_itself);

    let says = |named: Option<&str>, header: &str, field: &str| {
        recognise(&table, Kind::List, &profiles, named, &[(header.into(), field.into())]).unwrap_err().to_string()
    };
    assert!(says(Some("wmp"), "Ref", "police_ref").starts_with("there is no profile \"wmp\" for this kind of file; saved are gmp"));
    assert!(says(None, "Ref", "polic_ref").starts_with("there is no field \"polic_ref\"; the fields are police_ref, own_id"));
    assert_eq!(says(None, "Reff", "police_ref"), "there is no column \"Reff\"; the columns are Ref, Name, When it was");
    let no_header = read("l.csv", b"1,2,3\n4,5,6\n", None, 2000).unwrap();
    assert!(
        recognise(&no_header, Kind::List, &BTreeMap::new(), None, &[]).unwrap_err().to_string().starts_with("no row names the columns")
    );
}

#[test]
fn misspelt_and_wordy_headers_are_understood() {
    let header = "Mispr Reference,Child's Surname,Child's Forename(s),Date of Brith,Gender (M/F),Date & Time Child Was Last Seen,Police Risk Assessment,Ward";
    let table = read("l", format!("{header}\n1,Begum,Nadia,04/03/2011,F,18/11/2026 22:00,Medium,Hulme\n").as_bytes(), None, 2000).unwrap();
    let fields: Vec<Option<Field>> = columns(&table, Kind::List).columns.iter().map(|c| c.field).collect();
    use Field::*;
    assert_eq!(fields, [PoliceRef, Family, Given, Dob, Sex, LastSeen, Grade, Ignore].map(Some));
}

#[test]
fn a_caseload_is_read_with_markers_needs_and_plans() {
    let header = "Mosaic ID,Surname,Forename,AKA,DOB,Gender,Ethnicity,Address,Post Code,Legal Status,Placement,Provider,School,Education Status,Social Worker,Team,Locality,CSE,County Lines,Markers,NRM,Self Harm,Disability,CP,CIN,YJS";
    let row = "5001,BEGUM,Nadia,Naz; Nadz,04/03/2010,F,Pakistani,\"12 High St, Manchester\",m139pl,S20,Oakfield House,Oak Care,Park High,NEET,J Doe,North 1,North,Y,12/10/2026,CCE / gangs,RG,Y,N,Y,N,Referral order";
    let table = read("c.csv", format!("{header}\n{row}\n5002,Ashworth,Kayden{}\n", ",".repeat(23)).as_bytes(), None, 2000).unwrap();
    let rows = children(&table);
    assert_eq!((rows.refused, rows.warnings), (vec![], vec![]));
    let d = &rows.rows[0].details;
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    assert_eq!(
        (text(&d.own_id), text(&d.postcode), text(&d.provider), text(&d.team)),
        ("5001".into(), "M13 9PL".into(), "Oak Care".into(), "North 1".into())
    );
    assert_eq!(d.other_names, ["Naz", "Nadz"]);
    let markers: Vec<_> = d.markers.iter().map(|m| (m.kind.code(), m.since.map(|s| s.to_string()))).collect();
    assert_eq!(markers, [("cse", None), ("cce", None), ("county-lines", Some("2026-10-12".into())), ("gangs", None)]);
    assert_eq!(
        (d.care_status.unwrap().code(), d.education.unwrap().code(), d.nrm.unwrap().code(), d.plan.unwrap().code(), d.youth_justice),
        ("looked-after", "not-in-education", "reasonable-grounds", "child-protection", Some(true))
    );
    assert_eq!(d.health.as_ref().unwrap().iter().map(|h| h.code()).collect::<Vec<_>>(), ["self-harm"]);
    assert!(d.on_caseload);
    let bare = &rows.rows[1];
    assert_eq!((bare.details.health.clone(), bare.details.youth_justice, bare.details.markers.len()), (None, None, 0));
    assert!(bare.present.contains(&Field::Postcode) && !bare.present.contains(&Field::Upn));
}

#[test]
fn words_under_last_seen_are_refused_and_not_passed_over() {
    for words in ["yesterday teatime", "?? see log", "after school on the day before the last of the month, as his mother says"] {
        let rows = list(&format!("Ref,Name,Last seen,Reported\n1,Nadia Begum,\"{words}\",18/11/2026 23:00\n"));
        let refused = &rows.refused[0];
        assert_eq!((refused.reason, refused.column.as_str(), refused.value.as_str()), (Reason::UnreadableDate, "Last seen", words));
    }
    let place = list("Ref,Name,Last seen,Missing since\n1,Nadia Begum,Piccadilly station,18/11/2026 23:00\n");
    assert_eq!(place.rows[0].details.missing_from.as_deref(), Some("Piccadilly station"), "where another column has the time");
}

#[test]
fn a_return_in_words_beside_missing_is_refused() {
    let rows = list("Ref,Name,Last seen,Returned,Status\n1,Nadia Begum,18/11/2026 22:00,back 9am,Missing\n");
    assert_eq!((rows.refused[0].reason, rows.refused[0].value.as_str()), (Reason::StillMissingAndReturned, "back 9am"));
    let rows = list("Ref,Name,Last seen,Found where,Status\n1,Nadia Begum,18/11/2026 22:00,Leeds last week,Missing\n");
    assert!(!rows.rows[0].details.ended);
    assert_eq!(rows.warnings, ["row 2: \"Found where\" Leeds last week, yet the child is given as still missing; it was kept as missing"]);
    let rows = list("Ref,Name,Last seen,Found where\n1,Nadia Begum,18/11/2026 22:00,not yet found\n");
    assert!(!rows.rows[0].details.ended, "not found is no return");
}

#[test]
fn a_return_in_the_hour_that_happened_twice_is_the_later_where_the_earlier_is_before_the_child_went_missing() {
    let rows = list("Ref,Name,Last seen,Returned\n1,Nadia Begum,25/10/2026 01:45,25/10/2026 01:15\n");
    let returned = rows.rows[0].details.returned.unwrap();
    assert_eq!((returned.at.to_rfc3339(), returned.estimated), ("2026-10-25T01:15:00+00:00".into(), false));
    assert_eq!(
        rows.warnings[1],
        "row 2: \"Returned\" 25/10/2026 01:15 happened twice, as the clocks went back; the later is taken, as the child went missing after the earlier"
    );
}

#[test]
fn last_seen_after_reported_is_kept_and_said() {
    let rows = list("Ref,Name,Last seen,Reported\n1,Nadia Begum,19/11/2026 22:00,19/11/2026 20:00\n");
    assert_eq!(rows.rows.len(), 1);
    assert_eq!(
        rows.warnings,
        [
            "row 2: \"Last seen\" Thu 19 Nov 2026 22:00 is after \"Reported\" Thu 19 Nov 2026 20:00; both were kept, ask police which is right"
        ]
    );
}

#[test]
fn a_row_without_a_time_but_with_a_reference_is_handed_on() {
    let rows = list("Ref,Name,Last seen,Notes\nMP/1,Nadia Begum,,still out\n,Chidi Okafor,,still out\nMP/3,,,\n");
    assert_eq!((rows.rows.len(), uk(rows.rows[0].details.last_seen)), (1, "none".into()));
    assert!(rows.refused.iter().all(|r| r.reason == Reason::NoMissingTime) && rows.refused.len() == 2);
}

#[test]
fn police_references_are_kept_as_written_in_plain_letters() {
    let rows = list("Ref,Name,Last seen\n ＭＰ／２６／0411 ,Nadia Begum,18/11/2026 22:00\nmp/26/ 0412,Chidi Okafor,18/11/2026 22:00\n");
    let refs: Vec<&str> = rows.rows.iter().filter_map(|r| r.details.police_ref.as_deref()).collect();
    assert_eq!(refs, ["MP/26/0411", "mp/26/ 0412"]);
    assert_eq!(wayhome::text::reference_key(refs[1]), "MP/26/0412");
}

#[test]
fn the_signature_of_an_email_is_no_child() {
    let rows = list("Ref,Name,DOB,Last seen\n1,Nadia Begum,04/03/2011,18/11/2026 22:00\nKind regards,,,\nBob,,,\n");
    assert_eq!((rows.total, rows.refused.len()), (1, 0));
    assert_eq!(rows.warnings, ["row 3 is not a child: \"Kind regards\"", "row 4 is not a child: \"Bob\""]);
}

#[test]
fn a_header_with_no_rows_under_it_is_refused() {
    let table = read("l.csv", b"Ref,Name,Last seen\n", None, 2000).unwrap();
    let error = recognise(&table, Kind::List, &BTreeMap::new(), None, &[]).unwrap_err().to_string();
    assert!(error.starts_with("there are no rows under the header in row 1;"), "{error}");
}

#[test]
fn a_formula_that_was_never_computed_keeps_its_text() {
    let table = table("formula.xlsx");
    let rows = typed(&table);
    assert_eq!(rows.rows[0].details.notes.as_deref(), Some("=A2&\" seen in town\""));
}
