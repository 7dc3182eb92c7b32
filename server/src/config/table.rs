//! The settings as clap knows them, with the values in effect; a test holds the documentation to the same.

use clap::{Arg, ArgMatches, Command, parser::ValueSource};

use super::HiddenUrl;

/// Lists every setting of a command with its value and where that comes from, without secrets.
pub fn effective(command: &Command, matches: &ArgMatches) -> String {
    settings(command).fold(String::new(), |list, (key, setting)| {
        let id = setting.get_id().as_str();
        let from = match matches.value_source(id) {
            Some(ValueSource::CommandLine) => "command line",
            Some(ValueSource::EnvVariable) => "environment",
            _ => "default",
        };
        let value = matches.get_raw(id).and_then(|mut values| values.next()).map(|value| value.to_string_lossy());
        let line = match value {
            Some(value) if setting.is_hide_env_values_set() => format!("{key}={} ({from})\n", hidden(&value)),
            Some(value) => format!("{key}={value} ({from})\n"),
            None => format!("{key} is not set\n"),
        };
        list + &line
    })
}

fn settings(command: &Command) -> impl Iterator<Item = (String, &Arg)> {
    command.get_arguments().filter_map(|setting| Some((setting.get_env()?.to_string_lossy().into_owned(), setting)))
}

fn hidden(value: &str) -> HiddenUrl {
    let Ok(url) = value.parse();
    url
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    fn serve() -> Command {
        let cli = Cli::command();
        cli.find_subcommand("serve").unwrap().clone()
    }

    /// Lists every setting of a command as `docs/configuration.md` does.
    fn reference(command: &Command) -> String {
        let head = "| variable | flag | if not set | meaning |\n|---|---|---|---|\n";
        settings(command).fold(head.to_owned(), |table, (key, setting)| table + &row(&key, setting))
    }

    fn row(key: &str, setting: &Arg) -> String {
        let flag = setting.get_long().unwrap_or_default();
        let default = setting.get_default_values().first().map(|value| format!("`{}`", value.to_string_lossy()));
        let meaning = setting.get_help().map(ToString::to_string).unwrap_or_default();
        format!("| `{key}` | `--{flag}` | {} | {meaning} |\n", default.as_deref().unwrap_or("–"))
    }

    #[test]
    fn the_documentation_lists_every_setting_as_the_help_does() {
        let documentation = include_str!("../../../docs/configuration.md");
        let table = reference(&serve());
        assert!(documentation.contains(&table), "docs/configuration.md should hold this table:\n\n{table}");
    }

    #[test]
    fn no_secret_is_listed_among_the_values_in_effect() {
        let given = ["serve", "--database", "postgres://a:hunter2@b/c", "--smtp-url", "smtps://a:hunter3@b"];
        let matches = serve().get_matches_from(given.into_iter().chain(["--mail-from", "a@example.org"]));
        let listed = effective(&serve(), &matches);
        assert!(!listed.contains("hunter"), "{listed}");
        assert!(listed.contains("DATABASE_URL=postgres://***@b/c (command line)"), "{listed}");
        assert!(listed.contains("FOLKMOOT_CONNECTIONS=4096 (default)"), "{listed}");
    }
}
