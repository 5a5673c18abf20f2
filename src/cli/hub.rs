//! Where the hub is, its passphrase, and the files beside it.

use super::args::{Format, Global};
use super::file::in_words;
use super::output;
use crate::calendar::WorkingDays;
use crate::casebook::{Error, Hub, Opening};
use crate::settings::Settings;
use crate::store::journal::Actor;
use crate::text::clean;
use crate::triage::rules::Rules;
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// The hub file that the command names, or the default.
pub fn path(global: &Global) -> Result<PathBuf> {
    if let Some(path) = &global.hub {
        return Ok(path.clone());
    }
    let folders =
        directories::ProjectDirs::from("", "", "wayhome").context("this machine has no home directory; name the hub with --hub PATH")?;
    Ok(folders.data_dir().join("hub.wayhome"))
}

/// Opens the hub that the command names.
pub fn open(global: &Global) -> Result<Hub> {
    let path = path(global)?;
    // Said before a passphrase is asked for.
    crate::store::files::check_hub_file(&path)?;
    let opening = opening(global, &path)?;
    Ok(Hub::open_telling(&path, &passphrase(global, false)?, opening, brought_up)?)
}

/// Says how far an old hub has come: in one line of the terminal, which goes at the end; elsewhere in a few lines.
fn brought_up(done: usize, of: usize) {
    come_so_far("Bringing the hub up to date", done, of);
}

/// Likewise of other long work on the journal.
pub fn come_so_far(what: &str, done: usize, of: usize) {
    let words = format!("{what}: {} of {} entries", in_thousands(done), in_thousands(of));
    match std::io::stderr().is_terminal() {
        true if done == of => eprint!("\x1b[K"),
        true => eprint!("{words}\x1b[K\r"),
        false if done == of || done.is_multiple_of(100_000) => eprintln!("{words}"),
        false => {}
    }
}

/// "900,000".
pub fn in_thousands(number: usize) -> String {
    let digits = number.to_string();
    let comma = |(i, digit): (usize, char)| {
        let comma = (i > 0 && (digits.len() - i).is_multiple_of(3)).then_some(',');
        comma.into_iter().chain([digit])
    };
    digits.chars().enumerate().flat_map(comma).collect()
}

/// Warns of a passphrase that a new hub should not have.
pub fn warn_of_short(passphrase: &str) {
    const SHORT: usize = 8;
    if passphrase.chars().count() < SHORT {
        eprintln!("A passphrase shorter than {SHORT} characters is soon guessed; a few words in a row are better.");
    }
}

/// `wayhome init`.
pub fn init(global: &Global, training: bool, name: Option<String>) -> Result<()> {
    let path = path(global)?;
    if path.exists() {
        bail!("{} is there already; nothing was changed. Name another place with --hub PATH", path.display());
    }
    let opening = opening(global, &path)?;
    let name = name.map(|name| clean(&name)).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| if training { "Training hub".to_string() } else { opening.settings.hub.name.clone() });
    let passphrase = passphrase(global, true)?;
    warn_of_short(&passphrase);
    let hub = Hub::make(&path, &passphrase, &name, training, opening, global.now())?;
    let settings = shipped_beside(&path, "settings.toml", Settings::shipped())?;
    let rules = shipped_beside(&path, "rules.toml", Rules::shipped())?;
    if global.format == Format::Json {
        return output::json(&json!({
            "ok": true, "hub": path.display().to_string(), "name": hub.name(), "training": training,
            "settings": settings.display().to_string(), "rules": rules.display().to_string(),
        }));
    }
    output::text(&format!(
        "Made {}{}: {}\nSettings: {}\nRules: {}\nNext: wayhome import children FILE, then wayhome import list FILE",
        hub.name(),
        if training { " (training)" } else { "" },
        path.display(),
        settings.display(),
        rules.display()
    ))
}

/// Writes what is shipped to a file beside the hub, to be changed there. A file that is there already is kept.
pub fn shipped_beside(hub: &Path, what: &str, text: &str) -> Result<PathBuf> {
    let path = beside(hub, what);
    if !path.exists() {
        let written = std::fs::write(&path, text);
        if written.is_err() {
            // Half of it would be read from now on.
            let _ = std::fs::remove_file(&path);
        }
        written.with_context(|| format!("the hub was made and can be opened, but {} could not be written", path.display()))?;
    }
    Ok(path)
}

/// Settings, rules and bank holidays beside the hub file, where they are; else as shipped.
pub fn opening(global: &Global, hub: &Path) -> Result<Opening> {
    let settings = read_beside(hub, "settings.toml")?;
    let settings = match settings {
        Some((path, text)) => Settings::parse(&text).map_err(|errors| named(&path, &errors))?,
        None => Settings::parse(Settings::shipped()).map_err(|errors| named(Path::new("the shipped settings"), &errors))?,
    };
    let rules = match read_beside(hub, "rules.toml")? {
        Some((path, text)) => Rules::parse(&text).map_err(|errors| named(&path, &errors))?,
        None => Rules::parse(Rules::shipped()).map_err(|errors| named(Path::new("the shipped rules"), &errors))?,
    };
    let working_days = match read_beside(hub, "bank-holidays.json")? {
        Some((path, text)) => WorkingDays::parse(&text).map_err(|e| Error::Refused(format!("{}: {e}", path.display())))?,
        None => WorkingDays::shipped(),
    };
    Ok(Opening { actor: actor(global), settings, working_days, rules, clock_set: global.now.is_some() })
}

/// A file beside the hub: `hub.wayhome` → `hub.settings.toml`.
pub fn beside(hub: &Path, what: &str) -> PathBuf {
    hub.with_extension(what)
}

fn read_beside(hub: &Path, what: &str) -> Result<Option<(PathBuf, String)>> {
    let path = beside(hub, what);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Some((path, text))),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => bail!("{} cannot be read: {}", path.display(), in_words(&e)),
    }
}

fn named<E: std::fmt::Display>(path: &Path, errors: &[E]) -> Error {
    let lines: Vec<String> = errors.iter().map(|error| format!("{}: {error}", path.display())).collect();
    Error::Refused(lines.join("\n"))
}

/// Who is at work, and where.
pub fn actor(global: &Global) -> Actor {
    let named = |name: String| Some(clean(&name)).filter(|name| !name.is_empty());
    let logged_in = || ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok().and_then(named));
    let name = global.actor.clone().and_then(named).or_else(logged_in).or_else(system_name).unwrap_or_else(|| "someone".to_string());
    let host = std::fs::read_to_string("/etc/hostname").ok().and_then(named);
    let workstation = host.or_else(|| std::env::var("COMPUTERNAME").ok().and_then(named));
    Actor { name, workstation: workstation.unwrap_or_else(|| "this machine".to_string()) }
}

/// The name that the system knows whoever is logged in by, where the environment does not say (a scheduled job).
fn system_name() -> Option<String> {
    let output = std::process::Command::new("id").arg("-un").output().ok().filter(|output| output.status.success())?;
    Some(clean(&String::from_utf8_lossy(&output.stdout))).filter(|name| !name.is_empty())
}

/// The passphrase of a hub, asked for twice where it is a new one's.
pub fn passphrase(global: &Global, twice: bool) -> Result<String> {
    if let Some(path) = &global.passphrase_file {
        return passphrase_from(path);
    }
    let ask = |prompt: &str| {
        rpassword::prompt_password(prompt).context("the passphrase cannot be asked for without a terminal; give --passphrase-file PATH")
    };
    let typed = ask("Passphrase of the hub: ")?;
    if typed.is_empty() {
        bail!("an empty passphrase protects nothing; nothing was changed");
    }
    if twice && ask("The same again: ")? != typed {
        bail!("the two passphrases differ; nothing was made");
    }
    Ok(typed)
}

fn passphrase_from(path: &Path) -> Result<String> {
    let shown = path.display();
    let meta = std::fs::metadata(path).with_context(|| format!("the passphrase file {shown} cannot be read"))?;
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&meta.permissions()) & 0o077 != 0 {
        bail!(
            "others can read the passphrase file {shown}; make it yours alone (chmod 600 {shown}) and change the passphrase if they may have"
        );
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("the passphrase file {shown} cannot be read"))?;
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        bail!("the passphrase file {shown} is empty");
    }
    let _ = meta;
    Ok(line.to_string())
}
