//! What people type, understood: workers, interviews, moments and the codes of closed lists.

use crate::casebook::{Error, Hub};
use crate::cli::args::Global;
use crate::episode::{EpisodeId, Moment};
use crate::interview::attempt::{Late, LateReason};
use crate::interview::record::InterviewId;
use crate::interview::worker::WorkerId;
use crate::spoken;
use crate::text::{clean, fold};

use super::args::WhyLate;

/// An open hub and the moment of the command.
pub struct Desk {
    pub hub: Hub,
    pub now: Moment,
}

impl Desk {
    /// Opens the hub that the command names.
    pub fn open(global: &Global) -> anyhow::Result<Desk> {
        Ok(Desk { hub: super::super::hub::open(global)?, now: global.now() })
    }

    pub fn episode(&self, text: &str) -> Result<EpisodeId, Error> {
        self.hub.find_episode(text)
    }

    pub fn episodes(&self, texts: &[String]) -> Result<Vec<EpisodeId>, Error> {
        texts.iter().map(|text| self.episode(text)).collect()
    }

    /// A moment that has been; now where nothing is said.
    pub fn past(&self, text: Option<&str>) -> Result<Moment, Error> {
        let read = |text: &str| spoken::past_moment(text, self.now, &self.hub.clocks().working_days);
        text.map_or(Ok(self.now), read).map_err(Error::Refused)
    }

    /// A moment to come.
    pub fn to_come(&self, text: &str) -> Result<Moment, Error> {
        spoken::moment(text, self.now, &self.hub.clocks().working_days).map_err(Error::Refused)
    }

    /// The worker of a number (W4) or name; case and accents do not count, and a part of the name will do where one worker alone
    /// has it.
    pub fn worker(&self, text: &str) -> Result<(WorkerId, String), Error> {
        let known = self.hub.workers()?;
        let name = |id: WorkerId| known.iter().find(|load| load.worker.id == id).map(|load| load.worker.details.name.clone());
        if let Ok(id) = text.trim().parse::<WorkerId>() {
            let unknown = || Error::Refused(format!("there is no worker {id}; `wayhome workers list` shows who there is"));
            return name(id).map(|name| (id, name)).ok_or_else(unknown);
        }
        let typed = fold(text);
        let words = |name: &str| fold(name).split(' ').map(str::to_owned).collect::<Vec<_>>();
        let has_words = |name: &str| !typed.is_empty() && typed.split(' ').all(|word| words(name).iter().any(|other| other == word));
        let current = || known.iter().map(|load| &load.worker).filter(|worker| !worker.details.left);
        let mut found: Vec<_> = current().filter(|worker| fold(&worker.details.name) == typed).collect();
        if found.is_empty() {
            found = current().filter(|worker| has_words(&worker.details.name)).collect();
        }
        match found.as_slice() {
            [one] => Ok((one.id, one.details.name.clone())),
            [] => {
                let left = known.iter().map(|load| &load.worker.details).find(|details| details.left && fold(&details.name) == typed);
                if let Some(left) = left {
                    return Err(Error::Refused(format!("{} has left; choose somebody else", left.name)));
                }
                let text = clean(text);
                Err(Error::Refused(format!("no worker is known as \u{201c}{text}\u{201d}; `wayhome workers list` shows who there is")))
            }
            several => {
                let names = several.iter().map(|worker| format!("{} {} ({})", worker.id, worker.details.name, worker.details.team));
                let names = names.collect::<Vec<_>>().join(", ");
                Err(Error::Refused(format!("several workers are known as \u{201c}{}\u{201d}: {names}; name one by number", clean(text))))
            }
        }
    }

    /// Whoever did something: the worker of that name, else somebody else by the name as it was typed.
    pub fn person(&self, text: &str) -> Result<(Option<WorkerId>, String), Error> {
        match self.worker(text) {
            Ok((id, name)) => Ok((Some(id), name)),
            Err(refused) if text.trim().parse::<WorkerId>().is_ok() => Err(refused),
            Err(_) => Ok((None, clean(text))),
        }
    }

    /// An interview by its number (I3), or by an episode that one interview answers.
    pub fn interview(&self, text: &str) -> Result<InterviewId, Error> {
        if let Ok(id) = text.trim().parse() {
            return self.hub.interview(id).map(|interview| interview.id);
        }
        let answered = self.hub.interview_case(self.episode(text)?, self.now)?.interviews;
        match answered.as_slice() {
            [one] => Ok(one.id),
            [] => Err(Error::Refused(format!("no interview answers {} yet; record that it was held first", text.trim()))),
            several => {
                let ids = several.iter().map(|interview| interview.id.to_string()).collect::<Vec<_>>().join(", ");
                Err(Error::Refused(format!("{} is answered by {ids}; name one of them", text.trim())))
            }
        }
    }

    /// The reason for being late, as it was given.
    pub fn late(&self, why: &WhyLate) -> Result<Option<Late>, Error> {
        let reason =
            why.late.as_deref().map(|text| code("reason for being late", text, LateReason::ALL, LateReason::code, LateReason::label));
        Ok(reason.transpose()?.map(|reason| Late { reason, note: clean(&why.late_note) }))
    }
}

/// An entry of a closed list, by its code or its words; `what` names the list in the refusal.
pub fn code<T: Copy>(what: &str, text: &str, all: &[T], code: fn(T) -> &'static str, label: fn(T) -> &'static str) -> Result<T, Error> {
    let typed = fold(text);
    all.iter().copied().find(|entry| fold(code(*entry)) == typed || fold(label(*entry)) == typed).ok_or_else(|| {
        let known = all.iter().map(|entry| code(*entry)).collect::<Vec<_>>().join(", ");
        Error::Refused(format!("\u{201c}{}\u{201d} is no {what}; it is one of: {known}", clean(text)))
    })
}
