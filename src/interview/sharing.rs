//! The sharing ledger: which finding went to whom, when, and whether they said they have it.

use super::record::{FindingId, FindingKind, InterviewId};
use crate::calendar::long_moment;
use crate::episode::Moment;
use crate::text::fold;
use serde::{Deserialize, Serialize};

/// A finding as it went to one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentLine {
    pub finding: FindingId,
    /// The words as sent: a finding reworded since is "changed since shared".
    pub text: String,
}

/// One finding for one recipient, as the ledger shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub interview: InterviewId,
    pub finding: FindingId,
    /// Agency, as the settings name it.
    pub recipient: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_at: Option<Moment>,
    /// Who said they have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_by: Option<String>,
}

/// What of the ledger is not as it should be, in figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct SharingCounts {
    /// Intelligence with a recipient that was never sent to them.
    pub never_shared: u32,
    /// Reworded since it was sent.
    pub changed_since_shared: u32,
    /// Sent more than 24 elapsed hours ago and not acknowledged.
    pub not_acknowledged: u32,
}

/// What goes to one recipient from one interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    pub interview: InterviewId,
    /// Name and date of birth: whoever receives it must know whom it is about.
    pub child: String,
    /// Police references of the episodes the interview answers.
    pub references: Vec<String>,
    pub held_at: Moment,
    pub held_by: String,
    pub lines: Vec<PassedLine>,
}

/// One finding as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedLine {
    pub finding: FindingId,
    /// `None` where the finding was taken back.
    pub kind: Option<FindingKind>,
    /// Empty: it was sent earlier and is taken back.
    pub text: String,
    /// Why it goes to them.
    pub why: String,
    /// When it was sent before, in other words.
    pub sent_before: Option<Moment>,
}

/// The hand-off file of one recipient, in Markdown; times are UK times. It names the children, so its file name must not.
pub fn hand_off(hub: &str, training: bool, recipient: &str, passed: &[Passed], now: Moment) -> String {
    let lines: usize = passed.iter().map(|passed| passed.lines.len()).sum();
    let (findings, interviews) = (counted(lines, "finding"), counted(passed.len(), "return interview"));
    let mut text = format!("# Intelligence for {recipient}\n\n");
    if training {
        text.push_str("**Training: no real child is named here.**\n\n");
    }
    text.push_str(&format!("{findings} from {interviews}, handed over by {hub} on {}.\n", long_moment(now)));
    text.push_str("It names children: pass it on only to those who act on it. Please say that you have it, by the numbers (F1, F2 …).\n");
    for Passed { interview, child, references, held_at, held_by, lines } in passed {
        text.push_str(&format!("\n## {child}\n\n"));
        let references = if references.is_empty() { String::new() } else { format!(", about {}", references.join(", ")) };
        text.push_str(&format!("Return interview {interview}, held {} by {held_by}{references}.\n", long_moment(*held_at)));
        lines.iter().for_each(|line| text.push_str(&passed_line(line)));
    }
    text
}

fn passed_line(line: &PassedLine) -> String {
    let PassedLine { finding, kind, text, why, sent_before } = line;
    let before = sent_before.map(long_moment).unwrap_or_default();
    if text.is_empty() {
        return format!("\n### {finding}: taken back\n\nSent {before}. It no longer stands: do not act on it.\n");
    }
    let kind = kind.map_or("finding", FindingKind::label);
    let changed = if sent_before.is_some() { format!(" (changed since {before})") } else { String::new() };
    // As a quotation, so that nothing in it can pass for a heading of the file.
    let quoted: String = text.lines().map(|line| format!("> {line}\n")).collect();
    let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
    let why = if why.is_empty() { String::new() } else { format!("\nWhy it comes to you: {why}\n") };
    format!("\n### {finding}: {kind}{changed}\n\n{quoted}{why}")
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// The file name of a hand-off, without any child's name: "intelligence-greater-manchester-police-20261120-084100.md", UTC.
pub fn hand_off_name(recipient: &str, now: Moment) -> String {
    format!("intelligence-{}-{}.md", fold(recipient).replace(' ', "-"), now.format("%Y%m%d-%H%M%S"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_off_says_what_each_finding_rests_on_what_changed_and_what_was_taken_back() {
        let now: Moment = "2026-07-20T07:41:00Z".parse().unwrap();
        let sent = Some("2026-07-18T09:00:00Z".parse().unwrap());
        let line = |n, kind, text: &str, sent_before| PassedLine {
            finding: FindingId(n),
            kind,
            text: text.into(),
            why: "new\naddress".into(),
            sent_before,
        };
        let lines = vec![
            line(4, Some(FindingKind::ChildsWords), "He drives\n# a blue car", None),
            line(5, Some(FindingKind::Fact), "stays at 4 Elm Road", sent),
            line(6, None, "", sent),
        ];
        let passed = Passed {
            interview: InterviewId(3),
            child: "Amira Hussain, born 1 Jun 2011".into(),
            references: vec!["MIS/26/1".into(), "MIS/26/2".into()],
            held_at: "2026-07-17T09:00:00Z".parse().unwrap(),
            held_by: "Priya Nair".into(),
            lines,
        };
        let text = hand_off("Test hub", false, "Greater Manchester Police", &[passed], now);
        let expected = "# Intelligence for Greater Manchester Police\n\n\
            3 findings from 1 return interview, handed over by Test hub on Mon 20 Jul 2026 08:41.\n\
            It names children: pass it on only to those who act on it. Please say that you have it, by the numbers (F1, F2 …).\n\n\
            ## Amira Hussain, born 1 Jun 2011\n\n\
            Return interview I3, held Fri 17 Jul 2026 10:00 by Priya Nair, about MIS/26/1, MIS/26/2.\n\n\
            ### F4: child's words\n\n> He drives\n> # a blue car\n\nWhy it comes to you: new address\n\n\
            ### F5: fact (changed since Sat 18 Jul 2026 10:00)\n\n> stays at 4 Elm Road\n\nWhy it comes to you: new address\n\n\
            ### F6: taken back\n\nSent Sat 18 Jul 2026 10:00. It no longer stands: do not act on it.\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn the_file_name_names_the_recipient_and_no_child() {
        let now: Moment = "2026-11-20T08:41:00Z".parse().unwrap();
        assert_eq!(hand_off_name("Barnardo's", now), "intelligence-barnardo-s-20261120-084100.md");
    }
}
