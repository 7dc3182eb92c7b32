//! What a consultation says of itself, for anyone who reads before they answer: only what was given.

use domain::{
    consultation::{ClosingMove, Consultation},
    particulars::{LinkedDocument, Particulars},
};
use leptos::prelude::*;

use super::{contact, day};
use crate::{
    parts::{DataLink, DataLinkProps},
    state::AppState,
    words::{Labelled, particulars as words},
};

/// Draws why it asks, what can change, who decides, what there is to read and how answers are counted.
pub(super) fn sections(particulars: &Particulars) -> AnyView {
    let Particulars { purpose, open_to_change, decided, .. } = particulars;
    view! {
        {said("Why we ask", purpose.as_ref())}
        {said("What you can change", open_to_change.as_ref())}
        {said("What is already decided", decided.as_ref())}
        {decision(particulars)}
        {documents(particulars)}
        {plan(particulars)}
    }
    .into_any()
}

/// Says how the closing was moved since people were told of it.
pub(super) fn moves(moves: &[ClosingMove]) -> Option<AnyView> {
    let sentences = moves.iter().map(|moved| view! { <p class="govuk-body">{words::closing_move(moved)}</p> });
    let sentences = sentences.collect_view();
    (!moves.is_empty()).then(|| view! { <div class="govuk-inset-text">{sentences}</div> }.into_any())
}

/// Says how to take part in another way, and whom to ask: whoever runs this site, if the consultation names nobody.
pub(super) fn formats(state: &AppState, consultation: &Consultation, particulars: &Particulars) -> AnyView {
    let paper = format!("/consultations/{}/paper", consultation.slug);
    let Particulars { formats_email: email, formats_telephone: telephone, formats, .. } = particulars;
    let offered = (!formats.is_empty()).then(|| {
        let items = formats.iter().map(|format| view! { <li>{format.label()}</li> });
        view! {
            <p class="govuk-body">"You can also take part in another way. We offer:"</p>
            <ul class="govuk-list govuk-list--bullet">{items.collect_view()}</ul>
        }
    });
    let need = formats.is_empty().then_some(
        "If you would rather answer on paper or by telephone, or need large print, easy read or another language, tell us \
         what you need.",
    );
    let written = match (email, telephone) {
        (Some(address), _) => {
            let link = view! { <a class="govuk-link" href=format!("mailto:{address}")>{address.clone()}</a> };
            Some(view! { <li>"Email: " {link}</li> }.into_any())
        }
        (None, Some(_)) => None,
        (None, None) => Some(view! { <li>"Email: " {contact(state)}</li> }.into_any()),
    };
    let spoken = telephone.clone().map(|number| view! { <li>"Telephone: " {number}</li> });
    view! {
        <h2 class="govuk-heading-m">"If you need this in another way"</h2>
        <p class="govuk-body">
            "This form works with a keyboard, a screen reader and without JavaScript. You can also "
            <a class="govuk-link" href=paper>"read or print all questions"</a> ". " {need}
        </p>
        {offered}
        <ul class="govuk-list">{written}{spoken}</ul>
    }
    .into_any()
}

fn said(heading: &'static str, words: Option<&String>) -> Option<AnyView> {
    let words = words?.clone();
    let section = view! {
        <h2 class="govuk-heading-m">{heading}</h2>
        <p class="fm-words">{words}</p>
    };
    Some(section.into_any())
}

fn decision(particulars: &Particulars) -> Option<AnyView> {
    let by = |on| view! { "by " {day(on)} };
    let sentence = match (particulars.decision_maker.clone(), particulars.decision_on) {
        (Some(who), Some(on)) => view! { {who} ", " {by(on)} "." }.into_any(),
        (Some(who), None) => view! { {who} "." }.into_any(),
        (None, Some(on)) => view! { "It is decided " {by(on)} "." }.into_any(),
        (None, None) => return None,
    };
    let section = view! {
        <h2 class="govuk-heading-m">"Who decides, and when"</h2>
        <p class="govuk-body">{sentence}</p>
    };
    Some(section.into_any())
}

fn documents(particulars: &Particulars) -> Option<AnyView> {
    let Particulars { documents, equality_document, equality_reason, .. } = particulars;
    let links: Vec<_> = documents.iter().chain(equality_document).map(|one| view! { <li>{linked(one)}</li> }).collect();
    let reason = equality_reason.clone().map(|reason| {
        view! {
            <h3 class="govuk-heading-s">"Why there is no equality assessment"</h3>
            <p class="fm-words">{reason}</p>
        }
    });
    if links.is_empty() && reason.is_none() {
        return None;
    }
    let list = (!links.is_empty()).then(|| view! { <ul class="govuk-list govuk-list--bullet fm-linked">{links}</ul> });
    Some(view! { <h2 class="govuk-heading-m">"Documents"</h2> {list} {reason} }.into_any())
}

fn linked(document: &LinkedDocument) -> AnyView {
    let LinkedDocument { title: words, address } = document.clone();
    DataLink(DataLinkProps { address, words }).into_any()
}

fn plan(particulars: &Particulars) -> Option<AnyView> {
    let words = particulars.plan.clone().map(|plan| view! { <p class="fm-words">{plan}</p> });
    let more = particulars.plan_address.clone().map(|address| {
        let words = "More about how answers are counted".to_owned();
        view! { <p class="govuk-body fm-linked">{DataLink(DataLinkProps { address, words })}</p> }
    });
    if words.is_none() && more.is_none() {
        return None;
    }
    Some(view! { <h2 class="govuk-heading-m">"How answers are counted"</h2> {words} {more} }.into_any())
}
