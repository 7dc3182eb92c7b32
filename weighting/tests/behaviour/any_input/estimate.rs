//! Estimates.

use proptest::prelude::*;
use weighting::calibrate::{Auxiliary, Method, calibrate};
use weighting::design::{Design, Lonely};
use weighting::estimate::{
    Estimate, QuantileRule, Quantity, Sample, TableStatistic, by, choosing, design_effect, estimates, goodness_of_fit,
    independence, mean, means, point_shares, proportion, proportion_by, proportion_interval, quantiles, quantiles_by,
    ranking, ratio, share, shares_of, total, totals,
};
use weighting::margin::Placement;
use weighting::poststratify::poststratify;
use weighting::rake::rake;

use super::{People, all_finite, margins, number, numbers, people};
use crate::inference::METHODS;

const RULES: [QuantileRule; 8] = [
    QuantileRule::Lowest,
    QuantileRule::Midpoint,
    QuantileRule::Type4,
    QuantileRule::Type5,
    QuantileRule::Type6,
    QuantileRule::Type7,
    QuantileRule::Type8,
    QuantileRule::Type9,
];
const STATISTICS: [TableStatistic; 6] = [
    TableStatistic::F,
    TableStatistic::ChiSquared,
    TableStatistic::Wald,
    TableStatistic::AdjustedWald,
    TableStatistic::LinearCombination,
    TableStatistic::Saddlepoint,
];

fn is_sound(estimate: &Estimate) {
    assert!(estimate.weighted.is_finite() && estimate.unweighted.is_finite());
    assert!(estimate.standard_error.is_none_or(|error| error.is_finite() && error >= 0.0));
    let _ = estimate.coefficient_of_variation();
}

fn figures(sample: &Sample<'_>, people: &People, other: f64) {
    let (answers, holds) = (&people.answers, people.holds());
    let single =
        [mean(sample, answers), total(sample, answers), ratio(sample, answers, answers), share(sample, &holds)];
    for estimate in single.into_iter().flatten() {
        is_sound(&estimate);
        let _ = (estimate.interval(0.95, other), estimate.interval(other, sample.degrees_of_freedom()));
    }
    let quantity = Quantity::Ratio { numerator: answers, denominator: answers };
    for several in [
        means(sample, &[answers, answers]),
        totals(sample, &[answers]),
        estimates(sample, &[Quantity::Mean(answers), Quantity::Total(answers), quantity]),
        shares_of(sample, &people.codes, 4),
        shares_of(sample, &people.codes, 2),
        by(sample, &people.others, quantity).map(|domains| domains.estimates),
    ]
    .into_iter()
    .flatten()
    {
        several.each.iter().for_each(is_sound);
        let _ =
            (several.shares(), several.contrast(&[1.0, other]), several.contrast(&[]), several.intervals(0.9, other));
    }
    let _ = (design_effect(sample, Quantity::Mean(answers)), design_effect(sample, Quantity::Total(answers)));
    let _ = (sample.covariance(&[&people.numbers, &people.weights]), sample.influence(&people.numbers));
    let _ = (sample.clone().scaled_to(other), sample.degrees_of_freedom_where(|row| row % 2 == 0));
    all_finite(sample.weights());
}

fn distributions(sample: &Sample<'_>, people: &People, level: f64) {
    for method in METHODS {
        for level in [0.9, level] {
            let found = proportion(sample, &people.holds(), method, level);
            let each = proportion_by(sample, &people.others, &people.holds(), method, level);
            for found in found.into_iter().chain(each.into_iter().flat_map(|each| each.each)) {
                let (low, p, high) = (found.interval.lower, found.estimate.weighted, found.interval.upper);
                assert!(0.0 <= low && low <= p && p <= high && high <= 1.0, "{method:?} {found:?}");
            }
        }
        for rule in RULES {
            let _ = quantiles(sample, &people.answers, &[0.5, level], rule, method, 0.9);
            let _ = quantiles_by(sample, &people.others, &people.answers, &[0.5], rule, method, level);
        }
    }
    let rows: Vec<_> = people.codes.iter().map(|code| code.map(|code| code % 2)).collect();
    for statistic in STATISTICS {
        if let Ok(test) = independence(sample, &rows, &people.others, statistic) {
            assert!((0.0..=1.0).contains(&test.p_value), "{test:?}");
        }
    }
    let _ = (goodness_of_fit(sample, &rows, &[0.5, level]), goodness_of_fit(sample, &rows, &[1.0, 2.0]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_sample(people in people(), margins in margins(), other in number()) {
        let base = Some(&people.weights[..]);
        let (first, second) = (Placement::new(&margins[0], &people.codes), Placement::new(&margins[1], &people.others));
        let raked = rake(&[first, second], base).or_else(|_| rake(&[first], base));
        let calibrated = [Auxiliary::intercept(12.0), Auxiliary::column("x", &people.numbers, 30.0)];
        let calibrated = calibrate(&calibrated, base, Method::Linear);
        let post = poststratify(&margins[0], &people.codes, base);
        let strata: Vec<_> = people.others.iter().map(|code| code.unwrap_or(0)).collect();
        let design = Design::of(people.len()).weights(&people.weights).strata(&strata).lonely(Lonely::Average).build();
        let mut samples = vec![
            Sample::unweighted(people.len()),
            Sample::fixed(&people.weights),
            Sample::calibrated(&people.numbers, &people.weights, &[&people.numbers]),
        ];
        samples.extend(raked.iter().map(Sample::raked));
        samples.extend(raked.iter().map(|raked| Ok(Sample::raked_as_in_r(raked))));
        samples.extend(calibrated.iter().map(Sample::calibration));
        samples.extend(post.iter().map(Sample::post_stratified));
        samples.extend(design.iter().map(|design| Ok(Sample::of(design))));
        for sample in samples.into_iter().flatten() {
            let drawn = design.as_ref().ok().and_then(|design| sample.clone().drawn_by(design).ok());
            for sample in [Some(sample), drawn].into_iter().flatten() {
                figures(&sample, &people, other);
                distributions(&sample, &people, other);
            }
        }
        let _ = raked.map(|raked| raked.residuals(&people.numbers));
    }

    #[test]
    fn any_choices(
        people in people(), options in 0..5_usize, most in any::<usize>(), points in numbers(6),
        picked in prop::collection::vec(0..4_usize, 0..4),
    ) {
        let Ok(sample) = Sample::fixed(&people.weights) else { return Ok(()) };
        let chosen: Vec<_> = people.flags.iter().map(|flag| flag.then_some(&picked)).collect();
        let given: Vec<_> = people.flags.iter().map(|flag| flag.then_some(&points[..options])).collect();
        let _ = (choosing(&sample, options, &chosen), point_shares(&sample, options, &given), point_shares(&sample, 2, &given));
        let _ = (ranking(&sample, options, most, &chosen), ranking(&sample, options, 3, &chosen));
    }

    #[test]
    fn any_estimate(weighted in number(), error in number(), answered in any::<usize>(), level in number(), degrees in number()) {
        let estimate = Estimate { weighted, unweighted: weighted, answered, standard_error: Some(error) };
        for method in METHODS {
            for (level, degrees) in [(level, degrees), (0.95, degrees), (level, 9.0)] {
                let _ = proportion_interval(estimate, method, level, degrees);
            }
        }
        let _ = (estimate.interval(level, degrees), estimate.coefficient_of_variation());
    }
}

#[test]
fn a_single_person_and_people_of_next_to_no_weight_are_estimated_from() {
    for weights in [&[1e-300][..], &[1e-300; 5], &[1e300; 2]] {
        let people = People {
            weights: weights.to_vec(),
            numbers: weights.to_vec(),
            answers: (0..5_u8).map(|row| Some(f64::from(row))).take(weights.len()).collect(),
            codes: (0..weights.len()).map(|row| Some(row % 2)).collect(),
            others: vec![Some(0); weights.len()],
            flags: vec![true; weights.len()],
        };
        let sample = Sample::fixed(weights).unwrap();
        is_sound(&mean(&sample, &people.answers).unwrap());
        figures(&sample, &people, 3.0);
        distributions(&sample, &people, 0.5);
    }
}
