//! Answers that a browser holds when somebody opens an invitation there: their own, somebody else's, or such as lost theirs.

use domain::invitation::Admission;
use engines::on_both_engines;
use support::TestApp;

use super::{INVITATIONS, RESPOND, invite, links, mail, path_of, survey};
use crate::answering::{answer_to_check, count};

on_both_engines! {
    async fn answers_that_lost_their_invitation_take_it_again(app: TestApp) {
        let (app, mut staff) = survey(app, Admission::Invited).await;
        let link = links(&mut staff, 1).await.remove(0);
        let (mut first, mut second) = (app.visitor(), app.visitor());
        let offer = first.get(&link).await;
        first.submit(&offer, &[]).await;
        answer_to_check(&mut first).await;
        let offer = second.get(&link).await;
        second.submit(&offer, &[]).await;

        let lost = first.open(RESPOND).await;
        assert_eq!(lost.text("h1").as_deref(), Some("These answers have lost their invitation"));
        let offer = first.get(&link).await;
        assert!(offer.body.contains("This browser holds answers to this consultation"), "{}", offer.body);
        assert_eq!(first.submit(&offer, &[]).await.status, 303);

        let check = first.open(&format!("{RESPOND}/check")).await;
        assert_eq!(first.submit(&check, &[]).await.status, 303);
        assert_eq!(count(&app).await, 1);
    }

    async fn answers_of_an_invitation_that_was_taken_back_go_on_with_another(app: TestApp) {
        let (app, mut staff) = survey(app, Admission::Invited).await;
        invite(&mut staff, "ann@example.org\nbob@example.org").await;
        let links: Vec<_> = mail(&app).await.iter().map(|mail| path_of(&mail.body)).collect();
        let mut visitor = app.visitor();
        let offer = visitor.get(&links[0]).await;
        visitor.submit(&offer, &[]).await;
        answer_to_check(&mut visitor).await;
        let revoke = staff.get(INVITATIONS).await.attribute("form[action$='/revoke']", "action").unwrap();
        assert_eq!(staff.post(&revoke, &[]).await.status, 303);
        let lost = visitor.open(RESPOND).await;
        assert_eq!(lost.text("h1").as_deref(), Some("These answers have lost their invitation"));

        let offer = visitor.get(&links[1]).await;
        assert_eq!(offer.text("h1").as_deref(), Some("You are invited to answer"));
        assert_eq!(visitor.submit(&offer, &[]).await.status, 303);

        let check = visitor.open(&format!("{RESPOND}/check")).await;
        assert_eq!(visitor.submit(&check, &[]).await.status, 303);
        assert_eq!(count(&app).await, 1);
    }

    async fn somebody_elses_answers_stay_theirs_and_their_link_is_shown(app: TestApp) {
        let (app, mut staff) = survey(app, Admission::Marked).await;
        let link = links(&mut staff, 1).await.remove(0);
        let mut visitor = app.visitor();
        answer_to_check(&mut visitor).await;
        let saved = visitor.get(&format!("{RESPOND}/saved")).await;
        let other = saved.text(".fm-long-link").unwrap();

        let offer = visitor.get(&link).await;
        assert_eq!(offer.text(".fm-long-link"), Some(other.clone()));
        assert_eq!(offer.count("input[name=anew][value=yes]"), 1);
        let begun = visitor.submit(&offer, &[("anew", "yes")]).await;
        assert_eq!(begun.status, 303);

        let page = visitor.open(RESPOND).await;
        assert!(!page.body.contains("lost their invitation"));
        let check = answer_to_check(&mut visitor).await;
        assert_eq!(visitor.submit(&check, &[]).await.status, 303);
        let mut owner = app.visitor();
        let path = other.replace("http://folkmoot.test", "");
        let offer = owner.get(&path).await;
        owner.submit(&offer, &[]).await;
        let check = owner.open(&format!("{RESPOND}/check")).await;
        assert_eq!(owner.submit(&check, &[]).await.status, 303);
        assert_eq!(count(&app).await, 2);
        let responses = staff.get("/staff/consultations/early-survey/responses").await;
        assert_eq!(responses.text("main table").unwrap().matches("by invitation").count(), 1);
    }

    async fn a_browser_without_cookies_is_told_so_at_once(app: TestApp) {
        let (app, mut staff) = survey(app, Admission::Invited).await;
        let link = links(&mut staff, 1).await.remove(0);
        let begun = app.visitor().post(&link, &[]).await;

        let next = app.visitor().open(&begun.location().unwrap()).await;

        assert_eq!(next.text("h1").as_deref(), Some("Your browser did not keep your place"));
    }
}
