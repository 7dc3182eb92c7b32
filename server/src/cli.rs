//! The command line: the commands and what each takes.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::permission::Role;

use crate::{
    config::{DatabaseSettings, LogSettings, Settings},
    demonstration::USUAL_RESPONSES,
};

/// Gives what stands below the help of a command: how it is called, and what its exit codes mean.
macro_rules! below {
    ($example:literal) => {
        below!($example, "0 done, 1 not done, for the reason on the standard error, 2 wrong use")
    };
    ($example:literal, $codes:literal) => {
        concat!("Example: ", $example, "\n\nExit codes: ", $codes)
    };
}

/// Stakeholder engagement and consultation for nature recovery strategies
#[derive(Debug, Parser)]
#[command(name = "folkmoot", version, about, max_term_width = 100)]
#[command(after_help = concat!(
    "Each setting is a flag or an environment variable; where both are given, the flag counts. `folkmoot COMMAND --help` says \
     more about a command.\n\n",
    below!("folkmoot serve --demonstration")
))]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the site until the process is asked to stop, by Ctrl+C or SIGTERM. `/health` and `/ready` tell how it is
    #[command(after_help = below!(
        "DATABASE_URL=postgres://folkmoot@db/nature folkmoot serve --origin https://nature.example.org --contact-email \
         nature@council.example"
    ))]
    Serve(ServeArguments),
    /// Fill an empty database with the demonstration: a consultation with made-up responses, meetings, made-up
    /// expressions of interest, and the administrator staff@example.org, whose password is printed once
    #[command(after_help = below!("folkmoot demo --database sqlite:demonstration.db"))]
    Demo(DemoArguments),
    /// Manage the accounts of staff
    #[command(after_help = below!("folkmoot account list"))]
    Account(AccountArguments),
    /// Check the bundle of a run: work every figure out again from the answers in it, and name what differs. Nothing is sent
    /// anywhere, and no database is needed
    #[command(after_help = below!(
        "folkmoot verify first-bundle-1.zip",
        "0 everything holds, 1 something differs, 2 the file cannot be read as a bundle, or wrong use"
    ))]
    Verify(VerifyArguments),
    /// Check the settings for `serve` and print those in effect, without secrets and without opening the database
    #[command(after_help = below!("FOLKMOOT_LISTEN=127.0.0.1:8080 folkmoot check-config"))]
    CheckConfig(Settings),
}

/// What `serve` takes.
#[derive(Args, Debug)]
pub struct ServeArguments {
    /// Every setting.
    #[command(flatten)]
    pub settings: Settings,
    /// Load the demonstration first if the database is empty, and print the staff sign-in that was made for it
    #[arg(long, help_heading = "Demonstration")]
    pub demonstration: bool,
}

/// What `verify` takes.
#[derive(Args, Debug)]
pub struct VerifyArguments {
    /// The bundle: a ZIP file
    pub file: PathBuf,
    /// The fingerprint that was published with the bundle, 64 letters and digits: it tells whether this is that bundle
    #[arg(long, value_name = "HEX")]
    pub fingerprint: Option<String>,
}

/// What every command takes that works on the database while nothing is served.
#[derive(Args, Debug)]
pub struct DatabaseArguments {
    /// Which database.
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// What is logged.
    #[command(flatten)]
    pub log: LogSettings,
}

/// What `demo` takes.
#[derive(Args, Debug)]
pub struct DemoArguments {
    /// Where it is put.
    #[command(flatten)]
    pub database: DatabaseArguments,
    /// How many made-up responses; 100,000 and more show how the site does with many
    #[arg(long, value_name = "NUMBER", default_value_t = USUAL_RESPONSES, help_heading = "Demonstration")]
    pub responses: usize,
}

/// What `account` takes.
#[derive(Args, Debug)]
pub struct AccountArguments {
    /// What to do with accounts.
    #[command(subcommand)]
    pub command: AccountCommand,
}

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Add an account, and print its random password once if it was made here
    #[command(after_help = below!("folkmoot account add you@example.org --role administrator"))]
    Add(AddAccount),
    /// List the accounts by address: a line for each, with tabs between address, role and the day on which it was made
    #[command(after_help = below!("folkmoot account list"))]
    List(DatabaseArguments),
    /// Give an account a new password, print it once if it was made here, and end the sessions of the account
    #[command(after_help = below!("folkmoot account set-password you@example.org"))]
    SetPassword(SetPassword),
    /// Remove an account and end its sessions
    #[command(after_help = below!("folkmoot account remove you@example.org"))]
    Remove(RemoveAccount),
}

/// What `account set-password` takes.
#[derive(Args, Debug)]
pub struct SetPassword {
    /// Email address of the account
    pub email: String,
    /// Read the password, of at least 12 characters, from the first line of the standard input, instead of making one
    #[arg(long)]
    pub password_stdin: bool,
    /// Where accounts are, and what is logged.
    #[command(flatten)]
    pub on: DatabaseArguments,
}

/// What `account remove` takes.
#[derive(Args, Debug)]
pub struct RemoveAccount {
    /// Email address of the account
    pub email: String,
    /// Where accounts are, and what is logged.
    #[command(flatten)]
    pub on: DatabaseArguments,
}

/// What `account add` takes.
#[derive(Args, Debug)]
pub struct AddAccount {
    /// Email address to sign in with
    pub email: String,
    /// What the person may do
    #[arg(long, value_enum)]
    pub role: RoleWord,
    /// Read the password, of at least 12 characters, from the first line of the standard input, instead of making one
    #[arg(long)]
    pub password_stdin: bool,
    /// Where accounts are, and what is logged.
    #[command(flatten)]
    pub on: DatabaseArguments,
}

/// A role as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RoleWord {
    /// Sees everything, also who sent expressions of interest
    Administrator,
    /// Reads and exports responses, reads weightings, and reads expressions of interest without names
    Strategist,
    /// Reads the list of minutes with drafts
    Editor,
    /// Reads expressions of interest with names
    Intake,
    /// Reads responses, weightings and expressions of interest without names, and exports weightings alone
    Auditor,
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::Administrator => Self::Administrator,
            RoleWord::Strategist => Self::Strategist,
            RoleWord::Editor => Self::Editor,
            RoleWord::Intake => Self::Intake,
            RoleWord::Auditor => Self::Auditor,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, ValueEnum};
    use domain::{permission::Role, vocabulary::Word};

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_role_has_the_same_word_as_in_the_database() {
        let words =
            RoleWord::value_variants().iter().map(|word| word.to_possible_value().unwrap().get_name().to_owned());
        let roles: Vec<String> = Role::ALL.iter().map(|role| role.word().to_owned()).collect();
        assert_eq!(words.collect::<Vec<_>>(), roles);
    }

    #[test]
    fn every_command_has_an_example_and_every_argument_says_what_it_is_for() {
        fn check(command: &clap::Command) {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            let below = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(below.contains("folkmoot ") && below.contains("Exit codes: "), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
            }
            command.get_subcommands().for_each(check);
        }
        check(&Cli::command());
    }
}
