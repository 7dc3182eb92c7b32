//! Files: those that are there, each with a button that takes it away, and a field to choose more with a button that adds them.

use domain::{
    question::{
        Attachment, FileFormat, Files,
        files::{MOST_BYTES, size_words},
    },
    refusal::Refusal,
};
use leptos::prelude::*;

use super::{Asked, FieldError, FieldErrorProps, field_id};
use crate::words::refusals;

pub(super) fn files(asked: Asked<'_>, kind: &Files) -> AnyView {
    let (name, id) = (asked.id().to_owned(), field_id(asked.id()));
    let kept = Files::kept(asked.id(), asked.fields);
    let (is_full, takes_several) = (kept.len() >= kind.at_most, kind.at_most > 1);
    let limits = format!("{id}-limits");
    let parts = [
        asked.question.hint.is_some().then(|| format!("{id}-hint")),
        Some(limits.clone()),
        asked.is_wrong().then(|| format!("{id}-error")),
    ];
    let described = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    view! {
        <div class=asked.group_class()>
            <label class="govuk-label govuk-label--m" for=id.clone()>{asked.words()}</label>
            {asked.hint()}
            <div id=limits class="govuk-hint">{limits_words(kind)}</div>
            {FieldError(FieldErrorProps { name: name.clone(), message: message(&asked) })}
            {list(&asked, kept)}
            {is_full.then(|| view! { <p class="govuk-body">"There is no room for more files. Remove one to add another."</p> })}
            <input
                class="govuk-file-upload"
                id=id
                name=name.clone()
                type="file"
                multiple=takes_several
                accept=FileFormat::accepted(&FileFormat::OF_ANSWERS)
                aria-describedby=described
            />
            <p class="govuk-!-margin-top-3 govuk-!-margin-bottom-0">
                <button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" type="submit" name="attach" value=name>
                    "Add the chosen files"
                    <span class="govuk-visually-hidden">{format!(" to ‘{}’", asked.question.text)}</span>
                </button>
            </p>
        </div>
    }
    .into_any()
}

/// Says all that has to be put right, because several files may have been refused.
fn message(asked: &Asked<'_>) -> Option<String> {
    let own = asked.refusals.iter().filter(|refusal| refusal.field == asked.id());
    let messages: Vec<String> = own.map(|Refusal { reason, .. }| refusals::say(reason, &asked.question.text)).collect();
    (!messages.is_empty()).then(|| messages.join(". "))
}

fn limits_words(kind: &Files) -> String {
    let count = match kind.at_most {
        1 => "One file".to_owned(),
        most => format!("Up to {most} files"),
    };
    format!(
        "{count} of up to {} each: PDF, photos and pictures (JPEG, PNG, WebP), documents (DOCX, ODT) or plain text. We take out of \
         photos where and when they were taken. Other files are kept as they are, with what they say of their author.",
        size_words(MOST_BYTES)
    )
}

fn list(asked: &Asked<'_>, kept: Vec<Attachment>) -> Option<AnyView> {
    if kept.is_empty() {
        return None;
    }
    let rows = kept.into_iter().map(|attachment| {
        // Below the page's own address: the same for a response and for a test.
        let address = format!("attachments/{}", attachment.id);
        let said = attachment.say();
        view! {
            <li>
                <a class="govuk-link" href=address>{said}</a> " "
                <button class="fm-link-button" type="submit" name="detach" value=attachment.id.to_string()>
                    "Remove" <span class="govuk-visually-hidden">{format!(" {}", attachment.name)}</span>
                </button>
            </li>
        }
    });
    let label = format!("Files that are added to ‘{}’", asked.question.text);
    Some(view! { <ul class="govuk-list govuk-list--spaced" aria-label=label>{rows.collect_view()}</ul> }.into_any())
}
