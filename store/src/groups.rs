//! Groups, what they work by, and who belongs to them.

use chrono::NaiveDate;
use domain::{
    group::{Charter, Group, Member},
    ids::{GroupId, MeetingId, MemberId},
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Subject, Write,
    engine::{change, on, one_changed},
    words::{from_word, to_word},
};

/// A group with what it works by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredGroup {
    /// The group.
    pub group: Group,
    /// What it works by.
    pub charter: Charter,
    /// How often it was changed.
    pub revision: i64,
}

/// Somebody who belongs to a group, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMember {
    /// Who, in which part and how long.
    pub member: Member,
    /// How often it was changed.
    pub revision: i64,
}

#[derive(FromRow)]
pub(crate) struct GroupRow {
    group_id: Uuid,
    group_slug: String,
    name: String,
    group_kind: String,
    purpose: String,
}

#[derive(FromRow)]
struct StoredGroupRow {
    #[sqlx(flatten)]
    group: GroupRow,
    basis: String,
    terms: String,
    ended_on: Option<NaiveDate>,
    revision: i64,
}

#[derive(FromRow)]
struct MemberRow {
    id: Uuid,
    group_id: Uuid,
    name: String,
    organisation: Option<String>,
    role: String,
    is_named: bool,
    since: NaiveDate,
    until: Option<NaiveDate>,
    revision: i64,
}

impl TryFrom<GroupRow> for Group {
    type Error = StoreError;

    fn try_from(row: GroupRow) -> Result<Self, StoreError> {
        let kind = from_word("groups", &row.group_kind)?;
        Ok(Self { id: GroupId(row.group_id), slug: row.group_slug, name: row.name, kind, purpose: row.purpose })
    }
}

impl TryFrom<StoredGroupRow> for StoredGroup {
    type Error = StoreError;

    fn try_from(row: StoredGroupRow) -> Result<Self, StoreError> {
        let StoredGroupRow { group, basis, terms, ended_on, revision } = row;
        let charter = Charter { basis: from_word("groups", &basis)?, terms, ended_on };
        Ok(Self { group: group.try_into()?, charter, revision })
    }
}

impl TryFrom<MemberRow> for StoredMember {
    type Error = StoreError;

    fn try_from(row: MemberRow) -> Result<Self, StoreError> {
        let MemberRow { id, group_id, name, organisation, role, is_named, since, until, revision } = row;
        let (id, group, role) = (MemberId(id), GroupId(group_id), from_word("members", &role)?);
        let member = Member { id, group, name, organisation, role, is_named, since, until };
        Ok(Self { member, revision })
    }
}

/// Spells out a statement that reads each column of a [`StoredGroupRow`].
macro_rules! select_groups {
    ($rest:literal) => {
        concat!(
            "SELECT id AS group_id, slug AS group_slug, name, kind AS group_kind, purpose, basis, terms, ended_on, revision
             FROM groups ",
            $rest
        )
    };
}

impl Store {
    /// Lists the groups by name.
    pub async fn list_groups(&self) -> Result<Vec<Group>, StoreError> {
        let rows: Vec<GroupRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT id AS group_id, slug AS group_slug, name, kind AS group_kind, purpose FROM groups ORDER BY name, slug",
            )
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(Group::try_from).collect()
    }

    /// Lists the groups by name, each with what it works by.
    pub async fn list_stored_groups(&self) -> Result<Vec<StoredGroup>, StoreError> {
        let rows: Vec<StoredGroupRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_groups!("ORDER BY name, slug")).fetch_all(conn).await
        })?;
        rows.into_iter().map(StoredGroup::try_from).collect()
    }

    /// Finds the group with a name in addresses.
    pub async fn find_group(&self, slug: &str) -> Result<Option<StoredGroup>, StoreError> {
        let row: Option<StoredGroupRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_groups!("WHERE slug = $1")).bind(slug).fetch_optional(conn).await
        })?;
        row.map(StoredGroup::try_from).transpose()
    }

    /// Lists everybody who belongs, belonged or will belong to a group, the latest to come first.
    pub async fn list_members(&self, group: GroupId) -> Result<Vec<StoredMember>, StoreError> {
        let rows: Vec<MemberRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT id, group_id, name, organisation, role, is_named, since, until, revision
                 FROM members WHERE group_id = $1 ORDER BY since DESC, name, id",
            )
            .bind(group.0)
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(StoredMember::try_from).collect()
    }

    /// Counts the meetings of a group, whoever may read their minutes.
    pub async fn count_meetings(&self, group: GroupId) -> Result<u64, StoreError> {
        let count: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT COUNT(*) FROM meetings WHERE group_id = $1").bind(group.0).fetch_one(conn).await
        })?;
        Ok(count.unsigned_abs())
    }
}

impl Write<'_> {
    /// Adds a group; [`StoreError::Taken`] when its slug is in use.
    pub async fn add_group(&mut self, group: &Group) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO groups (id, slug, name, kind, purpose) VALUES ($1, $2, $3, $4, $5)",
            group.id.0,
            &group.slug,
            &group.name,
            to_word(group.kind),
            &group.purpose
        )?;
        self.refresh(Subject::Group(group.id));
        Ok(())
    }

    /// Changes what a group is and works by; its slug stays.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision.
    pub async fn set_group(&mut self, group: &Group, charter: &Charter, revision: i64) -> Result<(), StoreError> {
        let rows = change!(
            self,
            "UPDATE groups SET name = $3, kind = $4, purpose = $5, basis = $6, terms = $7, ended_on = $8, revision = revision + 1
             WHERE id = $1 AND revision = $2",
            group.id.0,
            revision,
            &group.name,
            to_word(group.kind),
            &group.purpose,
            to_word(charter.basis),
            &charter.terms,
            charter.ended_on
        )?;
        one_changed(rows)?;
        self.refresh(Subject::Group(group.id));
        // A meeting is found by the name of its group.
        let meetings: Vec<Uuid> = on!(self.connection(), connection => {
            sqlx::query_scalar("SELECT id FROM meetings WHERE group_id = $1").bind(group.id.0).fetch_all(connection).await
        })?;
        for meeting in meetings {
            self.refresh(Subject::Meeting(MeetingId(meeting)));
        }
        Ok(())
    }

    /// Removes a group that never met, has no document, and to which nobody belongs or belonged.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision, or has a meeting, a document or a member.
    pub async fn remove_group(&mut self, group: GroupId, revision: i64) -> Result<(), StoreError> {
        let rows = change!(
            self,
            "DELETE FROM groups WHERE id = $1 AND revision = $2
             AND NOT EXISTS (SELECT 1 FROM meetings m WHERE m.group_id = groups.id)
             AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.group_id = groups.id)
             AND NOT EXISTS (SELECT 1 FROM members b WHERE b.group_id = groups.id)",
            group.0,
            revision
        )?;
        self.refresh(Subject::Group(group));
        one_changed(rows)
    }

    /// Adds somebody to a group; [`StoreError::Taken`] when that was done already.
    pub async fn add_member(&mut self, member: &Member) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO members (id, group_id, name, organisation, role, is_named, since, until, revision)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)",
            member.id.0,
            member.group.0,
            &member.name,
            &member.organisation,
            to_word(member.role),
            member.is_named,
            member.since,
            member.until
        )?;
        Ok(())
    }

    /// Changes what is known of somebody in a group.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision.
    pub async fn set_member(&mut self, member: &Member, revision: i64) -> Result<(), StoreError> {
        let rows = change!(
            self,
            "UPDATE members SET name = $3, organisation = $4, role = $5, is_named = $6, since = $7, until = $8,
                    revision = revision + 1
             WHERE id = $1 AND revision = $2",
            member.id.0,
            revision,
            &member.name,
            &member.organisation,
            to_word(member.role),
            member.is_named,
            member.since,
            member.until
        )?;
        one_changed(rows)
    }

    /// Removes somebody who was written down by mistake; whoever goes has a last day.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision.
    pub async fn remove_member(&mut self, member: MemberId, revision: i64) -> Result<(), StoreError> {
        one_changed(change!(self, "DELETE FROM members WHERE id = $1 AND revision = $2", member.0, revision)?)
    }
}
