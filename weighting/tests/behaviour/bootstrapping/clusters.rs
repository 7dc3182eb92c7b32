//! Draws by cluster: those who belong together are counted together, and the spread knows it.

use proptest::prelude::*;
use weighting::bootstrap::{Bootstrap, BootstrapError, Centre, Column, Plan};
use weighting::design::Design;
use weighting::estimate::{Sample, means};
use weighting::margin::{Margin, Placement};
use weighting::progress::Progress;
use weighting::rake::{Bounds, rake};
use weighting::ranks::{JointRanks, RankSpread, Replicates, Steps};

use super::survey::{Person, Survey, replicates, same};

/// Households of one to five, and every ninth respondent without one.
fn households(people: usize) -> Vec<Option<String>> {
    let mut household = 0;
    let mut label = |row: usize| {
        household += usize::from((row * 7).is_multiple_of(3));
        (!row.is_multiple_of(9)).then(|| format!("household {}", household * 31 % 1_009))
    };
    (0..people).map(&mut label).collect()
}

#[test]
fn everybody_in_a_cluster_is_counted_as_often_and_raked_again_by_brute_force() {
    for weighted in [false, true] {
        let survey = Survey { weighted, ..Survey::of(9_000) };
        let homes = households(9_000);
        let bootstrap = survey.bootstrap().clustered(&homes).unwrap();
        let drawn = replicates(&bootstrap, 4);
        for (number, row) in drawn.rows().enumerate() {
            let times = bootstrap.multiplicities(2_026, number);
            let mut of_home = std::collections::HashMap::new();
            for (home, times) in homes.iter().zip(&times) {
                let Some(home) = home else { continue };
                assert_eq!(of_home.entry(home).or_insert(times), &times);
            }
            let drawn = survey.people.iter().zip(&times).filter(|(_, times)| **times > 0);
            let base = |person: &Person| if weighted { person.base } else { 1.0 };
            let people = drawn.map(|(person, times)| Person { base: base(person) * f64::from(*times), ..*person });
            let again = Survey { people: people.collect(), weighted: true };
            let raked = again.prepared(|placements, base, _| rake(placements, base)).unwrap();
            let expected = means(&Sample::raked(&raked).unwrap(), &again.answers()).unwrap();
            let expected: Vec<f64> = expected.each.iter().map(|figure| figure.weighted).collect();
            same(row, &expected, 1e-9);
        }
    }
}

#[test]
fn the_spread_is_that_of_linearisation_between_clusters() {
    // Twenty answer alike in each of 150 organisations: a hundredth part of what one by one would give.
    let mut survey = Survey::of(3_000);
    let leaders: Vec<Person> = survey.people.iter().step_by(20).copied().collect();
    for (row, person) in survey.people.iter_mut().enumerate() {
        let leader = leaders[row / 20];
        *person = Person { score: leader.score, pick: leader.pick, amount: leader.amount, ..*person };
    }
    let organisations: Vec<Option<usize>> = (0..3_000).map(|row| Some(row / 20)).collect();
    let labels: Vec<usize> = organisations.iter().copied().flatten().collect();
    let design = Design::of(3_000).clusters(&labels).build().unwrap();
    let raked = survey.prepared(|placements, base, _| rake(placements, base)).unwrap();
    let linearised = means(&Sample::raked(&raked).unwrap().drawn_by(&design).unwrap(), &survey.answers()).unwrap();
    let bootstrap = survey.bootstrap().clustered(&organisations).unwrap();
    let drawn = replicates(&bootstrap, 2_000);
    let alone = replicates(&survey.bootstrap(), 500).standard_errors(Centre::ReplicateMean);
    for ((actual, figure), alone) in
        drawn.standard_errors(Centre::ReplicateMean).iter().zip(&linearised.each).zip(alone)
    {
        let expected = figure.standard_error.unwrap();
        assert!((actual / expected - 1.0).abs() < 0.08, "{actual} against {expected}");
        assert!(*actual > 2.5 * alone, "{actual} beside {alone} one by one");
    }
}

#[test]
fn one_step_and_any_statistic_draw_the_same_clusters() {
    let survey = Survey::of(5_000);
    let values: Vec<f64> = survey.people.iter().map(|person| f64::from(person.pick)).collect();
    let bootstrap = Bootstrap::unraked(&vec![1.0; 5_000], &[Column::Values(&values)]).unwrap();
    let bootstrap = bootstrap.clustered(&households(5_000)).unwrap();
    let mean = bootstrap.figures()[0];
    let influence: Vec<f64> = values.iter().map(|value| (value - mean) / 5_000.0).collect();
    let plan = Plan::new(100, 2_026);
    let stepped = bootstrap.one_step(plan, &Progress::silent(), &[mean], &[influence]).unwrap();
    let statistic = |weights: &[f64]| vec![weights.iter().zip(&values).map(|(w, v)| w * v).sum::<f64>() / 5_000.0];
    let general = bootstrap.with_replicates(plan, &Progress::silent(), statistic).unwrap();
    let drawn = replicates(&bootstrap, 100);
    same(general.values(), drawn.values(), 1e-12);
    for (stepped, drawn) in stepped.rows().zip(drawn.rows()) {
        assert!((stepped[0] - drawn[0]).abs() < 4e-3, "{} against {}", stepped[0], drawn[0]);
    }
}

#[test]
fn clusters_of_another_number_of_respondents_are_refused() {
    let refused = Survey::of(50).bootstrap().clustered(&[Some(1)]).unwrap_err();
    assert_eq!(refused, BootstrapError::ClusterLength { clusters: 1, respondents: 50 });
}

#[test]
fn ranks_of_a_bootstrap_say_how_many_replicates_failed() {
    let margin = Margin::new("area", [("north", 1.0), ("south", 1.0)]).unwrap();
    let codes: Vec<_> = (0..60).map(|row| Some(usize::from(row < 3))).collect();
    let (a, b): (Vec<u8>, Vec<u8>) = (0..60_u8).map(|row| (row % 5, row % 3)).unzip();
    let columns = [Column::Codes(&a), Column::Codes(&b)];
    let bootstrap = Bootstrap::reraked(&[Placement::new(&margin, &codes)], None, &columns).unwrap();
    let drawn = bootstrap.means(Plan { most_failed: 0.5, ..Plan::new(400, 5) }, &Progress::silent()).unwrap();
    let failed = drawn.failed().len();
    // Poisson(1) leaves out all three in 5 of 100 replicates.
    assert!((5..50).contains(&failed), "{failed}");
    let ranked = Replicates::bootstrapped(&drawn).unwrap();
    let spread = RankSpread::of(&ranked);
    assert_eq!((spread.failed(), spread.replicates()), (failed, 400 - failed));
    assert_eq!(JointRanks::from_replicates(drawn.figures(), &ranked, 0.9, Steps::Down).unwrap().failed, failed);
    assert_eq!(Replicates::new(drawn.values(), 2).unwrap().failed(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(15))]

    #[test]
    fn the_order_of_respondents_makes_no_difference_to_clusters(
        turn in 0_usize..700,
        weighted in any::<bool>(),
        bounded in any::<bool>(),
    ) {
        let survey = Survey { weighted, ..Survey::of(700) };
        let made = |survey: &Survey, homes: &[Option<String>]| {
            let bounds = Bounds::new(0.1, 8.0).unwrap();
            let bootstrap = survey.prepared(|placements, base, columns| if bounded {
                Bootstrap::reraked_bounded(placements, base, bounds, &columns[..2])
            } else {
                Bootstrap::reraked(placements, base, &columns[..2])
            });
            replicates(&bootstrap.unwrap().clustered(homes).unwrap(), 12)
        };
        let mut homes = households(700);
        let drawn = made(&survey, &homes);
        let mut other = survey;
        other.people.rotate_left(turn);
        homes.rotate_left(turn);
        other.people.reverse();
        homes.reverse();
        let turned = made(&other, &homes);
        prop_assert_eq!(drawn.kept(), turned.kept());
        prop_assert_eq!(drawn.values(), turned.values());
    }
}
