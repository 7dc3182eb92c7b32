//! Judgements of experts.

use proptest::prelude::*;
use weighting::ahp::{Judgements, Mean, RandomIndex, group, joint, pooled};
use weighting::estimate::Sample;
use weighting::worth::Shares;

use super::{all_finite, number, numbers, weights};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_judgements(
        values in numbers(9), upper in numbers(3), index in number(), items in any::<usize>(), weights in weights(3),
    ) {
        let _ = (Judgements::from_upper(items, &upper), Judgements::from_upper(items % 5, &upper));
        let rows: Vec<&[f64]> = values.chunks(3).collect();
        let made = [Judgements::new(&rows), Judgements::from_upper(3, &upper), Judgements::new(&rows[..1])];
        let made: Vec<Judgements> = made.into_iter().flatten().collect();
        for judgements in &made {
            let ahp = judgements.priorities();
            prop_assert_eq!(judgements.matrix().len(), judgements.items());
            for table in [RandomIndex::Saaty1980, RandomIndex::Given(index)] {
                let _ = (ahp.consistency_ratio(table), ahp.is_consistent(table), table.of(items));
            }
        }
        if let Ok(together) = joint(&made, &weights[..made.len()]) {
            all_finite(together.matrix().iter().flatten());
        }
        let _ = joint(&made, &values);
        if let Ok(sample) = Sample::fixed(&weights) {
            let _ = group(&sample, &made.iter().cloned().map(Some).collect::<Vec<_>>());
            let _ = group(&sample, &[None, made.first().cloned(), made.last().cloned()]);
        }
    }

    #[test]
    fn any_shares_of_members(values in numbers(6), weights in numbers(2), cut in 0..4_usize) {
        let member = |values: &[f64]| Shares { values: values.to_vec(), covariance: None };
        let members = [member(&values[..3]), member(&values[3..6 - cut])];
        for mean in [Mean::Geometric, Mean::Arithmetic] {
            if let Ok(shares) = pooled(&members, &weights, mean) {
                all_finite(&shares.values);
            }
            let _ = (pooled(&members, &[], mean), pooled(&[], &[], mean));
        }
    }
}
