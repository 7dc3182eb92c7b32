//! What an expression of interest is, what becomes of it, and the way in.

use axum::{extract::State, response::Response};
use domain::{
    eoi::{EoiPage, Interest},
    vocabulary::Word,
};
use leptos::prelude::*;

use super::{START, address};
use crate::{
    parts::{Frame, Metadata},
    state::AppState,
    visitor::Visitor,
    words::eoi::DISCLOSURE,
};

const STEPS: [&str; 4] = [
    "You tell us where the land is, what is there now and what you would like to do. It takes about 10 minutes. You can \
     save it and come back.",
    "You get a reference, and a link that shows that we have received it.",
    "We read it and get in touch in the way that you choose. We aim to do so within 10 working days.",
    "We look at how the land could fit into the strategy, and talk to you before anything is decided.",
];
const DO: [&str; 4] = [
    "We use it to answer you.",
    "Once you send it, we keep who you are apart from where the land is. Only staff who work on expressions of interest, and \
     administrators, see who you are.",
    "We ask for your consent to each other use, such as mapping the strategy, one by one. If you say nothing, the answer \
     is no.",
    "If you write to us to take it back, we stop and remove it.",
];
const DO_NOT: [&str; 4] = [
    "We do not show your name or your holding number in public, and without your consent we do not show where your land is.",
    "We do not put your land on a map because you told us about it.",
    "We do not decide on planning, payments or schemes with it, and it gives you no claim to any.",
    "We do not give ecological, planning or financial advice through this form.",
];

const INTRODUCTION: &str =
    "If you own, rent or look after land, you can tell us what you would like to do for nature there.";

pub(super) async fn show(State(state): State<AppState>, visitor: Visitor) -> Response {
    let list = |lines: [&'static str; 4]| lines.map(|line| view! { <li>{line}</li> }).collect_view();
    let metadata = Metadata::page(START, INTRODUCTION);
    Frame::new(&state, &visitor, "Tell us about your land").listed(metadata).show(|| {
        view! {
            <h1 class="govuk-heading-l">"Tell us about your land"</h1>
            <p class="govuk-body-l">
                {INTRODUCTION} " We call this an expression of interest."
            </p>
            <p class="govuk-body">
                "It commits you to nothing, and it does not commit us. Nothing happens on your land because of it."
            </p>
            <p class="govuk-body">
                "If you share this computer, choose “Save and come back later” before you leave it, and then “Forget it on \
                 this computer”."
            </p>
            <p class="govuk-body">
                <a class="govuk-button govuk-button--start" href=format!("{START}/respond")>"Start now"</a>
            </p>
            <h2 class="govuk-heading-m">"What happens"</h2>
            <ol class="govuk-list govuk-list--number">{list(STEPS)}</ol>
            <h2 class="govuk-heading-m">"What we do with what you tell us"</h2>
            <ul class="govuk-list govuk-list--bullet">{list(DO)}</ul>
            <h2 class="govuk-heading-m">"What we do not do"</h2>
            <ul class="govuk-list govuk-list--bullet">{list(DO_NOT)}</ul>
            <div class="govuk-inset-text">{DISCLOSURE}</div>
            <h2 class="govuk-heading-m">"Correct or remove your land"</h2>
            <p class="govuk-body">
                "If a map of ours shows your land wrongly, or shows it and you do not want that, tell us with the same \
                 form."
            </p>
            <form method="post" action=address("new")>
                <input type="hidden" name="page" value=EoiPage::Interest.word()/>
                <input type="hidden" name="interests" value=Interest::MapCorrection.word()/>
                <button class="govuk-button govuk-button--secondary" type="submit">
                    "Ask us to correct or remove your land"
                </button>
            </form>
        }
    })
}
