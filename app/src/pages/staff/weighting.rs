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
use domain::{consultation::Phase, permission::Action, uses::RESIDENT};
use leptos::prelude::*;

use super::{
    export::columns,
    filter::ANY,
    find_consultation,
    findings::{Findings, find},
    labels::Labels,
    margins::LOAD,
    runs::warn,
};
use crate::{
    analysis::{Finding, Population, Report, SMALLEST},
    error::PageError,
    parts::Frame,
    state::AppState,
    visitor::{Staff, may},
    words::{analysis, numbers},
};

pub(super) use self::{
    figures::key,
    reasons::{say_question, say_reason},
};

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
    if let Some(warned) = warn(&state, &staff, &consultation, None).await? {
        return Ok(warned);
    }
    let findings = find(&state, &consultation).await?;
    let exports = may(&staff.account, Action::ExportResponses).then(|| {
        let href = format!("/staff/consultations/{slug}/exports");
        view! { <p class="govuk-body"><a class="govuk-link" href=href>"Take the responses behind them out as files"</a></p> }
    });
    let provisional = say_provisional(consultation.phase(state.clock.now()));
    let title = format!("Weighting of {}", consultation.title);
    let may_load = may(&staff.account, Action::LoadMargins);
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(move || {
        let found = findings.filter(|findings| findings.respondents > 0);
        let content = match found {
            Some(findings) => {
                let lacking = lacking(&findings.population).filter(|_| may_load);
                draw(&findings, &Labels::new(&findings.version.questionnaire), &slug, lacking).into_any()
            }
            None => view! { <p class="fm-empty">"Nobody has responded yet."</p> }.into_any(),
        };
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {provisional.map(|words| view! { <div class="govuk-inset-text">{words}</div> })}
            {content}
            {exports}
        }
    }))
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

/// Says how many of the residents on whom the figures rest have a mark; nothing where they rest on nobody.
fn marked(findings: &Findings, slug: &str) -> Option<impl IntoView + use<>> {
    let residents = findings.report.residents;
    let marked = (findings.marked > 0).then(|| {
        let list = format!("/staff/consultations/{slug}/responses?segment={RESIDENT}&mark={ANY}");
        view! { <a class="govuk-link" href=list>"See their marked responses"</a> }
    });
    let found = if findings.marked == 0 { "none".to_owned() } else { numbers::whole(findings.marked) };
    let came = if findings.marked == 1 { "has a mark of how it came" } else { "have a mark of how they came" };
    (residents > 0).then(|| {
        view! {
            <p class="govuk-body">
                {format!(
                    "Of the responses of {} on whom these figures rest, {found} {came}. ",
                    numbers::count(residents, "resident", "residents"),
                )}
                {marked}
            </p>
        }
    })
}

/// Leads to where counts are loaded that the questions ask for; nothing, where none lack.
fn lacking(population: &Population) -> Option<AnyView> {
    let names: Vec<String> = population.without_counts.iter().map(|name| analysis::margin(name)).collect();
    let words = format!("No population counts are stored by {}. ", analysis::list(&names));
    let drawn = || {
        view! { <p class="govuk-body">{words} <a class="govuk-link" href=LOAD>"Load population counts"</a></p> }
            .into_any()
    };
    (!names.is_empty()).then(drawn)
}

fn draw(findings: &Findings, labels: &Labels, slug: &str, lacking: Option<AnyView>) -> impl IntoView + use<> {
    let Findings { report, population, .. } = findings;
    let figures = report.findings.iter().map(|finding| figures::draw(finding, report)).collect_view();
    let file = format!("/staff/consultations/{slug}/priorities.csv");
    view! {
        <p class="govuk-body">
            "These figures describe residents, of the people who chose to respond. Weighting makes the respondents look "
            "like the people who live here in the ways listed below. It cannot say what people who did not respond think."
        </p>
        {marked(findings, slug)}
        {quality::draw(report, population)}
        {lacking}
        <h2 class="govuk-heading-l">"What residents put first"</h2>
        <p class="govuk-body">{few_rule("figure")}</p>
        {key(report.findings.iter().any(Finding::is_weighted))}
        {figures}
        <p class="govuk-body"><a class="govuk-link" href=file>"Download these figures (CSV)"</a></p>
        {columns::priorities()}
        {makeup::draw(report)}
        {segments::draw(report, labels)}
        {method::draw(findings)}
    }
}
