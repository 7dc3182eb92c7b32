//! The program `folkmoot`: reads the command line and runs one command.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{CommandFactory, FromArgMatches};
use server::{cli::Cli, commands, failure::Failure};

fn main() -> ExitCode {
    let matches = Cli::command().get_matches();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = runtime.map_err(Failure::from).and_then(|runtime| runtime.block_on(commands::run(cli, &matches)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Not eprintln: where even the standard error is closed, the exit code still tells.
            let _ = writeln!(io::stderr(), "error: {}", failure.sentence());
            ExitCode::from(failure.exit_code())
        }
    }
}
