//! The documents that belong to meetings.

use domain::{
    document::DocumentVersion,
    ids::{DocumentId, MeetingId},
    meeting::PaperKind,
};
use sqlx::FromRow;

use crate::{
    Stamp, Store, StoreError, StoredDocument, StoredMeeting, Write,
    documents::{DocumentRow, columns},
    engine::{change, on, one_changed},
    stored_meetings::{MeetingRow, select_meetings},
    words::{from_word, to_word},
};

/// A document that belongs to a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingPaper {
    /// How it belongs to it.
    pub kind: PaperKind,
    /// The number of the item that it is of, if it is of one.
    pub item: Option<u32>,
    /// The document, wherever it stands.
    pub stored: StoredDocument,
    /// The newest of its versions that is published, if one is.
    pub current: Option<DocumentVersion>,
}

#[derive(FromRow)]
struct PaperRow {
    #[sqlx(flatten)]
    document: DocumentRow,
    paper_kind: String,
    item: Option<i64>,
}

const LIST: &str = concat!(
    "SELECT ",
    columns!(),
    ", p.kind AS paper_kind, p.item
     FROM meeting_papers p JOIN documents d ON d.id = p.document_id WHERE p.meeting_id = $1
     ORDER BY p.kind, d.words, d.slug"
);
const LIST_MEETINGS: &str = select_meetings!(
    "JOIN meeting_papers p ON p.meeting_id = m.id WHERE p.document_id = $1 ORDER BY m.held_on, g.name, m.id"
);

impl Store {
    /// Lists the documents that belong to a meeting, drafts and those that were withdrawn among them.
    pub async fn list_meeting_papers(&self, meeting: MeetingId) -> Result<Vec<MeetingPaper>, StoreError> {
        let rows: Vec<PaperRow> =
            on!(self.reader(), conn => sqlx::query_as(LIST).bind(meeting.0).fetch_all(conn).await)?;
        let mut papers = Vec::new();
        for row in rows {
            let stored = StoredDocument::try_from(row.document)?;
            let current = self.find_newest_published(stored.document.id).await?;
            let item = row.item.map(u32::try_from).transpose();
            let item = item.map_err(|_| StoreError::damaged("meeting_papers", "no number of an item"))?;
            papers.push(MeetingPaper { kind: from_word("meeting_papers", &row.paper_kind)?, item, stored, current });
        }
        Ok(papers)
    }

    /// Lists the meetings to which a document belongs, those of which only staff know among them.
    pub async fn list_meetings_of_document(&self, document: DocumentId) -> Result<Vec<StoredMeeting>, StoreError> {
        let rows: Vec<MeetingRow> =
            on!(self.reader(), conn => sqlx::query_as(LIST_MEETINGS).bind(document.0).fetch_all(conn).await)?;
        rows.into_iter().map(StoredMeeting::try_from).collect()
    }
}

impl Write<'_> {
    /// Says that a document belongs to a meeting, perhaps as a paper of an item; [`StoreError::Taken`] when it does already.
    pub async fn add_meeting_paper(
        &mut self,
        (meeting, document): (MeetingId, DocumentId),
        (kind, item): (PaperKind, Option<u32>),
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO meeting_papers (meeting_id, document_id, kind, item, account_id, added_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            meeting.0,
            document.0,
            to_word(kind),
            item.map(i64::from),
            stamp.by.0,
            stamp.at
        )?;
        Ok(())
    }

    /// Says that a document does not belong to a meeting; the document stays as it is.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it does not any more.
    pub async fn remove_meeting_paper(&mut self, meeting: MeetingId, document: DocumentId) -> Result<(), StoreError> {
        one_changed(change!(
            self,
            "DELETE FROM meeting_papers WHERE meeting_id = $1 AND document_id = $2",
            meeting.0,
            document.0
        )?)
    }
}
