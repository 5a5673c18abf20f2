//! CSV files that go out: a spreadsheet takes none of their cells for a formula, and an import reads each as it was.

use crate::text::guarded;

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
