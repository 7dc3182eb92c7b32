//! Whether the weighted figures may be used, first of all.

use leptos::prelude::*;
use weighting::quality::{Gate, Kish};

use super::reasons::{say_reason, whole};
use crate::{
    analysis::{FEW, LevelMakeup, NotWeighted, Population, Report, is_small},
    words::analysis,
};

/// Draws the judgement with the numbers behind it.
pub(super) fn draw(report: &Report, population: &Population) -> impl IntoView + use<> {
    let kish = match &report.weighting {
        Ok(weighed) => Some(weighed.kish),
        Err(NotWeighted::TooUneven(kish)) => Some(*kish).filter(|kish| !is_small(kish.respondents)),
        Err(_) => None,
    };
    let judgement = match &report.weighting {
        Ok(weighed) => usable(weighed.gate).into_any(),
        Err(reason) => refused(&say_reason(reason, population)).into_any(),
    };
    view! {
        <h2 class="govuk-heading-l">"Can the weighted figures be used?"</h2>
        {judgement}
        {facts(report.residents, kish)}
        {few(report)}
    }
}

fn usable(gate: Gate) -> impl IntoView {
    let (class, tag, words) = match gate {
        Gate::Green => ("govuk-tag govuk-tag--green", "Yes", "Weighting costs little here."),
        _ => (
            "govuk-tag govuk-tag--yellow",
            "With care",
            "Weighting leaves fewer respondents to stand on. Say so wherever you use these figures.",
        ),
    };
    view! { <p class="govuk-body"><strong class=class>{tag}</strong> " " {words}</p> }
}

fn refused(reason: &str) -> impl IntoView + use<> {
    view! {
        <p class="govuk-body"><strong class="govuk-tag govuk-tag--red">"No"</strong></p>
        <div class="govuk-warning-text">
            <span class="govuk-warning-text__icon" aria-hidden="true">"!"</span>
            <strong class="govuk-warning-text__text">
                <span class="govuk-visually-hidden">"Warning"</span>
                "The answers are not weighted. " {reason.to_owned()} " The figures below are unweighted."
            </strong>
        </div>
    }
}

fn facts(residents: usize, kish: Option<Kish>) -> impl IntoView {
    let mut facts = vec![(analysis::people(residents), "residents responded")];
    if let Some(kish) = kish {
        facts.push((whole(kish.effective), "respondents who all count the same would tell as much (effective number)"));
        facts.push((
            analysis::tenths(kish.design_effect),
            "what weighting costs (design effect): 1 is no loss, more than 4 is too much",
        ));
    }
    let facts = facts.into_iter().map(|(number, words)| {
        view! {
            <div class="fm-facts__fact">
                <dt>{words}</dt>
                <dd class="fm-facts__number">{number}</dd>
            </div>
        }
    });
    view! { <dl class="fm-facts">{facts.collect_view()}</dl> }
}

fn size(level: &LevelMakeup) -> String {
    level.counted.map_or_else(|| "number withheld".to_owned(), |counted| analysis::respondents(counted.respondents))
}

/// Warns of levels for which few people stand.
fn few(report: &Report) -> impl IntoView + use<> {
    let small = report.makeup.iter().flat_map(|makeup| {
        let levels = makeup.levels.iter().filter(|level| level.is_thin);
        levels.map(|level| format!("{}, {}: {}", analysis::margin(&makeup.margin), level.label, size(level)))
    });
    let small: Vec<_> = small.map(|words| view! { <li>{words}</li> }).collect();
    (!small.is_empty() && report.residents > 0).then(|| {
        view! {
            <p class="govuk-body">{format!("Fewer than {FEW} respondents stand for these groups, so one answer can move the figures:")}</p>
            <ul class="govuk-list govuk-list--bullet">{small}</ul>
        }
    })
}
