//! Writing the tags of a consultation, step by step, and from a file.

use domain::{answer::Answer, permission::Role};
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

use super::{add_responses, version};

const TAGS: &str = "/staff/consultations/early-survey/comments/tags";

async fn add(coder: &mut Visitor, name: &str) -> Page {
    let form = coder.get(&format!("{TAGS}/new")).await;
    coder.submit(&form, &[("name", name), ("family", "Habitats")]).await
}

/// Gives the field by which a form names the version that it was drawn from.
pub(super) async fn state(coder: &mut Visitor) -> String {
    coder.get(&format!("{TAGS}/new")).await.attribute("input[name=state]", "value").unwrap()
}

async fn names(reader: &mut Visitor) -> String {
    reader.get(&format!("{TAGS}.csv")).await.body
}

on_both_engines! {
    async fn a_tag_is_added_renamed_merged_retired_and_taken_into_use_again(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut coder = app.staff(Role::Strategist).await;
        for name in ["Ponds", "Pools"] {
            assert_eq!(add(&mut coder, name).await.location().as_deref(), Some(TAGS));
        }
        let taken = add(&mut coder, "ponds").await;
        assert!(taken.status == 422 && taken.attribute("#name", "value").as_deref() == Some("ponds"), "{}", taken.body);
        let nameless = add(&mut coder, "").await;
        assert_eq!(nameless.status, 422);

        let form = coder.get(&format!("{TAGS}/t1-1")).await;
        assert_eq!(coder.submit(&form, &[("name", "Still water"), ("description", "Ponds and lakes")]).await.status, 303);
        assert_eq!(names(&mut coder).await, "tag,family,description\r\nStill water,Habitats,Ponds and lakes\r\nPools,Habitats,\r\n");

        let now = state(&mut coder).await;
        assert_eq!(coder.post(&format!("{TAGS}/t2-2/merge"), &[("state", &now), ("into", "t1-1")]).await.status, 303);
        let page = coder.get(TAGS).await;
        assert!(page.body.contains("‘Pools’ was merged into ‘Still water’"), "{}", page.body);
        let now = state(&mut coder).await;
        assert_eq!(coder.post(&format!("{TAGS}/t1-1/merge"), &[("state", &now)]).await.status, 422);
        assert_eq!(coder.post(&format!("{TAGS}/t1-1/retire"), &[("state", &now)]).await.status, 303);
        assert!(coder.get(TAGS).await.body.contains("‘Still water’ was retired"));
        let now = state(&mut coder).await;
        assert_eq!(coder.post(&format!("{TAGS}/t1-1/restore"), &[("state", &now)]).await.status, 303);
        assert!(coder.get(TAGS).await.body.contains("Version 6: a retired tag was taken into use again by strategist@example.org"));
    }

    async fn of_two_who_write_the_tags_the_second_is_told_and_nothing_is_overwritten(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut coder = app.staff(Role::Strategist).await;
        let form = coder.get(&format!("{TAGS}/new")).await;
        add(&mut coder, "Ponds").await;
        let late = coder.submit(&form, &[("name", "Hedges")]).await;
        assert!(late.status == 409 && late.body.contains("Nothing was changed"), "{}", late.body);
        assert_eq!(names(&mut coder).await.lines().count(), 2);
    }

    async fn steps_are_undone_one_after_the_other_until_a_comment_has_the_tag(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        add_responses(&app, &version, vec![vec![("other-comments", Answer::Text("More ponds".into()))]]).await;
        let mut coder = app.staff(Role::Strategist).await;
        for name in ["Ponds", "Hedges", "Otters"] {
            add(&mut coder, name).await;
        }
        for left in [3, 2] {
            let now = state(&mut coder).await;
            assert_eq!(coder.post(&format!("{TAGS}/undo"), &[("state", &now)]).await.status, 303);
            assert_eq!(names(&mut coder).await.lines().count(), left);
        }
        let comments = coder.get("/staff/consultations/early-survey/comments").await;
        let comment = comments.attribute("tbody th a", "href").unwrap();
        let comment = comment.split('?').next().unwrap();
        let now = state(&mut coder).await;
        assert_eq!(coder.post(&format!("{comment}/code"), &[("tags-1", "t1-1"), ("state", &now)]).await.status, 303);
        let refused = coder.post(&format!("{TAGS}/undo"), &[("state", &now)]).await;
        assert!(refused.status == 422 && refused.body.contains("have been tagged"), "{}", refused.body);
        assert_eq!(coder.post(&format!("{TAGS}/undo"), &[("state", "1")]).await.status, 409);
    }

    async fn tags_are_loaded_from_a_file_which_can_be_undone_as_one_step(app: TestApp) {
        let app = app.with_early_survey().await;
        let (mut coder, mut reader) = (app.staff(Role::Strategist).await, app.staff(Role::Auditor).await);
        add(&mut coder, "Ponds").await;
        let load = format!("{TAGS}/load");
        let wrong = coder.upload(&load, "file", b"name\nPonds\n").await;
        assert!(wrong.status == 422 && wrong.body.contains("The first row must be"), "{}", wrong.body);
        assert_eq!(coder.upload(&load, "file", b"").await.status, 422);

        let file = "tag,family,description\r\nponds,Water,\r\n\"Hedges, old\",,'=1+1\r\n";
        assert_eq!(coder.upload(&load, "file", file.as_bytes()).await.location().as_deref(), Some(TAGS));

        assert_eq!(names(&mut reader).await, file);
        let now = state(&mut coder).await;
        assert_eq!(coder.post(&format!("{TAGS}/undo"), &[("state", &now)]).await.status, 303);
        assert_eq!(names(&mut reader).await, "tag,family,description\r\nPonds,Habitats,\r\n");
    }
}
