//! Every step of a proposal: what was done, by whom and when, as far as a reader may know.

use domain::{
    ids::AccountId,
    sift::{Sieves, SiftEntry, Sifted},
};
use leptos::prelude::*;

use crate::{
    pages::staff::comments::People,
    parts::details,
    words::{dates, sift as words},
};

/// Says who took a step and when.
pub(super) fn signed(entry: &SiftEntry, people: &People) -> String {
    format!("{}, {}", people.say(entry.account), dates::moment(entry.at))
}

/// Draws all steps, the first first.
pub(super) fn draw((sifted, sieves): (&Sifted, &Sieves), people: &People, reader: Option<AccountId>) -> AnyView {
    let line = |entry: &SiftEntry| {
        format!("{} ({}).", words::step((sifted, sieves), entry, reader).trim_end_matches('.'), signed(entry, people))
    };
    let lines = sifted.entries.iter().map(|entry| view! { <li>{line(entry)}</li> }).collect_view();
    let list = view! { <ol class="govuk-list govuk-list--number">{lines}</ol> };
    details("Every step, by whom and when", list).into_any()
}
