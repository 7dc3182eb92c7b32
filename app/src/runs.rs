//! Working on runs: one at a time in each process, read from the frozen responses, worked out beside the requests, and kept.
//!
//! Whoever works on a run says so again and again, and hears in the answer whether it was cancelled. What is stopped half way is
//! begun anew by whichever process looks next; nothing of it was stored.

mod basis;

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use chrono::TimeDelta;
use domain::ids::RunId;
use futures_util::FutureExt;
use sha2::{Digest, Sha256};
use store::{Run, RunProgress, Store, StoreError, StoredBundle};
use tokio::{
    task::{JoinError, JoinHandle},
    time::{MissedTickBehavior, interval},
};
use uuid::Uuid;
use weighting::progress::SoFar;

pub use self::basis::{Basis, NotRead, Reading};
use crate::{
    analysis::run::{Part, Results, RunError, execute},
    bundle::{self, Written},
    error::PageError,
    state::AppState,
};

/// How long a run is held by whoever works on it without hearing of them; a process that was killed holds none longer.
const HELD: TimeDelta = TimeDelta::seconds(60);
/// How often whoever works on a run says so.
const PULSE: Duration = Duration::from_millis(500);
/// A run is told of in so many steps, of which reading, drawing and checking have these.
const STEPS: u64 = 1_000;
const READING: u64 = 300;
const DRAWING: u64 = 500;

/// What became of looking for work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worked {
    /// No run waits.
    Nothing,
    /// A run was worked on until it ended or was given back.
    OnOne,
}

/// Why a run did not end with results.
enum NotDone {
    /// It is held no more, or the process is to stop.
    Left,
    /// It can never be worked out as it is.
    Impossible(String),
    /// The database did not answer; it may another time.
    Store(StoreError),
}

impl From<StoreError> for NotDone {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Changed => Self::Left,
            StoreError::Damaged { .. } => Self::Impossible(error.to_string()),
            error => Self::Store(error),
        }
    }
}

impl From<NotRead> for NotDone {
    fn from(error: NotRead) -> Self {
        match error {
            NotRead::Impossible(reason) => Self::Impossible(reason),
            NotRead::Store(error) => error.into(),
        }
    }
}

/// What a run gives.
struct Made {
    /// The results as they are stored.
    document: String,
    bundle: Written,
}

/// Asks whether the process is to stop.
type Stops<'a> = &'a (dyn Fn() -> bool + Sync);

/// One run in the hands of this process.
struct Held<'a> {
    state: &'a AppState,
    run: Run,
    holder: Uuid,
    /// Says whether the process is to stop.
    stops: Stops<'a>,
}

/// Finds the results of a run, once it has any.
///
/// # Errors
/// Fails where the database does, or what it has are no results.
pub async fn find_results(store: &Store, run: RunId) -> Result<Option<Results>, PageError> {
    let stored = store.find_results(run).await?;
    let read = stored.map(|stored| serde_json::from_str(&stored)).transpose();
    read.map_err(|error| PageError::Broken(format!("the results of a run cannot be read: {error}")))
}

/// Looks for a run that waits and works on it; `stops` says whether the process is to stop.
///
/// # Errors
/// Fails where the database does; the run is begun anew later.
pub async fn work_once(
    state: &AppState,
    holder: Uuid,
    code_version: &str,
    stops: Stops<'_>,
) -> Result<Worked, StoreError> {
    let now = state.clock.now();
    let Some(run) = state.store.find_waiting_run(now).await? else { return Ok(Worked::Nothing) };
    let (id, number, consultation) = (run.id, run.number, run.consultation);
    let taken =
        state.store.write(move |mut write| Box::pin(async move { write.take_run(id, holder, now, now + HELD).await }));
    let is_taken: Result<bool, StoreError> = taken.await;
    if !is_taken? {
        return Ok(Worked::OnOne);
    }
    tracing::info!(consultation = %consultation.0, run = number, "a weighting is being worked out");
    let held = Held { state, run, holder, stops };
    match held.work(code_version).await {
        Ok(made) => held.keep(made, code_version).await?,
        Err(NotDone::Left) => held.give_back().await?,
        Err(NotDone::Impossible(failure)) => {
            tracing::warn!(consultation = %consultation.0, run = number, failure, "a weighting could not be worked out");
            held.fail(failure).await?;
        }
        Err(NotDone::Store(error)) => return Err(error),
    }
    Ok(Worked::OnOne)
}

impl Held<'_> {
    /// Works the results out, and writes the bundle of them.
    async fn work(&self, code_version: &str) -> Result<Made, NotDone> {
        let basis = self.read().await?;
        let (basis, results) = self.execute(basis).await?;
        let document = written(&results).ok_or_else(|| {
            NotDone::Impossible("a figure of the results is no number, which is ours to mend".to_owned())
        })?;
        let evidence = basis.evidence(self.state, &self.run, document.clone(), code_version).await?;
        let bundle = tokio::task::spawn_blocking(move || bundle::write(&evidence, false)).await.map_err(broke_off)?;
        let bundle = bundle.map_err(|error| NotDone::Impossible(format!("the bundle cannot be written: {error}")))?;
        Ok(Made { document, bundle })
    }

    /// Reads the frozen responses into numbers, and makes sure that they are those that were frozen.
    async fn read(&self) -> Result<Basis, NotDone> {
        let mut reading = Reading::begin(&self.state.store, &self.run).await?;
        let mut pulse = interval(PULSE);
        pulse.set_missed_tick_behavior(MissedTickBehavior::Delay);
        while reading.step().await? {
            // Each saying is a commit, which waits for the disk; some responses are read in less.
            if pulse.tick().now_or_never().is_some() {
                self.hold(reading.done(READING)).await?;
            }
        }
        Ok(reading.finish()?)
    }

    /// Executes the plan on threads of its own, and says again and again how far it is.
    async fn execute(&self, basis: Basis) -> Result<(Basis, Results), NotDone> {
        let (done, is_left) = (Arc::new(AtomicU64::new(READING)), Arc::new(AtomicBool::new(false)));
        let watch = {
            let (done, is_left) = (done.clone(), is_left.clone());
            move |part: Part, so_far: SoFar| {
                done.store(steps(part, so_far), Ordering::Relaxed);
                if is_left.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            }
        };
        let mut work: JoinHandle<(Basis, Result<Results, RunError>)> = tokio::task::spawn_blocking(move || {
            let results = execute(&basis.plan.plan, &basis.tally, basis.frozen(), &watch);
            (basis, results)
        });
        let executed = loop {
            tokio::select! {
                executed = &mut work => break executed,
                () = tokio::time::sleep(PULSE) => {
                    let held = self.hold(done.load(Ordering::Relaxed)).await;
                    is_left.store(held.is_err() || (self.stops)(), Ordering::Relaxed);
                }
            }
        };
        let (basis, results) = executed.map_err(broke_off)?;
        let results = results.map_err(|error| match error {
            RunError::Cancelled => NotDone::Left,
            error => NotDone::Impossible(error.to_string()),
        })?;
        Ok((basis, results))
    }

    /// Says how far the run is.
    async fn hold(&self, done: u64) -> Result<(), NotDone> {
        if (self.stops)() {
            return Err(NotDone::Left);
        }
        let (id, holder, until) = (self.run.id, self.holder, self.state.clock.now() + HELD);
        let progress = RunProgress { done, total: STEPS };
        let work = self
            .state
            .store
            .write(move |mut write| Box::pin(async move { write.hold_run(id, holder, progress, until).await }));
        let held: Result<(), StoreError> = work.await;
        Ok(held?)
    }

    async fn keep(&self, made: Made, code_version: &str) -> Result<(), StoreError> {
        let Made { document, bundle } = made;
        let hash = Sha256::digest(&document).to_vec();
        let (id, holder, now, version) = (self.run.id, self.holder, self.state.clock.now(), code_version.to_owned());
        let Written { bytes, manifest, fingerprint } = bundle;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let stored = StoredBundle { grain: manifest.grain, fingerprint, size };
        let work = self.state.store.write(move |mut write| {
            Box::pin(async move {
                write.set_run_done(id, holder, (&document, &hash), &version, now).await?;
                write.add_bundle(id, &stored, &bytes).await
            })
        });
        let kept: Result<(), StoreError> = work.await;
        match kept {
            // It was cancelled at the last moment.
            Err(StoreError::Changed) => Ok(()),
            kept => kept,
        }
    }

    async fn fail(&self, failure: String) -> Result<(), StoreError> {
        let (id, holder, now) = (self.run.id, self.holder, self.state.clock.now());
        let work = self
            .state
            .store
            .write(move |mut write| Box::pin(async move { write.set_run_failed(id, holder, &failure, now).await }));
        work.await
    }

    async fn give_back(&self) -> Result<(), StoreError> {
        let (id, holder) = (self.run.id, self.holder);
        let work =
            self.state.store.write(move |mut write| Box::pin(async move { write.give_run_back(id, holder).await }));
        work.await
    }
}

/// Writes results so that they can be read again; none where a figure is no number.
fn written(results: &Results) -> Option<String> {
    let document = serde_json::to_string(results).ok()?;
    serde_json::from_str::<Results>(&document).is_ok().then_some(document)
}

fn broke_off(error: JoinError) -> NotDone {
    tracing::error!(error = %error, "working a weighting out broke off");
    NotDone::Impossible("something broke while it was worked out, which is ours to mend".to_owned())
}

/// How many steps are done.
fn steps(part: Part, so_far: SoFar) -> u64 {
    let (before, all) = match part {
        Part::Drawing => (READING, DRAWING),
        Part::Checking => (READING + DRAWING, STEPS - READING - DRAWING),
    };
    let count = |steps: usize| u64::try_from(steps).unwrap_or(u64::MAX);
    before + all.saturating_mul(count(so_far.done)) / count(so_far.total).max(1)
}
