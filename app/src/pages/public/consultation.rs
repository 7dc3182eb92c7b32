//! One consultation: what it is about, what happens with answers, and the way in.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    consultation::{Consultation, Phase},
    invitation::Admission,
    language::Language,
    particulars::Particulars,
};
use leptos::prelude::*;
use store::Version;

use super::{
    breadcrumbs, consultations::alerts, contact, languages, moment, particulars, replies::Answered,
    report::newest_public,
};
use crate::{
    error::PageError,
    parts::{Frame, Metadata, SummaryRow, decisions, summary_list},
    priorities::{Decided, decisions_about},
    publishing::is_public,
    state::AppState,
    visitor::Visitor,
    words::{consultations, moderation},
};

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let consultation = state.store.find_consultation(&slug).await?.ok_or(PageError::NotFound)?;
    let version = state.store.find_current_version(consultation.id).await?.ok_or(PageError::NotFound)?;
    let about = state.store.find_particulars(consultation.id).await?.particulars;
    let moves = state.store.list_closing_moves(consultation.id).await?;
    let with_results = state.store.list_consultations_with_results().await?;
    let has_results = with_results.contains(&consultation.id);
    let issues = state.store.list_open_data(consultation.id).await?;
    let has_data = issues.iter().any(|issue| issue.standing.is_public());
    let now = state.clock.now();
    let phase = consultation.phase(now);
    let with_replies = state.store.list_consultations_with_replies().await?;
    let days = state.store.list_expected_days(consultation.id).await?;
    let has_report = newest_public(&state.store.list_reports(consultation.id).await?).is_some();
    let has_words = is_public(&state, &consultation).await?;
    let answered = Answered::of(&consultation, with_replies.contains(&consultation.id), now);
    let decided = decisions_about(&state, consultation.id).await?;
    let metadata = Metadata::article(format!("/consultations/{slug}"), &consultation.summary);
    Ok(Frame::new(&state, &visitor, consultation.title.clone()).listed(metadata).show(|| {
        view! {
            {breadcrumbs("/consultations", "Consultations")}
            <p class="govuk-body govuk-!-margin-bottom-2">{phase_tag(phase)}</p>
            <h1 class="govuk-heading-xl">{consultation.title.clone()}</h1>
            <p class="govuk-body-l">{consultation.summary.clone()}</p>
            {facts(&consultation, &version, &about, phase)}
            {particulars::moves(&moves)}
            {match phase {
                Phase::Upcoming => upcoming(&consultation),
                Phase::Open if consultation.admission == Admission::Invited => by_invitation(&state, &consultation),
                Phase::Open => open(&consultation, &version.questionnaire.spoken_languages()),
                Phase::Closed => over([
                    has_results.then(|| below(&consultation, "results", "See the results")),
                    has_data.then(|| below(&consultation, "data", "Take the open data away")),
                    has_report.then(|| below(&consultation, "report", "Read the consultation report")),
                    has_words.then(|| below(&consultation, "responses", moderation::TITLE)),
                    answered.say(&consultation, &days),
                ]),
            }}
            {particulars::sections(&about)}
            {decided_about(&decided)}
            {match phase {
                Phase::Upcoming => view! { {particulars::formats(&state, &consultation, &about)} {others()} }.into_any(),
                Phase::Open => view! { {answers(&consultation, &version)} {particulars::formats(&state, &consultation, &about)} }.into_any(),
                Phase::Closed => closed(&state),
            }}
            {alerts()}
        }
    }))
}

/// Lists what meetings decided about the consultation, if they did.
fn decided_about(decided: &[Decided]) -> Option<AnyView> {
    (!decided.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"What meetings decided about it"</h2>
            {decisions(decided)}
        }
        .into_any()
    })
}

fn phase_tag(phase: Phase) -> impl IntoView {
    let colour = match phase {
        Phase::Upcoming => "govuk-tag--blue",
        Phase::Open => "govuk-tag--green",
        Phase::Closed => "govuk-tag--grey",
    };
    view! { <strong class=format!("govuk-tag {colour}")>{consultations::phase(phase)}</strong> }
}

fn facts(consultation: &Consultation, version: &Version, about: &Particulars, phase: Phase) -> impl IntoView + use<> {
    let (opens, closes) = match phase {
        Phase::Upcoming => ("Opens", "Closes"),
        Phase::Open => ("Opened", "Closes"),
        Phase::Closed => ("Opened", "Closed"),
    };
    let length = (phase != Phase::Closed)
        .then(|| SummaryRow::new("How long it takes", consultations::length(&version.questionnaire)));
    // What is true of any consultation of the kind is said only where this one does not say it better.
    let influence = (about.open_to_change.is_none())
        .then(|| SummaryRow::new("What it can change", consultations::influence(consultation.kind)));
    let times = [
        SummaryRow::new(opens, view! { {moment(consultation.opens_at)} ", UK time" }),
        SummaryRow::new(closes, view! { {moment(consultation.closes_at)} ", UK time" }),
    ];
    let audience = SummaryRow::new("Who it is for", consultations::audience(consultation));
    summary_list(std::iter::once(audience).chain(influence).chain(times).chain(length))
}

fn open(consultation: &Consultation, in_languages: &[Language]) -> AnyView {
    let begin = format!("/consultations/{}/respond", consultation.slug);
    view! {
        <p class="govuk-body">
            "Your answers are kept each time you continue, so you can stop and come back. If you have begun in this "
            "browser, you carry on where you left off."
        </p>
        <a class="govuk-button govuk-button--start" href=begin.clone() draggable="false">
            "Start now"
            <svg
                class="govuk-button__start-icon"
                xmlns="http://www.w3.org/2000/svg"
                width="17.5"
                height="19"
                viewBox="0 0 33 40"
                aria-hidden="true"
                focusable="false"
            >
                <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"></path>
            </svg>
        </a>
        {languages(in_languages, &begin, "You can also read the questions in ")}
    }
    .into_any()
}

fn by_invitation(state: &AppState, consultation: &Consultation) -> AnyView {
    let carry_on = format!("/consultations/{}/respond", consultation.slug);
    view! {
        <p class="govuk-inset-text">
            "Only people who are invited can answer this consultation here. If you have an invitation, open its link."
        </p>
        <p class="govuk-body">
            "If you have begun in this browser, you can "
            <a class="govuk-link" href=carry_on>"carry on where you left off"</a>
            ". If you think that you should be invited, write to " {contact(state)} "."
        </p>
    }
    .into_any()
}

fn answers(consultation: &Consultation, version: &Version) -> impl IntoView + use<> {
    let asked = version.questionnaire.roles.consent.is_some();
    let shown = if asked {
        "What we publish does not show who said what, unless an organisation lets us name it. We ask whether we may publish what you wrote. If you say nothing, we do not. "
    } else {
        "What we publish does not show who said what. "
    };
    let withdraw = format!("/consultations/{}/withdraw", consultation.slug);
    view! {
        <h2 class="govuk-heading-m">"What happens with your answers"</h2>
        <p class="govuk-body">
            "We read every response and count the answers together with everyone else’s. "
            "Of the postcode that we ask for, we keep only the first half once you send them, and if you give an email address it is "
            "stored apart from your answers. "
            {shown}
            <a class="govuk-link" href="/privacy">"How we use what you tell us"</a>
        </p>
        <p class="govuk-body">
            "When you have sent your response you can keep a copy of it. Until the consultation closes you can "
            <a class="govuk-link" href=withdraw>"withdraw it"</a> "."
        </p>
        <p class="govuk-body">
            "If you share this computer, choose “Save and come back later” before you leave it, and then “Forget it on this "
            "computer”."
        </p>
        <p class="govuk-body">"If you are under 13, ask a parent or guardian to answer with you."</p>
    }
}

fn upcoming(consultation: &Consultation) -> AnyView {
    view! {
        <p class="govuk-inset-text">
            "You can answer here from " {moment(consultation.opens_at)} "."
        </p>
    }
    .into_any()
}

/// Says that it is over, and leads to what came of it.
fn over(links: [Option<AnyView>; 5]) -> AnyView {
    view! {
        <p class="govuk-inset-text">"This consultation has closed. It takes no more answers."</p>
        {links.into_iter().flatten().collect_view()}
    }
    .into_any()
}

/// Leads to a page below that of the consultation.
fn below(consultation: &Consultation, page: &str, words: &'static str) -> AnyView {
    let address = format!("/consultations/{}/{page}", consultation.slug);
    view! { <p class="govuk-body"><a class="govuk-link" href=address>{words}</a></p> }.into_any()
}

fn others() -> impl IntoView {
    view! { <p class="govuk-body"><a class="govuk-link" href="/consultations">"See all consultations"</a></p> }
}

fn closed(state: &AppState) -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"What happens next"</h2>
        <p class="govuk-body">
            "We read every response, then publish what people said and what we changed because of it. "
            "If you sent a response and want to ask about it, write to " {contact(state)} " with your reference."
        </p>
        {others()}
    }
    .into_any()
}
