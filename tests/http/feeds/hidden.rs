//! What is not public is in nothing that is read without opening pages, nor does it change any of it.

use chrono::TimeDelta;
use domain::{consultation::Consultation, ids::ConsultationId};
use engines::on_both_engines;
use store::StoreError;
use support::TestApp;

use super::{GROUP, read};
use crate::staff::{
    documents::{self, describe, give},
    meetings::{self, FIRST, PUBLIC, SECRETS, add_meeting, on_day, stored, with_group, write_minutes},
};

/// All that is read without opening pages.
const EVERYTHING: [&str; 10] = [
    "/feed.atom",
    "/groups/river-group/feed.atom",
    "/meetings.ics",
    "/groups/river-group/meetings.ics",
    "/sitemap.xml",
    "/api/v1/consultations",
    "/api/v1/meetings",
    "/api/v1/documents",
    "/api/v1/groups",
    "/api/v1/priorities",
];

async fn all(app: &TestApp) -> Vec<String> {
    let mut all = Vec::new();
    for address in EVERYTHING {
        all.push(read(app, address).await);
    }
    all
}

/// Adds a consultation whose questionnaire nobody has published.
async fn add_unpublished(app: &TestApp) {
    let now = app.state.clock.now();
    let id = ConsultationId::new(&*app.state.clock, &*app.state.entropy);
    let consultation: Consultation = demo::consultation::consultation(id, now - TimeDelta::weeks(9));
    let consultation = Consultation { slug: "not-yet".into(), title: "Not yet".into(), ..consultation };
    let work =
        app.state.store.write(move |mut write| Box::pin(async move { write.add_consultation(&consultation).await }));
    let added: Result<(), StoreError> = work.await;
    added.unwrap();
}

on_both_engines! {
    async fn what_is_written_and_not_published_changes_nothing(app: TestApp) {
        let mut editor = documents::with_note(&app).await;
        drop(editor);
        editor = with_group(&app).await;
        let before = all(&app).await;
        add_unpublished(&app).await;
        add_meeting(&mut editor, ("1", "6")).await;
        editor.post(&format!("{FIRST}/agenda/begin"), &[("from", "empty")]).await;
        stored(&mut editor, &format!("{FIRST}/agenda/items/new"), &[("title", "Voles"), ("readers", "everybody")]).await;
        describe(&mut editor, &format!("{}/new", documents::LIST), &[("title", "Secret plan")]).await;
        give(&mut editor, "/staff/documents/secret-plan", "plan.pdf", documents::PDF).await;
        give(&mut editor, documents::NOTE, "newer.pdf", documents::PDF).await;
        assert_eq!(all(&app).await, before);
        assert_eq!(app.visitor().get(&format!("{PUBLIC}/calendar.ics")).await.status, 404);

        editor.post(&format!("{FIRST}/announce"), &[]).await;
        let announced = all(&app).await;
        assert!(announced[2].contains("VEVENT") && announced[4].contains(PUBLIC), "{announced:?}");
        assert_eq!(announced[..2], before[..2], "no paper is out");
        editor = on_day(&app, 6, 3).await;
        write_minutes(&mut editor).await;
        assert_eq!(all(&app).await, announced, "minutes are written and not out");
    }

    async fn what_is_withheld_exempt_or_nameless_is_in_none_of_it(app: TestApp) {
        let mut editor = with_group(&app).await;
        add_meeting(&mut editor, ("1", "6")).await;
        editor.post(&format!("{FIRST}/agenda/begin"), &[("from", "empty")]).await;
        stored(&mut editor, &format!("{FIRST}/agenda/items/new"), &[("title", "Voles"), ("readers", "everybody")]).await;
        editor = on_day(&app, 6, 3).await;
        write_minutes(&mut editor).await;
        meetings::publish(&mut editor, &format!("{FIRST}/minutes"), &[("step", "unapproved")]).await;
        let mut texts = all(&app).await;
        texts.push(app.visitor().get(GROUP).await.body);
        texts.push(app.visitor().get(&format!("{PUBLIC}/minutes/1")).await.body);
        for (text, secret) in texts.iter().flat_map(|text| SECRETS.iter().map(move |secret| (text, secret))) {
            assert!(!text.to_lowercase().contains(&secret.to_lowercase()), "{secret}: {text}");
        }
        assert!(texts[0].contains("River Group minutes, 1 June 2026") && !texts[0].contains("Tenders"), "{}", texts[0]);
    }

    async fn a_consultation_that_has_not_opened_is_no_news_yet(app: TestApp) {
        let app = app.with_early_survey().await;
        assert!(read(&app, "/feed.atom").await.contains("early-survey"));
        app.clock.advance(-TimeDelta::weeks(2));
        assert!(!read(&app, "/feed.atom").await.contains("early-survey"));
    }
}
