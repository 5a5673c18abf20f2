//! That an interview was held, which episodes it answers, and its sign-off.

use super::Done;
use super::args::{Hold, WhyLate};
use super::understood::Desk;
use crate::calendar::long_moment;
use crate::casebook::Error;
use crate::episode::{EpisodeId, Moment};
use crate::interview::attempt::Late;
use crate::interview::checks::is_late;
use crate::interview::record::{Covered, Held, InterviewId};
use crate::interview::who::{Who, in_a_row, who};
use crate::interview::worker::{Worker, WorkerId};
use crate::text::clean;

type Answer = Result<Done, Error>;

/// `wayhome interview hold`: the episode named and each of --covers, and no other, is answered.
pub fn hold(desk: &mut Desk, hold: Hold) -> Answer {
    let mut episodes = vec![desk.episode(&hold.episode)?];
    episodes.extend(desk.episodes(&hold.covers)?);
    let at = desk.past(Some(&hold.at))?;
    let (worker, by) = match &hold.by {
        Some(name) if hold.outsider => (None, clean(name)),
        Some(name) => interviewer(desk, name)?,
        None => {
            let Some(has_it) = desk.hub.interview_case(episodes[0], desk.now)?.item.worker else {
                return Err(Error::Refused(format!("nobody has the interview of {} yet; say who held it with --by", hold.episode)));
            };
            (Some(has_it.id), has_it.name)
        }
    };
    let covers = covers(desk, &episodes, at, desk.late(&hold.late)?.as_ref())?;
    let held = Held { child: None, at, place: hold.place, worker, by: by.clone(), covers, source: None, not_independent: None };
    let interview = desk.hub.hold(held, &[], desk.now)?;
    let id = interview.id;
    let mut words = format!("{id} held {} by {by}, answering {}.", long_moment(at), listed(&episodes));
    if let Some(not_independent) = interview.held.not_independent {
        words += &format!("\nTake care: {not_independent}.");
    }
    Ok(Done { words, interview: Some(id), episodes })
}

/// Who held it: a worker by number or name, else somebody else; a name that is nearly a worker's is asked about.
fn interviewer(desk: &Desk, name: &str) -> Result<(Option<WorkerId>, String), Error> {
    if name.trim().parse::<WorkerId>().is_ok() {
        return desk.worker(name).map(|(id, name)| (Some(id), name));
    }
    let workers: Vec<Worker> = desk.hub.workers()?.into_iter().map(|load| load.worker).collect();
    match who(name, &workers) {
        Who::Worker(worker) => Ok((Some(worker.id), worker.details.name.clone())),
        Who::Somebody => Ok((None, clean(name))),
        Who::Several(several) => {
            let (name, known) = (clean(name), in_a_row(&several));
            Err(Error::Refused(format!("{name} may be {known}; name one by number, or add --outsider if it is somebody else")))
        }
        // Part of one worker's name will do, as everywhere.
        Who::Close(worker) => desk.worker(name).map(|(id, name)| (Some(id), name)).map_err(|_| {
            let (name, known) = (clean(name), in_a_row(&[worker]));
            Error::Refused(format!("no worker is called {name}; do you mean {known}? add --outsider if it is somebody else"))
        }),
    }
}

/// `wayhome interview withdraw`: written down by mistake.
pub fn withdraw(desk: &mut Desk, interview: &str, reason: &str) -> Answer {
    let id = desk.interview(interview)?;
    let episodes = desk.hub.interview(id)?.held.covers.iter().map(|covered| covered.episode).collect();
    desk.hub.change_coverage(id, Vec::new(), reason, None, desk.now)?;
    Ok(Done { words: format!("{id} is withdrawn."), interview: Some(id), episodes })
}

/// `wayhome interview cover`: the whole of what it answers, put right.
pub fn cover(desk: &mut Desk, interview: &str, episodes: &[String], reason: &str, late: &WhyLate) -> Answer {
    let id = desk.interview(interview)?;
    let episodes = desk.episodes(episodes)?;
    let before = desk.hub.interview(id)?.held;
    let mut covers = covers(desk, &episodes, before.at, desk.late(late)?.as_ref())?;
    for covered in covers.iter_mut().filter(|covered| covered.late.is_none()) {
        covered.late = before.covers.iter().find(|earlier| earlier.episode == covered.episode).and_then(|earlier| earlier.late.clone());
    }
    desk.hub.change_coverage(id, covers, reason, None, desk.now)?;
    let words = format!("{id} answers {} now.", listed(&episodes));
    let mut shown: Vec<EpisodeId> = before.covers.iter().map(|covered| covered.episode).filter(|gone| !episodes.contains(gone)).collect();
    shown.splice(0..0, episodes);
    Ok(Done { words, interview: Some(id), episodes: shown })
}

pub fn sign(desk: &mut Desk, interview: &str) -> Answer {
    let id = desk.interview(interview)?;
    desk.hub.sign_off(id, None, desk.now)?;
    answered(desk, id, format!("{id} is signed off by {}.", desk.hub.actor().name))
}

pub fn give_back(desk: &mut Desk, interview: &str, comments: &str) -> Answer {
    let id = desk.interview(interview)?;
    desk.hub.give_back(id, comments, None, desk.now)?;
    answered(desk, id, format!("{id} is given back with comments."))
}

/// What was done with an interview, and the episodes that it answers.
pub fn answered(desk: &Desk, id: InterviewId, words: String) -> Answer {
    let episodes = desk.hub.interview(id)?.held.covers.iter().map(|covered| covered.episode).collect();
    Ok(Done { words, interview: Some(id), episodes })
}

/// The marks: with the reason for being late on each episode that was answered late, and on no other.
fn covers(desk: &Desk, episodes: &[EpisodeId], at: Moment, late: Option<&Late>) -> Result<Vec<Covered>, Error> {
    let cover = |episode: &EpisodeId| {
        let is_late = is_late(&desk.hub.interview_case(*episode, desk.now)?.episode, at, desk.hub.clocks());
        Ok(Covered { episode: *episode, late: late.filter(|_| is_late).cloned() })
    };
    episodes.iter().map(cover).collect()
}

fn listed(episodes: &[EpisodeId]) -> String {
    episodes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
