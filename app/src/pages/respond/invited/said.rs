//! What the link of an invitation says: what it is for, or why nothing can be begun with it and what to do.

use axum::{http::StatusCode, response::Response};
use domain::{consultation::Phase, invitation::Standing};
use leptos::prelude::*;

use super::{ANEW, Door, NO, Shut, YES};
use crate::{pages::respond::desk, parts::Frame, state::AppState, visitor::Visitor, words::dates};

const NOT_OPEN: &str = "This consultation has not opened yet";

/// Says that a link leads to no invitation, or not yet to one.
pub(super) fn shut(state: &AppState, visitor: &Visitor, why: &Shut) -> Response {
    let (status, heading, words) = match why {
        Shut::Unknown => (
            StatusCode::NOT_FOUND,
            "This link does not lead to an invitation",
            "Check that you have all of it. If we have sent you another email since, use the link in the newest one: it takes \
             the place of those before.",
        ),
        Shut::Unpublished => (
            StatusCode::CONFLICT,
            NOT_OPEN,
            "The questions are not published yet. Keep the link and open it again later.",
        ),
        Shut::TooOften => (
            StatusCode::TOO_MANY_REQUESTS,
            "Too many links were tried",
            "Links that lead to no invitation were opened many times from where you are. Wait an hour and open yours again.",
        ),
    };
    let contact = state.site.contact_email.clone();
    Frame::new(state, visitor, heading).status(status).personal().show(|| {
        view! {
            <h1 class="govuk-heading-l">{heading}</h1>
            <p class="govuk-body">{words}</p>
            {help(contact)}
            <p class="govuk-body"><a class="govuk-link" href="/consultations">"See all consultations"</a></p>
        }
    })
}

/// Says what an invitation is for, with a way to begin if there is one.
pub(super) fn draw(state: &AppState, visitor: &Visitor, door: &Door, (action, status): (&str, StatusCode)) -> Response {
    let contact = state.site.contact_email.clone();
    let about = format!("/consultations/{}", door.consultation.slug);
    let (heading, content) = match (door.standing, door.phase) {
        (Standing::Used, _) => (
            "This invitation has been used",
            view! {
                <p class="govuk-body">
                    "A response was sent by it. An invitation counts once, and we cannot tell which response it was."
                </p>
                {door.room.held.is_submitted().then(|| view! {
                    <p class="govuk-body">
                        <a class="govuk-link" href=desk(&door.consultation.slug).page("receipt")>
                            "See the response that was sent in this browser"
                        </a>
                    </p>
                })}
                <p class="govuk-body">"If it was not you who sent it, tell us."</p>
                {help(contact)}
            }
            .into_any(),
        ),
        (Standing::Revoked, _) => (
            "This invitation was taken back",
            view! {
                <p class="govuk-body">"Nothing can be sent by it any more."</p>
                {help(contact)}
            }
            .into_any(),
        ),
        (_, Phase::Closed) => (
            "This consultation has closed",
            view! {
                <p class="govuk-body">
                    {format!("It closed on {}. The invitation was not used.", dates::moment(door.consultation.closes_at))}
                </p>
                {help(contact)}
            }
            .into_any(),
        ),
        (_, Phase::Upcoming) => (
            NOT_OPEN,
            view! {
                <p class="govuk-body">
                    {format!("Keep the link and open it again from {}.", dates::moment(door.consultation.opens_at))}
                </p>
            }
            .into_any(),
        ),
        (Standing::Begun, Phase::Open) if !door.is_here() => {
            ("Answers were begun with this invitation", begun_elsewhere(state, door, action))
        }
        (Standing::Fresh | Standing::Begun, Phase::Open) => {
            ("You are invited to answer", fresh(state, door, action))
        }
    };
    let title = door.consultation.title.clone();
    Frame::new(state, visitor, heading).status(status).personal().show(|| {
        view! {
            <span class="govuk-caption-l">{title}</span>
            <h1 class="govuk-heading-l">{heading}</h1>
            {content}
            <p class="govuk-body"><a class="govuk-link" href=about>"About this consultation"</a></p>
        }
    })
}

fn fresh(state: &AppState, door: &Door, action: &str) -> AnyView {
    let ways = joining(state, door, action).unwrap_or_else(|| {
        view! {
            {others(state, door)}
            <form method="post" action=action.to_owned()>
                <button class="govuk-button" type="submit">"Begin with this invitation"</button>
            </form>
        }
        .into_any()
    });
    view! {
        <p class="govuk-body-l">{door.consultation.summary.clone()}</p>
        <p class="govuk-body">
            {format!("You can answer until {}. The invitation is for you, and counts once.", dates::moment(door.consultation.closes_at))}
        </p>
        {ways}
        {known()}
    }
    .into_any()
}

fn begun_elsewhere(state: &AppState, door: &Door, action: &str) -> AnyView {
    let ways = joining(state, door, action).unwrap_or_else(|| {
        view! {
            {others(state, door)}
            {begin_form(action, YES, "Begin anew here")}
        }
        .into_any()
    });
    view! {
        <p class="govuk-body">
            "They are not sent yet. Only whoever began can read them, so that this link does not lead to them. If it was you, go on "
            "in the browser in which you began, or open the link for coming back if you asked for one."
        </p>
        <p class="govuk-body">
            "You can also answer here. The invitation is then for what you answer here, and the answers that were begun with it can "
            "no longer be sent."
        </p>
        {ways}
        {known()}
    }
    .into_any()
}

/// Lets somebody choose between the answers that this browser holds and an empty form, where the invitation can be for both.
fn joining(state: &AppState, door: &Door, action: &str) -> Option<AnyView> {
    door.joined()?;
    Some(
        view! {
            <p class="govuk-inset-text">
                "This browser holds answers to this consultation that are not sent. If they are yours, go on with them: they are "
                "sent by this invitation."
            </p>
            {begin_form(action, NO, "Go on with these answers")}
            {others(state, door)}
            {begin_form(action, YES, "Begin with an empty form")}
        }
        .into_any(),
    )
}

fn begin_form(action: &str, anew: &'static str, words: &'static str) -> impl IntoView + use<> {
    view! {
        <form method="post" action=action.to_owned()>
            <input type="hidden" name=ANEW value=anew/>
            <button class="govuk-button govuk-button--secondary" type="submit">{words}</button>
        </form>
    }
}

/// Gives the way back to other answers that this browser holds, which beginning takes out of it.
fn others(state: &AppState, door: &Door) -> Option<AnyView> {
    let link = door.room.held.link(state)?;
    Some(
        view! {
            <p class="govuk-body">
                "An empty form takes the place of other answers that this browser holds, which are not sent yet. To come back to "
                "them later, or for whoever typed them, keep this link first:"
            </p>
            <p class="govuk-inset-text"><a class="govuk-link fm-long-link" href=link.clone()>{link.clone()}</a></p>
        }
        .into_any(),
    )
}

/// Says honestly who will know what.
fn known() -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">"Who will know what"</h2>
        <p class="govuk-body">
            "We know to whom we gave this link, and see in which month it was used. Until you send your answers, what you typed is "
            "kept with the invitation, so that it counts once; staff are not shown it. When you send them, that is deleted: your "
            "answers keep only that they came by an invitation, and nothing in them says by which."
        </p>
        <p class="govuk-body">
            "Where very few people are invited, or few answer on one day, or your answers say who you are, somebody who reads them "
            "could still guess. "
            <a class="govuk-link" href="/privacy">"How we use what you tell us"</a>
        </p>
    }
}

fn help(contact: String) -> impl IntoView {
    view! {
        <p class="govuk-body">
            "If you need help or a new invitation, write to "
            <a class="govuk-link" href=format!("mailto:{contact}")>{contact.clone()}</a> "."
        </p>
    }
}
