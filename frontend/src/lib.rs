//! The browser's half of the process: it starts the islands and holds nothing else.

use wasm_bindgen::prelude::wasm_bindgen;

// Naming the module links it: without this line the islands are not in the wasm at all.
pub use app::islands;

/// Gives every island on the page its behaviour. The script in the page's head calls this once.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
