//! `folkmoot check-config`: the settings as `serve` would see them.

use app::scanning::Scanner;
use clap::{ArgMatches, CommandFactory};

use super::say;
use crate::{
    cli::Cli,
    config::{Origin, Settings, effective},
    failure::Failure,
    state::open_files,
};

/// Checks the settings and prints them without secrets.
pub(super) async fn run(settings: &Settings, matches: &ArgMatches) -> Result<(), Failure> {
    settings.check()?;
    let folder = settings.files.folder(&settings.database);
    if folder.exists() {
        open_files(&folder).await?;
    }
    if let Err(error) = Scanner::new(settings.files.clamd.clone()).check().await {
        say(&format!("clamd does not answer ({error}): files will be refused until it does.\n\n"));
    }
    let cli = Cli::command();
    if let (Some((name, matches)), Some(command)) = (matches.subcommand(), cli.find_subcommand("check-config")) {
        debug_assert_eq!(name, command.get_name());
        say(&effective(command, matches));
    }
    let site = &settings.site;
    let origin = site.origin.clone().unwrap_or_else(|| Origin::local(site.listen.port()));
    say(&format!("\nPeople reach the site at {origin}\n"));
    say(&format!("The files of documents are in {}\n", folder.display()));
    if site.origin.is_none() && !site.listen.ip().is_loopback() {
        say("Only from this machine: requests for any other host are refused until FOLKMOOT_ORIGIN is set.\n");
    }
    Ok(())
}
