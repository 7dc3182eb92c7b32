//! Words for published results, which their page and the consultation report share.

use super::{
    Labelled, analysis, numbers,
    staff::{NOT_STATED, WITHHELD},
};
use crate::{
    analysis::run::{
        Published, PublishedItem, PublishedLevel, PublishedMargin, PublishedSegment, PublishedWeights, Quality,
    },
    released::Released,
};

/// What is said of figures that are left out.
pub const WHY_WITHHELD: &str =
    "A figure is withheld where fewer than 10 people stand behind it, or where it would give such a figure away.";
/// Whom all figures are of.
pub const OF_WHOM: &str = "All figures are of the people who chose to respond. What others think is not in them.";
/// Why segments stand apart.
pub const APART: &str = "The weighting is of residents. The others stand apart, each counted once: nobody blends their answers with those of residents.";
/// What is said of the plan.
pub const PLANNED: &str = "How answers become weightings was written down and signed by two people before the run. The same plan on the same responses, \
     from the same seed, gives the same figures.";

/// Adds after a sentence why figures are withheld, where some are.
pub fn and_why(is_withheld: bool) -> String {
    if is_withheld { format!(" {WHY_WITHHELD}") } else { String::new() }
}

/// Writes a share in percent with one digit after the point.
pub fn percent(share: f64) -> String {
    format!("{}%", analysis::tenths(share * 100.0))
}

/// Says a figure, or that it is withheld.
pub fn or_withheld<T>(figure: Option<T>, say: impl Fn(T) -> String) -> String {
    figure.map_or_else(|| WITHHELD.to_owned(), say)
}

/// Says in a word how far figures can be trusted, and what that means.
pub fn quality(quality: Quality) -> (&'static str, &'static str) {
    match quality {
        Quality::Green => (
            "Good",
            "The answers could be weighted so that those who responded look like the people who live here in the ways that are counted.",
        ),
        Quality::Amber => (
            "With care",
            "The answers could be weighted, but at a cost: some people count for much more than others, or groups had to be counted together. Read small differences as none.",
        ),
        Quality::Red => (
            "Not weighted",
            "The figures describe those who answered, each counted once. They do not stand for everybody who lives here.",
        ),
    }
}

/// Says why figures are not weighted, or as how many answers they tell as much.
pub fn quality_reason(weights: &PublishedWeights, answered: Option<u64>) -> Option<String> {
    match (&weights.refusal, answered.zip(weights.effective)) {
        (Some(refusal), _) => Some(format!("Why it is not weighted: {refusal}.")),
        (None, Some((answered, effective))) => Some(format!(
            "The answers of {} tell as much as those of {} who all count the same would.",
            numbers::count(answered, "resident", "residents"),
            numbers::whole(effective),
        )),
        (None, None) => None,
    }
}

/// Says a range of a weight.
pub fn range((from, to): (f64, f64)) -> String {
    format!("{} to {}", percent(from).trim_end_matches('%'), percent(to))
}

/// Says how much support a priority has.
pub fn support(item: &PublishedItem) -> String {
    let supported = item.supported.map_or_else(|| WITHHELD.to_lowercase(), numbers::percent);
    format!("{}, {supported}", item.support.label())
}

/// Says what the table of a weighting is of.
pub fn weighting_note(results: &Published) -> String {
    let answered = results.respondents.answered.map(|answered| numbers::count(answered, "resident", "residents"));
    let withheld = and_why(!results.withheld.is_empty());
    format!(
        "Of the people who chose to respond; {} answered this question. The range is what came out in 95 of 100 re-runs with similar people; it does not tell \
         what people think who did not respond. The place says where a priority could stand as surely as that, all priorities taken together. Support is the \
         weighted share of those who chose a priority at all.{} How the answers count: {}.{withheld}",
        answered.as_deref().unwrap_or("a number of people that is withheld"),
        if results.draws.are_steps { analysis::STEPS } else { "" },
        results.estimator.label(),
    )
}

/// Says a level of a margin: respondents, their share, the same weighted, and the people who live here.
pub fn level(level: &PublishedLevel) -> [String; 4] {
    [
        or_withheld(level.respondents, numbers::whole),
        or_withheld(level.share, percent),
        or_withheld(level.weighted, percent),
        percent(level.population),
    ]
}

/// Says what the table of a margin is of.
pub fn margin_note(margin: &PublishedMargin) -> String {
    let base = if margin.is_of_known { "those who told us" } else { "all residents who responded" };
    let unknown = match margin.unknown {
        Some(people) => format!("{} did not tell us.", numbers::count(people, "resident", "residents")),
        None => "The number of residents who did not tell us is withheld.".to_owned(),
    };
    let is_withheld = margin.unknown.is_none() || margin.levels.iter().any(|level| level.respondents.is_none());
    let why = and_why(is_withheld);
    format!("Counts of people who live here: {}. Shares of respondents are of {base}. {unknown}{why}", margin.source)
}

/// Names the segment of published figures.
pub fn segment<'a>(released: &'a Released, segment: &'a PublishedSegment) -> &'a str {
    released.segment(segment.segment.as_deref(), NOT_STATED)
}
