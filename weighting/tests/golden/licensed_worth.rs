//! Choice models on data that comes from packages under the GPL and stays out of this tree.
//! Run with `cargo test -p weighting -- --ignored` where `stats-cases` lies beside the project.

use serde_json::Value;
use weighting::estimate::Sample;
use weighting::plackett_luce::{PlackettLuce, Pseudo};
use weighting::ranking::{Rankings, Unranked};
use weighting::worth::Basis;

use crate::plackett_luce::{all_close, all_relatively_close, numbers};
use crate::support::{Table, at, close, json, licensed};

/// The numbers of an object by the names given.
fn named(value: &Value, names: &[&str]) -> Vec<f64> {
    names.iter().map(|name| value[*name].as_f64().unwrap()).collect()
}

#[test]
#[ignore = "its data is licensed under the GPL: needs stats-cases beside the project"]
fn rankings_of_three_beans_out_of_ten_agree_with_r() {
    let folder = licensed("pl_beans_partial");
    let (case, table) = (json(&folder, "expected.json"), Table::read(&folder, "input.csv"));
    let places = ["first", "second", "third"].map(|place| table.text(place));
    let cycle: Vec<f64> = (0..table.len()).map(|row| [0.5, 1.0, 1.5, 2.0][row % 4]).collect();
    let one = vec![1.0; table.len()];
    let runs = [
        ("npseudo_0", &one, Pseudo::Never),
        ("npseudo_0.5", &one, Pseudo::Always(0.5)),
        ("weighted_cycle_0.5_1_1.5_2", &cycle, Pseudo::Never),
    ];
    for (run, weights, pseudo) in runs {
        let expected = &case["expected"][run];
        let items: Vec<&str> = expected["items"].as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect();
        let code = |name: &str| items.iter().position(|item| *item == name).unwrap();
        let mut rankings = Rankings::new(items.len(), Unranked::Absent).unwrap();
        (0..table.len()).for_each(|row| rankings.add_order(&places.each_ref().map(|place| code(place[row]))).unwrap());

        let fitted = PlackettLuce::fit(&Sample::fixed(weights).unwrap(), &rankings, pseudo).unwrap();

        let worths = fitted.worths.log_worths(Basis::Model).unwrap();
        all_close(run, &worths.values, &numbers(&expected["coef"]), 1e-6);
        all_relatively_close(run, &worths.standard_errors(), &numbers(&expected["se"]), 1e-5);
        let shares = worths.shares();
        all_close(run, &shares.values, &named(&expected["worth_sum1"], &items), 1e-6);
        all_relatively_close(run, &shares.standard_errors().unwrap(), &numbers(&expected["worth_se"]), 1e-5);
        let quasi = worths.quasi_variances().unwrap().standard_errors();
        all_relatively_close(run, &quasi, &named(&expected["quasi_se"], &items), 1e-5);
        close(run, fitted.worths.log_likelihood, at(expected, "/logLik"), 1e-9);
        close(run, fitted.residual_degrees_of_freedom, at(expected, "/df_residual"), 1e-12);
    }
}
