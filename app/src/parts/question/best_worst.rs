//! A card for each set, with one group of radio buttons for the best and one for the worst: beside each other where there
//! is room, below each other on a phone, and read aloud as two questions with a name each.

use domain::{
    question::{BestWorst, ComparedSet},
    refusal::Extreme,
    vocabulary::Word,
};
use leptos::prelude::*;

use super::{
    Asked, describe,
    radios::{self, radio},
};

/// One of the two groups of a set.
#[derive(Clone, Copy)]
struct Side<'a> {
    set: &'a ComparedSet,
    extreme: Extreme,
    /// Whether anything is chosen in the set, which nobody can take back without a button for it.
    is_begun: bool,
}

pub(super) fn best_worst(asked: Asked<'_>, kind: &BestWorst) -> AnyView {
    let sets = kind.sets.iter().zip(1..).map(|(set, number)| card(asked, kind, set, number)).collect_view();
    asked.fieldset(asked.id(), sets.into_any())
}

fn card(asked: Asked<'_>, kind: &BestWorst, set: &ComparedSet, number: usize) -> AnyView {
    let is_begun = Extreme::ALL.iter().any(|extreme| asked.fields.is_filled(&set.field(asked.id(), *extreme)));
    let sides = Extreme::ALL.iter().map(|extreme| side(asked, kind, Side { set, extreme: *extreme, is_begun }));
    view! {
        <fieldset class="govuk-fieldset fm-best-worst">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
                {format!("Set {number} of {}", kind.sets.len())}
            </legend>
            <div class="fm-best-worst__sides">{sides.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

fn side(asked: Asked<'_>, kind: &BestWorst, side: Side<'_>) -> AnyView {
    let name = side.set.field(asked.id(), side.extreme);
    let described = describe(&name, false, asked.error(&name).is_some());
    let options = kind.shown(side.set).into_iter().map(|option| (option.id.clone(), option.label.clone()));
    let nothing = side.is_begun.then(|| (String::new(), "No answer".to_owned()));
    let choice = |(index, (value, label))| radio(asked, &name, radios::id(&name, index, index), value, label);
    let choices = options.chain(nothing).enumerate().map(choice).collect_view();
    view! {
        <fieldset class="govuk-fieldset fm-best-worst__side" aria-describedby=described>
            <legend class="govuk-fieldset__legend">{kind.label(side.extreme).to_owned()}</legend>
            {asked.own_error(&name)}
            <div class="govuk-radios govuk-radios--small">{choices}</div>
        </fieldset>
    }
    .into_any()
}
