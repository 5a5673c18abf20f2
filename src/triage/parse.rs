//! From the text of a rule file to rules, or to everything that is wrong with it.

use super::Band;
use super::condition::{Condition, Leaf, Test, Trend};
use super::facts::{CATALOGUE, FactInfo, Kind};
use super::rules::{Rule, RuleError};
use super::span::Span;
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

type Value<'t> = Spanned<DeValue<'t>>;

const RULE_KEYS: [&str; 7] = ["id", "title", "source", "band", "ask", "enabled", "when"];
const BOUNDS: [&str; 4] = ["at_least", "more_than", "at_most", "less_than"];

/// The name of the rule set and its rules.
pub fn rules(text: &str) -> Result<(String, Vec<Rule>), Vec<RuleError>> {
    let line_ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect();
    let mut parser = Parser { line_ends, errors: Vec::new() };
    let (root, syntax) = DeTable::parse_recoverable(text);
    for error in &syntax {
        parser.error(error.span().unwrap_or_default(), format!("this is not TOML: {}", clean(error.message())));
    }
    // After a syntax error the rest is guesswork: its errors would mislead.
    let parsed = if syntax.is_empty() { parser.file(root.get_ref()) } else { (String::new(), Vec::new()) };
    parser.errors.sort_by_key(|e| e.line);
    if parser.errors.is_empty() { Ok(parsed) } else { Err(parser.errors) }
}

struct Parser {
    /// Where each line ends, to tell the line of a place in the text.
    line_ends: Vec<usize>,
    errors: Vec<RuleError>,
}

impl Parser {
    fn line(&self, at: usize) -> usize {
        1 + self.line_ends.partition_point(|end| *end < at)
    }

    fn error(&mut self, at: Range<usize>, message: String) {
        let line = self.line(at.start);
        self.errors.push(RuleError { line, message });
    }

    /// Notes the error and gives nothing.
    fn no<T>(&mut self, at: Range<usize>, message: String) -> Option<T> {
        self.error(at, message);
        None
    }

    fn file(&mut self, root: &DeTable) -> (String, Vec<Rule>) {
        self.known_keys(root, &["name", "rule"], "the file");
        let name = if root.contains_key("name") { self.text(root, "name", 0..0) } else { Some("rules".into()) };
        let tables = match root.get("rule").map(|v| (v, v.get_ref().as_array())) {
            Some((_, Some(tables))) if !tables.is_empty() => tables.iter().collect(),
            Some((value, _)) => {
                self.error(value.span(), "'rule' must be a list of rules; begin each with [[rule]]".into());
                Vec::new()
            }
            None => {
                self.error(0..0, "no rules here; begin each with [[rule]]".into());
                Vec::new()
            }
        };
        let (mut rules, mut first_lines) = (Vec::new(), BTreeMap::new());
        for value in tables {
            match value.get_ref().as_table() {
                Some(table) => {
                    let Some(rule) = self.rule(table, value.span()) else { continue };
                    if let Some(first) = first_lines.get(&rule.id) {
                        self.error(
                            value.span(),
                            format!("the id '{}' is used twice, first on line {first}; give each rule its own", rule.id),
                        );
                    }
                    first_lines.entry(rule.id.clone()).or_insert(rule.line);
                    rules.push(rule);
                }
                None => self.error(value.span(), "a rule must be a table; begin it with [[rule]]".into()),
            }
        }
        if rules.len() > usize::from(u16::MAX) {
            self.error(0..0, format!("{} rules are more than can be applied; the most is {}", rules.len(), u16::MAX));
        }
        (name.unwrap_or_default(), rules)
    }

    /// Every part is looked at before giving up, so that all that is wrong is reported.
    fn rule(&mut self, table: &DeTable, at: Range<usize>) -> Option<Rule> {
        self.known_keys(table, &RULE_KEYS, "a rule");
        let id = self.text(table, "id", at.clone()).and_then(|id| self.id(table, id));
        let title = self.text(table, "title", at.clone());
        let source = self.text(table, "source", at.clone());
        let band = self.band(table, at.clone());
        let ask = if table.contains_key("ask") { self.text(table, "ask", at.clone()).map(Some) } else { Some(None) };
        let enabled = match table.get("enabled") {
            None => Some(true),
            Some(value) => match value.get_ref().as_bool() {
                None => self.no(value.span(), format!("'enabled' takes true or false, not {}", a(value))),
                yes => yes,
            },
        };
        let when = match table.get("when") {
            None => self.no(at.clone(), "the rule has no 'when'; say when it fires: when = { age = { less_than = 13 } }".into()),
            Some(value) => self.condition(value),
        };
        let line = self.line(at.start);
        Some(Rule { id: id?, title: title?, source: source?, band: band?, ask: ask?, enabled: enabled?, when: when?, line })
    }

    fn id(&mut self, table: &DeTable, id: String) -> Option<String> {
        let good = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let at = table.get("id").map(Spanned::span).unwrap_or_default();
        if good { Some(id) } else { self.no(at, format!("the id '{}' may hold small letters, digits and '-' only", clean(&id))) }
    }

    fn band(&mut self, table: &DeTable, at: Range<usize>) -> Option<Band> {
        let codes: Vec<&str> = Band::ALL.iter().map(|b| b.code()).collect();
        let text = self.text(table, "band", at)?;
        let span = table.get("band").map(Spanned::span).unwrap_or_default();
        Band::from_code(&text).or_else(|| self.no(span, unknown("band", &text, &codes)))
    }

    /// A text that must be there, not be empty and hold nothing a terminal would obey.
    fn text(&mut self, table: &DeTable, key: &str, at: Range<usize>) -> Option<String> {
        let Some(value) = table.get(key) else { return self.no(at, format!("the rule has no '{key}'")) };
        match value.get_ref().as_str() {
            None => self.no(value.span(), format!("'{key}' takes a text in quotes, not {}", a(value))),
            Some(text) if text.trim().is_empty() => self.no(value.span(), format!("'{key}' is empty")),
            Some(text) if text.contains(char::is_control) => {
                self.no(value.span(), format!("'{key}' must be one line without control characters"))
            }
            Some(text) => Some(text.trim().to_string()),
        }
    }

    fn known_keys(&mut self, table: &DeTable, known: &[&str], place: &str) {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            self.error(key.span(), unknown(&format!("key in {place}:"), key.get_ref(), known));
        }
    }

    /// A table of facts and of `all`, `any`, `not`; every entry must hold.
    fn condition(&mut self, value: &Value) -> Option<Condition> {
        let Some(table) = value.get_ref().as_table() else {
            return self.no(value.span(), format!("a condition is written {{ fact = … }}, not as {}", a(value)));
        };
        if table.is_empty() {
            return self.no(value.span(), "an empty condition is always true; name at least one fact".into());
        }
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let parts: Vec<Option<Condition>> = entries
            .into_iter()
            .map(|(key, value)| match key.get_ref().as_ref() {
                "all" => self.list(value).map(Condition::All),
                "any" => self.list(value).map(Condition::Any),
                "not" => self.condition(value).map(|inner| Condition::Not(Box::new(inner))),
                name => self.leaf(name, key.span(), value),
            })
            .collect();
        let mut parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
        if parts.len() == 1 { parts.pop() } else { Some(Condition::All(parts)) }
    }

    fn list(&mut self, value: &Value) -> Option<Vec<Condition>> {
        match value.get_ref().as_array() {
            Some(list) if !list.is_empty() => list.iter().map(|v| self.condition(v)).collect::<Vec<_>>().into_iter().collect(),
            _ => self.no(value.span(), "'all' and 'any' take a list of conditions: [{ … }, { … }]".into()),
        }
    }

    fn leaf(&mut self, name: &str, at: Range<usize>, value: &Value) -> Option<Condition> {
        let Some(info) = CATALOGUE.iter().find(|info| info.name == name) else {
            let names: Vec<&str> = CATALOGUE.iter().map(|info| info.name).chain(["all", "any", "not"]).collect();
            return self.no(at, unknown("fact", name, &names));
        };
        let test = match info.kind {
            Kind::YesNo => value.get_ref().as_bool().map(Test::Is).or_else(|| self.wrong(info, value)),
            Kind::Number(_) => self.number(info, value),
            Kind::Word(_) | Kind::Words(_) | Kind::Grade(_) => self.words(info, value).map(Test::OneOf),
            Kind::Length => self.length(info, value),
            Kind::Days(..) => self.window(info, value),
        }?;
        Some(Condition::Leaf(Leaf { fact: info.fact, test }))
    }

    fn wrong<T>(&mut self, info: &FactInfo, value: &Value) -> Option<T> {
        self.no(value.span(), format!("'{}' takes {}; not {}", info.name, info.kind.how(), a(value)))
    }

    fn number(&mut self, info: &FactInfo, value: &Value) -> Option<Test> {
        match value.get_ref() {
            DeValue::Integer(_) => self.integer(value).map(|n| Test::Number(n..=n)),
            DeValue::Table(table) => {
                self.known_keys(table, &BOUNDS, &format!("'{}'", info.name));
                let range = self.range(table, value.span())?;
                if range.is_none() { self.wrong(info, value) } else { range.map(Test::Number) }
            }
            _ => self.wrong(info, value),
        }
    }

    fn integer(&mut self, value: &Value) -> Option<i64> {
        let n = value.get_ref().as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
        match n {
            Some(n) if (0..=1_000_000).contains(&n) => Some(n),
            _ => self.no(value.span(), "write a whole number from 0 to 1000000 here".into()),
        }
    }

    /// The range that the bounds of a table leave; `Some(None)` where there are none.
    fn range(&mut self, table: &DeTable, at: Range<usize>) -> Option<Option<RangeInclusive<i64>>> {
        let (mut low, mut high, mut any) = (0, i64::MAX, false);
        for key in BOUNDS {
            let Some(value) = table.get(key) else { continue };
            let n = self.integer(value)?;
            any = true;
            match key {
                "at_least" => low = low.max(n),
                "more_than" => low = low.max(n + 1),
                "at_most" => high = high.min(n),
                _ => high = high.min(n - 1),
            }
        }
        match (low > high, low == 0 && high == i64::MAX) {
            (true, _) => self.no(at, "no number can be both; this rule would never fire".into()),
            (_, true) if any => self.no(at, "at_least = 0 is always true; write 1 or more".into()),
            _ => Some(any.then_some(low..=high)),
        }
    }

    fn words(&mut self, info: &FactInfo, value: &Value) -> Option<u32> {
        let known = info.kind.words();
        let all = (1u32 << known.len()) - 1;
        match (value.get_ref(), info.kind) {
            (DeValue::String(word), Kind::Words(_)) if word == "any" => Some(all),
            (DeValue::String(_), _) => self.place(info, value, &known).map(|place| 1 << place),
            (DeValue::Array(list), _) if !list.is_empty() => {
                let bits: Vec<Option<u32>> = list.iter().map(|v| self.place(info, v, &known).map(|place| 1 << place)).collect();
                bits.into_iter().try_fold(0, |sum, bit| bit.map(|bit| sum | bit))
            }
            (DeValue::Table(table), Kind::Grade(_)) if !table.is_empty() => {
                self.known_keys(table, &["at_least", "at_most"], &format!("'{}'", info.name));
                let low = table.get("at_least").map_or(Some(0), |v| self.place(info, v, &known))?;
                let high = table.get("at_most").map_or(Some(known.len() - 1), |v| self.place(info, v, &known))?;
                let bits = (low..=high).fold(0, |bits, place| bits | 1 << place);
                if bits == 0 {
                    self.no(value.span(), format!("no {} can be both; this rule would never fire", info.name))
                } else {
                    Some(bits)
                }
            }
            _ => self.wrong(info, value),
        }
    }

    /// The place of a word in the closed list.
    fn place(&mut self, info: &FactInfo, value: &Value, known: &[&str]) -> Option<usize> {
        let Some(word) = value.get_ref().as_str() else { return self.wrong(info, value) };
        known.iter().position(|k| *k == word).or_else(|| self.no(value.span(), unknown(&format!("word for '{}':", info.name), word, known)))
    }

    fn length(&mut self, info: &FactInfo, value: &Value) -> Option<Test> {
        let Some(table) = value.get_ref().as_table() else { return self.wrong(info, value) };
        self.known_keys(table, &["at_least", "less_than"], &format!("'{}'", info.name));
        match (table.get("at_least"), table.get("less_than")) {
            (Some(span), None) => self.span(span).map(Test::AtLeast),
            (None, Some(span)) => self.span(span).map(Test::LessThan),
            (Some(_), Some(_)) => {
                self.no(value.span(), format!("'{}' takes one limit at a time; join two conditions with 'all'", info.name))
            }
            (None, None) => self.wrong(info, value),
        }
    }

    fn span(&mut self, value: &Value) -> Option<Span> {
        match value.get_ref().as_str().map(|text| Span::parse(&clean(text))) {
            Some(Ok(span)) => Some(span),
            Some(Err(message)) => self.no(value.span(), message),
            None => self.no(value.span(), format!("a length of time is a text like \"28 days\", not {}", a(value))),
        }
    }

    fn window(&mut self, info: &FactInfo, value: &Value) -> Option<Test> {
        let Some(table) = value.get_ref().as_table() else { return self.wrong(info, value) };
        let keys: Vec<&str> = ["within", "trend"].into_iter().chain(BOUNDS).collect();
        self.known_keys(table, &keys, &format!("'{}'", info.name));
        let window = match table.get("within") {
            Some(within) => self.span(within).and_then(|span| match span {
                Span::Hours(_) => self.no(within.span(), "a window is counted in days or months, not hours".into()),
                span => Some(span),
            }),
            None => self.no(value.span(), format!("'{}' needs a window: within = \"28 days\"", info.name)),
        };
        let trend = match table.get("trend").map(|v| (v, v.get_ref().as_str())) {
            None => Some(None),
            Some((_, Some("rising"))) => Some(Some(Trend::Rising)),
            Some((_, Some("steady"))) => Some(Some(Trend::Steady)),
            Some((_, Some("falling"))) => Some(Some(Trend::Falling)),
            Some((v, Some(word))) => self.no(v.span(), unknown("trend", word, &["rising", "steady", "falling"])),
            Some((v, None)) => self.no(v.span(), format!("'trend' takes \"rising\", \"steady\" or \"falling\", not {}", a(v))),
        };
        let count = self.range(table, value.span());
        let (window, trend, count) = (window?, trend?, count?);
        // Without a number, a window asks whether there is anything in it; a trend speaks for itself.
        let count = count.unwrap_or(if trend.is_some() { 0..=i64::MAX } else { 1..=i64::MAX });
        Some(Test::Within { window, count, trend })
    }
}

/// "unknown fact 'agee', did you mean 'age'?"
fn unknown(what: &str, word: &str, known: &[&str]) -> String {
    let likely =
        known.iter().map(|k| (strsim::jaro_winkler(word, k), k)).max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(score, _)| *score >= 0.8);
    match likely {
        Some((_, k)) => format!("unknown {what} '{}', did you mean '{k}'?", clean(word)),
        None => format!("unknown {what} '{}'; there is {}", clean(word), known.join(", ")),
    }
}

/// What a value is, in words.
fn a(value: &Value) -> &'static str {
    match value.get_ref() {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A text of the file as it can be shown: no control characters, not too long.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(80).collect()
}
