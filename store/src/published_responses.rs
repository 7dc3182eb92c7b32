//! Published responses: what everybody reads of them, in the order of numbers that were drawn at random.
//!
//! These queries name no column with a segment, an area, a reference, a time, a language or what was chosen, so that nothing else can
//! get out. The one that names the organisation does it only where the respondent let it be named and nobody decided to leave it out.

use std::collections::BTreeSet;

use domain::{
    ids::{ConsultationId, ResponseId},
    moderation::Consent,
    questionnaire::QuestionId,
};
use sqlx::FromRow;

use crate::{
    Page, PageRequest, Store, StoreError, Write,
    comments::newest_redaction,
    engine::{change, on},
    moderation_list::{in_remit, named, with_consent},
    response_list::like,
    words::to_word,
};

/// Which published responses a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedFilter {
    /// Only those with these words, in any case, as redacted.
    pub words: Option<String>,
    /// Only those with words to this question.
    pub question: Option<QuestionId>,
}

/// What everybody reads of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedResponse {
    /// Its number.
    pub number: i64,
    /// The organisation for which it answers, if it may be named.
    pub organisation: Option<String>,
    /// What was written, as redacted, by question.
    pub words: Vec<(QuestionId, String)>,
}

#[derive(FromRow)]
struct PublicRow {
    number: i64,
    organisation: Option<String>,
}

#[derive(FromRow)]
struct WordsRow {
    number: i64,
    question: String,
    text: String,
}

/// Lets those through of [`with_consent!`] that everybody reads.
macro_rules! in_public {
    () => {
        "AND p.number IS NOT NULL AND m.response_id IS NOT NULL AND m.ground IS NULL "
    };
}

/// The conditions of a [`PublishedFilter`], each of which a NULL switches off.
macro_rules! filtered {
    () => {
        concat!(
            with_consent!(),
            in_public!(),
            "AND EXISTS (SELECT 1 FROM comments c ",
            newest_redaction!(),
            "WHERE c.response_id = a.response_id AND ",
            in_remit!(),
            "AND (CAST($3 AS TEXT) IS NULL OR COALESCE(d.words, c.words) LIKE $3 ESCAPE '!')
             AND (CAST($4 AS TEXT) IS NULL OR c.question = $4)) "
        )
    };
}

/// The number, and the organisation where the consent is the one to naming it and nobody decided against that.
macro_rules! shown {
    ($consent:literal) => {
        concat!(
            "SELECT p.number, CASE WHEN a.consent = ",
            $consent,
            " AND NOT m.is_nameless THEN r.organisation END AS organisation "
        )
    };
}

const COUNT_ALL: &str = concat!("SELECT COUNT(*) ", with_consent!(), in_public!());
const ANY: &str = concat!("SELECT p.number ", with_consent!(), in_public!(), "LIMIT 1");
const COUNT: &str = concat!("SELECT COUNT(*) ", filtered!());
const LIST: &str = concat!(shown!("$5"), filtered!(), "ORDER BY p.number LIMIT $6 OFFSET $7");
const FIND: &str = concat!(shown!("$4"), with_consent!(), in_public!(), "AND p.number = $3");
const LIST_WORDS: &str = concat!(
    "SELECT w.number, c.question, COALESCE(d.text, c.text) AS text
     FROM published_responses w JOIN comments c ON c.response_id = w.response_id ",
    newest_redaction!(),
    "WHERE w.consultation_id = $1 AND REPLACE(CAST($3 AS TEXT), '|' || CAST(w.number AS TEXT) || '|', '') <> CAST($3 AS TEXT) AND ",
    in_remit!(),
    "ORDER BY w.number, c.question"
);

impl Store {
    /// Lists the published responses that a filter lets through, in the order of their numbers.
    pub async fn list_published(
        &self,
        consultation: ConsultationId,
        questions: &BTreeSet<QuestionId>,
        filter: &PublishedFilter,
        request: PageRequest,
    ) -> Result<Page<PublishedResponse>, StoreError> {
        let pattern = filter.words.as_deref().map(like);
        let total: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar(COUNT)
                .bind(consultation.0)
                .bind(named(questions))
                .bind(&pattern)
                .bind(&filter.question)
                .fetch_one(conn)
                .await
        })?;
        let rows: Vec<PublicRow> = on!(self.reader(), conn => {
            sqlx::query_as(LIST)
                .bind(consultation.0)
                .bind(named(questions))
                .bind(&pattern)
                .bind(&filter.question)
                .bind(to_word(Consent::Named))
                .bind(i64::from(request.size))
                .bind(request.offset())
                .fetch_all(conn)
                .await
        })?;
        let rows = self.with_words(consultation, questions, rows).await?;
        Ok(Page { rows, total: total.unsigned_abs(), request })
    }

    /// Finds the published response with a number.
    pub async fn find_published(
        &self,
        consultation: ConsultationId,
        questions: &BTreeSet<QuestionId>,
        number: i64,
    ) -> Result<Option<PublishedResponse>, StoreError> {
        let row: Option<PublicRow> = on!(self.reader(), conn => {
            sqlx::query_as(FIND)
                .bind(consultation.0)
                .bind(named(questions))
                .bind(number)
                .bind(to_word(Consent::Named))
                .fetch_optional(conn)
                .await
        })?;
        Ok(self.with_words(consultation, questions, row.into_iter().collect()).await?.pop())
    }

    /// Says whether a number was given to a response that was published, also where it was taken down since.
    pub async fn was_published(&self, consultation: ConsultationId, number: i64) -> Result<bool, StoreError> {
        let count: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT COUNT(*) FROM published_responses WHERE consultation_id = $1 AND number = $2")
                .bind(consultation.0)
                .bind(number)
                .fetch_one(conn)
                .await
        })?;
        Ok(count > 0)
    }

    /// Counts the responses to a consultation that everybody reads.
    pub async fn count_published(
        &self,
        consultation: ConsultationId,
        questions: &BTreeSet<QuestionId>,
    ) -> Result<u64, StoreError> {
        let count: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar(COUNT_ALL).bind(consultation.0).bind(named(questions)).fetch_one(conn).await
        })?;
        Ok(count.unsigned_abs())
    }

    /// Says whether everybody reads any response to a consultation.
    pub async fn has_published(
        &self,
        consultation: ConsultationId,
        questions: &BTreeSet<QuestionId>,
    ) -> Result<bool, StoreError> {
        let any: Option<i64> = on!(self.reader(), conn => {
            sqlx::query_scalar(ANY).bind(consultation.0).bind(named(questions)).fetch_optional(conn).await
        })?;
        Ok(any.is_some())
    }

    /// Adds what was written to responses that are in the order of their numbers.
    async fn with_words(
        &self,
        consultation: ConsultationId,
        questions: &BTreeSet<QuestionId>,
        rows: Vec<PublicRow>,
    ) -> Result<Vec<PublishedResponse>, StoreError> {
        // Numbers are drawn by chance, so that the few of a search may lie as far apart as all.
        let numbers = named(&rows.iter().map(|row| row.number.to_string()).collect());
        let mut words: Vec<WordsRow> = on!(self.reader(), conn => {
            sqlx::query_as(LIST_WORDS)
                .bind(consultation.0)
                .bind(named(questions))
                .bind(&numbers)
                .fetch_all(conn)
                .await
        })?;
        let response = |PublicRow { number, organisation }: PublicRow| {
            let own = words.extract_if(.., |row| row.number == number);
            let words = own.map(|row| (row.question, row.text)).collect();
            PublishedResponse { number, organisation, words }
        };
        Ok(rows.into_iter().map(response).collect())
    }

    /// Lists the numbers that were given to responses of a consultation.
    pub async fn list_published_numbers(&self, consultation: ConsultationId) -> Result<Vec<i64>, StoreError> {
        let numbers = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT number FROM published_responses WHERE consultation_id = $1")
                .bind(consultation.0)
                .fetch_all(conn)
                .await
        })?;
        Ok(numbers)
    }
}

impl Write<'_> {
    /// Publishes a response under a number, if it has consent and that is what was decided last; gives how many it published.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the number is in use, or the response was published meanwhile.
    pub async fn add_published(&mut self, response: ResponseId, number: i64) -> Result<u64, StoreError> {
        let published = change!(
            self,
            "INSERT INTO published_responses (response_id, consultation_id, number)
             SELECT r.id, r.consultation_id, $2
             FROM responses r
             JOIN answers a ON a.response_id = r.id
             JOIN moderations m ON m.response_id = r.id
                  AND m.place = (SELECT MAX(l.place) FROM moderations l WHERE l.response_id = r.id)
             WHERE r.id = $1 AND r.status = 'submitted' AND a.consent IS NOT NULL AND m.ground IS NULL",
            response.0,
            number
        )?;
        Ok(published)
    }
}
