//! `wayhome demo`: a hub of invented children, with this morning's list still to be loaded.

use super::args::Global;
use super::{app, board, hub};
use crate::casebook::Hub;
use crate::demo::{Scale, bulk_list, history, morning_list};
use crate::settings::Settings;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// The demo protects nothing but invented children.
const PASSPHRASE: &str = "invented";

/// Rows of the long list beside the large hub, for load tests.
const BULK: usize = 10_000;

/// Makes the demo hub, then opens the app on it; without a terminal, prints the board.
pub fn run(global: &Global, keep: Option<PathBuf>, scale: Scale) -> Result<()> {
    let folder = Temporary::new()?;
    let path = keep.clone().unwrap_or_else(|| folder.0.join("demo.wayhome"));
    if path.exists() {
        bail!("{} is there already; nothing was changed. Name another place with --keep", path.display());
    }
    let list = path.with_extension("list.csv");
    let hub = make(global, &path, scale, &list)?;
    if keep.is_some() {
        write_private(&path.with_extension("passphrase"), PASSPHRASE)?;
        eprintln!("Demo hub: {}", path.display());
        eprintln!("Open it:  wayhome --hub {} --passphrase-file {}", path.display(), path.with_extension("passphrase").display());
        eprintln!("Its list of this morning, still to be loaded: {}", list.display());
    }
    if global.may_open_app() && scale == Scale::Small {
        app(hub, global, list.parent().unwrap_or(Path::new(".")).to_path_buf())
    } else {
        board::of(&hub, global)
    }
}

fn make(global: &Global, path: &Path, scale: Scale, list: &Path) -> Result<Hub> {
    let now = global.now();
    write(&hub::beside(path, "settings.toml"), &settings())?;
    let hub = Hub::make_from(path, PASSPHRASE, hub::opening(global, path)?, history(scale, now))?;
    let morning = match scale {
        Scale::Small => morning_list(now),
        Scale::Large => {
            write(&path.with_extension("bulk.csv"), &bulk_list(now, BULK))?;
            bulk_list(now, 60)
        }
    };
    write(list, &morning)?;
    Ok(hub)
}

/// The shipped settings with the name and the area of the demo's invented city.
fn settings() -> String {
    Settings::shipped()
        .replace("name = \"Safeguarding hub\"", "name = \"Demo hub\"")
        .replace("area_postcodes = []", "area_postcodes = [\"M\", \"OL\", \"SK\"]")
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}

fn write_private(path: &Path, text: &str) -> Result<()> {
    crate::store::files::new_private_file(path)?;
    write(path, &format!("{text}\n"))
}

/// A folder of our own that goes when the demo ends.
struct Temporary(PathBuf);

impl Temporary {
    fn new() -> Result<Temporary> {
        let mut salt = [0_u8; 8];
        getrandom::fill(&mut salt)?;
        let name = crate::text::hex(&salt);
        let folder = std::env::temp_dir().join(format!("wayhome-demo-{name}"));
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder).with_context(|| format!("the demo has no place to live: {} cannot be made", folder.display()))?;
        Ok(Temporary(folder))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Invented children in a temporary folder: if it cannot go now, the machine clears it.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
