//! Intervals for proportions.

use weighting::estimate::{ProportionMethod, Sample, proportion, proportion_interval, share};

use super::{DESIGNS, Survey};
use crate::support::close;

/// R's name, ours, and how near R itself is: it fits the log odds by iteration and reads the likelihood off a spline.
const METHODS: [(&str, ProportionMethod, f64); 6] = [
    ("xlogit", ProportionMethod::Logit, 1e-12),
    ("logit", ProportionMethod::Logit, 2e-8),
    ("asin", ProportionMethod::Arcsine, 1e-12),
    ("beta", ProportionMethod::Beta, 1e-12),
    ("mean", ProportionMethod::Wald, 1e-12),
    ("likelihood", ProportionMethod::Likelihood, 2e-4),
];

#[test]
fn intervals_of_every_method_agree_with_r() {
    for name in DESIGNS {
        let survey = Survey::read(name);
        let sample = Sample::of(&survey.design);
        let (yes, rare, men) = (survey.flags("yes", "1"), survey.flags("rare", "1"), survey.flags("sex", "M"));
        let kinds = survey.labels("kind");
        let at_home: Vec<_> = yes.iter().zip(&kinds).map(|(yes, kind)| yes.filter(|_| *kind == Some("home"))).collect();
        for (method, ours, tolerance) in METHODS {
            for (key, holds, level) in [
                ("yes", &yes, 0.95),
                ("yes_90", &yes, 0.9),
                ("rare", &rare, 0.95),
                ("men", &men, 0.95),
                ("yes_in_home", &at_home, 0.95),
            ] {
                let expected = survey.numbers(&format!("/proportion/{method}/{key}"));
                let found = proportion(&sample, holds, ours, level).unwrap();
                let what = format!("{name} {method} {key}");
                close(&what, found.estimate.weighted, expected[0], 1e-8);
                close(&what, found.interval.lower, expected[1].max(0.0), tolerance);
                close(&what, found.interval.upper, expected[2], tolerance);
            }
            // R's "beta" keeps the degrees of freedom of the design whatever it is told.
            if ours != ProportionMethod::Beta {
                let expected = survey.numbers(&format!("/proportion/{method}/yes_z"));
                let found = proportion_interval(share(&sample, &yes).unwrap(), ours, 0.95, f64::INFINITY).unwrap();
                close("lower", found.interval.lower, expected[1], tolerance);
                close("upper", found.interval.upper, expected[2], tolerance);
            }
        }
    }
}
