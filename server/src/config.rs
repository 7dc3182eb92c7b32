//! Every setting, in sections: a flag and an environment variable each, read once when a command starts.
//!
//! The help texts here are the documentation; `docs/configuration.md` repeats them and a test holds it to that.

mod address;
mod hidden;
mod table;

use std::{
    env,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use app::scanning::Clamd;
use clap::{Args, CommandFactory, ValueEnum, value_parser};
use lettre::{Address, message::Mailbox};

pub use self::{
    address::Origin,
    hidden::HiddenUrl,
    table::{effective, unknown_variable},
};
use crate::{
    cli::Cli,
    failure::Failure,
    limits::RequestLimits,
    listen::{ConnectionLimits, Senders},
    page_cache::PAGE_LIFE,
};

/// The address for questions while nobody has set one: a reserved domain, where no mail arrives.
const NOBODY: &str = "nature@example.org";

/// All that `serve` needs to know.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// Where the data is.
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// Where the files of documents are.
    #[command(flatten)]
    pub files: FileSettings,
    /// How people reach the site.
    #[command(flatten)]
    pub site: SiteSettings,
    /// How mail is sent.
    #[command(flatten)]
    pub mail: MailSettings,
    /// What one visitor may take of the machine.
    #[command(flatten)]
    pub limits: LimitSettings,
    /// What is logged.
    #[command(flatten)]
    pub log: LogSettings,
}

/// Where the data is.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Database")]
pub struct DatabaseSettings {
    /// Address of the database: `sqlite:FILE`, or `postgres://USER:PASSWORD@HOST/NAME`. The folder of an SQLite file is
    /// made if it is missing
    #[arg(long, env = "DATABASE_URL", value_name = "URL", default_value = "sqlite:data/folkmoot.db")]
    #[arg(hide_env_values = true)]
    pub database: HiddenUrl,
}

/// Where the files of documents are.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Files")]
pub struct FileSettings {
    /// Folder for the files of documents, made if it is missing. Without it, one beside the SQLite file, such as
    /// `data/folkmoot.db-files`, or `data/files` with PostgreSQL. Several servers over one database need the same folder
    #[arg(long, env = "FOLKMOOT_FILES", value_name = "FOLDER")]
    pub files: Option<PathBuf>,
    /// Address of clamd, which looks for viruses in files that come from outside: `unix:` and the path of its socket, or its
    /// host and port, such as `127.0.0.1:3310`. Files in which it finds one, and files that it cannot look through, are
    /// refused. Without it, nothing looks for viruses, and pages say so
    #[arg(long, env = "FOLKMOOT_CLAMD", value_name = "ADDRESS")]
    pub clamd: Option<Clamd>,
}

/// How people reach the site, and what they read there.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Site")]
pub struct SiteSettings {
    /// IP address and port to listen on; port 0 takes a free one
    #[arg(long, env = "FOLKMOOT_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// Address at which people reach the site, such as `https://nature.example.org`, without a path. Requests for another
    /// host and forms sent from another site are refused. Without it, `http://localhost` and the port of `--listen`
    #[arg(long, env = "FOLKMOOT_ORIGIN", value_name = "URL")]
    pub origin: Option<Origin>,
    /// Name of the site, in the header of each page and in emails; one line
    #[arg(long, env = "FOLKMOOT_SITE_NAME", value_name = "NAME", default_value = "Local Nature Recovery Strategy")]
    pub site_name: String,
    /// Email address for questions, in the footer of each page; has to be set when `--origin` is not on this machine
    #[arg(long, env = "FOLKMOOT_CONTACT_EMAIL", value_name = "EMAIL", default_value = NOBODY)]
    pub contact_email: Address,
}

/// How mail is sent.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Mail")]
pub struct MailSettings {
    /// Mail server: `smtps://USER:PASSWORD@HOST` for TLS from the start, `smtp://USER:PASSWORD@HOST?tls=required` for
    /// STARTTLS, `smtp://HOST` for none. Without it, no email is offered and none is sent
    #[arg(long, env = "FOLKMOOT_SMTP_URL", value_name = "URL", requires = "mail_from", hide_env_values = true)]
    pub smtp_url: Option<HiddenUrl>,
    /// Sender of emails, such as `Nature team <nature@example.org>`; needed when there is a mail server
    #[arg(long, env = "FOLKMOOT_MAIL_FROM", value_name = "MAILBOX", requires = "smtp_url")]
    pub mail_from: Option<Mailbox>,
}

/// What one visitor, and all of them together, may take of the machine.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Limits")]
pub struct LimitSettings {
    /// Most connections at once; further ones wait
    #[arg(long, env = "FOLKMOOT_CONNECTIONS", value_name = "NUMBER", default_value_t = 4096)]
    #[arg(value_parser = value_parser!(u32).range(1..=1_000_000))]
    pub connections: u32,
    /// Most connections at once from one IPv4 address or one IPv6 network of /56; further ones are closed. Behind a
    /// reverse proxy every connection comes from the proxy: give at least the number of `--connections`
    #[arg(long, env = "FOLKMOOT_CONNECTIONS_PER_ADDRESS", value_name = "NUMBER", default_value_t = 256)]
    #[arg(value_parser = value_parser!(u32).range(1..=1_000_000))]
    pub connections_per_address: u32,
    /// IP address of the reverse proxy in front, which adds the visitor's address to `X-Forwarded-For`. Needed to count
    /// sign-ins, emails and responses for each visitor; without it, connections from this machine or a private network are not
    /// counted so
    #[arg(long, env = "FOLKMOOT_PROXY", value_name = "IP")]
    pub proxy: Option<IpAddr>,
    /// Most requests for pages that are worked on at once; further ones are told to come back later
    #[arg(long, env = "FOLKMOOT_REQUESTS", value_name = "NUMBER", default_value_t = 512)]
    #[arg(value_parser = value_parser!(u32).range(1..=1_000_000))]
    pub requests: u32,
    /// Seconds in which the head of a request must arrive, counted from the opening of the connection or the end of the
    /// request before
    #[arg(long, env = "FOLKMOOT_HEADER_TIMEOUT", value_name = "SECONDS", default_value_t = 5)]
    #[arg(value_parser = value_parser!(u64).range(1..=3600))]
    pub header_timeout: u64,
    /// Seconds in which a request must be answered once its body has arrived. A body has 10 seconds to arrive, and one more for
    /// each 8 KiB
    #[arg(long, env = "FOLKMOOT_REQUEST_TIMEOUT", value_name = "SECONDS", default_value_t = 60)]
    #[arg(value_parser = value_parser!(u64).range(1..=3600))]
    pub request_timeout: u64,
    /// Seconds in which a reader must take 4 KiB of an answer that waits for them, or the connection is closed
    #[arg(long, env = "FOLKMOOT_WRITE_TIMEOUT", value_name = "SECONDS", default_value_t = 30)]
    #[arg(value_parser = value_parser!(u64).range(1..=3600))]
    pub write_timeout: u64,
    /// Seconds that requests and jobs have to finish when the server is stopped; those that have not are cut off
    #[arg(long, env = "FOLKMOOT_STOP_TIMEOUT", value_name = "SECONDS", default_value_t = 10)]
    #[arg(value_parser = value_parser!(u64).range(1..=3600))]
    pub stop_timeout: u64,
}

/// What is logged.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Log")]
pub struct LogSettings {
    /// Which lines are logged: `error`, `warn`, `info`, `debug` or `trace`, also per part, such as `info,server=debug`
    #[arg(long, env = "FOLKMOOT_LOG", value_name = "FILTER", default_value = "info")]
    pub log: String,
    /// Form of the lines: `text` for people, `json` for one object a line
    #[arg(long, env = "FOLKMOOT_LOG_FORMAT", value_name = "FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
}

/// The form of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people
    Text,
    /// One JSON object a line
    Json,
}

impl Settings {
    /// Judges what the command line by itself cannot.
    pub fn check(&self) -> Result<(), Failure> {
        if let Some(name) = unknown_variable(&Cli::command(), env::vars_os().map(|(name, _)| name)) {
            return Err(Failure::setting(name, "is not a setting; `folkmoot serve --help` lists them"));
        }
        self.database.check()?;
        self.log.check()?;
        self.site.check()?;
        if let Some(url) = &self.mail.smtp_url {
            hidden::check_smtp(url)?;
        }
        self.limits.check()
    }
}

impl SiteSettings {
    fn check(&self) -> Result<(), Failure> {
        if self.site_name.trim().is_empty() {
            return Err(Failure::setting("FOLKMOOT_SITE_NAME", "is empty"));
        }
        if self.site_name.contains(char::is_control) {
            return Err(Failure::setting("FOLKMOOT_SITE_NAME", "is more than one line"));
        }
        let is_public = self.origin.as_ref().is_some_and(|origin| !origin.is_local());
        if is_public && self.contact_email.to_string() == NOBODY {
            return Err(Failure::setting(
                "FOLKMOOT_CONTACT_EMAIL",
                "is not set, and people who reach the site at FOLKMOOT_ORIGIN will write to it",
            ));
        }
        Ok(())
    }
}

impl LogSettings {
    fn check(&self) -> Result<(), Failure> {
        crate::log::filter(self).map(|_| ())
    }
}

impl DatabaseSettings {
    /// Judges the address without opening the database.
    pub fn check(&self) -> Result<(), Failure> {
        hidden::check_database(&self.database)
    }
}

impl FileSettings {
    /// Gives the folder, which is that of one database alone unless somebody says otherwise.
    pub fn folder(&self, database: &DatabaseSettings) -> PathBuf {
        let beside = || {
            let file = database.database.expose().strip_prefix("sqlite:")?;
            let file = file.trim_start_matches("//").split('?').next().unwrap_or_default();
            Some(format!("{file}-files").into())
        };
        self.files.clone().or_else(beside).unwrap_or_else(|| "data/files".into())
    }
}

impl LimitSettings {
    fn check(&self) -> Result<(), Failure> {
        if self.proxy.is_some() && self.connections_per_address < self.connections {
            return Err(Failure::setting(
                "FOLKMOOT_CONNECTIONS_PER_ADDRESS",
                "is less than FOLKMOOT_CONNECTIONS, but every connection comes from the one address in FOLKMOOT_PROXY",
            ));
        }
        Ok(())
    }

    /// Gives the limits of connections.
    pub fn connections(&self) -> ConnectionLimits {
        ConnectionLimits {
            at_once: self.connections as usize,
            per_address: self.connections_per_address as usize,
            header_patience: Duration::from_secs(self.header_timeout),
            write_patience: Duration::from_secs(self.write_timeout),
            senders: Senders { proxy: self.proxy },
            stop_patience: Duration::from_secs(self.stop_timeout),
        }
    }

    /// Gives the limits of requests.
    pub fn requests(&self) -> RequestLimits {
        RequestLimits {
            at_once: self.requests as usize,
            patience: Duration::from_secs(self.request_timeout),
            page_life: PAGE_LIFE,
            ..RequestLimits::default()
        }
    }
}
