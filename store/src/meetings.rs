//! The meetings of groups, and what is known of the minutes of these.

use chrono::NaiveDate;
use domain::{
    group::Group,
    ids::MeetingId,
    meeting::{Meeting, Minutes, MinutesStatus, Source},
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Page, PageRequest, Store, StoreError, Subject, Write,
    engine::{change, on, one_changed},
    groups::GroupRow,
    words::{from_word, to_word},
};

/// A meeting with its group and what is known of its minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingRecord {
    /// The meeting.
    pub meeting: Meeting,
    /// The group that met.
    pub group: Group,
    /// What is known of the minutes.
    pub minutes: Minutes,
}

/// Who reads minutes, which decides whether drafts are among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Readers {
    /// Anyone: drafts are left out.
    #[default]
    Everyone,
    /// The staff: drafts are there too.
    Staff,
}

/// Which records of meetings a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordFilter {
    /// Only those of the group with this name in addresses.
    pub group: Option<String>,
    /// Who reads the list.
    pub readers: Readers,
}

#[derive(FromRow)]
struct RecordRow {
    #[sqlx(flatten)]
    group: GroupRow,
    id: Uuid,
    slug: String,
    held_on: NaiveDate,
    kind: String,
    status: String,
    source_title: Option<String>,
    source_heading: Option<String>,
}

impl TryFrom<RecordRow> for MeetingRecord {
    type Error = StoreError;

    fn try_from(row: RecordRow) -> Result<Self, StoreError> {
        let group = Group::try_from(row.group)?;
        let meeting = Meeting { id: MeetingId(row.id), group: group.id, held_on: row.held_on, slug: row.slug };
        let minutes = Minutes {
            meeting: meeting.id,
            kind: from_word("minutes", &row.kind)?,
            status: from_word("minutes", &row.status)?,
            source: source(row.source_title, row.source_heading),
        };
        Ok(Self { meeting, group, minutes })
    }
}

/// Puts together where minutes come from; a heading is nothing without a title.
pub(crate) fn source(title: Option<String>, heading: Option<String>) -> Option<Source> {
    title.map(|title| Source { title, heading })
}

impl Readers {
    /// Gives the status that these readers do not see.
    fn hidden(self) -> Option<String> {
        match self {
            Self::Everyone => Some(to_word(MinutesStatus::Draft)),
            Self::Staff => None,
        }
    }
}

/// Spells out a statement about records of meetings without those of a status that is bound first; NULL leaves none out.
macro_rules! records {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM minutes d JOIN meetings m ON m.id = d.meeting_id JOIN groups g ON g.id = m.group_id
             WHERE (CAST($1 AS TEXT) IS NULL OR d.status <> $1) AND ",
            $rest
        )
    };
    ($rest:literal) => {
        records!(
            "g.id AS group_id, g.slug AS group_slug, g.name, g.kind AS group_kind, g.purpose,
             m.id, m.slug, m.held_on, d.kind, d.status, d.source_title, d.source_heading",
            $rest
        )
    };
}

const COUNT_RECORDS: &str = records!("COUNT(*)", "(CAST($2 AS TEXT) IS NULL OR g.slug = $2)");
const LIST_RECORDS: &str =
    records!("(CAST($2 AS TEXT) IS NULL OR g.slug = $2) ORDER BY m.held_on DESC, g.name LIMIT $3 OFFSET $4");
const FIND_MEETING: &str = records!("m.id = $2");
const LIST_ALL: &str = records!("m.id IS NOT NULL ORDER BY m.held_on DESC, g.name");

impl Store {
    /// Lists the records of meetings that a filter lets through, by the meeting's own day, the latest first.
    pub async fn list_records(
        &self,
        filter: &RecordFilter,
        request: PageRequest,
    ) -> Result<Page<MeetingRecord>, StoreError> {
        let hidden = filter.readers.hidden();
        let total: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar(COUNT_RECORDS).bind(&hidden).bind(&filter.group).fetch_one(conn).await
        })?;
        let rows: Vec<RecordRow> = on!(self.reader(), conn => {
            sqlx::query_as(LIST_RECORDS)
                .bind(&hidden)
                .bind(&filter.group)
                .bind(i64::from(request.size))
                .bind(request.offset())
                .fetch_all(conn)
                .await
        })?;
        let rows = rows.into_iter().map(MeetingRecord::try_from).collect::<Result<_, _>>()?;
        Ok(Page { rows, total: u64::try_from(total).unwrap_or(0), request })
    }

    /// Finds the record of a meeting, unless these readers may not see it.
    pub async fn find_meeting(
        &self,
        meeting: MeetingId,
        readers: Readers,
    ) -> Result<Option<MeetingRecord>, StoreError> {
        let row: Option<RecordRow> = on!(self.reader(), conn => {
            sqlx::query_as(FIND_MEETING).bind(readers.hidden()).bind(meeting.0).fetch_optional(conn).await
        })?;
        row.map(MeetingRecord::try_from).transpose()
    }

    /// Lists every meeting whose minutes anyone may read, the latest first.
    pub async fn list_public_meetings(&self) -> Result<Vec<MeetingRecord>, StoreError> {
        let rows: Vec<RecordRow> = on!(self.reader(), conn => {
            sqlx::query_as(LIST_ALL).bind(Readers::Everyone.hidden()).fetch_all(conn).await
        })?;
        rows.into_iter().map(MeetingRecord::try_from).collect()
    }
}

impl Write<'_> {
    /// Adds a meeting; [`StoreError::Taken`] when its slug is in use, or leads to a meeting that had it before.
    pub async fn add_meeting(&mut self, meeting: &Meeting) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO meetings (id, group_id, slug, held_on)
             SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT 1 FROM meeting_moves v WHERE v.slug = $3)",
            meeting.id.0,
            meeting.group.0,
            &meeting.slug,
            meeting.held_on
        )?;
        if added == 0 {
            return Err(StoreError::Taken);
        }
        Ok(())
    }

    /// Adds what is known of the minutes of a meeting; [`StoreError::Taken`] when it has minutes already.
    pub async fn add_minutes(&mut self, minutes: &Minutes) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO minutes (meeting_id, kind, status, source_title, source_heading) VALUES ($1, $2, $3, $4, $5)",
            minutes.meeting.0,
            to_word(minutes.kind),
            to_word(minutes.status),
            minutes.source.as_ref().map(|source| &source.title),
            minutes.source.as_ref().and_then(|source| source.heading.as_ref())
        )?;
        self.refresh(Subject::Meeting(minutes.meeting));
        Ok(())
    }

    /// Says how far the minutes of a meeting have come.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where there are none.
    pub async fn set_minutes(&mut self, meeting: MeetingId, status: MinutesStatus) -> Result<(), StoreError> {
        let rows = change!(self, "UPDATE minutes SET status = $2 WHERE meeting_id = $1", meeting.0, to_word(status))?;
        self.refresh(Subject::Meeting(meeting));
        one_changed(rows)
    }
}
