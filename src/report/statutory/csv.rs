//! Cells of tables that go out and may come back: a spreadsheet takes none of them for a formula, and an import reads each as it was.

/// A cell that a spreadsheet takes for no formula: before text that would be one stands an apostrophe, which an import takes off
/// again. A plain number stays a number.
pub fn guarded(cell: &str) -> String {
    let bare = cell.trim_start_matches('\'');
    if begins_a_formula(bare) && !(bare == cell && is_number(cell)) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell as it was before [`guarded`]. For text that never went through it: one apostrophe less where a formula follows it, as
/// a spreadsheet would show it.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if begins_a_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn begins_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Digits with a sign and at most one point: "-5", "+447700900123". What Rust calls a number as well ("-inf") is none to a spreadsheet.
fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.')) && text.parse::<f64>().is_ok()
}

/// Lines of a CSV file: a header, then rows as long as it. Lines end as RFC 4180 has them.
pub fn file<H: AsRef<str>, R: AsRef<[String]>>(header: &[H], rows: impl IntoIterator<Item = R>) -> Vec<u8> {
    let mut out = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory does not fail, and every row is as long as the header by its type or its test.
    let mut written = out.write_record(header.iter().map(AsRef::as_ref));
    for row in rows {
        written = written.and_then(|()| out.write_record(row.as_ref().iter().map(|cell| guarded(cell))));
    }
    debug_assert!(written.is_ok());
    out.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_that_goes_out_begins_a_formula_and_each_comes_back_as_it_was() {
        for cell in ["", "Nadia", "=1+1", "+cmd|' /C calc'!A0", "-", "- none", "@SUM(A1)", "'", "'=1", "''=1", "'-5", "'quoted'", "-5", "+447700900123", "-inf", "+1.2.3"] {
            let out = guarded(cell);
            assert!(!begins_a_formula(&out) || is_number(&out), "{cell:?} goes out as {out:?}");
            assert_eq!(unguarded(&out), cell, "{cell:?} went out as {out:?}");
        }
    }
}
