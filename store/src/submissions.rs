//! Submitted responses: storing one as a whole, finding it, and reading them all as a stream.

use std::collections::BTreeMap;

use domain::{
    answer::{Answer, Outcome},
    ids::{ConsultationId, ResponseId, VersionId},
    mark::Mark,
    order::Orders,
    questionnaire::QuestionId,
    response::{Response, ResponseStatus, Submission},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Receipt, ResponseFilter, Store, StoreError, Version, Write, document,
    engine::{change, on},
    marks,
    responses::ResponseRow,
    words::to_word,
};

/// A submitted response with the state of each of its questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredResponse {
    /// What is known of the response.
    pub response: Response,
    /// The state of each question of its version.
    pub outcomes: BTreeMap<QuestionId, Outcome>,
    /// The orders in which options were shown, where they are shown at random.
    pub orders: Orders,
    /// The marks of how it came.
    pub marks: Vec<Mark>,
}

impl StoredResponse {
    /// Puts redacted texts in the place of what was written, by question.
    pub fn redact<'a>(&mut self, texts: impl IntoIterator<Item = (&'a QuestionId, &'a str)>) {
        for (question, text) in texts {
            if let Some(Outcome::Answered(answer)) = self.outcomes.get_mut(question) {
                *answer = answer.redacted(text);
            }
        }
    }
}

/// How much of a consultation was submitted and withdrawn so far; where it is the same, so are the responses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, FromRow)]
pub struct Received {
    /// How many there are.
    pub responses: i64,
    /// When the last was submitted.
    pub newest: Option<Moment>,
    /// How many were withdrawn.
    pub withdrawn: i64,
}

/// A response with its answers, read in one statement: a response that is withdrawn meanwhile has both or neither.
#[derive(FromRow)]
pub(crate) struct StoredRow {
    #[sqlx(flatten)]
    response: ResponseRow,
    outcomes: Option<String>,
    orders: Option<String>,
    marks: Option<String>,
}

impl TryFrom<&StoredRow> for StoredResponse {
    type Error = StoreError;

    fn try_from(row: &StoredRow) -> Result<Self, StoreError> {
        let response = Response::try_from(&row.response)?;
        let outcomes = row.outcomes.as_deref();
        let outcomes = outcomes.ok_or_else(|| StoreError::damaged("answers", format!("{} has none", response.id.0)))?;
        let orders =
            row.orders.as_deref().map(|orders| document::read("answers", response.id.0, orders)).transpose()?;
        let outcomes = document::read("answers", response.id.0, outcomes)?;
        let marks = marks::read(row.marks.as_deref());
        Ok(Self { response, outcomes, orders: orders.unwrap_or_default(), marks })
    }
}

/// Spells out a statement that reads each column of a [`StoredRow`], with what follows the table's name.
macro_rules! select_stored {
    ($($rest:expr),+) => {
        concat!(
            "SELECT ",
            crate::responses::response_columns!(),
            ", a.outcomes, a.orders,
              (SELECT STRING_AGG(m.mark, ' ') FROM response_marks m WHERE m.response_id = responses.id) AS marks
              FROM responses LEFT JOIN answers a ON a.response_id = responses.id ",
            $($rest),+
        )
    };
}
pub(crate) use select_stored;

/// Reads [`Received`] of the consultation `$1`.
const SELECT_RECEIVED: &str = "SELECT COUNT(*) AS responses, MAX(submitted_at) AS newest,
        (SELECT COUNT(*) FROM responses w WHERE w.consultation_id = $1 AND w.status = 'withdrawn') AS withdrawn
     FROM responses WHERE consultation_id = $1 AND status = 'submitted'";

impl Store {
    /// Finds a submitted response by its reference.
    pub async fn find_response(&self, reference: &str) -> Result<Option<StoredResponse>, StoreError> {
        let row: Option<StoredRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_stored!("WHERE reference = $1 AND status = 'submitted'"))
                .bind(reference)
                .fetch_optional(conn)
                .await
        })?;
        row.as_ref().map(StoredResponse::try_from).transpose()
    }

    /// Lists a consultation's submitted responses with their answers after a given one, in the order of their references.
    ///
    /// It is [`Store::list_matches_after`] without a filter, for those who read all.
    pub async fn list_submitted_after(
        &self,
        consultation: ConsultationId,
        after: Option<&str>,
        at_most: i64,
    ) -> Result<Vec<StoredResponse>, StoreError> {
        self.list_matches_after(consultation, &ResponseFilter::default(), after, at_most).await
    }

    /// Finds how much of a consultation was submitted so far.
    pub async fn find_received(&self, consultation: ConsultationId) -> Result<Received, StoreError> {
        let received = on!(self.reader(), conn => {
            sqlx::query_as(SELECT_RECEIVED).bind(consultation.0).fetch_one(conn).await
        })?;
        Ok(received)
    }

    /// Lists the versions that submitted responses of a consultation answer, in the order of their numbers.
    pub async fn list_answered_versions(&self, consultation: ConsultationId) -> Result<Vec<Version>, StoreError> {
        let ids: Vec<Uuid> = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT v.id FROM questionnaire_versions v
                 WHERE v.consultation_id = $1 AND EXISTS (
                     SELECT 1 FROM responses r
                     WHERE r.consultation_id = $1 AND r.status = 'submitted' AND r.version_id = v.id)
                 ORDER BY v.number",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        let mut versions = Vec::new();
        for id in ids {
            versions.extend(self.find_version(VersionId(id)).await?);
        }
        Ok(versions)
    }
}

impl Write<'_> {
    /// Finds how much of a consultation was submitted so far, in this transaction.
    pub(crate) async fn find_received(&mut self, consultation: ConsultationId) -> Result<Received, StoreError> {
        let received = on!(self.connection(), connection => {
            sqlx::query_as(SELECT_RECEIVED).bind(consultation.0).fetch_one(connection).await
        })?;
        Ok(received)
    }

    /// Turns a draft into a submitted response.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when the draft is not at `revision` any more, was submitted already or has lost the invitation
    /// that it was begun with, and [`StoreError::Taken`] when the reference is in use.
    pub async fn set_submitted(
        &mut self,
        response: ResponseId,
        revision: i64,
        submission: &Submission,
        receipt: &Receipt,
    ) -> Result<(), StoreError> {
        let is_invited: Option<bool> = on!(self.connection(), connection => {
            sqlx::query_scalar(
                "UPDATE responses SET status = $1, reference = $2, digest = $3, segment = $4, area = $5,
                        submitted_at = $6, updated_at = $6, organisation = $7
                 WHERE id = $8 AND status = $9 AND revision = $10
                 RETURNING is_invited",
            )
            .bind(to_word(ResponseStatus::Submitted))
            .bind(&receipt.reference)
            .bind(&receipt.digest)
            .bind(&submission.segment)
            .bind(&submission.area)
            .bind(receipt.submitted_at)
            .bind(&submission.organisation)
            .bind(response.0)
            .bind(to_word(ResponseStatus::Draft))
            .bind(revision)
            .fetch_optional(connection)
            .await
        })?;
        if is_invited.ok_or(StoreError::Changed)? {
            self.set_invitation_used(response, receipt.submitted_at).await?;
        }
        self.add_answers(response, submission).await?;
        change!(self, "DELETE FROM draft_pages WHERE response_id = $1", response.0)?;
        Ok(())
    }

    pub(crate) async fn add_answers(
        &mut self,
        response: ResponseId,
        submission: &Submission,
    ) -> Result<(), StoreError> {
        let document = document::write("answers", &submission.outcomes)?;
        let orders = &submission.orders;
        let orders = (!orders.is_empty()).then(|| document::write("answers", orders)).transpose()?;
        change!(
            self,
            "INSERT INTO answers (response_id, outcomes, words, orders, consent) VALUES ($1, $2, $3, $4, $5)",
            response.0,
            document,
            words(&submission.outcomes),
            orders,
            submission.consent.map(to_word)
        )?;
        Ok(())
    }
}

/// Makes words alike that differ in case only; the engines know of no letters beyond a to z, or do not agree on them.
pub(crate) fn fold(words: &str) -> String {
    words.to_lowercase()
}

/// Gives what the respondent wrote, or nothing where nothing was written.
fn words(outcomes: &BTreeMap<QuestionId, Outcome>) -> Option<String> {
    let words: Vec<&str> = outcomes.values().filter_map(Outcome::answer).flat_map(Answer::words).collect();
    (!words.is_empty()).then(|| fold(&words.join("\n")))
}
