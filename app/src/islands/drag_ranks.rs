//! Lets someone drag options into order above the lists in which each rank is chosen. It only fills in these lists: what they
//! say is posted, and they stay as they are for a keyboard and for whoever listens to the page.
//!
//! Nothing is ranked until something is dropped, and what was only pressed is not dropped. Only the handle takes a finger, so
//! that the page still moves under it.

mod board;
mod pull;

use std::time::Duration;

use domain::language::ENGLISH;
use leptos::{
    ev::PointerEvent,
    html::{Div, Li},
    leptos_dom::helpers::set_interval_with_handle,
    prelude::*,
    wasm_bindgen::{JsCast as _, closure::Closure},
};
use web_sys::{Event, EventInit, HtmlSelectElement};

use self::{
    board::{Board, Target},
    pull::{Pull, is_taken},
};

/// How often the page moves on while something is held near its edge.
const TICK: Duration = Duration::from_millis(20);

/// Offers the options of the lists whose names begin with `fields` for dragging; without JavaScript it is empty.
#[island]
pub fn DragRanks(fields: String) -> impl IntoView {
    let board = RwSignal::new(Board::default());
    let said = RwSignal::new(String::new());
    let pulled = RwSignal::new(None::<Pull>);
    let root = NodeRef::<Div>::new();
    let table = Table { board, pulled, said, root, lists: StoredValue::new_local(Vec::new()) };
    Effect::new(move |_| table.open(&fields));
    view! {
        <div node_ref=root>{move || board.with(|board| (!board.labels.is_empty()).then(|| table.draw(board)))}</div>
        <div class="govuk-visually-hidden" role="status" lang=ENGLISH>{said}</div>
    }
}

/// All that dragging needs: what is ranked, what is held, and the lists that are filled in.
#[derive(Clone, Copy)]
struct Table {
    board: RwSignal<Board>,
    pulled: RwSignal<Option<Pull>>,
    said: RwSignal<String>,
    root: NodeRef<Div>,
    lists: StoredValue<Vec<HtmlSelectElement>, LocalStorage>,
}

impl Table {
    /// Finds the lists, shows what they say, and follows them.
    fn open(self, fields: &str) {
        let Ok(found) = document().query_selector_all(&format!("select[name^=\"{fields}\"]")) else { return };
        let lists: Vec<HtmlSelectElement> =
            (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect();
        let follow = Closure::<dyn FnMut()>::new(move || self.read()).into_js_value();
        for list in &lists {
            // Refused only for an event target that is being torn down, when there is nothing left to show.
            let _ = list.add_event_listener_with_callback("change", follow.unchecked_ref());
        }
        // A browser that goes back may fill in the lists once more without saying so to each of them.
        let _ = window().add_event_listener_with_callback("pageshow", follow.unchecked_ref());
        self.lists.set_value(lists);
        self.read();
    }

    /// Reads what the lists say.
    fn read(self) {
        let read = self.lists.with_value(|lists| {
            let labels = lists.first().map(labels).unwrap_or_default();
            Board::new(
                labels,
                lists.len(),
                lists.iter().map(|list| usize::try_from(list.selected_index()).unwrap_or(0)),
            )
        });
        self.board.set(read);
    }

    /// Fills in the lists that say something else, each as if somebody had.
    fn write(self) {
        let bubbling = EventInit::new();
        bubbling.set_bubbles(true);
        let choices = self.board.with(Board::choices);
        self.lists.with_value(|lists| {
            let changed = |(list, choice): &(&HtmlSelectElement, i32)| list.selected_index() != *choice;
            let changed: Vec<_> = lists.iter().zip(choices).filter(changed).collect();
            for (list, choice) in &changed {
                list.set_selected_index(*choice);
            }
            for (list, _) in changed {
                // Made without a fault from a name and a flag; refused only by a list that is being torn down.
                let _ = Event::new_with_event_init_dict("input", &bubbling).map(|event| list.dispatch_event(&event));
            }
        });
    }

    fn draw(self, board: &Board) -> impl IntoView + use<> {
        let ranked = board.places.iter().enumerate().map(|(place, option)| match option {
            Some(option) => self.item(board, *option, Some(place)).into_any(),
            None => self.gap(place).into_any(),
        });
        let rest = board.rest().map(|option| self.item(board, option, None));
        let first =
            board.places.is_empty().then(|| view! { <li class="fm-drag__empty">"Drag here what comes first"</li> });
        let end = move || {
            self.pulled
                .with(|pull| pull.as_ref().is_some_and(|pull| self.board.with_untracked(|board| pull.is_at_end(board))))
        };
        let out = move || self.pulled.with(|pull| pull.as_ref().is_some_and(|pull| pull.target == Some(Target::Rest)));
        view! {
            <div class="fm-drag" aria-hidden="true">
                <p class="fm-drag__heading" lang=ENGLISH>"Drag into order, or choose below"</p>
                <ol class="fm-drag__list" class:fm-drag__list--here=end>{first} {ranked.collect_view()}</ol>
                <p class="fm-drag__heading" data-rest="" lang=ENGLISH>"Not ranked"</p>
                <ul class="fm-drag__list" class:fm-drag__list--here=out>{rest.collect_view()}</ul>
            </div>
        }
    }

    /// Says whether what is held would be dropped just before a place.
    fn is_next(self, place: usize) -> bool {
        self.pulled.with(|pull| {
            pull.as_ref().is_some_and(|pull| {
                let before = self.board.with_untracked(|board| board.others_before(place, pull.option));
                pull.target == Some(Target::Rank(before))
            })
        })
    }

    /// Draws a place before others that is empty.
    fn gap(self, place: usize) -> impl IntoView + use<> {
        view! {
            <li
                class="fm-drag__empty"
                class:fm-drag__empty--next=move || self.is_next(place)
                data-place=place.to_string()
                lang=ENGLISH
            >
                <span class="fm-drag__rank">{place + 1}</span>
                "Empty"
            </li>
        }
    }

    fn item(self, board: &Board, option: usize, place: Option<usize>) -> impl IntoView + use<> {
        let item = NodeRef::<Li>::new();
        let is_held = move || self.pulled.with(|pull| pull.as_ref().is_some_and(|pull| pull.option == option));
        let is_next = move || !is_held() && place.is_some_and(|place| self.is_next(place));
        view! {
            <li
                class="fm-drag__item"
                class:fm-drag__item--held=is_held
                class:fm-drag__item--next=is_next
                data-place=place.map(|place| place.to_string())
                node_ref=item
                on:pointerdown=move |event| self.take(item, option, &event)
                on:pointermove=move |event| self.follow(option, &event)
                on:pointerup=move |_| self.lay_down(option)
                on:pointercancel=move |_| {
                    self.let_go(option);
                }
            >
                <span class="fm-drag__handle">
                    <svg viewBox="0 0 24 24" focusable="false"><path d="M4 8h16M4 12h16M4 16h16"/></svg>
                </span>
                <span class="fm-drag__rank">{place.map(|place| place + 1)}</span>
                <bdi class="fm-drag__words">{board.labels[option].clone()}</bdi>
            </li>
        }
    }

    fn take(self, item: NodeRef<Li>, option: usize, event: &PointerEvent) {
        let Some(item) = item.get_untracked().filter(|_| is_taken(event)) else { return };
        event.prevent_default();
        // Refused only for a pointer that is up again, and then nothing is held.
        if item.set_pointer_capture(event.pointer_id()).is_err() {
            return;
        }
        self.pulled.set(Some(Pull::new(item.into(), option, event.client_y())));
    }

    fn follow(self, option: usize, event: &PointerEvent) {
        let Some(pull) = self.pulled.get_untracked().filter(|pull| pull.option == option) else { return };
        let y = event.client_y();
        if pull.target.is_some() {
            self.pull_to(y);
        } else if pull.is_moved(y) {
            let tick = set_interval_with_handle(move || self.move_page(), TICK).ok();
            self.pulled.set(Some(pull.with_tick(tick)));
            self.pull_to(y);
        }
    }

    fn pull_to(self, y: i32) {
        let Some(root) = self.root.get_untracked() else { return };
        let pulled = self.pulled.get_untracked();
        let target = pulled.and_then(|pull| {
            pull.show(y);
            self.board.with_untracked(|board| pull.target_at(&root, board, y))
        });
        self.pulled.update(|pull| {
            if let (Some(pull), Some(target)) = (pull, target) {
                (pull.y, pull.target) = (y, Some(target));
            }
        });
    }

    /// Moves the page on while something is held near its edge.
    fn move_page(self) {
        if let Some(y) = self.pulled.with_untracked(|pull| pull.as_ref().and_then(Pull::moves_page)) {
            self.pull_to(y);
        }
    }

    fn lay_down(self, option: usize) {
        let Some(target) = self.let_go(option) else { return };
        let before = self.board.get_untracked();
        let after = before.moved(option, target);
        if target == before.target_of(option) {
            return;
        }
        self.said.set(after.sentence(option, &before));
        self.board.set(after);
        self.write();
    }

    /// Lets what is held lie where it was, and gives where it was held; nowhere, if it was only pressed.
    fn let_go(self, option: usize) -> Option<Target> {
        let pull = self.pulled.get_untracked().filter(|pull| pull.option == option)?;
        pull.end();
        self.pulled.set(None);
        pull.target
    }
}

/// Gives the words of all options of a list but the first, which ranks nothing.
fn labels(list: &HtmlSelectElement) -> Vec<String> {
    let Ok(options) = list.query_selector_all("option") else { return Vec::new() };
    (1..options.length()).filter_map(|place| Some(options.item(place)?.text_content().unwrap_or_default())).collect()
}
