//! A disk on which writes fail from some moment on: the limit of a file's size stands in for it.

use std::{path::PathBuf, thread};

use super::*;

const FORM: &str = "/expressions-of-interest/respond/contact";

/// Starts a server whose files can have so many blocks of 512 bytes each; a write beyond fails.
fn start_within(folder: &Path, blocks: u32) -> Running {
    let program = env!("CARGO_BIN_EXE_folkmoot");
    let serve = format!("trap '' XFSZ; ulimit -f {blocks}; exec {program} serve --listen 127.0.0.1:0 --log off");
    let mut command = Command::new("sh");
    command.args(["-c", &serve]).current_dir(folder).env_clear().stdin(Stdio::null());
    Running::start(command)
}

/// Asks for the page of the form with the cookie that a post was answered with.
fn page_of(server: &Running, cookie: &str) -> String {
    let mut stream = TcpStream::connect(server.address).unwrap();
    let port = server.address.port();
    write!(stream, "GET {FORM} HTTP/1.1\r\nhost: localhost:{port}\r\ncookie: {cookie}\r\nconnection: close\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Waits for the writer to stop, which it does just after it has told whose write failed.
fn is_soon_unready(server: &Running) -> bool {
    (0..100).any(|_| {
        thread::sleep(Duration::from_millis(10));
        server.get("/ready").starts_with("HTTP/1.1 503")
    })
}

fn cookie(answer: &str) -> String {
    let set = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    set.split(';').next().unwrap().to_owned()
}

#[test]
fn after_a_write_that_fails_nothing_is_acknowledged_and_all_that_was_is_there_after_a_restart() {
    let folder = folder();
    let server = start_within(folder.path(), 4_000);
    let person = |number: usize| format!("Person {number} {}", "x".repeat(4_000));
    let mut given = Vec::new();
    let failed = loop {
        let answer = server.post(FORM, &format!("full_name={}", person(given.len()).replace(' ', "+")));
        if !answer.starts_with("HTTP/1.1 303") && !answer.starts_with("HTTP/1.1 422") {
            break answer;
        }
        given.push(cookie(&answer));
        assert!(given.len() < 1_000, "no write ever fails");
    };

    assert!(failed.starts_with("HTTP/1.1 503") && failed.contains(&person(given.len())), "{failed}");
    assert!(given.len() > 5, "{}", given.len());
    assert!(is_soon_unready(&server));
    assert!(server.post(FORM, "full_name=a").starts_with("HTTP/1.1 503"));
    assert!(server.get("/").starts_with("HTTP/1.1 200"));
    drop(server);

    let server = Running::start(folkmoot(folder.path(), &["serve", "--listen", "127.0.0.1:0", "--log", "off"]));
    for (number, cookie) in given.iter().enumerate() {
        assert!(page_of(&server, cookie).contains(&format!("Person {number} ")), "{number}");
    }
    assert!(server.get("/ready").starts_with("HTTP/1.1 200"));
    assert_eq!(server.end().0, Some(0));
    let file: PathBuf = folder.path().join("data/folkmoot.db");
    assert_eq!(damage(&format!("sqlite:{}", file.display())), Vec::<String>::new());
}

fn damage(url: &str) -> Vec<String> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(engines::find_damage(url))
}
