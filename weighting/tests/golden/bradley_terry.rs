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

#[test]
fn contests_at_home_away_and_on_neutral_ground_with_halves_agree_with_r() {
    let folder = case("bt_venues");
    let (table, expected) = (Table::read(&folder, "input.csv"), json(&folder, "expected.json"));
    let trees = ["ash", "birch", "cedar", "elm", "fir", "hazel", "oak"];
    let codes = |column: &str| -> Vec<usize> {
        table.text(column).iter().map(|name| trees.iter().position(|tree| tree == name).unwrap()).collect()
    };
    let (first, second, venues) = (codes("first"), codes("second"), table.text("venue"));
    let [first_wins, second_wins] = ["first_wins", "second_wins"].map(|column| table.numbers(column));
    let contest = |row: usize| Contest {
        first: first[row],
        second: second[row],
        first_wins: first_wins[row],
        second_wins: second_wins[row],
        advantage: match venues[row] {
            "home" => Advantage::First,
            "away" => Advantage::Second,
            _ => Advantage::Nobody,
        },
    };
    let contests: Vec<Contest> = (0..table.len()).map(contest).collect();
    for (run, order, reference) in
        [("ash", Order::Fitted, 0), ("fir", Order::Fitted, 4), ("no_order", Order::Ignored, 0)]
    {
        let expected = &expected[run];
        let fitted = BradleyTerry::of_counts(7, &contests, order, Pseudo::Never).unwrap();
        let worths = fitted.worths.log_worths(Basis::Model).unwrap();
        let against = worths.against(reference).unwrap();
        let others = || (0..7).filter(|item| *item != reference);
        let coefficients: Vec<f64> = numbers(&expected["coef"]);
        all_close(run, &others().map(|item| against.values[item]).collect::<Vec<_>>(), &coefficients[..6], 1e-8);
        for (i, item) in others().enumerate() {
            let found: Vec<f64> = others().map(|other| against.covariance[item][other]).collect();
            all_close(run, &found, &numbers(&expected["vcov"][i])[..6], 1e-8);
        }
        close(run, fitted.deviance, at(expected, "/deviance"), 1e-8);
        close(run, fitted.null_deviance, at(expected, "/null_deviance"), 1e-8);
        close(run, fitted.residual_degrees_of_freedom, at(expected, "/df_residual"), 1e-12);
        all_relatively_close(run, &worths.quasi_variances().unwrap().values, &numbers(&expected["quasi_var"]), 1e-6);
        if let Some(effect) = fitted.order_effect(Basis::Model).unwrap() {
            close(run, effect.value, coefficients[6], 1e-8);
            close(run, effect.standard_error, at(expected, "/vcov/6/6").sqrt(), 1e-8);
        }
    }
}
