//! Long runs say how far they are, end at their own count, and stop when asked.

use std::ops::ControlFlow;

use weighting::best_worst::{BestWorst, Model, Task};
use weighting::bradley_terry::{BradleyTerry, Comparison, Order, Outcome};
use weighting::budget::{
    BudgetError, Completion, Utility, equal_shares, equal_shares_of_points_watched, equal_shares_watched,
};
use weighting::disclosure::{Rule, Tables, audit, audit_watched, suppress};
use weighting::estimate::Sample;
use weighting::plackett_luce::PlackettLuce;
use weighting::progress::{Progress, SoFar};
use weighting::ranking::{Rankings, Unranked};
use weighting::worth::{Pseudo, WorthError};

/// Runs something to the end, which must be told from nothing to all; then asks it to stop at each place on the way.
#[track_caller]
fn watch<T, E: std::fmt::Display>(run: impl Fn(&Progress<'_>) -> Result<T, E>) -> Vec<SoFar> {
    let mut seen = Vec::new();
    let progress = Progress::watched_by(|so_far| {
        seen.push(so_far);
        ControlFlow::Continue(())
    });
    assert!(run(&progress).is_ok());
    drop(progress);
    let (first, last) = (seen[0], seen[seen.len() - 1]);
    assert_eq!((first.done, last.done), (0, last.total));
    assert!(seen.windows(2).all(|pair| pair[0].done <= pair[1].done && pair[0].total == pair[1].total));
    for stop in 0..seen.len() {
        let mut told = 0;
        let progress = Progress::watched_by(|_| {
            told += 1;
            if told > stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        let made = run(&progress).map(|_| ()).map_err(|refusal| refusal.to_string());
        drop(progress);
        // Threads may do a step while the watcher is being told of another, so that it is told less often.
        match made {
            Ok(()) => assert!(told <= stop && stop > 0, "it went on at {stop}"),
            Err(refusal) => assert!(refusal.contains("stopped"), "{refusal}"),
        }
    }
    seen
}

#[test]
fn fits_of_choice_models_are_told_and_stopped() {
    let sample = Sample::unweighted(6).unwrap();
    let orders = [[0, 1, 2], [1, 0, 2], [2, 1, 0], [0, 2, 1], [1, 2, 0], [0, 1, 2]];
    let plain = Rankings::from_orders(3, Unranked::Below, &orders.map(Some)).unwrap();
    let pseudo = Pseudo::default();
    watch(|progress| PlackettLuce::fit_watched(&sample, &plain, pseudo, progress));
    let mut tied = Rankings::new(3, Unranked::Below).unwrap();
    for order in &orders[1..] {
        tied.add_order(order).unwrap();
    }
    tied.add_groups(&[&[0, 1][..], &[2]]).unwrap();
    watch(|progress| PlackettLuce::fit_watched(&sample, &tied, pseudo, progress));

    let compared: Vec<_> = orders
        .iter()
        .enumerate()
        .map(|(respondent, order)| Comparison {
            respondent,
            first: order[0],
            second: order[1],
            outcome: Outcome::First,
        })
        .collect();
    watch(|progress| BradleyTerry::of_comparisons_watched(&sample, 3, &compared, Order::Ignored, pseudo, progress));
    let tasks: Vec<_> = orders
        .iter()
        .enumerate()
        .map(|(respondent, order)| Task { respondent, shown: order, best: order[0], worst: order[2] })
        .collect();
    watch(|progress| BestWorst::fit_watched(&sample, 3, &tasks, Model::Sequential, pseudo, progress));

    let refused = Progress::watched_by(|_| ControlFlow::Break(()));
    let stopped = PlackettLuce::fit_watched(&sample, &plain, pseudo, &refused);
    assert!(matches!(stopped, Err(WorthError::Cancelled(_))), "{stopped:?}");
}

#[test]
fn raising_everybodys_money_has_an_end_in_sight() {
    let sample = Sample::unweighted(10).unwrap();
    let approvals: Vec<_> = (0..10).map(|row| Some(if row < 6 { vec![0, 1] } else { vec![2] })).collect();
    let costs = [60.0, 45.0, 50.0];
    let completion = Completion::AddOne { increment: 0.5 };
    let fund = |progress: &Progress<'_>| {
        equal_shares_watched(&sample, 100.0, &costs, &approvals, Utility::Cost, completion, progress)
    };
    let seen = watch(fund);
    // Nobody runs dry with 60/6 + 45/6 + 50/4 = 30; everybody starts with 10, and is given a half at a time.
    assert_eq!(seen[0].total, 41);
    let silent = equal_shares(&sample, 100.0, &costs, &approvals, Utility::Cost, completion).unwrap();
    assert_eq!(fund(&Progress::silent()).unwrap(), silent);

    let points: Vec<_> = (0..10).map(|row| Some(if row < 6 { [5.0, 2.0, 0.0] } else { [0.0, 1.0, 7.0] })).collect();
    watch(|progress| equal_shares_of_points_watched(&sample, 100.0, &costs, &points, completion, progress));
    let stopped = Progress::watched_by(|_| ControlFlow::Break(()));
    assert!(matches!(fund(&stopped), Err(BudgetError::Cancelled(_))));
}

#[test]
fn suppression_and_audits_are_told_to_their_end_and_stopped() {
    let tables = Tables::two_way(&[vec![40, 4, 31], vec![25, 18, 22], vec![30, 25, 7]]).unwrap();
    let rule = Rule::default();
    watch(|progress| suppress(&tables, &rule, &[], progress));
    let withheld = [1, 2, 4, 5];
    let seen = watch(|progress| audit_watched(&tables, &withheld, progress));
    assert_eq!(seen[0].total, withheld.len());
    assert_eq!(audit_watched(&tables, &withheld, &Progress::silent()), audit(&tables, &withheld));
}
