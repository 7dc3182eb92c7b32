//! Opens a map for the box of a place: what is typed there is drawn, and what is drawn is written there.
//!
//! The map itself is a script of its own (`frontend/map`), loaded when somebody asks for it. How references are read and
//! written there is told by `domain`, as it is on the server.

use domain::{
    corners::{MOST_CORNERS, squares, written},
    grid_reference::GridReference,
};
use leptos::{html::Div, prelude::*};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    HtmlElement, HtmlTextAreaElement,
    js_sys::{Float64Array, Function, Promise},
};

/// Where the server says what the map shows, and where its script is.
const ABOUT: &str = "/map.json";
/// The numbers that stand for one square: its easting, its northing and its side.
const NUMBERS: usize = 3;

#[wasm_bindgen(module = "/src/islands/places_map.js")]
extern "C" {
    fn open_map(
        about: &str,
        frame: &HtmlElement,
        place: &HtmlTextAreaElement,
        comment: &HtmlTextAreaElement,
        most: usize,
        read: &Function,
        write: &Function,
    ) -> Promise;
}

/// How far the map is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// No script runs, and so there is no button.
    Nowhere,
    /// It can be opened.
    Closed,
    /// It is on its way.
    Loading,
    /// It is there.
    Shown,
    /// It is there and not shown.
    Hidden,
    /// It could not be loaded.
    Failed,
}

/// Shows a button that opens a map for the box whose id is `field`, beside the box for a comment; `name` says what it is a map
/// of. Without JavaScript there is nothing.
#[island]
pub fn PlacesMap(field: String, comment: String, name: String) -> impl IntoView {
    let progress = RwSignal::new(Progress::Nowhere);
    let frame = NodeRef::<Div>::new();
    Effect::new(move |_| progress.set(Progress::Closed));
    let id = format!("{field}-map");
    let controls = id.clone();
    let of = name.clone();
    let press = move |_| match progress.get_untracked() {
        Progress::Shown => progress.set(Progress::Hidden),
        Progress::Hidden => progress.set(Progress::Shown),
        Progress::Closed | Progress::Failed => {
            let Some(frame) = frame.get_untracked() else { return };
            progress.set(Progress::Loading);
            load(&field, &comment, &frame, progress);
        }
        Progress::Nowhere | Progress::Loading => {}
    };
    let button = move || {
        let (controls, of, press) = (controls.clone(), of.clone(), press.clone());
        let is_shown = move || progress.get() == Progress::Shown;
        view! {
            <button
                class="govuk-button govuk-button--secondary"
                type="button"
                aria-expanded=move || is_shown().to_string()
                aria-controls=controls
                on:click=press
            >
                {move || if is_shown() { "Hide the map" } else { "Show a map" }}
                <span class="govuk-visually-hidden">{format!(" of {of}")}</span>
            </button>
        }
    };
    let is_there = Memo::new(move |_| progress.get() != Progress::Nowhere);
    view! {
        {move || is_there.get().then(&button)}
        <div role="status">{move || said(progress.get()).map(|said| view! { <p class="govuk-body">{said}</p> })}</div>
        <div id=id data-name=format!("Map of {name}") hidden=move || progress.get() != Progress::Shown node_ref=frame></div>
    }
}

fn said(progress: Progress) -> Option<&'static str> {
    match progress {
        Progress::Loading => Some("The map is loading."),
        Progress::Failed => Some("The map could not be loaded. The box above works without it."),
        _ => None,
    }
}

/// Loads the map into its frame.
fn load(field: &str, comment: &str, frame: &HtmlElement, progress: RwSignal<Progress>) {
    let found = |id: &str| document().get_element_by_id(id)?.dyn_into::<HtmlTextAreaElement>().ok();
    let Some((place, comment)) = found(field).zip(found(comment)) else { return progress.set(Progress::Failed) };
    // A map needs its size when it is made, and what is hidden has none.
    let _ = frame.remove_attribute("hidden");
    let read =
        Closure::<dyn Fn(String) -> Float64Array>::new(|typed: String| Float64Array::from(numbers(&typed).as_slice()));
    let write = Closure::<dyn Fn(Float64Array) -> String>::new(|numbers: Float64Array| references(&numbers.to_vec()));
    let (read, write) = (read.into_js_value(), write.into_js_value());
    let opened = open_map(ABOUT, frame, &place, &comment, MOST_CORNERS, read.unchecked_ref(), write.unchecked_ref());
    leptos::task::spawn_local(async move {
        let opened: Result<JsValue, JsValue> = JsFuture::from(opened).await;
        progress.set(if opened.is_ok() { Progress::Shown } else { Progress::Failed });
    });
}

/// Reads references: the three numbers of each square.
fn numbers(typed: &str) -> Vec<f64> {
    let square = |square: &GridReference| [square.easting, square.northing, square.precision].map(f64::from);
    squares(typed).iter().flat_map(square).collect()
}

/// Writes the references of squares; nothing, if one of them is outside the grid.
fn references(numbers: &[f64]) -> String {
    let square = |square: &[f64]| match *square {
        [easting, northing, side] => GridReference::at(metres(easting)?, metres(northing)?, metres(side)?),
        _ => None,
    };
    let squares: Option<Vec<GridReference>> = numbers.chunks(NUMBERS).map(square).collect();
    squares.map(|squares| written(&squares)).unwrap_or_default()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is within the bounds that are asked")]
fn metres(number: f64) -> Option<u32> {
    (0.0..=f64::from(u32::MAX)).contains(&number).then(|| number.trunc() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "ssr")]
    #[test]
    fn without_javascript_there_is_no_button() {
        let owner = Owner::new();

        let page = owner.with(|| {
            view! { <PlacesMap field="where".to_owned() comment="more".to_owned() name="place 1".to_owned()/> }
                .to_html()
        });

        assert!(!page.contains("<button") && !page.contains("Show a map"), "{page}");
        assert!(page.contains("hidden"), "{page}");
    }

    #[test]
    fn what_is_drawn_is_written_as_it_is_read() {
        let typed = "SJ 395 880, SJ 3961 8805, SJ 396 881";
        let drawn = numbers(typed);
        assert_eq!(drawn[..6], [339_500.0, 388_000.0, 100.0, 339_610.0, 388_050.0, 10.0]);
        assert_eq!(references(&drawn), typed);
    }

    #[test]
    fn what_is_outside_the_grid_or_no_reference_is_nothing() {
        assert!(numbers("the pond").is_empty());
        for outside in [[-5.0, 0.0, 10.0], [9e9, 0.0, 10.0], [f64::NAN, 0.0, 10.0], [0.0, 0.0, 25.0]] {
            assert_eq!(references(&outside), "");
        }
    }
}
