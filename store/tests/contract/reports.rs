//! What the team writes for consultation reports, and reports that are kept as they were released.

use domain::ids::{AccountId, ConsultationId};
use engines::on_both_engines;
use store::{NewReport, ReportWords, Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{READER, add_consultation, add_reader, in_write, moment};

const CONSULTATION: ConsultationId = ConsultationId(Uuid::from_u128(1));
/// Somebody whose account is not there any more.
const GONE: AccountId = AccountId(Uuid::from_u128(99));

async fn begin(store: &Store) {
    add_consultation(store, 1).await;
    add_reader(store).await;
}

async fn write(store: &Store, revision: i64, introduction: &str) -> Result<(), StoreError> {
    let words = ReportWords { revision, introduction: introduction.into(), ..ReportWords::default() };
    in_write!(store, write => write.add_report_words(CONSULTATION, &words, (READER, moment(revision))).await)
}

async fn release(store: &Store, (number, revision): (i64, i64), by: AccountId) -> Result<(), StoreError> {
    let report = NewReport {
        consultation: CONSULTATION,
        number,
        revision,
        document: format!("Report {number}"),
        hash: vec![1],
        basis: "{}".into(),
        by,
        at: moment(number),
    };
    in_write!(store, write => write.add_report(&report).await)
}

fn is_changed(done: Result<(), StoreError>) -> bool {
    matches!(done, Err(StoreError::Changed))
}

on_both_engines! {
    async fn what_the_team_writes_is_kept_revision_by_revision(store: Store) {
        begin(&store).await;
        write(&store, 1, "First").await.unwrap();
        assert!(is_changed(write(&store, 1, "At the same time").await));
        assert!(is_changed(write(&store, 3, "Too far").await));
        write(&store, 2, "Second").await.unwrap();

        let words = store.list_report_words(CONSULTATION).await.unwrap();

        let said: Vec<_> = words.iter().map(|words| (words.revision, words.introduction.as_str())).collect();
        assert_eq!(said, [(2, "Second"), (1, "First")]);
        assert_eq!((words[0].writer, words[0].written_at), (Some(READER), Some(moment(2))));
    }

    async fn nobody_releases_what_they_wrote_and_nothing_but_the_newest_words(store: Store) {
        begin(&store).await;
        assert!(is_changed(release(&store, (1, 0), READER).await), "nothing is written");
        write(&store, 1, "First").await.unwrap();
        assert!(is_changed(release(&store, (1, 1), READER).await), "they wrote it");
        write(&store, 2, "Second").await.unwrap();
        assert!(is_changed(release(&store, (1, 1), GONE).await), "it is not the newest");
        assert!(is_changed(release(&store, (2, 2), GONE).await), "it is not the next");
        assert!(store.list_reports(CONSULTATION).await.unwrap().is_empty());
    }
}
