//! Meetings with when and where they are, whether or not there are minutes of them.

use chrono::{NaiveDate, NaiveTime};
use domain::{
    group::Group,
    ids::{GroupId, MeetingId},
    meeting::{Arrangements, Meeting, Minutes, MinutesStatus},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Page, PageRequest, Readers, Store, StoreError, Subject, Write,
    engine::{change, on, one_changed},
    groups::GroupRow,
    meetings::source,
    words::{from_word, to_word},
};

/// How times of day are kept.
const TIME: &str = "%H:%M";

/// A meeting with its group, when and where it is, and what is known of its minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMeeting {
    /// The meeting.
    pub meeting: Meeting,
    /// The group that meets.
    pub group: Group,
    /// When and where.
    pub arrangements: Arrangements,
    /// What is known of its minutes, where there are any.
    pub minutes: Option<Minutes>,
    /// How often the meeting was changed.
    pub revision: i64,
}

/// Which meetings a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Those on a day or after it, the next first.
    From(NaiveDate),
    /// Those before a day, the latest first.
    Before(NaiveDate),
    /// Those of a year, the latest first.
    In(i32),
    /// All, the latest first.
    Always,
}

impl When {
    /// Gives the first day, and the day after the last.
    fn days(self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let begin = |year| NaiveDate::from_ymd_opt(year, 1, 1);
        match self {
            Self::From(day) => (Some(day), None),
            Self::Before(day) => (None, Some(day)),
            Self::In(year) => (begin(year), begin(year.saturating_add(1))),
            Self::Always => (None, None),
        }
    }
}

#[derive(FromRow)]
pub(crate) struct MeetingRow {
    #[sqlx(flatten)]
    group: GroupRow,
    id: Uuid,
    slug: String,
    held_on: NaiveDate,
    starts: Option<String>,
    ends: Option<String>,
    place: String,
    joining: String,
    announced_at: Option<Moment>,
    called_off: Option<String>,
    revision: i64,
    kind: Option<String>,
    status: Option<String>,
    source_title: Option<String>,
    source_heading: Option<String>,
}

impl TryFrom<MeetingRow> for StoredMeeting {
    type Error = StoreError;

    fn try_from(row: MeetingRow) -> Result<Self, StoreError> {
        let group = Group::try_from(row.group)?;
        let meeting = Meeting { id: MeetingId(row.id), group: group.id, held_on: row.held_on, slug: row.slug };
        let minutes = match (row.kind, row.status) {
            (Some(kind), Some(status)) => Some(Minutes {
                meeting: meeting.id,
                kind: from_word("minutes", &kind)?,
                status: from_word("minutes", &status)?,
                source: source(row.source_title, row.source_heading),
            }),
            _ => None,
        };
        let arrangements = Arrangements {
            starts: time(row.starts.as_deref())?,
            ends: time(row.ends.as_deref())?,
            place: row.place,
            joining: row.joining,
            announced_at: row.announced_at,
            called_off: row.called_off,
        };
        Ok(Self { meeting, group, arrangements, minutes, revision: row.revision })
    }
}

fn time(kept: Option<&str>) -> Result<Option<NaiveTime>, StoreError> {
    let read =
        |kept| NaiveTime::parse_from_str(kept, TIME).map_err(|_| StoreError::damaged("meetings", "no time of day"));
    kept.map(read).transpose()
}

fn kept(time: Option<NaiveTime>) -> Option<String> {
    time.map(|time| time.format(TIME).to_string())
}

impl StoredMeeting {
    /// Says whether everybody knows of the meeting.
    pub fn is_public(&self) -> bool {
        self.arrangements.announced_at.is_some() || self.public_minutes().is_some()
    }

    /// Gives what is known of its minutes, unless nobody but staff reads them.
    pub fn public_minutes(&self) -> Option<&Minutes> {
        self.minutes.as_ref().filter(|minutes| minutes.status.is_public())
    }
}

/// Spells out a statement that reads each column of a [`MeetingRow`].
macro_rules! select_meetings {
    ($rest:literal) => {
        concat!(
            "SELECT g.id AS group_id, g.slug AS group_slug, g.name, g.kind AS group_kind, g.purpose,
                    m.id, m.slug, m.held_on, m.starts, m.ends, m.place, m.joining, m.announced_at, m.called_off, m.revision,
                    d.kind, d.status, d.source_title, d.source_heading
             FROM meetings m JOIN groups g ON g.id = m.group_id LEFT JOIN minutes d ON d.meeting_id = m.id ",
            $rest
        )
    };
}
pub(crate) use select_meetings;

/// Spells out what a list of meetings leaves out: those of other groups, of other times, and of which only staff know.
macro_rules! listed {
    ($before:expr, $after:literal) => {
        concat!(
            $before,
            "WHERE (CAST($1 AS UUID) IS NULL OR m.group_id = $1)
               AND (CAST($2 AS DATE) IS NULL OR m.held_on >= $2) AND (CAST($3 AS DATE) IS NULL OR m.held_on < $3)
               AND ($4 OR m.announced_at IS NOT NULL OR (d.status IS NOT NULL AND d.status <> $5)) ",
            $after
        )
    };
}

const COUNT_LISTED: &str = listed!("SELECT COUNT(*) FROM meetings m LEFT JOIN minutes d ON d.meeting_id = m.id ", "");
const LIST_NEXT_FIRST: &str = listed!(select_meetings!(""), "ORDER BY m.held_on, g.name, m.id LIMIT $6 OFFSET $7");
const LIST_LATEST_FIRST: &str =
    listed!(select_meetings!(""), "ORDER BY m.held_on DESC, g.name, m.id LIMIT $6 OFFSET $7");

impl Store {
    /// Finds a meeting by its name in addresses, or by one that it had before its day was changed.
    pub async fn find_stored_meeting(&self, slug: &str) -> Result<Option<StoredMeeting>, StoreError> {
        let row: Option<MeetingRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_meetings!(
                "WHERE m.slug = $1 OR m.id = (SELECT v.meeting_id FROM meeting_moves v WHERE v.slug = $1)
                 ORDER BY CASE WHEN m.slug = $1 THEN 0 ELSE 1 END LIMIT 1"
            ))
            .bind(slug)
            .fetch_optional(conn)
            .await
        })?;
        row.map(StoredMeeting::try_from).transpose()
    }

    /// Lists the meetings of a group or of all, of which those that nobody but staff knows of are left out for everybody else.
    pub async fn list_stored_meetings(
        &self,
        (group, when): (Option<GroupId>, When),
        readers: Readers,
        request: PageRequest,
    ) -> Result<Page<StoredMeeting>, StoreError> {
        let (from, before) = when.days();
        let group = group.map(|group| group.0);
        let hidden = to_word(MinutesStatus::Draft);
        let total: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar(COUNT_LISTED)
            .bind(group)
            .bind(from)
            .bind(before)
            .bind(readers == Readers::Staff)
            .bind(&hidden)
            .fetch_one(conn)
            .await
        })?;
        let rows: Vec<MeetingRow> = on!(self.reader(), conn => {
            sqlx::query_as(match when {
                When::From(_) => LIST_NEXT_FIRST,
                When::Before(_) | When::In(_) | When::Always => LIST_LATEST_FIRST,
            })
            .bind(group)
            .bind(from)
            .bind(before)
            .bind(readers == Readers::Staff)
            .bind(&hidden)
            .bind(i64::from(request.size))
            .bind(request.offset())
            .fetch_all(conn)
            .await
        })?;
        let rows = rows.into_iter().map(StoredMeeting::try_from).collect::<Result<_, _>>()?;
        Ok(Page { rows, total: u64::try_from(total).unwrap_or(0), request })
    }

    /// Lists the names in addresses that meetings had before their day was changed, which lead to them still.
    pub async fn list_former_meeting_names(&self) -> Result<Vec<String>, StoreError> {
        let names = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT slug FROM meeting_moves ORDER BY slug").fetch_all(conn).await
        })?;
        Ok(names)
    }

    /// Lists every meeting of a group, the latest first.
    pub async fn list_meetings_of(&self, group: GroupId) -> Result<Vec<StoredMeeting>, StoreError> {
        let rows: Vec<MeetingRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_meetings!("WHERE m.group_id = $1 ORDER BY m.held_on DESC, m.id"))
                .bind(group.0)
                .fetch_all(conn)
                .await
        })?;
        rows.into_iter().map(StoredMeeting::try_from).collect()
    }
}

impl Write<'_> {
    /// Changes a meeting's day, name in addresses, time and place. Its former name in addresses leads to it from then on.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision, [`StoreError::Taken`] when another meeting has the name in addresses.
    pub async fn set_meeting(
        &mut self,
        meeting: &Meeting,
        arrangements: &Arrangements,
        revision: i64,
    ) -> Result<(), StoreError> {
        // A name that it had before and gets again is its own again.
        change!(self, "DELETE FROM meeting_moves WHERE slug = $1 AND meeting_id = $2", &meeting.slug, meeting.id.0)?;
        let taken: Option<i64> = on!(self.connection(), connection => {
            sqlx::query_scalar("SELECT CAST(1 AS BIGINT) FROM meeting_moves WHERE slug = $1")
                .bind(&meeting.slug)
                .fetch_optional(connection)
                .await
        })?;
        if taken.is_some() {
            return Err(StoreError::Taken);
        }
        change!(
            self,
            "INSERT INTO meeting_moves (slug, meeting_id) SELECT m.slug, m.id FROM meetings m WHERE m.id = $1 AND m.slug <> $2",
            meeting.id.0,
            &meeting.slug
        )?;
        let rows = change!(
            self,
            "UPDATE meetings SET held_on = $3, slug = $4, starts = $5, ends = $6, place = $7, joining = $8, announced_at = $9,
                    called_off = $10, revision = revision + 1
             WHERE id = $1 AND revision = $2",
            meeting.id.0,
            revision,
            meeting.held_on,
            &meeting.slug,
            kept(arrangements.starts),
            kept(arrangements.ends),
            &arrangements.place,
            &arrangements.joining,
            arrangements.announced_at,
            &arrangements.called_off
        )?;
        self.refresh(Subject::Meeting(meeting.id));
        one_changed(rows)
    }

    /// Lets everybody know of a meeting from a moment on, unless everybody does already.
    pub async fn set_announced(&mut self, meeting: MeetingId, at: Moment) -> Result<(), StoreError> {
        change!(
            self,
            "UPDATE meetings SET announced_at = $2, revision = revision + 1 WHERE id = $1 AND announced_at IS NULL",
            meeting.0,
            at
        )?;
        self.refresh(Subject::Meeting(meeting));
        Ok(())
    }

    /// Removes a meeting that nobody but staff knows of and of which nothing is written.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision, or there is something of it.
    pub async fn remove_meeting(&mut self, meeting: MeetingId, revision: i64) -> Result<(), StoreError> {
        change!(self, "DELETE FROM meeting_moves WHERE meeting_id = $1", meeting.0)?;
        change!(self, "DELETE FROM meeting_papers WHERE meeting_id = $1", meeting.0)?;
        let rows = change!(
            self,
            "DELETE FROM meetings WHERE id = $1 AND revision = $2 AND announced_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM minutes d WHERE d.meeting_id = meetings.id)
             AND NOT EXISTS (SELECT 1 FROM record_drafts r WHERE r.meeting_id = meetings.id)
             AND NOT EXISTS (SELECT 1 FROM record_versions v WHERE v.agreed_at = meetings.id)",
            meeting.0,
            revision
        )?;
        one_changed(rows)
    }
}
