//! What dates mean, as people write them.

use super::*;

fn read(text: &str) -> String {
    let today = "2026-11-20".parse().unwrap();
    match parse(text, today, Years::ThisCentury) {
        Ok(Written::Day(day)) => day.to_string(),
        Ok(Written::Local(local)) => local.format("%Y-%m-%d %H:%M").to_string(),
        Ok(Written::Exact(at)) => at.to_rfc3339(),
        Ok(Written::Time(time)) => time.format("%H:%M").to_string(),
        Err(Fault::Impossible(why)) => format!("impossible: {why}"),
        Err(Fault::Unreadable) => "unreadable".into(),
    }
}

#[test]
fn dates_are_read_as_people_write_them() {
    for (text, meant) in [
        ("20/11/2026 14:05", "2026-11-20 14:05"),
        ("20/11/2026", "2026-11-20"),
        ("1/2/26 9:05", "2026-02-01 09:05"),
        ("20-11-26", "2026-11-20"),
        ("20.11.2026 14.05", "2026-11-20 14:05"),
        ("20 Nov 2026 14:05", "2026-11-20 14:05"),
        ("20-Nov-26 14:05:30", "2026-11-20 14:05"),
        ("20/11/2026 1405hrs", "2026-11-20 14:05"),
        ("20/11/2026 1405", "2026-11-20 14:05"),
        ("20/11/2026 1405 hrs", "2026-11-20 14:05"),
        ("20 Nov 2026 1405", "2026-11-20 14:05"),
        ("14:05 20/11/2026", "2026-11-20 14:05"),
        ("1405hrs on 20/11/2026", "2026-11-20 14:05"),
        ("Fri 20 Nov", "2026-11-20"),
        ("Friday 20th November 2026 at 14:05", "2026-11-20 14:05"),
        ("Nov 20, 2026", "2026-11-20"),
        ("20/11 14:05", "2026-11-20 14:05"),
        ("31 Dec", "2025-12-31"),
        ("2026-11-20", "2026-11-20"),
        ("2026-11-20 14:05", "2026-11-20 14:05"),
        ("2026-11-20T14:05:00", "2026-11-20 14:05"),
        ("2026-11-20T14:05:00Z", "2026-11-20T14:05:00+00:00"),
        ("2026-07-20T14:05:00+01:00", "2026-07-20T13:05:00+00:00"),
        ("20112026", "2026-11-20"),
        ("20261120", "2026-11-20"),
        ("20/11/2026 24:00", "2026-11-21 00:00"),
        ("20/11/2026 2:05pm", "2026-11-20 14:05"),
        ("20/11/2026 2 pm", "2026-11-20 14:00"),
        ("20/11/2026 12:30 am", "2026-11-20 00:30"),
        ("20/11/2026 - 14:05", "2026-11-20 14:05"),
        ("14:05", "14:05"),
        ("11/20/2026", "impossible: there is no month 20; dates are read day first, as 20/11/2026"),
        ("31/02/2026", "impossible: there is no day 31 in month 2 of that year"),
        ("20/11/2026 25:61", "impossible: there is no time 25:61"),
        ("Sat 20 Nov 2026", "impossible: 20 Nov 2026 is a Friday"),
        ("20/11/0226", "impossible: the year 226 cannot be meant"),
        ("yesterday", "unreadable"),
        ("20", "unreadable"),
        ("20/11/2026 and later", "unreadable"),
        ("", "unreadable"),
    ] {
        assert_eq!(read(text), meant, "{text}");
    }
}

#[test]
fn a_short_year_of_birth_is_in_the_past() {
    let today = "2026-11-20".parse().unwrap();
    let born = |text: &str| parse(text, today, Years::Past).unwrap().day().unwrap().to_string();
    assert_eq!(born("04/03/11"), "2011-03-04");
    assert_eq!(born("04/03/99"), "1999-03-04");
    assert_eq!(born("20/11/26"), "2026-11-20");
    assert_eq!(born("21/11/26"), "1926-11-21");
}

#[test]
fn day_counts_of_a_spreadsheet_are_dates() {
    assert_eq!(serial(46346.0), Some(Written::Day("2026-11-20".parse().unwrap())));
    assert_eq!(serial(46_346.586_805_6), Some(Written::Local("2026-11-20T14:05:00".parse().unwrap())));
    assert_eq!(serial(15.0), None);
}

#[test]
fn times_stand_alone_in_their_column() {
    for (text, time) in
        [("1405", "14:05"), ("905", "09:05"), ("14.05", "14:05"), ("14:05:10", "14:05"), ("2pm", "14:00"), ("1405hrs", "14:05")]
    {
        assert_eq!(time_of_day(text).unwrap().format("%H:%M").to_string(), time, "{text}");
    }
    assert_eq!(time_of_day("25:00"), Err(Fault::Impossible("there is no time 25:00".into())));
}

#[test]
fn columns_of_dates_are_known_by_their_form() {
    for text in ["20/11/2026", "11/20/2026 10:00", "Fri 20 Nov", "2026-11-20T14:05", "20.11.26"] {
        assert!(looks_like_date(text), "{text}");
    }
    for text in ["12 High Street", "M13 9PL", "GMP-2026-11-0042", "N/A", "0161 496 0000", "High"] {
        assert!(!looks_like_date(text), "{text}");
    }
}
