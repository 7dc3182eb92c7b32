//! What is found of priorities of which everybody reads: all of them are one subject, because their list is short.

use domain::search::FoundKind;
use sqlx::FromRow;

use super::entries::{Entry, joined};
use crate::{StoreError, Write, engine::on};

#[derive(FromRow)]
struct Row {
    code: String,
    title: String,
    about: String,
}

impl Write<'_> {
    /// Makes the entries of priorities.
    pub(super) async fn entries_of_priorities(&mut self) -> Result<Vec<Entry>, StoreError> {
        let rows: Vec<Row> = on!(self.connection(), connection => {
            sqlx::query_as("SELECT code, title, about FROM priorities WHERE is_public = $1 ORDER BY place, code")
                .bind(true)
                .fetch_all(connection)
                .await
        })?;
        let entry = |row: Row| {
            let text = joined([row.about.as_str(), &row.code]);
            Entry::new(FoundKind::Priority, &row.code, &row.title, text)
        };
        Ok(rows.into_iter().map(entry).collect())
    }
}
