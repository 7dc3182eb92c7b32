//! Facts about this installation.

use crate::{Store, StoreError, Write, engine::on};

/// The setting that says that all people and answers here are made up.
const SYNTHETIC: &str = "synthetic";

impl Store {
    /// Says whether the data here is a demonstration and not from real people.
    pub async fn is_synthetic(&self) -> Result<bool, StoreError> {
        let found: Option<String> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT value FROM settings WHERE name = $1").bind(SYNTHETIC).fetch_optional(conn).await
        })?;
        Ok(found.is_some())
    }
}

impl Write<'_> {
    /// Marks all data here as a demonstration.
    pub async fn set_synthetic(&mut self) -> Result<(), StoreError> {
        on!(self.connection(), conn => {
            sqlx::query("INSERT INTO settings (name, value) VALUES ($1, 'yes') ON CONFLICT (name) DO NOTHING")
                .bind(SYNTHETIC)
                .execute(conn)
                .await
                .map(|_| ())
        })?;
        Ok(())
    }
}
