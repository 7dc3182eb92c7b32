use std::collections::BTreeMap;

use domain::{
    answer::{Answer, Chosen, Contact, Location, Outcome, Place},
    fields::Fields,
    grid_reference::GridReference,
    ids::ResponseId,
    response::ResponseStatus,
};
use engines::on_both_engines;
use store::{Received, Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{Submitting, add_consultation, add_draft, in_write, moment, number, token};

/// One answer of each variant, with letters that a database could spoil.
fn answers() -> Vec<Answer> {
    let chosen = |option: &str, words: Option<&str>| Chosen { option: option.into(), words: words.map(Into::into) };
    let place = |location, kind: Option<&str>, comment: Option<&str>| Place {
        location,
        kind: kind.map(Into::into),
        comment: comment.map(Into::into),
        private: kind.is_some(),
    };
    let [grid, corner] = ["SJ 395 880", "TQ 12345 67890"].map(|typed| GridReference::parse(typed).unwrap());
    vec![
        Answer::Choice(chosen("other", Some("the “old” pond\nbehind 'St John\\s'"))),
        Answer::Choices(vec![chosen("hedge", None), chosen("other", Some("🦔"))]),
        Answer::Matrix(BTreeMap::from([("parks".into(), "weekly".into()), ("coast".into(), "never".into())])),
        Answer::Ranking(vec!["water".into(), "access".into(), "soil".into()]),
        Answer::Points(BTreeMap::from([("water".into(), 60), ("soil".into(), 40)])),
        Answer::Text("=1+1\t\"é\" \\u0041 %".into()),
        Answer::Texts(vec!["hare".into(), "swift".into()]),
        Answer::Postcode("L8".into()),
        Answer::Places(vec![
            place(Location::Corners(vec![grid.clone(), corner, grid.clone()]), None, None),
            place(Location::Grid(grid), Some("loved"), Some("a comment")),
            place(Location::Postcode("CH41".into()), None, None),
            place(Location::Named("Bidston Moss".into()), None, Some("")),
        ]),
        Answer::Contact(Contact {
            email: Some("someone@example.org".into()),
            telephone: None,
            updates: true,
            interview: false,
        }),
    ]
}

on_both_engines! {
    async fn a_submission_is_found_by_its_reference_as_it_was_sent(store: Store) {
        let version = add_consultation(&store, 1).await;
        let mut expected = add_draft(&store, &version, 1).await;

        let submitting = Submitting::new(1).segment("resident").area("E08000012").saying("ponds");
        let outcomes = submitting.submission.outcomes.clone();
        submitting.submit(&store, &expected.clone(), 0).await.unwrap();

        let found = store.find_response("REF-1").await.unwrap().unwrap();
        expected.status = ResponseStatus::Submitted;
        expected.reference = Some("REF-1".into());
        expected.segment = Some("resident".into());
        expected.area = Some("E08000012".into());
        expected.submitted_at = Some(moment(60));
        assert_eq!((found.response, found.outcomes), (expected, outcomes));
        assert!(store.find_response("REF-2").await.unwrap().is_none());
    }

    async fn every_kind_of_answer_and_each_state_comes_back(store: Store) {
        let version = add_consultation(&store, 1).await;
        let mut submitting = Submitting::new(1).outcome("blank", Outcome::Blank).outcome("skipped", Outcome::Skipped);
        for (number, answer) in answers().into_iter().enumerate() {
            submitting = submitting.outcome(&format!("q{number}"), Outcome::Answered(answer));
        }
        let sent = submitting.submission.outcomes.clone();

        submitting.add(&store, &version).await;

        assert_eq!(store.find_response("REF-1").await.unwrap().unwrap().outcomes, sent);
        assert_eq!(store.list_submitted_after(version.consultation, None, 9).await.unwrap()[0].outcomes, sent);
    }

    async fn what_was_received_changes_with_the_submissions_of_its_own_consultation_alone(store: Store) {
        let (version, other) = (add_consultation(&store, 1).await, add_consultation(&store, 2).await);
        assert_eq!(store.find_received(version.consultation).await.unwrap(), Received::default());
        Submitting::new(1).add(&store, &version).await;
        let first = store.find_received(version.consultation).await.unwrap();
        assert_eq!(first, Received { responses: 1, newest: Some(moment(60)), withdrawn: 0 });

        add_draft(&store, &version, 2).await;
        Submitting::new(3).add(&store, &other).await;
        assert_eq!(store.find_received(version.consultation).await.unwrap(), first);
        Submitting::new(4).add(&store, &version).await;
        assert_eq!(store.find_received(version.consultation).await.unwrap().responses, 2);
    }

    async fn a_submission_from_an_older_state_of_the_draft_is_refused(store: Store) {
        let version = add_consultation(&store, 1).await;
        let response = add_draft(&store, &version, 1).await;
        let (id, typed) = (response.id, Fields::new([("why", "a change in another tab")]));
        in_write!(store, write => write.set_draft_page(id, "you", &typed, moment(1)).await).unwrap();

        let refused = Submitting::new(1).submit(&store, &response, 0).await;

        assert!(matches!(refused, Err(StoreError::Changed)), "{refused:?}");
        let found = store.find_draft(&token(1)).await.unwrap().unwrap();
        assert_eq!((found.of.status, found.draft.len()), (ResponseStatus::Draft, 1));
    }

    async fn a_response_is_submitted_once(store: Store) {
        let version = add_consultation(&store, 1).await;
        let response = add_draft(&store, &version, 1).await;
        Submitting::new(1).saying("first").submit(&store, &response, 0).await.unwrap();

        let mut again = Submitting::new(1).saying("second");
        again.receipt.reference = "REF-2".into();
        let refused = again.submit(&store, &response, 0).await;

        assert!(matches!(refused, Err(StoreError::Changed)), "{refused:?}");
        let first = Outcome::Answered(Answer::Text("first".into()));
        assert_eq!(store.find_response("REF-1").await.unwrap().unwrap().outcomes["why"], first);
        assert!(store.find_response("REF-2").await.unwrap().is_none());
    }

    async fn of_many_submissions_at_the_same_time_one_is_stored(store: Store) {
        let version = add_consultation(&store, 1).await;
        let response = add_draft(&store, &version, 1).await;

        let posts = (1..=20).map(|number| {
            let (store, response) = (store.clone(), response.clone());
            tokio::spawn(async move { Submitting::new(number).saying("same").submit(&store, &response, 0).await })
        });
        let mut stored = 0;
        for post in posts.collect::<Vec<_>>() {
            match post.await.unwrap() {
                Ok(()) => stored += 1,
                Err(error) => assert!(matches!(error, StoreError::Changed), "{error:?}"),
            }
        }

        assert_eq!(stored, 1);
        assert_eq!(store.list_submitted_after(version.consultation, None, 99).await.unwrap().len(), 1);
    }

    async fn a_submitted_response_keeps_its_digest_and_no_draft(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        let response = add_draft(&store, &version, 1).await;
        let (id, typed) = (response.id, Fields::new([("email", "someone@example.org")]));
        in_write!(store, write => write.set_draft_page(id, "you", &typed, moment(1)).await).unwrap();

        Submitting::new(1).submit(&store, &response, 1).await.unwrap();

        let found = store.find_draft(&token(1)).await.unwrap().unwrap();
        let digest = found.receipt.map(|receipt| receipt.digest);
        assert_eq!((digest, found.revision, found.draft.len()), (Some(vec![7; 32]), 1, 0));
        assert_eq!(number(database, "SELECT COUNT(*) FROM draft_pages").await, 0);
    }

    async fn a_taken_reference_is_refused_and_the_draft_stays(store: Store) {
        let version = add_consultation(&store, 1).await;
        Submitting::new(1).add(&store, &version).await;
        let response = add_draft(&store, &version, 2).await;
        let (id, typed) = (response.id, Fields::new([("why", "kept")]));
        in_write!(store, write => write.set_draft_page(id, "you", &typed, moment(1)).await).unwrap();

        let mut second = Submitting::new(2).saying("second");
        second.receipt.reference = "REF-1".into();
        let refused = second.submit(&store, &response, 1).await;

        assert!(matches!(refused, Err(StoreError::Taken)), "{refused:?}");
        let found = store.find_draft(&token(2)).await.unwrap().unwrap();
        assert_eq!((found.of.status, found.draft["you"].text("why")), (ResponseStatus::Draft, "kept"));
    }

    async fn a_response_that_nobody_started_cannot_be_submitted(store: Store) {
        let version = add_consultation(&store, 1).await;
        let mut response = add_draft(&store, &version, 1).await;
        response.id = ResponseId(Uuid::from_u128(2));

        let refused = Submitting::new(2).submit(&store, &response, 0).await;

        assert!(matches!(refused, Err(StoreError::Changed)), "{refused:?}");
    }
}
