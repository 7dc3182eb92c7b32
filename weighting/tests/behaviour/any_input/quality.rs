//! The quality of weights.

use proptest::prelude::*;
use weighting::quality::Kish;

use super::numbers;

proptest! {
    #[test]
    fn any_weights(weights in numbers(5), count in 0..6_usize) {
        if let Ok(kish) = Kish::of(&weights[..count]) {
            prop_assert!(kish.effective.is_finite() && kish.effective > 0.0);
            let _ = kish.gate();
        }
    }
}

#[test]
fn weights_next_to_nothing_or_past_squaring_have_an_effective_size() {
    for weight in [1e-300, 5e-324, 1e300, f64::MAX / 4.0] {
        assert!((Kish::of(&[weight; 3]).unwrap().effective - 3.0).abs() < 1e-9, "{weight}");
    }
}
