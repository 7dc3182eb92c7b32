//! Calibration.

use proptest::prelude::*;
use weighting::calibrate::{Auxiliary, CalibrateError, Calibrated, Calibration, Method, calibrate};
use weighting::margin::Placement;
use weighting::rake::Bounds;

use super::{all_finite, margins, number, people};

fn look_at(calibrated: &Calibrated<'_>, scores: &[f64]) {
    all_finite(calibrated.weights().iter().chain(calibrated.ratios()));
    assert!(calibrated.miss() <= 1e-10 && !calibrated.totals().is_empty());
    let respondents = calibrated.weights().len();
    assert!(calibrated.at_lower().max(calibrated.at_upper()).max(calibrated.negative()) <= respondents);
    let _ = (calibrated.steps(), calibrated.residuals(scores));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_auxiliaries(people in people(), margins in margins(), total in number(), bound in number()) {
        let column = || Auxiliary::column("x", &people.numbers, total);
        let margin = || Auxiliary::margin(Placement::new(&margins[0], &people.codes));
        let sets = [vec![], vec![column()], vec![Auxiliary::intercept(total), column()], vec![margin()], vec![margin(), column()]];
        let bounds = Bounds::new(bound, total).or(Bounds::new(0.2, 5.0)).unwrap();
        for auxiliaries in &sets {
            for method in [
                Method::Linear, Method::Raking, Method::LinearBounded(bounds), Method::RakingBounded(bounds), Method::Logit(bounds),
            ] {
                let _ = method.bounds();
                for base in [None, Some(&people.weights[..])] {
                    if let Ok(made) = calibrate(auxiliaries, base, method) {
                        look_at(&made, &people.numbers);
                    }
                }
                let plan = Calibration::to(auxiliaries, method).base(&people.weights).variances(&people.numbers);
                if let Ok(made) = plan.make() {
                    look_at(&made, &people.weights);
                }
            }
        }
    }
}

#[test]
fn a_weight_that_rounds_past_all_numbers_is_refused() {
    let everybody = [Auxiliary::intercept(f64::MAX)];
    let refusal = calibrate(&everybody, Some(&[7.0, 7e-20]), Method::Linear).unwrap_err();
    assert_eq!(refusal, CalibrateError::TooLarge);
}
