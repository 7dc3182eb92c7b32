//! Tails and quantiles of the distributions that intervals and tests are read from.
//! The normal and the chi-squared come from `statrs`; the beta family is our own, because theirs loses digits where the
//! parameters are large, which is where surveys live.

mod beta;
mod imhof;
mod saddlepoint;

use statrs::distribution::{ChiSquared, ContinuousCDF, Normal};

pub(crate) use beta::Beta;
pub(crate) use imhof::weighted_chi_squares_above_zero;
pub(crate) use saddlepoint::weighted_chi_squares_above;

/// Above this many degrees of freedom, the t distribution is the normal to the last bit that matters.
const NORMAL_FROM: f64 = 1e14;

/// The point that a standard normal falls below with probability `p`.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}

/// The probability that a standard normal lies above `x`.
pub(crate) fn normal_above(x: f64) -> f64 {
    // By the chi-squared of its square, because the normal tail of statrs has ten digits only.
    let beyond = 0.5 * chi_squared_above(x * x, 1.0);
    if x > 0.0 { beyond } else { 1.0 - beyond }
}

/// The probability that a chi-squared with `degrees` lies above `x`; `NaN` where `x` is.
pub(crate) fn chi_squared_above(x: f64, degrees: f64) -> f64 {
    match ChiSquared::new(degrees) {
        _ if x.is_nan() => f64::NAN,
        Ok(distribution) if x > 0.0 => distribution.sf(x),
        Ok(_) => 1.0,
        Err(_) => f64::NAN,
    }
}

/// The probability that an F with `above` and `below` degrees lies above `x`; `below` may be infinite. `NaN` where one
/// of them is.
pub(crate) fn f_above(x: f64, above: f64, below: f64) -> f64 {
    if x.is_nan() || above.is_nan() || below.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 1.0;
    }
    if below >= NORMAL_FROM {
        return chi_squared_above(x * above, above);
    }
    let scaled = above * x;
    Beta { a: below / 2.0, b: above / 2.0 }.below(below / (below + scaled), scaled / (below + scaled))
}

/// How many standard errors an interval reaches to each side, to hold with probability `level` under a t with `degrees`,
/// which may be infinite.
pub(crate) fn t_reach(level: f64, degrees: f64) -> f64 {
    let tail = (1.0 - level) / 2.0;
    if degrees >= NORMAL_FROM {
        return -normal_quantile(tail);
    }
    // A t beyond the reach on either side is a beta: degrees / (degrees + t²).
    let (small, rest) = Beta { a: degrees / 2.0, b: 0.5 }.quantile(2.0 * tail);
    (degrees * (rest / small)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::{chi_squared_above, f_above, normal_above, t_reach};

    #[test]
    fn what_is_no_number_has_no_tail() {
        for tail in [chi_squared_above(f64::NAN, 2.0), f_above(f64::NAN, 2.0, 9.0), normal_above(f64::NAN)] {
            assert!(tail.is_nan(), "{tail}");
        }
    }

    /// R 4.2.2: `qt(1 - (1 - level) / 2, df)`.
    #[test]
    fn the_reach_of_t_agrees_with_r() {
        for (level, degrees, expected) in [
            (0.95, 1.0, 12.706_204_736_174_694),
            (0.95, 7.0, 2.364_624_251_592_784_4),
            (0.95, 199.0, 1.971_956_544_251_752),
            (0.9, 3.5, 2.222_433_493_649_601),
            (0.95, 1e6, 1.959_966_356_814_106_6),
            (0.95, 1e16, 1.959_963_984_540_054),
        ] {
            let reach = t_reach(level, degrees);
            assert!((reach / expected - 1.0).abs() < 1e-12, "{level} {degrees}: {reach}");
        }
    }

    /// R 4.2.2: `pf(x, above, below, lower.tail = FALSE)`.
    #[test]
    fn the_tail_of_f_agrees_with_r() {
        for (x, above, below, expected) in [
            (2.3, 1.7, 23.8, 0.128_557_429_900_974_46),
            (35.0, 1.7, 23.8, 2.165_804_210_854_036e-7),
            (200.0, 2.0, 8.0, 1.478_152_681_642_423_3e-7),
            (1.0001, 1.0, 1e5, 0.317_288_731_822_430_4),
            (3.0, 400.0, 1e6, 8.392_288_937_093_87e-81),
            (2.0, 3.0, 1e6, 0.111_610_954_876_661_7),
        ] {
            let tail = f_above(x, above, below);
            assert!((tail / expected - 1.0).abs() < 1e-13, "{x} {above} {below}: {tail}");
        }
        assert!((f_above(1.2, 3.0, f64::INFINITY) - chi_squared_above(3.6, 3.0)).abs() < 1e-15);
        assert!((normal_above(1.959_963_984_540_054) - 0.025).abs() < 1e-15);
    }
}
