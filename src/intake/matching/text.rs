//! Names as plain letters: folding, one word of a name ready to compare, spelling distance and sound.

use super::names;
use any_ascii::any_ascii_char;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longest part of one word that is compared; longer words are cut.
const LONGEST: usize = 25;

/// One word of a name or an address: a-z and digits, held inline with what comparing needs, so that most pairs of different
/// words are told apart without looking at their letters.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// The sound of the word, up to eight letters; see [`sound`].
    pub sound: u64,
    /// Which of a-z occur, one bit each.
    letters: u32,
    /// Its number in the list of nicknames; 0: not in it.
    pub nickname: u16,
    len: u8,
    text: [u8; LONGEST],
}

/// Of a-z, one bit each: the vowels; and those that are vowels too, or not heard, where a name is read from Arabic or Hebrew letters.
const VOWELS: u32 = bit(b'a') | bit(b'e') | bit(b'i') | bit(b'o') | bit(b'u');
const SOUNDLESS: u32 = bit(b'h') | bit(b'w') | bit(b'y');

const fn bit(letter: u8) -> u32 {
    1 << (letter - b'a')
}

/// The consonants of a word that are heard, double ones as one.
fn consonants(word: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let soundless = |letter: u8| letter.is_ascii_lowercase() && bit(letter) & (VOWELS | SOUNDLESS) != 0;
    let heard = word.iter().enumerate().filter(move |(i, letter)| !soundless(**letter) && (*i == 0 || word[i - 1] != **letter));
    heard.map(|(_, letter)| *letter)
}

impl PartialEq for Token {
    fn eq(&self, other: &Token) -> bool {
        self.sound == other.sound && self.text == other.text
    }
}

impl Eq for Token {}

impl Default for Token {
    fn default() -> Token {
        Token { sound: 0, letters: 0, nickname: 0, len: 0, text: [0; LONGEST] }
    }
}

impl Token {
    /// `word` must be folded: a-z and digits (and a space, for several words taken as one).
    pub fn new(word: &str) -> Token {
        let cut = &word.as_bytes()[..word.len().min(LONGEST)];
        let mut text = [0; LONGEST];
        text[..cut.len()].copy_from_slice(cut);
        let letters = cut.iter().filter(|b| b.is_ascii_lowercase()).fold(0, |bits, b| bits | 1 << (b - b'a'));
        Token { sound: sound(cut), letters, nickname: names::nickname_number(word), len: cut.len() as u8, text }
    }

    pub fn bytes(&self) -> &[u8] {
        &self.text[..usize::from(self.len)]
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    pub fn len(&self) -> usize {
        usize::from(self.len)
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The first `n` letters of the sound, for blocking.
    pub fn sound_start(&self, n: usize) -> u64 {
        self.sound >> (64 - 8 * n)
    }

    /// How many letters occur here and not there, and the other way round: each must be edited away.
    fn letters_apart(&self, other: &Token) -> (usize, usize) {
        ((self.letters & !other.letters).count_ones() as usize, (other.letters & !self.letters).count_ones() as usize)
    }

    /// Edits between two words (insert, drop, replace, swap two neighbours), or 3 where it is three or more.
    pub fn edits(&self, other: &Token) -> usize {
        let (here, there) = self.letters_apart(other);
        if here > 2 || there > 2 || self.len().abs_diff(other.len()) > 2 {
            return 3;
        }
        edits(self.bytes(), other.bytes()).min(3)
    }

    /// One has no vowels, as names read from Arabic or Hebrew letters ("mhmd"), and its consonants are those of the other.
    pub fn same_consonants(&self, other: &Token) -> bool {
        let without_vowels = |word: &Token| word.len() >= 3 && word.letters & VOWELS == 0;
        if without_vowels(self) == without_vowels(other) || (self.letters ^ other.letters) & !(VOWELS | SOUNDLESS) != 0 {
            return false;
        }
        consonants(self.bytes()).eq(consonants(other.bytes()))
    }

    /// Jaro-Winkler similarity, or 0 where it is certain to stay below 0.8.
    pub fn likeness(&self, other: &Token) -> f64 {
        let (here, there) = self.letters_apart(other);
        let (a, b) = (self.len(), other.len());
        // Jaro is at most 1 - (here/a + there/b)/3, and the common start adds at most 0.4 of what is missing to 1.
        if here * b + there * a > a * b {
            return 0.0;
        }
        jaro_winkler(self.bytes(), other.bytes())
    }
}

/// Plain small letters and digits: accents dropped, letters of other scripts as their nearest Latin ones, everything else a space;
/// apostrophes vanish ("O'Neil" is one word).
pub fn fold(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => plain.push(c),
            'ə' => plain.push('a'),
            '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʾ' | 'ʿ' => {}
            // Vowel signs of Arabic and Hebrew, which few write.
            '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}' => {}
            c if c.is_ascii() => plain.push(' '),
            c if c.is_alphanumeric() || is_combining_mark(c) => latin(c, &mut plain),
            _ => plain.push(' '),
        }
    }
    plain
}

/// The letters that are nearest in Latin: by the tables of `any_ascii`, which know letters, not languages.
fn latin(c: char, plain: &mut String) {
    for letter in any_ascii_char(c).chars() {
        match letter.to_ascii_lowercase() {
            letter @ ('a'..='z' | '0'..='9') => plain.push(letter),
            '\'' | '`' => {}
            _ => plain.push(' '),
        }
    }
}

/// The words of a name, folded, joined by one space: "Mc Hugh" is one word, an article ("Al-Khatib", "ash-Sharif") or "son of" is none,
/// and "Abdelrahman" is two, "abdul rahman". Digits stay ("Baby 1"), for they tell children apart.
pub fn name_words(name: &str) -> String {
    let plain = name.split_whitespace().map(without_article).map(fold).collect::<Vec<_>>().join(" ");
    let mut words: Vec<String> = Vec::new();
    let mut joins = false;
    for word in plain.split_ascii_whitespace() {
        match words.last_mut() {
            Some(last) if joins => last.push_str(word),
            _ => words.push(word.into()),
        }
        joins = matches!(word, "mac" | "mc" | "o");
    }
    let mut kept: Vec<&str> = words.iter().map(String::as_str).filter(|w| !OF.contains(w)).collect();
    if kept.is_empty() {
        kept = words.iter().map(String::as_str).collect();
    }
    let last = kept.len().saturating_sub(1);
    kept.iter().enumerate().map(|(i, word)| servant(word, i < last)).collect::<Vec<_>>().join(" ")
}

/// Arabic articles and words for son or daughter of, which lists give or leave out.
const OF: &[&str] = &["al", "el", "ul", "ud", "ur", "bin", "bint", "binti", "binte", "ibn"];

/// "ar-Rahman", "Ash-Sharif": an article that has taken on the first sound of its noun.
fn without_article(word: &str) -> &str {
    let Some((article, noun)) = word.split_once('-') else { return word };
    let lower = article.to_ascii_lowercase();
    let sound = lower.strip_prefix(['a', 'e', 'u']).unwrap_or_default();
    let same = |noun: &str| noun.get(..sound.len()).is_some_and(|start| start.eq_ignore_ascii_case(sound));
    if matches!(sound, "d" | "dh" | "n" | "r" | "s" | "sh" | "t" | "th" | "z") && same(noun) { noun } else { word }
}

/// Names of "servant of …" in the many ways they are written, as "abdul" and the rest. `followed`: another word comes after.
fn servant(word: &str, followed: bool) -> String {
    if followed && matches!(word, "abd" | "abdel" | "abdal" | "abdol" | "abdoul" | "abdur" | "abdus" | "abdun" | "abder" | "abdes") {
        return "abdul".into();
    }
    match of_servant(word) {
        Some(rest) => format!("abdul {rest}"),
        None => word.into(),
    }
}

/// "rahman" of "abdulrahman", "abdurrahman", "abdirahman"; none of "abdullah" and "abdullahi".
fn of_servant(word: &str) -> Option<&str> {
    let after = word.strip_prefix("abd")?;
    let doubled = |rest: &&str| matches!(rest.as_bytes(), [_, a, b, ..] if a == b && !b"aeiou".contains(a));
    let whole = ["ul", "el", "al", "ol", "oul"].iter().find_map(|article| after.strip_prefix(article));
    let rest = if doubled(&after) { after.get(2..)? } else { whole.or_else(|| after.strip_prefix(['i', 'u', 'e']))? };
    (rest.len() >= 4 && !rest.starts_with("lah") && !rest.starts_with("llah")).then_some(rest)
}

/// Adds a letter to the first `n`, unless it doubles the one before.
fn push_sound(spelt: &mut [u8; 2 * LONGEST], n: usize, letter: u8) -> usize {
    if n > 0 && spelt[n - 1] == letter {
        return n;
    }
    spelt[n] = letter;
    n + 1
}

/// What stays of a word when spelling habits are taken away: the consonants, the first vowel, as up to eight letters packed
/// from the top. Mohammed = Muhammad and Yusuf = Youssef, but Hassan is not Hussain.
fn sound(word: &[u8]) -> u64 {
    let hard_c = !word.starts_with(b"ch");
    let mut spelt = [0u8; 2 * LONGEST];
    let (mut n, mut i) = (0, 0);
    while i < word.len() {
        let (letter, used) = match (word[i], word.get(i + 1)) {
            (b'p', Some(b'h')) => (b'f', 2),
            (b'c' | b'k', Some(b'h')) if hard_c => (b'k', 2),
            (b'c' | b'q', _) if hard_c => (b'k', 1),
            (b'o', Some(b'u' | b'o')) => (b'u', 2),
            (b's', Some(b'z' | b'h')) => (b's', 2),
            (b't', Some(b'h')) => (b't', 2),
            (b'w', _) => (b'v', 1),
            (b'x', _) if i > 0 => {
                // As in Alexander, written Aleksandr too; at the start as in Xander.
                n = push_sound(&mut spelt, n, b'k');
                (b's', 1)
            }
            (b'x', _) => (b's', 1),
            (b'z', _) => (b's', 1),
            (other, _) => (other, 1),
        };
        n = push_sound(&mut spelt, n, letter);
        i += used;
    }
    let mut vowel_seen = false;
    let mut packed = 0u64;
    let mut room = 8u32;
    for &letter in &spelt[..n] {
        let vowel = matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
        let kept = match letter {
            _ if vowel && vowel_seen => continue,
            b'h' if vowel_seen => continue,
            b'o' => b'u',
            b'e' | b'y' => b'i',
            other => other,
        };
        vowel_seen |= vowel;
        packed = packed << 8 | u64::from(kept);
        room -= 1;
        if room == 0 {
            break;
        }
    }
    packed.checked_shl(8 * room).unwrap_or(0)
}

/// Optimal string alignment distance of two short words.
fn edits(a: &[u8], b: &[u8]) -> usize {
    let mut before = [0u8; LONGEST + 1];
    let mut last = [0u8; LONGEST + 1];
    for (j, cell) in last.iter_mut().enumerate().take(b.len() + 1) {
        *cell = j as u8;
    }
    for i in 1..=a.len() {
        let mut row = [0u8; LONGEST + 1];
        row[0] = i as u8;
        for j in 1..=b.len() {
            let swap = u8::from(a[i - 1] != b[j - 1]);
            let mut best = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + swap);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row[j] = best;
        }
        before = last;
        last = row;
    }
    usize::from(last[b.len()])
}

/// Jaro-Winkler similarity of two short words, 0 to 1.
fn jaro_winkler(a: &[u8], b: &[u8]) -> f64 {
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut taken_a, mut taken_b) = (0u32, 0u32);
    for (i, letter) in a.iter().enumerate() {
        let found = (i.saturating_sub(reach)..b.len().min(i + reach + 1)).find(|&j| taken_b & (1 << j) == 0 && b[j] == *letter);
        if let Some(j) = found {
            taken_a |= 1 << i;
            taken_b |= 1 << j;
        }
    }
    let matched = f64::from(taken_a.count_ones());
    if matched == 0.0 {
        return 0.0;
    }
    let in_a = a.iter().enumerate().filter(|(i, _)| taken_a & (1 << i) != 0).map(|(_, c)| c);
    let in_b = b.iter().enumerate().filter(|(j, _)| taken_b & (1 << j) != 0).map(|(_, c)| c);
    let out_of_order = (in_a.zip(in_b).filter(|(x, y)| x != y).count() / 2) as f64;
    let jaro = (matched / a.len() as f64 + matched / b.len() as f64 + (matched - out_of_order) / matched) / 3.0;
    let start = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count() as f64;
    if jaro > 0.7 { jaro + 0.1 * start * (1.0 - jaro) } else { jaro }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_apostrophes_do_not_matter() {
        assert_eq!(name_words("Siân Zoë"), "sian zoe");
        assert_eq!(name_words("Łukasz O’Neil-Mc Hugh"), "lukasz oneil mchugh");
        assert_eq!(name_words("AL-Khatib"), "khatib");
        assert_eq!(name_words("Al"), "al");
        assert_eq!(name_words("Baby 1 Smith2"), "baby 1 smith2");
        assert_eq!(name_words("Ash-Sharif bint Noor ul-Ain"), "sharif noor ain");
        assert_eq!(name_words("An-Li As-Li J.P."), "an li as li j p");
    }

    #[test]
    fn letters_of_other_scripts_are_read_as_latin_ones() {
        for (name, words) in [
            ("Γιώργος Παπαδόπουλος", "giorgos papadopoylos"),
            ("ΓΙΏΡΓΟΣ", "giorgos"),
            ("Олександр Шевченко", "oleksandr shevchenko"),
            ("Ольга", "olga"),
            ("محمد", "mhmd"),
            ("مُحَمَّد", "mhmd"),
            ("李 小明", "li xiaoming"),
            ("김 민준", "gim minjun"),
            ("नादिया", "nadiya"),
            ("גיא", "gy"),
            ("Ｎａｄｉａ", "nadia"),
            ("Ngô Thị Lan", "ngo thi lan"),
            ("Łukasz Ørsted Đorđe Straße Þór Ŋata Əli", "lukasz orsted dorde strasse thor ngata ali"),
            ("🙂", ""),
        ] {
            assert_eq!(name_words(name), words, "{name}");
        }
    }

    #[test]
    fn a_name_without_vowels_is_known_by_its_consonants() {
        let same = |a: &str, b: &str| Token::new(a).same_consonants(&Token::new(b));
        assert!(same("mhmd", "mohammed") && same("ftmh", "fatima") && same("ywsf", "yusuf") && same("brhm", "ibrahim"));
        assert!(!same("mhmd", "ahmed") && !same("mohammed", "muhammad") && !same("ng", "na"));
    }

    #[test]
    fn a_servants_name_is_one_however_it_is_written() {
        for name in
            ["Abdul Rahman", "Abdulrahman", "Abd al-Rahman", "Abd ar-Rahman", "Abdurrahman", "Abdelrahman", "Abdirahman", "Abdu-Rahman"]
        {
            let words = name_words(name);
            assert!(words == "abdul rahman" || name == "Abdu-Rahman" && words == "abdu rahman", "{name}: {words}");
        }
        for name in ["abdullah", "abdullahi", "abdallah", "abdilahi", "abdi", "abdul", "abdou", "abdy"] {
            assert_eq!(name_words(name), name);
        }
    }

    #[test]
    fn one_sound_for_spellings_of_one_name_and_another_for_another_name() {
        let same = |a: &str, b: &str| Token::new(a).sound == Token::new(b).sound;
        assert!(same("mohammed", "muhammad") && same("yusuf", "youssef") && same("sophie", "sofi") && same("isaac", "izak"));
        assert!(same("alexander", "aleksander") && same("xander", "zander"));
        assert!(!same("hassan", "hussain") && !same("jaydan", "kaydan") && !same("amira", "samira"));
    }

    #[test]
    fn a_slip_of_the_finger_is_one_edit() {
        let edits = |a: &str, b: &str| Token::new(a).edits(&Token::new(b));
        assert_eq!(edits("farrell", "farrll"), 1);
        assert_eq!(edits("jacob", "jacbo"), 1);
        assert_eq!(edits("kaden", "kayden"), 1);
        assert_eq!(edits("abdullahi", "sarah"), 3);
        assert_eq!(Token::new("x").edits(&Token::new(&"x".repeat(60))), 3);
    }

    #[test]
    fn likeness_is_jaro_winkler() {
        let likeness = |a: &str, b: &str| (Token::new(a).likeness(&Token::new(b)) * 1000.0).round();
        assert_eq!(likeness("martha", "marhta"), 961.0);
        assert_eq!(likeness("dixon", "dicksonx"), 813.0);
        assert_eq!(likeness("ali", "zoe"), 0.0);
    }
}
