use domain::{fields::Fields, ids::ResponseId};
use engines::on_both_engines;
use store::{Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{Submitting, add_consultation, add_draft, draft, in_write, moment, number, token};

fn typed(text: &str) -> Fields {
    Fields::new([("why", text)])
}

on_both_engines! {
    async fn a_new_draft_is_found_by_its_token_and_is_empty(store: Store) {
        let version = add_consultation(&store, 1).await;
        let response = add_draft(&store, &version, 1).await;

        let found = store.find_draft(&token(1)).await.unwrap().unwrap();

        assert_eq!(found.of, response);
        assert_eq!((found.revision, found.receipt, found.draft.len()), (0, None, 0));
        assert!(store.find_draft(&token(2)).await.unwrap().is_none());
    }

    async fn what_was_typed_comes_back_exactly(store: Store) {
        let version = add_consultation(&store, 1).await;
        let id = add_draft(&store, &version, 1).await.id;
        let long = "hedge ".repeat(20_000);
        let texts = ["", "  two spaces  ", "tab\tand\nline", "\"quoted\" \\u0000 \\", "%_!'; DROP TABLE", "𝔊 🦔 é \u{202e} ﷽", &long];
        let fields = Fields::new(texts.map(|text| ("why", text)).into_iter().chain([("na\0me", "x"), ("", "y")]));

        let posted = fields.clone();
        in_write!(store, write => write.set_draft_page(id, "what-matters", &posted, moment(1)).await).unwrap();

        let found = store.find_draft(&token(1)).await.unwrap().unwrap();
        assert_eq!(found.draft.into_iter().collect::<Vec<_>>(), [("what-matters".into(), fields)]);
    }

    async fn a_page_posted_again_takes_the_place_of_the_first(store: Store) {
        let version = add_consultation(&store, 1).await;
        let id = add_draft(&store, &version, 1).await.id;
        for (page, text) in [("you", "first"), ("places", "other"), ("you", "second")] {
            in_write!(store, write => write.set_draft_page(id, page, &typed(text), moment(1)).await).unwrap();
        }

        let found = store.find_draft(&token(1)).await.unwrap().unwrap();

        assert_eq!(found.draft["you"], typed("second"));
        assert_eq!(found.draft["places"], typed("other"));
    }

    async fn the_revision_counts_each_stored_page(store: Store) {
        let version = add_consultation(&store, 1).await;
        let id = add_draft(&store, &version, 1).await.id;
        for _ in 0..3 {
            in_write!(store, write => write.set_draft_page(id, "you", &typed("same"), moment(1)).await).unwrap();
        }

        assert_eq!(store.find_draft(&token(1)).await.unwrap().unwrap().revision, 3);
    }

    async fn a_submitted_response_takes_no_more_pages(store: Store) {
        let version = add_consultation(&store, 1).await;
        Submitting::new(1).add(&store, &version).await;
        let id = ResponseId(Uuid::from_u128(1));

        let refused = in_write!(store, write => write.set_draft_page(id, "you", &typed("late"), moment(99)).await);

        assert!(matches!(refused, Err(StoreError::Changed)), "{refused:?}");
        assert!(store.find_draft(&token(1)).await.unwrap().unwrap().draft.is_empty());
    }

    async fn a_page_of_no_draft_is_refused(store: Store) {
        let unknown = ResponseId(Uuid::from_u128(1));

        let refused = in_write!(store, write => write.set_draft_page(unknown, "you", &typed("?"), moment(1)).await);

        assert!(matches!(refused, Err(StoreError::Changed)), "{refused:?}");
    }

    async fn a_taken_token_is_refused(store: Store) {
        let version = add_consultation(&store, 1).await;
        add_draft(&store, &version, 1).await;
        let second = draft(&version, 2);

        let refused = in_write!(store, write => write.add_draft(&second, &token(1), moment(0)).await);

        assert!(matches!(refused, Err(StoreError::Taken)), "{refused:?}");
    }

    async fn only_drafts_that_nobody_touched_are_removed_as_idle(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        let [idle, touched] = [add_draft(&store, &version, 1).await.id, add_draft(&store, &version, 2).await.id];
        Submitting::new(3).at(moment(1)).add(&store, &version).await;
        in_write!(store, write => write.set_draft_page(idle, "you", &typed("a"), moment(10)).await).unwrap();
        in_write!(store, write => write.set_draft_page(touched, "you", &typed("b"), moment(11)).await).unwrap();

        let removed = in_write!(store, write => write.remove_idle_drafts(moment(11), 10).await).unwrap();

        assert_eq!(removed, 1);
        let found = [store.find_draft(&token(1)).await, store.find_draft(&token(2)).await, store.find_draft(&token(3)).await];
        assert_eq!(found.map(|found| found.unwrap().is_some()), [false, true, true]);
        assert_eq!(number(database, "SELECT COUNT(*) FROM draft_pages").await, 1);
    }

    async fn pages_posted_from_several_tabs_are_all_counted(store: Store) {
        let version = add_consultation(&store, 1).await;
        let id = add_draft(&store, &version, 1).await.id;

        let posts = (0..24).map(|tab| {
            let store = store.clone();
            let page = format!("page-{}", tab % 3);
            tokio::spawn(async move {
                in_write!(store, write => write.set_draft_page(id, &page, &typed("x"), moment(1)).await)
            })
        });
        for post in posts.collect::<Vec<_>>() {
            post.await.unwrap().unwrap();
        }

        let found = store.find_draft(&token(1)).await.unwrap().unwrap();
        assert_eq!((found.revision, found.draft.len()), (24, 3));
    }
}
