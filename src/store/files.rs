//! Files as files: who may read the hub, whether it is one at all, and reading what people name, refused in words.

use crate::casebook::error::{Error, Result};
use crate::casebook::meeting_view::Paper;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

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

/// Writes a file that only its owner can read, in the place of one that is there.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|e| match e.kind() {
        ErrorKind::StorageFull => Error::DiskFull,
        _ => Error::Refused(format!("{} cannot be written: {}", path.display(), in_words(&e))),
    })
}

/// Writes papers into a folder (made where it is not there), each for its owner alone: all of them or none. Refused where a file of
/// one of these names is there already. Gives the names of the files.
pub fn write_all_new(folder: &Path, papers: &[Paper]) -> Result<Vec<String>> {
    if let Some(there) = papers.iter().map(|paper| folder.join(&paper.file_name)).find(|path| path.exists()) {
        return Err(Error::Refused(format!("{} is there already; nothing was written. Name another folder", there.display())));
    }
    let mut written: Vec<PathBuf> = Vec::new();
    for paper in papers {
        let path = folder.join(&paper.file_name);
        let done = new_private_file(&path).and_then(|()| {
            written.push(path.clone());
            std::fs::write(&path, &paper.bytes)
                .map_err(|error| Error::Refused(format!("{} could not be written: {}", path.display(), in_words(&error))))
        });
        if let Err(error) = done {
            // Files of an attempt that failed would stand in the way of the next.
            for path in &written {
                let _ = std::fs::remove_file(path);
            }
            return Err(error);
        }
    }
    Ok(papers.iter().map(|paper| paper.file_name.clone()).collect())
}

/// Writes a file (and makes its folder) that only its owner can read. Refused where one of that name is there already.
pub fn write_new(path: &Path, bytes: Vec<u8>) -> Result<()> {
    if path.exists() {
        return Err(Error::Refused(format!("{} is there already; nothing was written. Name another file", path.display())));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path.file_name().ok_or_else(|| Error::Refused(format!("{} names no file", path.display())))?;
    write_all_new(folder, &[Paper { file_name: name.to_string_lossy().into_owned(), bytes }]).map(drop)
}

fn cannot_make(path: &Path, error: &io::Error) -> Error {
    match error.kind() {
        ErrorKind::StorageFull => Error::DiskFull,
        _ => Error::Refused(format!("{} cannot be made: {}", path.display(), in_words(error))),
    }
}

/// Writes new files into a folder, each readable by its owner only: all of them or none. Refused where one is there already.
pub fn write_together<'a>(folder: &Path, files: impl Iterator<Item = (&'a str, &'a [u8])> + Clone) -> Result<()> {
    if let Some(there) = files.clone().map(|(name, _)| folder.join(name)).find(|path| path.exists()) {
        return Err(Error::Refused(format!("{} is there already; nothing was written. Name another folder", there.display())));
    }
    let mut written = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        let done = new_private_file(&path).and_then(|()| {
            written.push(path.clone());
            write_private(&path, bytes)
        });
        if let Err(error) = done {
            // Files of an attempt that failed would stand in the way of the next.
            for path in &written {
                let _ = std::fs::remove_file(path);
            }
            return Err(error);
        }
    }
    Ok(())
}

/// A hub file and what SQLite keeps beside it.
fn with_companions(path: &Path) -> impl Iterator<Item = PathBuf> {
    ["", "-wal", "-shm"].into_iter().map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        name.into()
    })
}

/// Refuses a place where a hub is, or what was kept beside one: it would be read into the new one, and may hold somebody's last entries.
pub fn nothing_there(path: &Path) -> Result<()> {
    match with_companions(path).find(|name| name.exists()) {
        Some(there) => {
            let there = there.display();
            Err(Error::Refused(format!("{there} is there already; nothing was changed. Name another place with --hub PATH")))
        }
        None => Ok(()),
    }
}

/// Gives a new hub file its name. Refused where one of that name, or what was kept beside one, is there.
pub fn put_in_place(from: &Path, to: &Path) -> Result<()> {
    nothing_there(to)?;
    // Unlike a new name, a second name never takes the place of a file that came there meanwhile. Not every disk gives one.
    match std::fs::hard_link(from, to) {
        Ok(()) => std::fs::remove_file(from),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => Err(e),
        Err(_) => std::fs::rename(from, to),
    }
    .map_err(|e| cannot_make(to, &e))
}

/// Takes a hub file away again that was just made and came to nothing, with what SQLite keeps beside it.
pub fn remove_hub(path: &Path) {
    for name in with_companions(path) {
        let _ = std::fs::remove_file(name);
    }
}

/// Says in words what is wrong with a file that cannot be a hub file, before its passphrase is tried.
pub fn check_hub_file(path: &Path) -> Result<()> {
    let name = || path.display().to_string();
    let cannot_open = |e: io::Error| match e.kind() {
        ErrorKind::NotFound => Error::NoHub(name()),
        _ => Error::Refused(format!("{} cannot be opened: {}", name(), in_words(&e))),
    };
    // An encrypted hub is whole pages of 4096 bytes and begins with its random salt; a plain database gives itself away.
    let whole = |meta: Metadata| meta.is_file() && meta.len() >= 4096 && meta.len().is_multiple_of(4096);
    // Before it is opened: opening a pipe would wait for someone to write into it.
    if !whole(std::fs::metadata(path).map_err(cannot_open)?) {
        return Err(Error::NotAHub(name()));
    }
    let mut head = [0; 16];
    let read = File::open(path).map_err(cannot_open)?.read_exact(&mut head);
    if read.is_err() || head.starts_with(b"SQLite format 3") {
        return Err(Error::NotAHub(name()));
    }
    Ok(())
}

/// Reads a plain file of at most `most` bytes. A folder, a device, a pipe or a larger file is refused before it is read.
pub fn read_plain(path: &Path, most: u64) -> Result<Vec<u8>> {
    let refuse = |words: String| Error::Refused(format!("{} {words}", path.display()));
    let cannot = |what: &'static str| move |e: io::Error| refuse(format!("cannot be {what}: {}", in_words(&e)));
    let meta = std::fs::metadata(path).map_err(cannot("opened"))?;
    if meta.is_dir() {
        return Err(refuse("is a folder; name the file in it".into()));
    }
    if !meta.is_file() {
        return Err(refuse("is a device or a pipe; save what it gives to a file and name that".into()));
    }
    let mut bytes = Vec::new();
    // Read no further than allowed, for a file may grow.
    File::open(path).map_err(cannot("opened"))?.take(most + 1).read_to_end(&mut bytes).map_err(cannot("read"))?;
    if bytes.len() as u64 > most {
        return Err(refuse(format!("is larger than {} MB: that cannot be right. Check which file it is", most >> 20)));
    }
    Ok(bytes)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_told_in_words_and_without_its_number() {
        for number in 1..=40 {
            let words = in_words(&io::Error::from_raw_os_error(number));
            assert!(!words.is_empty() && !words.contains("os error"), "{words}");
        }
    }

    #[test]
    fn what_is_no_plain_file_is_refused_in_words() {
        let dir = tempfile::TempDir::new().unwrap();
        let refused = |path: &Path| read_plain(path, 10).unwrap_err().to_string();
        assert!(refused(&dir.path().join("list.csv")).ends_with("list.csv cannot be opened: there is no such file"));
        assert!(refused(dir.path()).ends_with("is a folder; name the file in it"));
        #[cfg(unix)]
        assert!(refused(Path::new("/dev/zero")).contains("is a device or a pipe"));
        let long = dir.path().join("long.csv");
        std::fs::write(&long, "12345678901").unwrap();
        assert!(refused(&long).contains("is larger than 0 MB"));
        std::fs::write(&long, "1234567890").unwrap();
        assert_eq!(read_plain(&long, 10).unwrap(), b"1234567890");
    }

    #[cfg(unix)]
    #[test]
    fn a_hub_that_is_a_pipe_is_refused_and_not_waited_for() {
        let dir = tempfile::TempDir::new().unwrap();
        let pipe = dir.path().join("hub.wayhome");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert!(matches!(check_hub_file(&pipe), Err(Error::NotAHub(_))));
        let below = dir.path().join("long.csv/hub.wayhome");
        std::fs::write(dir.path().join("long.csv"), "").unwrap();
        let words = check_hub_file(&below).unwrap_err().to_string();
        assert!(words.contains("cannot be opened: not a directory") && !words.contains("os error"), "{words}");
    }
}
