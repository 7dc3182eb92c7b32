//! Alerts: which address wants to be told of what, once somebody has confirmed it from there.
//!
//! Of the secrets in emails only hashes are kept, and each email has one of its own. What ends an alert deletes all of it at once.

use chrono::NaiveDate;
use domain::{
    alert::{Pace, Scopes, Wish},
    ids::AlertId,
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    engine::{change, on, one_changed},
    words::{from_word, to_word},
};

/// What an address is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its identity.
    pub id: AlertId,
    /// The address, as it was typed.
    pub email: String,
    /// What of, and how often.
    pub wish: Wish,
    /// How often the wish was changed.
    pub revision: i64,
    /// The number of the last novelty that it needs no telling of.
    pub told: i64,
}

#[derive(FromRow)]
pub(crate) struct AlertRow {
    alert_id: Uuid,
    email: String,
    scopes: String,
    pace: String,
    revision: i64,
    told: i64,
}

#[derive(FromRow)]
struct RequestRow {
    email: String,
    scopes: String,
    pace: String,
}

#[derive(FromRow)]
struct CountRow {
    scopes: String,
    pace: String,
    alerts: i64,
}

/// The columns of an alert, for a statement that calls its table `a`.
macro_rules! select_alerts {
    ($rest:literal) => {
        concat!("SELECT a.id AS alert_id, a.email, a.scopes, a.pace, a.revision, a.told FROM alerts a ", $rest)
    };
}
pub(crate) use select_alerts;

impl TryFrom<AlertRow> for Alert {
    type Error = StoreError;

    fn try_from(row: AlertRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: AlertId(row.alert_id),
            email: row.email,
            wish: wish("alerts", &row.scopes, &row.pace)?,
            revision: row.revision,
            told: row.told,
        })
    }
}

fn wish(table: &'static str, scopes: &str, pace: &str) -> Result<Wish, StoreError> {
    let scopes = Scopes::from_words(scopes).ok_or_else(|| StoreError::damaged(table, "a scope is none"))?;
    Ok(Wish { scopes, pace: from_word::<Pace>(table, pace)? })
}

/// Spells an address so that two spellings of one are the same.
fn folded(email: &str) -> String {
    email.to_lowercase()
}

impl Store {
    /// Finds an alert by the hash of the secret of a link to it.
    pub async fn find_alert(&self, token_hash: &[u8]) -> Result<Option<Alert>, StoreError> {
        let row: Option<AlertRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_alerts!("JOIN alert_links l ON l.alert_id = a.id WHERE l.token_hash = $1"))
                .bind(token_hash)
                .fetch_optional(conn)
                .await
        })?;
        row.map(Alert::try_from).transpose()
    }

    /// Finds the alert of an address, however that is spelt.
    pub async fn find_alert_of(&self, email: &str) -> Result<Option<Alert>, StoreError> {
        let row: Option<AlertRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_alerts!("WHERE a.folded = $1")).bind(folded(email)).fetch_optional(conn).await
        })?;
        row.map(Alert::try_from).transpose()
    }

    /// Finds what was asked for after a moment and not confirmed yet, by the hash of the secret of its link.
    pub async fn find_alert_request(&self, token_hash: &[u8], after: Moment) -> Result<Option<Wish>, StoreError> {
        let row: Option<RequestRow> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT email, scopes, pace FROM alert_requests WHERE token_hash = $1 AND asked_at > $2")
                .bind(token_hash)
                .bind(after)
                .fetch_optional(conn)
                .await
        })?;
        row.map(|row| wish("alert_requests", &row.scopes, &row.pace)).transpose()
    }

    /// Counts the alerts of each wish.
    pub async fn count_alerts(&self) -> Result<Vec<(Wish, u64)>, StoreError> {
        let rows: Vec<CountRow> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT scopes, pace, COUNT(*) AS alerts FROM alerts GROUP BY scopes, pace").fetch_all(conn).await
        })?;
        rows.into_iter().map(|row| Ok((wish("alerts", &row.scopes, &row.pace)?, row.alerts.unsigned_abs()))).collect()
    }

    /// Counts what was asked for after a moment and is not confirmed.
    pub async fn count_alert_requests(&self, after: Moment) -> Result<u64, StoreError> {
        let count: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT COUNT(*) FROM alert_requests WHERE asked_at > $1").bind(after).fetch_one(conn).await
        })?;
        Ok(count.unsigned_abs())
    }
}

impl Write<'_> {
    /// Adds what somebody asks for, which is nothing before it is confirmed.
    pub async fn add_alert_request(
        &mut self,
        token_hash: &[u8],
        (email, wish): (&str, &Wish),
        now: Moment,
    ) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO alert_requests (token_hash, email, folded, scopes, pace, asked_at) VALUES ($1, $2, $3, $4, $5, $6)",
            token_hash,
            email,
            folded(email),
            wish.scopes.words(),
            to_word(wish.pace),
            now
        )?;
        Ok(())
    }

    /// Makes an alert of what was asked for after a moment, or changes the one that the address has. The link of the request leads
    /// to it from then on. What was published before is no news to it.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where nothing was asked for under this secret, or it was confirmed.
    pub async fn set_alert_confirmed(
        &mut self,
        id: AlertId,
        token_hash: &[u8],
        (after, now): (Moment, Moment),
    ) -> Result<(), StoreError> {
        let row: Option<RequestRow> = on!(self.connection(), connection => {
            sqlx::query_as(
                "DELETE FROM alert_requests WHERE token_hash = $1 AND asked_at > $2 RETURNING email, scopes, pace",
            )
            .bind(token_hash)
            .bind(after)
            .fetch_optional(connection)
            .await
        })?;
        let Some(RequestRow { email, scopes, pace }) = row else { return Err(StoreError::Changed) };
        let id: Uuid = on!(self.connection(), connection => {
            sqlx::query_scalar(
                "INSERT INTO alerts (id, email, folded, scopes, pace, revision, told, refused)
                 SELECT $1, $2, $3, $4, $5, 1, (SELECT COALESCE(MAX(number), 0) FROM novelties), 0 WHERE TRUE
                 ON CONFLICT (folded) DO UPDATE
                 SET scopes = excluded.scopes, pace = excluded.pace, revision = alerts.revision + 1
                 RETURNING id",
            )
            .bind(id.0)
            .bind(&email)
            .bind(folded(&email))
            .bind(&scopes)
            .bind(&pace)
            .fetch_one(connection)
            .await
        })?;
        self.add_alert_link(AlertId(id), token_hash, now).await
    }

    /// Adds a link to an alert.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where the alert has ended.
    pub async fn add_alert_link(&mut self, id: AlertId, token_hash: &[u8], now: Moment) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO alert_links (token_hash, alert_id, made_at) SELECT $1, a.id, $3 FROM alerts a WHERE a.id = $2",
            token_hash,
            id.0,
            now
        )?;
        one_changed(added)
    }

    /// Sets what an alert tells of and how often.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not at this revision any more, or has ended.
    pub async fn set_alert_wish(&mut self, id: AlertId, revision: i64, wish: &Wish) -> Result<(), StoreError> {
        let changed = change!(
            self,
            "UPDATE alerts SET scopes = $3, pace = $4, revision = revision + 1 WHERE id = $1 AND revision = $2",
            id.0,
            revision,
            wish.scopes.words(),
            to_word(wish.pace)
        )?;
        one_changed(changed)
    }

    /// Removes the alert that a link leads to, with its links, the bulletins that wait for it and all that its address has asked for;
    /// says whether there was one.
    pub async fn remove_alert(&mut self, token_hash: &[u8]) -> Result<bool, StoreError> {
        let address: Option<String> = on!(self.connection(), connection => {
            sqlx::query_scalar(
                "DELETE FROM alerts WHERE id = (SELECT l.alert_id FROM alert_links l WHERE l.token_hash = $1) RETURNING folded",
            )
            .bind(token_hash)
            .fetch_optional(connection)
            .await
        })?;
        let Some(address) = address else { return Ok(false) };
        change!(self, "DELETE FROM alert_requests WHERE folded = $1", address)?;
        Ok(true)
    }

    /// Removes what was asked for before a moment and never confirmed, and gives its number.
    pub async fn remove_idle_alert_requests(&mut self, before: Moment) -> Result<u64, StoreError> {
        Ok(change!(self, "DELETE FROM alert_requests WHERE asked_at < $1", before)?)
    }

    /// Removes links that were made before a moment, and gives their number.
    pub async fn remove_old_alert_links(&mut self, before: Moment) -> Result<u64, StoreError> {
        Ok(change!(self, "DELETE FROM alert_links WHERE made_at < $1", before)?)
    }

    /// Adds to what is counted of bulletins on a day: how many were made, sent and given up.
    pub(crate) async fn add_bulletin_count(
        &mut self,
        day: NaiveDate,
        (made, sent, given_up): (i64, i64, i64),
    ) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO bulletin_counts (counted_on, made, sent, given_up) VALUES ($1, $2, $3, $4)
             ON CONFLICT (counted_on) DO UPDATE
             SET made = bulletin_counts.made + excluded.made, sent = bulletin_counts.sent + excluded.sent,
                 given_up = bulletin_counts.given_up + excluded.given_up",
            day,
            made,
            sent,
            given_up
        )?;
        Ok(())
    }
}
