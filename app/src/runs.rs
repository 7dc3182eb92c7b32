//! Working on runs: one at a time in each process, read from the frozen responses, worked out beside the requests, and kept.
//!
//! Whoever works on a run says so again and again, and hears in the answer whether it was cancelled. What is stopped half way is
//! begun anew by whichever process looks next; nothing of it was stored.

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use chrono::TimeDelta;
use domain::freeze::SetHash;
use sha2::{Digest, Sha256};
use store::{Freeze, Run, RunProgress, StoreError, StoredPlan};
use tokio::task::JoinHandle;
use uuid::Uuid;
use weighting::progress::SoFar;

use crate::{
    analysis::{
        Population, Tally,
        run::{Frozen, Part, Results, RunError, execute},
    },
    state::AppState,
};

/// How long a run is held by whoever works on it without hearing of them; a process that was killed holds none longer.
const HELD: TimeDelta = TimeDelta::seconds(60);
/// How often whoever works on a run says so.
const PULSE: Duration = Duration::from_millis(500);
/// How many frozen responses are in memory at once.
const AT_ONCE: i64 = 500;
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
    match held.work().await {
        Ok(results) => held.keep(&results, code_version).await?,
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
    async fn work(&self) -> Result<Results, NotDone> {
        let lost = |what: &str| NotDone::Impossible(format!("{what} of the run is not there any more"));
        let plans = self.state.store.list_plans(self.run.consultation).await?;
        let plan = plans.into_iter().find(|plan| plan.id == self.run.plan).ok_or_else(|| lost("the plan"))?;
        let freezes = self.state.store.list_freezes(self.run.consultation).await?;
        let freeze =
            freezes.into_iter().find(|freeze| freeze.id == self.run.freeze).ok_or_else(|| lost("the freeze"))?;
        let (tally, frozen) = self.read(&plan, &freeze).await?;
        self.execute(plan, tally, frozen).await
    }

    /// Reads the frozen responses into numbers, and makes sure that they are those that were frozen.
    async fn read(&self, plan: &StoredPlan, freeze: &Freeze) -> Result<(Tally, Frozen), NotDone> {
        let impossible = |error: weighting::margin::MarginError| NotDone::Impossible(error.to_string());
        let population = Population::planned(&plan.plan).map_err(impossible)?;
        let newest = self.state.store.find_version(freeze.version).await?;
        let newest =
            newest.ok_or_else(|| NotDone::Impossible("the version of the freeze is not there any more".to_owned()))?;
        let mut tally = Tally::new(&newest.questionnaire, population).in_campaigns(&freeze.campaigns);
        let mut frozen = Frozen { responses: freeze.responses, missing: 0 };
        let (mut set, mut place) = (SetHash::default(), 0);
        loop {
            let read = self.state.store.list_frozen_after(freeze.id, place, AT_ONCE).await?;
            let Some(last) = read.last() else { break };
            place = last.place;
            for each in read {
                let hash = each.hash.as_slice().try_into();
                set.add(each.id, hash.map_err(|_| NotDone::Impossible("a hash has another length".to_owned()))?);
                let Some(response) = each.response else {
                    frozen.missing += 1;
                    continue;
                };
                let version = response.response.version;
                if !tally.knows(version) {
                    let found = self.state.store.find_version(version).await?;
                    let found = found.ok_or_else(|| NotDone::Impossible("a response has no version".to_owned()))?;
                    tally.learn(version, found.questionnaire);
                }
                tally.add_of(&response, each.campaign);
            }
            let done = READING * place.unsigned_abs() / freeze.responses.max(1);
            self.hold(done).await?;
        }
        if set.finish().as_slice() != freeze.hash {
            return Err(NotDone::Impossible("the list of frozen responses is not the one that was frozen".to_owned()));
        }
        Ok((tally, frozen))
    }

    /// Executes the plan on threads of its own, and says again and again how far it is.
    async fn execute(&self, plan: StoredPlan, tally: Tally, frozen: Frozen) -> Result<Results, NotDone> {
        let (done, is_left) = (Arc::new(AtomicU64::new(READING)), Arc::new(AtomicBool::new(false)));
        let watch = {
            let (done, is_left) = (done.clone(), is_left.clone());
            move |part: Part, so_far: SoFar| {
                done.store(steps(part, so_far), Ordering::Relaxed);
                if is_left.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            }
        };
        let mut work: JoinHandle<Result<Results, RunError>> =
            tokio::task::spawn_blocking(move || execute(&plan.plan, &tally, frozen, &watch));
        let executed = loop {
            tokio::select! {
                executed = &mut work => break executed,
                () = tokio::time::sleep(PULSE) => {
                    let held = self.hold(done.load(Ordering::Relaxed)).await;
                    is_left.store(held.is_err() || (self.stops)(), Ordering::Relaxed);
                }
            }
        };
        let executed = executed.map_err(|error| {
            tracing::error!(error = %error, "working a weighting out broke off");
            NotDone::Impossible("something broke while it was worked out, which is ours to mend".to_owned())
        })?;
        executed.map_err(|error| match error {
            RunError::Cancelled => NotDone::Left,
            error => NotDone::Impossible(error.to_string()),
        })
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

    async fn keep(&self, results: &Results, code_version: &str) -> Result<(), StoreError> {
        let Some(document) = written(results) else {
            return self.fail("a figure of the results is no number, which is ours to mend".to_owned()).await;
        };
        let hash = Sha256::digest(&document).to_vec();
        let (id, holder, now, version) = (self.run.id, self.holder, self.state.clock.now(), code_version.to_owned());
        let work = self.state.store.write(move |mut write| {
            Box::pin(async move { write.set_run_done(id, holder, (&document, &hash), &version, now).await })
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

/// How many steps are done.
fn steps(part: Part, so_far: SoFar) -> u64 {
    let (before, all) = match part {
        Part::Drawing => (READING, DRAWING),
        Part::Checking => (READING + DRAWING, STEPS - READING - DRAWING),
    };
    let count = |steps: usize| u64::try_from(steps).unwrap_or(u64::MAX);
    before + all.saturating_mul(count(so_far.done)) / count(so_far.total).max(1)
}
