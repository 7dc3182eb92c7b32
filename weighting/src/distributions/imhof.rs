//! The exact tail of a weighted sum of chi-squared variables, by inverting its characteristic function.

use crate::sum::{Compensated, number};

/// Beyond this, what is left of the integrand changes no digit.
const NEGLIGIBLE: f64 = 1e-18;
const MOST_POINTS: usize = 4_000_000;

/// The probability that `Σ λ χ²` is above zero, for pairs of a coefficient `λ` and its degrees of freedom of which some are
/// subtracted; not a number where the sum needs too many points.
///
/// # Formula
/// `1/2 + 1/π ∫ sin(Σ h atan(λ u) / 2) / (u Π (1 + λ² u²)^(h/4)) du` over `u > 0`, by the trapezoidal rule in `ln u`, which
/// converges exponentially. The error is absolute, about 1e-14.
///
/// # Source
/// Imhof (1961), *Biometrika* 48, 419–426.
pub(crate) fn weighted_chi_squares_above_zero(terms: &[(f64, f64)]) -> f64 {
    let scale = terms.iter().map(|(coefficient, _)| coefficient.abs()).fold(0.0, f64::max);
    let degrees: f64 = terms.iter().map(|(_, degrees)| degrees).sum();
    if scale <= 0.0 || !scale.is_finite() || !degrees.is_finite() {
        return f64::NAN;
    }
    let step = 0.1 / (1.0 + degrees).sqrt();
    let (mut sum, mut at) = (Compensated::default(), NEGLIGIBLE.ln());
    let points = number(MOST_POINTS) * step;
    let end = at + points;
    while at < end {
        let u = at.exp();
        let (mut angle, mut size) = (0.0, 0.0);
        for &(coefficient, degrees) in terms {
            let turn = coefficient / scale * u;
            angle += degrees * turn.atan();
            size += degrees * turn.hypot(1.0).ln();
        }
        let damping = (-size / 2.0).exp();
        sum.add((angle / 2.0).sin() * damping);
        if damping < NEGLIGIBLE {
            return (0.5 + sum.value() * step / std::f64::consts::PI).clamp(0.0, 1.0);
        }
        at += step;
    }
    f64::NAN
}

#[cfg(test)]
mod tests {
    use super::weighted_chi_squares_above_zero;
    use crate::distributions::f_above;

    #[test]
    fn one_chi_squared_over_another_is_an_f() {
        for (x, above, below) in
            [(0.3, 1.0, 13.0), (4.0, 1.0, 1.0), (2.5, 3.0, 7.0), (1.2, 5.0, 900.0), (9.0, 2.0, 40.0)]
        {
            let tail = weighted_chi_squares_above_zero(&[(1.0 / above, above), (-x / below, below)]);
            assert!((tail - f_above(x, above, below)).abs() < 1e-12, "{x} {above} {below}: {tail}");
        }
    }

    #[test]
    fn two_that_are_alike_make_even_chances() {
        assert!((weighted_chi_squares_above_zero(&[(2.0, 3.0), (-2.0, 3.0)]) - 0.5).abs() < 1e-14);
        assert!(weighted_chi_squares_above_zero(&[]).is_nan());
    }
}
