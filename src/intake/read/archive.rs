//! Looks into a workbook's zip file before it is opened: what it is, and that it is not larger inside than a list can be.

use super::ReadError;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most a workbook may hold unpacked, in bytes. A list of 10,000 rows unpacks to some 10 MB.
const MAX_UNPACKED: u64 = 256 << 20;
/// The most filled cells an OpenDocument sheet may claim by "repeat this cell N times".
const MAX_REPEATED: u64 = 2_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Ods,
}

/// What the zip file is. Everything is unpacked once, counting: the sizes a zip file declares may be false.
pub(super) fn inspect(bytes: &[u8]) -> Result<Kind, ReadError> {
    let damaged = |why: String| ReadError::Damaged { why };
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(e.to_string()))?;
    let has = |entry: &str| zip.file_names().flatten().any(|n| n == entry);
    let kind = match () {
        () if has("xl/workbook.xml") => Kind::Xlsx,
        () if has("content.xml") && !has("xl/workbook.bin") => Kind::Ods,
        () if has("xl/workbook.bin") => return Err(ReadError::NotATable { what: "a binary workbook (.xlsb)" }),
        () if has("word/document.xml") => return Err(ReadError::NotATable { what: "a Word document" }),
        () => return Err(ReadError::NotATable { what: "a compressed file" }),
    };
    let mut left = MAX_UNPACKED;
    for index in 0..zip.len() {
        let entry = match zip.by_index(index) {
            Ok(entry) => entry,
            Err(zip::result::ZipError::UnsupportedArchive(_) | zip::result::ZipError::InvalidPassword) => {
                return Err(ReadError::Encrypted);
            }
            Err(e) => return Err(damaged(e.to_string())),
        };
        let is_content = kind == Kind::Ods && entry.name().is_ok_and(|n| n == "content.xml");
        let mut entry = entry.take(left + 1);
        let unpacked = if is_content {
            let mut content = Vec::new();
            let size = entry.read_to_end(&mut content).map_err(|e| damaged(e.to_string()))?;
            if repeated_cells(&String::from_utf8_lossy(&content)) > MAX_REPEATED {
                return Err(ReadError::UnpacksTooLarge("2 million cells"));
            }
            size as u64
        } else {
            std::io::copy(&mut entry, &mut std::io::sink()).map_err(|e| damaged(e.to_string()))?
        };
        left = left.checked_sub(unpacked).ok_or(ReadError::UnpacksTooLarge("256 MB"))?;
    }
    Ok(kind)
}

/// How many filled cells an OpenDocument table unfolds to, row and column repeats multiplied.
fn repeated_cells(content: &str) -> u64 {
    let mut total: u64 = 0;
    for row in content.split("<table:table-row").skip(1) {
        let filled = row.split("<table:table-cell").skip(1).filter(|cell| cell.contains("office:value-type"));
        let columns: u64 = filled.map(|cell| repeat(cell, "table:number-columns-repeated=\"")).fold(0, u64::saturating_add);
        let rows = repeat(row, "table:number-rows-repeated=\"");
        total = total.saturating_add(columns.saturating_mul(rows));
    }
    total
}

/// The number after an attribute's name within the tag that `element` begins with; 1 where there is none.
fn repeat(element: &str, attribute: &str) -> u64 {
    let tag = &element[..element.find('>').unwrap_or(element.len())];
    let Some(at) = tag.find(attribute) else { return 1 };
    let value = &tag[at + attribute.len()..];
    value[..value.find('"').unwrap_or(0)].parse().unwrap_or(1)
}
