//! The plans of weightings, who signed them, and who saw figures before one was fixed.

use domain::{
    ids::{AccountId, ConsultationId, PlanId},
    plan::{Look, Plan, SIGNATURES, Signature, is_fixed},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write, document,
    engine::{change, on},
};

/// A plan as it stands, with who signed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPlan {
    /// Its identity.
    pub id: PlanId,
    /// Its consultation.
    pub consultation: ConsultationId,
    /// Its number among the plans of the consultation, from 1.
    pub number: i64,
    /// How often it was written; a signature is of one revision.
    pub revision: i64,
    /// What is planned.
    pub plan: Plan,
    /// The address of whoever wrote it last, unless the account is removed.
    pub by: Option<String>,
    /// When it was written last.
    pub written_at: Moment,
    /// Who signed it as it stands, the first first.
    pub signatures: Vec<Signature>,
}

impl StoredPlan {
    /// Says since when the plan is fixed; `None` while it can still be written.
    pub fn fixed_at(&self) -> Option<Moment> {
        is_fixed(&self.signatures).then(|| self.signatures.get(SIGNATURES - 1).map(|last| last.at)).flatten()
    }
}

#[derive(FromRow)]
struct PlanRow {
    id: Uuid,
    consultation_id: Uuid,
    number: i64,
    revision: i64,
    document: String,
    by_email: Option<String>,
    written_at: Moment,
}

#[derive(FromRow)]
struct SignatureRow {
    plan_id: Uuid,
    account_id: Option<Uuid>,
    by_email: Option<String>,
    signed_at: Moment,
}

impl Store {
    /// Lists the plans of a consultation, the newest first.
    pub async fn list_plans(&self, consultation: ConsultationId) -> Result<Vec<StoredPlan>, StoreError> {
        let rows: Vec<PlanRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT p.id, p.consultation_id, p.number, p.revision, p.document, p.written_at,
                        (SELECT a.email FROM accounts a WHERE a.id = p.account_id) AS by_email
                 FROM plans p WHERE p.consultation_id = $1 ORDER BY p.number DESC",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        let signatures: Vec<SignatureRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT s.plan_id, s.account_id, s.signed_at,
                        (SELECT a.email FROM accounts a WHERE a.id = s.account_id) AS by_email
                 FROM plan_signatures s JOIN plans p ON p.id = s.plan_id
                 WHERE p.consultation_id = $1 ORDER BY s.signed_at, s.id",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter()
            .map(|row| {
                let of_it = signatures.iter().filter(|signature| signature.plan_id == row.id);
                let signatures = of_it.map(|signature| Signature {
                    account: signature.account_id.map(AccountId),
                    by: signature.by_email.clone(),
                    at: signature.signed_at,
                });
                Ok(StoredPlan {
                    plan: document::read("plans", row.id, &row.document)?,
                    signatures: signatures.collect(),
                    id: PlanId(row.id),
                    consultation: ConsultationId(row.consultation_id),
                    number: row.number,
                    revision: row.revision,
                    by: row.by_email,
                    written_at: row.written_at,
                })
            })
            .collect()
    }

    /// Lists who saw figures of a consultation before a plan for them was fixed, the first first.
    pub async fn list_looks(&self, consultation: ConsultationId) -> Result<Vec<Look>, StoreError> {
        let rows: Vec<(Option<String>, Moment)> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT (SELECT a.email FROM accounts a WHERE a.id = l.account_id), l.looked_at
                 FROM looks l WHERE l.consultation_id = $1 ORDER BY l.looked_at, l.id",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        Ok(rows.into_iter().map(|(by, at)| Look { by, at }).collect())
    }

    /// Says whether somebody saw figures of a consultation since a moment, and so has been told that it is noted.
    pub async fn has_looked_since(
        &self,
        consultation: ConsultationId,
        account: AccountId,
        since: Moment,
    ) -> Result<bool, StoreError> {
        let looks: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM looks WHERE consultation_id = $1 AND account_id = $2 AND looked_at >= $3",
            )
            .bind(consultation.0)
            .bind(account.0)
            .bind(since)
            .fetch_one(conn)
            .await
        })?;
        Ok(looks > 0)
    }
}

impl Write<'_> {
    /// Adds the next plan of a consultation, which nobody has signed.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where the last plan is not the one of number `after` (0 for none), or is not fixed.
    pub async fn add_plan(
        &mut self,
        id: PlanId,
        consultation: ConsultationId,
        plan: &Plan,
        after: i64,
        by: AccountId,
        now: Moment,
    ) -> Result<(), StoreError> {
        let document = document::write("plans", plan)?;
        let added = change!(
            self,
            "INSERT INTO plans (id, consultation_id, number, revision, document, account_id, written_at)
             SELECT $1, $2, $3 + 1, 1, $4, $5, $6
             WHERE $3 = (SELECT COALESCE(MAX(p.number), 0) FROM plans p WHERE p.consultation_id = $2)
               AND ($3 = 0 OR $7 <= (SELECT COUNT(*) FROM plan_signatures s JOIN plans p ON p.id = s.plan_id
                                     WHERE p.consultation_id = $2 AND p.number = $3))",
            id.0,
            consultation.0,
            after,
            document,
            by.0,
            now,
            needed()
        )
        .map_err(StoreError::first_come)?;
        if added == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }

    /// Writes a plan again; whoever signed it as it was has not signed it any more.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not at this revision any more, or is fixed.
    pub async fn set_plan(
        &mut self,
        id: PlanId,
        revision: i64,
        plan: &Plan,
        by: AccountId,
        now: Moment,
    ) -> Result<(), StoreError> {
        let document = document::write("plans", plan)?;
        self.hold_plan(id, revision).await?;
        let written = change!(
            self,
            "UPDATE plans SET revision = revision + 1, document = $1, account_id = $2, written_at = $3
             WHERE id = $4 AND revision = $5
               AND $6 > (SELECT COUNT(*) FROM plan_signatures s WHERE s.plan_id = $4)",
            document,
            by.0,
            now,
            id.0,
            revision,
            needed()
        )?;
        if written == 0 {
            return Err(StoreError::Changed);
        }
        change!(self, "DELETE FROM plan_signatures WHERE plan_id = $1", id.0)?;
        Ok(())
    }

    /// Signs a plan as it stands.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not at this revision any more, is fixed, or was signed by the same account.
    pub async fn sign_plan(
        &mut self,
        signature: Uuid,
        plan: PlanId,
        revision: i64,
        by: AccountId,
        now: Moment,
    ) -> Result<(), StoreError> {
        self.hold_plan(plan, revision).await?;
        let signed = change!(
            self,
            "INSERT INTO plan_signatures (id, plan_id, account_id, signed_at)
             SELECT $1, $2, $3, $4
             WHERE $5 > (SELECT COUNT(*) FROM plan_signatures s WHERE s.plan_id = $2)
               AND NOT EXISTS (SELECT 1 FROM plan_signatures s WHERE s.plan_id = $2 AND s.account_id = $3)",
            signature,
            plan.0,
            by.0,
            now,
            needed()
        )?;
        if signed == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }

    /// Keeps everybody else from writing or signing a plan until this is stored. On PostgreSQL a statement that has waited for
    /// somebody else still counts signatures as they were before, so that counting has to be a statement after this one.
    async fn hold_plan(&mut self, plan: PlanId, revision: i64) -> Result<(), StoreError> {
        let held =
            change!(self, "UPDATE plans SET revision = revision WHERE id = $1 AND revision = $2", plan.0, revision)?;
        if held == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }

    /// Notes that somebody sees figures before a plan for them is fixed.
    pub async fn add_look(
        &mut self,
        id: Uuid,
        consultation: ConsultationId,
        by: AccountId,
        now: Moment,
    ) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO looks (id, consultation_id, account_id, looked_at) VALUES ($1, $2, $3, $4)",
            id,
            consultation.0,
            by.0,
            now
        )?;
        Ok(())
    }
}

/// How many signatures fix a plan, as databases count.
fn needed() -> i64 {
    i64::try_from(SIGNATURES).unwrap_or(i64::MAX)
}
