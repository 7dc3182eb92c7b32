//! Re-raked bootstraps.

use proptest::prelude::*;
use weighting::bootstrap::{Bootstrap, Centre, Column, Plan, Replicates};
use weighting::margin::Placement;
use weighting::progress::Progress;
use weighting::rake::Bounds;

use super::{all_finite, margins, number, people};

fn look_at(replicates: &Replicates, level: f64) {
    let figures = replicates.figures().len();
    assert_eq!(replicates.values().len(), replicates.len() * figures);
    assert_eq!(replicates.rows().len(), replicates.kept().len());
    let _ = replicates.is_empty();
    let _ = (
        replicates.failed(),
        replicates.percentile_intervals(level),
        replicates.map(|row| row.iter().take(1).copied().collect()),
    );
    for centre in [Centre::ReplicateMean, Centre::FullSample] {
        let _ = (replicates.covariance(centre), replicates.standard_errors(centre));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_people(
        people in people(), margins in margins(), drawn in 0..6_usize, seed in any::<u64>(), number in number(),
        codes in prop::collection::vec(any::<u8>(), 0..10), alike in any::<bool>(),
    ) {
        let progress = Progress::silent();
        let placements = [Placement::new(&margins[0], &people.codes), Placement::new(&margins[1], &people.others)];
        let columns = [Column::Answers(&people.answers), Column::Values(&people.numbers), Column::Codes(&codes)];
        let base = Some(&people.weights[..]);
        let made = [
            Bootstrap::reraked(&placements, base, &columns[..1]),
            Bootstrap::reraked(&placements[..1], None, &columns[1..2]),
            Bootstrap::reraked_bounded(&placements[..1], base, Bounds::default(), &columns[..2]),
            Bootstrap::unraked(&people.weights, &columns[..1]),
            Bootstrap::unraked(&people.weights, &columns),
            Bootstrap::unraked(&people.weights, &[]),
        ];
        for bootstrap in made.into_iter().flatten() {
            let grouped = |made: Bootstrap| made.clustered(&people.others)?.ordered_by(&people.codes);
            let Ok(bootstrap) = (if alike { Ok(bootstrap) } else { grouped(bootstrap) }) else { continue };
            all_finite(bootstrap.figures());
            let plan = Plan { most_failed: number, ..Plan::new(drawn, seed) };
            let multiplicities = [bootstrap.multiplicities(seed, drawn)].map(|row| row.iter().copied().map(f64::from).collect::<Vec<_>>());
            let _ = (bootstrap.weights(seed, drawn), bootstrap.respondents());
            for replicates in [
                bootstrap.means(plan, &progress),
                bootstrap.means(Plan { most_failed: 1.0, ..plan }, &progress),
                bootstrap.with_replicates(plan, &progress, |weights| vec![weights.iter().sum(), number]),
                bootstrap.one_step(plan, &progress, &[number, 1.0], &[&people.numbers, &people.weights]),
                bootstrap.means_given(&multiplicities, 1.0),
                bootstrap.means_given(&[&people.numbers, &people.weights], number),
            ].into_iter().flatten() {
                look_at(&replicates, number);
                look_at(&replicates, 0.9);
            }
        }
    }
}
