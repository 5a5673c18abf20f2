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

type Answer = Result<Done, Error>;

/// `wayhome interview hold`: the episode named and each of --covers, and no other, is answered.
pub fn hold(desk: &mut Desk, hold: Hold) -> Answer {
    let mut episodes = vec![desk.episode(&hold.episode)?];
    episodes.extend(desk.episodes(&hold.covers)?);
    let at = desk.past(Some(&hold.at))?;
    let (worker, by) = match &hold.by {
        Some(name) => desk.person(name)?,
        None => {
            let Some(has_it) = desk.hub.interview_case(episodes[0], desk.now)?.item.worker else {
                return Err(Error::Refused(format!("nobody has the interview of {} yet; say who held it with --by", hold.episode)));
            };
            (Some(has_it.id), has_it.name)
        }
    };
    let covers = covers(desk, &episodes, at, desk.late(&hold.late)?.as_ref())?;
    let held = Held { child: None, at, place: hold.place, worker, by: by.clone(), covers, source: None };
    let interview = desk.hub.hold(held, &[], desk.now)?.id;
    let words = format!("{interview} held {} by {by}, answering {}.", long_moment(at), listed(&episodes));
    Ok(Done { words, interview: Some(interview), episodes })
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
