//! Coming back to a draft: the link, shown and mailed, and what happens when it is opened.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{email::is_email, ids};
use leptos::prelude::*;
use store::{Mail, StoreError};

use super::{Room, cookie};
use crate::{
    error::PageError,
    parts::{ErrorSummary, FieldError, Frame},
    posted::Posted,
    secret::Secret,
    state::AppState,
    visitor::Visitor,
    words::{dates, mail},
};

const EMAIL: &str = "email";

/// What became of the request to mail the link.
enum Sent {
    NotAsked,
    Yes,
    /// The address was wrong; this is what was typed.
    Refused(String),
}

/// Opens a draft from its link and leads to where it was left.
pub(super) async fn resume(
    State(state): State<AppState>,
    Path((slug, secret)): Path<(String, String)>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let secret = Secret::from_outside(secret);
    let found = state.store.find_draft(&secret.hash()).await?;
    let consultation = state.store.find_consultation(&slug).await?.ok_or(PageError::NotFound)?;
    found.filter(|draft| draft.response.consultation == consultation.id).ok_or(PageError::NotFound)?;
    let cookies = cookies.add(cookie::give(&state, &slug, &secret));
    Ok((cookies, Redirect::to(&format!("/consultations/{slug}/respond"))).into_response())
}

pub(super) async fn show_saved(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    Ok(draw(&state, &visitor, &room, Sent::NotAsked))
}

/// Mails the link to an address, which is kept only until the mail is sent.
pub(super) async fn send_link(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    let email = posted.text(EMAIL).to_owned();
    if !is_email(&email) {
        return Ok(draw(&state, &visitor, &room, Sent::Refused(email)));
    }
    let (Some(secret), true) = (&room.secret, state.site.sends_mail) else {
        return Err(PageError::NotFound);
    };
    let message = Mail {
        id: ids::unordered(&*state.entropy),
        recipient: email,
        subject: mail::resume_subject(&room.consultation),
        body: mail::resume_body(&room.consultation, &link(&state, &room, secret)),
        attempts: 0,
        due_at: state.clock.now(),
        last_error: None,
    };
    let work = state.store.write(move |mut write| Box::pin(async move { write.add_mail(&message).await }));
    let stored: Result<(), StoreError> = work.await;
    stored?;
    Ok(draw(&state, &visitor, &room, Sent::Yes))
}

fn link(state: &AppState, room: &Room, secret: &Secret) -> String {
    state.site.address(&format!("/resume/{}/{}", room.consultation.slug, secret.expose()))
}

fn draw(state: &AppState, visitor: &Visitor, room: &Room, sent: Sent) -> Response {
    if room.is_submitted() {
        return Redirect::to(&room.address("receipt")).into_response();
    }
    let Some(secret) = &room.secret else {
        return Redirect::to(&format!("/consultations/{}", room.consultation.slug)).into_response();
    };
    let address = link(state, room, secret);
    let status = if matches!(sent, Sent::Refused(_)) { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let closes = dates::moment(room.consultation.closes_at);
    let begin = format!("/consultations/{}/respond", room.consultation.slug);
    Frame::new(state, visitor, "Your answers are saved").status(status).personal().show(|| {
        view! {
            {error_summary(&sent)}
            <h1 class="govuk-heading-l">"Your answers are saved"</h1>
            <p class="govuk-body">
                {format!("They are not sent yet. Come back and send them before {closes}. \
                    We delete answers that nobody has touched for 28 days.")}
            </p>
            <p class="govuk-body">"To carry on in this browser, open the consultation again. To carry on elsewhere, use this link:"</p>
            <p class="govuk-inset-text"><a class="govuk-link fm-long-link" href=address.clone()>{address.clone()}</a></p>
            <p class="govuk-body">"Anybody who has the link can see and change your answers, so keep it to yourself."</p>
            {state.site.sends_mail.then(|| mail_form(room, &sent))}
            <p class="govuk-body"><a class="govuk-button" href=begin>"Carry on now"</a></p>
        }
    })
}

fn error_summary(sent: &Sent) -> Option<impl IntoView + use<>> {
    matches!(sent, Sent::Refused(_)).then(|| {
        let errors = vec![(EMAIL.to_owned(), "Enter an email address like name@example.org".to_owned())];
        view! { <ErrorSummary errors=errors/> }
    })
}

fn mail_form(room: &Room, sent: &Sent) -> AnyView {
    let (typed, message) = match sent {
        Sent::Yes => {
            return view! { <p class="govuk-body" role="status">"We have sent the link to your email address."</p> }
                .into_any();
        }
        Sent::NotAsked => (String::new(), None),
        Sent::Refused(typed) => (typed.clone(), Some("Enter an email address like name@example.org".to_owned())),
    };
    let group = if message.is_some() { "govuk-form-group govuk-form-group--error" } else { "govuk-form-group" };
    view! {
        <form method="post" action=room.address("saved") novalidate>
            <div class=group>
                <label class="govuk-label govuk-label--m" for=EMAIL>"Send the link to an email address"</label>
                <FieldError name=EMAIL.to_owned() message=message/>
                <input
                    class="govuk-input govuk-!-width-two-thirds"
                    id=EMAIL
                    name=EMAIL
                    type="email"
                    autocomplete="email"
                    spellcheck="false"
                    value=typed
                />
            </div>
            <button class="govuk-button govuk-button--secondary" type="submit">"Send the link"</button>
        </form>
    }
    .into_any()
}
