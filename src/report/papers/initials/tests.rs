//! What is left of children in what was typed, where a paper names them by initials.

use super::*;

fn names() -> Names {
    let mut names = Names::default();
    for (name, label) in [
        ("Nadia Begum-Khan", "child C1"),
        ("Siân O'Neill", "child C2"),
        ("小明 王", "child C3"),
        ("Thi Lan Nguyen", "child C4"),
        ("(no name given)", "a child"),
        ("A Hussain", "child of E12"),
    ] {
        names.person(name, label);
    }
    names.born("2010-03-04".parse().ok());
    names.place(Some("12 Mill Lane, Oldtown"));
    names.place(Some("M1 2AB"));
    names
}

#[test]
fn no_word_of_a_childs_name_is_left_however_it_is_written() {
    for (text, safe) in [
        ("Nadia Begum-Khan was seen", "N. B. was seen"),
        ("NADIA's phone; saw nadia.", "N.'s phone; saw N."),
        ("Begum and Khan, khan-begum", "B. and K., K.-B."),
        ("Sian O’Neill, SIÂN ONEILL (Sia\u{302}n)", "S. O., S. O. (S.)"),
        ("O'Neill's brother", "O.'s brother"),
        ("王小明 and 小明 (王)", "child C3 and child C3 (child C3)"),
        ("Lan went; the land and Thilanka stay", "L. went; the land and Thilanka stay"),
        ("born 4 March 2010, 04/03/2010", "born (date of birth), (date of birth)"),
        ("at 12 mill lane, M12AB or m1 2ab", "at (address), (address) or (address)"),
        ("4.3.2010; 4th of March, 2010; 04/03/10; 2010-03-04", "(date of birth); (date of birth); (date of birth); (date of birth)"),
        ("m1  2ab, M1-2AB; 12  MILL\tLane, 12 Mill Ln.", "(address), (address); (address), (address)."),
        ("112 Mill Lane, 12 Mill Lanes, SM1 2AB, 14.3.2010", "112 Mill Lane, 12 Mill Lanes, SM1 2AB, 14.3.2010"),
        ("Ann Lee rang, no name was given", "Ann Lee rang, no name was given"),
        ("A Hussain has a phone; A. HUSSAIN", "A H. has a phone; A. H."),
        ("", ""),
    ] {
        assert_eq!(names().apply(text), safe);
    }
    assert_eq!(Names::default().apply("Nadia"), "Nadia");
}

#[test]
fn a_phrase_told_a_thousand_times_is_kept_once_and_the_longest_is_taken() {
    let mut names = names();
    let count = |names: &Names| names.phrases.values().map(Vec::len).sum::<usize>();
    let before = count(&names);
    for _ in 0..1000 {
        names.place(Some("12 Mill Lane, Oldtown"));
        names.person("小明 王", "child C3");
        names.born("2010-03-04".parse().ok());
    }
    assert_eq!(count(&names), before);
    names.place(Some("12 Mill Lane, Oldtown, Flat 3"));
    assert_eq!(names.apply("12 Mill Lane, Oldtown, Flat 3"), "(address)");
}
