//! A script in plain Python, which has none of this program's code, works the figures out again from the file alone.

use std::{fs, path::Path, process::Command};

use app::analysis::run::{Quality, Results};
use domain::plan::WeightBounds;

use crate::{
    sample::{Sample, USUAL},
    unpacked::Files,
};

/// Runs the script on a bundle, and gives whether it found everything the same, and what it said.
fn recomputed(bundle: &[u8]) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bundle.zip");
    fs::write(&file, bundle).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundle/recompute");
    let ran = Command::new("python3").arg("-B").arg(script).arg(&file).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    (ran.status.success(), said)
}

/// Makes sure that the script finds every figure of a sample, and gives the results.
fn agreed(sample: &Sample) -> Results {
    let (is_same, said) = recomputed(&sample.whole().bytes);
    assert!(is_same && said.contains(" figures came out the same"), "{sample:?}: {said}");
    sample.evidence().1
}

#[test]
fn weights_to_two_margins_shares_and_ranges_come_out_again() {
    let results = agreed(&USUAL);
    assert!(results.is_weighted() && !results.headline.draws.are_steps);
    assert!(results.weights.margins[0].unknown > 0);
}

#[test]
fn orders_and_points_come_out_again() {
    agreed(&Sample { headline: 1, ..USUAL });
    agreed(&Sample { headline: 2, ..USUAL });
}

#[test]
fn weights_that_are_held_at_their_bounds_come_out_again() {
    let results = agreed(&Sample { bounds: WeightBounds { floor: 54, cap: 500 }, ..USUAL });
    assert!(
        results.is_weighted() && results.weights.at_floor > 0 && !results.headline.draws.are_steps,
        "{:?}",
        results.weights
    );
}

#[test]
fn levels_that_are_merged_come_out_again() {
    let results = agreed(&Sample { ages: [2, 30, 35, 33], ..USUAL });
    assert!(results.is_weighted() && !results.weights.merged.is_empty(), "{:?}", results.weights);
}

#[test]
fn levels_that_are_merged_by_a_list_come_out_again() {
    let listed = Sample { ages: [1, 1, 48, 50], merge_list: &[["30-44", "65+"], ["16-29", "30-44"]], ..USUAL };
    let results = agreed(&listed);
    let merged: Vec<_> = results.weights.merged.iter().map(|each| (each.level.as_str(), each.into.as_str())).collect();
    assert_eq!(merged, [("16-29", "30-44"), ("16-29 and 30-44", "65+")]);
    assert!(results.is_weighted(), "{:?}", results.weights.refusal);
    let alone = agreed(&Sample { merge_list: &[["30-44", "65+"]], ..listed });
    assert!(!alone.is_weighted(), "a level with too few people is not in the list");
}

#[test]
fn figures_that_are_not_weighted_come_out_again() {
    let results = agreed(&Sample { residents: 90, ..USUAL });
    assert_eq!((results.is_weighted(), results.weights.quality), (false, Quality::Red));
}

#[test]
fn ranges_from_single_steps_come_out_again() {
    let results = agreed(&Sample { bounds: WeightBounds { floor: 60, cap: 175 }, unsaid: None, ..USUAL });
    assert!(results.is_weighted() && results.headline.draws.are_steps, "{:?}", results.weights.refusal);
}

#[test]
fn figures_of_responses_in_campaigns_come_out_again() {
    let results = agreed(&Sample { campaigners: 40, ..USUAL });
    assert_eq!((results.respondents.left_out, results.respondents.campaigns.len()), (3, 2));
    assert!(results.checks.iter().any(|check| check.what.contains("‘Letter 1’, left out")), "{:?}", results.checks);
}

#[test]
fn more_answers_than_one_stream_draws_for_come_out_again() {
    agreed(&Sample { residents: 4_400, ..USUAL });
}

#[test]
fn panels_that_are_pooled_come_out_again() {
    for panels in [2, 3, 4] {
        let results = agreed(&Sample { panels, ..USUAL });
        let pooled = results.pooling.unwrap();
        assert_eq!((pooled.refusal, pooled.panels.len()), (None, panels));
        let figures = pooled.pool.unwrap().figures;
        assert_eq!(figures.within.drawn.is_some(), panels > 3);
        assert!(figures.overall.ranks.iter().flatten().any(|share| (0.01..0.99).contains(share)), "{figures:?}");
    }
}

#[test]
fn panels_come_out_again_from_orders_and_where_nothing_is_weighted_and_where_ranges_are_steps() {
    agreed(&Sample { headline: 1, panels: 3, ..USUAL });
    assert!(!agreed(&Sample { residents: 90, panels: 2, ..USUAL }).is_weighted());
    agreed(&Sample { bounds: WeightBounds { floor: 60, cap: 175 }, unsaid: None, panels: 2, ..USUAL });
}

#[test]
fn a_panel_that_is_too_small_to_be_pooled_comes_out_so_again() {
    let results = agreed(&Sample { headline: 2, residents: 9, managers: 12, panels: 2, ..USUAL });
    assert!(results.pooling.unwrap().refusal.is_some());
}

#[test]
fn a_figure_of_the_pool_that_was_changed_is_found_by_the_script_too() {
    let sample = Sample { panels: 3, ..USUAL };
    let pool = sample.evidence().1.pooling.unwrap().pool.unwrap();
    let typical = pool.figures.overall.typical[0].as_ref().unwrap()[0];
    for figure in [pool.figures.shares[1], pool.ranges[0].1, typical] {
        let mut files = Files::of(&sample.whole().bytes);
        files.replace("results.json", &format!("{figure}"), &format!("{}", figure * (1.0 + 1e-8)));
        files.list_again();
        let (is_same, said) = recomputed(&files.packed());
        assert!(!is_same && said.lines().count() == 1 && said.starts_with("pooling.pool."), "{figure}: {said}");
    }
}

#[test]
fn a_figure_that_was_changed_is_found_by_the_script_too() {
    let (_, results) = USUAL.evidence();
    for figure in [results.headline.items[1].weight, results.headline.items[0].range.1, results.weights.effective] {
        let mut files = Files::of(&USUAL.whole().bytes);
        files.replace("results.json", &format!("{figure}"), &format!("{}", figure * (1.0 + 1e-8)));
        files.list_again();
        let (is_same, said) = recomputed(&files.packed());
        assert!(!is_same && said.lines().count() == 1 && said.contains(" in the file, "), "{figure}: {said}");
    }
}
