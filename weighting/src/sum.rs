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

/// A count as a number to calculate with.
#[expect(clippy::cast_precision_loss, reason = "counts of people and sweeps are far below 2^53")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::total;

    #[test]
    fn a_sum_keeps_the_small_terms_between_large_ones_that_cancel() {
        assert!((total([1e16, 1.0, 1.0, -1e16]) - 2.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_sum_that_overflows_is_infinite_and_not_nan() {
        assert!(total([f64::MAX, f64::MAX, 1.0]).is_infinite());
    }
}
