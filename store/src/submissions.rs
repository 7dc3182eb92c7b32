//! Submitted responses: storing one as a whole, finding and listing them, and reading them all as a stream.

use std::collections::BTreeMap;

use domain::{
    answer::{Answer, Outcome},
    ids::{ConsultationId, ResponseId, VersionId},
    order::Orders,
    questionnaire::QuestionId,
    response::{Channel, Response, ResponseStatus, Submission},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Page, PageRequest, Receipt, Store, StoreError, Version, Write, document,
    engine::{change, on},
    responses::{ResponseRow, response_columns, select_responses},
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

/// Which submitted responses a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponseFilter {
    /// Only those of this segment.
    pub segment: Option<String>,
    /// Only those for the organisation that is named so.
    pub organisation: Option<String>,
    /// Only those from the area with this code.
    pub area: Option<String>,
    /// Only those that came by this way.
    pub channel: Option<Channel>,
    /// Only those in which the respondent wrote these words, in any case.
    pub words: Option<String>,
}

/// A name of an organisation, as responses of a segment write it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct NamedOrganisation {
    /// The name.
    pub name: String,
    /// Which kind of respondent they say they are.
    pub segment: Option<String>,
    /// How many responses write it so.
    pub responses: i64,
}

/// A response with its answers, read in one statement: a response that is withdrawn meanwhile has both or neither.
#[derive(FromRow)]
struct StoredRow {
    #[sqlx(flatten)]
    response: ResponseRow,
    outcomes: Option<String>,
    orders: Option<String>,
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
        Ok(Self { response, outcomes, orders: orders.unwrap_or_default() })
    }
}

/// Spells out a statement that reads each column of a [`StoredRow`], with what follows the table's name.
macro_rules! select_stored {
    ($rest:expr) => {
        concat!(
            "SELECT ",
            response_columns!(),
            ", a.outcomes, a.orders FROM responses LEFT JOIN answers a ON a.response_id = responses.id ",
            $rest
        )
    };
}

/// The conditions of a [`ResponseFilter`], each of which a NULL switches off.
macro_rules! filtered {
    () => {
        "WHERE consultation_id = $1 AND status = 'submitted'
            AND (CAST($2 AS TEXT) IS NULL OR segment = $2)
            AND (CAST($3 AS TEXT) IS NULL OR area = $3)
            AND (CAST($4 AS TEXT) IS NULL OR EXISTS (
                SELECT 1 FROM answers a
                WHERE a.response_id = responses.id AND a.words LIKE $4 ESCAPE '!'))
            AND (CAST($5 AS TEXT) IS NULL OR channel = $5)
            AND (CAST($6 AS TEXT) IS NULL OR organisation = $6) "
    };
}

const COUNT_MATCHES: &str = concat!("SELECT COUNT(*) FROM responses ", filtered!());
const LIST_MATCHES: &str =
    select_responses!(filtered!(), "ORDER BY DATE(submitted_at) DESC, reference LIMIT $7 OFFSET $8");

impl Store {
    /// Lists the organisations for which responses to a consultation were submitted, as they are named there.
    pub async fn list_organisations(&self, consultation: ConsultationId) -> Result<Vec<NamedOrganisation>, StoreError> {
        let named = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT organisation AS name, segment, COUNT(*) AS responses FROM responses
                 WHERE consultation_id = $1 AND status = 'submitted' AND organisation IS NOT NULL
                 GROUP BY organisation, segment
                 ORDER BY organisation, segment",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        Ok(named)
    }

    /// Lists the submitted responses that a filter lets through, the newest day (UTC) first and on each day by reference.
    ///
    /// References are random, so that the order does not tell who answered before whom. It is the same for each page; what
    /// is sent between two pages may move rows of its own day on to the next page, and never hides one that was there.
    pub async fn list_responses(
        &self,
        consultation: ConsultationId,
        filter: &ResponseFilter,
        request: PageRequest,
    ) -> Result<Page<Response>, StoreError> {
        let words = filter.words.as_deref().map(like);
        let channel = filter.channel.map(to_word);
        let total: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar(COUNT_MATCHES)
                .bind(consultation.0)
                .bind(&filter.segment)
                .bind(&filter.area)
                .bind(&words)
                .bind(&channel)
                .bind(&filter.organisation)
                .fetch_one(conn)
                .await
        })?;
        let rows: Vec<ResponseRow> = on!(self.reader(), conn => {
            sqlx::query_as(LIST_MATCHES)
                .bind(consultation.0)
                .bind(&filter.segment)
                .bind(&filter.area)
                .bind(&words)
                .bind(&channel)
                .bind(&filter.organisation)
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
    /// Exports and weightings read a consultation in such pieces, so that none of them holds it whole in memory.
    /// References are random, so that a file in this order does not tell who answered before whom.
    pub async fn list_submitted_after(
        &self,
        consultation: ConsultationId,
        after: Option<&str>,
        at_most: i64,
    ) -> Result<Vec<StoredResponse>, StoreError> {
        let rows: Vec<StoredRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_stored!(
                "WHERE consultation_id = $1 AND status = 'submitted' AND reference > $2
                 ORDER BY reference LIMIT $3"
            ))
            .bind(consultation.0)
            .bind(after.unwrap_or_default())
            .bind(at_most)
            .fetch_all(conn)
            .await
        })?;
        rows.iter().map(StoredResponse::try_from).collect()
    }

    /// Finds how much of a consultation was submitted so far.
    pub async fn find_received(&self, consultation: ConsultationId) -> Result<Received, StoreError> {
        let received = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT COUNT(*) AS responses, MAX(submitted_at) AS newest,
                        (SELECT COUNT(*) FROM responses w
                         WHERE w.consultation_id = $1 AND w.status = 'withdrawn') AS withdrawn
                 FROM responses WHERE consultation_id = $1 AND status = 'submitted'",
            )
            .bind(consultation.0)
            .fetch_one(conn)
            .await
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
            "INSERT INTO answers (response_id, outcomes, words, orders) VALUES ($1, $2, $3, $4)",
            response.0,
            document,
            words(&submission.outcomes),
            orders
        )?;
        Ok(())
    }
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

/// Gives what the respondent wrote, or nothing where nothing was written.
fn words(outcomes: &BTreeMap<QuestionId, Outcome>) -> Option<String> {
    let words: Vec<&str> = outcomes.values().filter_map(Outcome::answer).flat_map(Answer::words).collect();
    (!words.is_empty()).then(|| fold(&words.join("\n")))
}
