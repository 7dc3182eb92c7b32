//! Articles: written revision by revision, published in versions, shown from a moment on, taken down, and found.

use domain::{
    article::{ArticleKind, ArticleText, Section},
    ids::{AccountId, ArticleId},
    search::{Breadth, FoundKind, FoundOrder, Query},
};
use engines::on_both_engines;
use store::{FoundFilter, NewArticleVersion, PageRequest, Stamp, Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{add_account, in_write, moment};

const EDITOR: AccountId = AccountId(Uuid::from_u128(2));
const GOVERNANCE: ArticleId = ArticleId(Uuid::from_u128(7));
const OTHER: ArticleId = ArticleId(Uuid::from_u128(8));

fn stamp(second: i64) -> Stamp {
    Stamp { event: Uuid::from_u128(9), by: EDITOR, at: moment(second) }
}

fn text(title: &str, words: &str) -> ArticleText {
    let section = Section { number: 1, heading: "Who decides".into(), words: words.into(), picture: None };
    ArticleText { title: title.into(), summary: "How it is led.".into(), sections: vec![section], last_number: 1 }
}

async fn with_draft(store: &Store) {
    add_account(store, EDITOR, "editor@example.org").await;
    let text = text("Governance", "The board of otters.");
    in_write!(store, write => write.add_article((GOVERNANCE, "governance"), ArticleKind::Page, &text, stamp(0)).await)
        .unwrap();
}

async fn write(store: &Store, revision: i64, title: &str, words: &str) -> Result<(), StoreError> {
    let text = text(title, words);
    in_write!(store, write => write.add_article_draft(GOVERNANCE, (&text, revision), stamp(revision)).await)
}

/// Publishes what is written at a revision, at a second and shown from another.
async fn publish(store: &Store, (number, revision): (i64, i64), (at, from): (i64, i64)) -> Result<(), StoreError> {
    let text = store.find_article_revision(GOVERNANCE, revision).await?.unwrap_or_default();
    let (note, shown_from) = (String::new(), moment(from));
    let version = NewArticleVersion { article: GOVERNANCE, number, revision, text, note, shown_from };
    in_write!(store, write => write.add_article_version(&version, stamp(at)).await)
}

async fn take_down(store: &Store, revision: i64, at: i64) -> Result<(), StoreError> {
    in_write!(store, write => write.set_article_taken_down((GOVERNANCE, revision), "It was wrong.", stamp(at)).await)
}

async fn note_due(store: &Store, at: i64) -> usize {
    let due = store.list_due_articles(moment(at)).await.unwrap();
    for article in due.clone() {
        in_write!(store, write => write.set_article_due(article, moment(at)).await).unwrap();
    }
    due.len()
}

/// Gives the titles that everybody reads at a second.
async fn shown(store: &Store, at: i64) -> Vec<String> {
    let all = store.list_shown_articles(moment(at)).await.unwrap();
    all.into_iter().map(|shown| shown.version.text.title).collect()
}

async fn found(store: &Store, typed: &str) -> Vec<(FoundKind, String, Option<i64>)> {
    let filter = FoundFilter { kind: None, group: None, year: None, order: FoundOrder::Relevance };
    let request = PageRequest { number: 1, size: 10 };
    let found = store.list_found((&Query::read(typed), Breadth::All), &filter, request).await.unwrap();
    found.rows.into_iter().map(|found| (found.kind, found.title, found.part)).collect()
}

on_both_engines! {
    async fn what_somebody_else_wrote_meanwhile_is_not_written_over(store: Store) {
        with_draft(&store).await;
        write(&store, 2, "Leading", "One.").await.unwrap();
        assert!(matches!(write(&store, 2, "Steering", "Two.").await, Err(StoreError::Changed)));
        let draft = store.find_article_draft(GOVERNANCE).await.unwrap().unwrap();
        assert_eq!((draft.revision, draft.text.title.as_str(), draft.by.as_deref()), (2, "Leading", Some("editor@example.org")));
        assert_eq!(store.find_article_revision(GOVERNANCE, 1).await.unwrap().unwrap().title, "Governance");
        let taken = in_write!(&store, write => {
            write.add_article((OTHER, "governance"), ArticleKind::News, &ArticleText::default(), stamp(1)).await
        });
        assert!(matches!(taken, Err(StoreError::Taken)));
    }

    async fn a_version_is_shown_and_found_from_its_moment_on(store: Store) {
        with_draft(&store).await;
        assert_eq!((shown(&store, 100).await.len(), found(&store, "otters").await.len()), (0, 0));
        publish(&store, (1, 1), (1, 1)).await.unwrap();
        assert_eq!(shown(&store, 1).await, ["Governance"]);
        assert_eq!(found(&store, "otters").await, [(FoundKind::Page, "Governance: Who decides".to_owned(), Some(1))]);

        write(&store, 2, "Leadership", "The board of beavers.").await.unwrap();
        publish(&store, (2, 2), (3, 10)).await.unwrap();
        assert_eq!((note_due(&store, 9).await, found(&store, "beavers").await.len()), (0, 0));
        assert_eq!((shown(&store, 9).await, shown(&store, 10).await), (vec!["Governance".to_owned()], vec!["Leadership".to_owned()]));
        assert_eq!((note_due(&store, 10).await, note_due(&store, 10).await), (1, 0));
        assert_eq!((found(&store, "beavers").await.len(), found(&store, "otters").await.len()), (1, 0));
        let since = store.list_shown_articles(moment(11)).await.unwrap()[0].since;
        assert_eq!(since, moment(1), "it has been there since its first version");
    }

    async fn only_the_newest_draft_becomes_the_next_version(store: Store) {
        with_draft(&store).await;
        write(&store, 2, "Leadership", "Two.").await.unwrap();
        for (number, revision) in [(1, 1), (2, 2), (1, 3)] {
            assert!(matches!(publish(&store, (number, revision), (3, 3)).await, Err(StoreError::Changed)), "{number} {revision}");
        }
        assert_eq!(shown(&store, 5).await.len(), 0);
        publish(&store, (1, 2), (4, 4)).await.unwrap();
        assert!(matches!(publish(&store, (1, 2), (4, 4)).await, Err(StoreError::Changed)));
    }

    async fn what_was_taken_down_is_never_shown_again_and_a_later_version_is(store: Store) {
        with_draft(&store).await;
        publish(&store, (1, 1), (1, 1)).await.unwrap();
        publish(&store, (2, 1), (2, 20)).await.unwrap();
        assert!(matches!(take_down(&store, 1, 5).await, Err(StoreError::Changed)));
        take_down(&store, 0, 5).await.unwrap();
        assert!(matches!(take_down(&store, 1, 6).await, Err(StoreError::Changed)), "nothing is left to take down");
        note_due(&store, 30).await;
        assert_eq!((shown(&store, 30).await.len(), found(&store, "otters").await.len()), (0, 0), "nor is what was scheduled");

        publish(&store, (3, 1), (40, 50)).await.unwrap();
        assert_eq!(shown(&store, 45).await.len(), 0, "the first version does not come back before the third is due");
        assert_eq!((shown(&store, 50).await.len(), note_due(&store, 50).await), (1, 1));
        assert_eq!(found(&store, "otters").await.len(), 1);
        let taken_down = store.find_article("governance").await.unwrap().unwrap().taken_down.unwrap();
        assert_eq!((taken_down.at, taken_down.reason.as_str(), taken_down.through), (moment(5), "It was wrong.", 2));
        let versions = store.list_article_versions(GOVERNANCE).await.unwrap();
        assert_eq!(versions.iter().map(|version| version.showing.is_off).collect::<Vec<_>>(), [false, true, true]);
    }

    async fn what_was_never_shown_is_neither_the_day_of_an_article_nor_the_reason_why_it_is_gone(store: Store) {
        with_draft(&store).await;
        publish(&store, (1, 1), (1, 10)).await.unwrap();
        take_down(&store, 0, 5).await.unwrap();
        publish(&store, (2, 1), (20, 20)).await.unwrap();
        assert_eq!(store.list_shown_articles(moment(21)).await.unwrap()[0].since, moment(20));
        take_down(&store, 1, 30).await.unwrap();
        publish(&store, (3, 1), (40, 60)).await.unwrap();
        let taken = in_write!(&store, write => write.set_article_taken_down((GOVERNANCE, 2), "Not told.", stamp(50)).await);
        taken.unwrap();
        let taken_down = store.find_article("governance").await.unwrap().unwrap().taken_down.unwrap();
        assert_eq!((taken_down.at, taken_down.reason.as_str(), taken_down.through), (moment(30), "It was wrong.", 3));
        assert_eq!(shown(&store, 70).await.len(), 0);
    }

    async fn a_version_can_be_called_off_until_it_is_shown(store: Store) {
        with_draft(&store).await;
        publish(&store, (1, 1), (1, 1)).await.unwrap();
        publish(&store, (2, 1), (2, 20)).await.unwrap();
        let call_off = async |number, at| {
            in_write!(&store, write => write.set_article_version_called_off(GOVERNANCE, number, moment(at)).await)
        };
        assert!(matches!(call_off(1, 5).await, Err(StoreError::Changed)));
        assert!(matches!(call_off(2, 20).await, Err(StoreError::Changed)));
        call_off(2, 19).await.unwrap();
        assert!(matches!(call_off(2, 19).await, Err(StoreError::Changed)));
        let versions = store.list_article_versions(GOVERNANCE).await.unwrap();
        assert_eq!(versions[0].called_off_at, Some(moment(19)));
        assert_eq!(store.list_shown_articles(moment(30)).await.unwrap()[0].version.showing.number, 1);
    }

    async fn only_what_was_never_published_is_removed(store: Store) {
        with_draft(&store).await;
        in_write!(&store, write => {
            write.add_article((OTHER, "other"), ArticleKind::News, &ArticleText::default(), stamp(0)).await
        })
        .unwrap();
        publish(&store, (1, 1), (1, 1)).await.unwrap();
        let remove = async |article| in_write!(&store, write => write.remove_article(article).await);
        assert!(matches!(remove(GOVERNANCE).await, Err(StoreError::Changed)));
        remove(OTHER).await.unwrap();
        assert!(matches!(remove(OTHER).await, Err(StoreError::Changed)));
        assert!(store.find_article_draft(GOVERNANCE).await.unwrap().is_some());
        assert_eq!(store.list_articles().await.unwrap().len(), 1);
    }

    async fn articles_stand_in_the_order_that_was_set(store: Store) {
        with_draft(&store).await;
        in_write!(&store, write => {
            write.add_article((OTHER, "other"), ArticleKind::Page, &ArticleText::default(), stamp(0)).await
        })
        .unwrap();
        let order = async || store.list_articles().await.unwrap().into_iter().map(|one| one.slug).collect::<Vec<_>>();
        assert_eq!(order().await, ["governance", "other"]);
        in_write!(&store, write => write.set_article_order(&[OTHER]).await).unwrap();
        assert_eq!(order().await, ["other", "governance"]);
    }
}
