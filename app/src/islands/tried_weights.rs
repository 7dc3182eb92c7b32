//! What a pool comes to by the weights that somebody types: at once where JavaScript runs, and when the form is sent where it does not.
//!
//! Shares are whole numbers here. To read and write fractions would make the script of every page half as large again.

use std::time::Duration;

use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::HtmlInputElement;
use serde::{Deserialize, Serialize};

/// How long somebody must have stopped typing before the figures change.
const PAUSE: Duration = Duration::from_millis(400);
/// What the weights add up to.
const ALL: u32 = 100;
/// So many parts make a share of 1.
pub const ONE: u32 = 1_000_000_000;
/// So many parts are a tenth of a percent.
const TENTH: u64 = 1_000_000;
/// What the table is called.
const NAME: &str = "Pooled by the weights that you tried";

/// A panel with the field in which its weight is typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TriedPanel {
    /// The id of the field.
    pub field: String,
    /// What people read for the panel.
    pub label: String,
    /// The decided weight.
    pub weight: u32,
    /// Its shares, one for each priority, in parts of a thousand million.
    pub shares: Vec<u32>,
}

/// Shows what the panels give by other weights; `tried` are those that were sent, if they could be read.
#[island]
pub fn TriedWeights(panels: Vec<TriedPanel>, priorities: Vec<String>, tried: Option<Vec<u32>>) -> impl IntoView {
    let weights = RwSignal::new(tried);
    let fields: Vec<String> = panels.iter().map(|panel| panel.field.clone()).collect();
    Effect::new(move |_| follow(&fields, weights));
    let said = {
        let panels = panels.clone();
        move || weights.get().and_then(|weights| sentences(&panels, &weights))
    };
    view! {
        <div role="status">{said}</div>
        {move || weights.get().and_then(|weights| table(&panels, &priorities, &weights))}
    }
}

/// Keeps the weights in step with their fields; what is no weight is left for the server to judge.
fn follow(fields: &[String], weights: RwSignal<Option<Vec<u32>>>) {
    let input = |id: &String| document().get_element_by_id(id)?.dyn_into::<HtmlInputElement>().ok();
    let Some(inputs) = fields.iter().map(input).collect::<Option<Vec<_>>>() else { return };
    let watched = inputs.clone();
    let mut change = debounce(PAUSE, move |()| {
        let typed: Vec<String> = watched.iter().map(HtmlInputElement::value).collect();
        weights.set(read(&typed));
    });
    let listener = Closure::<dyn FnMut()>::new(move || change(())).into_js_value();
    for input in inputs {
        // Refused only for an event target that is being torn down, when nobody types any more.
        let _ = input.add_event_listener_with_callback("input", listener.unchecked_ref());
    }
}

fn read(typed: &[String]) -> Option<Vec<u32>> {
    typed.iter().map(|typed| typed.trim().parse().ok().filter(|weight| *weight <= ALL)).collect()
}

/// Pools the shares: for each priority the sum over the panels of weight times share, divided by the sum of the weights.
fn pool(panels: &[TriedPanel], weights: &[u32]) -> Option<Vec<u64>> {
    let sum: u64 = weights.iter().copied().map(u64::from).sum();
    let priorities = panels.first()?.shares.len();
    let share = |place: usize| -> Option<u64> {
        let parts = panels
            .iter()
            .zip(weights)
            .map(|(panel, weight)| Some(u64::from(*weight) * u64::from(*panel.shares.get(place)?)));
        parts.sum::<Option<u64>>()?.checked_div(sum)
    };
    (0..priorities).map(share).collect()
}

/// Says whose weights these are, and what they were brought to.
fn sentences(panels: &[TriedPanel], weights: &[u32]) -> Option<impl IntoView + use<>> {
    pool(panels, weights)?;
    let is_decided = panels.iter().map(|panel| panel.weight).eq(weights.iter().copied());
    let said = if is_decided { "These are the decided weights." } else { "These are not the decided weights." };
    let sum: u32 = weights.iter().sum();
    let scaled = (sum != ALL).then(|| {
        let each = weights.iter().zip(panels).map(|(weight, panel)| {
            let share = u64::from(*weight) * u64::from(ONE) / u64::from(sum);
            format!("‘{}’ {}", panel.label, percent(share))
        });
        let each = each.collect::<Vec<_>>().join(", ");
        view! { <p class="govuk-body">{format!("Your weights add up to {sum}. They were brought to 100: {each}.")}</p> }
    });
    Some(view! {
        <p class="govuk-body"><strong>{said}</strong></p>
        {scaled}
    })
}

/// Draws the pool as any table is drawn: down its columns, or row by row on a phone.
fn table(panels: &[TriedPanel], priorities: &[String], weights: &[u32]) -> Option<impl IntoView + use<>> {
    let shares = pool(panels, weights)?;
    let stakes: Vec<u32> = panels.iter().map(|panel| panel.weight).collect();
    let decided = pool(panels, &stakes)?;
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|one, other| shares[*other].cmp(&shares[*one]));
    let columns = ["By these weights", "As decided"];
    let headings = columns.map(|column| {
        view! { <th class="govuk-table__header govuk-table__header--numeric" scope="col" role="columnheader">{column}</th> }
    });
    let rows = order.into_iter().filter_map(|place| {
        let cells = columns.into_iter().zip([shares[place], decided[place]]).map(|(column, share)| {
            view! {
                <td class="govuk-table__cell govuk-table__cell--numeric" role="cell" data-heading=column>{percent(share)}</td>
            }
        });
        Some(view! {
            <tr class="govuk-table__row" role="row">
                <th class="govuk-table__header" scope="row" role="rowheader">{priorities.get(place)?.clone()}</th>
                {cells.collect_view()}
            </tr>
        })
    });
    Some(view! {
        <div class="fm-scroll" role="region" aria-label=NAME tabindex="0">
            <table class="govuk-table fm-table" role="table">
                <caption class="fm-figure__title">{NAME}</caption>
                <thead class="govuk-table__head" role="rowgroup">
                    <tr class="govuk-table__row" role="row">
                        <th class="govuk-table__header" scope="col" role="columnheader">"Priority"</th>
                        {headings}
                    </tr>
                </thead>
                <tbody class="govuk-table__body" role="rowgroup">{rows.collect_view()}</tbody>
            </table>
        </div>
    })
}

fn percent(share: u64) -> String {
    let tenths = (share + TENTH / 2) / TENTH;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panels() -> Vec<TriedPanel> {
        let panel = |name: &str, weight, shares: [u32; 2]| TriedPanel {
            field: format!("weight.{name}"),
            label: name.to_owned(),
            weight,
            shares: shares.to_vec(),
        };
        vec![panel("Residents", 60, [750_000_000, 250_000_000]), panel("Land managers", 40, [250_000_000, 750_000_000])]
    }

    #[test]
    fn only_whole_numbers_up_to_a_hundred_are_weights() {
        let typed = |typed: [&str; 2]| read(&typed.map(str::to_owned));
        assert_eq!(typed(["60", " 40 "]), Some(vec![60, 40]));
        for wrong in [["", "40"], ["many", "40"], ["101", "0"], ["-1", "0"], ["1.5", "0"]] {
            assert_eq!(typed(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn weights_count_as_shares_of_their_sum() {
        assert_eq!(pool(&panels(), &[1, 3]), Some(vec![375_000_000, 625_000_000]));
        assert_eq!(pool(&panels(), &[25, 75]), pool(&panels(), &[1, 3]));
        assert_eq!(pool(&panels(), &[0, 0]), None);
        assert_eq!(["0.0%", "37.5%", "100.0%"], [499_999, 374_500_000, 999_999_999].map(percent));
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn what_was_sent_is_shown_without_javascript() {
        let priorities = ["Ponds", "Woods"].map(str::to_owned).to_vec();
        let page = |tried: Option<Vec<u32>>| {
            let priorities = priorities.clone();
            Owner::new().with(|| view! { <TriedWeights panels=panels() priorities=priorities tried=tried/> }.to_html())
        };
        let none = page(None);
        assert!(!none.contains("<table") && !none.contains("decided weights."), "{none}");
        let others = page(Some(vec![10, 30]));
        assert!(
            others.contains("These are not the decided weights.") && others.contains("Your weights add up to 40."),
            "{others}"
        );
        assert!(others.find("Woods").unwrap() < others.find("Ponds").unwrap() && others.contains("62.5%"), "{others}");
        let decided = page(Some(vec![60, 40]));
        assert!(decided.contains("These are the decided weights.") && !decided.contains("add up"), "{decided}");
    }
}
