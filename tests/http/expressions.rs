//! The expression of interest: from the first page to the status page, and who may see what of it.

mod form;
mod intake;
mod kept;
mod privacy;
mod sending;

use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

const RESPOND: &str = "/expressions-of-interest/respond";

/// What a tenant types; every field that is filled holds something that can be found again.
pub(crate) const PAGES: [(&str, &[(&str, &str)]); 6] = [
    (
        "contact",
        &[
            ("full_name", "Canary Person"),
            ("email", "canary@example.org"),
            ("telephone", "0151 496 0777"),
            ("preferred", "agent"),
            ("address", "1 Canary Lane"),
            ("postcode", "L17 1AP"),
            ("agent_name", "Canary Agent"),
            ("agent_reach", "agent-canary@example.org"),
        ],
    ),
    ("role", &[("role", "tenant"), ("organisation", "Canary Farm Partners"), ("landlord_aware", "not-yet")]),
    (
        "site",
        &[
            ("site_name", "Long Meadow"),
            ("nearest_place", "Hale"),
            ("grid_reference", "SJ 395 880"),
            ("area", "12.5"),
            ("sbi", "106777777"),
            ("cph", "12/345/6777"),
            ("parcels", "SJ3950 7777"),
            ("titles", "MS777777"),
        ],
    ),
    ("land", &[("land_uses", "arable"), ("land_uses", "woodland"), ("agreements", "sfi")]),
    ("interest", &[("interests", "hedges"), ("stage", "willing"), ("timescale", "now"), ("barriers", "Rabbits")]),
    (
        "consents",
        &[
            ("declarations", "accurate"),
            ("declarations", "not-binding"),
            ("declarations", "may-not-be-mapped"),
            ("declarations", "no-advice"),
        ],
    ),
];
/// Whatever of it names a person, a business or a holding.
pub(crate) const CANARIES: [&str; 11] = [
    "Canary Person",
    "canary@example.org",
    "0151 496 0777",
    "Canary Lane",
    "L17 1AP",
    "Canary Agent",
    "Canary Farm Partners",
    "106777777",
    "12/345/6777",
    "SJ3950 7777",
    "MS777777",
];

/// Fills in page after page, as a browser would, and gives the check page.
pub(crate) async fn fill_to_check(visitor: &mut Visitor) -> Page {
    let mut page = visitor.open(RESPOND).await;
    for (name, fields) in PAGES {
        let next = visitor.submit(&page, fields).await;
        let address = next.location().unwrap_or_else(|| panic!("{name} was refused: {}", next.body));
        page = visitor.open(&address).await;
    }
    assert_eq!(page.count("input[name=digest]"), 1, "{}", page.body);
    page
}

/// Fills in everything, sends it, and gives the receipt.
pub(crate) async fn send(visitor: &mut Visitor) -> Page {
    let check = fill_to_check(visitor).await;
    let sent = visitor.submit(&check, &[]).await;
    visitor.open(&sent.location().unwrap()).await
}

/// Gives the path of a whole address of the application.
pub(crate) fn path(address: &str) -> String {
    address.trim_start_matches("http://folkmoot.test").to_owned()
}

on_both_engines! {
    async fn a_tenant_tells_us_about_land_and_follows_what_becomes_of_it(app: TestApp) {
        let mut visitor = app.visitor();
        let start = visitor.get("/expressions-of-interest").await;
        assert_eq!(start.attribute("a.govuk-button", "href").as_deref(), Some(RESPOND));
        let receipt = send(&mut visitor).await;
        let reference = receipt.text("#reference").unwrap();
        let status = app.visitor().get(&path(&receipt.attribute("#status-link", "href").unwrap())).await;
        assert_eq!(status.status, 200);
        for shown in [reference.as_str(), "Long Meadow", "Received", "15 June 2026"] {
            assert!(status.body.contains(shown), "{shown}");
        }
        let stored = app.state.store.find_eoi(&reference).await.unwrap().unwrap();
        assert_eq!(stored.site.area.hundredths, 1250);
        assert_eq!(stored.offer.plans.barriers.as_deref(), Some("Rabbits"));
        let identity = app.state.store.find_eoi_identity(&reference).await.unwrap().unwrap();
        assert_eq!(identity.submitter.full_name, "Canary Person");
        assert_eq!(identity.holding.sbi, Some(106_777_777));
    }

    async fn the_reference_and_the_link_are_mailed_with_nothing_about_the_land(app: TestApp) {
        let mut visitor = app.visitor();
        let receipt = send(&mut visitor).await;
        let mail = app.state.store.list_due_mail(app.state.clock.now(), 10).await.unwrap();
        assert_eq!(mail.len(), 1);
        assert_eq!(mail[0].recipient, "canary@example.org");
        assert!(mail[0].body.contains(&receipt.text("#reference").unwrap()));
        assert!(mail[0].body.contains(&receipt.attribute("#status-link", "href").unwrap()));
        for told in CANARIES.into_iter().chain(["Long Meadow", "SJ 395"]) {
            assert!(!mail[0].body.contains(told), "{told}");
        }
    }

    async fn it_can_be_carried_on_elsewhere(app: TestApp) {
        let mut visitor = app.visitor();
        visitor.post(&format!("{RESPOND}/contact"), PAGES[0].1).await;
        let saved = visitor.post(&format!("{RESPOND}/role"), &[("role", "king"), ("save", "yes")]).await;
        let saved = visitor.open(&saved.location().unwrap()).await;
        let mut elsewhere = app.visitor();
        let offer = elsewhere.get(&path(&saved.text(".fm-long-link").unwrap())).await;
        assert!(offer.headers.get("set-cookie").is_none());
        let resumed = elsewhere.submit(&offer, &[]).await;
        let resumed = elsewhere.open(&resumed.location().unwrap()).await;
        assert_eq!(resumed.attribute("form", "action"), Some(format!("{RESPOND}/role")));
        let contact = elsewhere.get(&format!("{RESPOND}/contact")).await;
        assert_eq!(contact.attribute("#full_name", "value").as_deref(), Some("Canary Person"));
        assert_eq!(elsewhere.get("/expressions-of-interest/resume/AAAAAAAAAAAAAAAAAAAAAA").await.status, 404);
    }

    async fn asking_to_correct_the_map_is_chosen_already_and_loses_no_draft(app: TestApp) {
        let mut visitor = app.visitor();
        let start = visitor.get("/expressions-of-interest").await;
        visitor.submit(&start, &[]).await;
        let interest = "input[value=map-correction][checked]";
        for (page, fields) in &PAGES[..4] {
            visitor.post(&format!("{RESPOND}/{page}"), fields).await;
        }
        assert_eq!(visitor.get(&format!("{RESPOND}/interest")).await.count(interest), 1);
        visitor.post(&format!("{RESPOND}/interest"), PAGES[4].1).await;
        visitor.submit(&start, &[]).await;
        let kept = visitor.get(&format!("{RESPOND}/interest")).await;
        assert_eq!(kept.count("input[value=hedges][checked]"), 1);
        assert_eq!(kept.count(interest), 1);
    }

    async fn nobody_gets_a_cookie_before_a_page_is_saved(app: TestApp) {
        let page = app.visitor().open(RESPOND).await;
        assert!(page.headers.get("set-cookie").is_none());
    }
}
