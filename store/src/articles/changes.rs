//! Writing articles, publishing versions of them, and taking them down.

use domain::{
    article::{ArticleKind, ArticleText},
    ids::ArticleId,
    time::Moment,
};

use crate::{
    Stamp, StoreError, Subject, Write, document,
    engine::{change, on, one_changed},
    words::to_word,
};

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

    /// Publishes a version of an article, which is up again from then on if it was taken down.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not the next one, or staff have written since its revision.
    pub async fn add_article_version(&mut self, version: &NewArticleVersion, stamp: Stamp) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO article_versions
                 (article_id, number, revision, document, note, shown_from, is_due, account_id, published_at)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
             WHERE $2 = 1 + (SELECT COALESCE(MAX(v.number), 0) FROM article_versions v WHERE v.article_id = $1)
               AND $3 = (SELECT MAX(d.revision) FROM article_drafts d WHERE d.article_id = $1)",
            version.article.0,
            version.number,
            version.revision,
            document::write("article_versions", &version.text)?,
            &version.note,
            version.shown_from,
            version.shown_from <= stamp.at,
            stamp.by.0,
            stamp.at
        )
        .map_err(StoreError::first_come)?;
        self.refresh(Subject::Article(version.article));
        one_changed(added)
    }

    /// Notes that the moment has come of every version of an article for which it has.
    pub async fn set_article_due(&mut self, article: ArticleId, now: Moment) -> Result<(), StoreError> {
        change!(
            self,
            "UPDATE article_versions SET is_due = TRUE WHERE article_id = $1 AND NOT is_due AND shown_from <= $2",
            article.0,
            now
        )?;
        self.refresh(Subject::Article(article));
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
        self.refresh(Subject::Article(article));
        one_changed(change!(
            self,
            "UPDATE article_versions SET called_off_at = $3
             WHERE article_id = $1 AND number = $2 AND called_off_at IS NULL AND shown_from > $3",
            article.0,
            number,
            at
        )?)
    }

    /// Takes every version of an article down, those that are not shown yet among them, with the reason that everybody reads who comes
    /// by its address. Where nothing was shown since it was taken down before, what is said of that stays.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision, or nothing of it is left to be taken down.
    pub async fn set_article_taken_down(
        &mut self,
        (article, revision): (ArticleId, i64),
        reason: &str,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        self.refresh(Subject::Article(article));
        let is_seen: bool = on!(self.connection(), connection => {
            sqlx::query_scalar(
                "SELECT EXISTS (SELECT 1 FROM articles a LEFT JOIN article_versions v
                 ON v.article_id = a.id AND v.number > COALESCE(a.taken_down_through, 0)
                    AND v.called_off_at IS NULL AND v.shown_from <= $2
                 WHERE a.id = $1 AND (a.taken_down_at IS NULL OR v.number IS NOT NULL))",
            )
            .bind(article.0)
            .bind(stamp.at)
            .fetch_one(connection)
            .await
        })?;
        one_changed(change!(
            self,
            "UPDATE articles SET revision = revision + 1,
                    taken_down_through = (SELECT MAX(v.number) FROM article_versions v WHERE v.article_id = $1)
             WHERE id = $1 AND revision = $2
               AND COALESCE(taken_down_through, 0) < (SELECT MAX(v.number) FROM article_versions v WHERE v.article_id = $1)",
            article.0,
            revision
        )?)?;
        if is_seen {
            change!(
                self,
                "UPDATE articles SET taken_down_at = $2, taken_down_reason = $3, taken_down_account_id = $4 WHERE id = $1",
                article.0,
                stamp.at,
                reason,
                stamp.by.0
            )?;
        }
        Ok(())
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
