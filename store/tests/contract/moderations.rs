use std::collections::BTreeSet;

use domain::{
    erasure::ErasureGround,
    ids::{CommentId, ResponseId},
    moderation::{Consent, ModerationGround, ModerationStage, Remit},
};
use engines::on_both_engines;
use store::{
    Moderation, NewComment, PageRequest, PublishedFilter, PublishedResponse, Redaction, RemitVersion, Store,
    StoreError, Version,
};
use uuid::Uuid;

use crate::fixtures::{READER, Submitting, add_consultation, add_reader, in_write, moment};

const FIRST: PageRequest = PageRequest { number: 1, size: 2 };

fn response(number: u128) -> ResponseId {
    ResponseId(Uuid::from_u128(number))
}

fn why() -> BTreeSet<String> {
    ["why".to_owned()].into()
}

/// Adds a response with a comment to each of two questions.
async fn add(store: &Store, version: &Version, number: u128, (consent, words): (Option<Consent>, &str)) {
    let submitting = Submitting::new(number).segment("resident").area("E1").organisation("Pond Club").saying(words);
    let submitting = consent.into_iter().fold(submitting, Submitting::consent);
    submitting.add(store, version).await;
    let place = i64::try_from(number).unwrap();
    let comment = |question: &str, id: u128, number: i64, text: &str| NewComment {
        id: CommentId(Uuid::from_u128(id)),
        question: question.into(),
        number,
        text: text.into(),
    };
    let comments =
        [comment("why", number, place, words), comment("how", number + 1_000, place + 1_000, "Beside the question")];
    let (consultation, response) = (version.consultation, response(number));
    let added: Result<(), StoreError> =
        in_write!(store, write => write.add_comments(consultation, response, &comments).await);
    added.unwrap();
}

fn decision(ground: Option<ModerationGround>) -> Moderation {
    Moderation {
        ground,
        is_nameless: false,
        note: Some("A note".into()),
        is_confirmed: false,
        account: Some(READER),
        made_at: moment(9),
    }
}

async fn decide(
    store: &Store,
    number: u128,
    after: (usize, i64),
    ground: Option<ModerationGround>,
) -> Result<(), StoreError> {
    let decision = decision(ground);
    in_write!(store, write => write.add_moderation(response(number), after, &decision).await)
}

async fn publish(store: &Store, of: u128, number: i64) -> Result<u64, StoreError> {
    in_write!(store, write => write.add_published(response(of), number).await)
}

async fn choose(store: &Store, version: &Version, number: i64, decisions: u64) -> Result<(), StoreError> {
    let remit = Remit { questions: why() };
    let new = RemitVersion { version: number, remit, account: Some(READER), made_at: Some(moment(5)) };
    let id = version.consultation;
    in_write!(store, write => write.add_remit(id, &new, decisions).await)
}

async fn published(store: &Store, version: &Version, filter: PublishedFilter) -> Vec<PublishedResponse> {
    store.list_published(version.consultation, &why(), &filter, FIRST).await.unwrap().rows
}

fn with_words(words: &str) -> PublishedFilter {
    PublishedFilter { words: Some(words.into()), question: None }
}

on_both_engines! {
    async fn the_questions_that_are_published_are_kept_in_versions_and_none_overtakes_a_decision(store: Store) {
        let version = add_consultation(&store, 1).await;
        add_reader(&store).await;
        assert_eq!(store.find_remit(version.consultation).await.unwrap(), RemitVersion::default());
        choose(&store, &version, 1, 0).await.unwrap();
        assert!(matches!(choose(&store, &version, 1, 0).await, Err(StoreError::Changed)));
        let found = store.find_remit(version.consultation).await.unwrap();
        assert_eq!((found.version, found.remit.questions, found.account), (1, why(), Some(READER)));
        add(&store, &version, 1, (Some(Consent::Words), "Ponds")).await;
        decide(&store, 1, (0, 1), None).await.unwrap();
        assert!(matches!(choose(&store, &version, 2, 0).await, Err(StoreError::Changed)), "somebody decided meanwhile");
        assert_eq!(store.count_moderations(version.consultation).await.unwrap(), 1);
        choose(&store, &version, 2, 1).await.unwrap();
    }

    async fn nothing_is_decided_or_published_without_consent(store: Store) {
        let version = add_consultation(&store, 1).await;
        add_reader(&store).await;
        add(&store, &version, 1, (None, "Ponds")).await;
        assert!(matches!(decide(&store, 1, (0, 0), None).await, Err(StoreError::Changed)));
        assert_eq!(publish(&store, 1, 77).await.unwrap(), 0);
        assert!(!store.was_published(version.consultation, 77).await.unwrap());
        assert_eq!(published(&store, &version, PublishedFilter::default()).await, []);
        assert_eq!(store.find_moderated(version.consultation, &why(), "REF-1").await.unwrap(), None);
        assert_eq!(store.find_consent("REF-1").await.unwrap(), None);
    }

    async fn a_response_goes_from_stage_to_stage_and_back(store: Store) {
        let version = add_consultation(&store, 1).await;
        add_reader(&store).await;
        let id = version.consultation;
        for number in 1..=3 {
            add(&store, &version, number, (Some(Consent::Words), "Ponds")).await;
        }
        let stage = async |reference: &str| store.find_moderated(id, &why(), reference).await.unwrap().unwrap().stage;
        assert_eq!(stage("REF-1").await, ModerationStage::New);
        publish(&store, 1, 70).await.unwrap();
        assert_eq!(stage("REF-1").await, ModerationStage::New, "nobody decided");
        decide(&store, 1, (0, 0), None).await.unwrap();
        assert!(matches!(decide(&store, 1, (0, 0), None).await, Err(StoreError::Changed)), "somebody was quicker");
        assert!(matches!(decide(&store, 1, (1, 1), None).await, Err(StoreError::Changed)), "other questions were chosen");
        decide(&store, 2, (0, 0), Some(ModerationGround::Unlawful)).await.unwrap();
        assert_eq!((stage("REF-1").await, stage("REF-2").await), (ModerationStage::ToPublish, ModerationStage::NotPublished));
        publish(&store, 2, 71).await.unwrap();
        assert_eq!(stage("REF-2").await, ModerationStage::NotPublished, "what is not to be published is not");
        assert_eq!(store.list_to_publish(id, &why()).await.unwrap(), [response(1)]);
        publish(&store, 1, 72).await.unwrap();
        assert!(matches!(publish(&store, 1, 73).await, Err(StoreError::Taken)), "a number is drawn once");
        assert_eq!((store.count_published(id, &why()).await.unwrap(), store.has_published(id, &why()).await.unwrap()), (1, true));
        assert_eq!(stage("REF-1").await, ModerationStage::Published);
        let one = [ModerationStage::New, ModerationStage::NotPublished, ModerationStage::Published].map(|stage| (stage, 1));
        assert_eq!(store.count_grounds(id, &why()).await.unwrap(), [(ModerationGround::Unlawful, 1)].into());
        let (listed, counts) = store.list_moderated(id, &why(), Some(ModerationStage::New), FIRST).await.unwrap();
        assert_eq!(counts, one.into());
        assert_eq!((listed.total, listed.rows.len(), listed.rows[0].reference.as_str()), (1, 1, "REF-3"));
        let (all, _) = store.list_moderated(id, &why(), None, FIRST).await.unwrap();
        assert_eq!((all.total, all.rows.len()), (3, 2));
        assert_eq!(store.find_next_to_moderate(id, &why(), "REF-3").await.unwrap(), None);
        assert_eq!(store.find_next_to_moderate(id, &why(), "").await.unwrap().as_deref(), Some("REF-3"));

        decide(&store, 1, (1, 0), Some(ModerationGround::Asked)).await.unwrap();

        assert_eq!(stage("REF-1").await, ModerationStage::NotPublished);
        assert_eq!(store.find_published(id, &why(), 72).await.unwrap(), None);
        assert_eq!((store.count_published(id, &why()).await.unwrap(), store.has_published(id, &why()).await.unwrap()), (0, false));
        assert!(store.was_published(id, 72).await.unwrap());
        let steps = store.list_moderations(response(1)).await.unwrap();
        assert_eq!(steps, [decision(None), decision(Some(ModerationGround::Asked))]);
        assert!(matches!(decide(&store, 1, (2, 0), None).await, Err(StoreError::Changed)), "its sender took consent back");
        decide(&store, 1, (2, 0), Some(ModerationGround::Nothing)).await.unwrap();
        let grounds = store.count_grounds(id, &why()).await.unwrap();
        assert_eq!(grounds, [(ModerationGround::Unlawful, 1)].into(), "what was taken down is in no number");
    }

    async fn words_are_published_as_redacted_in_the_order_of_their_numbers_and_with_a_name_only_where_it_may_be(store: Store) {
        let version = add_consultation(&store, 1).await;
        add_reader(&store).await;
        let consents = [Some(Consent::Words), Some(Consent::Named), Some(Consent::Words)];
        for (number, (consent, words)) in (1..).zip(consents.into_iter().zip(["Secret ponds", "HEDGES, 100%", "Otters"])) {
            add(&store, &version, number, (consent, words)).await;
            decide(&store, number, (0, 0), None).await.unwrap();
        }
        for (of, number) in [(1, 30), (2, 20), (3, 10)] {
            publish(&store, of, number).await.unwrap();
        }
        let redaction = Redaction { text: "[hidden] ponds".into(), reason: "A name".into(), account: None, made_at: moment(8) };
        let comment = CommentId(Uuid::from_u128(1));
        let redacted: Result<(), StoreError> = in_write!(store, write => write.add_redaction(comment, 0, &redaction).await);
        redacted.unwrap();
        let id = version.consultation;
        let one = |number: i64, organisation: Option<&str>, words: &str| PublishedResponse {
            number,
            organisation: organisation.map(str::to_owned),
            words: vec![("why".into(), words.into())],
        };
        let (otters, hedges, ponds) = (one(10, None, "Otters"), one(20, Some("Pond Club"), "HEDGES, 100%"), one(30, None, "[hidden] ponds"));

        let first = store.list_published(id, &why(), &PublishedFilter::default(), FIRST).await.unwrap();

        assert_eq!((first.total, first.rows), (3, vec![otters, hedges.clone()]));
        let second = PageRequest { number: 2, ..FIRST };
        assert_eq!(store.list_published(id, &why(), &PublishedFilter::default(), second).await.unwrap().rows, std::slice::from_ref(&ponds));
        assert_eq!(store.find_published(id, &why(), 30).await.unwrap(), Some(ponds.clone()));
        assert_eq!(published(&store, &version, with_words("PONDS")).await, [ponds]);
        assert_eq!(published(&store, &version, with_words("0%")).await, [hedges]);
        let nameless = Moderation { is_nameless: true, ..decision(None) };
        in_write!(store, write => write.add_moderation(response(2), (1, 0), &nameless).await).unwrap();
        assert_eq!(published(&store, &version, with_words("0%")).await, [one(20, None, "HEDGES, 100%")]);
        assert!(store.list_moderations(response(2)).await.unwrap()[1].is_nameless);
        for hidden in ["secret", "beside", "pond club", "%s%"] {
            assert_eq!(published(&store, &version, with_words(hidden)).await, [], "{hidden}");
        }
        let how = PublishedFilter { words: None, question: Some("how".into()) };
        assert_eq!(published(&store, &version, how.clone()).await, [], "this question was not chosen");
        let both = ["why", "how"].map(str::to_owned).into();
        assert_eq!(store.list_published(id, &both, &how, FIRST).await.unwrap().total, 3);
        for none in [BTreeSet::new(), ["wh", "y", "hy"].map(str::to_owned).into()] {
            assert_eq!(store.list_published(id, &none, &PublishedFilter::default(), FIRST).await.unwrap().total, 0);
        }
        let words = store.list_words(response(1), &why()).await.unwrap();
        assert_eq!((words.len(), words[0].comment, words[0].number), (1, comment, 1));
        assert_eq!((words[0].text.as_str(), words[0].redactions), ("[hidden] ponds", 1));
        let mut numbers = store.list_published_numbers(id).await.unwrap();
        numbers.sort_unstable();
        assert_eq!(numbers, [10, 20, 30]);
    }

    async fn what_was_decided_and_published_goes_with_the_answers(store: Store) {
        let version = add_consultation(&store, 1).await;
        add_reader(&store).await;
        add(&store, &version, 1, (Some(Consent::Named), "Ponds")).await;
        decide(&store, 1, (0, 0), None).await.unwrap();
        publish(&store, 1, 7).await.unwrap();
        assert_eq!(store.find_consent("REF-1").await.unwrap(), Some(Consent::Named));
        let id = version.consultation;
        let erased: Result<(), StoreError> = in_write!(store, write => {
            write.set_erased(id, "REF-1", ErasureGround::Asked, (READER, moment(20))).await
        });
        erased.unwrap();
        assert!(!store.was_published(id, 7).await.unwrap());
        assert_eq!(published(&store, &version, PublishedFilter::default()).await, []);
        assert_eq!((store.list_moderations(response(1)).await.unwrap(), store.count_moderations(id).await.unwrap()), (vec![], 0));
        assert_eq!(store.find_consent("REF-1").await.unwrap(), None);
    }
}
