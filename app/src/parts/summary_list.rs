//! A list of what was asked beside what was said, one row each.

use domain::language::{ENGLISH, Language};
use leptos::prelude::*;

use crate::words::BLANK;

/// One row: what was asked, what was said, and perhaps a link that changes it.
pub struct SummaryRow {
    key: String,
    value: AnyView,
    link: Option<RowLink>,
    language: Option<Language>,
}

/// Where a row leads: the address, the word to press, and what more is said to those who hear it alone.
struct RowLink {
    address: String,
    word: &'static str,
    about: String,
}

impl SummaryRow {
    /// Makes a row of any value.
    pub fn new(key: impl Into<String>, value: impl IntoView) -> Self {
        Self { key: key.into(), value: value.into_any(), link: None, language: None }
    }

    /// Makes a row of what somebody said, line by line; without any line it was left blank.
    pub fn said(key: impl Into<String>, lines: Vec<String>) -> Self {
        let value = if lines.is_empty() {
            view! { <span class="fm-no-answer" lang=ENGLISH>{BLANK}</span> }.into_any()
        } else {
            lines.into_iter().map(|line| view! { <p class="fm-words">{line}</p> }).collect_view().into_any()
        };
        Self::new(key, value)
    }

    /// Says in which language what was asked and said is, if not in English.
    #[must_use]
    pub fn in_language(mut self, language: Option<Language>) -> Self {
        self.language = language;
        self
    }

    /// Adds the link that changes what was said.
    #[must_use]
    pub fn with_change(self, address: String) -> Self {
        let about = format!("your answer to ‘{}’", self.key);
        self.with_link(address, "Change", about)
    }

    /// Adds a link by its word, and what that is about.
    #[must_use]
    pub fn with_link(mut self, address: String, word: &'static str, about: impl Into<String>) -> Self {
        self.link = Some(RowLink { address, word, about: about.into() });
        self
    }

    fn draw(self) -> AnyView {
        let link = self.link.map(|RowLink { address, word, about }| {
            view! {
                <dd class="govuk-summary-list__actions">
                    <a class="govuk-link" href=address>{word} <span class="govuk-visually-hidden">{format!(" {about}")}</span></a>
                </dd>
            }
        });
        let (tag, direction) = (self.language.map(Language::tag), self.language.map(Language::direction));
        view! {
            <div class="govuk-summary-list__row">
                <dt class="govuk-summary-list__key" lang=tag dir=direction>{self.key}</dt>
                <dd class="govuk-summary-list__value" lang=tag dir=direction>{self.value}</dd>
                {link}
            </div>
        }
        .into_any()
    }
}

/// Draws rows whose keys are short.
pub fn summary_list(rows: impl IntoIterator<Item = SummaryRow>) -> AnyView {
    list("govuk-summary-list", rows)
}

/// Draws rows whose keys are statements, longer than what was said to them.
pub fn statement_list(rows: impl IntoIterator<Item = SummaryRow>) -> AnyView {
    list("govuk-summary-list fm-statements", rows)
}

fn list(class: &'static str, rows: impl IntoIterator<Item = SummaryRow>) -> AnyView {
    let rows: Vec<_> = rows.into_iter().map(SummaryRow::draw).collect();
    view! { <dl class=class>{rows}</dl> }.into_any()
}
