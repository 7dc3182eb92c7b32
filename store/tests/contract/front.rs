//! The front of the site, revision by revision.

use domain::{
    front::{Front, HomePart},
    ids::AccountId,
    strategy::Strategy,
};
use engines::on_both_engines;
use store::{Stamp, Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{add_account, in_write, moment};

const EDITOR: AccountId = AccountId(Uuid::from_u128(2));

async fn compose(store: &Store, revision: i64, hidden: HomePart) -> Result<(), StoreError> {
    let mut front = store.find_front().await?.front;
    front.toggle(hidden);
    let stamp = Stamp { event: Uuid::from_u128(9), by: EDITOR, at: moment(revision) };
    in_write!(store, write => write.add_front_revision((&front, revision), stamp).await)
}

on_both_engines! {
    async fn a_site_that_nobody_composed_shows_the_words_that_it_came_with(store: Store) {
        assert_eq!(store.find_front().await.unwrap().front, Front::default());
        let strategy: Strategy = serde_json::from_str(r#"{ "title": "Plan", "summary": "What it is." }"#).unwrap();
        let set = strategy.clone();
        in_write!(&store, write => write.set_strategy(&set).await).unwrap();
        let found = store.find_front().await.unwrap();
        assert_eq!((found.revision, found.front.strategy, found.by, found.written_at), (0, Some(strategy), None, None));
    }

    async fn every_revision_is_kept_and_only_the_next_one_is_added(store: Store) {
        add_account(&store, EDITOR, "editor@example.org").await;
        compose(&store, 1, HomePart::Map).await.unwrap();
        for revision in [1, 3] {
            assert!(matches!(compose(&store, revision, HomePart::News).await, Err(StoreError::Changed)), "{revision}");
        }
        compose(&store, 2, HomePart::News).await.unwrap();
        let all = store.list_front_revisions(10).await.unwrap();
        assert_eq!(all.iter().map(|one| one.revision).collect::<Vec<_>>(), [2, 1]);
        assert_eq!((all[0].by.as_deref(), all[0].written_at), (Some("editor@example.org"), Some(moment(2))));
        let shown = async |revision| store.find_front_revision(revision).await.unwrap().map(|one| one.front.home.len());
        let all = Front::default().home.len();
        assert_eq!([shown(0).await, shown(1).await, shown(2).await, shown(3).await], [Some(all), Some(all - 1), Some(all - 2), None]);
    }
}
