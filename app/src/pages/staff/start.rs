//! The first page after signing in: every consultation, with the ways into its responses.

use axum::{extract::State, response::Response};
use domain::{
    consultation::{Consultation, Phase},
    permission::Action,
};
use leptos::prelude::*;
use store::{Account, PageRequest, ResponseFilter};

use super::{
    alerts::ADDRESS as ALERTS, export::columns, gain::ADDRESS as GAIN, involvement::ADDRESS as INVOLVEMENT,
    margins::ADDRESS as MARGINS, rounds,
};
use crate::{
    error::PageError,
    parts::Frame,
    state::AppState,
    visitor::{Staff, may},
    words::{dates, gain::RULES, numbers, rounds::TITLE as AUTHORITIES},
};

/// Shows the page.
pub(super) async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    let published = state.store.list_published_consultations().await?;
    let now = state.clock.now();
    let mut counted = Vec::new();
    for consultation in state.store.list_consultations().await? {
        let one = PageRequest { number: 1, size: 1 };
        let found = state.store.list_responses(consultation.id, &ResponseFilter::default(), one).await?;
        let is_public = published.contains(&consultation);
        let phase = is_public.then(|| consultation.phase(now));
        counted.push((consultation, phase, found.total));
    }
    let due = rounds::next(&state, &staff).await?;
    let account = staff.account;
    Ok(Frame::new(&state, &staff.visitor, "Staff home").show(move || {
        let new = may(&account, Action::WriteQuestionnaires).then(|| {
            view! { <a class="govuk-button" href="/staff/new-consultation">"New consultation"</a> }
        });
        let cards = counted.iter().map(|(each, phase, count)| card(&account, each, *phase, *count)).collect_view();
        view! {
            <h1 class="govuk-heading-l">"Staff home"</h1>
            {due}
            <h2 class="govuk-heading-m">"Consultations"</h2>
            {counted.is_empty().then(|| view! { <p class="fm-empty">"There are no consultations yet."</p> })}
            <div class="fm-cards">{cards}</div>
            {new}
            {more(&account)}
        }
    }))
}

/// Draws a consultation; one without a phase has no published questionnaire, and the public does not see it.
fn card(account: &Account, consultation: &Consultation, phase: Option<Phase>, count: u64) -> impl IntoView + use<> {
    let Consultation { slug, title, .. } = consultation;
    let when = match phase {
        None => "Not published yet".to_owned(),
        Some(Phase::Upcoming) => format!("Opens on {}", dates::day_of(consultation.opens_at)),
        Some(Phase::Open) => format!("Open until {}", dates::moment(consultation.closes_at)),
        Some(Phase::Closed) => format!("Closed on {}", dates::day_of(consultation.closes_at)),
    };
    let doors = [
        ("about", "About this consultation", Action::WriteQuestionnaires),
        ("questionnaire", "Write the questionnaire", Action::WriteQuestionnaires),
        ("invitations", "Invite people", Action::WriteQuestionnaires),
        ("responses", "Read the responses", Action::ReadResponses),
        ("comments", "Read and tag the comments", Action::ReadResponses),
        ("sift", "Sift the proposals", Action::ReadResponses),
        ("moderation", "Publish what people wrote", Action::ReadResponses),
        ("organisations", "See which organisations answered", Action::ReadResponses),
        ("enter", "Type in a response that came on paper or by telephone", Action::EnterResponses),
        ("weigh", "Weigh the answers: plan, freeze, run", Action::ReadWeighting),
        ("weighting", "See what the answers come to so far", Action::ReadWeighting),
        ("replies", "Say what was done: we asked, you said, we did", Action::ReadResponses),
        ("report", "Write the consultation report", Action::ReadWeighting),
        ("data", "Publish open data: tables and files for everybody", Action::ReadWeighting),
        ("exports", "Take the responses out as files", Action::ExportResponses),
        ("responses.csv", "Download the responses (CSV)", Action::ExportResponses),
        ("priorities.csv", "Download the weighting (CSV)", Action::ReadWeighting),
    ];
    let links = doors.into_iter().filter(|(_, _, action)| may(account, *action)).map(|(page, words, _)| {
        let href = format!("/staff/consultations/{slug}/{page}");
        view! { <li><a class="govuk-link" href=href>{words} <span class="govuk-visually-hidden">" of " {title.clone()}</span></a></li> }
    });
    view! {
        <div class="fm-card">
            <h3 class="fm-card__title">{title.clone()}</h3>
            <p class="fm-card__meta">{when} ". " {numbers::count(count, "response", "responses")} "."</p>
            <ul class="govuk-list">{links.collect_view()}</ul>
        </div>
    }
}

fn more(account: &Account) -> impl IntoView + use<> {
    let rooms = [
        ("/staff/expressions-of-interest", "Expressions of interest", Action::ReadEois),
        (INVOLVEMENT, "Involvement register", Action::ReadInvolvement),
        (rounds::ADDRESS, AUTHORITIES, Action::ReadInvolvement),
        ("/staff/groups", "Groups and their members", Action::ReadMinutes),
        ("/staff/documents", "Documents", Action::ReadMinutes),
        ("/staff/pages", "Pages and news", Action::ReadMinutes),
        ("/staff/front", "Home page and navigation", Action::ReadMinutes),
        ("/staff/minutes", "Minutes of meetings", Action::ReadMinutes),
        ("/staff/priorities", "Priorities", Action::ReadMinutes),
        (GAIN, RULES, Action::ReadMinutes),
        (ALERTS, "Email alerts", Action::ReadAlerts),
        ("/staff/map", "What the map shows", Action::SetMap),
        (MARGINS, "Population counts", Action::LoadMargins),
    ];
    let links = rooms.into_iter().filter(|(_, _, action)| may(account, *action)).map(|(href, words, _)| {
        view! { <li><a class="govuk-link" href=href>{words}</a></li> }
    });
    let columns = (
        may(account, Action::ExportResponses).then(columns::responses),
        may(account, Action::ReadWeighting).then(columns::priorities),
    );
    let excel = may(account, Action::ExportResponses).then(|| {
        view! {
            <p class="govuk-body">
                "To open a CSV file in Excel, choose Data, then From Text/CSV, and the file origin Unicode (UTF-8)."
            </p>
        }
    });
    view! {
        {excel}
        {columns}
        <h2 class="govuk-heading-m">"More"</h2>
        <ul class="govuk-list">{links.collect_view()}</ul>
    }
}
