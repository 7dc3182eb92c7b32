//! The draft of a consultation's questionnaire: a line of revisions, of which one is current.
//!
//! Each write names the revision that it starts from and is refused with [`StoreError::Changed`] when another is current:
//! then somebody else has taken a step meanwhile, and nothing of theirs is overwritten.

use domain::{
    editing::Step,
    ids::{AccountId, ConsultationId, RevisionId, VersionId},
    questionnaire::Questionnaire,
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Version, Write, document,
    engine::{change, on, one_changed},
    words::{from_word, to_word},
};

/// One step of writing, with the questionnaire as it left it.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Its identity.
    pub id: RevisionId,
    /// What was done.
    pub step: Step,
    /// The words of what it was done to.
    pub subject: String,
    /// The questionnaire after it.
    pub questionnaire: Questionnaire,
    /// Who did it; nobody, once the account is removed.
    pub account: Option<AccountId>,
    /// When it was done.
    pub made_at: Moment,
}

/// A draft as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionnaireDraft {
    /// The current revision.
    pub revision: Revision,
    /// The address of whoever made it, unless the account is removed.
    pub made_by: Option<String>,
    /// Whether there is a revision before it.
    pub has_before: bool,
    /// What the revision after it did and to what, if steps were taken back.
    pub after: Option<(Step, String)>,
}

/// In which direction a draft is moved along its revisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// To the revision before.
    Back,
    /// To the revision after.
    Forward,
}

#[derive(FromRow)]
struct RevisionRow {
    id: Uuid,
    consultation_id: Uuid,
    number: i64,
    step: String,
    subject: String,
    document: String,
    account_id: Option<Uuid>,
    made_at: Moment,
    made_by: Option<String>,
}

#[derive(FromRow)]
struct StepRow {
    step: String,
    subject: String,
}

const REVISIONS: &str = "questionnaire_revisions";

impl Store {
    /// Finds the draft of a consultation's questionnaire.
    pub async fn find_questionnaire_draft(
        &self,
        consultation: ConsultationId,
    ) -> Result<Option<QuestionnaireDraft>, StoreError> {
        let row: Option<RevisionRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT r.id, r.consultation_id, r.number, r.step, r.subject, r.document, r.account_id, r.made_at,
                        a.email AS made_by
                 FROM questionnaire_drafts d
                 JOIN questionnaire_revisions r ON r.id = d.revision_id
                 LEFT JOIN accounts a ON a.id = r.account_id
                 WHERE d.consultation_id = $1",
            )
            .bind(consultation.0)
            .fetch_optional(conn)
            .await
        })?;
        let Some(row) = row else { return Ok(None) };
        let after: Option<StepRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT step, subject FROM questionnaire_revisions WHERE consultation_id = $1 AND number = $2",
            )
            .bind(row.consultation_id)
            .bind(row.number + 1)
            .fetch_optional(conn)
            .await
        })?;
        let after =
            after.map(|row| Ok::<_, StoreError>((from_word(REVISIONS, &row.step)?, row.subject))).transpose()?;
        Ok(Some(QuestionnaireDraft {
            has_before: row.number > 1,
            made_by: row.made_by.clone(),
            after,
            revision: row.try_into()?,
        }))
    }

    /// Counts the revisions of a draft, with those that were taken back.
    pub async fn count_revisions(&self, consultation: ConsultationId) -> Result<i64, StoreError> {
        let count = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT COUNT(*) FROM questionnaire_revisions WHERE consultation_id = $1")
                .bind(consultation.0)
                .fetch_one(conn)
                .await
        })?;
        Ok(count)
    }
}

impl TryFrom<RevisionRow> for Revision {
    type Error = StoreError;

    fn try_from(row: RevisionRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: RevisionId(row.id),
            step: from_word(REVISIONS, &row.step)?,
            questionnaire: document::read(REVISIONS, row.id, &row.document)?,
            subject: row.subject,
            account: row.account_id.map(AccountId),
            made_at: row.made_at,
        })
    }
}

impl Write<'_> {
    /// Begins a draft from the newest version, or from nothing where there is none; [`StoreError::Changed`] when there is a
    /// draft or the newest version is another.
    pub async fn add_questionnaire_draft(
        &mut self,
        consultation: ConsultationId,
        from: Option<VersionId>,
        first: &Revision,
    ) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO questionnaire_drafts (consultation_id, revision_id) VALUES ($1, $2)",
            consultation.0,
            first.id.0
        );
        if let Err(error) = added {
            return Err(match error.into() {
                StoreError::Taken => StoreError::Changed,
                other => other,
            });
        }
        // After the row of the draft, so that a version that is published at the same time is seen.
        let newest: Option<Uuid> = on!(self.connection(), conn => {
            sqlx::query_scalar(
                "SELECT id FROM questionnaire_versions WHERE consultation_id = $1 ORDER BY number DESC LIMIT 1",
            )
            .bind(consultation.0)
            .fetch_optional(conn)
            .await
        })?;
        if newest != from.map(|version| version.0) {
            return Err(StoreError::Changed);
        }
        self.add_revision_row(consultation, 1, first).await
    }

    /// Takes a step from a revision, which drops those that were taken back; [`StoreError::Changed`] when another revision is
    /// current.
    pub async fn add_revision(
        &mut self,
        consultation: ConsultationId,
        from: RevisionId,
        revision: &Revision,
    ) -> Result<(), StoreError> {
        self.set_current(consultation, from, revision.id).await?;
        let number = self.find_number(consultation, from).await?;
        change!(
            self,
            "DELETE FROM questionnaire_revisions WHERE consultation_id = $1 AND number > $2",
            consultation.0,
            number
        )?;
        self.add_revision_row(consultation, number + 1, revision).await
    }

    /// Moves the draft from a revision to the one before or after it; [`StoreError::Changed`] when another is current or
    /// there is none to move to.
    pub async fn set_revision(
        &mut self,
        consultation: ConsultationId,
        from: RevisionId,
        along: Along,
    ) -> Result<(), StoreError> {
        let next = match along {
            Along::Back => -1_i64,
            Along::Forward => 1,
        };
        let set = change!(
            self,
            "UPDATE questionnaire_drafts
             SET revision_id = (SELECT n.id FROM questionnaire_revisions n
                                JOIN questionnaire_revisions c ON c.consultation_id = n.consultation_id
                                WHERE c.id = $2 AND n.number = c.number + $3)
             WHERE consultation_id = $1 AND revision_id = $2
               AND EXISTS (SELECT 1 FROM questionnaire_revisions n
                           JOIN questionnaire_revisions c ON c.consultation_id = n.consultation_id
                           WHERE c.id = $2 AND n.number = c.number + $3)",
            consultation.0,
            from.0,
            next
        )?;
        one_changed(set)
    }

    /// Removes a draft with its revisions; [`StoreError::Changed`] when another revision is current.
    pub async fn remove_questionnaire_draft(
        &mut self,
        consultation: ConsultationId,
        from: RevisionId,
    ) -> Result<(), StoreError> {
        let removed = change!(
            self,
            "DELETE FROM questionnaire_drafts WHERE consultation_id = $1 AND revision_id = $2",
            consultation.0,
            from.0
        )?;
        one_changed(removed)
    }

    /// Publishes a draft from a revision: adds the version and removes the draft; [`StoreError::Changed`] when another
    /// revision is current, [`StoreError::Taken`] when the number of the version is in use.
    pub async fn publish(&mut self, from: RevisionId, version: &Version) -> Result<(), StoreError> {
        self.remove_questionnaire_draft(version.consultation, from).await?;
        self.add_version(version).await
    }

    async fn set_current(
        &mut self,
        consultation: ConsultationId,
        from: RevisionId,
        to: RevisionId,
    ) -> Result<(), StoreError> {
        let set = change!(
            self,
            "UPDATE questionnaire_drafts SET revision_id = $3 WHERE consultation_id = $1 AND revision_id = $2",
            consultation.0,
            from.0,
            to.0
        )?;
        one_changed(set)
    }

    async fn find_number(&mut self, consultation: ConsultationId, revision: RevisionId) -> Result<i64, StoreError> {
        let number: Option<i64> = on!(self.connection(), conn => {
            sqlx::query_scalar("SELECT number FROM questionnaire_revisions WHERE consultation_id = $1 AND id = $2")
                .bind(consultation.0)
                .bind(revision.0)
                .fetch_optional(conn)
                .await
        })?;
        number.ok_or_else(|| StoreError::damaged(REVISIONS, format!("{revision} is current and not there")))
    }

    async fn add_revision_row(
        &mut self,
        consultation: ConsultationId,
        number: i64,
        revision: &Revision,
    ) -> Result<(), StoreError> {
        let document = document::write(REVISIONS, &revision.questionnaire)?;
        change!(
            self,
            "INSERT INTO questionnaire_revisions
                 (id, consultation_id, number, step, subject, document, account_id, made_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            revision.id.0,
            consultation.0,
            number,
            to_word(revision.step),
            &revision.subject,
            document,
            revision.account.map(|account| account.0),
            revision.made_at
        )?;
        Ok(())
    }
}
