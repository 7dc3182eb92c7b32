//! Runs of plans on frozen responses: asked for, worked on by one server at a time, and kept with their results.
//!
//! Whoever works on a run holds it for a while and says so again and again. A run that nobody holds any more, because a server
//! was stopped, is begun anew by whichever finds it: the same plan on the same responses gives the same.

use domain::{
    ids::{AccountId, ConsultationId, FreezeId, PlanId, RunId},
    run::{Occasion, RunStatus},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
    words::{from_word, to_word},
};

/// A run as it stands; its results are read alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its identity.
    pub id: RunId,
    /// Its consultation.
    pub consultation: ConsultationId,
    /// Its number among the runs of the consultation, from 1.
    pub number: i64,
    /// The plan that it follows.
    pub plan: PlanId,
    /// The responses that it reads.
    pub freeze: FreezeId,
    /// Where it stands.
    pub status: RunStatus,
    /// The address of who asked for it, unless the account is removed.
    pub by: Option<String>,
    /// When it was asked for.
    pub asked_at: Moment,
    /// When it ended.
    pub ended_at: Option<Moment>,
    /// How far it is.
    pub progress: RunProgress,
    /// The version of the program that worked it out.
    pub code_version: Option<String>,
    /// The SHA-256 of its results.
    pub results_hash: Option<Vec<u8>>,
    /// Why it failed.
    pub failure: Option<String>,
}

/// How many steps of a run are done, of how many; of none before it is begun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunProgress {
    /// Those that are done.
    pub done: u64,
    /// All.
    pub total: u64,
}

#[derive(FromRow)]
struct RunRow {
    id: Uuid,
    consultation_id: Uuid,
    number: i64,
    plan_id: Uuid,
    freeze_id: Uuid,
    status: String,
    by_email: Option<String>,
    asked_at: Moment,
    ended_at: Option<Moment>,
    done: i64,
    total: i64,
    code_version: Option<String>,
    results_digest: Option<Vec<u8>>,
    failure: Option<String>,
}

impl TryFrom<RunRow> for Run {
    type Error = StoreError;

    fn try_from(row: RunRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: RunId(row.id),
            consultation: ConsultationId(row.consultation_id),
            number: row.number,
            plan: PlanId(row.plan_id),
            freeze: FreezeId(row.freeze_id),
            status: from_word("weighting_runs", &row.status)?,
            by: row.by_email,
            asked_at: row.asked_at,
            ended_at: row.ended_at,
            progress: RunProgress { done: row.done.unsigned_abs(), total: row.total.unsigned_abs() },
            code_version: row.code_version,
            results_hash: row.results_digest,
            failure: row.failure,
        })
    }
}

/// Spells out a statement that reads each column of a [`RunRow`], with what follows the table's name.
macro_rules! select_runs {
    ($rest:literal) => {
        concat!(
            "SELECT w.id, w.consultation_id, w.number, w.plan_id, w.freeze_id, w.status, w.asked_at, w.ended_at, w.done, w.total,
                    w.code_version, w.results_digest, w.failure,
                    (SELECT a.email FROM accounts a WHERE a.id = w.account_id) AS by_email
             FROM weighting_runs w ",
            $rest
        )
    };
}

impl Store {
    /// Lists the runs of a consultation, the newest first.
    pub async fn list_runs(&self, consultation: ConsultationId) -> Result<Vec<Run>, StoreError> {
        let rows: Vec<RunRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_runs!("WHERE w.consultation_id = $1 ORDER BY w.number DESC"))
                .bind(consultation.0)
                .fetch_all(conn)
                .await
        })?;
        rows.into_iter().map(Run::try_from).collect()
    }

    /// Finds a run.
    pub async fn find_run(&self, run: RunId) -> Result<Option<Run>, StoreError> {
        let row: Option<RunRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_runs!("WHERE w.id = $1")).bind(run.0).fetch_optional(conn).await
        })?;
        row.map(Run::try_from).transpose()
    }

    /// Finds the results of a run as they were stored; none before it is done.
    pub async fn find_results(&self, run: RunId) -> Result<Option<String>, StoreError> {
        let results: Option<Option<String>> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT results FROM weighting_runs WHERE id = $1").bind(run.0).fetch_optional(conn).await
        })?;
        Ok(results.flatten())
    }

    /// Finds the run that has waited longest and that nobody holds at a moment.
    pub async fn find_waiting_run(&self, now: Moment) -> Result<Option<Run>, StoreError> {
        let row: Option<RunRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_runs!(
                "WHERE w.status = 'waiting' OR (w.status = 'running' AND w.held_until < $1)
                 ORDER BY w.asked_at, w.id LIMIT 1"
            ))
            .bind(now)
            .fetch_optional(conn)
            .await
        })?;
        row.map(Run::try_from).transpose()
    }
}

impl Write<'_> {
    /// Asks for the next run of a consultation, unless one of the same plan on the same responses stands; where responses were erased,
    /// unless one waits.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where one does.
    pub async fn add_run(
        &mut self,
        id: RunId,
        consultation: ConsultationId,
        (plan, freeze): (PlanId, FreezeId),
        (by, now): (AccountId, Moment),
        occasion: Occasion,
    ) -> Result<(), StoreError> {
        // The row is held, so that of two who ask at once on PostgreSQL the second sees the first.
        change!(self, "UPDATE plans SET revision = revision WHERE id = $1", plan.0)?;
        let added = change!(
            self,
            "INSERT INTO weighting_runs
                 (id, consultation_id, number, plan_id, freeze_id, status, account_id, asked_at, done, total)
             SELECT $1, $2, (SELECT 1 + COALESCE(MAX(o.number), 0) FROM weighting_runs o WHERE o.consultation_id = $2),
                    $3, $4, $5, $6, $7, 0, 0
             WHERE NOT EXISTS (
                 SELECT 1 FROM weighting_runs o
                 WHERE o.plan_id = $3 AND o.freeze_id = $4 AND (o.status = 'waiting' OR $8 AND o.status IN ('running', 'done')))",
            id.0,
            consultation.0,
            plan.0,
            freeze.0,
            to_word(RunStatus::Waiting),
            by.0,
            now,
            occasion == Occasion::Wanted
        )?;
        if added == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }

    /// Takes a run that nobody holds at a moment, until another; gives whether it was had.
    pub async fn take_run(&mut self, run: RunId, holder: Uuid, now: Moment, until: Moment) -> Result<bool, StoreError> {
        let taken = change!(
            self,
            "UPDATE weighting_runs SET status = 'running', holder = $2, held_until = $4, done = 0, total = 0
             WHERE id = $1 AND (status = 'waiting' OR (status = 'running' AND held_until < $3))",
            run.0,
            holder,
            now,
            until
        )?;
        Ok(taken > 0)
    }

    /// Says how far a run is, and holds it until another moment.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is held no more: it was cancelled, or another server has begun it anew.
    pub async fn hold_run(
        &mut self,
        run: RunId,
        holder: Uuid,
        progress: RunProgress,
        until: Moment,
    ) -> Result<(), StoreError> {
        let held = change!(
            self,
            "UPDATE weighting_runs SET done = $3, total = $4, held_until = $5
             WHERE id = $1 AND holder = $2 AND status = 'running'",
            run.0,
            holder,
            i64::try_from(progress.done).unwrap_or(i64::MAX),
            i64::try_from(progress.total).unwrap_or(i64::MAX),
            until
        )?;
        if held == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }

    /// Keeps the results of a run with their SHA-256 and the version of the program that worked them out.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is held no more.
    pub async fn set_run_done(
        &mut self,
        run: RunId,
        holder: Uuid,
        (results, hash): (&str, &[u8]),
        code_version: &str,
        now: Moment,
    ) -> Result<(), StoreError> {
        let ended = change!(
            self,
            "UPDATE weighting_runs SET status = 'done', ended_at = $3, results = $4, results_digest = $5, code_version = $6,
                    done = total, holder = NULL, held_until = NULL
             WHERE id = $1 AND holder = $2 AND status = 'running'",
            run.0,
            holder,
            now,
            results,
            hash,
            code_version
        )?;
        if ended == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }

    /// Says why a run cannot be worked out.
    pub async fn set_run_failed(
        &mut self,
        run: RunId,
        holder: Uuid,
        failure: &str,
        now: Moment,
    ) -> Result<(), StoreError> {
        change!(
            self,
            "UPDATE weighting_runs SET status = 'failed', ended_at = $3, failure = $4, holder = NULL, held_until = NULL
             WHERE id = $1 AND holder = $2 AND status = 'running'",
            run.0,
            holder,
            now,
            failure
        )?;
        Ok(())
    }

    /// Lets a run wait again that was worked on; nothing where it ended meanwhile.
    pub async fn give_run_back(&mut self, run: RunId, holder: Uuid) -> Result<(), StoreError> {
        change!(
            self,
            "UPDATE weighting_runs SET status = 'waiting', holder = NULL, held_until = NULL
             WHERE id = $1 AND holder = $2 AND status = 'running'",
            run.0,
            holder
        )?;
        Ok(())
    }

    /// Stops a run that has not ended. Whoever works on it is told when they next hold it.
    pub async fn cancel_run(&mut self, run: RunId, now: Moment) -> Result<(), StoreError> {
        change!(
            self,
            "UPDATE weighting_runs SET status = 'cancelled', ended_at = $2, holder = NULL, held_until = NULL
             WHERE id = $1 AND status IN ('waiting', 'running')",
            run.0,
            now
        )?;
        Ok(())
    }
}
