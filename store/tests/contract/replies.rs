//! Replies, their public versions and steps, and reminders of them.

use domain::{
    ids::{AccountId, ConsultationId, ReplyId},
    reply::{
        Deed, PublicReply, Reply,
        ReplyStep::{Published, TakenBack, Written},
    },
};
use engines::on_both_engines;
use store::{ReplyName, Stamp, Store, StoreError, StoredReply};
use uuid::Uuid;

use crate::fixtures::{add_account, add_consultation, in_write, moment};

const ONE: AccountId = AccountId(Uuid::from_u128(1));
const CONSULTATION: ConsultationId = ConsultationId(Uuid::from_u128(1));

async fn begin(store: &Store) {
    add_consultation(store, 1).await;
    add_account(store, ONE, "one@example.org").await;
}

fn reply(title: &str) -> Reply {
    Reply {
        title: title.into(),
        asked: Vec::new(),
        said: "More ponds".into(),
        rests_on: None,
        tags: vec!["t1-1".into()],
        deed: Deed::Changed,
        did: "We added ponds".into(),
        by: None,
        section: None,
        decision: None,
    }
}

fn name(number: i64) -> ReplyName {
    ReplyName { id: ReplyId(Uuid::from_u128(number.unsigned_abs().into())), consultation: CONSULTATION, number }
}

fn stamp(second: i64) -> Stamp {
    Stamp { event: Uuid::from_u128(second.unsigned_abs().into()), by: ONE, at: moment(second) }
}

async fn add(store: &Store, number: i64) -> Result<(), StoreError> {
    let title = format!("Reply {number}");
    in_write!(store, write => write.add_reply(name(number), &reply(&title), stamp(number)).await)
}

async fn publish(store: &Store, number: i64, (revision, version): (i64, i64), second: i64) -> Result<(), StoreError> {
    let public = PublicReply { reply: reply("Public"), tags: Vec::new(), changes: format!("Change {version}") };
    in_write!(store, write => write.add_reply_version(name(number), (revision, version), &public, stamp(second)).await)
}

async fn replies(store: &Store) -> Vec<StoredReply> {
    store.list_replies(CONSULTATION).await.unwrap()
}

fn is_changed(done: Result<(), StoreError>) -> bool {
    matches!(done, Err(StoreError::Changed))
}

on_both_engines! {
    async fn a_reply_is_written_published_twice_and_taken_back_with_every_step_noted(store: Store) {
        begin(&store).await;
        add(&store, 1).await.unwrap();
        assert!(store.list_consultations_with_replies().await.unwrap().is_empty());
        publish(&store, 1, (1, 1), 11).await.unwrap();
        assert_eq!(store.list_consultations_with_replies().await.unwrap(), [CONSULTATION]);
        in_write!(&store, write => write.set_reply(name(1), 1, &reply("Other"), stamp(12)).await).unwrap();
        assert!(replies(&store).await[0].has_news());
        publish(&store, 1, (2, 2), 13).await.unwrap();
        assert!(!replies(&store).await[0].has_news());
        in_write!(&store, write => write.set_reply_taken_back(name(1), 2, "Wrong", stamp(14)).await).unwrap();

        let stored = replies(&store).await.remove(0);
        assert_eq!((stored.revision, stored.reply.title.as_str(), stored.by.as_deref()), (2, "Other", Some("one@example.org")));
        assert_eq!(stored.versions.iter().map(|version| version.version).collect::<Vec<_>>(), [2, 1]);
        assert!(stored.versions.iter().all(|version| version.taken_back == Some((moment(14), "Wrong".into()))));
        assert!(store.list_consultations_with_replies().await.unwrap().is_empty());
        let steps: Vec<_> = store.list_reply_events(CONSULTATION).await.unwrap().into_iter().map(|event| event.step).collect();
        assert_eq!(steps, [Written, Published, Written, Published, TakenBack]);
    }

    async fn nothing_is_done_with_a_reply_that_is_not_as_it_was_seen(store: Store) {
        begin(&store).await;
        add(&store, 1).await.unwrap();
        assert!(is_changed(add(&store, 1).await) && is_changed(add(&store, 3).await));
        assert!(is_changed(publish(&store, 1, (2, 1), 11).await) && is_changed(publish(&store, 1, (1, 2), 11).await));
        assert!(is_changed(in_write!(&store, write => write.set_reply(name(1), 2, &reply("Late"), stamp(12)).await)));
        assert!(is_changed(in_write!(&store, write => write.set_reply_taken_back(name(1), 1, "Why", stamp(13)).await)));
        publish(&store, 1, (1, 1), 14).await.unwrap();
        assert!(is_changed(in_write!(&store, write => write.remove_reply(name(1), 1, stamp(15)).await)), "it was public");
        assert_eq!(store.list_reply_events(CONSULTATION).await.unwrap().len(), 2, "what was not done is not noted");
    }

    async fn replies_change_places_and_the_number_of_one_that_was_removed_is_never_given_again(store: Store) {
        begin(&store).await;
        for number in 1..=3 {
            add(&store, number).await.unwrap();
        }
        in_write!(&store, write => write.swap_replies(name(3), 3, (name(2).id, 2), stamp(11)).await).unwrap();
        let order = |replies: Vec<StoredReply>| replies.iter().map(|reply| reply.number).collect::<Vec<_>>();
        assert_eq!(order(replies(&store).await), [1, 3, 2]);
        assert!(is_changed(in_write!(&store, write => write.swap_replies(name(3), 3, (name(2).id, 2), stamp(12)).await)));
        assert_eq!(order(replies(&store).await), [1, 3, 2]);
        in_write!(&store, write => write.remove_reply(name(3), 1, stamp(13)).await).unwrap();
        assert!(is_changed(add(&store, 3).await));
        add(&store, 4).await.unwrap();
        assert_eq!(order(replies(&store).await), [1, 2, 4]);
    }

    async fn a_reminder_is_noted_once_and_never_while_a_reply_is_public(store: Store) {
        begin(&store).await;
        let remind = |weeks: i64| {
            let store = &store;
            async move { in_write!(store, write => write.add_reply_reminder(CONSULTATION, weeks, moment(9)).await).map_err(|error: StoreError| error) }
        };
        assert!(!store.has_reply_reminder(CONSULTATION, 4).await.unwrap());
        assert_eq!((remind(4).await.unwrap(), remind(4).await.unwrap()), (true, false));
        assert!(store.has_reply_reminder(CONSULTATION, 4).await.unwrap());
        add(&store, 1).await.unwrap();
        assert!(remind(8).await.unwrap(), "what is written is not public");
        publish(&store, 1, (1, 1), 11).await.unwrap();
        assert!(!remind(10).await.unwrap());
    }
}
