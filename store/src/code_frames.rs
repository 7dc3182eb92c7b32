//! The code frames of consultations, version by version; none of them ever changes.

use domain::{
    code_frame::{CodeFrame, StepKind},
    ids::{AccountId, ConsultationId},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write, document,
    engine::{change, on},
    words::{from_word, to_word},
};

/// A version of a code frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameVersion {
    /// Its number, from 1.
    pub version: i64,
    /// The tags.
    pub frame: CodeFrame,
    /// The step that led to it.
    pub step: StepKind,
    /// The version whose tags undoing the last step brings back; 0 is the frame without tags, and none is left to undo.
    pub undo_to: Option<i64>,
    /// Who took the step; nobody, once the account is removed.
    pub account: Option<AccountId>,
    /// When.
    pub made_at: Moment,
}

#[derive(FromRow)]
struct FrameRow {
    consultation_id: Uuid,
    version: i64,
    document: String,
    step: String,
    undo_to: Option<i64>,
    account_id: Option<Uuid>,
    made_at: Moment,
}

const FRAMES: &str = "code_frames";

impl TryFrom<FrameRow> for FrameVersion {
    type Error = StoreError;

    fn try_from(row: FrameRow) -> Result<Self, StoreError> {
        Ok(Self {
            version: row.version,
            frame: document::read(FRAMES, row.consultation_id, &row.document)?,
            step: from_word(FRAMES, &row.step)?,
            undo_to: row.undo_to,
            account: row.account_id.map(AccountId),
            made_at: row.made_at,
        })
    }
}

impl Store {
    /// Lists the versions of the code frame of a consultation, the newest first.
    pub async fn list_code_frames(&self, consultation: ConsultationId) -> Result<Vec<FrameVersion>, StoreError> {
        let rows: Vec<FrameRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT consultation_id, version, document, step, undo_to, account_id, made_at FROM code_frames
                 WHERE consultation_id = $1 ORDER BY version DESC",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(FrameVersion::try_from).collect()
    }

    /// Finds the newest version of the code frame of a consultation.
    pub async fn find_code_frame(&self, consultation: ConsultationId) -> Result<Option<FrameVersion>, StoreError> {
        let row: Option<FrameRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT consultation_id, version, document, step, undo_to, account_id, made_at FROM code_frames
                 WHERE consultation_id = $1 ORDER BY version DESC LIMIT 1",
            )
            .bind(consultation.0)
            .fetch_optional(conn)
            .await
        })?;
        row.map(FrameVersion::try_from).transpose()
    }
}

impl Write<'_> {
    /// Adds a version of the code frame of a consultation; [`StoreError::Taken`] when somebody else has made it first.
    pub async fn add_code_frame(
        &mut self,
        consultation: ConsultationId,
        version: &FrameVersion,
    ) -> Result<(), StoreError> {
        let document = document::write(FRAMES, &version.frame)?;
        change!(
            self,
            "INSERT INTO code_frames (consultation_id, version, document, step, undo_to, account_id, made_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            consultation.0,
            version.version,
            document,
            to_word(version.step),
            version.undo_to,
            version.account.map(|account| account.0),
            version.made_at
        )?;
        Ok(())
    }
}
