//! Invitations as the team makes, sends and takes them back. How one is begun and used is in `invited`.

use chrono::NaiveDate;
use domain::{
    ids::{ConsultationId, InvitationId},
    invitation::{Admission, Invitation},
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Page, PageRequest, Store, StoreError, Write,
    engine::{change, on, one_changed},
    words::to_word,
};

/// An invitation with what it is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredInvitation {
    /// Its identity.
    pub id: InvitationId,
    /// The hash of the secret of its link.
    pub token_hash: Vec<u8>,
    /// What is known of it.
    pub invitation: Invitation,
}

/// How many invitations a consultation has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct InvitationCount {
    /// All of them.
    pub made: i64,
    /// Those that were used.
    pub used: i64,
    /// Those that were taken back before they were used.
    pub revoked: i64,
}

#[derive(FromRow)]
pub(crate) struct InvitationRow {
    id: Uuid,
    token_hash: Vec<u8>,
    address: Option<String>,
    label: Option<String>,
    made_on: NaiveDate,
    sent_on: Option<NaiveDate>,
    revoked_on: Option<NaiveDate>,
    used_on: Option<NaiveDate>,
}

impl From<InvitationRow> for StoredInvitation {
    fn from(row: InvitationRow) -> Self {
        let InvitationRow { id, token_hash, address, label, made_on, sent_on, revoked_on, used_on } = row;
        let invitation = Invitation { address, label, made_on, sent_on, used_on, revoked_on };
        Self { id: InvitationId(id), token_hash, invitation }
    }
}

/// Spells out a statement that reads each column of an [`InvitationRow`], with what follows the tables.
macro_rules! select_invitations {
    ($rest:expr) => {
        concat!(
            "SELECT i.id, i.token_hash, i.address, i.label, i.made_on, i.sent_on, i.revoked_on, u.used_on
             FROM invitations i LEFT JOIN used_invitations u ON u.invitation_id = i.id ",
            $rest
        )
    };
}
pub(crate) use select_invitations;

impl Store {
    /// Counts the invitations of a consultation.
    pub async fn count_invitations(&self, consultation: ConsultationId) -> Result<InvitationCount, StoreError> {
        let count = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT COUNT(*) AS made, COUNT(u.used_on) AS used,
                        CAST(COALESCE(SUM(CASE WHEN u.used_on IS NULL AND i.revoked_on IS NOT NULL THEN 1 ELSE 0 END), 0)
                             AS BIGINT) AS revoked
                 FROM invitations i LEFT JOIN used_invitations u ON u.invitation_id = i.id
                 WHERE i.consultation_id = $1",
            )
            .bind(consultation.0)
            .fetch_one(conn)
            .await
        })?;
        Ok(count)
    }

    /// Lists the invitations of a consultation, the newest day first, and each day by address and name: never in the order in
    /// which they were used.
    pub async fn list_invitations(
        &self,
        consultation: ConsultationId,
        request: PageRequest,
    ) -> Result<Page<StoredInvitation>, StoreError> {
        let total = self.count_invitations(consultation).await?.made;
        let rows: Vec<InvitationRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_invitations!(
                "WHERE i.consultation_id = $1
                 ORDER BY i.made_on DESC, COALESCE(i.address, i.label), i.id LIMIT $2 OFFSET $3"
            ))
            .bind(consultation.0)
            .bind(i64::from(request.size))
            .bind(request.offset())
            .fetch_all(conn)
            .await
        })?;
        let rows = rows.into_iter().map(StoredInvitation::from).collect();
        Ok(Page { rows, total: u64::try_from(total).unwrap_or(0), request })
    }

    /// Lists the invitations of a consultation that have an address, used or not.
    pub async fn list_addressed_invitations(
        &self,
        consultation: ConsultationId,
    ) -> Result<Vec<StoredInvitation>, StoreError> {
        let rows: Vec<InvitationRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_invitations!("WHERE i.consultation_id = $1 AND i.address IS NOT NULL ORDER BY i.id"))
                .bind(consultation.0)
                .fetch_all(conn)
                .await
        })?;
        Ok(rows.into_iter().map(StoredInvitation::from).collect())
    }

    /// Finds an invitation of a consultation.
    pub async fn find_invitation(
        &self,
        consultation: ConsultationId,
        id: InvitationId,
    ) -> Result<Option<StoredInvitation>, StoreError> {
        let row: Option<InvitationRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_invitations!("WHERE i.consultation_id = $1 AND i.id = $2"))
                .bind(consultation.0)
                .bind(id.0)
                .fetch_optional(conn)
                .await
        })?;
        Ok(row.map(StoredInvitation::from))
    }
}

impl Write<'_> {
    /// Sets who may answer a consultation; [`StoreError::Changed`] when it was set to something else meanwhile.
    pub async fn set_admission(
        &mut self,
        consultation: ConsultationId,
        from: Admission,
        to: Admission,
    ) -> Result<(), StoreError> {
        let updated = change!(
            self,
            "UPDATE consultations SET admission = $1 WHERE id = $2 AND admission = $3",
            to_word(to),
            consultation.0,
            to_word(from)
        )?;
        one_changed(updated)
    }

    /// Adds invitations to those that a consultation has; [`StoreError::Changed`] when it has not as many as were counted, so
    /// that a form that is sent twice adds once, and [`StoreError::Taken`] when an address has one.
    pub async fn add_invitations(
        &mut self,
        consultation: ConsultationId,
        counted: i64,
        new: &[StoredInvitation],
    ) -> Result<(), StoreError> {
        // The row of the consultation first: of two that add at the same time the second counts what the first has added.
        change!(self, "UPDATE consultations SET admission = admission WHERE id = $1", consultation.0)?;
        let made: i64 = on!(self.connection(), connection => {
            sqlx::query_scalar("SELECT COUNT(*) FROM invitations WHERE consultation_id = $1")
                .bind(consultation.0)
                .fetch_one(connection)
                .await
        })?;
        if made != counted {
            return Err(StoreError::Changed);
        }
        for StoredInvitation { id, token_hash, invitation } in new {
            change!(
                self,
                "INSERT INTO invitations (id, consultation_id, token_hash, address, label, made_on, sent_on)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                id.0,
                consultation.0,
                token_hash,
                &invitation.address,
                &invitation.label,
                invitation.made_on,
                invitation.sent_on
            )?;
        }
        Ok(())
    }

    /// Gives an invitation another link in place of the one with a hash, which leads nowhere from then on;
    /// [`StoreError::Changed`] when it has another by now or was used.
    pub async fn set_invitation_link(
        &mut self,
        (id, old_hash): (InvitationId, &[u8]),
        new_hash: &[u8],
        sent_on: Option<NaiveDate>,
    ) -> Result<(), StoreError> {
        let updated = change!(
            self,
            "UPDATE invitations SET token_hash = $1, sent_on = COALESCE($2, sent_on), revoked_on = NULL
             WHERE id = $3 AND token_hash = $4
               AND NOT EXISTS (SELECT 1 FROM used_invitations WHERE invitation_id = $3)",
            new_hash,
            sent_on,
            id.0,
            old_hash
        )?;
        one_changed(updated)
    }

    /// Takes an invitation back; [`StoreError::Changed`] when it was taken back or used before.
    pub async fn set_invitation_revoked(
        &mut self,
        consultation: ConsultationId,
        id: InvitationId,
        today: NaiveDate,
    ) -> Result<(), StoreError> {
        let updated = change!(
            self,
            "UPDATE invitations SET revoked_on = $1
             WHERE id = $2 AND consultation_id = $3 AND revoked_on IS NULL
               AND NOT EXISTS (SELECT 1 FROM used_invitations WHERE invitation_id = $2)",
            today,
            id.0,
            consultation.0
        )?;
        one_changed(updated)
    }
}
