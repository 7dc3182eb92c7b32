//! How far two coders agree on comments.

use domain::permission::Role;
use engines::on_both_engines;
use support::TestApp;

use super::comments::{COMMENTS, add_tags, code, find, with_comments};

on_both_engines! {
    async fn agreement_is_refused_below_ten_comments_and_said_from_ten_on(app: TestApp) {
        let app = app.with_early_survey().await;
        let words: Vec<String> = (10..20).map(|number| format!("pond{number}")).collect();
        with_comments(&app, &words.iter().map(String::as_str).collect::<Vec<_>>()).await;
        let (mut ann, mut ben) = (app.staff(Role::Strategist).await, app.staff(Role::Administrator).await);
        add_tags(&mut ann, &["Water"]).await;
        for (place, word) in words.iter().enumerate() {
            if place == 9 {
                let page = ann.get(&format!("{COMMENTS}/agreement")).await;
                assert!(page.body.contains("finished with 9 comments. At least 10") && page.count("tbody") == 0, "{}", page.body);
            }
            let comment = find(&mut ann, word).await;
            code(&mut ann, &comment, if place < 5 { &["t1-1"] } else { &[] }).await;
            code(&mut ben, &comment, if place < 4 { &["t1-1"] } else { &[] }).await;
        }
        let page = ann.get(&format!("{COMMENTS}/agreement")).await;
        let row = page.text("tbody tr:first-child").unwrap();
        // 4 both, 1 only the first, 5 neither: observed 0.9, by chance 0.5 * 0.4 + 0.5 * 0.6 = 0.5, kappa 0.8.
        assert!(row.contains("90%") && row.contains("0.80"), "{row}");
        assert!(page.text("tbody tr:nth-child(2)").unwrap().contains("None: both"), "{}", page.body);
        assert!(page.body.contains("In 9 of these they set just the same"), "{}", page.body);
    }

    async fn coders_are_compared_only_by_tags_that_were_there_when_they_finished(app: TestApp) {
        let app = app.with_early_survey().await;
        let words: Vec<String> = (10..20).map(|number| format!("pond{number}")).collect();
        with_comments(&app, &words.iter().map(String::as_str).collect::<Vec<_>>()).await;
        let (mut ann, mut ben) = (app.staff(Role::Strategist).await, app.staff(Role::Administrator).await);
        add_tags(&mut ann, &["Water"]).await;
        for (place, word) in words.iter().enumerate() {
            if place == 9 {
                add_tags(&mut ann, &["Hedges"]).await;
            }
            let comment = find(&mut ann, word).await;
            code(&mut ann, &comment, &["t1-1"]).await;
            code(&mut ben, &comment, &["t1-1"]).await;
        }
        let page = ann.get(&format!("{COMMENTS}/agreement")).await;
        let row = |place| page.text(&format!("tbody tr:nth-child({place})")).unwrap();
        assert!(row(1).contains("Water") && row(1).contains("100%"), "{}", page.body);
        assert!(row(2).contains("Hedges") && row(2).contains("Too few comments"), "{}", page.body);
        assert!(page.body.contains("In 10 of these they set just the same"), "{}", page.body);
    }
}
