//! Asking and confirming.

use app::state::{AppState, Shared, Site};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::permission::Role;
use engines::on_both_engines;
use support::TestApp;

use super::{ANN, ask, letters, link_in_mail, mails, with_alert, work};
use crate::staff::{documents, meetings::with_group};

on_both_engines! {
    async fn the_page_of_a_consultation_leads_to_alerts_about_consultations(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let links = visitor.get("/consultations/early-survey").await.attributes("main a", "href");
        let to_alerts = links.iter().find(|href| href.starts_with("/alerts")).unwrap_or_else(|| panic!("{links:?}"));
        assert_eq!(visitor.get(to_alerts).await.attributes("input[checked]", "value"), ["consultations", "at-once"]);
    }

    async fn an_address_gets_alerts_when_a_button_confirms_it_and_not_when_its_link_is_opened(app: TestApp, database: &Database) {
        let mut visitor = app.visitor();
        let form = visitor.get("/alerts").await;
        let asked = visitor.submit(&form, &[("email", ANN), ("about", "documents"), ("pace", "at-once")]).await;
        let said = visitor.get(&asked.location().unwrap()).await;
        assert_eq!(said.text("h1").as_deref(), Some("Check your email"));
        let mail = mails(&app).await.remove(0);
        assert_eq!((mail.recipient.as_str(), mail.subject.as_str()), (ANN, "Confirm your email alerts"));
        assert!(mail.body.contains("* Documents\nHow often: as soon as something is published\n"), "{}", mail.body);
        let link = link_in_mail(&app).await;
        for _ in 0..3 {
            let opened = visitor.get(&link).await;
            assert_eq!((opened.status, opened.text("h1").unwrap()), (StatusCode::OK, "Confirm your email alerts".to_owned()));
            assert_eq!((&opened.headers["cache-control"], &opened.headers["x-robots-tag"]), (&"no-store".parse().unwrap(), &"noindex, nofollow".parse().unwrap()));
            assert!(!opened.body.contains(ANN));
        }
        assert!(app.state.store.count_alerts().await.unwrap().is_empty(), "opening it confirms nothing");

        let confirmed = visitor.post(&link, &[]).await.location().unwrap();
        let page = visitor.get(&confirmed).await;
        assert_eq!(page.text("[role=status]").as_deref(), Some("Your email alerts are confirmed. You hear of what is published from now on."));
        assert_eq!(page.attributes("input[checked]", "value"), ["documents", "at-once"]);
        assert_eq!(visitor.post(&link, &[]).await.location(), visitor.get(&link).await.location(), "a second time leads to the same page");
        assert_eq!(app.state.store.count_alerts().await.unwrap().len(), 1);
        let secret = link.rsplit_once('/').unwrap().1;
        assert_eq!(database.find_words(secret).await, Vec::<String>::new(), "only its hash is stored");

        documents::with_note(&app).await;
        assert_eq!((work(&app).await, letters(&app).await.len()), (1, 1));
    }

    async fn nobody_learns_whether_an_address_has_alerts(app: TestApp) {
        with_alert(&app, ANN, "documents", "weekly").await;
        let mut visitor = app.visitor();
        let (known, new) = (ask(&mut visitor, "Ann@example.net", "everything", "daily").await, ask(&mut visitor, "ben@example.net", "everything", "daily").await);
        let seen = |page: &support::Page| (page.status, page.location(), page.body.clone(), page.headers.len());
        assert_eq!(seen(&known), seen(&new));
        let sent: Vec<_> = mails(&app).await.into_iter().map(|mail| (mail.recipient, mail.subject)).collect();
        assert!(sent.contains(&(ANN.to_owned(), "Your email alerts".to_owned())) && sent.contains(&("ben@example.net".to_owned(), "Confirm your email alerts".to_owned())), "{sent:?}");
        let of_ann = mails(&app).await.into_iter().find(|mail| mail.recipient == ANN).unwrap();
        let link = of_ann.body.lines().find(|line| line.contains("/alerts/change/")).unwrap().to_owned();
        let page = visitor.get(link.strip_prefix("http://folkmoot.test").unwrap()).await;
        assert_eq!(page.attributes("input[checked]", "value"), ["documents", "weekly"], "nothing has changed");
    }

    async fn what_is_wrong_is_said_beside_the_field_with_what_was_typed_and_nothing_is_stored(app: TestApp) {
        with_group(&app).await;
        let mut visitor = app.visitor();
        let refused = visitor.post("/alerts", &[("email", "ann at example")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.attributes(".govuk-error-summary a", "href"), ["#about", "#pace", "#email"]);
        for (field, words) in [("email", "Enter an email address like name@example.org"), ("about", "Choose what you want to hear of"), ("pace", "Choose how often you want to hear of it")] {
            assert_eq!(refused.text(&format!("#{field}-error")), Some(format!("Error: {words}")));
        }
        assert_eq!(refused.attribute("#email", "value").as_deref(), Some("ann at example"));
        for email in ["ann@example.net\r\nBcc: ben@example.net", "ann@example.net, ben@example.net", "Ann <ann@example.net>", "\"><svg onload=alert(1)>@example.net"] {
            let refused = ask(&mut visitor, email, "documents", "daily").await;
            assert_eq!((refused.status, refused.count("svg[onload]")), (StatusCode::UNPROCESSABLE_ENTITY, 0), "{email}");
            assert_eq!(refused.attributes("input[checked]", "value"), ["documents", "daily"]);
        }
        for about in ["group-00000000-0000-0000-0000-000000000001", "group-", "nothing"] {
            assert_eq!(ask(&mut visitor, ANN, about, "daily").await.status, StatusCode::UNPROCESSABLE_ENTITY, "{about}");
        }
        assert_eq!((mails(&app).await.len(), app.state.store.count_alert_requests(app.state.clock.now() - TimeDelta::days(1)).await.unwrap()), (0, 0));
    }

    async fn a_mailbox_gets_three_emails_an_hour_however_it_is_spelt_and_whoever_has_alerts(app: TestApp) {
        with_alert(&app, ANN, "documents", "daily").await;
        let mut visitor = app.visitor();
        for (email, status) in [("ann+1@example.net", 303), ("ANN@example.net", 303), ("ann+2@example.net", 429), (ANN, 429)] {
            let page = ask(&mut visitor, email, "documents", "daily").await;
            assert_eq!(page.status.as_u16(), status, "{email}");
            assert_eq!(page.count("#email-error"), usize::from(status == 429));
        }
        assert_eq!(mails(&app).await.len(), 2);
        app.clock.advance(TimeDelta::hours(1));
        assert_eq!(ask(&mut visitor, ANN, "documents", "daily").await.status, StatusCode::SEE_OTHER);
    }

    async fn a_link_to_confirm_works_for_three_days_and_one_that_was_never_made_never(app: TestApp) {
        let mut visitor = app.visitor();
        ask(&mut visitor, ANN, "everything", "daily").await;
        let link = link_in_mail(&app).await;
        app.clock.advance(TimeDelta::days(3));
        for dead in [link.as_str(), "/alerts/confirm/AAAAAAAAAAAAAAAAAAAAAA", "/alerts/change/AAAAAAAAAAAAAAAAAAAAAA", "/alerts/end/AAAAAAAAAAAAAAAAAAAAAA"] {
            let page = visitor.get(dead).await;
            assert_eq!((page.status, page.text("h1").unwrap()), (StatusCode::NOT_FOUND, "This link does not work".to_owned()), "{dead}");
        }
        assert_eq!(visitor.post(&link, &[]).await.status, StatusCode::NOT_FOUND);
        for _ in 0..15 {
            visitor.get("/alerts/change/guessed").await;
        }
        assert_eq!(visitor.get("/alerts/change/guessed").await.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(app.state.store.count_alerts().await.unwrap().is_empty());
    }

    async fn a_page_of_a_group_leads_to_alerts_about_it(app: TestApp) {
        with_group(&app).await;
        let mut visitor = app.visitor();
        let group = visitor.get("/groups/river-group").await;
        let link = group.attributes("main a", "href").into_iter().find(|href| href.starts_with("/alerts")).unwrap();
        let form = visitor.get(&link).await;
        assert_eq!(form.attributes("input[checked]", "value").len(), 2, "the group, and how often");
        let asked = visitor.submit(&form, &[("email", ANN)]).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
        assert!(mails(&app).await[0].body.contains("* River Group\n"));
    }

    async fn where_no_mail_can_be_sent_the_page_says_so_and_offers_the_feeds(app: TestApp) {
        let shared = app.shared();
        let state = AppState::new(Shared { site: Site { sends_mail: false, ..shared.site.clone() }, ..shared });
        let mut visitor = app.visitor().through(app::pages::router(state));
        let page = visitor.get("/alerts").await;
        assert!(page.body.contains("This site cannot send email at the moment") && page.count("main form") == 0);
        assert!(page.attributes("main a", "href").contains(&"/feeds".to_owned()));
        assert_eq!(ask(&mut visitor, ANN, "documents", "daily").await.status, StatusCode::NOT_FOUND);
        assert!(mails(&app).await.is_empty());
    }

    async fn staff_see_how_many_asked_for_what_and_no_address(app: TestApp) {
        with_alert(&app, ANN, "documents", "daily").await;
        with_alert(&app, "ben@example.net", "everything", "at-once").await;
        ask(&mut app.visitor(), "cat@example.net", "everything", "weekly").await;
        documents::with_note(&app).await;
        work(&app).await;
        let page = app.staff(Role::Editor).await.get("/staff/alerts").await;
        let facts: String = page.text(".govuk-summary-list").unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        for fact in ["that confirmed2", "not confirmed yet1", "wait to be sent1", "made in the last 28 days1", "sent in the last 28 days0", "given up in the last 28 days0"] {
            assert!(facts.contains(fact), "{fact}: {facts}");
        }
        let table: Vec<String> = page.text("tbody").unwrap().split_whitespace().map(str::to_owned).collect();
        assert_eq!(table.join(" "), "Everything that is published1001Documents0101Addresses in all1102");
        assert!(!page.body.contains("@example.net"));
        assert_eq!(app.staff(Role::Auditor).await.get("/staff/alerts").await.status, StatusCode::FORBIDDEN);
    }
}
