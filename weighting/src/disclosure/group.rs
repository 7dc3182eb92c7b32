//! Group disclosure: knowing that somebody belongs to a group tells what they answered, however large the group is.
//! Says which cells give that away; [`super::suppress()`] protects them.

use super::DisclosureError;

/// A group of which all, or all but a few, gave one sensitive answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OneAnswer {
    /// The group's place, from 0.
    pub group: usize,
    /// The answer's place, from 0.
    pub answer: usize,
    /// How many people in the group answered otherwise.
    pub others: u64,
}

impl OneAnswer {
    /// The cells of a [`Tables::two_way`](super::Tables::two_way) of groups by so many answers that must not be published:
    /// the group's whole row, because its zeros say the same.
    pub fn cells(&self, answers: usize) -> impl Iterator<Item = usize> + use<> {
        let start = self.group.saturating_mul(answers);
        start..start.saturating_add(answers)
    }
}

/// Finds the groups whose answers can be told from belonging to them.
///
/// # Formula
/// A group with anybody in it, where at most `all_but` people gave another answer than one that is sensitive: 0 for all of
/// the group; 1 also for what the one exception could work out about everybody else.
///
/// # Source
/// Hundepool et al. (2012), *Statistical Disclosure Control*, on group attribute disclosure.
///
/// # Shape and unit
/// Rows of groups, columns of answers, people; the places of the sensitive answers.
///
/// # Errors
/// Refuses rows of different length, answers that do not exist, and groups too large to count.
pub fn group_disclosure(
    counts: &[Vec<u64>],
    sensitive: &[usize],
    all_but: u64,
) -> Result<Vec<OneAnswer>, DisclosureError> {
    let answers = counts.first().map_or(0, Vec::len);
    if let Some(&cell) = sensitive.iter().find(|answer| **answer >= answers) {
        return Err(DisclosureError::UnknownCell { cell, cells: answers });
    }
    let mut found = Vec::new();
    for (group, people) in counts.iter().enumerate() {
        if people.len() != answers {
            return Err(DisclosureError::Ragged { row: group, given: people.len(), expected: answers });
        }
        let all = people.iter().try_fold(0_u64, |sum, &count| sum.checked_add(count));
        let all = all.ok_or(DisclosureError::TooLarge)?;
        let one = sensitive.iter().map(|&answer| OneAnswer { group, answer, others: all - people[answer] });
        found.extend(one.filter(|one| people[one.answer] > 0 && one.others <= all_but));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{OneAnswer, group_disclosure};

    #[test]
    fn a_group_that_gave_one_sensitive_answer_is_found_with_its_row() {
        let counts = [vec![0, 30], vec![12, 30], vec![0, 0], vec![1, 25], vec![40, 0]];
        let found = group_disclosure(&counts, &[1], 0).unwrap();
        assert_eq!(found, [OneAnswer { group: 0, answer: 1, others: 0 }]);
        assert_eq!(found[0].cells(2).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(group_disclosure(&counts, &[1], 1).unwrap().len(), 2);
        assert!(group_disclosure(&counts, &[2], 1).is_err());
    }
}
