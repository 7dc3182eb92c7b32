//! The rules of the guided check of the demonstration, shown to everybody.

use domain::time::{Clock, in_england};
use store::{Store, StoreError};

use crate::failure::Failure;

/// Adds the rules, which nobody who has an account wrote.
pub(super) async fn add(store: &Store, clock: &dyn Clock) -> Result<(), Failure> {
    let now = clock.now();
    let rules = demo::gain::rule_sets(in_england(now).date_naive());
    let work = store.write(move |mut write| {
        Box::pin(async move {
            for (number, rules) in (1..).zip(&rules) {
                write.add_gain_rules((number, number - 1), (rules, true), (None, now)).await?;
            }
            Ok::<(), StoreError>(())
        })
    });
    Ok(work.await?)
}
