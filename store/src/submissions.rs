//! Submitted responses: storing one as a whole, finding and listing them, and reading them all as a stream.

use std::collections::BTreeMap;

use domain::{
    answer::{Answer, Contact, Outcome},
    ids::{ConsultationId, ResponseId, VersionId},
    questionnaire::QuestionId,
    response::{Response, ResponseStatus, Submission},
    time::Moment,
};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::{
    Page, PageRequest, Store, StoreError, Version, Write,
    engine::{change, on},
    responses::{ResponseRow, select_responses},
    words::to_word,
};

/// What a respondent gets for a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The reference to keep.
    pub reference: String,
    /// Fingerprint of the answers, by which sending the same again is recognised.
    pub digest: Vec<u8>,
    /// When it was submitted.
    pub submitted_at: Moment,
}

/// A submitted response with the state of each of its questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredResponse {
    /// What is known of the response.
    pub response: Response,
    /// The state of each question of its version.
    pub outcomes: BTreeMap<QuestionId, Outcome>,
}

/// Which submitted responses a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponseFilter {
    /// Only those of this segment.
    pub segment: Option<String>,
    /// Only those from the area with this code.
    pub area: Option<String>,
    /// Only those in which the respondent wrote these words, in any case.
    pub words: Option<String>,
}

#[derive(FromRow)]
struct AnswerRow {
    response_id: Uuid,
    question: String,
    state: String,
    value: Option<String>,
}

/// A row of the table of answers that is about to be added.
struct NewAnswer<'a> {
    question: &'a str,
    state: &'static str,
    value: Option<String>,
    words: Option<String>,
}

/// The conditions of a [`ResponseFilter`], each of which a NULL switches off.
macro_rules! filtered {
    () => {
        "WHERE consultation_id = $1 AND status = 'submitted'
            AND (CAST($2 AS TEXT) IS NULL OR segment = $2)
            AND (CAST($3 AS TEXT) IS NULL OR area = $3)
            AND (CAST($4 AS TEXT) IS NULL OR EXISTS (
                SELECT 1 FROM answers a
                WHERE a.response_id = responses.id AND a.words LIKE $4 ESCAPE '!')) "
    };
}

const COUNT_MATCHES: &str = concat!("SELECT COUNT(*) FROM responses ", filtered!());
const LIST_MATCHES: &str = select_responses!(filtered!(), "ORDER BY submitted_at DESC, id DESC LIMIT $5 OFFSET $6");

impl Store {
    /// Lists the submitted responses that a filter lets through, newest first.
    pub async fn list_responses(
        &self,
        consultation: ConsultationId,
        filter: &ResponseFilter,
        request: PageRequest,
    ) -> Result<Page<Response>, StoreError> {
        let words = filter.words.as_deref().map(like);
        let total: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar(COUNT_MATCHES)
                .bind(consultation.0)
                .bind(&filter.segment)
                .bind(&filter.area)
                .bind(&words)
                .fetch_one(conn)
                .await
        })?;
        let rows: Vec<ResponseRow> = on!(self.reader(), conn => {
            sqlx::query_as(LIST_MATCHES)
                .bind(consultation.0)
                .bind(&filter.segment)
                .bind(&filter.area)
                .bind(&words)
                .bind(i64::from(request.size))
                .bind(request.offset())
                .fetch_all(conn)
                .await
        })?;
        let rows = rows.iter().map(Response::try_from).collect::<Result<_, _>>()?;
        Ok(Page { rows, total: u64::try_from(total).unwrap_or(0), request })
    }

    /// Finds a submitted response by its reference.
    pub async fn find_response(&self, reference: &str) -> Result<Option<StoredResponse>, StoreError> {
        let row: Option<ResponseRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_responses!(
                "WHERE reference = $1 AND status = 'submitted'"
            ))
            .bind(reference)
            .fetch_optional(conn)
            .await
        })?;
        let Some(row) = row else { return Ok(None) };
        let response = Response::try_from(&row)?;
        let answers: Vec<AnswerRow> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT response_id, question, state, value FROM answers WHERE response_id = $1")
                .bind(response.id.0)
                .fetch_all(conn)
                .await
        })?;
        let outcomes = answers.into_iter().map(read_answer).map(|read| read.map(|(_, q, outcome)| (q, outcome)));
        Ok(Some(StoredResponse { outcomes: outcomes.collect::<Result<_, _>>()?, response }))
    }

    /// Lists a consultation's submitted responses with their answers after a given one, in the order of their references.
    ///
    /// Exports and weightings read a consultation in such pieces, so that none of them holds it whole in memory.
    /// References are random, so that a file in this order does not tell who answered before whom.
    pub async fn list_submitted_after(
        &self,
        consultation: ConsultationId,
        after: Option<&str>,
        at_most: i64,
    ) -> Result<Vec<StoredResponse>, StoreError> {
        let after = after.unwrap_or_default();
        let rows: Vec<ResponseRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_responses!(
                "WHERE consultation_id = $1 AND status = 'submitted' AND reference > $2
                 ORDER BY reference LIMIT $3"
            ))
            .bind(consultation.0)
            .bind(after)
            .bind(at_most)
            .fetch_all(conn)
            .await
        })?;
        let responses = rows.iter().map(Response::try_from).collect::<Result<Vec<_>, _>>()?;
        let Some(last) = responses.last() else { return Ok(Vec::new()) };
        let answers: Vec<AnswerRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT a.response_id, a.question, a.state, a.value
                 FROM answers a JOIN responses r ON r.id = a.response_id
                 WHERE r.consultation_id = $1 AND r.status = 'submitted' AND r.reference > $2 AND r.reference <= $3",
            )
            .bind(consultation.0)
            .bind(after)
            .bind(&last.reference)
            .fetch_all(conn)
            .await
        })?;
        join(responses, answers)
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
    /// Turns a draft into a submitted response.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when the draft is not at `revision` any more or was submitted already, and
    /// [`StoreError::Taken`] when the reference is in use.
    pub async fn set_submitted(
        &mut self,
        response: ResponseId,
        revision: i64,
        submission: &Submission,
        receipt: &Receipt,
    ) -> Result<(), StoreError> {
        let updated = change!(
            self,
            "UPDATE responses SET status = $1, reference = $2, digest = $3, segment = $4, area = $5,
                        submitted_at = $6, updated_at = $6
                 WHERE id = $7 AND status = $8 AND revision = $9",
            to_word(ResponseStatus::Submitted),
            &receipt.reference,
            &receipt.digest,
            &submission.segment,
            &submission.area,
            receipt.submitted_at,
            response.0,
            to_word(ResponseStatus::Draft),
            revision
        )?;
        if updated == 0 {
            return Err(StoreError::Changed);
        }
        self.add_answers(response, &submission.outcomes).await?;
        change!(self, "DELETE FROM draft_pages WHERE response_id = $1", response.0)?;
        Ok(())
    }

    /// Adds an address that asked for news, with nothing that leads back to the answers.
    pub async fn add_subscription(
        &mut self,
        id: Uuid,
        consultation: ConsultationId,
        contact: &Contact,
        now: Moment,
    ) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO subscriptions (id, consultation_id, email, updates, interview, asked_on)
                 VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            consultation.0,
            &contact.email,
            contact.updates,
            contact.interview,
            now.date_naive()
        )?;
        Ok(())
    }

    async fn add_answers(
        &mut self,
        response: ResponseId,
        outcomes: &BTreeMap<QuestionId, Outcome>,
    ) -> Result<(), StoreError> {
        let rows = outcomes.iter().map(|(question, outcome)| write_answer(question, outcome));
        let rows = rows.collect::<Result<Vec<NewAnswer>, _>>()?;
        if rows.is_empty() {
            return Ok(());
        }
        on!(self.connection(), conn => {
            let mut insert = QueryBuilder::new("INSERT INTO answers (response_id, question, state, value, words) ");
            insert.push_values(&rows, |mut row, answer| {
                row.push_bind(response.0).push_bind(answer.question).push_bind(answer.state);
                row.push_bind(answer.value.as_deref()).push_bind(answer.words.as_deref());
            });
            insert.build().execute(conn).await.map(|_| ())
        })?;
        Ok(())
    }
}

/// Gives each response its answers.
fn join(responses: Vec<Response>, answers: Vec<AnswerRow>) -> Result<Vec<StoredResponse>, StoreError> {
    let mut by_response: BTreeMap<ResponseId, BTreeMap<QuestionId, Outcome>> = BTreeMap::new();
    for answer in answers {
        let (response, question, outcome) = read_answer(answer)?;
        by_response.entry(response).or_default().insert(question, outcome);
    }
    let stored = |response: Response| StoredResponse {
        outcomes: by_response.remove(&response.id).unwrap_or_default(),
        response,
    };
    Ok(responses.into_iter().map(stored).collect())
}

/// Makes a pattern that finds the words anywhere and takes nothing in them for a wildcard.
fn like(words: &str) -> String {
    let escaped = fold(words).replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{escaped}%")
}

/// Makes words alike that differ in case only; the engines know of no letters beyond a to z, or do not agree on them.
fn fold(words: &str) -> String {
    words.to_lowercase()
}

fn write_answer<'a>(question: &'a str, outcome: &Outcome) -> Result<NewAnswer<'a>, StoreError> {
    let state = match outcome {
        Outcome::Answered(_) => "answered",
        Outcome::Blank => "blank",
        Outcome::Skipped => "skipped",
    };
    let value = outcome.answer().map(serde_json::to_string).transpose();
    let value = value.map_err(|error| StoreError::damaged("answers", error))?;
    let words = outcome.answer().map(Answer::words).filter(|words| !words.is_empty());
    Ok(NewAnswer { question, state, value, words: words.map(|words| fold(&words.join("\n"))) })
}

fn read_answer(row: AnswerRow) -> Result<(ResponseId, QuestionId, Outcome), StoreError> {
    let damaged = |what: &str| StoreError::damaged("answers", format!("{}, {}: {what}", row.response_id, row.question));
    let outcome = match (row.state.as_str(), &row.value) {
        ("answered", Some(value)) => {
            let answer: Answer = serde_json::from_str(value).map_err(|_| damaged("the value cannot be read"))?;
            Outcome::Answered(answer)
        }
        ("blank", None) => Outcome::Blank,
        ("skipped", None) => Outcome::Skipped,
        _ => return Err(damaged("the state and the value do not go together")),
    };
    Ok((ResponseId(row.response_id), row.question, outcome))
}
