//! The weighting of a consultation as a file.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{consultation::Phase, permission::Action};
use weighting::disclosure::Rule;

use super::{broken, cell, headers, write};
use crate::{
    analysis::{Finding, Method, Row},
    error::PageError,
    pages::staff::{
        find_consultation,
        weighting::{Findings, find, say_reason},
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

/// Sends the file.
pub(in crate::pages::staff) async fn priorities(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let consultation = find_consultation(&state, &slug).await?;
    let phase = consultation.phase(state.clock.now());
    let mut rows = vec![HEADINGS.map(str::to_owned).to_vec()];
    if let Some(findings) = find(&state, &consultation).await? {
        let note = note(&findings, phase);
        let each = findings.report.findings.iter();
        rows.extend(each.flat_map(|finding| finding.rows.iter().map(|row| line(&findings, finding, row, &note))));
    }
    let file = write(rows).map_err(broken)?;
    Ok((headers(&consultation, "priorities"), file).into_response())
}

fn line(findings: &Findings, finding: &Finding, row: &Row, note: &str) -> Vec<String> {
    let option = &finding.scale.options[row.option];
    let text = |typed: &str| cell::text(typed).into_owned();
    // A figure on a handful of people would tell what they answered.
    let is_allowed = Rule::default().allows(u64::try_from(finding.answered).unwrap_or(u64::MAX));
    let number = |number: Option<f64>| number.filter(|_| is_allowed).map(|n| format!("{n:.6}")).unwrap_or_default();
    let rank = |rank: Option<usize>| rank.filter(|_| is_allowed).map(|rank| rank.to_string()).unwrap_or_default();
    let kish = findings.report.weighting.as_ref().ok().map(|weighed| weighed.kish);
    vec![
        text(&finding.scale.question),
        method(finding.scale.method).to_owned(),
        text(&row.priority),
        text(&option.id),
        text(&row.label),
        if is_allowed { finding.answered.to_string() } else { String::new() },
        number(Some(row.main.unweighted)),
        number(row.main.weighted),
        rank(Some(row.unweighted_rank)),
        rank(row.weighted_rank),
        number(row.second.map(|second| second.unweighted)),
        number(row.second.and_then(|second| second.weighted)),
        number(kish.map(|kish| kish.effective)),
        number(kish.map(|kish| kish.design_effect)),
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

fn note(findings: &Findings, phase: Phase) -> String {
    let whom = "Residents, of the people who chose to respond.";
    let weighting = match &findings.report.weighting {
        Ok(_) => String::new(),
        Err(reason) => format!(" Not weighted: {}", say_reason(reason, &findings.population)),
    };
    let provisional = if phase == Phase::Open { " Provisional: the consultation is still open." } else { "" };
    format!("{whom}{weighting}{provisional}")
}
