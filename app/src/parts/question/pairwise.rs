//! A group of radio buttons for each pair: the two options in the order in which the pair shows them.

use domain::question::{ComparedPair, NO_PREFERENCE, Pairwise};
use leptos::prelude::*;

use super::{
    Asked,
    radios::{self, radio},
};

pub(super) fn pairwise(asked: Asked<'_>, kind: &Pairwise) -> AnyView {
    let pairs = kind.pairs.iter().zip(1..).map(|(pair, number)| row(asked, kind, pair, number)).collect_view();
    asked.fieldset(asked.id(), view! { <div class="fm-matrix">{pairs}</div> }.into_any())
}

fn row(asked: Asked<'_>, kind: &Pairwise, pair: &ComparedPair, number: usize) -> AnyView {
    let name = pair.field(asked.id());
    let sides = [&pair.left, &pair.right].map(|option| (option.clone(), kind.label(option).to_owned()));
    let neither = kind.no_preference.clone().map(|label| (NO_PREFERENCE.to_owned(), label));
    let choices = sides.into_iter().chain(neither).enumerate();
    let choice = |(index, (value, label))| radio(asked, &name, radios::id(&name, index, index), value, label);
    let statement = format!("Comparison {number} of {}", kind.pairs.len());
    radios::row(asked, &name, statement, choices.map(choice).collect())
}
