//! Which projects are funded, against pabutools.

use serde_json::Value;
use weighting::budget::{BudgetError, Completion, Funded, Utility, equal_shares, equal_shares_of_points, greedy};
use weighting::estimate::Sample;

use crate::support::{case, json};

const ADD_ONE: Completion = Completion::AddOne { increment: 1.0 };

fn sorted(mut chosen: Vec<usize>) -> Value {
    chosen.sort_unstable();
    serde_json::json!(chosen)
}

fn chosen(funded: Result<Funded, BudgetError>) -> Value {
    sorted(funded.unwrap().chosen)
}

#[test]
fn random_elections_are_funded_as_by_pabutools() {
    for (number, case) in json(&case("equal_shares"), "cases.json").as_array().unwrap().iter().enumerate() {
        let budget = case["budget"].as_f64().unwrap();
        let costs: Vec<f64> = serde_json::from_value(case["costs"].clone()).unwrap();
        if let Ok(points) = serde_json::from_value::<Vec<Option<Vec<f64>>>>(case["points"].clone()) {
            let sample = Sample::unweighted(points.len()).unwrap();
            for (key, completion) in [("points_chosen", Completion::Stop), ("points_add1_chosen", ADD_ONE)] {
                let funded = equal_shares_of_points(&sample, budget, &costs, &points, completion);
                assert_eq!(chosen(funded), case[key], "election {number}: {key}");
            }
            continue;
        }
        let ballots: Vec<Option<Vec<usize>>> = serde_json::from_value(case["ballots"].clone()).unwrap();
        let weights: Vec<f64> =
            serde_json::from_value(case["multiplicities"].clone()).unwrap_or_else(|_| vec![1.0; ballots.len()]);
        let sample = Sample::fixed(&weights).unwrap();
        for (key, utility) in [("cost", Utility::Cost), ("card", Utility::Cardinality)] {
            for (suffix, completion) in [("", Completion::Stop), ("_add1", ADD_ONE)] {
                let funded = equal_shares(&sample, budget, &costs, &ballots, utility, completion);
                assert_eq!(chosen(funded), case[format!("{key}{suffix}")], "election {number}: {key}{suffix}");
            }
            // The peer also funds what nobody wants, where it fits.
            let wanted = |project: &Value| ballots.iter().flatten().flatten().any(|wish| *project == *wish);
            let expected = case[format!("{key}_greedy")].as_array().unwrap().iter().filter(|project| wanted(project));
            let funded = greedy(&sample, budget, &costs, &ballots, utility).unwrap();
            assert_eq!(sorted(funded), expected.cloned().collect::<Value>(), "election {number}: {key} greedy");
        }
    }
}

#[test]
fn elections_with_costs_of_many_orders_are_completed_as_by_pabutools() {
    const ADD_ONE_THEN_GREEDY: Completion = Completion::AddOneThenGreedy { increment: 1.0 };
    let cases = json(&case("equal_shares_completed"), "cases.json");
    for (number, case) in cases.as_array().unwrap().iter().enumerate() {
        let budget = case["budget"].as_f64().unwrap();
        let costs: Vec<f64> = serde_json::from_value(case["costs"].clone()).unwrap();
        let ballots: Vec<Vec<usize>> = serde_json::from_value(case["ballots"].clone()).unwrap();
        let weights: Vec<f64> = serde_json::from_value(case["weights"].clone()).unwrap();
        let (sample, votes) = (Sample::fixed(&weights).unwrap(), ballots.iter().map(Some).collect::<Vec<_>>());
        for (key, utility) in [("cost", Utility::Cost), ("card", Utility::Cardinality)] {
            for (suffix, completion) in [("", Completion::Stop), ("_add1", ADD_ONE), ("_add1u", ADD_ONE_THEN_GREEDY)] {
                let wanted = |project: &&Value| ballots.iter().flatten().any(|wish| **project == *wish);
                let expected = case[format!("{key}{suffix}")].as_array().unwrap().iter().filter(wanted);
                let funded = equal_shares(&sample, budget, &costs, &votes, utility, completion);
                assert_eq!(chosen(funded), expected.cloned().collect::<Value>(), "election {number}: {key}{suffix}");
            }
        }
    }
}
