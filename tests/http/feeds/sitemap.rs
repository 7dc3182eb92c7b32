//! What search engines ask for.

use axum::http::StatusCode;
use engines::on_both_engines;
use support::TestApp;

use super::{ORIGIN, read};
use crate::staff::documents::{self, ask};

/// Gives the addresses in a sitemap, without that of the site.
async fn listed(app: &TestApp, address: &str) -> Vec<String> {
    let text = read(app, address).await;
    let addresses = text.split("<loc>").skip(1).map(|rest| rest.split('<').next().unwrap());
    addresses.map(|whole| whole.strip_prefix(ORIGIN).unwrap().to_owned()).collect()
}

on_both_engines! {
    async fn every_address_that_is_listed_is_a_page_that_asks_to_be_listed_under_it(app: TestApp) {
        let app = app.with_early_survey().await;
        documents::with_note(&app).await;
        let found = listed(&app, "/sitemap.xml").await;
        for address in ["/", "/minutes", "/consultations/early-survey", documents::PUBLIC, "/documents/advice-note/1"] {
            assert!(found.iter().any(|one| one == address), "{address}: {found:?}");
        }
        for address in &found {
            let page = app.visitor().get(address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            assert_eq!(page.attribute("link[rel=canonical]", "href"), Some(format!("{ORIGIN}{address}")), "{address}");
            assert_eq!(page.count("meta[name=robots]"), 0, "{address}");
        }
        assert_eq!(listed(&app, "/sitemaps/1").await, found);
        for none in ["/sitemaps/2", "/sitemaps/0", "/sitemaps/x", "/sitemaps/-1"] {
            assert_eq!(ask(&app, none, &[]).await.0, StatusCode::NOT_FOUND, "{none}");
        }
        let robots = read(&app, "/robots.txt").await;
        assert!(robots.contains("Disallow: /staff\n") && robots.contains(&format!("\nSitemap: {ORIGIN}/sitemap.xml\n")), "{robots}");
    }
}
