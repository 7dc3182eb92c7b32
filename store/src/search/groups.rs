//! What is found of a group: what it is for and works by. Of its members nothing is.

use domain::{ids::GroupId, search::FoundKind};

use super::entries::{Entry, joined};
use crate::{StoreError, Write, engine::on};

impl Write<'_> {
    /// Makes the entry of a group; none where it was removed.
    pub(super) async fn entries_of_group(&mut self, group: GroupId) -> Result<Vec<Entry>, StoreError> {
        let row: Option<(String, String, String, String)> = on!(self.connection(), connection => {
            sqlx::query_as("SELECT slug, name, purpose, terms FROM groups WHERE id = $1")
                .bind(group.0)
                .fetch_optional(connection)
                .await
        })?;
        let entry = |(slug, name, purpose, terms): (String, String, String, String)| Entry {
            group: Some(group),
            ..Entry::new(FoundKind::Group, &slug, &name, joined([purpose.as_str(), &terms]))
        };
        Ok(row.map(entry).into_iter().collect())
    }
}
