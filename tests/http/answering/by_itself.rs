//! Pages that are posted while somebody types.

use engines::on_both_engines;
use support::{Page, TestApp};

use super::RESPOND;

/// What the field with the digest of the shown words is called.
const SHOWN: &str = "shown-words";

fn shown(page: &Page) -> String {
    page.attribute(&format!("input[name={SHOWN}]"), "value").unwrap()
}

on_both_engines! {
    async fn words_are_stored_as_they_are_and_the_button_goes_on_from_them(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let address = format!("{RESPOND}/you");
        let page = visitor.open(&address).await;
        let first = shown(&page);
        let kept = visitor.post(&address, &[("responding-as.other", "Ponds"), (SHOWN, &first), ("by-itself", "yes")]).await;
        assert_eq!((kept.status.as_u16(), kept.location()), (200, None));
        assert_ne!(kept.body, first);
        let again = visitor.open(&address).await;
        assert_eq!(shown(&again), kept.body);

        let fields = [("responding-as", "resident"), (SHOWN, kept.body.as_str())];
        assert_eq!(visitor.post(&address, &fields).await.status, 303);
    }

    async fn words_of_another_tab_are_not_replaced_by_themselves(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let address = format!("{RESPOND}/anything-else");
        let first = shown(&visitor.open(&format!("{RESPOND}/you")).await);
        visitor.post(&address, &[("other-comments", "in this tab"), (SHOWN, &first)]).await;
        let fields = [("other-comments", "in the other tab"), (SHOWN, first.as_str())];
        let refused = visitor.post(&address, &[fields.as_slice(), &[("by-itself", "yes")]].concat()).await;
        assert_eq!((refused.status.as_u16(), refused.count("main form")), (409, 0));
        let pressed = visitor.post(&address, &fields).await;
        assert_eq!(pressed.status, 409);
        assert!(pressed.body.contains("in this tab") && pressed.body.contains("in the other tab"));
    }

    async fn words_that_were_put_aside_stay_until_somebody_presses_a_button(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let address = format!("{RESPOND}/you");
        let first = shown(&visitor.open(&address).await);
        let typed = |words: &'static str| [("responding-as", "other"), ("responding-as.other", words)];
        visitor.post(&address, &[typed("in this tab").as_slice(), &[(SHOWN, &first)]].concat()).await;
        let both = visitor.post(&address, &[typed("in the other tab").as_slice(), &[(SHOWN, &first)]].concat()).await;
        assert_eq!(both.status, 409);
        let now = shown(&both);
        let by_itself = [("by-itself", "yes"), (SHOWN, now.as_str())];
        let kept = visitor.post(&address, &[typed("in this tab too").as_slice(), &by_itself].concat()).await;
        assert_eq!(kept.status, 200);
        let again = visitor.open(&address).await;
        assert!(again.body.contains("in this tab too") && again.body.contains("in the other tab"), "{}", again.body);
    }
}
