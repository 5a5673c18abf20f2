//! Which worker a name stands for that somebody wrote down.

use super::person::same_person;
use super::worker::Worker;
use crate::text::fold;

/// How alike two names must be, from 0 to 1, for the one to be asked about as the other misspelt.
const ALIKE: f64 = 0.85;

/// Whom a name stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Who<'a> {
    /// This worker, and no other.
    Worker(&'a Worker),
    /// It fits each of these.
    Several(Vec<&'a Worker>),
    /// Nobody by this name; it may be this worker, misspelt or named in part.
    Close(&'a Worker),
    /// None of the workers.
    Somebody,
}

/// Whom a name stands for: accents, the order of the names and initials do not matter. Somebody who has left is meant only where it
/// fits nobody of today.
pub fn who<'a>(name: &str, workers: &'a [Worker]) -> Who<'a> {
    let typed = fold(name);
    for left in [false, true] {
        let of = || workers.iter().filter(|worker| worker.details.left == left);
        let mut fit: Vec<&Worker> = of().filter(|worker| fold(&worker.details.name) == typed).collect();
        if fit.is_empty() {
            fit = of().filter(|worker| same_person(name, &worker.details.name)).collect();
        }
        match fit.as_slice() {
            [] => {}
            [one] => return Who::Worker(one),
            _ => return Who::Several(fit),
        }
    }
    let in_part = |worker: &&Worker| {
        let whole = fold(&worker.details.name);
        !typed.is_empty() && typed.split(' ').all(|word| whole.split(' ').any(|other| other == word))
    };
    let in_part: Vec<&Worker> = workers.iter().filter(|worker| !worker.details.left).filter(in_part).collect();
    match in_part.as_slice() {
        [] => closest(&typed, workers).map_or(Who::Somebody, Who::Close),
        [one] => Who::Close(one),
        _ => Who::Several(in_part),
    }
}

/// "Sam Whitlock (W1), Sally Whitlock (W2)".
pub fn in_a_row(workers: &[&Worker]) -> String {
    workers.iter().map(|worker| format!("{} ({})", worker.details.name, worker.id)).collect::<Vec<_>>().join(", ")
}

/// The worker whose name is most like this one, whichever name comes first in it.
fn closest<'a>(typed: &str, workers: &'a [Worker]) -> Option<&'a Worker> {
    let sorted = |name: &str| {
        let mut words: Vec<&str> = name.split(' ').collect();
        words.sort_unstable();
        words.join(" ")
    };
    let alike = |worker: &Worker| {
        let name = fold(&worker.details.name);
        strsim::jaro_winkler(typed, &name).max(strsim::jaro_winkler(&sorted(typed), &sorted(&name)))
    };
    let close = workers.iter().map(|worker| (alike(worker), worker)).filter(|(alike, _)| *alike >= ALIKE);
    close.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, worker)| worker)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interview::worker::{WorkerDetails, WorkerId};

    fn workers(names: &[&str]) -> Vec<Worker> {
        let worker = |(id, name): (i64, &&str)| {
            let (name, left) = (name.trim_end_matches(" (left)").to_string(), name.ends_with("(left)"));
            Worker { id: WorkerId(id), details: WorkerDetails { name, left, ..WorkerDetails::default() }, changed: 1 }
        };
        (1..).zip(names).map(worker).collect()
    }

    #[test]
    fn a_name_is_that_of_the_one_worker_it_fits_however_it_is_written() {
        let staff = workers(&["Sam Whitlock", "Siân O'Brien", "Lou Gray (left)"]);
        for (name, id) in [("whitlock, SAM", 1), ("S. Whitlock", 1), ("Sian O’Brien", 2), ("Lou Gray", 3)] {
            assert!(matches!(who(name, &staff), Who::Worker(one) if one.id == WorkerId(id)), "{name}: {:?}", who(name, &staff));
        }
    }

    #[test]
    fn a_name_that_fits_several_or_is_nearly_one_is_asked_about() {
        let staff = workers(&["Sam Whitlock", "Sally Whitlock", "Ann Lee"]);
        assert!(matches!(who("S. Whitlock", &staff), Who::Several(several) if several.len() == 2));
        assert!(matches!(who("Whitlock", &staff), Who::Several(several) if several.len() == 2));
        for name in ["Sam Whitlok", "Whitlok Sam", "Sam"] {
            assert!(matches!(who(name, &staff), Who::Close(one) if one.id == WorkerId(1)), "{name}: {:?}", who(name, &staff));
        }
        for name in ["Dana Okoro", "somebody of another hub", ""] {
            assert_eq!(who(name, &staff), Who::Somebody, "{name}");
        }
    }
}
