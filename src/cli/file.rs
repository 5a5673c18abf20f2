//! Files that people name: read whole, or refused in words.

use crate::casebook::Error;
use anyhow::{Context, Result};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Reads a plain file of at most `most` bytes. A folder, a device, a pipe or a larger file is refused before it is read.
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>> {
    let shown = path.display();
    let refuse = |words: String| Err(Error::Refused(words).into());
    let meta = std::fs::metadata(path).with_context(|| format!("{shown} cannot be opened"))?;
    if meta.is_dir() {
        return refuse(format!("{shown} is a folder; name the file in it"));
    }
    if !meta.is_file() {
        return refuse(format!("{shown} is a device or a pipe; save what it gives to a file and name that"));
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).with_context(|| format!("{shown} cannot be opened"))?;
    // Read no further than allowed, for a file may grow.
    file.take(most + 1).read_to_end(&mut bytes).with_context(|| format!("{shown} cannot be read"))?;
    if bytes.len() as u64 > most {
        return refuse(format!("{shown} is larger than {} MB: that cannot be right. Check which file it is", most >> 20));
    }
    Ok(bytes)
}

/// An error with its causes on one line, the system's in plain English and without their numbers.
pub fn said(error: &anyhow::Error) -> String {
    let part = |cause: &(dyn std::error::Error + 'static)| cause.downcast_ref::<io::Error>().map_or_else(|| cause.to_string(), in_words);
    error.chain().map(part).collect::<Vec<_>>().join(": ")
}

/// "there is no such file", not "No such file or directory (os error 2)".
pub fn in_words(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".into(),
        ErrorKind::PermissionDenied => "you may not read or write it".into(),
        ErrorKind::StorageFull => "the disk is full".into(),
        ErrorKind::ReadOnlyFilesystem => "nothing can be written there".into(),
        ErrorKind::InvalidData => "it is not text".into(),
        _ => {
            let words = error.to_string();
            words.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}
