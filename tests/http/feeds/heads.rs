//! What the heads of pages tell search engines and sites that show a link.

use domain::permission::Role;
use engines::on_both_engines;
use support::{Page, TestApp};

use super::{HOSTILE, ORIGIN};
use crate::staff::{
    documents::{self, describe},
    meetings::{FIRST, PUBLIC, add_meeting, with_group},
};

fn told(page: &Page, property: &str) -> Option<String> {
    page.attribute(&format!("meta[property='{property}']"), "content")
}

/// Expects that a page asks to be left out and tells nothing of itself.
fn expect_untold(page: &Page, address: &str) {
    assert_eq!(page.attribute("meta[name=robots]", "content").as_deref(), Some("noindex"), "{address}");
    assert_eq!(page.count("meta[property], meta[name=description], link[rel=canonical]"), 0, "{address}");
}

on_both_engines! {
    async fn a_public_page_says_what_it_is_and_at_which_address(app: TestApp) {
        let app = app.with_early_survey().await;
        documents::with_note(&app).await;
        let page = app.visitor().get(documents::PUBLIC).await;
        for (property, value) in [
            ("og:title", "Advice note"),
            ("og:description", "Says what <b>developers</b> need to know."),
            ("og:type", "article"),
            ("og:url", &*format!("{ORIGIN}{}", documents::PUBLIC)),
            ("og:site_name", &*app.state.site.name),
        ] {
            assert_eq!(told(&page, property).as_deref(), Some(value), "{property}");
        }
        let description = page.attribute("meta[name=description]", "content");
        assert_eq!(description.as_deref(), Some("Says what <b>developers</b> need to know."));
        let home = app.visitor().get("/").await;
        assert_eq!((told(&home, "og:type").as_deref(), told(&home, "og:url")), (Some("website"), Some(format!("{ORIGIN}/"))));
        let list = app.visitor().get("/documents?words=note&page=1").await;
        assert_eq!(list.attribute("link[rel=canonical]", "href"), Some(format!("{ORIGIN}/documents")));
    }

    async fn forms_statuses_drafts_and_pages_of_staff_are_told_to_nobody(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut editor = with_group(&app).await;
        add_meeting(&mut editor, ("1", "6")).await;
        describe(&mut editor, &format!("{}/new", documents::LIST), &[]).await;
        for address in ["/staff", FIRST, PUBLIC, documents::PUBLIC] {
            expect_untold(&editor.get(address).await, address);
        }
        for address in [
            "/consultations/early-survey/withdraw",
            "/consultations/early-survey/paper",
            "/staff/sign-in",
            "/no-such-page",
            PUBLIC,
            documents::PUBLIC,
        ] {
            expect_untold(&app.visitor().get(address).await, address);
        }
    }

    async fn hostile_words_stay_words_in_a_head(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        describe(&mut editor, &format!("{}/new", documents::LIST), &[("title", HOSTILE), ("address", "advice-note"), ("purpose", HOSTILE)]).await;
        documents::give(&mut editor, documents::NOTE, "a.pdf", documents::PDF).await;
        documents::publish(&mut editor, documents::NOTE, "").await;
        let page = app.visitor().get(documents::PUBLIC).await;
        assert_eq!(told(&page, "og:title").as_deref(), Some(HOSTILE));
        assert_eq!(told(&page, "og:description").as_deref(), Some(HOSTILE));
        assert!(!page.body.contains("<script>alert"), "{}", page.body);
    }
}
