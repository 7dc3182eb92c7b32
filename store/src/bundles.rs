//! Bundles: the evidence of each run that is done, as everybody may have it.

use domain::{bundle::Grain, ids::RunId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
    words::{from_word, to_word},
};

/// What is known of a bundle without what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBundle {
    /// How much of the answers it has.
    pub grain: Grain,
    /// Its fingerprint, as it is shown.
    pub fingerprint: String,
    /// How many bytes it has.
    pub size: u64,
}

#[derive(FromRow)]
struct Row {
    run_id: Uuid,
    grain: String,
    fingerprint: String,
    size: i64,
}

#[derive(FromRow)]
struct Whole {
    #[sqlx(flatten)]
    row: Row,
    bytes: Vec<u8>,
}

impl TryFrom<Row> for StoredBundle {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let size = u64::try_from(row.size).map_err(|_| StoreError::damaged("bundles", row.run_id))?;
        Ok(Self { grain: from_word("bundles", &row.grain)?, fingerprint: row.fingerprint, size })
    }
}

impl Store {
    /// Says what is known of the bundle of a run; nothing before the run is done.
    pub async fn describe_bundle(&self, run: RunId) -> Result<Option<StoredBundle>, StoreError> {
        let row: Option<Row> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT run_id, grain, fingerprint, size FROM bundles WHERE run_id = $1")
                .bind(run.0)
                .fetch_optional(conn)
                .await
        })?;
        row.map(StoredBundle::try_from).transpose()
    }

    /// Finds the bundle of a run with what is in it.
    pub async fn find_bundle(&self, run: RunId) -> Result<Option<(StoredBundle, Vec<u8>)>, StoreError> {
        let found: Option<Whole> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT run_id, grain, fingerprint, size, bytes FROM bundles WHERE run_id = $1")
                .bind(run.0)
                .fetch_optional(conn)
                .await
        })?;
        let Some(Whole { row, bytes }) = found else { return Ok(None) };
        Ok(Some((row.try_into()?, bytes)))
    }
}

impl Write<'_> {
    /// Keeps the bundle of a run.
    pub async fn add_bundle(&mut self, run: RunId, bundle: &StoredBundle, bytes: &[u8]) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO bundles (run_id, grain, fingerprint, size, bytes) VALUES ($1, $2, $3, $4, $5)",
            run.0,
            to_word(bundle.grain),
            &bundle.fingerprint,
            i64::try_from(bundle.size).unwrap_or(i64::MAX),
            bytes
        )?;
        Ok(())
    }
}
