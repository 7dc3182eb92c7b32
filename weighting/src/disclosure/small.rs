//! Groups that are not shown: each is listed with the reason, and with whom it could be shown together.
//! Merging is suggested, never done.

use super::Rule;

/// Why a group is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotShownReason {
    /// Fewer people than the threshold.
    TooFew,
    /// Everybody, or nearly everybody, gave one sensitive answer.
    OneAnswer,
    /// One contributor makes nearly all of a sum.
    Dominated,
    /// Another group that is not shown could be worked out from it.
    Protects,
}

/// Which groups may be shown together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjacency {
    /// Groups stand in an order (ages), and only neighbours may be put together.
    Ordered,
    /// Any groups may be put together.
    Any,
}

/// A group that is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotShown {
    /// The group's place, from 0.
    pub group: usize,
    /// Why.
    pub reason: NotShownReason,
    /// The groups, itself among them, that together have enough people; empty where nothing does.
    pub merge: Vec<usize>,
}

impl NotShownReason {
    /// Says why in words, without saying how many people there are.
    pub fn sentence(self, rule: &Rule) -> String {
        match self {
            Self::TooFew => format!("Not shown: fewer than {} people answered.", rule.threshold),
            Self::OneAnswer => "Not shown: nearly everybody in this group gave the same answer.".to_owned(),
            Self::Dominated => "Not shown: nearly all of it comes from one respondent.".to_owned(),
            Self::Protects => "Not shown: a smaller group could be worked out from it.".to_owned(),
        }
    }
}

/// Lists the groups that are not shown and suggests whom to show each with.
///
/// # Formula
/// A group is not shown where the rule does not allow its number of people, or for a reason that `others` gives. In order, a
/// suggestion grows from the group to the neighbour with fewer people on either side (the one before where they are equal);
/// otherwise it takes in the smallest groups; both until the rule allows the sum. A group with enough people of its own is
/// joined with one more.
///
/// # Shape and unit
/// The people of each group, unweighted; `others` names groups by place, and those that do not exist are passed over.
pub fn small_groups(
    people: &[u64],
    others: &[(usize, NotShownReason)],
    rule: &Rule,
    adjacency: Adjacency,
) -> Vec<NotShown> {
    let reason_of = |group: usize| {
        let other = || others.iter().find(|(other, _)| *other == group).map(|(_, reason)| *reason);
        if rule.allows(people[group]) { other() } else { Some(NotShownReason::TooFew) }
    };
    let not_shown = |group: usize| {
        let reason = reason_of(group)?;
        let merge = match adjacency {
            Adjacency::Ordered => merge_in_order(people, group, rule),
            Adjacency::Any => merge_with_smallest(people, group, rule),
        };
        Some(NotShown { group, reason, merge })
    };
    (0..people.len()).filter_map(not_shown).collect()
}

fn merge_in_order(people: &[u64], group: usize, rule: &Rule) -> Vec<usize> {
    let (mut first, mut last, mut sum) = (group, group, people[group]);
    while first == last || sum < rule.threshold {
        let before = first.checked_sub(1).map(|place| people[place]);
        let after = people.get(last + 1).copied();
        match (before, after) {
            (Some(before), after) if after.is_none_or(|after| before <= after) => {
                first -= 1;
                sum = sum.saturating_add(before);
            }
            (_, Some(after)) => {
                last += 1;
                sum = sum.saturating_add(after);
            }
            _ => return Vec::new(),
        }
    }
    (first..=last).collect()
}

fn merge_with_smallest(people: &[u64], group: usize, rule: &Rule) -> Vec<usize> {
    let mut rest: Vec<usize> = (0..people.len()).filter(|&other| other != group).collect();
    rest.sort_by_key(|&other| (people[other], other));
    let (mut merge, mut sum) = (vec![group], people[group]);
    for other in rest {
        merge.push(other);
        sum = sum.saturating_add(people[other]);
        if sum >= rule.threshold {
            merge.sort_unstable();
            return merge;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::{Adjacency, NotShown, NotShownReason, small_groups};
    use crate::disclosure::Rule;

    #[test]
    fn a_small_group_is_listed_with_the_neighbours_that_make_it_large_enough() {
        let listed = small_groups(&[4, 3, 40, 8, 60], &[], &Rule::default(), Adjacency::Ordered);
        let merges: Vec<_> = listed.iter().map(|listed| (listed.group, listed.merge.clone())).collect();
        assert_eq!(merges, [(0, vec![0, 1, 2]), (1, vec![0, 1, 2]), (3, vec![2, 3])]);
    }

    #[test]
    fn unordered_groups_are_merged_with_the_smallest() {
        let listed = small_groups(&[4, 50, 3, 8], &[(1, NotShownReason::Protects)], &Rule::default(), Adjacency::Any);
        assert_eq!(listed[0], NotShown { group: 0, reason: NotShownReason::TooFew, merge: vec![0, 2, 3] });
        assert_eq!(listed[1], NotShown { group: 1, reason: NotShownReason::Protects, merge: vec![1, 2] });
    }

    #[test]
    fn groups_too_few_together_have_no_suggestion() {
        let listed = small_groups(&[4, 3], &[], &Rule::default(), Adjacency::Ordered);
        assert!(listed.iter().all(|listed| listed.merge.is_empty()));
        assert_eq!(NotShownReason::TooFew.sentence(&Rule::default()), "Not shown: fewer than 10 people answered.");
    }
}
