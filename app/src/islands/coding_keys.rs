//! Lets a coder tick tags with single keys, once they ask for it. Whoever does not ask has every key for themselves, as people need who
//! speak to their computer or steer it by switches.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent};
use web_sys::{HtmlFormElement, js_sys::Reflect};

/// The keys in the order of the boxes; what comes after the last has none.
const KEYS: &str = "1234567890abcdefghijklmnopqrstuvwxyz";
/// Under this name the browser remembers that keys are wanted.
const WANTED: &str = "folkmoot-coding-keys";
/// The attribute that tells assistive technology the key of a box.
const SHORTCUT: &str = "aria-keyshortcuts";

/// Offers keys for the boxes of the form whose id is `form`. Without JavaScript it is empty.
#[island]
pub fn CodingKeys(form: String) -> impl IntoView {
    let (is_there, is_on) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| watch(&form, is_there, is_on));
    move || is_there.get().then(|| switch(is_on))
}

fn switch(is_on: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="govuk-checkboxes govuk-checkboxes--small fm-keys">
            <div class="govuk-checkboxes__item">
                <input
                    class="govuk-checkboxes__input"
                    id="coding-keys"
                    type="checkbox"
                    prop:checked=is_on
                    on:change=move |event| is_on.set(event_target_checked(&event))
                />
                <label class="govuk-label govuk-checkboxes__label" for="coding-keys">"Tick tags with single keys"</label>
                <div class="govuk-hint govuk-checkboxes__hint">
                    "The key stands beside each tag. Enter saves and goes to the next comment. This browser remembers it."
                </div>
            </div>
        </div>
    }
}

/// A form, its boxes with their keys, and where the key is shown beside each.
struct Keys {
    form: HtmlFormElement,
    boxes: Vec<(char, HtmlInputElement)>,
}

fn watch(form: &str, is_there: RwSignal<bool>, is_on: RwSignal<bool>) {
    let Some(form) = document().get_element_by_id(form).and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else {
        return;
    };
    let Ok(found) = form.query_selector_all("input[type=checkbox]") else { return };
    let boxes = (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok());
    let keys = Rc::new(Keys { form, boxes: KEYS.chars().zip(boxes).collect() });
    is_on.set(is_wanted());
    is_there.set(!keys.boxes.is_empty());
    let shown = Rc::clone(&keys);
    Effect::new(move |_| {
        let is_on = is_on.get();
        remember(is_on);
        shown.show(is_on);
    });
    let pressed = move |event: KeyboardEvent| {
        if is_on.get_untracked() {
            keys.press(&event);
        }
    };
    let listener = Closure::<dyn FnMut(KeyboardEvent)>::new(pressed).into_js_value();
    // Refused only for an event target that is being torn down, when no key is pressed any more.
    let _ = window().add_event_listener_with_callback("keydown", listener.unchecked_ref());
}

impl Keys {
    /// Shows the keys beside their boxes, or takes them away.
    fn show(&self, is_on: bool) {
        for (key, ticked) in &self.boxes {
            let label = ticked
                .labels()
                .and_then(|labels| labels.item(0))
                .and_then(|label| label.dyn_into::<HtmlElement>().ok());
            let Some(label) = label else { continue };
            let badge = label.query_selector("kbd").ok().flatten();
            match badge {
                Some(badge) if !is_on => {
                    badge.remove();
                    let _ = ticked.remove_attribute(SHORTCUT);
                }
                None if is_on => {
                    let Ok(badge) = document().create_element("kbd") else { continue };
                    badge.set_class_name("fm-key");
                    badge.set_text_content(Some(&key.to_string()));
                    // Its shortcut is told with the box already.
                    let _ = badge.set_attribute("aria-hidden", "true");
                    let _ = label.append_child(&badge);
                    let _ = ticked.set_attribute(SHORTCUT, &key.to_string());
                }
                _ => {}
            }
        }
    }

    /// Ticks the box of a key, or sends the form.
    fn press(&self, event: &KeyboardEvent) {
        let is_held = event.ctrl_key() || event.alt_key() || event.meta_key() || event.repeat() || event.is_composing();
        if is_held || event.default_prevented() || is_typed_into(event) {
            return;
        }
        let key = event.key().to_lowercase();
        if key == "enter" {
            // Elsewhere Enter does already what it does: it follows a link, presses a button or sends the form of a box.
            let is_nowhere = event
                .target()
                .is_some_and(|target| target.dyn_into::<HtmlElement>().is_ok_and(|on| on.tag_name() == "BODY"));
            if is_nowhere && self.form.request_submit().is_ok() {
                event.prevent_default();
            }
            return;
        }
        let Some((_, ticked)) = self.boxes.iter().find(|(own, _)| key == own.to_string()) else { return };
        event.prevent_default();
        // A screen reader says which box it is and whether it is ticked now.
        let _ = ticked.focus();
        ticked.click();
    }
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
