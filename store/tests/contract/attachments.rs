use domain::{
    ids::{AttachmentId, ResponseId},
    question::{
        Attachment, FileFault, FileFormat, Files,
        files::{MOST_TOGETHER, MOST_UNSENT},
    },
};
use engines::on_both_engines;
use store::{Holder, NewAttachment, Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{Submitting, add_consultation, add_draft, in_write, moment, number, token};

const FILES: Files = Files { at_most: 2 };
const ALL: &str = "SELECT COUNT(*) FROM attachments";

fn file(number: u128, size: u64) -> NewAttachment {
    let name = format!("map-{number}.pdf");
    let id = AttachmentId(Uuid::from_u128(number));
    let attachment = Attachment { id, name, format: FileFormat::Pdf, size };
    NewAttachment {
        question: "maps".into(),
        attachment,
        sha256: number.to_be_bytes().to_vec(),
        bytes: b"%PDF-1.7".to_vec(),
    }
}

async fn add(store: &Store, response: ResponseId, new: NewAttachment) -> Result<Option<FileFault>, StoreError> {
    let holder = Holder::Response(response);
    in_write!(store, write => write.add_attachment(holder, &FILES, &new, moment(5)).await)
}

async fn remove(store: &Store, response: ResponseId, id: u128) -> Result<(), StoreError> {
    let (holder, id) = (Holder::Response(response), AttachmentId(Uuid::from_u128(id)));
    in_write!(store, write => write.remove_attachment(holder, id, moment(6)).await)
}

async fn names(store: &Store, response: ResponseId) -> Vec<String> {
    let kept = store.list_attachments(Holder::Response(response)).await.unwrap();
    kept.into_iter().map(|kept| kept.attachment.name).collect()
}

on_both_engines! {
    async fn a_file_is_kept_as_it_came_for_its_own_draft_alone(store: Store) {
        let version = add_consultation(&store, 1).await;
        let (mine, other) = (add_draft(&store, &version, 1).await, add_draft(&store, &version, 2).await);

        assert_eq!(add(&store, mine.id, file(1, 8)).await.unwrap(), None);

        let kept = store.list_attachments(Holder::Response(mine.id)).await.unwrap();
        assert_eq!((kept.len(), kept[0].question.as_str()), (1, "maps"));
        assert_eq!(kept[0].attachment, file(1, 8).attachment);
        let id = kept[0].attachment.id;
        let found = store.find_attachment(Holder::Response(mine.id), id).await.unwrap();
        assert_eq!(found, Some((file(1, 8).attachment, b"%PDF-1.7".to_vec())));
        assert_eq!(store.find_attachment(Holder::Response(other.id), id).await.unwrap(), None);
        remove(&store, other.id, 1).await.unwrap();
        assert_eq!(names(&store, mine.id).await, ["map-1.pdf"]);
        remove(&store, mine.id, 1).await.unwrap();
        assert_eq!(names(&store, mine.id).await, Vec::<String>::new());
    }

    async fn a_question_and_a_draft_take_no_more_than_they_have_room_for(store: Store) {
        let version = add_consultation(&store, 1).await;
        let draft = add_draft(&store, &version, 1).await;

        assert_eq!(add(&store, draft.id, file(1, MOST_TOGETHER - 5)).await.unwrap(), None);
        assert_eq!(add(&store, draft.id, file(2, 6)).await.unwrap(), Some(FileFault::Together));
        assert_eq!(add(&store, draft.id, file(3, 5)).await.unwrap(), None);
        assert_eq!(add(&store, draft.id, file(4, 0)).await.unwrap(), Some(FileFault::TooMany));

        assert_eq!(names(&store, draft.id).await, ["map-1.pdf", "map-3.pdf"]);
    }

    async fn a_file_that_comes_again_for_its_question_is_kept_once(store: Store) {
        let version = add_consultation(&store, 1).await;
        let (draft, other) = (add_draft(&store, &version, 1).await, add_draft(&store, &version, 2).await);
        let again = NewAttachment { sha256: file(1, 8).sha256, ..file(2, 8) };
        let elsewhere = NewAttachment { question: "plans".into(), sha256: file(1, 8).sha256, ..file(3, 8) };
        add(&store, draft.id, file(1, 8)).await.unwrap();

        let (one, two) = tokio::join!(add(&store, draft.id, again.clone()), add(&store, draft.id, again.clone()));
        assert_eq!((one.unwrap(), two.unwrap()), (None, None));
        assert_eq!(names(&store, draft.id).await, ["map-1.pdf"]);

        assert_eq!(add(&store, draft.id, elsewhere).await.unwrap(), None);
        assert_eq!(add(&store, other.id, again).await.unwrap(), None);
        assert_eq!(names(&store, draft.id).await, ["map-1.pdf", "map-3.pdf"]);
        assert_eq!(names(&store, other.id).await, ["map-2.pdf"]);
    }

    async fn the_files_of_all_drafts_that_are_not_sent_have_a_limit_together(store: Store) {
        let version = add_consultation(&store, 1).await;
        let sent = add_draft(&store, &version, 500).await;
        add(&store, sent.id, file(500, MOST_TOGETHER)).await.unwrap();
        let full = u128::from(MOST_UNSENT / MOST_TOGETHER);
        for number in 1..full {
            let draft = add_draft(&store, &version, number).await;
            assert_eq!(add(&store, draft.id, file(number, MOST_TOGETHER)).await.unwrap(), None);
        }
        let late = add_draft(&store, &version, 1_000).await;
        assert_eq!(add(&store, late.id, file(1_000, MOST_TOGETHER)).await.unwrap(), Some(FileFault::NoRoom));

        Submitting::new(500).submit(&store, &sent, 1).await.unwrap();
        assert_eq!(add(&store, late.id, file(1_000, MOST_TOGETHER)).await.unwrap(), None);
    }

    async fn of_two_that_add_the_last_file_at_once_one_is_told_that_there_is_no_room(store: Store) {
        let version = add_consultation(&store, 1).await;
        let draft = add_draft(&store, &version, 1).await;
        add(&store, draft.id, file(1, 8)).await.unwrap();

        let (one, two) = tokio::join!(add(&store, draft.id, file(2, 8)), add(&store, draft.id, file(3, 8)));

        let mut told = [one.unwrap(), two.unwrap()];
        told.sort();
        assert_eq!(told, [None, Some(FileFault::TooMany)]);
    }

    async fn a_file_that_comes_or_goes_is_a_change_of_the_draft_and_none_does_once_it_is_sent(store: Store) {
        let version = add_consultation(&store, 1).await;
        let draft = add_draft(&store, &version, 1).await;
        add(&store, draft.id, file(1, 8)).await.unwrap();
        remove(&store, draft.id, 1).await.unwrap();
        add(&store, draft.id, file(2, 8)).await.unwrap();

        assert_eq!(store.find_draft(&token(1)).await.unwrap().unwrap().revision, 3);
        Submitting::new(1).submit(&store, &draft, 3).await.unwrap();

        assert!(matches!(add(&store, draft.id, file(3, 8)).await, Err(StoreError::Changed)));
        assert!(matches!(remove(&store, draft.id, 2).await, Err(StoreError::Changed)));
        assert_eq!(names(&store, draft.id).await, ["map-2.pdf"]);
    }

    async fn what_is_no_answer_of_what_was_sent_is_not_kept(store: Store) {
        let version = add_consultation(&store, 1).await;
        let draft = add_draft(&store, &version, 1).await;
        for number in [1, 2] {
            add(&store, draft.id, file(number, 8)).await.unwrap();
        }
        let (holder, answers) = (Holder::Response(draft.id), [AttachmentId(Uuid::from_u128(2))]);

        in_write!(store, write => write.remove_other_attachments(holder, &answers).await).unwrap();

        assert_eq!(names(&store, draft.id).await, ["map-2.pdf"]);
    }

    async fn files_go_with_a_draft_that_is_left_and_with_a_response_that_is_withdrawn(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        let (left, sent) = (add_draft(&store, &version, 1).await, add_draft(&store, &version, 2).await);
        add(&store, left.id, file(1, 8)).await.unwrap();
        add(&store, sent.id, file(2, 8)).await.unwrap();
        Submitting::new(2).submit(&store, &sent, 1).await.unwrap();
        assert_eq!(number(database, ALL).await, 2);

        in_write!(store, write => write.remove_idle_drafts(moment(100), 10).await).unwrap();
        assert_eq!(number(database, ALL).await, 1);
        in_write!(store, write => write.set_withdrawn(version.consultation, "REF-2", moment(90_000)).await).unwrap();

        assert_eq!(number(database, ALL).await, 0);
    }
}
