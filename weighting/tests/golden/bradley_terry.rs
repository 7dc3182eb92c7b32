//! Comparisons of two items against R.

use serde_json::Value;
use weighting::bradley_terry::{Advantage, BradleyTerry, Comparison, Contest, Order, Outcome};
use weighting::estimate::Sample;
use weighting::worth::{Basis, Pseudo};

use crate::plackett_luce::{all_close, all_relatively_close, numbers};
use crate::support::{Table, at, case, close, json};

/// Compares a fit with what R gives, abilities against the first item.
#[track_caller]
pub fn agrees(what: &str, fitted: &BradleyTerry, expected: &Value) {
    let abilities = fitted.worths.log_worths(Basis::Model).unwrap().against(0).unwrap();
    all_close(what, &abilities.values, &numbers(&expected["ability"]), 1e-8);
    all_close(what, &abilities.standard_errors(), &numbers(&expected["se"]), 1e-8);
    close(what, fitted.deviance, at(expected, "/deviance"), 1e-8);
    close(what, fitted.residual_degrees_of_freedom, at(expected, "/df_residual"), 1e-12);
    close(what, fitted.binomial_log_likelihood, at(expected, "/logLik"), 1e-8);
}

fn contests() -> (Vec<Contest>, usize) {
    let table = Table::read(&case("bt_order_effect"), "input.csv");
    let (first, second) = (table.text("first"), table.text("second"));
    let mut items: Vec<&str> = first.clone();
    items.sort_unstable();
    items.dedup();
    let code = |name: &str| items.iter().position(|item| *item == name).unwrap();
    let counts = ["first_wins", "second_wins", "neutral"].map(|column| table.numbers(column));
    let contest = |row: usize| Contest {
        first: code(first[row]),
        second: code(second[row]),
        first_wins: counts[0][row],
        second_wins: counts[1][row],
        advantage: if counts[2][row] > 0.0 { Advantage::Nobody } else { Advantage::First },
    };
    ((0..table.len()).map(contest).collect(), items.len())
}

#[test]
fn an_order_effect_agrees_with_r() {
    let expected = json(&case("bt_order_effect"), "expected.json");
    let (contests, items) = contests();
    for (run, order) in [("order", Order::Fitted), ("no_order", Order::Ignored)] {
        let expected = &expected[run];
        let fitted = BradleyTerry::of_counts(items, &contests, order, Pseudo::Never).unwrap();
        agrees(run, &fitted, expected);
        close(run, fitted.null_deviance, at(expected, "/null_deviance"), 1e-8);
        close(run, fitted.aic(), at(expected, "/aic"), 1e-8);
        let quasi = fitted.worths.log_worths(Basis::Model).unwrap().quasi_variances().unwrap();
        all_relatively_close(run, &quasi.values, &numbers(&expected["quasi_var"]), 1e-6);
        if order == Order::Fitted {
            let effect = fitted.order_effect(Basis::Model).unwrap().unwrap();
            all_close(run, &[effect.value, effect.standard_error], &numbers(&expected["order"]), 1e-8);
        }
    }
}

#[test]
fn comparisons_one_by_one_agree_with_their_counts() {
    let (contests, items) = contests();
    let contests: Vec<Contest> = contests.into_iter().filter(|contest| contest.advantage == Advantage::First).collect();
    let mut comparisons = Vec::new();
    for contest in &contests {
        for (wins, outcome) in [(contest.first_wins, Outcome::First), (contest.second_wins, Outcome::Second)] {
            let mut left = wins;
            while left > 0.5 {
                left -= 1.0;
                let respondent = comparisons.len();
                comparisons.push(Comparison { respondent, first: contest.first, second: contest.second, outcome });
            }
        }
    }
    let sample = Sample::unweighted(comparisons.len()).unwrap();
    let one_by_one = BradleyTerry::of_comparisons(&sample, items, &comparisons, Order::Fitted, Pseudo::Never).unwrap();
    let counted = BradleyTerry::of_counts(items, &contests, Order::Fitted, Pseudo::Never).unwrap();
    all_close("coefficients", one_by_one.worths.coefficients(), counted.worths.coefficients(), 1e-12);
    let errors = |fitted: &BradleyTerry| fitted.worths.log_worths(Basis::Model).unwrap().standard_errors();
    all_close("errors", &errors(&one_by_one), &errors(&counted), 1e-12);
    close("log-likelihood", one_by_one.worths.log_likelihood, counted.worths.log_likelihood, 1e-12);
}
