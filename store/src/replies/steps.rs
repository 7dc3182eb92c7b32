//! What is done with a reply, each step noted with who took it and when.

use domain::{
    ids::{ConsultationId, ReplyId},
    reply::{PublicReply, Reply, ReplyStep},
    time::Moment,
};

use super::{REPLIES, VERSIONS};
use crate::{Stamp, StoreError, Subject, Write, document, engine::change, noted::REPLY_STEPS};

/// Which reply of which consultation a step is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyName {
    /// The reply.
    pub id: ReplyId,
    /// Its consultation.
    pub consultation: ConsultationId,
    /// Its number.
    pub number: i64,
}

impl Write<'_> {
    /// Adds a reply after all others of its consultation.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where its number is not the next, because somebody else has added one.
    pub async fn add_reply(&mut self, name: ReplyName, reply: &Reply, stamp: Stamp) -> Result<(), StoreError> {
        let text = document::write(REPLIES, reply)?;
        // Numbers are counted by the steps, which stay, so that no reply gets the number of one that was removed.
        let added = change!(
            self,
            "INSERT INTO replies (id, consultation_id, number, place, revision, document, writer_id, written_at)
             SELECT $1, $2, $3, (SELECT 1 + COALESCE(MAX(r.place), 0) FROM replies r WHERE r.consultation_id = $2), 1, $4, $5, $6
             WHERE $3 = 1 + (SELECT COALESCE(MAX(e.number), 0) FROM reply_events e WHERE e.consultation_id = $2)",
            name.id.0,
            name.consultation.0,
            name.number,
            text,
            stamp.by.0,
            stamp.at
        )
        .map_err(StoreError::first_come)?;
        self.note_reply(added, name, (ReplyStep::Written, &reply.title), stamp).await
    }

    /// Writes a reply again.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not at this revision any more.
    pub async fn set_reply(
        &mut self,
        name: ReplyName,
        revision: i64,
        reply: &Reply,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let text = document::write(REPLIES, reply)?;
        let written = change!(
            self,
            "UPDATE replies SET revision = revision + 1, document = $3, writer_id = $4, written_at = $5
             WHERE id = $1 AND revision = $2",
            name.id.0,
            revision,
            text,
            stamp.by.0,
            stamp.at
        )?;
        self.note_reply(written, name, (ReplyStep::Written, &reply.title), stamp).await
    }

    /// Removes a reply that was never public.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not at this revision any more, or was public.
    pub async fn remove_reply(&mut self, name: ReplyName, revision: i64, stamp: Stamp) -> Result<(), StoreError> {
        let removed = change!(
            self,
            "DELETE FROM replies WHERE id = $1 AND revision = $2
             AND NOT EXISTS (SELECT 1 FROM reply_versions v WHERE v.reply_id = $1)",
            name.id.0,
            revision
        )?;
        self.note_reply(removed, name, (ReplyStep::Removed, ""), stamp).await
    }

    /// Makes the next version of a reply public.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not at this revision any more, or its last version is not the one before this.
    pub async fn add_reply_version(
        &mut self,
        name: ReplyName,
        (revision, version): (i64, i64),
        public: &PublicReply,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let text = document::write(VERSIONS, public)?;
        let meeting = public.reply.decision.as_ref().map(|decision| decision.meeting.0);
        let added = change!(
            self,
            "INSERT INTO reply_versions (reply_id, version, revision, document, meeting_id, account_id, published_at)
             SELECT $1, $3, $2, $4, $5, $6, $7
             WHERE EXISTS (SELECT 1 FROM replies r WHERE r.id = $1 AND r.revision = $2)
               AND $3 = 1 + (SELECT COALESCE(MAX(v.version), 0) FROM reply_versions v WHERE v.reply_id = $1)",
            name.id.0,
            revision,
            version,
            &text,
            meeting,
            stamp.by.0,
            stamp.at
        )
        .map_err(StoreError::first_come)?;
        self.refresh(Subject::Consultation(name.consultation));
        self.note_reply(added, name, (ReplyStep::Published, &public.changes), stamp).await
    }

    /// Takes every public version of a reply back, with the reason that its addresses give from then on.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where its newest version is not the one that is public.
    pub async fn set_reply_taken_back(
        &mut self,
        name: ReplyName,
        version: i64,
        reason: &str,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let taken = change!(
            self,
            "UPDATE reply_versions SET taken_back_at = $3, taken_back_reason = $4
             WHERE reply_id = $1 AND taken_back_at IS NULL
               AND $2 = (SELECT MAX(v.version) FROM reply_versions v WHERE v.reply_id = $1)",
            name.id.0,
            version,
            stamp.at,
            reason
        )?;
        self.refresh(Subject::Consultation(name.consultation));
        self.note_reply(taken, name, (ReplyStep::TakenBack, reason), stamp).await
    }

    /// Puts a reply in the place of another, and that one in its place.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where either does not stand where it was seen.
    pub async fn swap_replies(
        &mut self,
        name: ReplyName,
        place: i64,
        (other, others_place): (ReplyId, i64),
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let mut moved = 0;
        for (id, from, to) in [(name.id, place, others_place), (other, others_place, place)] {
            moved += change!(self, "UPDATE replies SET place = $3 WHERE id = $1 AND place = $2", id.0, from, to)?;
        }
        let both = u64::from(moved == 2);
        self.note_reply(both, name, (ReplyStep::Moved, ""), stamp).await
    }

    /// Notes that those who may publish replies are reminded so many weeks after the closing; says whether nobody else did so first
    /// and no reply is public.
    pub async fn add_reply_reminder(
        &mut self,
        consultation: ConsultationId,
        weeks: i64,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let added = change!(
            self,
            "INSERT INTO reply_reminders (consultation_id, weeks, sent_at) SELECT $1, $2, $3
             WHERE NOT EXISTS (SELECT 1 FROM replies r JOIN reply_versions v ON v.reply_id = r.id
                               WHERE r.consultation_id = $1 AND v.taken_back_at IS NULL)
             ON CONFLICT (consultation_id, weeks) DO NOTHING",
            consultation.0,
            weeks,
            now
        )?;
        Ok(added == 1)
    }

    async fn note_reply(
        &mut self,
        changed: u64,
        name: ReplyName,
        step: (ReplyStep, &str),
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        self.note(&REPLY_STEPS, changed, (name.consultation, name.number), step, stamp).await
    }
}
