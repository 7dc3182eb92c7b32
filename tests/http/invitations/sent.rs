//! Whom the team invites: read first, sent once each, sent again, taken back.

use app::secret::Secret;
use chrono::TimeDelta;
use domain::{
    consultation::Consultation,
    ids::{ConsultationId, InvitationId},
    invitation::{Admission, Invitation},
    permission::Role,
    time::Clock,
};
use engines::on_both_engines;
use store::{StoreError, StoredInvitation};
use support::TestApp;
use uuid::Uuid;

use super::{INVITATIONS, invite, links, mail, path_of, survey};
use crate::log::Log;

on_both_engines! {
    async fn who_may_answer_is_chosen_and_a_form_of_before_is_refused(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut staff = app.staff(Role::Strategist).await;
        let page = staff.get(INVITATIONS).await;
        assert_eq!(page.count("form[action$='/check']"), 0);
        assert_eq!(staff.submit(&page, &[("admission", "nobody")]).await.status, 422);
        assert_eq!(staff.submit(&page, &[("admission", "invited")]).await.status, 303);
        assert_eq!(staff.submit(&page, &[("admission", "marked")]).await.status, 409);

        let page = staff.get(INVITATIONS).await;
        assert_eq!(page.attribute("input[name=admission][checked]", "value").as_deref(), Some("invited"));
        assert_eq!(page.count("form[action$='/check']"), 1);
    }

    async fn before_the_questionnaire_is_published_nobody_is_invited_and_a_link_waits(app: TestApp) {
        let mut staff = app.staff(Role::Strategist).await;
        let id = ConsultationId(Uuid::from_u128(1));
        let now = app.clock.now();
        let consultation = Consultation { admission: Admission::Invited, ..demo::consultation::consultation(id, now) };
        let secret = "AAAAAAAAAAAAAAAAAAAAAA";
        let stored = StoredInvitation {
            id: InvitationId(Uuid::from_u128(1)),
            token_hash: Secret::from_outside(secret.to_owned()).hash(),
            invitation: Invitation::default(),
        };
        let work = app.state.store.write(move |mut write| {
            Box::pin(async move {
                write.add_consultation(&consultation).await?;
                write.add_invitations(id, 0, &[stored]).await
            })
        });
        let added: Result<(), StoreError> = work.await;
        added.unwrap();

        let page = staff.get(INVITATIONS).await;
        assert!(page.body.contains("Publish the questionnaire first"), "{}", page.body);
        assert_eq!(page.count("form[action$='/check']") + page.count("form[action$='/again']"), 0);
        let check = staff.post(&format!("{INVITATIONS}/check"), &[("addresses", "ann@example.org")]).await;
        assert_eq!(check.status, 409);
        let opened = app.visitor().get(&format!("/invited/early-survey/{secret}")).await;
        assert_eq!(opened.text("h1").as_deref(), Some("This consultation has not opened yet"), "{}", opened.body);
    }

    async fn a_list_is_read_before_anything_is_sent_and_each_address_gets_one_email(app: TestApp, database: &Database) {
        let (app, mut staff) = survey(app, Admission::Marked).await;
        let list = "Ann Field, ann@example.org\nnobody\nANN@example.org\nbob@example.org";
        let check = staff.post(&format!("{INVITATIONS}/check"), &[("addresses", list)]).await;
        assert_eq!(check.status, 200);
        let said = check.text("main").unwrap();
        for words in ["2 people can be invited", "No email address stands in this line", "stands in line 1 too", "Ann Field"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert_eq!(check.text("textarea").as_deref(), Some(list));
        assert!(mail(&app).await.is_empty());

        assert_eq!(staff.submit(&check, &[]).await.location().as_deref(), Some(INVITATIONS));
        assert_eq!(staff.submit(&check, &[]).await.status, 409);

        let sent = mail(&app).await;
        let recipients: Vec<_> = sent.iter().map(|mail| mail.recipient.as_str()).collect();
        assert_eq!(recipients, ["ann@example.org", "bob@example.org"]);
        let link = path_of(&sent[0].body);
        assert_eq!(app.visitor().get(&link).await.text("h1").as_deref(), Some("You are invited to answer"));
        assert_eq!(database.find_words(link.rsplit_once('/').unwrap().1).await, ["outbox.body"]);
        let page = staff.get(INVITATIONS).await.text("main table").unwrap();
        assert!(page.contains("Ann Field, ann@example.org") && page.contains("15 June 2026"), "{page}");
    }

    async fn what_cannot_be_read_is_refused_with_the_words_kept(app: TestApp) {
        let (_app, mut staff) = survey(app, Admission::Marked).await;
        let empty = staff.post(&format!("{INVITATIONS}/check"), &[("addresses", " \n ")]).await;
        assert_eq!(empty.status, 422);
        assert_eq!(empty.attribute(".govuk-error-summary__list a", "href").as_deref(), Some("#addresses"));
        for links in ["", "0", "1001", "some"] {
            let typed = [("state", "0"), ("links", links), ("label", "Farms </textarea>")];
            let refused = staff.post(&format!("{INVITATIONS}/links"), &typed).await;
            assert_eq!(refused.status, 422, "{links}");
            assert_eq!(refused.attribute("#links", "value").as_deref(), Some(links));
            assert_eq!(refused.attribute("#label", "value").as_deref(), Some("Farms </textarea>"));
        }
    }

    async fn links_for_letters_are_given_once_with_names_that_no_spreadsheet_runs(app: TestApp) {
        let (app, mut staff) = survey(app, Admission::Invited).await;
        let typed = [("state", "0"), ("links", "2"), ("label", "=Farm")];
        let file = staff.post(&format!("{INVITATIONS}/links"), &typed).await;
        let lines: Vec<_> = file.body.lines().collect();
        assert_eq!(lines[0], "name,address,link");
        assert!(lines[1].starts_with("'=Farm 1,,http://folkmoot.test/invited/early-survey/"), "{}", lines[1]);
        assert_eq!(staff.post(&format!("{INVITATIONS}/links"), &typed).await.status, 409);
        assert!(mail(&app).await.is_empty());
        let page = staff.get(INVITATIONS).await;
        assert!(page.text(".fm-count").unwrap().contains("2 invitations were made"));
        assert!(!page.body.contains("/invited/early-survey/"));
    }

    async fn sending_again_puts_a_new_link_in_the_place_of_the_old_one(app: TestApp) {
        let (app, mut staff) = survey(app, Admission::Marked).await;
        invite(&mut staff, "ann@example.org").await;
        let old = path_of(&mail(&app).await[0].body);
        let list = staff.get(INVITATIONS).await;
        let again = list.attribute("form[action$='/again']", "action").unwrap();
        let state = list.attribute("form[action$='/again'] input[name=state]", "value").unwrap();

        assert_eq!(staff.post(&again, &[("state", &state)]).await.status, 303);
        assert_eq!(staff.post(&again, &[("state", &state)]).await.status, 409);

        let links: Vec<_> = mail(&app).await.iter().map(|mail| path_of(&mail.body)).collect();
        let new = links.iter().find(|link| **link != old).unwrap();
        assert_eq!(links.len(), 2);
        assert_eq!(app.visitor().get(&old).await.status, 404);
        assert_eq!(app.visitor().get(new).await.status, 200);
    }

    async fn a_reminder_goes_to_whoever_has_not_answered_and_not_twice_on_a_day(app: TestApp) {
        let (app, mut staff) = survey(app, Admission::Marked).await;
        invite(&mut staff, "ann@example.org\nbob@example.org").await;
        assert_eq!(staff.get(INVITATIONS).await.count("form[action$='/remind']"), 0);
        let taken_back = staff.get(INVITATIONS).await.attribute("form[action$='/revoke']", "action").unwrap();
        app.clock.advance(TimeDelta::days(1));
        let mut staff = app.staff(Role::Administrator).await;
        assert_eq!(staff.post(&taken_back, &[]).await.status, 303);
        let list = staff.get(INVITATIONS).await;
        let state = list.attribute("form[action$='/remind'] input[name=state]", "value").unwrap();
        assert_eq!(state, "1");

        let remind = format!("{INVITATIONS}/remind");
        assert_eq!(staff.post(&remind, &[("state", &state)]).await.status, 303);
        assert_eq!(staff.post(&remind, &[("state", &state)]).await.status, 409);

        let recipients: Vec<_> = mail(&app).await.into_iter().map(|mail| mail.recipient).collect();
        assert_eq!(recipients, ["ann@example.org", "bob@example.org", "bob@example.org"]);
    }

    async fn an_invitation_that_is_taken_back_opens_nothing_and_a_link_for_a_letter_is_shown_once(app: TestApp) {
        let (app, mut staff) = survey(app, Admission::Invited).await;
        let link = links(&mut staff, 1).await.remove(0);
        let (log, _listening) = Log::listen();
        let list = staff.get(INVITATIONS).await;
        let revoke = list.attribute("form[action$='/revoke']", "action").unwrap();
        assert_eq!(staff.post(&revoke, &[]).await.status, 303);
        assert_eq!(staff.post(&revoke, &[]).await.status, 409);
        let opened = app.visitor().get(&link).await;
        assert_eq!(opened.text("h1").as_deref(), Some("This invitation was taken back"));
        assert_eq!(app.visitor().post(&link, &[]).await.status, 409);

        let list = staff.get(INVITATIONS).await;
        let again = list.attribute("form[action$='/again']", "action").unwrap();
        let state = list.attribute("form[action$='/again'] input[name=state]", "value").unwrap();
        let shown = staff.post(&again, &[("state", &state)]).await;
        let new = path_of(&shown.text(".fm-long-link").unwrap());
        assert_eq!(app.visitor().get(&new).await.text("h1").as_deref(), Some("You are invited to answer"));
        assert_eq!(app.visitor().get(&link).await.status, 404);
        for words in ["somebody took an invitation back", "somebody gave an invitation a new link"] {
            let lines = log.lines();
            let told = lines.iter().find(|line| line.contains(words)).unwrap();
            assert!(told.contains("\"account\"") && told.contains("\"consultation\":\"early-survey\""), "{told}");
        }
    }

    async fn the_list_is_given_page_by_page(app: TestApp) {
        let (_app, mut staff) = survey(app, Admission::Marked).await;
        links(&mut staff, 26).await;
        assert_eq!(staff.get(INVITATIONS).await.count("main tbody tr"), 25);
        assert_eq!(staff.get(&format!("{INVITATIONS}?page=2")).await.count("main tbody tr"), 1);
        assert_eq!(staff.get(&format!("{INVITATIONS}?page=3")).await.status, 404);
    }
}
