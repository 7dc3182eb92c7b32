use domain::{
    ids::ImportId,
    response::{Channel, ResponseStatus},
};
use engines::on_both_engines;
use store::{ImportedResponse, NewResponse, Store, StoreError, Version};
use uuid::Uuid;

use crate::fixtures::{READER, Submitting, add_consultation, add_reader, draft, in_write, moment, number, token};

fn import(number: u128) -> ImportId {
    ImportId(Uuid::from_u128(number))
}

/// Makes a response of a file, in the row of its number.
fn response(version: &Version, number: u128) -> NewResponse {
    let received_on = Some(moment(0).date_naive());
    let of = domain::response::Response {
        status: ResponseStatus::Submitted,
        reference: Some(format!("REF-{number}")),
        channel: Channel::Paper,
        received_on,
        ..draft(version, number)
    };
    let submission = Submitting::new(number).segment("resident").saying("ponds").submission;
    let sheet_row = i64::try_from(number).unwrap();
    NewResponse {
        response: of,
        token_hash: token(number),
        submission,
        sheet_row,
        your_number: Some(format!("A{number}")),
    }
}

/// Reads a file with one byte.
async fn read(store: &Store, version: &Version, id: u128, byte: u8) {
    let consultation = version.consultation;
    let added: Result<(), StoreError> = in_write!(store, write => {
        write.add_import(import(id), consultation, (READER, moment(60)), &[byte; 32], &[byte]).await
    });
    added.unwrap();
}

async fn add(store: &Store, id: u128, responses: Vec<NewResponse>) -> Result<(), StoreError> {
    in_write!(store, write => write.set_import_added(import(id), (READER, moment(120)), &responses).await)
}

async fn take_back(store: &Store, version: &Version, id: u128) -> Result<u64, StoreError> {
    let consultation = version.consultation;
    in_write!(store, write => write.set_import_taken_back(consultation, import(id), moment(180)).await)
}

on_both_engines! {
    async fn a_file_is_kept_until_its_responses_are_added_and_then_they_are_there(store: Store) {
        let version = add_consultation(&store, 1).await;
        let other = add_consultation(&store, 2).await;
        add_reader(&store).await;
        read(&store, &version, 1, 7).await;
        let found = store.find_import(version.consultation, import(1)).await.unwrap().unwrap();
        assert_eq!((found.by.as_deref(), found.read_at, found.added), (Some("reader@example.org"), moment(60), None));
        assert_eq!(store.find_import_file(import(1)).await.unwrap(), Some(vec![7]));
        assert_eq!(store.find_import(other.consultation, import(1)).await.unwrap(), None);
        assert!(store.list_imports(version.consultation).await.unwrap().is_empty());

        add(&store, 1, vec![response(&version, 3), response(&version, 2)]).await.unwrap();

        let added = store.list_imports(version.consultation).await.unwrap();
        assert_eq!((added.len(), added[0].added), (1, Some((moment(120), 2))));
        assert_eq!(store.find_import_file(import(1)).await.unwrap(), None);
        let imported = |number: i64| ImportedResponse {
            reference: format!("REF-{number}"),
            sheet_row: number,
            your_number: Some(format!("A{number}")),
        };
        assert_eq!(store.list_imported(import(1)).await.unwrap(), [imported(2), imported(3)]);
        let stored = store.find_response("REF-2").await.unwrap().unwrap();
        assert_eq!((stored.response.channel, stored.response.submitted_at), (Channel::Paper, Some(moment(120))));
        assert_eq!(stored.response.segment.as_deref(), Some("resident"));
        assert_eq!(stored.outcomes, response(&version, 2).submission.outcomes);
    }

    async fn the_same_file_is_added_once_until_it_is_taken_back(store: Store) {
        let (version, other) = (add_consultation(&store, 1).await, add_consultation(&store, 2).await);
        add_reader(&store).await;
        for (id, version) in [(1, &version), (2, &version), (3, &other)] {
            read(&store, version, id, 7).await;
        }
        add(&store, 1, vec![response(&version, 1)]).await.unwrap();
        for again in [1, 2] {
            let refused = add(&store, again, vec![response(&version, 9)]).await;
            assert!(matches!(refused, Err(StoreError::Changed)), "{refused:?}");
        }
        let standing = store.find_standing_import(version.consultation, &[7; 32]).await.unwrap();
        assert_eq!(standing.map(|import| import.id), Some(import(1)));
        add(&store, 3, vec![response(&other, 3)]).await.unwrap();

        take_back(&store, &version, 1).await.unwrap();
        assert_eq!(store.find_standing_import(version.consultation, &[7; 32]).await.unwrap(), None);
        add(&store, 2, vec![response(&version, 2)]).await.unwrap();
        assert_eq!(store.find_received(version.consultation).await.unwrap().responses, 1);
    }

    async fn all_responses_of_a_file_are_added_or_none(store: Store) {
        let version = add_consultation(&store, 1).await;
        add_reader(&store).await;
        Submitting::new(2).add(&store, &version).await;
        read(&store, &version, 1, 7).await;

        let refused = add(&store, 1, vec![response(&version, 1), NewResponse {
            response: domain::response::Response { reference: Some("REF-2".into()), ..response(&version, 3).response },
            ..response(&version, 3)
        }]).await;

        assert!(matches!(refused, Err(StoreError::Taken)), "{refused:?}");
        assert_eq!(store.find_received(version.consultation).await.unwrap().responses, 1);
        assert_eq!(store.find_import_file(import(1)).await.unwrap(), Some(vec![7]));
    }

    async fn what_is_taken_back_leaves_its_line_and_nothing_that_was_answered(store: Store, database: &Database) {
        let (version, other) = (add_consultation(&store, 1).await, add_consultation(&store, 2).await);
        add_reader(&store).await;
        Submitting::new(9).saying("woods").add(&store, &version).await;
        read(&store, &version, 1, 7).await;
        let early = take_back(&store, &version, 1).await;
        assert!(matches!(early, Err(StoreError::Changed)), "{early:?}");
        add(&store, 1, vec![response(&version, 1), response(&version, 2)]).await.unwrap();
        let consultation = version.consultation;
        let one: Result<(), StoreError> =
            in_write!(store, write => write.set_withdrawn(consultation, "REF-1", moment(150)).await);
        one.unwrap();
        assert_eq!(store.list_imported(import(1)).await.unwrap().len(), 1);
        let elsewhere = take_back(&store, &other, 1).await;
        assert!(matches!(elsewhere, Err(StoreError::Changed)), "{elsewhere:?}");

        assert_eq!(take_back(&store, &version, 1).await.unwrap(), 1);

        let kept = store.find_import(version.consultation, import(1)).await.unwrap().unwrap();
        assert_eq!((kept.added, kept.taken_back_at), (Some((moment(120), 2)), Some(moment(180))));
        assert!(store.list_imported(import(1)).await.unwrap().is_empty());
        let received = store.find_received(version.consultation).await.unwrap();
        assert_eq!((received.responses, received.withdrawn), (1, 2));
        assert_eq!(number(database, "SELECT COUNT(*) FROM answers").await, 1);
        assert_eq!(number(database, "SELECT COUNT(*) FROM imported_responses").await, 0);
        let again = take_back(&store, &version, 1).await;
        assert!(matches!(again, Err(StoreError::Changed)), "{again:?}");
    }

    async fn a_file_that_nobody_used_is_removed_and_one_that_was_added_is_not(store: Store) {
        let version = add_consultation(&store, 1).await;
        add_reader(&store).await;
        read(&store, &version, 1, 7).await;
        read(&store, &version, 2, 8).await;
        add(&store, 1, vec![response(&version, 1)]).await.unwrap();
        for (second, count) in [(60, 0), (61, 1)] {
            let removed: Result<u64, StoreError> =
                in_write!(store, write => write.remove_idle_imports(moment(second)).await);
            assert_eq!(removed.unwrap(), count);
        }
        assert_eq!(store.find_import(version.consultation, import(2)).await.unwrap(), None);
        assert!(store.find_import(version.consultation, import(1)).await.unwrap().is_some());
    }
}
