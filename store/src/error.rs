//! What can go wrong in the store, told apart by what the caller can do about it.

/// A failure of the store; the cause is for the log and never for the public.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database did not answer or could not store; the same request may succeed later.
    #[error("the database is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A value that has to be unique is in use already.
    #[error("the value is taken")]
    Taken,
    /// A guarded change found that somebody else changed the row first.
    #[error("the row was changed in the meantime")]
    Changed,
    /// A row holds what should never be in it.
    #[error("damaged data in {table}: {what}")]
    Damaged {
        /// The table.
        table: &'static str,
        /// What is wrong and in which row, without any answer or address in it.
        what: String,
    },
    /// The database cannot be used at all.
    #[error("{0}")]
    Unusable(String),
}

impl StoreError {
    /// Makes an error of something that is not available, with a reason for the log.
    pub(crate) fn unavailable(reason: &'static str) -> Self {
        Self::Unavailable(reason.into())
    }

    /// Tells of a number that somebody else has taken first as of any other change.
    pub(crate) fn first_come(error: sqlx::Error) -> Self {
        match Self::from(error) {
            Self::Taken => Self::Changed,
            other => other,
        }
    }

    /// Names a table and what is wrong in it.
    pub(crate) fn damaged(table: &'static str, what: impl ToString) -> Self {
        Self::Damaged { table, what: what.to_string() }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error() {
            Some(database) if database.is_unique_violation() => Self::Taken,
            _ => Self::Unavailable(Box::new(error)),
        }
    }
}
