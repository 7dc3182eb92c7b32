use domain::mark::Mark;
use engines::on_both_engines;
use store::{Marked, PageRequest, ResponseFilter, Store};

use crate::fixtures::{Submitting, add_consultation, add_draft, change, in_write, moment, number};

/// Sends a response with marks.
async fn send(store: &Store, version: &store::Version, number: u128, marks: &'static [Mark]) {
    let response = add_draft(store, version, number).await;
    Submitting::new(number).saying("ponds").submit(store, &response, 0).await.unwrap();
    in_write!(store, write => write.add_marks(response.id, marks).await).unwrap();
}

/// Lists the references of the responses that are marked so.
async fn listed(store: &Store, version: &store::Version, marked: Option<Marked>) -> Vec<String> {
    let filter = ResponseFilter { marked, ..ResponseFilter::default() };
    let page = store.list_responses(version.consultation, &filter, PageRequest { number: 1, size: 9 }).await.unwrap();
    assert_eq!(page.total, page.rows.len() as u64);
    page.rows.into_iter().filter_map(|row| row.reference).collect()
}

/// What a newer server writes that knows more marks.
const NEWER: &str = "INSERT INTO response_marks (response_id, mark) SELECT id, 'made-by-the-moon' FROM responses";
const BOTH: &[Mark] = &[Mark::SentTooSoon, Mark::HiddenField];

on_both_engines! {
    async fn a_response_comes_back_with_its_marks_wherever_it_is_read(store: Store) {
        let version = add_consultation(&store, 1).await;
        send(&store, &version, 1, BOTH).await;
        send(&store, &version, 2, &[]).await;

        let sorted = [Mark::HiddenField, Mark::SentTooSoon];
        assert_eq!(store.find_response("REF-1").await.unwrap().unwrap().marks, sorted);
        let all = store.list_submitted_after(version.consultation, None, 9).await.unwrap();
        assert_eq!(all.into_iter().map(|stored| stored.marks).collect::<Vec<_>>(), [sorted.to_vec(), vec![]]);
    }

    async fn a_mark_that_only_a_newer_server_knows_is_left_out_and_hinders_no_reading(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        send(&store, &version, 1, BOTH).await;
        send(&store, &version, 2, &[]).await;
        assert_eq!(database.change(NEWER).await, 2);

        assert_eq!(store.find_response("REF-1").await.unwrap().unwrap().marks, [Mark::HiddenField, Mark::SentTooSoon]);
        let all = store.list_submitted_after(version.consultation, None, 9).await.unwrap();
        assert_eq!(all.into_iter().map(|stored| stored.marks.len()).collect::<Vec<_>>(), [2, 0]);
    }

    async fn marked_responses_are_listed_by_any_mark_or_one_and_counted_once(store: Store) {
        let (version, other) = (add_consultation(&store, 1).await, add_consultation(&store, 2).await);
        send(&store, &version, 1, BOTH).await;
        send(&store, &version, 2, &[]).await;
        send(&store, &version, 3, &[Mark::HiddenField]).await;
        send(&store, &other, 4, &[Mark::HiddenField]).await;

        assert_eq!(listed(&store, &version, None).await, ["REF-1", "REF-2", "REF-3"]);
        assert_eq!(listed(&store, &version, Some(Marked::Any)).await, ["REF-1", "REF-3"]);
        assert_eq!(listed(&store, &version, Some(Marked::With(Mark::SentTooSoon))).await, ["REF-1"]);
        assert!(listed(&store, &version, Some(Marked::With(Mark::ManyFromOneNetwork))).await.is_empty());
        assert_eq!(store.count_marked(version.consultation).await.unwrap(), 2);
    }

    async fn marks_go_with_their_response_when_it_is_withdrawn_or_deleted(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        send(&store, &version, 1, BOTH).await;
        send(&store, &version, 2, BOTH).await;
        let consultation = version.consultation;

        in_write!(store, write => write.set_withdrawn(consultation, "REF-1", moment(90)).await).unwrap();
        assert_eq!(number(database, "SELECT COUNT(*) FROM response_marks").await, 2);
        store.close().await;
        change(database, "DELETE FROM responses WHERE reference = 'REF-2'").await;

        assert_eq!(number(database, "SELECT COUNT(*) FROM response_marks").await, 0);
    }
}
