//! Weights cut at limits, with what was cut shared out, against R's survey package.

use weighting::trim::{Limits, Sharing, trim};

use crate::support::{Table, at, case, json, relatively_close};

#[test]
fn weights_cut_once_or_until_all_keep_the_limits_agree_with_r() {
    let folder = case("trimming");
    let (expected, weights) = (json(&folder, "expected.json"), Table::read(&folder, "input.csv").numbers("w"));
    let mean = weights.iter().sum::<f64>() / 200.0;
    let (floor, none) = (Limits::between(20.0, f64::INFINITY), Limits::at_most(60.0));
    for (run, limits, sharing) in [
        ("once", none, Sharing::Once),
        ("strict", none, Sharing::UntilKept),
        ("both_once", Limits::between(8.0, 50.0), Sharing::Once),
        ("both_strict", Limits::between(8.0, 50.0), Sharing::UntilKept),
        ("tight_strict", Limits::at_most(1.15 * mean), Sharing::UntilKept),
        ("floor_strict", floor, Sharing::UntilKept),
    ] {
        let trimmed = trim(&weights, limits, sharing).unwrap();
        for (row, weight) in trimmed.weights().iter().enumerate() {
            relatively_close(run, *weight, at(&expected, &format!("/{run}/{row}")), 1e-9);
        }
    }
}
