use super::*;

/// Fri 20 Nov 2026 08:41.
const NOW: &str = "2026-11-20T08:41:00Z";

fn at(now: &str, text: &str) -> String {
    moment_or_day(text, now.parse().unwrap(), &WorkingDays::shipped()).map_or_else(|why| why, |spoken| echo(&spoken))
}

#[test]
fn a_date_is_understood_as_people_write_it() {
    for (text, understood) in [
        ("Fri", "Fri 20 Nov 2026"),
        ("fri 12", "Fri 20 Nov 2026 12:00"),
        ("Fri 12:00", "Fri 20 Nov 2026 12:00"),
        ("friday noon", "Fri 20 Nov 2026 12:00"),
        ("Fri 08:30", "Fri 27 Nov 2026 08:30"),
        ("mon", "Mon 23 Nov 2026"),
        ("Thurs 5 pm", "Thu 26 Nov 2026 17:00"),
        ("next Tue", "Tue 24 Nov 2026"),
        ("next fri 9am", "Fri 27 Nov 2026 09:00"),
        ("tomorrow 12:00", "Sat 21 Nov 2026 12:00"),
        ("today 5pm", "Fri 20 Nov 2026 17:00"),
        ("noon tomorrow", "Sat 21 Nov 2026 12:00"),
        ("14:00 on Monday", "Mon 23 Nov 2026 14:00"),
        ("17:00", "Fri 20 Nov 2026 17:00"),
        ("07:00", "Sat 21 Nov 2026 07:00"),
        ("27/11", "Fri 27 Nov 2026"),
        ("27/11 14:00", "Fri 27 Nov 2026 14:00"),
        ("27/11/2026", "Fri 27 Nov 2026"),
        ("27/11/26 1400", "Fri 27 Nov 2026 14:00"),
        ("27.11.2026", "Fri 27 Nov 2026"),
        ("27 Nov", "Fri 27 Nov 2026"),
        ("Fri 27th November 2026 at 9.30", "Fri 27 Nov 2026 09:30"),
        ("fri 27", "Fri 27 Nov 2026"),
        ("2026-11-27", "Fri 27 Nov 2026"),
        ("2026-11-27T14:00", "Fri 27 Nov 2026 14:00"),
        ("2026-11-27T14:00:00Z", "Fri 27 Nov 2026 14:00"),
        ("1/2", "Mon 1 Feb 2027"),
        ("20/11", "Fri 20 Nov 2026"),
        ("29/2", "Tue 29 Feb 2028"),
        ("in 3 days", "Mon 23 Nov 2026"),
        ("in 2 weeks", "Fri 4 Dec 2026"),
        ("in a week 10:00", "Fri 27 Nov 2026 10:00"),
        ("in 5 working days", "Fri 27 Nov 2026"),
        ("within 3 working days", "Wed 25 Nov 2026"),
        ("in 48 hours", "Sun 22 Nov 2026 08:41"),
        ("in 1 month", "Sun 20 Dec 2026"),
    ] {
        assert_eq!(at(NOW, text), understood, "{text}");
    }
}

#[test]
fn working_days_step_over_christmas() {
    assert_eq!(at("2026-12-23T09:00:00Z", "in 3 working days"), "Wed 30 Dec 2026");
}

#[test]
fn a_time_is_uk_time_in_summer_too() {
    let spoken = moment_or_day("1 Jul 12:00", "2026-06-01T09:00:00Z".parse().unwrap(), &WorkingDays::shipped());
    assert_eq!(spoken, Ok(Spoken::At("2026-07-01T11:00:00Z".parse().unwrap())));
}

#[test]
fn what_cannot_be_meant_is_refused_with_what_to_write() {
    for (now, text, why) in [
        (NOW, "frday", "'frday' cannot be read as a date; write it like \"Fri 12:00\", \"27/11 14:00\" or \"in 5 working days\""),
        (NOW, " ", "no date is given; write it like \"Fri 12:00\", \"27/11 14:00\" or \"in 5 working days\""),
        (NOW, "19/11", "'19/11' has passed; if next year is meant, write 19/11/2027"),
        (NOW, "1 Sep", "'1 sep' has passed; if next year is meant, write 01/09/2027"),
        (NOW, "31/11", "there is no day '31/11'; write day, month, year: \"27/11/2026\""),
        (NOW, "11/27", "there is no day '11/27'; write day, month, year: \"27/11/2026\""),
        (NOW, "thu 27 nov", "there is no thu 27/11/2026, it is a Friday; write one of the two"),
        (NOW, "fri 5", "'fri 5' could be night or afternoon; write \"fri 5pm\" or \"fri 05:00\""),
        (NOW, "fri 28", "the next 28th of a month is not a fri; write the date like \"27/11\""),
        ("2026-12-07T09:00:00Z", "fri 18", "'fri 18' could be the day 18 Dec or 18 o'clock; write \"18 Dec\" or \"fri 18:00\""),
        (
            "2026-03-27T09:00:00Z",
            "Sun 01:30",
            "01:30 does not exist on Sun 29 Mar 2026, when the clocks go forward from 01:00 to 02:00; write 00:59 or 02:00",
        ),
        (
            "2026-10-23T09:00:00Z",
            "25/10 01:30",
            "01:30 happens twice on Sun 25 Oct 2026, when the clocks go back; write 2026-10-25T01:30:00+01:00 for the first or \
             2026-10-25T01:30:00+00:00 for the second",
        ),
    ] {
        assert_eq!(at(now, text), why, "{text}");
    }
}

#[test]
fn what_a_refusal_says_to_write_can_be_written() {
    assert_eq!(at(NOW, "2026-10-25T01:30:00+01:00"), "Sun 25 Oct 2026 01:30");
}

#[test]
fn a_day_that_has_been_is_the_last_such_day() {
    let days = WorkingDays::shipped();
    let past = |text: &str| past_day(text, NOW.parse().unwrap(), &days).map(long_day);
    for (text, day) in
        [("19/11", "Thu 19 Nov 2026"), ("21/11", "Fri 21 Nov 2025"), ("mon", "Mon 16 Nov 2026"), ("yesterday", "Thu 19 Nov 2026")]
    {
        assert_eq!(past(text).as_deref(), Ok(day), "{text}");
    }
    assert_eq!(past("fri").as_deref(), Ok("Fri 20 Nov 2026"));
}

#[test]
fn a_time_is_not_dropped_where_a_day_is_wanted() {
    assert_eq!(
        day("27/11 14:00", NOW.parse().unwrap(), &WorkingDays::shipped()),
        Err("'27/11 14:00' has a time, and only a day is wanted here; write \"27/11/2026\"".into())
    );
}

#[test]
fn what_has_been_is_the_last_such_time() {
    let past = |text: &str| past_moment(text, NOW.parse().unwrap(), &WorkingDays::shipped()).map_or_else(|why| why, long_moment);
    for (text, understood) in [
        ("08:10", "Fri 20 Nov 2026 08:10"),
        ("21:00", "Thu 19 Nov 2026 21:00"),
        ("yesterday 21:00", "Thu 19 Nov 2026 21:00"),
        ("fri 08:10", "Fri 20 Nov 2026 08:10"),
        ("fri 14:00", "Fri 13 Nov 2026 14:00"),
        ("thu 14:00", "Thu 19 Nov 2026 14:00"),
        ("20/11 08:00", "Fri 20 Nov 2026 08:00"),
        ("yesterday", "'yesterday' has no time; write \"19/11/2026 14:00\""),
    ] {
        assert_eq!(past(text), understood, "{text}");
    }
}

#[test]
fn a_time_of_day_is_read_with_and_without_am_and_pm() {
    let read = |text: &str| time(text).map(|t| t.format("%H:%M").to_string());
    for (text, clock) in
        [("9:30", "09:30"), ("09.30", "09:30"), ("0930", "09:30"), ("12am", "00:00"), ("12pm", "12:00"), ("12:15PM", "12:15")]
    {
        assert_eq!(read(text).as_deref(), Some(clock), "{text}");
    }
    for wrong in ["", "9", "24:00", "13pm", "9:3", "0am", "+9:30", "é930", "99:99", "noonish"] {
        assert_eq!(read(wrong), None, "{wrong}");
    }
}

proptest::proptest! {
    #[test]
    fn whatever_is_typed_gives_a_date_or_one_line(text in "\\PC{0,30}|(in |next |fri |27 |nov |99999 |days |months |/|t|12:00 ){0,8}") {
        if let Err(why) = moment_or_day(&text, NOW.parse().unwrap(), &WorkingDays::shipped()) {
            proptest::prop_assert!(!why.is_empty() && !why.contains('\n'));
        }
    }

    #[test]
    fn what_is_echoed_reads_back_as_the_same(minutes in 0i64..2_000_000) {
        let now: Moment = NOW.parse().unwrap();
        let at = now + TimeDelta::minutes(minutes);
        let twice = matches!(from_local(uk(at).naive_local()), Local::Twice(..));
        let back = moment_or_day(&long_moment(at), now, &WorkingDays::shipped());
        proptest::prop_assert!(twice || back == Ok(Spoken::At(at)), "{back:?}");
    }
}
