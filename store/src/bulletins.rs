//! Bulletins: which alert is to be told of which novelties, once each, however many servers work at it and wherever one stops.
//!
//! How far an alert has been told moves in the transaction that adds the bulletin, and from where it was read: of two who make
//! the same bulletin one does. A bulletin has no words and no address here; both are read when it is sent.
//! Every write takes the row of an alert before that of its bulletin, so that no two wait for each other.

use chrono::NaiveDate;
use domain::{
    alert::{Novelty, Pace},
    ids::AlertId,
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Alert, Store, StoreError, Write,
    alerts::{AlertRow, select_alerts},
    engine::{change, on, one_changed},
    words::to_word,
};

/// After how many bulletins in a row for which there was no mailbox an alert is removed.
const MOST_REFUSED: i64 = 3;

/// An email that tells an alert of what is new, and waits to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulletin {
    /// Its identity, by which a second copy can be recognised.
    pub id: Uuid,
    /// The alert as it is now.
    pub alert: Alert,
    /// The number of the last novelty that was told before.
    pub since: i64,
    /// The number of the last novelty that it can tell of.
    pub last: i64,
    /// How often it was tried.
    pub attempts: i64,
}

/// What became of a bulletin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulletinEnd {
    /// The mail server took it.
    Sent,
    /// Nothing that it tells of is public any more, or asked for.
    Empty,
    /// It was tried for long enough.
    GivenUp,
    /// There is no such mailbox.
    NoMailbox,
}

/// How many bulletins were made, sent and given up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct BulletinCount {
    /// Made.
    pub made: i64,
    /// Sent.
    pub sent: i64,
    /// Given up, because no mail server took them.
    pub given_up: i64,
}

#[derive(FromRow)]
struct BulletinRow {
    id: Uuid,
    since_number: i64,
    last_number: i64,
    attempts: i64,
    #[sqlx(flatten)]
    alert: AlertRow,
}

/// How an alert moves on to what is newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// With a bulletin, because something is what it asked for.
    WithBulletin,
    /// Alone, because nothing is.
    Alone,
}

impl Bulletin {
    /// Says whether it tells of a novelty.
    pub fn covers(&self, novelty: &Novelty) -> bool {
        novelty.number > self.since && novelty.number <= self.last && self.alert.wish.scopes.covers(novelty)
    }
}

impl TryFrom<BulletinRow> for Bulletin {
    type Error = StoreError;

    fn try_from(row: BulletinRow) -> Result<Self, StoreError> {
        let BulletinRow { id, since_number: since, last_number: last, attempts, alert } = row;
        Ok(Self { id, alert: alert.try_into()?, since, last, attempts })
    }
}

impl Store {
    /// Lists alerts of a pace that have not been told of all novelties up to a number, have no bulletin that waits and got none
    /// since a moment, by their identity after the one that is named.
    pub async fn list_alerts_behind(
        &self,
        (pace, last): (Pace, i64),
        quiet_since: Moment,
        (beyond, at_most): (AlertId, i64),
    ) -> Result<Vec<Alert>, StoreError> {
        let rows: Vec<AlertRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_alerts!(
                "WHERE a.pace = $1 AND a.id > $4 AND a.told < $2 AND (a.told_at IS NULL OR a.told_at <= $3)
                   AND NOT EXISTS (SELECT 1 FROM bulletins b WHERE b.alert_id = a.id)
                 ORDER BY a.id LIMIT $5"
            ))
            .bind(to_word(pace))
            .bind(last)
            .bind(quiet_since)
            .bind(beyond.0)
            .bind(at_most)
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(Alert::try_from).collect()
    }

    /// Lists bulletins that are due, the longest waiting first.
    pub async fn list_due_bulletins(&self, now: Moment, at_most: i64) -> Result<Vec<Bulletin>, StoreError> {
        let rows: Vec<BulletinRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT b.id, b.since_number, b.last_number, b.attempts,
                        a.id AS alert_id, a.email, a.scopes, a.pace, a.revision, a.told
                 FROM bulletins b JOIN alerts a ON a.id = b.alert_id
                 WHERE b.due_at <= $1 ORDER BY b.due_at, b.id LIMIT $2",
            )
            .bind(now)
            .bind(at_most)
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(Bulletin::try_from).collect()
    }

    /// Counts the bulletins that wait.
    pub async fn count_bulletins(&self) -> Result<u64, StoreError> {
        let count: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT COUNT(*) FROM bulletins").fetch_one(conn).await
        })?;
        Ok(count.unsigned_abs())
    }

    /// Sums up what was counted of bulletins from a day on.
    pub async fn find_bulletin_count(&self, since: NaiveDate) -> Result<BulletinCount, StoreError> {
        let count = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT CAST(COALESCE(SUM(made), 0) AS BIGINT) AS made, CAST(COALESCE(SUM(sent), 0) AS BIGINT) AS sent,
                        CAST(COALESCE(SUM(given_up), 0) AS BIGINT) AS given_up
                 FROM bulletin_counts WHERE counted_on >= $1",
            )
            .bind(since)
            .fetch_one(conn)
            .await
        })?;
        Ok(count)
    }
}

impl Write<'_> {
    /// Moves alerts on to a number, each from where it was read, and adds a bulletin for each of those that are to hear of it; gives
    /// how many were added. An alert that somebody else has moved or changed, or that has ended, is left alone.
    pub async fn add_bulletins(
        &mut self,
        alerts: &[(Alert, Moved)],
        last: i64,
        now: Moment,
    ) -> Result<i64, StoreError> {
        let mut added = 0;
        for (alert, moved) in alerts {
            let told_at = (*moved == Moved::WithBulletin).then_some(now);
            let rows = change!(
                self,
                "UPDATE alerts SET told = $3, told_at = COALESCE($4, told_at) WHERE id = $1 AND told = $2 AND revision = $5",
                alert.id.0,
                alert.told,
                last,
                told_at,
                alert.revision
            )?;
            if rows == 1 && *moved == Moved::WithBulletin {
                let id = Uuid::new_v5(&alert.id.0, &last.to_be_bytes());
                change!(
                    self,
                    "INSERT INTO bulletins (id, alert_id, since_number, last_number, attempts, due_at)
                     VALUES ($1, $2, $3, $4, 0, $5)",
                    id,
                    alert.id.0,
                    alert.told,
                    last,
                    now
                )?;
                added += 1;
            }
        }
        if added > 0 {
            self.add_bulletin_count(now.date_naive(), (added, 0, 0)).await?;
        }
        Ok(added)
    }

    /// Takes a bulletin for sending until a moment, with the hash of the secret that its email has.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where another server has taken it, or its alert has ended.
    pub async fn set_bulletin_taken(
        &mut self,
        bulletin: &Bulletin,
        token_hash: &[u8],
        (now, until): (Moment, Moment),
    ) -> Result<(), StoreError> {
        self.add_alert_link(bulletin.alert.id, token_hash, now).await?;
        let taken = change!(
            self,
            "UPDATE bulletins SET attempts = attempts + 1, due_at = $1 WHERE id = $2 AND attempts = $3",
            until,
            bulletin.id,
            bulletin.attempts
        )?;
        one_changed(taken)
    }

    /// Sets when a bulletin that could not be sent is tried again.
    pub async fn set_bulletin_due(&mut self, id: Uuid, due_at: Moment) -> Result<(), StoreError> {
        change!(self, "UPDATE bulletins SET due_at = $1 WHERE id = $2", due_at, id)?;
        Ok(())
    }

    /// Removes a bulletin and counts what became of it; an alert whose mailbox was not there several times in a row goes with it.
    pub async fn remove_bulletin(
        &mut self,
        bulletin: &Bulletin,
        end: BulletinEnd,
        now: Moment,
    ) -> Result<(), StoreError> {
        let alert = bulletin.alert.id.0;
        match end {
            BulletinEnd::Sent => {
                change!(self, "UPDATE alerts SET refused = 0 WHERE id = $1 AND refused > 0", alert)?;
            }
            BulletinEnd::NoMailbox => {
                change!(self, "UPDATE alerts SET refused = refused + 1 WHERE id = $1", alert)?;
                change!(self, "DELETE FROM alerts WHERE id = $1 AND refused >= $2", alert, MOST_REFUSED)?;
            }
            BulletinEnd::Empty | BulletinEnd::GivenUp => {}
        }
        change!(self, "DELETE FROM bulletins WHERE id = $1", bulletin.id)?;
        let counted = match end {
            BulletinEnd::Sent => (0, 1, 0),
            BulletinEnd::Empty => return Ok(()),
            BulletinEnd::GivenUp | BulletinEnd::NoMailbox => (0, 0, 1),
        };
        self.add_bulletin_count(now.date_naive(), counted).await
    }

    /// Removes bulletins that have been due since before a moment and that nobody sends, and gives their number.
    pub async fn remove_overdue_bulletins(&mut self, before: Moment) -> Result<u64, StoreError> {
        Ok(change!(self, "DELETE FROM bulletins WHERE due_at < $1", before)?)
    }
}
