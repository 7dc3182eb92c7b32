use std::collections::BTreeMap;

use domain::{
    answer::{Answer, Outcome},
    editing::Step,
    fields::Fields,
    ids::{AccountId, ConsultationId, RevisionId, TestResponseId},
};
use engines::{Database, on_both_engines};
use store::{Account, PageRequest, Revision, SentTest, Store, StoreError, TestCount, TestResponse, Version};
use uuid::Uuid;

use crate::fixtures::{add_consultation, consultation, in_write, moment, number, token, version};

const CONSULTATION: ConsultationId = ConsultationId(Uuid::from_u128(1));
const REVISION: RevisionId = RevisionId(Uuid::from_u128(1));
const ACCOUNT: AccountId = AccountId(Uuid::from_u128(5));
const AT_MOST: i64 = 3;

fn is_changed<T>(result: Result<T, StoreError>) -> bool {
    matches!(result, Err(StoreError::Changed))
}

/// Adds a consultation whose draft has a link, the hash of which is that of the token 100.
async fn linked(store: &Store) -> Version {
    let version = add_consultation(store, 1).await;
    let first = Revision {
        id: REVISION,
        step: Step::Begin,
        subject: String::new(),
        questionnaire: version.questionnaire.clone(),
        account: None,
        made_at: moment(1),
    };
    let account = Account {
        id: ACCOUNT,
        email: "staff@example.org".into(),
        password_hash: String::new(),
        role: "strategist".into(),
        created_at: moment(0),
    };
    let from = version.id;
    in_write!(store, write => {
        write.add_account(&account).await?;
        write.add_questionnaire_draft(CONSULTATION, Some(from), &first).await
    })
    .unwrap();
    link(store, 100).await.unwrap();
    version
}

async fn link(store: &Store, secret: u128) -> Result<(), StoreError> {
    in_write!(store, write => write.add_test_link(CONSULTATION, &token(secret), ACCOUNT, moment(2)).await)
}

async fn unlink(store: &Store, secret: u128) -> Result<(), StoreError> {
    in_write!(store, write => write.remove_test_link(CONSULTATION, &token(secret)).await)
}

async fn begin(store: &Store, number: u128) -> Result<(), StoreError> {
    let response =
        TestResponse { id: id(number), consultation: CONSULTATION, order: None, language: None, remark: None };
    in_write!(store, write => write.add_test_response(&response, &token(number), AT_MOST, moment(3)).await)
}

async fn type_in(store: &Store, number: u128, words: &str, second: i64) -> Result<(), StoreError> {
    let fields = Fields::new([("why", words)]);
    in_write!(store, write => write.set_test_page(id(number), "you", &fields, moment(second)).await)
}

async fn send(store: &Store, number: u128, revision: i64) -> Result<(), StoreError> {
    let sent = sent(number);
    in_write!(store, write => write.set_test_sent(revision, &sent, &[7; 32]).await)
}

fn id(number: u128) -> TestResponseId {
    TestResponseId(Uuid::from_u128(number))
}

fn sent(number: u128) -> SentTest {
    SentTest {
        id: id(number),
        sent_at: moment(10 + i64::try_from(number).unwrap()),
        revision: REVISION,
        remark: Some(format!("The {number}th question is long.")),
        outcomes: BTreeMap::from([("why".to_owned(), Outcome::Answered(Answer::Text("Ponds".into())))]),
    }
}

async fn rows(database: &Database) -> [i64; 3] {
    [
        number(database, "SELECT COUNT(*) FROM test_links").await,
        number(database, "SELECT COUNT(*) FROM test_responses").await,
        number(database, "SELECT COUNT(*) FROM test_pages").await,
    ]
}

on_both_engines! {
    async fn a_link_leads_to_one_draft_until_it_is_removed(store: Store) {
        linked(&store).await;

        assert_eq!(store.find_tested(&token(100)).await.unwrap().as_deref(), Some("consultation-1"));
        assert_eq!(store.find_tested(&token(101)).await.unwrap(), None);
        let found = store.find_test_link(CONSULTATION).await.unwrap().unwrap();
        assert_eq!((found.token_hash, found.made_by.as_deref()), (token(100), Some("staff@example.org")));

        assert!(is_changed(link(&store, 101).await), "there is one");
        assert!(is_changed(unlink(&store, 101).await), "it is another");
        unlink(&store, 100).await.unwrap();
        assert!(is_changed(unlink(&store, 100).await));
        assert!(is_changed(begin(&store, 1).await), "nobody gets in without a link");
        assert_eq!(store.find_tested(&token(100)).await.unwrap(), None);
        link(&store, 101).await.unwrap();
        assert_eq!(store.find_tested(&token(101)).await.unwrap().as_deref(), Some("consultation-1"));
    }

    async fn a_questionnaire_without_a_draft_has_no_link(store: Store) {
        add_consultation(&store, 1).await;

        assert!(is_changed(link(&store, 100).await));
    }

    async fn what_a_tester_types_comes_back_and_is_sent_once(store: Store, database: &Database) {
        linked(&store).await;
        begin(&store, 1).await.unwrap();
        type_in(&store, 1, "ponds", 4).await.unwrap();
        type_in(&store, 1, "hedges", 5).await.unwrap();

        let found = store.find_test_draft(&token(1)).await.unwrap().unwrap();
        assert_eq!((found.revision, found.receipt, found.draft["you"].text("why")), (2, None, "hedges"));

        assert!(is_changed(send(&store, 1, 1).await), "a page was stored since");
        send(&store, 1, 2).await.unwrap();
        assert!(is_changed(send(&store, 1, 2).await));
        assert!(is_changed(type_in(&store, 1, "late", 6).await));

        let found = store.find_test_draft(&token(1)).await.unwrap().unwrap();
        assert_eq!(found.receipt.unwrap().submitted_at, sent(1).sent_at);
        assert_eq!((found.draft.len(), found.of.remark), (0, sent(1).remark));
        assert_eq!(store.find_sent_test(CONSULTATION, id(1)).await.unwrap(), Some(sent(1)));
        assert_eq!(store.find_sent_test(ConsultationId(Uuid::from_u128(2)), id(1)).await.unwrap(), None);
        let asked = store.find_tested_questionnaire(CONSULTATION, REVISION).await.unwrap();
        assert_eq!(asked, Some(version(&consultation(1), 1).questionnaire));
        assert_eq!(rows(database).await, [1, 1, 0]);
    }

    async fn a_test_response_is_never_among_the_responses(store: Store, database: &Database) {
        linked(&store).await;
        begin(&store, 1).await.unwrap();
        type_in(&store, 1, "ponds", 4).await.unwrap();
        send(&store, 1, 1).await.unwrap();

        assert_eq!(store.find_received(CONSULTATION).await.unwrap().responses, 0);
        assert!(store.find_draft(&token(1)).await.unwrap().is_none());
        for table in ["SELECT COUNT(*) FROM responses", "SELECT COUNT(*) FROM answers"] {
            assert_eq!(number(database, table).await, 0, "{table}");
        }
    }

    async fn the_list_has_what_was_sent_and_the_newest_first(store: Store) {
        linked(&store).await;
        for number in 1..=3 {
            begin(&store, number).await.unwrap();
        }
        for number in [2, 1] {
            send(&store, number, 0).await.unwrap();
        }

        let listed = store.list_sent_tests(CONSULTATION, PageRequest { number: 1, size: 1 }).await.unwrap();
        assert_eq!((listed.rows, listed.total), (vec![sent(2)], 2));
        let listed = store.list_sent_tests(CONSULTATION, PageRequest { number: 2, size: 1 }).await.unwrap();
        assert_eq!(listed.rows, [sent(1)]);
        assert_eq!(store.count_test_responses(CONSULTATION).await.unwrap(), TestCount { begun: 3, sent: 2 });
    }

    async fn a_draft_takes_only_so_many_test_responses_however_many_come_at_once(store: Store) {
        linked(&store).await;

        let begun = (1..=8).map(|number| {
            let store = store.clone();
            tokio::spawn(async move { begin(&store, number).await })
        });
        let mut taken = 0;
        for begun in begun.collect::<Vec<_>>() {
            taken += match begun.await.unwrap() {
                Ok(()) => 1,
                Err(StoreError::Taken) => 0,
                Err(error) => panic!("{error:?}"),
            };
        }

        assert_eq!(taken, AT_MOST);
        let removed = in_write!(store, write => write.remove_test_responses(CONSULTATION).await).unwrap();
        assert_eq!(removed, 3);
        begin(&store, 9).await.unwrap();
    }

    async fn publishing_deletes_the_link_and_every_test_response(store: Store, database: &Database) {
        let first = linked(&store).await;
        for number in [1, 2] {
            begin(&store, number).await.unwrap();
            type_in(&store, number, "ponds", 4).await.unwrap();
        }
        send(&store, 1, 1).await.unwrap();
        assert_eq!(rows(database).await, [1, 2, 1]);

        let mut second = version(&consultation(1), 2);
        second.questionnaire.pages[0].title = "About yourself".into();
        let published = second.clone();
        in_write!(store, write => write.publish(REVISION, &published).await).unwrap();

        assert_eq!(rows(database).await, [0, 0, 0]);
        assert_eq!(store.list_versions(CONSULTATION).await.unwrap(), [second, first]);
        assert_eq!(store.find_tested(&token(100)).await.unwrap(), None);
        assert!(is_changed(type_in(&store, 2, "late", 5).await));
    }

    async fn publishing_while_people_begin_hinders_neither(store: Store, database: &Database) {
        linked(&store).await;
        let second = version(&consultation(1), 2);

        let begun = (1..=8).map(|number| {
            let store = store.clone();
            tokio::spawn(async move { begin(&store, number).await })
        });
        let begun: Vec<_> = begun.collect();
        in_write!(store, write => write.publish(REVISION, &second).await).unwrap();
        for begun in begun {
            let begun = begun.await.unwrap();
            assert!(matches!(begun, Ok(()) | Err(StoreError::Taken | StoreError::Changed)), "{begun:?}");
        }

        assert_eq!(rows(database).await, [0, 0, 0]);
    }

    async fn removing_the_draft_deletes_the_link_and_every_test_response(store: Store, database: &Database) {
        linked(&store).await;
        begin(&store, 1).await.unwrap();
        type_in(&store, 1, "ponds", 4).await.unwrap();

        in_write!(store, write => write.remove_questionnaire_draft(CONSULTATION, REVISION).await).unwrap();

        assert_eq!(rows(database).await, [0, 0, 0]);
    }

    async fn only_test_responses_that_were_not_sent_and_that_nobody_touched_are_removed_as_idle(store: Store) {
        linked(&store).await;
        for (number, second) in [(1, 10), (2, 11), (3, 4)] {
            begin(&store, number).await.unwrap();
            type_in(&store, number, "ponds", second).await.unwrap();
        }
        send(&store, 3, 1).await.unwrap();

        let idle = in_write!(store, write => write.remove_idle_test_responses(moment(11), 10).await);

        assert_eq!(idle.unwrap(), 1);
        let found = [store.find_test_draft(&token(1)).await, store.find_test_draft(&token(2)).await];
        assert_eq!(found.map(|found| found.unwrap().is_some()), [false, true]);
        assert!(store.find_sent_test(CONSULTATION, id(3)).await.unwrap().is_some());
    }
}
