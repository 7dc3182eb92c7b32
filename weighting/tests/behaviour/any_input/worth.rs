//! What choice models give.

use proptest::prelude::*;
use weighting::estimate::{Sample, totals};
use weighting::plackett_luce::PlackettLuce;
use weighting::ranking::{Rankings, Unranked};
use weighting::worth::{Basis, LogWorths, Pseudo, Shares};

use super::{number, numbers, pseudo, weights};

fn fitted() -> LogWorths {
    let rankings = Rankings::from_orders(3, Unranked::Below, &[[0, 1, 2], [2, 0, 1]].map(Some)).unwrap();
    let fitted = PlackettLuce::fit(&Sample::unweighted(2).unwrap(), &rankings, Pseudo::default()).unwrap();
    fitted.worths.log_worths(Basis::Model).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_fit(
        orders in prop::collection::vec(prop::sample::subsequence(vec![2, 0, 1], 0..4), 5),
        weights in weights(5), influence in numbers(10), pseudo in pseudo(), item in any::<usize>(),
    ) {
        let orders: Vec<_> = orders.into_iter().map(|order| Some(order).filter(|order| !order.is_empty())).collect();
        let (Ok(sample), Ok(rankings)) = (Sample::fixed(&weights), Rankings::from_orders(3, Unranked::Below, &orders)) else {
            return Ok(());
        };
        let Ok(fitted) = PlackettLuce::fit(&sample, &rankings, pseudo) else { return Ok(()) };
        let fit = &fitted.worths;
        let _ = (fit.connectivity.is_strong(), fit.connectivity.is_joined(), fit.coefficients(), fit.degrees_of_freedom());
        let _ = (fit.share_influence(&[influence[..5].to_vec(), influence[5..].to_vec()]), fit.share_influence(&[]));
        prop_assert!(!fit.aic().is_nan());
        for basis in [Basis::Model, Basis::Sandwich, Basis::Design] {
            let _ = (fit.covariance(basis), fit.shares(basis));
            if let Ok(worths) = fit.log_worths(basis) {
                let _ = (worths.against(0), worths.against(item), worths.difference(0, 1), worths.difference(item, 0));
                let _ = (worths.mean_zero(), worths.standard_errors());
            }
        }
    }

    #[test]
    fn any_log_worths(values in numbers(3), covariance in numbers(9), rows in 0..4_usize, number in number()) {
        let square: Vec<Vec<f64>> = covariance.chunks(3).take(rows).map(<[f64]>::to_vec).collect();
        let mut worths = fitted();
        (worths.values, worths.covariance) = (values.clone(), square.clone());
        let _ = (worths.shares().order(), worths.mean_zero(), worths.against(1), worths.difference(0, 2), worths.standard_errors());
        let _ = worths.quasi_variances().map(|quasi| quasi.standard_errors());
        let shares = Shares { values, covariance: Some(square) };
        let _ = (shares.order(), shares.standard_errors());
        let sample = Sample::unweighted(2).unwrap();
        let _ = totals(&sample, &[[Some(number), None], [Some(1.0), None]]).map(|figures| Shares::of(&figures));
    }
}
