//! Thin: parse, call, print the error and its hint, exit code (0 done, 1 refused, 2 usage).

use clap::Parser;
use std::process::ExitCode;
use wayhome::cli::{self, Args};
use wayhome::intake::read::WORKBOOK_THREAD;
use wayhome::text::clean_lines;

fn main() -> ExitCode {
    quiet_for_damaged_workbooks();
    let args = match Args::try_parse() {
        Ok(args) => args,
        // What was typed is echoed by the message: nothing in it may steer the terminal.
        Err(usage) if usage.use_stderr() => {
            eprint!("{}", clean_lines(&usage.to_string()));
            return ExitCode::from(2);
        }
        Err(help) => help.exit(),
    };
    match cli::run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wayhome: {}", clean_lines(&cli::said(&error)));
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
