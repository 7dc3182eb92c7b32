//! The CSV of responses, read back as a spreadsheet would.

use std::{collections::BTreeMap, sync::atomic::Ordering};

use domain::{
    answer::{Answer, Outcome},
    ids::VersionId,
};
use engines::on_both_engines;
use store::{StoreError, Version};
use support::TestApp;

use super::{Given, SURVEY, add_responses, choose, choose_all, exports::rows, looking, make, signed_in, version};
use crate::log::Log;

on_both_engines! {
    async fn formulas_and_line_ends_in_answers_come_back_as_text(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        let nasty = ["=cmd|' /C calc'!A0", "say \"hi\", then\r\n=go;\u{2028}"];
        let texts = Answer::Texts(nasty.iter().map(|text| (*text).to_owned()).collect());
        let given: Given = vec![("responding-as", choose("resident")), ("species-named", texts)];
        let reference = add_responses(&app, &version, vec![given]).await.remove(0);

        let page = signed_in(&app, "strategist").await.get(&format!("{SURVEY}/responses.csv")).await;
        let rows = rows(&page);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0]["species-named.1"], format!("'{}", nasty[0]));
        assert_eq!(rows[0]["species-named.2"], nasty[1]);
        assert_eq!((&rows[0]["reference"], rows[0]["submitted"].as_str()), (&reference, "2026-06-15"));
        assert_eq!(page.headers.get("content-type").unwrap(), "text/csv; charset=utf-8; header=present");
        let file = page.headers.get("content-disposition").unwrap();
        assert_eq!(file, "attachment; filename=\"early-survey-responses.csv\"");
    }

    async fn the_files_of_a_demonstration_say_so_in_their_names(app: TestApp) {
        let app = app.with_early_survey().await;
        app.state.site.synthetic.store(true, Ordering::Relaxed);
        let mut staff = looking(&app, "strategist").await;
        for file in ["responses", "priorities"] {
            let page = staff.get(&format!("{SURVEY}/{file}.csv")).await;
            let name = page.headers.get("content-disposition").unwrap();
            assert_eq!(name, &format!("attachment; filename=\"demonstration-early-survey-{file}.csv\""));
        }
    }

    async fn the_four_states_of_a_question_are_told_apart(app: TestApp) {
        let app = app.with_early_survey().await;
        let first = version(&app).await;
        let chosen: Given = vec![("habitats-chosen", choose_all(&["ponds"]))];
        let old = add_responses(&app, &first, vec![chosen, Given::new()]).await;
        let mut second = Version { id: VersionId::new(&*app.state.clock, &*app.state.entropy), number: 2, ..first };
        let pages = &mut second.questionnaire.pages;
        pages.retain(|page| page.id != "habitats");
        pages[0].questions[0].id = "new-question".into();
        app.add_version(&second).await;
        let new = add_responses(&app, &second, vec![Given::new()]).await.remove(0);

        let page = signed_in(&app, "strategist").await.get(&format!("{SURVEY}/responses.csv")).await;
        let rows: BTreeMap<_, _> = rows(&page).into_iter().map(|row| (row["reference"].clone(), row)).collect();
        let state = |reference: &str, question: &str| rows[reference][&format!("{question}.state")].clone();
        assert_eq!([&old[0], &old[1], &new].map(|r| state(r, "habitats-chosen")), ["answered", "blank", "not-in-version"]);
        assert_eq!([&old[0], &new].map(|r| state(r, "new-question")), ["not-in-version", "blank"]);
        assert_eq!(["ponds", "woodland"].map(|o| rows[&old[0]][&format!("habitats-chosen.{o}")].as_str()), ["1", "0"]);
        assert_eq!(rows[&old[1]]["habitats-chosen.ponds"], "");
        assert_eq!(rows[&new]["version"], "2");
    }

    async fn a_question_that_routing_skipped_says_so_and_personal_ones_are_not_there(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        let (response, mut submission, receipt) = make(&app, &version, Given::new());
        submission.outcomes.insert("land-use".into(), Outcome::Skipped);
        let work = app.state.store.write(move |mut write| Box::pin(async move {
            write.add_draft(&response, &receipt.digest, receipt.submitted_at).await?;
            write.set_submitted(response.id, 0, &submission, &receipt).await
        }));
        let added: Result<(), StoreError> = work.await;
        added.unwrap();

        let page = signed_in(&app, "strategist").await.get(&format!("{SURVEY}/responses.csv")).await;
        let row = rows(&page).remove(0);
        assert_eq!(row["land-use.state"], "skipped");
        let personal = version.questionnaire.questions().filter(|question| question.kind.is_personal());
        for question in personal {
            assert!(row.keys().all(|name| !question.owns(name)), "{}", question.id);
        }
    }

    async fn who_takes_a_file_is_noted_with_their_account_and_without_answers(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        let texts = Answer::Texts(vec!["a canary".into()]);
        add_responses(&app, &version, vec![vec![("responding-as", choose("resident")), ("species-named", texts)]]).await;
        let mut visitor = looking(&app, "strategist").await;
        let account = app.state.store.find_account("strategist@example.org").await.unwrap().unwrap();

        let (log, lines) = Log::listen();
        visitor.get(&format!("{SURVEY}/responses.csv")).await;
        visitor.get(&format!("{SURVEY}/priorities.csv")).await;
        drop(lines);
        let noted = log.lines();
        let noted: Vec<_> = noted.iter().filter(|line| line.contains("somebody took a file")).collect();
        assert_eq!(noted.len(), 2, "{noted:?}");
        for (line, file) in noted.iter().zip(["responses", "priorities"]) {
            assert!(line.contains(&account.id.to_string()) && line.contains("early-survey") && line.contains(file), "{line}");
            assert!(!line.contains("canary") && !line.contains('@'), "{line}");
        }
    }

    async fn a_file_of_several_pieces_has_each_response_once_in_the_order_of_references(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        let mut expected = add_responses(&app, &version, vec![Given::new(); 1_001]).await;
        let page = signed_in(&app, "strategist").await.get(&format!("{SURVEY}/responses.csv")).await;
        let mut found: Vec<_> = rows(&page).into_iter().map(|row| row["reference"].clone()).collect();
        assert_ne!(found, expected);
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
    }
}
