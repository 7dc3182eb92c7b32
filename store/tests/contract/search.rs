//! What everybody finds by its words, what nobody does, and that both engines find the same.

mod public;
mod words;

use chrono::NaiveDate;
use domain::{
    document::{Accessibility, Document, DocumentVersion},
    group::{Group, GroupKind},
    ids::{AccountId, DocumentId, GroupId},
    question::FileFormat,
    search::{Breadth, FoundKind, FoundOrder, Query},
};
use store::{Files, Found, FoundFilter, PageRequest, Stamp, Store};
use tempfile::TempDir;
use uuid::Uuid;

use crate::fixtures::{add_account, in_write, moment};

const GROUP: GroupId = GroupId(Uuid::from_u128(1));
const EDITOR: AccountId = AccountId(Uuid::from_u128(2));
const FIRST: PageRequest = PageRequest { number: 1, size: 10 };
const ALL: FoundFilter = FoundFilter { kind: None, group: None, year: None, order: FoundOrder::Relevance };

fn stamp(second: i64) -> Stamp {
    Stamp { event: Uuid::new_v4(), by: EDITOR, at: moment(second) }
}

fn group() -> Group {
    let (slug, name) = ("board".into(), "Advisory Board".into());
    Group { id: GROUP, slug, name, kind: GroupKind::Board, purpose: "Advises on the strategy.".into() }
}

async fn with_board(store: &Store) {
    add_account(store, EDITOR, "editor@example.org").await;
    in_write!(store, write => write.add_group(&group()).await).unwrap();
}

fn document(number: u128, title: &str, purpose: &str, year: i32) -> Document {
    Document {
        id: DocumentId(Uuid::from_u128(number)),
        slug: format!("document-{number}"),
        title: title.into(),
        purpose: purpose.into(),
        dated: NaiveDate::from_ymd_opt(year, 4, 7).unwrap(),
        language: None,
        accessibility: Accessibility::NotChecked,
        group: None,
        supersedes: None,
    }
}

/// Gives a document, at a revision, the file of a version with a text.
async fn give(store: &Store, document: &Document, (revision, number): (i64, i64), text: &str) {
    let folder = TempDir::new().unwrap();
    let files = Files::in_folder(folder.path()).unwrap();
    let version = DocumentVersion {
        number,
        file_name: "note.txt".into(),
        format: FileFormat::Text,
        size: 5,
        sha256: vec![7; 32],
        findings: Vec::new(),
        note: String::new(),
        added_at: moment(0),
        published_at: None,
    };
    store.add_file(&files, (vec![7; 32], "ponds".into()), moment(0)).await.unwrap();
    let (id, text) = (document.id, text.to_owned());
    in_write!(store, write => write.add_document_version((id, revision), &version, &text, stamp(1)).await).unwrap();
}

/// Adds a document and publishes it with a text; it is at revision 2 then.
async fn publish(store: &Store, document: &Document, text: &str) {
    let (id, added) = (document.id, document.clone());
    in_write!(store, write => write.add_document(&added).await).unwrap();
    give(store, document, (0, 1), text).await;
    in_write!(store, write => write.set_document_published((id, 1), (1, ""), stamp(2)).await).unwrap();
}

async fn found(store: &Store, typed: &str, filter: &FoundFilter) -> Vec<Found> {
    let found = store.list_found((&Query::read(typed), Breadth::All), filter, FIRST).await.unwrap();
    assert_eq!(found.total, found.rows.len() as u64, "{typed}");
    found.rows
}

/// Names what is found, by its kind and title.
async fn names(store: &Store, typed: &str) -> Vec<(FoundKind, String)> {
    found(store, typed, &ALL).await.into_iter().map(|found| (found.kind, found.title)).collect()
}

async fn titles(store: &Store, typed: &str) -> Vec<String> {
    names(store, typed).await.into_iter().map(|(_, title)| title).collect()
}

/// Gives the word that somebody is taken to have meant.
async fn meant(store: &Store, typed: &str) -> Option<String> {
    let stem = Query::read(typed).wanted().next().unwrap().stems().remove(0);
    store.find_meant_word(typed, &stem).await.unwrap()
}
