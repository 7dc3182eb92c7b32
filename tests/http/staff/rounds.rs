//! What supporting authorities are given: 28 days of which the first counts, what came back, and what is due.

use axum::http::StatusCode;
use chrono::{TimeZone, Utc};
use domain::permission::Role;
use engines::on_both_engines;
use support::{TestApp, Visitor};

use super::involvement::send;

const LIST: &str = "/staff/supporting-authorities";
const REGISTER: &str = "/staff/involvement";

/// What is filled in for the final strategy.
const FINAL: [(&str, &str); 7] = [
    ("kind", "final"),
    ("title", "The final strategy"),
    ("given.day", "15"),
    ("given.month", "1"),
    ("given.year", "2025"),
    ("authorities", "1"),
    ("authorities", "2"),
];

/// What is filled in for a notice that came on the last day.
const NOTICE: [(&str, &str); 5] = [
    ("stance", "advisory-notice"),
    ("grounds", "not-justified"),
    ("came.day", "11"),
    ("came.month", "2"),
    ("came.year", "2025"),
];

/// Somebody who may write, on a day of 2025; sessions of other days are over.
async fn on(app: &TestApp, month: u32, day: u32) -> Visitor {
    app.clock.set(Utc.with_ymd_and_hms(2025, month, day, 9, 0, 0).unwrap());
    app.staff(Role::Strategist).await
}

async fn taken(staff: &mut Visitor, address: &str, fields: &[(&'static str, &'static str)]) {
    let page = send(staff, address, fields, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{address}: {}", page.body);
}

/// A site on 26 January 2025 with two authorities that were given the final strategy on the 15th.
async fn begun(app: &TestApp) -> Visitor {
    let mut staff = on(app, 1, 26).await;
    for name in ["Heath District Council", "Moor Park Authority"] {
        let fields = [("name", name), ("kind", "organisation"), ("role", "supporting-authority")];
        taken(&mut staff, &format!("{REGISTER}/new"), &fields).await;
    }
    taken(&mut staff, &format!("{LIST}/new"), &FINAL).await;
    staff
}

on_both_engines! {
    async fn the_page_of_a_round_counts_the_day_on_which_it_was_given_as_the_first(app: TestApp) {
        let mut staff = begun(&app).await;
        let main = staff.main_of(&format!("{LIST}/1")).await;
        for words in ["28 days, counting 15 January 2025 as the first: the last is 11 February 2025", "Day 12 of 28: 16 days left after today", "Nothing yet"] {
            assert!(main.contains(words), "{words}: {main}");
        }
        let home = staff.main_of("/staff").await;
        assert!(home.contains("due by 11 February 2025. The answer of Heath District Council on ‘The final strategy’"), "{home}");
        let due = staff.get(LIST).await;
        assert_eq!(due.count("table:first-of-type tbody tr"), 3, "two that are due and one round: {}", due.body);
        let file = staff.get(&format!("{LIST}/deadlines.ics")).await;
        assert_eq!(file.body.matches("DTSTART;VALUE=DATE:20250211").count(), 2, "{}", file.body);

        taken(&mut staff, &format!("{LIST}/1/authorities/2/received"), &[("on.day", "20")]).await;
        assert!(staff.main_of(&format!("{LIST}/1")).await.contains("28 days, counting 20 January 2025 as the first: the last is 16 February 2025"));

        let mut staff = on(&app, 2, 12).await;
        let main = staff.main_of(&format!("{LIST}/1")).await;
        assert!(main.contains("Over for 1 day") && main.contains("Nothing came within 28 days"), "{main}");
        assert!(staff.main_of("/staff").await.contains("The answer of Moor Park Authority"));
    }

    async fn a_notice_is_answered_within_28_days_and_what_is_late_is_told(app: TestApp) {
        begun(&app).await;
        let mut staff = on(&app, 3, 1).await;
        let of_one = format!("{LIST}/1/authorities/1");
        let opinion = format!("{of_one}/opinion");
        let early = send(&mut staff, &opinion, &NOTICE, &[("came.month", "1")]).await;
        assert!(early.refuses("came-day") && early.body.contains("15 January 2025 or later"), "{}", early.body);
        let cases: [(&[(&str, &str)], &str); 4] = [
            (&[("grounds", "")], "grounds"),
            (&[("stance", "objection")], "stance"),
            (&[("came.year", "2026")], "came-day"),
            (&[("evidence-address", "javascript:x")], "evidence-address"),
        ];
        for (changes, field) in cases {
            let page = send(&mut staff, &opinion, &[&NOTICE[..], &[("words", "See page 4")]].concat(), changes).await;
            assert!(page.refuses(field), "{changes:?}: {}", page.body);
            assert_eq!(page.text("#words").as_deref(), Some("See page 4"));
        }
        let hindered = staff.get(&format!("{of_one}/answer")).await;
        assert!(hindered.body.contains("Write down first what this authority said"), "{}", hindered.body);
        taken(&mut staff, &opinion, &NOTICE).await;
        let late = [("stance", "no-objection"), ("came.day", "14"), ("came.month", "2"), ("came.year", "2025")];
        taken(&mut staff, &format!("{LIST}/1/authorities/2/opinion"), &late).await;

        let main = staff.main_of(&format!("{LIST}/1")).await;
        for words in [
            "Publication advisory notice on 11 February 2025, in time",
            "cannot be justified based on the results of the consultation",
            "No objection on 14 February 2025, 3 days late",
            "Due by 10 March 2025. Day 19 of 28: 9 days left after today",
            "28 days, counting 11 February 2025 as the first: the last is 10 March 2025",
        ] {
            assert!(main.contains(words), "{words}: {main}");
        }
        assert!(staff.main_of("/staff").await.contains("Our answer to the notice of Heath District Council"));
        let mut staff = on(&app, 3, 12).await;
        assert!(staff.main_of(&format!("{LIST}/1")).await.contains("Overdue: was due by 10 March 2025, 2 days ago"));
        let answer = [("sent.day", "12"), ("sent.month", "3"), ("sent.year", "2025"), ("words", "We looked at page 4.")];
        assert!(send(&mut staff, &format!("{of_one}/answer"), &answer, &[("words", "")]).await.refuses("words"));
        taken(&mut staff, &format!("{of_one}/answer"), &answer).await;
        let main = staff.main_of(&format!("{LIST}/1")).await;
        assert!(main.contains("Answered on 12 March 2025, 2 days late") && main.contains("We looked at page 4."), "{main}");
        assert!(staff.main_of(LIST).await.contains("Nothing is due"));
        taken(&mut staff, &format!("{of_one}/take-back"), &[("reason", "It was of another")]).await;
        assert!(staff.main_of(&format!("{LIST}/1")).await.contains("taken back: It was of another"));
    }

    async fn a_round_that_lacks_something_is_refused_and_of_two_who_write_the_second_is_told(app: TestApp) {
        let mut staff = on(&app, 1, 26).await;
        let nobody = staff.get(&format!("{LIST}/new")).await;
        assert!(nobody.body.contains("Add them first to the") && nobody.count("button.govuk-button[type=submit]") == 0, "{}", nobody.body);
        let mut staff = begun(&app).await;
        let cases: [(&[(&str, &str)], &str); 4] = [
            (&[("kind", "")], "kind"),
            (&[("title", "")], "title"),
            (&[("given.day", "32")], "given-day"),
            (&[("authorities", "")], "authorities"),
        ];
        for (changes, field) in cases {
            assert!(send(&mut staff, &format!("{LIST}/new"), &FINAL, changes).await.refuses(field), "{changes:?}");
        }
        let old = staff.get(&format!("{LIST}/1/change")).await;
        taken(&mut staff, &format!("{LIST}/1/change"), &[("title", "The strategy")]).await;
        let late = staff.submit(&old, &[("title", "The last strategy")]).await;
        assert!(late.status == 409 && late.attribute("#title", "value").as_deref() == Some("The last strategy"), "{}", late.body);
        taken(&mut staff, &format!("{LIST}/1/take-out"), &[("reason", "A trial")]).await;
        assert!(staff.main_of(LIST).await.contains("Nothing is due"));
        let seen = staff.get(&format!("{LIST}/1")).await.attribute("main form input[name='state']", "value").unwrap();
        let stale = staff.post(&format!("{LIST}/1/put-back"), &[("state", "1")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert_eq!(staff.post(&format!("{LIST}/1/put-back"), &[("state", &seen)]).await.status, StatusCode::SEE_OTHER);
        for gone in ["9", "1/nothing", "1/authorities/7/opinion", "1/authorities/1/nothing"] {
            assert_eq!(staff.get(&format!("{LIST}/{gone}")).await.status, StatusCode::NOT_FOUND, "{gone}");
        }
    }

    async fn an_auditor_reads_rounds_and_those_who_take_in_offers_of_land_do_not(app: TestApp) {
        begun(&app).await;
        let mut auditor = app.staff(Role::Auditor).await;
        let page = auditor.get(&format!("{LIST}/1")).await;
        assert_eq!((page.status, page.count("main form"), page.count("main li a")), (StatusCode::OK, 0, 0), "{}", page.body);
        for below in ["/new", "/1/change", "/1/authorities/1/opinion"] {
            assert_eq!(auditor.get(&format!("{LIST}{below}")).await.status, StatusCode::FORBIDDEN, "{below}");
        }
        let mut intake = app.staff(Role::Intake).await;
        assert_eq!(intake.get(LIST).await.status, StatusCode::FORBIDDEN);
        assert!(!intake.main_of("/staff").await.contains("Supporting authorities"));
    }
}
