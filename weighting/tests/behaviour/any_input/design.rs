//! Designs.

use proptest::prelude::*;
use weighting::design::{Design, DesignBuilder, Lonely, Nesting, Population};

use super::{all_finite, people};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_design(
        people in people(),
        sizes in prop::collection::vec(prop_oneof![4 => 3.0..9.0_f64, 1 => super::number()], 0..10),
        alike in any::<bool>(),
        lonely in prop::sample::select(vec![Lonely::Refused, Lonely::Certain, Lonely::Centred, Lonely::Average]),
        nesting in prop::sample::select(vec![Nesting::Distinct, Nesting::WithinStrata]),
    ) {
        let strata: Vec<usize> = people.codes.iter().map(|code| code.unwrap_or(9)).collect();
        let clusters: Vec<usize> = people.others.iter().map(|code| code.unwrap_or(9)).collect();
        let units: Vec<usize> = (0..people.len()).collect();
        let sizes = if alike { vec![12.0; people.len()] } else { sizes };
        let parts: Vec<f64> = sizes.iter().map(|size| 1.0 / size).collect();
        let begun = Design::of(people.len()).lonely(lonely).nesting(nesting);
        let drawn = begun.clone().strata(&strata).clusters(&clusters);
        for design in [
            begun.clone(),
            begun.weights(&people.weights).population(Population::Sizes(&people.numbers)),
            drawn.clone().weights(&people.weights),
            drawn.clone().population(Population::Sizes(&sizes)),
            drawn.clone().population(Population::Fractions(&parts)).weights(&people.weights),
            drawn.population(Population::Sizes(&sizes)).second_stage(&units, Population::Fractions(&parts)),
        ].map(DesignBuilder::build).into_iter().flatten() {
            all_finite(design.weights());
            prop_assert!(design.strata().len() <= design.clusters().max(1));
            prop_assert!(design.degrees_of_freedom() >= design.degrees_of_freedom_where(|row| row == 0));
        }
    }
}
