//! Whom of a whole register a text names: each name is asked for once, so that a city is gone through in a moment.

use super::written::squeezed;
use crate::text::fold;
use std::collections::HashSet;

/// What stands beside what in a text.
pub struct Mentioned {
    /// Two comparable words, with a blank between them.
    pairs: HashSet<String>,
    words: HashSet<String>,
    /// All of it, for names in a script without blanks.
    squeezed: String,
}

impl Mentioned {
    /// Reads a text.
    pub fn of(text: &str) -> Mentioned {
        let written: Vec<&str> = text.split_whitespace().collect();
        let capital = |word: &&str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        // "Ben James Holt" names Ben Holt; "Ben and Holt" does not.
        let goes_on = |word: &&str| word.ends_with(char::is_alphanumeric);
        let names = |three: &&[&str]| three.iter().all(capital) && three[..2].iter().all(goes_on);
        let around = written.windows(3).filter(names).map(|three| [three[0], three[2]].map(squeezed));
        // "O’Neill" is one word, and "Begum-Khan" two.
        let whole: Vec<String> = written.iter().map(|word| squeezed(word)).filter(|word| !word.is_empty()).collect();
        let folded: Vec<String> = fold(text).split(' ').map(String::from).collect();
        let beside = whole.windows(2).chain(folded.windows(2)).map(|two| two.join(" "));
        Mentioned {
            pairs: beside.chain(around.map(|two| two.join(" "))).collect(),
            squeezed: whole.concat(),
            words: whole.into_iter().chain(folded).collect(),
        }
    }

    /// Does the text hold this name, which is folded, in any order? One word alone is no name.
    pub fn has(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split(' ').collect();
        if words.len() < 2 {
            return false;
        }
        if !name.chars().any(char::is_lowercase) {
            let turned: String = words.iter().rev().copied().collect();
            return [words.concat(), turned].iter().any(|name| self.squeezed.contains(name));
        }
        self.stands(&words) || glued(&words).is_some_and(|words| self.stands(&words.iter().map(String::as_str).collect::<Vec<_>>()))
    }

    fn stands(&self, words: &[&str]) -> bool {
        let [first, .., last] = words else { return false };
        // Nearly every name ends here.
        if !self.words.contains(*first) || !self.words.contains(*last) {
            return false;
        }
        let all = |words: &[&str]| words.windows(2).all(|two| self.pairs.contains(&two.join(" ")));
        let turned = |by: usize| {
            let mut words = words.to_vec();
            words.rotate_left(by);
            words
        };
        all(&[*first, *last]) || all(&[*last, *first]) || all(words) || all(&turned(1)) || all(&turned(words.len() - 1))
    }
}

/// "sian o neill" as "sian oneill". `None`: there is no letter that stands alone before a word.
fn glued(words: &[&str]) -> Option<Vec<String>> {
    let mut glued: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match glued.last_mut().filter(|last| at > 1 && last.len() == 1) {
            Some(last) => last.push_str(word),
            None => glued.push((*word).to_owned()),
        }
    }
    (glued.len() > 1 && glued.len() < words.len()).then_some(glued)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_the_register_is_found_however_it_was_typed() {
        let text =
            "Seen with BEN HOLT; Shaw, Molly rang; sian oneill and Siân O’Neill; Thi Lan Nguyen's flat; Ada Grace Okafor. 王小明 too.";
        let text = Mentioned::of(text);
        for name in ["Ben Holt", "Molly Shaw", "Siân O'Neill", "Thi Lan Nguyen", "Ada Okafor", "小明 王"] {
            assert!(text.has(&fold(name)), "{name}");
        }
        for name in ["Ben Shaw", "Holt", "Lan Okafor", "Ada", "Sian Holt"] {
            assert!(!text.has(&fold(name)), "{name}");
        }
    }
}
