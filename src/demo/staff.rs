//! Who holds the interviews of the demo and what was said in them, as `assets/demo/interviews.toml` writes it.

use crate::interview::record::{Finding, InterviewRecord};
use crate::interview::worker::{WorkerDetails, WorkerId};
use serde::Deserialize;
use std::sync::LazyLock;

/// Somebody who holds interviews.
#[derive(Deserialize)]
pub struct DemoWorker {
    #[serde(flatten)]
    pub details: WorkerDetails,
    /// Given interviews in the history.
    #[serde(default = "yes")]
    held: bool,
}

fn yes() -> bool {
    true
}

/// The whole file.
#[derive(Deserialize)]
pub struct Staff {
    #[serde(rename = "worker")]
    pub workers: Vec<DemoWorker>,
    #[serde(rename = "record")]
    pub records: Vec<InterviewRecord>,
    #[serde(rename = "finding")]
    pub findings: Vec<Finding>,
}

/// The workers and the words of the demo.
pub fn staff() -> &'static Staff {
    // The file is compiled in and read by every test of the demo: it cannot fail on one machine and not on another.
    static STAFF: LazyLock<Staff> = LazyLock::new(|| {
        toml::from_str(include_str!("../../assets/demo/interviews.toml")).expect("assets/demo/interviews.toml is checked by the tests")
    });
    &STAFF
}

impl Staff {
    /// Those of the team that serves a child who are given interviews: number and name.
    pub fn serving(&self, in_care: bool) -> Vec<(WorkerId, &str)> {
        let team = if in_care { "The Children's Society" } else { "Missing from Home Team" };
        let numbered = self.workers.iter().zip(1..).filter(|(worker, _)| worker.held && worker.details.team == team);
        numbered.map(|(worker, n)| (WorkerId(n), worker.details.name.as_str())).collect()
    }
}
