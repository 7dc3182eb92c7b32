//! Sums of answers times multiplicities, in whole numbers and so exact: the inner loop of the bootstrap.
//! Knows columns of small numbers and runs of places only; what they mean is in the parent module.

#[cfg(target_arch = "x86_64")]
mod avx2;

use super::draw::BLOCK;

/// Places that the widest instructions take at once; columns carry this many more than a block, so that a run may be read
/// to the end of its last load.
pub(super) const WIDE: usize = 32;
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
    #[cfg(target_arch = "x86_64")]
    if let Some(instructions) = pulp::x86::V3::try_new() {
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
