//! Loadings: files of population counts that were read, each kept until its margins are stored or it is left.

use domain::{
    counts::CountedMargin,
    fields::Fields,
    ids::{AccountId, LoadingId},
    time::Moment,
};
use sqlx::FromRow;

use crate::{
    Store, StoreError, Write, document,
    engine::{change, on},
};

/// A file of population counts that was read, and what was typed of what to make of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loading {
    /// Its identity.
    pub id: LoadingId,
    /// The file.
    pub file: Vec<u8>,
    /// What was typed; nothing, before anything was.
    pub typed: Fields,
}

#[derive(FromRow)]
struct Row {
    file: Vec<u8>,
    typed: String,
}

impl Store {
    /// Finds a loading that is neither stored nor left.
    pub async fn find_loading(&self, id: LoadingId) -> Result<Option<Loading>, StoreError> {
        let row: Option<Row> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT file, typed FROM loadings WHERE id = $1").bind(id.0).fetch_optional(conn).await
        })?;
        row.map(|Row { file, typed }| Ok(Loading { id, file, typed: document::read("loadings", id, &typed)? }))
            .transpose()
    }
}

impl Write<'_> {
    /// Adds a file that was read.
    pub async fn add_loading(
        &mut self,
        id: LoadingId,
        (account, now): (AccountId, Moment),
        file: &[u8],
    ) -> Result<(), StoreError> {
        let typed = document::write("loadings", &Fields::default())?;
        change!(
            self,
            "INSERT INTO loadings (id, account_id, file, typed, read_at) VALUES ($1, $2, $3, $4, $5)",
            id.0,
            account.0,
            file,
            typed,
            now
        )?;
        Ok(())
    }

    /// Keeps what was typed of what to make of a file, whether it can be made or not.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when the loading was stored or left.
    pub async fn set_loading_typed(&mut self, id: LoadingId, typed: &Fields) -> Result<(), StoreError> {
        let typed = document::write("loadings", typed)?;
        match change!(self, "UPDATE loadings SET typed = $1 WHERE id = $2", typed, id.0)? {
            0 => Err(StoreError::Changed),
            _ => Ok(()),
        }
    }

    /// Stores the margins that were made of a file, each in the place of the one of its name, and lets go of the file.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when the loading was stored or left before, or when somebody else has added a level meanwhile.
    pub async fn set_loading_stored(
        &mut self,
        id: LoadingId,
        (account, now): (AccountId, Moment),
        margins: &[CountedMargin],
    ) -> Result<(), StoreError> {
        if self.remove_loading(id).await? == 0 {
            return Err(StoreError::Changed);
        }
        for margin in margins {
            self.set_margin(margin, (Some(account), now)).await?;
        }
        Ok(())
    }

    /// Removes a file of which nothing was stored, and gives how many were removed.
    pub async fn remove_loading(&mut self, id: LoadingId) -> Result<u64, StoreError> {
        Ok(change!(self, "DELETE FROM loadings WHERE id = $1", id.0)?)
    }

    /// Removes the files that nobody has used since a moment, and gives their number.
    pub async fn remove_idle_loadings(&mut self, before: Moment) -> Result<u64, StoreError> {
        Ok(change!(self, "DELETE FROM loadings WHERE read_at < $1", before)?)
    }
}
