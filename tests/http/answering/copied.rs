//! The copy of their answers that people can read, print and save once they are sent.

use chrono::TimeDelta;
use engines::on_both_engines;
use support::TestApp;

use super::{RESPOND, answer_to_check};

on_both_engines! {
    async fn whoever_sent_a_response_can_read_and_save_a_copy_of_it(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        answer_to_check(&mut visitor).await;
        let words = "Swifts & “hedges”\nand a second line";
        visitor.post(&format!("{RESPOND}/anything-else"), &[("other-comments", words)]).await;
        let check = visitor.open(&format!("{RESPOND}/check")).await;
        let receipt = visitor.submit(&check, &[]).await.location().unwrap();
        let receipt = visitor.open(&receipt).await;
        let reference = receipt.text("#reference").unwrap();
        assert!(receipt.attributes("main a", "href").contains(&format!("{RESPOND}/answers")));

        let copy = visitor.get(&format!("{RESPOND}/answers")).await;
        let shown = copy.text("main").unwrap();
        for part in [reference.as_str(), "Swifts & “hedges”", "and a second line", "Left blank", "Kept apart from your answers"] {
            assert!(shown.contains(part), "{part} is not in {shown}");
        }
        let file = visitor.get(&format!("{RESPOND}/answers.txt")).await;
        let header = |name: &str| file.headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(header("content-disposition"), format!("attachment; filename=\"answers-{reference}.txt\""));
        assert!(file.body.contains("\n    Swifts & “hedges”\n    and a second line\n"), "{}", file.body);
        assert!(file.body.contains(&reference));

        app.clock.advance(TimeDelta::days(28));
        let late = visitor.get(&format!("{RESPOND}/answers")).await;
        assert_eq!(late.location().as_deref(), Some("/consultations/early-survey"));
        let receipt = visitor.get(&format!("{RESPOND}/receipt")).await;
        assert!(!receipt.attributes("main a", "href").contains(&format!("{RESPOND}/answers")));
    }

    async fn a_copy_is_shown_to_nobody_else_and_not_before_the_sending(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let check = answer_to_check(&mut visitor).await;
        for file in ["answers", "answers.txt"] {
            let early = visitor.get(&format!("{RESPOND}/{file}")).await;
            assert_eq!(early.location().as_deref(), Some("/consultations/early-survey"));
        }
        visitor.submit(&check, &[]).await;
        for file in ["answers", "answers.txt"] {
            let other = app.visitor().get(&format!("{RESPOND}/{file}")).await;
            assert_eq!(other.location().as_deref(), Some("/consultations/early-survey"));
        }
    }
}
