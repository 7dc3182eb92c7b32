//! Saved exports: what other programs fetch, with the hash of the secret by which they may.

use domain::{
    export::ExportFormat,
    fields::Fields,
    ids::{AccountId, ConsultationId, SavedExportId},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write, document,
    engine::{change, on, one_changed},
    words::{from_word, to_word},
};

/// What an export that is saved consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSavedExport {
    /// Its identity.
    pub id: SavedExportId,
    /// The consultation whose responses it has.
    pub consultation: ConsultationId,
    /// What the team calls it.
    pub name: String,
    /// The format in which it is fetched.
    pub format: ExportFormat,
    /// By what the responses are narrowed, as the list of responses names it.
    pub filter: Fields,
    /// Whether it has what people wrote in their own words.
    pub has_own_words: bool,
    /// When it can be fetched no more.
    pub expires_at: Moment,
}

/// A saved export with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedExport {
    /// What it consists of.
    pub of: NewSavedExport,
    /// The slug of its consultation.
    pub slug: String,
    /// The hash of its secret.
    pub token_hash: Vec<u8>,
    /// The address and the word of the role of whoever made it, unless the account is removed.
    pub made_by: Option<(String, String)>,
    /// When it was made.
    pub made_at: Moment,
    /// When it was fetched last.
    pub fetched_at: Option<Moment>,
}

#[derive(FromRow)]
struct SavedExportRow {
    id: Uuid,
    consultation_id: Uuid,
    slug: String,
    name: String,
    format: String,
    filter: String,
    has_own_words: bool,
    token_hash: Vec<u8>,
    email: Option<String>,
    role: Option<String>,
    made_at: Moment,
    expires_at: Moment,
    fetched_at: Option<Moment>,
}

impl TryFrom<&SavedExportRow> for SavedExport {
    type Error = StoreError;

    fn try_from(row: &SavedExportRow) -> Result<Self, StoreError> {
        Ok(Self {
            of: NewSavedExport {
                id: SavedExportId(row.id),
                consultation: ConsultationId(row.consultation_id),
                name: row.name.clone(),
                format: from_word("saved_exports", &row.format)?,
                filter: document::read("saved_exports", row.id, &row.filter)?,
                has_own_words: row.has_own_words,
                expires_at: row.expires_at,
            },
            slug: row.slug.clone(),
            token_hash: row.token_hash.clone(),
            made_by: row.email.clone().zip(row.role.clone()),
            made_at: row.made_at,
            fetched_at: row.fetched_at,
        })
    }
}

/// Spells out a statement that reads each column of a [`SavedExportRow`], with what follows the tables.
macro_rules! select_saved {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, s.consultation_id, c.slug, s.name, s.format, s.filter, s.has_own_words, s.token_hash, a.email, a.role,
                    s.made_at, s.expires_at, s.fetched_at
             FROM saved_exports s
             JOIN consultations c ON c.id = s.consultation_id
             LEFT JOIN accounts a ON a.id = s.account_id ",
            $rest
        )
    };
}

impl Store {
    /// Finds a saved export.
    pub async fn find_saved_export(&self, id: SavedExportId) -> Result<Option<SavedExport>, StoreError> {
        let row: Option<SavedExportRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_saved!("WHERE s.id = $1"))
                .bind(id.0)
                .fetch_optional(conn)
                .await
        })?;
        row.as_ref().map(SavedExport::try_from).transpose()
    }

    /// Lists the saved exports of a consultation, the newest first.
    pub async fn list_saved_exports(&self, consultation: ConsultationId) -> Result<Vec<SavedExport>, StoreError> {
        let rows: Vec<SavedExportRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_saved!("WHERE s.consultation_id = $1 ORDER BY s.made_at DESC, s.id DESC"))
                .bind(consultation.0)
                .fetch_all(conn)
                .await
        })?;
        rows.iter().map(SavedExport::try_from).collect()
    }
}

impl Write<'_> {
    /// Adds a saved export that is fetched with the secret of a hash.
    pub async fn add_saved_export(
        &mut self,
        export: &NewSavedExport,
        token_hash: &[u8],
        (account, now): (AccountId, Moment),
    ) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO saved_exports
                    (id, consultation_id, name, format, filter, has_own_words, token_hash, account_id, made_at, expires_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            export.id.0,
            export.consultation.0,
            &export.name,
            to_word(export.format),
            document::write("saved_exports", &export.filter)?,
            export.has_own_words,
            token_hash,
            account.0,
            now,
            export.expires_at
        )?;
        Ok(())
    }

    /// Sets the secret of a saved export anew, and until when it can be fetched; [`StoreError::Changed`] when it was ended.
    ///
    /// Whoever does it answers for it from then on.
    pub async fn set_saved_export_renewed(
        &mut self,
        id: SavedExportId,
        token_hash: &[u8],
        expires_at: Moment,
        account: AccountId,
    ) -> Result<(), StoreError> {
        let renewed = change!(
            self,
            "UPDATE saved_exports SET token_hash = $1, expires_at = $2, account_id = $3 WHERE id = $4",
            token_hash,
            expires_at,
            account.0,
            id.0
        )?;
        one_changed(renewed)
    }

    /// Sets when a saved export was fetched last.
    pub async fn set_saved_export_fetched(&mut self, id: SavedExportId, now: Moment) -> Result<(), StoreError> {
        change!(self, "UPDATE saved_exports SET fetched_at = $1 WHERE id = $2", now, id.0)?;
        Ok(())
    }

    /// Removes a saved export, which cannot be fetched from then on.
    pub async fn remove_saved_export(&mut self, id: SavedExportId) -> Result<(), StoreError> {
        change!(self, "DELETE FROM saved_exports WHERE id = $1", id.0)?;
        Ok(())
    }
}
