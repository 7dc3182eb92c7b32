//! The steps of open data: written, its files made, given up, released, taken back. Each is noted with who and when.

use domain::publication::PublicationStep;

use super::{OpenData, OpenFiles};
use crate::{Stamp, StoreError, Write, document, engine::change, noted::OPEN_DATA_STEPS};

impl Write<'_> {
    /// Begins the next issue of a consultation's open data, unless one is written and not released.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where one is, or where the last issue is not the one before this.
    pub async fn add_open_data(&mut self, data: &OpenData, stamp: Stamp) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO open_data
                 (id, consultation_id, issue, publication_id, revision, crosstabs, licence, note, writer_id, written_at)
             SELECT $1, $2, $3, $4, 1, $5, $6, $7, $8, $9
             WHERE $3 = 1 + (SELECT COALESCE(MAX(o.issue), 0) FROM open_data o WHERE o.consultation_id = $2)
               AND NOT EXISTS (SELECT 1 FROM open_data o WHERE o.consultation_id = $2 AND o.released_at IS NULL)",
            data.id.0,
            data.consultation.0,
            data.issue,
            data.publication.0,
            document::write("open_data", &data.crosstabs)?,
            &data.licence,
            &data.note,
            stamp.by.0,
            stamp.at
        )
        .map_err(StoreError::first_come)?;
        self.note_open_data(added, data, (PublicationStep::Written, ""), stamp).await
    }

    /// Writes open data again, with the files that were made of what is written now or without any; whoever wrote them before has
    /// not signed what they say now.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where they are not at their revision any more, or were released.
    pub async fn set_open_data(
        &mut self,
        data: &OpenData,
        made: Option<&OpenFiles>,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let written = change!(
            self,
            "UPDATE open_data
             SET revision = revision + 1, publication_id = $3, crosstabs = $4, licence = $5, note = $6, writer_id = $7,
                 written_at = $8, digest = $9, counts = $10, basis = $11
             WHERE id = $1 AND revision = $2 AND released_at IS NULL",
            data.id.0,
            data.revision,
            data.publication.0,
            document::write("open_data", &data.crosstabs)?,
            &data.licence,
            &data.note,
            stamp.by.0,
            stamp.at,
            made.map(|made| &made.hash),
            made.map(|made| &made.counts),
            made.map(|made| &made.basis)
        )?;
        self.note_open_data(written, data, (PublicationStep::Written, ""), stamp).await?;
        change!(self, "DELETE FROM open_data_files WHERE open_data_id = $1", data.id.0)?;
        let files = made.map(|made| made.files.as_slice()).unwrap_or_default();
        for (place, new) in (1_i64..).zip(files) {
            change!(
                self,
                "INSERT INTO open_data_files (open_data_id, place, name, digest, size, bytes) VALUES ($1, $2, $3, $4, $5, $6)",
                data.id.0,
                place,
                &new.file.name,
                &new.file.hash,
                i64::try_from(new.file.size).unwrap_or(i64::MAX),
                &new.bytes
            )?;
        }
        Ok(())
    }

    /// Gives open data up that were not released.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where they are not at their revision any more, or were released.
    pub async fn remove_open_data(&mut self, data: &OpenData, stamp: Stamp) -> Result<(), StoreError> {
        let removed = change!(
            self,
            "DELETE FROM open_data WHERE id = $1 AND revision = $2 AND released_at IS NULL",
            data.id.0,
            data.revision
        )?;
        self.note_open_data(removed, data, (PublicationStep::GivenUp, ""), stamp).await
    }

    /// Releases the files of open data whose manifest has a hash: those that whoever releases them saw.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where the files are others or none, were released, or were made by the same account.
    pub async fn set_open_data_released(
        &mut self,
        data: &OpenData,
        hash: &[u8],
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let released = change!(
            self,
            "UPDATE open_data SET released_at = $5
             WHERE id = $1 AND revision = $2 AND digest = $3 AND released_at IS NULL AND writer_id <> $4",
            data.id.0,
            data.revision,
            hash,
            stamp.by.0,
            stamp.at
        )?;
        self.note_open_data(released, data, (PublicationStep::Released, ""), stamp).await
    }

    /// Takes released open data back, with the reason that their address gives from then on.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where they are not public.
    pub async fn set_open_data_taken_back(
        &mut self,
        data: &OpenData,
        reason: &str,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let taken = change!(
            self,
            "UPDATE open_data SET taken_back_at = $2, taken_back_reason = $3
             WHERE id = $1 AND released_at IS NOT NULL AND taken_back_at IS NULL",
            data.id.0,
            stamp.at,
            reason
        )?;
        self.note_open_data(taken, data, (PublicationStep::TakenBack, reason), stamp).await
    }

    async fn note_open_data(
        &mut self,
        changed: u64,
        data: &OpenData,
        step: (PublicationStep, &str),
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        self.note(&OPEN_DATA_STEPS, changed, (data.consultation, data.issue), step, stamp).await
    }
}
