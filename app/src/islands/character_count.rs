//! Tells someone how many characters they have left in a text box. It only counts: the limit is judged on the server.

use std::time::Duration;

use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::HtmlTextAreaElement;

/// How long someone must have stopped typing before a screen reader is told the count.
const PAUSE: Duration = Duration::from_secs(1);

/// Shows the characters left in the text box whose id is `field`; without JavaScript it shows the limit.
#[island]
pub fn CharacterCount(field: String, limit: usize) -> impl IntoView {
    let shown = RwSignal::new(limit_sentence(limit));
    let spoken = RwSignal::new(String::new());
    let id = format!("{field}-count");
    Effect::new(move |_| follow(&field, limit, shown, spoken));
    view! {
        <div id=id class="govuk-hint govuk-character-count__message">{shown}</div>
        <div class="govuk-visually-hidden" aria-live="polite">{spoken}</div>
    }
}

/// Keeps both sentences in step with the text box, the spoken one only after a pause.
fn follow(field: &str, limit: usize, shown: RwSignal<String>, spoken: RwSignal<String>) {
    let Some(area) = text_area(field) else { return };
    let watched = area.clone();
    let mut speak = debounce(PAUSE, move |sentence| spoken.set(sentence));
    let mut count = move || {
        let sentence = left_sentence(limit, watched.value().chars().count());
        shown.set(sentence.clone());
        speak(sentence);
    };
    count();
    let listener = Closure::<dyn FnMut()>::new(count).into_js_value();
    // Refused only for an event target that is being torn down, when there is nothing left to count.
    let _ = area.add_event_listener_with_callback("input", listener.unchecked_ref());
}

fn text_area(id: &str) -> Option<HtmlTextAreaElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

fn limit_sentence(limit: usize) -> String {
    format!("You can enter up to {}", characters(limit))
}

fn left_sentence(limit: usize, typed: usize) -> String {
    if typed > limit {
        format!("You have {} too many", characters(typed - limit))
    } else {
        format!("You have {} remaining", characters(limit - typed))
    }
}

fn characters(count: usize) -> String {
    match count {
        1 => "1 character".to_owned(),
        _ => format!("{count} characters"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "ssr")]
    #[test]
    fn without_javascript_the_limit_is_shown() {
        let owner = Owner::new();

        let page = owner.with(|| view! { <CharacterCount field="views".to_owned() limit=20/> }.to_html());

        assert!(page.contains(r#"id="views-count""#), "{page}");
        assert!(page.contains("You can enter up to 20 characters"), "{page}");
    }

    #[test]
    fn the_last_character_is_counted_in_the_singular() {
        assert_eq!(left_sentence(20, 19), "You have 1 character remaining");
    }

    #[test]
    fn a_full_box_has_nothing_remaining() {
        assert_eq!(left_sentence(20, 20), "You have 0 characters remaining");
    }

    #[test]
    fn a_box_over_its_limit_says_by_how_much() {
        assert_eq!(left_sentence(20, 32), "You have 12 characters too many");
    }
}
