//! The program itself: its commands, its messages, and its end.

mod accounts;
mod disk;
mod lines;
mod verify;

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

fn folkmoot(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_folkmoot"));
    command.args(arguments).current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    folkmoot(folder.path(), arguments).output().unwrap()
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A server that was started and says where it is.
struct Running {
    child: Child,
    address: SocketAddr,
}

impl Running {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next().unwrap().unwrap();
        let port = line.strip_prefix("Folkmoot is at http://localhost:").unwrap().parse().unwrap();
        Self { child, address: ([127, 0, 0, 1], port).into() }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let port = self.address.port();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn post(&self, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let (port, length) = (self.address.port(), body.len());
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nhost: localhost:{port}\r\norigin: http://localhost:{port}\r\nconnection: close\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks the process to end, as an operating system does, and gives its exit code and how long that took.
    fn end(mut self) -> (Option<i32>, Duration) {
        let begun = Instant::now();
        assert!(Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap().success());
        (self.child.wait().unwrap().code(), begun.elapsed())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_server_that_is_asked_to_end_empties_its_log_into_the_database_and_says_all_is_well() {
    let folder = folder();
    let server = Running::start(folkmoot(folder.path(), &["serve", "--listen", "127.0.0.1:0"]));
    assert!(server.get("/ready").ends_with("ready\n"));
    let idle = TcpStream::connect(server.address).unwrap();

    let (code, time) = server.end();

    drop(idle);
    assert_eq!(code, Some(0));
    assert!(time < Duration::from_secs(10), "{time:?}");
    let log = fs::metadata(folder.path().join("data/folkmoot.db-wal")).map_or(0, |log| log.len());
    assert_eq!(log, 0);
}

#[test]
fn a_log_that_cannot_be_written_stops_nobody_from_being_served() {
    let folder = folder();
    let mut command = folkmoot(folder.path(), &["serve", "--listen", "127.0.0.1:0", "--log", "trace"]);
    command.stderr(File::options().write(true).open("/dev/full").unwrap());
    let server = Running::start(command);

    assert!(server.get("/nowhere").starts_with("HTTP/1.1 404"));
    assert!(server.get("/ready").starts_with("HTTP/1.1 200"));
    assert_eq!(server.end().0, Some(0));
}

#[test]
fn a_server_without_file_descriptors_serves_again_when_connections_end() {
    let folder = folder();
    let serve =
        format!("ulimit -n 64; exec {} serve --listen 127.0.0.1:0 --header-timeout 1", env!("CARGO_BIN_EXE_folkmoot"));
    let mut command = Command::new("sh");
    command.args(["-c", &serve]).current_dir(folder.path()).env_clear();
    command.stderr(File::create(folder.path().join("log")).unwrap());
    let server = Running::start(command);
    let silent: Vec<_> = (0..100).map(|_| TcpStream::connect(server.address).unwrap()).collect();

    assert!(server.get("/ready").ends_with("ready\n"));

    drop(silent);
    assert_eq!(server.end().0, Some(0));
    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.contains("no connection could be accepted"), "{log}");
}

#[test]
fn log_lines_tell_the_route_and_not_the_address() {
    let folder = folder();
    let mut command = folkmoot(folder.path(), &["serve", "--listen", "127.0.0.1:0", "--log-format", "json"]);
    command.stderr(File::create(folder.path().join("log")).unwrap());
    let server = Running::start(command);
    server.get("/consultations/a-secret-slug?token=a-secret-token");
    server.get("/health");

    assert_eq!(server.end().0, Some(0));

    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.contains(r#""path":"/health""#) && log.contains(r#""status":200"#), "{log}");
    assert!(!log.contains("a-secret"), "{log}");
}

#[test]
fn an_address_in_use_is_named() {
    let folder = folder();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();

    let refused = run(&folder, &["serve", "--listen", &address]);

    assert_eq!(refused.status.code(), Some(1));
    let message = text(&refused.stderr);
    assert!(message.contains(&format!("error: FOLKMOOT_LISTEN: cannot listen on {address}: ")), "{message}");
}

#[test]
fn settings_that_make_no_sense_are_refused_by_name() {
    let folder = folder();
    for (setting, value, code) in [
        ("DATABASE_URL", "mysql://db", 1),
        ("FOLKMOOT_SMTP_URL", "mail.example.org", 1),
        ("FOLKMOOT_SITE_NAME", " ", 1),
        ("FOLKMOOT_LOG", "info,,=", 1),
        ("DATABASE_URL", "sqlite:x.db?mode=memory", 1),
        ("FOLKMOOT_LISTEN", "localhost", 2),
        ("FOLKMOOT_ORIGIN", "nature.example.org", 2),
        ("FOLKMOOT_CONNECTIONS", "0", 2),
        ("FOLKMOOT_CONTACT_EMAIL", "nature", 2),
    ] {
        let mut command = folkmoot(folder.path(), &["serve", "--mail-from", "nature@example.org"]);
        command.env("FOLKMOOT_SMTP_URL", "smtp://localhost").env(setting, value);
        let refused = command.output().unwrap();
        let message = text(&refused.stderr);
        let flag = setting.trim_start_matches("FOLKMOOT_").replace('_', "-").to_lowercase();
        assert_eq!(refused.status.code(), Some(code), "{setting}: {message}");
        assert!(message.contains(setting) || message.contains(&format!("--{flag} ")), "{setting}: {message}");
        assert!(!message.contains("panicked"), "{setting}: {message}");
    }
}

#[test]
fn a_folder_of_files_that_cannot_be_written_to_is_refused_and_the_usual_one_is_that_of_the_database() {
    let folder = folder();
    fs::write(folder.path().join("no-folder"), "").unwrap();
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["check-config"]] {
        let refused = folkmoot(folder.path(), command).env("FOLKMOOT_FILES", "no-folder").output().unwrap();
        assert_eq!(refused.status.code(), Some(1), "{command:?}");
        let message = text(&refused.stderr);
        assert!(message.contains("error: FOLKMOOT_FILES: the folder no-folder cannot be written to: "), "{message}");
    }
    for (database, files) in [("sqlite:some/nature.db", "some/nature.db-files"), ("postgres://db/nature", "data/files")]
    {
        let shown = folkmoot(folder.path(), &["check-config"]).env("DATABASE_URL", database).output().unwrap();
        let list = text(&shown.stdout);
        assert!(list.contains(&format!("The files of documents are in {files}\n")), "{list}");
    }
    let server = Running::start(folkmoot(folder.path(), &["serve", "--listen", "127.0.0.1:0", "--log", "off"]));
    let made = fs::metadata(folder.path().join("data/folkmoot.db-files")).unwrap();
    assert_eq!(made.permissions().mode() & 0o777, 0o700);
    drop(server);
}

#[test]
fn a_mail_server_and_a_sender_need_each_other() {
    for (given, value, needed) in
        [("--smtp-url", "smtp://localhost", "--mail-from"), ("--mail-from", "nature@example.org", "--smtp-url")]
    {
        let refused = run(&folder(), &["serve", given, value]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains(needed), "{}", text(&refused.stderr));
    }
}

#[test]
fn the_settings_in_effect_are_shown_without_secrets() {
    let folder = folder();
    let mut command = folkmoot(folder.path(), &["check-config", "--listen", "127.0.0.1:8080"]);
    let shown = command.env("DATABASE_URL", "postgres://folkmoot:hunter2@db/nature").output().unwrap();
    let list = text(&shown.stdout);
    assert_eq!(shown.status.code(), Some(0));
    assert!(list.contains("DATABASE_URL=postgres://***@db/nature (environment)"), "{list}");
    assert!(list.contains("FOLKMOOT_LISTEN=127.0.0.1:8080 (command line)"), "{list}");
    assert!(list.contains("People reach the site at http://localhost:8080"), "{list}");
    assert!(!list.contains("hunter2"), "{list}");
}

#[test]
fn check_config_refuses_what_serve_refuses() {
    let folder = folder();
    let https = ("FOLKMOOT_ORIGIN", "https://nature.example.org");
    for (settings, named) in [
        (&[("FOLKMOOT_LOG", "info,,=")][..], "FOLKMOOT_LOG"),
        (&[("FOLKMOOT_LOG", "inof")], "FOLKMOOT_LOG"),
        (&[("FOLKMOOT_ORIGN", "https://nature.example.org")], "FOLKMOOT_ORIGN"),
        (&[("FOLKMOOT_SITE_NAME", " ")], "FOLKMOOT_SITE_NAME"),
        (&[("FOLKMOOT_SITE_NAME", "Nature\nBcc: a@example.org")], "FOLKMOOT_SITE_NAME"),
        (&[("FOLKMOOT_PROXY", "192.0.2.1")], "FOLKMOOT_CONNECTIONS_PER_ADDRESS"),
        (&[("DATABASE_URL", "sqlite:x.db?mode=memory")], "DATABASE_URL"),
        (&[https], "FOLKMOOT_CONTACT_EMAIL"),
        (&[("FOLKMOOT_ORIGIN", "http://nature.example.org")], "FOLKMOOT_CONTACT_EMAIL"),
    ] {
        let serve = ["serve", "--listen", "127.0.0.1:0"];
        for arguments in [&serve[..], &["check-config"]] {
            let mut command = folkmoot(folder.path(), arguments);
            let refused = command.envs(settings.iter().copied()).output().unwrap();
            assert_eq!(refused.status.code(), Some(1), "{arguments:?} {settings:?}");
            let message = text(&refused.stderr);
            assert!(message.starts_with(&format!("error: {named}: ")), "{message}");
        }
    }
    let mut command = folkmoot(folder.path(), &["check-config"]);
    let right = command.envs([https, ("FOLKMOOT_CONTACT_EMAIL", "nature@council.example")]).output().unwrap();
    assert_eq!(right.status.code(), Some(0), "{}", text(&right.stderr));
}

#[test]
fn the_settings_that_the_documentation_shows_behind_a_proxy_are_accepted() {
    let documentation = include_str!("../../../docs/configuration.md");
    let shown =
        documentation.lines().filter(|line| line.starts_with("FOLKMOOT_")).filter_map(|line| line.split_once('='));
    let shown: Vec<_> = shown.collect();
    assert!(shown.len() >= 4, "{shown:?}");
    let folder = folder();
    let checked = folkmoot(folder.path(), &["check-config"]).envs(shown).output().unwrap();
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stderr));
}

#[test]
fn what_only_this_machine_could_open_is_said() {
    let folder = folder();
    let listed = run(&folder, &["check-config", "--listen", "0.0.0.0:8080"]);
    assert!(text(&listed.stdout).contains("Only from this machine"), "{}", text(&listed.stdout));
}

#[test]
fn the_folder_and_the_database_are_for_one_account_alone() {
    let folder = folder();
    assert_eq!(run(&folder, &["account", "add", "a@example.org", "--role", "editor"]).status.code(), Some(0));
    for made in ["data", "data/folkmoot.db"] {
        let mode = fs::metadata(folder.path().join(made)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{made} {mode:o}");
    }
}

#[test]
fn the_demonstration_fills_an_empty_database_and_no_other() {
    let folder = folder();

    let loaded = run(&folder, &["demo"]);
    let again = run(&folder, &["demo"]);

    assert_eq!(loaded.status.code(), Some(0), "{}", text(&loaded.stderr));
    assert!(text(&loaded.stdout).contains("staff@example.org"), "{}", text(&loaded.stdout));
    assert!(text(&loaded.stderr).contains("1800 of 1800 responses"), "{}", text(&loaded.stderr));
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).starts_with("error: the database is not empty"), "{}", text(&again.stderr));

    let serve = ["serve", "--demonstration", "--listen", "127.0.0.1:0"];
    let mut child = folkmoot(folder.path(), &serve).stdout(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(first, "The database has data already, so no demonstration was loaded.\n");
}
