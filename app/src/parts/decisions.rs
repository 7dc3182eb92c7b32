//! Decisions of meetings, each with the minutes that have it.

use leptos::prelude::*;

use crate::{priorities::Decided, words::records};

/// Draws decisions about something, the latest first.
pub fn decisions(decisions: &[Decided]) -> AnyView {
    let line = |decided: &Decided| {
        let (href, meeting, item) = (decided.address.clone(), decided.meeting.clone(), decided.item.clone());
        view! {
            <li>
                <strong>{records::decision(decided.decision.course)} ":"</strong> " " {decided.decision.words.clone()}
                <p class="govuk-hint"><a class="govuk-link" href=href>{meeting}</a> ", " {item}</p>
            </li>
        }
    };
    if decisions.is_empty() {
        return view! { <p class="fm-empty">"No published minutes have a decision about it."</p> }.into_any();
    }
    view! { <ul class="govuk-list govuk-list--spaced">{decisions.iter().map(line).collect_view()}</ul> }.into_any()
}
