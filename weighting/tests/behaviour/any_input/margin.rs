//! Margins.

use proptest::prelude::*;
use weighting::margin::{Margin, MarginError, Placement};
use weighting::rake::rake;

use super::{all_finite, number, numbers};

proptest! {
    #[test]
    fn any_targets(targets in numbers(4), count in 0..5_usize, total in number(), alike in any::<bool>()) {
        let name = |level: usize| if alike { "same".to_owned() } else { level.to_string() };
        let levels = targets.iter().take(count).enumerate().map(|(level, target)| (name(level), *target));
        let Ok(margin) = Margin::new("any", levels) else { return Ok(()) };
        all_finite(margin.levels().iter().map(|level| &level.target));
        prop_assert!(margin.total().is_finite() && margin.name() == "any");
        let _ = (margin.code_of("1"), margin.code_of(""));
        if let Ok(scaled) = margin.normalised_to(total) {
            all_finite(scaled.levels().iter().map(|level| &level.target));
        }
    }
}

#[test]
fn a_million_levels_are_met_or_refused() {
    let levels = 1_000_000;
    let margin = Margin::new("postcode", (0..levels).map(|level| (level.to_string(), 1.0))).unwrap();
    let everybody: Vec<_> = (0..levels).map(Some).collect();
    assert_eq!(rake(&[Placement::new(&margin, &everybody)], None).unwrap().weights().len(), levels);
    let nobody = [Some(3), None];
    assert!(rake(&[Placement::new(&margin, &nobody)], None).is_err());
}

#[test]
fn a_total_that_leaves_no_room_to_round_is_refused() {
    let huge = Margin::new("any", [("a", 0.5), ("b", f64::MAX)]);
    assert!(matches!(huge, Err(MarginError::BadTotal { .. })));
    let half = Margin::new("any", [("a", 1.0), ("b", 3.0)]).unwrap();
    assert!(matches!(half.normalised_to(f64::MAX), Err(MarginError::BadTotal { .. })));
}
