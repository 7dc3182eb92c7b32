use std::collections::BTreeMap;

use domain::{
    code_frame::{CodeFrame, FrameStep, StepKind, TagWords},
    coding::{Change, Coded, Hand},
    ids::{AccountId, CommentId, ConsultationId, ResponseId},
};
use engines::on_both_engines;
use store::{CodingChange, CommentFilter, FrameVersion, NewComment, Redaction, Store, StoreError, Version};
use uuid::Uuid;

use crate::fixtures::{Submitting, add_account, add_consultation, change, in_write, moment, number};

fn comment(number: u128) -> CommentId {
    CommentId(Uuid::from_u128(number))
}

async fn account(store: &Store, number: u128) -> AccountId {
    let id = AccountId(Uuid::from_u128(number));
    add_account(store, id, &format!("{number}@example.org")).await;
    id
}

/// Adds a response with a text, and its comment under the same number.
async fn add(store: &Store, version: &Version, of: u128, text: &'static str) {
    Submitting::new(of).segment("resident").saying(text).add(store, version).await;
    let (consultation, response) = (version.consultation, ResponseId(Uuid::from_u128(of)));
    gather(store, consultation, response, of, text).await.unwrap();
}

async fn gather(
    store: &Store,
    consultation: ConsultationId,
    response: ResponseId,
    of: u128,
    text: &str,
) -> Result<(), StoreError> {
    let new = NewComment {
        id: comment(of),
        question: "why".into(),
        number: i64::try_from(of).unwrap(),
        text: text.to_owned(),
    };
    in_write!(store, write => write.add_comments(consultation, response, &[new]).await)
}

fn tagging(of: u128, by: AccountId, hand: Hand, from: usize, tags: &[(&str, bool)], is_finished: bool) -> CodingChange {
    let tags = tags.iter().map(|(tag, is_set)| ((*tag).to_owned(), *is_set)).collect();
    let change = Change { hand, from, tags, is_finished };
    CodingChange { comment: comment(of), change, frame_version: 1, account: by, now: moment(7) }
}

async fn tag(store: &Store, coding: CodingChange) -> Result<(), StoreError> {
    in_write!(store, write => write.add_coding_change(&coding).await)
}

on_both_engines! {
    async fn a_response_is_gathered_once(store: Store) {
        let version = add_consultation(&store, 1).await;
        Submitting::new(1).saying("More ponds").add(&store, &version).await;
        let found = store.list_ungathered(version.consultation, 9).await.unwrap();
        assert_eq!((found.len(), found[0].response, found[0].outcomes.len()), (1, ResponseId(Uuid::from_u128(1)), 1));
        gather(&store, version.consultation, found[0].response, 1, "More ponds").await.unwrap();
        gather(&store, version.consultation, found[0].response, 2, "More ponds").await.unwrap();
        assert!(store.list_ungathered(version.consultation, 9).await.unwrap().is_empty());
        assert_eq!(store.list_comment_numbers(version.consultation).await.unwrap(), [1]);
        assert_eq!(store.count_comments(version.consultation).await.unwrap(), 1);
    }

    async fn a_number_that_is_in_use_is_refused_and_nothing_is_gathered(store: Store) {
        let version = add_consultation(&store, 1).await;
        add(&store, &version, 1, "More ponds").await;
        Submitting::new(2).saying("More hedges").add(&store, &version).await;
        let response = ResponseId(Uuid::from_u128(2));
        let new = NewComment { id: comment(2), question: "why".into(), number: 1, text: "More hedges".into() };
        let id = version.consultation;
        let refused: Result<(), StoreError> = in_write!(store, write => write.add_comments(id, response, &[new]).await);
        assert!(matches!(refused, Err(StoreError::Taken)), "{refused:?}");
        assert_eq!(store.list_ungathered(version.consultation, 9).await.unwrap().len(), 1);
    }

    async fn comments_are_found_by_words_question_and_segment(store: Store) {
        let version = add_consultation(&store, 1).await;
        add(&store, &version, 1, "More PONDS, 100% of them").await;
        add(&store, &version, 2, "Hedges").await;
        let found = async |filter: CommentFilter| -> Vec<i64> {
            let found = store.list_comments(version.consultation, &filter).await.unwrap();
            found.into_iter().map(|comment| comment.number).collect()
        };
        let words = |words: &str| CommentFilter { words: Some(words.into()), ..CommentFilter::default() };
        assert_eq!(found(CommentFilter::default()).await, [1, 2]);
        assert_eq!(found(words("ponds")).await, [1]);
        assert_eq!(found(words("0%")).await, [1]);
        assert_eq!(found(words("%u")).await, [0_i64; 0]);
        assert_eq!(found(CommentFilter { question: Some("why".into()), ..words("HEDGES") }).await, [2]);
        assert_eq!(found(CommentFilter { question: Some("how".into()), ..CommentFilter::default() }).await, [0_i64; 0]);
        assert_eq!(found(CommentFilter { segment: Some("visitor".into()), ..CommentFilter::default() }).await, [0_i64; 0]);
    }

    async fn taggings_are_only_added_and_the_same_hand_cannot_add_from_an_older_state(store: Store) {
        let version = add_consultation(&store, 1).await;
        add(&store, &version, 1, "Ponds").await;
        let ann = account(&store, 91).await;
        tag(&store, tagging(1, ann, Hand::First, 0, &[("t1-1", true)], false)).await.unwrap();
        let finished = tagging(1, ann, Hand::First, 1, &[("t1-1", false), ("t1-2", true)], true);
        tag(&store, CodingChange { frame_version: 2, ..finished }).await.unwrap();
        let late = tag(&store, tagging(1, ann, Hand::First, 1, &[("t1-3", true)], true)).await;
        assert!(matches!(late, Err(StoreError::Taken)), "{late:?}");

        let coded = store.find_coded(comment(1)).await.unwrap();

        let said: Vec<_> = coded.taggings.iter().map(|tagging| (tagging.tag.as_str(), tagging.is_set)).collect();
        assert_eq!(said, [("t1-1", true), ("t1-1", false), ("t1-2", true)]);
        assert_eq!((coded.taggings[0].account, coded.taggings[0].made_at), (Some(ann), moment(7)));
        assert!(coded.is_finished_by(ann));
        assert_eq!((coded.codings[0].frame_version, coded.taggings[0].frame_version), (2, 1));
        assert_eq!(store.list_coded(version.consultation).await.unwrap()[&comment(1)], coded);
        assert_eq!(store.count_taggings(version.consultation, "t1-1").await.unwrap(), 2);
        assert_eq!(store.find_coded(comment(2)).await.unwrap(), Coded::default());
    }

    async fn a_hand_belongs_to_one_coder_who_has_one_hand(store: Store) {
        let version = add_consultation(&store, 1).await;
        add(&store, &version, 1, "Ponds").await;
        let (ann, ben) = (account(&store, 91).await, account(&store, 92).await);
        tag(&store, tagging(1, ann, Hand::First, 0, &[], true)).await.unwrap();
        let other = tag(&store, tagging(1, ben, Hand::First, 0, &[("t1-1", true)], true)).await;
        assert!(matches!(other, Err(StoreError::Changed)), "{other:?}");
        let both = tag(&store, tagging(1, ann, Hand::Second, 0, &[("t1-1", true)], true)).await;
        assert!(matches!(both, Err(StoreError::Taken)), "{both:?}");
        tag(&store, tagging(1, ben, Hand::Second, 0, &[], true)).await.unwrap();
        let after = tag(&store, tagging(1, ann, Hand::First, 0, &[("t1-1", true)], true)).await;
        assert!(matches!(after, Err(StoreError::Changed)), "{after:?}");
        tag(&store, tagging(1, ann, Hand::Settling, 0, &[("t1-1", true)], true)).await.unwrap();
        assert_eq!(store.find_coded(comment(1)).await.unwrap().codings.len(), 2);
    }

    async fn what_a_coder_tagged_stays_when_the_account_is_removed(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        add(&store, &version, 1, "Ponds").await;
        let ann = account(&store, 91).await;
        tag(&store, tagging(1, ann, Hand::First, 0, &[("t1-1", true)], true)).await.unwrap();
        change(database, "DELETE FROM accounts").await;
        let coded = store.find_coded(comment(1)).await.unwrap();
        assert_eq!((coded.taggings.len(), coded.taggings[0].account, coded.codings[0].account), (1, None, None));
    }

    async fn the_newest_redaction_is_what_is_listed_and_searched_and_what_was_written_stays(store: Store) {
        let version = add_consultation(&store, 1).await;
        add(&store, &version, 1, "Ask Ann Otter").await;
        let ann = account(&store, 91).await;
        let redaction = |text: &str, second| Redaction {
            text: text.into(),
            reason: "A name".into(),
            account: Some(ann),
            made_at: moment(second),
        };
        let add = async |before: usize, redaction: Redaction| -> Result<(), StoreError> {
            in_write!(store, write => write.add_redaction(comment(1), before, &redaction).await)
        };
        add(0, redaction("Ask Ann [name]", 8)).await.unwrap();
        let late = add(0, redaction("Ask", 9)).await;
        assert!(matches!(late, Err(StoreError::Taken)), "{late:?}");
        add(1, redaction("Ask [a NAME]", 9)).await.unwrap();

        let stored = store.find_comment(version.consultation, 1).await.unwrap().unwrap();
        assert_eq!((stored.text.as_str(), stored.current(), stored.redactions.len()), ("Ask Ann Otter", "Ask [a NAME]", 2));
        assert_eq!(stored.redactions[0], redaction("Ask Ann [name]", 8));
        let listed = store.list_comments(version.consultation, &CommentFilter::default()).await.unwrap();
        assert_eq!((listed.len(), listed[0].beginning.as_str(), listed[0].length), (1, "Ask [a NAME]", 12));
        for (words, count) in [("otter", 0), ("a name", 1)] {
            let filter = CommentFilter { words: Some(words.into()), ..CommentFilter::default() };
            assert_eq!(store.list_comments(version.consultation, &filter).await.unwrap().len(), count, "{words}");
        }
        assert_eq!(store.list_redacted(ResponseId(Uuid::from_u128(1))).await.unwrap(), [stored]);
    }

    async fn comments_go_with_the_answers_of_a_withdrawn_response(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        add(&store, &version, 1, "Ponds").await;
        let ann = account(&store, 91).await;
        tag(&store, tagging(1, ann, Hand::First, 0, &[("t1-1", true)], true)).await.unwrap();
        let redaction = Redaction { text: "[…]".into(), reason: "A name".into(), account: Some(ann), made_at: moment(8) };
        let added: Result<(), StoreError> =
            in_write!(store, write => write.add_redaction(comment(1), 0, &redaction).await);
        added.unwrap();
        let id = version.consultation;
        let withdrawn: Result<(), StoreError> =
            in_write!(store, write => write.set_withdrawn(id, "REF-1", moment(9)).await);
        withdrawn.unwrap();
        let left = "SELECT (SELECT COUNT(*) FROM comments) + (SELECT COUNT(*) FROM codings)
                    + (SELECT COUNT(*) FROM taggings) + (SELECT COUNT(*) FROM redactions)";
        assert_eq!(number(database, left).await, 0);
    }

    async fn each_version_of_a_code_frame_stays_and_of_two_that_follow_one_the_second_is_refused(store: Store) {
        let consultation = add_consultation(&store, 1).await.consultation;
        assert!(store.find_code_frame(consultation).await.unwrap().is_none());
        let words = TagWords { name: "Ponds".into(), family: Some("Habitats".into()), description: None };
        let frame = CodeFrame::default().take(&FrameStep::Add(words), 1).unwrap();
        let version = |version, frame: &CodeFrame, undo_to| FrameVersion {
            version,
            frame: frame.clone(),
            step: StepKind::Add,
            undo_to,
            account: None,
            made_at: moment(version),
        };
        let all: BTreeMap<i64, FrameVersion> =
            [(1, version(1, &frame, Some(0))), (2, version(2, &CodeFrame::default(), None))].into();
        for (_, each) in all.clone() {
            let added: Result<(), StoreError> = in_write!(store, write => write.add_code_frame(consultation, &each).await);
            added.unwrap();
        }
        let second = all[&2].clone();
        let late: Result<(), StoreError> = in_write!(store, write => write.add_code_frame(consultation, &second).await);
        assert!(matches!(late, Err(StoreError::Taken)), "{late:?}");
        assert_eq!(store.find_code_frame(consultation).await.unwrap(), Some(all[&2].clone()));
        let listed = store.list_code_frames(consultation).await.unwrap();
        assert_eq!(listed, [all[&2].clone(), all[&1].clone()]);
    }
}
