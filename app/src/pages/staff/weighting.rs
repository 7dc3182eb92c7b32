//! The weighting of a consultation: what residents put first, weighted beside unweighted, or why it is not weighted.

mod figures;
mod makeup;
mod method;
mod quality;
mod reasons;
mod segments;

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    consultation::{Consultation, Phase},
    permission::Action,
};
use leptos::prelude::*;
use store::Version;

use super::{export::columns, find_consultation, labels::Labels};
use crate::{
    analysis::{Finding, Population, Report, SMALLEST, Tally, report},
    error::PageError,
    parts::Frame,
    state::AppState,
    visitor::Staff,
};

pub(super) use self::reasons::{say_question, say_reason};

/// How many responses are read at once.
const PIECE: i64 = 500;

/// A report with what is needed to draw it.
pub(super) struct Findings {
    /// The report.
    pub report: Report,
    /// Who lives here.
    pub population: Population,
    /// How many responses there are in all.
    pub respondents: usize,
    /// The newest version.
    pub version: Version,
}

/// Which figures a table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// Unweighted alone, because the answers cannot be weighted.
    Unweighted,
    /// Weighted beside unweighted.
    Both,
}

impl Shown {
    fn of(report: &Report) -> Self {
        if report.weighting.is_ok() { Self::Both } else { Self::Unweighted }
    }

    fn of_question(finding: &Finding) -> Self {
        if finding.is_weighted() { Self::Both } else { Self::Unweighted }
    }
}

/// Shows the weighting.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let consultation = find_consultation(&state, &slug).await?;
    let findings = find(&state, &consultation).await?;
    let provisional = say_provisional(consultation.phase(state.clock.now()));
    let title = format!("Weighting of {}", consultation.title);
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(move || {
        let labels = findings.as_ref().map(|findings| Labels::new(&findings.version.questionnaire));
        let found = findings.filter(|findings| findings.respondents > 0);
        let content = match found.zip(labels) {
            Some((findings, labels)) => draw(&findings, &labels, &slug).into_any(),
            None => view! { <p class="fm-empty">"Nobody has responded yet."</p> }.into_any(),
        };
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {provisional.map(|words| view! { <div class="govuk-inset-text">{words}</div> })}
            {content}
        }
    }))
}

/// Reads and weighs all responses; `None` if the consultation has no questionnaire.
pub(super) async fn find(state: &AppState, consultation: &Consultation) -> Result<Option<Findings>, PageError> {
    let Some(version) = state.store.find_current_version(consultation.id).await? else { return Ok(None) };
    let levels = state.store.list_margin_levels().await?;
    let population = Population::new(&version.questionnaire, &levels);
    let population = population.map_err(|error| PageError::Broken(error.to_string()))?;
    let mut tally = Tally::new(&version.questionnaire, population);
    tally.learn(version.id, version.questionnaire.clone());
    read(state, consultation, &mut tally).await?;
    let (tally, report) = tokio::task::spawn_blocking(move || (report(&tally), tally))
        .await
        .map(|(report, tally)| (tally, report))
        .map_err(|error| PageError::Broken(error.to_string()))?;
    let report = report.map_err(|error| PageError::Broken(error.to_string()))?;
    let respondents = tally.respondents();
    Ok(Some(Findings { report, population: tally.population, respondents, version }))
}

async fn read(state: &AppState, consultation: &Consultation, tally: &mut Tally) -> Result<(), PageError> {
    let mut after: Option<String> = None;
    loop {
        let piece = state.store.list_submitted_after(consultation.id, after.as_deref(), PIECE).await?;
        let Some(last) = piece.last() else { return Ok(()) };
        after.clone_from(&last.response.reference);
        for stored in &piece {
            let id = stored.response.version;
            if !tally.knows(id) {
                let version = state.store.find_version(id).await?;
                let version = version.ok_or_else(|| PageError::Broken("a response has no version".to_owned()))?;
                tally.learn(id, version.questionnaire);
            }
            tally.add(stored);
        }
    }
}

/// Says of figures that more responses may come; nothing once a consultation is closed.
pub(super) fn say_provisional(phase: Phase) -> Option<&'static str> {
    match phase {
        Phase::Upcoming => Some("Provisional: the consultation has not opened yet."),
        Phase::Open => Some("Provisional: the consultation is still open. The figures change with each response."),
        Phase::Closed => None,
    }
}

/// Says what is withheld from a table, and why.
fn few_rule(part: &str) -> String {
    format!(
        "A {part} with 1 to {} people is withheld, because its figures could tell what somebody answered. Where it could \
         be worked out from the others, the next smallest {part} is withheld too.",
        SMALLEST - 1,
    )
}

fn draw(findings: &Findings, labels: &Labels, slug: &str) -> impl IntoView + use<> {
    let Findings { report, population, .. } = findings;
    let figures = report.findings.iter().map(|finding| figures::draw(finding, report)).collect_view();
    let file = format!("/staff/consultations/{slug}/priorities.csv");
    view! {
        <p class="govuk-body">
            "These figures describe residents, of the people who chose to respond. Weighting makes the respondents look "
            "like the people who live here in the ways listed below. It cannot say what people who did not respond think."
        </p>
        {quality::draw(report, population)}
        <h2 class="govuk-heading-l">"What residents put first"</h2>
        <p class="govuk-body">{few_rule("figure")}</p>
        {figures::key(report)}
        {figures}
        <p class="govuk-body"><a class="govuk-link" href=file>"Download these figures (CSV)"</a></p>
        {columns::priorities()}
        {makeup::draw(report)}
        {segments::draw(report, labels)}
        {method::draw(findings)}
    }
}
