//! What is kept: typed words, earlier answers and decisions, older versions of the questions; and who may do what.

use domain::permission::Role;
use engines::on_both_engines;
use support::{TestApp, Visitor};

use super::{SIFT, THROUGH, Team, add, has_no_interest, main_of, press, score, screen, step, stopped, taken, team};

/// Takes a proposal through the screening.
async fn screened(ann: &mut Visitor, ben: &mut Visitor, number: u32) {
    for staff in [ann, ben] {
        has_no_interest(staff, number).await;
        assert_eq!(screen(staff, number, THROUGH).await.status, 303);
    }
}

on_both_engines! {
    async fn what_was_typed_stays_where_something_has_to_be_put_right(app: TestApp) {
        let app = app.with_early_survey().await;
        let Team { mut ann, .. } = team(&app).await;
        let refused = add(&mut ann, "", &[("comments", "12"), ("words", "</textarea><script>")]).await;
        assert_eq!(refused.status, 422);
        assert_eq!((refused.count("#title-error"), refused.count("#comments-error")), (1, 1), "{}", refused.body);
        assert!(refused.body.contains("&lt;/textarea&gt;&lt;script&gt;"), "{}", refused.body);
        let nowhere = add(&mut ann, "Ponds", &[("elsewhere", "")]).await;
        assert_eq!(nowhere.count("#comments-error"), 1, "{}", nowhere.body);
        add(&mut ann, "Ponds", &[]).await;
        has_no_interest(&mut ann, 1).await;
        let refused = step(&mut ann, 1, "screen", &[("s1", "yes"), ("s2-note", "Not sure")]).await;
        assert_eq!((refused.status.as_u16(), refused.count(".govuk-error-summary__list a")), (422, 7), "{}", refused.body);
        assert_eq!(refused.attribute("input[name='s2-note']", "value").as_deref(), Some("Not sure"));
        assert_eq!(refused.attributes("input[checked]", "value"), ["yes"]);
    }

    async fn of_two_windows_of_one_screener_the_older_is_told_and_keeps_its_words(app: TestApp) {
        let app = app.with_early_survey().await;
        let Team { mut ann, mut ben, .. } = team(&app).await;
        add(&mut ann, "Ponds", &[]).await;
        for staff in [&mut ann, &mut ben] {
            has_no_interest(staff, 1).await;
        }
        let old = ann.get(&format!("{SIFT}/1/screen")).await;
        screen(&mut ann, 1, THROUGH).await;
        let late = ann.submit(&old, &[("s1", "no"), ("s2-note", "Second thought")]).await;
        assert_eq!(late.status, 409, "{}", late.body);
        assert_eq!(late.attribute("input[name='s2-note']", "value").as_deref(), Some("Second thought"));
        let again = screen(&mut ann, 1, stopped()).await;
        assert_eq!(again.status, 303, "it is changed as long as the other has not finished");
        assert_eq!(main_of(&mut ann, 1).await.matches("Screened with version 1").count(), 2, "both are kept");
        // What another screener does meanwhile hinders nobody.
        let form = ben.get(&format!("{SIFT}/1/screen")).await;
        screen(&mut ann, 1, THROUGH).await;
        let ids: Vec<String> = (1..=8).map(|id| format!("s{id}")).collect();
        let fields: Vec<_> = ids.iter().map(String::as_str).zip(THROUGH).collect();
        assert_eq!(ben.submit(&form, &fields).await.status, 303);
        assert_eq!(ann.post(&format!("{SIFT}/1/screen"), &[("s1", "no")]).await.status, 409);
    }

    async fn what_was_screened_is_not_reworded_and_may_still_be_told(app: TestApp) {
        let app = app.with_early_survey().await;
        let Team { mut ann, mut ben, .. } = team(&app).await;
        add(&mut ann, "Plant hedges", &[]).await;
        has_no_interest(&mut ann, 1).await;
        let old = ann.get(&format!("{SIFT}/1/screen")).await;
        taken(&mut ben, 1, "write", &[("title", "Plant more hedges")]).await;
        let ids: Vec<String> = (1..=8).map(|id| format!("s{id}")).collect();
        let fields: Vec<_> = ids.iter().map(String::as_str).zip(THROUGH).collect();
        assert_eq!(ann.submit(&old, &fields).await.status, 409, "she has read other words");
        screened(&mut ann, &mut ben, 1).await;
        let form = ann.get(&format!("{SIFT}/1/write")).await;
        assert_eq!(form.count("#title, #words"), 0, "{}", form.body);
        assert!(form.body.contains("add a new proposal") && form.body.contains("Plant more hedges"), "{}", form.body);
        let state = form.attribute("input[name='state']", "value").unwrap();
        let typed = [("state", state.as_str()), ("title", "Remove hedges"), ("kind", "measure"), ("elsewhere", "A letter")];
        let refused = ann.post(&format!("{SIFT}/1/write"), &typed).await;
        assert_eq!(refused.status, 409, "{}", refused.body);
        assert!(refused.body.contains("its title and what it asks for stay"), "{}", refused.body);
        assert_eq!(refused.attribute("#title", "value").as_deref(), Some("Remove hedges"), "{}", refused.body);
        assert_eq!(ann.submit(&form, &[("elsewhere", "A letter"), ("public", "yes")]).await.status, 303);
        let page = main_of(&mut ann, 1).await;
        for words in ["Plant more hedges", "Please do it.", "A letter", "May be told in public"] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }

    async fn a_decision_takes_the_place_of_another_with_a_reason_and_both_are_kept(app: TestApp) {
        let app = app.with_early_survey().await;
        let Team { mut ann, mut ben, .. } = team(&app).await;
        add(&mut ann, "Ponds", &[]).await;
        let early = ann.get(&format!("{SIFT}/1/decide")).await;
        assert!(early.body.contains("Two people have to screen it"), "{}", early.body);
        assert_eq!(ann.post(&format!("{SIFT}/1/decide"), &[("course", "forward")]).await.status, 409);
        screened(&mut ann, &mut ben, 1).await;
        let put_off = [("course", "put-off"), ("words", "Later"), ("meeting", "elsewhere"), ("place", "By email")];
        let refused = step(&mut ann, 1, "decide", &put_off).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.count(".govuk-error-summary__list a"), 2, "until when, and when: {}", refused.body);
        let day = [("on.day", "1"), ("on.month", "1"), ("on.year", "2024")];
        let until = [("until.day", "1"), ("until.month", "1"), ("until.year", "2090")];
        let first: Vec<_> = put_off.into_iter().chain(day).chain(until).collect();
        taken(&mut ann, 1, "decide", &first).await;
        let second: Vec<_> =
            [("course", "in-part"), ("words", "Only the north"), ("meeting", "elsewhere"), ("place", "By email")].into_iter().chain(day).collect();
        let unsaid = step(&mut ben, 1, "decide", &second).await;
        assert_eq!(unsaid.count("#reason-error"), 1, "{}", unsaid.body);
        let second: Vec<_> = second.into_iter().chain([("reason", "A landowner came forward")]).collect();
        taken(&mut ben, 1, "decide", &second).await;
        let page = main_of(&mut ann, 1).await;
        for words in ["Taken forward in part", "Before: Put off until 1 January 2090", "A landowner came forward"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert_eq!(score(&mut ann, 1, ["1"; 4]).await.status, 409);
    }

    async fn a_change_makes_the_next_version_and_what_was_begun_is_finished_with_the_older(app: TestApp) {
        let app = app.with_early_survey().await;
        let Team { mut ann, mut ben, .. } = team(&app).await;
        for title in ["Ponds", "Hedges"] {
            add(&mut ann, title, &[]).await;
        }
        for (staff, number) in [(&mut ann, 1), (&mut ben, 1)] {
            has_no_interest(staff, number).await;
        }
        screen(&mut ann, 1, THROUGH).await;
        let form = ann.get(&format!("{SIFT}/questions/screening")).await;
        let unsaid = ann.submit(&form, &[("s13", "Is it new?")]).await;
        assert_eq!((unsaid.status.as_u16(), unsaid.count("#s13-through-error")), (422, 1), "{}", unsaid.body);
        let saved = ann.submit(&form, &[("s13", "Is it new?"), ("s13-through", "yes"), ("s1", "")]).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        let stale = ann.submit(&form, &[("s14", "Another?"), ("s14-through", "yes")]).await;
        assert_eq!(stale.status, 409, "{}", stale.body);

        let begun = ben.get(&format!("{SIFT}/1/screen")).await;
        assert!(begun.count("#s13") + begun.count("input[name='s13']") == 0 && begun.body.contains("begun with version 1"), "{}", begun.body);
        assert_eq!(screen(&mut ben, 1, THROUGH).await.status, 303);
        has_no_interest(&mut ben, 2).await;
        let fresh = ben.get(&format!("{SIFT}/2/screen")).await;
        assert!(fresh.count("input[name='s13']") > 0 && fresh.count("input[name='s1']") == 0, "{}", fresh.body);
        let points = ann.get(&format!("{SIFT}/questions/scoring")).await;
        let changes = ["s9", "s10", "s11", "s12"].map(|id| format!("{id}-points"));
        let all: Vec<_> = changes.iter().map(|field| (field.as_str(), "40")).collect();
        let light = ann.submit(&points, &all).await;
        assert!(light.status == 422 && light.body.contains("Give 100 points"), "{}", light.body);
    }

    async fn a_file_has_a_row_for_each_proposal_that_no_spreadsheet_takes_for_a_formula(app: TestApp) {
        let app = app.with_early_survey().await;
        let Team { mut ann, mut ben, .. } = team(&app).await;
        add(&mut ann, "=1+1", &[]).await;
        screened(&mut ann, &mut ben, 1).await;
        let file = ben.get(&format!("{SIFT}.csv")).await;
        let mut lines = file.body.lines();
        assert!(lines.next().unwrap().contains("s1 Is it within the area of the strategy?: first"), "{}", file.body);
        let row = lines.next().unwrap();
        assert!(row.starts_with("1,'=1+1,Please do it.,measure,,A workshop,to-score,,1,"), "{row}");
        assert_eq!(lines.next(), None);
    }

    async fn only_those_who_code_screen_and_auditors_read(app: TestApp) {
        let app = app.with_early_survey().await;
        let Team { mut ann, mut auditor, .. } = team(&app).await;
        let empty = auditor.get(SIFT).await;
        assert!(empty.text(".fm-empty").unwrap().contains("There are no proposals yet"), "{}", empty.body);
        add(&mut ann, "Ponds", &[]).await;
        let mut editor = app.staff(Role::Editor).await;
        for below in ["", "/1", "/questions", ".csv"] {
            assert_eq!(auditor.get(&format!("{SIFT}{below}")).await.status, 200, "{below}");
            assert_eq!(editor.get(&format!("{SIFT}{below}")).await.status, 403, "{below}");
        }
        for below in ["/new", "/1/write", "/1/screen", "/1/decide", "/1/put-back", "/questions/screening"] {
            assert_eq!(auditor.post(&format!("{SIFT}{below}"), &[]).await.status, 403, "{below}");
        }
        assert_eq!(auditor.get(&format!("{SIFT}/1")).await.count("main form, main a.govuk-button"), 0);
        assert_eq!(ann.get(&format!("{SIFT}/1/nonsense")).await.status, 404);
        assert_eq!(ann.get(&format!("{SIFT}/7")).await.status, 404);
        assert_eq!(press(&mut ann, 1, "put-back").await.status, 409);
    }
}
