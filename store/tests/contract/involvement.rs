//! Stakeholders and rounds with their steps.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    ids::{AccountId, RoundId, StakeholderId},
    involvement::{Personal, Stakeholder, StakeholderKind, StakeholderRole, StakeholderStep, Taken},
    round::{Round, RoundKind, RoundStep},
};
use engines::on_both_engines;
use store::{Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{add_account, change, in_write, moment};

const ONE: AccountId = AccountId(Uuid::from_u128(1));

fn id(number: i64) -> Uuid {
    Uuid::from_u128(number.unsigned_abs().into())
}

fn written(role: StakeholderRole) -> StakeholderStep {
    StakeholderStep::Written(Stakeholder { kind: StakeholderKind::Person, role, is_named: false })
}

fn taken<S>(step: S, second: i64) -> Taken<S> {
    Taken { step, account: Some(ONE), at: moment(second) }
}

fn personal(name: &str) -> Personal {
    Personal { name: name.into(), contact: Some("canary@example.org".into()), notes: Some("Calls back".into()) }
}

async fn add(store: &Store, number: i64) -> Result<(), StoreError> {
    let (who, step) = (personal(&format!("Stakeholder {number}")), taken(written(StakeholderRole::Landowner), 1));
    in_write!(store, write => {
        write.add_stakeholder(StakeholderId(id(number)), number, &who).await?;
        write.add_stakeholder_step(StakeholderId(id(number)), 0, &step).await
    })
}

async fn take(store: &Store, number: i64, after: usize, step: StakeholderStep) -> Result<(), StoreError> {
    in_write!(store, write => write.add_stakeholder_step(StakeholderId(id(number)), after, &taken(step, 5)).await)
}

fn round(title: &str) -> RoundStep {
    let given_on = NaiveDate::from_ymd_opt(2025, 1, 15).unwrap();
    let authorities = BTreeSet::from([StakeholderId(id(1))]);
    RoundStep::Written(Round { kind: RoundKind::Draft, title: title.into(), given_on, authorities, document: None })
}

async fn take_round(store: &Store, after: usize, step: RoundStep) -> Result<(), StoreError> {
    in_write!(store, write => write.add_round_step(RoundId(id(1)), after, &taken(step, 5)).await)
}

on_both_engines! {
    async fn a_stakeholder_keeps_each_step_in_its_order(store: Store) {
        add_account(&store, ONE, "one@example.org").await;
        add(&store, 1).await.unwrap();
        add(&store, 2).await.unwrap();
        take(&store, 1, 1, StakeholderStep::TakenOut("Twice".into())).await.unwrap();
        take(&store, 1, 2, StakeholderStep::PutBack).await.unwrap();
        take(&store, 1, 3, written(StakeholderRole::Business)).await.unwrap();

        let found = store.list_stakeholders().await.unwrap();
        assert_eq!(found.iter().map(|stored| (stored.id.0, stored.registered.number)).collect::<Vec<_>>(), [(id(1), 1), (id(2), 2)]);
        let first = &found[0].registered;
        assert_eq!((first.stakeholder.role, &first.personal), (StakeholderRole::Business, &personal("Stakeholder 1")));
        let steps: Vec<_> = first.entries.iter().map(|entry| entry.step.clone()).collect();
        assert_eq!(steps, [
            written(StakeholderRole::Landowner),
            StakeholderStep::TakenOut("Twice".into()),
            StakeholderStep::PutBack,
            written(StakeholderRole::Business),
        ]);
        assert_eq!(first.entries[0], taken(written(StakeholderRole::Landowner), 1));
        assert_eq!(store.find_stakeholder(1).await.unwrap().as_ref(), found.first());
        assert_eq!(store.find_stakeholder(3).await.unwrap(), None);
    }

    async fn a_step_after_others_than_are_there_and_a_number_that_is_not_the_next_are_refused(store: Store) {
        add_account(&store, ONE, "one@example.org").await;
        add(&store, 1).await.unwrap();
        take(&store, 1, 1, StakeholderStep::Forgotten).await.unwrap();
        for after in [1, 3] {
            assert!(matches!(take(&store, 1, after, StakeholderStep::PutBack).await, Err(StoreError::Changed)), "{after}");
        }
        assert!(matches!(add(&store, 3).await, Err(StoreError::Changed)));
        let again = in_write!(store, write => write.add_stakeholder(StakeholderId(id(9)), 1, &personal("Again")).await);
        assert!(matches!(again, Err(StoreError::Changed)));
        let nobody = in_write!(store, write => write.set_personal(StakeholderId(id(9)), &personal("Nobody")).await);
        assert!(matches!(nobody, Err(StoreError::Changed)));
        assert_eq!(store.list_stakeholders().await.unwrap().len(), 1);
    }

    async fn of_many_steps_at_the_same_place_at_once_one_is_taken(store: Store) {
        add_account(&store, ONE, "one@example.org").await;
        add(&store, 1).await.unwrap();
        let tries = (0..8).map(|_| take(&store, 1, 1, StakeholderStep::Forgotten));
        let done = futures_util::future::join_all(tries).await;
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
        assert!(done.iter().all(|done| matches!(done, Ok(()) | Err(StoreError::Changed))));
    }

    async fn what_leads_to_a_stakeholder_is_deleted_for_good(store: Store) {
        add_account(&store, ONE, "one@example.org").await;
        add(&store, 1).await.unwrap();
        let left = personal("Stakeholder 1").forgotten(StakeholderKind::Person);
        let forgotten = taken(StakeholderStep::Forgotten, 9);
        in_write!(store, write => {
            write.add_stakeholder_step(StakeholderId(id(1)), 1, &forgotten).await?;
            write.set_personal(StakeholderId(id(1)), &left).await
        })
        .unwrap();
        let found = format!("{:?}", store.list_stakeholders().await.unwrap());
        assert!(!found.contains("canary") && !found.contains("Calls back") && !found.contains("Stakeholder 1"), "{found}");
    }

    async fn a_round_keeps_each_step_and_of_two_who_write_the_second_is_told(store: Store) {
        add_account(&store, ONE, "one@example.org").await;
        let first = taken(round("The draft"), 1);
        let begun = in_write!(store, write => {
            write.add_round(RoundId(id(1)), 1).await?;
            write.add_round_step(RoundId(id(1)), 0, &first).await
        });
        begun.unwrap();
        let twice = in_write!(store, write => write.add_round(RoundId(id(2)), 1).await);
        assert!(matches!(twice, Err(StoreError::Changed)));
        take_round(&store, 1, round("The draft strategy")).await.unwrap();
        assert!(matches!(take_round(&store, 1, RoundStep::PutBack).await, Err(StoreError::Changed)));
        let found = store.list_rounds().await.unwrap();
        assert_eq!((found.len(), found[0].id, found[0].given.number), (1, RoundId(id(1)), 1));
        assert_eq!((found[0].given.round.title.as_str(), found[0].given.entries.len()), ("The draft strategy", 2));
    }

    async fn an_account_that_is_removed_leaves_the_steps(store: Store, database: &Database) {
        add_account(&store, ONE, "one@example.org").await;
        add(&store, 1).await.unwrap();
        change(database, "DELETE FROM accounts").await;
        let found = store.list_stakeholders().await.unwrap();
        assert_eq!(found[0].registered.entries[0].account, None);
    }
}
