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
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

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
    /// It is called from whichever thread is working, never from two at once, first with 0 done and last with all. While it
    /// is being called the other threads count on and are not told: it may miss steps in between, never the last. So it
    /// may take its time, use threads of its own, and even start a run that reports here, which is then told nothing.
    /// Whatever it answers holds from the next step on.
    pub fn watched_by(watch: impl FnMut(SoFar) -> ControlFlow<()> + Send + 'a) -> Self {
        Self { watch: Some(Mutex::new(Box::new(watch))) }
    }

    /// Begins a run of this many steps.
    pub fn start(&self, total: usize) -> Run<'_, 'a> {
        let state = State { done: 0, untold: true, stopped: false };
        let run = Run { watch: self.watch.as_ref(), total, state: Mutex::new(state) };
        if let Some(watch) = run.watch {
            run.tell(watch);
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
    /// Whether the watcher has not been asked since the last step.
    untold: bool,
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
            state.untold = true;
            drop(state);
            self.tell(watch);
            state = held(&self.state);
        }
        if state.stopped { Err(Cancelled { done: state.done, total: self.total }) } else { Ok(()) }
    }

    /// Asks the watcher, unless it is being asked already: nobody waits for it, or a watcher that waits for other threads,
    /// or for a run of its own, would wait for ever.
    fn tell(&self, watch: &Mutex<Watch<'_>>) {
        loop {
            let mut asked = match watch.try_lock() {
                Ok(asked) => asked,
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => return,
            };
            let done = {
                let mut state = held(&self.state);
                state.untold = false;
                state.done
            };
            let answer = asked(SoFar { done, total: self.total });
            drop(asked);
            let mut state = held(&self.state);
            state.stopped |= answer.is_break();
            // What was done meanwhile is told with the next step; where there is none, it is told now.
            if state.stopped || !state.untold || state.done < self.total {
                return;
            }
        }
    }
}

/// The value behind a lock; a watcher that panicked elsewhere leaves nothing half done here.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Barrier, OnceLock};

    use rayon::prelude::*;

    use super::{Cancelled, Progress, SoFar};

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

    fn in_four_threads(progress: &Progress<'_>) {
        let run = progress.start(100);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..25).try_for_each(|_| run.advance(1)));
            }
        });
    }

    #[test]
    fn threads_share_one_count_that_never_falls_and_is_told_to_the_end() {
        let mut seen = Vec::new();
        let progress = Progress::watched_by(|so_far| {
            seen.push(so_far.done);
            ControlFlow::Continue(())
        });
        in_four_threads(&progress);
        drop(progress);
        assert_eq!((seen.first(), seen.last()), (Some(&0), Some(&100)));
        assert!(seen.is_sorted());
    }

    #[test]
    fn one_thread_is_told_of_every_step() {
        let mut seen = Vec::new();
        let progress = Progress::watched_by(|so_far| {
            seen.push(so_far.done);
            ControlFlow::Continue(())
        });
        let run = progress.start(3);
        assert!((0..3).all(|_| run.advance(1).is_ok()));
        drop(progress);
        assert_eq!(seen, [0, 1, 2, 3]);
    }

    #[test]
    fn nobody_waits_for_a_slow_watcher_and_it_is_told_the_end() {
        let (told, go_on) = (Barrier::new(2), Barrier::new(2));
        let mut last = 0;
        let progress = Progress::watched_by(|so_far| {
            last = so_far.done;
            if so_far.done == 1 {
                told.wait();
                go_on.wait();
            }
            ControlFlow::Continue(())
        });
        let run = progress.start(100);
        std::thread::scope(|scope| {
            scope.spawn(|| run.advance(1));
            told.wait();
            // The watcher is being called, and stays so until all the other steps are counted.
            assert!((0..99).all(|_| run.advance(1).is_ok()));
            go_on.wait();
        });
        drop(progress);
        assert_eq!(last, 100);
    }

    #[test]
    fn a_watcher_may_use_the_threads_of_the_run_and_run_itself() {
        static PROGRESS: OnceLock<Progress<'_>> = OnceLock::new();
        static SEEN: AtomicUsize = AtomicUsize::new(0);
        let watched = Progress::watched_by(|so_far: SoFar| {
            // Whoever waits here for other threads may be given a step of the run to do in the meantime.
            (0..64).into_par_iter().for_each(|_| std::thread::yield_now());
            if let Some(progress) = PROGRESS.get() {
                assert_eq!(progress.start(1).advance(1), Ok(()));
            }
            SEEN.fetch_max(so_far.done, Ordering::Relaxed);
            ControlFlow::Continue(())
        });
        let progress = PROGRESS.get_or_init(|| watched);
        let run = progress.start(200);
        (0..200).into_par_iter().for_each(|_| assert_eq!(run.advance(1), Ok(())));
        assert_eq!(SEEN.load(Ordering::Relaxed), 200);
    }
}
