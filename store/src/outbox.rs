//! Mail that waits to be sent.

use domain::time::Moment;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    engine::{change, on, one_changed},
};

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Mail {
    /// Its identity, which tells nothing of when it was made.
    pub id: Uuid,
    /// The address that it goes to.
    pub recipient: String,
    /// Its subject, on one line.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next.
    pub due_at: Moment,
}

impl Store {
    /// Lists messages that are due, the longest waiting first.
    pub async fn list_due_mail(&self, now: Moment, at_most: i64) -> Result<Vec<Mail>, StoreError> {
        let mail = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT id, recipient, subject, body, attempts, due_at FROM outbox
                 WHERE due_at <= $1 ORDER BY due_at LIMIT $2",
            )
            .bind(now)
            .bind(at_most)
            .fetch_all(conn)
            .await
        })?;
        Ok(mail)
    }
}

impl Write<'_> {
    /// Adds a message.
    pub async fn add_mail(&mut self, mail: &Mail) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO outbox (id, recipient, subject, body, attempts, due_at) VALUES ($1, $2, $3, $4, $5, $6)",
            mail.id,
            &mail.recipient,
            &mail.subject,
            &mail.body,
            mail.attempts,
            mail.due_at
        )?;
        Ok(())
    }

    /// Takes a message for sending until `until`; [`StoreError::Changed`] means that another server has taken it.
    pub async fn set_mail_taken(&mut self, mail: &Mail, until: Moment) -> Result<(), StoreError> {
        let taken = change!(
            self,
            "UPDATE outbox SET attempts = attempts + 1, due_at = $1 WHERE id = $2 AND attempts = $3",
            until,
            mail.id,
            mail.attempts
        )?;
        one_changed(taken)
    }

    /// Sets when a message that could not be sent is tried again.
    pub async fn set_mail_due(&mut self, id: Uuid, due_at: Moment) -> Result<(), StoreError> {
        change!(self, "UPDATE outbox SET due_at = $1 WHERE id = $2", due_at, id)?;
        Ok(())
    }

    /// Removes messages that have been due since before a moment and that nobody sends, and gives their number.
    pub async fn remove_overdue_mail(&mut self, before: Moment) -> Result<u64, StoreError> {
        let removed = change!(self, "DELETE FROM outbox WHERE due_at < $1", before)?;
        Ok(removed)
    }

    /// Removes a message that was sent, so that no address stays here.
    pub async fn remove_mail(&mut self, id: Uuid) -> Result<(), StoreError> {
        change!(self, "DELETE FROM outbox WHERE id = $1", id)?;
        Ok(())
    }
}
