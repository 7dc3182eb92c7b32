//! The articles that staff write: their drafts, revision by revision, and the versions that everybody reads.

use domain::{
    article::{ArticleKind, ArticleText, Showing},
    ids::ArticleId,
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Stamp, Store, StoreError, Write, document,
    engine::{change, on, one_changed},
    words::{from_word, to_word},
};

/// An article, wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredArticle {
    /// Its identity.
    pub id: ArticleId,
    /// Its name in addresses, which stays.
    pub slug: String,
    /// What it is.
    pub kind: ArticleKind,
    /// When and why it was taken down, if it was after its last version.
    pub taken_down: Option<(Moment, String)>,
    /// How often anything but its text was changed.
    pub revision: i64,
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
    /// The address of who published it, unless the account is removed.
    pub by: Option<String>,
    /// When.
    pub published_at: Moment,
}

/// A version that is to be published.
#[derive(Clone, Debug)]
pub struct NewArticleVersion {
    /// The article.
    pub article: ArticleId,
    /// Its number.
    pub number: i64,
    /// The revision of what staff wrote.
    pub revision: i64,
    /// What it says.
    pub text: ArticleText,
    /// What changed since the version before.
    pub note: String,
    /// From when on it is shown.
    pub shown_from: Moment,
}

#[derive(FromRow)]
struct ArticleRow {
    id: Uuid,
    slug: String,
    kind: String,
    taken_down_at: Option<Moment>,
    taken_down_reason: Option<String>,
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
    revision: i64,
    document: String,
    note: String,
    shown_from: Moment,
    called_off_at: Option<Moment>,
    by_email: Option<String>,
    published_at: Moment,
}

impl TryFrom<ArticleRow> for StoredArticle {
    type Error = StoreError;

    fn try_from(row: ArticleRow) -> Result<Self, StoreError> {
        let reason = row.taken_down_reason.unwrap_or_default();
        Ok(Self {
            id: ArticleId(row.id),
            kind: from_word("articles", &row.kind)?,
            slug: row.slug,
            taken_down: row.taken_down_at.map(|at| (at, reason)),
            revision: row.revision,
        })
    }
}

impl TryFrom<VersionRow> for ArticleVersion {
    type Error = StoreError;

    fn try_from(row: VersionRow) -> Result<Self, StoreError> {
        let showing = Showing { number: row.number, from: row.shown_from, is_called_off: row.called_off_at.is_some() };
        let text = document::read("article_versions", row.number, &row.document)?;
        let (revision, published_at) = (row.revision, row.published_at);
        Ok(Self { showing, revision, text, note: row.note, by: row.by_email, published_at })
    }
}

/// The columns of an [`ArticleRow`].
macro_rules! articles {
    ($rest:literal) => {
        concat!("SELECT id, slug, kind, taken_down_at, taken_down_reason, revision FROM articles ", $rest)
    };
}

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
            sqlx::query_as(
                "SELECT v.number, v.revision, v.document, v.note, v.shown_from, v.called_off_at, v.published_at,
                        (SELECT a.email FROM accounts a WHERE a.id = v.account_id) AS by_email
                 FROM article_versions v WHERE v.article_id = $1 ORDER BY v.number DESC",
            )
            .bind(article.0)
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(ArticleVersion::try_from).collect()
    }
}

impl Write<'_> {
    /// Adds an article below the others, with what is written of it; [`StoreError::Taken`] when its name in addresses is in use.
    pub async fn add_article(
        &mut self,
        (article, slug): (ArticleId, &str),
        kind: ArticleKind,
        text: &ArticleText,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO articles (id, slug, kind, place, revision)
             SELECT $1, $2, $3, 1 + COALESCE(MAX(a.place), 0), 0 FROM articles a",
            article.0,
            slug,
            to_word(kind)
        )?;
        self.add_article_draft(article, (text, 1), stamp).await
    }

    /// Adds what somebody wrote of an article.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where somebody has written since the revision before.
    pub async fn add_article_draft(
        &mut self,
        article: ArticleId,
        (text, revision): (&ArticleText, i64),
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO article_drafts (article_id, revision, document, account_id, written_at)
             SELECT $1, $2, $3, $4, $5
             WHERE $2 = 1 + (SELECT COALESCE(MAX(d.revision), 0) FROM article_drafts d WHERE d.article_id = $1)",
            article.0,
            revision,
            document::write("article_drafts", text)?,
            stamp.by.0,
            stamp.at
        )
        .map_err(StoreError::first_come)?;
        one_changed(added)
    }

    /// Publishes a version of an article, which is up again if it was taken down.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not the next one, or staff have written since its revision.
    pub async fn add_article_version(&mut self, version: &NewArticleVersion, stamp: Stamp) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO article_versions
                 (article_id, number, revision, document, note, shown_from, account_id, published_at)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8
             WHERE $2 = 1 + (SELECT COALESCE(MAX(v.number), 0) FROM article_versions v WHERE v.article_id = $1)
               AND $3 = (SELECT MAX(d.revision) FROM article_drafts d WHERE d.article_id = $1)",
            version.article.0,
            version.number,
            version.revision,
            document::write("article_versions", &version.text)?,
            &version.note,
            version.shown_from,
            stamp.by.0,
            stamp.at
        )
        .map_err(StoreError::first_come)?;
        one_changed(added)?;
        change!(
            self,
            "UPDATE articles SET taken_down_at = NULL, taken_down_reason = NULL, taken_down_account_id = NULL,
                    revision = revision + 1
             WHERE id = $1",
            version.article.0
        )?;
        Ok(())
    }

    /// Calls off a version of an article that is not shown yet.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where there is no such version, it is shown already, or it was called off before.
    pub async fn set_article_version_called_off(
        &mut self,
        article: ArticleId,
        number: i64,
        at: Moment,
    ) -> Result<(), StoreError> {
        one_changed(change!(
            self,
            "UPDATE article_versions SET called_off_at = $3
             WHERE article_id = $1 AND number = $2 AND called_off_at IS NULL AND shown_from > $3",
            article.0,
            number,
            at
        )?)
    }

    /// Takes an article down, with the reason that everybody reads who comes by its address.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision, is taken down already, or was never published.
    pub async fn set_article_taken_down(
        &mut self,
        (article, revision): (ArticleId, i64),
        reason: &str,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        one_changed(change!(
            self,
            "UPDATE articles SET taken_down_at = $3, taken_down_reason = $4, taken_down_account_id = $5,
                    revision = revision + 1
             WHERE id = $1 AND revision = $2 AND taken_down_at IS NULL
               AND EXISTS (SELECT 1 FROM article_versions v WHERE v.article_id = $1)",
            article.0,
            revision,
            stamp.at,
            reason,
            stamp.by.0
        )?)
    }

    /// Puts articles in an order; those that are not named stay behind them as they were.
    pub async fn set_article_order(&mut self, order: &[ArticleId]) -> Result<(), StoreError> {
        let behind = i64::try_from(order.len()).unwrap_or(i64::MAX);
        change!(self, "UPDATE articles SET place = place + $1", behind)?;
        for (place, article) in (1_i64..).zip(order) {
            change!(self, "UPDATE articles SET place = $2 WHERE id = $1", article.0, place)?;
        }
        Ok(())
    }

    /// Removes an article that was never published, with all that was written of it.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where a version of it was published, or it is gone.
    pub async fn remove_article(&mut self, article: ArticleId) -> Result<(), StoreError> {
        change!(
            self,
            "DELETE FROM article_drafts WHERE article_id = $1
             AND NOT EXISTS (SELECT 1 FROM article_versions v WHERE v.article_id = $1)",
            article.0
        )?;
        one_changed(change!(
            self,
            "DELETE FROM articles WHERE id = $1
             AND NOT EXISTS (SELECT 1 FROM article_versions v WHERE v.article_id = articles.id)",
            article.0
        )?)
    }
}
