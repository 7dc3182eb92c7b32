//! The fields by which somebody says what they want to be told of, and how often.

use std::collections::BTreeSet;

use domain::{
    alert::{Pace, Scope, Scopes, Strand, Wish},
    fields::Fields,
    group::Group,
    vocabulary::Word,
};
use leptos::prelude::*;

use crate::{
    error::PageError,
    parts::{Choice, Choices, FieldError, FieldErrorProps, describe},
    state::AppState,
    words::alerts as words,
};

/// The field with the parts of what is published.
pub(super) const ABOUT: &str = "about";
const PACE: &str = "pace";
const NOTHING_CHOSEN: &str = "Choose what you want to hear of";
const NO_PACE: &str = "Choose how often you want to hear of it";

/// The name of a field and what has to be put right in it.
pub(super) type Wrong = (String, String);

/// Lists the groups that can be chosen: those that meet, and those that were chosen.
pub(super) async fn groups(state: &AppState, chosen: &Scopes) -> Result<Vec<Group>, PageError> {
    let today = state.today();
    let mut all = state.store.list_stored_groups().await?;
    all.retain(|stored| stored.charter.meets_on(today) || chosen.has(Scope::Group(stored.group.id)));
    Ok(all.into_iter().map(|stored| stored.group).collect())
}

/// Reads the parts that were ticked and are offered.
pub(super) fn ticked(fields: &Fields, groups: &[Group]) -> Scopes {
    let offered: BTreeSet<String> = offered(groups).into_iter().map(|(word, _)| word).collect();
    Scopes::new(fields.all(ABOUT).filter(|word| offered.contains(*word)).filter_map(Scope::from_word))
}

/// Reads what somebody wants, or says what has to be put right.
pub(super) fn read(fields: &Fields, groups: &[Group]) -> Result<Wish, Vec<Wrong>> {
    let (scopes, pace) = (ticked(fields, groups), Pace::from_word(fields.text(PACE)));
    let wrong = |name: &str, words: &str| (name.to_owned(), words.to_owned());
    match pace {
        Some(pace) if !scopes.is_empty() => Ok(Wish { scopes, pace }),
        _ => {
            let about = scopes.is_empty().then(|| wrong(ABOUT, NOTHING_CHOSEN));
            Err(about.into_iter().chain(pace.is_none().then(|| wrong(PACE, NO_PACE))).collect())
        }
    }
}

/// Gives the fields as they stand for what somebody wants.
pub(super) fn filled(wish: &Wish) -> Fields {
    let scopes = wish.scopes.iter().map(|scope| (ABOUT.to_owned(), scope.word()));
    Fields::new(scopes.chain([(PACE.to_owned(), wish.pace.word().to_owned())]))
}

/// Gives the fields with one part ticked, as an address can say it.
pub(super) fn begun(fields: &Fields) -> Fields {
    let about = fields.all(ABOUT).map(|word| (ABOUT, word));
    Fields::new(about.chain([(PACE, Pace::AtOnce.word())]))
}

fn offered(groups: &[Group]) -> Vec<(String, String)> {
    let strands = Strand::ALL.iter().map(|strand| Scope::Strand(*strand));
    let groups_of = groups.iter().map(|group| Scope::Group(group.id));
    let all = [Scope::Everything].into_iter().chain(strands).chain(groups_of);
    all.filter_map(|scope| words::scope(scope, groups).map(|words| (scope.word(), words))).collect()
}

/// Draws the fields with what was typed and what has to be put right.
pub(super) fn draw(fields: &Fields, groups: &[Group], wrong: &[Wrong]) -> AnyView {
    let message = |name: &str| wrong.iter().find(|(field, _)| field == name).map(|(_, words)| words.clone());
    let pace = Choices {
        name: PACE,
        legend: "How often?".to_owned(),
        hint: None,
        offered: Choice::all::<Pace>(),
        fields,
        message: message(PACE),
        beside: None,
    };
    view! {
        {boxes(fields, groups, message(ABOUT))}
        {pace.radios()}
    }
    .into_any()
}

fn boxes(fields: &Fields, groups: &[Group], message: Option<String>) -> AnyView {
    let described = describe(ABOUT, true, message.is_some());
    let class = if message.is_some() { "govuk-form-group govuk-form-group--error" } else { "govuk-form-group" };
    let items = offered(groups).into_iter().enumerate().map(|(place, (word, words))| {
        // The first box carries the id of the field, so that the error summary leads to it.
        let id = if place == 0 { ABOUT.to_owned() } else { format!("{ABOUT}-{word}") };
        let is_ticked = fields.has(ABOUT, &word);
        view! {
            <div class="govuk-checkboxes__item">
                <input class="govuk-checkboxes__input" id=id.clone() name=ABOUT type="checkbox" value=word checked=is_ticked/>
                <label class="govuk-label govuk-checkboxes__label" for=id>{words}</label>
            </div>
        }
    });
    view! {
        <div class=class>
            <fieldset class="govuk-fieldset" aria-describedby=described>
                <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">"What do you want to hear of?"</legend>
                <div id=format!("{ABOUT}-hint") class="govuk-hint">
                    "Choose all that you want. Of a group you hear when an agenda, minutes or a document is published."
                </div>
                {FieldError(FieldErrorProps { name: ABOUT.to_owned(), message })}
                <div class="govuk-checkboxes">{items.collect_view()}</div>
            </fieldset>
        </div>
    }
    .into_any()
}
