//! Lists of documents: those that a filter lets through, page by page, each with what its readers see first.

use chrono::{Datelike as _, NaiveDate};
use domain::{
    document::{Document, DocumentStatus, DocumentVersion},
    group::Group,
    ids::{DocumentId, GroupId},
};

use crate::{
    Page, PageRequest, Readers, Store, StoreError, StoredDocument,
    document_versions::VersionRow,
    documents::{DocumentRow, columns},
    engine::on,
    groups::GroupRow,
    response_list::like,
    words::to_word,
};

/// A document on a list, with what its readers see first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedDocument {
    /// The document with where it stands.
    pub stored: StoredDocument,
    /// The group that it is of, if it is of one.
    pub group: Option<Group>,
    /// The newest of its versions that is published, if one is.
    pub current: Option<DocumentVersion>,
}

/// Which documents a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentFilter {
    /// Only those of the group with this name in addresses.
    pub group: Option<String>,
    /// Only those that bear a day of this year.
    pub year: Option<i32>,
    /// Only those with these words in their title.
    pub words: Option<String>,
    /// Only those that stand so.
    pub status: Option<DocumentStatus>,
    /// Who reads the list: everyone reads what is published alone.
    pub readers: Readers,
}

/// The conditions of a [`DocumentFilter`], each of which a NULL switches off.
macro_rules! filtered {
    () => {
        "FROM documents d
         WHERE (CAST($1 AS TEXT) IS NULL OR d.status = $1)
         AND (CAST($2 AS TEXT) IS NULL OR d.group_id IN (SELECT g.id FROM groups g WHERE g.slug = $2))
         AND (CAST($3 AS DATE) IS NULL OR d.dated >= $3) AND (CAST($4 AS DATE) IS NULL OR d.dated <= $4)
         AND (CAST($5 AS TEXT) IS NULL OR d.words LIKE $5 ESCAPE '!') "
    };
}

/// Binds a filter.
macro_rules! narrowed {
    ($query:expr, $filter:expr) => {
        $query
            .bind($filter.shown().map(to_word))
            .bind(&$filter.group)
            .bind($filter.year.and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1)))
            .bind($filter.year.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31)))
            .bind($filter.words.as_deref().map(like))
    };
}

const COUNT: &str = concat!("SELECT COUNT(*) ", filtered!());
const LIST: &str =
    concat!("SELECT ", columns!(), filtered!(), "ORDER BY d.dated DESC, d.words, d.slug LIMIT $6 OFFSET $7");
/// Gives the years of days that come in their order, each once.
pub(crate) fn years_of(days: &[NaiveDate]) -> Vec<i32> {
    let mut years: Vec<i32> = days.iter().map(NaiveDate::year).collect();
    years.dedup();
    years
}

impl DocumentFilter {
    /// Gives how documents have to stand to be listed.
    fn shown(&self) -> Option<DocumentStatus> {
        match self.readers {
            Readers::Everyone => Some(DocumentStatus::Published),
            Readers::Staff => self.status,
        }
    }
}

impl Store {
    /// Lists the documents that a filter lets through, by the day that each bears, the latest first.
    pub async fn list_documents(
        &self,
        filter: &DocumentFilter,
        request: PageRequest,
    ) -> Result<Page<ListedDocument>, StoreError> {
        let total: i64 = on!(self.reader(), conn => {
            narrowed!(sqlx::query_scalar(COUNT), filter).fetch_one(conn).await
        })?;
        let rows: Vec<DocumentRow> = on!(self.reader(), conn => {
            narrowed!(sqlx::query_as(LIST), filter)
                .bind(i64::from(request.size))
                .bind(request.offset())
                .fetch_all(conn)
                .await
        })?;
        let mut listed = Vec::new();
        for row in rows {
            let stored = StoredDocument::try_from(row)?;
            let current = self.find_newest_published(stored.document.id).await?;
            let group = self.find_group_of(stored.document.group).await?;
            listed.push(ListedDocument { stored, group, current });
        }
        Ok(Page { rows: listed, total: total.unsigned_abs(), request })
    }

    /// Lists the years of the days that documents bear which these readers see, the latest first.
    pub async fn list_document_years(&self, readers: Readers) -> Result<Vec<i32>, StoreError> {
        let filter = DocumentFilter { readers, ..DocumentFilter::default() };
        let days: Vec<NaiveDate> = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT DISTINCT d.dated FROM documents d WHERE CAST($1 AS TEXT) IS NULL OR d.status = $1
                 ORDER BY d.dated DESC",
            )
            .bind(filter.shown().map(to_word))
            .fetch_all(conn)
            .await
        })?;
        Ok(years_of(&days))
    }

    /// Lists the published documents whose newest file is a picture, the latest first.
    pub async fn list_published_pictures(&self) -> Result<Vec<StoredDocument>, StoreError> {
        let mut pictures = Vec::new();
        for stored in self.list_published_documents().await? {
            let current = self.find_newest_published(stored.document.id).await?;
            if current.is_some_and(|version| version.format.is_picture()) {
                pictures.push(stored);
            }
        }
        Ok(pictures)
    }

    /// Finds a published document whose newest file is a picture, with that file.
    pub async fn find_published_picture(
        &self,
        document: DocumentId,
    ) -> Result<Option<(Document, DocumentVersion)>, StoreError> {
        let stored = self.find_document_by_id(document).await?;
        let Some(stored) = stored.filter(|stored| stored.status == DocumentStatus::Published) else { return Ok(None) };
        let current = self.find_newest_published(document).await?;
        Ok(current.filter(|version| version.format.is_picture()).map(|version| (stored.document, version)))
    }

    pub(crate) async fn find_newest_published(
        &self,
        document: DocumentId,
    ) -> Result<Option<DocumentVersion>, StoreError> {
        let row: Option<VersionRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT number, file_name, format, size, sha256, findings, note, added_at, published_at
                 FROM document_versions WHERE document_id = $1 AND published_at IS NOT NULL ORDER BY number DESC LIMIT 1",
            )
            .bind(document.0)
            .fetch_optional(conn)
            .await
        })?;
        row.map(DocumentVersion::try_from).transpose()
    }

    async fn find_group_of(&self, group: Option<GroupId>) -> Result<Option<Group>, StoreError> {
        let row: Option<GroupRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT id AS group_id, slug AS group_slug, name, kind AS group_kind, purpose FROM groups WHERE id = $1",
            )
            .bind(group.map(|group| group.0))
            .fetch_optional(conn)
            .await
        })?;
        row.map(Group::try_from).transpose()
    }
}
