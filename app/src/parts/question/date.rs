//! A date in three fields, of which only those that have to be put right are marked.

use domain::{
    question::Question,
    refusal::{DatePart, Refusal},
    vocabulary::Word,
};
use leptos::prelude::*;

use super::{Asked, FieldError, FieldErrorProps, describe_group, field_id};

/// What helps where the question has no help of its own.
const EXAMPLE: &str = "For example, 27 3 2026";

pub(super) fn date(asked: Asked<'_>) -> AnyView {
    let hint = asked.question.hint.clone().or_else(|| Some(EXAMPLE.to_owned()));
    let question = Question { hint, ..asked.question.clone() };
    let asked = Asked { question: &question, ..asked };
    let refusal = asked.refusals.iter().find(|refusal| question.owns(&refusal.field));
    // The message stands above the three fields, whichever of them it is about.
    let error_at = refusal.map_or_else(|| DatePart::Day.field(asked.id()), |refusal| refusal.field.clone());
    let fields = DatePart::ALL.iter().map(|part| field(asked, *part, refusal)).collect_view();
    view! {
        <div class=asked.group_class()>
            <fieldset class="govuk-fieldset" role="group" aria-describedby=describe_group(&asked, &error_at)>
                <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{asked.words()}</legend>
                {asked.hint()}
                {FieldError(FieldErrorProps { name: error_at.clone(), message: asked.error(&error_at) })}
                <div class="govuk-date-input">{fields}</div>
            </fieldset>
        </div>
    }
    .into_any()
}

fn field(asked: Asked<'_>, part: DatePart, refusal: Option<&Refusal>) -> AnyView {
    let name = part.field(asked.id());
    let id = field_id(&name);
    let is_wrong = refusal.is_some_and(|refusal| refusal.reason.date_parts().contains(&part));
    let wrong = if is_wrong { " govuk-input--error" } else { "" };
    let (label, width, input_mode) = match part {
        DatePart::Day => ("Day", "govuk-input--width-2", Some("numeric")),
        // A word needs more room than a number, and letters.
        DatePart::Month => ("Month", "govuk-input--width-5", None),
        DatePart::Year => ("Year", "govuk-input--width-4", Some("numeric")),
    };
    view! {
        <div class="govuk-date-input__item">
            <div class="govuk-form-group">
                <label class="govuk-label govuk-date-input__label" for=id.clone()>{label}</label>
                <input
                    class=format!("govuk-input govuk-date-input__input {width}{wrong}")
                    id=id
                    name=name.clone()
                    type="text"
                    inputmode=input_mode
                    value=asked.typed(&name)
                />
            </div>
        </div>
    }
    .into_any()
}
