//! An email address with a tick box for each use; the boxes are never ticked beforehand.

use domain::question::ContactDetails;
use leptos::prelude::*;

use super::{Asked, InputExtra, field_id, input};

pub(super) fn contact(asked: Asked<'_>, kind: &ContactDetails) -> AnyView {
    let boxes = [("updates", &kind.updates_label), ("interview", &kind.interview_label)];
    let boxes = boxes.map(|(part, label)| tick_box(asked, part, label.clone())).into_iter().collect_view();
    let name = asked.name("email");
    let email = input(&asked, &name, "Email address".to_owned(), "govuk-!-width-two-thirds", InputExtra::email());
    let updates = asked.name("updates");
    let fields = view! {
        <div class="govuk-form-group"><div class="govuk-checkboxes">{boxes}</div></div>
        <div class="govuk-form-group">{email}</div>
    };
    asked.fieldset(&updates, fields.into_any())
}

fn tick_box(asked: Asked<'_>, part: &str, label: String) -> AnyView {
    let name = asked.name(part);
    let id = field_id(&name);
    view! {
        <div class="govuk-checkboxes__item">
            <input
                class="govuk-checkboxes__input"
                id=id.clone()
                name=name.clone()
                type="checkbox"
                value="yes"
                checked=asked.fields.is_filled(&name)
            />
            <label class="govuk-label govuk-checkboxes__label" for=id>{label}</label>
        </div>
    }
    .into_any()
}
