//! Panels that are pooled by a decision of the plan: writing it, its figures for staff and for everybody, and trying other weights.

use app::runs::Worked;
use domain::{meeting::MinutesStatus, question::Question};
use engines::on_both_engines;
use serde_json::Value;
use store::Version;
use support::{TestApp, Visitor};

use super::{
    Given, choose, choose_all,
    minutes::add_meetings,
    publishing::{PUBLIC, publish},
    runs::{answered_by, at, newest, sign, two, work, write_plan},
    weighing::residents,
};

/// What two panels weigh, who decided it and where.
const DECIDED: [(&str, &str); 9] = [
    ("weight.resident", "60"),
    ("least.resident", "40"),
    ("most.resident", "80"),
    ("weight.land-manager", "40"),
    ("least.land-manager", ""),
    ("most.land-manager", ""),
    ("decided-by", "The board, after hearing both groups."),
    ("meeting.at", "2024-03-04-board"),
    ("item", "item 4, weights"),
];

/// What is changed of a decision, the field where that is told, and some of the words.
type Case = (&'static [(&'static str, &'static str)], &'static str, &'static str);

/// Residents and so many land managers, of whom somebody chose each habitat.
fn people(version: &Version, managers: usize) -> Vec<Given> {
    let habitats: Vec<String> = version
        .questionnaire
        .question("habitats-chosen")
        .map(|question: &Question| question.kind.options().iter().filter(|option| option.priority.is_some()))
        .unwrap()
        .map(|option| option.id.clone())
        .collect();
    let chosen = |place: usize, step: usize| {
        let first = &habitats[place % habitats.len()];
        let second = &habitats[place * step / habitats.len() % 3];
        ("habitats-chosen", choose_all(&[first, second]))
    };
    let mut all = residents(version);
    for (place, given) in all.iter_mut().enumerate() {
        given.retain(|(question, _)| *question != "habitats-chosen");
        given.push(chosen(place, 1));
    }
    all.extend((0..managers).map(|place| vec![("responding-as", choose("land-manager")), chosen(place, 2)]));
    all
}

/// A site with answers of residents and so many land managers, a meeting, and two people who may weigh.
async fn planned(app: TestApp, managers: usize) -> (TestApp, Visitor, Visitor) {
    let app = answered_by(app, |version| people(version, managers)).await;
    add_meetings(&app, &[(4, MinutesStatus::Approved, "Board"), (18, MinutesStatus::Draft, "Board")]).await;
    let (strategist, administrator) = two(&app).await;
    (app, strategist, administrator)
}

/// Signs a plan with this decision, and runs it.
async fn run(app: &TestApp, (one, other): (&mut Visitor, &mut Visitor), decided: &[(&str, &str)]) {
    let written = write_plan(one, decided).await;
    assert_eq!(written.location(), Some(at("plan")), "{}", written.body);
    sign(one).await;
    sign(other).await;
    one.post(&at("freeze/new"), &[]).await;
    one.post(&at("runs/new"), &[]).await;
    assert_eq!(work(app).await, Worked::OnOne);
    assert_eq!(newest(app).await.failure, None);
}

on_both_engines! {
    async fn weights_between_groups_are_part_of_what_two_people_sign(app: TestApp) {
        let (_, mut strategist, mut administrator) = planned(app, 60).await;
        let empty = strategist.get(&at("plan")).await;
        assert_eq!(empty.count("details input[name='weight.resident']"), 1, "it is folded where nothing is pooled");
        assert_eq!(empty.count("select[name='meeting.at'] option[value='2024-03-18-board']"), 0, "a draft is no record");
        write_plan(&mut strategist, &DECIDED).await;
        let page = strategist.get(&at("plan")).await;
        assert_eq!(page.attribute("input[name='weight.land-manager']", "value").as_deref(), Some("40"));
        assert_eq!(page.attribute("input[name='most.land-manager']", "value").as_deref(), Some("100"));
        assert_eq!(page.attribute("select[name='meeting.at'] option[selected]", "value").as_deref(), Some("2024-03-04-board"));
        sign(&mut strategist).await;
        let page = sign(&mut administrator).await;
        let main = page.text("main").unwrap();
        for words in ["60 in 100; anything from 40 to 80 could be defended", "The board, after hearing both groups.", "4 March 2024, Board", "item 4, weights"] {
            assert!(main.contains(words), "{words}: {main}");
        }
        assert_eq!(page.count("a[href='/meetings/2024-03-04-board']"), 1);
    }

    async fn a_pooling_that_makes_no_sense_is_refused_beside_the_field_with_what_was_typed(app: TestApp) {
        let (_, mut strategist, _) = planned(app, 60).await;
        let cases: [Case; 10] = [
            (&[("weight.land-manager", "30")], "weight-resident", "The weights should add up to 100. They add up to 90"),
            (&[("weight.land-manager", "")], "weight-visitor", "Give at least 2 groups a weight, or leave everything about pooling blank"),
            (&[("weight.land-manager", "forty")], "weight-land-manager", "Use a whole number"),
            (&[("weight.land-manager", ""), ("least.land-manager", "10")], "weight-land-manager", "Answer"),
            (&[("least.resident", "70")], "least-resident", "must be 60 or less"),
            (&[("most.resident", "50")], "most-resident", "must be 60 or more"),
            (&[("decided-by", " ")], "decided-by", "Answer"),
            (&[("meeting.at", "")], "meeting-at", "Answer"),
            (&[("meeting.at", "2024-03-18-board")], "meeting-at", "Choose one of the answers offered"),
            (&[("item", "")], "item", "Answer"),
        ];
        for (changes, anchor, words) in cases {
            let mut fields = DECIDED.to_vec();
            fields.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
            fields.extend(changes);
            let page = write_plan(&mut strategist, &fields).await;
            assert_eq!(page.status, 422, "{changes:?}");
            let said = page.text(&format!(".govuk-error-summary a[href='#{anchor}']"));
            assert!(said.as_ref().is_some_and(|said| said.contains(words)), "{changes:?}: {:?}", page.text(".govuk-error-summary"));
            assert_eq!(page.count(".govuk-error-summary li"), 1, "{changes:?}: {:?}", page.text(".govuk-error-summary"));
            for (name, value) in changes.iter().filter(|(name, _)| name.starts_with("weight")) {
                assert_eq!(page.attribute(&format!("input[name='{name}']"), "value").as_deref(), Some(*value));
            }
            assert_eq!(page.count("details input[name='weight.resident']"), 0, "nothing wrong is folded away");
        }
        let none = DECIDED.map(|(name, value)| (name, if name == "meeting.at" { "none" } else { value }));
        assert_eq!(write_plan(&mut strategist, &none).await.location(), Some(at("plan")));
    }

    async fn groups_stand_apart_first_and_pooled_after_them_for_staff_and_for_everybody(app: TestApp) {
        let (app, mut strategist, mut administrator) = planned(app, 60).await;
        run(&app, (&mut strategist, &mut administrator), &DECIDED).await;
        let page = strategist.get(&at("runs/1")).await;
        let main = page.text("main").unwrap();
        let place = |words: &str| main.find(words).unwrap_or_else(|| panic!("{words}: {main}"));
        assert!(place("Others who responded") < place("Groups pooled"));
        for words in ["are a decision about whose view counts, and not a fact", "within the agreed limits", "Try other weights", "item 4, weights"] {
            place(words);
        }
        publish(&mut strategist, &mut administrator, 1, "").await;

        let mut anybody = app.visitor();
        let page = anybody.get(PUBLIC).await;
        let main = page.text("main").unwrap();
        let place = |words: &str| main.find(words).unwrap_or_else(|| panic!("{words}: {main}"));
        assert!(place("Others who responded") < place("Groups pooled"));
        assert!(place("Groups pooled") < place("What other weights would give"));
        assert_eq!(page.count("a[href='/meetings/2024-03-04-board']"), 1);
        assert_eq!(page.count("svg[aria-labelledby^='pool-title']"), 1);
        let released: Value = serde_json::from_str(&anybody.get(&format!("{PUBLIC}/1/results.json")).await.body).unwrap();
        let pool = &released["results"]["pool"];
        let number = |value: &Value| value.as_f64().unwrap();
        let share = 0.6 * number(&pool["panels"][0]["shares"][0]) + 0.4 * number(&pool["panels"][1]["shares"][0]);
        assert!((share - number(&pool["figures"]["shares"][0])).abs() < 1e-9);
        let table = anybody.get(&format!("{PUBLIC}/1/panels.csv")).await;
        assert!(table.body.starts_with("priority,share_resident,share_land-manager,pooled,range_from"), "{}", table.body);
        let rows = ["priorities", "withheld"].map(|list| pool[list].as_array().unwrap().len());
        assert_eq!(table.body.lines().count(), 1 + rows[0] + rows[1]);
    }

    async fn other_weights_are_tried_on_the_same_page(app: TestApp) {
        let (app, mut strategist, mut administrator) = planned(app, 60).await;
        run(&app, (&mut strategist, &mut administrator), &DECIDED).await;
        publish(&mut strategist, &mut administrator, 1, "").await;
        let mut anybody = app.visitor();
        let page = anybody.get(PUBLIC).await;
        assert_eq!(page.attribute("input[name='weight.resident']", "value").as_deref(), Some("60"));
        assert!(!page.body.contains("These are not the decided weights"));

        let tried = anybody.get(&format!("{PUBLIC}/1?weight.resident=30&weight.land-manager=90")).await;
        assert_eq!(tried.status, 200);
        for words in ["These are not the decided weights", "Your weights add up to 120. They were brought to 100", "25.0%", "75.0%"] {
            assert!(tried.body.contains(words), "{words}: {}", tried.body);
        }
        assert_eq!(tried.attribute("input[name='weight.land-manager']", "value").as_deref(), Some("90"));
        let decided = anybody.get(&format!("{PUBLIC}/1?weight.resident=60&weight.land-manager=40")).await;
        assert!(decided.body.contains("These are the decided weights"));

        for (query, anchor) in [
            ("weight.resident=many&weight.land-manager=40", "weight-resident"),
            ("weight.resident=60", "weight-land-manager"),
            ("weight.resident=101&weight.land-manager=0", "weight-resident"),
            ("weight.resident=0&weight.land-manager=0", "weight-resident"),
        ] {
            for address in [format!("{PUBLIC}/1"), at("runs/1")] {
                let refused = strategist.get(&format!("{address}?{query}")).await;
                assert_eq!(refused.status, 422, "{address}?{query}");
                assert_eq!(refused.count(&format!(".govuk-error-summary a[href='#{anchor}']")), 1, "{}", refused.body);
                assert!(refused.body.contains("Groups pooled"), "the rest of the page stands");
            }
        }
        let elsewhere = anybody.get(&format!("{PUBLIC}/1?weight.other=5&page=2")).await;
        assert_eq!(elsewhere.status, 200);
    }

    async fn a_group_that_is_too_small_is_not_pooled_and_the_rest_stands(app: TestApp) {
        let (app, mut strategist, mut administrator) = planned(app, 9).await;
        run(&app, (&mut strategist, &mut administrator), &DECIDED).await;
        publish(&mut strategist, &mut administrator, 1, "").await;
        let mut anybody = app.visitor();
        for page in [strategist.get(&at("runs/1")).await, anybody.get(PUBLIC).await] {
            let main = page.text("main").unwrap();
            assert!(main.contains("The groups are not pooled: fewer than 10 of"), "{main}");
            assert!(!main.contains("Try other weights") && main.contains("Others who responded"), "{main}");
        }
        assert_eq!(anybody.get(&format!("{PUBLIC}/1/panels.csv")).await.status, 404);
    }

    async fn without_a_decision_nothing_is_pooled(app: TestApp) {
        let (app, mut strategist, mut administrator) = planned(app, 60).await;
        run(&app, (&mut strategist, &mut administrator), &[]).await;
        publish(&mut strategist, &mut administrator, 1, "").await;
        let mut anybody = app.visitor();
        for page in [strategist.get(&at("runs/1")).await, anybody.get(&format!("{PUBLIC}/1?weight.resident=1")).await] {
            assert_eq!(page.status, 200);
            assert!(!page.body.contains("ooled") && page.body.contains("Others who responded"), "{}", page.body);
        }
        let released = anybody.get(&format!("{PUBLIC}/1/results.json")).await.body;
        assert!(!released.contains("\"pool"), "{released}");
    }
}
