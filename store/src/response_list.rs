//! The list of a consultation's submitted responses, page by page, narrowed by what is known of them.

use domain::{
    ids::ConsultationId,
    response::{Channel, Response},
};
use sqlx::FromRow;

use crate::{
    Marked, Page, PageRequest, Store, StoreError, StoredResponse,
    engine::on,
    responses::{ResponseRow, select_responses},
    submissions::{StoredRow, fold, select_stored},
    words::to_word,
};

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
    /// Only those that are marked so.
    pub marked: Option<Marked>,
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
            AND (CAST($6 AS TEXT) IS NULL OR organisation = $6)
            AND (CAST($7 AS TEXT) IS NULL OR EXISTS (
                SELECT 1 FROM response_marks m WHERE m.response_id = responses.id AND m.mark LIKE $7)) "
    };
}

/// Binds what [`filtered!`] asks for, in its order.
macro_rules! narrowed {
    ($query:expr, $consultation:expr, $filter:expr) => {
        $query
            .bind($consultation.0)
            .bind(&$filter.segment)
            .bind(&$filter.area)
            .bind($filter.words.as_deref().map(like))
            .bind($filter.channel.map(to_word))
            .bind(&$filter.organisation)
            .bind($filter.marked.map(Marked::pattern))
    };
}

const COUNT_MATCHES: &str = concat!("SELECT COUNT(*) FROM responses ", filtered!());
const LIST_MATCHES: &str =
    select_responses!(filtered!(), "ORDER BY DATE(submitted_at) DESC, reference LIMIT $8 OFFSET $9");
const LIST_STORED_MATCHES: &str = select_stored!(filtered!(), "AND reference > $8 ORDER BY reference LIMIT $9");

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
    /// References are random, so that the order does not tell who answered before whom, though a mark may. It is the same for each page; what
    /// is sent between two pages may move rows of its own day on to the next page, and never hides one that was there.
    pub async fn list_responses(
        &self,
        consultation: ConsultationId,
        filter: &ResponseFilter,
        request: PageRequest,
    ) -> Result<Page<Response>, StoreError> {
        let total = self.count_matches(consultation, filter).await?;
        let rows: Vec<ResponseRow> = on!(self.reader(), conn => {
            narrowed!(sqlx::query_as(LIST_MATCHES), consultation, filter)
                .bind(i64::from(request.size))
                .bind(request.offset())
                .fetch_all(conn)
                .await
        })?;
        let rows = rows.iter().map(Response::try_from).collect::<Result<_, _>>()?;
        Ok(Page { rows, total, request })
    }

    /// Counts the submitted responses that a filter lets through.
    pub async fn count_matches(
        &self,
        consultation: ConsultationId,
        filter: &ResponseFilter,
    ) -> Result<u64, StoreError> {
        let total: i64 = on!(self.reader(), conn => {
            narrowed!(sqlx::query_scalar(COUNT_MATCHES), consultation, filter)
                .fetch_one(conn)
                .await
        })?;
        Ok(u64::try_from(total).unwrap_or(0))
    }

    /// Lists the submitted responses that a filter lets through with their answers after a given one, in the order of their
    /// references.
    ///
    /// Exports read a consultation in such pieces, so that none of them holds it whole in memory. References are random, so that
    /// this order does not tell who answered before whom; a mark may tell it of a few.
    pub async fn list_matches_after(
        &self,
        consultation: ConsultationId,
        filter: &ResponseFilter,
        after: Option<&str>,
        at_most: i64,
    ) -> Result<Vec<StoredResponse>, StoreError> {
        let rows: Vec<StoredRow> = on!(self.reader(), conn => {
            narrowed!(sqlx::query_as(LIST_STORED_MATCHES), consultation, filter)
                .bind(after.unwrap_or_default())
                .bind(at_most)
                .fetch_all(conn)
                .await
        })?;
        rows.iter().map(StoredResponse::try_from).collect()
    }
}

/// Makes a pattern that finds the words anywhere and takes nothing in them for a wildcard.
pub(crate) fn like(words: &str) -> String {
    let escaped = fold(words).replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{escaped}%")
}
