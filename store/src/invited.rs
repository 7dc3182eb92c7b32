//! How an invitation is begun and used: a draft knows its invitation until it is sent, and nothing knows it after that.
//!
//! That it was used is written in the transaction of the response, so that both come or neither does. What the engine itself
//! notes of such rows leads from one to the other until they are mixed, as with subscriptions. The row of the invitation is
//! left alone by both, because no job would write it anew.

use chrono::NaiveDate;
use domain::{
    ids::{ConsultationId, InvitationId, ResponseId},
    time::{Entropy, Moment},
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, StoredInvitation, Write,
    engine::{change, on, one_changed},
    invitations::{InvitationRow, select_invitations},
    subscriptions::{mixed, month_of},
};

/// An invitation as its link finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundInvitation {
    /// The invitation.
    pub stored: StoredInvitation,
    /// The draft that was begun with it and is not sent.
    pub begun: Option<ResponseId>,
}

#[derive(FromRow)]
struct UsedRow {
    invitation_id: Uuid,
    used_on: NaiveDate,
}

impl Store {
    /// Finds the invitation to a consultation by the hash of the secret of its link.
    pub async fn find_invited(
        &self,
        consultation: ConsultationId,
        token_hash: &[u8],
    ) -> Result<Option<FoundInvitation>, StoreError> {
        let row: Option<InvitationRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_invitations!("WHERE i.consultation_id = $1 AND i.token_hash = $2"))
                .bind(consultation.0)
                .bind(token_hash)
                .fetch_optional(conn)
                .await
        })?;
        let Some(stored) = row.map(StoredInvitation::from) else { return Ok(None) };
        let begun: Option<Uuid> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT response_id FROM begun_invitations WHERE invitation_id = $1")
                .bind(stored.id.0)
                .fetch_optional(conn)
                .await
        })?;
        Ok(Some(FoundInvitation { stored, begun: begun.map(ResponseId) }))
    }

    /// Says whether a draft that was begun with an invitation can still be sent by it.
    pub async fn has_invitation(&self, draft: ResponseId) -> Result<bool, StoreError> {
        let count: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM begun_invitations b JOIN invitations i ON i.id = b.invitation_id
                 WHERE b.response_id = $1 AND i.revoked_on IS NULL
                   AND NOT EXISTS (SELECT 1 FROM used_invitations u WHERE u.invitation_id = i.id)",
            )
            .bind(draft.0)
            .fetch_one(conn)
            .await
        })?;
        Ok(count > 0)
    }
}

impl Write<'_> {
    /// Marks a draft as invited, and takes the invitation away that it was begun with, if any; [`StoreError::Changed`] when it
    /// was sent meanwhile.
    pub async fn set_draft_invited(&mut self, draft: ResponseId, now: Moment) -> Result<(), StoreError> {
        change!(self, "DELETE FROM begun_invitations WHERE response_id = $1", draft.0)?;
        let updated = change!(
            self,
            "UPDATE responses SET is_invited = TRUE, updated_at = $1 WHERE id = $2 AND status = 'draft'",
            now,
            draft.0
        )?;
        one_changed(updated)
    }

    /// Gives an invitation to a draft that is marked as invited, and takes it away from the one that had it.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when the draft that had it is not the one that is named, or it was used or taken back.
    pub async fn set_invitation_begun(
        &mut self,
        id: InvitationId,
        (from, draft): (Option<ResponseId>, ResponseId),
    ) -> Result<(), StoreError> {
        if let Some(from) = from {
            let left = change!(
                self,
                "DELETE FROM begun_invitations WHERE invitation_id = $1 AND response_id = $2",
                id.0,
                from.0
            )?;
            if left == 0 {
                return Err(StoreError::Changed);
            }
        }
        let begun = change!(
            self,
            "INSERT INTO begun_invitations (invitation_id, response_id)
             SELECT id, $2 FROM invitations
             WHERE id = $1 AND revoked_on IS NULL
               AND NOT EXISTS (SELECT 1 FROM used_invitations WHERE invitation_id = $1)
             ON CONFLICT (invitation_id) DO NOTHING",
            id.0,
            draft.0
        )?;
        one_changed(begun)
    }

    /// Uses the invitation of a draft that is being sent, once; [`StoreError::Changed`] when it has none, or it was used or
    /// taken back.
    pub(crate) async fn set_invitation_used(&mut self, draft: ResponseId, now: Moment) -> Result<(), StoreError> {
        let invitation: Option<Uuid> = on!(self.connection(), connection => {
            sqlx::query_scalar("DELETE FROM begun_invitations WHERE response_id = $1 RETURNING invitation_id")
                .bind(draft.0)
                .fetch_optional(connection)
                .await
        })?;
        let Some(invitation) = invitation else { return Err(StoreError::Changed) };
        let used = change!(
            self,
            "INSERT INTO used_invitations (invitation_id, used_on)
             SELECT id, $2 FROM invitations WHERE id = $1 AND revoked_on IS NULL
             ON CONFLICT (invitation_id) DO NOTHING",
            invitation,
            now.date_naive()
        )?;
        one_changed(used)
    }

    /// Writes anew that invitations were used on the earliest day that is over and not mixed yet, with their month in place of
    /// the day and in random order among all that are mixed of that month, and gives the number of those that were not.
    pub async fn set_invitations_mixed(&mut self, today: NaiveDate, entropy: &dyn Entropy) -> Result<u64, StoreError> {
        let mut rows: Vec<UsedRow> = on!(self.connection(), connection => {
            sqlx::query_as(
                "DELETE FROM used_invitations
                 WHERE is_mixed = FALSE
                   AND used_on = (SELECT MIN(used_on) FROM used_invitations WHERE is_mixed = FALSE AND used_on < $1)
                 RETURNING invitation_id, used_on",
            )
            .bind(today)
            .fetch_all(connection)
            .await
        })?;
        let Some(month) = rows.first().map(|row| month_of(row.used_on)) else { return Ok(0) };
        let count = rows.len() as u64;
        // Day after day, what was written in one go would be the uses of one day, and could be counted off against responses.
        rows.extend(self.take_mixed(month).await?);
        for (_, row) in mixed(rows, entropy) {
            change!(
                self,
                "INSERT INTO used_invitations (invitation_id, used_on, is_mixed) VALUES ($1, $2, TRUE)",
                row.invitation_id,
                month
            )?;
        }
        Ok(count)
    }

    /// Takes the uses of a month that are mixed out, to be mixed with others.
    async fn take_mixed(&mut self, month: NaiveDate) -> Result<Vec<UsedRow>, StoreError> {
        let rows = on!(self.connection(), connection => {
            sqlx::query_as(
                "DELETE FROM used_invitations WHERE is_mixed = TRUE AND used_on = $1 RETURNING invitation_id, used_on",
            )
            .bind(month)
            .fetch_all(connection)
            .await
        })?;
        Ok(rows)
    }

    /// Forgets to whom invitations went of consultations that closed before a moment, and gives their number; that they were
    /// made and used stays.
    pub async fn set_invitations_nameless(&mut self, closed_before: Moment) -> Result<u64, StoreError> {
        let updated = change!(
            self,
            "UPDATE invitations SET address = NULL, label = NULL
             WHERE (address IS NOT NULL OR label IS NOT NULL)
               AND consultation_id IN (SELECT id FROM consultations WHERE closes_at < $1)",
            closed_before
        )?;
        Ok(updated)
    }
}
