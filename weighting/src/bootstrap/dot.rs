//! Sums of answers times multiplicities, in whole numbers and so exact: the inner loop of the bootstrap.
//! Knows columns of small numbers and runs of places only; what they mean is in the parent module.

#[cfg(target_arch = "x86_64")]
mod avx2;

use super::draw::BLOCK;

/// Places that the widest instructions take at once; columns carry this many more than a block, so that a run may be read
/// to the end of its last load.
pub(super) const WIDE: usize = 32;
/// Runs that are no longer than this on average are better served one place at a time.
#[cfg(target_arch = "x86_64")]
const SHORT: usize = 8;

/// What a column takes up.
pub(super) const STRIDE: usize = BLOCK + WIDE;

/// One block of columns of small numbers, and of replicates' multiplicities, each [`STRIDE`] long.
#[derive(Clone, Copy)]
pub(super) struct Operands<'a> {
    pub(super) multiplicities: &'a [u8],
    pub(super) columns: &'a [u8],
    /// The largest number in any column.
    pub(super) largest: u8,
}

/// Neighbouring places whose products go to one sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// Where the run starts in its block.
    pub(super) start: usize,
    /// How many places it has.
    pub(super) len: usize,
    /// Where its first column's sum lies in the sums of a replicate.
    pub(super) at: usize,
}

/// Adds the sums of products over each run to the sums of each replicate, which are `each` numbers.
pub(super) fn add_products(operands: Operands<'_>, runs: &[Run], sums: &mut [f64], each: usize) {
    debug_assert!(operands.columns.iter().all(|&value| value <= operands.largest), "16 bits hold sums of the largest");
    // Starting and ending a run costs as much as a few places of it.
    #[cfg(target_arch = "x86_64")]
    if runs.iter().map(|run| run.len).sum::<usize>() > SHORT * runs.len()
        && let Some(instructions) = pulp::x86::V3::try_new()
    {
        return avx2::add_products(instructions, operands, runs, sums, each);
    }
    add_products_plainly(operands, runs, sums, each);
}

fn add_products_plainly(operands: Operands<'_>, runs: &[Run], sums: &mut [f64], each: usize) {
    let replicates = operands.multiplicities.as_chunks::<STRIDE>().0;
    for (multiplicities, sums) in replicates.iter().zip(sums.chunks_exact_mut(each)) {
        for run in runs {
            let multiplicities = &multiplicities[run.start..run.start + run.len];
            let columns = operands.columns.as_chunks::<STRIDE>().0;
            for (column, sum) in columns.iter().zip(&mut sums[run.at..]) {
                let products = column[run.start..].iter().zip(multiplicities);
                let products = products.map(|(&value, &times)| u32::from(u16::from(value) * u16::from(times)));
                *sum += f64::from(products.sum::<u32>());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Operands, Run, STRIDE, add_products, add_products_plainly};

    #[test]
    fn the_machine_makes_no_difference_to_a_sum() {
        let numbers = |count: usize, most: u8| {
            (0..count * STRIDE).map(move |place| (place * 7_919 % 65_521 % (usize::from(most) + 1)).to_le_bytes()[0])
        };
        for (largest, replicates, columns) in [(10, 4, 2), (254, 7, 5), (1, 1, 1), (254, 32, 3)] {
            let (times, answers): (Vec<u8>, Vec<u8>) =
                (numbers(replicates, 17).collect(), numbers(columns, largest).collect());
            let operands = Operands { multiplicities: &times, columns: &answers, largest };
            let starts = [(0, 1), (1, 40), (41, 0), (41, 64), (105, 3_000), (3_105, 991)];
            let runs: Vec<Run> =
                (0..).zip(starts).map(|(cell, (start, len))| Run { start, len, at: cell * columns }).collect();
            let each = runs.len() * columns;
            let (mut fast, mut plain) = (vec![0.5; replicates * each], vec![0.5; replicates * each]);
            add_products(operands, &runs, &mut fast, each);
            add_products_plainly(operands, &runs, &mut plain, each);
            assert_eq!(fast, plain);
        }
    }
}
