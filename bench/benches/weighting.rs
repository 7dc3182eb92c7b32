//! The statistics alone, in this process, by Criterion: how long each takes for consultations of three sizes.
//! Beside peers, and for memory, see `peers.py`.

use std::hint::black_box;
use std::time::Duration;

use bench::rankings::Orders;
use bench::survey::Survey;
use criterion::{BenchmarkId, Criterion, Throughput};
use weighting::bootstrap::{Bootstrap, Plan};
use weighting::estimate::Sample;
use weighting::plackett_luce::{PlackettLuce, Pseudo};
use weighting::progress::Progress;
use weighting::rake::rake;
use weighting::worth::Basis;

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
const RANKED_BY: [usize; 2] = [10_000, 100_000];
const REPLICATES: usize = 1_000;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(10))
        .configure_from_args();
    for respondents in SIZES {
        let survey = Survey::of(respondents).expect("its margins are well formed");
        raking(&mut criterion, respondents, &survey);
        bootstrapping(&mut criterion, respondents, &survey);
    }
    for respondents in RANKED_BY {
        ranking(&mut criterion, &Orders::of(respondents));
    }
    criterion.final_summary();
}

/// Cells from codes, and the weights of all respondents, on margins of 7, 2 and 6 levels.
fn raking(criterion: &mut Criterion, respondents: usize, survey: &Survey) {
    let placements = survey.placements();
    let mut group = criterion.benchmark_group("rake");
    group.throughput(Throughput::Elements(respondents as u64));
    group.bench_function(BenchmarkId::from_parameter(respondents), |bencher| {
        bencher.iter(|| rake(black_box(&placements), None));
    });
    group.finish();
}

/// From codes and answers to the means of 20 items in 1,000 replicates, each raked again.
fn bootstrapping(criterion: &mut Criterion, respondents: usize, survey: &Survey) {
    let (placements, columns) = (survey.placements(), survey.columns());
    let mut group = criterion.benchmark_group("bootstrap");
    group.throughput(Throughput::Elements(respondents as u64));
    group.bench_function(BenchmarkId::from_parameter(respondents), |bencher| {
        bencher.iter(|| {
            let prepared = Bootstrap::reraked(black_box(&placements), None, &columns)?;
            prepared.means(Plan::new(REPLICATES, 2_026), &Progress::silent())
        });
    });
    group.finish();
}

/// From full rankings of 20 items to log worths with standard errors by the design.
fn ranking(criterion: &mut Criterion, orders: &Orders) {
    let respondents = orders.0.len();
    let rankings = orders.rankings().expect("each order names every item once");
    let sample = Sample::unweighted(respondents).expect("somebody ranked");
    let mut group = criterion.benchmark_group("plackett_luce");
    group.throughput(Throughput::Elements(respondents as u64));
    group.bench_function(BenchmarkId::from_parameter(respondents), |bencher| {
        bencher.iter(|| {
            let fitted = PlackettLuce::fit(&sample, black_box(&rankings), Pseudo::Never)?;
            fitted.worths.log_worths(Basis::Design)
        });
    });
    group.finish();
}
