//! Sums that do not depend on the order of their terms beyond the last bit or two.
//! Private: the public statistics are built on these.

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

/// A count as a number to calculate with.
#[expect(clippy::cast_precision_loss, reason = "counts of people and sweeps are far below 2^53")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::{dot, total};

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
