//! Frozen responses: read in the order in which responses are stored, each made sure to be what was frozen, and found by its reference.

use std::{
    collections::{BTreeMap, BTreeSet},
    pin::pin,
    time::Duration,
};

use domain::{
    answer::Outcome,
    freeze::response_hash,
    ids::{FreezeId, ResponseId, VersionId},
    questionnaire::QuestionId,
};
use futures_util::{Stream, TryStreamExt as _};
use sqlx::FromRow;
use tokio::time::sleep;
use uuid::Uuid;

use crate::{Store, StoreError, document, engine::on};

/// How long rows gather after the first: about as long as SQLite needs for the 500 that a run asks for at once.
const GATHERING: Duration = Duration::from_millis(3);

/// A response as it is frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenResponse {
    /// Its place in the set, from 1.
    pub place: i64,
    /// The response that it was.
    pub id: ResponseId,
    /// Its hash.
    pub hash: Vec<u8>,
    /// The number of the campaign that it stood in.
    pub campaign: Option<i64>,
    /// What it answers; `None` where it was deleted since.
    pub answers: Option<FrozenAnswers>,
}

/// What is hashed of a response, and counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenAnswers {
    /// The version that it answers.
    pub version: VersionId,
    /// Which kind of respondent they say they are.
    pub segment: Option<String>,
    /// The state of each question that was asked for, if its version has it.
    pub outcomes: BTreeMap<QuestionId, Outcome>,
}

/// Where a response stands in a freeze.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct FrozenPlace {
    /// Its place, from 1.
    pub place: i64,
    /// Its hash.
    pub hash: Vec<u8>,
    /// The number of the campaign that it stands in.
    pub campaign: Option<i64>,
}

/// A frozen response with what is there of it now, read in one statement; the last three go together.
#[derive(FromRow)]
struct FrozenRow {
    place: i64,
    response_id: Uuid,
    digest: Vec<u8>,
    campaign: Option<i64>,
    version_id: Option<Uuid>,
    segment: Option<String>,
    outcomes: Option<String>,
}

impl FrozenRow {
    fn frozen(self, questions: &BTreeSet<QuestionId>) -> Result<FrozenResponse, StoreError> {
        let Self { place, response_id, digest: hash, campaign, version_id, segment, outcomes } = self;
        let id = ResponseId(response_id);
        let read = |version: Uuid| {
            let (version, outcomes) = (VersionId(version), outcomes.as_deref().unwrap_or_default());
            if response_hash(id, version, segment.as_deref(), outcomes).as_slice() != hash {
                return Err(StoreError::damaged("answers", format!("{id} is not what was frozen")));
            }
            let outcomes = document::read_some("answers", id, outcomes, questions)?;
            Ok(FrozenAnswers { version, segment: segment.clone(), outcomes })
        };
        let answers = version_id.map(read).transpose()?;
        Ok(FrozenResponse { place, id, hash, campaign, answers })
    }
}

/// Takes rows when many are there: a thread that is woken for each takes longer over waking than the database over reading.
async fn gathered<T>(rows: impl Stream<Item = Result<T, sqlx::Error>>) -> Result<Vec<T>, sqlx::Error> {
    let mut rows = pin!(rows);
    let Some(first) = rows.try_next().await? else { return Ok(Vec::new()) };
    sleep(GATHERING).await;
    let mut read = vec![first];
    while let Some(row) = rows.try_next().await? {
        read.push(row);
    }
    Ok(read)
}

impl Store {
    /// Gives the id of each so-many-th response of a freeze, in the order of their ids: after each of them, and before the first, so many
    /// can be read at once without waiting for those before them.
    pub async fn list_frozen_steps(&self, freeze: FreezeId, size: i64) -> Result<Vec<ResponseId>, StoreError> {
        let steps: Vec<Uuid> = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT response_id
                 FROM (SELECT response_id, ROW_NUMBER() OVER (ORDER BY response_id) AS number
                       FROM frozen_responses WHERE freeze_id = $1) numbered
                 WHERE number % $2 = 0 ORDER BY response_id",
            )
            .bind(freeze.0)
            .bind(size)
            .fetch_all(conn)
            .await
        })?;
        Ok(steps.into_iter().map(ResponseId).collect())
    }

    /// Lists the responses of a freeze after an id, or from the first, in the order of their ids, each with what it answers to some questions.
    /// One that was deleted since has its hash alone.
    ///
    /// # Errors
    /// Says so where a response is not what was frozen, which nothing here can bring about.
    pub async fn list_frozen_after(
        &self,
        freeze: FreezeId,
        after: Option<ResponseId>,
        at_most: i64,
        questions: &BTreeSet<QuestionId>,
    ) -> Result<Vec<FrozenResponse>, StoreError> {
        let frozen = |row: FrozenRow| row.frozen(questions);
        let read: Vec<Result<FrozenResponse, StoreError>> = on!(self.reader(), conn => {
            let rows = sqlx::query_as(
                "SELECT f.place, f.response_id, f.digest, f.campaign, r.version_id, r.segment, a.outcomes
                 FROM frozen_responses f
                 LEFT JOIN responses r ON r.id = f.response_id AND r.status = 'submitted'
                 LEFT JOIN answers a ON a.response_id = r.id
                 WHERE f.freeze_id = $1 AND f.response_id > $2 ORDER BY f.response_id LIMIT $3",
            )
            .bind(freeze.0)
            .bind(after.map_or(Uuid::nil(), |after| after.0))
            .bind(at_most)
            .fetch(conn);
            gathered(rows.map_ok(frozen)).await
        })?;
        read.into_iter().collect()
    }

    /// Finds a response in a freeze by its reference, deleted ones too.
    pub async fn find_frozen_place(
        &self,
        freeze: FreezeId,
        reference: &str,
    ) -> Result<Option<FrozenPlace>, StoreError> {
        let place = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT f.place, f.digest AS hash, f.campaign
                 FROM frozen_responses f JOIN responses r ON r.id = f.response_id
                 WHERE f.freeze_id = $1 AND r.reference = $2",
            )
            .bind(freeze.0)
            .bind(reference)
            .fetch_optional(conn)
            .await
        })?;
        Ok(place)
    }
}
