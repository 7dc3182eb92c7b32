//! Intervals of proportions, quantiles and tests of tables.

use serde_json::Value;
use weighting::estimate::{
    ProportionMethod, Quantile, Sample, TableStatistic, independence, proportion, proportion_interval, quantiles, share,
};

use super::designs::{NAMES, named};
use super::{Differences, Farms, expected};
use crate::r_names::QUANTILE_RULES;
use crate::support::{at, only};

/// R's name, ours, and how near R itself is: it fits the log odds by iteration and reads the likelihood off a spline.
const METHODS: [(&str, ProportionMethod, f64); 6] = [
    ("xlogit", ProportionMethod::Logit, 1e-10),
    ("logit", ProportionMethod::Logit, 1e-6),
    ("asin", ProportionMethod::Arcsine, 1e-10),
    ("beta", ProportionMethod::Beta, 1e-10),
    ("mean", ProportionMethod::Wald, 1e-10),
    ("likelihood", ProportionMethod::Likelihood, 1e-3),
];
const STATISTICS: [(&str, TableStatistic, f64); 6] = [
    ("F", TableStatistic::F, 1e-9),
    ("Chisq", TableStatistic::ChiSquared, 1e-9),
    ("Wald", TableStatistic::Wald, 1e-9),
    ("adjWald", TableStatistic::AdjustedWald, 1e-9),
    // R falls back to the saddlepoint here, which is not far from the whole distribution.
    ("lincom", TableStatistic::LinearCombination, 0.04),
    ("saddlepoint", TableStatistic::Saddlepoint, 1e-6),
];

/// Compares everything that R's `answers` gives.
pub fn compare_answers(all: &mut Differences, what: &str, farms: &Farms, sample: &Sample<'_>, expected: &Value) {
    compare_proportions(all, what, farms, sample, expected);
    compare_quantiles(all, what, farms, sample, expected);
    compare_tests(all, what, farms, sample, expected);
    compare_tests_of_a_domain(all, what, farms, sample, expected);
}

fn compare_tests(all: &mut Differences, what: &str, farms: &Farms, sample: &Sample<'_>, expected: &Value) {
    let rows = f64::from(u32::try_from(farms.len()).unwrap());
    for (statistic, ours, tolerance) in STATISTICS {
        for (pair, column) in [("kind+tenure", "tenure"), ("kind+yes", "yes")] {
            let pointer = format!("/test/{statistic}/{pair}");
            if expected.pointer(&pointer).is_none() {
                continue;
            }
            let labels = if column == "tenure" { farms.tenures() } else { farms.labels(column) };
            let test = independence(sample, &farms.labels("kind"), &labels, ours).unwrap();
            // What R prints of Pearson's statistic counts those who left the question blank.
            let is_pearson = matches!(statistic, "Chisq" | "lincom" | "saddlepoint");
            let answered = f64::from(u32::try_from(test.answered).unwrap());
            let printed = if is_pearson { test.statistic * rows / answered } else { test.statistic };
            all.compare(what, &[printed], expected, &format!("{pointer}/statistic"), 1e-9);
            all.compare(what, &[test.p_value], expected, &format!("{pointer}/p"), tolerance);
            if !is_pearson || statistic == "Chisq" {
                let degrees: Vec<f64> = std::iter::once(test.degrees).chain(test.denominator_degrees).collect();
                all.compare(what, &degrees, expected, &format!("{pointer}/parameter"), 1e-9);
            }
        }
    }
}

/// Where totals are known R counts the clusters of everybody, though its `degf` of the same domain does not; then all is
/// compared that does not depend on it.
fn compare_tests_of_a_domain(all: &mut Differences, what: &str, farms: &Farms, sample: &Sample<'_>, expected: &Value) {
    let Some(found) = expected.pointer("/large") else { return };
    let (degf, clusters) = (at(found, "/degf"), at(found, "/F/parameter/1") / at(found, "/F/parameter/0"));
    let counts_everybody = (clusters - degf).abs() > 1e-6;
    assert!(!counts_everybody || (clusters - at(expected, "/degf")).abs() < 1e-6, "{what}: {clusters}");
    let is_large: Vec<_> = farms.numbers("area").iter().map(|area| *area > 12.0).collect();
    let kinds: Vec<_> =
        farms.labels("kind").into_iter().zip(&is_large).map(|(kind, large)| kind.filter(|_| *large)).collect();
    for (statistic, ours, tolerance) in STATISTICS {
        let Some(found) = found.get(statistic) else { continue };
        let test = independence(sample, &kinds, &farms.labels("yes"), ours).unwrap();
        let is_chi_squared = ours == TableStatistic::ChiSquared;
        if !is_chi_squared && ours != TableStatistic::AdjustedWald {
            all.compare(what, &[test.statistic], found, "/statistic", 1e-9);
            all.compare(what, &[test.degrees], found, "/parameter/0", 1e-9);
        }
        if is_chi_squared || !counts_everybody {
            all.compare(what, &[test.p_value], found, "/p", tolerance);
        }
    }
}

fn compare_proportions(all: &mut Differences, what: &str, farms: &Farms, sample: &Sample<'_>, expected: &Value) {
    let (yes, maybe) = (farms.flags("yes"), farms.flags("maybe"));
    let large: Vec<_> = farms.answers("area").iter().map(|area| area.map(|area| area > 3.0)).collect();
    let kinds = farms.labels("kind");
    let mixed: Vec<_> = yes.iter().zip(&kinds).map(|(yes, kind)| yes.filter(|_| *kind == Some("mixed"))).collect();
    for (method, ours, tolerance) in METHODS {
        for (key, holds, level) in [
            ("yes", &yes, 0.95),
            ("yes_80", &yes, 0.8),
            ("maybe", &maybe, 0.95),
            ("yes_in_mixed", &mixed, 0.95),
            ("large", &large, 0.95),
        ] {
            let found = proportion(sample, holds, ours, level).unwrap();
            let limits = [found.estimate.weighted, found.interval.lower, found.interval.upper];
            all.compare(what, &limits, expected, &format!("/proportion/{method}/{key}"), tolerance);
        }
        if ours != ProportionMethod::Beta {
            let found = proportion_interval(share(sample, &yes).unwrap(), ours, 0.95, 3.0).unwrap();
            let limits = [found.estimate.weighted, found.interval.lower, found.interval.upper];
            all.compare(what, &limits, expected, &format!("/proportion/{method}/yes_df"), tolerance);
        }
    }
}

fn compare_quantiles(all: &mut Differences, what: &str, farms: &Farms, sample: &Sample<'_>, expected: &Value) {
    let area = farms.answers("area");
    let dairy = only(&area, &farms.text("kind"), "dairy");
    for (rule, ours) in QUANTILE_RULES {
        for (method, interval, _) in METHODS {
            for (pointer, values) in [("quantile", &area), ("quantile_dairy", &dairy)] {
                let found = quantiles(sample, values, &[0.3, 0.5, 0.75], ours, interval, 0.95).unwrap();
                let least = values.iter().flatten().copied().fold(f64::INFINITY, f64::min);
                for (place, quantile) in found.iter().enumerate() {
                    let pointer = format!("/{pointer}/{rule} {method}/{place}");
                    let Quantile { estimate, lower, upper, .. } = quantile;
                    all.compare(what, &[estimate.weighted], expected, &format!("{pointer}/0"), 1e-9);
                    all.compare(what, &[upper.unwrap_or(f64::NAN)], expected, &format!("{pointer}/2"), 1e-9);
                    // Below the first step of the distribution R extrapolates, and here the least answer stands.
                    if lower.is_some_and(|lower| lower > least) {
                        all.compare(what, &[lower.unwrap_or(f64::NAN)], expected, &format!("{pointer}/1"), 1e-9);
                        let error = estimate.standard_error.unwrap_or(f64::NAN);
                        all.compare(what, &[error], expected, &format!("{pointer}/3"), 1e-9);
                    }
                }
            }
        }
    }
}

#[test]
fn intervals_quantiles_and_tests_agree_with_r_on_every_design() {
    let mut differences = Differences::default();
    for name in NAMES {
        let (farms, design) = named(name);
        let found = expected(&format!("/{name}"));
        compare_answers(&mut differences, name, &farms, &Sample::of(&design), &found);
    }
    differences.none();
}

/// `svychisq` of R's survey 4.1.1 on the design `unstratified`: nobody mixed on the coast, and then no mixed farm owned.
#[test]
fn tables_with_an_empty_cell_agree_with_r() {
    let (farms, design) = named("unstratified");
    let sample = Sample::of(&design);
    let (kinds, tenures) = (farms.labels("kind"), farms.tenures());
    let is_owned = |kind: Option<&str>, tenure: &str| kind == Some("mixed") && tenure == "own";
    let some: Vec<_> =
        kinds.iter().zip(&tenures).map(|(kind, tenure)| tenure.filter(|tenure| !is_owned(*kind, tenure))).collect();
    for (columns, statistic, expected) in [
        (
            farms.labels("stratum"),
            TableStatistic::F,
            [0.985_525_313_657_97, 2.557_823_179_398_31, 0.399_472_504_256_53],
        ),
        (farms.labels("stratum"), TableStatistic::ChiSquared, [4.067_185_027_485_69, 6.0, 0.432_988_945_620_17]),
        (farms.labels("stratum"), TableStatistic::Wald, [1.438_055_803_812_19, 6.0, 0.264_509_890_667_15]),
        (farms.labels("stratum"), TableStatistic::AdjustedWald, [0.958_703_869_208_13, 6.0, 0.497_604_596_529_90]),
        (farms.labels("stratum"), TableStatistic::Saddlepoint, [4.067_185_027_485_7, 6.0, 0.379_870_398_458_3]),
        (some.clone(), TableStatistic::F, [0.938_563_732_815_61, 3.834_629_676_002_31, 0.445_360_399_639_07]),
        (some.clone(), TableStatistic::Wald, [1.863_746_380_324_49, 6.0, 0.153_592_101_555_17]),
        (some, TableStatistic::AdjustedWald, [1.242_497_586_882_99, 6.0, 0.362_380_366_571_72]),
    ] {
        let test = independence(&sample, &kinds, &columns, statistic).unwrap();
        let tolerance = if statistic == TableStatistic::Saddlepoint { 1e-6 } else { 1e-10 };
        for (found, expected) in [test.statistic, test.degrees, test.p_value].into_iter().zip(expected) {
            assert!((found / expected - 1.0).abs() <= tolerance, "{statistic:?}: {found} for {expected}");
        }
    }
}
