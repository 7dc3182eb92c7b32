//! Sums that do not depend on the order of their terms beyond the last bit or two.
//! Dot products and products of long columns are here too, so that there is one of each. Private: the public statistics are
//! built on these.

use std::ops::Range;

/// Adds the terms with a running compensation for what rounding drops (Neumaier's variant of Kahan's sum).
pub(crate) fn total(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut sum = Compensated::default();
    for term in terms {
        sum.add(term);
    }
    sum.value()
}

/// A running sum that carries its own rounding error.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Compensated {
    sum: f64,
    lost: f64,
}

impl Compensated {
    pub(crate) fn add(&mut self, term: f64) {
        let sum = self.sum + term;
        // An infinite sum has no rounding error to carry, and inf - inf would hide the overflow as NaN.
        if sum.is_finite() {
            self.lost += if self.sum.abs() >= term.abs() { (self.sum - sum) + term } else { (term - sum) + self.sum };
        }
        self.sum = sum;
    }

    pub(crate) fn value(self) -> f64 {
        self.sum + self.lost
    }
}

/// How many running sums a dot product keeps, so that the compiler can hold them in vector registers.
const LANES: usize = 8;

/// The sum of products, compensated, with the additions in a fixed order whatever the machine.
///
/// About as exact as [`total`] of the products and several times faster on long columns.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (mut sums, mut lost) = ([0.0; LANES], [0.0; LANES]);
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest = a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(a, b)| a * b);
    let rest = total(rest);
    for (a, b) in a_chunks.zip(b_chunks) {
        for lane in 0..LANES {
            // Knuth's two-sum: the same compensation as Neumaier's without a branch.
            let term = a[lane] * b[lane];
            let sum = sums[lane] + term;
            let part = sum - sums[lane];
            lost[lane] += (sums[lane] - (sum - part)) + (term - part);
            sums[lane] = sum;
        }
    }
    total(sums.into_iter().chain(lost).chain([rest]))
}

/// So many products are added up plainly before a compensated sum takes over: short enough that no digits are lost, and that
/// a block of each of twenty columns stays in the cache.
pub(crate) const BLOCK: usize = 512;

/// The sum of products of two short columns, added up plainly in a fixed order whatever the machine.
pub(crate) fn short_dot(a: &[f64], b: &[f64]) -> f64 {
    let (a_lanes, a_rest) = a.as_chunks::<LANES>();
    let (b_lanes, b_rest) = b.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (a, b) in a_lanes.iter().zip(b_lanes) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f64>() + rest
}

/// The sum of products of two long columns: [`short_dot`] of blocks, added up with compensation.
pub(crate) fn inner(a: &[f64], b: &[f64]) -> f64 {
    total(a.chunks(BLOCK).zip(b.chunks(BLOCK)).map(|(a, b)| short_dot(a, b)))
}

/// The products of each two of some columns.
pub(crate) fn gram(columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let half = by_blocks(columns, columns, |i| i + 1);
    let size = 0..columns.len();
    size.clone().map(|i| size.clone().map(|j| half[i.max(j)][i.min(j)].value()).collect()).collect()
}

/// The products of each column on the left with each on the right.
fn products(left: &[Vec<f64>], right: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let sums = by_blocks(left, right, |_| right.len());
    sums.into_iter().map(|sums| sums.into_iter().map(Compensated::value).collect()).collect()
}

/// The products of each column on the left with the first so many on the right, block by block so that each is read once.
fn by_blocks(left: &[Vec<f64>], right: &[Vec<f64>], with: impl Fn(usize) -> usize) -> Vec<Vec<Compensated>> {
    let rows = left.first().map_or(0, Vec::len);
    let mut sums: Vec<_> = (0..left.len()).map(|i| vec![Compensated::default(); with(i)]).collect();
    for start in (0..rows).step_by(BLOCK) {
        let block = start..(start + BLOCK).min(rows);
        for (a, sums) in left.iter().zip(&mut sums) {
            for (b, sum) in right.iter().zip(sums) {
                sum.add(short_dot(&a[block.clone()], &b[block.clone()]));
            }
        }
    }
    sums
}

/// The products of all pairs of columns that are too many to be kept together: made again where they are needed, so that no
/// more than `most` numbers are held at a time.
///
/// `make` gives the columns of a range, each of `rows` numbers.
pub(crate) fn gram_made<E>(
    columns: usize,
    rows: usize,
    most: usize,
    mut make: impl FnMut(Range<usize>) -> Result<Vec<Vec<f64>>, E>,
) -> Result<Vec<Vec<f64>>, E> {
    let together = most / rows.max(1);
    let step = if columns <= together { columns } else { together / 2 }.max(1);
    let mut all = vec![vec![0.0; columns]; columns];
    let ranges = || (0..columns).step_by(step).map(|start| start..(start + step).min(columns));
    for here in ranges() {
        let left = make(here.clone())?;
        fill(&mut all, here.start, here.start, &gram(&left));
        for there in ranges().skip_while(|there| there.start <= here.start) {
            fill(&mut all, here.start, there.start, &products(&left, &make(there.clone())?));
        }
    }
    Ok(all)
}

/// Writes products into their place and across the diagonal.
fn fill(all: &mut [Vec<f64>], row: usize, column: usize, products: &[Vec<f64>]) {
    for (i, products) in (row..).zip(products) {
        for (j, &product) in (column..).zip(products) {
            all[i][j] = product;
            all[j][i] = product;
        }
    }
}

/// A count as a number to calculate with.
#[expect(clippy::cast_precision_loss, reason = "counts of people and sweeps are far below 2^53")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::{dot, gram, gram_made, inner, short_dot, total};

    fn columns(count: usize, rows: usize) -> Vec<Vec<f64>> {
        (0..count).map(|c| (0..rows).map(|row| super::number((row * (c + 3)) % 17) - 7.25).collect()).collect()
    }

    #[test]
    fn products_are_those_of_each_pair_whatever_is_held_at_a_time() {
        let all = columns(7, 1_300);
        let whole = gram(&all);
        for (i, a) in all.iter().enumerate() {
            for (j, b) in all.iter().enumerate() {
                assert!((whole[i][j] - dot(a, b)).abs() <= 1e-9 && (inner(a, b) - dot(a, b)).abs() <= 1e-9);
            }
        }
        for most in [0, 1_300, 3 * 1_300, 4 * 1_300, 100 * 1_300] {
            let mut held = 0;
            let made = gram_made(7, 1_300, most, |range| {
                held = held.max(range.len());
                Ok::<_, ()>(all[range].to_vec())
            });
            assert_eq!(made.as_ref(), Ok(&whole), "{most}");
            assert!(held == 1 || held * 1_300 <= most, "{held} columns held of {most} numbers");
        }
        assert_eq!(gram_made(0, 5, 5, |_| Ok::<_, ()>(Vec::new())), Ok(Vec::new()));
    }

    #[test]
    fn a_short_dot_product_takes_every_term_once() {
        for length in 0..40 {
            let ones = vec![1.0; length];
            assert!((short_dot(&ones, &ones) - super::number(length)).abs() < f64::EPSILON);
        }
    }

    #[test]
    fn a_dot_product_keeps_the_small_terms_between_large_ones_that_cancel() {
        let a: Vec<f64> = (0..43).map(|i| [1e16, 1.0, -1e16][i / 8 % 3]).collect();
        let expected = total(a.iter().copied());
        assert!((dot(&a, &[1.0; 43]) - expected).abs() < 1e-9, "{} against {expected}", dot(&a, &[1.0; 43]));
    }

    #[test]
    fn a_sum_keeps_the_small_terms_between_large_ones_that_cancel() {
        assert!((total([1e16, 1.0, 1.0, -1e16]) - 2.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_sum_that_overflows_is_infinite_and_not_nan() {
        assert!(total([f64::MAX, f64::MAX, 1.0]).is_infinite());
    }
}
