//! The weighting page and its file: a result, and a refusal.

use demo::margins::{AGE_BANDS, AREAS, SEXES, margins};
use domain::answer::Answer;
use engines::on_both_engines;
use store::{MarginLevel, StoreError};
use support::TestApp;

use super::{Given, SURVEY, add_responses, choose, choose_all, signed_in, version};

async fn add_margins(app: &TestApp) {
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
fn residents(version: &store::Version) -> Vec<Given> {
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

on_both_engines! {
    async fn residents_are_weighted_beside_unweighted_with_what_it_costs(app: TestApp) {
        let app = app.with_early_survey().await;
        add_margins(&app).await;
        let version = version(&app).await;
        let mut all = residents(&version);
        let farmer: Given = vec![("responding-as", choose("land-manager")), ("habitats-chosen", choose_all(&["ponds"]))];
        all.extend(std::iter::repeat_n(farmer, 9));
        add_responses(&app, &version, all).await;
        let mut visitor = signed_in(&app, "auditor").await;

        let page = visitor.get(&format!("{SURVEY}/weighting")).await;
        assert_eq!(page.text(".fm-facts__number").as_deref(), Some("420"));
        assert_eq!(page.text(".fm-bars tbody th").as_deref(), Some("Woods and trees"));
        for words in ["Of the people who chose to respond, 420 of 420 residents", "Provisional", "fewer than 10", "Census 2021"] {
            assert!(page.body.contains(words), "{words}");
        }
        assert!(!page.body.contains(" style=") && !page.body.contains("margin of error"));

        let file = visitor.get(&format!("{SURVEY}/priorities.csv")).await;
        let mut reader = csv::Reader::from_reader(file.body.as_bytes());
        let rows: Vec<std::collections::BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
        let ponds = rows.iter().find(|row| row["question"] == "habitats-chosen" && row["option"] == "ponds").unwrap();
        let people: Vec<f64> = margins().age_band.iter().map(|level| f64::from(level.people)).collect();
        let expected = people[6] / people.iter().sum::<f64>();
        assert!((ponds["weighted"].parse::<f64>().unwrap() - expected).abs() < 1e-6, "{ponds:?}");
        assert!((ponds["unweighted"].parse::<f64>().unwrap() - 1.0 / 7.0).abs() < 1e-6);
    }

    async fn an_empty_margin_cell_is_a_refusal_in_plain_words_with_unweighted_figures(app: TestApp) {
        let app = app.with_early_survey().await;
        add_margins(&app).await;
        let version = version(&app).await;
        let without_the_young = residents(&version).into_iter().skip(60).collect();
        add_responses(&app, &version, without_the_young).await;
        let page = signed_in(&app, "auditor").await.get(&format!("{SURVEY}/weighting")).await;
        assert!(page.text(".govuk-warning-text__text").unwrap().contains("age, 15-24"), "{}", page.body);
        assert_eq!(page.count(".fm-bars__weighted"), 0);
        assert!(page.count(".fm-bars__unweighted") > 0);
    }

    async fn nobody_has_responded_is_said_and_not_calculated(app: TestApp) {
        let app = app.with_early_survey().await;
        let page = signed_in(&app, "auditor").await.get(&format!("{SURVEY}/weighting")).await;
        assert_eq!(page.text(".fm-empty").as_deref(), Some("Nobody has responded yet."));
    }
}
