//! Plackett and Luce's model.

use proptest::prelude::*;
use weighting::estimate::Sample;
use weighting::plackett_luce::PlackettLuce;
use weighting::progress::Progress;
use weighting::ranking::{Rankings, Unranked};
use weighting::worth::Basis;

use super::{is_sound, pseudo, weights};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_rankings(
        ranks in prop::collection::vec(prop::option::of(prop::collection::vec(0..5_usize, 4)), 6),
        weights in weights(6), below in any::<bool>(), pseudo in pseudo(), missing in 0..4_usize,
    ) {
        let mut rankings = Rankings::new(4, if below { Unranked::Below } else { Unranked::Absent }).unwrap();
        for ranks in &ranks {
            let is_added = ranks.as_ref().is_some_and(|ranks| rankings.add_ranks(ranks).is_ok());
            if !is_added {
                rankings.add_blank();
            }
        }
        let Ok(sample) = Sample::fixed(&weights[usize::from(missing == 0)..]) else { return Ok(()) };
        let fitted = PlackettLuce::fit(&sample, &rankings, pseudo);
        let watched = PlackettLuce::fit_watched(&sample, &rankings, pseudo, &Progress::silent());
        prop_assert_eq!(fitted.as_ref().ok(), watched.as_ref().ok());
        if let Ok(fitted) = fitted {
            is_sound(&fitted.worths);
            prop_assert!(!fitted.deviance().is_nan());
            let other = Rankings::new(3, Unranked::Absent).unwrap();
            let _ = (fitted.ties(Basis::Design), fitted.influence(&sample, &rankings), fitted.influence(&sample, &other));
        }
    }
}
