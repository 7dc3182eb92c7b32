//! What people gave priorities on the criteria of a plan; all of it is only added to.

use domain::{
    appraisal::{ScoredPriority, ScoringEntry},
    ids::{AccountId, PlanId},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write, document,
    engine::{change, on},
};

const SCORINGS: &str = "priority_scorings";

#[derive(FromRow)]
struct ScoringRow {
    priority: String,
    document: String,
    account_id: Option<Uuid>,
    made_at: Moment,
}

impl Store {
    /// Lists the priorities that anybody has scored under a plan, by their codes.
    pub async fn list_scored_priorities(&self, plan: PlanId) -> Result<Vec<ScoredPriority>, StoreError> {
        let rows: Vec<ScoringRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT priority, document, account_id, made_at FROM priority_scorings
                 WHERE plan_id = $1 ORDER BY priority, place",
            )
            .bind(plan.0)
            .fetch_all(conn)
            .await
        })?;
        let mut scored: Vec<ScoredPriority> = Vec::new();
        for ScoringRow { priority, document, account_id, made_at } in rows {
            let scoring = document::read(SCORINGS, plan, &document)?;
            let entry = ScoringEntry { scoring, account: account_id.map(AccountId), at: made_at };
            match scored.last_mut().filter(|last| last.priority == priority) {
                Some(last) => last.entries.push(entry),
                None => scored.push(ScoredPriority { priority, entries: vec![entry] }),
            }
        }
        Ok(scored)
    }
}

impl Write<'_> {
    /// Adds a scoring of a priority under a plan after so many others of it.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where there are not so many, because somebody else has scored it.
    pub async fn add_scoring(
        &mut self,
        plan: PlanId,
        (priority, after): (&str, usize),
        entry: &ScoringEntry,
    ) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO priority_scorings (plan_id, priority, place, document, account_id, made_at)
             SELECT $1, $2, $3, $4, $5, $6
             WHERE $3 = (SELECT COUNT(*) FROM priority_scorings s WHERE s.plan_id = $1 AND s.priority = $2)",
            plan.0,
            priority,
            i64::try_from(after).unwrap_or(i64::MAX),
            document::write(SCORINGS, &entry.scoring)?,
            entry.account.map(|account| account.0),
            entry.at
        )
        .map_err(StoreError::first_come)?;
        if added == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }
}
