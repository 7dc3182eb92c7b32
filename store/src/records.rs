//! Records of meetings: what staff write, revision by revision, and the versions that everybody reads.

use chrono::NaiveDate;
use domain::{
    ids::{AccountId, GroupId, MeetingId},
    record::{PublicRecord, RecordKind, RecordText, VersionStep},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Subject, Write, document,
    engine::{change, on, one_changed},
    words::{from_word, to_word},
};

/// What staff wrote of a meeting, at a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordDraft {
    /// From 1.
    pub revision: i64,
    /// What they wrote.
    pub text: RecordText,
    /// The address of who wrote it last, unless the account is removed.
    pub by: Option<String>,
    /// When.
    pub written_at: Moment,
}

/// A version of a record that is out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordVersion {
    /// Which record it is of.
    pub kind: RecordKind,
    /// Its number, from 1.
    pub number: i64,
    /// What it is.
    pub step: VersionStep,
    /// The revision of what staff wrote.
    pub revision: i64,
    /// What changed since the version before; empty where nothing is said.
    pub note: String,
    /// The meeting that agreed to it.
    pub agreed_at: Option<MeetingId>,
    /// The address of who released it, unless the account is removed.
    pub by: Option<String>,
    /// When.
    pub released_at: Moment,
    /// When something was last withheld from it after its release.
    pub withheld_at: Option<Moment>,
}

/// A version that is to be released.
#[derive(Clone, Debug)]
pub struct NewVersion {
    /// The meeting.
    pub meeting: MeetingId,
    /// Its number.
    pub number: i64,
    /// What it is.
    pub step: VersionStep,
    /// The revision of what staff wrote.
    pub revision: i64,
    /// What everybody reads.
    pub public: PublicRecord,
    /// What changed since the version before.
    pub note: String,
    /// The meeting that agreed to it.
    pub agreed_at: Option<MeetingId>,
}

/// A version of a record of one of the meetings of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionOf {
    /// The meeting.
    pub meeting: MeetingId,
    /// The number of the version.
    pub number: i64,
    /// What everybody reads.
    pub public: PublicRecord,
    /// What is said of what changed.
    pub note: String,
}

/// A record of one of the meetings of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfMeeting<T> {
    /// The meeting.
    pub meeting: MeetingId,
    /// Its day.
    pub held_on: NaiveDate,
    /// The record.
    pub record: T,
}

#[derive(FromRow)]
struct DraftRow {
    revision: i64,
    document: String,
    by_email: Option<String>,
    written_at: Moment,
}

#[derive(FromRow)]
struct VersionRow {
    kind: String,
    number: i64,
    step: String,
    revision: i64,
    note: String,
    agreed_at: Option<Uuid>,
    by_email: Option<String>,
    released_at: Moment,
    withheld_at: Option<Moment>,
}

#[derive(FromRow)]
struct OfMeetingRow {
    meeting_id: Uuid,
    held_on: NaiveDate,
    document: String,
}

#[derive(FromRow)]
struct VersionOfRow {
    meeting_id: Uuid,
    number: i64,
    document: String,
    note: String,
}

impl TryFrom<VersionOfRow> for VersionOf {
    type Error = StoreError;

    fn try_from(row: VersionOfRow) -> Result<Self, StoreError> {
        let public = document::read("record_versions", row.meeting_id, &row.document)?;
        Ok(Self { meeting: MeetingId(row.meeting_id), number: row.number, public, note: row.note })
    }
}

impl TryFrom<DraftRow> for RecordDraft {
    type Error = StoreError;

    fn try_from(row: DraftRow) -> Result<Self, StoreError> {
        let text = document::read("record_drafts", row.revision, &row.document)?;
        Ok(Self { revision: row.revision, text, by: row.by_email, written_at: row.written_at })
    }
}

impl TryFrom<VersionRow> for RecordVersion {
    type Error = StoreError;

    fn try_from(row: VersionRow) -> Result<Self, StoreError> {
        Ok(Self {
            kind: from_word("record_versions", &row.kind)?,
            number: row.number,
            step: from_word("record_versions", &row.step)?,
            revision: row.revision,
            note: row.note,
            agreed_at: row.agreed_at.map(MeetingId),
            by: row.by_email,
            released_at: row.released_at,
            withheld_at: row.withheld_at,
        })
    }
}

impl Store {
    /// Finds what staff wrote last of a meeting.
    pub async fn find_record_draft(
        &self,
        meeting: MeetingId,
        kind: RecordKind,
    ) -> Result<Option<RecordDraft>, StoreError> {
        let row: Option<DraftRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT r.revision, r.document, r.written_at,
                        (SELECT a.email FROM accounts a WHERE a.id = r.account_id) AS by_email
                 FROM record_drafts r WHERE r.meeting_id = $1 AND r.kind = $2 ORDER BY r.revision DESC LIMIT 1",
            )
            .bind(meeting.0)
            .bind(to_word(kind))
            .fetch_optional(conn)
            .await
        })?;
        row.map(RecordDraft::try_from).transpose()
    }

    /// Finds what staff had written of a meeting at a revision.
    pub async fn find_record_revision(
        &self,
        (meeting, kind): (MeetingId, RecordKind),
        revision: i64,
    ) -> Result<Option<RecordText>, StoreError> {
        let found: Option<String> = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT document FROM record_drafts WHERE meeting_id = $1 AND kind = $2 AND revision = $3",
            )
            .bind(meeting.0)
            .bind(to_word(kind))
            .bind(revision)
            .fetch_optional(conn)
            .await
        })?;
        found.map(|found| document::read("record_drafts", revision, &found)).transpose()
    }

    /// Lists the versions of the records of a meeting that are out: of the agenda and of the minutes, the newest first.
    pub async fn list_record_versions(&self, meeting: MeetingId) -> Result<Vec<RecordVersion>, StoreError> {
        let rows: Vec<VersionRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT v.kind, v.number, v.step, v.revision, v.note, v.agreed_at, v.released_at, v.withheld_at,
                        (SELECT a.email FROM accounts a WHERE a.id = v.account_id) AS by_email
                 FROM record_versions v WHERE v.meeting_id = $1 ORDER BY v.kind, v.number DESC",
            )
            .bind(meeting.0)
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(RecordVersion::try_from).collect()
    }

    /// Finds what everybody reads of a version.
    pub async fn find_public_record(
        &self,
        (meeting, kind): (MeetingId, RecordKind),
        number: i64,
    ) -> Result<Option<PublicRecord>, StoreError> {
        let found: Option<String> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT document FROM record_versions WHERE meeting_id = $1 AND kind = $2 AND number = $3")
                .bind(meeting.0)
                .bind(to_word(kind))
                .bind(number)
                .fetch_optional(conn)
                .await
        })?;
        found.map(|found| document::read("record_versions", meeting.0, &found)).transpose()
    }

    /// Lists what staff wrote last in the minutes of each meeting of a group.
    pub async fn list_minutes_drafts(&self, group: GroupId) -> Result<Vec<OfMeeting<RecordText>>, StoreError> {
        let rows: Vec<OfMeetingRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT r.meeting_id, m.held_on, r.document FROM record_drafts r JOIN meetings m ON m.id = r.meeting_id
                 WHERE m.group_id = $1 AND r.kind = $2 AND r.revision =
                     (SELECT MAX(n.revision) FROM record_drafts n WHERE n.meeting_id = r.meeting_id AND n.kind = r.kind)
                 ORDER BY m.held_on, m.id",
            )
            .bind(group.0)
            .bind(to_word(RecordKind::Minutes))
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(|row| of_meeting("record_drafts", row)).collect()
    }

    /// Lists every version of every record of a group that is out.
    pub async fn list_public_records(&self, group: GroupId) -> Result<Vec<VersionOf>, StoreError> {
        let rows: Vec<VersionOfRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT v.meeting_id, v.number, v.document, v.note
                 FROM record_versions v JOIN meetings m ON m.id = v.meeting_id
                 WHERE m.group_id = $1 ORDER BY m.held_on, m.id, v.kind, v.number",
            )
            .bind(group.0)
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(VersionOf::try_from).collect()
    }

    /// Lists the newest version of the minutes of each meeting of a group, as everybody reads them.
    pub async fn list_public_minutes(&self, group: GroupId) -> Result<Vec<OfMeeting<PublicRecord>>, StoreError> {
        let rows: Vec<OfMeetingRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT v.meeting_id, m.held_on, v.document FROM record_versions v JOIN meetings m ON m.id = v.meeting_id
                 WHERE m.group_id = $1 AND v.kind = $2 AND v.number =
                     (SELECT MAX(n.number) FROM record_versions n WHERE n.meeting_id = v.meeting_id AND n.kind = v.kind)
                 ORDER BY m.held_on, m.id",
            )
            .bind(group.0)
            .bind(to_word(RecordKind::Minutes))
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(|row| of_meeting("record_versions", row)).collect()
    }
}

fn of_meeting<T: serde::de::DeserializeOwned>(
    table: &'static str,
    row: OfMeetingRow,
) -> Result<OfMeeting<T>, StoreError> {
    let record = document::read(table, row.meeting_id, &row.document)?;
    Ok(OfMeeting { meeting: MeetingId(row.meeting_id), held_on: row.held_on, record })
}

impl Write<'_> {
    /// Adds what somebody wrote of a meeting.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where somebody has written since the revision before.
    pub async fn add_record_draft(
        &mut self,
        (meeting, kind): (MeetingId, RecordKind),
        (text, revision): (&RecordText, i64),
        (by, at): (AccountId, Moment),
    ) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO record_drafts (meeting_id, kind, revision, document, account_id, written_at)
             SELECT $1, $2, $3, $4, $5, $6
             WHERE $3 = 1 + (SELECT COALESCE(MAX(r.revision), 0) FROM record_drafts r WHERE r.meeting_id = $1 AND r.kind = $2)",
            meeting.0,
            to_word(kind),
            revision,
            document::write("record_drafts", text)?,
            by.0,
            at
        )
        .map_err(StoreError::first_come)?;
        one_changed(added)
    }

    /// Releases a version of a record.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not the next one, or staff have written since its revision.
    pub async fn add_record_version(
        &mut self,
        version: &NewVersion,
        (by, at): (AccountId, Moment),
    ) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO record_versions
                 (meeting_id, kind, number, step, revision, document, note, agreed_at, account_id, released_at)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
             WHERE $3 = 1 + (SELECT COALESCE(MAX(v.number), 0) FROM record_versions v WHERE v.meeting_id = $1 AND v.kind = $2)
               AND $5 = (SELECT MAX(r.revision) FROM record_drafts r WHERE r.meeting_id = $1 AND r.kind = $2)",
            version.meeting.0,
            to_word(version.public.kind),
            version.number,
            to_word(version.step),
            version.revision,
            document::write("record_versions", &version.public)?,
            &version.note,
            version.agreed_at.map(|meeting| meeting.0),
            by.0,
            at
        )
        .map_err(StoreError::first_come)?;
        self.refresh(Subject::Meeting(version.meeting));
        one_changed(added)
    }

    /// Puts another text and another note in the place of those of a version that is out, from which something is withheld that was in it.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where there is no such version.
    pub async fn set_public_record(&mut self, version: &VersionOf, at: Moment) -> Result<(), StoreError> {
        let rows = change!(
            self,
            "UPDATE record_versions SET document = $4, note = $5, withheld_at = $6
             WHERE meeting_id = $1 AND kind = $2 AND number = $3",
            version.meeting.0,
            to_word(version.public.kind),
            version.number,
            document::write("record_versions", &version.public)?,
            &version.note,
            at
        )?;
        self.refresh(Subject::Meeting(version.meeting));
        one_changed(rows)
    }
}
