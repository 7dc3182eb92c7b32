//! The articles that everybody reads at a moment.

use domain::{ids::ArticleId, time::Moment};
use sqlx::FromRow;
use uuid::Uuid;

use super::{ArticleRow, ArticleVersion, StoredArticle, VersionRow, version_columns};
use crate::{Store, StoreError, engine::on};

/// An article with the version that everybody reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownArticle {
    /// The article.
    pub stored: StoredArticle,
    /// The version.
    pub version: ArticleVersion,
    /// Since when any version of it has been shown.
    pub since: Moment,
}

#[derive(FromRow)]
struct ShownRow {
    #[sqlx(flatten)]
    article: ArticleRow,
    #[sqlx(flatten)]
    version: VersionRow,
    since: Moment,
}

impl TryFrom<ShownRow> for ShownArticle {
    type Error = StoreError;

    fn try_from(row: ShownRow) -> Result<Self, StoreError> {
        Ok(Self { stored: row.article.try_into()?, version: row.version.try_into()?, since: row.since })
    }
}

/// Spells out a statement about the articles `a` of which a version `v` is shown at the moment `$1`.
macro_rules! shown {
    ($columns:expr, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM articles a JOIN article_versions v
              ON v.article_id = a.id AND v.number > COALESCE(a.taken_down_through, 0)
              AND v.number = (SELECT MAX(n.number) FROM article_versions n
                              WHERE n.article_id = a.id AND n.called_off_at IS NULL AND n.shown_from <= $1) ",
            $rest
        )
    };
}

/// The columns of a [`ShownRow`].
macro_rules! columns {
    () => {
        concat!(
            "a.id, a.slug, a.kind, a.taken_down_at, a.taken_down_reason, a.taken_down_through, a.revision, ",
            version_columns!(),
            ", (SELECT MIN(f.shown_from) FROM article_versions f
                WHERE f.article_id = a.id AND f.called_off_at IS NULL
                AND NOT (f.number <= COALESCE(a.taken_down_through, 0) AND f.shown_from > a.taken_down_at)) AS since"
        )
    };
}

impl Store {
    /// Lists the articles that everybody reads at a moment, in the order of the list of pages.
    pub async fn list_shown_articles(&self, now: Moment) -> Result<Vec<ShownArticle>, StoreError> {
        let rows: Vec<ShownRow> = on!(self.reader(), conn => {
            sqlx::query_as(shown!(columns!(), "ORDER BY a.place, a.slug")).bind(now).fetch_all(conn).await
        })?;
        rows.into_iter().map(ShownArticle::try_from).collect()
    }

    /// Finds the article with a name in addresses, if everybody reads it at a moment.
    pub async fn find_shown_article(&self, slug: &str, now: Moment) -> Result<Option<ShownArticle>, StoreError> {
        let row: Option<ShownRow> = on!(self.reader(), conn => {
            sqlx::query_as(shown!(columns!(), "WHERE a.slug = $2")).bind(now).bind(slug).fetch_optional(conn).await
        })?;
        row.map(ShownArticle::try_from).transpose()
    }

    /// Lists the names in addresses of the articles that everybody reads at a moment.
    pub async fn list_shown_slugs(&self, now: Moment) -> Result<Vec<String>, StoreError> {
        let slugs: Vec<String> = on!(self.reader(), conn => {
            sqlx::query_scalar(shown!("a.slug", "ORDER BY a.place, a.slug")).bind(now).fetch_all(conn).await
        })?;
        Ok(slugs)
    }

    /// Lists the articles of which a version is shown since a moment has come, and nobody has noted that it has.
    pub async fn list_due_articles(&self, now: Moment) -> Result<Vec<ArticleId>, StoreError> {
        let ids: Vec<Uuid> = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT DISTINCT v.article_id FROM article_versions v WHERE NOT v.is_due AND v.shown_from <= $1",
            )
            .bind(now)
            .fetch_all(conn)
            .await
        })?;
        Ok(ids.into_iter().map(ArticleId).collect())
    }
}
