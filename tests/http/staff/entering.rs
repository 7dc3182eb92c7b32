//! Typing in responses that came on paper, by telephone, in a letter or at an event.

use chrono::TimeDelta;
use domain::permission::Role;
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

const ENTER: &str = "/staff/consultations/early-survey/enter";
const RESPONSES: &str = "/staff/consultations/early-survey/responses";

fn came(channel: &'static str, day: &'static str, month: &'static str) -> [(&'static str, &'static str); 4] {
    [("channel", channel), ("received.day", day), ("received.month", month), ("received.year", "2026")]
}

/// Leaves every page as it is and stores the response.
async fn leave_blank(staff: &mut Visitor, first: &str) -> Page {
    let mut page = staff.open(first).await;
    for _ in 0..40 {
        if page.count("#reference") == 1 {
            return page;
        }
        let next = staff.submit(&page, &[]).await;
        page = staff.open(&next.location().unwrap_or_else(|| panic!("a page was refused: {}", next.body))).await;
    }
    panic!("the receipt was never reached");
}

on_both_engines! {
    async fn answers_on_paper_are_stored_with_how_and_when_they_came_and_may_leave_anything_blank(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut staff = app.staff(Role::Strategist).await;
        let form = staff.get(ENTER).await;
        let begun = staff.submit(&form, &came("paper", "10", "6")).await;
        let first = staff.open(&begun.location().unwrap()).await;
        assert!(first.text(".govuk-inset-text").unwrap().contains("came on paper on 10 June 2026"), "{}", first.body);
        let receipt = leave_blank(&mut staff, &begun.location().unwrap()).await;
        let reference = receipt.text("#reference").unwrap();
        assert!(receipt.attributes("main a", "href").contains(&ENTER.to_owned()));

        let read = staff.get(&format!("/staff/responses/{reference}")).await.text("main").unwrap();
        assert!(read.contains("On paper, on 10 June 2026"), "{read}");
        let file = staff.get(&format!("{RESPONSES}.csv")).await.body;
        let lines: Vec<&str> = file.lines().collect();
        assert!(lines[0].starts_with("reference,submitted,channel,received,invited,version,"), "{}", lines[0]);
        assert!(lines[1].starts_with(&format!("{reference},2026-06-15,paper,2026-06-10,no,1,")), "{}", lines[1]);
        for (channel, count) in [("paper", 1), ("online", 0), ("nonsense", 1)] {
            let list = staff.get(&format!("{RESPONSES}?channel={channel}")).await;
            assert_eq!(list.count("tbody tr"), count, "{channel}");
        }
    }

    async fn a_response_that_came_in_time_can_be_typed_in_after_the_closing(app: TestApp) {
        let app = app.with_early_survey().await;
        app.clock.advance(TimeDelta::weeks(4));
        let mut staff = app.staff(Role::Strategist).await;
        for (day, month) in [("7", "6"), ("7", "7"), ("1", "12")] {
            let refused = staff.post(ENTER, &came("letter", day, month)).await;
            assert_eq!(refused.status, 422, "{day} {month}");
            assert_eq!(refused.attribute("#received-day", "value").as_deref(), Some(day));
            assert_eq!(refused.count("input[name=channel][value=letter][checked]"), 1);
        }
        let begun = staff.post(ENTER, &came("letter", "6", "7")).await;
        let receipt = leave_blank(&mut staff, &begun.location().unwrap()).await;
        assert!(receipt.text("h1").unwrap().contains("The response was stored"));
        let public = app.visitor().get("/consultations/early-survey/respond").await;
        assert_eq!(app.visitor().open(&public.location().unwrap()).await.count("main form[method=post]"), 0);
    }

    async fn answers_that_the_browser_holds_are_not_taken_away_by_typing_in_others(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut staff = app.staff(Role::Administrator).await;
        let own = [("responding-as", "other"), ("responding-as.other", "my own words")];
        staff.post("/consultations/early-survey/respond/you", &own).await;
        for page in [staff.get(ENTER).await, staff.post(ENTER, &came("event", "10", "6")).await] {
            assert!(page.text("h1").unwrap().contains("Some answers are not sent yet"));
            assert_eq!(page.count("input[name=channel]"), 0);
        }
        assert!(staff.open("/consultations/early-survey/respond/you").await.body.contains("my own words"));
    }

    async fn what_is_missing_is_said_beside_the_field(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut staff = app.staff(Role::Strategist).await;
        let refused = staff.post(ENTER, &[]).await;
        assert_eq!(refused.status, 422);
        let links = refused.attributes(".govuk-error-summary__list a", "href");
        assert_eq!(links, ["#channel", "#received-day"]);
        let online = staff.post(ENTER, &came("online", "10", "6")).await;
        assert_eq!(online.status, 422);
    }
}
