use engines::on_both_engines;
use store::{Mail, Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{in_write, moment};

fn mail(number: u128, due: i64) -> Mail {
    Mail {
        id: Uuid::from_u128(number),
        recipient: "someone@example.org".into(),
        subject: "Your response – received".into(),
        body: "Line one\n\nLine “two”\n".into(),
        attempts: 0,
        due_at: moment(due),
    }
}

async fn add(store: &Store, mail: &Mail) {
    let added = mail.clone();
    in_write!(store, write => write.add_mail(&added).await).unwrap();
}

on_both_engines! {
    async fn due_messages_are_listed_the_longest_waiting_first(store: Store) {
        for (number, due) in [(1, 30), (2, 10), (3, 20), (4, 31)] {
            add(&store, &mail(number, due)).await;
        }

        let due = store.list_due_mail(moment(30), 9).await.unwrap();

        assert_eq!(due, [mail(2, 10), mail(3, 20), mail(1, 30)]);
        assert_eq!(store.list_due_mail(moment(30), 2).await.unwrap().len(), 2);
    }

    async fn a_message_is_taken_by_one_of_two(store: Store) {
        add(&store, &mail(1, 10)).await;

        let takers = [(); 2].map(|()| {
            let store = store.clone();
            tokio::spawn(async move { in_write!(store, write => write.set_mail_taken(&mail(1, 10), moment(60)).await) })
        });
        let [one, other] = takers;
        let results = [one.await.unwrap(), other.await.unwrap()];

        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
        assert!(results.iter().any(|result| matches!(result, Err(StoreError::Changed))), "{results:?}");
        assert!(store.list_due_mail(moment(59), 9).await.unwrap().is_empty());
        assert_eq!(store.list_due_mail(moment(60), 9).await.unwrap()[0].attempts, 1);
    }

    async fn a_message_that_failed_waits_until_it_is_due_again(store: Store) {
        add(&store, &mail(1, 10)).await;
        let id = mail(1, 10).id;
        in_write!(store, write => {
            write.set_mail_taken(&mail(1, 10), moment(60)).await?;
            write.set_mail_due(id, moment(90)).await
        })
        .unwrap();

        let waiting = store.list_due_mail(moment(90), 9).await.unwrap();

        let expected = Mail { attempts: 1, ..mail(1, 90) };
        assert_eq!(waiting, [expected]);
    }

    async fn a_sent_message_leaves_nothing(store: Store) {
        add(&store, &mail(1, 10)).await;
        add(&store, &mail(2, 10)).await;
        let id = mail(1, 10).id;

        in_write!(store, write => write.remove_mail(id).await).unwrap();

        assert_eq!(store.list_due_mail(moment(99), 9).await.unwrap(), [mail(2, 10)]);
    }
}
