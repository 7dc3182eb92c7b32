//! Words that are not in the language of the page.

use domain::language::Language;
use leptos::prelude::*;

/// Says in which language something is, so that it is read aloud and laid out as that language is; English things as they are.
pub fn spoken(language: Option<Language>, words: impl IntoView) -> AnyView {
    match language {
        Some(language) => view! { <div lang=language.tag() dir=language.direction()>{words}</div> }.into_any(),
        None => words.into_any(),
    }
}
