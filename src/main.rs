//! Thin: parse, call, print the error and its hint, exit code (0 done, 1 refused, 2 usage).

use clap::Parser;
use std::process::ExitCode;
use wayhome::cli::{self, Args};

fn main() -> ExitCode {
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
