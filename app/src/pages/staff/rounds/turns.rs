//! The authorities of a round one after the other: what each said, what it was answered, and what can be done next.

use domain::{
    involvement::Evidence,
    round::{Given, Turn},
};
use leptos::prelude::*;

use super::{Room, address_of};
use crate::{
    pages::staff::evidence::Sources,
    parts::{SummaryRow, summary_list},
    words::{Labelled, dates, involvement::Access, rounds::counting},
};

/// Draws them.
pub(super) fn draw(given: &Given, room: &Room, sources: &Sources) -> AnyView {
    let one = |turn: Turn<'_>| {
        view! {
            <h3 class="govuk-heading-s">{room.name(turn.authority)}</h3>
            {about(&turn, sources)}
            {ways(given, room, &turn)}
        }
    };
    let all = given.turns().into_iter().map(one).collect_view();
    view! { <h2 class="govuk-heading-m">"What each said and was answered"</h2> {all} }.into_any()
}

fn about(turn: &Turn<'_>, sources: &Sources) -> AnyView {
    let shows = |evidence: &Evidence| SummaryRow::new("Evidence", sources.links(evidence));
    let mut rows = vec![SummaryRow::new("Its days", format!("{}.", counting(turn.window)))];
    if let Some(opinion) = turn.opinion {
        let grounds: Vec<String> = opinion.grounds.iter().map(|ground| ground.label().to_owned()).collect();
        rows.push(SummaryRow::new(
            "What it said",
            format!("{}, on {}", opinion.stance.label(), dates::day(opinion.received_on)),
        ));
        if !grounds.is_empty() {
            rows.push(SummaryRow::said("Grounds", grounds));
        }
        rows.push(SummaryRow::said("In words", opinion.words.iter().cloned().collect()));
        rows.push(SummaryRow::said("Who decided it there", opinion.decided_by.iter().cloned().collect()));
        rows.push(shows(&opinion.evidence));
    }
    if let Some(window) = turn.answer_window() {
        rows.push(SummaryRow::new("Our days", format!("{}.", counting(window))));
    }
    if let Some(rejoinder) = turn.rejoinder {
        rows.push(SummaryRow::new("Answered on", dates::day(rejoinder.sent_on)));
        rows.push(SummaryRow::said("Our answer", vec![rejoinder.words.clone()]));
        rows.push(shows(&rejoinder.evidence));
    }
    summary_list(rows)
}

/// Leads to what can be done with one authority now.
fn ways(given: &Given, room: &Room, turn: &Turn<'_>) -> Option<AnyView> {
    if room.access != Access::Whole || given.taken_out().is_some() {
        return None;
    }
    let number = room.authority(turn.authority)?.registered.number;
    let name = room.name(turn.authority);
    let has_said = turn.opinion.is_some();
    let said = if has_said { "Change what it said" } else { "Write down what it said" };
    let answer = if turn.rejoinder.is_some() { "Change our answer" } else { "Write down our answer" };
    let ways = [
        ("opinion", said, true),
        ("answer", answer, has_said),
        ("received", "Change the day on which it got it", true),
        ("take-back", "Take back what it said", has_said),
    ];
    let links = ways.into_iter().filter(|(.., can)| *can).map(|(word, words, _)| {
        let href = address_of(given.number, &format!("/authorities/{number}/{word}"));
        view! { <li><a class="govuk-link" href=href>{words} <span class="govuk-visually-hidden">{format!(": {name}")}</span></a></li> }
    });
    Some(view! { <ul class="govuk-list">{links.collect_view()}</ul> }.into_any())
}
