//! The closed form for best-worst counts against published results.

use weighting::best_worst::closed_form;

use crate::plackett_luce::{all_close, numbers};
use crate::support::{Table, case, json};

#[test]
fn the_closed_form_replicates_table_6_of_lipovetsky_and_conklin() {
    let folder = case("maxdiff_lipovetsky_conklin");
    let (expected, table) = (&json(&folder, "expected.json")["expected"], Table::read(&folder, "input.csv"));
    let [shown, best, worst] = ["totals", "bests", "worsts"].map(|column| table.numbers(column));
    let closed = closed_form(&shown, &best, &worst).unwrap();
    all_close("log odds", &closed.log_odds, &numbers(&expected["b"]), 1e-12);
    all_close("error", &closed.standard_errors, &numbers(&expected["se"]), 1e-12);
    all_close("net score", &closed.net_scores, &numbers(&expected["net_score"]), 1e-12);
    all_close("share", &closed.shares.values, &numbers(&expected["choice_p"]), 1e-12);
    for (bound, sign) in [("lb_z1.96", -1.0), ("ub_z1.96", 1.0)] {
        let bounds: Vec<f64> =
            closed.log_odds.iter().zip(&closed.standard_errors).map(|(b, se)| b + sign * 1.96 * se).collect();
        all_close(bound, &bounds, &numbers(&expected[bound]), 1e-12);
    }
}
