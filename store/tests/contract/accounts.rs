use chrono::TimeDelta;
use domain::ids::AccountId;
use engines::on_both_engines;
use store::{Account, Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{in_write, moment, token};

fn account(number: u128) -> Account {
    Account {
        id: AccountId(Uuid::from_u128(number)),
        email: format!("staff-{number}@example.org"),
        password_hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA".into(),
        role: "administrator".into(),
        created_at: moment(0) + TimeDelta::microseconds(1),
    }
}

pub async fn add_account(store: &Store, number: u128) -> Account {
    let added = account(number);
    in_write!(store, write => write.add_account(&added).await).unwrap();
    account(number)
}

async fn sign_in(store: &Store, account: &Account, number: u128, second: i64) {
    let id = account.id;
    in_write!(store, write => write.add_session(&token(number), id, moment(second)).await).unwrap();
}

on_both_engines! {
    async fn an_account_is_found_by_its_address(store: Store) {
        assert_eq!(store.count_accounts().await.unwrap(), 0);
        let account = add_account(&store, 1).await;

        assert_eq!(store.find_account("staff-1@example.org").await.unwrap(), Some(account));
        assert_eq!(store.find_account("staff-2@example.org").await.unwrap(), None);
        assert_eq!(store.count_accounts().await.unwrap(), 1);
    }

    async fn an_address_has_one_account(store: Store) {
        let first = add_account(&store, 1).await;
        let mut second = account(2);
        second.email = first.email;

        let refused = in_write!(store, write => write.add_account(&second).await);

        assert!(matches!(refused, Err(StoreError::Taken)), "{refused:?}");
    }

    async fn a_new_password_and_a_removal_end_the_sessions_of_that_account_alone(store: Store) {
        let (first, second) = (add_account(&store, 1).await, add_account(&store, 2).await);
        sign_in(&store, &first, 1, 10).await;
        sign_in(&store, &second, 2, 20).await;

        assert!(in_write!(store, write => write.set_password("staff-1@example.org", "another").await).unwrap());
        assert!(store.find_session(&token(1)).await.unwrap().is_none());
        assert!(store.find_session(&token(2)).await.unwrap().is_some());
        let changed = Account { password_hash: "another".into(), ..first };
        assert_eq!(store.list_accounts().await.unwrap(), [changed.clone(), second]);

        assert!(in_write!(store, write => write.remove_account("staff-2@example.org").await).unwrap());
        assert!(store.find_session(&token(2)).await.unwrap().is_none());
        assert_eq!(store.list_accounts().await.unwrap(), [changed]);
        for nobody in ["staff-2@example.org", "STAFF-1@example.org"] {
            assert!(!in_write!(store, write => write.set_password(nobody, "x").await).unwrap(), "{nobody}");
            assert!(!in_write!(store, write => write.remove_account(nobody).await).unwrap(), "{nobody}");
        }
    }

    async fn a_session_leads_to_its_own_account(store: Store) {
        let (first, second) = (add_account(&store, 1).await, add_account(&store, 2).await);
        sign_in(&store, &first, 1, 10).await;
        sign_in(&store, &second, 2, 20).await;

        let session = store.find_session(&token(2)).await.unwrap().unwrap();

        assert_eq!(session.account, second);
        assert_eq!((session.created_at, session.seen_at), (moment(20), moment(20)));
        assert!(store.find_session(&token(3)).await.unwrap().is_none());
    }

    async fn a_session_for_no_account_is_refused(store: Store) {
        let refused = in_write!(store, write => {
            write.add_session(&token(1), AccountId(Uuid::from_u128(1)), moment(0)).await
        });

        assert!(refused.is_err());
    }

    async fn using_a_session_moves_only_when_it_was_seen(store: Store) {
        let account = add_account(&store, 1).await;
        sign_in(&store, &account, 1, 10).await;
        sign_in(&store, &account, 2, 10).await;

        in_write!(store, write => write.set_session_seen(&token(1), moment(30)).await).unwrap();

        let used = store.find_session(&token(1)).await.unwrap().unwrap();
        let other = store.find_session(&token(2)).await.unwrap().unwrap();
        assert_eq!((used.created_at, used.seen_at, other.seen_at), (moment(10), moment(30), moment(10)));
    }

    async fn a_removed_session_is_gone_and_the_others_stay(store: Store) {
        let account = add_account(&store, 1).await;
        sign_in(&store, &account, 1, 10).await;
        sign_in(&store, &account, 2, 10).await;

        in_write!(store, write => write.remove_session(&token(1)).await).unwrap();

        assert!(store.find_session(&token(1)).await.unwrap().is_none());
        assert!(store.find_session(&token(2)).await.unwrap().is_some());
    }

    async fn only_sessions_last_used_before_a_moment_are_idle(store: Store) {
        let account = add_account(&store, 1).await;
        for (number, second) in [(1, 10), (2, 11), (3, 12)] {
            sign_in(&store, &account, number, second).await;
        }

        assert_eq!(in_write!(store, write => write.remove_idle_sessions(moment(11)).await).unwrap(), 1);

        assert!(store.find_session(&token(1)).await.unwrap().is_none());
        assert!(store.find_session(&token(2)).await.unwrap().is_some());
    }
}
