//! Gathering comments from the answers of submitted responses, each response once.

use std::collections::BTreeMap;

use domain::{
    answer::Outcome,
    ids::{CommentId, ConsultationId, ResponseId, VersionId},
    questionnaire::QuestionId,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write, document,
    engine::{change, on},
    submissions::fold,
};

/// A submitted response whose comments were not gathered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ungathered {
    /// The response.
    pub response: ResponseId,
    /// The version that it answers.
    pub version: VersionId,
    /// The state of each of its questions.
    pub outcomes: BTreeMap<QuestionId, Outcome>,
}

/// A comment as it is gathered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewComment {
    /// Its identity.
    pub id: CommentId,
    /// The question that it answers.
    pub question: QuestionId,
    /// Its number, by which people call it.
    pub number: i64,
    /// What was written.
    pub text: String,
}

#[derive(FromRow)]
struct UngatheredRow {
    response_id: Uuid,
    version_id: Uuid,
    outcomes: String,
}

impl Store {
    /// Lists submitted responses of a consultation whose comments were not gathered, in the order of their references.
    pub async fn list_ungathered(
        &self,
        consultation: ConsultationId,
        at_most: i64,
    ) -> Result<Vec<Ungathered>, StoreError> {
        let rows: Vec<UngatheredRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT a.response_id, r.version_id, a.outcomes
                 FROM answers a JOIN responses r ON r.id = a.response_id
                 WHERE a.is_gathered = FALSE AND r.consultation_id = $1 AND r.status = 'submitted'
                 ORDER BY r.reference LIMIT $2",
            )
            .bind(consultation.0)
            .bind(at_most)
            .fetch_all(conn)
            .await
        })?;
        let read = |row: UngatheredRow| {
            let outcomes = document::read("answers", row.response_id, &row.outcomes)?;
            Ok(Ungathered { response: ResponseId(row.response_id), version: VersionId(row.version_id), outcomes })
        };
        rows.into_iter().map(read).collect()
    }

    /// Lists the numbers of the comments of a consultation.
    pub async fn list_comment_numbers(&self, consultation: ConsultationId) -> Result<Vec<i64>, StoreError> {
        let numbers = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT number FROM comments WHERE consultation_id = $1")
                .bind(consultation.0)
                .fetch_all(conn)
                .await
        })?;
        Ok(numbers)
    }

    /// Counts the comments of a consultation that were gathered.
    pub async fn count_comments(&self, consultation: ConsultationId) -> Result<i64, StoreError> {
        let count = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT COUNT(*) FROM comments WHERE consultation_id = $1")
                .bind(consultation.0)
                .fetch_one(conn)
                .await
        })?;
        Ok(count)
    }
}

impl Write<'_> {
    /// Adds the comments of a response, unless they were gathered before.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when a number is in use.
    pub async fn add_comments(
        &mut self,
        consultation: ConsultationId,
        response: ResponseId,
        comments: &[NewComment],
    ) -> Result<(), StoreError> {
        let marked = change!(
            self,
            "UPDATE answers SET is_gathered = TRUE WHERE response_id = $1 AND is_gathered = FALSE",
            response.0
        )?;
        if marked == 0 {
            return Ok(());
        }
        for NewComment { id, question, number, text } in comments {
            change!(
                self,
                "INSERT INTO comments (id, consultation_id, response_id, question, number, text, words)
                     VALUES ($1, $2, $3, $4, $5, $6, $7)",
                id.0,
                consultation.0,
                response.0,
                question,
                *number,
                text,
                fold(text)
            )?;
        }
        Ok(())
    }
}
