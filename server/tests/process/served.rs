//! A site behind a real socket on loopback.

use std::{net::SocketAddr, time::Duration};

use axum::Router;
use server::{
    listen::{self, ConnectionLimits, Senders},
    stop::{self, Stopper},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinHandle,
};

/// A site that listens until it is stopped.
pub struct Served {
    /// Where it listens.
    pub address: SocketAddr,
    /// Ends it.
    pub stopper: Stopper,
    /// Done when it has ended.
    pub done: JoinHandle<()>,
}

/// Limits that a test need not wait for.
pub const SHORT: ConnectionLimits = ConnectionLimits {
    at_once: 1000,
    per_address: 1000,
    header_patience: Duration::from_millis(500),
    write_patience: Duration::from_millis(500),
    senders: Senders { proxy: None },
    stop_patience: Duration::from_secs(5),
};

/// Serves on a free port.
pub async fn serve(router: Router, limits: ConnectionLimits) -> Served {
    let listener = listen::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stopper, stop) = stop::pair();
    Served { address, stopper, done: tokio::spawn(listen::serve(listener, router, limits, stop)) }
}

impl Served {
    /// Connects and sends some bytes.
    pub async fn connect(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        stream
    }

    /// Asks for a page on a connection of its own and gives all that comes back, or nothing if it is closed at once.
    pub async fn get(&self, path: &str) -> String {
        let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
        rest(self.connect(request.as_bytes()).await).await
    }
}

/// Reads until the other side closes.
pub async fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8(bytes).unwrap()
}
