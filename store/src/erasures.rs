//! Responses that staff erased.

use domain::{
    erasure::ErasureGround,
    ids::{AccountId, ConsultationId, FreezeId},
    run::RunStatus,
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
    words::{from_word, to_word},
};

/// That a response was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// The consultation that it answered.
    pub consultation: ConsultationId,
    /// On what ground.
    pub ground: ErasureGround,
    /// The address of who did it, unless the account is removed.
    pub by: Option<String>,
    /// When.
    pub at: Moment,
}

/// How many responses of a freeze were erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erased {
    /// So many.
    pub count: u64,
    /// When the last of them was.
    pub last: Moment,
}

#[derive(FromRow)]
struct ErasureRow {
    consultation_id: Uuid,
    ground: String,
    by_email: Option<String>,
    erased_at: Moment,
}

impl Store {
    /// Finds the erasure of the response with a reference.
    pub async fn find_erasure(&self, reference: &str) -> Result<Option<Erasure>, StoreError> {
        let row: Option<ErasureRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT r.consultation_id, e.ground, e.erased_at,
                        (SELECT a.email FROM accounts a WHERE a.id = e.account_id) AS by_email
                 FROM erasures e JOIN responses r ON r.id = e.response_id WHERE r.reference = $1",
            )
            .bind(reference)
            .fetch_optional(conn)
            .await
        })?;
        row.map(|row| {
            let ground = from_word("erasures", &row.ground)?;
            let consultation = ConsultationId(row.consultation_id);
            Ok(Erasure { consultation, ground, by: row.by_email, at: row.erased_at })
        })
        .transpose()
    }

    /// Finds how many responses of a freeze were erased after a moment, and when the last of them was.
    pub async fn find_erased(&self, freeze: FreezeId, after: Moment) -> Result<Option<Erased>, StoreError> {
        let (count, last): (i64, Option<Moment>) = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT COUNT(*), MAX(e.erased_at) FROM erasures e JOIN frozen_responses f ON f.response_id = e.response_id
                 WHERE f.freeze_id = $1 AND e.erased_at > $2",
            )
            .bind(freeze.0)
            .bind(after)
            .fetch_one(conn)
            .await
        })?;
        Ok(last.map(|last| Erased { count: count.unsigned_abs(), last }))
    }
}

impl Write<'_> {
    /// Erases a submitted response with all its answers, files, comments and tags; runs that are under way on it are begun anew.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when no submitted response of the consultation has the reference.
    pub async fn set_erased(
        &mut self,
        consultation: ConsultationId,
        reference: &str,
        ground: ErasureGround,
        (by, now): (AccountId, Moment),
    ) -> Result<(), StoreError> {
        self.set_withdrawn(consultation, reference, now).await?;
        change!(
            self,
            "INSERT INTO erasures (response_id, ground, account_id, erased_at)
             SELECT id, $2, $3, $4 FROM responses WHERE reference = $1",
            reference,
            to_word(ground),
            by.0,
            now
        )?;
        change!(
            self,
            "UPDATE frozen_responses SET campaign = NULL
             WHERE response_id = (SELECT id FROM responses WHERE reference = $1)",
            reference
        )?;
        // What was read is not to be counted any more: whoever works on a run hears that it is held no more, and it is begun anew.
        change!(
            self,
            "UPDATE weighting_runs SET status = $2, holder = NULL, held_until = NULL
             WHERE status = $3 AND freeze_id IN (
                 SELECT f.freeze_id FROM frozen_responses f JOIN responses r ON r.id = f.response_id WHERE r.reference = $1)",
            reference,
            to_word(RunStatus::Waiting),
            to_word(RunStatus::Running)
        )?;
        Ok(())
    }
}
