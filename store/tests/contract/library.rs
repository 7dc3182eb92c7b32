use domain::{
    ids::{AccountId, EntryId},
    library::{Content, Item},
    questionnaire::{Page, Roles},
};
use engines::on_both_engines;
use store::{Account, SavedEntry, Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{change, in_write, moment};

fn id(number: u128) -> EntryId {
    EntryId(Uuid::from_u128(number))
}

fn saved(number: u128, version: u32, title: &str) -> SavedEntry {
    let heading = format!("{title} as of version {version}");
    let page = Page::new("own", heading);
    SavedEntry {
        id: id(number),
        version,
        title: title.into(),
        purpose: "Asks about the coast.".into(),
        item: Item {
            content: Content::Page(Box::new(page)),
            roles: Roles::default(),
            needs: Vec::new(),
            shown_by: [("coast".to_owned(), "Do you visit the coast?".to_owned())].into(),
        },
        account: None,
        made_at: moment(i64::from(version)),
        removed_at: None,
    }
}

async fn add(store: &Store, entry: SavedEntry) -> Result<(), StoreError> {
    in_write!(store, write => write.add_library_entry(&entry).await)
}

async fn remove(store: &Store, number: u128, version: u32) -> Result<(), StoreError> {
    in_write!(store, write => write.remove_library_entry(id(number), version, moment(9)).await)
}

on_both_engines! {
    async fn what_is_saved_is_listed_as_it_is_by_title_and_the_newest_version_alone(store: Store) {
        add(&store, saved(1, 1, "The coast")).await.unwrap();
        add(&store, saved(2, 1, "hedges")).await.unwrap();
        add(&store, saved(1, 2, "The coast")).await.unwrap();

        assert_eq!(store.list_library().await.unwrap(), [saved(2, 1, "hedges"), saved(1, 2, "The coast")]);
        assert_eq!(store.find_library_entry(id(1)).await.unwrap(), Some(saved(1, 2, "The coast")));
        assert_eq!(store.find_library_entry_of("hedges").await.unwrap(), Some(saved(2, 1, "hedges")));
        assert_eq!(store.find_library_entry_of("Hedges").await.unwrap(), None);
        assert_eq!(store.count_library_versions(id(1)).await.unwrap(), 2);
    }

    async fn of_two_who_save_the_same_version_or_title_the_second_is_told(store: Store) {
        add(&store, saved(1, 1, "The coast")).await.unwrap();

        let same_version = add(&store, saved(1, 1, "Other words")).await;
        let same_title = add(&store, saved(2, 1, "The coast")).await;

        assert!(matches!(same_version, Err(StoreError::Taken)), "{same_version:?}");
        assert!(matches!(same_title, Err(StoreError::Taken)), "{same_title:?}");
        assert_eq!(store.list_library().await.unwrap(), [saved(1, 1, "The coast")]);
    }

    async fn what_is_removed_is_not_listed_and_its_versions_stay(store: Store) {
        add(&store, saved(1, 1, "The coast")).await.unwrap();
        add(&store, saved(1, 2, "The coast")).await.unwrap();

        assert!(matches!(remove(&store, 1, 1).await, Err(StoreError::Changed)));
        remove(&store, 1, 2).await.unwrap();
        assert!(matches!(remove(&store, 1, 2).await, Err(StoreError::Changed)));

        assert_eq!(store.list_library().await.unwrap(), []);
        assert_eq!(store.count_library_versions(id(1)).await.unwrap(), 2);
        let removed = store.find_library_entry_of("The coast").await.unwrap().unwrap();
        assert_eq!((removed.version, removed.removed_at), (2, Some(moment(9))));
        add(&store, saved(1, 3, "The coast")).await.unwrap();
        assert_eq!(store.list_library().await.unwrap(), [saved(1, 3, "The coast")]);
    }

    async fn an_entry_stays_when_the_account_that_saved_it_is_removed(store: Store) {
        let account = Account {
            id: AccountId(Uuid::from_u128(7)),
            email: "editor@example.org".into(),
            password_hash: "hash".into(),
            role: "strategist".into(),
            created_at: moment(0),
        };
        let by = SavedEntry { account: Some(account.id), ..saved(1, 1, "The coast") };
        in_write!(store, write => {
            write.add_account(&account).await?;
            write.add_library_entry(&by).await
        })
        .unwrap();
        assert_eq!(store.list_library().await.unwrap()[0].account, Some(AccountId(Uuid::from_u128(7))));

        in_write!(store, write => write.remove_account("editor@example.org").await).unwrap();

        assert_eq!(store.list_library().await.unwrap(), [saved(1, 1, "The coast")]);
    }

    async fn what_cannot_be_read_is_told_by_its_place_alone(store: Store, database: &Database) {
        add(&store, saved(1, 1, "The coast")).await.unwrap();
        change(database, "UPDATE library_entries SET document = '\"canary\"'").await;

        let Err(error @ StoreError::Damaged { .. }) = store.list_library().await else { panic!("it was read") };

        let told = error.to_string();
        assert!(told.contains("library_entries") && !told.contains("canary"), "{told}");
    }
}
