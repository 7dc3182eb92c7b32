//! Writing a bulletin at the moment at which it is sent, of what everybody can read at that moment.

use std::collections::BTreeMap;

use domain::{alert::Novelty, group::Group};
use store::{Bulletin, Mail};
use uuid::Uuid;

use super::MOST_SEEN;
use crate::{
    error::PageError,
    feeds::{Entry, newest},
    pages::alerts::{change_address, end_address},
    secret::Secret,
    state::AppState,
    words::alerts as words,
};

/// What everybody can read at a moment, with the number of each entry.
#[derive(Debug)]
pub struct News {
    entries: Vec<(Novelty, Entry)>,
    groups: Vec<Group>,
}

/// A bulletin as an email.
#[derive(Debug)]
pub struct Letter {
    /// The message.
    pub mail: Mail,
    /// The whole address that ends the alert by a post.
    pub end: String,
}

impl News {
    /// Reads what is public now, in the order of the feed.
    ///
    /// # Errors
    /// Fails where the database does.
    pub async fn read(state: &AppState) -> Result<Self, PageError> {
        let novelties = state.store.list_novelties(0).await?;
        let numbers: BTreeMap<Uuid, Novelty> = novelties.into_iter().map(|novelty| (novelty.entry, novelty)).collect();
        let entries = newest(state, None, MOST_SEEN).await?;
        let numbered = |entry: Entry| numbers.get(&entry.id).map(|novelty| (*novelty, entry));
        let entries = entries.into_iter().filter_map(numbered).collect();
        Ok(Self { entries, groups: state.store.list_groups().await? })
    }
}

/// Writes a bulletin with the links of a secret; nothing, where nothing is left to tell.
pub fn letter(state: &AppState, news: &News, bulletin: &Bulletin, secret: &Secret) -> Option<Letter> {
    let told = news.entries.iter().filter(|(novelty, _)| bulletin.covers(novelty));
    let told: Vec<&Entry> = told.map(|(_, entry)| entry).collect();
    if told.is_empty() {
        return None;
    }
    let (change, end) = (state.site.address(&change_address(secret)), state.site.address(&end_address(secret)));
    let wish = words::wish(&bulletin.alert.wish, &news.groups);
    let mail = Mail {
        id: bulletin.id,
        recipient: bulletin.alert.email.clone(),
        subject: words::subject(&told, &state.site),
        body: words::body(&told, &wish, (&change, &end), &state.site),
        attempts: bulletin.attempts,
        due_at: state.clock.now(),
    };
    Some(Letter { mail, end })
}
