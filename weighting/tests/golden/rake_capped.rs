//! Raking with a cap in the manner of anesrake, against a computation by respondents instead of cells.

use weighting::quality::Kish;
use weighting::rake::{Targets, rake, rake_capped};

use crate::support::{Table, at, case, close, json, margin, relatively_close};
use weighting::margin::Placement;

#[test]
fn capped_weights_and_the_margins_they_miss_are_those_of_anesrake() {
    let folder = case("rake_capped");
    let (case, table) = (json(&folder, "expected.json"), Table::read(&folder, "input.csv"));
    let margins = ["age", "sex", "area"].map(|name| margin(name, &case["targets"][name]));
    let codes = [0, 1, 2].map(|m| table.codes(margins[m].name(), &margins[m]));
    let placements = [0, 1, 2].map(|m| Placement::new(&margins[m], &codes[m]));
    let base = table.numbers("base");
    for (run, cap, base) in [
        ("cap_5", 5.0, None),
        ("cap_3", 3.0, None),
        ("cap_8_base", 8.0, Some(&base[..])),
        ("cap_4_base", 4.0, Some(&base[..])),
        ("no_cap", 1e6, None),
    ] {
        let capped = rake_capped(&placements, base, cap, 0.01).unwrap();
        let expected = &case["expected"][run];
        for (row, weight) in capped.weights().iter().enumerate() {
            relatively_close(run, *weight, at(expected, &format!("/weights/{row}")), 1e-9);
        }
        for fit in capped.fits() {
            let share = at(expected, &format!("/achieved/{}/{}", fit.margin, fit.level));
            close(&fit.level, fit.achieved, share, 1e-9);
        }
        close("n_eff", Kish::of(capped.weights()).unwrap().effective, at(expected, "/n_eff"), 1e-9);
        assert_eq!(capped.targets() == Targets::Met, run == "no_cap", "{run} misses by {}", capped.miss());
    }
    let free = rake(&placements, None).unwrap();
    let loose = rake_capped(&placements, None, 1e6, 0.01).unwrap();
    for (free, loose) in free.weights().iter().zip(loose.weights()) {
        relatively_close("no cap", *loose, *free, 1e-9);
    }
}
