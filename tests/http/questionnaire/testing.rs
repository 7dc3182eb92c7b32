//! Testing a draft by its link: what testers see and send, what staff read of it, and that none of it is ever a response.

use domain::permission::Role;
use engines::on_both_engines;
use serde_json::json;
use store::{StoreError, TestCount, TestResponse};
use support::{Page, TestApp, Visitor};

use super::{PUBLIC, ROOM, begun, fill, questionnaire, read, step};

const BANNER: &str =
    "This is a test. Nothing you answer here counts, and it is deleted when the questionnaire is published.";
const REMARK: &str = "I did not know what a hedge is.";

/// A draft that asks of the coast in other words, with a link to it.
async fn linked(app: TestApp) -> (TestApp, Visitor, String) {
    let (app, mut officer) = begun(app).await;
    fill(&mut officer, "/questions/coast", &[("text", "Do you go to the coast?")]).await;
    let link = make_link(&mut officer).await;
    (app, officer, link)
}

/// Makes a link and gives the path of its address.
async fn make_link(officer: &mut Visitor) -> String {
    let page = officer.get(&format!("{ROOM}/test")).await;
    let made = officer.submit(&page, &[]).await;
    let shown = officer.get(&made.location().expect("a link is made")).await;
    let link = shown.text(".fm-long-link").unwrap();
    link[link.find("/test/").unwrap()..].to_owned()
}

/// Answers the first page of a test and gives the second.
async fn to_nature(tester: &mut Visitor, link: &str, why: &str) -> Page {
    let you = tester.open(&format!("{link}/respond")).await;
    let next = tester.submit(&you, &[("coast", "yes"), ("why", why)]).await;
    tester.open(&next.location().unwrap_or_else(|| panic!("{}", next.body))).await
}

/// Answers a test up to the page before it is sent.
async fn to_check(tester: &mut Visitor, link: &str) -> Page {
    let nature = to_nature(tester, link, "For the waders").await;
    let next = tester.submit(&nature, &[("matters", "ponds")]).await;
    tester.open(&next.location().unwrap()).await
}

async fn test_count(app: &TestApp) -> TestCount {
    let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
    app.state.store.count_test_responses(consultation.id).await.unwrap()
}

fn main_of(page: &Page) -> String {
    page.text("main").unwrap()
}

fn assert_has_ended(page: &Page) {
    assert_eq!(page.status, 404, "{}", page.body);
    assert!(main_of(page).contains("There is no test here") && !page.body.contains("coast"), "{}", page.body);
}

on_both_engines! {
    async fn a_draft_is_tried_out_by_its_link_as_it_will_be_answered(app: TestApp) {
        let (app, _, link) = linked(app).await;
        let mut tester = app.visitor();

        let start = tester.get(&link).await;
        assert_eq!(start.headers["x-robots-tag"], "noindex, nofollow");
        let you = tester.open(&start.attribute("main a.govuk-button", "href").unwrap()).await;
        assert!(main_of(&you).contains("Do you go to the coast?"), "{}", you.body);
        let refused = tester.submit(&you, &[("coast", "yes"), ("why", &"wader ".repeat(50))]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text("textarea, input[name=why]").is_some() && refused.body.contains("wader wader"));
        let check = to_check(&mut tester, &link).await;
        assert!(main_of(&check).contains("For the waders") && main_of(&check).contains("Ponds"), "{}", check.body);
        let sent = tester.submit(&check, &[("remark", REMARK)]).await;
        let thanks = tester.open(&sent.location().unwrap()).await;

        assert!(main_of(&thanks).contains("Thank you for testing"));
        for page in [&start, &you, &refused, &check, &thanks] {
            assert!(page.text("header").unwrap().contains(BANNER), "{}", page.body);
        }
        let public = app.visitor().get(&format!("{PUBLIC}/respond/you")).await;
        assert!(!public.body.contains(BANNER) && !public.headers.contains_key("x-robots-tag"));
        let again = tester.submit(&thanks, &[]).await;
        let first = tester.open(&again.location().unwrap()).await;
        assert_eq!(first.text("h1").as_deref(), Some("About you"));
    }

    async fn staff_read_what_was_sent_and_no_response_comes_of_it(app: TestApp) {
        let (app, mut officer, link) = linked(app).await;
        let mut tester = app.visitor();
        let check = to_check(&mut tester, &link).await;
        tester.submit(&check, &[("remark", REMARK)]).await;
        to_nature(&mut app.visitor(), &link, "").await;

        let list = officer.get(&format!("{ROOM}/test")).await;
        let words = main_of(&list);
        for expected in ["1 test response was sent.", "1 begun and not sent.", REMARK, "As it was"] {
            assert!(words.contains(expected), "{expected}: {words}");
        }
        let address = list.attribute("tbody a", "href").unwrap();
        let shown = main_of(&officer.get(&address).await);
        for expected in [REMARK, "Do you go to the coast?", "For the waders", "Ponds"] {
            assert!(shown.contains(expected), "{expected}: {shown}");
        }
        fill(&mut officer, "/questions/coast", &[("text", "Do you walk by the sea?")]).await;
        let shown = main_of(&officer.get(&address).await);
        assert!(shown.contains("has changed since") && shown.contains("Do you go to the coast?"), "{shown}");
        step(&mut officer, "undo").await;
        step(&mut officer, "undo").await;
        fill(&mut officer, "/questions/coast", &[("text", "Do you sail?")]).await;
        let shown = main_of(&officer.get(&address).await);
        assert!(shown.contains("How it was then is not kept") && shown.contains("Do you sail?"), "{shown}");

        assert_eq!(crate::answering::count(&app).await, 0);
        let export = officer.get("/staff/consultations/early-survey/responses.csv").await;
        assert!(export.status == 200 && !export.body.contains("For the waders"), "{}", export.body);
        assert_eq!(app.staff(Role::Auditor).await.get(&address).await.status, 403);
    }

    async fn publishing_says_how_many_it_deletes_and_the_link_leads_nowhere_after_it(app: TestApp) {
        let (app, mut officer, link) = linked(app).await;
        let mut tester = app.visitor();
        let check = to_check(&mut tester, &link).await;
        tester.submit(&check, &[]).await;
        let mut late = app.visitor();
        let nature = to_nature(&mut late, &link, "").await;

        let page = officer.get(&format!("{ROOM}/publish")).await;
        assert!(main_of(&page).contains("2 test responses will be deleted"), "{}", page.body);
        assert_eq!(officer.submit(&page, &[("reason", "Everybody knows.")]).await.status, 303);

        assert_eq!(test_count(&app).await, TestCount::default());
        for asked in ["", "/respond", "/respond/you", "/respond/check", "/respond/receipt", "/respond/saved"] {
            assert_has_ended(&tester.get(&format!("{link}{asked}")).await);
        }
        let posted = late.submit(&nature, &[("matters", "hedges")]).await;
        assert_has_ended(&posted);
        assert!(main_of(&posted).contains("hedges"), "{}", posted.body);
        assert!(main_of(&officer.get(&format!("{ROOM}/test")).await).contains("There is no draft to test."));
    }

    async fn a_link_is_shown_once_and_another_takes_its_place(app: TestApp) {
        let (app, mut officer, first) = linked(app).await;
        let old = officer.get(&format!("{ROOM}/test")).await;
        assert!(old.text(".fm-long-link").is_none() && main_of(&old).contains("cannot show it again"), "{}", old.body);

        let second = make_link(&mut officer).await;
        assert_has_ended(&app.visitor().get(&first).await);
        assert_eq!(app.visitor().get(&second).await.status, 200);
        let stale = officer.submit(&old, &[]).await;
        assert!(stale.status == 409 && main_of(&stale).contains("Nothing was done."), "{}", stale.body);
        assert_eq!(app.visitor().get(&second).await.status, 200);

        let stands = officer.get(&format!("{ROOM}/test")).await.attribute("input[name=stands]", "value").unwrap();
        let stopped = officer.post(&format!("{ROOM}/test/stop"), &[("stands", &stands)]).await;
        assert_eq!(stopped.status, 303);
        assert_has_ended(&app.visitor().get(&second).await);
        let never = app.visitor().get("/test/AAAAAAAAAAAAAAAAAAAAAA").await;
        assert_eq!(never.body, app.visitor().get(&second).await.body, "it does not tell that there was one");
    }

    async fn what_was_typed_stays_when_the_questions_move_meanwhile(app: TestApp) {
        let (app, mut officer, link) = linked(app).await;
        let mut tester = app.visitor();
        let before = tester.open(&format!("{link}/respond")).await;
        let nature = to_nature(&mut tester, &link, "For the waders").await;

        step(&mut officer, "question-down why").await;
        let moved = tester.get(&format!("{link}/respond/nature")).await;
        assert!(moved.body.contains("For the waders"), "{}", moved.body);
        let mut late = app.visitor();
        late.submit(&before, &[("coast", "yes"), ("why", "For the dunes")]).await;
        let carried = late.get(&format!("{link}/respond/nature")).await;
        assert!(carried.body.contains("For the dunes"), "{}", carried.body);

        for taken in ["question-up matters", "question-up matters", "page-remove nature"] {
            step(&mut officer, taken).await;
        }
        let led = tester.submit(&nature, &[("matters", "ponds")]).await;
        assert_eq!(led.location().as_deref(), Some(format!("{link}/respond/check").as_str()), "{}", led.body);
        let check = tester.open(&led.location().unwrap()).await;
        assert_eq!(tester.submit(&check, &[]).await.status, 303);
        assert_eq!(tester.get(&format!("{link}/respond/nature")).await.status, 303);
        assert_eq!(late.post(&format!("{link}/respond/nature"), &[("matters", "ponds")]).await.status, 404);
    }

    async fn a_test_is_sent_once_and_what_comes_too_late_begins_another(app: TestApp) {
        let (app, _, link) = linked(app).await;
        let mut tester = app.visitor();
        let check = to_check(&mut tester, &link).await;
        assert_eq!(tester.submit(&check, &[("remark", REMARK)]).await.status, 303);

        let same = tester.submit(&check, &[("remark", REMARK)]).await;
        assert_eq!(same.location().as_deref(), Some(format!("{link}/respond/receipt").as_str()));
        let other = tester.submit(&check, &[("remark", "And the last page is long.")]).await;
        assert_eq!(other.status, 409);
        assert!(main_of(&other).contains("And the last page is long."));
        assert_eq!(test_count(&app).await, TestCount { begun: 1, sent: 1 });
        tester.submit(&other, &[]).await;
        let check = to_check(&mut tester, &link).await;
        assert!(main_of(&check).contains("And the last page is long."), "{}", check.body);
        let long = tester.submit(&check, &[("remark", &"long ".repeat(401))]).await;
        assert_eq!(long.status, 422);
        assert!(main_of(&tester.get(&format!("{link}/respond/check")).await).contains("long long"));
        let outdated = tester.submit(&check, &[("digest", "00"), ("remark", "")]).await;
        assert_eq!(outdated.status, 409);
        assert_eq!(test_count(&app).await, TestCount { begun: 2, sent: 1 });
    }

    async fn a_test_is_come_back_to_by_its_own_link(app: TestApp) {
        let (app, _, link) = linked(app).await;
        let mut tester = app.visitor();
        let you = tester.open(&format!("{link}/respond")).await;
        let saved = tester.submit(&you, &[("coast", "no"), ("save", "yes")]).await;
        let saved = tester.open(&saved.location().unwrap()).await;
        assert_eq!(saved.count("input[type=email]"), 0);
        let back = saved.text(".fm-long-link").unwrap();
        let back = &back[back.find("/test/").unwrap()..];

        let mut elsewhere = app.visitor();
        let offer = elsewhere.get(back).await;
        let carried = elsewhere.submit(&offer, &[]).await;
        assert_eq!(carried.status, 303);
        let you = elsewhere.get(&format!("{link}/respond/you")).await;
        assert_eq!(you.attribute("input[checked]", "value").as_deref(), Some("no"));
        let stranger = app.visitor().get(&format!("{link}/resume/AAAAAAAAAAAAAAAAAAAAAA")).await;
        assert_eq!(stranger.status, 404);
    }

    async fn an_email_address_that_a_tester_gives_is_not_kept(app: TestApp) {
        let mut asked = serde_json::to_value(questionnaire()).unwrap();
        let contact = json!({ "updates_label": "Send me news", "interview_label": "Ask me for an interview" });
        let question = json!({ "id": "news", "text": "Do you want news?", "kind": { "contact": contact } });
        asked["pages"][1]["questions"].as_array_mut().unwrap().push(question);
        let app = app.with_questionnaire(read(&asked)).await;
        let mut officer = app.staff(Role::Strategist).await;
        fill(&mut officer, "/questions/coast", &[("text", "Do you go to the coast?")]).await;
        let link = make_link(&mut officer).await;
        let mut tester = app.visitor();

        let nature = to_nature(&mut tester, &link, "").await;
        let names = nature.attributes("main form input", "name");
        let name = |part: &str| names.iter().find(|name| name.ends_with(part)).unwrap().as_str();
        let fields = [("matters", "ponds"), (name("email"), "tester@example.org"), (name("updates"), "yes")];
        let next = tester.submit(&nature, &fields).await;
        let check = tester.open(&next.location().unwrap()).await;
        assert!(main_of(&check).contains("tester@example.org"));
        assert_eq!(tester.submit(&check, &[]).await.status, 303);

        let list = officer.get(&format!("{ROOM}/test")).await;
        let shown = main_of(&officer.get(&list.attribute("tbody a", "href").unwrap()).await);
        assert!(shown.contains("Not kept from a test") && !shown.contains("tester@example.org"), "{shown}");
    }

    async fn a_draft_takes_so_many_test_responses_and_no_more_until_some_are_deleted(app: TestApp) {
        let (app, mut officer, link) = linked(app).await;
        let mut tester = app.visitor();
        let you = tester.open(&format!("{link}/respond")).await;
        fill_up(&app).await;

        let refused = tester.submit(&you, &[("coast", "yes")]).await;
        assert_eq!(refused.status, 409);
        let words = main_of(&refused);
        assert!(words.contains("This test has enough answers") && words.contains("yes"), "{words}");
        assert!(main_of(&tester.get(&link).await).contains("This test has enough answers"));

        let page = officer.get(&format!("{ROOM}/test/delete")).await;
        assert!(main_of(&page).contains("Delete 500 test responses?"), "{}", page.body);
        assert_eq!(officer.submit(&page, &[("shown", "499")]).await.status, 409);
        assert_eq!(officer.submit(&page, &[]).await.status, 303);
        assert_eq!(test_count(&app).await, TestCount::default());
        assert_eq!(tester.submit(&you, &[("coast", "yes")]).await.status, 303);
    }
}

/// Adds as many test responses as a draft takes.
async fn fill_up(app: &TestApp) {
    let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap().id;
    let state = app.state.clone();
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move {
            for number in 0_u32..500 {
                let id = domain::ids::TestResponseId::new(&*state.clock, &*state.entropy);
                let response = TestResponse { id, consultation, order: None, language: None, remark: None };
                let hash = number.to_be_bytes();
                write.add_test_response(&response, &hash, 500, state.clock.now()).await?;
            }
            Ok::<(), StoreError>(())
        })
    });
    work.await.unwrap();
}
