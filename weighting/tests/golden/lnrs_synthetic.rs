//! The case that mirrors the product: 1,500 responses raked to age, sex and authority, against R's survey package.

use serde_json::Value;
use weighting::estimate::{Estimate, ProportionMethod, Sample, mean, means, proportion, share};
use weighting::margin::{Margin, Placement};
use weighting::poststratify::poststratify;
use weighting::quality::{Gate, Kish};
use weighting::rake::{Bounds, RakeError, Raked, Side, Targets, rake, rake_bounded, rake_capped, rake_trimmed};
use weighting::trim::{Limits, Sharing, trim};

use crate::support::{Table, at, case, close, json, margin, only, relatively_close};

struct Survey {
    table: Table,
    weights: Table,
    expected: Value,
    margins: Vec<Margin>,
}

impl Survey {
    fn read() -> Self {
        let folder = case("lnrs_synthetic");
        let expected = json(&folder, "expected.json");
        let margins = ["age", "sex", "la"].map(|name| margin(name, &expected["population"][name]));
        Self {
            table: Table::read(&folder, "input.csv"),
            weights: Table::read(&folder, "expected_weights.csv"),
            expected: expected["expected"].clone(),
            margins: margins.into(),
        }
    }

    fn weigh<T>(&self, by: impl FnOnce(&[Placement<'_>]) -> T) -> T {
        let codes: Vec<_> = self.margins.iter().map(|margin| self.table.codes(margin.name(), margin)).collect();
        let placements: Vec<_> = self.margins.iter().zip(&codes).map(|(m, codes)| Placement::new(m, codes)).collect();
        by(&placements)
    }

    fn raked(&self) -> Raked {
        self.weigh(|placements| rake(placements, None)).unwrap()
    }

    fn bounded(&self, upper: f64) -> Result<Raked, RakeError> {
        self.weigh(|placements| rake_bounded(placements, None, Bounds::new(0.2, upper).unwrap()))
    }

    #[track_caller]
    fn same_weights(&self, raked: &Raked, column: &str) {
        self.same_weights_of(raked.weights(), column, 1e-8);
    }

    #[track_caller]
    fn same_weights_of(&self, weights: &[f64], column: &str, tolerance: f64) {
        let mean = 1_200_000.0 / 1_500.0;
        for (actual, expected) in weights.iter().zip(self.weights.numbers(column)) {
            relatively_close(column, actual * mean, expected, tolerance);
        }
    }

    #[track_caller]
    fn same(&self, figure: Estimate, estimate: &str, error: &str) {
        close(estimate, figure.weighted, at(&self.expected, estimate), 1e-9);
        close(error, figure.standard_error.unwrap(), at(&self.expected, error), 1e-7);
    }
}

#[test]
fn raked_weights_agree_with_r() {
    let survey = Survey::read();
    let raked = survey.raked();
    survey.same_weights(&raked, "w");
    let kish = Kish::of(raked.weights()).unwrap();
    close("n_eff", kish.effective, at(&survey.expected, "/n_eff"), 1e-8);
    close("deff", kish.design_effect, at(&survey.expected, "/kish_deff"), 1e-8);
    assert_eq!(kish.gate(), Gate::Green);
    let largest = raked.weights().iter().copied().fold(0.0, f64::max);
    close("max over mean", largest, at(&survey.expected, "/max_over_mean"), 1e-8);
}

#[test]
fn every_margin_is_met_and_said_to_be_met() {
    let raked = Survey::read().raked();
    assert_eq!(raked.fits().len(), 15);
    for fit in raked.fits() {
        relatively_close(&fit.level, fit.achieved, fit.target, 1e-10);
    }
    assert!(raked.miss() <= 1e-10);
    close("mean weight", raked.weights().iter().sum::<f64>() / 1_500.0, 1.0, 1e-12);
}

#[test]
fn unweighted_means_stand_beside_raked_means_with_residualised_standard_errors() {
    let survey = Survey::read();
    let raked = survey.raked();
    let (sample, plain) = (Sample::raked(&raked).unwrap(), Sample::unweighted(1_500).unwrap());
    for question in ["q1", "q2", "q4", "q5", "pick"] {
        let answers = survey.table.answers(question);
        let figure = mean(&sample, &answers).unwrap();
        survey.same(figure, &format!("/raked/est/{question}"), &format!("/raked/se/{question}"));
        close(question, figure.unweighted, at(&survey.expected, &format!("/unweighted/est/{question}")), 1e-9);
        let plain = mean(&plain, &answers).unwrap();
        survey.same(plain, &format!("/unweighted/est/{question}"), &format!("/unweighted/se/{question}"));
    }
}

#[test]
fn a_share_is_the_mean_of_ones_and_zeros() {
    let survey = Survey::read();
    let raked = survey.raked();
    let picked: Vec<_> = survey.table.answers("pick").iter().map(|pick| pick.map(|pick| pick > 0.0)).collect();
    survey.same(share(&Sample::raked(&raked).unwrap(), &picked).unwrap(), "/raked/est/pick", "/raked/se/pick");
}

#[test]
fn a_share_has_an_interval_on_the_log_odds() {
    let survey = Survey::read();
    let raked = survey.raked();
    let picked: Vec<_> = survey.table.answers("pick").iter().map(|pick| pick.map(|pick| pick > 0.0)).collect();
    let found = proportion(&Sample::raked(&raked).unwrap(), &picked, ProportionMethod::Logit, 0.95).unwrap();
    let interval = [found.estimate.weighted, found.interval.lower, found.interval.upper];
    for (place, actual) in interval.into_iter().enumerate() {
        let pointer = format!("/pick_ciprop_logit/{place}");
        // R fits the log odds by iteration, and stops 3e-10 from the mean.
        close(&pointer, actual, at(&survey.expected, &pointer), 1e-7);
    }
}

#[test]
fn weights_taken_as_known_give_the_wider_standard_errors_that_other_tools_report() {
    let survey = Survey::read();
    let raked = survey.raked();
    let figure = mean(&Sample::fixed(raked.weights()).unwrap(), &survey.table.answers("q1")).unwrap();
    survey.same(figure, "/raked/est/q1", "/weights_treated_as_fixed_se/q1");
}

#[test]
fn blanks_are_left_out_of_the_base() {
    let survey = Survey::read();
    let raked = survey.raked();
    let answers = survey.table.answers("q3");
    let figure = mean(&Sample::raked(&raked).unwrap(), &answers).unwrap();
    survey.same(figure, "/raked_q3_item_nonresponse/est/q3", "/raked_q3_item_nonresponse/se/q3");
    assert_eq!(figure.answered, answers.iter().flatten().count());
}

#[test]
fn a_group_is_estimated_as_a_domain_of_the_full_design() {
    let survey = Survey::read();
    let raked = survey.raked();
    let sample = Sample::raked(&raked).unwrap();
    for (domain, column) in [("by_la", "la"), ("by_type", "type")] {
        let groups = survey.table.text(column);
        for (g, group) in survey.expected[domain]["level"].as_array().unwrap().iter().enumerate() {
            for question in ["q1", "q4"] {
                let answers = only(&survey.table.answers(question), &groups, group.as_str().unwrap());
                let figure = mean(&sample, &answers).unwrap();
                survey.same(figure, &format!("/{domain}/{question}/{g}"), &format!("/{domain}/{question}_se/{g}"));
            }
        }
    }
}

#[test]
fn priorities_from_ratings_are_shares_with_a_delta_standard_error() {
    let survey = Survey::read();
    let raked = survey.raked();
    let questions = ["q1", "q2", "q4", "q5"];
    let columns = questions.map(|question| survey.table.answers(question));
    let shares = means(&Sample::raked(&raked).unwrap(), &columns).unwrap().shares().unwrap();
    for (figure, question) in shares.each.iter().zip(questions) {
        survey.same(*figure, &format!("/priority_share/share/{question}"), &format!("/priority_share/se/{question}"));
    }
}

#[test]
fn weights_within_bounds_agree_with_calibration_in_r() {
    let survey = Survey::read();
    let bounded = survey.bounded(3.6).unwrap();
    survey.same_weights(&bounded, "w_bounded");
    let kish = Kish::of(bounded.weights()).unwrap();
    close("n_eff", kish.effective, at(&survey.expected, "/bounded_raking_calibrate/n_eff"), 1e-8);
    assert_eq!((bounded.at_lower(), bounded.at_upper()), (0, 46));
    assert!(bounded.steps() <= 12, "{} steps", bounded.steps());
    let sample = Sample::raked(&bounded).unwrap();
    for question in ["q1", "q4"] {
        let figure = mean(&sample, &survey.table.answers(question)).unwrap();
        let pointer = |kind: &str| format!("/bounded_raking_calibrate/est/{kind}/{question}");
        survey.same(figure, &pointer("est"), &pointer("se"));
    }
}

#[test]
fn cutting_and_raking_again_by_hand_would_end_at_the_bounded_weights() {
    let survey = Survey::read();
    let bounded = survey.bounded(3.6).unwrap();
    for (actual, expected) in bounded.weights().iter().zip(survey.weights.numbers("w_trim_alternating")) {
        relatively_close("w_trim_alternating", actual * 800.0, expected, 1e-6);
    }
}

#[test]
fn raking_and_trimming_in_turn_takes_as_long_as_r_and_ends_at_the_bounded_weights() {
    let survey = Survey::read();
    let capped = survey.weigh(|placements| rake_trimmed(placements, None, 3.6)).unwrap();
    let expected = |key: &str| at(&survey.expected, &format!("/trim_rerake_alternating/{key}"));
    for (actual, expected) in capped.weights().iter().zip(survey.weights.numbers("w_trim_alternating")) {
        relatively_close("w_trim_alternating", actual * 800.0, expected, 1e-8);
    }
    close("turns", f64::from(u32::try_from(capped.turns()).unwrap()), expected("cycles"), 0.0);
    let largest = capped.weights().iter().copied().fold(0.0, f64::max);
    close("max over mean", largest, expected("max_over_mean"), 1e-8);
    close("n_eff", Kish::of(capped.weights()).unwrap().effective, expected("n_eff"), 1e-8);
    let sample = Sample::fixed(capped.weights()).unwrap();
    for question in ["q1", "q4"] {
        close(question, mean(&sample, &survey.table.answers(question)).unwrap().weighted, expected(question), 1e-8);
    }
    assert_eq!(capped.targets(), Targets::Met);
}

#[test]
fn trimmed_weights_share_out_what_was_cut_until_all_keep_the_limit() {
    let survey = Survey::read();
    let weights: Vec<f64> = survey.raked().weights().iter().map(|weight| weight * 800.0).collect();
    let trimmed = trim(&weights, Limits::at_most(2_400.0), Sharing::UntilKept).unwrap();
    let expected = |key: &str| at(&survey.expected, &format!("/trim_once_strict/{key}"));
    close("n_eff", Kish::of(trimmed.weights()).unwrap().effective, expected("n_eff"), 1e-8);
    close("max", trimmed.weights().iter().copied().fold(0.0, f64::max), expected("max"), 1e-12);
    close("sum", trimmed.weights().iter().sum::<f64>(), 1_200_000.0, 1e-12);
    let sample = Sample::fixed(trimmed.weights()).unwrap();
    for question in ["q1", "q4"] {
        let figure = mean(&sample, &survey.table.answers(question)).unwrap();
        close(question, figure.weighted, expected(&format!("means/{question}")), 1e-9);
    }
}

#[test]
fn a_cap_in_the_manner_of_anesrake_meets_the_margins_or_says_that_it_missed_them() {
    let survey = Survey::read();
    let capped = |cap: f64| survey.weigh(|placements| rake_capped(placements, None, cap, 0.01)).unwrap();
    let loose = capped(50.0);
    survey.same_weights_of(loose.weights(), "w", 1e-9);
    assert_eq!(loose.targets(), Targets::Met);
    let (kept, missed) = (capped(5.0), capped(2.2));
    assert!(kept.miss() < 1e-3 && kept.at_cap() > 0, "{}", kept.miss());
    assert_eq!(missed.targets(), Targets::Missed);
    let young = missed.fits().iter().find(|fit| fit.level == "16-24").unwrap();
    assert!(young.achieved < 0.8 * young.target, "{young:?}");
    assert!(matches!(missed.met_within(1e-6), Err(RakeError::NotMet { fits, .. }) if fits.len() == 15));
}

#[test]
fn one_margin_alone_is_post_stratification() {
    let survey = Survey::read();
    let codes = survey.table.codes("la", &survey.margins[2]);
    let post = poststratify(&survey.margins[2], &codes, None).unwrap();
    let raked = rake(&[Placement::new(&survey.margins[2], &codes)], None).unwrap();
    for (post, raked) in post.weights().iter().zip(raked.weights()) {
        relatively_close("weight", *post, raked * 800.0, 1e-13);
    }
}

#[test]
fn bounds_that_do_not_bind_change_nothing() {
    let survey = Survey::read();
    let loose = survey.weigh(|placements| rake_bounded(placements, None, Bounds::new(0.0, 50.0).unwrap())).unwrap();
    survey.same_weights(&loose, "w");
    assert_eq!((loose.at_lower(), loose.at_upper()), (0, 0));
}

#[test]
fn a_cap_below_what_one_level_needs_is_refused_and_names_the_level() {
    let survey = Survey::read();
    let refusal = survey.bounded(2.2).unwrap_err();
    let RakeError::OutOfBounds { margin, level, side, needed, .. } = refusal else { panic!("{refusal}") };
    assert_eq!((margin.as_str(), level.as_str(), side), ("age", "16-24", Side::Upper));
    close("needed", needed, at(&survey.expected, "/max_target_over_sample_share"), 1e-9);
}

#[test]
fn leaving_one_area_out_gives_the_means_of_the_others() {
    let survey = Survey::read();
    let areas = survey.table.text("la");
    for (index, area) in survey.margins[2].levels().iter().enumerate() {
        let kept: Vec<usize> = (0..1_500).filter(|&row| areas[row] != area.name).collect();
        let others = survey.margins[2].levels().iter().filter(|level| level.name != area.name);
        let la = Margin::new("la", others.map(|level| (level.name.as_str(), level.target))).unwrap();
        let margins = [0, 1].map(|m| survey.margins[m].normalised_to(la.total()).unwrap());
        let [age, sex] = &margins;
        let margins = [age, sex, &la];
        let codes = margins.map(|margin| {
            let column = survey.table.text(margin.name());
            kept.iter().map(|&row| margin.code_of(column[row])).collect::<Vec<_>>()
        });
        let placements = [0, 1, 2].map(|m| Placement::new(margins[m], &codes[m]));
        let raked = rake(&placements, None).unwrap();
        for (q, question) in ["q1", "q2", "q4", "q5"].into_iter().enumerate() {
            let answers = survey.table.answers(question);
            let answers: Vec<_> = kept.iter().map(|&row| answers[row]).collect();
            let figure = mean(&Sample::fixed(raked.weights()).unwrap(), &answers).unwrap();
            let pointer = format!("/leave_one_area_out_q1_q2_q4_q5/LA{}/{q}", index + 1);
            close(&pointer, figure.weighted, at(&survey.expected, &pointer), 1e-9);
        }
    }
}
