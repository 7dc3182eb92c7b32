//! How a long run says how far it is and is stopped: one type that every long method takes.
//! Knows no clock and no thread: the caller's own function is told, and answers whether to go on.
//!
//! ```
//! use std::ops::ControlFlow;
//! use weighting::progress::{Cancelled, Progress};
//!
//! let mut seen = Vec::new();
//! let progress = Progress::watched_by(|so_far| {
//!     seen.push(so_far.done);
//!     if so_far.done < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
//! });
//! let run = progress.start(10);
//! assert_eq!(run.advance(1), Ok(()));
//! assert_eq!(run.advance(1), Err(Cancelled { done: 2, total: 10 }));
//! assert_eq!(run.advance(1), Err(Cancelled { done: 2, total: 10 }));
//! drop(progress);
//! assert_eq!(seen, [0, 1, 2]);
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `txtProgressBar`, `tqdm` | [`Progress::watched_by`] |
//! | an interrupt from the keyboard | [`std::ops::ControlFlow::Break`], answered by the watcher |

use std::fmt;
use std::ops::ControlFlow;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How far a long run is, in steps of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoFar {
    /// How many steps are done; it never falls within a run.
    pub done: usize,
    /// How many steps there are; a search that may end early counts the most it may take.
    pub total: usize,
}

/// The refusal to go on, because the watcher asked to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the run was stopped after {done} of {total} steps, as asked; start it again for a result")]
pub struct Cancelled {
    /// How many steps were done.
    pub done: usize,
    /// How many steps there were.
    pub total: usize,
}

type Watch<'a> = Box<dyn FnMut(SoFar) -> ControlFlow<()> + Send + 'a>;

/// Whom a long run tells how far it is.
#[derive(Default)]
pub struct Progress<'a> {
    watch: Option<Mutex<Watch<'a>>>,
}

impl fmt::Debug for Progress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Progress").field("watched", &self.watch.is_some()).finish()
    }
}

impl<'a> Progress<'a> {
    /// Tells nobody; a run that reports here is never stopped.
    pub fn silent() -> Self {
        Self { watch: None }
    }

    /// Tells the given function, which answers whether to go on.
    ///
    /// It is called from whichever thread is working, never from two at once, first with 0 done. It must return quickly:
    /// the run waits for it.
    pub fn watched_by(watch: impl FnMut(SoFar) -> ControlFlow<()> + Send + 'a) -> Self {
        Self { watch: Some(Mutex::new(Box::new(watch))) }
    }

    /// Begins a run of this many steps.
    pub fn start(&self, total: usize) -> Run<'_, 'a> {
        let run = Run { watch: self.watch.as_ref(), total, state: Mutex::new(State { done: 0, stopped: false }) };
        if let Some(watch) = run.watch {
            let answer = held(watch)(SoFar { done: 0, total });
            held(&run.state).stopped = answer.is_break();
        }
        run
    }
}

/// One run under way; its threads share it.
pub struct Run<'p, 'a> {
    watch: Option<&'p Mutex<Watch<'a>>>,
    total: usize,
    state: Mutex<State>,
}

#[derive(Clone, Copy)]
struct State {
    done: usize,
    stopped: bool,
}

impl fmt::Debug for Run<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run").field("done", &held(&self.state).done).field("total", &self.total).finish_non_exhaustive()
    }
}

impl Run<'_, '_> {
    /// Counts steps as done and asks whether to go on.
    ///
    /// # Errors
    /// Says [`Cancelled`] once the watcher has asked to stop, and from then on.
    pub fn advance(&self, steps: usize) -> Result<(), Cancelled> {
        let Some(watch) = self.watch else { return Ok(()) };
        let mut state = held(&self.state);
        if !state.stopped {
            state.done = state.done.saturating_add(steps).min(self.total);
            state.stopped = held(watch)(SoFar { done: state.done, total: self.total }).is_break();
        }
        if state.stopped { Err(Cancelled { done: state.done, total: self.total }) } else { Ok(()) }
    }
}

/// The value behind a lock; a watcher that panicked elsewhere leaves nothing half done here.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::{Cancelled, Progress};

    #[test]
    fn a_run_that_nobody_watches_is_never_stopped() {
        let progress = Progress::silent();
        let run = progress.start(1);
        assert_eq!(run.advance(usize::MAX), Ok(()));
        assert_eq!(run.advance(usize::MAX), Ok(()));
    }

    #[test]
    fn a_run_refused_at_its_start_does_not_begin() {
        let progress = Progress::watched_by(|_| ControlFlow::Break(()));
        assert_eq!(progress.start(3).advance(1), Err(Cancelled { done: 0, total: 3 }));
    }

    #[test]
    fn threads_share_one_count_that_never_falls() {
        let mut seen = Vec::new();
        let progress = Progress::watched_by(|so_far| {
            seen.push(so_far.done);
            ControlFlow::Continue(())
        });
        let run = progress.start(100);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..25).try_for_each(|_| run.advance(1)));
            }
        });
        drop(progress);
        assert_eq!(seen, (0..=100).collect::<Vec<_>>());
    }
}
