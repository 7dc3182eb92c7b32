//! Addresses with a password in them, which no log, message or listing may show.

use std::{convert::Infallible, fmt, str::FromStr};

use lettre::{AsyncSmtpTransport, Tokio1Executor};
use url::Url;

use crate::failure::Failure;

/// What may stand after the question mark of a PostgreSQL address. Of anything else sqlx would only log name and value.
const PARAMETERS: [&str; 18] = [
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "ssl-mode",
    "ssl-root-cert",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "statement-cache-capacity",
    "user",
];

/// An address that shows no password. It is judged apart from the command line, whose messages quote what they refuse.
#[derive(Clone, PartialEq, Eq)]
pub struct HiddenUrl(String);

impl HiddenUrl {
    /// Gives the whole address.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl FromStr for HiddenUrl {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for HiddenUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.starts_with("sqlite:") {
            return f.write_str(&self.0);
        }
        match Url::parse(&self.0) {
            // What follows a question mark may hold a password too.
            Ok(url) => {
                let user = if url.username().is_empty() { "" } else { "***@" };
                let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
                let rest = if url.query().is_some() { "?***" } else { "" };
                write!(f, "{}://{user}{}{port}{}{rest}", url.scheme(), url.host_str().unwrap_or(""), url.path())
            }
            Err(_) => f.write_str("***"),
        }
    }
}

impl fmt::Debug for HiddenUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HiddenUrl({self})")
    }
}

/// Judges the address of a database.
pub(super) fn check_database(url: &HiddenUrl) -> Result<(), Failure> {
    let wrong = |reason: &str| Err(Failure::setting("DATABASE_URL", reason));
    if let Some(file) = url.expose().strip_prefix("sqlite:") {
        let file = file.trim_start_matches("//");
        let (file, options) = file.split_once('?').unwrap_or((file, ""));
        let mode = url::form_urlencoded::parse(options.as_bytes()).find(|(name, _)| name == "mode");
        if mode.is_some_and(|(_, mode)| !matches!(&*mode, "rw" | "rwc")) {
            return wrong("opens the file in a mode in which nothing can be kept");
        }
        return match file {
            "" => wrong("names no file after sqlite:"),
            ":memory:" => wrong("names no file: a database in memory would be empty for every reader"),
            _ => Ok(()),
        };
    }
    match Url::parse(url.expose()) {
        Ok(url) if matches!(url.scheme(), "postgres" | "postgresql") => {
            match url.query_pairs().find(|(name, _)| !is_parameter(name)) {
                Some((name, _)) => wrong(&format!("has a parameter `{name}`, which is unknown")),
                None => Ok(()),
            }
        }
        Ok(_) => wrong("begins with sqlite: or postgres://"),
        Err(_) => wrong("is not an address; a password with : / ? # [ ] or @ in it has to be percent-encoded"),
    }
}

fn is_parameter(name: &str) -> bool {
    PARAMETERS.contains(&name) || (name.starts_with("options[") && name.ends_with(']'))
}

/// Judges the address of a mail server.
pub(super) fn check_smtp(url: &HiddenUrl) -> Result<(), Failure> {
    match AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose()) {
        Ok(_) => Ok(()),
        Err(_) => Err(Failure::setting(
            "FOLKMOOT_SMTP_URL",
            "is not the address of a mail server, such as smtps://USER:PASSWORD@HOST or smtp://HOST?tls=required; a \
             password with : / ? # [ ] or @ in it has to be percent-encoded",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(text: &str) -> HiddenUrl {
        HiddenUrl(text.into())
    }

    #[test]
    fn no_part_that_may_be_a_secret_is_shown() {
        for (whole, shown) in [
            (
                "postgres://folkmoot:hunter2@db.example.org:5433/nature?sslpassword=x",
                "postgres://***@db.example.org:5433/nature?***",
            ),
            ("smtps://mailer:hunter2@mail.example.org", "smtps://***@mail.example.org"),
            ("smtp://localhost:25", "smtp://localhost:25"),
            ("sqlite:data/folkmoot.db", "sqlite:data/folkmoot.db"),
            ("postgres hunter2", "***"),
        ] {
            assert_eq!(hidden(whole).to_string(), shown);
            assert_eq!(format!("{:?}", hidden(whole)), format!("HiddenUrl({shown})"));
        }
    }

    #[test]
    fn a_database_is_a_file_or_a_server() {
        for right in [
            "sqlite:a.db",
            "sqlite://a.db?mode=rwc",
            "postgres://a@b/c",
            "postgresql:///c",
            "postgres://a@b/c?sslmode=verify-full&options[search_path]=x",
        ] {
            assert!(check_database(&hidden(right)).is_ok(), "{right}");
        }
        for wrong in [
            "",
            "sqlite:",
            "sqlite::memory:",
            "sqlite://:memory:?cache=shared",
            "sqlite:a.db?mode=memory",
            "sqlite:a.db?cache=shared&mode=memory",
            "sqlite:a.db?mode=ro",
            "mysql://a@b/c",
            "postgres://a@b/c?sslmod=require",
            "data/a.db",
        ] {
            let refused = check_database(&hidden(wrong)).map_err(|failure| failure.sentence());
            assert!(refused.is_err_and(|sentence| sentence.starts_with("DATABASE_URL: ")), "{wrong}");
        }
    }

    #[test]
    fn a_mail_server_has_a_known_scheme_and_a_host() {
        for right in ["smtp://localhost:2525", "smtps://a:b@mail.example.org", "smtp://mail.example.org?tls=required"] {
            assert!(check_smtp(&hidden(right)).is_ok(), "{right}");
        }
        for wrong in ["", "mail.example.org", "http://mail.example.org", "smtp://mail.example.org?tls=maybe", "smtp:"] {
            assert!(check_smtp(&hidden(wrong)).is_err(), "{wrong}");
        }
    }
}
