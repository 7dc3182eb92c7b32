//! The calibration functions: how the ratio of a weight to its base weight grows with the linear predictor.

use crate::rake::Bounds;

/// How calibrated weights stay close to base weights: the distance of Deville and Särndal (1992) that is minimised.
///
/// With `u = x'λ` for a respondent's auxiliaries `x`, the weight is `d · F(u)`:
///
/// | method | `F(u)` | in R's `survey::calibrate` |
/// |---|---|---|
/// | [`Method::Linear`] (GREG) | `1 + u` | `calfun = "linear"` |
/// | [`Method::LinearBounded`] | `min(max(1 + u, L), U)` | `calfun = "linear", bounds = c(L, U)` |
/// | [`Method::Raking`] (exponential) | `exp(u)` | `calfun = "raking"` |
/// | [`Method::RakingBounded`] | `min(max(exp(u), L), U)` | `calfun = "raking", bounds = c(L, U)` |
/// | [`Method::Logit`] | `(L(U−1) + U(1−L)e^{Au}) / (U−1 + (1−L)e^{Au})`, `A = (U−L)/((1−L)(U−1))` | `calfun = "logit", bounds = c(L, U)` |
///
/// Only the bounded linear methods and the others keep weights positive; [`Method::Linear`] may give negative weights, of which
/// means, totals, ratios and covariances are estimated, while shares, quantiles, tables and models refuse them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Method {
    /// The generalised regression estimator (GREG): linear, solved in one step, and weights may be negative.
    Linear,
    /// Linear, with ratios held within bounds.
    LinearBounded(Bounds),
    /// Exponential, also called multiplicative or raking-ratio: weights are always positive.
    Raking,
    /// Exponential, with ratios held within bounds by clipping.
    RakingBounded(Bounds),
    /// Logistic between two bounds, which ratios come near and never reach.
    Logit(Bounds),
}

/// The ratio at a linear predictor, its integral and its slope.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value {
    pub(crate) ratio: f64,
    pub(crate) integral: f64,
    pub(crate) slope: f64,
}

impl Method {
    /// The bounds on ratios, if any.
    pub fn bounds(self) -> Option<Bounds> {
        match self {
            Self::Linear | Self::Raking => None,
            Self::LinearBounded(bounds) | Self::RakingBounded(bounds) | Self::Logit(bounds) => Some(bounds),
        }
    }

    /// The least and the most that a ratio may be.
    pub(crate) fn range(self) -> (f64, f64) {
        let unbounded = if self == Self::Linear { f64::NEG_INFINITY } else { 0.0 };
        self.bounds().map_or((unbounded, f64::INFINITY), |bounds| (bounds.lower(), bounds.upper()))
    }

    pub(crate) fn at(self, u: f64) -> Value {
        let (lower, upper) = self.range();
        match self {
            Self::Linear | Self::LinearBounded(_) => linear(u, lower, upper),
            Self::Raking | Self::RakingBounded(_) => exponential(u, lower, upper),
            Self::Logit(_) => logit(u, lower, upper),
        }
    }
}

fn between(ratio: f64, lower: f64, upper: f64) -> bool {
    ratio > lower && ratio < upper
}

fn linear(u: f64, lower: f64, upper: f64) -> Value {
    let ratio = (1.0 + u).clamp(lower, upper);
    // Beyond a bound the integral goes on as its tangent.
    let inside = ratio - 1.0;
    let integral = inside + 0.5 * inside * inside + ratio * (u - inside);
    Value { ratio, integral, slope: f64::from(u8::from(between(ratio, lower, upper))) }
}

fn exponential(u: f64, lower: f64, upper: f64) -> Value {
    let ratio = u.exp().clamp(lower, upper);
    let slope = if between(ratio, lower, upper) { ratio } else { 0.0 };
    let beyond = if ratio > 0.0 { u - ratio.ln() } else { 0.0 };
    // An infinite ratio must not look better than a large one.
    let integral = if ratio.is_finite() { ratio * (1.0 + beyond) } else { f64::INFINITY };
    Value { ratio, integral, slope }
}

fn logit(u: f64, lower: f64, upper: f64) -> Value {
    let rate = (upper - lower) / ((1.0 - lower) * (upper - 1.0));
    let odds = rate * u + ((1.0 - lower) / (upper - 1.0)).ln();
    // From the nearer bound, so that neither tail loses its digits.
    let tail = (-odds.abs()).exp();
    let (p, q) =
        if odds > 0.0 { (1.0 / (1.0 + tail), tail / (1.0 + tail)) } else { (tail / (1.0 + tail), 1.0 / (1.0 + tail)) };
    let ratio = if odds > 0.0 { upper - (upper - lower) * q } else { lower + (upper - lower) * p };
    let softplus = odds.max(0.0) + tail.ln_1p();
    Value { ratio, integral: lower * u + (upper - lower) / rate * softplus, slope: (upper - lower) * rate * p * q }
}

#[cfg(test)]
mod tests {
    use super::Method;
    use crate::rake::Bounds;

    fn methods() -> [Method; 5] {
        let bounds = Bounds::new(0.3, 2.5).unwrap();
        [
            Method::Linear,
            Method::LinearBounded(bounds),
            Method::Raking,
            Method::RakingBounded(bounds),
            Method::Logit(bounds),
        ]
    }

    #[test]
    fn every_method_leaves_a_weight_alone_at_zero_and_moves_it_at_rate_one() {
        for method in methods() {
            let value = method.at(0.0);
            assert!((value.ratio - 1.0).abs() < 1e-14 && (value.slope - 1.0).abs() < 1e-14, "{method:?}");
        }
    }

    #[test]
    fn slopes_and_integrals_belong_to_the_ratio() {
        for method in methods() {
            for u in [-2.0, -0.4, 0.0, 0.3, 0.8, 3.0] {
                let step = 1e-6;
                let (before, after) = (method.at(u - step), method.at(u + step));
                let slope = (after.ratio - before.ratio) / (2.0 * step);
                let ratio = (after.integral - before.integral) / (2.0 * step);
                assert!((slope - method.at(u).slope).abs() < 1e-5, "{method:?} at {u}");
                assert!((ratio - method.at(u).ratio).abs() < 1e-5, "{method:?} at {u}");
            }
        }
    }

    #[test]
    fn no_predictor_takes_a_bounded_ratio_out_of_its_bounds() {
        for method in methods().into_iter().filter(|method| method.bounds().is_some()) {
            for u in [-1e300, -800.0, 800.0, 1e300] {
                assert!((0.3..=2.5).contains(&method.at(u).ratio), "{method:?} at {u}");
            }
        }
    }
}
