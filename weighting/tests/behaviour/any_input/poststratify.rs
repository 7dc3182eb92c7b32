//! Post-stratification.

use proptest::prelude::*;
use weighting::poststratify::{joint_codes, joint_margin, poststratify};

use super::{all_finite, margins, numbers, people};

proptest! {
    #[test]
    fn any_table(people in people(), margins in margins(), counts in numbers(6), sizes in prop::array::uniform2(any::<usize>())) {
        let (rows, columns) = (["a", "b"], ["x", "y", "z"]);
        let joint = [joint_margin("any", &[&rows, &columns], &counts), joint_margin("any", &[&rows], &counts)];
        let codes = [joint_codes(&[4, 4], &[&people.codes, &people.others]), joint_codes(&sizes, &[&people.codes, &people.others])];
        let _ = (joint_codes(&[4], &[&people.codes, &people.others]), joint_codes(&[], &[]), joint_margin("any", &[], &[]));
        for table in joint.iter().flatten().chain(&margins) {
            for codes in codes.iter().flatten().chain([&people.codes]) {
                for base in [None, Some(&people.weights[..])] {
                    let Ok(made) = poststratify(table, codes, base) else { continue };
                    all_finite(made.weights());
                    prop_assert_eq!(made.strata().len(), table.levels().len());
                    let _ = (made.stratum_means(&people.numbers), made.residuals(&people.numbers));
                }
            }
        }
    }
}
