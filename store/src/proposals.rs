//! Proposals with every step that was taken with them, and the versions of the sieve; all of it is only added to.

use std::collections::BTreeMap;

use domain::{
    ids::{AccountId, ConsultationId, MeetingId, ProposalId},
    sift::{DecidedAt, Sieve, SiftEntry, SiftStep, Sifted},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write, document,
    engine::{change, on},
};

const STEPS: &str = "proposal_steps";
const SIEVES: &str = "sieves";

/// A proposal as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredProposal {
    /// Its identity.
    pub id: ProposalId,
    /// What it says and all that was done with it.
    pub sifted: Sifted,
}

/// A proposal that is sifted in a consultation and was decided at a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedProposal {
    /// The title of its consultation.
    pub consultation: String,
    /// What it says and all that was done with it.
    pub sifted: Sifted,
}

#[derive(FromRow)]
struct StepRow {
    proposal_id: Uuid,
    number: i64,
    consultation: String,
    document: String,
    account_id: Option<Uuid>,
    made_at: Moment,
}

/// Spells out what reads each column of a [`StepRow`] of some proposals, in the order in which they were taken.
macro_rules! select_steps {
    ($condition:literal) => {
        concat!(
            "SELECT s.proposal_id, p.number, c.title AS consultation, s.document, s.account_id, s.made_at
             FROM proposal_steps s JOIN proposals p ON p.id = s.proposal_id JOIN consultations c ON c.id = p.consultation_id
             WHERE ",
            $condition,
            " ORDER BY c.title, p.number, p.id, s.place"
        )
    };
}

impl Store {
    /// Lists the proposals of a consultation by their numbers.
    pub async fn list_proposals(&self, consultation: ConsultationId) -> Result<Vec<StoredProposal>, StoreError> {
        let rows: Vec<StepRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_steps!("p.consultation_id = $1")).bind(consultation.0).fetch_all(conn).await
        })?;
        let stored = |(id, _, sifted)| StoredProposal { id, sifted };
        Ok(together(rows)?.into_iter().map(stored).collect())
    }

    /// Lists the proposals of which any decision was ever recorded against a meeting.
    pub async fn list_proposals_of_meeting(&self, meeting: MeetingId) -> Result<Vec<DecidedProposal>, StoreError> {
        let rows: Vec<StepRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_steps!(
                "s.proposal_id IN (SELECT d.proposal_id FROM proposal_steps d WHERE d.meeting_id = $1)"
            ))
            .bind(meeting.0)
            .fetch_all(conn)
            .await
        })?;
        let decided = |(_, consultation, sifted)| DecidedProposal { consultation, sifted };
        Ok(together(rows)?.into_iter().map(decided).collect())
    }

    /// Lists the versions of the sieve of a consultation by their numbers.
    pub async fn list_sieves(&self, consultation: ConsultationId) -> Result<Vec<(i64, Sieve)>, StoreError> {
        let rows: Vec<(i64, String)> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT version, document FROM sieves WHERE consultation_id = $1 ORDER BY version")
                .bind(consultation.0)
                .fetch_all(conn)
                .await
        })?;
        let sieve = |(version, text): (i64, String)| Ok((version, document::read(SIEVES, consultation, &text)?));
        rows.into_iter().map(sieve).collect()
    }
}

/// Puts the steps of each proposal together, with the title of its consultation.
fn together(rows: Vec<StepRow>) -> Result<Vec<(ProposalId, String, Sifted)>, StoreError> {
    let mut order: Vec<(Uuid, i64, String)> = Vec::new();
    let mut entries: BTreeMap<Uuid, Vec<SiftEntry>> = BTreeMap::new();
    for StepRow { proposal_id, number, consultation, document, account_id, made_at } in rows {
        if order.last().is_none_or(|(last, ..)| *last != proposal_id) {
            order.push((proposal_id, number, consultation));
        }
        let step = document::read(STEPS, proposal_id, &document)?;
        let entry = SiftEntry { step, account: account_id.map(AccountId), at: made_at };
        entries.entry(proposal_id).or_default().push(entry);
    }
    let sifted = |(id, number, consultation): (Uuid, i64, String)| {
        let entries = entries.remove(&id).unwrap_or_default();
        let written = entries.iter().rev().find_map(|entry| match &entry.step {
            SiftStep::Written(proposal) => Some(proposal.clone()),
            _ => None,
        });
        let proposal = written.ok_or_else(|| StoreError::damaged(STEPS, format!("{id} was never written")))?;
        Ok((ProposalId(id), consultation, Sifted { number, proposal, entries }))
    };
    order.into_iter().map(sifted).collect()
}

impl Write<'_> {
    /// Adds the next proposal of a consultation, without any step yet.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where its number is not the next, because somebody else has added one.
    pub async fn add_proposal(
        &mut self,
        id: ProposalId,
        consultation: ConsultationId,
        number: i64,
    ) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO proposals (id, consultation_id, number) SELECT $1, $2, $3
             WHERE $3 = 1 + (SELECT COALESCE(MAX(p.number), 0) FROM proposals p WHERE p.consultation_id = $2)",
            id.0,
            consultation.0,
            number
        )
        .map_err(StoreError::first_come)?;
        if added == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }

    /// Adds a step of a proposal after so many others.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where there are not so many, because somebody else has taken one.
    pub async fn add_proposal_step(
        &mut self,
        proposal: ProposalId,
        after: usize,
        entry: &SiftEntry,
    ) -> Result<(), StoreError> {
        let meeting = match &entry.step {
            SiftStep::Decided(decision) => match &decision.decided_at {
                DecidedAt::Meeting { meeting, .. } => Some(meeting.0),
                DecidedAt::Elsewhere { .. } => None,
            },
            _ => None,
        };
        let added = change!(
            self,
            "INSERT INTO proposal_steps (proposal_id, place, document, meeting_id, account_id, made_at)
             SELECT $1, $2, $3, $4, $5, $6
             WHERE $2 = (SELECT COUNT(*) FROM proposal_steps s WHERE s.proposal_id = $1)",
            proposal.0,
            i64::try_from(after).unwrap_or(i64::MAX),
            document::write(STEPS, &entry.step)?,
            meeting,
            entry.account.map(|account| account.0),
            entry.at
        )
        .map_err(StoreError::first_come)?;
        if added == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }

    /// Adds a version of the sieve of a consultation.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where somebody else has made it first.
    pub async fn add_sieve(
        &mut self,
        consultation: ConsultationId,
        (version, sieve): (i64, &Sieve),
        by: AccountId,
        now: Moment,
    ) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO sieves (consultation_id, version, document, account_id, made_at) VALUES ($1, $2, $3, $4, $5)",
            consultation.0,
            version,
            document::write(SIEVES, sieve)?,
            by.0,
            now
        )
        .map_err(StoreError::first_come)?;
        Ok(())
    }
}
