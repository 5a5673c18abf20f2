//! What was said in the interview and what becomes of it: the structured form, kept as it is typed.

use super::about::{About, codes_of};
use super::{FormScreen, Next};
use crate::calendar::{long_moment, short_moment};
use crate::casebook::record_key;
use crate::interview::record::{
    EndsAs, Finding, FindingId, FindingKind, Interview, InterviewRecord, Named, NamedKind, PlaceKind, Pull, Push, Question,
};
use crate::tui::app::Context;
use crate::tui::screen::form::{Task, Wrong, at};
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed, choices};

/// The record of an interview that was held.
pub struct RecordTask {
    about: About,
    interview: Interview,
}

impl RecordTask {
    pub fn open(about: About, _cx: &mut Context) -> Next {
        let Some(interview) = about.interview().cloned() else { return Next::Stay };
        FormScreen::push(RecordTask { about, interview })
    }
}

fn answer_id(question: Question) -> String {
    format!("answer {}", question.code())
}

/// The label of a question without the name of the part of the form that it stands in.
fn answer(question: Question) -> Field {
    let label = question.label().split_once(": ").map_or(question.label(), |(_, rest)| rest);
    let mut capital = label.to_string();
    if let Some(first) = capital.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Field::area(answer_id(question), &capital)
}

/// How many of a kind stand there, and one more to be typed: those whose text is not empty, up to the last.
fn rows(of: &str, typed: &Typed) -> usize {
    (1..=99).take_while(|n| (*n..=n + 1).any(|n| !typed.text(&format!("{of} {n}")).is_empty())).last().unwrap_or(0)
}

/// What the child named, and a row for one more.
fn named_fields(typed: &Typed) -> Vec<Field> {
    let mut fields = Vec::new();
    let filled = rows("named", typed);
    for n in 1..=filled + 1 {
        let field = Field::line(format!("named {n}"), &format!("Named {n}"));
        fields.push(if n == 1 { field.under("People, places, vehicles and telephones the child named") } else { field });
        if n <= filled {
            fields.push(Field::one(format!("named kind {n}"), "is a", codes_of!(NamedKind)));
        }
    }
    fields
}

/// What was learnt, each with what becomes of it, and a row for one more.
fn finding_fields(typed: &Typed, agencies: &[String]) -> Vec<Field> {
    let mut fields = Vec::new();
    let filled = rows("finding", typed);
    for n in 1..=filled + 1 {
        let number = typed.text(&format!("finding id {n}")).parse::<FindingId>().map(|id| format!(" ({id})")).unwrap_or_default();
        let field = Field::area(format!("finding {n}"), &format!("Finding {n}{number}"));
        fields.push(if n == 1 { field.under("Findings: each ends as something, with why") } else { field });
        if n > filled {
            break;
        }
        fields.push(Field::one(format!("finding kind {n}"), "rests on", codes_of!(FindingKind)));
        fields.push(Field::one(format!("finding end {n}"), "ends as", codes_of!(EndsAs)));
        if typed.text(&format!("finding end {n}")) == EndsAs::Intelligence.code() {
            let to = choices(agencies.iter().map(|agency| (agency, agency)));
            fields.push(Field::many(format!("finding to {n}"), "goes to", to));
        }
        fields.push(Field::line(format!("finding why {n}"), "why, or what is done"));
    }
    fields
}

/// The form from top to bottom.
fn all_fields(typed: &Typed, agencies: &[String]) -> Vec<Field> {
    let mut fields = vec![
        Field::yes_no("confidential", "Confidentiality told?").under("The conversation"),
        answer(Question::Present),
        answer(Question::ChildsWords),
        answer(Question::LedTo).under("Before"),
        Field::many("push", "Push", codes_of!(Push)),
        Field::many("pull", "Pull", codes_of!(Pull)),
        answer(Question::Where).under("During"),
        Field::many("places", "Places", codes_of!(PlaceKind)),
        answer(Question::WithWhom),
        answer(Question::Travelled),
        answer(Question::Hurt),
        answer(Question::Exploitation),
        answer(Question::Found).under("After"),
        answer(Question::Received),
        answer(Question::Now),
        Field::yes_no("regards", "Regards it as missing?"),
        answer(Question::WouldStop).under("What would help"),
        answer(Question::WouldHelpFind),
        answer(Question::CarersAccount),
    ];
    fields.extend(named_fields(typed));
    fields.push(answer(Question::Analysis).under("Analysis"));
    fields.push(answer(Question::Recommendations));
    fields.extend(finding_fields(typed, agencies));
    fields
}

/// A record as one would have typed it.
fn as_typed(record: &InterviewRecord) -> Typed {
    let mut typed = Typed::default();
    let yes_no = |yes: bool| if yes { "yes" } else { "no" };
    if let Some(told) = record.confidentiality_explained {
        typed.set("confidential", yes_no(told));
    }
    if let Some(regards) = record.regards_as_missing {
        typed.set("regards", yes_no(regards));
    }
    record.answers.iter().for_each(|(question, words)| typed.set(&answer_id(*question), words));
    typed.set_all("push", record.push.iter().map(|push| push.code().to_string()).collect());
    typed.set_all("pull", record.pull.iter().map(|pull| pull.code().to_string()).collect());
    typed.set_all("places", record.places.iter().map(|place| place.code().to_string()).collect());
    for (named, n) in record.named.iter().zip(1..) {
        typed.set(&format!("named {n}"), &named.what);
        typed.set(&format!("named kind {n}"), named.kind.code());
    }
    for (finding, n) in record.findings.iter().zip(1..) {
        typed.set(&format!("finding {n}"), &finding.text);
        typed.set(&format!("finding kind {n}"), finding.kind.code());
        typed.set(&format!("finding end {n}"), finding.ends_as.map_or("", EndsAs::code));
        typed.set(&format!("finding why {n}"), &finding.why);
        typed.set_all(&format!("finding to {n}"), finding.recipients.clone());
        typed.set(&format!("finding id {n}"), finding.id.map(|id| id.to_string()).unwrap_or_default());
    }
    typed
}

fn codes<T>(id: &str, typed: &Typed, from_code: impl Fn(&str) -> Option<T>) -> Vec<T> {
    typed.all(id).iter().filter_map(|code| from_code(code)).collect()
}

/// What was typed as the record it is.
fn as_record(typed: &Typed) -> Result<InterviewRecord, Wrong> {
    let yes_no = |id: &str| match typed.text(id) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let mut record = InterviewRecord {
        confidentiality_explained: yes_no("confidential"),
        regards_as_missing: yes_no("regards"),
        answers: Question::ALL.iter().map(|q| (*q, typed.text(&answer_id(*q)).to_string())).filter(|(_, a)| !a.is_empty()).collect(),
        push: codes("push", typed, Push::from_code),
        pull: codes("pull", typed, Pull::from_code),
        places: codes("places", typed, PlaceKind::from_code),
        ..InterviewRecord::default()
    };
    for n in 1..=rows("named", typed) {
        let (what, kind) = (typed.text(&format!("named {n}")), format!("named kind {n}"));
        if !what.is_empty() {
            let chosen = NamedKind::from_code(typed.text(&kind));
            let kind = chosen.ok_or_else(|| at(&kind, format!("Choose what “{what}” is: person, place, vehicle or telephone.")))?;
            record.named.push(Named { kind, what: what.into() });
        }
    }
    for n in 1..=rows("finding", typed) {
        if !typed.text(&format!("finding {n}")).is_empty() {
            record.findings.push(finding(n, typed)?);
        }
    }
    Ok(record)
}

fn finding(n: usize, typed: &Typed) -> Result<Finding, Wrong> {
    let field = |what: &str| format!("finding {what} {n}");
    let kind = FindingKind::from_code(typed.text(&field("kind")));
    let ends_as = EndsAs::from_code(typed.text(&field("end")));
    let why = typed.text(&field("why")).to_string();
    if ends_as.is_some() && why.is_empty() {
        return Err(at(&field("why"), format!("Finding {n}: write why it ends so, or what is to be done.")));
    }
    let recipients = if ends_as == Some(EndsAs::Intelligence) { typed.all(&field("to")).to_vec() } else { Vec::new() };
    if ends_as == Some(EndsAs::Intelligence) && recipients.is_empty() {
        return Err(at(&field("to"), format!("Finding {n} ends as intelligence: tick the agency that should have it.")));
    }
    Ok(Finding {
        id: typed.text(&field("id")).parse().ok(),
        kind: kind.ok_or_else(|| at(&field("kind"), format!("Finding {n}: choose what it rests on.")))?,
        text: typed.text(&format!("finding {n}")).into(),
        ends_as: Some(ends_as.ok_or_else(|| at(&field("end"), format!("Finding {n}: choose what becomes of it.")))?),
        why,
        recipients,
    })
}

impl Task for RecordTask {
    fn key(&self) -> String {
        record_key(self.interview.id)
    }

    fn title(&self) -> String {
        format!("Record {}: {}", self.interview.id, self.about.title())
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let held = &self.interview.held;
        let mut lines =
            vec![(Meaning::Plain, format!("Held {} by {}. PgDn: the next part. Ctrl-S records it.", long_moment(held.at), held.by))];
        if let Some((stamp, words)) = self.interview.comments.last() {
            lines.push((Meaning::Warning, format!("Given back by {}, {}: {words}", stamp.by, short_moment(stamp.at))));
        }
        lines
    }

    fn begin(&self) -> Typed {
        self.interview.record.as_ref().map(as_typed).unwrap_or_default()
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        all_fields(typed, &cx.desk.agencies())
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let record = as_record(typed)?;
        cx.desk.record_interview(self.interview.id, record, Some(self.interview.changed), cx.now)?;
        Ok(format!("{} is recorded and waits for another worker to sign it off (s).", self.interview.id))
    }

    fn look_again(&mut self, cx: &mut Context) {
        let interview = cx.desk.interview(self.interview.id);
        if let Some(interview) = cx.told(interview) {
            self.interview = interview;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> InterviewRecord {
        InterviewRecord {
            confidentiality_explained: Some(true),
            regards_as_missing: Some(false),
            answers: Question::ALL.iter().map(|q| (*q, format!("words on {}", q.code()))).collect(),
            push: Push::ALL.to_vec(),
            pull: vec![Pull::Friends],
            places: vec![PlaceKind::Shops, PlaceKind::Hotel],
            named: vec![
                Named { kind: NamedKind::Vehicle, what: "a blue car".into() },
                Named { kind: NamedKind::Person, what: "Jay".into() },
            ],
            findings: vec![Finding {
                id: Some(FindingId(12)),
                kind: FindingKind::ChildsWords,
                text: "He drives a blue car".into(),
                ends_as: Some(EndsAs::Intelligence),
                why: "police look for it".into(),
                recipients: vec!["Greater Manchester Police".into()],
            }],
        }
    }

    #[test]
    fn every_part_of_a_record_can_be_typed_and_comes_back_the_same() {
        let typed = as_typed(&full());
        assert!(as_record(&typed).is_ok_and(|record| record == full()));
        let fields = all_fields(&typed, &["Greater Manchester Police".into()]);
        for question in Question::ALL {
            assert!(fields.iter().any(|field| field.id == answer_id(*question)), "{question} is asked");
        }
        for id in ["push", "pull", "places", "named kind 2", "finding to 1", "finding 2"] {
            assert!(fields.iter().any(|field| field.id == id), "{id}");
        }
    }

    #[test]
    fn a_finding_without_an_end_a_reason_or_a_recipient_leads_to_where_it_is_missing() {
        for (cleared, field) in [("finding end 1", "finding end 1"), ("finding why 1", "finding why 1"), ("finding to 1", "finding to 1")] {
            let mut typed = as_typed(&full());
            typed.set_all(cleared, Vec::new());
            assert!(matches!(as_record(&typed), Err(Wrong::At(id, _)) if id == field), "{cleared}");
        }
    }
}
