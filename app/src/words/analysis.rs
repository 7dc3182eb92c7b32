//! Words for weightings: margins, measures, and how ranks moved.

use domain::{
    campaign::Treatment,
    plan::{Estimator, Support},
    run::RunStatus,
};

use super::{Labelled, numbers};
use crate::analysis::{
    SMALLEST, is_small,
    run::{CheckOutcome, MergedLevel, Swapped},
};

impl Labelled for Estimator {
    fn label(self) -> &'static str {
        match self {
            Self::SplitVote => "each person has one vote, split over what they chose",
            Self::BordaPoints => "each place has points, the first the most, and what was not ranked has none",
            Self::SharedPoints => "each person has the points that they shared out",
        }
    }
}

impl Labelled for Support {
    fn label(self) -> &'static str {
        match self {
            Self::High => "High",
            Self::Medium => "Medium",
            Self::Low => "Low",
        }
    }
}

impl Labelled for Treatment {
    fn label(self) -> &'static str {
        match self {
            Self::Told => "Each counts, and results are told with the campaign and without",
            Self::LeftOut => "None counts",
            Self::Own => "No campaign",
        }
    }

    fn hint(self) -> Option<&'static str> {
        match self {
            Self::Told => None,
            Self::LeftOut => {
                Some("They are kept and listed, and results say how many there are and why they do not count.")
            }
            Self::Own => {
                Some("They are alike by chance or for another good reason. Each counts, and results say no more of it.")
            }
        }
    }
}

impl Labelled for RunStatus {
    fn label(self) -> &'static str {
        match self {
            Self::Waiting => "Waiting to be run",
            Self::Running => "Running",
            Self::Done => "Done",
            Self::Cancelled => "Stopped",
            Self::Failed => "Failed",
        }
    }
}

/// Names a margin in the middle of a sentence.
pub fn margin(name: &str) -> String {
    match name {
        "age_band" => "age".to_owned(),
        "area_code" => "council area".to_owned(),
        other => other.replace('_', " "),
    }
}

/// Joins names as a sentence does, for example `age, council area and sex`.
pub fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Says a number of people, but not which of the small ones it is.
pub fn people(count: usize) -> String {
    if is_small(count) {
        format!("1 to {}", SMALLEST - 1)
    } else {
        numbers::whole(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

/// Says a number of respondents, but not which of the small ones it is.
pub fn respondents(count: usize) -> String {
    format!("{} respondents", people(count))
}

/// Says how a rank moved through weighting.
pub fn change(before: usize, after: usize) -> String {
    match before.cmp(&after) {
        std::cmp::Ordering::Equal => "Same".to_owned(),
        std::cmp::Ordering::Greater => format!("Up {}", before - after),
        std::cmp::Ordering::Less => format!("Down {}", after - before),
    }
}

/// Says where a priority could stand.
pub fn place((first, last): (usize, usize)) -> String {
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

/// Writes a change of a share in points of a hundred, with its sign.
pub fn signed_points(change: f64) -> String {
    format!("{:+.1}", change * 100.0).replace('-', "−")
}

/// Says how alike two orders are.
pub fn order_agreement(tau: Option<f64>) -> String {
    tau.map_or("cannot be compared".to_owned(), |tau| {
        let tau = format!("{tau:+.2}").replace('-', "−");
        format!("the orders agree by {tau} (1 is the same order, −1 the reverse)")
    })
}

/// Says what it would take for two priorities to change places.
pub fn swap(swap: &Swapped) -> String {
    if swap.rho > 1.0 {
        return format!("‘{}’ stays before ‘{}’ whoever did not answer.", swap.leads, swap.follows);
    }
    // Rounded down, so that what is shown is never more comfortable than what was found.
    let digits = if swap.rho >= 0.01 { 1e3 } else { 1e6 };
    let rho = (swap.rho * digits).floor() / digits;
    format!(
        "‘{}’ would lead ‘{}’ if answering went together with preferring it with a correlation of {rho}.",
        swap.follows, swap.leads
    )
}

/// Says which levels were merged, and not how few stood for them.
pub fn merged(MergedLevel { margin: name, level, into }: &MergedLevel) -> String {
    format!("By {}, ‘{level}’ counts together with ‘{into}’, because too few stand for it alone.", margin(name))
}

/// Says in how many checks the first priorities stay the same.
pub fn same_top(top: u32, same: usize, made: usize) -> String {
    let stay = if top == 1 { "stays" } else { "stay" };
    format!("The first {top} {stay} the same in {same} of {made} checks.")
}

/// What is said where re-runs could not be weighted again.
pub const STEPS: &str =
    " Too few of them could be weighted again, so each was worked out from how much the shares hang on each person.";

/// What is said of who did not respond.
pub const NOT_SEEN: &str = "Who responds can go together with what they prefer, and no weighting sees that. A correlation of 0 means that it does not, and 1 that it decides everything. Small ones matter, because few of all people respond.";

/// Says what came of a check, in the cells of its table.
pub fn check_cells(outcome: Option<&CheckOutcome>, refusal: Option<&str>) -> [String; 3] {
    match outcome {
        Some(outcome) => [
            if outcome.same_top { "Yes" } else { "No" }.to_owned(),
            format!("{}, by {} points", outcome.moved, signed_points(outcome.by)),
            outcome.rank_changes.to_string(),
        ],
        None => ["Cannot be told".to_owned(), refusal.unwrap_or_default().to_owned(), String::new()],
    }
}

/// Says a number with one digit after the point.
pub fn tenths(number: f64) -> String {
    format!("{number:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smaller_rank_is_a_way_up() {
        assert_eq!(change(5, 2), "Up 3");
        assert_eq!(change(2, 5), "Down 3");
        assert_eq!(change(2, 2), "Same");
    }

    #[test]
    fn small_numbers_of_people_are_not_told_apart() {
        assert_eq!(
            [0, 1, 4, 5, 1_200].map(respondents),
            ["0 respondents", "1 to 4 respondents", "1 to 4 respondents", "5 respondents", "1,200 respondents",]
        );
    }

    #[test]
    fn margins_are_listed_in_plain_words() {
        let names: Vec<String> = ["age_band", "area_code", "sex"].iter().map(|name| margin(name)).collect();
        assert_eq!(list(&names), "age, council area and sex");
        assert_eq!(list(&names[..1]), "age");
    }
}
