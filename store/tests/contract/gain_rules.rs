//! The rules of the guided check, revision by revision.

use chrono::NaiveDate;
use domain::{
    gain::{Exemption, ExemptionKind, RuleSet, RuleSource, SmallEffect},
    ids::AccountId,
};
use engines::on_both_engines;
use store::{Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{add_account, change, in_write, moment};

const ONE: AccountId = AccountId(Uuid::from_u128(1));

fn rules(title: &str) -> RuleSet {
    let day = |year| NaiveDate::from_ymd_opt(year, 4, 2).unwrap();
    RuleSet {
        title: title.into(),
        sources: vec![RuleSource { title: "Regulations".into(), address: "https://example.org/rules".into() }],
        from: day(2024),
        to: Some(day(2026)),
        reviewed_on: day(2026),
        reviewer: "Planning policy".into(),
        is_verified: false,
        small_effect: Some(SmallEffect { area: 25.into(), length: 5.into(), tree: 41.into() }),
        small_site: None,
        exemptions: vec![Exemption::new(ExemptionKind::Application, "A householder application", None)],
        least_providers: 3,
    }
}

async fn write(store: &Store, (number, after): (i64, i64), title: &str, is_shown: bool) -> Result<(), StoreError> {
    let rules = rules(title);
    let stamp = (Some(ONE), moment(after));
    in_write!(store, write => write.add_gain_rules((number, after), (&rules, is_shown), stamp).await)
}

on_both_engines! {
    async fn a_set_of_rules_stands_as_it_was_written_last_and_keeps_each_revision(store: Store) {
        add_account(&store, ONE, "one@example.org").await;
        write(&store, (1, 0), "Rules", false).await.unwrap();
        write(&store, (2, 1), "Later rules", false).await.unwrap();
        write(&store, (1, 2), "Rules until July", true).await.unwrap();

        let found = store.list_gain_rules().await.unwrap();
        let stand: Vec<_> = found.iter().map(|one| (one.number, one.step, one.rules.title.as_str(), one.is_shown)).collect();
        assert_eq!(stand, [(1, 3, "Rules until July", true), (2, 2, "Later rules", false)]);
        let revisions = store.list_gain_rule_revisions(1).await.unwrap();
        assert_eq!(revisions.iter().map(|one| one.step).collect::<Vec<_>>(), [3, 1]);
        assert_eq!((&revisions[1].rules, revisions[1].by.as_deref(), revisions[1].written_at), (&rules("Rules"), Some("one@example.org"), moment(0)));
        assert_eq!(store.list_gain_rule_revisions(3).await.unwrap(), []);
    }

    async fn of_two_who_write_any_rules_the_second_is_told(store: Store) {
        add_account(&store, ONE, "one@example.org").await;
        write(&store, (1, 0), "Rules", true).await.unwrap();
        for after in [0, 2] {
            assert!(matches!(write(&store, (2, after), "Others", true).await, Err(StoreError::Changed)), "{after}");
        }
        let tries = (1..9).map(|number| write(&store, (number, 1), "Others", true));
        let done = futures_util::future::join_all(tries).await;
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
        assert!(done.iter().all(|done| matches!(done, Ok(()) | Err(StoreError::Changed))));
    }

    async fn an_account_that_is_removed_leaves_the_rules_that_it_wrote(store: Store, database: &Database) {
        add_account(&store, ONE, "one@example.org").await;
        write(&store, (1, 0), "Rules", true).await.unwrap();
        change(database, "DELETE FROM accounts").await;
        assert_eq!(store.list_gain_rules().await.unwrap()[0].by, None);
    }
}
