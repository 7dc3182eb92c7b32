//! Fields that no form has, and values that nothing can mean.

use std::time::{Duration, Instant};

use domain::response::Response;
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

use crate::{
    answering, expressions,
    staff::{EMAIL, add_account},
};

const SURVEY: &str = "/consultations/early-survey/respond";
const LAND: &str = "/expressions-of-interest/respond";

/// What somebody might hope to set: on the response, on the case, on themselves.
const EXTRA: [(&str, &str); 11] = [
    ("status", "submitted"),
    ("state", "closed"),
    ("weight", "100"),
    ("reference", "AAA-AAA-AAA"),
    ("segment", "land-manager"),
    ("area", "E08000015"),
    ("submitted_at", "2020-01-01T00:00:00Z"),
    ("consultation_id", "00000000-0000-0000-0000-000000000000"),
    ("account_role", "administrator"),
    ("revision", "9"),
    ("id", "00000000-0000-0000-0000-000000000000"),
];
/// Each as it stands in a posted body.
const VALUES: [&str; 9] = [
    "no-such-option",
    "1e400",
    "NaN",
    "-0",
    "999999999999999999999999999999",
    "0000-00-00",
    "%F0%9F%A6%94+%E2%80%AE+%ED%A0%80",
    "a%00b%FF%FE",
    "%22%3E%3Csvg+onload%3Dalert(1)%3E%0D%0ASet-Cookie:+a%3Db",
];
/// Far longer than a page may take on a slow machine.
const SLOW: Duration = Duration::from_secs(5);

/// Names the fields of a page that a person fills in, and those of them that take any text.
fn names(page: &Page) -> (Vec<String>, Vec<String>) {
    let form = "main form:first-of-type";
    let mut all = page.attributes(&format!("{form} :is(input:not([type=hidden]), textarea, select)"), "name");
    all.dedup();
    let texts = format!("{form} :is(textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox]))");
    (all, page.attributes(&texts, "name"))
}

fn body<'a>(names: impl IntoIterator<Item = &'a String>, value: &str) -> String {
    names.into_iter().map(|name| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// Expects a page to refuse a body beside its fields, or to take it and to be drawn with it when it is opened again.
async fn expect_an_answer(visitor: &mut Visitor, address: &str, body: String) {
    let (begun, what) = (Instant::now(), body.chars().take(60).collect::<String>());
    let answer = visitor.post_body(address, body).await;
    let page = if answer.status == 303 { visitor.get(address).await } else { answer };
    assert!(begun.elapsed() < SLOW, "{address} {what}");
    assert!([200, 422].contains(&page.status.as_u16()), "{address} {what}: {}", page.status);
    assert!(!page.body.contains("<svg onload"), "{address} {what}");
    if page.status == 422 {
        let links = page.attributes(".govuk-error-summary__list a", "href");
        let ids = page.attributes("main [id]", "id");
        assert!(!links.is_empty(), "{address} {what}");
        for link in links {
            assert_eq!(ids.iter().filter(|id| **id == link[1..]).count(), 1, "{address} {what} {link}");
        }
    }
}

/// Posts to a page, again and again, what no answer can be.
async fn try_everything(visitor: &mut Visitor, page: &Page, address: &str) {
    let (all, texts) = names(page);
    if all.is_empty() {
        return;
    }
    for value in VALUES {
        expect_an_answer(visitor, address, body(&all, value)).await;
    }
    expect_an_answer(visitor, address, body(std::iter::repeat_n(&all[0], 200), "no-such-option")).await;
    for long in ["x".repeat(5_001), "%CC%81".repeat(10_000)] {
        if let Some(text) = texts.first() {
            expect_an_answer(visitor, address, body([text], &long)).await;
        }
    }
}

fn address(page: &Page) -> String {
    page.attribute("main form", "action").unwrap()
}

/// What leads on from a page by the way that has most pages.
pub(crate) fn onward(page: &Page) -> Vec<(&'static str, &'static str)> {
    let good = [
        ("responding-as", "land-manager"),
        ("habitats-chosen", "ponds"),
        ("habitats-chosen", "woodland"),
        ("long-lasting-condition", "yes"),
    ];
    good.into_iter().filter(|(name, _)| page.count(&format!("[name='{name}']")) > 0).collect()
}

async fn expect_same_words_on_the_check_page(visitor: &mut Visitor) {
    for words in ["NaN", "1e400", "\u{1f994} \u{202e}", "e\u{301}", "\"><svg onload=alert(1)>"] {
        let page = visitor.get(&format!("{SURVEY}/anything-else")).await;
        assert_eq!(visitor.submit(&page, &[("other-comments", words)]).await.status, 303, "{words}");
        let check = visitor.open(&format!("{SURVEY}/check")).await;
        let shown = check.text("main").unwrap();
        assert!(shown.contains(words) || shown.contains("\u{e9}"), "{words}: {shown}");
        assert_eq!(check.count("main svg"), 0);
    }
}

on_both_engines! {
    async fn whatever_is_posted_to_a_question_is_refused_beside_it_or_taken_and_shown(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let mut page = visitor.open(SURVEY).await;
        let mut pages = 0;
        while page.count("input[name=digest]") == 0 {
            let address = address(&page);
            try_everything(&mut visitor, &page, &address).await;
            let next = visitor.post(&address, &onward(&page)).await;
            page = visitor.open(&next.location().unwrap_or_else(|| panic!("{address}: {}", next.body))).await;
            pages += 1;
        }
        assert!(pages > 12, "{pages}");
        expect_same_words_on_the_check_page(&mut visitor).await;

        let mut school = app.visitor();
        let next = school.post(&format!("{SURVEY}/you"), &[("responding-as", "school")]).await;
        let page = school.open(&next.location().unwrap()).await;
        try_everything(&mut school, &page, &format!("{SURVEY}/organisation")).await;
    }

    async fn whatever_is_posted_about_land_is_refused_beside_its_field_or_taken(app: TestApp) {
        let mut visitor = app.visitor();
        for (name, good) in expressions::PAGES {
            let address = format!("{LAND}/{name}");
            let page = visitor.open(&address).await;
            try_everything(&mut visitor, &page, &address).await;
            visitor.post(&address, &[]).await;
            let cleared = visitor.get(&address).await;
            assert_eq!(visitor.submit(&cleared, good).await.status, 303, "{name}");
        }
        assert_eq!(visitor.get(&format!("{LAND}/check")).await.status, 200);
    }

    async fn fields_that_no_form_has_change_nothing_of_a_response(app: TestApp) {
        let app = app.with_early_survey().await;
        add_account(&app, EMAIL, "editor").await;
        let mut stored = Vec::new();
        for extra in [&[][..], &EXTRA] {
            let mut visitor = app.visitor();
            let mut page = visitor.open(SURVEY).await;
            while page.count("#reference") == 0 {
                let as_resident = page.count("[name=responding-as]") > 0;
                let changes = extra.iter().copied().chain(as_resident.then_some(("responding-as", "resident")));
                let next = visitor.submit(&page, &changes.collect::<Vec<_>>()).await;
                page = visitor.open(&next.location().unwrap()).await;
                let draft = draft(&app, &mut visitor).await;
                assert!(!EXTRA.iter().any(|(name, value)| draft.contains(name) && draft.contains(value)), "{draft}");
            }
            stored.push(app.state.store.find_response(&page.text("#reference").unwrap()).await.unwrap().unwrap());
        }
        assert_eq!(stored[0].outcomes, stored[1].outcomes);
        let (plain, tried) = (stored[0].response.clone(), stored[1].response.clone());
        assert_ne!(tried.reference.as_deref(), Some("AAA-AAA-AAA"));
        assert_eq!(Response { id: plain.id, reference: plain.reference.clone(), ..tried }, plain);
        assert_eq!(answering::count(&app).await, 2);
        assert_eq!(app.state.store.find_account(EMAIL).await.unwrap().unwrap().role, "editor");
    }

    async fn fields_that_no_form_has_change_nothing_of_an_expression_of_interest(app: TestApp) {
        let mut stored = Vec::new();
        for extra in [&[][..], &EXTRA] {
            let mut visitor = app.visitor();
            for (name, good) in expressions::PAGES {
                let fields: Vec<_> = extra.iter().filter(|(extra, _)| *extra != "area").chain(good).copied().collect();
                let page = visitor.get(&format!("{LAND}/{name}")).await;
                assert_eq!(visitor.submit(&page, &fields).await.status, 303, "{name}");
            }
            let check = visitor.get(&format!("{LAND}/check")).await;
            let receipt = visitor.submit(&check, extra).await.location().unwrap();
            let reference = visitor.open(&receipt).await.text("#reference").unwrap();
            let mut eoi = app.state.store.find_eoi(&reference).await.unwrap().unwrap();
            assert_eq!(std::mem::take(&mut eoi.reference), reference);
            stored.push((eoi, app.state.store.find_eoi_identity(&reference).await.unwrap().unwrap()));
            assert_ne!(reference, "AAA-AAA-AAA");
        }
        assert_eq!(stored[0], stored[1]);
    }
}

/// Shows what the draft of a visitor holds, or nothing when it was sent.
async fn draft(app: &TestApp, visitor: &mut Visitor) -> String {
    let link = visitor.get(&format!("{SURVEY}/saved")).await.text(".fm-long-link").unwrap_or_default();
    let secret = app::secret::Secret::from_outside(link.rsplit('/').next().unwrap());
    let draft = app.state.store.find_draft(&secret.hash()).await.unwrap();
    draft.map(|draft| format!("{:?}", draft.draft)).unwrap_or_default()
}
