//! The link by which people without accounts try out the draft of a questionnaire: one for a draft, gone with it.

use domain::{
    ids::{AccountId, ConsultationId},
    time::Moment,
};
use sqlx::FromRow;

use crate::{
    Store, StoreError, Write,
    engine::{change, on, one_changed},
};

/// The link to the draft of a consultation's questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct TestLink {
    /// The hash of its secret.
    pub token_hash: Vec<u8>,
    /// The address of whoever made it, unless the account is removed.
    pub made_by: Option<String>,
    /// When it was made.
    pub made_at: Moment,
}

impl Store {
    /// Finds the link to the draft of a consultation's questionnaire.
    pub async fn find_test_link(&self, consultation: ConsultationId) -> Result<Option<TestLink>, StoreError> {
        let link = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT l.token_hash, a.email AS made_by, l.made_at
                 FROM test_links l
                 LEFT JOIN accounts a ON a.id = l.account_id
                 WHERE l.consultation_id = $1",
            )
            .bind(consultation.0)
            .fetch_optional(conn)
            .await
        })?;
        Ok(link)
    }

    /// Finds the slug of the consultation to whose draft the secret of a link leads.
    pub async fn find_tested(&self, token_hash: &[u8]) -> Result<Option<String>, StoreError> {
        let slug = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT c.slug FROM test_links l JOIN consultations c ON c.id = l.consultation_id
                 WHERE l.token_hash = $1",
            )
            .bind(token_hash)
            .fetch_optional(conn)
            .await
        })?;
        Ok(slug)
    }
}

impl Write<'_> {
    /// Adds the link to a draft; [`StoreError::Changed`] when there is one, or no draft.
    pub async fn add_test_link(
        &mut self,
        consultation: ConsultationId,
        token_hash: &[u8],
        account: AccountId,
        now: Moment,
    ) -> Result<(), StoreError> {
        self.lock_draft(consultation).await?;
        let added = change!(
            self,
            "INSERT INTO test_links (consultation_id, token_hash, account_id, made_at)
             SELECT consultation_id, $2, $3, $4 FROM questionnaire_drafts WHERE consultation_id = $1
             ON CONFLICT (consultation_id) DO NOTHING",
            consultation.0,
            token_hash,
            account.0,
            now
        )?;
        one_changed(added)
    }

    /// Removes the link with a hash, which leads nowhere from then on; [`StoreError::Changed`] when it is another or none.
    pub async fn remove_test_link(
        &mut self,
        consultation: ConsultationId,
        token_hash: &[u8],
    ) -> Result<(), StoreError> {
        self.lock_draft(consultation).await?;
        let removed = change!(
            self,
            "DELETE FROM test_links WHERE consultation_id = $1 AND token_hash = $2",
            consultation.0,
            token_hash
        )?;
        one_changed(removed)
    }
    /// Takes the row of a draft before what hangs from it, as publishing does, so that neither waits for the other;
    /// [`StoreError::Changed`] when there is no draft.
    async fn lock_draft(&mut self, consultation: ConsultationId) -> Result<(), StoreError> {
        let locked = change!(
            self,
            "UPDATE questionnaire_drafts SET revision_id = revision_id WHERE consultation_id = $1",
            consultation.0
        )?;
        one_changed(locked)
    }
}
