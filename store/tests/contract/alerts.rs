//! Alerts: asked for, confirmed, changed and ended, each by the hash of a secret.

use chrono::TimeDelta;
use domain::{
    alert::{Pace, Scope, Scopes, Strand, Wish},
    ids::{AlertId, GroupId},
    time::Moment,
};
use engines::on_both_engines;
use store::{Alert, Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{in_write, moment, number};

/// What somebody wants who wants documents each day.
pub fn daily() -> Wish {
    Wish { scopes: Scopes::new([Scope::Strand(Strand::Documents)]), pace: Pace::Daily }
}

fn weekly() -> Wish {
    let group = Scope::Group(GroupId(Uuid::from_u128(7)));
    Wish { scopes: Scopes::new([group, Scope::Strand(Strand::Minutes)]), pace: Pace::Weekly }
}

/// Asks for alerts under the secret of a number.
pub async fn ask(store: &Store, secret: u8, email: &str, wish: Wish, now: Moment) {
    let email = email.to_owned();
    in_write!(store, write => write.add_alert_request(&[secret], (&email, &wish), now).await).unwrap();
}

/// Confirms what was asked for under the secret of a number, at most three days before.
pub async fn confirm(store: &Store, secret: u8, now: Moment) -> Result<(), StoreError> {
    let id = AlertId(Uuid::from_u128(secret.into()));
    let after = now - TimeDelta::days(3);
    in_write!(store, write => write.set_alert_confirmed(id, &[secret], (after, now)).await)
}

/// Gives the alert to which the secret of a number leads.
pub async fn found(store: &Store, secret: u8) -> Option<Alert> {
    store.find_alert(&[secret]).await.unwrap()
}

async fn end(store: &Store, secret: u8) -> bool {
    in_write!(store, write => write.remove_alert(&[secret]).await).unwrap()
}

on_both_engines! {
    async fn what_is_asked_for_is_nothing_before_it_is_confirmed_and_its_link_leads_to_it_then(store: Store) {
        ask(&store, 1, "Ann@Example.org", weekly(), moment(0)).await;
        assert_eq!((found(&store, 1).await, store.find_alert_of("ann@example.org").await.unwrap()), (None, None));
        assert_eq!(store.find_alert_request(&[1], moment(-1)).await.unwrap(), Some(weekly()));

        confirm(&store, 1, moment(9)).await.unwrap();

        let alert = found(&store, 1).await.unwrap();
        assert_eq!((alert.email.as_str(), &alert.wish, alert.revision, alert.told), ("Ann@Example.org", &weekly(), 1, 0));
        assert_eq!(store.find_alert_of("aNN@example.ORG").await.unwrap(), Some(alert));
        assert_eq!(store.find_alert_request(&[1], moment(-1)).await.unwrap(), None);
        assert!(matches!(confirm(&store, 1, moment(10)).await, Err(StoreError::Changed)));
    }

    async fn an_address_has_one_alert_however_it_is_spelt_and_the_last_that_it_confirms_holds(store: Store) {
        ask(&store, 1, "Ann@example.org", weekly(), moment(0)).await;
        ask(&store, 2, "ann@EXAMPLE.org", daily(), moment(0)).await;
        confirm(&store, 1, moment(1)).await.unwrap();
        confirm(&store, 2, moment(2)).await.unwrap();

        let (one, other) = (found(&store, 1).await.unwrap(), found(&store, 2).await.unwrap());
        assert_eq!((&one, &other.wish, other.revision), (&other, &daily(), 2));
        assert_eq!(store.count_alerts().await.unwrap(), [(daily(), 1)]);
    }

    async fn of_two_who_confirm_the_same_one_does(store: Store) {
        ask(&store, 1, "ann@example.org", daily(), moment(0)).await;
        let results = tokio::join!(confirm(&store, 1, moment(1)), confirm(&store, 1, moment(1)));
        assert!(results.0.is_ok() != results.1.is_ok(), "{results:?}");
        assert_eq!(store.count_alerts().await.unwrap(), [(daily(), 1)]);
    }

    async fn what_nobody_confirms_in_its_time_cannot_be_confirmed_and_is_removed(store: Store, database: &Database) {
        ask(&store, 1, "ann@example.org", daily(), moment(0)).await;
        let late = moment(0) + TimeDelta::days(3);
        assert!(matches!(confirm(&store, 1, late).await, Err(StoreError::Changed)));
        assert_eq!(store.find_alert_request(&[1], moment(0)).await.unwrap(), None);
        assert_eq!(store.count_alert_requests(moment(-1)).await.unwrap(), 1);
        let removed = |before| { let store = store.clone(); async move { in_write!(store, write => write.remove_idle_alert_requests(before).await).unwrap() } };
        assert_eq!((removed(moment(0)).await, removed(moment(1)).await), (0, 1));
        assert_eq!(database.find_words("ann@example.org").await, Vec::<String>::new());
    }

    async fn of_two_who_change_an_alert_the_second_is_told(store: Store) {
        ask(&store, 1, "ann@example.org", weekly(), moment(0)).await;
        confirm(&store, 1, moment(1)).await.unwrap();
        let id = found(&store, 1).await.unwrap().id;
        in_write!(store, write => write.set_alert_wish(id, 1, &daily()).await).unwrap();
        let second: Result<(), StoreError> = in_write!(store, write => write.set_alert_wish(id, 1, &weekly()).await);
        assert!(matches!(second, Err(StoreError::Changed)));
        assert_eq!(found(&store, 1).await.unwrap().wish, daily());
    }

    async fn ending_by_any_link_deletes_the_address_and_all_that_it_asked_for(store: Store, database: &Database) {
        ask(&store, 1, "ann@example.org", daily(), moment(0)).await;
        ask(&store, 2, "Ann@example.org", weekly(), moment(0)).await;
        ask(&store, 3, "ben@example.org", weekly(), moment(0)).await;
        confirm(&store, 1, moment(1)).await.unwrap();
        confirm(&store, 3, moment(1)).await.unwrap();
        let id = found(&store, 1).await.unwrap().id;
        in_write!(store, write => write.add_alert_link(id, &[9], moment(2)).await).unwrap();

        assert!(end(&store, 9).await);

        assert!(!end(&store, 9).await && !end(&store, 1).await, "it has ended");
        assert_eq!(database.find_words("nn@example.org").await, Vec::<String>::new());
        assert_eq!(number(database, "SELECT COUNT(*) FROM alert_links").await, 1);
        assert!(found(&store, 3).await.is_some(), "another stays");
        assert!(matches!(confirm(&store, 2, moment(3)).await, Err(StoreError::Changed)));
        let gone: Result<(), StoreError> = in_write!(store, write => write.add_alert_link(id, &[8], moment(2)).await);
        assert!(matches!(gone, Err(StoreError::Changed)));
    }

    async fn a_link_leads_to_its_alert_for_its_time_and_the_alert_stays(store: Store) {
        ask(&store, 1, "ann@example.org", daily(), moment(0)).await;
        confirm(&store, 1, moment(1)).await.unwrap();
        in_write!(store, write => write.remove_old_alert_links(moment(2)).await).unwrap();
        assert_eq!(found(&store, 1).await, None);
        assert!(store.find_alert_of("ann@example.org").await.unwrap().is_some());
    }
}
