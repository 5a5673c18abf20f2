//! What the cells of a column look like, where its header does not say enough.

use crate::intake::read::{Cell, TableRow};
use crate::intake::synonyms::Field;
use crate::intake::{dates, values};

/// The form most of a column's cells have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Blank,
    Dates,
    Times,
    YesNo,
    /// Missing, found …
    Standings,
    /// Missing and absent only: the category of an episode, and no status.
    Categories,
    Grades,
    Sexes,
    Postcodes,
    Numbers,
    Names,
    /// Sentences: 25 characters and more on average.
    LongText,
    Text,
}

/// How many cells of a column are looked at.
const LOOKED_AT: usize = 60;

pub(super) fn of_column(rows: &[TableRow], index: usize) -> Content {
    let cells: Vec<&Cell> = rows.iter().map(|r| r.cell(index)).filter(|c| !c.is_empty()).take(LOOKED_AT).collect();
    let texts: Vec<_> = cells.iter().map(|c| c.text()).filter(|t| !values::says_nothing(t)).collect();
    if texts.is_empty() {
        return Content::Blank;
    }
    // Three in four: a column of dates holds a misspelt one, a total, a word.
    let mostly = |test: &dyn Fn(&str) -> bool| texts.iter().filter(|t| test(t)).count() * 4 >= texts.len() * 3;
    let dates = cells.iter().filter(|c| matches!(c, Cell::Day(_) | Cell::Moment(_)) || dates::looks_like_date(&c.text())).count();
    let length = texts.iter().map(|t| t.len()).sum::<usize>() / texts.len();
    let has = |test: &dyn Fn(&str) -> bool| texts.iter().any(|t| test(t));
    match () {
        // One in four: a column of dates that also holds words must stay one, so that the words are refused and not lost.
        () if dates * 4 >= texts.len() => Content::Dates,
        () if length >= 25 => Content::LongText,
        () if mostly(&|t| t.contains(':') && dates::looks_like_time(t)) => Content::Times,
        () if mostly(&|t| values::sex(t).is_some() && values::yes_no(t).is_none()) && has(&|t| t.to_ascii_lowercase().starts_with('f')) => {
            Content::Sexes
        }
        () if mostly(&|t| values::yes_no(t).is_some()) => Content::YesNo,
        () if mostly(&|t| values::category(t).is_some()) && has(&|t| t.to_ascii_lowercase().contains("abs")) => Content::Categories,
        () if mostly(&|t| values::grade(t).is_some()) => Content::Grades,
        () if mostly(&|t| values::standing(t).is_some()) => Content::Standings,
        () if mostly(&|t| values::postcode(t).is_some()) => Content::Postcodes,
        () if mostly(&|t| t.parse::<f64>().is_ok()) => Content::Numbers,
        () if mostly(&is_name) => Content::Names,
        () => Content::Text,
    }
}

/// Two to five words of letters, or two with a comma.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    (2..=5).contains(&words.len()) && words.iter().all(|w| w.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '-' | '.' | '’')))
}

/// The field a header means, given what stands under it: "Found" is a time, a yes, a status or a place.
pub(super) fn settle(field: Field, content: Content) -> Field {
    use Content::*;
    use Field as F;
    match (field, content) {
        (_, Blank) => field,
        (F::LastSeen | F::LastSeenDate, Times) => F::LastSeenTime,
        (F::LastSeen, YesNo) => F::IsMissing,
        (F::LastSeen, Standings | Categories | Grades) => F::Status,
        (F::LastSeen, Names | Text | LongText | Postcodes) => F::MissingFrom,
        (F::Reported | F::ReportedDate, Times) => F::ReportedTime,
        (F::Reported, Names | Text | LongText) => F::ReportedBy,
        (F::Reported, YesNo) => F::Ignore,
        (F::Returned | F::ReturnedDate, Times) => F::ReturnedTime,
        (F::HeldAt | F::HeldDate, Times) => F::HeldTime,
        (F::Offered, Dates) => F::Ignore,
        (F::ContactedAt | F::ContactedDate, Times) => F::ContactedTime,
        (F::Returned, YesNo) => F::IsReturned,
        (F::Returned, Standings) => F::Status,
        (F::Returned, Names | Text | LongText | Postcodes) => F::FoundWhere,
        (F::MissingFrom | F::IsMissing, Dates) => F::LastSeen,
        (F::FoundWhere | F::FoundHow | F::IsReturned, Dates) => F::Returned,
        (F::IsMissing | F::IsReturned, Standings) => F::Status,
        (F::Status, Categories) => F::Category,
        (F::Status, LongText) => F::Notes,
        (F::Category, Standings) => F::Status,
        (F::Category, Names | Text | LongText | Numbers) => F::Ignore,
        (F::Grade, LongText) => F::Notes,
        (F::CareStatus | F::Placement, YesNo) => F::LookedAfter,
        (F::LookedAfter, Names | Text | LongText | Grades | Standings) => F::CareStatus,
        (F::SocialWorker | F::School, YesNo) => F::Ignore,
        (F::Health, YesNo) => F::HealthNeed,
        (F::Plan, YesNo) => F::Ignore,
        _ => field,
    }
}

/// Whether cells of this form can stand under a field.
pub(super) fn fits(field: Field, content: Content) -> bool {
    use Content::*;
    match field {
        _ if field.is_date() => content == Dates,
        Field::LastSeenTime | Field::ReportedTime | Field::ReturnedTime | Field::HeldTime | Field::ContactedTime => {
            matches!(content, Times | Numbers)
        }
        Field::Sex => content == Sexes,
        Field::Grade => content == Grades,
        Field::Postcode => content == Postcodes,
        Field::Status => content == Standings,
        Field::Category => content == Categories,
        Field::Age => content == Numbers,
        Field::FullName => content == Names,
        Field::Given | Field::Family | Field::Middle => matches!(content, Names | Text),
        _ => !matches!(content, Blank | Dates | Times),
    }
}
