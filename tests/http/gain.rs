//! The guided check on biodiversity net gain and the gain-site log, as anybody walks through them: by addresses, without a cookie, with nothing stored.

use axum::http::StatusCode;
use chrono::{Months, NaiveDate};
use domain::{
    decimal::Decimal,
    gain::{Exemption, ExemptionKind, RuleSet, RuleSource, SmallEffect, SmallSite},
};
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

const CHECK: &str = "/biodiversity-net-gain";
const LOG: &str = "/biodiversity-net-gain/providers";
/// A step with what is changed in the answers, and the field that is refused.
type Step = (&'static str, &'static [(&'static str, &'static str)], &'static str);

/// An application of a day on which rules hold, of no kind that is exempt, that affects nothing.
const ANSWERS: &str = "made=yes&made-on.day=1&made-on.month=3&made-on.year=2026&application=none&priority-habitat=no&area=0&trees=0&length=0";

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Rules of spring 2024 until July 2026, reviewed two weeks before the tests.
pub fn rules() -> RuleSet {
    RuleSet {
        title: "Rules of the tests".into(),
        sources: vec![
            RuleSource { title: "Regulations".into(), address: "https://example.org/rules".into() },
            RuleSource { title: "A trick".into(), address: "javascript:alert(1)".into() },
        ],
        from: day(2024, 4, 2),
        to: Some(day(2026, 7, 30)),
        reviewed_on: day(2026, 6, 1),
        reviewer: "Planning policy".into(),
        is_verified: false,
        small_effect: Some(SmallEffect { area: 25.into(), length: 5.into(), tree: 41.into() }),
        small_site: None,
        exemptions: vec![Exemption::new(
            ExemptionKind::Application,
            "A householder <b>application</b>",
            Some("an extension"),
        )],
        least_providers: 3,
    }
}

/// Keeps rules as the next set.
pub async fn keep(app: &TestApp, number: i64, rules: RuleSet, is_shown: bool) {
    let at = app.state.clock.now();
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move { write.add_gain_rules((number, number - 1), (&rules, is_shown), (None, at)).await })
    });
    work.await.unwrap();
}

async fn asked(visitor: &mut Visitor, step: &str, changes: &[(&str, &str)]) -> Page {
    let mut answers: Vec<(String, String)> = url::form_urlencoded::parse(ANSWERS.as_bytes())
        .into_owned()
        .filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name))
        .collect();
    answers.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(answers).finish();
    visitor.get(&format!("{CHECK}?step={step}&{query}")).await
}

async fn heading(visitor: &mut Visitor, changes: &[(&str, &str)]) -> String {
    let page = asked(visitor, "result", changes).await;
    assert_eq!(page.status, StatusCode::OK, "{changes:?}: {}", page.body);
    page.text("h1").unwrap()
}

const EXEMPT: &str = "Your development may be exempt from biodiversity net gain";
const NEEDED: &str = "Your development is likely to need biodiversity net gain";
const OPEN: &str = "This check cannot tell: ask your local planning authority";

on_both_engines! {
    async fn each_limit_gives_the_result_of_its_own_side(app: TestApp) {
        keep(&app, 1, rules(), true).await;
        let mut visitor = app.visitor();
        let cases: [(&[(&str, &str)], &str); 12] = [
            (&[("area", "24.99")], EXEMPT),
            (&[("area", "25")], NEEDED),
            (&[("length", "4.99")], EXEMPT),
            (&[("length", "5")], NEEDED),
            (&[("trees", "1")], NEEDED),
            (&[("area", "24"), ("priority-habitat", "yes")], NEEDED),
            (&[("area", "24"), ("length", "5")], NEEDED),
            (&[("area", "900"), ("application", "a-householder-bapplicationb")], EXEMPT),
            (&[("priority-habitat", "dont-know")], OPEN),
            (&[("area", "")], OPEN),
            (&[("application", "dont-know"), ("area", "30")], OPEN),
            (&[("application", "dont-know"), ("priority-habitat", "dont-know"), ("area", ""), ("trees", ""), ("length", "")], OPEN),
        ];
        for (changes, expected) in cases {
            assert_eq!(heading(&mut visitor, changes).await, expected, "{changes:?}");
        }
    }

    async fn a_result_says_why_by_which_rules_and_leads_back_with_the_answers_kept(app: TestApp) {
        keep(&app, 1, rules(), true).await;
        let mut visitor = app.visitor();
        let page = asked(&mut visitor, "result", &[("trees", "1")]).await;
        let main = page.text("main").unwrap();
        for words in [
            "41 square metres of other habitat are affected, with small trees. To be exempt it has to be less than 25",
            "The application was made on 1 March 2026",
            "made from 2 April 2024 to 30 July 2026",
            "1 June 2026, by Planning policy",
            "These rules are unverified",
            "This is guidance and not legal advice",
            "Ask your local planning authority",
        ] {
            assert!(main.contains(words), "{words}: {main}");
        }
        assert!(page.count("main a[href='https://example.org/rules']") == 1 && !page.body.contains("javascript:"), "{}", page.body);
        assert!(page.headers.get("set-cookie").is_none() && page.body.contains("noindex"));
        let back = page.attribute("a.govuk-back-link", "href").unwrap();
        let form = visitor.get(&back).await;
        assert_eq!((form.attribute("#trees", "value").as_deref(), form.attribute("#area", "value").as_deref()), (Some("1"), Some("0")));
        assert_eq!(form.count("input[name='priority-habitat'][value='no'][checked]"), 1);
        let first = visitor.get(&form.attribute("a.govuk-back-link", "href").unwrap()).await;
        assert_eq!((first.attribute("#made-on-year", "value").as_deref(), first.count("input[type=hidden][name=trees][value='1']")), (Some("2026"), 1));
        assert!(form.body.contains("A householder &lt;b&gt;application&lt;/b&gt;"), "{}", form.body);
    }

    async fn what_lacks_something_is_refused_beside_the_field_with_what_was_typed(app: TestApp) {
        keep(&app, 1, rules(), true).await;
        let mut visitor = app.visitor();
        let cases: [Step; 10] = [
            ("questions", &[("made", "")], "made"),
            ("questions", &[("made-on.day", "")], "made-on-day"),
            ("questions", &[("made-on.day", ""), ("made-on.month", ""), ("made-on.year", "")], "made-on-day"),
            ("questions", &[("made-on.day", "31"), ("made-on.month", "2")], "made-on-day"),
            ("result", &[("made-on.year", "2030")], "made-on-day"),
            ("result", &[("application", "")], "application"),
            ("result", &[("application", "nothing")], "application"),
            ("result", &[("priority-habitat", "")], "priority-habitat"),
            ("result", &[("area", "about 20")], "area"),
            ("result", &[("trees", "-1")], "trees"),
        ];
        for (step, changes, field) in cases {
            let page = asked(&mut visitor, step, changes).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{changes:?}");
            assert_eq!(page.count(&format!(".govuk-error-summary a[href='#{field}']")), 1, "{changes:?}: {}", page.body);
            if let [("area" | "trees", typed)] = changes {
                assert_eq!(page.attribute(&format!("#{field}"), "value").as_deref(), Some(*typed));
            }
        }
    }

    async fn rules_hold_for_their_own_days_and_one_that_is_not_made_falls_under_those_of_today(app: TestApp) {
        let later = RuleSet {
            title: "Later rules".into(),
            from: day(2026, 7, 31),
            to: None,
            small_site: Some(SmallSite { hectares: Decimal::parse("0.2").unwrap() }),
            ..rules()
        };
        keep(&app, 1, rules(), true).await;
        keep(&app, 2, later, true).await;
        let mut visitor = app.visitor();
        let today = visitor.get(&format!("{CHECK}?step=questions&made=no")).await;
        let main = today.text("main").unwrap();
        assert!(main.contains("the rules of today, 15 June 2026, are used") && main.contains("Rules of the tests") && today.count("#site") == 0, "{main}");
        let before = asked(&mut visitor, "questions", &[("made-on.year", "2020")]).await;
        assert!(before.text("h1").unwrap().contains("No rules are kept here") && before.count("form[method=get] input[name=area]") == 0, "{}", before.body);
        app.clock.advance(chrono::TimeDelta::days(60));
        let later = visitor.get(&format!("{CHECK}?step=questions&made=no")).await;
        assert!(later.text("main").unwrap().contains("Later rules") && later.count("#site") == 1, "{}", later.body);
        let small = [("made", "no"), ("area", "900"), ("site", "0.2")];
        assert_eq!(heading(&mut visitor, &small).await, EXEMPT);
        assert_eq!(heading(&mut visitor, &[("made", "no"), ("area", "900"), ("site", "0.2001")]).await, NEEDED);
        assert_eq!(heading(&mut visitor, &[("made", "no"), ("area", "900"), ("site", "")]).await, OPEN);
    }

    async fn rules_that_nobody_reviewed_for_six_months_give_no_result_and_hidden_ones_are_nobodys(app: TestApp) {
        let old = RuleSet { reviewed_on: day(2026, 6, 15).checked_sub_months(Months::new(6)).unwrap(), ..rules() };
        keep(&app, 1, old, true).await;
        let mut visitor = app.visitor();
        assert_eq!(heading(&mut visitor, &[]).await, EXEMPT, "the last day of six months");
        app.clock.advance(chrono::TimeDelta::days(1));
        for step in ["questions", "result"] {
            let page = asked(&mut visitor, step, &[]).await;
            let main = page.text("main").unwrap();
            assert!(main.contains("These rules have to be reviewed first") && main.contains("15 December 2025, by Planning policy"), "{main}");
            assert!(!main.contains("may be exempt") && page.count("main form") == 0 && page.count("main a[href='https://example.org/rules']") == 2, "{}", page.body);
        }
        let log = visitor.get(LOG).await;
        assert!(log.text("main").unwrap().contains("How many providers you have to ask is not known here"), "{}", log.body);
    }

    async fn rules_that_are_not_shown_are_not_used(app: TestApp) {
        keep(&app, 1, rules(), false).await;
        let page = asked(&mut app.visitor(), "result", &[]).await;
        assert!(page.text("h1").unwrap().contains("No rules are kept here") && !page.body.contains("Rules of the tests"), "{}", page.body);
    }

    async fn a_log_tells_how_many_providers_are_missing_and_becomes_evidence(app: TestApp) {
        keep(&app, 1, rules(), true).await;
        let mut visitor = app.visitor();
        let log = visitor.get(LOG).await;
        assert_eq!((log.count("h2.govuk-heading-m"), log.text("main").unwrap().contains("at least 3 providers")), (3, true), "{}", log.body);
        assert!(log.text("main").unwrap().contains("Nothing that you type here is stored"));
        let more = visitor.submit(&log, &[("do", "add"), ("name-1", "One"), ("name-2", "Heath Bank")]).await;
        assert_eq!((more.count("#name-4"), more.attribute("#name-1", "value").as_deref()), (1, Some("One")));
        let fewer = visitor.submit(&more, &[("do", "remove-1")]).await;
        assert_eq!((fewer.count("#name-4"), fewer.attribute("#name-1", "value").as_deref()), (0, Some("Heath Bank")));

        let filled = [
            ("do", "evidence"),
            ("for", "@24/1"),
            ("name-1", "=HYPERLINK(\"x\")"),
            ("register-1", "+BGS-1"),
            ("asked-1.day", "1"),
            ("asked-1.month", "6"),
            ("asked-1.year", "2026"),
            ("habitat-1", "-Meadow, wet"),
            ("answer-1", "unavailable"),
        ];
        let evidence = visitor.submit(&log, &filled).await;
        let main = evidence.text("main").unwrap();
        for words in ["You have asked 1 provider.", "at least 3: 2 are missing", "=HYPERLINK", "1 June 2026", "It has no such units", "Nothing of this is stored"] {
            assert!(main.contains(words), "{words}: {main}");
        }
        assert_eq!((evidence.headers["cache-control"].to_str().unwrap(), evidence.headers.get("set-cookie")), ("no-store", None));
        let file = visitor.submit(&evidence, &[("do", "file")]).await;
        assert!(file.headers["content-type"].to_str().unwrap().starts_with("text/csv") && file.headers["content-disposition"].to_str().unwrap().contains("gain-site-log.csv"));
        let lines: Vec<&str> = file.body.lines().collect();
        assert_eq!(lines, [
            "provider,register_reference,asked_on,habitat,answer,words,development",
            "\"'=HYPERLINK(\"\"x\"\")\",'+BGS-1,2026-06-01,\"'-Meadow, wet\",It has no such units,,'@24/1",
        ]);
        let again = visitor.submit(&evidence, &[("do", "change")]).await;
        assert_eq!((again.attribute("#register-1", "value").as_deref(), again.count("#name-3")), (Some("+BGS-1"), 1));
    }

    async fn a_log_with_a_row_that_lacks_something_is_refused_beside_the_field(app: TestApp) {
        keep(&app, 1, rules(), true).await;
        let mut visitor = app.visitor();
        let log = visitor.get(LOG).await;
        let empty = visitor.submit(&log, &[("do", "evidence")]).await;
        assert_eq!((empty.status.as_u16(), empty.count(".govuk-error-summary a[href='#name-1']"), empty.count(".govuk-error-summary a[href='#name-2']")), (422, 1, 0), "{}", empty.body);
        let filled = [("do", "file"), ("name-2", "Heath Bank"), ("asked-2.day", "16"), ("asked-2.month", "6"), ("asked-2.year", "2026"), ("habitat-2", "Meadow"), ("answer-2", "available")];
        let tomorrow = visitor.submit(&log, &filled).await;
        assert_eq!((tomorrow.status.as_u16(), tomorrow.count(".govuk-error-summary a[href='#asked-2-day']")), (422, 1), "{}", tomorrow.body);
        assert_eq!(tomorrow.attribute("#name-2", "value").as_deref(), Some("Heath Bank"));
        let long = "x".repeat(201);
        let long = visitor.submit(&tomorrow, &[("do", "evidence"), ("asked-2.day", "15"), ("for", &long)]).await;
        assert_eq!((long.status.as_u16(), long.count(".govuk-error-summary a[href='#for']")), (422, 1));
        let strange = visitor.post(LOG, &[("rows", "99999999999"), ("do", "remove-x"), ("name-77777777777777777777", "x")]).await;
        assert_eq!(strange.status, StatusCode::OK);
    }
}
