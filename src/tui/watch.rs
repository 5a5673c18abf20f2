//! The others at work on the same hub: whether they wrote, and what.

use super::app::Context;
use super::screen::Next;
use super::screen::page::Page;
use super::widget::text::cut;
use crate::calendar::time;
use crate::casebook::view::News;
use std::time::{Duration, Instant};

/// How often other programs' writes are looked for; and where this screen keeps to what another terminal does.
const LOOK_EVERY: Duration = Duration::from_secs(1);
const FOLLOW_EVERY: Duration = Duration::from_millis(200);

/// What was seen of the others so far.
pub struct Watch {
    /// Data version that the screen shows.
    version: i64,
    every: Duration,
    checked: Instant,
    /// Journal positions: where the app was opened, and up to where the person was told.
    opened: i64,
    told: i64,
}

impl Watch {
    pub fn begin(cx: &mut Context) -> Watch {
        let (version, position) = (cx.desk.version(), cx.desk.position());
        let opened = cx.told(position).unwrap_or_default();
        let every = if cx.follow { FOLLOW_EVERY } else { LOOK_EVERY };
        Watch { version: cx.told(version).unwrap_or_default(), every, checked: Instant::now(), opened, told: opened }
    }

    /// How often it looks.
    pub fn every(&self) -> Duration {
        self.every
    }

    /// Did another program write since the screen was last read? Asked at most so often.
    pub fn changed(&mut self, cx: &Context) -> bool {
        if self.checked.elapsed() < self.every {
            return false;
        }
        self.checked = Instant::now();
        cx.desk.version().is_ok_and(|version| version != self.version)
    }

    /// Says what others wrote, in one line, once; what is only half typed elsewhere is nobody's news.
    pub fn tell(&mut self, cx: &mut Context) {
        let version = cx.desk.version();
        let Some(version) = cx.told(version).filter(|version| *version != self.version) else { return };
        self.version = version;
        let news = cx.desk.news(self.told);
        let Some(news) = cx.told(news) else { return };
        let Some(last) = news.last() else { return };
        self.told = last.position;
        let more = if news.len() > 1 { format!(" and {} more", news.len() - 1) } else { String::new() };
        let words = format!("{}{more} · w: what changed", cut(&in_words(last), 120));
        match &mut cx.notice {
            Some((_, said)) => said.push_str(&format!(" · {words}")),
            None => cx.say(words),
        }
    }

    /// The page with all that others wrote since the app was opened.
    pub fn page(&self, cx: &mut Context) -> Next {
        let news = cx.desk.news(self.opened);
        match cx.told(news) {
            None => Next::Stay,
            Some(news) if news.is_empty() => {
                cx.say("Nobody else has written to this hub since you opened it.");
                Next::Stay
            }
            Some(news) => Next::Push(Box::new(Page::news(&news))),
        }
    }
}

/// "Dana Ellis at 09:12: decided: advice and guidance (Nadia B.)".
pub fn in_words(news: &News) -> String {
    format!("{} at {}: {}", news.by, time(news.at), news.what)
}
