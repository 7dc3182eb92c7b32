//! Best and worst answers.

use proptest::prelude::*;
use weighting::best_worst::{BestWorst, Counts, Model, Task, closed_form, counts};
use weighting::estimate::Sample;
use weighting::progress::Progress;

use super::{all_finite, is_sound, numbers, pseudo, weights};

fn look_at(counts: &Counts) {
    all_finite(counts.differences().iter().chain(&counts.standardised()));
    let roots = (counts.ratio_roots(), counts.standardised_ratio_roots());
    all_finite(roots.0.iter().chain(&roots.1).flatten());
    let _ = counts.closed_form();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_tasks(
        rows in prop::collection::vec((0..4_usize, prop::collection::vec(0..5_usize, 0..4), 0..5_usize, 0..5_usize), 0..8),
        items in 0..5_usize, weights in weights(3), pseudo in pseudo(),
    ) {
        let tasks: Vec<_> = rows
            .iter()
            .map(|(respondent, shown, best, worst)| Task { respondent: *respondent, shown, best: *best, worst: *worst })
            .collect();
        let Ok(sample) = Sample::fixed(&weights) else { return Ok(()) };
        for model in [Model::Sequential, Model::Marginal, Model::Paired] {
            let _ = BestWorst::fit(&sample, items, &tasks, model, pseudo);
        }
        let _ = counts(&sample, items, &tasks).map(|counts| look_at(&counts));
    }

    #[test]
    fn tasks_that_hold_together(
        rows in prop::collection::vec((0..3_usize, 0..4_usize, 1..3_usize, 1..3_usize), 1..12),
        weights in weights(3), pseudo in pseudo(),
    ) {
        let shown: Vec<[usize; 3]> = rows.iter().map(|row| [row.1, (row.1 + 1) % 4, (row.1 + 2) % 4]).collect();
        let tasks: Vec<_> = rows
            .iter()
            .zip(&shown)
            .map(|(row, shown)| Task { respondent: row.0, shown, best: shown[row.2 % 3], worst: shown[(row.2 + row.3) % 3] })
            .collect();
        let Ok(sample) = Sample::fixed(&weights) else { return Ok(()) };
        for model in [Model::Sequential, Model::Marginal, Model::Paired] {
            if let Ok(fitted) = BestWorst::fit_watched(&sample, 4, &tasks, model, pseudo, &Progress::silent()) {
                is_sound(&fitted.worths);
                let _ = (fitted.influence(&sample, &tasks), fitted.influence(&sample, &tasks[1..]));
            }
        }
        let _ = counts(&sample, 4, &tasks).map(|counts| look_at(&counts));
    }

    #[test]
    fn any_counts(values in numbers(12), cut in 0..5_usize) {
        let _ = closed_form(&values[..4], &values[4..8], &values[8..12 - cut]);
        let _ = closed_form(&[], &[], &[]);
    }
}
