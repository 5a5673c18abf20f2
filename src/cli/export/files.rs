//! Writing what goes out: all of the files or none, each for its owner alone, and none in the place of another.

use crate::casebook::{Error, Hub};
use crate::cli::file::in_words;
use crate::store::files::new_private_file;
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Writes files into a folder, which is made where there is none. Refused before anything is written where one of them is there
/// already, or where it could not be written down that they leave the hub. Gives their paths.
pub fn write(hub: &Hub, folder: &Path, files: &[(&str, Vec<u8>)]) -> Result<Vec<PathBuf>> {
    hub.may_export()?;
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    if let Some(there) = paths.iter().find(|path| path.exists()) {
        return Err(Error::Refused(format!("{} is there already; nothing was written. Name another place", there.display())).into());
    }
    for (n, (path, (_, bytes))) in paths.iter().zip(files).enumerate() {
        let done = new_private_file(path).and_then(|()| {
            let cannot = |error| Error::Refused(format!("{} could not be written: {}; nothing was kept", path.display(), in_words(&error)));
            std::fs::write(path, bytes).map_err(cannot)
        });
        if let Err(error) = done {
            remove(&paths[..=n]);
            return Err(error.into());
        }
    }
    Ok(paths)
}

/// One file at a path.
pub fn write_one(hub: &Hub, path: &Path, bytes: Vec<u8>) -> Result<Vec<PathBuf>> {
    let unnamed = || Error::Refused(format!("{} is no name for a file", path.display()));
    let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(unnamed)?;
    write(hub, path.parent().unwrap_or(Path::new("")), &[(name, bytes)])
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
