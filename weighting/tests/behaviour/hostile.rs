//! Numbers that nobody means: counts past all memory, and results changed by hand into nonsense. Refused, never a panic.

use weighting::aggregate::Pairwise;
use weighting::design::{Design, DesignError};
use weighting::estimate::{EstimateError, Estimates, Sample, choosing, mean, means, point_shares, ranking, shares_of};
use weighting::plackett_luce::PlackettLuce;
use weighting::pool::{PanelWeights, PoolError};
use weighting::ranking::{Rankings, Unranked};
use weighting::ranks::{JointRanks, Steps};
use weighting::smaa::{SmaaError, WeightLimits};
use weighting::worth::{Basis, Pseudo, Shares, WorthError};

const HUGE: [usize; 3] = [usize::MAX, usize::MAX / 2, 1 << 40];

#[test]
fn a_count_of_options_past_all_memory_is_refused() {
    let sample = Sample::unweighted(2).unwrap();
    for options in HUGE {
        let too_many = EstimateError::TooManyGroups { groups: options, most: 1_000 };
        let picks: [Option<Vec<usize>>; 2] = [None, Some(vec![0])];
        assert_eq!(choosing(&sample, options, &picks).unwrap_err(), too_many);
        assert_eq!(ranking(&sample, options, 3, &picks).unwrap_err(), too_many);
        assert_eq!(point_shares(&sample, options, &[None, Some([1.0])]).unwrap_err(), too_many);
        assert_eq!(weighting::picks::picks(&sample, options, &picks).unwrap_err(), too_many);
        assert_eq!(weighting::points::points(&sample, options, &[None, Some([1.0])]).unwrap_err(), too_many);
        assert_eq!(shares_of(&sample, &[None, Some(0)], options).unwrap_err(), too_many);
    }
}

#[test]
fn a_count_of_people_or_panels_past_all_memory_is_refused() {
    for many in HUGE {
        assert!(matches!(Sample::unweighted(many), Err(EstimateError::TooManyRespondents { .. })));
        assert!(matches!(Design::of(many).build(), Err(DesignError::TooManyRespondents { .. })));
        assert!(matches!(Design::of(many).weights(&[1.0]).build(), Err(DesignError::LengthsDiffer { .. })));
        assert!(matches!(WeightLimits::none(many), Err(SmaaError::TooManyUnseen { .. })));
        assert!(matches!(PanelWeights::equal(many), Err(PoolError::TooManyPanels { .. })));
    }
}

#[test]
fn estimates_with_a_covariance_that_does_not_fit_are_refused() {
    let sample = Sample::unweighted(3).unwrap();
    let each = means(&sample, &[[Some(1.0), Some(2.0), None]; 2]).unwrap().each;
    for covariance in [vec![], vec![vec![1.0]], vec![vec![], vec![]], vec![vec![1.0; 3]; 2]] {
        let estimates = Estimates { each: each.clone(), covariance: Some(covariance) };
        assert_eq!(estimates.shares().unwrap_err(), EstimateError::BadCovariance { figures: 2 });
        assert_eq!(estimates.contrast(&[1.0, -1.0]).unwrap_err(), EstimateError::BadCovariance { figures: 2 });
    }
}

#[test]
fn figures_of_mixed_sign_have_no_shares() {
    let sample = Sample::unweighted(2).unwrap();
    let estimates = means(&sample, &[[Some(1.0); 2], [Some(-0.5); 2]]).unwrap();
    let negative = EstimateError::NegativeFigure { figure: 1, value: -0.5 };
    assert_eq!(estimates.shares().unwrap_err(), negative);
    assert_eq!(Shares::of(&estimates).unwrap_err(), negative);
}

#[test]
fn results_changed_by_hand_do_not_panic() {
    let orders = [[0, 1, 2], [1, 2, 0], [2, 0, 1]].map(Some);
    let rankings = Rankings::from_orders(3, Unranked::Below, &orders).unwrap();
    let fitted = PlackettLuce::fit(&Sample::unweighted(3).unwrap(), &rankings, Pseudo::default()).unwrap();
    let mut worths = fitted.worths.log_worths(Basis::Model).unwrap();
    worths.covariance.pop();
    assert!(worths.shares().standard_errors().unwrap().iter().all(|error| error.is_nan()));
    assert!(worths.mean_zero().covariance.iter().flatten().all(|entry| entry.is_nan()));
    assert!(worths.against(0).unwrap().covariance[1][2].is_nan());
    assert_eq!(worths.quasi_variances().unwrap_err(), WorthError::NoQuasiVariances);
    let pairwise = Pairwise::of(&rankings, &[1.0; 3]).unwrap();
    assert_eq!((pairwise.preferred(0, 3), pairwise.tied(usize::MAX, 0)), (None, None));
    let covariance = [[1.0, 0.0], [0.0, 1.0]];
    let mut joint = JointRanks::from_covariance(&[1.0, 9.0], &covariance, 0.9, Steps::Single, (100, 1)).unwrap();
    joint.lower.clear();
    joint.upper.extend([7, 8, 9]);
    assert_eq!(joint.tiers().concat(), [1, 0]);
    assert!(joint.standings(1).is_err());
}

#[test]
fn people_without_weight_do_not_count_as_having_answered() {
    let sample = Sample::fixed(&[1.0, 0.0, 0.0]).unwrap();
    let figure = mean(&sample, &[Some(3.0), Some(4.0), Some(5.0)]).unwrap();
    assert_eq!((figure.answered, figure.standard_error), (3, None));
}
