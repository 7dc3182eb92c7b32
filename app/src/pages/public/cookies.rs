//! The cookies that this site sets, all of which it needs to work.

use axum::{extract::State, response::Response};
use leptos::prelude::*;

use crate::{
    cookie::SecretCookie,
    error::PageError,
    pages::eoi,
    parts::{Caption, Frame, Metadata, Table},
    state::AppState,
    visitor::{ABSOLUTE_LIMIT, IDLE_LIMIT, Visitor},
};

/// A kind of cookie as the table describes it.
struct Described {
    name: String,
    purpose: &'static str,
    lasts: String,
}

const DESCRIPTION: &str = "Which cookies this site sets, and when.";

pub(super) async fn show(State(state): State<AppState>, visitor: Visitor) -> Result<Response, PageError> {
    let caption = Caption::Spoken("Cookies, by name".to_owned());
    let table =
        Table::new("Cookies that this site needs", caption, "Name").words("What it is for").words("How long it lasts");
    let table = described(&state).into_iter().fold(table, |table, cookie| {
        table.row(view! { <code>{cookie.name}</code> }, [cookie.purpose.into_any(), cookie.lasts.into_any()])
    });
    Ok(Frame::new(&state, &visitor, "Cookies").listed(Metadata::page("/cookies", DESCRIPTION)).show(|| {
        view! {
            <h1 class="govuk-heading-xl">"Cookies"</h1>
            <p class="govuk-body-l">
                "Cookies are small files that a site keeps in your browser. If you only read this site, it sets none."
            </p>
            <p class="govuk-body">
                "It sets the cookies below only when they are needed for what you are doing, so it does not ask for consent. "
                "It counts no visitors, and no other company’s cookies or scripts are on it."
            </p>
            <h2 class="govuk-heading-m">"Cookies that this site needs"</h2>
            {table.draw()}
            <h2 class="govuk-heading-m">"If you delete them"</h2>
            <p class="govuk-body">
                "Your browser can delete cookies at any time. If you delete the one of a form that you have begun, you can come "
                "back to it only by the link that “Save and come back later” shows."
            </p>
            <p class="govuk-body"><a class="govuk-link" href="/privacy">"How we use what you tell us"</a></p>
        }
    }))
}

fn described(state: &AppState) -> [Described; 4] {
    let name = |name| SecretCookie::new(&state.site, name).name().to_owned();
    let (idle, absolute) = (IDLE_LIMIT.num_minutes(), ABSOLUTE_LIMIT.num_hours());
    [
        Described {
            name: name("draft-…"),
            purpose: "Leads your browser back to a consultation that you have begun to answer. There is one for each \
                      consultation, with its name in place of the dots. It is set when you save a page, when you begin \
                      another response and when you carry on from a link.",
            lasts: "28 days after it was last set, or until you choose “Forget it on this computer”".into(),
        },
        Described {
            name: name(eoi::COOKIE),
            purpose: "Leads your browser back to an expression of interest that you have begun. It is set when you save a \
                      page, when you begin another one, when you ask us to correct your land, and when you carry on from a link.",
            lasts: "Until you close your browser, or until you choose “Forget it on this computer”".into(),
        },
        Described {
            name: name("test-…"),
            purpose: "Leads your browser back to the test of a questionnaire that you have begun, after somebody sent you a link to \
                      it. It is set when you save a page, when you answer again and when you carry on from a link.",
            lasts: "28 days after it was last set, or until you choose “Forget it on this computer”".into(),
        },
        Described {
            name: SecretCookie::session(&state.site).name().to_owned(),
            purpose: "Keeps staff signed in. It is set only when a member of staff signs in.",
            lasts: format!(
                "Until they sign out or close the browser, at most {absolute} hours, or {idle} minutes without opening a page"
            ),
        },
    ]
}
