//! Comparisons of two.

use proptest::prelude::*;
use weighting::bradley_terry::{Advantage, BradleyTerry, Comparison, Contest, Order, Outcome};
use weighting::estimate::Sample;
use weighting::progress::Progress;
use weighting::worth::Basis;

use super::{is_sound, number, pseudo, weights};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_comparisons(
        rows in prop::collection::vec((0..4_usize, 0..4_usize, number(), number(), 0..3_usize, 0..4_usize), 0..10),
        items in 0..5_usize, weights in weights(4), pseudo in pseudo(),
    ) {
        let advantages = [Advantage::First, Advantage::Second, Advantage::Nobody];
        let contests: Vec<_> = rows
            .iter()
            .map(|&(first, second, first_wins, second_wins, advantage, _)| {
                Contest { first, second, first_wins, second_wins, advantage: advantages[advantage] }
            })
            .collect();
        let outcomes = [Outcome::First, Outcome::Second, Outcome::Tied];
        let comparisons: Vec<_> = rows
            .iter()
            .map(|&(first, second, _, _, place, respondent)| Comparison { respondent, first, second, outcome: outcomes[place] })
            .filter(|compared| compared.first != compared.second || weights[0] < 0.5)
            .collect();
        for order in [Order::Ignored, Order::Fitted] {
            let mut fits: Vec<BradleyTerry> = BradleyTerry::of_counts(items, &contests, order, pseudo).into_iter().collect();
            if let Ok(sample) = Sample::fixed(&weights) {
                let fitted = BradleyTerry::of_comparisons(&sample, items, &comparisons, order, pseudo);
                let progress = Progress::silent();
                let watched = BradleyTerry::of_comparisons_watched(&sample, items, &comparisons, order, pseudo, &progress);
                prop_assert_eq!(fitted.as_ref().ok(), watched.as_ref().ok());
                if let Ok(fitted) = &fitted {
                    let _ = (fitted.influence(&sample, &comparisons), fitted.influence(&sample, &[]));
                }
                fits.extend(fitted);
            }
            for fitted in fits {
                is_sound(&fitted.worths);
                prop_assert!(!fitted.aic().is_nan());
                let _ = (fitted.order_effect(Basis::Model), fitted.order_effect(Basis::Design));
            }
        }
    }
}
