//! Population counts that weighting holds the respondents against.

use sqlx::FromRow;

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
};

/// One level of one margin, such as the women of an area, with its count.
#[derive(Clone, Debug, PartialEq, Eq, Hash, FromRow)]
pub struct MarginLevel {
    /// The margin, for example `sex`.
    pub name: String,
    /// The level as options stand for it, for example `female`.
    pub level: String,
    /// The level for people.
    pub label: String,
    /// How many people there are.
    pub count: i64,
    /// Where the level stands in lists.
    pub place: i64,
    /// Where the count comes from.
    pub source: String,
}

impl Store {
    /// Lists the levels of every margin in their order.
    pub async fn list_margin_levels(&self) -> Result<Vec<MarginLevel>, StoreError> {
        let levels = on!(self.reader(), conn => {
            sqlx::query_as("SELECT name, level, label, count, place, source FROM margins ORDER BY name, place")
                .fetch_all(conn)
                .await
        })?;
        Ok(levels)
    }
}

impl Write<'_> {
    /// Adds a level of a margin.
    pub async fn add_margin_level(&mut self, level: &MarginLevel) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO margins (name, level, label, count, place, source) VALUES ($1, $2, $3, $4, $5, $6)",
            &level.name,
            &level.level,
            &level.label,
            level.count,
            level.place,
            &level.source
        )?;
        Ok(())
    }
}
