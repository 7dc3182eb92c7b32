//! The lines of the log, whatever a visitor sends.

use super::*;

/// Sends bytes that no browser sends, and waits until the server closes.
fn send(server: &Running, bytes: &[u8]) {
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let _ = stream.write_all(bytes);
    let _ = stream.read_to_end(&mut Vec::new());
}

/// Writes a log in a form while a visitor tries to write lines of their own into it.
fn log_of(form: &str) -> String {
    let folder = folder();
    let file = folder.path().join("log");
    let serve = ["serve", "--listen", "127.0.0.1:0", "--log", "trace", "--log-format", form];
    let mut command = folkmoot(folder.path(), &serve);
    command.stderr(File::create(&file).unwrap());
    let server = Running::start(command);
    let host = format!("host: localhost:{}", server.address.port());
    for line in [
        "CANARY / HTTP/1.1",
        "GET /consultations/canary%0a%7b%22level%22:%22canary%22%7d HTTP/1.1",
        "GET /resume/canary/%1b%5b31mcanary HTTP/1.1",
        "GET /?words=canary%0d%0acanary HTTP/1.1",
    ] {
        let words =
            "referer: canary%0a\u{85}canary\r\nuser-agent: canary {\"level\":\"canary\"}\r\nx-forwarded-for: canary";
        send(&server, format!("{line}\r\n{host}\r\n{words}\r\nconnection: close\r\n\r\n").as_bytes());
        for refused in ["referer: \x1b[31mcanary", "x-canary: a\r\n\x1b[31mcanary", "canary"] {
            send(&server, format!("{line}\r\n{host}\r\n{refused}\r\n\r\n").as_bytes());
        }
    }
    server.post("/staff/sign-in", "email=canary%0a%1b%5b31m&password=canary&next=%0acanary");
    assert_eq!(server.end().0, Some(0));
    fs::read_to_string(file).unwrap()
}

#[test]
fn nothing_that_a_visitor_sends_can_forge_a_line_of_the_log() {
    let lines = log_of("json");
    let mut answered = 0;
    for line in lines.lines() {
        let read: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        assert!(read["timestamp"].is_string() && read["level"].is_string() && read["target"].is_string(), "{line}");
        answered += usize::from(read["message"] == "answered");
    }
    assert_eq!(answered, 5, "{lines}");
    let text = log_of("text");
    for line in text.lines() {
        assert!(line.starts_with("20") && line.as_bytes().get(19) == Some(&b'.'), "{line}");
    }
    for written in [lines, text] {
        assert!(!written.contains('\x1b') && !written.contains("\\u001b"), "{written}");
        let shown = written.lines().find(|line| line.to_lowercase().contains("canary"));
        assert_eq!(shown, None);
    }
}
