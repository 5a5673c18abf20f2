//! Thin: parse, call, print the error and its hint, exit code (0 done, 1 refused, 2 usage).

use clap::Parser;
use std::process::ExitCode;
use wayhome::cli::{self, Args};
use wayhome::intake::read::WORKBOOK_THREAD;

fn main() -> ExitCode {
    quiet_for_damaged_workbooks();
    match cli::run(Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wayhome: {error:#}");
            if let Some(hint) = cli::hint(&error) {
                eprintln!("         {hint}");
            }
            ExitCode::FAILURE
        }
    }
}

/// A panic of the workbook parser is a damaged file: the import says so, and nothing else is to be printed.
fn quiet_for_damaged_workbooks() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() != Some(WORKBOOK_THREAD) {
            usual(info);
        }
    }));
}
