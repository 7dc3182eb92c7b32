//! Tells someone how many points they have left to give. It only counts: the sum is judged on the server.

use std::time::Duration;

use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::HtmlInputElement;

/// How long someone must have stopped typing before a screen reader is told what is left.
const PAUSE: Duration = Duration::from_secs(1);

/// Shows what is left of `total` points over the fields whose names begin with `fields`; without JavaScript it shows the total.
#[island]
pub fn PointsLeft(fields: String, total: u32) -> impl IntoView {
    let shown = RwSignal::new(sentence(total, &[]));
    let spoken = RwSignal::new(String::new());
    Effect::new(move |_| follow(&fields, total, shown, spoken));
    view! {
        <p class="fm-points-total">{shown}</p>
        <div class="govuk-visually-hidden" aria-live="polite">{spoken}</div>
    }
}

/// Keeps both sentences in step with the fields, the spoken one only after a pause.
fn follow(fields: &str, total: u32, shown: RwSignal<String>, spoken: RwSignal<String>) {
    let Ok(found) = document().query_selector_all(&format!("input[name^=\"{fields}\"]")) else { return };
    let inputs: Vec<HtmlInputElement> =
        (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect();
    let watched = inputs.clone();
    let now = move || sentence(total, &watched.iter().map(HtmlInputElement::value).collect::<Vec<_>>());
    // What stands there when the page opens is shown and not spoken over what is being read.
    shown.set(now());
    let mut speak = debounce(PAUSE, move |sentence| spoken.set(sentence));
    let count = move || {
        let sentence = now();
        shown.set(sentence.clone());
        speak(sentence);
    };
    let listener = Closure::<dyn FnMut()>::new(count).into_js_value();
    for input in inputs {
        // Refused only for an event target that is being torn down, when there is nothing left to count.
        let _ = input.add_event_listener_with_callback("input", listener.unchecked_ref());
    }
}

/// Says what is left; where something is typed that is no number, only the server can say what is wrong.
fn sentence(total: u32, typed: &[String]) -> String {
    let points: Option<Vec<u64>> = typed
        .iter()
        .map(|typed| typed.trim())
        .filter(|typed| !typed.is_empty())
        .map(|typed| typed.parse().ok())
        .collect();
    match points {
        Some(points) if !points.is_empty() => left(u64::from(total), points.into_iter().fold(0, u64::saturating_add)),
        _ => format!("{} to give. Leave all empty to skip the question.", count(u64::from(total))),
    }
}

fn left(total: u64, given: u64) -> String {
    if given > total {
        format!("You have given {} too many", count(given - total))
    } else {
        format!("You have {} left to give", count(total - given))
    }
}

fn count(points: u64) -> String {
    match points {
        1 => "1 point".to_owned(),
        _ => format!("{points} points"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(typed: &[&str]) -> String {
        sentence(10, &typed.iter().map(|&typed| typed.to_owned()).collect::<Vec<_>>())
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn without_javascript_the_total_is_shown() {
        let owner = Owner::new();

        let page = owner.with(|| view! { <PointsLeft fields="points.".to_owned() total=10/> }.to_html());

        assert!(page.contains("10 points to give. Leave all empty to skip the question."), "{page}");
    }

    #[test]
    fn what_is_left_is_the_total_without_what_is_given() {
        assert_eq!(said(&["6", "", " 3 "]), "You have 1 point left to give");
        assert_eq!(said(&["10"]), "You have 0 points left to give");
        assert_eq!(said(&["6", "6"]), "You have given 2 points too many");
    }

    #[test]
    fn nothing_and_what_is_no_number_leave_the_total() {
        for typed in [vec![], vec!["", " "], vec!["ten"], vec!["1.5", "2"]] {
            assert_eq!(said(&typed), "10 points to give. Leave all empty to skip the question.");
        }
    }
}
