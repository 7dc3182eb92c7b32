//! Rankings collapsed to the distinct ones, in their own order, so that neither repetition nor the order of respondents
//! costs or changes anything. Private.

use crate::ranking::Rankings;
use crate::sum::Compensated;

/// The distinct rankings with their weights.
#[derive(Debug, Clone)]
pub(crate) struct Distinct {
    entries: Vec<u16>,
    ends: Vec<usize>,
    /// The sum of weights of each, over the unit.
    pub(crate) weights: Vec<f64>,
    /// The distinct ranking of each respondent; `None` where blank.
    pub(crate) of_respondent: Vec<Option<u32>>,
}

impl Distinct {
    /// Collapses rankings; one weight per respondent, in any unit.
    pub(crate) fn of(rankings: &Rankings, weights: &[f64], unit: f64) -> Self {
        let mut order: Vec<(u64, usize)> = (0..rankings.len())
            .filter(|&row| !rankings.row(row).is_empty())
            .map(|row| (prefix(rankings.row(row)), row))
            .collect();
        order.sort_unstable_by(|(key, row), (other_key, other)| {
            key.cmp(other_key).then_with(|| rankings.row(*row).cmp(rankings.row(*other)))
        });
        let mut distinct = Self {
            entries: Vec::new(),
            ends: Vec::new(),
            weights: Vec::new(),
            of_respondent: vec![None; rankings.len()],
        };
        let mut sums: Vec<Compensated> = Vec::new();
        for alike in order.chunk_by(|(key, row), (other_key, other)| {
            key == other_key && rankings.row(*row) == rankings.row(*other)
        }) {
            distinct.entries.extend_from_slice(rankings.row(alike[0].1));
            distinct.ends.push(distinct.entries.len());
            let number = u32::try_from(sums.len()).ok();
            let mut sum = Compensated::default();
            for &(_, row) in alike {
                distinct.of_respondent[row] = number;
                sum.add(weights[row] / unit);
            }
            sums.push(sum);
        }
        distinct.weights = sums.into_iter().map(Compensated::value).collect();
        distinct
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The entries of a distinct ranking.
    pub(crate) fn row(&self, row: usize) -> &[u16] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.entries[start..self.ends[row]]
    }
}

/// The first four entries as one number that sorts as they do.
fn prefix(row: &[u16]) -> u64 {
    let entry = |place: usize| row.get(place).map_or(0, |entry| u64::from(*entry) + 1);
    (0..4).fold(0, |key, place| key << 16 | entry(place))
}
