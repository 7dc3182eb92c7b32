//! Accepting connections and ending them: header timeouts, places, stalled readers, and a stop that loses nothing.
//!
//! `axum::serve` keeps a connection that sends no header for ever, so the accept loop is our own. HTTP/2 and TLS are the
//! business of a reverse proxy.

mod patient;
mod places;
mod senders;

use std::{io, net::SocketAddr, time::Duration};

use app::network::Network;
use axum::{Router, extract::Request};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tower::ServiceExt as _;

pub use self::senders::Senders;
use self::{
    patient::Patient,
    places::{Place, Places},
};
use crate::{failure::Failure, stop::Stop};

/// The most bytes of a request's head.
const HEAD_LIMIT: usize = 64 * 1024;
/// So many bytes of an answer a reader takes at least while the server waits for them.
const LEAST_TAKEN: usize = 4 * 1024;
/// How long accepting pauses after the first failure, such as for want of file descriptors.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
/// How long it pauses at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// How many connections there may be, and how long each may take for what.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// The most connections at once.
    pub at_once: usize,
    /// The most connections at once from one address.
    pub per_address: usize,
    /// How long the head of a request may take to arrive.
    pub header_patience: Duration,
    /// How long a reader may take nothing of an answer.
    pub write_patience: Duration,
    /// Who is taken for the sender of a request.
    pub senders: Senders,
    /// How long requests may take to finish after the server is asked to stop.
    pub stop_patience: Duration,
}

/// A connection that has a place.
struct Accepted {
    stream: TcpStream,
    from: SocketAddr,
    place: Place,
}

/// Takes an address to listen on.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|cause| Failure::Listen { address, cause })
}

/// Serves until asked to stop, then lets the requests that have begun finish.
pub async fn serve(listener: TcpListener, router: Router, limits: ConnectionLimits, mut stop: Stop) {
    let places = Places::new(limits.at_once, limits.per_address);
    let connections = GracefulShutdown::new();
    let mut tasks = JoinSet::new();
    loop {
        tokio::select! {
            () = stop.asked() => break,
            accepted = next(&listener, &places) => start(accepted, &router, &limits, &connections, &mut tasks),
            Some(_ended) = tasks.join_next() => {}
        }
    }
    drop(listener);
    let open = connections.count();
    tracing::info!(connections = open, "no new connections are taken");
    if tokio::time::timeout(limits.stop_patience, connections.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time and were cut off");
        tasks.shutdown().await;
    }
}

/// Waits for a place, then for somebody to take it.
async fn next(listener: &TcpListener, places: &Places) -> Accepted {
    loop {
        let seat = places.seat().await;
        let (stream, from) = accept(listener).await;
        if let Some(place) = places.take(seat, Network::of(from.ip())) {
            return Accepted { stream, from, place };
        }
        tracing::debug!("a connection was closed: its address has too many");
    }
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    let mut pause = FIRST_PAUSE;
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) if is_of_the_visitor(&error) => {}
            Err(error) => {
                tracing::warn!(error = %error, "no connection could be accepted; trying again soon");
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

fn is_of_the_visitor(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

fn start(
    Accepted { stream, from, place }: Accepted,
    router: &Router,
    limits: &ConnectionLimits,
    connections: &GracefulShutdown,
    tasks: &mut JoinSet<()>,
) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error = %error, "a connection was gone at once");
        return;
    }
    let stream = TokioIo::new(Patient::new(stream, limits.write_patience, LEAST_TAKEN));
    let senders = limits.senders;
    let noted = router.clone().map_request(move |mut request: Request<Incoming>| {
        if let Some(network) = senders.network(from.ip(), request.headers()) {
            request.extensions_mut().insert(network);
        }
        request
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_patience)
        .max_buf_size(HEAD_LIMIT)
        .serve_connection(stream, TowerToHyperService::new(noted));
    let connection = connections.watch(connection);
    tasks.spawn(async move {
        let _place = place;
        if let Err(error) = connection.await {
            tracing::debug!(error = %error, "a connection ended early");
        }
    });
}
