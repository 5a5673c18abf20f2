//! Invented episodes with their interviews, made into facts by the program's own hand.

use chrono::TimeDelta;
use std::sync::LazyLock;
use wayhome::calendar::WorkingDays;
use wayhome::child::{CareStatus, ChildDetails, ChildId, Marker, MarkerKind};
use wayhome::clock::ClockSettings;
use wayhome::episode::{Episode, EpisodeDetails, EpisodeId, Moment, When};
use wayhome::interview::attempt::{Attempt, AttemptOutcome, Channel, Closure, Contact, Late, LateReason, NotHeld};
use wayhome::interview::file::{Answered, Closed, InterviewFile};
use wayhome::interview::record::{InterviewId, RecordState};
use wayhome::interview::worker::WorkerId;
use wayhome::report::figures::facts::{EpisodeFact, Facts};
use wayhome::report::figures::kept::{ChildWas, Kept};
use wayhome::report::figures::period::Period;
use wayhome::settings::Settings;

/// The clocks of the shipped settings; read once.
pub static CLOCKS: LazyLock<ClockSettings> = LazyLock::new(|| Settings::default().clocks(WorkingDays::shipped()));

pub fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

pub fn period(from: &str, to: &str) -> Period {
    Period::new(from.parse().unwrap(), to.parse().unwrap())
}

/// An episode with its child and its interview file.
#[derive(Debug, Clone)]
pub struct Made {
    pub episode: Episode,
    pub child: ChildDetails,
    pub file: InterviewFile,
}

/// An episode of a child (0: of nobody known) that began at a moment and goes on.
pub fn missing(id: i64, child: i64, began: &str) -> Made {
    missing_since(id, child, at(began))
}

pub fn missing_since(id: i64, child: i64, began: Moment) -> Made {
    let who = (child > 0).then_some(ChildId(child));
    let details = EpisodeDetails { reported: Some(When::exact(began)), ..Default::default() };
    let episode = Episode { id: EpisodeId(id), child: who, details, received: began, notice_of_return: None, changed: 1 };
    Made { episode, child: ChildDetails::default(), file: InterviewFile::new(EpisodeId(id), who, 1) }
}

impl Made {
    /// Back at a moment, of which the hub had notice half an hour later.
    pub fn back(self, returned: &str) -> Made {
        self.back_at(at(returned))
    }

    pub fn back_at(mut self, returned: Moment) -> Made {
        self.episode.details.returned = Some(When::exact(returned));
        self.back_by(returned + TimeDelta::minutes(30))
    }

    /// Back by the time of the notice; at what time is not known.
    pub fn back_by(mut self, notice: Moment) -> Made {
        self.episode.details.ended = true;
        self.episode.notice_of_return = Some(notice);
        self
    }

    pub fn offered(self, when: &str, outcome: AttemptOutcome) -> Made {
        self.attempt(at(when), outcome, true)
    }

    pub fn attempt(mut self, at: Moment, outcome: AttemptOutcome, offered: bool) -> Made {
        let (by, note) = ("Priya Nair".to_owned(), String::new());
        self.file.attempts.push(Attempt { at, by, to: Contact::Child, channel: Channel::Phone, outcome, offered, note });
        self
    }

    pub fn held(self, interview: i64, when: &str) -> Made {
        self.held_at(interview, at(when), None)
    }

    pub fn held_at(mut self, interview: i64, held_at: Moment, late: Option<LateReason>) -> Made {
        let late = late.map(|reason| Late { reason, note: String::new() });
        let (record, worker) = (RecordState::SignedOff, Some(WorkerId(interview % 3)));
        self.file.answered.push(Answered { interview: InterviewId(interview), held_at, late, record, worker, not_independent: None });
        self
    }

    pub fn closed(mut self, reason: NotHeld, when: &str) -> Made {
        self.file.closed.push(Closed { closure: Closure::of(reason), at: at(when), by: "Priya Nair".into(), reopened: None });
        self
    }

    pub fn care(mut self, status: CareStatus) -> Made {
        self.child.care_status = Some(status);
        self
    }

    pub fn marked(mut self, kinds: &[MarkerKind]) -> Made {
        self.child.markers = kinds.iter().map(|kind| Marker { kind: *kind, since: None, set_by: None }).collect();
        self
    }

    pub fn fact(&self, as_of: Moment) -> EpisodeFact {
        let agency = |worker: WorkerId| (worker.0 > 0).then(|| format!("Agency {}", worker.0));
        Kept::of(&self.episode, Some(&self.file)).fact(self.episode.id, Some(&ChildWas::from(&self.child)), &CLOCKS, agency, as_of)
    }
}

/// The facts of some episodes as known at a moment.
pub fn facts(made: &[Made], as_of: &str) -> Facts {
    let as_of = at(as_of);
    Facts { episodes: made.iter().map(|made| made.fact(as_of)).collect(), ..Facts::none(as_of) }
}
