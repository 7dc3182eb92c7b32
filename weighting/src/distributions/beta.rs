//! The regularised incomplete beta function and its inverse.
//! The power in front of the continued fraction is Loader's, which keeps all digits where the parameters are large.

use statrs::function::gamma::ln_gamma;

use crate::sum::number;

const MOST_TERMS: usize = 100_000;
const MOST_STEPS: usize = 400;

/// The probability that a beta with parameters `a` and `b` lies below `x`; `y` is `1 − x`, given apart so that neither end
/// loses digits.
pub(crate) fn regularised(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    if x <= a / (a + b) { fraction(a, b, x, y) } else { 1.0 - fraction(b, a, y, x) }
}

/// The point that a beta with parameters `a` and `b` lies below with probability `p`.
pub(crate) fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    if a <= 0.0 {
        return 0.0;
    }
    if b <= 0.0 {
        return 1.0;
    }
    quantile_pair(a, b, p).0
}

/// The quantile and its complement, each with all its digits.
pub(crate) fn quantile_pair(a: f64, b: f64, p: f64) -> (f64, f64) {
    if p <= 0.0 {
        return (0.0, 1.0);
    }
    if p >= 1.0 {
        return (1.0, 0.0);
    }
    // By the log odds of the point, on which the probability is smooth at both ends.
    let odds = |z: f64| (1.0 / (1.0 + (-z).exp()), 1.0 / (1.0 + z.exp()));
    let (mut low, mut high) = (-745.0, 745.0);
    let mut z = (a / b).ln().clamp(-700.0, 700.0);
    for _ in 0..MOST_STEPS {
        let (x, y) = odds(z);
        let short = shortfall(a, b, p, (x, y));
        if short > 0.0 {
            low = z;
        } else {
            high = z;
        }
        let density = power(a, b, x, y);
        let step = short / density;
        let next = if step.is_finite() && z + step > low && z + step < high { z + step } else { f64::midpoint(low, high) };
        if (next - z).abs() <= 1e-15 * z.abs().max(1.0) {
            return odds(next);
        }
        z = next;
    }
    odds(z)
}

/// How much probability is missing below a point, worked out from the tail that is the smaller.
fn shortfall(a: f64, b: f64, p: f64, (x, y): (f64, f64)) -> f64 {
    if x <= a / (a + b) { p - fraction(a, b, x, y) } else { fraction(b, a, y, x) - (1.0 - p) }
}

/// Lentz's evaluation of the even part of the continued fraction, for `x` below the mean. Its terms are written such that
/// nothing is subtracted but in `beyond`.
fn fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let beyond = (a + b) * y - b;
    let odd = |m: f64| -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
    let even = |m: f64| m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
    let one_and_odd = |m: f64| {
        let above = a * (beyond + 2.0 * m + 1.0) + m * (beyond + (a + m) * y + 3.0 * m + 2.0);
        above / (a + 2.0 * m) / (a + 2.0 * m + 1.0)
    };
    let mut value = one_and_odd(0.0);
    let (mut c, mut d) = (value, 0.0);
    for m in (1..MOST_TERMS).map(number) {
        let numerator = -odd(m - 1.0) * even(m);
        let term = one_and_odd(m) + even(m);
        d = 1.0 / (term + numerator * d);
        c = term + numerator / c;
        value *= c * d;
        if (c * d - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    (power(a, b, x, y) / (a * value)).clamp(0.0, 1.0)
}

/// `x^a y^b / B(a, b)`, as a product of a root and two deviances instead of a difference of large logarithms.
fn power(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    let root = (a * (b / n) / (2.0 * std::f64::consts::PI)).sqrt();
    let corrections = stirling_error(n) - stirling_error(a) - stirling_error(b);
    root * (corrections - deviance(a, n * x) - deviance(b, n * y)).exp()
}

/// What Stirling's formula misses of `ln Γ(z + 1)`.
fn stirling_error(z: f64) -> f64 {
    if z < 15.0 {
        return ln_gamma(z + 1.0) - (z + 0.5) * z.ln() + z - 0.5 * (2.0 * std::f64::consts::PI).ln();
    }
    let w = 1.0 / (z * z);
    let series = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1_260.0, -1.0 / 1_680.0, 1.0 / 1_188.0, -691.0 / 360_360.0, 1.0 / 156.0];
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
    use super::{beta_quantile, regularised};

    /// R 4.2.2: `qbeta(p, a, b)`.
    #[test]
    fn quantiles_of_the_beta_agree_with_r() {
        for (a, b, p, expected) in [
            (3.2, 40.5, 0.025, 0.016_848_411_736_545_877),
            (4.2, 39.5, 0.975, 0.198_163_858_456_710_92),
            (0.5, 100.0, 0.025, 4.922_624_634_972_952_3e-6),
            (250.3, 300.2, 0.025, 0.413_291_786_329_348_15),
            (2_000.5, 3.2, 0.025, 0.996_240_006_080_424_07),
            (5e5, 2e6, 0.025, 0.199_504_391_470_895_3),
        ] {
            let quantile = beta_quantile(a, b, p);
            assert!((quantile / expected - 1.0).abs() < 1e-13, "{a} {b} {p}: {quantile}");
        }
    }

    #[test]
    fn the_two_tails_add_up_to_one() {
        for (a, b, x) in [(0.01, 3.0, 0.2), (1e6, 2e6, 0.3334), (0.5, 0.5, 1e-9), (7.0, 1e-4, 0.9)] {
            let both = regularised(a, b, x, 1.0 - x) + regularised(b, a, 1.0 - x, x);
            assert!((both - 1.0).abs() < 1e-12, "{a} {b} {x}: {both}");
        }
    }

    #[test]
    fn a_beta_without_a_parameter_is_a_point() {
        assert!(beta_quantile(0.0, 5.0, 0.5).abs() < 1e-300);
        assert!((beta_quantile(5.0, 0.0, 0.5) - 1.0).abs() < 1e-15);
    }
}
