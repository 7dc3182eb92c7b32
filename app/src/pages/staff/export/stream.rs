//! Sending an export while it is read and written, so that none of it is whole in memory.
//!
//! Responses are read here and rows are written by a thread that may wait: the formats know nothing of the server.

use std::io::{self, Write};

use axum::body::{Body, Bytes};
use export::{Failure, Manifest, Row, write};
use futures_util::stream;
use tokio::{
    sync::{Semaphore, mpsc},
    task::spawn_blocking,
};

use super::order::Prepared;
use crate::{pages::staff::submitted::Submitted, state::AppState};

/// How many exports are written at once in this process; others wait for their turn.
const AT_ONCE: usize = 8;
static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);
/// How many pieces lie ready for whoever takes them.
const AHEAD: usize = 2;
/// About how many bytes are sent at once.
const PIECE: usize = 64 * 1024;

type Rows = Result<Vec<Row>, Failure>;
type Piece = Result<Bytes, io::Error>;

/// Sends an export. Where it breaks off, so does the connection: nobody takes half a file for all of it.
pub(super) fn send(state: AppState, prepared: Prepared, submitted: Submitted) -> Body {
    let (taken, pieces) = mpsc::channel::<Piece>(AHEAD);
    tokio::spawn(async move {
        let mut pipe = Pipe { taken, piece: Vec::new() };
        let order = prepared.order.clone();
        let written = read(state, prepared, submitted, move |rows| {
            let written = write(&order, rows, &mut pipe).and_then(|_| Ok(pipe.flush()?));
            if let Err(error) = written {
                tracing::error!(%error, "an export broke off");
                // Whoever has gone away needs no word of it.
                let _ = pipe.taken.blocking_send(Err(io::Error::other("the export broke off")));
            }
        });
        written.await;
    });
    Body::from_stream(stream::unfold(pieces, |mut pieces| async move { Some((pieces.recv().await?, pieces)) }))
}

/// Gives the manifest that an export would have.
pub(super) async fn measure(state: AppState, prepared: Prepared, submitted: Submitted) -> Result<Manifest, Failure> {
    let order = prepared.order.clone();
    let measured = read(state, prepared, submitted, move |rows| export::measure(&order, rows)).await;
    measured.unwrap_or_else(|| Err(Failure::BrokenOff("the thread that wrote it is gone".to_owned())))
}

/// Reads responses and hands them as rows to a piece of work on a thread of its own; `None` where that was stopped.
async fn read<T: Send + 'static>(
    state: AppState,
    prepared: Prepared,
    mut submitted: Submitted,
    work: impl FnOnce(Given) -> T + Send + 'static,
) -> Option<T> {
    let place = PLACES.acquire().await.ok()?;
    let (read, given) = mpsc::channel::<Rows>(AHEAD);
    let working = spawn_blocking(move || work(Given(given)));
    loop {
        let rows = match submitted.read_on(&state).await {
            Ok(None) => break,
            Ok(Some(stored)) => {
                let rows: Option<Vec<Row>> = stored.into_iter().map(|stored| prepared.row(stored)).collect();
                rows.ok_or("a version was published while its first answers were being exported".to_owned())
            }
            Err(error) => Err(error.to_string()),
        };
        let is_broken = rows.is_err();
        if read.send(rows.map_err(Failure::BrokenOff)).await.is_err() || is_broken {
            break;
        }
    }
    drop(read);
    let worked = working.await.ok();
    drop(place);
    worked
}

/// The rows as they are read.
struct Given(mpsc::Receiver<Rows>);

impl Iterator for Given {
    type Item = Rows;

    fn next(&mut self) -> Option<Rows> {
        self.0.blocking_recv()
    }
}

/// Sends what is written in pieces.
struct Pipe {
    taken: mpsc::Sender<Piece>,
    piece: Vec<u8>,
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::take(&mut self.piece));
        self.taken.blocking_send(Ok(piece)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}
