//! Options in a random order: the same for one person on each page that is drawn, and kept with what they sent.

use std::collections::{BTreeMap, BTreeSet};

use domain::questionnaire::Questionnaire;
use engines::on_both_engines;
use serde_json::json;
use support::{Page, TestApp, Visitor};

use super::RESPOND;

const TREES: [&str; 6] = ["oak", "ash", "elm", "lime", "pear", "yew"];

/// Asks for a tree of six in a random order, with "another" at the end, and for words.
fn trees() -> Questionnaire {
    let mut options: Vec<_> = TREES.iter().map(|id| json!({ "id": id, "label": id })).collect();
    options.push(json!({ "id": "another", "label": "Another", "asks_words": true }));
    let tree = json!({ "id": "tree", "text": "Which tree?", "random_order": true,
        "kind": { "single_choice": { "options": options } } });
    let why = json!({ "id": "why", "text": "Why?", "kind": { "text": { "limit": 5 } } });
    serde_json::from_value(json!({ "pages": [{ "id": "trees", "title": "Trees", "questions": [tree, why] }] })).unwrap()
}

fn order(page: &Page) -> Vec<String> {
    page.attributes("input[name=tree]", "value")
}

async fn app_with_trees(app: TestApp) -> TestApp {
    app.with_questionnaire(trees()).await
}

/// Sends a response and gives its reference and the order that it was shown in.
async fn send(visitor: &mut Visitor) -> (String, Vec<String>) {
    let page = visitor.open(RESPOND).await;
    let shown = order(&page);
    let refused = visitor.submit(&page, &[("tree", "elm"), ("why", "too many words")]).await;
    assert_eq!((refused.status.as_u16(), order(&refused)), (422, shown.clone()));
    let next = visitor.submit(&refused, &[("why", "shade")]).await;
    assert!(next.location().unwrap().ends_with("/check"), "{}", next.body);
    assert_eq!(order(&visitor.get(&format!("{RESPOND}/trees")).await), shown);
    let check = visitor.get(&format!("{RESPOND}/check")).await;
    let receipt = visitor.submit(&check, &[]).await.location().unwrap();
    (visitor.open(&receipt).await.text("#reference").unwrap(), shown)
}

on_both_engines! {
    async fn each_person_sees_one_order_and_the_file_tells_which(app: TestApp) {
        let app = app_with_trees(app).await;
        let mut shown = BTreeMap::new();
        for _ in 0..5 {
            let (reference, order) = send(&mut app.visitor()).await;
            assert_eq!(order.last().unwrap(), "another");
            assert_eq!(order.iter().map(String::as_str).collect::<BTreeSet<_>>().len(), 7);
            shown.insert(reference, order.join(" "));
        }
        assert!(shown.values().collect::<BTreeSet<_>>().len() > 1, "{shown:?}");

        let mut staff = crate::staff::signed_in(&app, "strategist").await;
        let file = staff.get("/staff/consultations/early-survey/responses.csv").await;
        let mut reader = csv::Reader::from_reader(file.body.as_bytes());
        let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
        assert_eq!(rows.iter().map(|row| (row["reference"].clone(), row["tree.order"].clone())).collect::<BTreeMap<_, _>>(), shown);
        assert!(rows.iter().all(|row| row["tree"] == "elm" && !row.contains_key("why.order")));
    }

    async fn on_paper_and_for_staff_who_type_in_the_order_is_the_written_one(app: TestApp) {
        let app = app_with_trees(app).await;
        let paper = app.visitor().get("/consultations/early-survey/paper").await.text("main").unwrap();
        let (_, options) = paper.split_once("Which tree?").unwrap();
        let places: Vec<_> = TREES.iter().map(|tree| options.find(tree).expect("it is on the paper")).collect();
        assert!(places.is_sorted(), "{paper}");
        let mut staff = crate::staff::signed_in(&app, "strategist").await;
        let enter = staff.get("/staff/consultations/early-survey/enter").await;
        let given = [("channel", "paper"), ("received.day", "10"), ("received.month", "6"), ("received.year", "2026")];
        staff.submit(&enter, &given).await;
        let page = staff.open(RESPOND).await;
        assert_eq!(order(&page)[..6], TREES);
        assert_eq!(page.count("input[name=form-order]"), 0);
    }
}
