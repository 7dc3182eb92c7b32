//! Choice models on data that comes from packages under the GPL and stays out of this tree.
//! Run with `cargo test -p weighting -- --ignored` where `stats-cases` lies beside the project.

use serde_json::Value;
use weighting::best_worst::{BestWorst, Counts, Model, Task, counts};
use weighting::bradley_terry::{Advantage, BradleyTerry, Contest, Order};
use weighting::estimate::Sample;
use weighting::plackett_luce::{PlackettLuce, Pseudo};
use weighting::ranking::{Rankings, Unranked};
use weighting::worth::Basis;

use crate::bradley_terry::agrees as bradley_terry_agrees;
use crate::plackett_luce::{all_close, all_relatively_close, numbers, whole};
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
        let items: Vec<&str> =
            expected["items"].as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect();
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

#[test]
#[ignore = "its data is licensed under the GPL: needs stats-cases beside the project"]
fn citations_between_journals_agree_with_r_and_with_print() {
    let folder = licensed("bt_citations");
    let (expected, table) = (&json(&folder, "expected.json")["expected"], Table::read(&folder, "input.csv"));
    let items = expected["items"].as_array().unwrap();
    let code = |name: &str| items.iter().position(|item| item == name).unwrap();
    let (first, second) = (table.text("player1"), table.text("player2"));
    let (first_wins, second_wins) = (table.numbers("win1"), table.numbers("win2"));
    let contest = |row: usize| Contest {
        first: code(first[row]),
        second: code(second[row]),
        first_wins: first_wins[row],
        second_wins: second_wins[row],
        advantage: Advantage::Nobody,
    };
    let contests: Vec<Contest> = (0..table.len()).map(contest).collect();
    let fitted = BradleyTerry::of_counts(items.len(), &contests, Order::Ignored, Pseudo::Never).unwrap();
    bradley_terry_agrees("citations", &fitted, expected);
    let quasi = fitted.worths.log_worths(Basis::Model).unwrap().quasi_variances().unwrap();
    let names: Vec<&str> = items.iter().map(|item| item.as_str().unwrap()).collect();
    all_close("quasi-variance", &quasi.values, &named(&expected["quasi_var"], &names), 1e-8);
}

#[test]
#[ignore = "its data is licensed under the GPL: needs stats-cases beside the project"]
fn three_best_worst_models_agree_with_r_with_and_without_weights() {
    let folder = licensed("maxdiff_mfa");
    let (expected, design) = (&json(&folder, "expected.json")["expected"], Table::read(&folder, "design.csv"));
    let names: Vec<&str> =
        expected["counts"]["items"].as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect();
    let columns: Vec<Vec<f64>> = names.iter().map(|name| design.numbers(name)).collect();
    let shown: Vec<Vec<usize>> =
        (0..design.len()).map(|row| (0..names.len()).filter(|&item| columns[item][row] > 1.5).collect()).collect();
    let answers = Table::read(&folder, "responses.csv");
    let mut tasks = Vec::new();
    for (question, shown) in shown.iter().enumerate() {
        let [best, worst] = ["B", "W"].map(|kind| whole(&answers, &format!("{kind}{}", question + 1)));
        let task = |respondent: usize| Task {
            respondent,
            shown,
            best: shown[best[respondent] - 1],
            worst: shown[worst[respondent] - 1],
        };
        tasks.extend((0..answers.len()).map(task));
    }
    let one = Sample::unweighted(answers.len()).unwrap();
    counts_agree(&counts(&one, names.len(), &tasks).unwrap(), &expected["counts"]);
    let weights = Table::read(&folder, "respondent_weights.csv").numbers("w");
    let weighted = Sample::fixed(&weights).unwrap();
    for (key, model) in [("maxdiff", Model::Paired), ("marginal", Model::Marginal), ("sequential", Model::Sequential)] {
        let expected = &expected[key];
        let fitted = BestWorst::fit(&one, names.len(), &tasks, model, Pseudo::Never).unwrap();
        close(key, fitted.worths.log_likelihood, at(expected, "/logLik"), 1e-9);
        close(key, fitted.null_log_likelihood, at(expected, "/logLik_null"), 1e-9);
        let base = names.len() - 1;
        let errors = |fitted: &BestWorst, basis| {
            fitted.worths.log_worths(basis).unwrap().against(base).unwrap().standard_errors()[..base].to_vec()
        };
        all_relatively_close(key, &errors(&fitted, Basis::Model), &named(&expected["se_model"], &names[..base]), 1e-7);
        let clustered = numbers(&expected["se_cluster_robust_by_respondent"]);
        all_relatively_close(key, &errors(&fitted, Basis::Sandwich), &clustered, 1e-7);
        let shares = fitted.worths.shares(Basis::Sandwich).unwrap().values;
        all_close(key, &shares, &named(&expected["share_of_preference"], &names), 1e-9);

        let (fitted, expected) =
            (BestWorst::fit(&weighted, names.len(), &tasks, model, Pseudo::Never).unwrap(), &expected["weighted"]);
        let against = fitted.worths.log_worths(Basis::Sandwich).unwrap().against(base).unwrap();
        all_close(key, &against.values[..base], &named(&expected["coef"], &names[..base]), 1e-8);
        let clustered = numbers(&expected["se_cluster_robust"]);
        all_relatively_close(key, &errors(&fitted, Basis::Sandwich), &clustered, 1e-7);
        all_close(key, &against.shares().values, &named(&expected["share"], &names), 1e-9);
    }
}

#[track_caller]
fn counts_agree(counts: &Counts, expected: &Value) {
    assert_eq!(counts.best, numbers(&expected["B"]));
    assert_eq!(counts.worst, numbers(&expected["W"]));
    assert_eq!(counts.differences(), numbers(&expected["BW"]));
    let shown: Vec<f64> = counts.shown.iter().map(|shown| shown / 100.0).collect();
    assert_eq!(shown, numbers(&expected["times_shown_per_respondent"]));
    all_close("score", &counts.standardised(), &numbers(&expected["stdBW"]), 1e-12);
    all_close(
        "root",
        &counts.ratio_roots().into_iter().map(Option::unwrap).collect::<Vec<_>>(),
        &numbers(&expected["sqrtBW"]),
        1e-12,
    );
    all_close(
        "root",
        &counts.standardised_ratio_roots().into_iter().map(Option::unwrap).collect::<Vec<_>>(),
        &numbers(&expected["std_sqrtBW"]),
        1e-12,
    );
}
