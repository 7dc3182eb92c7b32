//! Documents as they are described, found and listed; their versions have a file of their own here.

use chrono::NaiveDate;
use domain::{
    document::{Document, DocumentStatus, DocumentVersion, Withdrawal},
    group::Group,
    ids::{DocumentId, GroupId},
    time::Moment,
    vocabulary::Word,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Page, PageRequest, Readers, Stamp, Store, StoreError, Write,
    document_versions::VersionRow,
    engine::{change, on, one_changed},
    groups::GroupRow,
    response_list::like,
    submissions::fold,
    words::{from_word, to_word},
};

/// A document with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDocument {
    /// The document.
    pub document: Document,
    /// Where it stands.
    pub status: DocumentStatus,
    /// When and why it was withdrawn, if it was.
    pub withdrawal: Option<Withdrawal>,
    /// How often it was changed.
    pub revision: i64,
}

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

#[derive(FromRow)]
struct DocumentRow {
    id: Uuid,
    slug: String,
    title: String,
    purpose: String,
    dated: NaiveDate,
    language: Option<String>,
    accessibility: String,
    group_id: Option<Uuid>,
    supersedes: Option<Uuid>,
    status: String,
    withdrawn_at: Option<Moment>,
    withdrawn_reason: Option<String>,
    revision: i64,
}

impl TryFrom<DocumentRow> for StoredDocument {
    type Error = StoreError;

    fn try_from(row: DocumentRow) -> Result<Self, StoreError> {
        let language = row.language.as_deref().map(|tag| from_word("documents", tag)).transpose()?;
        let document = Document {
            id: DocumentId(row.id),
            slug: row.slug,
            title: row.title,
            purpose: row.purpose,
            dated: row.dated,
            language,
            accessibility: from_word("documents", &row.accessibility)?,
            group: row.group_id.map(GroupId),
            supersedes: row.supersedes.map(DocumentId),
        };
        let withdrawal = row.withdrawn_at.map(|at| Withdrawal { at, reason: row.withdrawn_reason.unwrap_or_default() });
        Ok(Self { document, status: from_word("documents", &row.status)?, withdrawal, revision: row.revision })
    }
}

/// The columns of a [`DocumentRow`].
macro_rules! columns {
    () => {
        "d.id, d.slug, d.title, d.purpose, d.dated, d.language, d.accessibility, d.group_id, d.supersedes, d.status,
         d.withdrawn_at, d.withdrawn_reason, d.revision "
    };
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
const FIND: &str = concat!("SELECT ", columns!(), "FROM documents d WHERE d.slug = $1");
const FIND_BY_ID: &str = concat!("SELECT ", columns!(), "FROM documents d WHERE d.id = $1");
const LIST_PUBLISHED: &str = concat!(
    "SELECT ",
    columns!(),
    "FROM documents d WHERE d.status = 'published' ORDER BY d.dated DESC, d.words, d.slug"
);
const LIST_SUCCESSORS: &str = concat!(
    "SELECT ",
    columns!(),
    "FROM documents d WHERE d.supersedes = $1 AND d.status = 'published' ORDER BY d.dated DESC, d.slug"
);

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

    /// Lists every document that everybody reads, the latest first, for pages that lead to some of them.
    pub async fn list_published_documents(&self) -> Result<Vec<StoredDocument>, StoreError> {
        let rows: Vec<DocumentRow> = on!(self.reader(), conn => sqlx::query_as(LIST_PUBLISHED).fetch_all(conn).await)?;
        rows.into_iter().map(StoredDocument::try_from).collect()
    }

    /// Lists the years of the days that documents bear which these readers see, the latest first.
    pub async fn list_document_years(&self, readers: Readers) -> Result<Vec<i32>, StoreError> {
        use chrono::Datelike as _;
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
        let mut years: Vec<i32> = days.into_iter().map(|day| day.year()).collect();
        years.dedup();
        Ok(years)
    }

    /// Finds the document with a name in addresses, wherever it stands.
    pub async fn find_document(&self, slug: &str) -> Result<Option<StoredDocument>, StoreError> {
        let row: Option<DocumentRow> =
            on!(self.reader(), conn => sqlx::query_as(FIND).bind(slug).fetch_optional(conn).await)?;
        row.map(StoredDocument::try_from).transpose()
    }

    /// Finds a document by its identity, wherever it stands.
    pub async fn find_document_by_id(&self, document: DocumentId) -> Result<Option<StoredDocument>, StoreError> {
        let row: Option<DocumentRow> =
            on!(self.reader(), conn => sqlx::query_as(FIND_BY_ID).bind(document.0).fetch_optional(conn).await)?;
        row.map(StoredDocument::try_from).transpose()
    }

    /// Lists the published documents that take the place of one.
    pub async fn list_document_successors(&self, document: DocumentId) -> Result<Vec<StoredDocument>, StoreError> {
        let rows: Vec<DocumentRow> =
            on!(self.reader(), conn => sqlx::query_as(LIST_SUCCESSORS).bind(document.0).fetch_all(conn).await)?;
        rows.into_iter().map(StoredDocument::try_from).collect()
    }

    /// Counts the documents of a group, wherever they stand.
    pub async fn count_documents(&self, group: GroupId) -> Result<u64, StoreError> {
        let count: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT COUNT(*) FROM documents WHERE group_id = $1").bind(group.0).fetch_one(conn).await
        })?;
        Ok(count.unsigned_abs())
    }

    async fn find_newest_published(&self, document: DocumentId) -> Result<Option<DocumentVersion>, StoreError> {
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

impl Write<'_> {
    /// Adds a document as a draft; [`StoreError::Taken`] when its slug is in use.
    pub async fn add_document(&mut self, document: &Document) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO documents
                (id, slug, title, words, purpose, dated, language, accessibility, group_id, supersedes, status, revision)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)",
            document.id.0,
            &document.slug,
            &document.title,
            fold(&document.title),
            &document.purpose,
            document.dated,
            document.language.map(Word::word),
            to_word(document.accessibility),
            document.group.map(|group| group.0),
            document.supersedes.map(|other| other.0),
            to_word(DocumentStatus::Draft)
        )?;
        Ok(())
    }

    /// Changes how a document is described; its slug stays.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision, or is withdrawn.
    pub async fn set_document(&mut self, document: &Document, revision: i64) -> Result<(), StoreError> {
        let rows = change!(
            self,
            "UPDATE documents SET title = $3, words = $4, purpose = $5, dated = $6, language = $7, accessibility = $8,
                    group_id = $9, supersedes = $10, revision = revision + 1
             WHERE id = $1 AND revision = $2 AND status <> 'withdrawn'",
            document.id.0,
            revision,
            &document.title,
            fold(&document.title),
            &document.purpose,
            document.dated,
            document.language.map(Word::word),
            to_word(document.accessibility),
            document.group.map(|group| group.0),
            document.supersedes.map(|other| other.0)
        )?;
        one_changed(rows)
    }

    /// Takes a published document from the public for good.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision, or not published.
    pub async fn set_document_withdrawn(
        &mut self,
        (document, revision): (DocumentId, i64),
        reason: &str,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let rows = change!(
            self,
            "UPDATE documents SET status = 'withdrawn', withdrawn_reason = $3, withdrawn_account_id = $4,
                    withdrawn_at = $5, revision = revision + 1
             WHERE id = $1 AND revision = $2 AND status = 'published'",
            document.0,
            revision,
            reason,
            stamp.by.0,
            stamp.at
        )?;
        one_changed(rows)?;
        // What nobody has published cannot be any more.
        self.remove_waiting_version(document).await
    }

    /// Removes a document that was never published, with the file that waits.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision, or was published, or another takes its place.
    pub async fn remove_document(&mut self, document: DocumentId, revision: i64) -> Result<(), StoreError> {
        self.remove_waiting_version(document).await?;
        let rows = change!(
            self,
            "DELETE FROM documents WHERE id = $1 AND revision = $2 AND status = 'draft'
             AND NOT EXISTS (SELECT 1 FROM documents o WHERE o.supersedes = documents.id)",
            document.0,
            revision
        )?;
        one_changed(rows)
    }
}
