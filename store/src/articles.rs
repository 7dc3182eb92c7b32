//! The articles that staff write: their drafts, revision by revision, and the versions that everybody reads.

mod changes;
mod shown;

use domain::{
    article::{ArticleKind, ArticleText, Showing},
    ids::ArticleId,
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

pub use self::{changes::NewArticleVersion, shown::ShownArticle};
use crate::{Store, StoreError, document, engine::on, words::from_word};

/// An article, wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredArticle {
    /// Its identity.
    pub id: ArticleId,
    /// Its name in addresses, which stays.
    pub slug: String,
    /// What it is.
    pub kind: ArticleKind,
    /// That it was taken down, the last time, whether or not a later version put it up again.
    pub taken_down: Option<TakenDown>,
    /// How often anything but its text was changed.
    pub revision: i64,
}

/// That an article was taken down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenDown {
    /// When.
    pub at: Moment,
    /// Why, as everybody reads it.
    pub reason: String,
    /// The newest version that was taken down; those before it were too.
    pub through: i64,
}

/// What staff wrote of an article, at a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleDraft {
    /// From 1.
    pub revision: i64,
    /// What they wrote.
    pub text: ArticleText,
    /// The address of who wrote it last, unless the account is removed.
    pub by: Option<String>,
    /// When.
    pub written_at: Moment,
}

/// A version of an article that is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleVersion {
    /// When it is shown.
    pub showing: Showing,
    /// The revision of what staff wrote.
    pub revision: i64,
    /// What it says.
    pub text: ArticleText,
    /// What changed since the version before; empty where nothing is said.
    pub note: String,
    /// When it was called off, if it was before it was shown.
    pub called_off_at: Option<Moment>,
    /// The address of who published it, unless the account is removed.
    pub by: Option<String>,
    /// When.
    pub published_at: Moment,
}

#[derive(FromRow)]
struct ArticleRow {
    id: Uuid,
    slug: String,
    kind: String,
    taken_down_at: Option<Moment>,
    taken_down_reason: Option<String>,
    taken_down_through: Option<i64>,
    revision: i64,
}

#[derive(FromRow)]
struct DraftRow {
    revision: i64,
    document: String,
    by_email: Option<String>,
    written_at: Moment,
}

#[derive(FromRow)]
struct VersionRow {
    number: i64,
    of_revision: i64,
    document: String,
    note: String,
    shown_from: Moment,
    called_off_at: Option<Moment>,
    /// Whether it was called off or taken down.
    is_off: bool,
    by_email: Option<String>,
    published_at: Moment,
}

impl TryFrom<ArticleRow> for StoredArticle {
    type Error = StoreError;

    fn try_from(row: ArticleRow) -> Result<Self, StoreError> {
        let reason = row.taken_down_reason.unwrap_or_default();
        let taken_down = row.taken_down_at.zip(row.taken_down_through);
        Ok(Self {
            id: ArticleId(row.id),
            kind: from_word("articles", &row.kind)?,
            slug: row.slug,
            taken_down: taken_down.map(|(at, through)| TakenDown { at, reason, through }),
            revision: row.revision,
        })
    }
}

impl TryFrom<VersionRow> for ArticleVersion {
    type Error = StoreError;

    fn try_from(row: VersionRow) -> Result<Self, StoreError> {
        let showing = Showing { number: row.number, from: row.shown_from, is_off: row.is_off };
        let text = document::read("article_versions", row.number, &row.document)?;
        Ok(Self {
            showing,
            revision: row.of_revision,
            text,
            note: row.note,
            called_off_at: row.called_off_at,
            by: row.by_email,
            published_at: row.published_at,
        })
    }
}

/// The columns of an [`ArticleRow`].
macro_rules! articles {
    ($rest:literal) => {
        concat!(
            "SELECT id, slug, kind, taken_down_at, taken_down_reason, taken_down_through, revision FROM articles ",
            $rest
        )
    };
}

/// The columns of a [`VersionRow`], of versions `v` of articles `a`.
macro_rules! version_columns {
    () => {
        "v.number, v.revision AS of_revision, v.document, v.note, v.shown_from, v.called_off_at,
         v.called_off_at IS NOT NULL OR v.number <= COALESCE(a.taken_down_through, 0) AS is_off, v.published_at,
         (SELECT c.email FROM accounts c WHERE c.id = v.account_id) AS by_email"
    };
}
use version_columns;

impl Store {
    /// Lists every article in the order of the list of pages, drafts and those that were taken down among them.
    pub async fn list_articles(&self) -> Result<Vec<StoredArticle>, StoreError> {
        let rows: Vec<ArticleRow> = on!(self.reader(), conn => {
            sqlx::query_as(articles!("ORDER BY place, slug")).fetch_all(conn).await
        })?;
        rows.into_iter().map(StoredArticle::try_from).collect()
    }

    /// Finds the article with a name in addresses, wherever it stands.
    pub async fn find_article(&self, slug: &str) -> Result<Option<StoredArticle>, StoreError> {
        let row: Option<ArticleRow> = on!(self.reader(), conn => {
            sqlx::query_as(articles!("WHERE slug = $1")).bind(slug).fetch_optional(conn).await
        })?;
        row.map(StoredArticle::try_from).transpose()
    }

    /// Finds what staff wrote last of an article.
    pub async fn find_article_draft(&self, article: ArticleId) -> Result<Option<ArticleDraft>, StoreError> {
        let row: Option<DraftRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT d.revision, d.document, d.written_at,
                        (SELECT a.email FROM accounts a WHERE a.id = d.account_id) AS by_email
                 FROM article_drafts d WHERE d.article_id = $1 ORDER BY d.revision DESC LIMIT 1",
            )
            .bind(article.0)
            .fetch_optional(conn)
            .await
        })?;
        let read = |row: DraftRow| {
            let text = document::read("article_drafts", row.revision, &row.document)?;
            Ok(ArticleDraft { revision: row.revision, text, by: row.by_email, written_at: row.written_at })
        };
        row.map(read).transpose()
    }

    /// Finds what staff had written of an article at a revision.
    pub async fn find_article_revision(
        &self,
        article: ArticleId,
        revision: i64,
    ) -> Result<Option<ArticleText>, StoreError> {
        let found: Option<String> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT document FROM article_drafts WHERE article_id = $1 AND revision = $2")
                .bind(article.0)
                .bind(revision)
                .fetch_optional(conn)
                .await
        })?;
        found.map(|found| document::read("article_drafts", revision, &found)).transpose()
    }

    /// Lists the versions of an article, the newest first, those that are not shown yet among them.
    pub async fn list_article_versions(&self, article: ArticleId) -> Result<Vec<ArticleVersion>, StoreError> {
        let rows: Vec<VersionRow> = on!(self.reader(), conn => {
            sqlx::query_as(concat!(
                "SELECT ",
                version_columns!(),
                " FROM article_versions v JOIN articles a ON a.id = v.article_id
                 WHERE v.article_id = $1 ORDER BY v.number DESC"
            ))
            .bind(article.0)
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(ArticleVersion::try_from).collect()
    }
}
