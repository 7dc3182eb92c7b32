//! What was decided about responses that may be published, and the words that it is about.
//!
//! A decision asks for consent in the answers themselves, so that none publishes what nobody consented to.

use std::collections::BTreeSet;

use domain::{
    ids::{AccountId, CommentId, ConsultationId, ResponseId},
    moderation::{Consent, ModerationGround},
    questionnaire::QuestionId,
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    comments::newest_redaction,
    engine::{change, on},
    moderation_list::{in_remit, named},
    words::{from_word, to_word},
};

const MODERATIONS: &str = "moderations";

/// What somebody decided about a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moderation {
    /// Why it is not to be published; nothing where it is.
    pub ground: Option<ModerationGround>,
    /// Whether it is published without the name of the organisation, although that may be named.
    pub is_nameless: bool,
    /// What else there is to say to the team.
    pub note: Option<String>,
    /// Whether they said that what may lead to a person leads to nobody.
    pub is_confirmed: bool,
    /// Who decided; nobody, once the account is removed.
    pub account: Option<AccountId>,
    /// When.
    pub made_at: Moment,
}

/// The words of a response to one question, as redacted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseWords {
    /// The comment.
    pub comment: CommentId,
    /// Its number, by which staff find it.
    pub number: i64,
    /// The question.
    pub question: QuestionId,
    /// The words.
    pub text: String,
    /// How often they were redacted.
    pub redactions: i64,
}

#[derive(FromRow)]
struct WordsRow {
    id: Uuid,
    number: i64,
    question: String,
    text: String,
    redactions: i64,
}

#[derive(FromRow)]
struct ModerationRow {
    ground: Option<String>,
    is_nameless: bool,
    note: Option<String>,
    is_confirmed: bool,
    account_id: Option<Uuid>,
    made_at: Moment,
}

const LIST_WORDS: &str = concat!(
    "SELECT c.id, c.number, c.question, COALESCE(d.text, c.text) AS text, COALESCE(d.place + 1, 0) AS redactions
     FROM comments c ",
    newest_redaction!(),
    "WHERE c.response_id = $1 AND ",
    in_remit!(),
    "ORDER BY c.question"
);

impl Store {
    /// Counts the decisions about responses to a consultation, whichever questions are published now.
    pub async fn count_moderations(&self, consultation: ConsultationId) -> Result<u64, StoreError> {
        let count: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM moderations m JOIN responses r ON r.id = m.response_id WHERE r.consultation_id = $1",
            )
            .bind(consultation.0)
            .fetch_one(conn)
            .await
        })?;
        Ok(count.unsigned_abs())
    }

    /// Lists the words of a response that may be published, as redacted.
    pub async fn list_words(
        &self,
        response: ResponseId,
        questions: &BTreeSet<QuestionId>,
    ) -> Result<Vec<ResponseWords>, StoreError> {
        let rows: Vec<WordsRow> = on!(self.reader(), conn => {
            sqlx::query_as(LIST_WORDS).bind(response.0).bind(named(questions)).fetch_all(conn).await
        })?;
        let words = |WordsRow { id, number, question, text, redactions }: WordsRow| ResponseWords {
            comment: CommentId(id),
            number,
            question,
            text,
            redactions,
        };
        Ok(rows.into_iter().map(words).collect())
    }

    /// Lists what was decided about a response, the newest last.
    pub async fn list_moderations(&self, response: ResponseId) -> Result<Vec<Moderation>, StoreError> {
        let rows: Vec<ModerationRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT ground, is_nameless, note, is_confirmed, account_id, made_at FROM moderations
                 WHERE response_id = $1 ORDER BY place",
            )
            .bind(response.0)
            .fetch_all(conn)
            .await
        })?;
        let read = |row: ModerationRow| {
            let ModerationRow { ground, is_nameless, note, is_confirmed, account_id, made_at } = row;
            let ground = ground.as_deref().map(|ground| from_word(MODERATIONS, ground)).transpose()?;
            Ok(Moderation { ground, is_nameless, note, is_confirmed, account: account_id.map(AccountId), made_at })
        };
        rows.into_iter().map(read).collect()
    }

    /// Finds what the respondent with a reference lets be published.
    pub async fn find_consent(&self, reference: &str) -> Result<Option<Consent>, StoreError> {
        let consent: Option<Option<String>> = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT a.consent FROM answers a JOIN responses r ON r.id = a.response_id WHERE r.reference = $1",
            )
            .bind(reference)
            .fetch_optional(conn)
            .await
        })?;
        consent.flatten().map(|consent| from_word("answers", &consent)).transpose()
    }
}

impl Write<'_> {
    /// Adds what somebody decided about a response after so many decisions, while some version of the questions was the newest.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where there are not so many, where the questions changed, where the response has no consent, or where it is to
    /// be published after its sender asked that it is not.
    pub async fn add_moderation(
        &mut self,
        response: ResponseId,
        (after, remit): (usize, i64),
        moderation: &Moderation,
    ) -> Result<(), StoreError> {
        let Moderation { ground, is_nameless, note, is_confirmed, account, made_at } = moderation;
        // The row is held, so that on PostgreSQL whoever changes the questions at once sees this decision, or this sees the change.
        change!(
            self,
            "UPDATE consultations SET slug = slug WHERE id = (SELECT consultation_id FROM responses WHERE id = $1)",
            response.0
        )?;
        let added = change!(
            self,
            "INSERT INTO moderations (response_id, place, ground, note, is_confirmed, account_id, made_at, is_nameless)
             SELECT r.id, $2, $3, $4, $5, $6, $7, $10 FROM responses r JOIN answers a ON a.response_id = r.id
             WHERE r.id = $1 AND r.status = 'submitted' AND a.consent IS NOT NULL
               AND $2 = (SELECT COUNT(*) FROM moderations m WHERE m.response_id = $1)
               AND (CAST($3 AS TEXT) IS NOT NULL OR NOT EXISTS (
                   SELECT 1 FROM moderations w WHERE w.response_id = $1 AND w.ground = $9))
               AND $8 = (SELECT COALESCE(MAX(v.version), 0) FROM remits v WHERE v.consultation_id = r.consultation_id)",
            response.0,
            i64::try_from(after).unwrap_or(i64::MAX),
            ground.map(to_word),
            note,
            *is_confirmed,
            account.map(|account| account.0),
            *made_at,
            remit,
            to_word(ModerationGround::Asked),
            *is_nameless
        )
        .map_err(StoreError::first_come)?;
        if added == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }
}
