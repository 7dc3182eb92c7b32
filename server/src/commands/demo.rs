//! `folkmoot demo`: fills an empty database with the demonstration.

use super::say;
use crate::{
    cli::DemoArguments,
    demonstration::{self, Contents},
    failure::Failure,
    system::{SystemClock, SystemEntropy},
};

/// Loads the demonstration and prints the sign-in for it.
pub(super) async fn run(arguments: DemoArguments) -> Result<(), Failure> {
    let DemoArguments { database, responses } = arguments;
    database.start()?;
    let store = database.open().await?;
    let loaded = match demonstration::contents(&store).await {
        Ok(Contents::Nothing) => demonstration::load(&store, &SystemClock, &SystemEntropy, responses).await,
        Ok(Contents::Something) => {
            Err(Failure::Refused("the database is not empty; the demonstration is only put into an empty one".into()))
        }
        Err(failure) => Err(failure),
    };
    store.close().await;
    say(&loaded?.to_string());
    Ok(())
}
