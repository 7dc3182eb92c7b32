//! Rankings collapsed to the distinct ones, in their own order, so that neither repetition nor the order of respondents
//! costs or changes anything. Private.

use crate::ranking::{Rankings, is_tied, item};
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
        let width = (2 * rankings.items()).ilog2() + 1;
        let mut order: Vec<(u64, usize)> = (0..rankings.len())
            .filter(|&row| !rankings.row(row).is_empty())
            .map(|row| (prefix(rankings.row(row), width), row))
            .collect();
        order.sort_unstable_by(|(key, row), (other_key, other)| {
            let rows = key.cmp(other_key).then_with(|| rankings.row(*row).cmp(rankings.row(*other)));
            // By weight among equals, so that their sum does not depend on who came first.
            rows.then_with(|| weights[*row].total_cmp(&weights[*other]))
        });
        let mut distinct = Self {
            entries: Vec::new(),
            ends: Vec::new(),
            weights: Vec::new(),
            of_respondent: vec![None; rankings.len()],
        };
        let mut sums: Vec<Compensated> = Vec::new();
        for alike in order
            .chunk_by(|(key, row), (other_key, other)| key == other_key && rankings.row(*row) == rankings.row(*other))
        {
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

/// As many entries as fit into one number, each in `width` bits, that sorts rows as their entries do.
fn prefix(row: &[u16], width: u32) -> u64 {
    let code = |entry: u16| ((item(entry) as u64) << 1 | u64::from(is_tied(entry))) + 1;
    let codes = row.iter().map(|&entry| code(entry)).chain(std::iter::repeat(0));
    codes.take((64 / width) as usize).fold(0, |key, code| key << width | code)
}
