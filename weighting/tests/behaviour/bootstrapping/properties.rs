//! What holds for the bootstrap of any respondents.

use proptest::prelude::*;
use weighting::bootstrap::{BLANK, Bootstrap, BootstrapError, Column, Plan};
use weighting::margin::{Margin, Placement};
use weighting::progress::Progress;

use super::survey::{Person, Survey, replicates, same};

fn anybody() -> impl Strategy<Value = Person> {
    let level = |levels: usize| prop::option::weighted(0.9, 0..levels);
    let score = prop_oneof![4 => 0_u8..=10, 1 => Just(BLANK)];
    let amount = prop::option::weighted(0.8, -5.0..50.0);
    let base = prop_oneof![Just(1.0), 0.5..2.0];
    (level(3), level(2), base, score, 0_u8..2, amount).prop_map(|(age, sex, base, score, pick, amount)| Person {
        age,
        sex,
        base,
        score,
        pick,
        amount,
    })
}

prop_compose! {
    /// Twelve people stand in each cell, so that next to no replicate lacks a level.
    fn surveys()(mut people in prop::collection::vec(anybody(), 1..40), weighted in any::<bool>()) -> Survey {
        people.extend((0_u8..72).map(|one| Person {
            age: Some(usize::from(one % 3)),
            sex: Some(usize::from(one % 2)),
            base: 1.0,
            score: one % 11,
            pick: one % 2,
            amount: Some(f64::from(one) / 3.0),
        }));
        Survey { people, weighted }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_order_of_respondents_makes_no_difference_to_the_last_bit(survey in surveys(), turn in 0_usize..60) {
        let drawn = replicates(&survey.bootstrap(), 12);
        let mut other = survey;
        let turn = turn % other.people.len();
        other.people.rotate_left(turn);
        other.people.reverse();
        let turned = replicates(&other.bootstrap(), 12);
        prop_assert_eq!(drawn.values(), turned.values());
        same(drawn.figures(), turned.figures(), 1e-12);
        if !other.weighted {
            prop_assert_eq!(drawn.figures(), turned.figures());
        }
    }

    #[test]
    fn a_respondent_twice_is_a_respondent_with_weight_two(survey in surveys(), index in any::<prop::sample::Index>()) {
        let index = index.index(survey.people.len());
        let (mut twice, mut double) = (survey.clone(), survey);
        (twice.weighted, double.weighted) = (true, true);
        twice.people.push(twice.people[index]);
        double.people[index].base *= 2.0;
        same(twice.bootstrap().figures(), double.bootstrap().figures(), 1e-9);
    }

    #[test]
    fn the_unit_of_base_weights_makes_no_difference(survey in surveys(), power in -200..200) {
        let mut other = Survey { weighted: true, ..survey };
        let drawn = replicates(&other.bootstrap(), 8);
        other.people.iter_mut().for_each(|person| person.base *= 2.0_f64.powi(power));
        let scaled = replicates(&other.bootstrap(), 8);
        prop_assert_eq!(drawn.values(), scaled.values());
    }

    #[test]
    fn any_numbers_at_all_give_replicates_or_a_refusal(
        targets in prop::collection::vec(any::<f64>(), 0..4),
        rows in prop::collection::vec((prop::option::of(0_usize..5), any::<f64>(), prop::option::of(any::<f64>()), any::<u8>()), 0..30),
        replicates in 0_usize..20,
        most_failed in any::<f64>(),
    ) {
        let codes: Vec<_> = rows.iter().map(|row| row.0).collect();
        let base: Vec<_> = rows.iter().map(|row| row.1).collect();
        let answers: Vec<_> = rows.iter().map(|row| row.2).collect();
        let bytes: Vec<_> = rows.iter().map(|row| row.3).collect();
        let columns = [Column::Answers(&answers), Column::Codes(&bytes), Column::Values(&base)];
        let plan = Plan { replicates, seed: 3, most_failed };
        let judge = |bootstrap: Result<Bootstrap, BootstrapError>| {
            let Ok(bootstrap) = bootstrap else { return };
            let Ok(made) = bootstrap.means(plan, &Progress::silent()) else { return };
            assert!(made.values().iter().chain(made.figures()).all(|value| value.is_finite()));
            assert_eq!(made.len() + made.failed().len(), replicates);
            if let Ok(weights) = bootstrap.weights(1, 0) {
                assert!(weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0));
            }
        };
        for columns in [&columns[..], &columns[..2], &columns[1..2], &[]] {
            judge(Bootstrap::unraked(&base, columns));
            let names = (0..).map(|level: usize| level.to_string());
            if let Ok(margin) = Margin::new("any", names.zip(targets.clone())) {
                judge(Bootstrap::reraked(&[Placement::new(&margin, &codes)], None, columns));
                judge(Bootstrap::reraked(&[Placement::new(&margin, &codes)], Some(&base), columns));
            }
        }
    }
}
