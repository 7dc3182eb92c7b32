//! Tables as everybody reads them: counts rounded to 5, shares worked out from these, and nothing where a figure is withheld.

use domain::crosstab::{By, Crosstab};
use serde::{Deserialize, Serialize};
use weighting::disclosure::{ROUND_TO, rounded};

use super::{
    cells::{Named, groups, people},
    counts::{Asked, Counts, Of},
};
use crate::words::staff::NOT_STATED;

/// One table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenTable {
    /// The question.
    pub question: String,
    /// What it asks.
    pub text: String,
    /// Whether several options could be chosen, so that shares add up to more than all.
    pub is_several: bool,
    /// What its answers are set against, by its word.
    pub by: String,
    /// The options by name and in words, in the order of the form.
    pub options: Vec<(String, String)>,
    /// The groups, the one that holds all the others last.
    pub groups: Vec<OpenGroup>,
}

/// One group of respondents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenGroup {
    /// Its code; empty for those of whom it is not known.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// How many people it has.
    pub people: Option<u64>,
    /// How many of them answered the question.
    pub answered: Option<u64>,
    /// How many chose each option.
    pub chosen: Vec<Option<OpenCell>>,
}

/// How many people of a group chose an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCell {
    /// So many, to the nearest 5.
    pub people: u64,
    /// So many in 100 of those who answered; `None` where how many these are is withheld.
    pub percent: Option<u64>,
}

impl OpenTable {
    /// Draws up a table of what may be shown; nothing where its question is not among those that were counted.
    pub(super) fn of(crosstab: &Crosstab, counts: &Counts, shown: &impl Fn(&str) -> Option<u64>) -> Option<Self> {
        let asked = counts.asked(&crosstab.question)?;
        let groups = groups(&crosstab.by, counts);
        Some(Self {
            question: asked.question.clone(),
            text: asked.text.clone(),
            is_several: !asked.is_one,
            by: crosstab.by.word(),
            options: asked.options.iter().map(|option| (option.id.clone(), option.label.clone())).collect(),
            groups: groups.iter().map(|of| group((of, &crosstab.by), asked, counts, shown)).collect(),
        })
    }

    /// Gives what its answers are set against.
    pub fn set_against(&self) -> By {
        By::from_word(&self.by).unwrap_or(By::Everybody)
    }

    /// Says whether anything of it is withheld.
    pub fn withholds_anything(&self) -> bool {
        let of_group = |group: &OpenGroup| {
            group.people.is_none() || group.answered.is_none() || group.chosen.iter().any(Option::is_none)
        };
        self.groups.iter().any(of_group)
    }
}

fn group((of, by): (&Of, &By), asked: &Asked, counts: &Counts, shown: &impl Fn(&str) -> Option<u64>) -> OpenGroup {
    let named = Named::new(counts, asked, of);
    let to_five = |name: &str| shown(name).map(|people| rounded(people, ROUND_TO));
    let answered = to_five(&named.answered());
    let cell = |people: u64| OpenCell { people, percent: answered.and_then(|base| percent(people, base)) };
    let (code, label) = say(of, by, counts);
    OpenGroup {
        code,
        label,
        people: to_five(&people(of, counts)),
        answered,
        chosen: asked.options.iter().map(|option| to_five(&named.chosen(option)).map(cell)).collect(),
    }
}

/// Gives the share of rounded people in a rounded base, to the nearest whole number.
fn percent(people: u64, base: u64) -> Option<u64> {
    (200 * people + base).checked_div(2 * base)
}

/// Gives the code of a group and what it is called.
fn say(of: &Of, by: &By, counts: &Counts) -> (String, String) {
    let find = |known: &[(String, String)], code: &str| {
        known.iter().find(|(other, _)| other == code).map_or_else(|| code.to_owned(), |(_, label)| label.clone())
    };
    match of {
        Of::Everybody => ("everybody".to_owned(), "Everybody who responded".to_owned()),
        Of::Segment(Some(code)) if matches!(by, By::Margin(_)) => (code.clone(), "All residents".to_owned()),
        Of::Segment(Some(code)) => (code.clone(), find(&counts.segments, code)),
        Of::Level(margin, Some(code)) => {
            let levels = counts.margins.get(margin).map(Vec::as_slice).unwrap_or_default();
            (code.clone(), find(levels, code))
        }
        Of::Segment(None) | Of::Level(_, None) => (String::new(), NOT_STATED.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_share_comes_from_rounded_counts_and_nobody_has_none() {
        assert_eq!(
            [percent(25, 40), percent(40, 40), percent(0, 40), percent(0, 0)],
            [Some(63), Some(100), Some(0), None]
        );
    }
}
