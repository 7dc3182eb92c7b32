//! Lets a coder tick tags with single keys, once they ask for it. Whoever does not ask has every key for themselves, as people need who
//! speak to their computer or steer it by switches.
//!
//! The server draws the switch, hidden: what an island draws by itself is in the script of every page that has one.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent,
};
use web_sys::{HtmlFormElement, js_sys::Reflect};

use super::listen::listen;

/// The id of the switch that turns the keys on.
pub const KEYS_SWITCH: &str = "coding-keys";

/// The keys in the order of the boxes; what comes after the last has none.
const KEYS: &str = "1234567890abcdefghijklmnopqrstuvwxyz";
/// Under this name the browser remembers that keys are wanted.
const WANTED: &str = "folkmoot-coding-keys";
/// The attribute that tells assistive technology the key of a box.
const SHORTCUT: &str = "aria-keyshortcuts";

/// Shows the switch of [`KEYS_SWITCH`], which stands in something hidden, and gives the boxes of the form whose id is `form` their keys.
#[island]
pub fn CodingKeys(form: String) -> impl IntoView {
    Effect::new(move |_| {
        Keys::watch(&form);
    });
}

/// The switch, and a form with its boxes and their keys.
struct Keys {
    switch: HtmlInputElement,
    form: HtmlFormElement,
    boxes: Vec<(&'static str, HtmlInputElement)>,
}

impl Keys {
    fn watch(form: &str) -> Option<()> {
        let form: HtmlFormElement = document().get_element_by_id(form)?.dyn_into().ok()?;
        let switch: HtmlInputElement = document().get_element_by_id(KEYS_SWITCH)?.dyn_into().ok()?;
        let found = form.query_selector_all("input[type=checkbox]").ok()?;
        let boxes = (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok());
        let keys = (0..KEYS.len()).filter_map(|place| KEYS.get(place..=place));
        let keys = Rc::new(Self { switch, form, boxes: keys.zip(boxes).collect() });
        keys.switch.set_checked(is_wanted());
        keys.show();
        keys.switch.closest("[hidden]").ok()??.remove_attribute("hidden").ok()?;
        let switched = Rc::clone(&keys);
        listen(&keys.switch, "change", move |_: Event| {
            remember(switched.switch.checked());
            switched.show();
        });
        listen(&window(), "keydown", move |event: KeyboardEvent| {
            if keys.switch.checked() {
                keys.press(&event);
            }
        });
        Some(())
    }

    /// Shows the keys beside their boxes, or takes them away.
    fn show(&self) {
        for (key, ticked) in &self.boxes {
            let _ = if self.switch.checked() { add_key(key, ticked) } else { take_key(ticked) };
        }
    }

    /// Ticks the box of a key, or sends the form.
    fn press(&self, event: &KeyboardEvent) {
        let is_held = event.ctrl_key() || event.alt_key() || event.meta_key() || event.repeat();
        if is_held || event.default_prevented() || is_typed_into(event) {
            return;
        }
        let key = event.key();
        if key == "Enter" {
            // Elsewhere Enter does already what it does: it follows a link, presses a button or sends the form of a box.
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if target.is_some_and(|target| target.tag_name() == "BODY") && self.form.request_submit().is_ok() {
                event.prevent_default();
            }
            return;
        }
        let Some((_, ticked)) = self.boxes.iter().find(|(own, _)| key.eq_ignore_ascii_case(own)) else { return };
        event.prevent_default();
        // A screen reader says which box it is and whether it is ticked now.
        let _ = ticked.focus();
        ticked.click();
    }
}

fn label(ticked: &HtmlInputElement) -> Option<HtmlElement> {
    ticked.labels()?.item(0)?.dyn_into().ok()
}

fn add_key(key: &str, ticked: &HtmlInputElement) -> Option<()> {
    let badge = document().create_element("kbd").ok()?;
    badge.set_class_name("fm-key");
    badge.set_text_content(Some(key));
    // The key is told with the box already.
    badge.set_attribute("aria-hidden", "true").ok()?;
    ticked.set_attribute(SHORTCUT, key).ok()?;
    label(ticked)?.append_child(&badge).ok().map(drop)
}

fn take_key(ticked: &HtmlInputElement) -> Option<()> {
    ticked.remove_attribute(SHORTCUT).ok()?;
    label(ticked)?.query_selector("kbd").ok()??.remove();
    Some(())
}

/// Says whether a key writes something where it was pressed.
fn is_typed_into(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target() else { return false };
    let writes = target.dyn_ref::<HtmlInputElement>().is_some_and(|input| input.type_() != "checkbox");
    writes || target.has_type::<HtmlTextAreaElement>() || target.has_type::<HtmlSelectElement>()
}

fn is_wanted() -> bool {
    let stored = Reflect::get(&window(), &"localStorage".into());
    stored.and_then(|stored| Reflect::get(&stored, &WANTED.into())).is_ok_and(|wanted| wanted.is_truthy())
}

/// Remembers what is wanted, where the browser keeps anything.
fn remember(is_wanted: bool) {
    let Ok(stored) = Reflect::get(&window(), &"localStorage".into()) else { return };
    let wanted = if is_wanted { "on" } else { "" };
    // A browser that keeps nothing refuses, and forgets.
    let _ = Reflect::set(&stored, &WANTED.into(), &wanted.into());
}
