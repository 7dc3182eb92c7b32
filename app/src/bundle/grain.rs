//! How much of the answers may be published: all of them only where no row can be told to be somebody's.

use std::collections::BTreeMap;

use weighting::disclosure::{THRESHOLD, group_disclosure};

use crate::analysis::{Group, Tally, Vote};

/// Why the answers cannot be published as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooClose {
    /// A group is so small that a neighbour could tell who is in it.
    #[error(
        "the answers are left out: fewer than {THRESHOLD} people share some segment and some levels, so that they could be told by \
         them"
    )]
    FewAlike,
    /// To know that somebody is in a group is to know what they answered.
    #[error(
        "the answers are left out: in some group that can be told by segment and levels all gave the same answer to a question"
    )]
    AllAlike,
    /// There are more than can be counted.
    #[error("the answers are left out: there are more than can be judged")]
    TooMany,
}

/// Judges whether the answers can be published: each group of one segment, one campaign or none and the same level of each margin, where
/// not to say is a level too, has enough people, and in none of them did all answer a question alike.
///
/// # Errors
/// Says why not.
pub fn public_grain(tally: &Tally) -> Result<(), TooClose> {
    if tally.campaigns.iter().any(|campaign| campaign.responses < THRESHOLD) {
        return Err(TooClose::FewAlike);
    }
    for (_, group) in tally.groups() {
        for rows in alike(group).values() {
            if u64::try_from(rows.len()).is_ok_and(|people| people < THRESHOLD) {
                return Err(TooClose::FewAlike);
            }
            for votes in &group.votes {
                all_alike(rows.iter().map(|row| votes[*row].as_ref()))?;
            }
        }
    }
    Ok(())
}

/// What a neighbour could know of a respondent: the campaign that they stand in, and their levels.
type Known = (Option<i64>, Vec<Option<usize>>);

/// Gives the respondents who are alike in all that a neighbour could know.
fn alike(group: &Group) -> BTreeMap<Known, Vec<usize>> {
    let mut alike: BTreeMap<Known, Vec<usize>> = BTreeMap::new();
    for row in 0..group.respondents {
        let levels = group.codes.iter().map(|column| column[row]).collect();
        alike.entry((group.campaigns[row], levels)).or_default().push(row);
    }
    alike
}

/// Refuses people who all answered a question as the first of them did; that none of them answered tells nothing of them.
fn all_alike<'a>(mut votes: impl Iterator<Item = Option<&'a Vote>>) -> Result<(), TooClose> {
    let Some(Some(first)) = votes.next() else { return Ok(()) };
    let (mut same, mut others) = (1, 0);
    votes.for_each(|vote| if vote == Some(first) { same += 1 } else { others += 1 });
    match group_disclosure(&[vec![same, others]], &[0], 0) {
        Ok(found) if found.is_empty() => Ok(()),
        Ok(_) => Err(TooClose::AllAlike),
        Err(_) => Err(TooClose::TooMany),
    }
}
