//! The lists of the morning, as police send them: a title, an empty row, a header of their own, and a footer.

use super::Scale;
use super::people::stranger;
use super::plan::{Plan, certain, listed};
use super::rng::Rng;
use crate::calendar::{at_local, day_of, from_local, uk};
use crate::child::{ChildDetails, Sex};
use crate::episode::{EpisodeDetails, Grade, Moment, When};
use chrono::{Datelike, Days, NaiveDate, TimeDelta};

const HEADER: [&str; 16] = [
    "Incident No",
    "Surname",
    "Forename(s)",
    "DOB",
    "M/F",
    "Home address",
    "Post code",
    "Risk",
    "Last seen",
    "Reported missing",
    "Status",
    "Date returned",
    "Missing from",
    "Found where",
    "Missing with",
    "Notes",
];

/// A row, cell by cell under [`HEADER`].
struct Row(Vec<String>);

fn written(at: Moment) -> String {
    uk(at).format("%d/%m/%Y %H:%M").to_string()
}

impl Row {
    fn of(details: &EpisodeDetails) -> Row {
        let moment = |when: Option<When>| when.map(|w| written(w.at)).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let person = &details.listed;
        Row(vec![
            text(&details.police_ref),
            person.family.clone(),
            person.given.clone(),
            person.dob.map(|d| d.format("%d/%m/%Y").to_string()).unwrap_or_default(),
            person.sex.map(Sex::code).unwrap_or_default().into(),
            text(&person.address),
            text(&person.postcode),
            details.grade.map(Grade::label).unwrap_or_default().into(),
            moment(details.last_seen),
            moment(details.reported),
            if details.ended { "Returned" } else { "Missing" }.into(),
            moment(details.returned),
            text(&details.missing_from),
            text(&details.found_where),
            text(&details.companions),
            text(&details.notes),
        ])
    }

    /// The row with another text in one column.
    fn with(mut self, column: &str, text: impl Into<String>) -> Row {
        if let Some(at) = HEADER.iter().position(|h| *h == column) {
            self.0[at] = text.into();
        }
        self
    }

    fn returned(self, at: Moment) -> Row {
        self.with("Status", "Returned").with("Date returned", written(at))
    }
}

/// A new episode of a child: last seen and reported so many hours before the cut-off.
fn fresh(plan: &Plan, child: &ChildDetails, new: usize, grade: Grade, cut_off: Moment, hours: (i64, i64)) -> EpisodeDetails {
    let before = |hours| Some(When::exact(certain(cut_off - TimeDelta::hours(hours) + TimeDelta::minutes(new as i64 % 11))));
    EpisodeDetails {
        police_ref: Some(plan.police_ref(plan.episodes.len() + new)),
        grade: Some(grade),
        last_seen: before(hours.0),
        reported: before(hours.1),
        missing_from: Some(child.placement.clone().unwrap_or_else(|| "home".into())),
        listed: listed(child, None),
        ..Default::default()
    }
}

/// This morning's police list for the small demo, not yet loaded. It holds what [`super`] promises.
pub fn morning_list(now: Moment) -> String {
    let plan = Plan::new(Scale::Small, now);
    let cut_off = Plan::cut_off(now);
    let morning = Morning { plan: &plan, cut_off, today: day_of(now) };
    let mut rows = morning.known();
    rows.extend(morning.first_time());
    rows.extend(morning.faulty());
    rows.extend(morning.clock_change());
    text(cut_off, rows)
}

struct Morning<'a> {
    plan: &'a Plan,
    cut_off: Moment,
    today: NaiveDate,
}

impl Morning<'_> {
    fn before(&self, hours: i64, minutes: i64) -> Moment {
        certain(self.cut_off - TimeDelta::minutes(hours * 60 + minutes))
    }

    /// The open episode of a child as the last list had it.
    fn open(&self, name: &str) -> Row {
        let n = self.plan.register.named(name);
        let found = self.plan.episodes.iter().rposition(|e| e.child as usize == n && e.returned.is_none());
        // Proved by the test of the morning's cases: each child asked for is still missing.
        let k = found.unwrap_or_default();
        Row::of(&self.plan.details_at(k, &self.plan.register.person(n), self.plan.last_cut_off()))
    }

    fn new_of(&self, name: &str, new: usize, grade: Grade, hours: (i64, i64)) -> Row {
        let child = self.plan.register.person(self.plan.register.named(name));
        Row::of(&fresh(self.plan, &child, new, grade, self.cut_off, hours))
    }

    /// Known by their reference: unchanged, graded up, back. Ibrahim Sesay is not among them.
    fn known(&self) -> Vec<Row> {
        vec![
            self.open("Nadia Begum"),
            self.open("Thi Lan Nguyen").with("Risk", "high").with("Missing with", "Nadia Begum"),
            self.open("Jayden Clarke").returned(self.before(3, 20)).with("Found where", "outside the home, M20 5WN"),
        ]
    }

    fn first_time(&self) -> Vec<Row> {
        let unknown = ChildDetails { given: "Mei Lin".into(), family: "Zhao".into(), ..stranger(1, self.today) };
        vec![
            self.new_of("Kayden Ashworth", 1, Grade::Low, (15, 11))
                .with("Forename(s)", "Kaden")
                .with("DOB", "")
                .with("Home address", "")
                .with("Post code", ""),
            self.new_of("Amira Hussain", 2, Grade::Medium, (13, 9)).with("Forename(s)", "A"),
            self.new_of("Alfie Doyle", 3, Grade::High, (12, 9)).with("Notes", "Did not come home from football. No phone."),
            self.new_of("Tomasz Kowalczyk", 4, Grade::Medium, (14, 10)).returned(self.before(2, 5)).with("Missing with", "Zofia Kowalczyk"),
            self.new_of("Zofia Kowalczyk", 5, Grade::High, (14, 10)).returned(self.before(2, 5)).with("Missing with", "Tomasz Kowalczyk"),
            self.new_of("Chelsea Holt", 6, Grade::Medium, (16, 12))
                .with("Status", "Returned")
                .with("Found where", "at a friend's, M18 8HE"),
            self.new_of("Ellie-Mae Turner", 7, Grade::Low, (12, 8)).with("Notes", "Staff know where she is."),
            self.new_of("Oliver Mensah", 8, Grade::High, (5 * 24, 5 * 24 - 4)).returned(self.before(4 * 24 + 10, 0)),
            Row::of(&fresh(self.plan, &unknown, 9, Grade::Medium, self.cut_off, (11, 7))),
        ]
    }

    /// Rows that cannot be taken as they are.
    fn faulty(&self) -> Vec<Row> {
        let november = format!("31/11/{} 21:15", (self.today - Days::new(31)).year());
        vec![
            self.new_of("Callum Brady", 10, Grade::Low, (13, 9)).with("Reported missing", november),
            self.new_of("Ruby Fletcher", 11, Grade::Low, (12, 8)).returned(self.before(20, 0)),
        ]
    }

    /// Where the clocks changed in the last seven days: a return at 01:30 that night. In autumn the time happened twice, in
    /// spring it did not happen.
    fn clock_change(&self) -> Option<Row> {
        let night = self.today.iter_days().rev().take(8).find(|day| {
            let at = from_local(day.and_time(super::plan::hm(1, 30)));
            !matches!(at, crate::calendar::Local::Once(_)) && at_local(*day, super::plan::hm(4, 0)) < self.cut_off
        })?;
        let eve = at_local(night - Days::new(1), super::plan::hm(20, 40));
        let row = self.new_of("Zoë Lindqvist", 12, Grade::Medium, (12, 8)).returned(eve);
        let row = row.with("Last seen", written(eve - TimeDelta::hours(1))).with("Reported missing", written(eve));
        Some(row.with("Date returned", night.format("%d/%m/%Y 01:30").to_string()))
    }
}

/// A list of so many rows for the large hub, for benches. Of twenty rows ten name an episode by the reference the hub knows
/// (five unchanged, five returned or corrected), seven a known child exactly with a new reference, two a known child with one
/// defect (a slip in the surname, day and month of birth swapped, no postcode), and one a child nobody knows. No child is
/// named twice among the new references. Holds up to about 12,000 rows; then the known children run out and the list is shorter.
pub fn bulk_list(now: Moment, rows: usize) -> String {
    let plan = Plan::new(Scale::Large, now);
    let cut_off = Plan::cut_off(now);
    let today = day_of(now);
    let of_age = |n: usize| plan.register.dob(n) + Days::new(6_500) < today;
    let mut busy = vec![false; plan.register.len()];
    let known: Vec<usize> =
        (0..plan.episodes.len()).rev().filter(|k| !of_age(plan.episodes[*k].child as usize)).take(rows / 2 + 1).collect();
    for k in &known {
        busy[plan.episodes[*k].child as usize] = true;
    }
    let mut free = (0..plan.register.len()).rev().filter(|n| !busy[*n] && !of_age(*n));
    let mut known = known.into_iter();
    let row = |i: usize| {
        let fresh = |child: &ChildDetails| Row::of(&fresh(&plan, child, i, Grade::Medium, cut_off, (8 + i as i64 % 5, 2 + i as i64 % 3)));
        match i % 20 {
            even @ 0..10 => Some(again(&plan, known.next()?, even % 2 == 1, cut_off)),
            10..17 => Some(fresh(&plan.register.person(free.next()?))),
            17 | 18 => Some(defective(fresh(&plan.register.person(free.next()?)), i)),
            _ => Some(fresh(&stranger(i as u64, today))),
        }
    };
    text(cut_off, (0..rows).map_while(row).collect())
}

/// A known episode on a list again: as the hub has it, or with what police changed.
fn again(plan: &Plan, k: usize, changed: bool, cut_off: Moment) -> Row {
    let child = plan.register.person(plan.episodes[k].child as usize);
    let details = plan.details_at(k, &child, plan.last_cut_off());
    let row = Row::of(&details);
    match (changed, details.returned) {
        (false, _) => row,
        (true, Some(returned)) => row.returned(certain(returned.at + TimeDelta::minutes(12))),
        (true, None) => row.returned(certain(cut_off - TimeDelta::minutes(30))),
    }
}

fn defective(row: Row, i: usize) -> Row {
    let (family, dob) = (row.0[1].clone(), row.0[3].clone());
    match (i / 20 % 3, dob.get(..2).zip(dob.get(3..5)).zip(dob.get(5..))) {
        (0, Some(((day, month), year))) if day <= "12" && day != month => row.with("DOB", format!("{month}/{day}{year}")),
        (1, _) => row.with("Post code", ""),
        _ => {
            // One letter left out, never the first.
            let drop = Rng::of(99, i as u64).range(1, family.chars().count() as i64 - 1) as usize;
            row.with("Surname", family.chars().enumerate().filter(|(at, _)| *at != drop).map(|(_, c)| c).collect::<String>())
        }
    }
}

/// The list as a file, comma between the cells.
fn text(cut_off: Moment, rows: Vec<Row>) -> String {
    let alone = |text: String| Row(std::iter::once(text).chain(HEADER.iter().skip(1).map(|_| String::new())).collect());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let count = rows.len();
    let head = [
        alone(format!("Children reported missing, as at {}", written(cut_off))),
        alone(String::new()),
        Row(HEADER.map(String::from).to_vec()),
    ];
    for row in head.into_iter().chain(rows).chain([alone(format!("Total: {count}"))]) {
        // Writing to memory, rows of equal length: there is nothing that could fail.
        let _ = writer.write_record(&row.0);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
