//! Progress of long runs.

use std::ops::ControlFlow;

use proptest::prelude::*;
use weighting::progress::Progress;

proptest! {
    #[test]
    fn any_steps(total in any::<usize>(), steps in prop::collection::vec(any::<usize>(), 0..5), stop in any::<bool>()) {
        let answer = if stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        for progress in [Progress::silent(), Progress::watched_by(|_| answer)] {
            let run = progress.start(total);
            for &steps in &steps {
                let _ = run.advance(steps);
            }
        }
    }
}
