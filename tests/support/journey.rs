//! The way of a resident through a consultation, page by page, to the receipt.
//!
//! It knows no questions: it reads whatever forms it meets and fills them in.

use std::collections::BTreeSet;

use scraper::Html;

use crate::{
    client::{Client, Lost},
    visitor::{Page, css},
};

/// The most pages of a journey; more are a circle.
const LONGEST: usize = 60;

impl Client {
    /// Answers a consultation from where the draft stands, writes the words wherever there is room, and gives the
    /// reference on the receipt.
    ///
    /// # Errors
    /// [`Lost`] when the server stopped answering; the same client can go on later.
    pub async fn answer(&mut self, slug: &str, words: &str) -> Result<String, Lost> {
        let mut page = self.open(&format!("/consultations/{slug}/respond")).await?;
        for _ in 0..LONGEST {
            assert!(page.status.is_success(), "{} at {:?}:\n{}", page.status, self.led_to(), page.body);
            if let Some(reference) = page.text("#reference") {
                return Ok(reference);
            }
            page = self.submit(&page, &page.filled(words)).await?;
        }
        panic!("{slug} has no end: {:?}", self.led_to());
    }
}

impl Page {
    /// Gives what a person in a hurry fills in: the first of each radio buttons, and the words in each large field.
    fn filled(&self, words: &str) -> Vec<(String, String)> {
        let document = Html::parse_document(&self.body);
        let named = |selector: &str| -> Vec<(String, String)> {
            let selector = css(selector);
            let found = document.select(&selector).map(|element| element.value());
            let pair = |name: &str, value: Option<&str>| (name.to_owned(), value.unwrap_or_default().to_owned());
            found.filter_map(|element| Some(pair(element.attr("name")?, element.attr("value")))).collect()
        };
        let form = "form[method=post]";
        let mut done: BTreeSet<String> =
            named(&format!("{form} input[type=radio][checked]")).into_iter().map(|(name, _)| name).collect();
        let mut filled = named(&format!("{form} input[type=radio]"));
        filled.retain(|(name, _)| done.insert(name.clone()));
        filled.extend(named(&format!("{form} textarea")).into_iter().map(|(name, _)| (name, words.to_owned())));
        filled
    }
}
