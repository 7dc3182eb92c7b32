//! Weighted sums of answers of any size: the inner loop where answers or base weights are not small whole numbers.
//! Adds in one fixed order whatever the machine, so that results are the same to the last bit.

#![expect(clippy::inline_always, reason = "runs with the instructions of its caller only if it becomes part of it")]

use pulp::NullaryFnOnce;

/// How many sums run side by side.
const LANES: usize = 16;

/// The sum of products of two equally long rows.
pub(super) fn dot(left: &[f64], right: &[f64]) -> f64 {
    pulp::Arch::new().dispatch(Dot { left, right })
}

struct Dot<'a> {
    left: &'a [f64],
    right: &'a [f64],
}

impl NullaryFnOnce for Dot<'_> {
    type Output = f64;

    #[inline(always)]
    fn call(self) -> f64 {
        let (left, left_over) = self.left.as_chunks::<LANES>();
        let (right, right_over) = self.right.as_chunks::<LANES>();
        let mut sums = [0.0; LANES];
        for (left, right) in left.iter().zip(right) {
            for lane in 0..LANES {
                sums[lane] += left[lane] * right[lane];
            }
        }
        let over = left_over.iter().zip(right_over).map(|(left, right)| left * right);
        sums.into_iter().chain(over).sum()
    }
}
