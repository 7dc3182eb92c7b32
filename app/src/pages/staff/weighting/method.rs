//! How the figures were worked out, for whoever asks.

use std::collections::BTreeSet;

use leptos::prelude::*;
use weighting::quality::Gate;

use super::Findings;
use crate::{
    analysis::{LEAST, MOST, Population, Report},
    parts::details,
    words::analysis,
};

/// Draws the account.
pub(super) fn draw(findings: &Findings) -> impl IntoView + use<> {
    let items = sentences(findings).into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
    details("How this was worked out", view! { <ul class="govuk-list govuk-list--bullet">{items}</ul> })
}

fn sentences(findings: &Findings) -> Vec<String> {
    let Findings { report, population, .. } = findings;
    let mut sentences = vec![
        "Only people who say that they live here are weighted. Everybody else stands apart, and nobody is removed."
            .to_owned(),
    ];
    sentences.extend(weights(report, population));
    sentences
        .push("A question that was left blank or not asked is left out, and is never counted as nothing.".to_owned());
    let left_out = report.findings.iter().flat_map(|finding| &finding.scale.left_out);
    let left_out: BTreeSet<String> = left_out.map(|option| format!("‘{}’", option.label)).collect();
    if !left_out.is_empty() {
        let options = analysis::list(&left_out.into_iter().collect::<Vec<_>>());
        sentences.push(format!("Whoever chose only {options} is left out of that question."));
    }
    sentences.push(
        "A version of the questions counts where it asks a question in the same way, with the same options, as the newest."
            .to_owned(),
    );
    sentences
}

fn weights(report: &Report, population: &Population) -> Vec<String> {
    let names: Vec<String> = population.margins.iter().map(|margin| analysis::margin(margin.margin.name())).collect();
    let unused: Vec<String> = population.without_counts.iter().map(|name| analysis::margin(name)).collect();
    let mut sentences = Vec::new();
    if !unused.is_empty() {
        sentences.push(format!("Not used, because no population counts are loaded: {}.", analysis::list(&unused)));
    }
    let Ok(weighed) = &report.weighting else { return sentences };
    let sources: BTreeSet<&str> = population.margins.iter().map(|margin| margin.source.as_str()).collect();
    let sources: Vec<String> = sources.into_iter().map(str::to_owned).collect();
    let held = analysis::respondents(weighed.at_cap);
    sentences.extend([
        format!("Respondents are weighted so that they look like the people who live here by {}. The method is called raking.", analysis::list(&names)),
        format!("The population counts come from: {}. They are brought to one total first.", analysis::list(&sources)),
        format!(
            "Each respondent counts as at least {} and at most {} people; at the most are {held}.",
            analysis::tenths(LEAST),
            analysis::tenths(MOST),
        ),
        "Somebody who did not say one of these, or said something that the counts do not have, is weighted by the others."
            .to_owned(),
        match weighed.gate {
            Gate::Green => "The design effect is at most 2 and the effective number at least 400.".to_owned(),
            _ => "The design effect is at most 4 and the effective number at least 100.".to_owned(),
        },
        "Each question is judged again by the weights of those who answered it: with a design effect above 4 or an \
         effective number below 100 it is not weighted."
            .to_owned(),
        "The effective number is how many respondents who all count the same would tell as much. The design effect is \
         how many respondents there are for each of them."
            .to_owned(),
    ]);
    sentences
}
