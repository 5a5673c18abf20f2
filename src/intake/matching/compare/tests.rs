use super::super::places::place;
use super::super::text::name_words;
use super::*;

fn words(name: &str) -> Vec<Token> {
    name_words(name).split(' ').map(Token::new).collect()
}

fn alike(a: &str, b: &str) -> (Alike, Option<Conflict>) {
    given(&words(a), &words(b)).map(|n| (n.alike, n.conflict)).unwrap()
}

#[test]
fn names_agree_by_level() {
    assert_eq!(alike("Nadia", "NADIA"), (Alike::Exact, None));
    assert_eq!(alike("Kate", "Katherine"), (Alike::Nickname, None));
    assert_eq!(alike("Mohammed", "Muhammad"), (Alike::Variant, None));
    assert_eq!(alike("Farrell", "Farrll"), (Alike::Variant, None));
    assert_eq!(alike("J", "Jade"), (Alike::Initial, None));
    assert_eq!(alike("Hassan", "Fatima"), (Alike::Differs, None));
}

#[test]
fn several_words() {
    assert_eq!(alike("Olivia", "Olivia Jane"), (Alike::Exact, None));
    assert_eq!(alike("Kilkenny", "Kilkenny-Hall"), (Alike::Exact, None));
    assert_eq!(alike("Hopkins-Davis", "Davis Hopkins"), (Alike::Exact, None));
    assert_eq!(alike("Anne-Marie", "Annemarie"), (Alike::Exact, None));
    assert_eq!(alike("Muhammad", "Mohammad Ismail"), (Alike::Variant, Some(Conflict::SharedFirst)));
    assert_eq!(alike("Olivia", "Charlene Olivia"), (Alike::Exact, Some(Conflict::Second)));
    assert_eq!(alike("Muhammad Ali", "Muhammad Yusuf").1, Some(Conflict::Part));
}

#[test]
fn an_nhs_number_has_a_check_digit() {
    assert!(is_nhs_number("9434765919") && is_nhs_number("4505577104"));
    assert!(!is_nhs_number("9434765918") && !is_nhs_number("943476591") && !is_nhs_number("ABC"));
}

#[test]
fn dates_of_birth_agree_by_level() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let born = |a: &str, b: &str| born(day(a), day(b));
    assert_eq!(born("2011-03-04", "2011-03-04"), Born::Exact);
    assert_eq!(born("2011-03-04", "2011-04-03"), Born::DayMonthSwapped);
    assert_eq!(born("2011-03-04", "2011-03-14"), Born::OneDigit);
    assert_eq!(born("2011-03-12", "2011-03-21"), Born::OneDigit);
    assert_eq!(born("2009-03-12", "2011-03-12"), Born::YearOff);
    assert_eq!(born("2011-01-01", "2011-08-29"), Born::YearOff);
    assert_eq!(born("2011-03-12", "2011-03-29"), Born::TwoParts);
    assert_eq!(born("2011-03-12", "2012-03-15"), Born::TwoDigits);
    assert_eq!(born("2011-03-12", "2014-08-29"), Born::Differs);
}

#[test]
fn addresses_agree_by_level() {
    let at = |address: &str, postcode: &str| {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Prepared::new(&super::super::Identity { address: some(address), postcode: some(postcode), ..Default::default() })
    };
    let place = |a: (&str, &str), b: (&str, &str)| place(&at(a.0, a.1).home, &at(b.0, b.1).home);
    let oak = ("17 Oak Road, Leeds", "LS1 1RH");
    assert_eq!(place(oak, ("17 Oak Rd", "ls11rh")), Some(Place::PostcodeAndNumber));
    assert_eq!(place(oak, ("", "LS1 1RH")), Some(Place::Postcode));
    assert_eq!(place(oak, ("17 Oak Rd", "LS1 1RN")), Some(Place::NearPostcode));
    assert_eq!(place(oak, ("17 Oak Rd, Leeds", "")), Some(Place::NearPostcode));
    assert_eq!(place(oak, ("19 Oak Rd, Leeds", "BD3 4AA")), Some(Place::Street));
    assert_eq!(place(oak, ("2 Mill Lane", "LS1 4AA")), Some(Place::Outward));
    assert_eq!(place(oak, ("2 Mill Lane", "BD3 4AA")), Some(Place::Differs));
    assert_eq!(place(oak, ("", "")), None);
    assert_eq!(place(oak, ("17 OakRoad, Leeds", "")), Some(Place::NearPostcode), "run together");
    assert_eq!(place(("3 Palm Tree Court, Leeds", ""), ("3 Palmtree Crt, Leeds", "")), Some(Place::NearPostcode), "run together");
    assert_eq!(place(oak, ("Oak Road, Bradford", "LS1 1RN")), Some(Place::NearPostcode), "another town, the postcode a letter off");
}
