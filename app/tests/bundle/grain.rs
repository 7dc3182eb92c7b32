//! How much of the answers a bundle for everybody has.

use std::collections::BTreeMap;

use app::{
    analysis::{Group, Tally, Vote},
    bundle::{TooClose, public_grain, verify, write},
};
use domain::{bundle::Grain, uses::RESIDENT};

use crate::{
    sample::{Sample, USUAL},
    unpacked::Files,
};

/// Answers in which everybody has enough others who are alike in segment and levels.
const SAFE: Sample = Sample { unsaid: None, ..USUAL };

#[test]
fn answers_of_people_who_have_enough_others_alike_are_for_everybody() {
    let (evidence, _) = SAFE.evidence();
    let bundle = write(&evidence, false).unwrap();
    assert_eq!((bundle.manifest.grain, bundle.manifest.left_out.as_deref()), (Grain::Rows, None));
    let verified = verify(&bundle.bytes, Some(&bundle.fingerprint)).unwrap();
    assert!(verified.differences.is_empty() && verified.figures.is_some(), "{:?}", verified.differences);
}

#[test]
fn where_somebody_could_be_told_there_are_fingerprints_alone() {
    let (evidence, _) = USUAL.evidence();
    let bundle = write(&evidence, false).unwrap();
    assert_eq!(bundle.manifest.grain, Grain::Hashes);
    assert!(
        bundle.manifest.left_out.as_ref().unwrap().contains("fewer than 10 people"),
        "{:?}",
        bundle.manifest.left_out
    );
    let files = Files::of(&bundle.bytes);
    assert_eq!(files.names(), ["README.md", "method.md", "plan.json", "questions.json", "frozen.csv", "manifest.json"]);
    let verified = verify(&bundle.bytes, Some(&bundle.fingerprint)).unwrap();
    assert!(verified.differences.is_empty() && verified.figures.is_none(), "{:?}", verified.differences);
    let mut files = files;
    files.replace("manifest.json", "\"missing\": 2", "\"missing\": 1");
    let verified = verify(&files.packed(), None).unwrap();
    let said: Vec<String> = verified.differences.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["missing responses: 2 in frozen.csv, 1 in manifest.json"]);
}

/// A tally of one group, in which so many voted for the first option and so many for the second.
fn group(first: usize, second: usize, silent: usize) -> Tally {
    let (whole, mut group) = (USUAL.tally(), Group::default());
    let vote = |option| vec![Some(Vote::Options(vec![option])), None, None];
    let votes = std::iter::repeat_n(vote(0), first).chain(std::iter::repeat_n(vote(1), second));
    let votes = votes.chain(std::iter::repeat_n(vec![None, None, None], silent));
    votes.for_each(|votes| group.push(vec![Some(0), Some(1)], votes, None));
    Tally::of(whole.scales, whole.population, BTreeMap::from([(Some(RESIDENT.to_owned()), group)]))
}

#[test]
fn ten_people_alike_are_enough_unless_all_of_them_answered_alike() {
    assert_eq!(public_grain(&group(9, 1, 0)), Ok(()));
    assert_eq!(public_grain(&group(8, 1, 0)), Err(TooClose::FewAlike));
    assert_eq!(public_grain(&group(10, 0, 0)), Err(TooClose::AllAlike));
    assert_eq!(public_grain(&group(9, 0, 1)), Ok(()));
    assert_eq!(public_grain(&group(0, 0, 10)), Ok(()), "that nobody answered tells nothing of anybody");
}

#[test]
fn rows_and_fingerprints_are_in_orders_that_cannot_be_joined() {
    let mut files = Files::of(&write(&SAFE.evidence().0, false).unwrap().bytes);
    for name in ["responses.csv", "frozen.csv"] {
        let text = files.text(name);
        let lines: Vec<&str> = text.lines().skip(1).collect();
        let mut sorted = lines.clone();
        if name == "frozen.csv" {
            sorted.sort_unstable();
        } else {
            // Of two segments the one that is not said comes first; within one, rows are in the order of levels.
            sorted.sort_by_key(|line| line.starts_with(RESIDENT));
        }
        assert_eq!(lines, sorted, "{name}");
    }
    let ages: Vec<String> = files
        .text("responses.csv")
        .lines()
        .filter_map(|line| Some(line.strip_prefix("resident,")?[..5].to_owned()))
        .collect();
    assert!(ages.is_sorted() && ages.len() == 420, "{ages:?}");
}
