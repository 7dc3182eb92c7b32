//! Listening to what happens in the page.

use leptos::wasm_bindgen::convert::FromWasmAbi;
use leptos::wasm_bindgen::{JsCast as _, closure::Closure};
use leptos::web_sys::EventTarget;

/// Calls something for each event of a name, as long as the page stands.
pub(super) fn listen<E: FromWasmAbi + 'static>(target: &EventTarget, name: &str, hear: impl FnMut(E) + 'static) {
    let listener = Closure::<dyn FnMut(E)>::new(hear).into_js_value();
    // Refused only for a target that is being torn down, when there is nothing left to hear.
    let _ = target.add_event_listener_with_callback(name, listener.unchecked_ref());
}
