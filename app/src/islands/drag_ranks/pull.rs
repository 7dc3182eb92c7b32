//! What is held: where it was taken, where it is now, and over what.

use leptos::{ev::PointerEvent, leptos_dom::helpers::IntervalHandle, prelude::*, wasm_bindgen::JsCast as _};
use web_sys::{Element, HtmlElement};

use super::board::{Board, Target};

/// How near to the edge of the window the page moves on, and by how much each time.
const EDGE: f64 = 60.0;
const STEP: f64 = 8.0;
/// How far a pointer moves before it pulls what it has taken: no press is as steady as it is meant.
const STEADY: i32 = 5;
/// The button of a mouse that takes things; a finger has the same number.
const MAIN_BUTTON: i16 = 0;

/// An option that is held.
#[derive(Clone)]
pub(super) struct Pull {
    /// The option.
    pub(super) option: usize,
    /// Where it would be dropped; nowhere until it is pulled.
    pub(super) target: Option<Target>,
    /// Where it is held in the window.
    pub(super) y: i32,
    item: HtmlElement,
    /// Where it was taken on the page.
    from: f64,
    tick: Option<IntervalHandle>,
}

/// Says whether a pointer takes what it is on: a mouse anywhere, a finger or a pen by the handle, which the page does not
/// move under.
pub(super) fn is_taken(event: &PointerEvent) -> bool {
    let on = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_by_handle = on.is_some_and(|on| matches!(on.closest(".fm-drag__handle"), Ok(Some(_))));
    event.button() == MAIN_BUTTON && event.is_primary() && (is_by_handle || event.pointer_type() == "mouse")
}

impl Pull {
    pub(super) fn new(item: HtmlElement, option: usize, y: i32) -> Self {
        Self { option, target: None, y, item, from: on_page(y), tick: None }
    }

    /// Adds what moves the page while it is pulled.
    pub(super) fn with_tick(self, tick: Option<IntervalHandle>) -> Self {
        Self { tick, ..self }
    }

    /// Says whether it is pulled from where it was taken, and not only pressed.
    pub(super) fn is_moved(&self, y: i32) -> bool {
        (y - self.y).abs() >= STEADY
    }

    /// Shows it where it is held.
    pub(super) fn show(&self, y: i32) {
        let away = on_page(y) - self.from;
        // Only a value that is no length would be refused.
        let _ = self.item.style().set_property("transform", &format!("translateY({away}px)"));
    }

    /// Finds over what it is held.
    pub(super) fn target_at(&self, root: &Element, board: &Board, y: i32) -> Option<Target> {
        let y = f64::from(y);
        let rest = root.query_selector("[data-rest]").ok()??.get_bounding_client_rect();
        if y > rest.top() {
            return Some(Target::Rest);
        }
        let others = board.places.iter().enumerate().filter(|(_, other)| **other != Some(self.option));
        let above = others.filter(|(place, other)| {
            let item = root.query_selector(&format!("[data-place=\"{place}\"]")).ok().flatten();
            item.is_some_and(|item| {
                let at = item.get_bounding_client_rect();
                // All of an empty place takes what is held; among others it goes before or after their middle.
                let passed = if other.is_some() { at.top() + at.height() / 2.0 } else { at.bottom() };
                passed < y
            })
        });
        Some(Target::Rank(above.count()))
    }

    /// Says whether it would be dropped after all that is ranked, while there is a rank left for it.
    pub(super) fn is_at_end(&self, board: &Board) -> bool {
        let end = board.others_before(board.places.len(), self.option);
        self.target == Some(Target::Rank(end)) && !board.is_full_without(self.option)
    }

    /// Moves the page if it is held near an edge of the window, and gives where it is held then.
    pub(super) fn moves_page(&self) -> Option<i32> {
        let height = window().inner_height().ok()?.as_f64()?;
        let y = f64::from(self.y);
        let by = if y < EDGE {
            -STEP
        } else if y > height - EDGE {
            STEP
        } else {
            return None;
        };
        window().scroll_by_with_x_and_y(0.0, by);
        Some(self.y)
    }

    /// Lets it lie where it was.
    pub(super) fn end(&self) {
        if let Some(tick) = &self.tick {
            tick.clear();
        }
        // Never refused: the property is there or it is not.
        let _ = self.item.style().remove_property("transform");
    }
}

/// Gives a height in the window as one on the page.
fn on_page(y: i32) -> f64 {
    f64::from(y) + window().scroll_y().unwrap_or_default()
}
