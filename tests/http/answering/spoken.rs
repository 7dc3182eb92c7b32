//! Answering in another language: chosen on any page, kept with the draft, and answers that are the same in every language.

use domain::{language::Language, questionnaire::Questionnaire};
use engines::on_both_engines;
use serde_json::{Value, json};
use support::{TestApp, Visitor};

use super::RESPOND;

const PUBLIC: &str = "/consultations/early-survey";

/// A choice that is wholly translated into Arabic and Polish, and a text that is not translated.
fn asked() -> Questionnaire {
    let said = |text: &str, oak: &str, ash: &str| {
        let of = |of: &str, text: &str| json!({ "of": of, "text": text });
        json!({ "text": of("Which tree?", text), "option.oak.label": of("Oak", oak), "option.ash.label": of("Ash", ash) })
    };
    let translations = json!({ "ar": said("أي شجرة؟", "بلوط", "دردار"), "pl": said("Które drzewo?", "Dąb", "Jesion") });
    let options = json!([{ "id": "oak", "label": "Oak" }, { "id": "ash", "label": "Ash" }]);
    let tree = json!({ "id": "tree", "text": "Which tree?", "required": true, "translations": translations,
        "kind": { "single_choice": { "options": options } } });
    let why = json!({ "id": "why", "text": "Why?", "kind": { "text": { "limit": 20 } } });
    let head = json!({ "pl": { "title": { "of": "Trees", "text": "Drzewa" } } });
    let page = |id: &str, title: &str, questions: &[Value], translations: Value| json!({ "id": id, "title": title, "questions": questions, "translations": translations });
    let pages = [page("trees", "Trees", &[tree], head), page("more", "More", &[why], json!({}))];
    serde_json::from_value(json!({ "pages": pages })).unwrap()
}

async fn sent(visitor: &mut Visitor) -> String {
    let check = visitor.get(&format!("{RESPOND}/check")).await;
    let receipt = visitor.submit(&check, &[]).await.location().unwrap();
    visitor.open(&receipt).await.text("#reference").unwrap()
}

on_both_engines! {
    async fn a_language_is_chosen_on_the_first_page_and_stays_until_the_end(app: TestApp) {
        let app = app.with_questionnaire(asked()).await;
        let mut visitor = app.visitor();
        let public = visitor.get(PUBLIC).await;
        assert_eq!(public.attributes("main a[hreflang]", "href"), [format!("{RESPOND}?language=ar"), format!("{RESPOND}?language=pl")]);

        let first = visitor.open(&format!("{RESPOND}?language=pl")).await;
        assert_eq!(first.text("[lang=pl] legend").as_deref(), Some("Które drzewo?"));
        assert_eq!(first.text("[lang=pl] h1").as_deref(), Some("Drzewa"));
        let refused = visitor.submit(&first, &[]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text(".govuk-error-summary").unwrap().contains("Które drzewo?"), "{}", refused.body);
        let next = visitor.submit(&refused, &[("tree", "oak")]).await;
        let more = visitor.open(&next.location().unwrap()).await;
        assert_eq!((more.count("[lang=pl] label"), more.text("main label").as_deref()), (0, Some("Why?")));
        visitor.submit(&more, &[("why", "cień")]).await;
        let check = visitor.get(&format!("{RESPOND}/check")).await;
        assert_eq!((check.text("dt[lang=pl]").as_deref(), check.text("dd[lang=pl]").as_deref()), (Some("Które drzewo?"), Some("Dąb")));
        let reference = sent(&mut visitor).await;

        let stored = app.state.store.find_response(&reference).await.unwrap().unwrap();
        assert_eq!(stored.response.language, Some(Language::Polish));
        assert_eq!(stored.outcomes["tree"].answer().unwrap().option(), Some("oak"));
        let mut staff = crate::staff::signed_in(&app, "strategist").await;
        let file = staff.get("/staff/consultations/early-survey/responses.csv").await;
        let mut reader = csv::Reader::from_reader(file.body.as_bytes());
        let row: std::collections::BTreeMap<String, String> = reader.deserialize().next().unwrap().unwrap();
        assert_eq!((row["read_in"].as_str(), row["tree"].as_str()), ("pl", "oak"));
    }

    async fn a_button_stores_what_was_typed_and_shows_the_same_page_in_another_language(app: TestApp) {
        let app = app.with_questionnaire(asked()).await;
        let mut visitor = app.visitor();
        let english = visitor.open(RESPOND).await;
        assert_eq!(english.attributes("button[name=read_in]", "value"), ["ar", "pl"]);
        assert_eq!(english.attribute("button[value=ar]", "form").as_deref(), Some("page-form"));

        let turned = visitor.submit(&english, &[("tree", "ash"), ("read_in", "ar")]).await;

        let arabic = visitor.open(&turned.location().unwrap()).await;
        assert_eq!(arabic.text("[lang=ar][dir=rtl] legend").as_deref(), Some("أي شجرة؟"));
        assert_eq!(arabic.text("h1").as_deref(), Some("Trees"), "a head that is not translated stays in English");
        assert_eq!(arabic.attribute("input[checked]", "value").as_deref(), Some("ash"));
        let back = visitor.submit(&arabic, &[("read_in", "en-GB")]).await;
        assert_eq!(visitor.open(&back.location().unwrap()).await.text("legend").as_deref(), Some("Which tree?"));
        visitor.submit(&arabic, &[]).await;
        let again = visitor.get(&format!("{RESPOND}/trees")).await;
        assert_eq!(again.text("legend").as_deref(), Some("أي شجرة؟"), "a page that was open in Arabic goes on in Arabic");
    }

    async fn a_language_that_nobody_translated_into_is_english(app: TestApp) {
        let app = app.with_questionnaire(asked()).await;
        for language in ["cy", "xx", "%00"] {
            let page = app.visitor().open(&format!("{RESPOND}?language={language}")).await;
            assert_eq!(page.text("legend").as_deref(), Some("Which tree?"), "{language}");
        }
        let mut visitor = app.visitor();
        let page = visitor.open(RESPOND).await;
        let next = visitor.submit(&page, &[("tree", "oak"), ("drawn_in", "xx")]).await;
        let more = visitor.open(&next.location().unwrap()).await;
        assert_eq!(more.text("main label").as_deref(), Some("Why?"));
    }

    async fn a_consultation_in_english_alone_says_nothing_of_languages(app: TestApp) {
        let app = app.with_early_survey().await;
        let page = app.visitor().open(RESPOND).await;
        assert_eq!((page.count("button[name=read_in]"), page.count("input[name=drawn_in]")), (0, 0));
        assert_eq!(app.visitor().get(PUBLIC).await.count("a[hreflang]"), 0);
    }

    async fn the_paper_is_there_in_each_language(app: TestApp) {
        let app = app.with_questionnaire(asked()).await;
        let paper = app.visitor().get(&format!("{PUBLIC}/paper?language=pl")).await;
        let words = paper.text("main").unwrap();
        assert!(words.contains("Które drzewo?") && words.contains("Jesion") && words.contains("Why?"), "{words}");
        assert_eq!(paper.attributes("main a[hreflang]", "href"), [format!("{PUBLIC}/paper?language=ar")]);
    }
}
