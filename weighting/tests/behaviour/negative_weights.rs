//! Weights below zero, which linear calibration can give: estimates from them as R makes them, and refusals of what needs
//! everybody to count for something.

use weighting::aggregate::borda_shares;
use weighting::best_worst::{BestWorst, Model, Task};
use weighting::bradley_terry::{BradleyTerry, Comparison, Order, Outcome};
use weighting::budget::{Completion, Utility, equal_shares};
use weighting::calibrate::{Auxiliary, Calibrated, Method, calibrate};
use weighting::estimate::{
    EstimateError, ProportionMethod, QuantileRule, Sample, TableStatistic, choosing, goodness_of_fit, independence,
    mean, means, proportion, quantiles, ratio, share, shares_of, total,
};
use weighting::plackett_luce::PlackettLuce;
use weighting::ranking::{Rankings, Unranked};
use weighting::worth::Pseudo;

const HECTARES: [f64; 6] = [1.0, 2.0, 3.0, 4.0, 5.0, 30.0];
const SHEEP: [f64; 6] = [10.0, 25.0, 28.0, 45.0, 49.0, 280.0];

/// Six farms with one far larger than the rest, taken to a total that only a weight below zero can meet.
fn calibrated(auxiliaries: &[Auxiliary<'static>]) -> Calibrated<'static> {
    let auxiliaries: &'static [Auxiliary<'static>] = Vec::leak(auxiliaries.to_vec());
    calibrate(auxiliaries, Some(&[10.0; 6]), Method::Linear).unwrap()
}

fn farms() -> Calibrated<'static> {
    let made = calibrated(&[Auxiliary::intercept(60.0), Auxiliary::column("hectares", &HECTARES, 100.0)]);
    assert!(made.negative() > 0, "{:?}", made.weights());
    made
}

/// Residuals of a straight line under equal base weights.
fn residuals(y: &[f64]) -> Vec<f64> {
    let n = 6.0;
    let (mean_x, mean_y) = (HECTARES.iter().sum::<f64>() / n, y.iter().sum::<f64>() / n);
    let above: f64 = HECTARES.iter().zip(y).map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let slope = above / HECTARES.iter().map(|x| (x - mean_x).powi(2)).sum::<f64>();
    HECTARES.iter().zip(y).map(|(x, y)| y - mean_y - slope * (x - mean_x)).collect()
}

#[track_caller]
fn near(actual: f64, expected: f64) {
    assert!((actual - expected).abs() <= 1e-10 * expected.abs().max(1.0), "{actual} is not {expected}");
}

/// The standard error of a figure with these scores.
fn error(weights: &[f64], scores: &[f64]) -> f64 {
    let n = 6.0;
    let z: Vec<f64> = residuals(scores).iter().zip(weights).map(|(e, w)| e * w).collect();
    let mean = z.iter().sum::<f64>() / n;
    (z.iter().map(|z| (z - mean).powi(2)).sum::<f64>() * n / (n - 1.0)).sqrt()
}

#[test]
fn totals_means_and_ratios_are_estimated_as_from_any_weights() {
    let farms = farms();
    let (sample, weights) = (Sample::calibration(&farms).unwrap(), farms.weights());
    let sheep = SHEEP.map(Some);
    let expected: f64 = weights.iter().zip(SHEEP).map(|(w, y)| w * y).sum();

    let flock = total(&sample, &sheep).unwrap();
    near(flock.weighted, expected);
    near(flock.standard_error.unwrap(), error(weights, &SHEEP));
    let average = mean(&sample, &sheep).unwrap();
    near(average.weighted, expected / 60.0);
    near(average.standard_error.unwrap(), error(weights, &SHEEP.map(|y| (y - expected / 60.0) / 60.0)));
    let per_hectare = ratio(&sample, &sheep, &HECTARES.map(Some)).unwrap();
    near(per_hectare.weighted, expected / 100.0);
    assert!(total(&sample, &HECTARES.map(Some)).unwrap().standard_error.unwrap() < 1e-9, "the total is known");
    assert!((sample.degrees_of_freedom() - 5.0).abs() < f64::EPSILON);

    let both = means(&sample, &[sheep, HECTARES.map(Some)]).unwrap();
    near(both.covariance.unwrap()[0][0], average.standard_error.unwrap().powi(2));
    near(sample.covariance(&[SHEEP]).unwrap()[0][0], flock.standard_error.unwrap().powi(2));
    let foreign = Sample::calibrated(weights, &[10.0; 6], &[[1.0; 6], HECTARES]).unwrap();
    near(total(&foreign, &sheep).unwrap().standard_error.unwrap(), flock.standard_error.unwrap());
    let scaled = sample.scaled_to(600.0).unwrap();
    near(total(&scaled, &sheep).unwrap().weighted, 10.0 * expected);
}

#[test]
fn a_total_over_people_who_add_up_to_less_than_nobody_is_a_total_all_the_same() {
    let farms = farms();
    let sample = Sample::calibration(&farms).unwrap();
    let row = farms.weights().iter().position(|weight| *weight < 0.0).unwrap();
    let mut only = [None; 6];
    only[row] = Some(SHEEP[row]);
    near(total(&sample, &only).unwrap().weighted, SHEEP[row] * farms.weights()[row]);
    assert_eq!(mean(&sample, &only).unwrap_err(), EstimateError::NobodyAnswered);
}

#[test]
fn shares_quantiles_tables_and_models_refuse_a_weight_below_zero() {
    let farms = farms();
    let sample = Sample::calibration(&farms).unwrap();
    let row = farms.weights().iter().position(|weight| *weight < 0.0).unwrap();
    let refusal = EstimateError::NegativeWeight { row, weight: farms.weights()[row] };
    let holds = [true, false, true, true, false, true].map(Some);
    let codes = [0, 1, 0, 1, 1, 0].map(Some);
    let picks = [0, 1, 0, 1, 1, 0].map(|code| Some([code]));
    let method = ProportionMethod::default();

    assert_eq!(share(&sample, &holds).unwrap_err(), refusal);
    assert_eq!(shares_of(&sample, &codes, 2).unwrap_err(), refusal);
    assert_eq!(proportion(&sample, &holds, method, 0.95).unwrap_err(), refusal);
    assert_eq!(choosing(&sample, 2, &picks).unwrap_err(), refusal);
    assert_eq!(independence(&sample, &holds, &codes, TableStatistic::F).unwrap_err(), refusal);
    assert_eq!(goodness_of_fit(&sample, &codes, &[1.0, 1.0]).unwrap_err(), refusal);
    let rule = QuantileRule::default();
    assert_eq!(quantiles(&sample, &SHEEP.map(Some), &[0.5], rule, method, 0.95).unwrap_err(), refusal);

    let said = refusal.to_string();
    let rankings = Rankings::from_orders(2, Unranked::Below, &[0, 1, 0, 1, 1, 0].map(|first| Some([first]))).unwrap();
    let compared = Comparison { respondent: 0, first: 0, second: 1, outcome: Outcome::First };
    let task = Task { respondent: 0, shown: &[0, 1], best: 0, worst: 1 };
    let pseudo = Pseudo::default();
    let refusals = [
        PlackettLuce::fit(&sample, &rankings, pseudo).unwrap_err().to_string(),
        BradleyTerry::of_comparisons(&sample, 2, &[compared], Order::Ignored, pseudo).unwrap_err().to_string(),
        BestWorst::fit(&sample, 2, &[task], Model::Paired, pseudo).unwrap_err().to_string(),
        borda_shares(&sample, &rankings).unwrap_err().to_string(),
        equal_shares(&sample, 10.0, &[4.0, 9.0], &picks, Utility::Cost, Completion::Stop).unwrap_err().to_string(),
    ];
    assert!(refusals.iter().all(|refusal| *refusal == said), "{refusals:?}");
}
