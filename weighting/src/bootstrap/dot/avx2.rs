//! The sums of products with the instructions of x86-64-v3: 32 products at once, four replicates by two columns at a
//! time, so that each load serves several products.

#![expect(
    clippy::inline_always,
    reason = "uses these instructions only where it becomes part of the vectorised caller"
)]

use std::arch::x86_64::__m256i;

use pulp::NullaryFnOnce;
use pulp::x86::V3;

use super::{Operands, Run, STRIDE, WIDE};
use crate::bootstrap::draw::MOST;

/// Replicates and columns whose sums fit the registers.
const REPLICATES: usize = 4;
const COLUMNS: usize = 2;

type Column = [u8; STRIDE];

/// As the plain one beside it, bit for bit.
pub(super) fn add_products(simd: V3, operands: Operands<'_>, runs: &[Run], sums: &mut [f64], each: usize) {
    // Each step adds two products to each sum of 16 bits, so after this many the sums must move on.
    let patience = 32_767 / (2 * usize::from(operands.largest.max(1)) * usize::from(MOST));
    simd.vectorize(Kernel { simd, operands, runs, sums, each, patience });
}

struct Kernel<'a> {
    simd: V3,
    operands: Operands<'a>,
    runs: &'a [Run],
    sums: &'a mut [f64],
    each: usize,
    patience: usize,
}

impl NullaryFnOnce for Kernel<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { simd, operands, runs, sums, each, patience } = self;
        let (fours, ones) = operands.multiplicities.as_chunks::<STRIDE>().0.as_chunks::<REPLICATES>();
        let (pairs, rest) = operands.columns.as_chunks::<STRIDE>().0.as_chunks::<COLUMNS>();
        let mut panel = Panel { simd, patience, each, sums };
        for times in fours {
            for run in runs {
                panel.add_row(run, times, pairs, rest);
            }
            panel.sums = &mut panel.sums[REPLICATES * each..];
        }
        for times in ones {
            for run in runs {
                panel.add_row(run, std::array::from_ref(times), pairs, rest);
            }
            panel.sums = &mut panel.sums[each..];
        }
    }
}

/// The sums of the replicates at hand and those after them.
struct Panel<'a> {
    simd: V3,
    patience: usize,
    each: usize,
    sums: &'a mut [f64],
}

impl Panel<'_> {
    /// Adds what a run gives for some replicates and all columns.
    #[inline(always)]
    fn add_row<const R: usize>(
        &mut self,
        run: &Run,
        times: &[Column; R],
        pairs: &[[Column; COLUMNS]],
        rest: &[Column],
    ) {
        for (index, columns) in pairs.iter().enumerate() {
            self.add(run, times, columns, COLUMNS * index);
        }
        for (index, column) in rest.iter().enumerate() {
            self.add(run, times, std::array::from_ref(column), COLUMNS * pairs.len() + index);
        }
    }

    /// Adds what a run gives for some replicates and some columns, of which the first is this one.
    #[inline(always)]
    fn add<const R: usize, const C: usize>(
        &mut self,
        run: &Run,
        times: &[Column; R],
        columns: &[Column; C],
        first: usize,
    ) {
        let (end, mut at) = (run.start + run.len, run.start);
        while at < end {
            let until = end.min(at + self.patience * WIDE);
            let sums = self.products(times, columns, at, until);
            for (replicate, sums) in sums.iter().enumerate() {
                let into = replicate * self.each + run.at + first;
                for (into, &sum) in self.sums[into..into + C].iter_mut().zip(sums) {
                    *into += f64::from(across(self.simd, sum));
                }
            }
            at = until;
        }
    }

    /// Sums of products in 16 lanes of 16 bits each.
    #[inline(always)]
    fn products<const R: usize, const C: usize>(
        &self,
        times: &[Column; R],
        columns: &[Column; C],
        start: usize,
        end: usize,
    ) -> [[__m256i; C]; R] {
        let mut sums = [[pulp::cast([0_u8; WIDE]); C]; R];
        let loads = (end - start) / WIDE;
        let (times_loads, columns_loads) = (loads_of(times, start, loads), loads_of(columns, start, loads));
        for index in 0..loads {
            let mut values = [pulp::cast([0_u8; WIDE]); C];
            for (value, column) in values.iter_mut().zip(&columns_loads) {
                *value = pulp::cast(column[index]);
            }
            for (sums, times) in sums.iter_mut().zip(&times_loads) {
                add_step(self.simd, sums, &values, pulp::cast(times[index]));
            }
        }
        let over = (end - start) % WIDE;
        if over > 0 {
            let keep = load(&KEEP, WIDE - over);
            let mut values = [pulp::cast([0_u8; WIDE]); C];
            for (value, column) in values.iter_mut().zip(columns) {
                *value = load(column, end - over);
            }
            for (sums, times) in sums.iter_mut().zip(times) {
                let times = self.simd.avx2._mm256_and_si256(load(times, end - over), keep);
                add_step(self.simd, sums, &values, times);
            }
        }
        sums
    }
}

/// Adds the products of one load of places to the sums of one replicate.
#[inline(always)]
fn add_step<const C: usize>(simd: V3, sums: &mut [__m256i; C], values: &[__m256i; C], times: __m256i) {
    for (sum, &value) in sums.iter_mut().zip(values) {
        *sum = simd.avx2._mm256_add_epi16(*sum, simd.avx2._mm256_maddubs_epi16(value, times));
    }
}

/// So many loads of each column from a place on.
#[inline(always)]
fn loads_of<const N: usize>(columns: &[Column; N], start: usize, loads: usize) -> [&[[u8; WIDE]]; N] {
    let mut slices = [&[][..]; N];
    for (slice, column) in slices.iter_mut().zip(columns) {
        *slice = &column[start..].as_chunks().0[..loads];
    }
    slices
}

/// The sum of all lanes.
#[inline(always)]
fn across(simd: V3, sums: __m256i) -> i32 {
    let pairs = simd.avx2._mm256_madd_epi16(sums, pulp::cast([1_i16; 16]));
    pulp::cast::<__m256i, [i32; 8]>(pairs).iter().sum()
}

/// Read from the right place, keeps so many places and drops what follows.
const KEEP: [u8; 2 * WIDE] = {
    let mut keep = [0; 2 * WIDE];
    let mut at = 0;
    while at < WIDE {
        keep[at] = u8::MAX;
        at += 1;
    }
    keep
};

/// Reads the places from this one; beyond the end there is nothing.
#[inline(always)]
fn load(places: &[u8], at: usize) -> __m256i {
    match places.split_at_checked(at) {
        Some((_, after)) => match after.first_chunk::<WIDE>() {
            Some(wide) => pulp::cast(*wide),
            None => pulp::cast([0_u8; WIDE]),
        },
        None => pulp::cast([0_u8; WIDE]),
    }
}
