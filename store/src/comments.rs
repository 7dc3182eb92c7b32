//! Comments: listed and found, and what they read as after a redaction.

use std::collections::{BTreeMap, HashMap};

use domain::{
    ids::{AccountId, CommentId, ConsultationId, ResponseId, VersionId},
    questionnaire::QuestionId,
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
    response_list::like,
    submissions::fold,
};

/// Which comments a list shows, as far as the database can tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommentFilter {
    /// Only those with these words, in any case.
    pub words: Option<String>,
    /// Only those to this question.
    pub question: Option<QuestionId>,
    /// Only those of respondents of this segment.
    pub segment: Option<String>,
}

/// A comment in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedComment {
    /// Its identity.
    pub id: CommentId,
    /// Its number.
    pub number: i64,
    /// The question that it answers.
    pub question: QuestionId,
    /// The response that it is from.
    pub response: ResponseId,
    /// Which kind of respondent they say they are.
    pub segment: Option<String>,
    /// How it begins, redacted if it was.
    pub beginning: String,
    /// How many characters it has.
    pub length: i64,
    /// Whether it was redacted.
    pub is_redacted: bool,
}

/// A comment with all that it was redacted to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredComment {
    /// Its identity.
    pub id: CommentId,
    /// Its number.
    pub number: i64,
    /// The question that it answers.
    pub question: QuestionId,
    /// The version of the questionnaire that asked it.
    pub version: VersionId,
    /// The reference of the response that it is from.
    pub reference: String,
    /// Which kind of respondent they say they are.
    pub segment: Option<String>,
    /// What was written.
    pub text: String,
    /// What it was redacted to, the newest last.
    pub redactions: Vec<Redaction>,
}

/// What redacted comments read as, by the reference of the response and by question.
pub type Redacted = HashMap<String, BTreeMap<QuestionId, String>>;

/// What a comment reads as instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redaction {
    /// The new text.
    pub text: String,
    /// Why.
    pub reason: String,
    /// Who wrote it; nobody, once the account is removed.
    pub account: Option<AccountId>,
    /// When.
    pub made_at: Moment,
}

impl StoredComment {
    /// Gives what it reads as: the newest redaction, or what was written.
    pub fn current(&self) -> &str {
        self.redactions.last().map_or(&self.text, |redaction| &redaction.text)
    }
}

#[derive(FromRow)]
struct ListedRow {
    id: Uuid,
    number: i64,
    question: String,
    response_id: Uuid,
    segment: Option<String>,
    beginning: String,
    length: i64,
    is_redacted: bool,
}

#[derive(FromRow)]
struct CommentRow {
    id: Uuid,
    number: i64,
    question: String,
    version_id: Uuid,
    reference: Option<String>,
    segment: Option<String>,
    text: String,
}

#[derive(FromRow)]
struct RedactionRow {
    text: String,
    reason: String,
    account_id: Option<Uuid>,
    made_at: Moment,
}

/// Joins to the comment `c` the newest text that it was redacted to, as `d`.
macro_rules! newest_redaction {
    () => {
        "LEFT JOIN redactions d ON d.comment_id = c.id
              AND d.place = (SELECT MAX(n.place) FROM redactions n WHERE n.comment_id = c.id) "
    };
}
pub(crate) use newest_redaction;

/// Lists the comments of a consultation.
const LIST_COMMENTS: &str = concat!(
    "SELECT c.id, c.number, c.question, c.response_id, r.segment,
            SUBSTR(COALESCE(d.text, c.text), 1, 300) AS beginning,
            CAST(LENGTH(COALESCE(d.text, c.text)) AS BIGINT) AS length,
            d.text IS NOT NULL AS is_redacted
     FROM comments c
     JOIN responses r ON r.id = c.response_id ",
    newest_redaction!(),
    "WHERE c.consultation_id = $1
       AND (CAST($2 AS TEXT) IS NULL OR COALESCE(d.words, c.words) LIKE $2 ESCAPE '!')
       AND (CAST($3 AS TEXT) IS NULL OR c.question = $3)
       AND (CAST($4 AS TEXT) IS NULL OR r.segment = $4)
     ORDER BY c.number"
);

/// Spells out a statement that reads each column of a [`CommentRow`], with the condition for it.
macro_rules! select_comments {
    ($condition:literal) => {
        concat!(
            "SELECT c.id, c.number, c.question, r.version_id, r.reference, r.segment, c.text
             FROM comments c JOIN responses r ON r.id = c.response_id WHERE ",
            $condition
        )
    };
}

impl From<ListedRow> for ListedComment {
    fn from(row: ListedRow) -> Self {
        let ListedRow { id, number, question, response_id, segment, beginning, length, is_redacted } = row;
        let (id, response) = (CommentId(id), ResponseId(response_id));
        Self { id, number, question, response, segment, beginning, length, is_redacted }
    }
}

impl Store {
    /// Lists the comments that a filter lets through, in the order of their numbers, which are drawn at random.
    pub async fn list_comments(
        &self,
        consultation: ConsultationId,
        filter: &CommentFilter,
    ) -> Result<Vec<ListedComment>, StoreError> {
        let words = filter.words.as_deref().map(like);
        let rows: Vec<ListedRow> = on!(self.reader(), conn => {
            sqlx::query_as(LIST_COMMENTS)
            .bind(consultation.0)
            .bind(&words)
            .bind(&filter.question)
            .bind(&filter.segment)
            .fetch_all(conn)
            .await
        })?;
        Ok(rows.into_iter().map(ListedComment::from).collect())
    }

    /// Finds the comment of a consultation with a number.
    pub async fn find_comment(
        &self,
        consultation: ConsultationId,
        number: i64,
    ) -> Result<Option<StoredComment>, StoreError> {
        let row: Option<CommentRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_comments!("c.consultation_id = $1 AND c.number = $2"))
                .bind(consultation.0)
                .bind(number)
                .fetch_optional(conn)
                .await
        })?;
        let Some(row) = row else { return Ok(None) };
        self.with_redactions(row).await.map(Some)
    }

    /// Lists the comments of a response that were redacted.
    pub async fn list_redacted(&self, response: ResponseId) -> Result<Vec<StoredComment>, StoreError> {
        let rows: Vec<CommentRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_comments!(
                "c.response_id = $1 AND EXISTS (SELECT 1 FROM redactions d WHERE d.comment_id = c.id) ORDER BY c.question"
            ))
            .bind(response.0)
            .fetch_all(conn)
            .await
        })?;
        let mut redacted = Vec::new();
        for row in rows {
            redacted.push(self.with_redactions(row).await?);
        }
        Ok(redacted)
    }

    /// Lists what the redacted comments of a consultation read as, by the reference of the response and by question.
    pub async fn list_redactions(&self, consultation: ConsultationId) -> Result<Redacted, StoreError> {
        let rows: Vec<(Option<String>, String, String)> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT r.reference, c.question, d.text FROM redactions d
                 JOIN comments c ON c.id = d.comment_id JOIN responses r ON r.id = c.response_id
                 WHERE c.consultation_id = $1
                   AND d.place = (SELECT MAX(n.place) FROM redactions n WHERE n.comment_id = c.id)",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        let mut redacted = Redacted::new();
        for (reference, question, text) in rows {
            redacted.entry(reference.unwrap_or_default()).or_default().insert(question, text);
        }
        Ok(redacted)
    }

    async fn with_redactions(&self, row: CommentRow) -> Result<StoredComment, StoreError> {
        let CommentRow { id, number, question, version_id, reference, segment, text } = row;
        let rows: Vec<RedactionRow> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT text, reason, account_id, made_at FROM redactions WHERE comment_id = $1 ORDER BY place")
                .bind(id)
                .fetch_all(conn)
                .await
        })?;
        let redaction = |row: RedactionRow| {
            let RedactionRow { text, reason, account_id, made_at } = row;
            Redaction { text, reason, account: account_id.map(AccountId), made_at }
        };
        let redactions = rows.into_iter().map(redaction).collect();
        let (id, version, reference) = (CommentId(id), VersionId(version_id), reference.unwrap_or_default());
        Ok(StoredComment { id, number, question, version, reference, segment, text, redactions })
    }
}

impl Write<'_> {
    /// Adds what a comment reads as instead; [`StoreError::Taken`] when it was redacted another time meanwhile.
    pub async fn add_redaction(
        &mut self,
        comment: CommentId,
        before: usize,
        redaction: &Redaction,
    ) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO redactions (comment_id, place, text, words, reason, account_id, made_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            comment.0,
            i64::try_from(before).unwrap_or(i64::MAX),
            &redaction.text,
            fold(&redaction.text),
            &redaction.reason,
            redaction.account.map(|account| account.0),
            redaction.made_at
        )?;
        Ok(())
    }
}
