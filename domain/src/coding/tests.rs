use chrono::DateTime;
use uuid::Uuid;

use super::*;
use crate::{
    code_frame::{FrameStep, TagWords},
    ids::ResponseId,
};

const NOW: Moment = DateTime::<chrono::Utc>::UNIX_EPOCH;

fn person(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

fn frame(names: &[&str]) -> CodeFrame {
    let words = |name: &&str| TagWords { name: (*name).to_owned(), ..TagWords::default() };
    CodeFrame::default().take(&FrameStep::Load(names.iter().map(words).collect()), 1).unwrap()
}

fn chosen(tags: &[&str]) -> BTreeSet<TagId> {
    tags.iter().map(|tag| (*tag).to_owned()).collect()
}

/// Adds what a change says under the first version of a frame, as the store does.
fn add(coded: &mut Coded, change: Change, account: AccountId) {
    add_under(coded, change, account, 1);
}

fn add_under(coded: &mut Coded, change: Change, account: AccountId, frame_version: i64) {
    let finished_at = change.is_finished.then_some(NOW);
    if change.hand != Hand::Settling {
        coded.codings.retain(|coding| coding.hand != change.hand);
        coded.codings.push(Coding { hand: change.hand, account: Some(account), finished_at, frame_version });
    }
    let tagging =
        |(tag, is_set)| Tagging { hand: change.hand, tag, is_set, frame_version, account: Some(account), made_at: NOW };
    coded.taggings.extend(change.tags.into_iter().map(tagging));
}

fn tag(coded: &mut Coded, by: u128, tags: &[&str], frame: &CodeFrame) {
    let change = coded.tag(person(by), &chosen(tags), frame, true).unwrap();
    add(coded, change, person(by));
}

#[test]
fn the_last_tagging_of_a_tag_says_whether_it_stands_and_only_what_changes_is_added() {
    let frame = frame(&["Ponds", "Hedges"]);
    let mut coded = Coded::default();
    tag(&mut coded, 1, &["t1-1"], &frame);
    tag(&mut coded, 1, &["t1-2"], &frame);
    let added: Vec<_> = coded.taggings.iter().map(|tagging| (tagging.tag.as_str(), tagging.is_set)).collect();
    assert_eq!(added, [("t1-1", true), ("t1-1", false), ("t1-2", true)]);
    assert_eq!(coded.set_by(Hand::First), ["t1-2"].into());
    let again = coded.tag(person(1), &chosen(&["t1-2"]), &frame, true).unwrap();
    assert_eq!((again.from, again.tags.len()), (3, 0));
}

#[test]
fn a_coder_sees_what_the_other_tagged_only_when_both_have_finished() {
    let frame = frame(&["Ponds"]);
    let mut coded = Coded::default();
    tag(&mut coded, 1, &["t1-1"], &frame);
    assert!(coded.may_see(Hand::First, Some(person(1))));
    assert!(!coded.may_see(Hand::First, Some(person(2))) && coded.may_see(Hand::First, None));
    assert_eq!((coded.seen_by(Some(person(1)), &frame).len(), coded.seen_by(Some(person(2)), &frame).len()), (1, 0));
    let begun = coded.tag(person(2), &chosen(&[]), &frame, false).unwrap();
    add(&mut coded, begun, person(2));
    assert!(!coded.may_see(Hand::First, Some(person(2))) && !coded.may_see(Hand::Second, Some(person(1))));
    tag(&mut coded, 2, &[], &frame);
    assert!(coded.may_see(Hand::First, Some(person(2))) && coded.may_see(Hand::Second, Some(person(3))));
}

#[test]
fn a_comment_is_to_be_coded_by_whoever_has_room_and_has_not_finished() {
    let frame = frame(&["Ponds"]);
    let mut coded = Coded::default();
    let stages = |coded: &Coded, by| {
        let at = |stage: &&Stage| coded.is_at(**stage, person(by), &frame);
        Stage::ALL.iter().filter(at).map(|stage| stage.word()).collect::<Vec<_>>()
    };
    assert_eq!(stages(&coded, 1), ["to-code"]);
    tag(&mut coded, 1, &["t1-1", "needs-redaction"], &frame);
    assert_eq!((stages(&coded, 1), stages(&coded, 2)), (vec!["coded-by-me"], vec!["to-code"]));
    assert!(coded.needs_redaction());
    tag(&mut coded, 2, &["needs-redaction"], &frame);
    assert_eq!(stages(&coded, 2), ["coded-by-me", "coded-by-both", "disagreed"]);
    assert_eq!(stages(&coded, 3), ["coded-by-both", "disagreed"]);
}

#[test]
fn two_people_code_a_comment_and_nobody_changes_it_after_both_have_finished() {
    let frame = frame(&["Ponds"]);
    let mut coded = Coded::default();
    let begun = coded.tag(person(1), &chosen(&[]), &frame, false).unwrap();
    add(&mut coded, begun, person(1));
    tag(&mut coded, 2, &["t1-1"], &frame);
    assert_eq!(coded.hand_for(person(3)), Err(CodingFault::HandsTaken));
    assert_eq!(coded.hand_for(person(2)), Ok(Hand::Second));
    tag(&mut coded, 1, &["t1-1"], &frame);
    assert_eq!(coded.hand_for(person(1)), Err(CodingFault::Finished));
}

#[test]
fn a_tag_that_is_not_in_use_cannot_be_set_and_stays_where_it_was() {
    let first = frame(&["Ponds", "Hedges"]);
    let mut coded = Coded::default();
    tag(&mut coded, 1, &["t1-1"], &first);
    let retired = first.take(&FrameStep::Retire("t1-1".into()), 2).unwrap();
    assert_eq!(coded.tag(person(1), &chosen(&["t1-1"]), &retired, true), Err(CodingFault::NoSuchTag));
    tag(&mut coded, 1, &["t1-2"], &retired);
    assert_eq!(coded.counted(&retired), ["t1-1", "t1-2"].into());
}

#[test]
fn what_differs_does_not_count_until_it_is_settled_once() {
    let frame = frame(&["Ponds", "Hedges", "Otters"]);
    let mut coded = Coded::default();
    tag(&mut coded, 1, &["t1-1", "t1-2"], &frame);
    assert_eq!(coded.counted(&frame), ["t1-1", "t1-2"].into());
    assert_eq!(coded.settle(&[("t1-1".to_owned(), true)].into(), &frame), Err(CodingFault::NothingToSettle));
    tag(&mut coded, 2, &["t1-1", "t1-3"], &frame);
    assert_eq!(coded.counted(&frame), ["t1-1"].into());
    assert!(coded.is_disagreed(&frame));

    let decided: BTreeMap<TagId, bool> = [("t1-2".to_owned(), true), ("t1-3".to_owned(), false)].into();
    let change = coded.settle(&decided, &frame).unwrap();
    add(&mut coded, change, person(3));

    assert_eq!(coded.differences(&frame), [("t1-2", Some(true)), ("t1-3", Some(false))].into());
    assert_eq!(coded.counted(&frame), ["t1-1", "t1-2"].into());
    assert!(!coded.is_disagreed(&frame));
    assert_eq!(coded.settle(&decided, &frame), Err(CodingFault::NothingToSettle));
}

#[test]
fn two_tags_that_were_merged_are_no_disagreement_any_more() {
    let first = frame(&["Ponds", "Pools"]);
    let mut coded = Coded::default();
    tag(&mut coded, 1, &["t1-1"], &first);
    tag(&mut coded, 2, &["t1-2"], &first);
    assert!(coded.is_disagreed(&first));
    let merged = first.take(&FrameStep::Merge("t1-1".into(), "t1-2".into()), 2).unwrap();
    assert!(!coded.is_disagreed(&merged));
    assert_eq!(coded.counted(&merged), ["t1-2"].into());
    assert_eq!(coded.set_by(Hand::First), ["t1-1"].into());
}

#[test]
fn two_comments_of_one_response_are_one_respondent() {
    let frame = frame(&["Ponds"]);
    let mut coded = Coded::default();
    tag(&mut coded, 1, &["t1-1"], &frame);
    let response = |number| ResponseId(Uuid::from_u128(number));
    let all =
        [(response(1), Some("resident"), &coded), (response(1), Some("resident"), &coded), (response(2), None, &coded)];
    let counted = counts(all, None, &frame);
    assert_eq!(counted["t1-1"].comments, 3);
    assert_eq!(counted["t1-1"].respondents, [(Some("resident".to_owned()), 1), (None, 1)].into());
}

#[test]
fn both_coders_are_compared_only_where_both_have_finished() {
    let frame = frame(&["Ponds", "Hedges"]);
    let (mut one, mut two) = (Coded::default(), Coded::default());
    tag(&mut one, 1, &["t1-1"], &frame);
    tag(&mut two, 1, &["t1-1"], &frame);
    tag(&mut two, 2, &["t1-1", "t1-2"], &frame);
    let compared = both([&one, &two], &["t1-1", "t1-2"], &[(1, frame.clone())].into(), &frame);
    assert_eq!(compared.tags[0], Both { both: 1, ..Both::default() });
    assert_eq!(compared.tags[1], Both { only_second: 1, ..Both::default() });
    assert_eq!((compared.comments, compared.same), (1, 0));
}

#[test]
fn coders_are_compared_by_a_tag_only_where_both_could_set_it_when_they_finished() {
    let first = frame(&["Ponds"]);
    let words = TagWords { name: "Hedges".into(), ..TagWords::default() };
    let second = first.take(&FrameStep::Add(words), 2).unwrap();
    let third = second.take(&FrameStep::Retire("t1-1".into()), 3).unwrap();
    let versions = [(1, first.clone()), (2, second.clone()), (3, third.clone())].into();
    let finish = |coded: &mut Coded, by, tags: &[&str], (version, frame): (i64, &CodeFrame)| {
        let change = coded.tag(person(by), &chosen(tags), frame, true).unwrap();
        add_under(coded, change, person(by), version);
    };
    let (mut early, mut across, mut late) = (Coded::default(), Coded::default(), Coded::default());
    finish(&mut early, 1, &["t1-1"], (1, &first));
    finish(&mut early, 2, &["t1-1"], (1, &first));
    finish(&mut across, 1, &["t1-1"], (1, &first));
    finish(&mut across, 2, &["t1-1", "t2-2"], (2, &second));
    finish(&mut late, 1, &["t2-2"], (2, &second));
    finish(&mut late, 2, &["t2-2"], (3, &third));
    let tags = ["t1-1", "t2-2", "evidence-rich"];

    let compared = both([&early, &across, &late], &tags, &versions, &third);

    assert_eq!(compared.tags[0], Both { both: 2, ..Both::default() });
    assert_eq!(compared.tags[1], Both { both: 1, ..Both::default() });
    assert_eq!(compared.tags[2], Both { neither: 3, ..Both::default() });
    assert_eq!((compared.comments, compared.same), (3, 3));
}

#[test]
fn after_a_merge_each_tag_on_which_the_coders_differed_says_whether_it_was_settled() {
    let first = frame(&["Ponds", "Pools", "Water"]);
    let settle = |coded: &mut Coded, tag: &str, stands, frame: &CodeFrame| {
        let change = coded.settle(&[(tag.to_owned(), stands)].into(), frame).unwrap();
        add(coded, change, person(3));
    };
    let merge = |frame: &CodeFrame, tag: &str, version| {
        frame.take(&FrameStep::Merge(tag.into(), "t1-3".into()), version).unwrap()
    };
    let merged = merge(&merge(&first, "t1-1", 2), "t1-2", 3);
    let mut coded = Coded::default();
    tag(&mut coded, 1, &["t1-1", "t1-2"], &first);
    tag(&mut coded, 2, &[], &first);
    settle(&mut coded, "t1-1", false, &first);
    assert_eq!(coded.differences(&merged), [("t1-3", None)].into());
    let mut stands = coded.clone();
    settle(&mut stands, "t1-2", true, &first);
    assert_eq!(stands.differences(&merged), [("t1-3", Some(true))].into());
    let mut early = coded.clone();
    early.taggings.last_mut().unwrap().is_set = true;
    settle(&mut early, "t1-2", false, &first);
    assert_eq!(early.differences(&merged), [("t1-3", Some(true))].into());

    settle(&mut coded, "t1-3", false, &merged);

    assert_eq!(coded.differences(&merged), [("t1-3", Some(false))].into());
    assert_eq!(coded.differences(&first), [("t1-1", Some(false)), ("t1-2", Some(false))].into());
}

#[test]
fn what_was_settled_as_left_off_is_not_among_the_tags_and_asks_for_no_redaction() {
    let frame = frame(&["Ponds"]);
    let mut coded = Coded::default();
    tag(&mut coded, 1, &["t1-1", "needs-redaction"], &frame);
    tag(&mut coded, 2, &[], &frame);
    assert_eq!(coded.seen_by(Some(person(1)), &frame), ["needs-redaction", "t1-1"].into());
    assert!(coded.needs_redaction());
    let decided = [("t1-1".to_owned(), false), ("needs-redaction".to_owned(), false)].into();
    let change = coded.settle(&decided, &frame).unwrap();
    add(&mut coded, change, person(3));
    assert!(coded.seen_by(Some(person(1)), &frame).is_empty() && !coded.needs_redaction());
}

#[test]
fn a_coder_takes_off_what_was_merged_and_keeps_it_without_tagging_again() {
    let first = frame(&["Ponds", "Pools"]);
    let merged = first.take(&FrameStep::Merge("t1-1".into(), "t1-2".into()), 2).unwrap();
    let mut coded = Coded::default();
    tag(&mut coded, 1, &["t1-1"], &first);
    assert!(coded.tag(person(1), &chosen(&["t1-2"]), &merged, true).unwrap().tags.is_empty());
    tag(&mut coded, 1, &[], &merged);
    assert!(coded.tags_of(Hand::First, &merged).is_empty());
}

#[test]
fn a_coder_is_not_told_by_numbers_what_another_tagged_before_they_have_finished() {
    let frame = frame(&["Ponds"]);
    let mut coded = Coded::default();
    tag(&mut coded, 1, &["t1-1"], &frame);
    let known = |coded: &Coded| [Some(1), Some(2), None].map(|by| coded.counted_for(by.map(person), &frame).len());
    assert_eq!(known(&coded), [1, 0, 1]);
    tag(&mut coded, 2, &["t1-1"], &frame);
    assert_eq!(known(&coded), [1, 1, 1]);
}
