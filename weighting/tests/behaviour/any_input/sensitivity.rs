//! The sensitivity of a whole pipeline.

use proptest::prelude::*;
use weighting::estimate::Sample;
use weighting::margin::Placement;
use weighting::progress::Progress;
use weighting::rake::Bounds;
use weighting::sensitivity::{Check, Influences, Pipeline, Priorities};

use super::{all_finite, margins, numbers, people};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_pipeline(people in people(), margins in margins(), priorities in numbers(3), top in 0..5_usize, bounded in any::<bool>()) {
        let placements = [Placement::new(&margins[0], &people.codes)];
        let estimator = |weights: &[f64]| -> Priorities {
            let first = weights.first().ok_or("nobody")?;
            Ok(priorities.iter().map(|priority| priority * first).collect())
        };
        let influences = |sample: &Sample<'_>| -> Influences { Ok(vec![sample.influence(&people.numbers)?]) };
        let columns = [&people.numbers];
        let plain = Pipeline::of(&placements, &estimator).bounds(bounded.then(Bounds::default)).top(top);
        for pipeline in [
            plain.influence(&columns).groups("others", &people.others),
            Pipeline::of(&placements, &estimator).base(&people.weights).influence_by(&influences).block("flagged", &people.flags),
            Pipeline::of(&placements, &estimator).presented(&people.codes, &people.others).other("the same", &estimator),
        ] {
            let Ok(list) = pipeline.sensitivity(&Progress::silent()) else { continue };
            all_finite(list.shares());
            all_finite(list.checks().iter().filter_map(Check::differences).flat_map(|differences| &differences.shares));
            prop_assert!(list.same_top().0 <= list.checks().len() && list.refused() <= list.checks().len());
            prop_assert_eq!(list.ranks().len(), list.shares().len());
            let _ = (list.most_influential(), list.largest_change(), list.headline());
        }
    }
}
