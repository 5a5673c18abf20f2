//! From a row to a verdict: find candidates, weigh them against each other, decide.

use super::compare::{Alike, Born, Place};
use super::evidence::{evidence, runner_up};
use super::guards::{self, guards, supported};
use super::keys::{address_keys, all_words, sure_keys, wide_keys, word_key};
use super::prepared::{Prepared, TermKind};
use super::register::Register;
use super::score::{Row, Scored};
use super::weights::{CERTAIN, CERTAIN_WITH_SLIPS, CERTAIN_WITHOUT_ADDRESS, HOUSEHOLD, ON_REGISTER, POSSIBLE, SPEAKS_FOR};
use super::{Identity, Verdict};
use crate::casebook::event::{Candidate, Evidence};
use crate::child::{ChildId, RelationKind};
use chrono::Datelike;

/// How many candidates take part in the probabilities, and how many are shown.
const WEIGHED: usize = 10;
const SHOWN: usize = 3;

/// More years than this between two dates of birth that differ are no slip.
const YEARS_APART: u32 = 3;

/// Below this many bits a candidate is forgotten: it can neither be shown nor be anybody's twin, and most are.
const HOPELESS: f64 = -2.0;

/// Who the child of a row is. `rejected`: a person said of this listed person "not this child" (see [`super::fingerprint`]).
///
/// # Errors
/// Only what the register returns.
pub fn verdict<R: Register>(row: &Identity, register: &R, rejected: &dyn Fn(ChildId) -> bool) -> Result<Verdict, R::Error> {
    let prepared = Prepared::new(row);
    let mut search = Search { row: Row::new(&prepared, register)?, rejected, seen: Vec::new(), scored: Vec::new() };
    search.add(&sure_keys(&prepared))?;
    if let Some(same) = search.settled_by_birth_or_number()? {
        return Ok(same);
    }
    search.add(&address_keys(&prepared))?;
    if let Some(same) = search.settled_near_address()? {
        return Ok(same);
    }
    let mut keys = wide_keys(&prepared);
    keys.extend(search.rare_words()?);
    search.add(&keys)?;
    search.decide()
}

/// What speaks for and against one child being the child of a row, whether or not anything led to it.
///
/// # Errors
/// Only what the register returns.
pub fn compared<R: Register>(row: &Identity, register: &R, child: ChildId) -> Result<Vec<Evidence>, R::Error> {
    let prepared = Prepared::new(row);
    let scored = Row::new(&prepared, register)?.score(child, register.prepared(child)?)?;
    Ok(evidence(&prepared, &scored))
}

struct Search<'a, R: Register> {
    row: Row<'a, R>,
    rejected: &'a dyn Fn(ChildId) -> bool,
    seen: Vec<ChildId>,
    scored: Vec<Scored>,
}

impl<R: Register> Search<'_, R> {
    /// Compares the children under these keys that were not compared yet.
    fn add(&mut self, keys: &[i64]) -> Result<(), R::Error> {
        let mut found = self.row.register.candidates(keys)?;
        found.sort_unstable();
        found.dedup();
        found.retain(|id| self.seen.binary_search(id).is_err());
        for id in &found {
            let child = self.row.register.prepared(*id)?;
            let scored = self.row.score(*id, child)?;
            if scored.is_named() || scored.same.max(scored.household) > HOPELESS {
                self.scored.push(scored);
            }
        }
        self.seen.extend(found);
        self.seen.sort_unstable();
        self.sort();
        self.add_related()
    }

    fn sort(&mut self) {
        self.scored.sort_by(|a, b| b.same.total_cmp(&a.same).then(a.child.cmp(&b.child)));
    }

    /// Compares those who are recorded as twin, sibling or of the same placement as the best candidate, however little they look
    /// like the row: until the best one's are all there.
    fn add_related(&mut self) -> Result<(), R::Error> {
        while let Some(best) = self.scored.first_mut().filter(|best| best.related.is_none()) {
            let related = self.row.register.related(best.child)?;
            best.related = Some(related.clone());
            for (child, kind) in related {
                let at = match self.scored.iter().position(|s| s.child == child) {
                    Some(at) => at,
                    None => {
                        let prepared = self.row.register.prepared(child)?;
                        self.scored.push(self.row.score(child, prepared)?);
                        self.scored.len() - 1
                    }
                };
                if kind == RelationKind::SamePlacement {
                    let place = self.scored[0].placed().max(self.scored[at].placed());
                    self.scored[0].share_placement(place);
                    self.scored[at].share_placement(place);
                }
                self.seen.extend(self.seen.binary_search(&child).is_err().then_some(child));
                self.seen.sort_unstable();
            }
            self.sort();
        }
        Ok(())
    }

    /// Keys of the words that few children of the register have.
    fn rare_words(&self) -> Result<Vec<i64>, R::Error> {
        let few = self.row.size / 400;
        let mut keys = Vec::new();
        for word in all_words(self.row.prepared) {
            let count = |kind| self.row.register.count(kind, word.text());
            if u64::from(count(TermKind::Given)? + count(TermKind::Family)?) <= few.max(30) {
                keys.push(word_key(&word));
            }
        }
        Ok(keys)
    }

    /// Probability of each of the first candidates to be the child: against each other, against another child of one of their
    /// households, of whom so many of the other rows are, and against a child that is not on the register.
    fn probabilities(&self, household_share: f64) -> Vec<(f64, &Scored)> {
        let odds_new = (1.0 - ON_REGISTER) / ON_REGISTER;
        let counts = |i: usize, s: &Scored| i < WEIGHED || s.is_named() || s.is_called_so();
        let weighed = || self.scored.iter().enumerate().filter(|(i, s)| counts(*i, s)).map(|(_, s)| s);
        let usable = |s: &&Scored| !(self.rejected)(s.child);
        let same: f64 = weighed().filter(usable).map(|s| s.same.exp2()).sum();
        // Another child of a household is none of those known of it: what speaks against it being one's brother counts for all.
        let of_one = |s: &Scored| weighed().filter(|o| guards::one_household(s, o)).fold(s.household, |least, o| least.min(o.household));
        let household: f64 = weighed().map(|s| odds_new * household_share * of_one(s).exp2()).sum();
        let all = odds_new * self.row.size as f64 + same + household;
        weighed().filter(usable).map(|s| (s.same.exp2() / all, s)).collect()
    }

    /// The probability from which this candidate is certain.
    fn enough(&self, best: &Scored) -> Result<f64, R::Error> {
        let (levels, row) = (&best.levels, self.row.prepared);
        Ok(if levels.number_equal() || levels.same_reference || guards::names_bear_a_slip(&self.row, best)? {
            CERTAIN
        } else if !row.has_address() || !supported(levels) && levels.born != Some(Born::Exact) {
            CERTAIN_WITHOUT_ADDRESS
        } else if !supported(levels) && !levels.exact_somehow() && !levels.one_slip() {
            CERTAIN_WITH_SLIPS
        } else {
            CERTAIN
        })
    }

    /// The best candidate, if nothing forbids taking it.
    fn certain(&self) -> Result<Option<(f64, &Scored)>, R::Error> {
        let Some((probability, best)) = self.probabilities(HOUSEHOLD).into_iter().next() else { return Ok(None) };
        if probability < self.enough(best)? || !guards(&self.row, best, &self.scored)?.is_empty() {
            return Ok(None);
        }
        Ok(Some((probability, best)))
    }

    /// Settled by the children who share a number, a reference, or the row's date of birth and the sound of a name. Names and date of birth
    /// are exact, so no child outside this block can be as good: its date of birth or its names are weaker, and the address, the one
    /// field left, already agrees fully or is not given. A twin would be in the block: it shares date of birth and surname.
    fn settled_by_birth_or_number(&self) -> Result<Option<Verdict>, R::Error> {
        self.settled(|best, row_has_address| {
            let place = best.levels.place;
            best.levels.number_equal()
                || best.levels.names_and_birth_exact() && (place == Some(Place::PostcodeAndNumber) || !row_has_address)
        })
    }

    /// The same once all who share the row's postcode, or house number and street, are compared: whoever is left can agree better in
    /// no field.
    fn settled_near_address(&self) -> Result<Option<Verdict>, R::Error> {
        self.settled(|best, _| best.levels.names_and_birth_exact())
    }

    fn settled(&self, enough: impl Fn(&Scored, bool) -> bool) -> Result<Option<Verdict>, R::Error> {
        if !self.scored.first().is_some_and(|best| enough(best, self.row.prepared.has_address())) {
            return Ok(None);
        }
        self.certain()?.map(|(probability, best)| self.same(probability, best)).transpose()
    }

    fn same(&self, probability: f64, best: &Scored) -> Result<Verdict, R::Error> {
        let mut evidence = evidence(self.row.prepared, best);
        let next = self.probabilities(HOUSEHOLD).into_iter().find(|(_, scored)| scored.child != best.child && scored.same >= SPEAKS_FOR);
        evidence.extend(next.map(|(_, scored)| runner_up(best, scored)));
        let runner_up = next.map(|(probability, scored)| self.candidate(probability, scored)).transpose()?;
        let candidate = Candidate { child: best.child, probability, evidence, guards: Vec::new() };
        Ok(Verdict::Same { child: best.child, candidate, runner_up })
    }

    fn candidate(&self, probability: f64, scored: &Scored) -> Result<Candidate, R::Error> {
        let guards = guards(&self.row, scored, &self.scored)?.into_iter().map(str::to_owned).collect();
        Ok(Candidate { child: scored.child, probability, evidence: evidence(self.row.prepared, scored), guards })
    }

    /// Nothing but the date of birth agrees; or another date of birth, years away, and no home in common: nobody a person should
    /// have to look at.
    fn is_nonsense(&self, scored: &Scored) -> bool {
        let levels = &scored.levels;
        if levels.place >= Some(Place::Street) {
            return false;
        }
        let other_names = levels.given_alike() < Alike::Similar && levels.family_alike() < Alike::Similar && !levels.moved_parts;
        let years_apart = self.row.prepared.dob.zip(scored.prepared.dob).is_some_and(|(a, b)| a.year().abs_diff(b.year()) > YEARS_APART);
        other_names || levels.born == Some(Born::Differs) && years_apart
    }

    fn decide(&self) -> Result<Verdict, R::Error> {
        if let Some((probability, best)) = self.certain()? {
            return self.same(probability, best);
        }
        let likely = |(probability, scored): &(f64, &Scored)| {
            scored.is_named() || *probability >= POSSIBLE && scored.same >= SPEAKS_FOR && !self.is_nonsense(scored)
        };
        // Whom a person sees hangs on how many brothers and sisters the register has; what is certain does not.
        let probabilities = self.probabilities(self.row.household_share()?);
        let (likely, others): (Vec<_>, Vec<_>) = probabilities.into_iter().partition(likely);
        // Called as the row says, and another of the household has the number, the reference or the rest: one of the two is wrong.
        let kin = |(_, scored): &(f64, &Scored)| scored.is_called_so() && likely.iter().any(|(_, other)| guards::kin(other, scored));
        let kin: Vec<_> = others.into_iter().filter(kin).collect();
        let (named, likely): (Vec<_>, Vec<_>) = likely.into_iter().partition(|(_, scored)| scored.is_named());
        let mut best: Vec<_> = named.into_iter().chain(kin).chain(likely).take(SHOWN).collect();
        best.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let mut shown: Vec<Candidate> =
            best.into_iter().map(|(probability, scored)| self.candidate(probability, scored)).collect::<Result<_, _>>()?;
        // Where nothing forbids it, the probability does: said too, so that no row waits without a reason.
        let rival = shown.get(1).is_some_and(|next| next.probability > 1.0 - CERTAIN);
        if let Some(best) = shown.first_mut().filter(|best| best.guards.is_empty()) {
            let why = if rival { "another child is too likely beside this one" } else { "what agrees is not enough to be certain" };
            best.guards.push(why.into());
        }
        Ok(if shown.is_empty() { Verdict::New } else { Verdict::Doubt(shown) })
    }
}
