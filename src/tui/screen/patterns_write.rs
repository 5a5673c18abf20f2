//! The form that writes the network to a file: which kind, where, and a typed word.

use crate::calendar::day_of;
use crate::child::ChildId;
use crate::report::figures::Period;
use crate::report::patterns::{Network, Said, graphml, html, svg};
use crate::tui::app::Context;
use crate::tui::screen::Next;
use crate::tui::screen::form::{FormScreen, Task, Wrong, at};
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed, choices};
use std::path::PathBuf;

/// What is typed to write the network.
const WRITE: &str = "write";
const KINDS: [(&str, &str); 3] =
    [("html", "page with the drawing and its tables"), ("svg", "drawing alone"), ("graphml", "for programs that draw networks")];

/// The form that writes the network as it is listed, without names.
pub fn write_form(network: &Network, period: &Period, around: Option<ChildId>, cx: &Context) -> Next {
    let mut network = network.clone();
    network.each_text(&mut Said::hide);
    FormScreen::push(WriteTask { network, period: *period, around, folder: cx.folder.clone() })
}

struct WriteTask {
    /// Without names.
    network: Network,
    period: Period,
    around: Option<ChildId>,
    folder: PathBuf,
}

impl WriteTask {
    /// "Network around C12, 24 Nov 2025 to 23 Nov 2026".
    fn words(&self) -> String {
        let around = self.around.map(|child| format!(" around {child}")).unwrap_or_default();
        format!("Network{around}, {}", self.period)
    }
}

impl Task for WriteTask {
    fn key(&self) -> String {
        format!("patterns files {}", self.words())
    }

    fn title(&self) -> String {
        format!("Write: {}", self.words())
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let words =
            "Without names, but with the numbers of children and records and the names of places. It leaves the hub; the record says so.";
        vec![(Meaning::Plain, format!("{}.", self.network.counted())), (Meaning::Warning, words.into())]
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        typed.set("kind", "html");
        typed.set("folder", self.folder.display().to_string());
        typed
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::one("kind", "As", choices(KINDS)), Field::line("folder", "Folder"), Field::word(WRITE)]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let title = self.words();
        let (ending, text) = match typed.text("kind") {
            "html" => ("html", html(&self.network, &title)),
            "svg" => ("svg", svg(&self.network, &title)),
            "graphml" => ("graphml", graphml(&self.network, &title)),
            _ => return Err(at("kind", "Choose what to write (← → and Space).")),
        };
        if !typed.text("word").eq_ignore_ascii_case(WRITE) {
            return Err(at("word", format!("Nothing was written: type “{WRITE}” to write the file, or Esc to leave it.")));
        }
        let folder = PathBuf::from(typed.text("folder"));
        cx.desk.make_folder(&folder).map_err(|why| at("folder", why))?;
        let name = |n: u32| match n {
            1 => format!("network-{}.{ending}", day_of(cx.now)),
            n => format!("network-{}-{n}.{ending}", day_of(cx.now)),
        };
        let free = (1..).map(name).find(|name| !folder.join(name).exists()).unwrap_or_default();
        let path = folder.join(free);
        cx.desk.write_network(&path, text.as_bytes(), self.around, false, cx.now)?;
        Ok(format!("Written without names: {}", path.display()))
    }
}
