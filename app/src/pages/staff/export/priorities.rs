//! The weighting of a consultation as a file.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{consultation::Phase, permission::Action};

use export::cell;

use super::{CSV, broken, headers, write};
use crate::{
    analysis::{Finding, Method, Row},
    error::PageError,
    pages::staff::{
        find_consultation,
        findings::{Findings, find},
        runs::may_see,
        weighting::{say_provisional, say_question, say_reason},
    },
    state::AppState,
    visitor::Staff,
};

const HEADINGS: [&str; 15] = [
    "question",
    "method",
    "priority",
    "option",
    "label",
    "answered",
    "unweighted",
    "weighted",
    "unweighted_rank",
    "weighted_rank",
    "second_unweighted",
    "second_weighted",
    "effective",
    "design_effect",
    "note",
];

/// What is said of a row without figures.
const TOO_FEW: &str =
    "Withheld: the figures of this row rest on 1 to 4 people, or would let those of such a row be worked out.";

/// Sends the file.
pub(in crate::pages::staff) async fn priorities(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let consultation = find_consultation(&state, &slug).await?;
    if !may_see(&state, &staff, &consultation).await? {
        return Ok(Redirect::to(&format!("/staff/consultations/{slug}/weighting")).into_response());
    }
    super::note(&staff, &consultation, "priorities");
    let phase = consultation.phase(state.clock.now());
    let mut rows = vec![HEADINGS.map(str::to_owned).to_vec()];
    if let Some(findings) = find(&state, &consultation).await? {
        for finding in &findings.report.findings {
            rows.extend(finding.rows.iter().map(|row| line(finding, row, &note(&findings, finding, row, phase))));
        }
    }
    let file = write(rows).map_err(broken)?;
    Ok((headers(&state.site, &consultation, (CSV, "priorities.csv")), file).into_response())
}

fn line(finding: &Finding, row: &Row, note: &str) -> Vec<String> {
    let option = &finding.scale.options[row.option];
    let text = |typed: &str| cell::text(typed).into_owned();
    let number = |number: Option<f64>| number.map(|n| format!("{n:.6}")).unwrap_or_default();
    let rank = |rank: Option<usize>| rank.map(|rank| rank.to_string()).unwrap_or_default();
    let figures = row.figures;
    let second = figures.and_then(|figures| figures.second);
    vec![
        text(&finding.scale.question),
        method(finding.scale.method).to_owned(),
        text(&row.priority),
        text(&option.id),
        text(&row.label),
        if finding.is_withheld() { String::new() } else { finding.answered.to_string() },
        number(figures.map(|figures| figures.main.unweighted)),
        number(figures.and_then(|figures| figures.main.weighted)),
        rank(figures.map(|figures| figures.unweighted_rank)),
        rank(figures.and_then(|figures| figures.weighted_rank)),
        number(second.map(|second| second.unweighted)),
        number(second.and_then(|second| second.weighted)),
        number(finding.cost.map(|cost| cost.effective)),
        number(finding.cost.map(|cost| cost.design_effect)),
        text(note),
    ]
}

/// Says how a question is counted, by a stable word.
fn method(method: Method) -> &'static str {
    match method {
        Method::Choosing => "share-choosing",
        Method::Ranking { .. } => "borda-share",
        Method::Points => "mean-share-of-points",
    }
}

fn note(findings: &Findings, finding: &Finding, row: &Row, phase: Phase) -> String {
    let mut sentences = vec!["Residents, of the people who chose to respond.".to_owned()];
    if let Err(reason) = &findings.report.weighting {
        sentences.push(format!("Not weighted: {}", say_reason(reason, &findings.population)));
    }
    sentences.extend(say_question(finding, &findings.report));
    if row.figures.is_none() && !finding.is_withheld() {
        sentences.push(TOO_FEW.to_owned());
    }
    sentences.extend(say_provisional(phase).map(str::to_owned));
    sentences.join(" ")
}
