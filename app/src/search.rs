//! Searching what is public: what was typed as it is, then with the words that were probably meant, then by some of its words.

use std::collections::BTreeMap;

use domain::{
    record::RecordKind,
    search::{Breadth, Excerpt, FoundKind, FoundOrder, Query, excerpt, stems},
};
use store::{Found, FoundFilter, Page, PageRequest, Store, StoreError};

use crate::{
    articles, priorities,
    records::{self, record_address},
    replies, rich_text,
};

/// How many words are taken for misspelt ones at most: each is compared with many.
const MOST_CORRECTED: usize = 4;

/// What a search came to.
#[derive(Debug)]
pub struct Outcome {
    /// By what it was found; its words are marked in what is shown.
    pub query: Query,
    /// How that is what was typed.
    pub how: How,
    /// What was found.
    pub found: Page<Found>,
}

/// How what was looked for is what was typed.
#[derive(Debug, PartialEq, Eq)]
pub enum How {
    /// It is.
    AsTyped,
    /// Nothing is like what was typed, and what was found has words that were probably meant.
    Corrected,
    /// Nothing has all the words, and what was found has some.
    SomeWords,
    /// Nothing that the filter lets through is like it, and so many others are.
    OnlyElsewhere(u64),
}

/// Says whether a filter leaves anything out.
pub fn is_narrow(filter: &FoundFilter) -> bool {
    filter.kind.is_some() || filter.group.is_some() || filter.year.is_some()
}

/// Looks for what was typed.
///
/// # Errors
/// What the store says.
pub async fn search(
    store: &Store,
    typed: &Query,
    filter: &FoundFilter,
    request: PageRequest,
) -> Result<Outcome, StoreError> {
    let outcome = |how, query: &Query, found| Outcome { query: query.clone(), how, found };
    let found = store.list_found((typed, Breadth::All), filter, request).await?;
    if found.total > 0 || typed.is_empty() {
        return Ok(outcome(How::AsTyped, typed, found));
    }
    if is_narrow(filter) {
        let wide = FoundFilter { kind: None, group: None, year: None, order: FoundOrder::Newest };
        let one = PageRequest { number: 1, size: 1 };
        let elsewhere = store.list_found((typed, Breadth::All), &wide, one).await?.total;
        if elsewhere > 0 {
            return Ok(outcome(How::OnlyElsewhere(elsewhere), typed, found));
        }
    }
    let meant = meant(store, typed).await?;
    if let Some(meant) = &meant {
        let found = store.list_found((meant, Breadth::All), filter, request).await?;
        if found.total > 0 {
            return Ok(outcome(How::Corrected, meant, found));
        }
    }
    let best = meant.as_ref().unwrap_or(typed);
    if best.wanted().count() > 1 {
        let found = store.list_found((best, Breadth::Any), filter, request).await?;
        if found.total > 0 {
            return Ok(outcome(How::SomeWords, best, found));
        }
    }
    Ok(outcome(How::AsTyped, typed, found))
}

/// Gives the query with words that are there in the place of those that stand in nothing public and are near them.
async fn meant(store: &Store, typed: &Query) -> Result<Option<Query>, StoreError> {
    let mut others = BTreeMap::new();
    for word in typed.wanted().flat_map(|clause| &clause.words).take(MOST_CORRECTED) {
        let stem = stems(word).concat();
        if let Some(other) = store.find_meant_word(word, &stem).await? {
            others.insert(word.clone(), other);
        }
    }
    Ok(typed.corrected(|word| others.get(word).cloned()))
}

/// Gives the address of what was found.
pub fn address(found: &Found) -> String {
    let Found { slug, part, .. } = found;
    let part = part.unwrap_or(1);
    match found.kind {
        FoundKind::Consultation => format!("/consultations/{slug}"),
        FoundKind::Results => format!("/consultations/{slug}/results/{part}"),
        FoundKind::Reply => format!("{}#{}", replies::address(slug), replies::anchor(part)),
        FoundKind::Meeting => records::address(slug),
        FoundKind::Agenda => format!("{}#item-{part}", record_address(slug, RecordKind::Agenda, None)),
        FoundKind::Minutes => format!("{}#item-{part}", record_address(slug, RecordKind::Minutes, None)),
        FoundKind::Decision => format!("{}#decision-{part}", record_address(slug, RecordKind::Minutes, None)),
        FoundKind::Document => format!("/documents/{slug}"),
        FoundKind::Group => format!("/groups/{slug}"),
        FoundKind::Priority => priorities::address(slug),
        FoundKind::Page | FoundKind::News => {
            let section = found.part.map(|number| format!("#section-{number}")).unwrap_or_default();
            format!("{}{section}", articles::address(slug))
        }
    }
}

/// What is shown of the words of something that was found.
pub struct Shown {
    /// A part of what its page says; empty where it says nothing.
    pub said: Excerpt,
    /// A part of what is in its file, where words that were looked for are there.
    pub in_file: Option<Excerpt>,
}

/// Gives the parts of something that was found which show why it was.
pub fn shown(found: &Found, query: &Query) -> Shown {
    let said = match found.kind {
        FoundKind::Agenda
        | FoundKind::Minutes
        | FoundKind::Group
        | FoundKind::Page
        | FoundKind::News
        | FoundKind::Priority => excerpt(&rich_text::spoken(&found.text), query),
        FoundKind::Consultation
        | FoundKind::Results
        | FoundKind::Reply
        | FoundKind::Meeting
        | FoundKind::Decision
        | FoundKind::Document => excerpt(&found.text, query),
    };
    let in_file = found.file.as_ref().map(|file| excerpt(file, query)).filter(Excerpt::has_found);
    Shown { said, in_file }
}
