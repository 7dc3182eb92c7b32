//! The list of checks: each is the pipeline run again with one decision changed, and none is dropped.

mod models;
mod panel;
mod properties;

use std::ops::ControlFlow;

use weighting::aggregate::kendall_tau;
use weighting::margin::{Margin, Placement};
use weighting::progress::Progress;
use weighting::rake::{Bounds, RakeError, rake, rake_bounded, rake_complete_cases};
use weighting::sensitivity::{
    Check, CheckOutcome, Differences, Pipeline, Priorities, Refusal, Sensitivity, SensitivityError, Treatment, What,
};

use panel::{AREAS, Made, Panel, same};

/// The whole list for a panel, published without bounds so that checks can be made by hand.
fn listed(panel: &Panel, made: &Made) -> Sensitivity {
    let shares = |weights: &[f64]| -> Priorities { Ok(panel.shares(weights)) };
    let votes = |weights: &[f64]| -> Priorities {
        let mut votes = vec![0.0; panel::ITEMS];
        for (person, weight) in panel.0.iter().zip(weights) {
            let best = (0..panel::ITEMS).reduce(|a, b| if person.points[b] > person.points[a] { b } else { a });
            votes[best.unwrap()] += weight;
        }
        Ok(votes)
    };
    let placements = made.placements();
    made.pipeline(&placements, &shares, &votes).bounds(None).sensitivity(&Progress::silent()).unwrap()
}

#[track_caller]
fn found<'a>(found: &'a Sensitivity, what: &What) -> &'a CheckOutcome {
    &found.checks().iter().find(|check| check.what == *what).unwrap().outcome
}

#[track_caller]
fn compared<'a>(list: &'a Sensitivity, what: &What) -> &'a Differences {
    let CheckOutcome::Compared(differences) = found(list, what) else { panic!("{what}: {:?}", found(list, what)) };
    differences
}

fn block(treatment: Treatment) -> What {
    What::Block { block: "the letter".into(), treatment }
}

fn group(name: &str) -> What {
    What::WithoutGroup { grouping: "area".into(), group: name.into() }
}

#[test]
fn the_whole_list_is_made_in_its_order() {
    let panel = Panel::of(600);
    let list = listed(&panel, &panel.made());
    let names: Vec<String> = list.checks().iter().map(|check| check.what.to_string()).collect();
    assert_eq!(
        names,
        [
            "everybody counts the same",
            "not weighted to age",
            "not weighted to area",
            "weights up to 3 times the mean",
            "weights up to 5 times the mean",
            "weights without a cap",
            "only those who gave all their details",
            "without hills (area)",
            "without moor (area)",
            "without valley (area)",
            "the letter as it is",
            "the letter counted once",
            "the letter left out",
            "the letter held to 5% of the weight",
            "without the 20 answers that count most",
            "each item as those saw it who were shown it first",
            "each item as those saw it who were shown it last",
            "worked out by equal votes",
        ]
    );
    assert_eq!(list.refused(), 0);
    let (same, made) = list.same_top();
    assert_eq!(made, 16, "all but the published cap and the letter as it is");
    assert_eq!(list.headline(), format!("the top 2 stay the same in {same} of 16 checks"));
    assert_eq!(*found(&list, &What::NoCap), CheckOutcome::AsPublished);
    assert_eq!(*found(&list, &block(Treatment::AsIs)), CheckOutcome::AsPublished);
    for made in list.checks().iter().filter_map(Check::differences) {
        let by = made.largest_change.by.abs();
        let moved = made.shares.iter().zip(list.shares()).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!((by - moved).abs() < 1e-11);
        let tau = kendall_tau(list.shares(), &made.shares).unwrap();
        assert_eq!(made.tau, tau);
        assert_eq!(made.rank_changes.is_empty(), tau == Some(1.0));
    }
    let furthest = list.largest_change().unwrap();
    assert!(
        list.checks()
            .iter()
            .filter_map(Check::differences)
            .all(|made| made.largest_change.by.abs() <= furthest.differences().unwrap().largest_change.by.abs())
    );
}

#[test]
fn checks_of_the_weights_are_the_weightings_by_hand() {
    let panel = Panel::of(600);
    let made = panel.made();
    let list = listed(&panel, &made);
    let placements = made.placements();
    let base = Some(&made.base[..]);
    same(list.shares(), &panel.shares(rake(&placements, base).unwrap().weights()), 1e-12);
    same(&compared(&list, &What::Unweighted).shares, &panel.shares(&[1.0; 600]), 1e-12);
    for (cap, bounds) in [(3.0, Bounds::new(0.2, 3.0)), (5.0, Bounds::new(0.2, 5.0))] {
        let weights = rake_bounded(&placements, base, bounds.unwrap()).unwrap();
        same(&compared(&list, &What::Cap { cap }).shares, &panel.shares(weights.weights()), 1e-12);
    }
    let without_age = rake(&placements[1..], base).unwrap();
    same(
        &compared(&list, &What::WithoutMargin { margin: "age".into() }).shares,
        &panel.shares(without_age.weights()),
        1e-12,
    );
    let complete = rake_complete_cases(&placements, base).unwrap();
    let answered = panel.only(|person| person.age.is_some());
    let by_hand = answered.shares(complete.raked().weights());
    same(&compared(&list, &What::CompleteCases).shares, &by_hand, 1e-12);
    assert_eq!(compared(&list, &What::CompleteCases).respondents, answered.0.len());
}

#[test]
fn a_group_that_is_left_out_takes_its_level_with_it_and_the_others_are_raked_again() {
    let panel = Panel::of(600);
    let list = listed(&panel, &panel.made());
    for (code, name) in AREAS.iter().enumerate() {
        let left = panel.only(|person| person.area != code);
        let made = left.made();
        let rest: Vec<_> = made.area.levels().iter().filter(|level| level.name != *name).collect();
        let area = Margin::new("area", rest.iter().map(|level| (level.name.as_str(), level.target))).unwrap();
        let area = area.normalised_to(100.0).unwrap();
        let areas: Vec<_> = left.0.iter().map(|person| area.code_of(AREAS[person.area])).collect();
        let placements = [Placement::new(&made.age, &made.ages), Placement::new(&area, &areas)];
        let raked = rake(&placements, Some(&made.base)).unwrap();
        let check = compared(&list, &group(name));
        same(&check.shares, &left.shares(raked.weights()), 1e-12);
        assert_eq!(check.levels_left_out, [("area".to_owned(), (*name).to_owned())]);
        assert_eq!(check.respondents, left.0.len());
    }
}

#[test]
fn a_campaign_is_counted_in_every_way_there_is() {
    let panel = Panel::of(600);
    let made = panel.made();
    let list = listed(&panel, &made);
    let without = panel.only(|person| !person.campaign);
    let rest = without.made();
    let raked = rake(&rest.placements(), Some(&rest.base)).unwrap();
    same(&compared(&list, &block(Treatment::LeftOut)).shares, &without.shares(raked.weights()), 1e-12);

    let members = f64::from(u32::try_from(600 - without.0.len()).unwrap());
    let scaled: Vec<f64> =
        panel.0.iter().map(|person| if person.campaign { person.base / members } else { person.base }).collect();
    let once = rake(&made.placements(), Some(&scaled)).unwrap();
    same(&compared(&list, &block(Treatment::CountedOnce)).shares, &panel.shares(once.weights()), 1e-12);

    // The weight of the campaign, of each age among those known, and of each area.
    let placements = made.placements();
    for bounds in [None, Some(Bounds::default())] {
        let told = |weights: &[f64]| -> Priorities {
            let sum = |holds: &dyn Fn(&panel::Person) -> bool| {
                panel.0.iter().zip(weights).filter(|(person, _)| holds(person)).map(|(_, weight)| weight).sum::<f64>()
            };
            let known = sum(&|person| person.age.is_some());
            let mut told = vec![sum(&|person| person.campaign) / 600.0, sum(&|person| !person.campaign) / 600.0];
            told.extend((0..3).map(|age| sum(&|person| person.age == Some(age)) / known));
            told.extend((0..3).map(|area| sum(&|person| person.area == area) / 600.0));
            Ok(told)
        };
        let pipeline = Pipeline::of(&placements, &told).bounds(bounds).block("the letter", &made.campaign);
        let list = pipeline.sensitivity(&Progress::silent()).unwrap();
        let capped: Vec<f64> =
            compared(&list, &block(Treatment::Capped)).shares.iter().map(|share| share * 3.0).collect();
        assert!(list.shares()[0] * 3.0 > 0.1);
        same(&capped, &[0.05, 0.95, 0.5, 0.33, 0.17, 0.25, 0.45, 0.3], 1e-9);
    }
}

#[test]
fn a_small_block_is_under_its_cap_already() {
    let panel = Panel::of(600);
    let made = panel.made();
    let few: Vec<bool> = (0..600).map(|row| row % 100 == 0).collect();
    let shares = |weights: &[f64]| -> Priorities { Ok(panel.shares(weights)) };
    let placements = made.placements();
    let list = Pipeline::of(&placements, &shares).block("the letter", &few).sensitivity(&Progress::silent()).unwrap();
    assert_eq!(*found(&list, &block(Treatment::Capped)), CheckOutcome::AsPublished);
    assert_eq!(*found(&list, &What::Cap { cap: 5.0 }), CheckOutcome::AsPublished);
}

#[test]
fn the_most_influential_are_listed_and_left_out_together() {
    let panel = Panel::of(600);
    let made = panel.made();
    let list = listed(&panel, &made);
    let most = list.most_influential();
    assert_eq!(most.len(), 20);
    assert!(most.windows(2).all(|pair| pair[0].value.abs() >= pair[1].value.abs()));
    let largest = made.influence.concat().into_iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    assert!((most[0].value.abs() - largest).abs() < 1e-15);
    assert!(most.iter().all(|one| (made.influence[one.item][one.row] - one.value).abs() < 1e-15));
    let rows: Vec<usize> = most.iter().map(|one| one.row).collect();
    let left = Panel((0..600).filter(|row| !rows.contains(row)).map(|row| panel.0[row]).collect());
    let rest = left.made();
    let raked = rake(&rest.placements(), Some(&rest.base)).unwrap();
    let check = compared(&list, &What::WithoutMostInfluential { respondents: 20 });
    same(&check.shares, &left.shares(raked.weights()), 1e-12);
}

#[test]
fn an_item_that_gains_where_it_is_shown_first_is_seen_to() {
    let mut panel = Panel::of(1_200);
    panel.0.iter_mut().for_each(|person| person.points[person.first] += 8.0);
    let found = listed(&panel, &panel.made());
    let first = &compared(&found, &What::PresentedFirst).shares;
    let last = &compared(&found, &What::PresentedLast).shares;
    for item in 0..panel::ITEMS {
        assert!(first[item] > found.shares()[item] + 0.1, "{item}");
        assert!((last[item] - found.shares()[item]).abs() < 0.1, "{item}");
    }
}

#[test]
fn what_cannot_be_made_is_listed_with_its_reason() {
    let age = Margin::new("age", [("young", 50.0), ("old", 50.0)]).unwrap();
    let ages: Vec<_> = (0..40).map(|row| Some(usize::from(row < 2))).collect();
    let picky = |weights: &[f64]| -> Priorities {
        if weights.contains(&0.0) { Err("an answer counts for nothing".into()) } else { Ok(vec![weights[0], 2.0]) }
    };
    let placements = [Placement::new(&age, &ages)];
    let flags: Vec<bool> = (0..40).map(|row| row < 2).collect();
    let areas: Vec<_> = (0..40).map(|row| Some(row % 2)).collect();
    let list = Pipeline::of(&placements, &picky)
        .bounds(None)
        .groups("half", &areas)
        .block("the letter", &flags)
        .sensitivity(&Progress::silent())
        .unwrap();
    let reason = |what: &What| match found(&list, what) {
        CheckOutcome::Refused(reason) => reason.clone(),
        outcome => panic!("{what}: {outcome:?}"),
    };
    assert!(matches!(reason(&What::Cap { cap: 3.0 }), Refusal::Weights(RakeError::OutOfBounds { .. })));
    assert!(matches!(reason(&block(Treatment::LeftOut)), Refusal::Weights(RakeError::Margin(_))));
    let half = What::WithoutGroup { grouping: "half".into(), group: "1".into() };
    assert_eq!(reason(&half), Refusal::Estimator { message: "an answer counts for nothing".into() });
    for what in [What::WithoutMostInfluential { respondents: 20 }, What::PresentedFirst, What::PresentedLast] {
        assert_eq!(reason(&what), Refusal::NotGiven);
    }
    assert_eq!(reason(&What::OtherEstimator { name: "another estimator".into() }), Refusal::NotGiven);
    assert_eq!(list.checks().len(), 16);
    let (_, made) = list.same_top();
    assert_eq!(made + list.refused() + 3, 16, "no cap, complete cases and the block as it is are as published");
}

#[test]
fn the_weights_of_groups_given_by_no_margin_are_raked_to_all_levels() {
    let panel = Panel::of(300);
    let made = panel.made();
    let odd: Vec<Option<bool>> = (0..300).map(|row| (row % 7 > 0).then_some(row % 2 == 1)).collect();
    let shares = |weights: &[f64]| -> Priorities { Ok(panel.shares(weights)) };
    let placements = made.placements();
    let list = Pipeline::of(&placements, &shares).groups("odd", &odd).sensitivity(&Progress::silent()).unwrap();
    let without_odd = What::WithoutGroup { grouping: "odd".into(), group: "true".into() };
    let check = compared(&list, &without_odd);
    assert_eq!(
        (check.respondents, check.levels_left_out.len()),
        (odd.iter().filter(|odd| **odd != Some(true)).count(), 0)
    );
}

#[test]
fn a_watcher_counts_the_checks_and_stops_them() {
    let panel = Panel::of(100);
    let made = panel.made();
    let shares = |weights: &[f64]| -> Priorities { Ok(panel.shares(weights)) };
    let placements = made.placements();
    let pipeline = made.pipeline(&placements, &shares, &shares);
    let mut seen = (0, 0);
    let watched = Progress::watched_by(|so_far| {
        seen = (so_far.done, so_far.total);
        ControlFlow::Continue(())
    });
    let list = pipeline.sensitivity(&watched).unwrap();
    drop(watched);
    assert_eq!(seen, (list.checks().len(), list.checks().len()));
    let stopped = Progress::watched_by(|_| ControlFlow::Break(()));
    assert!(matches!(pipeline.sensitivity(&stopped), Err(SensitivityError::Cancelled(_))));
}

#[test]
fn what_does_not_describe_the_respondents_is_refused() {
    let panel = Panel::of(100);
    let made = panel.made();
    let shares = |weights: &[f64]| -> Priorities { Ok(panel.shares(weights)) };
    let placements = made.placements();
    let pipeline = || Pipeline::of(&placements, &shares);
    let refused = |pipeline: Pipeline<'_>| pipeline.sensitivity(&Progress::silent()).unwrap_err();
    let short = |what: &str| SensitivityError::LengthsDiffer { what: what.into(), given: 1, respondents: 100 };
    assert_eq!(refused(pipeline().groups("panel", &[Some(1)])), short("panel"));
    assert_eq!(refused(pipeline().block("letter", &[true])), short("letter"));
    assert_eq!(refused(pipeline().influence(&[[1.0]])), short("influence values"));
    assert_eq!(refused(pipeline().presented(&made.first, &[None])), short("presented last"));
    assert_eq!(
        refused(pipeline().block("letter", &[false; 100])),
        SensitivityError::EmptyBlock { block: "letter".into() }
    );
    let nan = [[0.0; 100], [f64::NAN; 100]];
    assert!(matches!(refused(pipeline().influence(&nan)), SensitivityError::BadInfluence { row: 0, item: 1, .. }));
    let fifth = [Some(4); 100];
    let unknown = refused(pipeline().presented(&made.first, &fifth));
    assert_eq!(unknown, SensitivityError::UnknownItem { row: 0, item: 4, items: 4 });
    assert_eq!(refused(pipeline().top(0)), SensitivityError::NoTop);
    let many: Vec<_> = (0..100).map(Some).collect();
    let too_many = (0..101).fold(pipeline(), |pipeline, number| pipeline.groups(number.to_string(), &many));
    assert!(matches!(refused(too_many), SensitivityError::TooManyChecks { checks: 10_111.., most: 10_000 }));
    let none = Pipeline::of(&[], &shares).sensitivity(&Progress::silent()).unwrap_err();
    assert_eq!(none, SensitivityError::Published(Refusal::Weights(RakeError::NoMargins)));
    let silent = |_: &[f64]| -> Priorities { Ok(vec![]) };
    let nothing = Pipeline::of(&placements, &silent).sensitivity(&Progress::silent()).unwrap_err();
    assert_eq!(nothing, SensitivityError::Published(Refusal::Items { given: 0, expected: 1 }));
}
