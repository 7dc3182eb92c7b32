//! What was published last, across all meetings and all documents: versions that everybody reads, and nothing else.

use chrono::NaiveDate;
use domain::{
    document::DocumentVersion,
    ids::{GroupId, MeetingId},
    meeting::{MinutesKind, MinutesStatus},
    record::{RecordKind, VersionStep},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, StoredDocument,
    document_versions::VersionRow,
    documents::{DocumentRow, columns},
    engine::on,
    words::{from_word, to_word},
};

/// A version of an agenda or of minutes that everybody reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    /// Its meeting.
    pub meeting: MeetingId,
    /// The name of the meeting in addresses.
    pub slug: String,
    /// The day of the meeting.
    pub held_on: NaiveDate,
    /// The group that meets.
    pub group_id: GroupId,
    /// Its name.
    pub group: String,
    /// Which kind of minutes there are of the meeting, if everybody knows of any.
    pub minutes: Option<MinutesKind>,
    /// Which record it is of.
    pub kind: RecordKind,
    /// Its number, from 1.
    pub number: i64,
    /// What it is.
    pub step: VersionStep,
    /// What changed since the version before; empty where nothing is said.
    pub note: String,
    /// When it was released.
    pub released_at: Moment,
    /// When something was last withheld from it after its release.
    pub withheld_at: Option<Moment>,
}

/// A version of a document that everybody reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDocumentVersion {
    /// Its document.
    pub stored: StoredDocument,
    /// The version.
    pub version: DocumentVersion,
    /// When it was published.
    pub published_at: Moment,
}

#[derive(FromRow)]
struct RecordRow {
    meeting_id: Uuid,
    slug: String,
    held_on: NaiveDate,
    group_id: Uuid,
    name: String,
    minutes: Option<String>,
    kind: String,
    number: i64,
    step: String,
    note: String,
    released_at: Moment,
    withheld_at: Option<Moment>,
}

#[derive(FromRow)]
struct VersionOfDocumentRow {
    #[sqlx(flatten)]
    document: DocumentRow,
    #[sqlx(flatten)]
    version: VersionRow,
    since: Moment,
}

impl TryFrom<RecordRow> for NewRecord {
    type Error = StoreError;

    fn try_from(row: RecordRow) -> Result<Self, StoreError> {
        Ok(Self {
            meeting: MeetingId(row.meeting_id),
            slug: row.slug,
            held_on: row.held_on,
            group_id: GroupId(row.group_id),
            group: row.name,
            minutes: row.minutes.as_deref().map(|word| from_word("minutes", word)).transpose()?,
            kind: from_word("record_versions", &row.kind)?,
            number: row.number,
            step: from_word("record_versions", &row.step)?,
            note: row.note,
            released_at: row.released_at,
            withheld_at: row.withheld_at,
        })
    }
}

const LIST_DOCUMENT_VERSIONS: &str = concat!(
    "SELECT ",
    columns!(),
    ", v.number, v.file_name, v.format, v.size, v.sha256, v.findings, v.note, v.added_at, v.published_at,
       v.published_at AS since
     FROM document_versions v JOIN documents d ON d.id = v.document_id
     WHERE d.status = 'published' AND v.published_at IS NOT NULL AND (CAST($1 AS UUID) IS NULL OR d.group_id = $1)
     ORDER BY v.published_at DESC, d.id, v.number DESC LIMIT $2"
);

impl Store {
    /// Lists the versions of agendas and minutes that everybody reads, of a group or of all: the last that were released or
    /// from which something was withheld first.
    pub async fn list_newest_records(&self, group: Option<GroupId>, most: u32) -> Result<Vec<NewRecord>, StoreError> {
        let rows: Vec<RecordRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT v.meeting_id, m.slug, m.held_on, m.group_id, g.name, CASE WHEN d.status <> $2 THEN d.kind END AS minutes,
                        v.kind, v.number, v.step, v.note, v.released_at, v.withheld_at
                 FROM record_versions v JOIN meetings m ON m.id = v.meeting_id JOIN groups g ON g.id = m.group_id
                 LEFT JOIN minutes d ON d.meeting_id = m.id
                 WHERE (CAST($1 AS UUID) IS NULL OR m.group_id = $1)
                   AND (m.announced_at IS NOT NULL OR (d.status IS NOT NULL AND d.status <> $2))
                 ORDER BY COALESCE(v.withheld_at, v.released_at) DESC, v.meeting_id, v.kind, v.number DESC LIMIT $3",
            )
            .bind(group.map(|group| group.0))
            .bind(to_word(MinutesStatus::Draft))
            .bind(i64::from(most))
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(NewRecord::try_from).collect()
    }

    /// Lists the versions of documents that everybody reads, of a group or of all, the last that were published first.
    pub async fn list_newest_document_versions(
        &self,
        group: Option<GroupId>,
        most: u32,
    ) -> Result<Vec<NewDocumentVersion>, StoreError> {
        let rows: Vec<VersionOfDocumentRow> = on!(self.reader(), conn => {
            sqlx::query_as(LIST_DOCUMENT_VERSIONS)
                .bind(group.map(|group| group.0))
                .bind(i64::from(most))
                .fetch_all(conn)
                .await
        })?;
        let read = |row: VersionOfDocumentRow| {
            let (stored, version) = (row.document.try_into()?, row.version.try_into()?);
            Ok(NewDocumentVersion { stored, version, published_at: row.since })
        };
        rows.into_iter().map(read).collect()
    }
}
