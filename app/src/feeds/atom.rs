//! News as an Atom feed (RFC 4287).

use atom_syndication as atom;
use chrono::DateTime;

use super::{Entry, legible};
use crate::{error::PageError, state::Site, words::feeds as words};

/// What programs call an Atom feed.
pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

/// What a feed says of itself.
#[derive(Clone, Debug)]
pub struct About {
    /// Its identity, which stays.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What is in it.
    pub subtitle: String,
    /// Where it is, without the address of the site.
    pub path: String,
    /// The page that says the same to people.
    pub page: String,
}

/// Writes entries as a feed, with addresses at which the site is reached.
///
/// # Errors
/// Fails only where memory cannot be written to.
pub fn atom(site: &Site, about: &About, entries: &[Entry]) -> Result<Vec<u8>, PageError> {
    // A feed is as old as what is in it, so that it does not differ each time that somebody asks.
    let updated = entries.iter().map(|entry| entry.updated_at).max().unwrap_or(DateTime::UNIX_EPOCH);
    let feed = atom::Feed {
        id: about.id.clone(),
        title: plain(&about.title),
        subtitle: Some(plain(&about.subtitle)),
        updated: updated.fixed_offset(),
        authors: vec![atom::Person { name: legible(&site.name), ..atom::Person::default() }],
        links: vec![
            link("self", site.address(&about.path), "application/atom+xml"),
            link("alternate", site.address(&about.page), "text/html"),
        ],
        entries: entries.iter().map(|entry| drawn(site, entry)).collect(),
        lang: Some("en-GB".to_owned()),
        ..atom::Feed::default()
    };
    feed.write_to(Vec::new()).map_err(|error| PageError::Broken(format!("a feed cannot be written: {error}")))
}

fn drawn(site: &Site, entry: &Entry) -> atom::Entry {
    let (term, label) = words::kind(entry.kind);
    atom::Entry {
        id: entry.id.urn().to_string(),
        title: plain(&entry.title),
        updated: entry.updated_at.fixed_offset(),
        published: Some(entry.published_at.fixed_offset()),
        links: vec![link("alternate", site.address(&entry.path), "text/html")],
        summary: Some(plain(&entry.summary)),
        categories: vec![atom::Category { term: term.to_owned(), scheme: None, label: Some(label.to_owned()) }],
        ..atom::Entry::default()
    }
}

fn plain(words: &str) -> atom::Text {
    atom::Text::plain(legible(words))
}

fn link(rel: &str, href: String, kind: &str) -> atom::Link {
    atom::Link { href, rel: rel.to_owned(), mime_type: Some(kind.to_owned()), ..atom::Link::default() }
}
