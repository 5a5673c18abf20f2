//! Checks of a list row whose cells were read: whether they can all be true together.

use super::reader::{Reader, Taken};
use crate::calendar::{day_of, long_moment};
use crate::child::{CareStatus, age_on};
use crate::episode::ListedPerson;
use crate::intake::Reason;
use crate::intake::columns::{Column, Field, Kind};
use crate::intake::dates::Span;
use crate::intake::synonyms::{known, squash};
use crate::intake::values::{self, Standing};

/// What the columns of where and how the child was found say, where it is not that it was not.
pub(super) fn return_in_words<'a>(reader: &Reader<'a, '_>) -> Option<(&'a Column, String)> {
    let cells = [Field::FoundWhere, Field::FoundHow].into_iter().filter_map(|field| reader.cell(field));
    let mut words = cells.map(|(column, cell)| (column, cell.text().into_owned()));
    words.find(|(_, text)| values::standing(text) != Some(Standing::Missing) && values::yes_no(text) != Some(false))
}

/// "back 9am" under "Returned" beside "Missing": one of the two is wrong. Where the child was found before can stand beside it.
pub(super) fn check_return_in_words(reader: &mut Reader, column: &Column, text: &str) -> Taken<()> {
    let is_return = known(Kind::List).get(&squash(&column.header)).is_some_and(|(field, _)| *field == Field::Returned);
    if is_return || values::standing(text) == Some(Standing::Ended) {
        let words = |value: &str| format!("{value}, yet the row also says that the child is still missing; ask police which is right");
        return Err(reader.refuse(Some(column), Reason::StillMissingAndReturned, words));
    }
    let row = reader.row.number;
    reader
        .warnings
        .say(|| format!("row {row}: \"{}\" {text}, yet the child is given as still missing; it was kept as missing", column.header));
    Ok(())
}

/// Last seen after reported is said and kept: either may be the slip.
pub(super) fn check_order(reader: &mut Reader, last_seen: Option<(Span, &Column)>, reported: Option<(Span, &Column)>) {
    let (Some((seen, seen_column)), Some((told, told_column))) = (last_seen, reported) else { return };
    if seen.earliest > told.latest {
        let (row, seen, told) = (reader.row.number, long_moment(seen.earliest), long_moment(told.earliest));
        let (seen_header, told_header) = (&seen_column.header, &told_column.header);
        reader.warnings.say(|| {
            format!("row {row}: \"{seen_header}\" {seen} is after \"{told_header}\" {told}; both were kept, ask police which is right")
        });
    }
}

/// The return, not before the child went missing: of an inexact time the earliest reading that can be; of a time that happened twice
/// the second, where the first is too early.
pub(super) fn after(reader: &mut Reader, (returned, column): (Span, &Column), start: Option<(Span, &Column)>) -> Taken<Span> {
    let too_early = start.is_some_and(|(start, _)| returned.earliest < start.earliest);
    if returned.is_twice() {
        let taken = if too_early {
            "the later is taken, as the child went missing after the earlier"
        } else {
            "the earlier is taken, marked estimated"
        };
        reader.say_twice(column, taken);
    }
    let Some((start, _)) = start else { return Ok(returned) };
    if returned.is_twice() && too_early && returned.latest >= start.earliest {
        return Ok(Span { earliest: returned.latest, latest: returned.latest });
    }
    if returned.latest < start.earliest {
        let since = long_moment(start.earliest);
        let words = |value: &str| format!("{value} is before the child went missing ({since}); ask police which is right");
        return Err(reader.refuse(Some(column), Reason::ReturnBeforeMissing, words));
    }
    Ok(Span { earliest: returned.earliest.max(start.earliest.min(returned.latest)), latest: returned.latest })
}

pub(super) fn check_birth(reader: &Reader, listed: &ListedPerson, start: Option<(Span, &Column)>) -> Taken<()> {
    let (Some(dob), Some((start, _))) = (listed.dob, start) else { return Ok(()) };
    if dob <= day_of(start.latest) {
        return Ok(());
    }
    let column = reader.cell(Field::Dob).map(|(column, _)| column);
    Err(reader.refuse(column, Reason::BornAfterMissing, |value| format!("{value} is after the child went missing; correct one of the two")))
}

/// Refuses an adult. Age counts on the day the person went missing, so that a child who turns 18 while missing stays on the
/// board; care leavers may be as old as the settings say.
pub(super) fn check_age(reader: &Reader, listed: &ListedPerson, start: Option<(Span, &Column)>) -> Taken<()> {
    let day = start.map_or(reader.context.today, |(start, _)| day_of(start.earliest));
    let by_dob = listed.dob.and_then(|dob| age_on(dob, day));
    let Some(age) = by_dob.or(listed.age).filter(|age| *age >= 18) else { return Ok(()) };
    let oldest = reader.context.settings.thresholds.oldest_age;
    if listed.care_status == Some(CareStatus::CareLeaver) && age <= oldest {
        return Ok(());
    }
    let column = reader.cell(if by_dob.is_some() { Field::Dob } else { Field::Age }).map(|(column, _)| column);
    let words = |value: &str| {
        format!(
            "{value}: a person of {age} is an adult; if a care leaver up to {oldest}, write that as the care status and take the row again"
        )
    };
    Err(reader.refuse(column, Reason::Adult, words))
}
