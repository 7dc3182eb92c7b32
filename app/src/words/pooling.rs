//! Words for pooled panels: whose decision it is, and what other weights would give.

use domain::plan::{MeetingItem, Panel};

use super::{analysis, dates, numbers};
use crate::analysis::run::{FirstChange, PoolRefusal};

/// Below this a share of weights is nothing but rounding, and above one less this it is all of them.
const ROUNDING: f64 = 1e-9;

/// What is said of pooling before anything that is pooled.
pub const NOT_A_FACT: &str = "Each group stands apart above, and nothing here changes that. Below they are pooled by weights between groups. Such weights are a decision about whose view counts, and not a fact.";

/// What is said of a pool by weights that somebody tries.
pub const NOT_DECIDED: &str = "These are not the decided weights.";
/// What is said where they are the decided ones.
pub const AS_DECIDED: &str = "These are the decided weights.";

/// Says what a panel weighs and within which limits.
pub fn panel(label: &str, panel: &Panel) -> String {
    let Panel { weight, least, most, .. } = panel;
    format!("‘{label}’: {weight} in 100; anything from {least} to {most} could be defended")
}

/// Says at which item of a meeting something was decided, after the meeting.
pub fn item(decided: &MeetingItem) -> String {
    format!(": {}", decided.item)
}

/// Names a meeting by its day and group.
pub fn meeting(decided: &MeetingItem) -> String {
    format!("{}, {}", dates::day(decided.held_on), decided.group)
}

/// Says why panels are not pooled.
pub fn refusal(refusal: &PoolRefusal, label: impl Fn(&str) -> String) -> String {
    let why = match refusal {
        PoolRefusal::TooFew { segment } => format!("fewer than 10 of ‘{}’ answered the question", label(segment)),
        PoolRefusal::NothingGiven { segment } => {
            format!("nobody of ‘{}’ gave anything to any priority", label(segment))
        }
        PoolRefusal::NotWorkedOut => {
            "some group answered so much alike, or so little, that nothing can be worked out".into()
        }
        PoolRefusal::Withheld => "fewer than 10 of some group answered, or too little of it can be shown".into(),
    };
    format!("The groups are not pooled: {why}.")
}

/// Says so many of a hundred, for a share of weights.
pub fn in_hundred(share: f64) -> String {
    match numbers::percent(share).trim_end_matches('%') {
        "0" if share > ROUNDING => "fewer than 1 in 100".to_owned(),
        "100" if share < 1.0 - ROUNDING => "more than 99 in 100".to_owned(),
        whole => format!("{whole} in 100"),
    }
}

/// Says which priorities come first by weights that `which` names, from the share of these that puts each there.
pub fn firsts(labels: &[String], shares: &[f64], which: &str) -> String {
    let mut firsts: Vec<(&String, f64)> = labels.iter().zip(shares.iter().copied()).collect();
    firsts.retain(|(_, share)| *share > ROUNDING);
    firsts.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    match &firsts[..] {
        [] => String::new(),
        [(only, share)] if *share > 1.0 - ROUNDING => format!("Whatever the weights {which}, ‘{only}’ is first."),
        [(first, share), others @ ..] => {
            let others: Vec<String> =
                others.iter().map(|(label, share)| format!("‘{label}’ for {}", in_hundred(*share))).collect();
            let others = if others.is_empty() { String::new() } else { format!("; {}", analysis::list(&others)) };
            format!("‘{first}’ is first for {} of the weights {which}{others}.", in_hundred(*share))
        }
    }
}

/// Says how far the weight of a panel would have to change for another priority to come first.
pub fn change(panel: &str, weight: u32, change: Option<FirstChange>, labels: &[String]) -> String {
    let changed = change.and_then(|change| Some((change.weight, labels.get(change.first)?)));
    let Some((at, first)) = changed else {
        return format!(
            "Whatever the weight of ‘{panel}’, the others as they weigh beside each other, the same comes first."
        );
    };
    let side = if at < f64::from(weight) / 100.0 { "less" } else { "more" };
    let at = analysis::tenths(at * 100.0);
    format!(
        "‘{first}’ would come first if ‘{panel}’ weighed {side} than {at} in 100 in place of {weight}, the others as they weigh beside each other."
    )
}

/// Says what comes first where a panel is left out.
pub fn without(panel: &str, shares: Option<&[f64]>, labels: &[String]) -> Option<String> {
    Some(format!("Without ‘{panel}’, ‘{}’ is first.", first(shares?, labels)?))
}

/// Says what comes first where shares are multiplied in place of added.
pub fn multiplied(shares: &[f64], labels: &[String]) -> Option<String> {
    let first = first(shares, labels)?;
    Some(format!(
        "If the shares of the groups are multiplied and not added, as a check (the log pool), ‘{first}’ is first."
    ))
}

fn first<'a>(shares: &[f64], labels: &'a [String]) -> Option<&'a String> {
    labels.iter().zip(shares).max_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(label, _)| label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Vec<String> {
        ["Woods", "Ponds", "Heath"].map(str::to_owned).to_vec()
    }

    #[test]
    fn what_comes_first_whatever_the_weights_is_said_plainly() {
        assert_eq!(
            firsts(&labels(), &[1.0, 0.0, 0.0], "within the limits"),
            "Whatever the weights within the limits, ‘Woods’ is first."
        );
    }

    #[test]
    fn what_comes_first_for_some_weights_is_said_with_how_many() {
        let said = firsts(&labels(), &[0.377, 0.62, 0.003], "within the limits");
        assert_eq!(
            said,
            "‘Ponds’ is first for 62 in 100 of the weights within the limits; ‘Woods’ for 38 in 100 and ‘Heath’ for fewer than 1 in 100."
        );
        assert_eq!(in_hundred(0.998), "more than 99 in 100");
    }

    #[test]
    fn how_far_a_weight_would_have_to_change_is_said_with_its_direction() {
        let at = |weight| change("Residents", 60, Some(FirstChange { weight, first: 1 }), &labels());
        assert!(
            at(0.5).contains("‘Ponds’ would come first if ‘Residents’ weighed less than 50.0 in 100 in place of 60"),
            "{}",
            at(0.5)
        );
        assert!(at(0.71).contains("more than 71.0 in 100"), "{}", at(0.71));
        assert!(change("Residents", 60, None, &labels()).ends_with("the same comes first."));
    }

    #[test]
    fn what_comes_first_without_a_panel_is_named() {
        assert_eq!(
            without("Farmers", Some(&[0.2, 0.5, 0.3]), &labels()).as_deref(),
            Some("Without ‘Farmers’, ‘Ponds’ is first.")
        );
        assert_eq!(without("Farmers", None, &labels()), None);
    }
}
