//! Quantiles and Woodruff's intervals.

use weighting::estimate::{ProportionMethod, Sample, quantiles};

use super::{DESIGNS, Survey};
use crate::r_names::QUANTILE_RULES;
use crate::support::close;

const METHODS: [(&str, ProportionMethod); 4] = [
    ("mean", ProportionMethod::Wald),
    ("beta", ProportionMethod::Beta),
    ("xlogit", ProportionMethod::Logit),
    ("asin", ProportionMethod::Arcsine),
];

#[test]
fn quantiles_and_their_limits_agree_with_r() {
    for name in DESIGNS {
        let survey = Survey::read(name);
        let sample = Sample::of(&survey.design);
        for variable in ["acres", "visits", "item"] {
            let values = survey.table.answers(variable);
            let least = values.iter().flatten().copied().fold(f64::INFINITY, f64::min);
            for (rule, ours) in QUANTILE_RULES {
                for (method, interval) in METHODS {
                    let found = quantiles(&sample, &values, &[0.1, 0.25, 0.5, 0.8], ours, interval, 0.95).unwrap();
                    let expected = survey.numbers(&format!("/quantile/{variable} {rule} {method}"));
                    for (quantile, expected) in found.iter().zip(expected.chunks(4)) {
                        let what = format!("{name} {variable} {rule} {method} {}", quantile.probability);
                        close(&what, quantile.estimate.weighted, expected[0], 1e-12);
                        // Below the first step of the distribution R extrapolates, and here the least answer stands.
                        if quantile.lower.is_some_and(|lower| lower <= least) && (expected[1] - least).abs() > 1e-9 {
                            continue;
                        }
                        for (limit, expected) in [
                            (quantile.lower, expected[1]),
                            (quantile.upper, expected[2]),
                            (quantile.estimate.standard_error, expected[3]),
                        ] {
                            match limit {
                                Some(limit) => close(&what, limit, expected, 1e-10),
                                None => assert!(expected.is_nan(), "{what}"),
                            }
                        }
                    }
                }
            }
        }
    }
}
