//! Storing a part of a text in which several people write.

use domain::fields::Fields;
use store::StoreError;

use super::form::{self, NotStored};

/// How often storing is tried anew where somebody else stores another part at the same moment.
const TRIES: usize = 3;

/// Stores a part of a text that was drawn from the revision that the fields name, and gives the text. Where others have written since, but
/// not in this part, both are kept.
///
/// `revision` finds the text at a revision, `newest` finds it as it stands with its revision, and `add` adds it as the next one.
pub(super) async fn store<T, P, Then, Now, Added>(
    fields: &Fields,
    (part, change): (impl Fn(&T) -> P, impl Fn(&mut T)),
    revision: impl FnOnce(i64) -> Then,
    newest: impl Fn() -> Now,
    add: impl Fn(T, i64) -> Added,
) -> Result<T, NotStored>
where
    T: Clone,
    P: PartialEq,
    Then: Future<Output = Result<Option<T>, StoreError>>,
    Now: Future<Output = Result<Option<(T, i64)>, StoreError>>,
    Added: Future<Output = Result<(), StoreError>>,
{
    let then = revision(form::seen(fields)).await?.ok_or(NotStored::Changed)?;
    let mut tries = 0;
    loop {
        let (mut text, revision) = newest().await?.ok_or(NotStored::Changed)?;
        if part(&then) != part(&text) {
            return Err(NotStored::Changed);
        }
        change(&mut text);
        tries += 1;
        match add(text.clone(), revision + 1).await {
            Ok(()) => return Ok(text),
            Err(StoreError::Changed) if tries < TRIES => {}
            Err(error) => return Err(error.into()),
        }
    }
}
