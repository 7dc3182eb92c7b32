//! A form by which staff send a file: how it is drawn, and the file out of what is posted.

use axum::extract::{FromRequest, Multipart, Request};
use domain::fields::Fields;
use leptos::prelude::*;

use crate::{
    attachments::Chosen,
    parts::{FieldError, FieldErrorProps, describe},
    state::AppState,
};

/// The field with the file.
const FILE: &str = "file";

/// Reads the file out of what was posted; nothing where none was chosen.
pub(super) async fn posted_file(request: Request, state: &AppState) -> Vec<u8> {
    posted_form(request, state).await.1
}

/// Reads what was typed and the file out of what was posted; nothing where none was chosen.
pub(super) async fn posted_form(request: Request, state: &AppState) -> (Fields, Vec<u8>) {
    let (typed, chosen) = posted_chosen(request, state).await;
    (typed, chosen.map(|chosen| chosen.bytes.into()).unwrap_or_default())
}

/// Reads what was typed and the file with its name out of what was posted, if one was chosen.
pub(super) async fn posted_chosen(request: Request, state: &AppState) -> (Fields, Option<Chosen>) {
    let (mut typed, mut file) = (Vec::new(), None);
    let Ok(mut posted) = Multipart::from_request(request, state).await else { return (Fields::default(), file) };
    while let Ok(Some(field)) = posted.next_field().await {
        let name = field.name().unwrap_or_default().to_owned();
        if name == FILE {
            let called = field.file_name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.unwrap_or_default();
            let is_chosen = !called.is_empty() || !bytes.is_empty();
            file = is_chosen.then(|| Chosen { field: name, name: called, bytes });
        } else if let Ok(words) = field.text().await {
            typed.push((name, words));
        }
    }
    (Fields::new(typed), file)
}

/// Gives what the summary of errors says of a file that was not read.
pub(super) fn errors(message: Option<&String>) -> Vec<(String, String)> {
    message.map(|message| (FILE.to_owned(), message.clone())).into_iter().collect()
}

/// Draws the form that sends a file to an address, perhaps with why the one that was sent was not read.
pub(super) fn file_form(action: String, hint: &'static str, message: Option<String>) -> impl IntoView {
    view! {
        <form method="post" action=action enctype="multipart/form-data" novalidate>
            {file_field(hint.to_owned(), message)}
            <button class="govuk-button" type="submit">"Read the file"</button>
        </form>
    }
}

/// Draws the field for a file, perhaps with why the one that was sent was not read.
pub(super) fn file_field(hint: String, message: Option<String>) -> impl IntoView {
    let error_class = if message.is_some() { " govuk-form-group--error" } else { "" };
    let described = describe(FILE, true, message.is_some());
    view! {
        <div class=format!("govuk-form-group{error_class}")>
            <label class="govuk-label govuk-label--m" for=FILE>"File"</label>
            <div id=format!("{FILE}-hint") class="govuk-hint">{hint}</div>
            {FieldError(FieldErrorProps { name: FILE.to_owned(), message })}
            <input class="govuk-file-upload" id=FILE name=FILE type="file" aria-describedby=described/>
        </div>
    }
}
