//! Places, each in a group of its own; a button adds the next without needing a script.

use domain::{
    corners::{FEWEST_CORNERS, MOST_CORNERS},
    question::{AnswerOption, Places},
};
use leptos::prelude::*;

use super::{Asked, field_id};
use crate::{
    islands::PlacesMap,
    parts::{FieldError, FieldErrorProps, TextArea, TextAreaProps, describe},
};

pub(super) fn places(asked: Asked<'_>, kind: &Places) -> AnyView {
    let shown = kind.shown(asked.id(), asked.fields).max(asked.places).min(kind.at_most);
    let rows = (1..=shown).map(|number| place(asked, kind, number)).collect_view();
    let add = (shown < kind.at_most).then(|| {
        view! {
            <button
                class="govuk-button govuk-button--secondary"
                type="submit"
                name="add-place"
                value=(shown + 1).to_string()
            >
                "Add another place"
            </button>
        }
    });
    let fields = view! {
        <ul class="fm-places">{rows}</ul>
        {add}
    };
    asked.fieldset(asked.id(), fields.into_any())
}

fn place(asked: Asked<'_>, kind: &Places, number: usize) -> AnyView {
    let name = |part: &str| asked.name(format!("{number}.{part}"));
    let location = name("where");
    let map = format!("place {number}");
    view! {
        <li class="fm-places__place">
            <fieldset class="govuk-fieldset">
                <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{format!("Place {number}")}</legend>
                <div class="govuk-form-group">{where_it_is(asked, &location)}</div>
                <PlacesMap field=field_id(&location) comment=field_id(&name("comment")) name=map/>
                {kind_list(asked, &kind.options, &name("kind"))}
                {comment(asked, &name("comment"))}
                {private_box(asked, &name("private"))}
            </fieldset>
        </li>
    }
    .into_any()
}

/// Draws the box; it has room for the corners of an area.
fn where_it_is(asked: Asked<'_>, name: &str) -> AnyView {
    let (id, message) = (field_id(name), asked.error(name));
    let described_by = describe(name, true, message.is_some());
    let (text, is_wrong) = (asked.typed(name), message.is_some());
    let hint = format!(
        "A postcode, a grid reference like SJ 395 880, or a name. For an area, the grid references of its {FEWEST_CORNERS} to \
         {MOST_CORNERS} corners in order, with commas between them"
    );
    view! {
        <label class="govuk-label" for=id.clone()>"Where is it?"</label>
        <div id=format!("{id}-hint") class="govuk-hint">{hint}</div>
        {FieldError(FieldErrorProps { name: name.to_owned(), message })}
        <TextArea id=id name=name.to_owned() text=text rows=2 described_by=described_by is_wrong=is_wrong spellcheck="false"/>
    }
    .into_any()
}

fn kind_list(asked: Asked<'_>, options: &[AnswerOption], name: &str) -> AnyView {
    let id = field_id(name);
    let typed = asked.typed(name);
    let items = options.iter().map(|option| {
        view! { <option value=option.id.clone() selected=option.id == typed>{option.label.clone()}</option> }
    });
    view! {
        <div class="govuk-form-group">
            <label class="govuk-label" for=id.clone()>"Why does it matter?"</label>
            {FieldError(FieldErrorProps { name: name.to_owned(), message: asked.error(name) })}
            <select class="govuk-select" id=id name=name.to_owned()>
                <option value="">"Choose one, if you like"</option>
                {items.collect_view()}
            </select>
        </div>
    }
    .into_any()
}

fn comment(asked: Asked<'_>, name: &str) -> AnyView {
    let id = field_id(name);
    let message = asked.error(name);
    let described_by = message.as_ref().map(|_| format!("{id}-error"));
    let is_wrong = message.is_some();
    view! {
        <div class="govuk-form-group">
            <label class="govuk-label" for=id.clone()>"Tell us more about it"</label>
            {FieldError(FieldErrorProps { name: name.to_owned(), message })}
            {TextArea(TextAreaProps { id, name: name.to_owned(), text: asked.typed(name), rows: 3, described_by, is_wrong, spellcheck: None })}
        </div>
    }
    .into_any()
}

fn private_box(asked: Asked<'_>, name: &str) -> AnyView {
    let id = field_id(name);
    view! {
        <div class="govuk-checkboxes govuk-checkboxes--small">
            <div class="govuk-checkboxes__item">
                <input
                    class="govuk-checkboxes__input"
                    id=id.clone()
                    name=name.to_owned()
                    type="checkbox"
                    value="yes"
                    checked=asked.fields.is_filled(name)
                />
                <label class="govuk-label govuk-checkboxes__label" for=id>"Do not show this place in public"</label>
            </div>
        </div>
    }
    .into_any()
}
