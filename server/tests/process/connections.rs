//! Connections that are silent, slow, too many, or open when the server stops.

use std::time::{Duration, Instant};

use axum::{Router, routing::get};
use server::listen::ConnectionLimits;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::served::{SHORT, rest, serve};

const HALF_A_HEAD: &[u8] = b"GET / HTTP/1.1\r\nhost: local";

fn pages() -> Router {
    Router::new()
        .route("/", get(|| async { "here" }))
        .route(
            "/later",
            get(|| async {
                sleep(Duration::from_secs(1)).await;
                "done"
            }),
        )
        .route("/never", get(|| sleep(Duration::from_mins(10))))
}

#[tokio::test]
async fn connections_that_send_nothing_or_half_a_head_are_closed_and_others_are_served_meanwhile() {
    let served = serve(pages(), SHORT).await;
    let begun = Instant::now();
    let mut waiting = JoinSet::new();
    for number in 0..200 {
        let stream = served.connect(if number % 2 == 0 { HALF_A_HEAD } else { b"" }).await;
        waiting.spawn(rest(stream));
    }

    assert!(served.get("/").await.ends_with("here"));
    let all = timeout(Duration::from_secs(10), waiting.join_all()).await.unwrap();
    assert_eq!(all.len(), 200);
    assert!(begun.elapsed() >= SHORT.header_patience);
}

#[tokio::test]
async fn a_head_that_arrives_byte_by_byte_is_not_waited_for() {
    let served = serve(pages(), SHORT).await;
    let mut stream = served.connect(b"GET / HTTP/1.1\r\nhost: localhost\r\n").await;
    let dripping = async {
        while stream.write_all(b"x").await.is_ok() {
            sleep(Duration::from_millis(50)).await;
        }
    };
    timeout(Duration::from_secs(10), dripping).await.unwrap();
}

#[tokio::test]
async fn a_connection_that_is_kept_open_and_not_used_is_closed() {
    let served = serve(pages(), SHORT).await;
    let stream = served.connect(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
    let answer = timeout(Duration::from_secs(10), rest(stream)).await.unwrap();
    assert!(answer.ends_with("here"));
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let served = serve(pages(), SHORT).await;
    let mut stream = TcpStream::connect(served.address).await.unwrap();
    let large = format!("GET / HTTP/1.1\r\nhost: localhost\r\nlarge: {}\r\n\r\n", "x".repeat(300_000));
    // The server may close before all of it was sent.
    let _ = stream.write_all(large.as_bytes()).await;
    let answer = timeout(Duration::from_secs(10), rest(stream)).await.unwrap();
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn one_address_cannot_have_more_than_its_share_of_connections() {
    let limits = ConnectionLimits { per_address: 3, header_patience: Duration::from_mins(1), ..SHORT };
    let served = serve(pages(), limits).await;
    let mut open = Vec::new();
    for _ in 0..3 {
        open.push(served.connect(HALF_A_HEAD).await);
    }

    assert_eq!(timeout(Duration::from_secs(5), rest(served.connect(b"").await)).await.unwrap(), "");

    drop(open);
    sleep(Duration::from_millis(200)).await;
    assert!(served.get("/").await.ends_with("here"));
}

#[tokio::test]
async fn connections_beyond_all_places_wait_for_one() {
    let limits = ConnectionLimits { at_once: 2, header_patience: Duration::from_mins(1), ..SHORT };
    let served = serve(pages(), limits).await;
    let (first, _second) = (served.connect(HALF_A_HEAD).await, served.connect(HALF_A_HEAD).await);
    sleep(Duration::from_millis(100)).await;

    let mut third = served.connect(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
    let mut byte = [0];
    assert!(timeout(Duration::from_millis(300), third.read_exact(&mut byte)).await.is_err());

    drop(first);
    timeout(Duration::from_secs(5), third.read_exact(&mut byte)).await.unwrap().unwrap();
    assert_eq!(&byte, b"H");
}

#[tokio::test]
async fn requests_that_have_begun_finish_when_the_server_stops_and_new_ones_are_refused() {
    let served = serve(pages(), SHORT).await;
    let mut begun = JoinSet::new();
    for _ in 0..200 {
        begun.spawn(rest(served.connect(b"GET /later HTTP/1.1\r\nhost: localhost\r\n\r\n").await));
    }
    sleep(Duration::from_millis(300)).await;
    let address = served.address;

    served.stopper.ask();
    sleep(Duration::from_millis(100)).await;

    assert!(TcpStream::connect(address).await.is_err());
    timeout(Duration::from_secs(10), served.done).await.unwrap().unwrap();
    let answers = begun.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.ends_with("done")).count(), 200);
}

#[tokio::test]
async fn a_request_that_never_ends_does_not_keep_the_server_from_stopping() {
    let served = serve(pages(), ConnectionLimits { stop_patience: Duration::from_millis(300), ..SHORT }).await;
    let _open = served.connect(b"GET /never HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
    sleep(Duration::from_millis(100)).await;

    served.stopper.ask();

    timeout(Duration::from_secs(5), served.done).await.unwrap().unwrap();
}

#[tokio::test]
async fn what_is_cut_off_when_the_server_stops_ends_at_once() {
    struct Ended(std::sync::Arc<std::sync::atomic::AtomicBool>);
    impl Drop for Ended {
        fn drop(&mut self) {
            self.0.store(true, std::sync::atomic::Ordering::SeqCst);
        }
    }
    let has_ended = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let flag = has_ended.clone();
    let never = move || {
        let ended = Ended(flag.clone());
        async move {
            let _ended = ended;
            sleep(Duration::from_mins(10)).await;
        }
    };
    let pages = Router::new().route("/never", get(never));
    let served = serve(pages, ConnectionLimits { stop_patience: Duration::from_millis(300), ..SHORT }).await;
    let _open = served.connect(b"GET /never HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
    sleep(Duration::from_millis(100)).await;

    served.stopper.ask();
    timeout(Duration::from_secs(5), served.done).await.unwrap().unwrap();

    assert!(has_ended.load(std::sync::atomic::Ordering::SeqCst));
}
