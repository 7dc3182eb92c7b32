//! The addresses that search engines may list (sitemaps.org): those of public pages, and nothing else.

use std::collections::BTreeMap;

use domain::time::Moment;
use quick_xml::{Writer, events::BytesText};
use store::{DocumentFilter, PageRequest, Readers, When};

use super::entries::newest;
use crate::{error::PageError, priorities, records, state::AppState};

/// What programs call a sitemap.
pub const MEDIA_TYPE: &str = "application/xml; charset=utf-8";
/// How many addresses one file may have.
pub const MOST_ADDRESSES: usize = 50_000;
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
/// How many rows of a list are read at once.
const AT_ONCE: u32 = 1_000;
/// The pages that each site has.
const ALWAYS: [&str; 16] = [
    "/",
    "/accessibility",
    "/biodiversity-net-gain",
    "/biodiversity-net-gain/providers",
    "/consultations",
    "/cookies",
    "/documents",
    "/expressions-of-interest",
    "/feeds",
    "/groups",
    "/involvement",
    "/minutes",
    "/news",
    "/pages",
    "/priorities",
    "/privacy",
];

/// An address that may be listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where it is, without the address of the site.
    pub path: String,
    /// When what is there was last changed, if that is known.
    pub changed_at: Option<Moment>,
}

/// Lists each public page once, in the order of the addresses.
///
/// # Errors
/// Fails where the database does.
pub async fn addresses(state: &AppState) -> Result<Vec<Listed>, PageError> {
    let mut found: BTreeMap<String, Option<Moment>> = ALWAYS.map(|path| (path.to_owned(), None)).into();
    found.extend(state.store.list_groups().await?.into_iter().map(|group| (format!("/groups/{}", group.slug), None)));
    let public = state.store.list_public_priorities().await?;
    found.extend(public.into_iter().map(|stored| (priorities::address(&stored.priority.code), None)));
    let consultations = state.store.list_published_consultations().await?;
    found.extend(consultations.into_iter().map(|one| (format!("/consultations/{}", one.slug), None)));
    for number in 1.. {
        let request = PageRequest { number, size: AT_ONCE };
        let page = state.store.list_stored_meetings((None, When::Always), Readers::Everyone, request).await?;
        found.extend(page.rows.iter().map(|stored| (records::address(&stored.meeting.slug), None)));
        if number >= page.count() {
            break;
        }
    }
    for number in 1.. {
        let request = PageRequest { number, size: AT_ONCE };
        let page = state.store.list_documents(&DocumentFilter::default(), request).await?;
        let current = |listed: store::ListedDocument| {
            let since = listed.current.and_then(|version| version.published_at);
            (format!("/documents/{}", listed.stored.document.slug), since)
        };
        let count = page.count();
        found.extend(page.rows.into_iter().map(current));
        if number >= count {
            break;
        }
    }
    let entries = newest(state, None, u32::MAX).await?;
    found.extend(entries.into_iter().map(|entry| (entry.path, Some(entry.updated_at))));
    Ok(found.into_iter().map(|(path, changed_at)| Listed { path, changed_at }).collect())
}

/// Writes addresses as a sitemap.
///
/// # Errors
/// Fails only where memory cannot be written to.
pub fn urlset(origin: &str, listed: &[Listed]) -> Result<Vec<u8>, PageError> {
    write("urlset", "url", listed.iter().map(|one| (format!("{origin}{}", one.path), one.changed_at)))
}

/// Writes the addresses of so many sitemaps as an index.
///
/// # Errors
/// Fails only where memory cannot be written to.
pub fn index(origin: &str, parts: usize) -> Result<Vec<u8>, PageError> {
    write("sitemapindex", "sitemap", (1..=parts).map(|part| (format!("{origin}/sitemaps/{part}"), None)))
}

fn write(
    root: &str,
    item: &str,
    addresses: impl Iterator<Item = (String, Option<Moment>)>,
) -> Result<Vec<u8>, PageError> {
    let mut writer = Writer::new(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_vec());
    let written = writer.create_element(root).with_attribute(("xmlns", NAMESPACE)).write_inner_content(|writer| {
        for (address, changed_at) in addresses {
            writer.create_element(item).write_inner_content(|writer| {
                writer.create_element("loc").write_text_content(BytesText::new(&address))?;
                if let Some(at) = changed_at {
                    let at = at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
                    writer.create_element("lastmod").write_text_content(BytesText::new(&at))?;
                }
                Ok(())
            })?;
        }
        Ok(())
    });
    written.map_err(|error| PageError::Broken(format!("a sitemap cannot be written: {error}")))?;
    Ok(writer.into_inner())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn addresses_are_written_whole_and_escaped() {
        let listed = [
            Listed { path: "/documents/a&b".into(), changed_at: Some(DateTime::UNIX_EPOCH) },
            Listed { path: "/minutes".into(), changed_at: None },
        ];
        let written = String::from_utf8(urlset("https://nature.example.org", &listed).unwrap()).unwrap();
        let document = roxmltree::Document::parse(&written).unwrap();
        let texts = |name| {
            let found = document.descendants().filter(move |node| node.has_tag_name((NAMESPACE, name)));
            found.filter_map(|node| node.text()).collect::<Vec<_>>()
        };
        assert_eq!(texts("loc"), ["https://nature.example.org/documents/a&b", "https://nature.example.org/minutes"]);
        assert_eq!(texts("lastmod"), ["1970-01-01T00:00:00Z"]);
    }

    #[test]
    fn an_index_leads_to_each_part() {
        let written = String::from_utf8(index("https://nature.example.org", 2).unwrap()).unwrap();
        assert!(written.contains("<sitemap><loc>https://nature.example.org/sitemaps/2</loc></sitemap>"), "{written}");
        assert!(written.contains("<sitemapindex xmlns=") && !written.contains("sitemaps/3"), "{written}");
    }
}
