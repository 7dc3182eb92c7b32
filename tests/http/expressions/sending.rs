//! Sending once, however often the button is pressed, from however many tabs.

use std::collections::BTreeSet;

use tokio::task::JoinSet;

use super::*;

on_both_engines! {
    async fn sending_the_same_again_gives_the_same_receipt(app: TestApp) {
        let mut visitor = app.visitor();
        let check = fill_to_check(&mut visitor).await;
        let mut second_tab = visitor.clone();
        let (first, second) = tokio::join!(visitor.submit(&check, &[]), second_tab.submit(&check, &[]));
        let first = visitor.open(&first.location().unwrap()).await.text("#reference");
        let second = second_tab.open(&second.location().unwrap()).await.text("#reference");
        let third = visitor.submit(&check, &[]).await;
        let third = visitor.open(&third.location().unwrap()).await.text("#reference");
        assert!(first.is_some());
        assert_eq!((&first, &first), (&second, &third));
        assert_eq!(app.state.store.count_eois().await.unwrap(), 1);
        assert_eq!(app.state.store.list_due_mail(app.state.clock.now(), 10).await.unwrap().len(), 1);
    }

    async fn one_that_is_sent_twenty_times_at_once_has_one_receipt_and_one_mail(app: TestApp) {
        let mut visitor = app.visitor();
        let check = fill_to_check(&mut visitor).await;
        let mut sending = JoinSet::new();
        for _ in 0..20 {
            let (mut tab, check) = (visitor.clone(), check.clone());
            sending.spawn(async move {
                let sent = tab.submit(&check, &[]).await;
                tab.open(&sent.location().unwrap_or_default()).await.text("#reference").unwrap()
            });
        }
        let references: BTreeSet<_> = sending.join_all().await.into_iter().collect();
        assert_eq!(references.len(), 1, "{references:?}");
        assert_eq!(app.state.store.count_eois().await.unwrap(), 1);
        assert_eq!(app.state.store.list_due_mail(app.state.clock.now(), 10).await.unwrap().len(), 1);
    }

    async fn other_words_under_the_same_secret_are_refused_and_kept(app: TestApp) {
        let mut visitor = app.visitor();
        let reference = send(&mut visitor).await.text("#reference");
        let late = visitor.post(&format!("{RESPOND}/land"), &[("land_uses", "orchard"), ("land_use_words", "Plums")]).await;
        assert_eq!(late.status, 409);
        assert!(late.text("main").unwrap().contains("Orchard") && late.text("main").unwrap().contains("Plums"));
        let other = visitor.post(&format!("{RESPOND}/check"), &[("digest", "00")]).await;
        assert_eq!(other.status, 409);
        assert_eq!(visitor.open(&format!("{RESPOND}/receipt")).await.text("#reference"), reference);
        assert_eq!(app.state.store.count_eois().await.unwrap(), 1);
        let again = visitor.submit(&late, &[]).await;
        visitor.open(&again.location().unwrap()).await;
        for (page, fields) in &PAGES[..3] {
            visitor.post(&format!("{RESPOND}/{page}"), fields).await;
        }
        let kept = visitor.get(&format!("{RESPOND}/land")).await;
        assert_eq!(kept.count("input[value=orchard][checked]"), 1);
        assert_eq!(kept.attribute("#land_use_words", "value").as_deref(), Some("Plums"));
    }

    async fn what_changed_in_another_tab_is_shown_before_it_is_sent(app: TestApp) {
        let mut visitor = app.visitor();
        let check = fill_to_check(&mut visitor).await;
        let other = [("interests", "coast"), ("stage", "doing"), ("timescale", "now")];
        visitor.post(&format!("{RESPOND}/interest"), &other).await;
        let shown = visitor.submit(&check, &[]).await;
        assert_eq!(shown.status, 409);
        assert!(shown.body.contains("Coast and dunes"));
        assert_eq!(app.state.store.count_eois().await.unwrap(), 0);
        assert_eq!(visitor.submit(&shown, &[]).await.status, 303);
        assert_eq!(app.state.store.count_eois().await.unwrap(), 1);
    }

    async fn another_site_gets_a_reference_of_its_own(app: TestApp) {
        let mut visitor = app.visitor();
        let first = send(&mut visitor).await;
        let begun = visitor.submit(&first, &[]).await;
        let page = visitor.open(&begun.location().unwrap()).await;
        assert_eq!(page.attribute("#full_name", "value").as_deref(), Some(""));
        let second = send(&mut visitor).await;
        assert_ne!(first.text("#reference"), second.text("#reference"));
        let old = visitor.get(&path(&first.attribute("#status-link", "href").unwrap())).await;
        assert!(old.body.contains(&first.text("#reference").unwrap()));
    }
}
