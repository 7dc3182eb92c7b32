//! What supporting authorities were given, with every step that was taken after that; all of it is only added to.

use domain::{
    ids::RoundId,
    involvement::Taken,
    round::{Given, RoundStep},
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write, document,
    engine::{change, on, one_changed},
    stakeholders::{StepRow, together},
};

const STEPS: &str = "round_steps";

/// A round as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRound {
    /// Its identity.
    pub id: RoundId,
    /// What was given and all that was done after that.
    pub given: Given,
}

#[derive(FromRow)]
struct RoundRow {
    id: Uuid,
    number: i64,
}

impl Store {
    /// Lists the rounds by their numbers, those that were taken out among them.
    pub async fn list_rounds(&self) -> Result<Vec<StoredRound>, StoreError> {
        // The steps first: what is added meanwhile has none here, and is left out.
        let steps: Vec<StepRow> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT round_id AS owner_id, document, account_id, made_at FROM round_steps ORDER BY round_id, place")
                .fetch_all(conn)
                .await
        })?;
        let rows: Vec<RoundRow> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT id, number FROM rounds ORDER BY number").fetch_all(conn).await
        })?;
        let mut steps = together::<RoundStep>(STEPS, steps)?;
        let mut found = Vec::new();
        for RoundRow { id, number } in rows {
            let Some(entries) = steps.remove(&id) else { continue };
            let given = Given::new(number, entries)
                .ok_or_else(|| StoreError::damaged(STEPS, format!("{id} was never written")))?;
            found.push(StoredRound { id: RoundId(id), given });
        }
        Ok(found)
    }
}

impl Write<'_> {
    /// Adds the next round, without any step yet.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where its number is not the next, because somebody else has added one.
    pub async fn add_round(&mut self, id: RoundId, number: i64) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO rounds (id, number) SELECT $1, $2 WHERE $2 = 1 + (SELECT COALESCE(MAX(r.number), 0) FROM rounds r)",
            id.0,
            number
        )
        .map_err(StoreError::first_come)?;
        one_changed(added)
    }

    /// Adds a step of a round after so many others.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where there are not so many, because somebody else has taken one.
    pub async fn add_round_step(
        &mut self,
        id: RoundId,
        after: usize,
        taken: &Taken<RoundStep>,
    ) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO round_steps (round_id, place, document, account_id, made_at) SELECT $1, $2, $3, $4, $5
             WHERE $2 = (SELECT COUNT(*) FROM round_steps s WHERE s.round_id = $1)",
            id.0,
            i64::try_from(after).unwrap_or(i64::MAX),
            document::write(STEPS, &taken.step)?,
            taken.account.map(|account| account.0),
            taken.at
        )
        .map_err(StoreError::first_come)?;
        one_changed(added)
    }
}
