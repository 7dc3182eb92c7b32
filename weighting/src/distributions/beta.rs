//! The regularised incomplete beta function and its inverse.
//! The power in front of the continued fraction is Loader's, which keeps all digits where the parameters are large.

use statrs::function::gamma::ln_gamma;

use crate::sum::number;

const MOST_TERMS: usize = 100_000;
const MOST_STEPS: usize = 400;
/// A search that still moves by no more than this has come to rest but for rounding.
const STILL: f64 = 1e-12;
/// With a parameter below this the mean lies at an end, where the fraction is slow.
const SMALL: f64 = 1e-3;

/// A beta distribution by its two parameters, both positive.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beta {
    pub(crate) a: f64,
    pub(crate) b: f64,
}

impl Beta {
    /// The probability below `x`; `y` is `1 − x`, given apart so that neither end loses digits. `NaN` where it does not settle.
    pub(crate) fn below(self, x: f64, y: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        if y <= 0.0 {
            return 1.0;
        }
        if self.is_low(x) { self.fraction(x, y) } else { 1.0 - self.turned().fraction(y, x) }
    }

    /// The point that lies above so much probability, and its complement, each with all its digits; `NaN` where the search
    /// does not settle.
    pub(crate) fn quantile(self, probability: f64) -> (f64, f64) {
        if probability <= 0.0 || self.a <= 0.0 {
            return (0.0, 1.0);
        }
        if probability >= 1.0 || self.b <= 0.0 {
            return (1.0, 0.0);
        }
        // By the log odds of the point, on which the probability is smooth at both ends.
        let point = |odds: f64| (1.0 / (1.0 + (-odds).exp()), 1.0 / (1.0 + odds.exp()));
        let (mut low, mut high) = (-745.0, 745.0);
        let mut moved = f64::INFINITY;
        let mut odds = (self.a / self.b).ln().clamp(-700.0, 700.0);
        for _ in 0..MOST_STEPS {
            let (x, y) = point(odds);
            let short = self.shortfall(probability, x, y);
            if short.is_nan() {
                return (f64::NAN, f64::NAN);
            }
            if short > 0.0 {
                low = odds;
            } else {
                high = odds;
            }
            let next = odds + short / self.power(x, y);
            let next = if next > low && next < high { next } else { f64::midpoint(low, high) };
            moved = (next - odds).abs();
            odds = next;
            if moved <= 1e-15 * odds.abs().max(1.0) {
                break;
            }
        }
        // Rounding can keep the last bits moving for ever; what has not come to rest by far is not known.
        if moved <= STILL * odds.abs().max(1.0) { point(odds) } else { (f64::NAN, f64::NAN) }
    }

    fn turned(self) -> Self {
        Self { a: self.b, b: self.a }
    }

    /// Whether a point lies where the continued fraction is fast: below the mean, or near it where a parameter is small.
    fn is_low(self, x: f64) -> bool {
        let Self { a, b } = self;
        if a.min(b) < SMALL { x <= (a + 1.0) / (a + b + 2.0) } else { x <= a / (a + b) }
    }

    /// How much probability is missing below a point, worked out from the tail that is the smaller.
    fn shortfall(self, probability: f64, x: f64, y: f64) -> f64 {
        // Beyond the smallest number there is nothing to add up.
        if x <= 0.0 {
            probability
        } else if y <= 0.0 {
            probability - 1.0
        } else if self.is_low(x) {
            probability - self.fraction(x, y)
        } else {
            self.turned().fraction(y, x) - (1.0 - probability)
        }
    }

    /// Lentz's evaluation of the even part of the continued fraction, for `x` below the mean; `NaN` where it does not settle.
    /// Its terms are written such that nothing is subtracted but in `beyond`.
    fn fraction(self, x: f64, y: f64) -> f64 {
        let Self { a, b } = self;
        let beyond = (a + b) * y - b;
        let odd = |term: f64| -(a + term) * (a + b + term) * x / ((a + 2.0 * term) * (a + 2.0 * term + 1.0));
        let even = |term: f64| term * (b - term) * x / ((a + 2.0 * term - 1.0) * (a + 2.0 * term));
        let one_and_odd = |term: f64| {
            let above = a * (beyond + 2.0 * term + 1.0) + term * (beyond + (a + term) * y + 3.0 * term + 2.0);
            above / (a + 2.0 * term) / (a + 2.0 * term + 1.0)
        };
        let mut value = one_and_odd(0.0);
        let (mut upper, mut lower) = (value, 0.0);
        for term in (1..MOST_TERMS).map(number) {
            let numerator = -odd(term - 1.0) * even(term);
            let denominator = one_and_odd(term) + even(term);
            lower = 1.0 / (denominator + numerator * lower);
            upper = denominator + numerator / upper;
            value *= upper * lower;
            if (upper * lower - 1.0).abs() <= f64::EPSILON {
                return (self.power(x, y) / (a * value)).clamp(0.0, 1.0);
            }
        }
        f64::NAN
    }

    /// `x^a y^b / B(a, b)`, as a product of a root and two deviances instead of a difference of large logarithms.
    fn power(self, x: f64, y: f64) -> f64 {
        let Self { a, b } = self;
        let both = a + b;
        let root = (a * (b / both) / (2.0 * std::f64::consts::PI)).sqrt();
        let corrections = stirling_error(both) - stirling_error(a) - stirling_error(b);
        root * (corrections - deviance(a, both * x) - deviance(b, both * y)).exp()
    }
}

/// What Stirling's formula misses of `ln Γ(z + 1)`.
fn stirling_error(z: f64) -> f64 {
    if z < 15.0 {
        return ln_gamma(z + 1.0) - (z + 0.5) * z.ln() + z - 0.5 * (2.0 * std::f64::consts::PI).ln();
    }
    let w = 1.0 / (z * z);
    let series =
        [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1_260.0, -1.0 / 1_680.0, 1.0 / 1_188.0, -691.0 / 360_360.0, 1.0 / 156.0];
    series.iter().rev().fold(0.0, |sum, term| sum * w + term) / z
}

/// `x ln(x / m) + m − x` without the loss that its parts would bring where `x` is near `m`.
fn deviance(x: f64, m: f64) -> f64 {
    let v = (x - m) / (x + m);
    if v.abs() >= 0.1 {
        return x * (x / m).ln() + m - x;
    }
    let (mut sum, mut term) = ((x - m) * v, 2.0 * x * v);
    for j in (1..1_000).map(number) {
        term *= v * v;
        let next = sum + term / (2.0 * j + 1.0);
        if next.to_bits() == sum.to_bits() {
            break;
        }
        sum = next;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::Beta;

    /// R 4.2.2: `qbeta(p, a, b)`.
    #[test]
    fn quantiles_of_the_beta_agree_with_r() {
        for (a, b, p, expected) in [
            (3.2, 40.5, 0.025, 0.016_848_411_736_545_88),
            (4.2, 39.5, 0.975, 0.198_163_858_456_710_93),
            (0.5, 100.0, 0.025, 4.922_624_634_972_952e-6),
            (250.3, 300.2, 0.025, 0.413_291_786_329_348_15),
            (2_000.5, 3.2, 0.025, 0.996_240_006_080_424_1),
            (5e5, 2e6, 0.025, 0.199_504_391_470_895_3),
        ] {
            let quantile = Beta { a, b }.quantile(p).0;
            assert!((quantile / expected - 1.0).abs() < 1e-13, "{a} {b} {p}: {quantile}");
        }
    }

    #[test]
    fn the_two_tails_add_up_to_one() {
        for (a, b, x) in [(0.01, 3.0, 0.2), (1e6, 2e6, 0.3334), (0.5, 0.5, 1e-9), (7.0, 1e-4, 0.9)] {
            let both = Beta { a, b }.below(x, 1.0 - x) + Beta { a: b, b: a }.below(1.0 - x, x);
            assert!((both - 1.0).abs() < 1e-12, "{a} {b} {x}: {both}");
        }
    }

    #[test]
    fn a_quantile_below_the_smallest_number_is_nothing() {
        for b in [4.0, 3.999_999_999_997] {
            let (point, rest) = Beta { a: 3e-12, b }.quantile(0.495);
            assert!(point < 1e-300 && (rest - 1.0).abs() < 1e-15, "{point}, {rest}");
        }
    }

    #[test]
    fn what_does_not_settle_is_no_number() {
        assert!(Beta { a: 1e18, b: 1e30 }.quantile(0.495).0.is_nan());
    }

    #[test]
    fn a_beta_without_a_parameter_is_a_point() {
        assert!(Beta { a: 0.0, b: 5.0 }.quantile(0.5).0.abs() < 1e-300);
        assert!((Beta { a: 5.0, b: 0.0 }.quantile(0.5).0 - 1.0).abs() < 1e-15);
    }
}
