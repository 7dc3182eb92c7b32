//! Whatever runs on several threads gives the same bits on one, two and eight; the means of the bootstrap and drawn weightings
//! have such tests of their own.

use weighting::bootstrap::{Bootstrap, Column, Plan};
use weighting::disclosure::{Rule, Tables, suppress};
use weighting::margin::{Margin, Placement};
use weighting::progress::Progress;
use weighting::sensitivity::{Pipeline, Priorities};

/// As many people as are sorted by several threads.
const PEOPLE: u32 = 20_000;

/// Runs something on one, two and eight threads; numbers are written with all their digits.
#[track_caller]
fn alike<T: std::fmt::Debug + Send>(run: impl Fn() -> T + Sync) {
    let [one, two, eight] = [1, 2, 8].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        format!("{:?}", pool.install(&run))
    });
    assert!(one == two && one == eight, "{one}\n{two}\n{eight}");
}

fn codes(levels: u32) -> Vec<Option<usize>> {
    (0..PEOPLE).map(|row| Some(usize::try_from((row * 7 + row / 13) % levels).unwrap())).collect()
}

fn scores() -> Vec<f64> {
    (0..PEOPLE).map(|row| f64::from(row * 31 % 997) / 7.0).collect()
}

fn age() -> Margin {
    Margin::new("age", [("young", 30.1), ("middle", 45.2), ("old", 24.7)]).unwrap()
}

#[test]
fn replicates_of_any_statistic_have_the_same_bits() {
    let (age, codes, scores) = (age(), codes(3), scores());
    let placements = [Placement::new(&age, &codes)];
    let (plan, progress) = (Plan::new(12, 2_026), Progress::silent());
    alike(|| {
        let bootstrap = Bootstrap::reraked(&placements, None, &[Column::Values(&scores)]).unwrap();
        let sum = |weights: &[f64]| vec![weights.iter().zip(&scores).map(|(weight, score)| weight * score).sum()];
        let influence: Vec<f64> = scores.iter().map(|score| (score - 71.0) / f64::from(PEOPLE)).collect();
        let given: Vec<Vec<f64>> =
            (0..4).map(|draw| bootstrap.multiplicities(7, draw).into_iter().map(f64::from).collect()).collect();
        (
            bootstrap.with_replicates(plan, &progress, sum).unwrap(),
            bootstrap.one_step(plan, &progress, &[71.0], &[&influence]).unwrap(),
            bootstrap.means_given(&given, 0.0).unwrap(),
        )
    });
}

#[test]
fn the_checks_of_a_pipeline_have_the_same_bits() {
    let (age, codes, others, scores) = (age(), codes(3), codes(5), scores());
    let placements = [Placement::new(&age, &codes)];
    let estimator = |weights: &[f64]| -> Priorities {
        let part = |item: usize| (0..scores.len()).filter(move |row| row % 3 == item);
        Ok((0..3).map(|item| part(item).map(|row| weights[row] * scores[row]).sum()).collect())
    };
    alike(|| {
        let list = Pipeline::of(&placements, &estimator).groups("area", &others).sensitivity(&Progress::silent());
        let list = list.unwrap();
        (list.shares().to_vec(), list.checks().to_vec(), list.headline())
    });
}

#[test]
fn suppression_finds_the_same_cells() {
    let counts: Vec<Vec<u64>> =
        (0..5).map(|row| (0..4).map(|column| (row * 17 + column * 29) % 41).collect()).collect();
    let tables = Tables::two_way(&counts).unwrap();
    alike(|| suppress(&tables, &Rule::default(), &[], &Progress::silent()).unwrap());
}
