//! Asking for alerts, which gets an email to the address that was typed and nothing else.

use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{alert::Wish, email::is_email, fields::Fields, group::Group};
use leptos::prelude::*;
use store::{Mail, StoreError};

use super::{
    ADDRESS, change_address, confirm_address,
    form::{self, Wrong},
};
use crate::{
    error::PageError,
    network::Network,
    pages::drafts::{mail, or_give_back},
    parts::{ErrorSummary, Frame, Input, InputExtra, Metadata},
    posted::{InAddress, Posted},
    secret::Secret,
    state::AppState,
    visitor::Visitor,
    words::alerts as words,
};

const HEADING: &str = "Email alerts";
const INTRODUCTION: &str =
    "Get an email when something new is published here. You need no account, and can stop at any time.";
const EMAIL: &str = "email";
const WRONG: &str = "Enter an email address like name@example.org";
const TOO_OFTEN: &str = "Too many emails were asked for. Wait an hour and ask again";

/// What was typed, and what has to be put right.
struct Showing<'a> {
    fields: &'a Fields,
    groups: &'a [Group],
    wrong: Vec<Wrong>,
    status: StatusCode,
}

/// Shows the form, with what the address names ticked.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    InAddress(asked): InAddress,
) -> Result<Response, PageError> {
    let groups = form::groups(&state, &domain::alert::Scopes::default()).await?;
    let fields = form::begun(&asked);
    Ok(draw(&state, &visitor, Showing { fields: &fields, groups: &groups, wrong: Vec::new(), status: StatusCode::OK }))
}

/// Takes what somebody asks for, and mails a link to the address.
pub(super) async fn ask(
    State(state): State<AppState>,
    network: Option<Extension<Network>>,
    visitor: Visitor,
    Posted(fields): Posted,
) -> Response {
    let done = judge(&state, &visitor, network.map(|Extension(network)| network), &fields).await;
    or_give_back(done, &state, &visitor, ADDRESS, &fields)
}

async fn judge(
    state: &AppState,
    visitor: &Visitor,
    network: Option<Network>,
    fields: &Fields,
) -> Result<Response, PageError> {
    if !state.site.sends_mail {
        return Err(PageError::NotFound);
    }
    let groups = form::groups(state, &domain::alert::Scopes::default()).await?;
    let refused = |wrong, status| draw(state, visitor, Showing { fields, groups: &groups, wrong, status });
    let email = fields.text(EMAIL);
    let wrong_email = (!is_email(email)).then(|| (EMAIL.to_owned(), WRONG.to_owned()));
    let wish = match (form::read(fields, &groups), wrong_email) {
        (Ok(wish), None) => wish,
        (read, wrong_email) => {
            let wrong = read.err().unwrap_or_default().into_iter().chain(wrong_email).collect();
            return Ok(refused(wrong, StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    if !state.links.admit(email, network, state.clock.now()) {
        let wrong = vec![(EMAIL.to_owned(), TOO_OFTEN.to_owned())];
        return Ok(refused(wrong, StatusCode::TOO_MANY_REQUESTS));
    }
    store(state, email, wish, &groups).await?;
    Ok(Redirect::to("/alerts/asked").into_response())
}

/// Stores the request with its email, or adds a link to the alert that the address has: as much work for the one as for the other.
async fn store(state: &AppState, email: &str, wish: Wish, groups: &[Group]) -> Result<(), StoreError> {
    let (secret, now) = (Secret::new(&*state.entropy), state.clock.now());
    let hash = secret.hash();
    if let Some(alert) = state.store.find_alert_of(email).await? {
        let link = state.site.address(&change_address(&secret));
        let body = words::known_body(&link, &state.site);
        let message = mail(state, alert.email.clone(), (words::KNOWN_SUBJECT.to_owned(), body));
        let hash = hash.clone();
        let work = state.store.write(move |mut write| {
            Box::pin(async move {
                write.add_alert_link(alert.id, &hash, now).await?;
                write.add_mail(&message).await
            })
        });
        match work.await {
            // It ended at this moment, so that it is asked for anew.
            Err(StoreError::Changed) => {}
            done => return done,
        }
    }
    let link = state.site.address(&confirm_address(&secret));
    let body = words::confirm_body(&words::wish(&wish, groups), &link, &state.site);
    let message: Mail = mail(state, email.to_owned(), (words::CONFIRM_SUBJECT.to_owned(), body));
    let email = email.to_owned();
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            write.add_alert_request(&hash, (&email, &wish), now).await?;
            write.add_mail(&message).await
        })
    });
    work.await
}

fn draw(state: &AppState, visitor: &Visitor, showing: Showing<'_>) -> Response {
    let Showing { fields, groups, wrong, status } = showing;
    let content = if state.site.sends_mail { asking(fields, groups, &wrong) } else { no_mail() };
    Frame::new(state, visitor, HEADING).status(status).listed(Metadata::page(ADDRESS, INTRODUCTION)).show(|| {
        view! {
            <ErrorSummary errors=wrong/>
            <h1 class="govuk-heading-xl">{HEADING}</h1>
            <p class="govuk-body-l">{INTRODUCTION}</p>
            {content}
        }
    })
}

fn asking(fields: &Fields, groups: &[Group], wrong: &[Wrong]) -> AnyView {
    let email = Input {
        name: EMAIL.to_owned(),
        label: "Your email address".to_owned(),
        width: "govuk-input--width-20",
        typed: fields.typed(EMAIL).to_owned(),
        message: wrong.iter().find(|(name, _)| name == EMAIL).map(|(_, words)| words.clone()),
        extra: InputExtra {
            label_class: "govuk-label govuk-label--s",
            hint: Some("We send a link to it first. You get no alerts before you confirm by that".to_owned()),
            ..InputExtra::email()
        },
    };
    view! {
        <form method="post" action=ADDRESS novalidate>
            {form::draw(fields, groups, wrong)}
            {email.in_group()}
            <button class="govuk-button" type="submit">"Send me the link"</button>
        </form>
        <p class="govuk-body">
            "We keep your address for these emails alone, and delete it when you stop them. "
            <a class="govuk-link" href="/privacy">"How we use what you tell us"</a>
        </p>
        <p class="govuk-body">
            "You can also follow what is new " <a class="govuk-link" href="/feeds">"by feed or in your calendar"</a>
            ", without giving an address."
        </p>
    }
    .into_any()
}

fn no_mail() -> AnyView {
    view! {
        <p class="govuk-inset-text">"This site cannot send email at the moment, so that alerts cannot be asked for."</p>
        <p class="govuk-body">
            "You can follow what is new " <a class="govuk-link" href="/feeds">"by feed or in your calendar"</a> "."
        </p>
    }
    .into_any()
}

/// Says what comes next, the same for every address.
pub(super) async fn show_asked(State(state): State<AppState>, visitor: Visitor) -> Response {
    const HEADING: &str = "Check your email";
    Frame::new(&state, &visitor, HEADING).show(|| {
        view! {
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">
                "We are sending an email to the address that you gave. Open the link in it to go on. It works for 3 days."
            </p>
            <p class="govuk-body">
                "If nothing has come after some minutes, look among the unwanted emails, or check the address and "
                <a class="govuk-link" href=ADDRESS>"ask again"</a> "."
            </p>
        }
    })
}
