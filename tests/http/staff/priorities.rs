//! Priorities: written down by the team, read by everybody once they may, and led to from decisions, results and replies and back.

use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::permission::Role;
use engines::on_both_engines;
use serde_json::{Value, json};
use support::{Page, TestApp, Visitor};

use super::{
    meetings::{
        FIRST, PUBLIC as MEETING, add_meeting, on_day, publish as publish_record, send, stored, with_group,
        write_minutes,
    },
    publishing::{publish as publish_results, run_done},
    replies::publish as publish_reply,
};

const LIST: &str = "/staff/priorities";
/// Where programs read of priorities.
const API: &str = "/api/v1/priorities";
const NEW: &str = "/staff/priorities/new";
const PONDS: [(&str, &str); 4] = [
    ("code", "H03"),
    ("title", "Ponds and pools"),
    ("kind", "habitat"),
    ("about", "# Where\n\nIn *parks*<script>alert(1)</script>, with toads."),
];

/// Writes a priority down for everybody.
async fn add(staff: &mut Visitor, code: &str, title: &str) {
    let fields = [("code", code), ("title", title), ("kind", "habitat"), ("public", "yes")];
    assert_eq!(stored(staff, NEW, &fields).await, LIST);
}

/// Reads what programs read.
async fn data(app: &TestApp, address: &str) -> Value {
    let page = app.visitor().get(address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.body);
    serde_json::from_str(&page.body).unwrap()
}

async fn refused(staff: &mut Visitor, address: &str, fields: &[(&str, &str)], field: &str) -> Page {
    let page = send(staff, address, fields).await;
    let status = (page.status, page.count(&format!("#{field}-error")));
    assert_eq!(status, (StatusCode::UNPROCESSABLE_ENTITY, 1), "{fields:?}: {}", page.body);
    page
}

/// Expects that programs read what people read in the words of a page.
fn expect_same(told: &Value, words: &str) {
    let (asked, decision, reply) = (&told["asked"][0], &told["decisions"][0], &told["replies"][0]);
    assert_eq!(
        (&asked["slug"], &asked["phase"], &asked["figures"]["answered"]),
        (&json!("early-survey"), &json!("open"), &json!(420))
    );
    assert_eq!((&decision["course"], &reply["deed"]), (&json!("agreed"), &json!("changed")), "{told}");
    for said in
        [&told["title"], &asked["title"], &decision["words"], &decision["item"], &decision["meeting"], &reply["title"]]
    {
        assert!(words.contains(said.as_str().unwrap()), "{said}: {words}");
    }
    let shown = |share: &Value| format!("{:.1}", share.as_f64().unwrap() * 100.0);
    for share in [&asked["figures"]["weight"], &asked["figures"]["weight_from"], &asked["figures"]["weight_to"]] {
        assert!(words.contains(&shown(share)), "{share}: {words}");
    }
    assert!(!told.to_string().contains("Otter Lane"), "{told}");
}

on_both_engines! {
    async fn a_priority_is_for_staff_alone_until_everybody_may_read_of_it(app: TestApp) {
        let mut strategist = app.staff(Role::Strategist).await;
        assert_eq!(app.visitor().get("/priorities").await.count(".fm-empty"), 1);
        assert_eq!(stored(&mut strategist, NEW, &PONDS).await, LIST);
        let mut anybody = app.visitor();
        assert_eq!(anybody.get("/priorities/H03").await.status, StatusCode::NOT_FOUND);
        assert_eq!(anybody.get(&format!("{API}/H03")).await.status, StatusCode::NOT_FOUND);
        for place in ["/priorities", "/search?q=toads", "/sitemap.xml", API] {
            let page = anybody.get(place).await;
            assert!(!page.body.contains("H03") && !page.body.contains("Ponds and pools"), "{place}: {}", page.body);
        }

        assert_eq!(stored(&mut strategist, &format!("{LIST}/H03"), &[("public", "yes")]).await, LIST);
        let page = anybody.get("/priorities/H03").await;
        assert_eq!((page.text("h1").as_deref(), page.text(".fm-prose em").as_deref()), (Some("Ponds and pools"), Some("parks")));
        assert_eq!(page.count(".fm-prose script"), 0);
        for (place, link) in [("/priorities", "main a"), ("/search?q=toads", "main a")] {
            assert!(anybody.get(place).await.attributes(link, "href").contains(&"/priorities/H03".to_owned()), "{place}");
        }
        assert!(anybody.get("/sitemap.xml").await.body.contains("/priorities/H03</loc>"));
        let form = strategist.get(&format!("{LIST}/H03")).await;
        assert_eq!((form.count("[name=public]"), form.count("[formaction$='/remove']")), (0, 0), "it keeps its page");
    }

    async fn one_that_ends_says_since_when_and_why(app: TestApp) {
        let mut strategist = app.staff(Role::Strategist).await;
        add(&mut strategist, "H03", "Ponds").await;
        add(&mut strategist, "H04", "Hedges").await;
        let day = [("ended.day", "1"), ("ended.month", "3"), ("ended.year", "2024")];
        let address = format!("{LIST}/H03");
        let page = refused(&mut strategist, &address, &day, "reason").await;
        assert_eq!(page.attribute("#ended-year", "value").as_deref(), Some("2024"), "what was typed is kept");
        let undated = send(&mut strategist, &address, &[("reason", "It is part of wetlands.")]).await;
        assert_eq!(undated.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason without a day would be lost");
        assert_eq!(undated.count(".govuk-error-summary a[href='#ended-day']"), 1, "{}", undated.body);
        let [one, two, three] = day;
        assert_eq!(stored(&mut strategist, &address, &[one, two, three, ("reason", "It is part of wetlands.")]).await, LIST);
        let mut anybody = app.visitor();
        let page = anybody.get("/priorities/H03").await.text("main").unwrap();
        assert!(page.contains("It was one until 1 March 2024.") && page.contains("It is part of wetlands."), "{page}");
        let list = anybody.get("/priorities").await;
        assert_eq!(list.attributes("main li a", "href"), ["/priorities/H04", "/priorities/H03"]);
        assert!(list.text("main").unwrap().contains("No longer priorities"));
        let ended = json!({ "on": "2024-03-01", "reason": "It is part of wetlands." });
        let list = data(&app, API).await;
        let told: Vec<_> = list["items"].as_array().unwrap().iter().map(|one| (&one["code"], &one["ended"])).collect();
        assert_eq!(told, [(&json!("H03"), &ended), (&json!("H04"), &Value::Null)]);
        assert_eq!(data(&app, &format!("{API}/H03")).await["ended"], ended);
        app.clock.advance(-TimeDelta::days(4000));
        assert_eq!(data(&app, &format!("{API}/H03")).await["ended"], Value::Null, "its page does not say so before");
    }

    async fn what_is_missing_or_in_use_is_refused_beside_the_field(app: TestApp) {
        let mut strategist = app.staff(Role::Strategist).await;
        stored(&mut strategist, NEW, &PONDS).await;
        for (code, title, field) in [("", "Hedges", "code"), ("H 4", "Hedges", "code"), ("h03", "Hedges", "code"), ("New", "Hedges", "code"), ("H04", "", "title")] {
            let page = refused(&mut strategist, NEW, &[("code", code), ("title", title), ("kind", "habitat"), ("about", "Typed words")], field).await;
            assert!(page.text("#about").unwrap().contains("Typed words"));
        }
        let opened = strategist.get(&format!("{LIST}/H03")).await;
        stored(&mut strategist, &format!("{LIST}/H03"), &[("title", "Pools")]).await;
        let late = strategist.submit(&opened, &[("title", "Puddles")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_eq!(late.attribute("#title", "value").as_deref(), Some("Puddles"));
        let button = strategist.post(&format!("{LIST}/H03/remove"), &[("state", "0")]).await;
        assert_eq!(button.status, StatusCode::CONFLICT, "it was changed since");
        assert_eq!(strategist.post(&format!("{LIST}/H03/remove"), &[("state", "1")]).await.location().as_deref(), Some(LIST));
        assert_eq!(strategist.get(&format!("{LIST}/H03")).await.status, StatusCode::NOT_FOUND);
    }

    async fn one_moves_up_among_its_kind(app: TestApp) {
        let mut strategist = app.staff(Role::Strategist).await;
        for code in ["H1", "H2"] {
            add(&mut strategist, code, "Ponds").await;
        }
        let list = strategist.get(LIST).await;
        assert_eq!(list.attributes("form[action$='/up']", "action"), [format!("{LIST}/H2/up")]);
        strategist.post(&format!("{LIST}/H2/up"), &[]).await;
        assert_eq!(app.visitor().get("/priorities").await.attributes("main li a", "href"), ["/priorities/H2", "/priorities/H1"]);
    }

    async fn a_stranger_goes_from_a_decision_to_its_priority_its_weighting_what_was_done_and_back(app: TestApp) {
        with_group(&app).await;
        let (app, mut strategist, mut administrator) = run_done(app).await;
        publish_results(&mut strategist, &mut administrator, 1, "").await;
        let form = strategist.get("/staff/consultations/early-survey/replies/new").await;
        let code = form.attributes("input[name='priorities']", "value").remove(0);
        publish_reply(&mut strategist, 1, &[("priorities", &code)]).await;
        add(&mut strategist, &code, "Ponds").await;
        let hidden = [("code", "H99"), ("title", "A secret plan"), ("kind", "action")];
        stored(&mut strategist, NEW, &hidden).await;
        let mut editor = on_day(&app, 6, 3).await;
        add_meeting(&mut editor, ("1", "6")).await;
        editor.post(&format!("{FIRST}/agenda/begin"), &[("from", "empty")]).await;
        let item = [("title", "Water voles"), ("readers", "everybody")];
        stored(&mut editor, &format!("{FIRST}/agenda/items/new"), &item).await;
        write_minutes(&mut editor).await;
        let about = format!("{FIRST}/minutes/decisions/1");
        let survey = editor.get(&about).await.attribute("input[name='consultations']", "value").unwrap();
        let chosen = [("priorities", code.as_str()), ("priorities", "H99"), ("consultations", &survey)];
        stored(&mut editor, &about, &chosen).await;
        let priority = format!("/priorities/{code}");
        let mut anybody = app.visitor();
        assert!(!anybody.get(&priority).await.body.contains("Fence the ponds"), "nothing is said before the minutes are out");
        publish_record(&mut editor, &format!("{FIRST}/minutes"), &[("step", "unapproved")]).await;

        let meeting = anybody.get(MEETING).await;
        assert_eq!(meeting.count(&format!("#decision-1 a[href='{priority}']")), 1, "{}", meeting.body);
        assert!(!meeting.body.contains("A secret plan"), "a priority of staff is named nowhere");
        for ending in ["txt", "json"] {
            let files = meeting.attributes("main a", "href");
            let file = files.iter().find(|href| href.ends_with(ending)).unwrap_or_else(|| panic!("{files:?}"));
            let file = anybody.get(file).await.body;
            assert!(file.contains(&code) && !file.contains("H99"), "{ending}: {file}");
        }
        let page = anybody.get(&priority).await;
        let leads_to = page.attributes("main a", "href");
        for link in [
            format!("{MEETING}/minutes#decision-1"),
            format!("/consultations/early-survey/results/1#priority-{code}"),
            "/consultations/early-survey/replies#reply-1".to_owned(),
            "/consultations/early-survey".to_owned(),
        ] {
            assert!(leads_to.contains(&link), "{link}: {}", page.body);
        }
        let words = page.text("main").unwrap();
        for said in ["Agreed: Fence the ponds, but not", "420 residents answered", "weight ", "Changed"] {
            assert!(words.contains(said), "{said}: {words}");
        }
        assert!(!words.contains("Otter Lane"), "what is withheld is withheld here too");
        expect_same(&data(&app, &format!("{API}/{code}")).await, &words);
        let results = anybody.get("/consultations/early-survey/results/1").await;
        assert_eq!(results.count(&format!("a#priority-{code}[href='{priority}']")), 1);
        let consultation = anybody.get("/consultations/early-survey").await;
        assert!(consultation.attributes("main a", "href").contains(&format!("{MEETING}/minutes#decision-1")), "{}", consultation.body);
        assert!(consultation.text("main").unwrap().contains("Fence the ponds"));
    }
}
