//! What keeps moderation honest: after the closing, by those who may, with a look at what is marked, and nobody overwritten.

use chrono::TimeDelta;
use domain::permission::Role;
use engines::on_both_engines;
use support::TestApp;

use super::{
    PUBLIC, SURVEY, add_responses, asking, choose_questions, closed, comments, decide, publish, published, roles, room,
    said, saying, version,
};

on_both_engines! {
    async fn before_the_closing_nobody_decides_and_nothing_is_shown(app: TestApp) {
        let app = app.with_questionnaire(asking(roles())).await;
        let references = add_responses(&app, &version(&app).await, vec![saying("yes", "More ponds")]).await;
        let mut staff = app.staff(Role::Strategist).await;
        choose_questions(&mut staff, &["why"]).await;
        let list = staff.get(&room("")).await.text("main").unwrap();
        assert!(list.contains("after the consultation has closed") && !list.contains("More ponds"), "{list}");
        assert_eq!(staff.get(&room(&format!("/{}", references[0]))).await.status, 404);
        let early = [("decision", "publish"), ("state", "0-0-1")];
        assert_eq!(staff.post(&room(&format!("/{}/decide", references[0])), &early).await.status, 404);
        assert_eq!(staff.post(&room("/publish"), &[]).await.status, 409);
        assert_eq!(app.visitor().get(PUBLIC).await.status, 404);
        assert_eq!(app.visitor().get(&format!("{PUBLIC}.csv")).await.status, 404);
    }

    async fn what_may_lead_to_somebody_is_shown_and_published_only_by_somebody_who_looked(app: TestApp) {
        let (app, references) = closed(app, vec![saying("yes", "Write to ann@example.org <b>")]).await;
        let mut staff = app.staff(Role::Strategist).await;
        choose_questions(&mut staff, &["why"]).await;
        let address = room(&format!("/{}", references[0]));
        let page = staff.get(&address).await;
        assert_eq!(page.text("mark").as_deref(), Some("ann@example.org"));
        assert!(page.text("main").unwrap().contains("It may hold an email address."), "{}", page.body);
        assert!(page.attributes("main a", "href").iter().any(|href| href.ends_with("/redact")), "{}", page.body);
        let refused = staff.submit(&page, &[("decision", "publish"), ("note", "Kept <i>words")]).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.count(".govuk-error-summary a[href='#looked']"), 1, "{}", refused.body);
        assert_eq!(refused.text("textarea").as_deref(), Some("Kept <i>words"));
        assert_eq!(refused.attributes("input[type=radio][checked]", "value"), ["publish"]);
        let unsaid = staff.submit(&page, &[("looked", "yes")]).await;
        assert_eq!((unsaid.status.as_u16(), unsaid.count(".govuk-error-summary a[href='#decision']")), (422, 1));
        let done = staff.submit(&refused, &[("looked", "yes")]).await;
        assert_eq!(done.status, 303, "{}", done.body);
        assert!(staff.get(&address).await.body.contains("To be published, although something is marked"));
    }

    async fn what_is_redacted_needs_no_second_look(app: TestApp) {
        let (app, references) = closed(app, vec![saying("yes", "Write to ann@example.org")]).await;
        let mut staff = app.staff(Role::Strategist).await;
        choose_questions(&mut staff, &["why"]).await;
        let old = staff.get(&room(&format!("/{}", references[0]))).await;
        let comment = comments::find(&mut staff, "ann").await;
        let form = staff.get(&format!("{comment}/redact")).await;
        staff.submit(&form, &[("text", "Write to [somebody]"), ("reason", "An address")]).await;
        let stale = staff.submit(&old, &[("decision", "publish"), ("looked", "yes")]).await;
        assert_eq!(stale.status, 409, "they have not seen the words as they are now");
        assert!(stale.body.contains("Write to [somebody]") && !stale.body.contains("ann@example.org"), "{}", stale.body);
        assert_eq!(staff.submit(&stale, &[("decision", "publish")]).await.status, 303);
    }

    async fn what_a_coder_says_needs_redaction_is_published_only_by_somebody_who_looked(app: TestApp) {
        let (app, references) = closed(app, vec![saying("yes", "My neighbour at the mill")]).await;
        let mut staff = app.staff(Role::Strategist).await;
        choose_questions(&mut staff, &["why"]).await;
        let comment = comments::find(&mut staff, "neighbour").await;
        let form = staff.get(&comment).await;
        assert_eq!(staff.submit(&form, &[("flags", "needs-redaction")]).await.status, 303);
        let page = staff.get(&room(&format!("/{}", references[0]))).await;
        assert!(page.body.contains("Somebody who coded it thinks that it needs redaction."), "{}", page.body);
        assert_eq!(staff.submit(&page, &[("decision", "publish")]).await.status, 422);
        let form = staff.get(&format!("{comment}/redact")).await;
        staff.submit(&form, &[("text", "[somebody] at the mill"), ("reason", "A neighbour")]).await;
        assert_eq!(decide(&mut staff, &references[0], "publish").await.status, 303);
    }

    async fn of_two_moderators_the_second_is_told_and_nothing_is_overwritten(app: TestApp) {
        let (app, references) = closed(app, vec![saying("yes", "More ponds")]).await;
        let (mut ann, mut bob) = (app.staff(Role::Strategist).await, app.staff(Role::Administrator).await);
        choose_questions(&mut ann, &["why"]).await;
        let address = room(&format!("/{}", references[0]));
        let theirs = bob.get(&address).await;
        decide(&mut ann, &references[0], "nothing").await;
        let told = bob.submit(&theirs, &[("decision", "publish"), ("note", "Mine")]).await;
        assert_eq!(told.status, 409);
        assert!(told.body.contains("Nothing was saved") && told.text("textarea").as_deref() == Some("Mine"), "{}", told.body);
        assert!(told.text("main").unwrap().contains("Not to publish. It says nothing"), "{}", told.body);
        bob.post(&room("/publish"), &[]).await;
        assert!(!app.visitor().get(PUBLIC).await.body.contains("More ponds"));
    }

    async fn an_auditor_sees_what_was_decided_and_decides_nothing(app: TestApp) {
        let (app, _, references) = published(app, vec![saying("yes", "More ponds")]).await;
        let mut auditor = app.staff(Role::Auditor).await;
        let list = auditor.get(&room("")).await;
        assert_eq!((list.text(".fm-count").as_deref(), list.count("main form[method=post]")), (Some("1 response"), 0));
        let page = auditor.get(&room(&format!("/{}", references[0]))).await;
        assert!(page.body.contains("To be published: strategist@example.org") && page.count("main form") == 0, "{}", page.body);
        assert_eq!(auditor.post(&room(&format!("/{}/decide", references[0])), &[]).await.status, 403);
    }

    async fn a_question_is_added_only_before_the_first_decision_and_its_words_go_when_it_is_left_out(app: TestApp) {
        let mut given = saying("yes", "More ponds");
        given.push(("how", said("With spades")));
        let (app, references) = closed(app, vec![given]).await;
        let mut staff = app.staff(Role::Strategist).await;
        let offered = staff.get(&room("/questions")).await.attributes("input[type=checkbox]", "value");
        assert_eq!(offered, ["why", "how", "left-out"], "neither a name nor what is chosen can be published");
        let refused = staff.post(&room("/questions"), &[("state", "0"), ("questions", "club")]).await;
        assert_eq!(refused.status, 422);
        assert_eq!(choose_questions(&mut staff, &["why"]).await.status, 303);
        assert_eq!(choose_questions(&mut staff, &["why"]).await.status, 422, "nothing changed");
        assert_eq!(choose_questions(&mut staff, &["why", "how"]).await.status, 303);
        let old = staff.post(&room("/questions"), &[("state", "1"), ("questions", "how")]).await;
        assert!(old.status == 409 && old.body.contains("Nothing was saved"), "{}", old.body);
        publish(&mut staff, &references).await;
        let mut reader = app.visitor();
        assert!(reader.get(PUBLIC).await.body.contains("With spades"));
        let form = staff.get(&room("/questions")).await;
        assert_eq!(form.attributes("input[type=checkbox]", "value"), ["why", "how"]);
        assert_eq!(staff.submit(&form, &[("questions", "why")]).await.status, 303);
        assert!(!reader.get(PUBLIC).await.body.contains("With spades"));
        assert!(!reader.get(&format!("{PUBLIC}.csv")).await.body.contains("With spades"));
        let again = staff.post(&room("/questions"), &[("state", "3"), ("questions", "why"), ("questions", "how")]).await;
        assert_eq!(again.status, 422, "{}", again.body);
    }

    async fn a_consultation_that_is_to_publish_words_and_asks_nobody_is_told_so(app: TestApp) {
        let mut without = roles();
        without["consent"] = serde_json::Value::Null;
        let app = app.with_questionnaire(asking(without)).await;
        let mut staff = app.staff(Role::Strategist).await;
        let about = format!("{SURVEY}/about");
        let lacks = "nobody is asked whether what they write may be";
        assert!(!staff.get(&about).await.body.contains(lacks));
        assert!(staff.get(&room("/questions")).await.body.contains("No question asks people whether"));
        choose_questions(&mut staff, &["why"]).await;
        let page = staff.get(&about).await;
        assert!(page.body.contains(lacks), "{}", page.body);
        let link = format!("main a[href='{SURVEY}/questionnaire/library?words=publish']");
        assert_eq!(page.count(&link), 1);
        assert!(staff.get(&format!("{SURVEY}/questionnaire/library?words=publish")).await.body.contains("May we publish what you wrote?"));
    }

    async fn whoever_sends_a_response_reads_what_they_let_be_published(app: TestApp) {
        let app = app.with_questionnaire(asking(roles())).await;
        let about = app.visitor().get("/consultations/early-survey").await;
        assert!(about.body.contains("We ask whether we may publish what you wrote."), "{}", about.body);
        for (may, expected) in [("no", "we will not publish it"), ("yes", "we may publish it without a name"), ("named", "with the name of your organisation")] {
            let mut visitor = app.visitor();
            visitor.post("/consultations/early-survey/respond/you", &[("why", "More ponds"), ("may", may)]).await;
            let check = visitor.open("/consultations/early-survey/respond/check").await;
            let sent = visitor.submit(&check, &[]).await.location().unwrap();
            let receipt = visitor.open(&sent).await.text("main").unwrap();
            assert!(receipt.contains(expected), "{may}: {receipt}");
        }
        app.clock.advance(TimeDelta::weeks(4));
        let mut staff = app.staff(Role::Strategist).await;
        choose_questions(&mut staff, &["why"]).await;
        assert_eq!(staff.get(&room("")).await.text(".fm-count").as_deref(), Some("2 responses"));
    }
}
