//! Calibration to factors and numbers together, with every calibration function, against R's survey package.

use serde_json::Value;
use weighting::calibrate::{Auxiliary, Calibrated, Calibration, Method, calibrate};
use weighting::margin::{Margin, Placement};
use weighting::rake::{Bounds, rake};

use crate::support::{Table, at, case, close, json, margin, relatively_close};

struct Survey {
    table: Table,
    population: Value,
    expected: Value,
    margins: [Margin; 2],
    codes: [Vec<Option<usize>>; 2],
    base: Vec<f64>,
    hectares: Vec<f64>,
    year: Vec<f64>,
}

impl Survey {
    fn read() -> Self {
        let folder = case("calibration");
        let (table, case) = (Table::read(&folder, "input.csv"), json(&folder, "expected.json"));
        let margins = ["region", "tenure"].map(|name| margin(name, &case["population"][name]));
        let codes = [0, 1].map(|m| table.codes(margins[m].name(), &margins[m]));
        let [base, hectares, year] = ["base", "hectares", "year"].map(|name| table.numbers(name));
        let (population, expected) = (case["population"].clone(), case["expected"].clone());
        Self { table, population, expected, margins, codes, base, hectares, year }
    }

    fn placements(&self) -> [Placement<'_>; 2] {
        [0, 1].map(|m| Placement::new(&self.margins[m], &self.codes[m]))
    }

    fn auxiliaries(&self) -> Vec<Auxiliary<'_>> {
        let mut auxiliaries: Vec<_> = self.placements().map(Auxiliary::margin).into();
        auxiliaries.push(Auxiliary::column("hectares", &self.hectares, at(&self.population, "/hectares")));
        auxiliaries.push(Auxiliary::column("year", &self.year, at(&self.population, "/year")));
        auxiliaries
    }

    /// Weights, and a total and a mean with linearised standard errors, as R has them.
    #[track_caller]
    fn agrees(&self, run: &str, calibrated: &Calibrated<'_>) {
        let expected = &self.expected[run];
        let weights = calibrated.weights();
        for (actual, expected) in weights.iter().zip(expected["weights"].as_array().unwrap()) {
            relatively_close(run, *actual, expected.as_f64().unwrap(), 1e-8);
        }
        let y = self.table.numbers("y");
        let sum = |values: &[f64]| values.iter().zip(weights).map(|(value, weight)| value * weight).sum::<f64>();
        let size = sum(&vec![1.0; y.len()]);
        let mean = sum(&y) / size;
        close(run, mean, at(expected, "/mean"), 1e-9);
        close(run, sum(&y), at(expected, "/total"), 1e-9);
        let scores: Vec<f64> = y.iter().map(|y| (y - mean) / size).collect();
        relatively_close(run, standard_error(calibrated, &scores), at(expected, "/mean_se"), 1e-8);
        relatively_close(run, standard_error(calibrated, &y), at(expected, "/total_se"), 1e-8);
    }
}

fn standard_error(calibrated: &Calibrated<'_>, scores: &[f64]) -> f64 {
    let residuals = calibrated.residuals(scores).unwrap();
    let z: Vec<f64> = residuals.iter().zip(calibrated.weights()).map(|(e, w)| e * w).collect();
    let n = f64::from(u32::try_from(z.len()).unwrap());
    let mean = z.iter().sum::<f64>() / n;
    (z.iter().map(|z| (z - mean).powi(2)).sum::<f64>() * n / (n - 1.0)).sqrt()
}

fn bounds() -> Bounds {
    Bounds::new(0.72, 1.5).unwrap()
}

#[test]
fn every_calibration_function_over_factors_and_numbers_agrees_with_r() {
    let survey = Survey::read();
    let runs = [
        ("linear", Method::Linear),
        ("raking", Method::Raking),
        ("logit", Method::Logit(bounds())),
        ("linear_bounded", Method::LinearBounded(bounds())),
        ("raking_bounded", Method::RakingBounded(bounds())),
    ];
    for (run, method) in runs {
        let auxiliaries = survey.auxiliaries();
        let calibrated = calibrate(&auxiliaries, Some(&survey.base), method).unwrap();
        survey.agrees(run, &calibrated);
        assert!(calibrated.steps() <= 15, "{run} took {} steps", calibrated.steps());
        for total in calibrated.totals() {
            relatively_close(&total.auxiliary, total.achieved, total.target, 1e-10);
        }
    }
}

#[test]
fn margins_alone_are_calibrated_over_cells_to_the_same_weights() {
    let survey = Survey::read();
    let auxiliaries = survey.placements().map(Auxiliary::margin);
    let logit = Method::Logit(Bounds::new(0.6, 1.6).unwrap());
    survey.agrees("margins_logit", &calibrate(&auxiliaries, Some(&survey.base), logit).unwrap());
    let raking = calibrate(&auxiliaries, Some(&survey.base), Method::Raking).unwrap();
    survey.agrees("margins_raking", &raking);
    let raked = rake(&survey.placements(), Some(&survey.base)).unwrap();
    let mean = at(&survey.population, "/N") / 240.0;
    for (calibrated, raked) in raking.weights().iter().zip(raked.weights()) {
        relatively_close("raked", *calibrated, raked * mean, 1e-8);
    }
}

#[test]
fn a_column_with_itself_as_variance_and_no_intercept_is_the_ratio_estimator() {
    let survey = Survey::read();
    let auxiliaries = [Auxiliary::column("hectares", &survey.hectares, at(&survey.population, "/hectares"))];
    let asked = Calibration::to(&auxiliaries, Method::Linear).base(&survey.base).variances(&survey.hectares);
    let calibrated = asked.make().unwrap();
    survey.agrees("no_intercept_ratio", &calibrated);
    let ratio = calibrated.ratios()[0];
    assert!(calibrated.ratios().iter().all(|each| (each / ratio - 1.0).abs() < 1e-12));
    assert!((calibrated.totals()[0].coefficient - (ratio - 1.0)).abs() < 1e-12);
}

#[test]
fn coefficients_give_the_ratios_back_from_the_auxiliaries() {
    let survey = Survey::read();
    let auxiliaries = survey.auxiliaries();
    let calibrated = calibrate(&auxiliaries, Some(&survey.base), Method::Raking).unwrap();
    let lambda: Vec<f64> = calibrated.totals().iter().map(|total| total.coefficient).collect();
    for row in 0..240 {
        let levels = lambda[survey.codes[0][row].unwrap()] + lambda[4 + survey.codes[1][row].unwrap()];
        let predictor = levels + lambda[6] * survey.hectares[row] + lambda[7] * survey.year[row];
        relatively_close("ratio", predictor.exp(), calibrated.ratios()[row], 1e-10);
    }
}

#[test]
fn residuals_added_up_by_cluster_give_the_clustered_standard_error() {
    let survey = Survey::read();
    let auxiliaries = survey.auxiliaries();
    let calibrated = calibrate(&auxiliaries, Some(&survey.base), Method::Linear).unwrap();
    let residuals = calibrated.residuals(&survey.table.numbers("y")).unwrap();
    let mut sums = std::collections::BTreeMap::new();
    for (row, cluster) in survey.table.text("cluster").into_iter().enumerate() {
        *sums.entry(cluster).or_insert(0.0) += residuals[row] * calibrated.weights()[row];
    }
    let clusters = f64::from(u32::try_from(sums.len()).unwrap());
    let mean = sums.values().sum::<f64>() / clusters;
    let variance = sums.values().map(|sum| (sum - mean).powi(2)).sum::<f64>() * clusters / (clusters - 1.0);
    relatively_close("total's error", variance.sqrt(), at(&survey.expected, "/clustered_linear/total_se"), 1e-8);
}
