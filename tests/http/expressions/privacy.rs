//! What nobody may see: who sent it, their holding, and words that promise more than the law lets us keep.

use super::*;

const PUBLIC: [&str; 9] = [
    "/",
    "/consultations",
    "/minutes",
    "/expressions-of-interest",
    "/expressions-of-interest/respond",
    "/expressions-of-interest/respond/receipt",
    "/privacy",
    "/cookies",
    "/accessibility",
];

fn assert_tells_nobody(page: &Page, what: &str) {
    let words = page.text("body").unwrap_or_default();
    for canary in CANARIES {
        assert!(!words.contains(canary) && !page.body.contains(canary), "{what} shows {canary}");
    }
}

on_both_engines! {
    async fn nothing_public_shows_who_sent_it_or_their_holding(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut sender = app.visitor();
        let receipt = send(&mut sender).await;
        for address in PUBLIC {
            assert_tells_nobody(&app.visitor().open(address).await, address);
        }
        let status = path(&receipt.attribute("#status-link", "href").unwrap());
        assert_tells_nobody(&app.visitor().get(&status).await, "the status page");
        assert_tells_nobody(&receipt, "the receipt");
        for (page, _) in PAGES {
            assert_tells_nobody(&sender.open(&format!("{RESPOND}/{page}")).await, page);
        }
    }

    async fn what_was_typed_is_kept_in_parts_and_the_draft_is_gone(app: TestApp) {
        let mut sender = app.visitor();
        let receipt = send(&mut sender).await;
        let link = receipt.attribute("#status-link", "href").unwrap();
        let secret = app::secret::Secret::from_outside(link.rsplit('/').next().unwrap());
        let draft = app.state.store.find_eoi_draft(&secret.hash()).await.unwrap().unwrap();
        assert!(draft.draft.is_empty());
        let stored = app.state.store.find_eoi(&draft.receipt.unwrap().reference).await.unwrap().unwrap();
        let shown = format!("{stored:?}");
        for canary in CANARIES {
            assert!(!shown.contains(canary), "{canary}");
        }
    }

    async fn no_page_promises_more_than_the_law_lets_us_keep(app: TestApp) {
        let mut visitor = app.visitor();
        let mut pages = vec![visitor.get("/expressions-of-interest").await, fill_to_check(&mut visitor).await];
        for (page, _) in PAGES {
            pages.push(visitor.get(&format!("{RESPOND}/{page}")).await);
        }
        for page in &pages {
            assert!(!page.body.to_lowercase().contains("confidential"), "{}", page.text("h1").unwrap());
        }
        let promise = "We will not publish this without your permission.";
        assert!(pages[0].body.contains(promise) && pages.last().unwrap().body.contains(promise));
    }

    async fn pages_of_one_person_are_kept_by_nobody_on_the_way(app: TestApp) {
        let mut visitor = app.visitor();
        let check = fill_to_check(&mut visitor).await;
        assert_eq!(check.headers["cache-control"], "no-store");
        visitor.submit(&check, &[]).await;
        let receipt = visitor.get(&format!("{RESPOND}/receipt")).await;
        assert_eq!(receipt.headers["cache-control"], "no-store");
        let status = visitor.get(&path(&receipt.attribute("#status-link", "href").unwrap())).await;
        assert_eq!(status.headers["cache-control"], "no-store");
        assert_eq!(visitor.get("/expressions-of-interest/status/AAAAAAAAAAAAAAAAAAAAAA").await.status, 404);
    }

    async fn the_link_of_a_draft_shows_no_status(app: TestApp) {
        let mut visitor = app.visitor();
        visitor.post(&format!("{RESPOND}/contact"), PAGES[0].1).await;
        let saved = visitor.get(&format!("{RESPOND}/saved")).await;
        let link = path(&saved.text(".fm-long-link").unwrap()).replace("/resume/", "/status/");
        assert_eq!(app.visitor().get(&link).await.status, 404);
    }
}
