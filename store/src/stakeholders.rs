//! Stakeholders with every step that was taken with them; only what leads to somebody is ever changed.

use std::collections::BTreeMap;

use domain::{
    ids::{AccountId, StakeholderId},
    involvement::{Personal, Registered, StakeholderStep, Taken},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write, document,
    engine::{change, on, one_changed},
};

const STEPS: &str = "stakeholder_steps";

/// A stakeholder as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredStakeholder {
    /// Their identity.
    pub id: StakeholderId,
    /// Who it is and all that was done with them.
    pub registered: Registered,
}

#[derive(FromRow)]
struct StakeholderRow {
    id: Uuid,
    number: i64,
    name: String,
    contact: Option<String>,
    notes: Option<String>,
}

#[derive(FromRow)]
pub(crate) struct StepRow {
    owner_id: Uuid,
    document: String,
    account_id: Option<Uuid>,
    made_at: Moment,
}

/// Puts the steps of each thing together, in the order in which they come.
pub(crate) fn together<S: serde::de::DeserializeOwned>(
    table: &'static str,
    rows: Vec<StepRow>,
) -> Result<BTreeMap<Uuid, Vec<Taken<S>>>, StoreError> {
    let mut steps: BTreeMap<Uuid, Vec<Taken<S>>> = BTreeMap::new();
    for StepRow { owner_id, document, account_id, made_at } in rows {
        let step = document::read(table, owner_id, &document)?;
        let taken = Taken { step, account: account_id.map(AccountId), at: made_at };
        steps.entry(owner_id).or_default().push(taken);
    }
    Ok(steps)
}

impl Store {
    /// Lists the stakeholders by their numbers, those that were taken out among them.
    pub async fn list_stakeholders(&self) -> Result<Vec<StoredStakeholder>, StoreError> {
        // The steps first: whoever is added meanwhile has none here, and is left out.
        let steps: Vec<StepRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT stakeholder_id AS owner_id, document, account_id, made_at FROM stakeholder_steps ORDER BY stakeholder_id, place",
            )
            .fetch_all(conn)
            .await
        })?;
        let rows: Vec<StakeholderRow> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT id, number, name, contact, notes FROM stakeholders ORDER BY number").fetch_all(conn).await
        })?;
        stored(rows, steps)
    }

    /// Finds the stakeholder with a number.
    pub async fn find_stakeholder(&self, number: i64) -> Result<Option<StoredStakeholder>, StoreError> {
        let steps: Vec<StepRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT s.stakeholder_id AS owner_id, s.document, s.account_id, s.made_at
                 FROM stakeholder_steps s JOIN stakeholders h ON h.id = s.stakeholder_id WHERE h.number = $1 ORDER BY s.place",
            )
            .bind(number)
            .fetch_all(conn)
            .await
        })?;
        let rows: Vec<StakeholderRow> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT id, number, name, contact, notes FROM stakeholders WHERE number = $1")
                .bind(number)
                .fetch_all(conn)
                .await
        })?;
        Ok(stored(rows, steps)?.pop())
    }
}

fn stored(rows: Vec<StakeholderRow>, steps: Vec<StepRow>) -> Result<Vec<StoredStakeholder>, StoreError> {
    let mut steps = together::<StakeholderStep>(STEPS, steps)?;
    let mut found = Vec::new();
    for StakeholderRow { id, number, name, contact, notes } in rows {
        let Some(entries) = steps.remove(&id) else { continue };
        let registered = Registered::new(number, Personal { name, contact, notes }, entries)
            .ok_or_else(|| StoreError::damaged(STEPS, format!("{id} was never written")))?;
        found.push(StoredStakeholder { id: StakeholderId(id), registered });
    }
    Ok(found)
}

impl Write<'_> {
    /// Adds the next stakeholder, without any step yet.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where their number is not the next, because somebody else has added one.
    pub async fn add_stakeholder(
        &mut self,
        id: StakeholderId,
        number: i64,
        personal: &Personal,
    ) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO stakeholders (id, number, name, contact, notes) SELECT $1, $2, $3, $4, $5
             WHERE $2 = 1 + (SELECT COALESCE(MAX(h.number), 0) FROM stakeholders h)",
            id.0,
            number,
            &personal.name,
            &personal.contact,
            &personal.notes
        )
        .map_err(StoreError::first_come)?;
        one_changed(added)
    }

    /// Changes what leads to a stakeholder. It goes with a step, which says whether somebody else was first.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where there is no such stakeholder.
    pub async fn set_personal(&mut self, id: StakeholderId, personal: &Personal) -> Result<(), StoreError> {
        one_changed(change!(
            self,
            "UPDATE stakeholders SET name = $2, contact = $3, notes = $4 WHERE id = $1",
            id.0,
            &personal.name,
            &personal.contact,
            &personal.notes
        )?)
    }

    /// Adds a step of a stakeholder after so many others.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where there are not so many, because somebody else has taken one.
    pub async fn add_stakeholder_step(
        &mut self,
        id: StakeholderId,
        after: usize,
        taken: &Taken<StakeholderStep>,
    ) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO stakeholder_steps (stakeholder_id, place, document, account_id, made_at) SELECT $1, $2, $3, $4, $5
             WHERE $2 = (SELECT COUNT(*) FROM stakeholder_steps s WHERE s.stakeholder_id = $1)",
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
