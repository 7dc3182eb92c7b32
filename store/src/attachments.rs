//! Files that people give as answers: kept with the draft that they belong to, and gone with it.
//!
//! A draft has the files that are stored for it and no others, whatever is posted.

use domain::{
    ids::{AttachmentId, ResponseId, TestResponseId},
    question::{Attachment, FileFault, Files, files::MOST_UNSENT},
    questionnaire::QuestionId,
    response::ResponseStatus,
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
    responses, test_responses,
    words::{from_word, to_word},
};

/// Whose files they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A response, draft or submitted.
    Response(ResponseId),
    /// A test response.
    Test(TestResponseId),
}

impl Holder {
    fn response(self) -> Option<Uuid> {
        match self {
            Self::Response(id) => Some(id.0),
            Self::Test(_) => None,
        }
    }

    fn test(self) -> Option<Uuid> {
        match self {
            Self::Response(_) => None,
            Self::Test(id) => Some(id.0),
        }
    }
}

/// A file that is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAttachment {
    /// The question that it answers.
    pub question: QuestionId,
    /// What is known of it.
    pub attachment: Attachment,
    /// The SHA-256 of what is in it.
    pub sha256: Vec<u8>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A file that is kept, with the question that it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAttachment {
    /// The question.
    pub question: QuestionId,
    /// What is known of it.
    pub attachment: Attachment,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    question: String,
    name: String,
    format: String,
    size: i64,
}

#[derive(FromRow)]
struct Whole {
    #[sqlx(flatten)]
    row: Row,
    bytes: Vec<u8>,
}

impl TryFrom<Row> for KeptAttachment {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let format = from_word("attachments", &row.format)?;
        let size = u64::try_from(row.size).map_err(|_| StoreError::damaged("attachments", row.id))?;
        let attachment = Attachment { id: AttachmentId(row.id), name: row.name, format, size };
        Ok(Self { question: row.question, attachment })
    }
}

impl Store {
    /// Lists the files that are kept for somebody, in the order in which they were added.
    pub async fn list_attachments(&self, holder: Holder) -> Result<Vec<KeptAttachment>, StoreError> {
        let rows: Vec<Row> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT id, question, name, format, size FROM attachments
                 WHERE response_id = $1 OR test_response_id = $2
                 ORDER BY added_at, name, id",
            )
            .bind(holder.response())
            .bind(holder.test())
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(KeptAttachment::try_from).collect()
    }

    /// Finds a file that is kept for somebody, with what is in it.
    pub async fn find_attachment(
        &self,
        holder: Holder,
        id: AttachmentId,
    ) -> Result<Option<(Attachment, Vec<u8>)>, StoreError> {
        let found: Option<Whole> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT id, question, name, format, size, bytes FROM attachments
                 WHERE id = $1 AND (response_id = $2 OR test_response_id = $3)",
            )
            .bind(id.0)
            .bind(holder.response())
            .bind(holder.test())
            .fetch_optional(conn)
            .await
        })?;
        let Some(Whole { row, bytes }) = found else { return Ok(None) };
        Ok(Some((KeptAttachment::try_from(row)?.attachment, bytes)))
    }
}

impl Write<'_> {
    /// Adds a file to a draft, or says why the question or the draft has no room for it; one that the question has already
    /// counts as added.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when the draft was sent or is gone.
    pub async fn add_attachment(
        &mut self,
        holder: Holder,
        asked: &Files,
        new: &NewAttachment,
        now: Moment,
    ) -> Result<Option<FileFault>, StoreError> {
        self.touch_holder(holder, now).await?;
        // A button that is pressed twice, or again after its answer was lost, brings the same files again.
        if self.has_attachment(holder, new).await? {
            return Ok(None);
        }
        let (count, together): (i64, i64) = on!(self.connection(), conn => {
            sqlx::query_as(
                "SELECT COUNT(CASE WHEN question = $3 THEN 1 END), CAST(COALESCE(SUM(size), 0) AS BIGINT)
                 FROM attachments WHERE response_id = $1 OR test_response_id = $2",
            )
            .bind(holder.response())
            .bind(holder.test())
            .bind(&new.question)
            .fetch_one(conn)
            .await
        })?;
        let (count, together) = (usize::try_from(count).unwrap_or(0), u64::try_from(together).unwrap_or(0));
        let attachment = &new.attachment;
        if let Some(fault) = asked.refuses(count, together, attachment.size) {
            return Ok(Some(fault));
        }
        // Of several that add files at once to PostgreSQL each counts without the others: the total is passed by a few files.
        if self.count_unsent_bytes().await? + attachment.size > MOST_UNSENT {
            return Ok(Some(FileFault::NoRoom));
        }
        change!(
            self,
            "INSERT INTO attachments
                    (id, response_id, test_response_id, question, name, format, size, sha256, added_at, bytes)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            attachment.id.0,
            holder.response(),
            holder.test(),
            &new.question,
            &attachment.name,
            to_word(attachment.format),
            i64::try_from(attachment.size).unwrap_or(i64::MAX),
            &new.sha256,
            now,
            &new.bytes
        )?;
        Ok(None)
    }

    /// Removes a file from a draft; one that is not there counts as removed.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when the draft was sent or is gone.
    pub async fn remove_attachment(&mut self, holder: Holder, id: AttachmentId, now: Moment) -> Result<(), StoreError> {
        self.touch_holder(holder, now).await?;
        self.delete_attachment(holder, id.0).await
    }

    /// Removes the files that are no answer of what was sent, because their question is not asked any more.
    pub async fn remove_other_attachments(
        &mut self,
        holder: Holder,
        answers: &[AttachmentId],
    ) -> Result<(), StoreError> {
        let kept: Vec<Uuid> = on!(self.connection(), conn => {
            sqlx::query_scalar("SELECT id FROM attachments WHERE response_id = $1 OR test_response_id = $2")
                .bind(holder.response())
                .bind(holder.test())
                .fetch_all(conn)
                .await
        })?;
        for id in kept.into_iter().filter(|id| !answers.contains(&AttachmentId(*id))) {
            self.delete_attachment(holder, id).await?;
        }
        Ok(())
    }

    async fn has_attachment(&mut self, holder: Holder, new: &NewAttachment) -> Result<bool, StoreError> {
        let same: i64 = on!(self.connection(), conn => {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM attachments
                 WHERE (response_id = $1 OR test_response_id = $2) AND question = $3 AND sha256 = $4",
            )
            .bind(holder.response())
            .bind(holder.test())
            .bind(&new.question)
            .bind(&new.sha256)
            .fetch_one(conn)
            .await
        })?;
        Ok(same > 0)
    }

    async fn count_unsent_bytes(&mut self) -> Result<u64, StoreError> {
        let bytes: i64 = on!(self.connection(), conn => {
            sqlx::query_scalar(
                "SELECT CAST(COALESCE(SUM(attachments.size), 0) AS BIGINT) FROM attachments
                 LEFT JOIN responses ON responses.id = attachments.response_id
                 LEFT JOIN test_responses ON test_responses.id = attachments.test_response_id
                 WHERE responses.status = $1 OR (responses.id IS NULL AND test_responses.sent_at IS NULL)",
            )
            .bind(to_word(ResponseStatus::Draft))
            .fetch_one(conn)
            .await
        })?;
        Ok(u64::try_from(bytes).unwrap_or(0))
    }

    async fn delete_attachment(&mut self, holder: Holder, id: Uuid) -> Result<(), StoreError> {
        change!(
            self,
            "DELETE FROM attachments WHERE id = $1 AND (response_id = $2 OR test_response_id = $3)",
            id,
            holder.response(),
            holder.test()
        )?;
        Ok(())
    }

    /// Counts a change of the draft, so that of two that add files at once the second counts those of the first.
    async fn touch_holder(&mut self, holder: Holder, now: Moment) -> Result<(), StoreError> {
        match holder {
            Holder::Response(id) => self.touch(&responses::PAGES, id.0, now).await,
            Holder::Test(id) => self.touch(&test_responses::PAGES, id.0, now).await,
        }
    }
}
