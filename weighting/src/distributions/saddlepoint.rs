//! The tail of a weighted sum of chi-squared variables, some of which may be subtracted, by its saddlepoint.

use super::normal_above;
use crate::sum::total;

const MOST_STEPS: usize = 500;

/// The probability that `Σ λ χ²` is above `x`, for pairs of a coefficient `λ` and its degrees of freedom.
///
/// # Formula
/// `Φ̄(r + ln(v / r) / r)` with `r = ± √(2 (ζ x − K(ζ)))`, `v = ζ √K''(ζ)`, `K` the cumulant generating function and `ζ` where
/// `K'(ζ) = x`.
///
/// # Source
/// Kuonen (1999), *Biometrika* 86(4), after Lugannani and Rice, and Barndorff-Nielsen.
pub(crate) fn weighted_chi_squares_above(terms: &[(f64, f64)], x: f64) -> f64 {
    let scale = terms.iter().map(|(coefficient, _)| coefficient.abs()).fold(0.0, f64::max);
    if scale <= 0.0 || !scale.is_finite() || !x.is_finite() {
        return f64::NAN;
    }
    let terms: Vec<(f64, f64)> =
        terms.iter().map(|&(c, degrees)| (c / scale, degrees)).filter(|&(c, _)| c != 0.0).collect();
    let x = x / scale;
    let largest = terms.iter().map(|&(c, _)| c).fold(f64::NEG_INFINITY, f64::max);
    let smallest = terms.iter().map(|&(c, _)| c).fold(f64::INFINITY, f64::min);
    if largest <= 0.0 && x >= 0.0 {
        return 0.0;
    }
    if smallest >= 0.0 && x <= 0.0 {
        return 1.0;
    }
    let Some(zeta) = saddlepoint(&terms, x, smallest, largest) else { return f64::NAN };
    let cumulant = -0.5 * total(terms.iter().map(|&(c, degrees)| degrees * (-2.0 * zeta * c).ln_1p()));
    let curvature = 2.0 * total(terms.iter().map(|&(c, degrees)| degrees * (c / (1.0 - 2.0 * zeta * c)).powi(2)));
    let r = (2.0 * (zeta * x - cumulant)).max(0.0).sqrt().copysign(zeta);
    let v = zeta * curvature.sqrt();
    // Near the mean both vanish, and the limit is known in closed form.
    if r.abs() < 1e-5 {
        let third = 8.0 * total(terms.iter().map(|&(c, degrees)| degrees * c.powi(3)));
        return 0.5 - third / (6.0 * curvature.powf(1.5) * (2.0 * std::f64::consts::PI).sqrt());
    }
    normal_above(r + (v / r).ln() / r)
}

/// Where the slope of the cumulant generating function is `x`: the slope rises, so halving always gets there.
fn saddlepoint(terms: &[(f64, f64)], x: f64, smallest: f64, largest: f64) -> Option<f64> {
    let slope = |zeta: f64| total(terms.iter().map(|&(c, degrees)| degrees * c / (1.0 - 2.0 * zeta * c)));
    let mut low = if smallest < 0.0 { 0.5 / smallest } else { -1.0 };
    while smallest >= 0.0 && slope(low) > x {
        low *= 2.0;
        if !low.is_finite() {
            return None;
        }
    }
    let mut high = if largest > 0.0 { 0.5 / largest } else { 1.0 };
    while largest <= 0.0 && slope(high) < x {
        high *= 2.0;
        if !high.is_finite() {
            return None;
        }
    }
    for _ in 0..MOST_STEPS {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if slope(middle) < x {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(f64::midpoint(low, high))
}

#[cfg(test)]
mod tests {
    use super::weighted_chi_squares_above;
    use crate::distributions::chi_squared_above;

    #[test]
    fn one_chi_squared_is_met_within_a_few_hundredths_of_its_tail() {
        for x in [0.5, 3.0, 4.0, 12.0, 60.0] {
            let (approximate, exact) = (weighted_chi_squares_above(&[(2.0, 4.0)], 2.0 * x), chi_squared_above(x, 4.0));
            assert!((approximate / exact - 1.0).abs() < 0.03, "{x}: {approximate} against {exact}");
        }
    }

    #[test]
    fn the_tail_falls_without_a_jump_across_the_mean() {
        let tails: Vec<f64> = (-20..=20)
            .map(|step| weighted_chi_squares_above(&[(1.0, 2.0), (-0.5, 2.0)], 1.0 + f64::from(step) * 1e-6))
            .collect();
        assert!(tails.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 1e-4), "{tails:?}");
    }

    #[test]
    fn what_cannot_be_has_a_certain_tail() {
        assert!((weighted_chi_squares_above(&[(1.0, 1.0)], -1.0) - 1.0).abs() < 1e-15);
        assert!(weighted_chi_squares_above(&[(-1.0, 1.0)], 1.0).abs() < 1e-15);
        assert!(weighted_chi_squares_above(&[], 1.0).is_nan());
    }
}
