//! Writing what goes out: all of the files or none, each for its owner alone, and none in the place of another.

use crate::casebook::{Error, Hub};
use crate::cli::file::in_words;
use crate::store::files::new_private_file;
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Refuses a folder in which one of some files is there already.
pub fn none_there(folder: &Path, names: impl IntoIterator<Item = &'static str>) -> Result<(), Error> {
    let there = names.into_iter().map(|name| folder.join(name)).find(|path| path.exists());
    there.map_or(Ok(()), |there| Err(is_there(&there)))
}

fn is_there(path: &Path) -> Error {
    Error::Refused(format!("{} is there already; nothing was written. Name another place", path.display()))
}

/// Writes files into a folder, which is made where there is none. Refused where one of them is there already, or where it could not be
/// written down that they leave the hub; then none is kept. Gives their paths.
pub fn write<'a>(hub: &Hub, folder: &Path, files: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Result<Vec<PathBuf>> {
    hub.may_export()?;
    let mut paths = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Err(error) = write_new(&path, &bytes, &mut paths) {
            remove(&paths);
            return Err(error.into());
        }
    }
    Ok(paths)
}

/// Writes one file; once it is there, it stands among those that are.
fn write_new(path: &Path, bytes: &[u8], there: &mut Vec<PathBuf>) -> Result<(), Error> {
    if path.exists() {
        return Err(is_there(path));
    }
    new_private_file(path)?;
    there.push(path.to_owned());
    let cannot = |error| Error::Refused(format!("{} could not be written: {}; nothing was kept", path.display(), in_words(&error)));
    std::fs::write(path, bytes).map_err(cannot)
}

/// One file at a path.
pub fn write_one(hub: &Hub, path: &Path, bytes: Vec<u8>) -> Result<Vec<PathBuf>> {
    let unnamed = || Error::Refused(format!("{} is no name for a file", path.display()));
    let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(unnamed)?;
    write(hub, path.parent().unwrap_or(Path::new("")), [(name, bytes)])
}

/// Takes files away again: of an attempt that failed, or of which it could not be written down that they leave the hub.
pub fn remove(paths: &[PathBuf]) {
    for path in paths {
        let _ = std::fs::remove_file(path);
    }
}

/// The names alone, as the journal keeps them.
pub fn names(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect()
}

/// The ending of a name, in small letters.
pub fn ending(path: &Path) -> String {
    path.extension().map_or(String::new(), |ending| ending.to_string_lossy().to_lowercase())
}
