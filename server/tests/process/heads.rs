//! Heads that two programs could read differently: refused, with the connection closed, so that nothing is smuggled.

use std::time::Duration;

use axum::{
    Router,
    routing::{get, post},
};
use tokio::{io::AsyncWriteExt, net::TcpStream, time::timeout};

use crate::served::{SHORT, Served, rest, serve};

/// What would be a second request if the first were read otherwise.
const HIDDEN: &str = "GET /hidden HTTP/1.1\r\nhost: localhost\r\n\r\n";

fn pages() -> Router {
    Router::new()
        .route("/", get(|| async { "here" }))
        .route("/change", post(|body: String| async move { format!("changed {body}") }))
        .route("/hidden", get(|| async { "smuggled" }))
}

/// Sends bytes and gives all that comes back until the server closes, which it has to do by itself.
async fn exchange(served: &Served, bytes: &str) -> String {
    let mut stream = TcpStream::connect(served.address).await.unwrap();
    // The server may close before all of it was sent.
    let _ = stream.write_all(bytes.as_bytes()).await;
    timeout(Duration::from_secs(10), rest(stream)).await.unwrap()
}

#[tokio::test]
async fn heads_that_two_programs_could_read_differently_are_refused_and_the_connection_is_closed() {
    let served = serve(pages(), SHORT).await;
    let many = "x-a: b\r\n".repeat(500);
    let chunks = "0\r\n\r\n";
    for (what, head, body) in [
        ("two lengths", "content-length: 3\r\ncontent-length: 30\r\n", "a=b"),
        ("two lengths in one line", "content-length: 3, 30\r\n", "a=b"),
        ("a length with a sign", "content-length: +3\r\n", "a=b"),
        ("a length that is no number", "content-length: 0x3\r\n", "a=b"),
        ("a negative length", "content-length: -1\r\n", ""),
        ("an unknown coding", "transfer-encoding: xchunked\r\n", chunks),
        ("chunks that are not the last coding", "transfer-encoding: chunked, identity\r\n", chunks),
        ("a folded line", "x-a: b\r\n c: d\r\n", ""),
        ("a space before the colon", "content-length : 3\r\n", "a=b"),
        ("a line without a colon", "nonsense\r\n", ""),
        ("a NUL in a value", "x-a: b\0c\r\n", ""),
        ("a lone carriage return in a value", "x-a: b\rc\r\n", ""),
        ("500 headers", &many, ""),
    ] {
        let answer =
            exchange(&served, &format!("POST /change HTTP/1.1\r\nhost: localhost\r\n{head}\r\n{body}{HIDDEN}")).await;
        assert!(["HTTP/1.1 400", "HTTP/1.1 431"].iter().any(|status| answer.starts_with(status)), "{what}: {answer}");
        assert!(!answer.contains("smuggled") && !answer.contains("changed"), "{what}: {answer}");
    }
}

#[tokio::test]
async fn chunks_win_over_a_length_and_nothing_after_them_is_read() {
    let served = serve(pages(), SHORT).await;
    for order in
        ["content-length: 5\r\ntransfer-encoding: chunked\r\n", "transfer-encoding: chunked\r\ncontent-length: 5\r\n"]
    {
        let body = format!("3\r\na=b\r\n0\r\n\r\n{HIDDEN}");
        let answer = exchange(&served, &format!("POST /change HTTP/1.1\r\nhost: localhost\r\n{order}\r\n{body}")).await;
        let is_refused = answer.starts_with("HTTP/1.1 400");
        assert!(is_refused || answer.matches("HTTP/1.1 200").count() == 1, "{answer}");
        assert!(!answer.contains("smuggled"), "{answer}");
    }
}

#[tokio::test]
async fn lengths_that_lie_end_in_a_refusal_and_hide_no_request() {
    let served = serve(pages(), SHORT).await;
    let short = format!("POST /change HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\n\r\na=bGET\r\n\r\n{HIDDEN}");
    let answer = exchange(&served, &short).await;
    assert!(answer.contains("changed a") && answer.contains("HTTP/1.1 400"), "{answer}");
    assert!(!answer.contains("smuggled"), "{answer}");
}

#[tokio::test]
async fn requests_that_are_sent_without_waiting_are_answered_in_order() {
    let served = serve(pages(), SHORT).await;
    let ten = "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(9)
        + "GET /hidden HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    let answer = exchange(&served, &ten).await;
    assert_eq!(answer.matches("HTTP/1.1 200").count(), 10, "{answer}");
    assert!(answer.ends_with("smuggled"), "{answer}");
}
