//! The hub as tables, and made again from them: the journal is one of the tables, and all the others are views of it.

use super::error::{Error, Result};
use super::export::everything;
use super::hub::{Hub, Opening, Progress};
use crate::report::statutory::csv;
use crate::report::statutory::tables::{self, Everything, Table};
use crate::store::Store;
use crate::store::chain::Written;
use crate::store::journal::{Head, Journal};
use crate::text::{guarded, hex, unguarded, unhex};
use chrono::DateTime;
use std::io::Read;
use std::path::Path;

/// The file of the journal among the tables.
pub const JOURNAL: &str = "journal.csv";

/// Its columns.
const COLUMNS: [&str; 12] =
    ["position", "recorded_at", "by", "workstation", "verb", "subject", "kind", "version", "salt", "text", "digest", "hash"];

/// A hub made again from tables.
pub struct MadeAgain {
    pub hub: Hub,
    pub found: Found,
}

/// What a journal brought, and what the other tables said beside it.
pub struct Found {
    /// The end of the journal.
    pub head: Head,
    /// Positions of entries whose text is gone: lawfully erased, or emptied.
    pub erased: Vec<i64>,
    /// The table of the hub says that the journal is all there.
    pub whole: bool,
    /// Files that are there and say what the journal says.
    pub alike: Vec<&'static str>,
    /// Files that are not there.
    pub absent: Vec<&'static str>,
    /// Files with other columns, as another version may write them: not compared.
    pub otherwise: Vec<&'static str>,
}

impl Hub {
    /// All that the tables are made from, read from one unchanging state of the hub, and the journal as a CSV file with the number of its
    /// entries. Of a long journal tells how far it has come (see [`Hub::show_progress`]).
    pub fn everything_and_journal(&self) -> Result<(Everything, Vec<u8>, usize)> {
        self.store.read(|store| {
            let of = usize::try_from(store.head()?.position).unwrap_or(0);
            let (mut out, mut entries) = (csv::Writer::new(&COLUMNS), 0);
            store.each_written(&mut |entry| {
                out.row(&cells(entry));
                entries += 1;
                self.progressed(entries, of);
                Ok(())
            })?;
            Ok((everything(store)?, out.bytes(), entries))
        })
    }

    /// Makes a new hub file from the journal that was written out with the tables: every entry as it was, by whom and when it was, and
    /// the chain checked. `file` gives the bytes of the other tables, where they are there: each must say what the journal says.
    ///
    /// # Errors
    /// Where a row of the journal is not as it was written, or a table says something else; then no hub is made.
    pub fn make_again(
        path: &Path,
        passphrase: &str,
        opening: Opening,
        journal: impl Read,
        file: &dyn Fn(&str) -> Result<Option<Vec<u8>>>,
        progress: Progress,
    ) -> Result<MadeAgain> {
        let found = Store::create_whole(path, passphrase, |store| {
            let mut found = take_over(store, journal)?;
            found.whole = is_whole(&found.head, file(tables::HUB)?)?;
            store.rebuild_telling(progress).map_err(misfit)?;
            if store.hub()?.is_none() {
                return Err(fault(2, "the making of the hub has no text"));
            }
            compare(store, file, &mut found)?;
            Ok(found)
        })?;
        Ok(MadeAgain { hub: Hub::open(path, passphrase, opening)?, found })
    }
}

/// Holds every other table against what the journal says.
fn compare(store: &Store, file: &dyn Fn(&str) -> Result<Option<Vec<u8>>>, found: &mut Found) -> Result<()> {
    let mut unlike = Vec::new();
    for table in tables::tables(&everything(store)?) {
        match file(table.file)? {
            None => found.absent.push(table.file),
            Some(bytes) if !has_columns(&table, &bytes) => found.otherwise.push(table.file),
            Some(bytes) => match difference(&table, &bytes) {
                None => found.alike.push(table.file),
                Some(words) => unlike.push(words),
            },
        }
    }
    if unlike.is_empty() { Ok(()) } else { Err(Error::Refused(changed(&unlike))) }
}

/// What to do about a file that is not as it was written.
const AS_WRITTEN: &str = "nothing was made. Use the files exactly as `wayhome export csv` wrote them; do not save them from a spreadsheet";

fn fault(row: i64, what: &str) -> Error {
    Error::Refused(format!("{JOURNAL}, row {row}: {what}; {AS_WRITTEN}"))
}

/// An entry that is a link of the chain, and follows from nothing that is before it.
fn misfit(error: Error) -> Error {
    match error {
        Error::Broken { position, what } => fault(position + 1, &format!("it does not go with the entries before it ({what})")),
        other => other,
    }
}

/// Does the table of the hub say that the journal is all there? `false`: it does not tell.
///
/// # Errors
/// Where it says that there were more entries, or fewer.
fn is_whole(head: &Head, hub: Option<Vec<u8>>) -> Result<bool> {
    let bytes = hub.unwrap_or_default();
    let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
    let column = reader.headers().ok().and_then(|header| header.iter().position(|column| column == "entries"));
    let entries = reader.records().next().and_then(|row| row.ok()?.get(column?)?.parse::<i64>().ok());
    match entries {
        Some(entries) if entries != head.position => {
            let (there, written) = (head.position, tables::HUB);
            Err(Error::Refused(format!("{JOURNAL} has {there} entries, and {written} says that there were {entries}; {AS_WRITTEN}")))
        }
        told => Ok(told.is_some()),
    }
}

fn changed(unlike: &[String]) -> String {
    const SHOWN: usize = 3;
    let more = if unlike.len() > SHOWN { format!(" and {} more", unlike.len() - SHOWN) } else { String::new() };
    let shown = unlike.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; ");
    format!(
        "tables say something else than {JOURNAL}, from which a hub is made: {shown}{more}; {AS_WRITTEN}. What should be otherwise is changed in \
         the hub, where it is known who did and when; a table that another version of Wayhome wrote may be taken out of the folder"
    )
}

/// An entry as a row of the table.
fn cells(entry: Written) -> [String; 12] {
    let Written { position, recorded_at, actor, workstation, verb, subject, kind, version, salt, payload, digest, hash } = entry;
    // UTC, to the millisecond: it comes back as it was.
    let at = DateTime::from_timestamp_millis(recorded_at).map_or(String::new(), |at| at.to_rfc3339());
    let salt = salt.map_or(String::new(), |salt| hex(&salt));
    let (position, verb, version) = (position.to_string(), verb.to_string(), version.to_string());
    [position, at, actor, workstation, verb, subject, kind, version, salt, payload.unwrap_or_default(), hex(&digest), hex(&hash)]
}

/// Takes every row of the table over into a store that has none.
fn take_over(store: &Store, journal: impl Read) -> Result<Found> {
    let mut reader = ::csv::Reader::from_reader(journal);
    let header = reader.headers().map_err(|_| fault(1, "it is no table"))?.clone();
    if header.iter().ne(COLUMNS) {
        return Err(fault(1, &format!("the columns are not {}", COLUMNS.join(", "))));
    }
    let (mut head, mut erased) = (Head { position: 0, hash: [0; 32] }, Vec::new());
    for (row, record) in (2..).zip(reader.records()) {
        let entry = record.ok().and_then(|record| entry_of(&record));
        let entry = entry.ok_or_else(|| fault(row, "a cell is missing, or is not as Wayhome writes it"))?;
        if (entry.position == 1) != (entry.kind == "hub-made") {
            return Err(fault(row, "a journal begins with the making of its hub, and has it once"));
        }
        head = store.take_over(&entry, &head).map_err(|error| match error {
            Error::Refused(what) => fault(row, &what),
            other => other,
        })?;
        erased.extend(entry.payload.is_none().then_some(entry.position));
    }
    if head.position == 0 {
        return Err(fault(2, "there is no entry"));
    }
    Ok(Found { head, erased, whole: false, alike: Vec::new(), absent: Vec::new(), otherwise: Vec::new() })
}

/// A row as the entry it was written from.
fn entry_of(record: &::csv::StringRecord) -> Option<Written> {
    let cell = |n: usize| record.get(n).map(unguarded);
    let bytes = |n: usize| unhex(cell(n)?)?.try_into().ok();
    let text = |n: usize| cell(n).map(str::to_owned);
    let (salt, payload) = (unhex(cell(8)?)?, text(9)?);
    Some(Written {
        position: cell(0)?.parse().ok()?,
        recorded_at: DateTime::parse_from_rfc3339(cell(1)?).ok()?.timestamp_millis(),
        actor: text(2)?,
        workstation: text(3)?,
        verb: cell(4)?.parse().ok()?,
        subject: text(5)?,
        kind: text(6)?,
        version: cell(7)?.parse().ok()?,
        salt: Some(salt).filter(|salt| !salt.is_empty()),
        payload: Some(payload).filter(|payload| !payload.is_empty()),
        digest: bytes(10)?,
        hash: bytes(11)?,
    })
}

/// Has a file the columns of its table?
fn has_columns(table: &Table, bytes: &[u8]) -> bool {
    ::csv::Reader::from_reader(bytes).headers().is_ok_and(|header| header.iter().eq(table.columns.iter().copied()))
}

/// Where a file of the same columns first says something else than its table; `None`: nowhere.
fn difference(table: &Table, bytes: &[u8]) -> Option<String> {
    let mut reader = ::csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let mut read = reader.records();
    for (row, cells) in (2..).zip(&table.rows) {
        let at = |what: &str| Some(format!("{}, row {row}{what}", table.file));
        let Some(Ok(record)) = read.next() else { return at(" is not there") };
        if record.len() != cells.len() {
            return at(" has more or fewer cells");
        }
        if let Some((column, _)) = table.columns.iter().zip(cells.iter().zip(&record)).find(|(_, (cell, read))| guarded(cell) != *read) {
            return at(&format!(", column {column}"));
        }
    }
    read.next().map(|_| format!("{}, row {} is one too many", table.file, table.rows.len() + 2))
}
