//! The weighting page and its file: a result, and a refusal.

use demo::margins::{AGE_BANDS, AREAS, SEXES, margins};
use domain::{answer::Answer, mark::Mark};
use engines::on_both_engines;
use store::{MarginLevel, StoreError};
use support::{Page, TestApp};

use super::{Given, PASSWORD, SURVEY, add_account, add_responses, choose, choose_all, looking, version};
use crate::log::Log;

pub(super) async fn add_margins(app: &TestApp) {
    let margins = margins();
    let levels = margins.by_name().into_iter().flat_map(|(name, levels)| {
        levels
            .iter()
            .zip(1..)
            .map(move |(level, place)| MarginLevel {
                name: name.into(),
                level: level.name.into(),
                label: level.name.into(),
                count: level.people.into(),
                place,
                source: "Census 2021".into(),
            })
            .collect::<Vec<_>>()
    });
    let levels: Vec<_> = levels.collect();
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move {
            for level in &levels {
                write.add_margin_level(level).await?;
            }
            Ok(())
        })
    });
    let added: Result<(), StoreError> = work.await;
    added.unwrap();
}

/// Five residents for each age, sex and area; those of 75 and over choose ponds, all others woodland.
pub(super) fn residents(version: &store::Version) -> Vec<Given> {
    let option = |margin: &str, level: &str| -> Answer {
        let question = version.questionnaire.question(&version.questionnaire.roles.margins[margin]).unwrap();
        let option = question.kind.options().iter().find(|option| option.stands_for.as_deref() == Some(level));
        choose(&option.unwrap().id)
    };
    let mut all = Vec::new();
    for age in AGE_BANDS {
        for sex in SEXES {
            for (area, _) in AREAS {
                let habitat = if age == "75+" { "ponds" } else { "woodland" };
                let given: Given = vec![
                    ("responding-as", choose("resident")),
                    ("age-band", option("age_band", age)),
                    ("sex", option("sex", sex)),
                    ("council-area", option("area_code", area)),
                    ("habitats-chosen", choose_all(&[habitat])),
                ];
                all.extend(std::iter::repeat_n(given, 5));
            }
        }
    }
    all
}

/// A row of the file by its columns.
type Row = std::collections::BTreeMap<String, String>;

/// Finds the row of an answer in the file.
fn find(file: &Page, question: &str, option: &str) -> Row {
    let mut reader = csv::Reader::from_reader(file.body.as_bytes());
    let mut rows = reader.deserialize().map(|row| -> Row { row.unwrap() });
    rows.find(|row| row["question"] == question && row["option"] == option).unwrap()
}

on_both_engines! {
    async fn residents_are_weighted_beside_unweighted_with_what_it_costs(app: TestApp) {
        let app = app.with_early_survey().await;
        add_margins(&app).await;
        let version = version(&app).await;
        let mut all = residents(&version);
        let farmer: Given = vec![("responding-as", choose("land-manager")), ("habitats-chosen", choose_all(&["ponds"]))];
        all.extend(std::iter::repeat_n(farmer, 9));
        add_responses(&app, &version, all).await;
        let mut visitor = looking(&app, "auditor").await;

        let page = visitor.get(&format!("{SURVEY}/weighting")).await;
        assert_eq!(page.text(".fm-facts__number").as_deref(), Some("420"));
        assert_eq!(page.text(".fm-figure tbody th").as_deref(), Some("Woods and trees"));
        for words in ["Of the people who chose to respond, 420 of 420 residents", "Provisional", "fewer than 10", "Census 2021"] {
            assert!(page.body.contains(words), "{words}");
        }
        assert!(!page.body.contains(" style=") && !page.body.contains("margin of error"));

        let file = visitor.get(&format!("{SURVEY}/priorities.csv")).await;
        let ponds = find(&file, "habitats-chosen", "ponds");
        let people: Vec<f64> = margins().age_band.iter().map(|level| f64::from(level.people)).collect();
        let expected = people[6] / people.iter().sum::<f64>();
        assert!((ponds["weighted"].parse::<f64>().unwrap() - expected).abs() < 1e-6, "{ponds:?}");
        assert!((ponds["unweighted"].parse::<f64>().unwrap() - 1.0 / 7.0).abs() < 1e-6);
    }

    async fn marks_are_counted_among_the_residents_on_whom_the_figures_rest(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        let mut all: Vec<Given> = vec![vec![("responding-as", choose("resident"))]; 7];
        all.extend(vec![vec![("responding-as", choose("land-manager"))]; 3]);
        let references = add_responses(&app, &version, all).await;
        for reference in &references[6..] {
            let response = app.state.store.find_response(reference).await.unwrap().unwrap().response.id;
            let work = app.state.store.write(move |mut write| {
                Box::pin(async move { write.add_marks(response, &[Mark::HiddenField]).await })
            });
            let added: Result<(), StoreError> = work.await;
            added.unwrap();
        }
        let mut visitor = looking(&app, "auditor").await;

        let page = visitor.get(&format!("{SURVEY}/weighting")).await;
        let main = page.text("main").unwrap();
        assert!(main.contains("Of the responses of 7 residents on whom these figures rest, 1 has a mark of how it came."), "{main}");
        let link = page.attribute("main p a[href*='mark=any']", "href").unwrap();
        assert_eq!(visitor.get(&link).await.text(".fm-count").as_deref(), Some("1 response"));
    }

    async fn answers_are_weighed_once_for_all_who_look_until_one_more_comes(app: TestApp) {
        let app = app.with_early_survey().await;
        add_margins(&app).await;
        let version = version(&app).await;
        add_responses(&app, &version, residents(&version)).await;
        let (mut auditor, mut strategist) = (looking(&app, "auditor").await, looking(&app, "strategist").await);
        let (page, file) = (format!("{SURVEY}/weighting"), format!("{SURVEY}/priorities.csv"));

        let (log, lines) = Log::listen();
        let (shown, taken) = tokio::join!(auditor.get(&page), strategist.get(&file));
        assert!(shown.status == 200 && taken.status == 200);
        auditor.get(&page).await;
        let weighed = || log.lines().iter().filter(|line| line.contains("answers were weighed")).count();
        assert_eq!(weighed(), 1);
        add_responses(&app, &version, vec![vec![("responding-as", choose("resident"))]]).await;
        let shown = auditor.get(&page).await;
        assert!(shown.body.contains("420 of 421 residents"), "{}", shown.body);
        assert_eq!(weighed(), 2);
        drop(lines);
    }

    async fn a_question_that_few_answered_is_not_weighted_and_says_why_on_the_page_and_in_the_file(app: TestApp) {
        let app = app.with_early_survey().await;
        add_margins(&app).await;
        let version = version(&app).await;
        let mut all = residents(&version);
        all.iter_mut().step_by(14).for_each(|given| given.push(("habitats-ranked", Answer::Ranking(vec!["ponds".into()]))));
        add_responses(&app, &version, all).await;
        let mut visitor = looking(&app, "auditor").await;

        let page = visitor.get(&format!("{SURVEY}/weighting")).await;
        assert!(page.body.contains("weighted, the 30 residents who answered this question are worth only"), "{}", page.body);
        assert!(page.body.contains("420 of 420 residents answered this question. Weighted, they are worth "));
        let file = visitor.get(&format!("{SURVEY}/priorities.csv")).await;
        let (chosen, ranked) = (find(&file, "habitats-chosen", "ponds"), find(&file, "habitats-ranked", "ponds"));
        assert_eq!((chosen["answered"].as_str(), ranked["answered"].as_str()), ("420", "30"));
        let number = |row: &Row, name: &str| row[name].parse::<f64>().unwrap();
        for (row, answered) in [(&chosen, 420.0), (&ranked, 30.0)] {
            assert!((number(row, "effective") * number(row, "design_effect") - answered).abs() < 1e-2, "{row:?}");
        }
        assert!(!chosen["weighted"].is_empty() && number(&ranked, "effective") <= 30.0);
        for column in ["weighted", "weighted_rank", "second_weighted"] {
            assert_eq!(ranked[column], "", "{column}");
        }
        assert!(!ranked["unweighted"].is_empty());
        assert!(ranked["note"].contains("Not weighted: too few answered") && !chosen["note"].contains("Not weighted"));
    }

    async fn what_rests_on_one_to_four_people_is_withheld_alike_on_the_page_and_in_the_file(app: TestApp) {
        let app = app.with_early_survey().await;
        add_margins(&app).await;
        let version = version(&app).await;
        let mut all = residents(&version);
        all.iter_mut().take(3).for_each(|given| {
            given[4].1 = choose_all(&["heathland"]);
            given.push(("habitats-ranked", Answer::Ranking(vec!["ponds".into()])));
        });
        // Leaves 3 people of the first age, of whom there are 60.
        all.drain(3..60);
        add_responses(&app, &version, all).await;
        let mut visitor = looking(&app, "auditor").await;

        let page = visitor.get(&format!("{SURVEY}/weighting")).await;
        let file = visitor.get(&format!("{SURVEY}/priorities.csv")).await;
        assert!(page.body.contains("Withheld: fewer than 5 residents answered this question."), "{}", page.body);
        assert!(page.body.contains("1 to 4 of 363 residents answered this question."));
        let ranked = find(&file, "habitats-ranked", "ponds");
        assert_eq!(["answered", "unweighted", "unweighted_rank", "effective"].map(|column| ranked[column].as_str()), [""; 4]);
        assert!(ranked["note"].contains("Withheld: fewer than 5 residents"));
        for option in ["heathland", "ponds"] {
            let row = find(&file, "habitats-chosen", option);
            assert_eq!((row["answered"].as_str(), row["unweighted"].as_str()), ("363", ""), "{option}");
        }
        assert!(!find(&file, "habitats-chosen", "woodland")["unweighted"].is_empty());
        assert!(page.body.contains("is withheld, because its figures could tell what somebody answered"));
        assert!(page.body.contains("age, 15-24: number withheld"));
        assert!(!page.body.contains("3 respondents"));
    }

    async fn a_consultation_that_may_still_change_is_provisional_on_the_page_and_in_the_file(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        add_responses(&app, &version, residents(&version).into_iter().take(5).collect()).await;
        let weeks = chrono::TimeDelta::weeks;
        let noon = app.state.clock.now();
        for (now, words) in
            [(noon - weeks(2), "has not opened yet"), (noon, "is still open"), (noon + weeks(4), "Closed")]
        {
            app.clock.set(now);
            let mut visitor = app.visitor();
            let email = format!("{}@example.org", now.timestamp());
            add_account(&app, &email, "auditor").await;
            visitor.post("/staff/sign-in", &[("email", &email), ("password", PASSWORD)]).await;
            visitor.post(&format!("{SURVEY}/weighting/look"), &[]).await;
            let said = visitor.get(&format!("{SURVEY}/weighting")).await.text(".govuk-inset-text").unwrap_or_default();
            let file = visitor.get(&format!("{SURVEY}/priorities.csv")).await;
            let note = &find(&file, "habitats-chosen", "ponds")["note"];
            assert_eq!((said.contains(words), note.contains(&said)), (words != "Closed", true), "{said} / {note}");
        }
    }

    async fn an_empty_margin_cell_is_a_refusal_in_plain_words_with_unweighted_figures(app: TestApp) {
        let app = app.with_early_survey().await;
        add_margins(&app).await;
        let version = version(&app).await;
        let without_the_young = residents(&version).into_iter().skip(60).collect();
        add_responses(&app, &version, without_the_young).await;
        let page = looking(&app, "auditor").await.get(&format!("{SURVEY}/weighting")).await;
        assert!(page.text(".govuk-warning-text__text").unwrap().contains("age, 15-24"), "{}", page.body);
        assert_eq!(page.count(".fm-bars__weighted"), 0);
        assert!(page.count(".fm-bars__unweighted") > 0);
    }

    async fn nobody_has_responded_is_said_and_not_calculated(app: TestApp) {
        let app = app.with_early_survey().await;
        let page = looking(&app, "auditor").await.get(&format!("{SURVEY}/weighting")).await;
        assert_eq!(page.text(".fm-empty").as_deref(), Some("Nobody has responded yet."));
    }
}
