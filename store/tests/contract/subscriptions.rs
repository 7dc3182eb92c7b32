use chrono::TimeDelta;
use domain::answer::Contact;
use engines::on_both_engines;
use store::Store;
use uuid::Uuid;

use crate::fixtures::{add_consultation, in_write, moment, number};

on_both_engines! {
    async fn a_subscription_keeps_what_was_asked_for_and_the_day_alone(store: Store, database: &Database) {
        let consultation = add_consultation(&store, 1).await.consultation;
        let contact = Contact { email: "someone@example.org".into(), updates: false, interview: true };
        let asked_at = moment(12_345) + TimeDelta::microseconds(1);
        in_write!(store, write => {
            write.add_subscription(Uuid::from_u128(9), consultation, &contact, asked_at).await
        })
        .unwrap();

        let kept = "SELECT COUNT(*) FROM subscriptions
            WHERE email = 'someone@example.org' AND updates = FALSE AND interview = TRUE AND asked_on = '2026-03-01'";
        assert_eq!(number(database, kept).await, 1);
    }

    async fn an_address_may_ask_more_than_once(store: Store, database: &Database) {
        let consultation = add_consultation(&store, 1).await.consultation;
        for id in [1, 2] {
            let contact = Contact { email: "someone@example.org".into(), updates: true, interview: false };
            in_write!(store, write => {
                write.add_subscription(Uuid::from_u128(id), consultation, &contact, moment(0)).await
            })
            .unwrap();
        }

        assert_eq!(number(database, "SELECT COUNT(*) FROM subscriptions").await, 2);
    }
}
