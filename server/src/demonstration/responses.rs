//! The responses of the demonstration, submitted like everybody's: judged, with a reference and a digest.

use std::{collections::HashSet, io};

use app::secret::Secret;
use demo::people::Person;
use domain::{
    ids::{self, ResponseId},
    reference,
    response::{Channel, Response, ResponseStatus, Submission},
    time::Entropy,
};
use sha2::{Digest, Sha256};
use store::{Receipt, Store, StoreError, Version, Write};
use uuid::Uuid;

use super::At;
use crate::failure::Failure;

/// How many responses share a transaction.
const CHUNK: usize = 100;

/// A response with all that is stored with it.
struct Ready {
    response: Response,
    token_hash: Vec<u8>,
    submission: Submission,
    receipt: Receipt,
    /// One for each contact, telling nothing of the response.
    contacts: Vec<Uuid>,
}

/// What is drawn for the responses of an empty database, whose references are all known: among a million, two are the same more often than not.
pub(super) struct Draws<'a> {
    entropy: &'a dyn Entropy,
    references: HashSet<String>,
}

impl<'a> Draws<'a> {
    /// Begins with none.
    pub(super) fn new(entropy: &'a dyn Entropy) -> Self {
        Self { entropy, references: HashSet::new() }
    }

    fn reference(&mut self) -> String {
        loop {
            let reference = reference::new(self.entropy);
            if self.references.insert(reference.clone()) {
                return reference;
            }
        }
    }
}

/// Adds a response of each person.
pub(super) async fn add(
    store: &Store,
    version: &Version,
    people: Vec<Person>,
    draws: &mut Draws<'_>,
) -> Result<(), Failure> {
    for chunk in people.chunks(CHUNK) {
        let ready = chunk.iter().map(|person| ready(version, person, draws)).collect::<Result<Vec<_>, _>>()?;
        let work = store.write(move |mut write| {
            Box::pin(async move {
                for one in &ready {
                    add_one(&mut write, one).await?;
                }
                Ok::<(), StoreError>(())
            })
        });
        work.await?;
    }
    Ok(())
}

fn ready(version: &Version, person: &Person, draws: &mut Draws<'_>) -> Result<Ready, Failure> {
    let submission = Submission::new(&version.questionnaire, &person.draft)
        .map_err(|page| Failure::Refused(format!("a made-up response is not complete on the page {page}")))?;
    let answers = serde_json::to_vec(&submission.outcomes).map_err(io::Error::from)?;
    let (reference, entropy) = (draws.reference(), draws.entropy);
    let receipt = Receipt { reference, digest: Sha256::digest(answers).to_vec(), submitted_at: person.submitted_at };
    let response = Response {
        id: ResponseId::new(&At(person.started_at), entropy),
        consultation: version.consultation,
        version: version.id,
        status: ResponseStatus::Draft,
        reference: None,
        segment: None,
        organisation: None,
        area: None,
        submitted_at: None,
        channel: Channel::Online,
        received_on: None,
        is_invited: false,
        order: None,
        language: None,
    };
    let contacts = submission.contacts.iter().map(|_| ids::unordered(entropy)).collect();
    Ok(Ready { response, token_hash: Secret::new(entropy).hash(), submission, receipt, contacts })
}

async fn add_one(write: &mut Write<'_>, ready: &Ready) -> Result<(), StoreError> {
    let Ready { response, token_hash, submission, receipt, contacts } = ready;
    write.add_draft(response, token_hash, receipt.submitted_at).await?;
    write.set_submitted(response.id, 0, submission, receipt).await?;
    for (id, contact) in contacts.iter().zip(&submission.contacts) {
        write.add_subscription(*id, response.consultation, contact, receipt.submitted_at).await?;
    }
    Ok(())
}
