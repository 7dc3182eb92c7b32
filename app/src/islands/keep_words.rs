//! Stores what somebody types while they type, and asks before they leave with words that are not stored yet.
//!
//! The server does the keeping: this only posts the form as its button would, with a field that says that nobody pressed it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use gloo_net::http::Request;
use leptos::leptos_dom::helpers::{debounce, set_timeout};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::convert::FromWasmAbi;
use leptos::web_sys::{
    BeforeUnloadEvent, Event, EventTarget, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, SubmitEvent,
    UrlSearchParams,
    js_sys::{Date, Reflect},
};

/// The field that says that a page was posted by itself.
pub const BY_ITSELF: &str = "by-itself";

/// How long somebody must have stopped typing before the words are stored.
const PAUSE: Duration = Duration::from_secs(3);
/// When it is tried again after the words could not be stored.
const AGAIN: Duration = Duration::from_secs(15);
/// How long a press of a button waits for words that are on their way.
const PATIENCE: Duration = Duration::from_secs(5);

/// Keeps the words of the form whose id is `form`; its field `shown` says which words it showed. Without JavaScript it is empty.
#[island]
pub fn KeepWords(form: String, shown: String) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let trouble = RwSignal::new("");
    Effect::new(move |_| watch(&form, &shown, said, trouble));
    view! {
        <p class="fm-kept">{said}</p>
        <p class="fm-kept" role="status">{trouble}</p>
    }
}

/// A form and how much of what was typed into it is stored.
struct Keeper {
    form: HtmlFormElement,
    shown: HtmlInputElement,
    said: RwSignal<String>,
    trouble: RwSignal<&'static str>,
    /// Counts the changes.
    typed: Cell<u32>,
    /// How many of them are stored.
    kept: Cell<u32>,
    is_sending: Cell<bool>,
    /// The press of a button while words were on their way.
    pressed: RefCell<Option<Press>>,
    is_left: Cell<bool>,
}

/// A press of a button, or of the Enter key, which has none.
struct Press(Option<HtmlElement>);

fn watch(form: &str, shown: &str, said: RwSignal<String>, trouble: RwSignal<&'static str>) {
    let Some(form) = document().get_element_by_id(form).and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else {
        return;
    };
    let Some(shown) = form.elements().named_item(shown).and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
    else {
        return;
    };
    // Without cookies nothing leads back to a draft, and each try would begin another one.
    let keeps_cookies = Reflect::get(&window().navigator(), &"cookieEnabled".into());
    if !keeps_cookies.is_ok_and(|keeps| keeps.is_truthy()) {
        return;
    }
    let keeper = Rc::new(Keeper {
        form,
        shown,
        said,
        trouble,
        typed: Cell::new(0),
        kept: Cell::new(0),
        is_sending: Cell::new(false),
        pressed: RefCell::new(None),
        is_left: Cell::new(false),
    });
    let mut later = debounce(PAUSE, |keeper: Rc<Keeper>| keep(&keeper));
    let typing = Rc::clone(&keeper);
    listen(&keeper.form, "input", move |_: Event| {
        typing.typed.set(typing.typed.get() + 1);
        later(Rc::clone(&typing));
    });
    let leaving = Rc::clone(&keeper);
    listen(&keeper.form, "submit", move |event: SubmitEvent| leave(&leaving, &event));
    let closing = Rc::clone(&keeper);
    listen(&window(), "beforeunload", move |event: BeforeUnloadEvent| {
        if !closing.is_left.get() && closing.typed.get() != closing.kept.get() {
            event.prevent_default();
        }
    });
}

fn listen<E: FromWasmAbi + 'static>(target: &EventTarget, name: &str, hear: impl FnMut(E) + 'static) {
    let listener = Closure::<dyn FnMut(E)>::new(hear).into_js_value();
    // Refused only for a target that is being torn down, when there is nothing left to keep.
    let _ = target.add_event_listener_with_callback(name, listener.unchecked_ref());
}

/// Stores the words unless they are stored or on their way.
fn keep(keeper: &Rc<Keeper>) {
    if keeper.is_sending.get() || keeper.is_left.get() || keeper.typed.get() == keeper.kept.get() {
        return;
    }
    let keeper = Rc::clone(keeper);
    keeper.is_sending.set(true);
    leptos::task::spawn_local(async move {
        let typed = keeper.typed.get();
        match send(&keeper.form).await {
            Some(digest) => {
                keeper.shown.set_value(&digest);
                keeper.kept.set(typed);
                let time = Date::new_0().to_locale_time_string("en-GB");
                keeper.said.set(format!("What you typed was saved at {}.", String::from(time)));
                keeper.trouble.set("");
            }
            None => {
                keeper.trouble.set("We could not save what you typed just now. It is still here, and we try again.");
            }
        }
        keeper.is_sending.set(false);
        if let Some(pressed) = keeper.pressed.take() {
            press(&keeper, &pressed);
        } else if keeper.typed.get() != keeper.kept.get() {
            let wait = if keeper.kept.get() == typed { PAUSE } else { AGAIN };
            set_timeout(move || keep(&keeper), wait);
        }
    });
}

/// Posts the form and gives what the server says of the words that it has stored.
async fn send(form: &HtmlFormElement) -> Option<String> {
    let fields = FormData::new_with_form(form).ok()?;
    let body = UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?;
    body.append(BY_ITSELF, "yes");
    let request = Request::post(&form.action()).body(body).ok()?;
    let answer = request.send().await.ok().filter(gloo_net::http::Response::ok)?;
    answer.text().await.ok().filter(|digest| !digest.is_empty())
}

/// Lets a press of a button wait for words that are on their way, so that they do not look like those of another tab.
fn leave(keeper: &Rc<Keeper>, event: &SubmitEvent) {
    if !keeper.is_sending.get() {
        keeper.is_left.set(true);
        return;
    }
    event.prevent_default();
    keeper.pressed.replace(Some(Press(event.submitter())));
    let keeper = Rc::clone(keeper);
    let go = move || {
        if let Some(pressed) = keeper.pressed.take() {
            press(&keeper, &pressed);
        }
    };
    set_timeout(go, PATIENCE);
}

fn press(keeper: &Keeper, Press(button): &Press) {
    keeper.is_sending.set(false);
    // Refused only for a button that is gone from the form, and then the form is still there to be sent.
    let _ = keeper.form.request_submit_with_submitter(button.as_ref());
}

#[cfg(test)]
mod tests {
    #[cfg(feature = "ssr")]
    #[test]
    fn without_javascript_it_says_nothing() {
        use super::*;

        let owner = Owner::new();

        let page = owner.with(|| view! { <KeepWords form="page".to_owned() shown="shown".to_owned()/> }.to_html());

        assert!(!page.contains("saved"), "{page}");
    }
}
