//! Stores what somebody types while they type, and asks before they leave with words that are not stored yet.
//!
//! The server does the keeping: this only posts the form as its button would, with a field that says that nobody pressed it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use gloo_net::http::{Request, Response};
use leptos::leptos_dom::helpers::{debounce, set_timeout};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{
    BeforeUnloadEvent, Event, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, SubmitEvent, UrlSearchParams,
    js_sys::{Date, Reflect},
};

use super::listen::listen;

/// The field that says that a page was posted by itself.
pub const BY_ITSELF: &str = "by-itself";

/// How long somebody must have stopped typing before the words are stored.
const PAUSE: Duration = Duration::from_secs(3);
/// When it is tried again after the words could not be stored.
const AGAIN: Duration = Duration::from_secs(15);
/// How long a press of a button waits for words that are on their way.
const PATIENCE: Duration = Duration::from_secs(12);
/// The status of an answer that only whoever typed can do something about.
const CONFLICT: u16 = 409;

/// How many characters of a time such as 14:05:30 tell the minute.
const HOUR_AND_MINUTE: usize = 5;

/// Keeps the words of the form whose id is `form`; its field `shown` says which words it showed. Without JavaScript it is empty.
#[island]
pub fn KeepWords(form: String, shown: String) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let trouble = RwSignal::new("");
    Effect::new(move |_| watch(&form, &shown, said, trouble));
    view! {
        {move || line(said.get())}
        <div role="status">{move || line(trouble.get().to_owned())}</div>
    }
}

fn line(words: String) -> Option<impl IntoView> {
    (!words.is_empty()).then(|| view! { <p class="fm-kept">{words}</p> })
}

/// A form and how much of what was typed into it is stored.
struct Keeper {
    form: HtmlFormElement,
    /// The fields that say which words the page showed: its own, and that of the words that were put aside.
    shown: Vec<HtmlInputElement>,
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
    is_refused: Cell<bool>,
}

/// A press of a button, or of the Enter key, which has none.
struct Press(Option<HtmlElement>);

fn watch(form: &str, shown: &str, said: RwSignal<String>, trouble: RwSignal<&'static str>) {
    let Some(form) = document().get_element_by_id(form).and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else {
        return;
    };
    let Ok(found) = document().query_selector_all(&format!("input[name=\"{shown}\"]")) else { return };
    let shown: Vec<HtmlInputElement> =
        (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect();
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
        is_refused: Cell::new(false),
    });
    let mut later = debounce(PAUSE, |keeper: Rc<Keeper>| keep(&keeper));
    let typing = Rc::clone(&keeper);
    listen(&keeper.form, "input", move |event: Event| {
        // Files go with a button only, so that choosing one changes nothing that is stored here.
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if field.is_some_and(|field| field.type_() == "file") {
            return;
        }
        typing.typed.set(typing.typed.get() + 1);
        later(Rc::clone(&typing));
    });
    let leaving = Rc::clone(&keeper);
    listen(&keeper.form, "submit", move |event: SubmitEvent| leave(&leaving, &event));
    let closing = Rc::clone(&keeper);
    listen(&window(), "beforeunload", move |event: BeforeUnloadEvent| {
        let is_stored = closing.typed.get() == closing.kept.get() && !has_files(&closing.form);
        if !closing.is_left.get() && !is_stored {
            event.prevent_default();
        }
    });
}

/// Says whether a field of a form has files that no button has sent yet.
fn has_files(form: &HtmlFormElement) -> bool {
    let Ok(found) = form.query_selector_all("input[type=file]") else { return false };
    let mut fields = (0..found.length()).filter_map(|place| found.item(place)?.dyn_into::<HtmlInputElement>().ok());
    fields.any(|field| !field.value().is_empty())
}

/// Stores the words unless they are stored or on their way.
fn keep(keeper: &Rc<Keeper>) {
    let is_stored = keeper.typed.get() == keeper.kept.get();
    if keeper.is_sending.get() || keeper.is_left.get() || keeper.is_refused.get() || is_stored {
        return;
    }
    let keeper = Rc::clone(keeper);
    keeper.is_sending.set(true);
    leptos::task::spawn_local(async move {
        let typed = keeper.typed.get();
        match send(&keeper.form).await {
            Sent::Kept(digest) => {
                keeper.shown.iter().for_each(|field| field.set_value(&digest));
                keeper.kept.set(typed);
                let time = String::from(Date::new_0().to_locale_time_string("en-GB"));
                let minute: String = time.chars().take(HOUR_AND_MINUTE).collect();
                keeper.said.set(format!("What you typed was saved at {minute}."));
                keeper.trouble.set("");
            }
            Sent::Failed => {
                keeper.trouble.set("We could not save what you typed just now. It is still here, and we try again.");
            }
            Sent::Refused => {
                keeper.trouble.set("We cannot save what you typed without you. Choose ‘Save and continue’ to see why.");
                keeper.is_refused.set(true);
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

/// What became of words that were sent.
enum Sent {
    /// They are stored, and this is the digest of what the page shows now.
    Kept(String),
    /// Others stand there, or none are taken any more: only a button leads on.
    Refused,
    /// They may not be stored.
    Failed,
}

/// Posts the form.
async fn send(form: &HtmlFormElement) -> Sent {
    match post(form).await {
        Some(answer) if answer.ok() => answer.text().await.map_or(Sent::Failed, Sent::Kept),
        Some(answer) if answer.status() == CONFLICT => Sent::Refused,
        _ => Sent::Failed,
    }
}

async fn post(form: &HtmlFormElement) -> Option<Response> {
    let fields = FormData::new_with_form(form).ok()?;
    let body = UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?;
    body.append(BY_ITSELF, "yes");
    Request::post(&form.action()).body(body).ok()?.send().await.ok()
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
