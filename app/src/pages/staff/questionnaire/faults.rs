//! What makes no sense in a questionnaire yet, each with the way to where it is put right.

use domain::questionnaire::{Fault, Problem, Questionnaire};
use leptos::prelude::*;

use super::Room;
use crate::words::{faults, questionnaire::asked};

/// Draws the list of faults; nothing if there are none.
pub(super) fn list(room: &Room, faults: &[Fault]) -> Option<AnyView> {
    let items = faults.iter().map(|fault| {
        let (address, place) = place(room, fault);
        view! { <li>{place.map(|place| view! { <a class="govuk-link" href=address>{place}</a> ": " })} {faults::say(&fault.problem)}</li> }
    });
    (!faults.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"To put right before publishing"</h2>
            <ul class="govuk-list govuk-list--bullet">{items.collect_view()}</ul>
        }
        .into_any()
    })
}

/// Gives the form in which a fault is put right, and the words of what it is about.
fn place(room: &Room, fault: &Fault) -> (String, Option<String>) {
    let questionnaire = &room.questionnaire;
    let of_condition = if is_of_condition(questionnaire, fault) { "/condition" } else { "" };
    let form = if matches!(fault.problem, Problem::CannotTell | Problem::PriorityTwice { .. }) {
        "/use"
    } else {
        of_condition
    };
    match (&fault.question, &fault.page) {
        (Some(question), _) => {
            (room.address(&format!("/questions/{question}{form}")), Some(asked(questionnaire, question).to_owned()))
        }
        (None, Some(page)) => {
            let title = questionnaire.page(page).map_or(page, |page| &page.title).clone();
            (room.address(&format!("/pages/{page}{of_condition}")), Some(title))
        }
        (None, None) => (String::new(), None),
    }
}

/// A ranking takes its options from an earlier question in its own form; all else that is not asked before is a condition.
fn is_of_condition(questionnaire: &Questionnaire, fault: &Fault) -> bool {
    let asking = fault.question.as_deref().and_then(|id| questionnaire.question(id));
    match &fault.problem {
        Problem::NeverChosen { .. } => true,
        Problem::NotAskedBefore { question } => {
            asking.is_none_or(|asking| asking.kind.options_from() != Some(question.as_str()))
        }
        _ => false,
    }
}
