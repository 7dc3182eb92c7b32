//! The commands, one a file: each does its work or says why not.

mod account;
mod check_config;
mod database;
mod demo;
mod serve;
mod verify;

use clap::ArgMatches;

use crate::{
    cli::{AccountCommand, Cli, Command},
    failure::Failure,
};

/// Runs the command that the command line names.
pub async fn run(cli: Cli, matches: &ArgMatches) -> Result<(), Failure> {
    match cli.command {
        Command::Serve(arguments) => serve::run(arguments).await,
        Command::Demo(arguments) => demo::run(arguments).await,
        Command::Account(account) => match account.command {
            AccountCommand::Add(arguments) => account::add(arguments).await,
            AccountCommand::List(arguments) => account::list(arguments).await,
            AccountCommand::SetPassword(arguments) => account::set_password(arguments).await,
            AccountCommand::Remove(arguments) => account::remove(arguments).await,
        },
        Command::Verify(arguments) => verify::run(&arguments),
        Command::CheckConfig(settings) => check_config::run(&settings, matches).await,
    }
}

/// Prints for whoever started the command; nobody may be listening.
fn say(text: &str) {
    use std::io::Write;
    let mut out = std::io::stdout();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
