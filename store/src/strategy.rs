//! The words about the strategy, one document for the installation.

use domain::strategy::Strategy;

use crate::{
    Store, StoreError, Write, document,
    engine::{change, on},
};

impl Store {
    /// Finds the words about the strategy that the installation brought along, if it did.
    pub async fn find_strategy(&self) -> Result<Option<Strategy>, StoreError> {
        let found: Option<String> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT document FROM strategy WHERE id = 1").fetch_optional(conn).await
        })?;
        found.map(|found| document::read("strategy", 1, &found)).transpose()
    }
}

impl Write<'_> {
    /// Sets the words about the strategy that the installation brings along.
    pub async fn set_strategy(&mut self, strategy: &Strategy) -> Result<(), StoreError> {
        let document = document::write("strategy", strategy)?;
        change!(
            self,
            "INSERT INTO strategy (id, document) VALUES (1, $1)
                 ON CONFLICT (id) DO UPDATE SET document = excluded.document",
            document
        )?;
        Ok(())
    }
}
