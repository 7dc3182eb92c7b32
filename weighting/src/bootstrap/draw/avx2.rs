//! The draws of a block with the instructions of x86-64-v3: 32 of them from each step of the eight generators.

#![expect(
    clippy::inline_always,
    reason = "uses these instructions only where it becomes part of the vectorised caller"
)]

use std::arch::x86_64::__m256i;

use pulp::NullaryFnOnce;
use pulp::x86::V3;

use super::{Generators, LANES, STEP, THRESHOLDS};

/// What holds the state of four generators, and half of eight.
type Half = [__m256i; 4];

/// As the plain one beside it, bit for bit.
pub(super) fn fill(simd: V3, generators: Generators, places: &mut [u8]) {
    simd.vectorize(Filling { simd, generators, places });
}

struct Filling<'a> {
    simd: V3,
    generators: Generators,
    places: &'a mut [u8],
}

impl NullaryFnOnce for Filling<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { simd, generators, places } = self;
        let (mut lower, mut upper) = halves(generators);
        let (whole, rest) = places.as_chunks_mut::<STEP>();
        for places in whole {
            *places = drawn(simd, &mut lower, &mut upper);
        }
        let last = if rest.is_empty() { [0; STEP] } else { drawn(simd, &mut lower, &mut upper) };
        rest.iter_mut().zip(last).for_each(|(place, drawn)| *place = drawn);
    }
}

#[inline(always)]
fn halves(generators: Generators) -> (Half, Half) {
    let (mut lower, mut upper) = ([pulp::cast([0_u64; LANES / 2]); 4], [pulp::cast([0_u64; LANES / 2]); 4]);
    for ((lower, upper), words) in lower.iter_mut().zip(&mut upper).zip(generators.0) {
        [*lower, *upper] = pulp::cast(words);
    }
    (lower, upper)
}

/// The multiplicities of one step.
#[inline(always)]
fn drawn(simd: V3, lower: &mut Half, upper: &mut Half) -> [u8; STEP] {
    let (lower, upper) = (counted(simd, next(simd, lower)), counted(simd, next(simd, upper)));
    // Packing works within halves of a register; the middle quarters change places to stand as drawn.
    let packed = simd.avx2._mm256_packus_epi16(lower, upper);
    pulp::cast(simd.avx2._mm256_permute4x64_epi64::<0b11_01_10_00>(packed))
}

/// One step of four generators.
#[inline(always)]
fn next(simd: V3, state: &mut Half) -> __m256i {
    let avx2 = simd.avx2;
    let [a, b, c, d] = state;
    let word = avx2._mm256_add_epi64(*a, *d);
    let turned = avx2._mm256_or_si256(avx2._mm256_slli_epi64::<23>(word), avx2._mm256_srli_epi64::<41>(word));
    let word = avx2._mm256_add_epi64(turned, *a);
    let shifted = avx2._mm256_slli_epi64::<17>(*b);
    *c = avx2._mm256_xor_si256(*c, *a);
    *d = avx2._mm256_xor_si256(*d, *b);
    *b = avx2._mm256_xor_si256(*b, *c);
    *a = avx2._mm256_xor_si256(*a, *d);
    *c = avx2._mm256_xor_si256(*c, shifted);
    *d = avx2._mm256_or_si256(avx2._mm256_slli_epi64::<45>(*d), avx2._mm256_srli_epi64::<19>(*d));
    word
}

/// The multiplicity that each of 16 draws stands for.
#[inline(always)]
fn counted(simd: V3, draws: __m256i) -> __m256i {
    // There is only a signed comparison; both sides move by half the range.
    let avx2 = simd.avx2;
    let draws = avx2._mm256_xor_si256(draws, pulp::cast([1_u16 << 15; 16]));
    let mut counts: __m256i = pulp::cast([0_u16; 16]);
    for threshold in THRESHOLDS {
        let threshold = pulp::cast([threshold ^ 1 << 15; 16]);
        counts = avx2._mm256_sub_epi16(counts, avx2._mm256_cmpgt_epi16(draws, threshold));
    }
    counts
}
