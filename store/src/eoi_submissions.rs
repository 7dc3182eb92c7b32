//! Submitting an expression of interest: each part into its own table, in one transaction.

use domain::{
    eoi::{CaseState, Eoi},
    ids::EoiId,
    time::Moment,
};
use serde::Serialize;
use uuid::Uuid;

use crate::{Receipt, StoreError, Write, document, engine::change, words::to_word};

/// The tables that hold one document for each expression of interest.
const DOCUMENTS: [(&str, &str); 4] = [
    ("eoi_identities", "INSERT INTO eoi_identities (eoi_id, document) VALUES ($1, $2)"),
    ("eoi_sites", "INSERT INTO eoi_sites (eoi_id, document) VALUES ($1, $2)"),
    ("eoi_offers", "INSERT INTO eoi_offers (eoi_id, document) VALUES ($1, $2)"),
    ("eoi_consents", "INSERT INTO eoi_consents (eoi_id, document) VALUES ($1, $2)"),
];

impl Write<'_> {
    /// Turns a draft into a submitted expression of interest, each part in its table, and opens its case.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when the draft is not at `revision` any more or was submitted already, and
    /// [`StoreError::Taken`] when the reference is in use.
    pub async fn set_eoi_submitted(
        &mut self,
        eoi: EoiId,
        revision: i64,
        parts: &Eoi,
        receipt: &Receipt,
    ) -> Result<(), StoreError> {
        let updated = change!(
            self,
            "UPDATE eois SET reference = $1, digest = $2, submitted_at = $3, updated_at = $3
                 WHERE id = $4 AND submitted_at IS NULL AND revision = $5",
            &receipt.reference,
            &receipt.digest,
            receipt.submitted_at,
            eoi.0,
            revision
        )?;
        if updated == 0 {
            return Err(StoreError::Changed);
        }
        let [identities, sites, offers, consents] = DOCUMENTS;
        self.add_eoi_document(identities, eoi.0, &parts.identity).await?;
        self.add_eoi_document(sites, eoi.0, &parts.site).await?;
        self.add_eoi_document(offers, eoi.0, &parts.offer).await?;
        self.add_eoi_document(consents, eoi.0, &parts.consents).await?;
        self.add_eoi_case(eoi.0, receipt.submitted_at).await?;
        change!(self, "DELETE FROM eoi_draft_pages WHERE eoi_id = $1", eoi.0)?;
        Ok(())
    }

    async fn add_eoi_document(
        &mut self,
        (table, statement): (&'static str, &'static str),
        eoi: Uuid,
        part: &impl Serialize,
    ) -> Result<(), StoreError> {
        let document = document::write(table, part)?;
        change!(self, statement, eoi, document)?;
        Ok(())
    }

    async fn add_eoi_case(&mut self, eoi: Uuid, now: Moment) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO eoi_cases (eoi_id, state, changed_at) VALUES ($1, $2, $3)",
            eoi,
            to_word(CaseState::Submitted),
            now
        )?;
        Ok(())
    }
}
