//! How accessible the site is, how that was tested, and what to do about a barrier.

use axum::{extract::State, response::Response};
use leptos::prelude::*;

use super::contact;
use crate::{
    error::PageError,
    parts::{Frame, Metadata},
    state::AppState,
    visitor::Visitor,
};

/// The guidelines that the site is built to meet.
const WCAG: &str = "https://www.w3.org/TR/WCAG22/";
/// The service that advises people whose complaint was not answered well.
const EASS: &str = "https://www.equalityadvisoryservice.com/";

const DESCRIPTION: &str = "We want everyone to be able to read this site and to answer, whatever they use to do so.";

pub(super) async fn show(State(state): State<AppState>, visitor: Visitor) -> Result<Response, PageError> {
    Ok(Frame::new(&state, &visitor, "Accessibility").listed(Metadata::page("/accessibility", DESCRIPTION)).show(|| {
        view! {
            <h1 class="govuk-heading-xl">"Accessibility"</h1>
            <p class="govuk-body-l">{DESCRIPTION}</p>
            <p class="govuk-body">"On every page you should be able to:"</p>
            <ul class="govuk-list govuk-list--bullet">
                <li>"zoom in up to 300% without losing text off the side of the screen"</li>
                <li>"do everything with a keyboard alone"</li>
                <li>"do everything with JavaScript switched off"</li>
                <li>"answer without a puzzle (CAPTCHA), and without a time limit on any page"</li>
                <li>"name a place without using a map: by postcode, grid reference or its name"</li>
            </ul>
            {barriers(&state)}
            {standing()}
            {tested()}
            {enforcement()}
            <p class="govuk-body"><a class="govuk-link" href="/consultations">"See the consultations"</a></p>
        }
    }))
}

fn barriers(state: &AppState) -> impl IntoView + use<> {
    view! {
        <h2 class="govuk-heading-m">"If something does not work for you"</h2>
        <p class="govuk-body">
            "Write to " {contact(state)} " and say which page it is and what you need. You can also ask for the questions on "
            "paper, in large print, in easy read or in another language."
        </p>
    }
}

fn standing() -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">"How accessible this site is"</h2>
        <p class="govuk-body">
            "It is built to meet the "
            <a class="govuk-link" href=WCAG>"Web Content Accessibility Guidelines 2.2"</a>
            " at level AA. We know of one thing in it that fails them, which is below. Nobody independent has audited it, and it "
            "has not yet been tried with disabled people, so we do not claim that it meets them in full."
        </p>
        <p class="govuk-body">
            "Some questions can be read in other languages. Words of the site within them, such as “Day” above a field, stay in "
            "English, and a screen reader may read them aloud as if they were in the other language (success criterion 3.1.2)."
        </p>
        <p class="govuk-body">
            "Copies of minutes that you ask us for were written elsewhere, and some may not be accessible. Tell us if one is not."
        </p>
    }
}

fn tested() -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">"What we tested"</h2>
        <p class="govuk-body">
            {format!(
                "These tests belong to the software, and are run before each change to it is kept. This page is about version {}.",
                env!("CARGO_PKG_VERSION"),
            )}
        </p>
        <ul class="govuk-list govuk-list--bullet">
            <li>
                "The pages for the public and for staff, and the pages of both forms with their errors, are opened in Chromium at "
                "360 and at 1280 pixels wide and checked with the tool axe, which has to find nothing. So are the pages that "
                "appear when something goes wrong, but for the page of a fault in the service itself."
            </li>
            <li>"A response is written and sent with a keyboard alone."</li>
            <li>"The same is done with JavaScript switched off."</li>
        </ul>
        <p class="govuk-body">
            "Automatic checks find only some of the problems that people meet. We have not tested with screen readers, speech "
            "recognition or screen magnifiers."
        </p>
    }
}

fn enforcement() -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">"If you are not content with our answer"</h2>
        <p class="govuk-body">
            "The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) "
            "(No. 2) Accessibility Regulations 2018. If you think that we have not answered you well, contact the "
            <a class="govuk-link" href=EASS>"Equality Advisory and Support Service"</a> "."
        </p>
    }
}
