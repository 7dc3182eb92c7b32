//! Post-stratification by hand, and the tables that are refused.

use weighting::margin::{Margin, MarginError};
use weighting::poststratify::{PoststratifyError, joint_codes, joint_margin, poststratify};

fn table() -> Margin {
    Margin::new("table", [("a", 60.0), ("b", 40.0)]).unwrap()
}

#[test]
fn base_weights_are_scaled_within_each_cell() {
    let codes = [Some(0), Some(0), Some(1), Some(1)];
    let post = poststratify(&table(), &codes, Some(&[1.0, 2.0, 3.0, 5.0])).unwrap();
    for (weight, expected) in post.weights().iter().zip([20.0, 40.0, 15.0, 25.0]) {
        assert!((weight - expected).abs() < 1e-12);
    }
    let strata: Vec<_> = post.strata().iter().map(|stratum| stratum.respondents).collect();
    assert_eq!(strata, [2, 2]);
}

#[test]
fn means_and_residuals_are_taken_under_base_weights_and_not_plainly() {
    let codes = [Some(0), Some(0), Some(1)];
    let post = poststratify(&table(), &codes, Some(&[1.0, 3.0, 1.0])).unwrap();
    let means = post.stratum_means(&[4.0, 8.0, 5.0]).unwrap();
    assert!((means[0].unwrap() - 7.0).abs() < 1e-12 && (means[1].unwrap() - 5.0).abs() < 1e-12);
    for (residual, expected) in post.residuals(&[4.0, 8.0, 5.0]).unwrap().iter().zip([-3.0, 1.0, 0.0]) {
        assert!((residual - expected).abs() < 1e-12);
    }
}

#[test]
fn those_whose_cell_is_not_known_keep_their_share() {
    let codes = [Some(0), Some(1), Some(1), None];
    let post = poststratify(&table(), &codes, None).unwrap();
    for (weight, expected) in post.weights().iter().zip([45.0, 15.0, 15.0, 25.0]) {
        assert!((weight - expected).abs() < 1e-12, "{weight}");
    }
}

#[test]
fn an_empty_cell_with_a_count_is_refused_by_name() {
    let refusal = poststratify(&table(), &[Some(0)], None).unwrap_err();
    let expected = MarginError::EmptyLevel { margin: "table".into(), level: "b".into(), target: 40.0 };
    assert_eq!(refusal, PoststratifyError::Margin(expected));
    assert_eq!(poststratify(&table(), &[], None).unwrap_err(), PoststratifyError::NoRespondents);
}

#[test]
fn a_joint_table_names_its_cells_in_row_major_order() {
    let margin = joint_margin("t", &[&["x", "y"], &["F", "M", "O"]], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).unwrap();
    assert_eq!(margin.code_of("y and F"), Some(3));
    let codes = joint_codes(&[2, 3], &[&[Some(1), Some(0), None], &[Some(0), Some(2), Some(1)]]).unwrap();
    assert_eq!(codes, [Some(3), Some(2), None]);
}

#[test]
fn joint_tables_that_do_not_fit_are_refused() {
    let refusal = joint_margin("t", &[&["x", "y"]], &[1.0]).unwrap_err();
    assert_eq!(refusal, PoststratifyError::TableSize { counts: 1, cells: 2 });
    assert_eq!(joint_codes(&[2], &[&[Some(2)]]), Err(PoststratifyError::BadCodes { variable: 0 }));
    assert_eq!(joint_codes(&[], &[]), Err(PoststratifyError::BadCodes { variable: 0 }));
    let huge = joint_codes(&[usize::MAX, usize::MAX], &[&[Some(5)], &[Some(5)]]);
    assert_eq!(huge, Err(PoststratifyError::BadCodes { variable: 1 }));
}
