//! What was coded of comments: who codes each, and the taggings, which are only added to.

use std::collections::HashMap;

use domain::{
    coding::{Change, Coded, Coding, Hand, Tagging},
    ids::{AccountId, CommentId, ConsultationId},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
    words::{from_word, to_word},
};

/// A change of what was coded, with who makes it, when, and under which version of the code frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodingChange {
    /// The comment.
    pub comment: CommentId,
    /// What is added.
    pub change: Change,
    /// The version of the code frame.
    pub frame_version: i64,
    /// Who.
    pub account: AccountId,
    /// When.
    pub now: Moment,
}

#[derive(FromRow)]
struct CodingRow {
    comment_id: Uuid,
    hand: String,
    account_id: Option<Uuid>,
    finished_at: Option<Moment>,
    frame_version: i64,
}

#[derive(FromRow)]
struct TaggingRow {
    comment_id: Uuid,
    hand: String,
    tag: String,
    is_set: bool,
    frame_version: i64,
    account_id: Option<Uuid>,
    made_at: Moment,
}

/// Spells out what reads each column of a [`CodingRow`] of some comments, in a fixed order.
macro_rules! select_codings {
    ($condition:literal) => {
        concat!(
            "SELECT k.comment_id, k.hand, k.account_id, k.finished_at, k.frame_version
             FROM codings k JOIN comments c ON c.id = k.comment_id
             WHERE ",
            $condition,
            " ORDER BY k.comment_id, k.hand"
        )
    };
}

/// Spells out what reads each column of a [`TaggingRow`] of some comments, in the order in which each hand made them.
macro_rules! select_taggings {
    ($condition:literal) => {
        concat!(
            "SELECT t.comment_id, t.hand, t.tag, t.is_set, t.frame_version, t.account_id, t.made_at
             FROM taggings t JOIN comments c ON c.id = t.comment_id
             WHERE ",
            $condition,
            " ORDER BY t.comment_id, t.hand, t.place"
        )
    };
}

impl Store {
    /// Lists what was coded of the comments of a consultation; comments that nobody has begun are left out.
    pub async fn list_coded(&self, consultation: ConsultationId) -> Result<HashMap<CommentId, Coded>, StoreError> {
        let codings: Vec<CodingRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_codings!("c.consultation_id = $1")).bind(consultation.0).fetch_all(conn).await
        })?;
        let taggings: Vec<TaggingRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_taggings!("c.consultation_id = $1")).bind(consultation.0).fetch_all(conn).await
        })?;
        together(codings, taggings)
    }

    /// Finds what was coded of a comment.
    pub async fn find_coded(&self, comment: CommentId) -> Result<Coded, StoreError> {
        let codings: Vec<CodingRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_codings!("c.id = $1")).bind(comment.0).fetch_all(conn).await
        })?;
        let taggings: Vec<TaggingRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_taggings!("c.id = $1")).bind(comment.0).fetch_all(conn).await
        })?;
        Ok(together(codings, taggings)?.remove(&comment).unwrap_or_default())
    }

    /// Counts the taggings by which a tag of a consultation was ever set or taken off.
    pub async fn count_taggings(&self, consultation: ConsultationId, tag: &str) -> Result<i64, StoreError> {
        let count = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM taggings t JOIN comments c ON c.id = t.comment_id
                 WHERE c.consultation_id = $1 AND t.tag = $2",
            )
            .bind(consultation.0)
            .bind(tag)
            .fetch_one(conn)
            .await
        })?;
        Ok(count)
    }
}

fn together(codings: Vec<CodingRow>, taggings: Vec<TaggingRow>) -> Result<HashMap<CommentId, Coded>, StoreError> {
    let mut coded: HashMap<CommentId, Coded> = HashMap::new();
    for CodingRow { comment_id, hand, account_id, finished_at, frame_version } in codings {
        let (hand, account) = (from_word("codings", &hand)?, account_id.map(AccountId));
        let coding = Coding { hand, account, finished_at, frame_version };
        coded.entry(CommentId(comment_id)).or_default().codings.push(coding);
    }
    for TaggingRow { comment_id, hand, tag, is_set, frame_version, account_id, made_at } in taggings {
        let (hand, account) = (from_word("taggings", &hand)?, account_id.map(AccountId));
        let tagging = Tagging { hand, tag, is_set, frame_version, account, made_at };
        coded.entry(CommentId(comment_id)).or_default().taggings.push(tagging);
    }
    Ok(coded)
}

impl Write<'_> {
    /// Adds a change of what was coded of a comment.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when somebody else has the hand or both coders have finished, and [`StoreError::Taken`] when the
    /// same hand has tagged, or the same coder has begun with another hand, meanwhile.
    pub async fn add_coding_change(&mut self, coding: &CodingChange) -> Result<(), StoreError> {
        let CodingChange { comment, change, frame_version, account, now } = coding;
        if change.hand != Hand::Settling {
            let set = change!(
                self,
                "INSERT INTO codings (comment_id, hand, account_id, finished_at, frame_version) VALUES ($1, $2, $3, $4, $5)
                     ON CONFLICT (comment_id, hand) DO UPDATE
                     SET finished_at = excluded.finished_at, frame_version = excluded.frame_version
                     WHERE codings.account_id = excluded.account_id
                       AND (codings.finished_at IS NULL OR NOT EXISTS (
                            SELECT 1 FROM codings o
                            WHERE o.comment_id = $1 AND o.hand <> $2 AND o.finished_at IS NOT NULL))",
                comment.0,
                to_word(change.hand),
                account.0,
                change.is_finished.then_some(*now),
                *frame_version
            )?;
            if set != 1 {
                return Err(StoreError::Changed);
            }
        }
        for (place, (tag, is_set)) in (change.from..).zip(&change.tags) {
            change!(
                self,
                "INSERT INTO taggings (comment_id, hand, place, tag, is_set, frame_version, account_id, made_at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                comment.0,
                to_word(change.hand),
                i64::try_from(place).unwrap_or(i64::MAX),
                tag,
                *is_set,
                *frame_version,
                account.0,
                *now
            )?;
        }
        Ok(())
    }
}
