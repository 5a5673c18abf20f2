//! The words of the command about figures.

use crate::report::figures::presets::Preset;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::path::PathBuf;

/// How periods and figures are named, for the foot of the help.
pub const NAMED: &str =
    "DAY: 1 Apr 2025, 1/4/2025, 2025-04-01, yesterday; a month (Apr 2025) is its first day after --from, its last after --to.
FIGURE: by its code, as --format csv prints it in the column figure (offered, held-children, mean-hours), with --preset as the report
prints it; `all`: every figure.";

#[derive(Debug, Args)]
pub struct Kpi {
    /// First day of the period [default: the twelve months to the end of last month]
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Last day of the period
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// Beside another period: FROM..TO, year-before or before (as long, just before)
    #[arg(long, value_name = "PERIOD", num_args = 0..=1, default_missing_value = "year-before")]
    pub compare: Option<String>,
    /// A report in its own layout
    #[arg(long, value_parser = PossibleValuesParser::new(Preset::ALL.iter().map(|preset| preset.code())))]
    pub preset: Option<String>,
    /// The rows behind a figure: what was counted, what was not, what was left out and why
    #[arg(long, value_name = "FIGURE")]
    pub rows: Option<String>,
    /// Of --rows, this group alone: "looked after by us"
    #[arg(long, requires = "rows")]
    pub group: Option<String>,
    /// Write files: into a folder, or one file by its ending (xlsx, html, csv, json, txt)
    #[arg(long, value_name = "DIR|FILE", conflicts_with = "rows")]
    pub out: Option<PathBuf>,
}
