//! Whole tables, for writing all of a hub to files.

use super::Store;
use crate::casebook::error::Result;
use crate::child::ChildId;
use crate::episode::Episode;
use crate::interview::file::InterviewFile;
use crate::interview::record::Interview;
use crate::interview::sharing::Share;
use crate::meeting::assessment::Assessment;
use crate::meeting::business::Business;
use crate::meeting::decision::Decision;
use crate::meeting::record::Meeting;
use crate::meeting::register::ActionRecord;

impl Store {
    /// Every episode, by number; likewise those below.
    pub fn all_episodes(&self) -> Result<Vec<Episode>> {
        self.docs("SELECT doc FROM episode ORDER BY id", [])
    }

    pub fn all_interviews(&self) -> Result<Vec<Interview>> {
        self.docs("SELECT doc FROM interview ORDER BY id", [])
    }

    pub fn all_interview_files(&self) -> Result<Vec<InterviewFile>> {
        self.docs("SELECT doc FROM interview_file ORDER BY episode", [])
    }

    /// Those that stand, replaced wordings included.
    pub fn all_decisions(&self) -> Result<Vec<Decision>> {
        self.docs("SELECT doc FROM decision WHERE undone = 0 ORDER BY id", [])
    }

    /// Those that stand.
    pub fn all_actions(&self) -> Result<Vec<ActionRecord>> {
        self.docs("SELECT doc FROM action WHERE live = 1 ORDER BY id", [])
    }

    /// Those that stand.
    pub fn all_assessments(&self) -> Result<Vec<Assessment>> {
        self.docs("SELECT doc FROM assessment WHERE undone = 0 ORDER BY id", [])
    }

    /// Those that stand.
    pub fn all_business(&self) -> Result<Vec<Business>> {
        self.docs("SELECT doc FROM business WHERE undone = 0 ORDER BY id", [])
    }

    pub fn all_meetings(&self) -> Result<Vec<Meeting>> {
        self.docs("SELECT doc FROM meeting ORDER BY id", [])
    }

    /// Children who were ever missing from the same place at the same time as a child.
    pub fn ever_together_with(&self, child: ChildId) -> Result<Vec<ChildId>> {
        Ok(self.numbers("SELECT DISTINCT other FROM together WHERE child = ?1 ORDER BY other", child.0)?.into_iter().map(ChildId).collect())
    }

    /// The sharing ledger, by interview and finding.
    pub fn all_shares(&self) -> Result<Vec<Share>> {
        let mut found = Vec::new();
        for interview in self.all_interviews()? {
            found.extend(self.shares_of(interview.id)?.into_iter().map(|(share, _)| share));
        }
        Ok(found)
    }
}
