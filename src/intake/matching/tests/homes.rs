//! Brothers and sisters, as far as the register has them.

use super::super::score::Row;
use super::super::weights::HOUSEHOLD;
use super::*;

fn on(register: &MemoryRegister, row: &Identity) -> Verdict {
    verdict(row, register, &|_| false).unwrap_or_else(|never| match never {})
}

/// A register of 600 children, three of a surname and year at a time: each of a home of its own, or three of one home.
fn homes(shared: bool) -> MemoryRegister {
    let mut register = MemoryRegister::new();
    for n in 0..600_u32 {
        let word = |n: u32| {
            let start = ["Farr", "Oka", "Now", "Beg", "Hur", "Lind", "Mac", "Sor", "Tre", "Win"][n as usize % 10];
            let end = ["ell", "son", "ley", "wood", "by", "ton", "man", "ster", "gate", "field"][n as usize / 10 % 10];
            format!("{start}{end}")
        };
        let home = if shared { n / 3 } else { n };
        let letter = |n: u32| char::from(b'A' + (n % 20) as u8);
        let child = Identity {
            given: ["Ada", "Ben", "Cleo"][n as usize % 3].into(),
            family: word(n / 3),
            dob: NaiveDate::from_ymd_opt(2008 + (n / 3 % 8) as i32, 1 + n % 12, 1 + n % 28),
            address: Some(format!("{} {} Road", 1 + home, word(home * 7))),
            postcode: Some(format!("{}{} {}{}A", ["LS", "M", "BD", "OL"][home as usize % 4], 1 + home % 23, home % 10, letter(home))),
            ..Identity::default()
        };
        register.add(ChildId(i64::from(n) + 1), Prepared::new(&child));
    }
    register
}

/// Somebody of the surname and home of the child C1, under another forename and date of birth.
#[test]
fn who_could_be_a_brother_is_shown_where_the_register_has_hardly_any() {
    let row = Identity {
        given: "Zachary".into(),
        family: "Farrell".into(),
        dob: NaiveDate::from_ymd_opt(2015, 11, 17),
        address: Some("1 Farrell Road".into()),
        postcode: Some("LS1 0AA".into()),
        ..Identity::default()
    };
    assert_eq!(said(&on(&homes(true), &row)), "new");
    assert_eq!(said(&on(&homes(false), &row)), "doubt C1");
    // Children whose home is not known say nothing of how many live together.
    let mut unknown = homes(true);
    for n in 0..3_000 {
        let child = Identity { given: "Ida".into(), family: "Quill".into(), address: Some("Oak House".into()), ..Identity::default() };
        unknown.add(ChildId(10_000 + n), Prepared::new(&child));
    }
    let prepared = Prepared::new(&row);
    let Ok(share) = Row::new(&prepared, &unknown).and_then(|row| row.household_share());
    assert_eq!(share, HOUSEHOLD);
}
