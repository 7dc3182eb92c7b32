//! The link of an invitation, from opening it to the receipt.

use chrono::TimeDelta;
use domain::invitation::Admission;
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

use super::{ABOUT, INVITATIONS, RESPOND, admit, links, survey};
use crate::answering::{answer_to_check, count};

fn heading(page: &Page) -> String {
    page.text("h1").unwrap()
}

/// Begins with an invitation and answers up to the check page.
async fn begin(visitor: &mut Visitor, link: &str) -> Page {
    let offer = visitor.get(link).await;
    assert_eq!((offer.status.as_u16(), heading(&offer).as_str()), (200, "You are invited to answer"));
    let begun = visitor.submit(&offer, &[]).await;
    assert_eq!(begun.location(), Some(format!("{RESPOND}?begun=yes")));
    answer_to_check(visitor).await
}

on_both_engines! {
    async fn by_invitation_only_whoever_is_invited_answers_once(app: TestApp, database: &Database) {
        let (app, mut staff) = survey(app, Admission::Invited).await;
        let link = links(&mut staff, 1).await.remove(0);
        let mut invited = app.visitor();
        let check = begin(&mut invited, &link).await;
        let sent = invited.submit(&check, &[]).await;
        let receipt = invited.open(&sent.location().unwrap()).await;
        assert!(receipt.text("#reference").is_some(), "{}", receipt.body);
        assert!(!receipt.body.contains("Begin another response"));
        assert_eq!(count(&app).await, 1);

        let typed = [("page", "anything-else"), ("other-comments", "ponds for newts")];
        let late = invited.post(&format!("{RESPOND}/anything-else"), &typed).await;
        assert_eq!(heading(&late), "You have sent this response already", "{}", late.body);
        assert!(late.body.contains("ponds for newts"));
        assert_eq!(late.count("form[action$='/new']"), 0);

        let (mut again, mut elsewhere) = (invited.clone(), app.visitor());
        for visitor in [&mut again, &mut elsewhere] {
            assert_eq!(heading(&visitor.get(&link).await), "This invitation has been used");
            let refused = visitor.post(&link, &[("anew", "yes")]).await;
            assert_eq!((refused.status.as_u16(), heading(&refused).as_str()), (409, "This invitation has been used"));
        }
        let list = staff.get(INVITATIONS).await;
        assert!(list.text(".fm-count").unwrap().contains("1 used"), "{}", list.body);
        assert!(list.text("main table").unwrap().contains("Used in June 2026"), "{}", list.body);
        let responses = staff.get("/staff/consultations/early-survey/responses").await;
        assert!(responses.text("main table").unwrap().contains("On this site, by invitation"));
        let file = staff.get("/staff/consultations/early-survey/responses.csv").await.body;
        let invited = file.lines().next().unwrap().split(',').position(|heading| heading == "invited").unwrap();
        assert_eq!(file.lines().nth(1).unwrap().split(',').nth(invited), Some("yes"));
        let secret = link.rsplit_once('/').unwrap().1;
        assert_eq!(database.find_words(secret).await, Vec::<String>::new());
    }

    async fn opening_a_link_changes_nothing(app: TestApp) {
        let (app, mut staff) = survey(app, Admission::Marked).await;
        let link = links(&mut staff, 1).await.remove(0);
        for _ in 0..3 {
            let opened = app.visitor().get(&link).await;
            assert_eq!(heading(&opened), "You are invited to answer");
            assert!(opened.headers.get("set-cookie").is_none());
            assert_eq!(opened.headers["x-robots-tag"], "noindex, nofollow");
            assert_eq!(opened.headers["cache-control"], "no-store");
        }
    }

    async fn without_an_invitation_nobody_answers_and_no_word_is_lost(app: TestApp) {
        let (app, mut staff) = survey(app, Admission::Everyone).await;
        let mut early = app.visitor();
        let check = answer_to_check(&mut early).await;
        admit(&app, Admission::Invited).await;
        let link = links(&mut staff, 1).await.remove(0);

        let about = app.visitor().get(ABOUT).await;
        assert!(about.text("main").unwrap().contains("Only people who are invited can answer"));
        assert_eq!(about.count(".govuk-button--start"), 0);
        assert!(app.visitor().get("/consultations").await.text(".fm-listing__meta").unwrap().contains("By invitation"));
        let mut visitor = app.visitor();
        assert_eq!(visitor.open(RESPOND).await.text("h1"), about.text("h1"));
        let page = format!("{RESPOND}/anything-else");
        for posted in [page.clone(), format!("{RESPOND}/new")] {
            let typed = [("page", "anything-else"), ("other-comments", "ponds for newts")];
            let refused = visitor.post(&posted, &typed).await;
            assert_eq!((refused.status.as_u16(), heading(&refused).as_str()), (409, "You need an invitation to answer"));
            assert!(refused.body.contains("ponds for newts"));
            assert!(refused.headers.get("set-cookie").is_none());
        }
        let refused = early.submit(&check, &[]).await;
        assert_eq!((refused.status.as_u16(), count(&app).await), (409, 0));

        let stranded = early.open(RESPOND).await;
        assert_eq!(heading(&stranded), "You need an invitation to answer");
        let forgotten = early.clone().submit(&stranded, &[]).await;
        assert_eq!(heading(&forgotten), "This browser has forgotten the form");
        assert!(forgotten.headers.contains_key("set-cookie"));

        let offer = early.get(&link).await;
        assert!(offer.body.contains("This browser holds answers to this consultation that are not sent"));
        early.submit(&offer, &[]).await;
        let check = early.open(&format!("{RESPOND}/check")).await;
        assert_eq!(early.submit(&check, &[]).await.status, 303);
        assert_eq!(count(&app).await, 1);
    }

    async fn beginning_anew_takes_the_invitation_along_and_shows_nobody_the_words_of_before(app: TestApp) {
        let (app, mut staff) = survey(app, Admission::Marked).await;
        let link = links(&mut staff, 1).await.remove(0);
        let (mut first, mut second) = (app.visitor(), app.visitor());
        begin(&mut first, &link).await;
        first.post(&format!("{RESPOND}/anything-else"), &[("other-comments", "the words of the first")]).await;
        assert_eq!(first.get(&link).await.location().as_deref(), Some(RESPOND));

        let offer = second.get(&link).await;
        assert_eq!(heading(&offer), "Answers were begun with this invitation");
        let refused = second.post(&link, &[]).await;
        assert_eq!((refused.status.as_u16(), heading(&refused)), (409, heading(&offer)));
        let begun = second.submit(&offer, &[]).await;
        assert_eq!(begun.status, 303);
        let page = second.get(&format!("{RESPOND}/anything-else")).await;
        assert!(!page.body.contains("the words of the first"));

        let late = first.post(&format!("{RESPOND}/check"), &[]).await;
        assert_eq!((late.status.as_u16(), heading(&late).as_str()), (409, "These answers have lost their invitation"));
        assert!(late.body.contains("the words of the first"));
        let check = answer_to_check(&mut second).await;
        assert_eq!(second.submit(&check, &[]).await.status, 303);
        assert_eq!(count(&app).await, 1);
    }

    async fn where_everyone_may_answer_an_invitation_is_a_mark_and_no_other_response_has_it(app: TestApp) {
        let (app, mut staff) = survey(app, Admission::Marked).await;
        let link = links(&mut staff, 1).await.remove(0);
        let (mut invited, mut anybody) = (app.visitor(), app.visitor());
        let check = begin(&mut invited, &link).await;
        assert_eq!(invited.submit(&check, &[]).await.status, 303);
        let check = answer_to_check(&mut anybody).await;
        assert_eq!(anybody.submit(&check, &[]).await.status, 303);

        let responses = staff.get("/staff/consultations/early-survey/responses").await;
        assert_eq!(responses.text("main table").unwrap().matches("by invitation").count(), 1);
        assert_eq!(count(&app).await, 2);
    }

    async fn a_link_that_opens_nothing_says_what_to_do(app: TestApp) {
        let (app, mut staff) = survey(app, Admission::Marked).await;
        let link = links(&mut staff, 1).await.remove(0);
        let (before, secret) = link.rsplit_once('/').unwrap();
        let changed = if secret.starts_with('B') { "C" } else { "B" };
        let wrong = [
            format!("{before}/{changed}{}", &secret[1..]),
            format!("{before}/{}", secret.to_lowercase()),
            format!("{before}/%20"),
            format!("/invited/no-such-survey/{secret}"),
        ];
        for wrong in &wrong {
            for page in [app.visitor().get(wrong).await, app.visitor().post(wrong, &[]).await] {
                assert_eq!(page.status, 404, "{wrong}");
                assert_eq!(heading(&page), "This link does not lead to an invitation");
            }
        }

        app.clock.advance(TimeDelta::weeks(3));
        assert_eq!(heading(&app.visitor().get(&link).await), "This consultation has closed");
        assert_eq!(app.visitor().post(&link, &[]).await.status, 409);
    }

    async fn links_cannot_be_guessed_in_bulk_and_right_ones_open_all_the_same(app: TestApp) {
        let (app, mut staff) = survey(app, Admission::Marked).await;
        let link = links(&mut staff, 1).await.remove(0);
        let mut visitor = app.visitor();
        let wrong = "/invited/early-survey/AAAAAAAAAAAAAAAAAAAAAA";
        for _ in 0..19 {
            assert_eq!(visitor.get(wrong).await.status, 404);
        }
        for _ in 0..3 {
            assert_eq!(visitor.get(&link).await.status, 200);
        }
        assert_eq!(visitor.get(wrong).await.status, 404);
        assert_eq!(visitor.get(wrong).await.status, 429);
        assert_eq!(visitor.get(&link).await.status, 200);
        assert_eq!(visitor.post(&link, &[]).await.status, 303);
        app.clock.advance(TimeDelta::hours(1));
        assert_eq!(visitor.get(wrong).await.status, 404);
    }

    async fn what_was_withdrawn_leaves_the_invitation_used_and_says_so(app: TestApp) {
        let (app, mut staff) = survey(app, Admission::Invited).await;
        let link = links(&mut staff, 1).await.remove(0);
        let mut invited = app.visitor();
        let check = begin(&mut invited, &link).await;
        let sent = invited.submit(&check, &[]).await;
        let reference = invited.open(&sent.location().unwrap()).await.text("#reference").unwrap();

        let confirm = invited.post(&format!("{ABOUT}/withdraw"), &[("reference", &reference)]).await;
        assert!(confirm.body.contains("stays used"), "{}", confirm.body);
        assert_eq!(invited.submit(&confirm, &[]).await.status, 303);

        assert_eq!(count(&app).await, 0);
        assert_eq!(heading(&app.visitor().get(&link).await), "This invitation has been used");
    }
}
