//! What people gave priorities on the criteria of a plan.

use std::collections::BTreeMap;

use domain::{
    appraisal::{Scoring, ScoringEntry, Sight},
    coding::Hand,
    criterion::Score,
    ids::{AccountId, PlanId},
};
use engines::on_both_engines;
use store::{Store, StoreError};
use uuid::Uuid;

use crate::{
    fixtures::{in_write, moment},
    weighing::{ONE, PLAN, TWO, is_changed, planned},
};

fn entry(account: AccountId, (hand, score): (Hand, u8), second: i64) -> ScoringEntry {
    let scoring = Scoring {
        hand,
        scores: BTreeMap::from([("c1".to_owned(), Score(Some(score))), ("c2".to_owned(), Score(None))]),
        reason: (second > 1).then(|| "We talked".to_owned()),
        sight: Sight::Seen,
    };
    ScoringEntry { scoring, account: Some(account), at: moment(second) }
}

async fn add(store: &Store, priority: &'static str, after: usize, entry: &ScoringEntry) -> Result<(), StoreError> {
    let entry = entry.clone();
    in_write!(store, write => write.add_scoring(PLAN, (priority, after), &entry).await)
}

on_both_engines! {
    async fn each_priority_keeps_every_scoring_in_its_order_and_who_made_it(store: Store) {
        planned(&store, 0).await;
        let given = [entry(ONE, (Hand::First, 5), 1), entry(TWO, (Hand::Second, 2), 2), entry(ONE, (Hand::First, 4), 3)];
        for (after, entry) in given.iter().enumerate() {
            add(&store, "H2", after, entry).await.unwrap();
        }
        add(&store, "H1", 0, &given[0]).await.unwrap();

        let found = store.list_scored_priorities(PLAN).await.unwrap();

        let of = |priority: &str| found.iter().find(|scored| scored.priority == priority).unwrap();
        assert_eq!((found.len(), &of("H2").entries[..], &of("H1").entries[..]), (2, &given[..], &given[..1]));
        assert_eq!(store.list_scored_priorities(PlanId(Uuid::from_u128(9))).await.unwrap(), []);
    }

    async fn of_two_who_score_a_priority_at_once_the_second_is_told(store: Store) {
        planned(&store, 0).await;
        add(&store, "H1", 0, &entry(ONE, (Hand::First, 5), 1)).await.unwrap();

        assert!(is_changed(add(&store, "H1", 0, &entry(TWO, (Hand::First, 1), 1)).await));
        assert!(is_changed(add(&store, "H1", 2, &entry(TWO, (Hand::Second, 1), 1)).await));

        let found = store.list_scored_priorities(PLAN).await.unwrap();
        assert_eq!(found[0].entries, [entry(ONE, (Hand::First, 5), 1)]);
    }

    async fn a_removed_account_leaves_what_it_gave(store: Store) {
        planned(&store, 0).await;
        add(&store, "H1", 0, &entry(TWO, (Hand::First, 5), 1)).await.unwrap();

        let removed: Result<bool, StoreError> = in_write!(store, write => write.remove_account("two@example.org").await);
        assert!(removed.unwrap());

        let found = store.list_scored_priorities(PLAN).await.unwrap();
        assert_eq!(found[0].entries, [ScoringEntry { account: None, ..entry(TWO, (Hand::First, 5), 1) }]);
    }
}
