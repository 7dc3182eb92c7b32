//! What holds for any respondents, targets and answers.

use proptest::prelude::*;
use weighting::estimate::{Sample, mean, means};
use weighting::margin::{Margin, Placement};
use weighting::quality::Kish;
use weighting::rake::{Bounds, RakeError, Raked, TOLERANCE, rake, rake_bounded};

/// Respondents with an age, a sex, an answer and a base weight, and the population they are raked to.
#[derive(Debug, Clone)]
struct Survey {
    people: Vec<Person>,
    ages: [f64; 3],
    sexes: [f64; 2],
}

#[derive(Debug, Clone, Copy)]
struct Person {
    age: Option<usize>,
    sex: Option<usize>,
    answer: Option<f64>,
    base: f64,
}

#[derive(Debug, Clone, Copy)]
enum Order {
    AgeFirst,
    SexFirst,
}

impl Survey {
    fn margins(&self) -> (Margin, Margin) {
        let age = Margin::new("age", ["young", "middle", "old"].into_iter().zip(self.ages)).unwrap();
        let sex = Margin::new("sex", ["F", "M"].into_iter().zip(self.sexes)).unwrap();
        let sex = sex.normalised_to(age.total()).unwrap();
        (age, sex)
    }

    fn placed<T>(&self, order: Order, then: impl FnOnce(&[Placement<'_>], &[f64]) -> T) -> T {
        let (age, sex) = self.margins();
        let ages: Vec<_> = self.people.iter().map(|person| person.age).collect();
        let sexes: Vec<_> = self.people.iter().map(|person| person.sex).collect();
        let base: Vec<_> = self.people.iter().map(|person| person.base).collect();
        let mut placements = [Placement::new(&age, &ages), Placement::new(&sex, &sexes)];
        if matches!(order, Order::SexFirst) {
            placements.reverse();
        }
        then(&placements, &base)
    }

    fn rake(&self) -> Raked {
        self.placed(Order::AgeFirst, |placements, base| rake(placements, Some(base))).unwrap()
    }

    fn answers(&self) -> Vec<Option<f64>> {
        self.people.iter().map(|person| person.answer).collect()
    }

    fn headcount(&self) -> f64 {
        self.people.iter().map(|_| 1.0).sum()
    }

    fn complete(mut self) -> Self {
        self.people.retain(|person| person.age.is_some() && person.sex.is_some());
        self
    }
}

fn anybody() -> impl Strategy<Value = Person> {
    let level = |levels: usize| prop::option::weighted(0.9, 0..levels);
    (level(3), level(2), prop::option::weighted(0.8, 0.0..10.0), 0.5..2.0).prop_map(|(age, sex, answer, base)| Person {
        age,
        sex,
        answer,
        base,
    })
}

prop_compose! {
    /// One person stands in each cell, so that any positive targets can be met.
    fn surveys()(
        mut people in prop::collection::vec(anybody(), 1..60),
        one_each in prop::collection::vec((0.0..10.0, 0.5..2.0), 6),
        ages in prop::array::uniform3(0.2..5.0),
        sexes in prop::array::uniform2(0.2..5.0),
    ) -> Survey {
        people.extend(one_each.into_iter().enumerate().map(|(cell, (answer, base))| Person {
            age: Some(cell / 2),
            sex: Some(cell % 2),
            answer: Some(answer),
            base,
        }));
        Survey { people, ages, sexes }
    }
}

fn same(left: &[f64], right: &[f64], tolerance: f64) -> Result<(), TestCaseError> {
    prop_assert_eq!(left.len(), right.len());
    for (left, right) in left.iter().zip(right) {
        prop_assert!((left / right - 1.0).abs() <= tolerance, "{} against {}", left, right);
    }
    Ok(())
}

proptest! {
    #[test]
    fn weights_have_mean_one_and_meet_every_target(survey in surveys()) {
        let raked = survey.rake();
        let mean = raked.weights().iter().sum::<f64>() / survey.headcount();
        prop_assert!((mean - 1.0).abs() < 1e-12);
        for fit in raked.fits() {
            prop_assert!((fit.achieved / fit.target - 1.0).abs() <= 2.0 * TOLERANCE);
        }
    }

    #[test]
    fn the_unit_of_targets_and_base_weights_makes_no_difference(survey in surveys(), unit in 1e-6..1e6) {
        let mut other = survey.clone();
        other.ages.iter_mut().chain(&mut other.sexes).for_each(|target| *target *= unit);
        other.people.iter_mut().for_each(|person| person.base *= unit);
        same(survey.rake().weights(), other.rake().weights(), 1e-9)?;
    }

    #[test]
    fn the_order_of_respondents_makes_no_difference_to_the_last_bit(survey in surveys(), turn in 0_usize..60) {
        let mut survey = survey;
        survey.people.iter_mut().for_each(|person| person.base = 1.0);
        let mut weights = survey.rake().weights().to_vec();
        let turn = turn % weights.len();
        survey.people.rotate_left(turn);
        survey.people.reverse();
        weights.rotate_left(turn);
        weights.reverse();
        let turned = survey.rake();
        prop_assert_eq!(turned.weights(), weights);
    }

    #[test]
    fn the_order_of_respondents_makes_no_difference_to_an_estimate(survey in surveys()) {
        let raked = survey.rake();
        let figure = mean(&Sample::raked(&raked).unwrap(), &survey.answers()).unwrap();
        let mut other = survey;
        other.people.reverse();
        let raked = other.rake();
        let turned = mean(&Sample::raked(&raked).unwrap(), &other.answers()).unwrap();
        prop_assert!((figure.weighted - turned.weighted).abs() < 1e-9);
        prop_assert!((figure.standard_error.unwrap() - turned.standard_error.unwrap()).abs() < 1e-9);
        prop_assert_eq!(figure.answered, turned.answered);
    }

    #[test]
    fn a_respondent_twice_is_a_respondent_with_weight_two(survey in surveys(), index in any::<prop::sample::Index>()) {
        let index = index.index(survey.people.len());
        let (mut twice, mut double) = (survey.clone(), survey);
        twice.people.push(twice.people[index]);
        double.people[index].base *= 2.0;
        let (twice_raked, double_raked) = (twice.rake(), double.rake());
        let per_head = twice.headcount() / double.headcount();
        let mut joined: Vec<f64> = twice_raked.weights().iter().map(|weight| weight / per_head).collect();
        joined[index] += joined.pop().unwrap();
        same(&joined, double_raked.weights(), 1e-9)?;
        let twice = mean(&Sample::raked(&twice_raked).unwrap(), &twice.answers()).unwrap();
        let double = mean(&Sample::raked(&double_raked).unwrap(), &double.answers()).unwrap();
        prop_assert!((twice.weighted - double.weighted).abs() < 1e-9);
    }

    #[test]
    fn the_order_of_margins_makes_no_difference_where_all_levels_are_known(survey in surveys()) {
        let survey = survey.complete();
        let other = survey.placed(Order::SexFirst, |placements, base| rake(placements, Some(base))).unwrap();
        same(survey.rake().weights(), other.weights(), 1e-7)?;
    }

    #[test]
    fn a_margin_that_fits_already_changes_nothing_where_all_levels_are_known(survey in surveys(), split in prop::collection::vec(0_usize..2, 66)) {
        let survey = survey.complete();
        let raked = survey.rake();
        let people = survey.people.len();
        let codes: Vec<_> = split.iter().copied().cycle().take(people).map(Some).collect();
        let of = |half| codes.iter().zip(raked.weights()).filter(move |(code, _)| **code == Some(half));
        let weight = |half| of(half).map(|(_, weight)| weight).sum::<f64>();
        prop_assume!(of(0).count() > 0 && of(1).count() > 0);
        let extra = Margin::new("half", [("first", weight(0)), ("second", weight(1))]).unwrap();
        let again = survey.placed(Order::AgeFirst, |placements, base| {
            let extra = extra.normalised_to(survey.margins().0.total()).unwrap();
            rake(&[placements[0], placements[1], Placement::new(&extra, &codes)], Some(base))
        });
        // Cells with hardly anybody can make three margins so slow to agree that raking gives up and says so.
        prop_assume!(again.is_ok());
        same(raked.weights(), again.unwrap().weights(), 1e-6)?;
    }

    #[test]
    fn weights_within_bounds_keep_them_and_meet_the_margins_or_are_refused(survey in surveys(), upper in 1.1..6.0) {
        let bounds = Bounds::new(0.2, upper).unwrap();
        let bounded = survey.placed(Order::AgeFirst, |placements, base| rake_bounded(placements, Some(base), bounds));
        match bounded {
            Ok(raked) => {
                prop_assert!(raked.miss() <= TOLERANCE);
                let mean = survey.people.iter().map(|person| person.base).sum::<f64>() / survey.headcount();
                for (weight, person) in raked.weights().iter().zip(&survey.people) {
                    let ratio = weight / (person.base / mean);
                    prop_assert!(ratio >= 0.2 - 1e-8 && ratio <= upper + 1e-8, "{}", ratio);
                }
            }
            Err(refusal) => {
                let known = matches!(refusal, RakeError::OutOfBounds { .. } | RakeError::NotMet { .. });
                prop_assert!(known, "{}", refusal);
            }
        }
    }

    #[test]
    fn bounds_that_do_not_bind_change_nothing(survey in surveys()) {
        let bounds = Bounds::new(0.0, 1e9).unwrap();
        let loose = survey.placed(Order::AgeFirst, |placements, base| rake_bounded(placements, Some(base), bounds));
        same(survey.rake().weights(), loose.unwrap().weights(), 1e-6)?;
    }

    #[test]
    fn shares_add_up_to_one_and_do_not_vary_together(survey in surveys()) {
        let raked = survey.rake();
        let answers = survey.answers();
        let other: Vec<_> = survey.people.iter().map(|person| Some(person.base)).collect();
        let shares = means(&Sample::raked(&raked).unwrap(), &[answers, other]).unwrap().shares().unwrap();
        prop_assert!((shares.each.iter().map(|share| share.weighted).sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!((shares.each.iter().map(|share| share.unweighted).sum::<f64>() - 1.0).abs() < 1e-12);
        let all: f64 = shares.covariance.unwrap().iter().flatten().sum();
        prop_assert!(all.abs() < 1e-12);
    }

    #[test]
    fn any_numbers_at_all_give_a_result_or_a_refusal(
        targets in prop::collection::vec(any::<f64>(), 0..5),
        codes in prop::collection::vec(prop::option::of(0_usize..6), 0..8),
        base in prop::collection::vec(any::<f64>(), 0..8),
    ) {
        let names = (0..).map(|level: usize| level.to_string());
        let Ok(margin) = Margin::new("any", names.zip(targets)) else { return Ok(()) };
        for base in [None, Some(&base[..])] {
            let placements = [Placement::new(&margin, &codes)];
            for raked in [rake(&placements, base), rake_bounded(&placements, base, Bounds::default())].into_iter().flatten() {
                prop_assert!(raked.weights().iter().all(|weight| weight.is_finite() && *weight >= 0.0));
                prop_assert!(raked.miss() <= TOLERANCE);
            }
        }
    }

    #[test]
    fn positive_numbers_of_any_size_are_raked_or_refused(
        targets in prop::array::uniform3(prop::num::f64::POSITIVE),
        other in prop::array::uniform2(prop::num::f64::POSITIVE),
        base in prop::collection::vec(prop::num::f64::POSITIVE | prop::num::f64::SUBNORMAL, 6),
    ) {
        let levels = |count: usize| (0..count).map(|level| level.to_string());
        let (Ok(first), Ok(second)) = (Margin::new("a", levels(3).zip(targets)), Margin::new("b", levels(2).zip(other)))
        else { return Ok(()) };
        let (Ok(first), Ok(second)) = (first.normalised_to(1.0), second.normalised_to(1.0)) else { return Ok(()) };
        let (a, b): (Vec<_>, Vec<_>) = (0..6).map(|cell| (Some(cell / 2), Some(cell % 2))).unzip();
        let placements = [Placement::new(&first, &a), Placement::new(&second, &b)];
        for base in [None, Some(&base[..])] {
            for raked in [rake(&placements, base), rake_bounded(&placements, base, Bounds::default())].into_iter().flatten() {
                prop_assert!(raked.weights().iter().all(|weight| weight.is_finite()));
                prop_assert!(Sample::raked(&raked).is_ok());
            }
        }
    }

    #[test]
    fn any_weights_and_answers_give_a_figure_or_a_refusal(
        rows in prop::collection::vec((any::<f64>(), prop::option::of(any::<f64>())), 0..8),
    ) {
        let (weights, answers): (Vec<f64>, Vec<Option<f64>>) = rows.into_iter().unzip();
        if let Ok(kish) = Kish::of(&weights) {
            prop_assert!(kish.effective.is_finite() && kish.design_effect >= 1.0 - 1e-12);
        }
        let weights: Vec<f64> = weights.iter().map(|weight| weight.abs()).collect();
        let Ok(sample) = Sample::fixed(&weights) else { return Ok(()) };
        if let Ok(figure) = mean(&sample, &answers) {
            prop_assert!(figure.weighted.is_finite() && figure.standard_error.is_none_or(f64::is_finite));
        }
    }
}
