//! Raking.

use proptest::prelude::*;
use weighting::margin::Placement;
use weighting::merge::Neighbours;
use weighting::rake::{
    Bounds, Capped, Raked, Targets, complete_cases, rake, rake_bounded, rake_capped, rake_complete_cases,
    rake_or_relax, rake_trimmed,
};

use super::{all_finite, margins, number, people};

fn look_at(raked: &Raked) {
    all_finite(raked.weights());
    assert!(raked.miss() <= 1e-10 && !raked.fits().is_empty());
    assert!(raked.at_lower().max(raked.at_upper()) <= raked.weights().len());
    let _ = (raked.sweeps(), raked.steps());
}

fn look_at_capped(capped: Capped) {
    all_finite(capped.weights());
    assert!(capped.at_cap() <= capped.weights().len() && !capped.fits().is_empty());
    assert!(capped.targets() == Targets::Missed || capped.miss() <= 1e-10);
    let _ = (capped.turns(), capped.met_within(1e-3));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_placements(people in people(), margins in margins(), cap in number(), lower in number(), upper in 1.0..6.0_f64) {
        let placements = [Placement::new(&margins[0], &people.codes), Placement::new(&margins[1], &people.others)];
        let _ = (Bounds::new(lower, cap), rake(&[], None), rake_bounded(&[], Some(&people.weights), Bounds::default()));
        let bounds = Bounds::new(lower, upper).unwrap_or_default();
        prop_assert!(bounds.lower() < bounds.upper());
        for placements in [&placements[..], &placements[..1]] {
            for base in [None, Some(&people.weights[..])] {
                let made = [rake(placements, base), rake_bounded(placements, base, bounds)];
                made.iter().flatten().for_each(look_at);
                for capped in [
                    rake_capped(placements, base, cap, lower), rake_capped(placements, base, upper, 0.01),
                    rake_trimmed(placements, base, cap), rake_trimmed(placements, base, upper),
                ].into_iter().flatten() {
                    look_at_capped(capped);
                }
                if let Ok(complete) = rake_complete_cases(placements, base) {
                    look_at(complete.raked());
                    prop_assert_eq!(complete.rows(), complete_cases(placements));
                    let _ = (complete.of(&people.answers), complete.of::<u8>(&[]));
                }
                if let Ok(relaxed) = rake_or_relax(placements, &[Some(Neighbours::InOrder), None][..placements.len()], base) {
                    all_finite(relaxed.raked().weights());
                    let _ = (relaxed.fits(), relaxed.merges(), relaxed.dropped(), relaxed.gate());
                }
            }
        }
    }
}
