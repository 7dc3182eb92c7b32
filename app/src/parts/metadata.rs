//! What search engines, and sites that show a link with a few words, are told of a page. A page says it through its frame; one
//! that says nothing asks to be left out.

use leptos::{
    html::{link, meta},
    prelude::*,
};

use crate::state::Site;

/// How many letters of a description are shown anywhere.
const LONGEST: usize = 200;

/// What kind of page others are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// A page of the site that changes with what it lists.
    Website,
    /// Something that was published.
    Article,
}

/// What is told of a page that everybody may find.
#[derive(Clone, Debug)]
pub struct Metadata {
    /// The one address of the page, without that of the site.
    path: String,
    words: String,
    sort: Sort,
    title: Option<String>,
    /// The title and the address of the feed in which what is new here is told.
    feed: Option<(String, String)>,
}

impl Metadata {
    /// Describes a page of the site by its address and a sentence.
    pub fn page(path: impl Into<String>, words: impl AsRef<str>) -> Self {
        let words = shortened(words.as_ref());
        Self { path: path.into(), words, sort: Sort::Website, title: None, feed: None }
    }

    /// Describes something that was published by its address and a sentence.
    pub fn article(path: impl Into<String>, words: impl AsRef<str>) -> Self {
        Self { sort: Sort::Article, ..Self::page(path, words) }
    }

    /// Sets the title that others show, that of the page if it is not set.
    #[must_use]
    pub fn titled(self, title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    /// Names the feed in which what is new here is told.
    #[must_use]
    pub fn feed(self, title: impl Into<String>, path: impl Into<String>) -> Self {
        Self { feed: Some((title.into(), path.into())), ..self }
    }
}

/// Draws what the head of a page says of it.
pub(super) fn described(site: &Site, title: &str, metadata: Option<&Metadata>) -> AnyView {
    let Some(Metadata { path, words, sort, title: own, feed }) = metadata else {
        return view! { <meta name="robots" content="noindex"/> }.into_any();
    };
    let address = site.address(path);
    let sort = match sort {
        Sort::Website => "website",
        Sort::Article => "article",
    };
    let told = [
        ("og:title", own.as_deref().unwrap_or(title)),
        ("og:description", words.as_str()),
        ("og:type", sort),
        ("og:url", address.as_str()),
        ("og:site_name", site.name.as_str()),
    ];
    // Where nothing is said there is nothing to tell.
    let told = told.into_iter().filter(|(_, said)| !said.is_empty());
    let told: Vec<_> = told.map(|(name, said)| meta().attr("property", name).content(said.to_owned())).collect();
    let description = (!words.is_empty()).then(|| view! { <meta name="description" content=words.clone()/> });
    let feed = feed.clone().map(|(title, path)| {
        link().rel("alternate").r#type("application/atom+xml").title(title).href(site.address(&path))
    });
    view! {
        {description}
        <link rel="canonical" href=address.clone()/>
        {told}
        {feed}
    }
    .into_any()
}

/// Puts words into one line and cuts them between two of them where they are too long.
fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(LONGEST) else { return line };
    let kept = line.get(..end).unwrap_or_default();
    let whole = kept.rsplit_once(' ').map_or(kept, |(whole, _)| whole);
    format!("{whole}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_one_line_and_ends_between_two_words() {
        assert_eq!(shortened("Rivers,\n\n  and   ponds."), "Rivers, and ponds.");
        let long = shortened(&"eight ab ".repeat(40));
        assert!(long.chars().count() <= LONGEST + 1 && long.ends_with("ab…"), "{long}");
        assert_eq!(shortened(&"é".repeat(300)).chars().count(), LONGEST + 1);
    }
}
