//! Uses of invitations once their day is over: written anew, so that nothing leads from them to responses.

use chrono::{NaiveDate, TimeDelta};
use engines::{Database, on_both_engines};
use store::{Store, StoreError, Version};

use super::{add, begin, invitation, today};
use crate::fixtures::{Scattered, Submitting, add_consultation, in_write, moment, number};

/// Counts the invitations that what the engine notes joins to the response that says their address.
fn joining(database: &Database) -> &'static str {
    // What the engine notes of rows that one transaction wrote, or of rows in the order in which they were written.
    if database.is_postgres() {
        "SELECT COUNT(*) FROM used_invitations u JOIN invitations i ON i.id = u.invitation_id JOIN answers a ON u.xmin = a.xmin
         WHERE a.outcomes LIKE '%\"' || i.address || '\"%'"
    } else {
        "SELECT COUNT(*) FROM
             (SELECT invitation_id, ROW_NUMBER() OVER (ORDER BY rowid) AS place FROM used_invitations) u
             JOIN invitations i ON i.id = u.invitation_id
             JOIN (SELECT outcomes, ROW_NUMBER() OVER (ORDER BY rowid) AS place FROM answers) a ON a.place = u.place
         WHERE a.outcomes LIKE '%\"' || i.address || '\"%'"
    }
}

async fn mix(store: &Store, day: NaiveDate) -> u64 {
    let done: Result<u64, StoreError> =
        in_write!(store, write => write.set_invitations_mixed(day, &Scattered::default()).await);
    done.unwrap()
}

/// Begins with an invitation, and sends its address as an answer so many days after today.
async fn answer(store: &Store, version: &Version, person: u128, days: i64) {
    let response = begin(store, version, person, 100 + person).await.unwrap();
    let sending = Submitting::new(100 + person).at(moment(0) + TimeDelta::days(days));
    sending.saying(&format!("person-{person}@example.org")).submit(store, &response, 0).await.unwrap();
}

on_both_engines! {
    async fn when_the_day_is_over_nothing_in_the_database_joins_an_invitation_to_what_was_sent(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        add(&store, version.consultation, 0, (1..=20).map(invitation).collect()).await.unwrap();
        for person in 1..=20 {
            answer(&store, &version, person, 0).await;
        }
        let join = joining(database);
        assert_eq!(number(database, join).await, 20);

        for (days, mixed) in [(0, 0), (1, 20), (1, 0)] {
            assert_eq!(mix(&store, today() + TimeDelta::days(days)).await, mixed);
        }

        let joined = number(database, join).await;
        assert!(joined <= 5, "{joined}");
        let month = "SELECT COUNT(*) FROM used_invitations WHERE used_on = '2026-03-01' AND is_mixed = TRUE";
        assert_eq!(number(database, month).await, 20);
        if database.is_postgres() {
            let touched = "SELECT COUNT(*) FROM invitations i JOIN responses r ON i.xmin = r.xmin";
            assert_eq!(number(database, touched).await, 0);
        }
    }

    async fn one_use_a_day_is_mixed_with_those_of_the_days_before_it_in_its_month(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        add(&store, version.consultation, 0, (1..=3).map(invitation).collect()).await.unwrap();
        for (person, day) in (1..=3).zip(0..) {
            answer(&store, &version, person, day).await;
            let tomorrow = today() + TimeDelta::days(day + 1);
            assert_eq!((mix(&store, tomorrow).await, mix(&store, tomorrow).await), (1, 0));
        }

        let joined = number(database, joining(database)).await;
        assert!(joined < 3, "{joined}");
        assert_eq!(number(database, "SELECT COUNT(*) FROM used_invitations WHERE is_mixed = TRUE").await, 3);
        if database.is_postgres() {
            let transactions = "SELECT COUNT(DISTINCT CAST(xmin AS TEXT)) FROM used_invitations";
            assert_eq!(number(database, transactions).await, 1);
        }
    }
}
