//! What is found of a page that staff wrote: what it is called and says, in the version that everybody reads.

use domain::{
    article::{ArticleKind, ArticleText},
    ids::ArticleId,
    search::FoundKind,
    time::{Moment, in_england},
};
use sqlx::FromRow;

use super::entries::{Entry, joined};
use crate::{StoreError, Write, document, engine::on, words::from_word};

#[derive(FromRow)]
struct Row {
    slug: String,
    kind: String,
    number: i64,
    document: String,
    shown_from: Moment,
}

/// Makes the entries of a text: one of itself, and one of each section with a heading, to which it leads.
fn entries(kind: FoundKind, slug: &str, text: &ArticleText) -> Vec<Entry> {
    let (headed, others): (Vec<_>, Vec<_>) = text.sections.iter().partition(|section| !section.heading.is_empty());
    let said = joined([text.summary.as_str()].into_iter().chain(others.iter().map(|section| section.words.as_str())));
    let whole = Entry::new(kind, slug, &text.title, said);
    let sections = headed.into_iter().map(|section| {
        let title = format!("{}: {}", text.title, section.heading);
        Entry { part: Some(i64::from(section.number)), ..Entry::new(kind, slug, &title, section.words.clone()) }
    });
    [whole].into_iter().chain(sections).collect()
}

impl Write<'_> {
    /// Makes the entries of an article of which a version is shown; none of any other.
    pub(super) async fn entries_of_article(&mut self, article: ArticleId) -> Result<Vec<Entry>, StoreError> {
        let row: Option<Row> = on!(self.connection(), connection => {
            sqlx::query_as(
                "SELECT a.slug, a.kind, v.number, v.document, v.shown_from
                 FROM article_versions v JOIN articles a ON a.id = v.article_id
                 WHERE v.article_id = $1 AND v.is_due AND v.called_off_at IS NULL
                   AND v.number > COALESCE(a.taken_down_through, 0)
                 ORDER BY v.number DESC LIMIT 1",
            )
            .bind(article.0)
            .fetch_optional(connection)
            .await
        })?;
        let Some(row) = row else { return Ok(Vec::new()) };
        let text: ArticleText = document::read("article_versions", row.number, &row.document)?;
        let is_news = from_word::<ArticleKind>("articles", &row.kind)? == ArticleKind::News;
        let kind = if is_news { FoundKind::News } else { FoundKind::Page };
        let day = Some(in_england(row.shown_from).date_naive());
        Ok(entries(kind, &row.slug, &text).into_iter().map(|entry| Entry { day, ..entry }).collect())
    }
}
