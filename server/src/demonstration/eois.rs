//! The expressions of interest of the demonstration, judged and submitted like everybody's.

use app::{secret::Secret, words::eoi::TEXT_VERSION};
use demo::people::Person;
use domain::{
    eoi::{Eoi, Terms, judge},
    ids::EoiId,
    reference,
    time::{Entropy, Moment},
    vocabulary::Word,
};
use sha2::{Digest, Sha256};
use store::{Receipt, Store, StoreError};

use super::At;
use crate::failure::Failure;

/// How many landowners there are.
const LANDOWNERS: usize = 40;
/// The same landowners each time.
const SEED: u64 = 20_240_407;

/// An expression of interest with all that is stored with it.
struct Ready {
    id: EoiId,
    token_hash: Vec<u8>,
    started_at: Moment,
    eoi: Eoi,
    receipt: Receipt,
}

/// Adds the expressions of interest that came between two moments.
pub(super) async fn add(store: &Store, from: Moment, until: Moment, entropy: &dyn Entropy) -> Result<(), Failure> {
    let people = demo::eois::eois(SEED, LANDOWNERS, from, until, TEXT_VERSION);
    let ready = people.iter().map(|person| ready(person, entropy)).collect::<Result<Vec<_>, _>>()?;
    let work = store.write(move |mut write| {
        Box::pin(async move {
            write.set_strategy_area(&demo::eois::STRATEGY_AREA).await?;
            for one in &ready {
                write.add_eoi_draft(one.id, &one.token_hash, one.started_at).await?;
                write.set_eoi_submitted(one.id, 0, &one.eoi, &one.receipt).await?;
            }
            Ok::<(), StoreError>(())
        })
    });
    Ok(work.await?)
}

fn ready(person: &Person, entropy: &dyn Entropy) -> Result<Ready, Failure> {
    let terms = Terms { strategy_area: Some(&demo::eois::STRATEGY_AREA), text_version: TEXT_VERSION };
    let eoi = judge(&person.draft, &terms).map_err(|page| {
        Failure::Refused(format!("a made-up expression of interest is not complete on the page {}", page.word()))
    })?;
    let words = serde_json::to_vec(&eoi).map_err(std::io::Error::from)?;
    let receipt = Receipt {
        reference: reference::new(entropy),
        digest: Sha256::digest(words).to_vec(),
        submitted_at: person.submitted_at,
    };
    let id = EoiId::new(&At(person.started_at), entropy);
    Ok(Ready { id, token_hash: Secret::new(entropy).hash(), started_at: person.started_at, eoi, receipt })
}
