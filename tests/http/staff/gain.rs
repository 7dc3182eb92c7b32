//! The rules of the guided check as staff keep them: written in revisions, reviewed, ended, tried before everybody sees them.

use axum::http::StatusCode;
use domain::permission::Role;
use engines::on_both_engines;
use support::{TestApp, Visitor};

use super::involvement::send;

const LIST: &str = "/staff/biodiversity-net-gain";
const CHECK: &str = "/biodiversity-net-gain";
const QUESTIONS: &str = "step=questions&made=no";

/// What is filled in for rules that hold from 2024.
const RULES: [(&str, &str); 16] = [
    ("title", "Rules of the team"),
    ("from.day", "2"),
    ("from.month", "4"),
    ("from.year", "2024"),
    ("applications", "A householder application: an extension\nRetrospective permission"),
    ("developments", "A biodiversity gain site"),
    ("area", "25"),
    ("length", "5"),
    ("tree", "41"),
    ("providers", "3"),
    ("sources", "Exemptions Regulations 2024: https://www.legislation.gov.uk/uksi/2024/47"),
    ("reviewed.day", "1"),
    ("reviewed.month", "6"),
    ("reviewed.year", "2026"),
    ("reviewer", "Planning policy of the council"),
    ("shown", "yes"),
];

async fn taken(staff: &mut Visitor, address: &str, changes: &[(&'static str, &'static str)]) {
    let page = send(staff, address, &RULES, changes).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{address}: {}", page.body);
}

on_both_engines! {
    async fn an_editor_tries_rules_before_everybody_sees_them(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        assert!(editor.get(LIST).await.count(".fm-empty") == 1);
        taken(&mut editor, &format!("{LIST}/new"), &[("shown", "")]).await;
        assert!(editor.main_of(&format!("{LIST}/1")).await.contains("Not shown to the public"));
        assert!(app.visitor().main_of(&format!("{CHECK}?{QUESTIONS}")).await.contains("No rules are kept here"));
        let tried = editor.get(&format!("{LIST}/1/try")).await;
        assert!(tried.text("main").unwrap().contains("Nobody else sees this") && tried.count("input[name=exemption]") == 3, "{}", tried.body);
        let result = editor.get(&format!("{LIST}/1/try?step=result&application=none&exemption=none&priority-habitat=no&area=24.99&trees=0&length=0")).await;
        assert!(result.text("h1").unwrap().contains("may be exempt"), "{}", result.body);

        taken(&mut editor, &format!("{LIST}/1/change"), &[]).await;
        let public = app.visitor().get(&format!("{CHECK}?{QUESTIONS}")).await;
        assert!(public.text("main").unwrap().contains("Rules of the team") && public.text("main").unwrap().contains("unverified"), "{}", public.body);
        assert_eq!(public.count("input[name=application]"), 4);
        let main = editor.main_of(&format!("{LIST}/1")).await;
        for words in ["Used in the check. To be reviewed again by 1 December 2026", "Revision 2", "Revision 1", "for staff alone", "A householder application: an extension"] {
            assert!(main.contains(words), "{words}: {main}");
        }
        assert!(editor.main_of("/staff").await.contains("Rules on biodiversity net gain"));
    }

    async fn rules_that_lack_something_or_overlap_others_are_refused_beside_the_field(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        let new = format!("{LIST}/new");
        taken(&mut editor, &new, &[("to.day", "30"), ("to.month", "7"), ("to.year", "2026")]).await;
        let later = [("from.day", "31"), ("from.month", "7"), ("from.year", "2026")];
        let cases: [(&[(&str, &str)], &str); 12] = [
            (&[("title", "")], "title"),
            (&[("from.day", "32")], "from-day"),
            (&[("to.day", "1"), ("to.month", "4"), ("to.year", "2024")], "to-day"),
            (&[], "from-day"),
            (&[("from.day", "30"), ("from.month", "7"), ("from.year", "2026")], "from-day"),
            (&[("area", "")], "area"),
            (&[("tree", "-1")], "tree"),
            (&[("developments", "…")], "developments"),
            (&[("developments", "Retrospective permission")], "developments"),
            (&[("sources", "Regulations")], "sources"),
            (&[("sources", "Regulations: javascript:x")], "sources"),
            (&[("reviewed.year", "2027")], "reviewed-day"),
        ];
        for (changes, field) in cases {
            let page = send(&mut editor, &new, &RULES, changes).await;
            assert!(page.refuses(field), "{changes:?}: {}", page.body);
            assert_eq!(page.attribute("#reviewer", "value").as_deref(), Some("Planning policy of the council"));
        }
        taken(&mut editor, &new, &later).await;
        let hidden = [("shown", ""), ("title", "A try")];
        taken(&mut editor, &new, &hidden).await;
        let shown = send(&mut editor, &format!("{LIST}/3/change"), &RULES, &[]).await;
        assert!(shown.refuses("from-day") && shown.body.contains("‘Rules of the team’ holds on some of these days too"), "{}", shown.body);
        let longer = [("to.day", "31"), ("to.month", "7"), ("to.year", "2026")];
        let page = send(&mut editor, &format!("{LIST}/1/end"), &[], &longer).await;
        assert!(page.refuses("to-day"), "{}", page.body);
    }

    async fn rules_are_reviewed_and_ended_and_of_two_who_write_the_second_is_told(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        taken(&mut editor, &format!("{LIST}/new"), &[]).await;
        app.clock.advance(chrono::TimeDelta::days(200));
        let mut editor = app.staff(Role::Editor).await;
        assert!(editor.main_of(LIST).await.contains("the review was over on 1 December 2026"));
        assert!(app.visitor().main_of(&format!("{CHECK}?{QUESTIONS}")).await.contains("These rules have to be reviewed first"));
        let old = editor.get(&format!("{LIST}/1/change")).await;
        let review = [("reviewed.day", "1"), ("reviewed.month", "1"), ("reviewed.year", "2027"), ("verified", "yes")];
        let opened = editor.get(&format!("{LIST}/1/review")).await;
        assert_eq!(opened.attribute("#reviewer", "value").as_deref(), Some("Planning policy of the council"));
        assert!(editor.submit(&opened, &[]).await.refuses("reviewed-day"));
        assert_eq!(editor.submit(&opened, &review).await.status, StatusCode::SEE_OTHER);
        let public = app.visitor().main_of(&format!("{CHECK}?{QUESTIONS}")).await;
        assert!(public.contains("1 January 2027, by Planning policy") && !public.contains("unverified"), "{public}");

        let late = editor.submit(&old, &[("title", "Others")]).await;
        assert_eq!((late.status, late.attribute("#title", "value").as_deref()), (StatusCode::CONFLICT, Some("Others")), "{}", late.body);
        assert!(late.body.contains("Somebody has changed these rules or others") && !editor.main_of(LIST).await.contains("Others"));
        let end = [("to.day", "31"), ("to.month", "12"), ("to.year", "2026")];
        assert_eq!(send(&mut editor, &format!("{LIST}/1/end"), &[], &end).await.status, StatusCode::SEE_OTHER);
        assert!(app.visitor().main_of(&format!("{CHECK}?{QUESTIONS}")).await.contains("No rules are kept here"));
        for gone in ["9", "x", "1/nothing", "9/try", "9/change"] {
            assert_eq!(editor.get(&format!("{LIST}/{gone}")).await.status, StatusCode::NOT_FOUND, "{gone}");
        }
    }

    async fn an_auditor_reads_and_tries_rules_and_writes_none(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        taken(&mut editor, &format!("{LIST}/new"), &[]).await;
        let mut auditor = app.staff(Role::Auditor).await;
        let page = auditor.get(&format!("{LIST}/1")).await;
        assert_eq!((page.status, page.count("main li a[href$='/try']"), page.count("main li a[href$='/change']")), (StatusCode::OK, 1, 0), "{}", page.body);
        assert_eq!(auditor.get(&format!("{LIST}/1/change")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(auditor.get(LIST).await.count("a.govuk-button"), 0);
    }
}
