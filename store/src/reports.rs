//! Consultation reports: what the team writes for the next one, and those that were released, as they were.

use domain::{
    ids::{AccountId, ConsultationId},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    engine::{change, on, one_changed},
};

/// What the team writes for a consultation report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportWords {
    /// How often it was written; 0 if never.
    pub revision: i64,
    /// What stands first.
    pub introduction: String,
    /// The conclusions, one on each line.
    pub conclusions: String,
    /// The account of who wrote it last, unless it is removed.
    pub writer: Option<AccountId>,
    /// The address of the same.
    pub by: Option<String>,
    /// When.
    pub written_at: Option<Moment>,
}

/// A consultation report that was released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredReport {
    /// Its number among the reports on the consultation, from 1.
    pub number: i64,
    /// The revision of what the team wrote.
    pub revision: i64,
    /// The SHA-256 of what everybody reads.
    pub hash: Vec<u8>,
    /// What later figures are judged by.
    pub basis: String,
    /// The address of who released it, unless the account is removed.
    pub by: Option<String>,
    /// When.
    pub released_at: Moment,
    /// When and why it was taken back, if it was.
    pub taken_back: Option<(Moment, String)>,
    /// The address of who took it back, if it was and the account is not removed.
    pub taken_back_by: Option<String>,
}

/// A report that is to be released.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// Its consultation.
    pub consultation: ConsultationId,
    /// Its number.
    pub number: i64,
    /// The revision of what the team wrote.
    pub revision: i64,
    /// What everybody reads.
    pub document: String,
    /// The SHA-256 of that.
    pub hash: Vec<u8>,
    /// What later figures are judged by.
    pub basis: String,
    /// Who releases it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}

#[derive(FromRow)]
struct WordsRow {
    revision: i64,
    introduction: String,
    conclusions: String,
    account_id: Option<Uuid>,
    by_email: Option<String>,
    written_at: Moment,
}

#[derive(FromRow)]
struct ReportRow {
    number: i64,
    revision: i64,
    digest: Vec<u8>,
    basis: String,
    by_email: Option<String>,
    released_at: Moment,
    taken_back_at: Option<Moment>,
    taken_back_reason: Option<String>,
    taken_back_email: Option<String>,
}

impl From<WordsRow> for ReportWords {
    fn from(row: WordsRow) -> Self {
        Self {
            revision: row.revision,
            introduction: row.introduction,
            conclusions: row.conclusions,
            writer: row.account_id.map(AccountId),
            by: row.by_email,
            written_at: Some(row.written_at),
        }
    }
}

impl From<ReportRow> for StoredReport {
    fn from(row: ReportRow) -> Self {
        Self {
            number: row.number,
            revision: row.revision,
            hash: row.digest,
            basis: row.basis,
            by: row.by_email,
            released_at: row.released_at,
            taken_back: row.taken_back_at.map(|at| (at, row.taken_back_reason.unwrap_or_default())),
            taken_back_by: row.taken_back_email,
        }
    }
}

impl Store {
    /// Lists what the team wrote for reports on a consultation, the newest first.
    pub async fn list_report_words(&self, consultation: ConsultationId) -> Result<Vec<ReportWords>, StoreError> {
        let rows: Vec<WordsRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT w.revision, w.introduction, w.conclusions, w.account_id, w.written_at,
                        (SELECT a.email FROM accounts a WHERE a.id = w.account_id) AS by_email
                 FROM report_words w WHERE w.consultation_id = $1 ORDER BY w.revision DESC",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        Ok(rows.into_iter().map(ReportWords::from).collect())
    }

    /// Lists the reports on a consultation that were released, the newest first.
    pub async fn list_reports(&self, consultation: ConsultationId) -> Result<Vec<StoredReport>, StoreError> {
        let rows: Vec<ReportRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT r.number, r.revision, r.digest, r.basis, r.released_at, r.taken_back_at, r.taken_back_reason,
                        (SELECT a.email FROM accounts a WHERE a.id = r.account_id) AS by_email,
                        (SELECT a.email FROM accounts a WHERE a.id = r.taken_back_account_id) AS taken_back_email
                 FROM consultation_reports r WHERE r.consultation_id = $1 ORDER BY r.number DESC",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        Ok(rows.into_iter().map(StoredReport::from).collect())
    }

    /// Finds what everybody reads of a report, byte for byte; none where it was taken back.
    pub async fn find_report(&self, consultation: ConsultationId, number: i64) -> Result<Option<String>, StoreError> {
        let found = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT document FROM consultation_reports
                 WHERE consultation_id = $1 AND number = $2 AND taken_back_at IS NULL",
            )
            .bind(consultation.0)
            .bind(number)
            .fetch_optional(conn)
            .await
        })?;
        Ok(found)
    }
}

impl Write<'_> {
    /// Adds what somebody wrote for the next report.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where somebody has written since the revision before.
    pub async fn add_report_words(
        &mut self,
        consultation: ConsultationId,
        words: &ReportWords,
        (by, at): (AccountId, Moment),
    ) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO report_words (consultation_id, revision, introduction, conclusions, account_id, written_at)
             SELECT $1, $2, $3, $4, $5, $6
             WHERE $2 = 1 + (SELECT COALESCE(MAX(w.revision), 0) FROM report_words w WHERE w.consultation_id = $1)",
            consultation.0,
            words.revision,
            &words.introduction,
            &words.conclusions,
            by.0,
            at
        )
        .map_err(StoreError::first_come)?;
        one_changed(added)
    }

    /// Releases a report that somebody else wrote last.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not the next one, or what the team wrote has another revision, went with an earlier report
    /// or was written by the same account.
    pub async fn add_report(&mut self, report: &NewReport) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO consultation_reports
                 (consultation_id, number, revision, document, digest, basis, account_id, released_at)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8
             WHERE $2 = 1 + (SELECT COALESCE(MAX(r.number), 0) FROM consultation_reports r WHERE r.consultation_id = $1)
               AND $3 = (SELECT MAX(w.revision) FROM report_words w WHERE w.consultation_id = $1)
               AND $3 > (SELECT COALESCE(MAX(r.revision), 0) FROM consultation_reports r WHERE r.consultation_id = $1)
               AND EXISTS (SELECT 1 FROM report_words w
                           WHERE w.consultation_id = $1 AND w.revision = $3 AND w.account_id <> $7)",
            report.consultation.0,
            report.number,
            report.revision,
            &report.document,
            &report.hash,
            &report.basis,
            report.by.0,
            report.at
        )
        .map_err(StoreError::first_come)?;
        one_changed(added)
    }

    /// Takes a released report back, with the reason that its address gives from then on.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not public.
    pub async fn set_report_taken_back(
        &mut self,
        (consultation, number): (ConsultationId, i64),
        reason: &str,
        (by, at): (AccountId, Moment),
    ) -> Result<(), StoreError> {
        let taken = change!(
            self,
            "UPDATE consultation_reports SET taken_back_at = $3, taken_back_reason = $4, taken_back_account_id = $5
             WHERE consultation_id = $1 AND number = $2 AND taken_back_at IS NULL",
            consultation.0,
            number,
            at,
            reason,
            by.0
        )?;
        one_changed(taken)
    }
}
