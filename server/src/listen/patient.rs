//! A stream that gives up when the other side takes nothing for too long, so that nobody can hold an answer for ever.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Sleep, sleep},
};

/// A stream whose writing has to make progress.
pub(super) struct Patient<S> {
    stream: S,
    patience: Duration,
    /// So many bytes must be taken in the time of the patience; fewer do not begin it anew.
    least: usize,
    /// Set from when a write waits for the other side until enough was taken.
    deadline: Option<Pin<Box<Sleep>>>,
    /// The bytes that were taken since then.
    taken: usize,
    /// Whether the last write had to wait.
    has_waited: bool,
}

impl<S> Patient<S> {
    pub(super) fn new(stream: S, patience: Duration, least: usize) -> Self {
        Self { stream, patience, least, deadline: None, taken: 0, has_waited: false }
    }

    /// Judges a write: one that did not have to wait shows that the other side keeps up.
    fn judge_write(&mut self, context: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if let Poll::Ready(Ok(bytes)) = &written {
            self.taken += bytes;
            if !self.has_waited || self.taken >= self.least {
                self.deadline = None;
                self.taken = 0;
            }
        }
        self.judge(context, written)
    }

    fn judge<T>(&mut self, context: &mut Context<'_>, progress: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        self.has_waited = progress.is_pending();
        if progress.is_ready() {
            return progress;
        }
        let patience = self.patience;
        let deadline = self.deadline.get_or_insert_with(|| Box::pin(sleep(patience)));
        ready!(deadline.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, from: &[u8]) -> Poll<io::Result<usize>> {
        let progress = Pin::new(&mut self.stream).poll_write(context, from);
        self.judge_write(context, progress)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        from: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let progress = Pin::new(&mut self.stream).poll_write_vectored(context, from);
        self.judge_write(context, progress)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let progress = Pin::new(&mut self.stream).poll_flush(context);
        self.judge(context, progress)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let progress = Pin::new(&mut self.stream).poll_shutdown(context);
        self.judge(context, progress)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    #[tokio::test]
    async fn a_reader_who_takes_nothing_is_given_up_and_a_slow_one_is_not() {
        let (near, mut far) = tokio::io::duplex(8);
        let mut patient = Patient::new(near, Duration::from_millis(300), 8);

        let slow = tokio::spawn(async move {
            for _ in 0..6 {
                sleep(Duration::from_millis(100)).await;
                far.read_exact(&mut [0; 8]).await.unwrap();
            }
            far
        });
        patient.write_all(&[0; 48]).await.unwrap();
        let _far = slow.await.unwrap();

        let refused = patient.write_all(&[0; 16]).await.map_err(|error| error.kind());
        assert_eq!(refused, Err(io::ErrorKind::TimedOut));
    }

    #[tokio::test]
    async fn a_reader_who_takes_a_byte_now_and_then_is_given_up() {
        let (near, mut far) = tokio::io::duplex(8);
        let mut patient = Patient::new(near, Duration::from_millis(300), 8);

        let _drip = tokio::spawn(async move {
            loop {
                sleep(Duration::from_millis(100)).await;
                far.read_exact(&mut [0]).await.unwrap();
            }
        });

        let refused = patient.write_all(&[0; 48]).await.map_err(|error| error.kind());
        assert_eq!(refused, Err(io::ErrorKind::TimedOut));
    }
}
