//! The picture in the README is the board itself, drawn by the program on the demo's invented children. A change of the board
//! shows here first; `WAYHOME_PICTURE=write cargo test --test picture` draws it anew.

mod common;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Size;
use ratatui::style::{Color, Modifier};
use std::fmt::Write;
use std::path::Path;
use wayhome::casebook::{Hub, ListFile, ListOptions};
use wayhome::demo::{Scale, history, morning_list};
use wayhome::tui::app::App;
use wayhome::tui::{Clock, RunOptions};

const CELL: (usize, usize) = (9, 19);

#[test]
fn the_picture_in_the_readme_is_the_board_as_the_program_draws_it() {
    let now = common::at(common::MORNING);
    let dir = tempfile::TempDir::new().unwrap();
    let mut opening = common::opening("D. Manager");
    opening.settings.hub.area_postcodes = ["M", "OL", "SK"].map(String::from).to_vec();
    let mut hub = Hub::make_from(&dir.path().join("demo.wayhome"), common::PASSPHRASE, opening, history(Scale::Small, now)).unwrap();
    let list = morning_list(now);
    hub.import_list(&ListFile { name: "list.csv", bytes: list.as_bytes() }, &ListOptions::default(), now).unwrap();

    let app = App::new(Box::new(hub), Clock::Fixed(now), RunOptions::default(), Size::new(120, 40));
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    terminal.draw(|frame| app.draw(frame)).unwrap();
    let picture = svg(terminal.backend().buffer());

    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/board.svg"));
    if std::env::var("WAYHOME_PICTURE").is_ok_and(|what| what == "write") {
        std::fs::write(path, &picture).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == picture, "docs/board.svg is not the board of today; draw it anew with WAYHOME_PICTURE=write cargo test --test picture");
}

fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let (width, height) = (usize::from(area.width) * CELL.0, usize::from(area.height) * CELL.1);
    let mut out =
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"monospace\" font-size=\"15\">\n");
    let _ = writeln!(
        out,
        "<title>The board of a morning, on invented children</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#16181d\"/>"
    );
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let style = look(&buffer[(x, y)]);
            let start = x;
            let mut text = String::new();
            while x < area.width && look(&buffer[(x, y)]) == style {
                text.push_str(buffer[(x, y)].symbol());
                x += 1;
            }
            run(&mut out, usize::from(start), usize::from(y), &text, usize::from(x - start), &style);
        }
    }
    out + "</svg>\n"
}

/// Text colour, background and weight of a cell.
fn look(cell: &Cell) -> (String, Option<String>, bool) {
    let (mut fg, mut bg) = (colour(cell.fg, "#d8dbe2"), (cell.bg != Color::Reset).then(|| colour(cell.bg, "#16181d")));
    if cell.modifier.contains(Modifier::REVERSED) {
        (fg, bg) = (bg.unwrap_or_else(|| "#16181d".into()), Some(fg));
    }
    if cell.modifier.contains(Modifier::DIM) {
        fg = "#8b909c".into();
    }
    (fg, bg, cell.modifier.contains(Modifier::BOLD))
}

fn run(out: &mut String, x: usize, y: usize, text: &str, cells: usize, (fg, bg, bold): &(String, Option<String>, bool)) {
    let (left, top) = (x * CELL.0, y * CELL.1);
    if let Some(bg) = bg {
        let _ = writeln!(out, "<rect x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\" fill=\"{bg}\"/>", cells * CELL.0, CELL.1);
    }
    if text.trim().is_empty() {
        return;
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let weight = if *bold { " font-weight=\"bold\"" } else { "" };
    let length = cells * CELL.0;
    let _ = writeln!(
        out,
        "<text x=\"{left}\" y=\"{}\" fill=\"{fg}\"{weight} textLength=\"{length}\" xml:space=\"preserve\">{escaped}</text>",
        top + 14
    );
}

fn colour(colour: Color, default: &str) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        Color::Indexed(n) => indexed(n),
        Color::Black => "#16181d".into(),
        Color::Red | Color::LightRed => "#e06c75".into(),
        Color::Green | Color::LightGreen => "#98c379".into(),
        Color::Yellow | Color::LightYellow => "#e5a84b".into(),
        Color::Blue | Color::LightBlue => "#61afef".into(),
        Color::Magenta | Color::LightMagenta => "#c678dd".into(),
        Color::Cyan | Color::LightCyan => "#56b6c2".into(),
        Color::White => "#ffffff".into(),
        Color::Gray => "#abb2bf".into(),
        Color::DarkGray => "#6b717d".into(),
        Color::Reset => default.into(),
    }
}

/// The 6×6×6 cube and the greys of the 256 colours.
fn indexed(n: u8) -> String {
    let level = |step: u8| if step == 0 { 0 } else { 55 + step * 40 };
    match n {
        16..232 => format!("#{:02x}{:02x}{:02x}", level((n - 16) / 36), level((n - 16) / 6 % 6), level((n - 16) % 6)),
        232.. => format!("#{0:02x}{0:02x}{0:02x}", 8 + (n - 232) * 10),
        _ => "#d8dbe2".into(),
    }
}
