//! The designs of the case, and what they say of themselves.

use weighting::design::{Design, Lonely, Population};
use weighting::estimate::{Sample, mean};

use super::figures::compare_figures;
use super::{Differences, Farms, expected};
use crate::support::only;

/// Parishes drawn within strata, of how many there are.
pub fn parishes(farms: &Farms, lonely: Lonely) -> Design {
    let (weights, sizes) = (farms.numbers("w"), farms.numbers("parishes"));
    let begun = Design::of(farms.len()).weights(&weights).strata(&farms.text("stratum"));
    begun.clusters(&farms.text("parish")).population(Population::Sizes(&sizes)).lonely(lonely).build().unwrap()
}

/// Farms drawn within those parishes, with the weights of the file or those that the two draws make.
pub fn two_stages(farms: &Farms, weights: Option<&[f64]>, lonely: Lonely) -> Design {
    let (sizes, within) = (farms.numbers("parishes"), farms.numbers("farms"));
    let begun = Design::of(farms.len()).strata(&farms.text("stratum")).clusters(&farms.text("parish")).lonely(lonely);
    let begun = begun.population(Population::Sizes(&sizes));
    let begun = begun.second_stage(&farms.text("farm"), Population::Sizes(&within));
    match weights {
        Some(weights) => begun.weights(weights).build().unwrap(),
        None => begun.build().unwrap(),
    }
}

/// The design of a name in the expected numbers.
pub fn named(name: &str) -> (Farms, Design) {
    let farms = if name == "unstratified" { Farms::all() } else { Farms::several() };
    let weights = farms.numbers("w");
    let design = match name {
        "two" => two_stages(&farms, None, Lonely::Refused),
        "two_w" => two_stages(&farms, Some(&weights), Lonely::Refused),
        "parts" | "one_part" => {
            let (first, second) = (farms.numbers("part_1"), farms.numbers("part_2"));
            let begun = Design::of(farms.len()).weights(&weights).strata(&farms.text("stratum"));
            let begun = begun.clusters(&farms.text("parish")).population(Population::Fractions(&first));
            if name == "parts" {
                begun.second_stage(&farms.text("farm"), Population::Fractions(&second)).build().unwrap()
            } else {
                begun.build().unwrap()
            }
        }
        _ => Design::of(farms.len()).weights(&weights).clusters(&farms.text("parish")).build().unwrap(),
    };
    (farms, design)
}

pub const NAMES: [&str; 5] = ["two", "two_w", "parts", "one_part", "unstratified"];

#[test]
fn draws_in_one_and_two_stages_from_sizes_and_parts_agree_with_r() {
    let mut differences = Differences::default();
    for name in NAMES {
        let (farms, design) = named(name);
        let found = expected(&format!("/{name}"));
        compare_figures(&mut differences, name, &farms, &Sample::of(&design), &found);
        differences.compare(name, design.weights(), &found, "/weights", 1e-12);
    }
    differences.none();
}

#[test]
fn a_lonely_cluster_agrees_with_r_under_every_option() {
    let mut differences = Differences::default();
    let farms = Farms::all();
    let weights = farms.numbers("w");
    for (choice, lonely) in [
        ("remove", Lonely::Certain),
        ("certainty", Lonely::Certain),
        ("adjust", Lonely::Centred),
        ("average", Lonely::Average),
    ] {
        let endless = Design::of(farms.len()).weights(&weights).strata(&farms.text("stratum"));
        let endless = endless.clusters(&farms.text("parish")).lonely(lonely).build().unwrap();
        let strata = farms.text("stratum");
        let sizes: Vec<f64> =
            farms.numbers("parishes").iter().zip(&strata).map(|(n, s)| if *s == "marsh" { 1.0 } else { *n }).collect();
        let whole = Design::of(farms.len()).weights(&weights).strata(&strata).clusters(&farms.text("parish"));
        let whole = whole.population(Population::Sizes(&sizes)).lonely(lonely).build().unwrap();
        let two = two_stages(&farms, Some(&weights), lonely);
        let finite = parishes(&farms, lonely);
        for (kind, design) in [("endless", &endless), ("finite", &finite), ("whole", &whole), ("two", &two)] {
            let pointer = format!("/lonely/{choice}/{kind}");
            compare_figures(&mut differences, &pointer, &farms, &Sample::of(design), &expected(&pointer));
        }
    }
    differences.none();
}

#[test]
fn a_single_unit_drawn_within_a_cluster_agrees_with_r() {
    let mut differences = Differences::default();
    let mut farms = Farms::several();
    let (parish, farm) = (farms.numbers("parish"), farms.numbers("farm"));
    let is_left_out: Vec<bool> =
        parish.iter().zip(&farm).map(|(parish, farm)| [101.0, 402.0].contains(parish) && *farm > 1.0).collect();
    let mut left_out = is_left_out.iter();
    farms.kept.retain(|_| !left_out.next().unwrap());
    let weights = farms.numbers("w");
    for (choice, lonely) in [("certainty", Lonely::Certain), ("adjust", Lonely::Centred)] {
        let design = two_stages(&farms, Some(&weights), lonely);
        let pointer = format!("/lonely_within/{choice}");
        compare_figures(&mut differences, &pointer, &farms, &Sample::of(&design), &expected(&pointer));
    }
    differences.none();
}

/// R gives no number here either.
#[test]
fn a_domain_of_lonely_clusters_only_has_no_average_to_take_its_error_from() {
    let farms = Farms::all();
    let design = parishes(&farms, Lonely::Average);
    let marsh = only(&farms.answers("area"), &farms.text("stratum"), "marsh");
    let figure = mean(&Sample::of(&design), &marsh).unwrap();
    assert_eq!(figure.standard_error, None);
    assert!(figure.weighted > 0.0);
}
