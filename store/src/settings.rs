//! Facts about this installation.

use domain::strategy_area::StrategyArea;

use crate::{
    Store, StoreError, Write, document,
    engine::{change, on},
};

/// The setting that says that all people and answers here are made up.
const SYNTHETIC: &str = "synthetic";
/// The setting that holds the box around the strategy's area.
const STRATEGY_AREA: &str = "strategy_area";

impl Store {
    /// Says whether the data here is a demonstration and not from real people.
    pub async fn is_synthetic(&self) -> Result<bool, StoreError> {
        let found: Option<String> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT value FROM settings WHERE name = $1").bind(SYNTHETIC).fetch_optional(conn).await
        })?;
        Ok(found.is_some())
    }

    /// Finds the box around the strategy's area, if it was set.
    pub async fn find_strategy_area(&self) -> Result<Option<StrategyArea>, StoreError> {
        let found: Option<String> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT value FROM settings WHERE name = $1")
                .bind(STRATEGY_AREA)
                .fetch_optional(conn)
                .await
        })?;
        found.map(|found| document::read("settings", STRATEGY_AREA, &found)).transpose()
    }
}

impl Write<'_> {
    /// Marks all data here as a demonstration.
    pub async fn set_synthetic(&mut self) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO settings (name, value) VALUES ($1, 'yes') ON CONFLICT (name) DO NOTHING",
            SYNTHETIC
        )?;
        Ok(())
    }

    /// Sets the box around the strategy's area, outside which a site gets a notice.
    pub async fn set_strategy_area(&mut self, area: &StrategyArea) -> Result<(), StoreError> {
        let document = document::write("settings", area)?;
        change!(
            self,
            "INSERT INTO settings (name, value) VALUES ($1, $2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            STRATEGY_AREA,
            document
        )?;
        Ok(())
    }
}
