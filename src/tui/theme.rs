//! Colour by meaning. Words and signs carry the meaning; colour only repeats it, and under NO_COLOR there is none.

use crate::clock::InterviewState;
use crate::triage::Band;
use ratatui::style::{Color, Modifier, Style};

/// What a piece of text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    Plain,
    Critical,
    High,
    Medium,
    Standard,
    Overdue,
    DueSoon,
    Unknown,
    Selected,
    Hint,
    Title,
    Warning,
    Ok,
}

/// How the screen looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    Dark,
    Light,
    HighContrast,
    /// No colour at all: bold, dim, underline and reverse video only. Also what NO_COLOR gives.
    Mono,
}

impl Theme {
    /// The names by which people choose a theme.
    pub const NAMES: [(&str, Theme); 4] =
        [("dark", Theme::Dark), ("light", Theme::Light), ("high-contrast", Theme::HighContrast), ("mono", Theme::Mono)];

    /// The theme of a name.
    pub fn from_name(name: &str) -> Option<Theme> {
        Theme::NAMES.iter().find(|(known, _)| *known == name).map(|(_, theme)| *theme)
    }

    /// The style of a meaning. In [`Theme::Mono`] no style has a colour: a cell with reverse video and a colour would lose
    /// its reverse video under NO_COLOR.
    pub fn style(self, meaning: Meaning) -> Style {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        match self {
            Theme::Mono => mono(meaning),
            Theme::Dark => colours(meaning, [208, 214, 75, 250, 245, 24]),
            Theme::Light => colours(meaning, [130, 130, 25, 238, 242, 153]),
            Theme::HighContrast => match meaning {
                Meaning::Selected => bold.fg(Color::Black).bg(Color::Yellow),
                Meaning::Critical | Meaning::Overdue | Meaning::Warning => bold.fg(Color::Yellow),
                Meaning::High | Meaning::DueSoon => Style::new().fg(Color::Yellow),
                Meaning::Medium | Meaning::Title | Meaning::Ok => bold.fg(Color::Cyan),
                Meaning::Plain | Meaning::Standard | Meaning::Unknown | Meaning::Hint => Style::new().fg(Color::White),
            },
        }
    }
}

fn mono(meaning: Meaning) -> Style {
    match meaning {
        Meaning::Selected => Style::new().add_modifier(Modifier::REVERSED),
        Meaning::Critical | Meaning::Overdue | Meaning::Title | Meaning::Warning | Meaning::High => {
            Style::new().add_modifier(Modifier::BOLD)
        }
        Meaning::Hint => Style::new().add_modifier(Modifier::DIM),
        _ => Style::new(),
    }
}

/// Orange for what runs out, blue for what helps: told apart with every common kind of colour blindness.
fn colours(meaning: Meaning, [alarm, soon, help, plain, faint, selected]: [u8; 6]) -> Style {
    let colour = |n: u8| Style::new().fg(Color::Indexed(n));
    match meaning {
        Meaning::Plain => Style::new(),
        Meaning::Critical | Meaning::Overdue | Meaning::Warning => colour(alarm).add_modifier(Modifier::BOLD),
        Meaning::High | Meaning::DueSoon => colour(soon),
        Meaning::Medium | Meaning::Ok => colour(help),
        Meaning::Standard | Meaning::Unknown => colour(plain),
        Meaning::Hint => colour(faint),
        Meaning::Title => colour(help).add_modifier(Modifier::BOLD),
        Meaning::Selected => Style::new().bg(Color::Indexed(selected)),
    }
}

/// The meaning of a band.
pub fn of_band(band: Band) -> Meaning {
    match band {
        Band::Critical => Meaning::Critical,
        Band::High => Meaning::High,
        Band::Medium => Meaning::Medium,
        Band::Standard => Meaning::Standard,
    }
}

/// Sign and word of a band: "▲ CRITICAL".
pub fn band_words(band: Band) -> String {
    let sign = match band {
        Band::Critical => "▲",
        Band::High => "△",
        Band::Medium => "•",
        Band::Standard => " ",
    };
    format!("{sign} {band}")
}

/// The meaning of an interview clock's state.
pub fn of_interview(state: InterviewState) -> Meaning {
    match state {
        InterviewState::Overdue | InterviewState::NoClock => Meaning::Overdue,
        InterviewState::DueWithin24Hours => Meaning::DueSoon,
        InterviewState::Running | InterviewState::Held | InterviewState::Closed => Meaning::Plain,
    }
}
