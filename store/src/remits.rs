//! The questions whose words may be published, in versions that never change.

use domain::{
    ids::{AccountId, ConsultationId},
    moderation::Remit,
    time::Moment,
};
use uuid::Uuid;

use crate::{
    Store, StoreError, Write, document,
    engine::{change, on},
};

const REMITS: &str = "remits";

/// A version of the questions whose words may be published; 0 is the one without any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemitVersion {
    /// Its number.
    pub version: i64,
    /// The questions.
    pub remit: Remit,
    /// Who chose them; nobody, once the account is removed.
    pub account: Option<AccountId>,
    /// When; never, for the one without any.
    pub made_at: Option<Moment>,
}

impl Store {
    /// Finds the newest questions whose words may be published.
    pub async fn find_remit(&self, consultation: ConsultationId) -> Result<RemitVersion, StoreError> {
        let row: Option<(i64, String, Option<Uuid>, Moment)> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT version, document, account_id, made_at FROM remits
                 WHERE consultation_id = $1 ORDER BY version DESC LIMIT 1",
            )
            .bind(consultation.0)
            .fetch_optional(conn)
            .await
        })?;
        let Some((version, text, account, made_at)) = row else { return Ok(RemitVersion::default()) };
        let remit = document::read(REMITS, consultation, &text)?;
        Ok(RemitVersion { version, remit, account: account.map(AccountId), made_at: Some(made_at) })
    }
}

impl Write<'_> {
    /// Adds a version of the questions whose words may be published, after so many decisions about responses.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not the next, or where somebody has decided about a response meanwhile.
    pub async fn add_remit(
        &mut self,
        consultation: ConsultationId,
        new: &RemitVersion,
        decisions: u64,
    ) -> Result<(), StoreError> {
        // As a decision does, so that of the two the second sees the first.
        change!(self, "UPDATE consultations SET slug = slug WHERE id = $1", consultation.0)?;
        let added = change!(
            self,
            "INSERT INTO remits (consultation_id, version, document, account_id, made_at)
             SELECT $1, $2, $3, $4, $5
             WHERE $2 = 1 + (SELECT COALESCE(MAX(v.version), 0) FROM remits v WHERE v.consultation_id = $1)
               AND $6 = (SELECT COUNT(*) FROM moderations m JOIN responses r ON r.id = m.response_id
                         WHERE r.consultation_id = $1)",
            consultation.0,
            new.version,
            document::write(REMITS, &new.remit)?,
            new.account.map(|account| account.0),
            new.made_at,
            i64::try_from(decisions).unwrap_or(i64::MAX)
        )
        .map_err(StoreError::first_come)?;
        if added == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }
}
