//! CSV files that go out: a spreadsheet takes none of their cells for a formula, and an import reads each as it was.

use crate::text::guarded;

/// Lines of a CSV file: a header, then rows as long as it. Lines end as RFC 4180 has them.
pub fn file<H: AsRef<str>, R: AsRef<[String]>>(header: &[H], rows: impl IntoIterator<Item = R>) -> Vec<u8> {
    let mut out = Writer::new(header);
    for row in rows {
        out.row(row.as_ref());
    }
    out.bytes()
}

/// The same row by row, where the rows come one after another.
pub struct Writer(::csv::Writer<Vec<u8>>);

impl Writer {
    /// A file with its header.
    pub fn new<H: AsRef<str>>(header: &[H]) -> Writer {
        let mut out = Writer(::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new()));
        out.write(header.iter().map(AsRef::as_ref));
        out
    }

    /// As long as the header.
    pub fn row(&mut self, row: &[String]) {
        self.write(row.iter().map(|cell| guarded(cell)));
    }

    fn write<C: AsRef<[u8]>>(&mut self, cells: impl Iterator<Item = C>) {
        // Writing to memory does not fail, and every row is as long as the header by its type or its test.
        let written = self.0.write_record(cells);
        debug_assert!(written.is_ok());
    }

    /// The file as it stands.
    pub fn bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}
