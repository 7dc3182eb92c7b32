//! What is found of a consultation whose questionnaire is published: what it says of itself, the words of its results, and the replies.
//!
//! What people answered is not found, published or not: nobody who said yes to readers of a consultation said yes to being found.

use domain::{
    ids::{ConsultationId, ReplyId},
    particulars::{LinkedDocument, Particulars},
    reply::PublicReply,
    search::FoundKind,
    time::{Moment, in_england},
};
use sqlx::FromRow;
use uuid::Uuid;

use super::entries::{Entry, joined};
use crate::{StoreError, Write, document, engine::on};

#[derive(FromRow)]
struct Row {
    slug: String,
    title: String,
    summary: String,
    opens_at: Moment,
    particulars: Option<String>,
}

#[derive(FromRow)]
struct ResultsRow {
    edition: i64,
    summary: String,
    changes: String,
    released_at: Moment,
}

#[derive(FromRow)]
struct ReplyRow {
    reply_id: Uuid,
    number: i64,
    document: String,
    published_at: Moment,
}

impl Write<'_> {
    /// Makes the entries of a consultation; none before its questionnaire is published.
    pub(super) async fn entries_of_consultation(
        &mut self,
        consultation: ConsultationId,
    ) -> Result<Vec<Entry>, StoreError> {
        let row: Option<Row> = on!(self.connection(), connection => {
            sqlx::query_as(
                "SELECT c.slug, c.title, c.summary, c.opens_at,
                        (SELECT p.document FROM particulars p WHERE p.consultation_id = c.id) AS particulars
                 FROM consultations c
                 WHERE c.id = $1 AND EXISTS (SELECT 1 FROM questionnaire_versions v WHERE v.consultation_id = c.id)",
            )
            .bind(consultation.0)
            .fetch_optional(connection)
            .await
        })?;
        let Some(row) = row else { return Ok(Vec::new()) };
        let read = |text: &String| document::read::<Particulars>("particulars", consultation, text);
        let particulars = row.particulars.as_ref().map(read).transpose()?.unwrap_or_default();
        let text = joined([row.summary.as_str()].into_iter().chain(said(&particulars)));
        let about = Entry::new(FoundKind::Consultation, &row.slug, &row.title, text);
        let mut entries = vec![dated(about, None, row.opens_at)];
        entries.extend(self.results_of(consultation, &row).await?);
        entries.extend(self.replies_of(consultation, &row).await?);
        Ok(entries)
    }

    async fn results_of(&mut self, consultation: ConsultationId, of: &Row) -> Result<Option<Entry>, StoreError> {
        let row: Option<ResultsRow> = on!(self.connection(), connection => {
            sqlx::query_as(
                "SELECT edition, summary, changes, released_at FROM publications
                 WHERE consultation_id = $1 AND released_at IS NOT NULL AND taken_back_at IS NULL
                 ORDER BY edition DESC LIMIT 1",
            )
            .bind(consultation.0)
            .fetch_optional(connection)
            .await
        })?;
        Ok(row.map(|row| {
            let text = joined([row.summary.as_str(), &row.changes]);
            let entry = Entry::new(FoundKind::Results, &of.slug, &of.title, text);
            dated(entry, Some(row.edition), row.released_at)
        }))
    }

    async fn replies_of(&mut self, consultation: ConsultationId, of: &Row) -> Result<Vec<Entry>, StoreError> {
        let rows: Vec<ReplyRow> = on!(self.connection(), connection => {
            sqlx::query_as(
                "SELECT v.reply_id, r.number, v.document, v.published_at
                 FROM replies r JOIN reply_versions v ON v.reply_id = r.id
                 WHERE r.consultation_id = $1 AND v.taken_back_at IS NULL
                   AND v.version = (SELECT MAX(n.version) FROM reply_versions n WHERE n.reply_id = r.id)
                 ORDER BY r.number",
            )
            .bind(consultation.0)
            .fetch_all(connection)
            .await
        })?;
        let entry = |row: ReplyRow| {
            let public: PublicReply = document::read("reply_versions", ReplyId(row.reply_id), &row.document)?;
            let reply = &public.reply;
            let asked = reply.asked.iter().map(|asked| asked.text.as_str());
            let decided = reply.decision.iter().map(|decision| decision.words.as_str());
            let text = joined([reply.said.as_str(), &reply.did].into_iter().chain(asked).chain(decided));
            let entry = Entry::new(FoundKind::Reply, &of.slug, &reply.title, text);
            Ok(dated(entry, Some(row.number), row.published_at))
        };
        rows.into_iter().map(entry).collect()
    }
}

fn dated(entry: Entry, part: Option<i64>, at: Moment) -> Entry {
    Entry { part, day: Some(in_england(at).date_naive()), ..entry }
}

/// Lists what a consultation says of itself in words.
fn said(particulars: &Particulars) -> impl Iterator<Item = &str> {
    let Particulars { purpose, open_to_change, decided, decision_maker, equality_reason, plan, .. } = particulars;
    let words = [purpose, open_to_change, decided, decision_maker, equality_reason, plan];
    let linked = particulars.documents.iter().chain(&particulars.equality_document);
    words.into_iter().flatten().map(String::as_str).chain(linked.map(|LinkedDocument { title, .. }| title.as_str()))
}
