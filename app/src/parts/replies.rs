//! What was done about what people said: one section for each reply. The public page and the preview of staff are this one drawing.

use chrono::NaiveDate;
use domain::reply::{AskedQuestion, Deed};
use leptos::prelude::*;
use store::ExpectedDay;

use super::{DataLink, DataLinkProps};
use crate::{
    replies::{ReadDecision, ReadPriority, ReadReply, ReadResults, ReadTag, question_anchor},
    words::{dates, published::WHY_WITHHELD, replies},
};

/// Draws a reply below its heading; the slug is that of its consultation.
pub fn reply(reply: &ReadReply, slug: &str) -> AnyView {
    let colour = match reply.deed {
        Deed::Changed => "govuk-tag--green",
        Deed::WillChange => "govuk-tag--blue",
        Deed::NotChanged => "govuk-tag--grey",
        Deed::Undecided => "govuk-tag--yellow",
    };
    let by = reply.by.map(|day| format!(" {}", replies::by(reply.deed, day)));
    let section = reply.section.clone().map(|section| {
        let link = DataLink(DataLinkProps { address: section.address, words: section.title });
        view! { <p class="govuk-body fm-linked">"Read it in the strategy: " {link}</p> }
    });
    view! {
        <h3 class="govuk-heading-s">"We asked"</h3>
        {asked(&reply.asked, slug)}
        <h3 class="govuk-heading-s">"You said"</h3>
        <p class="govuk-body fm-words">{reply.said.clone()}</p>
        {reply.results.as_ref().map(results)}
        {tags(&reply.tags)}
        <h3 class="govuk-heading-s">"We did"</h3>
        <p class="govuk-body"><strong class=format!("govuk-tag {colour}")>{replies::deed(reply.deed, None)}</strong> {by}</p>
        <p class="govuk-body fm-words">{reply.did.clone()}</p>
        {section}
        {reply.decision.as_ref().map(decision)}
    }
    .into_any()
}

/// Says by when replies are expected, and each day that was said before; the days stand in the order in which they were said.
pub fn expected_days(days: &[ExpectedDay], today: NaiveDate) -> Option<AnyView> {
    let last = days.last()?;
    let moved = days.iter().zip(&days[1..]).map(|(before, after)| {
        view! { <p class="govuk-body fm-words">{replies::moved(before.expected_on, after.expected_on, after.said_at, &after.reason)}</p> }
    });
    let day = dates::day(last.expected_on);
    let expected = if last.expected_on < today {
        format!("We expected to say it by {day}, and have not yet.")
    } else {
        format!("We expect to say it by {day}.")
    };
    Some(view! { <p class="govuk-body">{expected}</p> {moved.collect_view()} }.into_any())
}

fn asked(asked: &[AskedQuestion], slug: &str) -> AnyView {
    if asked.is_empty() {
        let address = format!("/consultations/{slug}");
        return view! { <p class="govuk-body"><a class="govuk-link" href=address>"The consultation as a whole"</a></p> }
            .into_any();
    }
    let question = |question: &AskedQuestion| {
        let address = format!("/consultations/{slug}/paper#{}", question_anchor(&question.id));
        view! { <li><a class="govuk-link" href=address>{question.text.clone()}</a></li> }
    };
    view! { <ul class="govuk-list">{asked.iter().map(question).collect_view()}</ul> }.into_any()
}

fn results(results: &ReadResults) -> AnyView {
    let address = results.address.clone();
    if results.is_taken_back {
        return view! {
            <p class="govuk-body">
                "The figures that stood here were taken back with "
                <a class="govuk-link" href=address>{format!("edition {} of the results", results.edition)}</a> "."
            </p>
        }
        .into_any();
    }
    let answered = replies::answered(results.answered);
    view! {
        <ul class="govuk-list govuk-list--bullet">{results.priorities.iter().map(priority).collect_view()}</ul>
        <p class="govuk-hint">
            "Of the people who chose to respond; " {answered} " From "
            <a class="govuk-link" href=address>{format!("edition {} of the results", results.edition)}</a> "."
        </p>
    }
    .into_any()
}

fn priority(priority: &ReadPriority) -> impl IntoView + use<> {
    let figures = format!(": {}", replies::figures(priority));
    view! { <li><a class="govuk-link" href=priority.address.clone()>{priority.label.clone()}</a> {figures}</li> }
}

fn tags(tags: &[ReadTag]) -> Option<AnyView> {
    let why = tags.iter().any(|tag| tag.comments.is_none()).then(|| view! { <p class="govuk-hint">{WHY_WITHHELD}</p> });
    let list = tags.iter().map(|tag| view! { <li>{replies::tag(tag)}</li> }).collect_view();
    (!tags.is_empty()).then(|| {
        view! {
            <p class="govuk-body">"What comments said:"</p>
            <ul class="govuk-list govuk-list--bullet">{list}</ul>
            {why}
        }
        .into_any()
    })
}

fn decision(decision: &ReadDecision) -> AnyView {
    let minutes = match (decision.minutes.clone(), decision.address.clone()) {
        (Some(minutes), Some(address)) => view! { <a class="govuk-link" href=address>{minutes}</a> }.into_any(),
        _ => "a meeting of which the minutes are not public".into_any(),
    };
    view! {
        <p class="govuk-body">"Decided at: " {minutes} ", item " {decision.item.clone()} "."</p>
        <blockquote class="govuk-inset-text fm-words">{decision.words.clone()}</blockquote>
    }
    .into_any()
}
