//! What a browser and a screen reader need of each page: ids that are there once, and a label for each field.

use std::collections::BTreeSet;

use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

use super::{ROOM, begun, fill, step};

fn expect_whole(page: &Page, what: &str) {
    let mut known = BTreeSet::new();
    for id in page.attributes("[id]", "id") {
        assert!(known.insert(id.clone()), "{what}: {id} is there twice");
    }
    for (selector, attribute) in
        [("label", "for"), ("[aria-describedby]", "aria-describedby"), ("[aria-labelledby]", "aria-labelledby")]
    {
        for named in page.attributes(selector, attribute).iter().flat_map(|ids| ids.split(' ')) {
            assert!(known.contains(named), "{what}: {attribute} names {named}");
        }
    }
    let labelled: BTreeSet<String> = page.attributes("label", "for").into_iter().collect();
    for field in page.attributes("main input:not([type=hidden]), main textarea, main select", "id") {
        assert!(labelled.contains(&field), "{what}: {field} has no label");
    }
    for target in page.attributes(".govuk-error-summary a", "href") {
        assert!(known.contains(target.trim_start_matches('#')), "{what}: {target} leads nowhere");
    }
    assert_eq!(page.count("h1"), 1, "{what}");
}

async fn look(officer: &mut Visitor, address: &str) -> Page {
    let page = officer.open(address).await;
    assert!(page.status.is_success(), "{address}: {}", page.status);
    expect_whole(&page, address);
    page
}

on_both_engines! {
    async fn each_page_has_ids_that_are_unique_and_a_label_for_each_field(app: TestApp) {
        use domain::{editing::Kind, particulars::Topic, vocabulary::Word};
        let (_, mut officer) = begun(app).await;
        step(&mut officer, "page-copy you").await;
        let rooms = [
            "", "/new-page?after=you", "/pages/you", "/pages/nature/condition", "/pages/nature/condition?on=coast",
            "/new-question?page=you&after=", "/questions/coast", "/questions/why/condition", "/preview", "/publish",
            "/library", "/library?words=hedgehog", "/library?words=crocodile", "/questions/why/save", "/pages/you/save",
        ];
        for room in rooms {
            look(&mut officer, &format!("{ROOM}{room}")).await;
        }
        expect_whole(&fill(&mut officer, "/library", &[]).await, "nothing of the library");
        let entry = [("title", "Why"), ("purpose", "Asks why.")];
        fill(&mut officer, "/questions/why/save", &entry).await;
        expect_whole(&fill(&mut officer, "/questions/why/save", &entry).await, "a title that is there");
        let list = look(&mut officer, &format!("{ROOM}/library")).await;
        let ways = list.attributes("main a", "href").into_iter().filter(|way| way.ends_with("/remove"));
        for way in ways.collect::<Vec<_>>() {
            look(&mut officer, &way).await;
        }
        look(&mut officer, "/staff/new-consultation").await;
        let about = "/staff/consultations/early-survey/about";
        look(&mut officer, about).await;
        for topic in Topic::ALL.iter().map(|topic| topic.word()) {
            look(&mut officer, &format!("{about}/{topic}")).await;
        }
        let form = look(&mut officer, &format!("{about}/new-document")).await;
        expect_whole(&officer.submit(&form, &[]).await, "a document that is not whole");
        for kind in Kind::ALL.iter().map(|kind| kind.word()) {
            let form = look(&mut officer, &format!("{ROOM}/new-question?page=you&after=&kind={kind}")).await;
            let refused = officer.submit(&form, &[("text", "")]).await;
            assert_eq!(refused.status, 422, "{kind}");
            expect_whole(&refused, kind);
        }
        let refused = fill(&mut officer, "/pages/nature/condition?on=coast", &[]).await;
        expect_whole(&refused, "a condition that is not whole");
        let form = officer.get("/staff/new-consultation").await;
        expect_whole(&officer.submit(&form, &[("opens-at", "noon")]).await, "a consultation that is not whole");
    }
}
