use chrono::TimeDelta;
use domain::answer::Contact;
use engines::on_both_engines;
use store::{Store, Version};
use uuid::Uuid;

use crate::fixtures::{Scattered, Submitting, add_consultation, add_draft, in_write, moment, number};

/// How many addresses stand with a day, and with its month.
const OF_THE_DAY: &str = "SELECT COUNT(*) FROM subscriptions WHERE asked_on = '2026-03-10'";
const OF_THE_MONTH: &str = "SELECT COUNT(*) FROM subscriptions WHERE asked_on = '2026-03-01'";

on_both_engines! {
    async fn a_subscription_keeps_what_was_asked_for_and_the_day_alone(store: Store, database: &Database) {
        let consultation = add_consultation(&store, 1).await.consultation;
        let contact = Contact { email: Some("someone@example.org".into()), telephone: None, updates: false, interview: true };
        let asked_at = moment(12_345) + TimeDelta::microseconds(1);
        in_write!(store, write => {
            write.add_subscription(Uuid::from_u128(9), consultation, &contact, asked_at).await
        })
        .unwrap();

        let kept = "SELECT COUNT(*) FROM subscriptions
            WHERE email = 'someone@example.org' AND updates = FALSE AND interview = TRUE AND asked_on = '2026-03-01'";
        assert_eq!(number(database, kept).await, 1);
    }

    async fn a_telephone_number_is_enough_and_stays_when_the_day_is_over(store: Store, database: &Database) {
        let consultation = add_consultation(&store, 1).await.consultation;
        let number_of_theirs = Some("0151 496 0000".to_owned());
        let contact = Contact { email: None, telephone: number_of_theirs, updates: true, interview: false };
        in_write!(store, write => {
            write.add_subscription(Uuid::from_u128(9), consultation, &contact, moment(0)).await?;
            write.set_subscriptions_mixed(moment(0).date_naive() + TimeDelta::days(1), &Scattered::default()).await
        })
        .unwrap();

        let kept = "SELECT COUNT(*) FROM subscriptions WHERE email IS NULL AND telephone = '0151 496 0000' AND is_mixed = TRUE";
        assert_eq!(number(database, kept).await, 1);
    }

    async fn an_address_may_ask_more_than_once(store: Store, database: &Database) {
        let consultation = add_consultation(&store, 1).await.consultation;
        for id in [1, 2] {
            let contact = Contact { email: Some("someone@example.org".into()), telephone: None, updates: true, interview: false };
            in_write!(store, write => {
                write.add_subscription(Uuid::from_u128(id), consultation, &contact, moment(0)).await
            })
            .unwrap();
        }

        assert_eq!(number(database, "SELECT COUNT(*) FROM subscriptions").await, 2);
    }

    async fn when_the_day_is_over_nothing_in_the_database_joins_an_address_to_its_answers(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        for person in 1..=20 {
            answer_with_address(&store, &version, person).await;
        }
        // What the engine notes of rows that one transaction wrote, or of rows in the order in which they were written.
        let join = if database.is_postgres() {
            "SELECT COUNT(*) FROM subscriptions s JOIN answers a ON s.xmin = a.xmin
             WHERE a.outcomes LIKE '%' || s.email || '%'"
        } else {
            "SELECT COUNT(*) FROM
                 (SELECT email, ROW_NUMBER() OVER (ORDER BY rowid) AS place FROM subscriptions) s
                 JOIN (SELECT outcomes, ROW_NUMBER() OVER (ORDER BY rowid) AS place FROM answers) a ON a.place = s.place
             WHERE a.outcomes LIKE '%' || s.email || '%'"
        };
        assert_eq!(number(database, join).await, 20);

        assert_eq!(mix(&store, 0).await, 0);
        assert_eq!(mix(&store, 1).await, 20);
        assert_eq!(mix(&store, 1).await, 0);

        let joined = number(database, join).await;
        assert!(joined <= 5, "{joined}");
        assert_eq!(number(database, "SELECT COUNT(DISTINCT email) FROM subscriptions").await, 20);
        assert_eq!(number(database, "SELECT COUNT(*) FROM subscriptions WHERE asked_on = '2026-03-01'").await, 20);
    }

    async fn when_the_day_is_over_the_month_alone_is_kept(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        let contact = Contact { email: Some("someone@example.org".into()), telephone: None, updates: true, interview: false };
        let asked = moment(0) + TimeDelta::days(9);
        let id = Uuid::from_u128(1);
        in_write!(store, write => write.add_subscription(id, version.consultation, &contact, asked).await).unwrap();
        assert_eq!((number(database, OF_THE_DAY).await, number(database, OF_THE_MONTH).await), (1, 0));
        assert_eq!(mix(&store, 10).await, 1);
        assert_eq!((number(database, OF_THE_DAY).await, number(database, OF_THE_MONTH).await), (0, 1));
    }

    async fn of_two_servers_that_mix_one_gets_each_address(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        for person in 1..=20 {
            answer_with_address(&store, &version, person).await;
        }

        let mixed: (u64, u64, u64) = tokio::join!(mix(&store, 1), mix(&store, 1), mix(&store, 1));

        assert_eq!(mixed.0 + mixed.1 + mixed.2, 20);
        assert_eq!(number(database, "SELECT COUNT(*) FROM subscriptions").await, 20);
    }
}

async fn answer_with_address(store: &Store, version: &Version, person: u128) {
    let response = add_draft(store, version, person).await;
    let email = format!("person-{person:02}@example.org");
    let Submitting { submission, receipt, .. } = Submitting::new(person).saying(&email);
    let consultation = version.consultation;
    let contact = Contact { email: Some(email), telephone: None, updates: true, interview: false };
    in_write!(store, write => {
        write.set_submitted(response.id, 0, &submission, &receipt).await?;
        write.add_subscription(Uuid::from_u128(person << 64), consultation, &contact, receipt.submitted_at).await
    })
    .unwrap();
}

/// Mixes as on a day after the first.
async fn mix(store: &Store, days: i64) -> u64 {
    let today = (moment(0) + TimeDelta::days(days)).date_naive();
    in_write!(store, write => write.set_subscriptions_mixed(today, &Scattered::default()).await).unwrap()
}
