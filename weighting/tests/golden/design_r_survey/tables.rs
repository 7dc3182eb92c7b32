//! Tests of tables and of fit.

use weighting::estimate::{Sample, TableStatistic, goodness_of_fit, independence};

use super::{DESIGNS, Survey};
use crate::support::{at, close};

#[test]
fn tests_of_independence_agree_with_r() {
    for name in DESIGNS {
        let survey = Survey::read(name);
        let sample = Sample::of(&survey.design);
        for (statistic, ours) in [
            ("F", TableStatistic::F),
            ("Chisq", TableStatistic::ChiSquared),
            ("Wald", TableStatistic::Wald),
            ("adjWald", TableStatistic::AdjustedWald),
        ] {
            for (rows, columns) in [("kind", "sex"), ("kind", "yes"), ("sex", "yes")] {
                let test = independence(&sample, &survey.labels(rows), &survey.labels(columns), ours).unwrap();
                let pointer = format!("/table/{statistic}/{rows}+{columns}");
                let what = format!("{name} {pointer}");
                close(&what, test.statistic, survey.numbers(&format!("{pointer}/statistic"))[0], 1e-10);
                close(&what, test.p_value, survey.numbers(&format!("{pointer}/p"))[0], 1e-10);
                let degrees = survey.numbers(&format!("{pointer}/parameter"));
                close(&what, test.degrees, degrees[0], 1e-10);
                if let Some(below) = test.denominator_degrees {
                    close(&what, below, degrees[1], 1e-10);
                }
            }
        }
    }
}

#[test]
fn the_test_of_fit_agrees_with_r() {
    for name in DESIGNS {
        let survey = Survey::read(name);
        let known = ["farm", "home", "wood"];
        let codes: Vec<_> = survey.table.text("kind").iter().map(|kind| known.iter().position(|k| k == kind)).collect();
        let test = goodness_of_fit(&Sample::of(&survey.design), &codes, &[0.45, 0.3, 0.25]).unwrap();
        close(name, test.statistic, at(&survey.expected, "/fit/statistic"), 1e-12);
        close(name, test.scale, at(&survey.expected, "/fit/parameter/0"), 1e-12);
        close(name, test.degrees, at(&survey.expected, "/fit/parameter/1"), 1e-12);
        close(name, test.p_value, at(&survey.expected, "/fit/p"), 1e-12);
    }
}

/// R falls back to the saddlepoint for its exact test as well, where a package of its is not installed.
#[test]
fn the_saddlepoint_agrees_with_r_and_the_exact_test_is_near() {
    for name in DESIGNS {
        let survey = Survey::read(name);
        let sample = Sample::of(&survey.design);
        for (rows, columns) in [("kind", "sex"), ("kind", "yes"), ("sex", "yes")] {
            for (ours, tolerance) in [(TableStatistic::LinearCombination, 0.02), (TableStatistic::Saddlepoint, 1e-6)] {
                let test = independence(&sample, &survey.labels(rows), &survey.labels(columns), ours).unwrap();
                let pointer = format!("/table/saddlepoint/{rows}+{columns}");
                close(&pointer, test.statistic, survey.numbers(&format!("{pointer}/statistic"))[0], 1e-10);
                close(&pointer, test.p_value, survey.numbers(&format!("{pointer}/p"))[0], tolerance);
            }
        }
    }
}
