//! What the clients saw, held against what the database has.

use std::collections::BTreeMap;

use domain::{
    answer::{Answer, Outcome},
    ids::ConsultationId,
};
use store::Store;

/// Which reference each client read on its receipt, by the words that only this client wrote.
#[derive(Debug, Default)]
pub struct History {
    pub acknowledged: BTreeMap<String, String>,
}

impl History {
    /// Fails unless exactly the acknowledged answers are stored, each once and under its own reference.
    pub async fn hold_against(&self, store: &Store, consultation: ConsultationId) {
        let stored = submitted(store, consultation).await;
        for (words, reference) in &self.acknowledged {
            let found = stored.get(words).map(Vec::as_slice).unwrap_or_default();
            assert_eq!(found, [reference.as_str()], "the answers ‘{words}’");
        }
        assert_eq!(stored.len(), self.acknowledged.len(), "nothing is stored that nobody sent");
    }
}

/// Reads every submitted response: the references under which each text is stored.
async fn submitted(store: &Store, consultation: ConsultationId) -> BTreeMap<String, Vec<String>> {
    let mut stored: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut after: Option<String> = None;
    loop {
        let piece = store.list_submitted_after(consultation, after.as_deref(), 500).await.unwrap();
        let Some(last) = piece.last() else { return stored };
        after.clone_from(&last.response.reference);
        for found in piece {
            assert!(!found.outcomes.is_empty(), "{:?} has no answers", found.response.reference);
            let Some(Outcome::Answered(Answer::Text(words))) = found.outcomes.get("why") else {
                panic!("{:?} has lost its words", found.response.reference);
            };
            stored.entry(words.clone()).or_default().push(found.response.reference.unwrap());
        }
    }
}
