//! The pages of the form: what is refused, what is kept, and what is only a warning.

use chrono::TimeDelta;
use store::StoreError;

use super::*;

/// What is wrong on a page, where the first message leads, and how to see that the words are still there.
struct Wrong {
    page: &'static str,
    fields: &'static [(&'static str, &'static str)],
    leads_to: &'static str,
    kept: &'static str,
}

const WRONG: [Wrong; 6] = [
    Wrong {
        page: "contact",
        fields: &[("full_name", "A \"B\" <C>"), ("email", "not an address"), ("preferred", "post")],
        leads_to: "email",
        kept: "#full_name[value='A \"B\" <C>'], #email[value='not an address'], #preferred-post[checked]",
    },
    Wrong {
        page: "role",
        fields: &[("role", "agent"), ("acts_for", "The estate"), ("organisation", "Land Agents")],
        leads_to: "authority",
        kept: "input[value=agent][checked], #acts_for[value='The estate'], #organisation[value='Land Agents']",
    },
    Wrong {
        page: "site",
        fields: &[("site_name", "The Meadow"), ("grid_reference", "over there"), ("area", "big")],
        leads_to: "grid_reference",
        kept: "#site_name[value='The Meadow'], #grid_reference[value='over there'], #area[value=big]",
    },
    Wrong {
        page: "land",
        fields: &[("land_uses", "other"), ("agreements", "hls"), ("agreement_words", "a local one")],
        leads_to: "land_use_words",
        kept: "input[value=other][checked], input[value=hls][checked], #agreement_words[value='a local one']",
    },
    Wrong {
        page: "interest",
        fields: &[("interests", "net-gain"), ("stage", "willing"), ("help", "survey")],
        leads_to: "timescale",
        kept: "input[value=net-gain][checked], input[value=willing][checked], input[value=survey][checked]",
    },
    Wrong {
        page: "consents",
        fields: &[("consents", "mapping"), ("declarations", "accurate"), ("text_version", "1")],
        leads_to: "declarations",
        kept: "input[value=mapping][checked], input[value=accurate][checked], input[name=text_version]",
    },
];

on_both_engines! {
    async fn each_refused_page_shows_the_same_words_and_leads_to_what_is_wrong(app: TestApp) {
        for wrong in WRONG {
            let mut visitor = app.visitor();
            let refused = visitor.post(&format!("{RESPOND}/{}", wrong.page), wrong.fields).await;
            assert_eq!(refused.status, 422, "{}", wrong.page);
            assert!(refused.text("title").unwrap().starts_with("Error: "), "{}", wrong.page);
            let link = refused.attribute(".govuk-error-summary__list a", "href").unwrap();
            assert_eq!(link, format!("#{}", wrong.leads_to));
            assert_eq!(refused.count(&format!("main {link}")), 1, "{}", wrong.page);
            assert_eq!(refused.count(&format!("{link}-error")), 1, "{}", wrong.page);
            assert_eq!(refused.count(wrong.kept), 3, "{}", refused.body);
        }
    }

    async fn every_message_leads_to_a_field(app: TestApp) {
        for (page, _) in PAGES {
            let refused = app.visitor().post(&format!("{RESPOND}/{page}"), &[("save-not", "x")]).await;
            assert_eq!(refused.status, 422, "{page}");
            let links = refused.attributes(".govuk-error-summary__list a", "href");
            assert!(!links.is_empty(), "{page}");
            for link in links {
                assert_eq!(refused.count(&format!("main {link}")), 1, "{page} {link}");
            }
        }
    }

    async fn a_text_that_closes_its_field_is_shown_as_text(app: TestApp) {
        let long = format!("</textarea><script>alert(1)</script>{}", "x".repeat(1_000));
        let refused = app.visitor().post(&format!("{RESPOND}/interest"), &[("barriers", &long)]).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.text("#barriers").unwrap(), long);
        assert_eq!(refused.count("main script"), 0);
    }

    async fn what_was_refused_is_there_after_coming_back(app: TestApp) {
        let mut visitor = app.visitor();
        visitor.post(&format!("{RESPOND}/contact"), WRONG[0].fields).await;
        let page = visitor.open(RESPOND).await;
        assert_eq!(page.attribute("#email", "value").as_deref(), Some("not an address"));
        assert_eq!(page.count(".govuk-error-summary"), 1);
    }

    async fn a_page_opens_once_each_page_before_it_is_done(app: TestApp) {
        let mut visitor = app.visitor();
        visitor.post(&format!("{RESPOND}/contact"), PAGES[0].1).await;
        for later in ["site", "consents", "check"] {
            let sent_back = visitor.get(&format!("{RESPOND}/{later}")).await.location();
            assert_eq!(sent_back, Some(format!("{RESPOND}/role")), "{later}");
        }
        assert_eq!(visitor.get(&format!("{RESPOND}/no-such-page")).await.status, 404);
    }

    async fn consents_are_no_unless_a_box_is_ticked(app: TestApp) {
        let mut visitor = app.visitor();
        let mut page = visitor.open(RESPOND).await;
        for (_, fields) in &PAGES[..5] {
            let next = visitor.submit(&page, fields).await;
            page = visitor.open(&next.location().unwrap()).await;
        }
        assert_eq!(page.count("input[name=consents]"), 6);
        assert_eq!(page.count("input[checked]"), 0);
        let check = visitor.submit(&page, PAGES[5].1).await;
        let check = visitor.open(&check.location().unwrap()).await;
        visitor.submit(&check, &[]).await;
        let reference = visitor.open(&format!("{RESPOND}/receipt")).await.text("#reference").unwrap();
        let stored = app.state.store.find_eoi(&reference).await.unwrap().unwrap();
        assert!(stored.consents.given.is_empty());
        assert_eq!(stored.consents.non_disclosure, None);
    }

    async fn nobody_agrees_to_words_that_have_changed_since(app: TestApp) {
        let mut visitor = app.visitor();
        let mut old = PAGES[5].1.to_vec();
        old.push(("text_version", "0"));
        let refused = visitor.post(&format!("{RESPOND}/consents"), &old).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text("#consents-error").unwrap().contains("have changed"));
        let again = visitor.submit(&refused, &[]).await;
        assert_eq!(again.status, 303);
    }

    async fn what_should_be_known_is_a_warning_on_the_check_page_and_never_in_the_way(app: TestApp) {
        let work = app.state.store.write(|mut write| {
            Box::pin(async move { write.set_strategy_area(&demo::eois::STRATEGY_AREA).await })
        });
        let set: Result<(), StoreError> = work.await;
        set.unwrap();
        let mut visitor = app.visitor();
        let check = fill_to_check(&mut visitor).await;
        assert_eq!(check.count(".govuk-warning-text"), 1);
        let mut site = PAGES[2].1.to_vec();
        site.retain(|(name, _)| *name != "grid_reference");
        site.push(("grid_reference", "TQ 3 8"));
        visitor.post(&format!("{RESPOND}/site"), &site).await;
        let check = visitor.get(&format!("{RESPOND}/check")).await;
        assert_eq!(check.count(".govuk-warning-text"), 3);
        assert!(check.body.contains("outside the area of this strategy"));
        assert_eq!(visitor.submit(&check, &[]).await.location(), Some(format!("{RESPOND}/receipt")));
    }

    async fn nothing_leads_away_from_a_step_until_it_is_sent(app: TestApp) {
        let ways = "nav[aria-label=Main] a";
        let mut visitor = app.visitor();
        assert_eq!(visitor.get("/expressions-of-interest").await.count(ways), 3);
        assert_eq!(visitor.open(RESPOND).await.count(ways), 0);
        let check = fill_to_check(&mut visitor).await;
        assert_eq!(check.count(ways), 0);
        let receipt = visitor.submit(&check, &[]).await.location().unwrap();
        assert_eq!(visitor.open(&receipt).await.count(ways), 3);
    }

    async fn a_change_from_the_check_page_leads_back_to_it(app: TestApp) {
        let mut visitor = app.visitor();
        let check = fill_to_check(&mut visitor).await;
        let links = check.attributes(".govuk-summary-list__actions a", "href");
        let change = links.iter().find(|link| link.ends_with("#area")).unwrap();
        let page = visitor.get(change.trim_end_matches("#area")).await;
        assert_eq!(page.count("#area"), 1);
        let back = visitor.submit(&page, &[("area", "13")]).await;
        assert_eq!(back.location(), Some(format!("{RESPOND}/check")));
        assert!(visitor.get(&back.location().unwrap()).await.body.contains("13"));
    }

    async fn only_drafts_that_nobody_touches_are_removed(app: TestApp) {
        let mut idle = app.visitor();
        idle.post(&format!("{RESPOND}/contact"), PAGES[0].1).await;
        let mut sent = app.visitor();
        send(&mut sent).await;
        app.clock.advance(TimeDelta::days(29));
        let before = app.state.clock.now() - TimeDelta::days(28);
        let work = app.state.store.write(move |mut write| {
            Box::pin(async move { write.remove_idle_eoi_drafts(before, 10).await })
        });
        let removed: Result<u64, StoreError> = work.await;
        assert_eq!(removed.unwrap(), 1);
        assert_eq!(app.state.store.count_eois().await.unwrap(), 1);
        assert_eq!(idle.open(RESPOND).await.attribute("#full_name", "value").as_deref(), Some(""));
    }
}
