//! What the database holds, beside what was sent.

use std::{collections::HashMap, fmt};

use domain::{answer::Contact, ids::ConsultationId};
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use store::{Store, StoredResponse};

use super::journey::Sent;

/// How many responses are read at once.
const PIECE: i64 = 500;

/// How what is stored compares with what was sent.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Held {
    equal: usize,
    /// Acknowledged and not stored.
    lost: usize,
    /// Stored and never acknowledged.
    more: usize,
    different: usize,
    answers: usize,
    contacts: (usize, usize),
    are_contacts_equal: bool,
}

impl Held {
    /// Says whether the database holds exactly what was sent.
    pub fn is_equal(&self) -> bool {
        (self.lost, self.more, self.different) == (0, 0, 0) && self.are_contacts_equal
    }
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { equal, lost, more, different, answers, contacts: (sent, stored), .. } = self;
        writeln!(
            f,
            "responses: {equal} equal, {lost} lost, {more} more, {different} different ({answers} states of questions)"
        )?;
        let verdict = if self.are_contacts_equal { "equal" } else { "DIFFERENT" };
        write!(f, "addresses for news: {sent} sent, {stored} stored, {verdict}")
    }
}

/// Reads the database and compares every response, answer for answer.
pub async fn compare(database: &str, consultation: ConsultationId, sent: &[Sent]) -> anyhow::Result<Held> {
    let store = Store::open(database).await?;
    let mut stored: Vec<StoredResponse> = Vec::new();
    loop {
        let last = stored.last().and_then(|last| last.response.reference.clone());
        let piece = store.list_submitted_after(consultation, last.as_deref(), PIECE).await?;
        if piece.is_empty() {
            break;
        }
        stored.extend(piece);
    }
    store.close().await;
    let mut held = compared(&stored, sent);
    let mut expected: Vec<Key> = sent.iter().flat_map(|one| one.contacts.clone()).map(key).collect();
    let mut found = contacts(database).await?;
    expected.sort_unstable();
    found.sort_unstable();
    held.contacts = (expected.len(), found.len());
    held.are_contacts_equal = expected == found;
    Ok(held)
}

fn compared(stored: &[StoredResponse], sent: &[Sent]) -> Held {
    let mut by_reference: HashMap<&str, &StoredResponse> = HashMap::new();
    let mut held = Held::default();
    for one in stored {
        let reference = one.response.reference.as_deref().unwrap_or_default();
        held.more += usize::from(by_reference.insert(reference, one).is_some());
    }
    for one in sent {
        match by_reference.remove(one.reference.as_str()) {
            None => held.lost += 1,
            Some(stored) if stored.outcomes == one.outcomes && stored.response.segment == one.segment => {
                held.equal += 1;
            }
            Some(_) => held.different += 1,
        }
        held.answers += one.outcomes.len();
    }
    held.more += by_reference.len();
    held
}

type Key = (Option<String>, Option<String>, bool, bool);

fn key(contact: Contact) -> Key {
    (contact.email, contact.telephone, contact.updates, contact.interview)
}

/// Lists the addresses that asked for news; the store itself lists them to nobody yet.
async fn contacts(database: &str) -> anyhow::Result<Vec<Key>> {
    let file = database.trim_start_matches("sqlite:");
    let mut connection = SqliteConnectOptions::new().filename(file).read_only(true).connect().await?;
    let rows = sqlx::query_as("SELECT email, telephone, updates, interview FROM subscriptions")
        .fetch_all(&mut connection)
        .await?;
    connection.close().await?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use domain::{
        answer::{Answer, Outcome},
        ids::{ResponseId, VersionId},
        response::{Channel, Response, ResponseStatus},
    };
    use std::collections::BTreeMap;

    use uuid::Uuid;

    use super::*;

    fn sent(reference: &str, words: &str) -> Sent {
        let outcomes = BTreeMap::from([("q".to_owned(), Outcome::Answered(Answer::Text(words.to_owned())))]);
        Sent { reference: reference.to_owned(), outcomes, segment: None, contacts: Vec::new() }
    }

    fn stored(reference: &str, words: &str) -> StoredResponse {
        let response = Response {
            id: ResponseId(Uuid::nil()),
            consultation: ConsultationId(Uuid::nil()),
            version: VersionId(Uuid::nil()),
            status: ResponseStatus::Submitted,
            reference: Some(reference.to_owned()),
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
        let outcomes = sent(reference, words).outcomes;
        StoredResponse { response, outcomes, orders: BTreeMap::new(), marks: Vec::new() }
    }

    #[test]
    fn what_is_lost_more_or_different_is_told_apart() {
        let held = compared(
            &[stored("a", "one"), stored("b", "two"), stored("c", "three")],
            &[sent("a", "one"), sent("b", "other"), sent("d", "four")],
        );
        assert_eq!((held.equal, held.lost, held.more, held.different), (1, 1, 1, 1));
        assert!(!held.is_equal());
        let held = Held { are_contacts_equal: true, ..compared(&[stored("a", "one")], &[sent("a", "one")]) };
        assert!(held.is_equal());
    }
}
