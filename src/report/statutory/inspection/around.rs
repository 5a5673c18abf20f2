//! What is around the record: panels, rows of lists that were not taken, what left the hub, the journal, what was left out.

use super::parts::Writer;
use crate::calendar::{long_moment, plain_day};
use crate::child::ChildDetails;
use crate::report::document::plain;

impl Writer<'_> {
    /// Rows that are no episode, and name the child or may be about it.
    pub(super) fn rows(&mut self) {
        let dossier = self.dossier;
        self.section("Rows of lists that name the child and were not taken", dossier.refused.is_empty());
        for refused in &dossier.refused {
            self.paper.heading(3, format!("{}: {}", refused.id, refused.line));
            let cells: Vec<String> = refused.cells.iter().map(|(field, text)| format!("{field}: {text}")).collect();
            let became = refused.settled.as_deref().unwrap_or("still to be put right");
            self.paper.facts([
                ("Loaded", long_moment(refused.at)),
                ("Why it was not taken", self.safe(&refused.reason)),
                ("What became of it", self.safe(became)),
                ("Known by", if refused.by_name_alone { "the name alone".into() } else { String::new() }),
                ("What it says", self.safe(&cells.join("; "))),
            ]);
        }
        self.section("Rows that may be about the child, not answered yet", dossier.waiting.is_empty());
        let rows = dossier.waiting.iter().map(|waits| {
            let others = match waits.others {
                0 => "nobody else on the register".to_owned(),
                1 => "1 other child".to_owned(),
                n => format!("{n} other children"),
            };
            [waits.episode.to_string(), waits.line.clone(), long_moment(waits.at), others]
        });
        let rows = rows.collect();
        self.paper.table(["Episode", "Row of the list", "Waits since", "It may also be"], rows);
    }

    pub(super) fn panels(&mut self) {
        self.section(
            "Panels and the top ten",
            self.dossier.panels.is_empty() && self.dossier.reviews.is_empty() && self.dossier.ranked.is_empty(),
        );
        let panels = self.dossier.panels.iter().map(|said| {
            let what = &said.what;
            let review = what.discussed.next_review.map_or(String::new(), plain_day);
            [
                plain_day(what.on),
                what.panel.clone(),
                what.discussed.stays.to_string(),
                self.safe(&what.discussed.note),
                review,
                said.by.clone(),
            ]
        });
        let panels = panels.collect();
        self.paper.table(["Panel of", "Panel", "Child", "Said", "Next review", "By"], panels);
        let reviews = self.dossier.reviews.iter().map(|said| {
            let (month, review) = &said.what;
            let words = [
                ("", &review.note),
                ("decided: ", &review.decision),
                ("managers are asked: ", &review.unblock),
                ("knows the child best: ", &review.knows_best),
            ];
            let words: Vec<String> =
                words.iter().filter(|(_, text)| !text.is_empty()).map(|(label, text)| format!("{label}{text}")).collect();
            [
                crate::calendar::month_words(*month),
                self.safe(&words.join("; ")),
                review.next_review.map_or(String::new(), plain_day),
                said.by.clone(),
            ]
        });
        let reviews = reviews.collect();
        self.paper.table(["Top ten of", "Review", "Next review", "By"], reviews);
        let ranked: Vec<String> =
            self.dossier.ranked.iter().map(|(month, rank)| format!("{}: {rank}", crate::calendar::month_words(*month))).collect();
        self.paper.facts([("Rank in the top ten as reported", ranked.join("; "))]);
    }

    pub(super) fn exports(&mut self) {
        let lines: Vec<_> = self.dossier.journal.iter().filter(|line| line.exported).collect();
        self.section("What left the hub about the child alone", lines.is_empty());
        let rows = lines.iter().map(|line| [long_moment(line.at), line.by.clone(), line.words.clone()]).collect();
        self.paper.table(["When", "By", "What"], rows);
    }

    pub(super) fn journal(&mut self) {
        self.section(&format!("The journal: {} entries", self.dossier.journal.len()), self.dossier.journal.is_empty());
        let rows = self.dossier.journal.iter();
        let rows =
            rows.map(|line| [line.entry.to_string(), long_moment(line.at), line.by.clone(), line.subject.clone(), self.safe(&line.words)]);
        let rows = rows.collect();
        self.paper.table(["No.", "When", "By", "Of", "What"], rows);
    }

    pub(super) fn left_out(&mut self) {
        self.section("What was left out, and why", false);
        let dossier = self.dossier;
        let mut out = vec![
            format!(
                "Names, dates of birth and addresses of other children ({} known to be around this one): they stand by number, relation or initials. \
                 A child whom the register does not know may still be named in what somebody wrote.",
                dossier.others.len()
            ),
            "What the rows say that may be about the child and are not answered yet: it is not known that they are about this child."
                .to_owned(),
            "What was said in meetings under items that are not about this child alone.".to_owned(),
            "Files: the lists of police and providers as they came (their rows are named by file and row), and papers that were printed."
                .to_owned(),
            "How the child was compared with others when rows were matched: it speaks of other children.".to_owned(),
            "Lists of several children that left the hub (statutory files, minutes, figures): the journal of the hub has them.".to_owned(),
            "Who looked at the record: the hub writes down who changed it and what left it, not who read it.".to_owned(),
        ];
        let erased = dossier.erased();
        if !erased.is_empty() {
            let list: Vec<String> = erased.iter().map(i64::to_string).collect();
            out.push(format!("Entries whose text was erased by law: {}. That they were made, when and by whom, stays.", list.join(", ")));
        }
        self.paper.bullets(out.into_iter().map(|line| vec![plain(line)]).collect());
    }
}

pub(super) fn facts(d: &ChildDetails) -> Vec<(&'static str, String)> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let yes = |value: Option<bool>| value.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned();
    let markers: Vec<String> = d
        .markers
        .iter()
        .map(|marker| {
            let since = marker.since.map_or(String::new(), |day| format!(" since {}", plain_day(day)));
            let by = marker.set_by.as_ref().map_or(String::new(), |by| format!(", set by {by}"));
            format!("{}{since}{by}", marker.kind)
        })
        .collect();
    let health = d.health.as_ref().map_or(String::new(), |needs| match needs.is_empty() {
        true => "none".into(),
        false => needs.iter().map(|need| need.label()).collect::<Vec<_>>().join(", "),
    });
    vec![
        ("Name", d.full_name()),
        ("Other names", d.other_names.join("; ")),
        ("Own id", text(&d.own_id)),
        ("UPN", text(&d.upn)),
        ("NHS number", text(&d.nhs_number)),
        ("Police number of the person", text(&d.police_nominal)),
        ("Born", d.dob.map_or(String::new(), plain_day)),
        ("Sex", d.sex.map_or(String::new(), |sex| sex.to_string())),
        ("Ethnicity", text(&d.ethnicity)),
        ("Address", text(&d.address)),
        ("Postcode", text(&d.postcode)),
        ("Care status", d.care_status.map_or(String::new(), |status| status.to_string())),
        ("Placement", text(&d.placement)),
        ("Provider", text(&d.provider)),
        ("Placing authority", text(&d.placing_authority)),
        ("Placed out of area", yes(d.placed_out_of_area)),
        ("School", text(&d.school)),
        ("Education", d.education.map_or(String::new(), |education| education.to_string())),
        ("Social worker", text(&d.social_worker)),
        ("Team", text(&d.team)),
        ("Locality", text(&d.locality)),
        ("Markers", markers.join("; ")),
        ("NRM", d.nrm.map_or(String::new(), |nrm| nrm.to_string())),
        ("Health needs", health),
        ("Plan", d.plan.map_or(String::new(), |plan| plan.to_string())),
        ("Youth justice", yes(d.youth_justice)),
        ("On the caseload", yes(Some(d.on_caseload))),
    ]
}
