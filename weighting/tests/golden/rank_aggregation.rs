//! Plain orders against brute force and textbook examples.

use serde_json::Value;
use weighting::aggregate::{Pairwise, kemeny};
use weighting::ranking::{Rankings, Unranked};

use crate::plackett_luce::{all_close, numbers};
use crate::support::{case, close, json};

fn pairwise(case: &Value) -> (Vec<String>, Pairwise) {
    let items: Vec<String> = serde_json::from_value(case["items"].clone()).unwrap();
    let code = |name: &Value| items.iter().position(|item| name == item).unwrap();
    let mut rankings = Rankings::new(items.len(), Unranked::Below).unwrap();
    let mut weights = Vec::new();
    for ballot in case["ballots"].as_array().unwrap() {
        let order: Vec<usize> = ballot["ranking"].as_array().unwrap().iter().map(code).collect();
        rankings.add_order(&order).unwrap();
        weights.push(ballot["weight"].as_f64().unwrap());
    }
    let pairwise = Pairwise::of(&rankings, &weights).unwrap();
    (items, pairwise)
}

#[test]
fn orders_from_pairs_agree_with_brute_force() {
    let cases = json(&case("rank_aggregation"), "cases.json");
    for case in cases.as_array().unwrap() {
        let (name, (items, pairwise)) = (case["name"].as_str().unwrap(), pairwise(case));
        let (expected, range) = (&case["expected"], 0..items.len());
        for i in range.clone() {
            let row: Vec<f64> = range.clone().map(|j| pairwise.preferred(i, j).unwrap()).collect();
            all_close(name, &row, &numbers(&expected["pairwise_prefer_row_over_col"][i]), 1e-12);
        }
        all_close(name, &pairwise.borda(), &numbers(&expected["borda"]), 1e-12);
        all_close(name, &pairwise.borda_shares().values, &numbers(&expected["borda_share"]), 1e-12);
        assert_eq!(pairwise.copeland(), numbers(&expected["copeland_win1_tie_half"]), "{name}");
        let schulze = pairwise.schulze();
        for i in range {
            let strengths = numbers(&expected["schulze_strongest_paths_winning_votes"][i]);
            all_close(name, &schulze.strengths[i], &strengths, 1e-12);
        }
        assert_eq!(serde_json::json!(schulze.wins), expected["schulze_beats_count"], "{name}");
        if let Some(order) = expected["schulze_order"].as_array() {
            let tiers: Vec<&str> = schulze.tiers.iter().map(|tier| items[tier[0]].as_str()).collect();
            assert_eq!((tiers.len(), serde_json::json!(tiers)), (items.len(), Value::from(order.clone())), "{name}");
        }
        let winner = pairwise.condorcet_winner().map(|item| items[item].as_str());
        assert_eq!(winner, expected["condorcet_winner"].as_str(), "{name}");
        assert_eq!(serde_json::json!(pairwise.ranked_pairs().wins), expected["ranked_pairs_locked_wins"], "{name}");
    }
}

#[test]
fn kemeny_finds_all_best_orders() {
    let cases = json(&case("rank_aggregation"), "cases.json");
    for case in cases.as_array().unwrap() {
        let (name, (items, pairwise)) = (case["name"].as_str().unwrap(), pairwise(case));
        let found = kemeny(&pairwise).unwrap();
        close(name, found.score, case["expected"]["kemeny_score"].as_f64().unwrap(), 1e-12);
        let orders: Vec<Vec<&str>> =
            found.orders.iter().map(|order| order.iter().map(|&item| items[item].as_str()).collect()).collect();
        assert_eq!(serde_json::json!(orders), case["expected"]["kemeny_orders"], "{name}");
        assert_eq!(found.count, u64::try_from(orders.len()).unwrap());
    }
}
