//! The hub file as a file: who may read it, and whether it is one at all.

use crate::casebook::error::{Error, Result};
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Makes an empty file (and its folder) that only its owner can read. Refused where one is there already.
pub fn new_private_file(path: &Path) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| cannot_make(path, &e))?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => {
            Err(Error::Refused(format!("{} is there already; nothing was changed. Name another place with --hub PATH", path.display())))
        }
        Err(e) => Err(cannot_make(path, &e)),
    }
}

fn cannot_make(path: &Path, error: &std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::StorageFull => Error::DiskFull,
        _ => Error::Refused(format!("{} cannot be made: {error}", path.display())),
    }
}

/// Says in words what is wrong with a file that cannot be a hub file, before its passphrase is tried.
pub fn check_hub_file(path: &Path) -> Result<()> {
    let name = || path.display().to_string();
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == ErrorKind::NotFound => return Err(Error::NoHub(name())),
        Err(e) => return Err(Error::Refused(format!("{} cannot be opened: {e}", name()))),
    };
    let mut head = [0; 16];
    // An encrypted hub is whole pages of 4096 bytes and begins with its random salt; a plain database gives itself away.
    let whole = file.metadata().is_ok_and(|m| m.is_file() && m.len() >= 4096 && m.len() % 4096 == 0);
    if !whole || file.read_exact(&mut head).is_err() || head.starts_with(b"SQLite format 3") {
        return Err(Error::NotAHub(name()));
    }
    Ok(())
}
