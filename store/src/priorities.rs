//! Priorities, what is said of them, and what leads to them.
//!
//! What leads to a priority is looked for where it is written, each time: decisions in minutes that everybody reads, and options of
//! questionnaires.

use chrono::NaiveDate;
use domain::{
    ids::ConsultationId,
    priority::{Ended, Priority, Profile},
    record::{PublicRecord, RecordKind},
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Subject, Write, document,
    engine::{change, on, one_changed},
    words::{from_word, to_word},
};

/// A priority with what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPriority {
    /// The priority.
    pub priority: Priority,
    /// What is said of it, and to whom.
    pub profile: Profile,
    /// How often it was changed.
    pub revision: i64,
}

/// Minutes as everybody reads them, with the meeting that they are of.
#[derive(Clone, Debug, PartialEq)]
pub struct MinutesOf {
    /// The name of the meeting in addresses.
    pub slug: String,
    /// The day of the meeting.
    pub held_on: NaiveDate,
    /// What everybody reads.
    pub record: PublicRecord,
}

#[derive(FromRow)]
struct PriorityRow {
    code: String,
    title: String,
    kind: String,
    about: String,
    is_public: bool,
    ended_on: Option<NaiveDate>,
    ended_reason: String,
    revision: i64,
}

#[derive(FromRow)]
struct MinutesRow {
    id: Uuid,
    slug: String,
    held_on: NaiveDate,
    document: String,
}

/// Gives the last day of a profile, and why it is the last, as they are stored.
fn ended(profile: &Profile) -> (Option<NaiveDate>, &str) {
    profile.ended.as_ref().map_or((None, ""), |ended| (Some(ended.on), ended.reason.as_str()))
}

impl TryFrom<PriorityRow> for StoredPriority {
    type Error = StoreError;

    fn try_from(row: PriorityRow) -> Result<Self, StoreError> {
        let kind = from_word("priorities", &row.kind)?;
        let ended = row.ended_on.map(|on| Ended { on, reason: row.ended_reason });
        Ok(Self {
            priority: Priority { code: row.code, title: row.title, kind },
            profile: Profile { about: row.about, is_public: row.is_public, ended },
            revision: row.revision,
        })
    }
}

/// Spells out a statement that reads each column of a [`PriorityRow`].
macro_rules! select_priorities {
    ($rest:literal) => {
        concat!("SELECT code, title, kind, about, is_public, ended_on, ended_reason, revision FROM priorities ", $rest)
    };
}

/// Makes a pattern that finds what is in quotes within a stored document. What it finds has to be looked at: words may be in quotes too.
fn quoted(reference: &str) -> String {
    format!("%\"{reference}\"%")
}

impl Store {
    /// Lists the priorities in their order.
    pub async fn list_priorities(&self) -> Result<Vec<Priority>, StoreError> {
        Ok(self.list_stored_priorities().await?.into_iter().map(|stored| stored.priority).collect())
    }

    /// Lists the priorities in their order, each with what is said of it.
    pub async fn list_stored_priorities(&self) -> Result<Vec<StoredPriority>, StoreError> {
        let rows: Vec<PriorityRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_priorities!("ORDER BY place, code")).fetch_all(conn).await
        })?;
        rows.into_iter().map(StoredPriority::try_from).collect()
    }

    /// Lists the priorities of which everybody reads, in their order.
    pub async fn list_public_priorities(&self) -> Result<Vec<StoredPriority>, StoreError> {
        let mut all = self.list_stored_priorities().await?;
        all.retain(|stored| stored.profile.is_public);
        Ok(all)
    }

    /// Finds the priority with a code.
    pub async fn find_priority(&self, code: &str) -> Result<Option<StoredPriority>, StoreError> {
        let row: Option<PriorityRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_priorities!("WHERE code = $1")).bind(code).fetch_optional(conn).await
        })?;
        row.map(StoredPriority::try_from).transpose()
    }

    /// Lists the newest minutes that everybody reads in which something stands in quotes, the latest first: the code of a priority, or
    /// the identity of a consultation, of which a decision is.
    pub async fn list_minutes_naming(&self, reference: &str) -> Result<Vec<MinutesOf>, StoreError> {
        let rows: Vec<MinutesRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT m.id, m.slug, m.held_on, v.document
                 FROM record_versions v JOIN meetings m ON m.id = v.meeting_id
                 WHERE v.kind = $1 AND v.document LIKE $2 AND m.called_off IS NULL AND v.number =
                     (SELECT MAX(n.number) FROM record_versions n WHERE n.meeting_id = v.meeting_id AND n.kind = v.kind)
                 ORDER BY m.held_on DESC, m.id",
            )
            .bind(to_word(RecordKind::Minutes))
            .bind(quoted(reference))
            .fetch_all(conn)
            .await
        })?;
        let minutes = |MinutesRow { id, slug, held_on, document }| {
            Ok(MinutesOf { record: document::read("record_versions", id, &document)?, slug, held_on })
        };
        rows.into_iter().map(minutes).collect()
    }

    /// Lists the consultations with a published questionnaire, of now or before, in which an option points at a priority.
    pub async fn list_consultations_asking(&self, code: &str) -> Result<Vec<ConsultationId>, StoreError> {
        let found: Vec<Uuid> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT DISTINCT consultation_id FROM questionnaire_versions WHERE document LIKE $1")
                .bind(format!("%\"priority\":\"{code}\"%"))
                .fetch_all(conn)
                .await
        })?;
        Ok(found.into_iter().map(ConsultationId).collect())
    }
}

impl Write<'_> {
    /// Lets no other write add or move priorities until this one is done.
    async fn lock_places(&mut self) -> Result<(), StoreError> {
        let locked = change!(self, "UPDATE priority_order SET changes = changes + 1 WHERE id = 1")?;
        one_changed(locked)
    }

    /// Adds a priority below the others; [`StoreError::Taken`] when its code is in use, in whichever case it is written.
    pub async fn add_priority(&mut self, priority: &Priority, profile: &Profile) -> Result<(), StoreError> {
        let (ended_on, ended_reason) = ended(profile);
        self.lock_places().await?;
        let added = change!(
            self,
            "INSERT INTO priorities (code, title, kind, place, about, is_public, ended_on, ended_reason, revision)
             SELECT $1, $2, $3, COALESCE(MAX(place), 0) + 1, $4, $5, $6, $7, 0 FROM priorities
             HAVING COUNT(CASE WHEN LOWER(code) = LOWER($1) THEN 1 END) = 0",
            &priority.code,
            &priority.title,
            to_word(priority.kind),
            &profile.about,
            profile.is_public,
            ended_on,
            ended_reason
        )?;
        if added == 0 {
            return Err(StoreError::Taken);
        }
        self.refresh(Subject::Priorities);
        Ok(())
    }

    /// Changes a priority and what is said of it; its code and its place stay.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision.
    pub async fn set_priority(
        &mut self,
        priority: &Priority,
        profile: &Profile,
        revision: i64,
    ) -> Result<(), StoreError> {
        let (ended_on, ended_reason) = ended(profile);
        let rows = change!(
            self,
            "UPDATE priorities SET title = $3, kind = $4, about = $5, is_public = $6, ended_on = $7, ended_reason = $8,
                    revision = revision + 1
             WHERE code = $1 AND revision = $2",
            &priority.code,
            revision,
            &priority.title,
            to_word(priority.kind),
            &profile.about,
            profile.is_public,
            ended_on,
            ended_reason
        )?;
        self.refresh(Subject::Priorities);
        one_changed(rows)
    }

    /// Moves a priority above the one that stands before it among those of its kind; the first stays where it is.
    pub async fn move_priority_up(&mut self, code: &str) -> Result<(), StoreError> {
        self.lock_places().await?;
        let mut all: Vec<(String, String, i64)> = on!(self.connection(), connection => {
            sqlx::query_as("SELECT code, kind, place FROM priorities ORDER BY place, code").fetch_all(connection).await
        })?;
        let Some(below) = all.iter().position(|(one, ..)| one == code) else { return Ok(()) };
        let Some(above) = all[..below].iter().rposition(|(_, kind, _)| *kind == all[below].1) else { return Ok(()) };
        all.swap(above, below);
        // All are counted anew, because some may share a place since before they were taken by turns.
        for (place, (code, _, stood)) in (1_i64..).zip(all) {
            if stood != place {
                change!(self, "UPDATE priorities SET place = $2 WHERE code = $1", code, place)?;
            }
        }
        self.refresh(Subject::Priorities);
        Ok(())
    }

    /// Removes a priority of which nobody but staff read, and which no questionnaire and no minutes name, as they are written now or were published.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision, everybody may read of it, or something names it.
    pub async fn remove_priority(&mut self, code: &str, revision: i64) -> Result<(), StoreError> {
        let rows = change!(
            self,
            "DELETE FROM priorities WHERE code = $1 AND revision = $2 AND is_public = $3
             AND NOT EXISTS (SELECT 1 FROM questionnaire_versions v WHERE v.document LIKE $4)
             AND NOT EXISTS (
                 SELECT 1 FROM questionnaire_drafts d JOIN questionnaire_revisions q ON q.id = d.revision_id
                 WHERE q.document LIKE $4)
             AND NOT EXISTS (SELECT 1 FROM record_drafts r WHERE r.document LIKE $4 AND r.revision =
                 (SELECT MAX(n.revision) FROM record_drafts n WHERE n.meeting_id = r.meeting_id AND n.kind = r.kind))
             AND NOT EXISTS (SELECT 1 FROM record_versions m WHERE m.document LIKE $4)",
            code,
            revision,
            false,
            quoted(code)
        )?;
        self.refresh(Subject::Priorities);
        one_changed(rows)
    }
}
