//! What two people said about a proposal, as far as whoever reads may know, and what was decided.

use domain::{
    coding::Hand,
    ids::AccountId,
    sift::{DecidedAt, Interest, SiftStage, SiftStep, Sifted, Standing},
};
use leptos::prelude::*;
use store::MeetingRecord;

use super::super::{Room, log::signed, tables::screen_table};
use crate::{
    pages::staff::{comments::People, scoring::score_table},
    words::{
        Labelled, meetings,
        scoring::{formula, value as say_value},
        sift as words,
    },
};

/// Says how two people judged it, or who has and that it is shown when both have.
fn judged<T>(
    sifted: &Sifted,
    standing: &[Standing<'_, T>],
    (people, reader): (&People, Option<AccountId>),
    table: impl FnOnce([String; 2]) -> AnyView,
) -> AnyView {
    let who: Vec<String> = standing.iter().map(|standing| people.say(standing.account)).collect();
    let is_seen = standing.iter().any(|standing| sifted.may_see(&sifted.entries[standing.place], reader));
    let version = standing.first().map(|standing| {
        view! { <p class="govuk-body">{format!("Version {} of the questions and criteria.", standing.judged.version)}</p> }
    });
    let waits = (standing.len() == 1).then(|| {
        let said = format!("{} has finished. What they said is shown to others once a second person has.", who[0]);
        view! { <p class="govuk-body">{said}</p> }
    });
    let column = |hand| {
        let of = standing.iter().find(|standing| standing.judged.hand == hand);
        of.map_or_else(|| "Nobody yet".to_owned(), |standing| people.say(standing.account))
    };
    let columns = [Hand::First, Hand::Second].map(column);
    view! { {waits} {is_seen.then(|| table(columns))} {version} }.into_any()
}

/// Draws what two people said to the questions, how that was settled, and who has an interest.
pub(super) fn screening(room: &Room, sifted: &Sifted, (people, reader): (&People, Option<AccountId>)) -> AnyView {
    let standing = sifted.screenings();
    let interests = sifted.entries.iter().filter_map(|entry| match &entry.step {
        SiftStep::Declared(Some(interest))
            if entry.account.is_none_or(|account| sifted.interest_of(account) == Interest::One(interest)) =>
        {
            Some(view! { <li class="fm-words">{format!("{}: {interest}", people.say(entry.account))}</li> })
        }
        _ => None,
    });
    let interests: Vec<_> = interests.collect();
    let interests = (!interests.is_empty()).then(|| {
        view! { <h3 class="govuk-heading-s">"Interests declared"</h3> <ul class="govuk-list govuk-list--bullet">{interests}</ul> }
    });
    let drawn = if standing.is_empty() {
        view! { <p class="govuk-body">"Nobody has screened it."</p> }.into_any()
    } else {
        let lines = sifted.screen_lines(&room.sieves, reader);
        judged(sifted, &standing, (people, reader), |who| screen_table(&lines, who))
    };
    let settled = sifted.settlement().map(|settled| {
        let waits = if settled.holds { "" } else { " It holds once the other of the two agrees." };
        let said = format!(
            "Settled by {}: {}. {}.{waits}",
            signed(settled.entry, people),
            words::verdicts(settled.settlement, sifted.screened_by(&room.sieves).1),
            settled.settlement.reason.trim_end_matches('.')
        );
        view! { <p class="govuk-body">{said}</p> }
    });
    let passage = sifted
        .passage(&room.sieves)
        .map(|passage| view! { <p class="govuk-body"><strong>{passage.label()} "."</strong></p> });
    view! {
        <h2 class="govuk-heading-m">"Screening"</h2>
        {drawn} {settled} {passage} {interests}
    }
    .into_any()
}

/// Draws what two people gave, and what it is worth.
pub(super) fn scoring(room: &Room, sifted: &Sifted, (people, reader): (&People, Option<AccountId>)) -> Option<AnyView> {
    let standing = sifted.scorings();
    if standing.is_empty() && sifted.stage(&room.sieves) != SiftStage::ToScore {
        return None;
    }
    let drawn = if standing.is_empty() {
        view! { <p class="govuk-body">"Nobody has scored it."</p> }.into_any()
    } else {
        let lines = sifted.score_lines(&room.sieves, reader);
        judged(sifted, &standing, (people, reader), |who| score_table(&lines, who))
    };
    let value = sifted.is_scored().then(|| {
        let lines = sifted.score_lines(&room.sieves, None);
        let left: Vec<&str> =
            lines.iter().filter(|line| line.both().is_none()).map(|line| line.criterion.name.as_str()).collect();
        let left = if left.is_empty() { String::new() } else { format!(" Left out: {}.", left.join(", ")) };
        let value = sifted.value(&room.sieves).map_or_else(
            || "No value, because there is no criterion that both scored.".to_owned(),
            |value| format!("Value {} of 100.", say_value(value)),
        );
        view! { <p class="govuk-body"><strong>{value}</strong> {left} " " {formula()}</p> }
    });
    Some(view! { <h2 class="govuk-heading-m">"Scoring"</h2> {drawn} {value} }.into_any())
}

/// Tells every decision, the newest first, and where each was taken.
pub(super) fn decided(sifted: &Sifted, people: &People, records: &[MeetingRecord]) -> Option<AnyView> {
    let decisions = sifted.entries.iter().rev().filter_map(|entry| match &entry.step {
        SiftStep::Decided(decision) => Some((entry, decision)),
        _ => None,
    });
    let place = |decided_at: &DecidedAt| match decided_at {
        DecidedAt::Elsewhere { .. } => words::elsewhere(decided_at).into_any(),
        DecidedAt::Meeting { meeting, item } => match records.iter().find(|record| record.meeting.id == *meeting) {
            None => format!("Item {item} of a meeting whose minutes are not public any more").into_any(),
            Some(record) => {
                let title = meetings::title(&record.group, record.minutes.kind, record.meeting.held_on);
                let href = format!("/meetings/{}", record.meeting.slug);
                view! { <a class="govuk-link" href=href>{title}</a> {format!(", item {item}")} }.into_any()
            }
        },
    };
    let drawn = decisions.enumerate().map(|(place_in, (entry, decision))| {
        let heading = if place_in == 0 { words::course(decision) } else { format!("Before: {}", words::course(decision)) };
        let reason = (!decision.reason.is_empty()).then(|| {
            view! { <p class="govuk-body">{format!("It took the place of the decision before: {}", decision.reason)}</p> }
        });
        view! {
            <h3 class="govuk-heading-s">{heading}</h3>
            <p class="govuk-body fm-words">{decision.words.clone()}</p>
            <p class="govuk-body">{place(&decision.decided_at)} ". Recorded by " {signed(entry, people)} "."</p>
            {reason}
        }
    });
    let drawn: Vec<_> = drawn.collect();
    (!drawn.is_empty()).then(|| view! { <h2 class="govuk-heading-m">"Decision"</h2> {drawn} }.into_any())
}
