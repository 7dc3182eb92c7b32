//! Rankings as people gave them: full, cut at the top few, over some of the items only, and with ties.
//! One flat row per respondent, shared by the estimators that read rankings; nothing is estimated here.
//!
//! ```
//! use weighting::ranking::{Rankings, Unranked};
//!
//! let mut rankings = Rankings::new(4, Unranked::Below)?;
//! rankings.add_order(&[2, 0])?; // item 2 first, item 0 second, the others below both
//! rankings.add_groups(&[&[1, 3][..], &[0]])?; // items 1 and 3 share the first place
//! rankings.add_blank(); // did not answer
//! rankings.add_ranks(&[1, 2, 3, 3])?; // the rank of each item, 0 where it was not ranked
//! assert_eq!((rankings.len(), rankings.answered()), (4, 3));
//! # Ok::<(), weighting::ranking::RankingError>(())
//! ```
//!
//! | in R | here |
//! |---|---|
//! | `PlackettLuce::as.rankings(x, input = "rankings")` | [`Rankings::from_ranks`] |
//! | `PlackettLuce::as.rankings(x, input = "orderings")` | [`Rankings::from_orders`], [`Rankings::add_groups`] |

use crate::linear::MOST_UNKNOWNS;

/// Marks an entry that shares the place of the one before it.
const TIED: u16 = 1 << 15;

/// What a ranking says of the items that it leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unranked {
    /// They were offered and stand below all that were ranked, in no order of their own (top-k rankings).
    Below,
    /// They were not offered, and the ranking says nothing of them (rankings of some of the items).
    Absent,
}

/// The rankings of a set of respondents over the same items, one row per respondent.
#[derive(Debug, Clone)]
pub struct Rankings {
    items: usize,
    unranked: Unranked,
    entries: Vec<u16>,
    ends: Vec<usize>,
    /// For each item, the last attempt to add a row that named it.
    seen: Vec<usize>,
    attempts: usize,
}

/// The reasons to refuse a ranking.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RankingError {
    /// There are fewer than two items, or more than can be compared.
    #[error("{items} items cannot be ranked: there must be between 2 and {most}")]
    BadItems {
        /// How many items were named.
        items: usize,
        /// How many there may be.
        most: usize,
    },
    /// A ranking names an item that was not offered.
    #[error("respondent {row} ranked item {item}, which was not offered: items are numbered from 0")]
    UnknownItem {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The item as given.
        item: usize,
    },
    /// A ranking names an item twice.
    #[error("respondent {row} ranked item {item} twice")]
    RepeatedItem {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The item.
        item: usize,
    },
    /// A ranking names nothing.
    #[error("respondent {row} ranked nothing: give a question left untouched as a blank")]
    NothingRanked {
        /// The respondent's place in the input, from 0.
        row: usize,
    },
    /// A row of ranks does not have one rank per item.
    #[error("respondent {row} gave {ranks} ranks for {items} items")]
    BadRanks {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// How many ranks were given.
        ranks: usize,
        /// How many items there are.
        items: usize,
    },
}

impl Rankings {
    /// Starts without any respondent.
    ///
    /// # Errors
    /// Refuses fewer than 2 items and more than 1,000.
    pub fn new(items: usize, unranked: Unranked) -> Result<Self, RankingError> {
        if !(2..=MOST_UNKNOWNS).contains(&items) {
            return Err(RankingError::BadItems { items, most: MOST_UNKNOWNS });
        }
        Ok(Self { items, unranked, entries: Vec::new(), ends: Vec::new(), seen: vec![0; items], attempts: 0 })
    }

    /// Takes orders without ties, one per respondent: the items from the first to the last, `None` for no answer.
    ///
    /// # Errors
    /// As [`Rankings::new`] and [`Rankings::add_order`].
    pub fn from_orders<R: AsRef<[usize]>>(
        items: usize,
        unranked: Unranked,
        orders: &[Option<R>],
    ) -> Result<Self, RankingError> {
        let mut rankings = Self::new(items, unranked)?;
        for order in orders {
            match order {
                Some(order) => rankings.add_order(order.as_ref())?,
                None => rankings.add_blank(),
            }
        }
        Ok(rankings)
    }

    /// Takes ranks, one per item for each respondent: 1 is the best, equal ranks are ties, 0 is not ranked, and `None` is
    /// no answer.
    ///
    /// # Errors
    /// As [`Rankings::new`] and [`Rankings::add_ranks`].
    pub fn from_ranks<R: AsRef<[usize]>>(
        items: usize,
        unranked: Unranked,
        ranks: &[Option<R>],
    ) -> Result<Self, RankingError> {
        let mut rankings = Self::new(items, unranked)?;
        for ranks in ranks {
            match ranks {
                Some(ranks) => rankings.add_ranks(ranks.as_ref())?,
                None => rankings.add_blank(),
            }
        }
        Ok(rankings)
    }

    /// Adds a respondent who ranked without ties: the items from the first to the last.
    ///
    /// # Errors
    /// Refuses an empty order, items that were not offered, and items named twice; nothing is added then.
    pub fn add_order(&mut self, order: &[usize]) -> Result<(), RankingError> {
        self.add(order.iter().map(|&item| (item, false)))
    }

    /// Adds a respondent who put items in places, the best place first; items in the same place are tied.
    ///
    /// # Errors
    /// As [`Rankings::add_order`].
    pub fn add_groups<G: AsRef<[usize]>>(&mut self, groups: &[G]) -> Result<(), RankingError> {
        let mut row = Vec::new();
        for group in groups {
            let start = row.len();
            row.extend(group.as_ref().iter().map(|&item| (item, true)));
            row[start..].sort_unstable();
            if let Some(first) = row.get_mut(start) {
                first.1 = false;
            }
        }
        self.add(row.into_iter())
    }

    /// Adds a respondent who gave each item a rank: 1 is the best, equal ranks are ties, 0 is not ranked.
    ///
    /// # Errors
    /// Refuses a number of ranks other than one per item, and ranks that are all 0.
    pub fn add_ranks(&mut self, ranks: &[usize]) -> Result<(), RankingError> {
        if ranks.len() != self.items {
            return Err(RankingError::BadRanks { row: self.len(), ranks: ranks.len(), items: self.items });
        }
        let mut order: Vec<usize> = (0..self.items).filter(|&item| ranks[item] > 0).collect();
        order.sort_by_key(|&item| ranks[item]);
        let tied = |place: usize| place > 0 && ranks[order[place]] == ranks[order[place - 1]];
        let row: Vec<_> = order.iter().enumerate().map(|(place, &item)| (item, tied(place))).collect();
        self.add(row.into_iter())
    }

    /// Adds a respondent who did not answer.
    pub fn add_blank(&mut self) {
        self.ends.push(self.entries.len());
    }

    fn add(&mut self, mut row: impl Iterator<Item = (usize, bool)>) -> Result<(), RankingError> {
        let start = self.entries.len();
        self.attempts += 1;
        let added = row.try_for_each(|(item, tied)| self.add_entry(item, tied)).and_then(|()| {
            if self.entries.len() > start { Ok(()) } else { Err(RankingError::NothingRanked { row: self.len() }) }
        });
        if added.is_ok() {
            self.ends.push(self.entries.len());
        } else {
            self.entries.truncate(start);
        }
        added
    }

    fn add_entry(&mut self, item: usize, tied: bool) -> Result<(), RankingError> {
        let row = self.ends.len();
        let seen = self.seen.get_mut(item).ok_or(RankingError::UnknownItem { row, item })?;
        if std::mem::replace(seen, self.attempts) == self.attempts {
            return Err(RankingError::RepeatedItem { row, item });
        }
        let entry = u16::try_from(item).map_err(|_| RankingError::UnknownItem { row, item })?;
        self.entries.push(if tied { entry | TIED } else { entry });
        Ok(())
    }

    /// How many items there are.
    pub fn items(&self) -> usize {
        self.items
    }

    /// What the rankings say of items left out.
    pub fn unranked(&self) -> Unranked {
        self.unranked
    }

    /// How many respondents there are, blank ones counted.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no respondent.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many respondents ranked something.
    pub fn answered(&self) -> usize {
        (0..self.len()).filter(|&row| !self.row(row).is_empty()).count()
    }

    /// The entries of a respondent, empty where blank; equal slices are equal rankings.
    pub(crate) fn row(&self, row: usize) -> &[u16] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.entries[start..self.ends[row]]
    }
}

/// The item of an entry.
pub(crate) fn item(entry: u16) -> usize {
    usize::from(entry & !TIED)
}

/// Whether an entry shares the place of the one before it.
pub(crate) fn is_tied(entry: u16) -> bool {
    entry & TIED != 0
}

/// The places of a row, each with the items that share it.
pub(crate) fn places(row: &[u16]) -> impl DoubleEndedIterator<Item = &[u16]> {
    row.chunk_by(|_, next| is_tied(*next))
}

#[cfg(test)]
mod tests {
    use super::{RankingError, Rankings, Unranked, item, places};

    fn rankings() -> Rankings {
        Rankings::new(4, Unranked::Below).unwrap()
    }

    #[test]
    fn the_same_ranking_given_in_different_ways_is_the_same_row() {
        let mut rankings = rankings();
        rankings.add_groups(&[&[3, 1][..], &[0]]).unwrap();
        rankings.add_ranks(&[9, 4, 0, 4]).unwrap();
        rankings.add_groups(&[&[][..], &[1, 3], &[0]]).unwrap();
        assert_eq!(rankings.row(0), rankings.row(1));
        assert_eq!(rankings.row(0), rankings.row(2));
        let places: Vec<Vec<usize>> =
            places(rankings.row(0)).map(|place| place.iter().copied().map(item).collect()).collect();
        assert_eq!(places, [vec![1, 3], vec![0]]);
    }

    #[test]
    fn a_refused_ranking_leaves_no_trace() {
        let mut rankings = rankings();
        assert_eq!(rankings.add_order(&[1, 2, 1]), Err(RankingError::RepeatedItem { row: 0, item: 1 }));
        assert_eq!(rankings.add_order(&[1, 4]), Err(RankingError::UnknownItem { row: 0, item: 4 }));
        assert_eq!(rankings.add_order(&[]), Err(RankingError::NothingRanked { row: 0 }));
        assert_eq!(rankings.add_ranks(&[0; 4]), Err(RankingError::NothingRanked { row: 0 }));
        assert_eq!(rankings.add_ranks(&[1; 3]), Err(RankingError::BadRanks { row: 0, ranks: 3, items: 4 }));
        rankings.add_order(&[1, 2]).unwrap();
        assert_eq!((rankings.len(), rankings.answered(), rankings.row(0)), (1, 1, &[1, 2][..]));
    }
}
