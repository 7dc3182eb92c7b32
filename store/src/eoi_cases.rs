//! Expressions of interest once they are submitted, in the parts that are read under separate permissions.
//!
//! Whatever names a person or a holding comes out of [`Store::find_eoi_identity`] and of nothing else.

use std::collections::BTreeSet;

use domain::{
    eoi::{CaseState, Consents, Hectares, Identity, Interest, Offer, Site, Stage},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Page, PageRequest, Store, StoreError, document, engine::on, words::from_word};

/// A submitted expression of interest without who sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEoi {
    /// What the submitter keeps.
    pub reference: String,
    /// When it was submitted.
    pub submitted_at: Moment,
    /// Where the land is.
    pub site: Site,
    /// What is there and what they would like to do.
    pub offer: Offer,
    /// What may be done with all of it.
    pub consents: Consents,
    /// Where it stands.
    pub case: Case,
}

/// Where an expression of interest stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// The state.
    pub state: CaseState,
    /// Since when.
    pub changed_at: Moment,
}

/// One line of the list, without who sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EoiSummary {
    /// What the submitter keeps.
    pub reference: String,
    /// When it was submitted.
    pub submitted_at: Moment,
    /// What the site is called.
    pub site_name: String,
    /// The area that was declared.
    pub area: Hectares,
    /// What they would like to do.
    pub interests: BTreeSet<Interest>,
    /// How far they are, if they offer something.
    pub stage: Option<Stage>,
    /// Where it stands.
    pub case: Case,
}

#[derive(FromRow)]
struct StoredRow {
    id: Uuid,
    reference: String,
    submitted_at: Moment,
    site: String,
    offer: String,
    consents: String,
    state: String,
    changed_at: Moment,
}

impl TryFrom<StoredRow> for StoredEoi {
    type Error = StoreError;

    fn try_from(row: StoredRow) -> Result<Self, StoreError> {
        Ok(Self {
            site: document::read("eoi_sites", row.id, &row.site)?,
            offer: document::read("eoi_offers", row.id, &row.offer)?,
            consents: document::read("eoi_consents", row.id, &row.consents)?,
            case: Case { state: from_word("eoi_cases", &row.state)?, changed_at: row.changed_at },
            reference: row.reference,
            submitted_at: row.submitted_at,
        })
    }
}

impl From<StoredEoi> for EoiSummary {
    fn from(eoi: StoredEoi) -> Self {
        Self {
            reference: eoi.reference,
            submitted_at: eoi.submitted_at,
            site_name: eoi.site.name,
            area: eoi.site.area,
            interests: eoi.offer.plans.interests,
            stage: eoi.offer.plans.stage,
            case: eoi.case,
        }
    }
}

/// Spells out a statement that reads all parts but the identity.
macro_rules! parts {
    ($rest:literal) => {
        concat!(
            "SELECT e.id, e.reference, e.submitted_at, s.document AS site, o.document AS offer, g.document AS consents,
                    c.state, c.changed_at
             FROM eois e
             JOIN eoi_sites s ON s.eoi_id = e.id
             JOIN eoi_offers o ON o.eoi_id = e.id
             JOIN eoi_consents g ON g.eoi_id = e.id
             JOIN eoi_cases c ON c.eoi_id = e.id ",
            $rest
        )
    };
}

impl Store {
    /// Counts what was submitted.
    pub async fn count_eois(&self) -> Result<u64, StoreError> {
        let count: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT COUNT(*) FROM eois WHERE submitted_at IS NOT NULL").fetch_one(conn).await
        })?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Lists what was submitted, newest first, without who sent it.
    pub async fn list_eois(&self, request: PageRequest) -> Result<Page<EoiSummary>, StoreError> {
        let total = self.count_eois().await?;
        let rows: Vec<StoredRow> = on!(self.reader(), conn => {
            sqlx::query_as(parts!("ORDER BY e.submitted_at DESC, e.id DESC LIMIT $1 OFFSET $2"))
                .bind(i64::from(request.size))
                .bind(request.offset())
                .fetch_all(conn)
                .await
        })?;
        let rows = rows.into_iter().map(|row| StoredEoi::try_from(row).map(EoiSummary::from));
        Ok(Page { rows: rows.collect::<Result<_, _>>()?, total, request })
    }

    /// Finds what was submitted by its reference, without who sent it.
    pub async fn find_eoi(&self, reference: &str) -> Result<Option<StoredEoi>, StoreError> {
        let row: Option<StoredRow> = on!(self.reader(), conn => {
            sqlx::query_as(parts!("WHERE e.reference = $1")).bind(reference).fetch_optional(conn).await
        })?;
        row.map(StoredEoi::try_from).transpose()
    }

    /// Finds what was submitted by the hash of its token, without who sent it, for the submitter's own page.
    pub async fn find_eoi_by_token(&self, token_hash: &[u8]) -> Result<Option<StoredEoi>, StoreError> {
        let row: Option<StoredRow> = on!(self.reader(), conn => {
            sqlx::query_as(parts!("WHERE e.token_hash = $1")).bind(token_hash).fetch_optional(conn).await
        })?;
        row.map(StoredEoi::try_from).transpose()
    }

    /// Finds who sent what has a reference; ask [`domain::permission::may`] first.
    pub async fn find_eoi_identity(&self, reference: &str) -> Result<Option<Identity>, StoreError> {
        let row: Option<(Uuid, String)> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT e.id, i.document FROM eoi_identities i JOIN eois e ON e.id = i.eoi_id WHERE e.reference = $1",
            )
            .bind(reference)
            .fetch_optional(conn)
            .await
        })?;
        row.map(|(id, document)| document::read("eoi_identities", id, &document)).transpose()
    }
}
