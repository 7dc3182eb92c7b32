//! Replies: what is written of each, the versions that were made public, every step, and the reminders that were sent.

mod steps;

use std::collections::BTreeMap;

use domain::{
    ids::{ConsultationId, MeetingId, ReplyId},
    reply::{PublicReply, Reply, ReplyStep},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

pub use self::steps::ReplyName;
use crate::{Noted, Store, StoreError, document, engine::on, noted::REPLY_STEPS};

const REPLIES: &str = "replies";
const VERSIONS: &str = "reply_versions";

/// A reply as it is written, with the versions that were made public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredReply {
    /// Its identity.
    pub id: ReplyId,
    /// Its number among the replies of the consultation, which stays.
    pub number: i64,
    /// Where it stands among the others.
    pub place: i64,
    /// How often it was written.
    pub revision: i64,
    /// What is written.
    pub reply: Reply,
    /// The address of who wrote it last, unless the account is removed.
    pub by: Option<String>,
    /// When it was written last.
    pub written_at: Moment,
    /// The versions that were made public, the newest first.
    pub versions: Vec<ReplyVersion>,
}

/// A version of a reply that was made public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyVersion {
    /// Its number, from 1.
    pub version: i64,
    /// The revision that it was made of.
    pub revision: i64,
    /// What everybody reads.
    pub public: PublicReply,
    /// When it was made public.
    pub published_at: Moment,
    /// When and why it was taken back, if it was.
    pub taken_back: Option<(Moment, String)>,
}

impl StoredReply {
    /// Gives the version that everybody reads now.
    pub fn public(&self) -> Option<&ReplyVersion> {
        self.versions.first().filter(|version| version.taken_back.is_none())
    }

    /// Says whether something is written that is not public.
    pub fn has_news(&self) -> bool {
        self.public().is_none_or(|version| version.revision != self.revision)
    }
}

/// A public reply that rests on a decision of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestingReply {
    /// The slug of its consultation.
    pub slug: String,
    /// The title of its consultation.
    pub consultation: String,
    /// Its number.
    pub number: i64,
    /// What it says.
    pub public: PublicReply,
}

#[derive(FromRow)]
struct ReplyRow {
    id: Uuid,
    number: i64,
    place: i64,
    revision: i64,
    document: String,
    by_email: Option<String>,
    written_at: Moment,
}

#[derive(FromRow)]
struct VersionRow {
    reply_id: Uuid,
    version: i64,
    revision: i64,
    document: String,
    published_at: Moment,
    taken_back_at: Option<Moment>,
    taken_back_reason: Option<String>,
}

impl VersionRow {
    fn version(self) -> Result<ReplyVersion, StoreError> {
        Ok(ReplyVersion {
            version: self.version,
            revision: self.revision,
            public: document::read(VERSIONS, self.reply_id, &self.document)?,
            published_at: self.published_at,
            taken_back: self.taken_back_at.map(|at| (at, self.taken_back_reason.unwrap_or_default())),
        })
    }
}

impl Store {
    /// Lists the replies of a consultation in their order.
    pub async fn list_replies(&self, consultation: ConsultationId) -> Result<Vec<StoredReply>, StoreError> {
        let rows: Vec<ReplyRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT r.id, r.number, r.place, r.revision, r.document, r.written_at,
                        (SELECT a.email FROM accounts a WHERE a.id = r.writer_id) AS by_email
                 FROM replies r WHERE r.consultation_id = $1 ORDER BY r.place, r.number",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        let versions: Vec<VersionRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT v.reply_id, v.version, v.revision, v.document, v.published_at, v.taken_back_at, v.taken_back_reason
                 FROM reply_versions v JOIN replies r ON r.id = v.reply_id
                 WHERE r.consultation_id = $1 ORDER BY v.version DESC",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        let mut of: BTreeMap<Uuid, Vec<ReplyVersion>> = BTreeMap::new();
        for row in versions {
            of.entry(row.reply_id).or_default().push(row.version()?);
        }
        let reply = |row: ReplyRow| {
            Ok(StoredReply {
                id: ReplyId(row.id),
                number: row.number,
                place: row.place,
                revision: row.revision,
                reply: document::read(REPLIES, row.id, &row.document)?,
                by: row.by_email,
                written_at: row.written_at,
                versions: of.remove(&row.id).unwrap_or_default(),
            })
        };
        rows.into_iter().map(reply).collect()
    }

    /// Lists the consultations of which a reply is public.
    pub async fn list_consultations_with_replies(&self) -> Result<Vec<ConsultationId>, StoreError> {
        let found: Vec<Uuid> = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT DISTINCT r.consultation_id FROM replies r JOIN reply_versions v ON v.reply_id = r.id
                 WHERE v.taken_back_at IS NULL",
            )
            .fetch_all(conn)
            .await
        })?;
        Ok(found.into_iter().map(ConsultationId).collect())
    }

    /// Lists the public replies that rest on a decision of a meeting.
    pub async fn list_replies_of_meeting(&self, meeting: MeetingId) -> Result<Vec<RestingReply>, StoreError> {
        let rows: Vec<(Uuid, String, String, i64, String)> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT r.id, c.slug, c.title, r.number, v.document
                 FROM reply_versions v JOIN replies r ON r.id = v.reply_id JOIN consultations c ON c.id = r.consultation_id
                 WHERE v.meeting_id = $1 AND v.taken_back_at IS NULL
                   AND v.version = (SELECT MAX(n.version) FROM reply_versions n WHERE n.reply_id = v.reply_id)
                 ORDER BY c.closes_at DESC, r.place, r.number",
            )
            .bind(meeting.0)
            .fetch_all(conn)
            .await
        })?;
        let resting = |(id, slug, consultation, number, text): (Uuid, String, String, i64, String)| {
            Ok(RestingReply { slug, consultation, number, public: document::read(VERSIONS, id, &text)? })
        };
        rows.into_iter().map(resting).collect()
    }

    /// Says whether those who may publish replies were reminded so many weeks after the closing.
    pub async fn has_reply_reminder(&self, consultation: ConsultationId, weeks: i64) -> Result<bool, StoreError> {
        let found: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT COUNT(*) FROM reply_reminders WHERE consultation_id = $1 AND weeks = $2")
                .bind(consultation.0)
                .bind(weeks)
                .fetch_one(conn)
                .await
        })?;
        Ok(found > 0)
    }

    /// Lists the steps of the replies of a consultation, the first first.
    pub async fn list_reply_events(&self, consultation: ConsultationId) -> Result<Vec<Noted<ReplyStep>>, StoreError> {
        self.list_noted(&REPLY_STEPS, consultation).await
    }
}
