//! What is found of a meeting: when and where it is, and its agenda and minutes item by item, as everybody reads them now.
//!
//! Who was there and what they declared is not found: it is read on the page of the meeting.

use chrono::NaiveDate;
use domain::{
    ids::{GroupId, MeetingId},
    meeting::MinutesStatus,
    record::{Item, PublicRecord, RecordKind},
    search::FoundKind,
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use super::entries::{Entry, joined};
use crate::{
    StoreError, Write, document,
    engine::on,
    words::{from_word, to_word},
};

#[derive(FromRow)]
struct Row {
    slug: String,
    held_on: NaiveDate,
    group_id: Uuid,
    name: String,
    place: String,
    joining: String,
    announced_at: Option<Moment>,
    called_off: Option<String>,
    status: Option<String>,
    source_title: Option<String>,
}

impl Row {
    /// Says whether there are minutes, or a note of some, that everybody may know of.
    fn has_public_minutes(&self) -> Result<bool, StoreError> {
        let status: Option<MinutesStatus> =
            self.status.as_deref().map(|status| from_word("minutes", status)).transpose()?;
        Ok(status.is_some_and(MinutesStatus::is_public))
    }

    fn entry(&self, kind: FoundKind, part: Option<i64>, title: &str, text: String) -> Entry {
        let (group, day) = (Some(GroupId(self.group_id)), Some(self.held_on));
        Entry { part, group, day, ..Entry::new(kind, &self.slug, title, text) }
    }

    /// Makes the entries of a record: one for each item, and one for each decision.
    fn of_record(&self, record: &PublicRecord) -> Vec<Entry> {
        let kind = match record.kind {
            RecordKind::Agenda => FoundKind::Agenda,
            RecordKind::Minutes => FoundKind::Minutes,
        };
        let mut entries = Vec::new();
        for (place, item) in (1..).zip(&record.text.items) {
            entries.push(self.entry(kind, Some(place), &item.title, said(item)));
            let decisions = item.decisions.iter().filter(|_| record.kind == RecordKind::Minutes);
            entries.extend(decisions.map(|decision| {
                let number = Some(i64::from(decision.number));
                self.entry(FoundKind::Decision, number, &item.title, decision.words.clone())
            }));
        }
        entries
    }
}

fn said(item: &Item) -> String {
    let actions = item.actions.iter().flat_map(|action| [action.words.as_str(), &action.owner]);
    joined([item.discussion.as_str()].into_iter().chain(actions))
}

impl Write<'_> {
    /// Makes the entries of a meeting that everybody knows of; none of one that was called off.
    pub(super) async fn entries_of_meeting(&mut self, meeting: MeetingId) -> Result<Vec<Entry>, StoreError> {
        let row: Option<Row> = on!(self.connection(), connection => {
            sqlx::query_as(
                "SELECT m.slug, m.held_on, m.group_id, g.name, m.place, m.joining, m.announced_at, m.called_off,
                        d.status, d.source_title
                 FROM meetings m JOIN groups g ON g.id = m.group_id LEFT JOIN minutes d ON d.meeting_id = m.id
                 WHERE m.id = $1",
            )
            .bind(meeting.0)
            .fetch_optional(connection)
            .await
        })?;
        let Some(row) = row.filter(|row| row.called_off.is_none()) else { return Ok(Vec::new()) };
        let has_minutes = row.has_public_minutes()?;
        if row.announced_at.is_none() && !has_minutes {
            return Ok(Vec::new());
        }
        let source = row.source_title.as_deref().filter(|_| has_minutes).unwrap_or_default();
        let about = joined([row.place.as_str(), &row.joining, source]);
        let mut entries = vec![row.entry(FoundKind::Meeting, None, &row.name, about)];
        for kind in [RecordKind::Agenda, RecordKind::Minutes] {
            if let Some(record) = self.find_newest_record(meeting, kind).await? {
                entries.extend(row.of_record(&record));
            }
        }
        Ok(entries)
    }

    async fn find_newest_record(
        &mut self,
        meeting: MeetingId,
        kind: RecordKind,
    ) -> Result<Option<PublicRecord>, StoreError> {
        let found: Option<String> = on!(self.connection(), connection => {
            sqlx::query_scalar(
                "SELECT document FROM record_versions WHERE meeting_id = $1 AND kind = $2 ORDER BY number DESC LIMIT 1",
            )
            .bind(meeting.0)
            .bind(to_word(kind))
            .fetch_optional(connection)
            .await
        })?;
        found.map(|found| document::read("record_versions", meeting.0, &found)).transpose()
    }
}
