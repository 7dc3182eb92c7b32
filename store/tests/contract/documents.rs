//! Documents, their versions, and the files that these are.

use std::path::Path;

use chrono::{NaiveDate, TimeDelta};
use domain::{
    document::{Accessibility, Document, DocumentStatus, DocumentVersion, Finding},
    group::{Group, GroupKind},
    ids::{AccountId, DocumentId, GroupId},
    language::Language,
    question::FileFormat,
};
use engines::on_both_engines;
use futures_util::TryStreamExt as _;
use store::{Account, DocumentFilter, Files, PageRequest, Readers, Stamp, Store, StoreError};
use tempfile::TempDir;
use uuid::Uuid;

use crate::fixtures::{in_write, moment};

const GROUP: GroupId = GroupId(Uuid::from_u128(1));
const EDITOR: AccountId = AccountId(Uuid::from_u128(2));
const FIRST: PageRequest = PageRequest { number: 1, size: 10 };

fn document(number: u128, title: &str, year: i32) -> Document {
    Document {
        id: DocumentId(Uuid::from_u128(number)),
        slug: format!("document-{number}"),
        title: title.into(),
        purpose: "Says how.".into(),
        dated: NaiveDate::from_ymd_opt(year, 4, 7).unwrap(),
        language: None,
        accessibility: Accessibility::NotChecked,
        group: None,
        supersedes: None,
    }
}

fn version(number: i64, file_name: &str) -> DocumentVersion {
    DocumentVersion {
        number,
        file_name: file_name.into(),
        format: FileFormat::Pdf,
        size: 5,
        sha256: vec![7; 32],
        findings: vec![Finding::Comments, Finding::NotTagged],
        note: String::new(),
        added_at: moment(0),
        published_at: None,
    }
}

fn stamp(second: i64) -> Stamp {
    Stamp { event: Uuid::from_u128(9), by: EDITOR, at: moment(second) }
}

fn folder() -> (Files, TempDir) {
    let folder = TempDir::new().unwrap();
    (Files::in_folder(folder.path()).unwrap(), folder)
}

/// Counts the files in a folder and those below it.
fn count(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
}

async fn with_editor(store: &Store) {
    let account = Account {
        id: EDITOR,
        email: "editor@example.org".into(),
        password_hash: String::new(),
        role: "editor".into(),
        created_at: moment(0),
    };
    in_write!(store, write => write.add_account(&account).await).unwrap();
}

async fn add(store: &Store, document: &Document) {
    let document = document.clone();
    in_write!(store, write => write.add_document(&document).await).unwrap();
}

/// Gives a document a file and says whether that was done.
async fn give(
    store: &Store,
    files: &Files,
    document: &Document,
    (revision, number): (i64, i64),
) -> Result<(), StoreError> {
    let given = version(number, "note.pdf");
    store.add_file(files, (given.sha256.clone(), "ponds".into()), moment(0)).await.unwrap();
    let id = document.id;
    in_write!(store, write => write.add_document_version((id, revision), &given, "Ponds", stamp(1)).await)
}

async fn publish(store: &Store, document: &Document, revision: i64, number: i64) -> Result<(), StoreError> {
    let id = document.id;
    in_write!(store, write => write.set_document_published((id, revision), (number, "New."), stamp(2)).await)
}

async fn titles(store: &Store, filter: &DocumentFilter) -> Vec<String> {
    let found = store.list_documents(filter, FIRST).await.unwrap();
    assert_eq!(found.total, found.rows.len() as u64);
    found.rows.into_iter().map(|listed| listed.stored.document.title).collect()
}

on_both_engines! {
    async fn a_document_is_found_as_it_was_described_and_of_two_who_change_it_the_second_is_told(store: Store) {
        let group = Group { id: GROUP, slug: "board".into(), name: "Board".into(), kind: GroupKind::Board, purpose: String::new() };
        in_write!(store, write => write.add_group(&group).await).unwrap();
        let (first, second) = (document(1, "Advice note", 2024), document(2, "Checklist", 2025));
        add(&store, &first).await;
        add(&store, &second).await;
        let taken = Document { id: DocumentId(Uuid::from_u128(3)), ..first.clone() };
        assert!(matches!(in_write!(store, write => write.add_document(&taken).await), Err(StoreError::Taken)));

        let changed = Document {
            title: "Advice".into(),
            purpose: "For developers.".into(),
            language: Some(Language::Arabic),
            accessibility: Accessibility::Met,
            group: Some(GROUP),
            supersedes: Some(second.id),
            ..document(1, "", 2023)
        };
        let set = async |changed: Document| in_write!(store, write => write.set_document(&changed, 0).await);
        set(changed.clone()).await.unwrap();
        assert!(matches!(set(first).await, Err(StoreError::Changed)));
        let found = store.find_document("document-1").await.unwrap().unwrap();
        assert_eq!((&found.document, found.status, found.revision), (&changed, DocumentStatus::Draft, 1));
        assert_eq!(store.find_document_by_id(changed.id).await.unwrap(), Some(found));
        assert_eq!(store.find_document("document-9").await.unwrap(), None);
        assert_eq!((store.count_documents(GROUP).await.unwrap(), store.list_document_successors(second.id).await.unwrap()), (1, Vec::new()));
        let removed = in_write!(store, write => write.remove_group(GROUP, 0).await);
        assert!(matches!(removed, Err(StoreError::Changed)), "a group with a document stays");
    }

    async fn a_file_waits_until_it_is_published_and_the_version_before_stays(store: Store) {
        with_editor(&store).await;
        let (files, _folder) = folder();
        let note = document(1, "Advice note", 2024);
        add(&store, &note).await;
        give(&store, &files, &note, (0, 1)).await.unwrap();
        assert!(matches!(give(&store, &files, &note, (0, 1)).await, Err(StoreError::Changed)));
        give(&store, &files, &note, (1, 1)).await.unwrap();
        let waiting = store.list_document_versions(note.id).await.unwrap();
        assert_eq!(waiting.iter().map(|stored| stored.version.clone()).collect::<Vec<_>>(), [DocumentVersion { added_at: moment(1), ..version(1, "note.pdf") }]);
        assert_eq!((waiting[0].added_by.as_deref(), waiting[0].published_by.as_deref()), (Some("editor@example.org"), None));
        assert_eq!(store.find_document_text(note.id, 1).await.unwrap().as_deref(), Some("Ponds"));

        assert!(matches!(publish(&store, &note, 2, 2).await, Err(StoreError::Changed)), "no such file waits");
        publish(&store, &note, 2, 1).await.unwrap();
        assert!(matches!(publish(&store, &note, 3, 1).await, Err(StoreError::Changed)), "it is published already");
        give(&store, &files, &note, (3, 2)).await.unwrap();
        let id = note.id;
        in_write!(store, write => write.remove_document_version(id, 4).await).unwrap();
        give(&store, &files, &note, (5, 2)).await.unwrap();
        publish(&store, &note, 6, 2).await.unwrap();
        let versions = store.list_document_versions(note.id).await.unwrap();
        let published: Vec<_> = versions.iter().map(|stored| (stored.version.number, stored.version.note.as_str(), stored.version.published_at)).collect();
        assert_eq!(published, [(2, "New.", Some(moment(2))), (1, "New.", Some(moment(2)))]);
        assert_eq!(store.find_document_text(note.id, 1).await.unwrap().as_deref(), Some("Ponds"), "the text of the version before stays");
        let removed = in_write!(store, write => write.remove_document(id, 7).await);
        assert!(matches!(removed, Err(StoreError::Changed)), "what was published is not removed");
    }

    async fn everybody_lists_what_is_published_alone_by_group_year_and_words(store: Store) {
        with_editor(&store).await;
        let (files, _folder) = folder();
        let group = Group { id: GROUP, slug: "board".into(), name: "Board".into(), kind: GroupKind::Board, purpose: String::new() };
        let board = group.clone();
        in_write!(store, write => write.add_group(&board).await).unwrap();
        let note = Document { group: Some(GROUP), ..document(1, "ÉCOLOGIE 100% note", 2024) };
        let (list, draft) = (document(2, "Checklist", 2025), document(3, "Draft", 2023));
        for each in [&note, &list, &draft] {
            add(&store, each).await;
            give(&store, &files, each, (0, 1)).await.unwrap();
        }
        for each in [&note, &list] {
            publish(&store, each, 1, 1).await.unwrap();
        }
        let all = DocumentFilter::default();
        assert_eq!(titles(&store, &all).await, ["Checklist", "ÉCOLOGIE 100% note"]);
        let listed = store.list_documents(&all, FIRST).await.unwrap().rows;
        assert_eq!((listed[1].group.as_ref(), listed[1].current.as_ref().map(|version| version.number)), (Some(&group), Some(1)));
        let narrow = [
            (DocumentFilter { year: Some(2024), ..all.clone() }, 1),
            (DocumentFilter { year: Some(2023), ..all.clone() }, 0),
            (DocumentFilter { group: Some("board".into()), ..all.clone() }, 1),
            (DocumentFilter { words: Some("écologie 100%".into()), ..all.clone() }, 1),
            (DocumentFilter { words: Some("100_ note".into()), ..all.clone() }, 0),
            (DocumentFilter { status: Some(DocumentStatus::Draft), ..all.clone() }, 2),
            (DocumentFilter { status: Some(DocumentStatus::Draft), readers: Readers::Staff, ..all.clone() }, 1),
            (DocumentFilter { readers: Readers::Staff, ..all.clone() }, 3),
        ];
        for (filter, count) in narrow {
            assert_eq!(titles(&store, &filter).await.len(), count, "{filter:?}");
        }
        assert_eq!(store.list_document_years(Readers::Everyone).await.unwrap(), [2025, 2024]);
        assert_eq!(store.list_document_years(Readers::Staff).await.unwrap(), [2025, 2024, 2023]);
        let published: Vec<_> = store.list_published_documents().await.unwrap().into_iter().map(|stored| stored.document).collect();
        assert_eq!(published, [list, note]);
    }

    async fn a_withdrawn_document_keeps_its_reason_and_takes_nothing_more(store: Store) {
        with_editor(&store).await;
        let (files, _folder) = folder();
        let (old, new) = (document(1, "Old", 2024), Document { supersedes: Some(DocumentId(Uuid::from_u128(1))), ..document(2, "New", 2025) });
        for each in [&old, &new] {
            add(&store, each).await;
            give(&store, &files, each, (0, 1)).await.unwrap();
        }
        let withdraw = async |revision| {
            let id = old.id;
            in_write!(store, write => write.set_document_withdrawn((id, revision), "It was wrong.", stamp(3)).await)
        };
        assert!(matches!(withdraw(1).await, Err(StoreError::Changed)), "a draft is not withdrawn");
        publish(&store, &old, 1, 1).await.unwrap();
        give(&store, &files, &old, (2, 2)).await.unwrap();
        withdraw(3).await.unwrap();
        let found = store.find_document("document-1").await.unwrap().unwrap();
        let withdrawal = found.withdrawal.unwrap();
        assert_eq!((found.status, withdrawal.at, withdrawal.reason.as_str()), (DocumentStatus::Withdrawn, moment(3), "It was wrong."));
        assert_eq!(store.list_document_versions(old.id).await.unwrap().len(), 1, "what waited is gone");
        assert!(matches!(give(&store, &files, &old, (4, 2)).await, Err(StoreError::Changed)));
        let changed = old.clone();
        assert!(matches!(in_write!(store, write => write.set_document(&changed, 4).await), Err(StoreError::Changed)));
        publish(&store, &new, 1, 1).await.unwrap();
        let after: Vec<_> = store.list_document_successors(old.id).await.unwrap().into_iter().map(|stored| stored.document).collect();
        assert_eq!(after, [new]);
    }

    async fn a_draft_is_removed_with_its_file_unless_another_document_takes_its_place(store: Store) {
        with_editor(&store).await;
        let (files, folder) = folder();
        let (draft, next) = (document(1, "Draft", 2024), Document { supersedes: Some(DocumentId(Uuid::from_u128(1))), ..document(2, "Next", 2025) });
        add(&store, &draft).await;
        give(&store, &files, &draft, (0, 1)).await.unwrap();
        add(&store, &next).await;
        let id = draft.id;
        let remove = async || in_write!(store, write => write.remove_document(id, 1).await);
        assert!(matches!(remove().await, Err(StoreError::Changed)));
        assert_eq!(store.list_document_versions(id).await.unwrap().len(), 1, "nothing of it is gone");
        let next = next.id;
        in_write!(store, write => write.remove_document(next, 0).await).unwrap();
        remove().await.unwrap();
        assert_eq!(store.find_document("document-1").await.unwrap(), None);
        assert_eq!(store.find_document_text(id, 1).await.unwrap(), None);
        assert_eq!(count(folder.path()), 1, "its file is removed later");
        assert_eq!(store.remove_idle_files(&files, moment(1)).await.unwrap(), 1);
        assert_eq!(count(folder.path()), 0);
    }

    async fn a_file_is_kept_once_read_in_parts_and_removed_only_when_no_version_has_it(store: Store) {
        with_editor(&store).await;
        let (files, folder) = folder();
        files.check().await.unwrap();
        assert_eq!(count(folder.path()), 0, "what was written to see whether it can be is gone");
        let keep = async |second| store.add_file(&files, (vec![8; 32], "hedges".into()), moment(second)).await;
        keep(0).await.unwrap();
        keep(1).await.unwrap();
        assert_eq!(count(folder.path()), 1);
        let read = async |begin, end| {
            let pieces = files.find(&[8; 32], (begin, end)).await.unwrap().unwrap();
            pieces.try_fold(Vec::new(), async |read, piece| Ok([read, piece.to_vec()].concat())).await.unwrap()
        };
        assert_eq!((read(0, 6).await, read(1, 3).await), (b"hedges".to_vec(), b"ed".to_vec()));
        assert!(files.find(&[9; 32], (0, 1)).await.unwrap().is_none());

        let note = document(1, "Note", 2024);
        add(&store, &note).await;
        give(&store, &files, &note, (0, 1)).await.unwrap();
        assert_eq!(count(folder.path()), 2);
        assert_eq!(store.remove_idle_files(&files, moment(1)).await.unwrap(), 0, "somebody has just begun to write it");
        assert_eq!(store.remove_idle_files(&files, moment(1) + TimeDelta::days(1)).await.unwrap(), 1);
        assert_eq!(count(folder.path()), 1, "the file of a version stays");
        keep(9).await.unwrap();
        assert_eq!(read(0, 6).await, b"hedges");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_that_start_over_one_folder_at_the_same_moment_all_find_that_they_can_write() {
    let (files, _folder) = folder();
    let servers = (0..32).map(|_| {
        tokio::spawn({
            let files = files.clone();
            async move {
                for _ in 0..20 {
                    files.check().await?;
                }
                Ok::<_, std::io::Error>(())
            }
        })
    });
    for server in servers.collect::<Vec<_>>() {
        server.await.unwrap().unwrap();
    }
}
