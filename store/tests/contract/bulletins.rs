//! Novelties are numbered once and bulletins are made once, whoever works at the same time and wherever somebody stops.

use domain::{
    alert::{Novelty, Pace, Scope, Scopes, Strand, Wish},
    ids::{AlertId, GroupId},
};
use engines::on_both_engines;
use store::{Alert, Bulletin, BulletinCount, BulletinEnd, Moved, Store, StoreError, Unnumbered};
use uuid::Uuid;

use super::alerts::{ask, confirm, found};
use crate::fixtures::{in_write, moment, number};

const GROUP: GroupId = GroupId(Uuid::from_u128(70));
const NOBODY: AlertId = AlertId(Uuid::nil());

fn entry(number: u128) -> Unnumbered {
    (Uuid::from_u128(number), Strand::Documents, Some(GROUP))
}

async fn see(store: &Store, entries: impl IntoIterator<Item = u128>, second: i64) -> Result<(), StoreError> {
    let new: Vec<_> = entries.into_iter().map(entry).collect();
    in_write!(store, write => write.add_novelties(&new, moment(second)).await)
}

/// Adds an alert that is told at once of everything, under the secret of a number.
async fn add(store: &Store, secret: u8) {
    let wish = Wish { scopes: Scopes::new([Scope::Everything]), pace: Pace::AtOnce };
    ask(store, secret, &format!("person-{secret}@example.org"), wish, moment(0)).await;
    confirm(store, secret, moment(0)).await.unwrap();
}

async fn behind(store: &Store, last: i64, quiet_since: i64) -> Vec<Alert> {
    store.list_alerts_behind((Pace::AtOnce, last), moment(quiet_since), (NOBODY, 1_000)).await.unwrap()
}

async fn make(store: &Store, alerts: Vec<Alert>, last: i64, second: i64) -> i64 {
    let moves: Vec<_> = alerts.into_iter().map(|alert| (alert, Moved::WithBulletin)).collect();
    in_write!(store, write => write.add_bulletins(&moves, last, moment(second)).await).unwrap()
}

async fn due(store: &Store, second: i64) -> Vec<Bulletin> {
    store.list_due_bulletins(moment(second), 1_000).await.unwrap()
}

async fn take(store: &Store, bulletin: &Bulletin, secret: u8) -> Result<(), StoreError> {
    let bulletin = bulletin.clone();
    in_write!(store, write => write.set_bulletin_taken(&bulletin, &[secret], (moment(20), moment(60))).await)
}

async fn finish(store: &Store, bulletin: &Bulletin, end: BulletinEnd) {
    let bulletin = bulletin.clone();
    in_write!(store, write => write.remove_bulletin(&bulletin, end, moment(30)).await).unwrap();
}

async fn counted(store: &Store) -> (i64, i64, i64) {
    let BulletinCount { made, sent, given_up } = store.find_bulletin_count(moment(0).date_naive()).await.unwrap();
    (made, sent, given_up)
}

on_both_engines! {
    async fn novelties_get_numbers_in_their_order_and_each_entry_one(store: Store) {
        assert_eq!(store.find_last_novelty(moment(99)).await.unwrap(), 0);
        see(&store, [30, 10], 5).await.unwrap();
        see(&store, [20], 7).await.unwrap();
        assert!(matches!(see(&store, [40, 10], 8).await, Err(StoreError::Changed)), "10 has a number");
        let novelty = |number, entry| Novelty { number, entry: Uuid::from_u128(entry), strand: Strand::Documents, group: Some(GROUP) };
        assert_eq!(store.list_novelties(0).await.unwrap(), [novelty(1, 30), novelty(2, 10), novelty(3, 20)]);
        assert_eq!(store.list_novelties(2).await.unwrap(), [novelty(3, 20)]);
        assert_eq!((store.find_last_novelty(moment(6)).await.unwrap(), store.find_last_novelty(moment(7)).await.unwrap()), (2, 3));
        assert_eq!(store.list_seen_entries().await.unwrap(), [10, 20, 30].map(Uuid::from_u128).into());
    }

    async fn of_servers_that_see_the_same_at_once_one_numbers_it_without_a_gap(store: Store) {
        let (one, other, third) = tokio::join!(see(&store, 1..=40, 1), see(&store, 1..=40, 1), see(&store, 21..=60, 1));
        let seen = [one, other, third].into_iter().flatten().count();
        assert_eq!(seen, 1);
        let numbers: Vec<i64> = store.list_novelties(0).await.unwrap().iter().map(|novelty| novelty.number).collect();
        assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
    }

    async fn what_was_there_before_somebody_confirmed_is_no_news_to_them(store: Store) {
        see(&store, [1, 2], 1).await.unwrap();
        add(&store, 1).await;
        assert_eq!((found(&store, 1).await.unwrap().told, behind(&store, 2, 0).await.len()), (2, 0));
        see(&store, [3], 2).await.unwrap();
        assert_eq!(behind(&store, 3, 0).await.len(), 1);
    }

    async fn of_two_servers_that_make_bulletins_each_alert_gets_one(store: Store) {
        for secret in 1..=60 {
            add(&store, secret).await;
        }
        see(&store, [1, 2], 1).await.unwrap();
        let alerts = behind(&store, 2, 0).await;

        let made = tokio::join!(make(&store, alerts.clone(), 2, 5), make(&store, alerts.clone(), 2, 6), make(&store, alerts[30..].to_vec(), 2, 7));

        assert_eq!(made.0 + made.1 + made.2, 60);
        let waiting = due(&store, 9).await;
        assert_eq!((waiting.len(), counted(&store).await), (60, (60, 0, 0)));
        assert!(waiting.iter().all(|bulletin| (bulletin.since, bulletin.last) == (0, 2)), "{waiting:?}");
        assert_eq!(make(&store, alerts, 2, 8).await, 0, "nor again by one that was slow");
        assert_eq!(behind(&store, 2, 9).await, []);
    }

    async fn a_bulletin_that_is_not_stored_leaves_its_alert_where_it_was(store: Store) {
        add(&store, 1).await;
        see(&store, [1], 1).await.unwrap();
        let moves: Vec<_> = behind(&store, 1, 0).await.into_iter().map(|alert| (alert, Moved::WithBulletin)).collect();

        let stopped: Result<(), StoreError> = in_write!(store, write => {
            write.add_bulletins(&moves, 1, moment(5)).await?;
            Err(StoreError::Changed)
        });

        assert!(stopped.is_err());
        assert_eq!((due(&store, 9).await, found(&store, 1).await.unwrap().told, counted(&store).await), (vec![], 0, (0, 0, 0)));
        assert_eq!(make(&store, behind(&store, 1, 0).await, 1, 6).await, 1, "and it is made at the next try");
    }

    async fn an_alert_moves_on_alone_where_nothing_is_what_it_asked_for(store: Store) {
        add(&store, 1).await;
        see(&store, [1], 1).await.unwrap();
        let moves: Vec<_> = behind(&store, 1, 0).await.into_iter().map(|alert| (alert, Moved::Alone)).collect();
        assert_eq!(in_write!(store, write => write.add_bulletins(&moves, 1, moment(5)).await).unwrap(), 0);
        assert_eq!((due(&store, 9).await, behind(&store, 1, 9).await), (vec![], vec![]));
        see(&store, [2], 6).await.unwrap();
        assert_eq!(behind(&store, 2, 5).await.len(), 1, "and is not quiet for that");
    }

    async fn while_a_bulletin_waits_or_was_just_made_no_second_one_is(store: Store) {
        add(&store, 1).await;
        see(&store, [1], 1).await.unwrap();
        make(&store, behind(&store, 1, 0).await, 1, 5).await;
        see(&store, [2], 6).await.unwrap();
        assert_eq!(behind(&store, 2, 50).await, [], "one waits");
        finish(&store, &due(&store, 9).await[0], BulletinEnd::Sent).await;
        assert_eq!((behind(&store, 2, 4).await, behind(&store, 2, 5).await.len()), (vec![], 1), "one was just made");
    }

    async fn a_bulletin_is_taken_by_one_of_two_with_a_link_to_its_alert(store: Store, database: &Database) {
        add(&store, 1).await;
        see(&store, [1], 1).await.unwrap();
        make(&store, behind(&store, 1, 0).await, 1, 5).await;
        let bulletin = due(&store, 5).await.remove(0);

        let taken = tokio::join!(take(&store, &bulletin, 101), take(&store, &bulletin, 102));

        assert!(taken.0.is_ok() != taken.1.is_ok(), "{taken:?}");
        assert_eq!((due(&store, 59).await, due(&store, 60).await[0].attempts), (vec![], 1));
        assert_eq!(number(database, "SELECT COUNT(*) FROM alert_links").await, 2, "that of the other is not stored");
        let id = bulletin.id;
        in_write!(store, write => write.set_bulletin_due(id, moment(30)).await).unwrap();
        let again = due(&store, 30).await.remove(0);
        finish(&store, &again, BulletinEnd::Sent).await;
        assert_eq!((due(&store, 99).await, counted(&store).await), (vec![], (1, 1, 0)));
    }

    async fn ending_an_alert_takes_its_bulletin_with_it_even_while_it_is_sent(store: Store) {
        add(&store, 1).await;
        see(&store, [1], 1).await.unwrap();
        make(&store, behind(&store, 1, 0).await, 1, 5).await;
        let bulletin = due(&store, 5).await.remove(0);
        assert!(in_write!(store, write => write.remove_alert(&[1]).await).unwrap());
        assert_eq!((due(&store, 99).await, store.count_bulletins().await.unwrap()), (vec![], 0));
        assert!(matches!(take(&store, &bulletin, 9).await, Err(StoreError::Changed)));
        finish(&store, &bulletin, BulletinEnd::Sent).await;
    }

    async fn an_alert_without_a_mailbox_goes_after_three_bulletins_in_a_row(store: Store, database: &Database) {
        add(&store, 1).await;
        let ends = [BulletinEnd::NoMailbox, BulletinEnd::NoMailbox, BulletinEnd::Sent, BulletinEnd::NoMailbox, BulletinEnd::GivenUp, BulletinEnd::NoMailbox, BulletinEnd::NoMailbox];
        for (last, end) in (1..).zip(ends) {
            see(&store, [u128::try_from(last).unwrap()], 1).await.unwrap();
            make(&store, behind(&store, last, 9).await, last, 5).await;
            assert_eq!(due(&store, 9).await.len(), 1, "{last}");
            finish(&store, &due(&store, 9).await[0], end).await;
        }
        assert_eq!(found(&store, 1).await, None);
        assert_eq!(database.find_words("person-1").await, Vec::<String>::new());
        assert_eq!(counted(&store).await, (7, 1, 6));
    }

    async fn a_bulletin_that_nobody_sends_is_removed_after_its_time(store: Store) {
        add(&store, 1).await;
        see(&store, [1], 1).await.unwrap();
        make(&store, behind(&store, 1, 0).await, 1, 5).await;
        let removed = |before| { let store = store.clone(); async move { in_write!(store, write => write.remove_overdue_bulletins(before).await).unwrap() } };
        assert_eq!((removed(moment(5)).await, removed(moment(6)).await), (0, 1));
    }
}
