//! Why answers are not weighted, in plain words.

use weighting::rake::Side;

use crate::{
    analysis::{NotWeighted, Population},
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
            format!(
                "{few} respondents are in this group: {}. Each would have to count as {} people, and the {limit} that we allow is {}.",
                group(population, margin, level),
                analysis::tenths(*needed),
                analysis::tenths(*bound),
            )
        }
        NotWeighted::NotMet => {
            "No weights within the limits make the respondents look like the people who live here in all ways at once."
                .to_owned()
        }
        NotWeighted::TooUneven(kish) => format!(
            "The respondents differ too much from the people who live here: weighted, {} are worth only {} \
             (design effect {}). We need at least 100, and a design effect of at most 4.",
            numbers::count(u64::try_from(kish.respondents).unwrap_or(u64::MAX), "respondent", "respondents"),
            whole(kish.effective),
            analysis::tenths(kish.design_effect),
        ),
        NotWeighted::Unusable(cause) => format!("The population counts cannot be used: {cause}."),
    }
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
