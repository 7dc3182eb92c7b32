//! How a command that works on the database begins.

use store::Store;

use crate::{cli::DatabaseArguments, failure::Failure, log, state};

impl DatabaseArguments {
    /// Checks the settings and starts the log, before anything is asked for or opened.
    pub(super) fn start(&self) -> Result<(), Failure> {
        self.database.check()?;
        log::start(&self.log)
    }

    /// Opens the database.
    pub(super) async fn open(&self) -> Result<Store, Failure> {
        state::open(&self.database).await
    }
}
