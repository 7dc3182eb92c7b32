//! The places of respondents: by cell, and within a cell by what they answered. Draws belong to places, so the order in
//! which respondents are given makes no difference.

use rayon::prelude::*;

use super::Bootstrap;
use super::column::Judged;
use super::refusal::BootstrapError;

/// Codes that fit the first key of a row.
const FIRST: usize = 8;

/// Who stands where.
#[derive(Debug)]
pub(super) struct Places {
    /// The row at each place.
    pub(super) order: Vec<u32>,
    /// Where the places of each cell end.
    pub(super) ends: Vec<usize>,
}

impl Places {
    /// Sorts rows, at most 2^32 of them, by cell, then by their answers and base weight, then as given.
    pub(super) fn of(of_row: &[usize], respondents: &[usize], columns: &[Judged<'_>], base: Option<&[f64]>) -> Self {
        let ends = running_sums(respondents);
        let mut next: Vec<usize> = ends.iter().zip(respondents).map(|(end, count)| end - count).collect();
        let mut rows = vec![(0_u64, 0_u32); of_row.len()];
        let first = FirstKey::of(columns);
        for (row, &cell) in (0_u32..).zip(of_row) {
            rows[next[cell]] = (first.at(row as usize), row);
            next[cell] += 1;
        }
        let rest = |row: u32| {
            let base = base.map_or(0, |base| base[row as usize].to_bits());
            columns.iter().map(move |column| column.key(row as usize)).chain([base, u64::from(row)])
        };
        let mut cells = Vec::with_capacity(ends.len());
        let mut left = rows.as_mut_slice();
        for &count in respondents {
            let (cell, after) = left.split_at_mut(count);
            cells.push(cell);
            left = after;
        }
        cells.into_par_iter().for_each(|cell| {
            cell.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| rest(a.1).cmp(rest(b.1))));
        });
        Self { order: rows.into_iter().map(|(_, row)| row).collect(), ends }
    }
}

impl Bootstrap {
    /// Draws respondents who are alike in cell, base weight and all columns in the order of a key, such as a number that
    /// each was given once and for all.
    ///
    /// No mean of the columns can tell them apart, so there it makes no difference. A statistic of anything else can:
    /// with a key, [`with_replicates`](Self::with_replicates), [`one_step`](Self::one_step) and
    /// [`multiplicities`](Self::multiplicities) give the same in whatever order respondents are given.
    ///
    /// # Formula
    /// Places are sorted by cell, answers and base weight, then by cluster where there are any, then by the key.
    ///
    /// # Source
    /// As [`means`](Self::means).
    ///
    /// # Shape and unit
    /// One key per respondent, of anything that has an order; those who share a key stay in the order given.
    ///
    /// # Errors
    /// Refuses another number of keys than respondents.
    pub fn ordered_by<K: Ord>(mut self, keys: &[K]) -> Result<Self, BootstrapError> {
        let respondents = self.respondents();
        if keys.len() != respondents {
            return Err(BootstrapError::KeyLength { keys: keys.len(), respondents });
        }
        let clusters = self.clusters.take().map(|clusters| clusters.numbers(&self.places.order));
        self.sort_alike_by(keys);
        if let Some((numbers, labels)) = clusters {
            self.draw_together(&numbers, labels);
        }
        Ok(self)
    }

    /// Puts respondents whom the order of places cannot tell apart in the order of a key, and otherwise leaves them.
    pub(super) fn sort_alike_by<K: Ord>(&mut self, keys: &[K]) {
        let (columns, base) = (&self.columns, self.base.places.as_deref());
        let alike = |a: usize, b: usize| {
            base.is_none_or(|base| base[a].to_bits() == base[b].to_bits())
                && columns.iter().all(|column| column.key(a) == column.key(b))
        };
        let mut start = 0;
        for &end in &self.places.ends {
            while start < end {
                let next = (start + 1..end).find(|&place| !alike(start, place)).unwrap_or(end);
                self.places.order[start..next].sort_by(|&a, &b| keys[a as usize].cmp(&keys[b as usize]));
                start = next;
            }
        }
    }
}

/// What most comparisons need: the first columns of bytes, side by side in one number.
struct FirstKey<'a>(Vec<&'a [u8]>);

impl<'a> FirstKey<'a> {
    fn of(columns: &'a [Judged<'_>]) -> Self {
        let codes = columns.iter().filter_map(|column| match column {
            Judged::Codes(codes) => Some(&**codes),
            Judged::Numbers(_) => None,
        });
        Self(codes.take(FIRST).collect())
    }

    fn at(&self, row: usize) -> u64 {
        self.0.iter().fold(0, |key, codes| key << 8 | u64::from(codes[row]))
    }
}

fn running_sums(counts: &[usize]) -> Vec<usize> {
    let mut end = 0;
    let ends = counts.iter().map(|count| {
        end += count;
        end
    });
    ends.collect()
}
