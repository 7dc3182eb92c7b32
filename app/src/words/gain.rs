//! Words of the guided check on biodiversity net gain, its rules, and the gain-site log.

use domain::gain::{Guidance, LogStanding, Missing, PriorityHabitat, ProviderAnswer, REVIEWED_WITHIN, Reason, RuleSet};

use chrono::NaiveDate;

use super::{Labelled, dates, numbers};

/// What the pages call the check.
pub const TITLE: &str = "Biodiversity net gain: check whether you may be exempt";
/// What staff call the rules.
pub const RULES: &str = "Rules on biodiversity net gain";
/// What the pages call the gain-site log.
pub const LOG: &str = "Gain-site log: which providers you have asked";
/// What every page of the check says of itself.
pub const NO_ADVICE: &str = "This is guidance and not legal advice. Your local planning authority decides.";

impl Labelled for PriorityHabitat {
    fn label(self) -> &'static str {
        match self {
            Self::Affected => "Yes",
            Self::Untouched => "No",
            Self::Unknown => "I do not know",
        }
    }
}

impl Labelled for ProviderAnswer {
    fn label(self) -> &'static str {
        match self {
            Self::Unavailable => "It has no such units",
            Self::Available => "It has such units",
            Self::Silent => "It has not answered",
        }
    }
}

/// Says on which days applications fall under rules, for example `made from 2 April 2024 to 30 July 2026`.
pub fn period(rules: &RuleSet) -> String {
    let from = dates::day(rules.from);
    match rules.to {
        Some(last) => format!("made from {from} to {}", dates::day(last)),
        None => format!("made on or after {from}"),
    }
}

/// Says when rules were reviewed and by whom.
pub fn reviewed(rules: &RuleSet) -> String {
    format!("{}, by {}", dates::day(rules.reviewed_on), rules.reviewer)
}

/// Says whether rules were found to say what their sources say.
pub fn verified(rules: &RuleSet) -> &'static str {
    if rules.is_verified {
        "Compared with their source"
    } else {
        "Unverified: nobody has confirmed that these rules say what the law says"
    }
}

/// Says to staff where rules stand.
pub fn stands(rules: &RuleSet, is_shown: bool, today: NaiveDate) -> String {
    let seen = if is_shown { "Used in the check" } else { "Not shown to the public" };
    let until = dates::day(rules.used_until());
    if rules.is_stale(today) {
        format!("{seen}, but gives no result: the review was over on {until}. Review them")
    } else {
        format!("{seen}. To be reviewed again by {until}")
    }
}

/// Says for how long rules are used after a review.
pub fn within() -> String {
    format!("{} months", REVIEWED_WITHIN.as_u32())
}

/// Says what the rules say, as a heading.
pub fn heading(guidance: &Guidance) -> &'static str {
    match guidance {
        Guidance::MayBeExempt(_) => "Your development may be exempt from biodiversity net gain",
        Guidance::LikelyNeeded(_) => "Your development is likely to need biodiversity net gain",
        Guidance::CannotTell(_) => "This check cannot tell: ask your local planning authority",
    }
}

/// Says why an exemption fits or does not.
pub fn reason(reason: &Reason, rules: &RuleSet) -> String {
    let effect = rules.small_effect.as_ref();
    match reason {
        Reason::Listed(id) => {
            let listed = rules.exemptions.iter().find(|exemption| exemption.id == *id);
            format!("You said that this exemption fits: {}", listed.map_or(id.as_str(), |exemption| &exemption.words))
        }
        Reason::NoneListed => "You said that none of the exemptions in the list fits".to_owned(),
        Reason::SmallEffect => {
            let (area, length) =
                effect.map(|limits| (limits.area.written(), limits.length.written())).unwrap_or_default();
            format!(
                "You said that no priority habitat is affected, and less than {area} square metres of other habitat, and less than {length} metres of hedge, river or stream"
            )
        }
        Reason::SmallSite => {
            let most = rules.small_site.as_ref().map(|limit| limit.hectares.written()).unwrap_or_default();
            format!(
                "You said that the site is not larger than {most} hectares, and that no priority habitat is affected"
            )
        }
        Reason::PriorityHabitat => "You said that priority habitat is affected, however little".to_owned(),
        Reason::Area(area) => {
            let limit = effect.map(|limits| limits.area.written()).unwrap_or_default();
            format!(
                "{} square metres of other habitat are affected, with small trees. To be exempt it has to be less than {limit}",
                area.written()
            )
        }
        Reason::Length(length) => {
            let limit = effect.map(|limits| limits.length.written()).unwrap_or_default();
            format!(
                "{} metres of hedge, river or stream are affected. To be exempt it has to be less than {limit}",
                length.written()
            )
        }
        Reason::Site(site) => {
            let most = rules.small_site.as_ref().map(|limit| limit.hectares.written()).unwrap_or_default();
            format!("The site has {} hectares. To be exempt it has to be {most} or less", site.written())
        }
    }
}

/// Says what somebody would have to know.
pub fn missing(missing: Missing) -> &'static str {
    match missing {
        Missing::Exemption => "whether one of the exemptions in the list fits",
        Missing::PriorityHabitat => "whether any priority habitat is affected",
        Missing::Area => "how much other habitat, and how many small trees, are affected",
        Missing::Length => "how much hedge, river or stream is affected",
        Missing::Site => "how large the site is",
    }
}

/// Says how many providers were asked, and what that comes to.
pub fn log_standing(standing: LogStanding, least: Option<u32>) -> Vec<String> {
    let asked = format!("You have asked {}.", numbers::count(standing.providers, "provider", "different providers"));
    let needed = least.map(|least| match standing.missing {
        0 => format!("The authority asks for at least {least}, so none is missing."),
        missing => format!("The authority asks for at least {least}: {} missing.", are(missing)),
    });
    let available = (standing.available > 0).then(|| {
        format!(
            "{} that it has such units. Statutory credits are for cases in which no provider has them.",
            says(standing.available)
        )
    });
    let silent = (standing.silent > 0)
        .then(|| format!("{} not answered. Ask again before you rely on this.", has(standing.silent)));
    [Some(asked), needed, available, silent].into_iter().flatten().collect()
}

fn are(number: usize) -> String {
    if number == 1 { "1 is".to_owned() } else { format!("{number} are") }
}

fn says(number: usize) -> String {
    if number == 1 { "1 answer says".to_owned() } else { format!("{number} answers say") }
}

fn has(number: usize) -> String {
    if number == 1 { "1 has".to_owned() } else { format!("{number} have") }
}
