//! Why answers are not weighted, or not shown, in plain words.

use weighting::{quality::Kish, rake::Side};

use crate::{
    analysis::{Finding, NotWeighted, Population, Report, SMALLEST, is_small},
    words::{analysis, numbers},
};

/// Says why, in one or two sentences.
pub(in crate::pages::staff) fn say_reason(reason: &NotWeighted, population: &Population) -> String {
    match reason {
        NotWeighted::NoMargins => {
            "No population counts have been loaded for the questions about age, sex or area.".to_owned()
        }
        NotWeighted::NoRespondents => "No resident has responded.".to_owned(),
        NotWeighted::EmptyLevel { margin, level } => {
            format!(
                "No respondent is in this group, so nobody can stand for the people in it: {}.",
                group(population, margin, level)
            )
        }
        NotWeighted::OutOfBounds { margin, level, needed, bound, side } => {
            let (few, limit) = match side {
                Side::Upper => ("Too few", "most"),
                Side::Lower => ("Too many", "least"),
            };
            let count = needed
                .map(|needed| format!("Each would have to count as {} people, and the", analysis::tenths(needed)));
            format!(
                "{few} respondents are in this group: {}. {} {limit} that we allow is {}.",
                group(population, margin, level),
                count.as_deref().unwrap_or("The"),
                analysis::tenths(*bound),
            )
        }
        NotWeighted::NotMet => {
            "No weights within the limits make the respondents look like the people who live here in all ways at once."
                .to_owned()
        }
        NotWeighted::TooUneven(kish) if is_small(kish.respondents) => {
            format!("Fewer than {SMALLEST} residents responded. {NEEDED}")
        }
        NotWeighted::TooUneven(kish) => format!(
            "The respondents are too few, or differ too much from the people who live here: {} {NEEDED}",
            worth(kish, "respondents"),
        ),
        NotWeighted::Unusable(cause) => format!("The population counts cannot be used: {cause}."),
    }
}

/// Says why a question is not shown, or not weighted beside others that are.
pub(in crate::pages::staff) fn say_question(finding: &Finding, report: &Report) -> Option<String> {
    if finding.is_withheld() {
        return Some(format!("Withheld: fewer than {SMALLEST} residents answered this question."));
    }
    let cost = finding.cost.filter(|_| report.weighting.is_ok() && !finding.is_weighted())?;
    let worth = worth(&cost, "residents who answered this question");
    Some(format!(
        "Not weighted: too few answered, or they differ too much from the people who live here: {worth} {NEEDED}"
    ))
}

/// What weighted figures need.
const NEEDED: &str = "Weighted figures need at least 100, and a design effect of at most 4.";

fn worth(kish: &Kish, whom: &str) -> String {
    format!(
        "weighted, the {} {whom} are worth only {} who all count the same (design effect {}).",
        analysis::people(kish.respondents),
        whole(kish.effective),
        analysis::tenths(kish.design_effect),
    )
}

/// Says a number of respondents that may not be whole.
pub(super) fn whole(number: f64) -> String {
    let rounded = format!("{number:.0}");
    rounded.parse::<u64>().map_or(rounded, numbers::whole)
}

/// Names a level with its margin, for example `age, 15 to 24`.
fn group(population: &Population, margin: &str, level: &str) -> String {
    let known = population.margins.iter().find(|known| known.margin.name() == margin);
    let label = known.and_then(|known| known.labels.get(known.margin.code_of(level)?)).map_or(level, String::as_str);
    format!("{}, {label}", analysis::margin(margin))
}
