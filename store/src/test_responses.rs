//! What people answer who try out the draft of a questionnaire: begun page by page, then sent, and gone with the draft.
//!
//! None of it is among the responses, so that no count, no file and no figure can take it for one.

use std::collections::BTreeMap;

use domain::{
    answer::Outcome,
    fields::Fields,
    ids::{ConsultationId, RevisionId, TestResponseId},
    language::Language,
    order::OrderSeed,
    questionnaire::{QuestionId, Questionnaire},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Page, PageRequest, Store, StoreError, StoredDraft, Write, document,
    drafts::{self, Pages},
    engine::{change, on},
    words::{from_word, to_word},
};

/// What one person answers of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestResponse {
    /// Its identity.
    pub id: TestResponseId,
    /// The consultation whose draft is tried out.
    pub consultation: ConsultationId,
    /// What the orders follow from in which it shows options at random, if any are shown so.
    pub order: Option<OrderSeed>,
    /// The language in which it was last read, if not in English.
    pub language: Option<Language>,
    /// What was said of the questions, once it is sent.
    pub remark: Option<String>,
}

/// A test response that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentTest {
    /// Its identity.
    pub id: TestResponseId,
    /// When it was sent.
    pub sent_at: Moment,
    /// The revision of the draft that it answers, which may have been taken back since.
    pub revision: RevisionId,
    /// What was said of the questions.
    pub remark: Option<String>,
    /// The state of each question, without the personal ones.
    pub outcomes: BTreeMap<QuestionId, Outcome>,
}

/// How many test responses a draft has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct TestCount {
    /// All of them.
    pub begun: i64,
    /// Those that were sent.
    pub sent: i64,
}

#[derive(FromRow)]
struct DraftRow {
    id: Uuid,
    consultation_id: Uuid,
    revision: i64,
    sent_at: Option<Moment>,
    digest: Option<Vec<u8>>,
    order_seed: Option<String>,
    language: Option<String>,
    remark: Option<String>,
}

#[derive(FromRow)]
struct SentRow {
    id: Uuid,
    sent_at: Moment,
    revision_id: Uuid,
    remark: Option<String>,
    outcomes: String,
}

const TEST_RESPONSES: &str = "test_responses";

/// Where the pages of a draft are kept.
pub(crate) const PAGES: Pages = Pages {
    table: "test_pages",
    find: "SELECT page, fields FROM test_pages WHERE test_response_id = $1",
    count: "UPDATE test_responses SET revision = revision + 1, updated_at = $1 WHERE id = $2 AND sent_at IS NULL",
    set: "INSERT INTO test_pages (test_response_id, page, fields) VALUES ($1, $2, $3)
          ON CONFLICT (test_response_id, page) DO UPDATE SET fields = excluded.fields",
};

impl Store {
    /// Finds a test response, sent or not, by the hash of its token; its id stands for the reference, which nobody is given.
    pub async fn find_test_draft(&self, token_hash: &[u8]) -> Result<Option<StoredDraft<TestResponse>>, StoreError> {
        let row: Option<DraftRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT id, consultation_id, revision, sent_at, digest, order_seed, language, remark FROM test_responses
                 WHERE token_hash = $1",
            )
            .bind(token_hash)
            .fetch_optional(conn)
            .await
        })?;
        let Some(row) = row else { return Ok(None) };
        let draft = self.find_pages(&PAGES, row.id).await?;
        let receipt = drafts::receipt(Some(row.id.to_string()), row.digest, row.sent_at);
        let (id, consultation) = (TestResponseId(row.id), ConsultationId(row.consultation_id));
        let order = row.order_seed.as_deref().and_then(OrderSeed::parse);
        let language = row.language.as_deref().map(|word| from_word(TEST_RESPONSES, word)).transpose()?;
        let of = TestResponse { id, consultation, order, language, remark: row.remark };
        Ok(Some(StoredDraft { of, revision: row.revision, receipt, draft }))
    }

    /// Counts the test responses of a draft.
    pub async fn count_test_responses(&self, consultation: ConsultationId) -> Result<TestCount, StoreError> {
        let count = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT COUNT(*) AS begun, COUNT(sent_at) AS sent FROM test_responses WHERE consultation_id = $1",
            )
            .bind(consultation.0)
            .fetch_one(conn)
            .await
        })?;
        Ok(count)
    }

    /// Lists the test responses that were sent, the newest first.
    pub async fn list_sent_tests(
        &self,
        consultation: ConsultationId,
        request: PageRequest,
    ) -> Result<Page<SentTest>, StoreError> {
        let total = self.count_test_responses(consultation).await?.sent;
        let rows: Vec<SentRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT id, sent_at, revision_id, remark, outcomes FROM test_responses
                 WHERE consultation_id = $1 AND sent_at IS NOT NULL
                 ORDER BY sent_at DESC, id DESC LIMIT $2 OFFSET $3",
            )
            .bind(consultation.0)
            .bind(i64::from(request.size))
            .bind(request.offset())
            .fetch_all(conn)
            .await
        })?;
        let rows = rows.into_iter().map(SentTest::try_from).collect::<Result<_, _>>()?;
        Ok(Page { rows, total: u64::try_from(total).unwrap_or(0), request })
    }

    /// Finds a test response that was sent.
    pub async fn find_sent_test(
        &self,
        consultation: ConsultationId,
        id: TestResponseId,
    ) -> Result<Option<SentTest>, StoreError> {
        let row: Option<SentRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT id, sent_at, revision_id, remark, outcomes FROM test_responses
                 WHERE consultation_id = $1 AND id = $2 AND sent_at IS NOT NULL",
            )
            .bind(consultation.0)
            .bind(id.0)
            .fetch_optional(conn)
            .await
        })?;
        row.map(SentTest::try_from).transpose()
    }

    /// Finds the questionnaire of a revision; nothing, once the revision was taken back and another step followed.
    pub async fn find_tested_questionnaire(
        &self,
        consultation: ConsultationId,
        revision: RevisionId,
    ) -> Result<Option<Questionnaire>, StoreError> {
        let found: Option<String> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT document FROM questionnaire_revisions WHERE consultation_id = $1 AND id = $2")
                .bind(consultation.0)
                .bind(revision.0)
                .fetch_optional(conn)
                .await
        })?;
        found.map(|found| document::read("questionnaire_revisions", revision, &found)).transpose()
    }
}

impl TryFrom<SentRow> for SentTest {
    type Error = StoreError;

    fn try_from(row: SentRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: TestResponseId(row.id),
            sent_at: row.sent_at,
            revision: RevisionId(row.revision_id),
            remark: row.remark,
            outcomes: document::read(TEST_RESPONSES, row.id, &row.outcomes)?,
        })
    }
}

impl Write<'_> {
    /// Adds an empty test response; [`StoreError::Changed`] when the draft has no link, [`StoreError::Taken`] when it has as
    /// many test responses as it takes.
    pub async fn add_test_response(
        &mut self,
        response: &TestResponse,
        token_hash: &[u8],
        at_most: i64,
        now: Moment,
    ) -> Result<(), StoreError> {
        // The row of the draft first, as publishing takes it first: neither waits for the other, and of two that are added at
        // the same time the second counts the first.
        let linked = change!(
            self,
            "UPDATE questionnaire_drafts SET revision_id = revision_id
             WHERE consultation_id = $1
               AND EXISTS (SELECT 1 FROM test_links WHERE consultation_id = $1)",
            response.consultation.0
        )?;
        if linked == 0 {
            return Err(StoreError::Changed);
        }
        let added = change!(
            self,
            "INSERT INTO test_responses (id, consultation_id, token_hash, revision, updated_at, order_seed, language)
             SELECT $1, $2, $3, 0, $4, $6, $7
             WHERE (SELECT COUNT(*) FROM test_responses WHERE consultation_id = $2) < $5",
            response.id.0,
            response.consultation.0,
            token_hash,
            now,
            at_most,
            response.order.map(|seed| seed.to_string()),
            response.language.map(to_word)
        )?;
        if added == 1 { Ok(()) } else { Err(StoreError::Taken) }
    }

    /// Sets what was typed on a page of a test response; [`StoreError::Changed`] when it was sent or is gone.
    pub async fn set_test_page(
        &mut self,
        response: TestResponseId,
        page: &str,
        fields: &Fields,
        now: Moment,
    ) -> Result<(), StoreError> {
        self.set_page(&PAGES, response.0, (page, fields), now).await
    }

    /// Sets the language in which a test response is read; [`StoreError::Changed`] when it was sent or is gone.
    pub async fn set_test_language(
        &mut self,
        response: TestResponseId,
        language: Option<Language>,
    ) -> Result<(), StoreError> {
        let updated = change!(
            self,
            "UPDATE test_responses SET language = $1 WHERE id = $2 AND sent_at IS NULL",
            language.map(to_word),
            response.0
        )?;
        if updated == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }

    /// Sends a test response as it stood at a count of its stored pages, which are deleted; [`StoreError::Changed`] when a page
    /// was stored since, or it was sent or is gone.
    pub async fn set_test_sent(&mut self, revision: i64, sent: &SentTest, digest: &[u8]) -> Result<(), StoreError> {
        let outcomes = document::write(TEST_RESPONSES, &sent.outcomes)?;
        let updated = change!(
            self,
            "UPDATE test_responses
             SET sent_at = $1, updated_at = $1, revision_id = $2, digest = $3, remark = $4, outcomes = $5
             WHERE id = $6 AND revision = $7 AND sent_at IS NULL",
            sent.sent_at,
            sent.revision.0,
            digest,
            &sent.remark,
            outcomes,
            sent.id.0,
            revision
        )?;
        if updated == 0 {
            return Err(StoreError::Changed);
        }
        change!(self, "DELETE FROM test_pages WHERE test_response_id = $1", sent.id.0)?;
        Ok(())
    }

    /// Removes all test responses of a draft, and gives their number.
    pub async fn remove_test_responses(&mut self, consultation: ConsultationId) -> Result<u64, StoreError> {
        Ok(change!(self, "DELETE FROM test_responses WHERE consultation_id = $1", consultation.0)?)
    }

    /// Removes some test responses that were not sent and that nobody has touched since a moment, and gives their number.
    pub async fn remove_idle_test_responses(&mut self, before: Moment, at_most: i64) -> Result<u64, StoreError> {
        let removed = change!(
            self,
            "DELETE FROM test_responses
             WHERE id IN (SELECT id FROM test_responses WHERE sent_at IS NULL AND updated_at < $1 LIMIT $2)
             AND sent_at IS NULL AND updated_at < $1",
            before,
            at_most
        )?;
        Ok(removed)
    }
}
