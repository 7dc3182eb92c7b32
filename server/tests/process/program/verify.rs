//! Checking bundles by the command line.

use std::{collections::BTreeMap, ops::ControlFlow};

use app::{
    analysis::{
        Group, Method, Population, Scale, Tally, Vote,
        run::{Frozen, execute},
    },
    bundle::{Evidence, FrozenSet, Mark, Particulars, SignedPlan, Written, write},
};
use chrono::DateTime;
use domain::{
    bundle::Standing,
    plan::{Cutoffs, Estimator, Plan, WeightBounds},
    question::AnswerOption,
    uses::RESIDENT,
};

use super::*;

/// The bundle of a run on so many answers to one question.
fn bundle(answers: u8) -> Written {
    let option = |id: &str| AnswerOption { id: id.into(), priority: Some(id.into()), ..AnswerOption::default() };
    let scale = Scale {
        question: "which".into(),
        text: "Which?".into(),
        method: Method::Choosing,
        options: vec![option("ponds"), option("woods")],
        left_out: Vec::new(),
    };
    let plan = Plan {
        headline: "which".into(),
        estimator: Estimator::SplitVote,
        margins: Vec::new(),
        bounds: WeightBounds { floor: 20, cap: 500 },
        cutoffs: Cutoffs { medium: 30, high: 60 },
        top: 1,
        replicates: 200,
        seed: 7,
        reasons: "One question is asked.".into(),
        pooling: None,
        criteria: None,
    };
    let mut group = Group::default();
    (0..answers)
        .for_each(|row| group.push(Vec::new(), vec![Some(Vote::Options(vec![usize::from(row % 3 == 0)]))], None));
    let groups = BTreeMap::from([(Some(RESIDENT.to_owned()), group)]);
    let tally = Tally::of(vec![scale], Population::planned(&plan).unwrap(), groups);
    let responses = u64::from(answers);
    let frozen = Frozen { responses, missing: 0 };
    let results = execute(&plan, &tally, frozen, &|_, _| ControlFlow::Continue(())).unwrap();
    let at = DateTime::UNIX_EPOCH;
    let particulars = Particulars {
        title: "First".into(),
        consultation: "first".into(),
        is_demonstration: false,
        run: 3,
        code_version: env!("CARGO_PKG_VERSION").into(),
        freeze: FrozenSet { number: 1, at, responses, fingerprint: String::new() },
    };
    let plan = SignedPlan { number: 1, fixed_at: Some(at), signatures: 2, looks_before: 0, plan };
    let frozen = (0..answers).map(|row| Mark { hash: [row; 32], standing: Standing::There }).collect();
    let results = serde_json::to_string(&results).unwrap();
    write(&Evidence { particulars, plan, tally, frozen, results }, true).unwrap()
}

#[test]
fn a_bundle_is_checked_and_the_exit_code_tells_what_came_of_it() {
    let folder = folder();
    let (bundle, other) = (bundle(40), bundle(41));
    fs::write(folder.path().join("bundle.zip"), &bundle.bytes).unwrap();
    fs::write(folder.path().join("broken.zip"), &bundle.bytes[..500]).unwrap();

    let good = run(&folder, &["verify", "bundle.zip", "--fingerprint", &bundle.fingerprint]);
    let said = text(&good.stdout);
    assert_eq!((good.status.code(), text(&good.stderr)), (Some(0), ""), "{said}");
    assert!(said.contains("Bundle of run 3 of \"First\"") && said.ends_with("Everything holds\n"), "{said}");

    let another = run(&folder, &["verify", "bundle.zip", "--fingerprint", &other.fingerprint]);
    assert_eq!(another.status.code(), Some(1));
    assert!(text(&another.stdout).contains("is not the one that was published"), "{}", text(&another.stdout));
    assert_eq!(text(&another.stderr), "error: bundle.zip: 1 thing differs\n");

    for (file, reason) in [("broken.zip", "is no bundle: it is no ZIP file"), ("nowhere.zip", "is no bundle: ")] {
        let unreadable = run(&folder, &["verify", file]);
        assert_eq!((unreadable.status.code(), text(&unreadable.stdout)), (Some(2), ""));
        assert!(text(&unreadable.stderr).contains(reason), "{}", text(&unreadable.stderr));
    }
}
