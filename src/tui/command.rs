//! THE table of commands. Footer, help, palette and docs/keys.md derive from it; tests walk it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt;

/// Where a command applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Board,
    Case,
    Decide,
    Confirm,
    Form,
    Review,
    Refused,
    Files,
    Columns,
    Preview,
    Page,
    Pick,
    Interviews,
    Interview,
    Allocate,
    Sharing,
    Meeting,
    Statement,
    Gate,
    Order,
    Register,
    Action,
    TopTen,
    Tracked,
    Assessments,
    Business,
    Log,
    Duplicates,
    Known,
    Figures,
    FigureRows,
    Panels,
    PanelPage,
}

impl Place {
    pub const ALL: &'static [Place] = {
        use Place::*;
        &[
            Board,
            Case,
            Decide,
            Confirm,
            Form,
            Review,
            Refused,
            Files,
            Columns,
            Preview,
            Page,
            Pick,
            Interviews,
            Interview,
            Allocate,
            Sharing,
            Meeting,
            Statement,
            Gate,
            Order,
            Register,
            Action,
            TopTen,
            Tracked,
            Assessments,
            Business,
            Log,
            Duplicates,
            Known,
            Figures,
            FigureRows,
            Panels,
            PanelPage,
        ]
    };

    /// The heading in help and in docs/keys.md.
    pub fn label(self) -> &'static str {
        match self {
            Place::Board => "Board",
            Place::Case => "Case",
            Place::Decide => "Decision form",
            Place::Confirm => "Before it is written",
            Place::Form => "Forms",
            Place::Review => "Who is this child?",
            Place::Refused => "Refused rows",
            Place::Files => "Load a list",
            Place::Columns => "Columns of a list",
            Place::Preview => "What the list would change",
            Place::Page => "Pages (help, minutes, report)",
            Place::Pick => "Choice lists (palette, jump)",
            Place::Interviews => "Interviews",
            Place::Interview => "One interview",
            Place::Allocate => "Who holds the interview",
            Place::Sharing => "Sharing",
            Place::Meeting => "The meeting",
            Place::Statement => "The statement read out",
            Place::Gate => "Before the meeting closes",
            Place::Order => "The order of the agenda",
            Place::Register => "Actions",
            Place::Action => "One action",
            Place::TopTen => "Top ten",
            Place::Tracked => "One child of the top ten",
            Place::Assessments => "Exploitation assessments",
            Place::Business => "Referrals, strategy requests, intelligence",
            Place::Log => "Log",
            Place::Duplicates => "Likely duplicates",
            Place::Known => "Who this child is",
            Place::Figures => "Figures",
            Place::FigureRows => "The rows behind a figure",
            Place::Panels => "Panels",
            Place::PanelPage => "A child's page for a panel",
        }
    }

    /// Is it shown in privacy mode too? What holds words as they were typed, files and forms is left.
    pub fn stays_private(self) -> bool {
        use Place::*;
        let day = matches!(
            self,
            Board | Case | Interviews | Meeting | Statement | Gate | Order | Register | Action | Assessments | Business | Log
        );
        day || matches!(self, TopTen | Tracked | Panels | PanelPage | Figures | FigureRows)
    }
}

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
    NextPane,
    PreviousPane,
    Open,
    Decide,
    Further,
    Override,
    Copy,
    Who,
    NotSure,
    AskPolice,
    SameForAll,
    Duplicates,
    Merge,
    TwoChildren,
    Split,
    Relate,
    Unrelate,
    Doubt,
    TakeBack,
    Refused,
    Import,
    Minutes,
    Filter,
    Next,
    Previous,
    Toggle,
    ChoiceBefore,
    ChoiceAfter,
    SetAside,
    Save,
    Jump,
    Palette,
    Help,
    Board,
    Interviews,
    Mark,
    Range,
    Team,
    Allocate,
    First,
    Accept,
    Offer,
    Attempt,
    Book,
    CancelBooking,
    ReturnTime,
    Wishes,
    Close,
    Reopen,
    Held,
    Coverage,
    Record,
    Sign,
    GiveBack,
    ChildCase,
    Sharing,
    Collisions,
    Acknowledge,
    HandOff,
    Actions,
    Figures,
    Sections,
    Period,
    Compare,
    Earlier,
    Later,
    Export,
    TopTen,
    Review,
    OtherReport,
    Assessments,
    Score,
    BusinessList,
    ChangeBusiness,
    Log,
    Undo,
    Redo,
    Privacy,
    Meeting,
    Begin,
    GoTo,
    Note,
    PutOff,
    Agree,
    Attendance,
    Raise,
    Gate,
    Order,
    MoveUp,
    MoveDown,
    Renew,
    EndAction,
    Redate,
    CarryOver,
    PassOver,
    Papers,
    Panels,
    Outcome,
    Pack,
    WhatChanged,
    Redraw,
    Back,
    Leave,
}

/// One key, with or without Ctrl.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
}

const fn key(code: KeyCode) -> Key {
    Key { code, ctrl: false }
}
const fn ch(c: char) -> Key {
    key(KeyCode::Char(c))
}
const fn ctrl(c: char) -> Key {
    Key { code: KeyCode::Char(c), ctrl: true }
}

impl Key {
    /// Is it this key? Shift is part of the character, so it is not looked at.
    pub fn is(self, event: &KeyEvent) -> bool {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        self.code == event.code && self.ctrl == ctrl && !event.modifiers.contains(KeyModifiers::ALT)
    }

    /// A printable character without Ctrl.
    pub fn is_bare(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && !self.ctrl
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) if self.ctrl => write!(f, "Ctrl-{}", c.to_ascii_uppercase()),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "F{n}"),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::BackTab => f.write_str("Shift-Tab"),
            other => write!(f, "{other:?}"),
        }
    }
}

/// One row of the table.
pub struct Command {
    pub verb: Verb,
    pub name: &'static str,
    pub keys: &'static [Key],
    /// In the footer: a word or three.
    pub label: &'static str,
    pub help: &'static str,
    pub places: &'static [Place],
    /// Position in the footer, from 1; 0: not in the footer.
    pub footer: u8,
    /// It writes to the hub: never on a bare letter.
    pub writes: bool,
}

impl Command {
    /// The keys as people read them: "↑ k".
    pub fn keys_text(&self) -> String {
        self.keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
    }
}

const fn go(verb: Verb, name: &'static str, keys: &'static [Key], help: &'static str, places: &'static [Place]) -> Command {
    Command { verb, name, keys, label: "", help, places, footer: 0, writes: false }
}

const fn act(
    footer: u8,
    verb: Verb,
    name: &'static str,
    keys: &'static [Key],
    label: &'static str,
    help: &'static str,
    places: &'static [Place],
) -> Command {
    Command { verb, name, keys, label, help, places, footer, writes: false }
}

const fn write(
    verb: Verb,
    name: &'static str,
    keys: &'static [Key],
    label: &'static str,
    help: &'static str,
    places: &'static [Place],
) -> Command {
    Command { verb, name, keys, label, help, places, footer: 1, writes: true }
}

use Place::*;
const LISTS: &[Place] = &[
    Board,
    Case,
    Review,
    Refused,
    Columns,
    Preview,
    Page,
    Interviews,
    Interview,
    Allocate,
    Sharing,
    Meeting,
    Gate,
    Order,
    Register,
    Action,
    Place::TopTen,
    Tracked,
    Assessments,
    Business,
    Log,
    Place::Duplicates,
    Known,
    Place::Figures,
    FigureRows,
    Place::Panels,
    PanelPage,
];
const LONG: &[Place] = &[
    Board,
    Case,
    Review,
    Refused,
    Preview,
    Page,
    Files,
    Pick,
    Interviews,
    Interview,
    Allocate,
    Sharing,
    Meeting,
    Gate,
    Order,
    Register,
    Action,
    Place::TopTen,
    Tracked,
    Assessments,
    Business,
    Log,
    Place::Duplicates,
    Known,
    Place::Figures,
    FigureRows,
    Place::Panels,
    PanelPage,
];
const ENDS: &[Place] = &[
    Board,
    Case,
    Refused,
    Preview,
    Page,
    Interviews,
    Interview,
    Allocate,
    Sharing,
    Gate,
    Order,
    Register,
    Action,
    Place::TopTen,
    Tracked,
    Assessments,
    Business,
    Log,
    Place::Duplicates,
    Known,
    Place::Figures,
    FigureRows,
    Place::Panels,
    PanelPage,
];
const REGISTER: &[Place] = &[Register, Action];
/// Where the day's work is done: what was written there can be taken back.
const WORK: &[Place] = &[
    Board,
    Case,
    Interviews,
    Interview,
    Meeting,
    Register,
    Action,
    Place::TopTen,
    Tracked,
    Assessments,
    Business,
    Log,
    Review,
    Place::Duplicates,
    Known,
    Place::Panels,
    PanelPage,
];
const TOP_TEN: &[Place] = &[Place::TopTen, Tracked];
const INTERVIEW: &[Place] = &[Interviews, Interview];
/// Everywhere but in a form: whoever types there while a choice has the keys must not be led away, let alone into another form.
const SHOWN: &[Place] = &[
    Board,
    Case,
    Review,
    Refused,
    Files,
    Columns,
    Preview,
    Page,
    Pick,
    Interviews,
    Interview,
    Allocate,
    Sharing,
    Place::Meeting,
    Statement,
    Gate,
    Order,
    Register,
    Action,
    Place::TopTen,
    Tracked,
    Assessments,
    Business,
    Place::Log,
    Place::Duplicates,
    Known,
    Place::Figures,
    FigureRows,
    Place::Panels,
    PanelPage,
];
const MEETING: &[Place] = &[Place::Meeting];
/// The same but for the board, which comes first and has a row of its own for the footer.
const OFF_BOARD: &[Place] = SHOWN.split_at(1).1;
const TYPED_LISTS: &[Place] = &[Files, Pick];

/// Every command of the app.
pub const COMMANDS: &[Command] = &[
    act(1, Verb::Open, "open", &[key(KeyCode::Enter)], "open", "Open the case of the selected child", &[Board]),
    act(
        1,
        Verb::Open,
        "choose",
        &[key(KeyCode::Enter)],
        "choose",
        "Choose what is selected; nothing is written before you have seen it",
        &[Review, Files, Pick],
    ),
    act(1, Verb::Open, "put right", &[key(KeyCode::Enter)], "put right", "Correct the cells of the row and take it again", &[Refused]),
    act(2, Verb::Open, "name column", &[key(KeyCode::Enter)], "name the column", "Say what the selected column holds", &[Columns]),
    act(2, Verb::Decide, "decide", &[ch('d')], "decide", "Record what the meeting decides for this child", &[Board, Case]),
    go(
        Verb::Further,
        "further decision",
        &[ch('D')],
        "Record a second decision of today; d changes the wording of the first",
        &[Board, Case],
    ),
    act(6, Verb::Override, "override", &[ch('o')], "override", "Set another band than the rules, with a reason", &[Board, Case]),
    go(Verb::Copy, "copy", &[ch('y')], "Copy reference, name and number to the clipboard", &[Board, Case]),
    act(3, Verb::Who, "who is it", &[ch('r')], "who is it", "Say which child of the register a row of the list is", &[Board]),
    act(
        3,
        Verb::Who,
        "who is it",
        &[ch('r')],
        "who is it",
        "Say which child a row of the list is; of a known child: its records, names, homes and who belongs with it",
        &[Case],
    ),
    act(3, Verb::NotSure, "not sure", &[ch('s')], "not sure", "Leave the row waiting and go on to the next; nothing is written", &[Review]),
    act(4, Verb::AskPolice, "ask police", &[ch('a')], "ask police", "Put a question about the row on the hand-off to police", &[Review]),
    act(
        5,
        Verb::SameForAll,
        "same for all",
        &[ch('b')],
        "same for all",
        "Say at once of all rows with this one candidate that they are that child; lists them and asks first",
        &[Review],
    ),
    go(
        Verb::Duplicates,
        "likely duplicates",
        &[ctrl('d')],
        "Records of the register that may be of one child",
        &[Board, Case, Review, Known],
    ),
    act(
        1,
        Verb::Merge,
        "merge",
        &[key(KeyCode::Enter)],
        "merge",
        "Read the two records as one child; asks which is kept, and why",
        &[Place::Duplicates],
    ),
    act(
        2,
        Verb::TwoChildren,
        "two children",
        &[ch('t')],
        "two children",
        "Remember that they are two children; asks first",
        &[Place::Duplicates],
    ),
    act(
        3,
        Verb::Relate,
        "twins or siblings",
        &[ch('+')],
        "twins, siblings",
        "Record that they are twins, siblings or children of the same placement",
        &[Place::Duplicates],
    ),
    act(4, Verb::Next, "next pair", &[ch('n'), ch('s')], "skip", "Leave the pair as it is and go on to the next", &[Place::Duplicates]),
    go(Verb::Previous, "pair before", &[ch('N')], "To the pair before", &[Place::Duplicates]),
    act(1, Verb::Relate, "belongs with", &[ch('+')], "belongs with", "Record a twin, a sibling, a child of the same placement", &[Known]),
    act(
        2,
        Verb::Unrelate,
        "end relation",
        &[ch('x')],
        "end relation",
        "Say why the selected child does not belong with this one",
        &[Known],
    ),
    act(
        3,
        Verb::Split,
        "split off",
        &[ch('s')],
        "split off",
        "Make the selected record a child of its own again; asks what goes with it",
        &[Known],
    ),
    act(4, Verb::Merge, "merge with", &[ch('M')], "merge with", "Read another record of the register as this child", &[Known]),
    act(
        5,
        Verb::Doubt,
        "another child",
        &[ch('d')],
        "another child",
        "Say that the episode of the case is another child's: it waits again",
        &[Known],
    ),
    act(
        6,
        Verb::TakeBack,
        "take answer back",
        &[ch('b')],
        "take answer back",
        "Take back who the child of the episode is, with what followed",
        &[Known],
    ),
    act(7, Verb::Open, "open", &[key(KeyCode::Enter)], "their case", "Open the case of the selected child", &[Known]),
    act(4, Verb::Import, "import", &[ch('i')], "load list", "Load the police list: choose the file or paste the table", &[Board]),
    act(5, Verb::Refused, "refused", &[ch('f')], "refused", "See the rows that were refused, and put them right", &[Board]),
    act(8, Verb::Minutes, "minutes", &[ch('p')], "minutes", "Read today's minutes as they stand now", &[Board, Case]),
    act(7, Verb::Filter, "filter", &[ch('/')], "filter", "Show only the rows that hold a text; Esc shows all again", &[Board]),
    act(
        9,
        Verb::Next,
        "next",
        &[ch('n')],
        "next",
        "The next child without a decision of today; with a filter, the next one found",
        &[Board],
    ),
    act(9, Verb::Next, "next", &[ch('n')], "next child", "The next child in the order of the board", &[Case, Review]),
    go(Verb::Previous, "previous", &[ch('N')], "As n, backwards", &[Board, Case, Review]),
    act(3, Verb::Toggle, "tick", &[ch(' ')], "tick", "Tick or untick an outcome", &[Decide]),
    act(3, Verb::Toggle, "tick", &[ch(' '), key(KeyCode::Enter)], "tick", "Tick or untick the choice", &[Form]),
    act(4, Verb::ChoiceAfter, "next choice", &[key(KeyCode::Right), ch('l')], "next choice", "To the next choice of the field", &[Form]),
    go(Verb::ChoiceBefore, "choice before", &[key(KeyCode::Left), ch('h')], "To the choice before", &[Form]),
    go(Verb::Up, "field above", &[key(KeyCode::Up), ch('k')], "The field above", &[Form]),
    go(Verb::Down, "field below", &[key(KeyCode::Down), ch('j')], "The field below", &[Form]),
    act(5, Verb::PageDown, "next part", &[key(KeyCode::PageDown)], "next part", "To the next part of a long form", &[Form]),
    go(Verb::PageUp, "part before", &[key(KeyCode::PageUp)], "To the part before", &[Form]),
    act(2, Verb::SetAside, "set aside", &[ch('s')], "set aside", "Say why this row will not be taken", &[Refused]),
    write(Verb::Save, "save decision", &[ctrl('s')], "save", "Show what will be written; asks once more before it writes", &[Decide]),
    write(Verb::Save, "write", &[ctrl('s'), key(KeyCode::Enter)], "write it", "Write what is shown", &[Confirm]),
    write(Verb::Save, "save", &[ctrl('s')], "save", "Write what the form says", &[Form]),
    write(Verb::Save, "use columns", &[ctrl('s')], "go on", "Go on with the columns as named; nothing is loaded yet", &[Columns]),
    write(Verb::Save, "load", &[ctrl('s')], "load it", "Load the list as shown", &[Preview]),
    go(Verb::Up, "up", &[key(KeyCode::Up), ch('k')], "One up", LISTS),
    go(Verb::Down, "down", &[key(KeyCode::Down), ch('j')], "One down", LISTS),
    go(Verb::Up, "up", &[key(KeyCode::Up)], "One up", TYPED_LISTS),
    go(Verb::Down, "down", &[key(KeyCode::Down)], "One down", TYPED_LISTS),
    go(Verb::Up, "up", &[key(KeyCode::Up), ch('k')], "The outcome or line above", &[Decide]),
    go(Verb::Down, "down", &[key(KeyCode::Down), ch('j')], "The outcome or line below", &[Decide]),
    go(Verb::PageUp, "page up", &[key(KeyCode::PageUp)], "A page up", LONG),
    go(Verb::PageDown, "page down", &[key(KeyCode::PageDown)], "A page down", LONG),
    go(Verb::Top, "top", &[ch('g'), key(KeyCode::Home)], "To the first", ENDS),
    go(Verb::Bottom, "bottom", &[ch('G'), key(KeyCode::End)], "To the last", ENDS),
    act(2, Verb::NextPane, "next field", &[key(KeyCode::Tab)], "next field", "To the next field of the form", &[Decide, Form]),
    go(Verb::PreviousPane, "previous field", &[key(KeyCode::BackTab)], "To the field before", &[Decide, Form]),
    act(
        10,
        Verb::NextPane,
        "next pane",
        &[key(KeyCode::Tab), ch(']'), key(KeyCode::Right), ch('l')],
        "next part",
        "To the next pane, part or candidate",
        &[Board, Case],
    ),
    go(
        Verb::PreviousPane,
        "previous pane",
        &[key(KeyCode::BackTab), ch('['), key(KeyCode::Left), ch('h')],
        "To the pane, part or candidate before",
        &[Board, Case],
    ),
    act(
        2,
        Verb::NextPane,
        "next candidate",
        &[key(KeyCode::Tab), ch(']'), key(KeyCode::Right), ch('l')],
        "next candidate",
        "To the next child it may be",
        &[Review],
    ),
    go(
        Verb::PreviousPane,
        "previous candidate",
        &[key(KeyCode::BackTab), ch('['), key(KeyCode::Left), ch('h')],
        "To the child before",
        &[Review],
    ),
    act(1, Verb::Open, "open", &[key(KeyCode::Enter)], "open", "All that is known of this interview", &[Interviews]),
    act(2, Verb::Allocate, "allocate", &[ch('a')], "allocate", "Say who holds it: suggested workers with their reasons", INTERVIEW),
    go(Verb::First, "allocate to first", &[ch('A')], "Allocate to the first suggested worker at once", INTERVIEW),
    act(3, Verb::Offer, "offer", &[ch('o')], "offer", "Record that the interview was offered", INTERVIEW),
    act(7, Verb::Attempt, "attempt", &[ch('t')], "attempt", "Record another attempt to reach the child", INTERVIEW),
    act(4, Verb::Book, "book", &[ch('b')], "book", "Book time and place", INTERVIEW),
    go(Verb::CancelBooking, "booking fell through", &[ch('B')], "The booking fell through: say why", INTERVIEW),
    act(5, Verb::Held, "held", &[ch('h')], "held", "Record that it was held, and which episodes it answers", INTERVIEW),
    act(6, Verb::Record, "record", &[ch('e')], "record", "Write down what was said and what becomes of it", INTERVIEW),
    act(6, Verb::Sign, "sign off", &[ch('s')], "sign off", "Sign off what another worker recorded", INTERVIEW),
    go(Verb::GiveBack, "give back", &[ch('S')], "Give a record back with comments", INTERVIEW),
    act(8, Verb::ReturnTime, "return time", &[ch('r')], "return time", "Record when the child came back, as police say", INTERVIEW),
    go(Verb::Accept, "accept handover", &[ch('H')], "The worker has taken what was handed over", INTERVIEW),
    go(Verb::Coverage, "episodes answered", &[ch('C')], "Put right which episodes an interview answers", INTERVIEW),
    go(Verb::Wishes, "wishes", &[ch('W')], "What the child wishes about who comes", INTERVIEW),
    act(9, Verb::Close, "close", &[ctrl('w')], "close", "Close without an interview, with the reason", INTERVIEW),
    go(Verb::Reopen, "open again", &[ch('R')], "Open an interview again that was closed", INTERVIEW),
    go(Verb::ChildCase, "child's case", &[ch('c')], "Open the case of the child", INTERVIEW),
    go(Verb::Copy, "copy", &[ch('y')], "Copy reference, name and number to the clipboard", INTERVIEW),
    act(10, Verb::Mark, "mark", &[ch(' ')], "mark", "Mark or unmark; what you do next is for all that are marked", &[Interviews]),
    go(Verb::Range, "mark a range", &[ch('v')], "Mark all from the row where v was pressed first to this one", &[Interviews]),
    act(
        11,
        Verb::NextPane,
        "next tab",
        &[key(KeyCode::Tab), ch(']'), key(KeyCode::Right), ch('l')],
        "next tab",
        "Mine, team, unallocated, all",
        &[Interviews],
    ),
    go(Verb::PreviousPane, "tab before", &[key(KeyCode::BackTab), ch('['), key(KeyCode::Left)], "The tab before", &[Interviews]),
    go(Verb::Team, "choose team", &[ch('T')], "Choose whose interviews the tab of the team shows", &[Interviews]),
    act(12, Verb::Filter, "filter", &[ch('/')], "filter", "Show only the rows that hold a text; Esc shows all again", &[Interviews]),
    go(Verb::Next, "next", &[ch('n')], "The next row", &[Interviews]),
    go(Verb::Next, "next", &[ch('n')], "The next interview in the order of the list", &[Interview]),
    go(Verb::Previous, "previous", &[ch('N')], "As n, backwards", INTERVIEW),
    go(Verb::Collisions, "unstaffed", &[ch('D')], "Deadlines that fall while nobody is staffed", &[Interviews]),
    act(13, Verb::Sharing, "sharing", &[ch('i')], "sharing", "What was learnt and is not yet shared or acknowledged", INTERVIEW),
    act(1, Verb::Open, "allocate", &[key(KeyCode::Enter), ch('a')], "allocate", "Give it to the selected worker", &[Allocate]),
    act(1, Verb::Acknowledge, "acknowledge", &[key(KeyCode::Enter)], "acknowledged", "Record who said that they have it", &[Sharing]),
    act(2, Verb::HandOff, "write hand-off files", &[ctrl('e')], "hand-off files", "Write a file for each recipient", &[Sharing]),
    act(
        13,
        Verb::NextPane,
        "next part",
        &[key(KeyCode::Tab), ch(']'), key(KeyCode::Right), ch('l')],
        "next part",
        "To the next part",
        &[Interview],
    ),
    go(Verb::PreviousPane, "part before", &[key(KeyCode::BackTab), ch('['), key(KeyCode::Left)], "To the part before", &[Interview]),
    act(1, Verb::Next, "next item", &[ch('n')], "next", "The next item of the agenda", MEETING),
    act(2, Verb::Previous, "item before", &[ch('p')], "before", "The item before", MEETING),
    act(3, Verb::GoTo, "go to item", &[ch('g')], "go to", "Choose any item of the agenda", MEETING),
    act(4, Verb::Decide, "decide", &[ch('d')], "decide", "Record what the meeting decides, or change its wording", MEETING),
    go(Verb::Further, "further decision", &[ch('D')], "Record a second decision of today; d changes the wording of the first", MEETING),
    act(5, Verb::Note, "note", &[ch('t')], "note", "Note what was said, and by whom", MEETING),
    act(6, Verb::Agree, "action", &[ch('a')], "action", "Agree an action under this item, without a decision", MEETING),
    act(7, Verb::PutOff, "put off", &[ch('f')], "put off", "Put the item off to a day, with a reason; it comes back by itself", MEETING),
    act(8, Verb::Raise, "add business", &[ch('b'), ch('+')], "business", "Bring a referral, a strategy request or intelligence", MEETING),
    act(9, Verb::Gate, "closing", &[ch('c')], "closing", "What is still lacking before the meeting may close", MEETING),
    act(
        10,
        Verb::NextPane,
        "agenda",
        &[key(KeyCode::Tab), key(KeyCode::BackTab)],
        "agenda",
        "To the agenda and back; there Enter goes to the item",
        MEETING,
    ),
    act(
        1,
        Verb::Open,
        "open",
        &[key(KeyCode::Enter)],
        "open",
        "Go to the selected item; say how the selected action ended; open the selected interview",
        MEETING,
    ),
    act(2, Verb::EndAction, "end action", &[ch('x')], "end it", "Say how the selected action ended", MEETING),
    act(2, Verb::Redate, "new date", &[ch('r')], "new date", "Give the selected action another date, with a reason", MEETING),
    act(11, Verb::Attendance, "attendance", &[ch('A')], "attendance", "Who is there, and who sent apologies or information", MEETING),
    go(Verb::Order, "order", &[ch('O')], "Put the agenda into another order", MEETING),
    act(12, Verb::Renew, "renew agenda", &[ch('R')], "new items", "Put on the agenda what came up since", &[Place::Meeting, Gate]),
    go(Verb::ChildCase, "child's case", &[ch('C')], "Open the case of the child", MEETING),
    act(4, Verb::Begin, "open a meeting", &[ch('o')], "open a meeting", "Open the meeting: chair, place, who is there", MEETING),
    act(3, Verb::Papers, "papers", &[ctrl('e')], "papers", "Write minutes and slips once more, as files", MEETING),
    act(1, Verb::Open, "go on", &[key(KeyCode::Enter)], "go on", "It is read out: go on", &[Statement]),
    act(1, Verb::Open, "go there", &[key(KeyCode::Enter)], "go there", "Go to the item and put right what it lacks", &[Gate]),
    act(2, Verb::Mark, "mark", &[ch(' ')], "mark", "Mark or unmark; what you do next is for all that are marked", &[Gate]),
    act(3, Verb::CarryOver, "carry over", &[ch('f')], "carry over", "To the next meeting, with one reason for all", &[Gate]),
    act(4, Verb::PassOver, "pass over", &[ch('o')], "pass over", "Leave it without a decision, with a reason", &[Gate]),
    act(5, Verb::Close, "close the meeting", &[ctrl('w')], "close", "Close the meeting and write its papers", &[Gate]),
    act(2, Verb::MoveUp, "move up", &[ch('K')], "move up", "The selected item one up", &[Order]),
    act(3, Verb::MoveDown, "move down", &[ch('J')], "move down", "The selected item one down", &[Order]),
    write(Verb::Save, "keep the order", &[ctrl('s')], "keep it", "Write the new order", &[Order]),
    act(1, Verb::Open, "open", &[key(KeyCode::Enter)], "open", "The action with all that became of it", &[Register]),
    act(
        2,
        Verb::EndAction,
        "end action",
        &[ch('x')],
        "end",
        "Say how it ended: done, not possible, not done, and what changed for the child",
        REGISTER,
    ),
    act(3, Verb::Redate, "re-date", &[ch('r')], "re-date", "Agree another due date, with the reason; the dates before stay", REGISTER),
    act(7, Verb::Reopen, "open again", &[ch('R')], "open again", "Take up an action again that was ended", REGISTER),
    act(4, Verb::Mark, "mark", &[ch(' ')], "mark", "Mark or unmark; what you do next is for all that are marked", &[Register]),
    go(Verb::Range, "mark a range", &[ch('v')], "Mark all from the row where v was pressed first to this one", &[Register]),
    act(
        5,
        Verb::NextPane,
        "next tab",
        &[key(KeyCode::Tab), ch(']'), key(KeyCode::Right), ch('l')],
        "next tab",
        "Mine, of an agency, overdue, all",
        &[Register],
    ),
    go(Verb::PreviousPane, "tab before", &[key(KeyCode::BackTab), ch('['), key(KeyCode::Left), ch('h')], "The tab before", &[Register]),
    go(Verb::Team, "choose agency", &[ch('T')], "Choose whose actions the tab of the agency shows", &[Register]),
    act(6, Verb::Filter, "filter", &[ch('/')], "filter", "Show only the rows that hold a text; Esc shows all again", &[Register]),
    go(Verb::Next, "next", &[ch('n')], "The next row", &[Register]),
    go(Verb::Previous, "previous", &[ch('N')], "As n, backwards", &[Register]),
    act(8, Verb::ChildCase, "child's case", &[ch('c')], "case", "Open the case of the child", &[Register, Action, Assessments, Business]),
    act(
        9,
        Verb::Assessments,
        "assessments",
        &[ch('e')],
        "assessments",
        "Exploitation assessments: to allocate, due, overdue, to review; from a case, the child's",
        &[Board, Case, Register, Action],
    ),
    act(1, Verb::Open, "open", &[key(KeyCode::Enter)], "open", "All that is known of the selected child of the top ten", &[Place::TopTen]),
    act(
        2,
        Verb::Review,
        "review",
        &[ch('e')],
        "review",
        "Say what managers say of the child: note, decision, what to unblock, who knows it best, next review",
        TOP_TEN,
    ),
    act(
        3,
        Verb::NextPane,
        "month after",
        &[ch(']'), key(KeyCode::Tab), key(KeyCode::Right), ch('l')],
        "month after",
        "The month after",
        &[Place::TopTen],
    ),
    act(
        4,
        Verb::PreviousPane,
        "month before",
        &[ch('['), key(KeyCode::BackTab), key(KeyCode::Left), ch('h')],
        "month before",
        "The month before",
        &[Place::TopTen],
    ),
    act(5, Verb::Papers, "briefing", &[ctrl('e')], "briefing", "Write the briefing of senior managers, as files", TOP_TEN),
    act(6, Verb::Close, "close the month", &[ctrl('w')], "close month", "Freeze the top ten of the month as it is reported", TOP_TEN),
    go(Verb::OtherReport, "other report", &[ch('r')], "Of a month that was closed more than once, the next report", TOP_TEN),
    act(7, Verb::Next, "next child", &[ch('n')], "next child", "The next child in the order of the top ten", &[Tracked]),
    go(Verb::Previous, "child before", &[ch('N')], "As n, backwards", &[Tracked]),
    act(8, Verb::ChildCase, "child's case", &[ch('c')], "case", "Open the case of the child", TOP_TEN),
    act(2, Verb::Allocate, "allocate", &[ch('a')], "allocate", "Say which social worker makes the assessment", &[Assessments]),
    act(1, Verb::Open, "rows", &[key(KeyCode::Enter)], "rows behind it", "List the rows behind the selected figure", &[Place::Figures]),
    act(
        2,
        Verb::NextPane,
        "next section",
        &[key(KeyCode::Tab), ch(']'), key(KeyCode::Right), ch('l')],
        "next section",
        "To the next section of the figures",
        &[Place::Figures],
    ),
    go(
        Verb::PreviousPane,
        "section before",
        &[key(KeyCode::BackTab), ch('['), key(KeyCode::Left), ch('h')],
        "To the section before",
        &[Place::Figures],
    ),
    act(3, Verb::Sections, "sections", &[ch('s')], "sections", "Choose a section, or a report in its own layout", &[Place::Figures]),
    act(4, Verb::Period, "period", &[ch('p')], "period", "Choose the period, and the one beside it", &[Place::Figures]),
    act(5, Verb::Compare, "compare", &[ch('c')], "compare", "Beside the year before, or alone again", &[Place::Figures]),
    go(Verb::Earlier, "period before", &[ch('<'), ch(',')], "To the period just before, as long as this", &[Place::Figures]),
    go(Verb::Later, "period after", &[ch('>'), ch('.')], "To the period just after, as long as this", &[Place::Figures]),
    act(6, Verb::Export, "write files", &[ctrl('e')], "write files", "Write a workbook and a page into a folder", &[Place::Figures]),
    act(1, Verb::Open, "open", &[key(KeyCode::Enter)], "open its case", "Open the case of the selected row", &[FigureRows]),
    act(2, Verb::Filter, "filter", &[ch('/')], "filter", "Show only the rows that hold a text; Esc shows all again", &[FigureRows]),
    go(Verb::Next, "next", &[ch('n')], "The next row", &[FigureRows]),
    go(Verb::Previous, "previous", &[ch('N')], "The row before", &[FigureRows]),
    act(
        1,
        Verb::Score,
        "score",
        &[key(KeyCode::Enter), ch('s')],
        "score",
        "Fill in the scaled indicators, of the assessment or its review",
        &[Assessments],
    ),
    act(3, Verb::Close, "withdraw", &[ctrl('w')], "withdraw", "Say why it is not made after all", &[Assessments]),
    act(1, Verb::Raise, "add business", &[ch('+')], "add", "Add a referral, a request for a strategy meeting or intelligence", &[Business]),
    go(Verb::Raise, "add business", &[ch('+')], "Add a referral, a request for a strategy meeting or intelligence", &[Board, Case]),
    act(2, Verb::ChangeBusiness, "change", &[key(KeyCode::Enter), ch('e')], "change", "Say the whole of it anew", &[Business]),
    act(
        1,
        Verb::Open,
        "take back",
        &[key(KeyCode::Enter)],
        "take back",
        "Take back what is selected, or make it count again; asks first",
        &[Log],
    ),
    act(1, Verb::Open, "open", &[key(KeyCode::Enter)], "the page", "The child's page, as the panel reads it", &[Place::Panels]),
    act(
        2,
        Verb::Outcome,
        "outcome",
        &[ch('d')],
        "outcome",
        "Record what the panel said of the child, and what it decided",
        &[Place::Panels, PanelPage],
    ),
    act(3, Verb::Pack, "pack or calendar", &[ctrl('e')], "pack, calendar", "Write the pack of a panel, or a calendar", &[Place::Panels]),
    act(
        4,
        Verb::NextPane,
        "next panel",
        &[key(KeyCode::Tab), ch(']'), key(KeyCode::Right), ch('l')],
        "next panel",
        "To the first child of the next panel",
        &[Place::Panels],
    ),
    go(
        Verb::PreviousPane,
        "panel before",
        &[key(KeyCode::BackTab), ch('['), key(KeyCode::Left), ch('h')],
        "To the panel before",
        &[Place::Panels],
    ),
    act(5, Verb::Filter, "filter", &[ch('/')], "filter", "Show only the rows that hold a text; Esc shows all again", &[Place::Panels]),
    go(Verb::Next, "next", &[ch('n')], "The next row", &[Place::Panels]),
    go(Verb::Previous, "previous", &[ch('N')], "As n, backwards", &[Place::Panels]),
    act(6, Verb::ChildCase, "child's case", &[ch('c')], "case", "Open the case of the child", &[Place::Panels, PanelPage]),
    go(Verb::Undo, "undo", &[ch('u'), ctrl('z')], "Take back what you wrote last; asks first, and the record keeps both", WORK),
    go(Verb::Redo, "redo", &[ctrl('r'), ctrl('y')], "Make count again what you took back last; asks first", WORK),
    act(20, Verb::Back, "back", &[key(KeyCode::Esc)], "back", "Back one level; what you typed is kept", Place::ALL),
    act(21, Verb::Help, "help", &[ch('?'), key(KeyCode::F(1))], "help", "What works here, now", Place::ALL),
    act(22, Verb::Palette, "all commands", &[ch(':'), ctrl('p')], "commands", "Find a command by its name", Place::ALL),
    go(Verb::Jump, "jump", &[ctrl('k')], "Jump to any child by name, number or police reference", Place::ALL),
    go(Verb::Board, "board", &[ch('1')], "To the board", SHOWN),
    go(Verb::Interviews, "interviews", &[ch('2')], "To the return interviews", SHOWN),
    act(5, Verb::Meeting, "meeting", &[ch('m')], "meeting", "To the meeting; where none is on, to its opening", &[Board]),
    go(Verb::Meeting, "meeting", &[ch('m')], "To the meeting; where none is on, to its opening", OFF_BOARD),
    go(Verb::Actions, "actions", &[ch('3')], "To the actions register", SHOWN),
    go(Verb::Figures, "figures", &[ch('6')], "To the figures of a period, against targets and beside another period", SHOWN),
    go(Verb::TopTen, "top ten", &[ch('4')], "To the children missing most often, month by month", SHOWN),
    go(Verb::Panels, "panels", &[ch('5')], "To the panels: who is due for which, and why", SHOWN),
    go(Verb::BusinessList, "business", &[ctrl('b')], "Referrals, strategy requests and intelligence that wait for a decision", Place::ALL),
    go(Verb::Log, "log", &[ch('L')], "What was written since the meeting began, or today; take back from there", SHOWN),
    go(Verb::Privacy, "privacy", &[ch('P')], "Show no child's name, address or date of birth, or show them again", SHOWN),
    go(Verb::WhatChanged, "what changed", &[ch('w')], "What others wrote to this hub since you opened it", SHOWN),
    go(Verb::Redraw, "redraw", &[ctrl('l')], "Read everything again and draw the screen anew", Place::ALL),
    go(Verb::Leave, "quit or leave", &[ch('q')], "Leave this screen; on the board, quit Wayhome", SHOWN),
    go(Verb::Leave, "quit or leave", &[ctrl('c')], "Leave this screen; on the board, quit Wayhome", Place::ALL),
];

/// The commands that apply at a place, in the order of the table.
pub fn at(place: Place) -> impl Iterator<Item = &'static Command> {
    COMMANDS.iter().filter(move |c| c.places.contains(&place))
}

/// The command a key means at a place.
pub fn meant(place: Place, event: &KeyEvent) -> Option<Verb> {
    at(place).find(|c| c.keys.iter().any(|k| k.is(event))).map(|c| c.verb)
}

/// Does it lead to something that cannot be shown without names?
pub fn says_who(place: Place, verb: Verb) -> bool {
    use Verb::*;
    let interviews = INTERVIEW.contains(&place);
    match verb {
        Verb::Review | Import | Verb::Refused | Who | Verb::Duplicates | Jump | Minutes | Copy | Verb::Sharing | ChangeBusiness => true,
        Open | Verb::Allocate | First | Accept | Offer | Attempt | Book | CancelBooking | ReturnTime | Wishes | Close | Reopen => {
            interviews
        }
        Held | Coverage | Record | Sign | GiveBack | Collisions => interviews,
        _ => false,
    }
}

/// docs/keys.md, derived from the table.
pub fn manual() -> String {
    let mut text = String::from(
        "# Keys\n\nMade from the table of commands in `src/tui/command.rs`; a test keeps the two the same.\n\
         Where text is typed, letters are text and the keys with Ctrl, F1, Tab and Esc still work.\n",
    );
    let row = |c: &Command| format!("| {} | {} | {} |\n", c.keys_text().replace('|', "\\|"), c.name, c.help);
    let everywhere = |c: &&Command| c.places.len() >= OFF_BOARD.len();
    text.push_str("\n## Everywhere\n| keys | command | what it does |\n|---|---|---|\n");
    text.extend(COMMANDS.iter().filter(everywhere).map(row));
    for place in Place::ALL {
        text.push_str(&format!("\n## {}\n| keys | command | what it does |\n|---|---|---|\n", place.label()));
        text.extend(at(*place).filter(|c| !everywhere(c)).map(row));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_on_a_screen() {
        for place in Place::ALL {
            let keys: Vec<(Key, &str)> = at(*place).flat_map(|c| c.keys.iter().map(move |k| (*k, c.name))).collect();
            for (i, (key, name)) in keys.iter().enumerate() {
                let twice = keys[i + 1..].iter().find(|(other, _)| other == key);
                assert!(twice.is_none(), "{key} on {place:?} means {name} and {:?}", twice.map(|t| t.1));
            }
        }
    }

    #[test]
    fn nothing_is_written_on_a_bare_letter() {
        for command in COMMANDS.iter().filter(|c| c.writes || c.verb == Verb::Save) {
            assert!(command.writes, "{} writes", command.name);
            assert!(command.keys.iter().all(|k| !k.is_bare()), "{}", command.name);
        }
    }

    #[test]
    fn no_letter_leads_away_from_a_form() {
        use Verb::{Back, ChoiceAfter, ChoiceBefore, Down, Help, NextPane, Palette, PreviousPane, Toggle, Up};
        let stays = [Up, Down, Toggle, ChoiceAfter, ChoiceBefore, NextPane, PreviousPane, Back, Help, Palette];
        for place in [Decide, Form, Confirm] {
            for command in at(place).filter(|c| c.keys.iter().any(|k| k.is_bare())) {
                assert!(stays.contains(&command.verb), "{} in {place:?}", command.name);
            }
        }
    }

    #[test]
    fn every_command_says_what_it_does_and_where() {
        for command in COMMANDS {
            assert!(!command.keys.is_empty() && !command.places.is_empty() && !command.help.is_empty(), "{}", command.name);
            assert!(command.footer == 0 || !command.label.is_empty(), "{}", command.name);
        }
    }

    #[test]
    fn the_manual_of_keys_is_made_from_the_table() {
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/keys.md"), manual()).unwrap();
            return;
        }
        assert_eq!(include_str!("../../docs/keys.md"), manual(), "run the tests once with UPDATE_DOCS=1");
    }
}
