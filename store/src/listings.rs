//! Minutes that were brought in together from the list of another site.

use domain::{
    ids::{ListingId, MeetingId},
    meeting::{Meeting, Minutes},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Stamp, Store, StoreError, StoredMeeting, Subject, Write,
    engine::{change, on, one_changed},
    stored_meetings::{MeetingRow, select_meetings},
};

/// Minutes to bring in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Their meeting, where it is not written down yet.
    pub meeting: Option<Meeting>,
    /// What is known of them.
    pub minutes: Minutes,
}

/// Minutes that were brought in together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredListing {
    /// Their identity.
    pub id: ListingId,
    /// The address of who brought them in, unless the account is removed.
    pub by: Option<String>,
    /// When.
    pub added_at: Moment,
    /// When they were taken back, if they were, and the address of whoever did, unless the account is removed.
    pub taken_back: Option<(Moment, Option<String>)>,
    /// How many of them are there still.
    pub count: u64,
}

#[derive(FromRow)]
struct ListingRow {
    id: Uuid,
    by_email: Option<String>,
    added_at: Moment,
    taken_back_at: Option<Moment>,
    taken_back_email: Option<String>,
    count: i64,
}

impl From<ListingRow> for StoredListing {
    fn from(row: ListingRow) -> Self {
        let (id, count) = (ListingId(row.id), row.count.unsigned_abs());
        let taken_back = row.taken_back_at.map(|at| (at, row.taken_back_email));
        Self { id, by: row.by_email, added_at: row.added_at, taken_back, count }
    }
}

/// Spells out a statement that reads each column of a [`ListingRow`].
macro_rules! select_listings {
    ($rest:literal) => {
        concat!(
            "SELECT l.id, l.added_at, l.taken_back_at, (SELECT a.email FROM accounts a WHERE a.id = l.account_id) AS by_email,
                    (SELECT a.email FROM accounts a WHERE a.id = l.taken_back_account_id) AS taken_back_email,
                    (SELECT COUNT(*) FROM listed_minutes i WHERE i.listing_id = l.id) AS count
             FROM listings l ",
            $rest
        )
    };
}

/// What has happened since with minutes that were brought in, so that they stay: they were written or published here, they have
/// files, their meeting was changed or announced, or something rests on it.
macro_rules! still_bare {
    () => {
        "NOT EXISTS (SELECT 1 FROM record_drafts r WHERE r.meeting_id = i.meeting_id)
         AND NOT EXISTS (SELECT 1 FROM record_versions v WHERE v.meeting_id = i.meeting_id OR v.agreed_at = i.meeting_id)
         AND NOT EXISTS (SELECT 1 FROM meeting_papers p WHERE p.meeting_id = i.meeting_id)
         AND NOT EXISTS (SELECT 1 FROM reply_versions y WHERE y.meeting_id = i.meeting_id)
         AND NOT EXISTS (SELECT 1 FROM proposal_steps s WHERE s.meeting_id = i.meeting_id)
         AND EXISTS (SELECT 1 FROM minutes d WHERE d.meeting_id = i.meeting_id AND d.status = 'not-stated')
         AND (NOT i.with_meeting OR EXISTS (SELECT 1 FROM meetings m WHERE m.id = i.meeting_id AND m.revision = 0))"
    };
}

const LIST_BARE: &str =
    concat!("SELECT i.meeting_id, i.with_meeting FROM listed_minutes i WHERE i.listing_id = $1 AND ", still_bare!());

impl Store {
    /// Finds minutes that were brought in together.
    pub async fn find_listing(&self, listing: ListingId) -> Result<Option<StoredListing>, StoreError> {
        let row: Option<ListingRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_listings!("WHERE l.id = $1")).bind(listing.0).fetch_optional(conn).await
        })?;
        Ok(row.map(StoredListing::from))
    }

    /// Lists what was brought in, the newest first.
    pub async fn list_listings(&self) -> Result<Vec<StoredListing>, StoreError> {
        let rows: Vec<ListingRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_listings!("ORDER BY l.added_at DESC, l.id")).fetch_all(conn).await
        })?;
        Ok(rows.into_iter().map(StoredListing::from).collect())
    }

    /// Lists the meetings of minutes that were brought in together and are there still, the latest first.
    pub async fn list_listed(&self, listing: ListingId) -> Result<Vec<StoredMeeting>, StoreError> {
        let rows: Vec<MeetingRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_meetings!(
                "JOIN listed_minutes i ON i.meeting_id = m.id WHERE i.listing_id = $1 ORDER BY m.held_on DESC, g.name, m.id"
            ))
            .bind(listing.0)
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(StoredMeeting::try_from).collect()
    }
}

impl Write<'_> {
    /// Brings minutes in together, with those of their meetings that are not written down yet.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when they were brought in before, a meeting has a name in addresses that is in use, or has minutes already.
    pub async fn add_listing(
        &mut self,
        listing: ListingId,
        minutes: &[Listed],
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO listings (id, account_id, added_at) VALUES ($1, $2, $3)",
            listing.0,
            stamp.by.0,
            stamp.at
        )?;
        for listed in minutes {
            if let Some(meeting) = &listed.meeting {
                self.add_meeting(meeting).await?;
            }
            self.add_minutes(&listed.minutes).await?;
            change!(
                self,
                "INSERT INTO listed_minutes (meeting_id, listing_id, with_meeting) VALUES ($1, $2, $3)",
                listed.minutes.meeting.0,
                listing.0,
                listed.meeting.is_some()
            )?;
        }
        Ok(())
    }

    /// Takes back what was brought in together: minutes with which nothing has happened since, and their meetings where these came with
    /// them. Gives how many.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when they were taken back before.
    pub async fn set_listing_taken_back(&mut self, listing: ListingId, stamp: Stamp) -> Result<usize, StoreError> {
        one_changed(change!(
            self,
            "UPDATE listings SET taken_back_at = $2, taken_back_account_id = $3 WHERE id = $1 AND taken_back_at IS NULL",
            listing.0,
            stamp.at,
            stamp.by.0
        )?)?;
        let bare: Vec<(Uuid, bool)> = on!(self.connection(), connection => {
            sqlx::query_as(LIST_BARE).bind(listing.0).fetch_all(connection).await
        })?;
        for (meeting, with_meeting) in &bare {
            change!(self, "DELETE FROM listed_minutes WHERE meeting_id = $1", meeting)?;
            change!(self, "DELETE FROM minutes WHERE meeting_id = $1", meeting)?;
            if *with_meeting {
                change!(self, "DELETE FROM meetings WHERE id = $1", meeting)?;
            }
            self.refresh(Subject::Meeting(MeetingId(*meeting)));
        }
        Ok(bare.len())
    }
}
