//! An email address, a telephone number or either, with a tick box for each use; the boxes are never ticked beforehand.

use domain::question::ContactDetails;
use leptos::prelude::*;

use super::{Asked, InputExtra, field_id, input};

pub(super) fn contact(asked: Asked<'_>, kind: &ContactDetails) -> AnyView {
    let boxes = [("updates", &kind.updates_label), ("interview", &kind.interview_label)];
    let boxes = boxes.map(|(part, label)| tick_box(asked, part, label.clone())).into_iter().collect_view();
    let email = kind.ways.has_email().then(|| {
        let name = asked.name("email");
        input(&asked, &name, "Email address".to_owned(), "govuk-!-width-two-thirds", InputExtra::email())
    });
    let telephone = kind.ways.has_telephone().then(|| {
        let name = asked.name("telephone");
        input(&asked, &name, "Telephone number".to_owned(), "govuk-input--width-20", InputExtra::telephone())
    });
    let ways = email.into_iter().chain(telephone);
    let ways = ways.map(|way| view! { <div class="govuk-form-group">{way}</div> }).collect_view();
    let updates = asked.name("updates");
    let fields = view! {
        <div class="govuk-form-group"><div class="govuk-checkboxes">{boxes}</div></div>
        {ways}
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
