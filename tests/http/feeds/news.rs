//! The feeds of everything and of a group, as a feed reader reads them.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chrono::{TimeDelta, TimeZone, Utc};
use engines::on_both_engines;
use feed_rs::model::{Entry, Feed};
use support::{TestApp, Visitor};

use super::{GROUP, HOSTILE, ORIGIN, feed, kept, read};
use crate::staff::{
    documents::{self, ask, describe, give},
    meetings::{self, FIRST, PUBLIC, add_meeting, on_day, send, stored, with_group, write_minutes},
    publishing::{press, run_done},
};

const FEED: &str = "/feed.atom";
const OF_GROUP: &str = "/groups/river-group/feed.atom";

fn titles(feed: &Feed) -> Vec<String> {
    feed.entries.iter().map(|entry| entry.title.as_ref().unwrap().content.clone()).collect()
}

fn kinds(feed: &Feed) -> BTreeSet<String> {
    feed.entries.iter().flat_map(|entry| entry.categories.iter().map(|category| category.term.clone())).collect()
}

fn ids(feed: &Feed) -> BTreeSet<String> {
    feed.entries.iter().map(|entry| entry.id.clone()).collect()
}

fn entry<'a>(feed: &'a Feed, title: &str) -> &'a Entry {
    let found = feed.entries.iter().find(|entry| entry.title.as_ref().unwrap().content == title);
    found.unwrap_or_else(|| panic!("{title}: {:?}", titles(feed)))
}

/// A site with a published agenda and published minutes of a group.
async fn with_records(app: &TestApp) -> Visitor {
    let mut editor = with_group(app).await;
    add_meeting(&mut editor, ("1", "6")).await;
    editor.post(&format!("{FIRST}/agenda/begin"), &[("from", "empty")]).await;
    stored(&mut editor, &format!("{FIRST}/agenda/items/new"), &[("title", "Voles"), ("readers", "everybody")]).await;
    meetings::publish(&mut editor, &format!("{FIRST}/agenda"), &[]).await;
    editor = on_day(app, 6, 3).await;
    write_minutes(&mut editor).await;
    meetings::publish(&mut editor, &format!("{FIRST}/minutes"), &[("step", "unapproved")]).await;
    editor
}

on_both_engines! {
    async fn a_feed_reader_sees_what_was_published_the_newest_first_with_whole_addresses(app: TestApp) {
        let app = app.with_early_survey().await;
        documents::with_note(&app).await;
        let now = app.state.clock.now();
        with_records(&app).await;
        app.clock.set(now);
        let news = feed(&app, FEED).await;
        assert_eq!(kinds(&news), ["agenda", "consultation", "document", "minutes"].map(str::to_owned).into());
        let minutes = entry(&news, "River Group minutes, 1 June 2026");
        assert_eq!(minutes.links[0].href, format!("{ORIGIN}{PUBLIC}/minutes/1"));
        assert_eq!(minutes.summary.as_ref().unwrap().content, "Draft minutes, version 1.");
        assert_eq!(minutes.published, Some(Utc.with_ymd_and_hms(2026, 6, 3, 9, 0, 0).unwrap()));
        let document = entry(&news, "Advice note");
        assert!(document.summary.as_ref().unwrap().content.starts_with("Says what <b>developers</b> need to know. (PDF, "));
        let days: Vec<_> = news.entries.iter().map(|entry| entry.updated.unwrap()).collect();
        assert!(days.is_sorted_by(|one, next| one >= next), "{days:?}");
        assert_eq!(news.updated, days.first().copied());
        assert!(ids(&news).len() == news.entries.len() && ids(&news).iter().all(|id| id.starts_with("urn:uuid:")));
        for entry in &news.entries {
            let path = entry.links[0].href.strip_prefix(ORIGIN).unwrap();
            assert_eq!(app.visitor().get(path).await.status, StatusCode::OK, "{path}");
        }
        let links: BTreeSet<_> = news.links.iter().map(|link| (link.rel.as_deref().unwrap(), link.href.as_str())).collect();
        assert_eq!(links, [("self", &*format!("{ORIGIN}{FEED}")), ("alternate", &*format!("{ORIGIN}/"))].into());

        let group = feed(&app, OF_GROUP).await;
        assert_eq!(kinds(&group), ["agenda", "minutes"].map(str::to_owned).into());
        assert!(group.links.iter().any(|link| link.href == format!("{ORIGIN}{OF_GROUP}")), "{:?}", group.links);
        let page = app.visitor().get(GROUP).await;
        assert_eq!(page.attribute("link[type='application/atom+xml']", "href"), Some(format!("{ORIGIN}{OF_GROUP}")));
        assert!(page.attributes("main a", "href").contains(&OF_GROUP.to_owned()));
        let home = app.visitor().get("/").await;
        assert_eq!(home.attribute("link[type='application/atom+xml']", "href"), Some(format!("{ORIGIN}{FEED}")));
        assert_eq!(app.visitor().get("/groups/no-such/feed.atom").await.status, StatusCode::NOT_FOUND);
    }

    async fn an_entry_keeps_its_identity_when_titles_change_and_each_version_has_its_own(app: TestApp) {
        let mut editor = documents::with_note(&app).await;
        let before = feed(&app, FEED).await;
        describe(&mut editor, &format!("{}/change", documents::NOTE), &[("title", "Guide")]).await;
        let renamed = feed(&app, FEED).await;
        assert_eq!((ids(&renamed), titles(&renamed)), (ids(&before), vec!["Guide".to_owned()]));
        app.clock.advance(TimeDelta::minutes(5));
        give(&mut editor, documents::NOTE, "Guide.pdf", documents::PDF).await;
        assert_eq!(feed(&app, FEED).await, renamed, "a version that waits is no news");
        documents::publish(&mut editor, documents::NOTE, "Page 2 is new.").await;
        let after = feed(&app, FEED).await;
        assert!(after.entries.len() == 2 && ids(&after).is_superset(&ids(&before)) && after.updated > before.updated);
        assert_eq!(titles(&after), ["Guide (version 2)", "Guide"]);
        assert!(after.entries[0].summary.as_ref().unwrap().content.ends_with("What changed: Page 2 is new."));
    }

    async fn withholding_words_later_changes_the_entry_and_not_its_identity(app: TestApp) {
        let mut editor = with_records(&app).await;
        let before = feed(&app, OF_GROUP).await;
        let agenda = entry(&before, "River Group agenda, 1 June 2026").clone();
        drop(editor);
        editor = on_day(&app, 6, 4).await;
        stored(&mut editor, &format!("{FIRST}/minutes/withheld"), &[("passage1", "voles"), ("reason1", "protected-place")]).await;
        let amended = send(&mut editor, &format!("{FIRST}/minutes/release"), &[("step", "unapproved"), ("note", "Fewer words.")]).await;
        assert!(amended.location().is_some(), "{}", amended.body);
        let after = feed(&app, OF_GROUP).await;
        let withheld = entry(&after, "River Group agenda, 1 June 2026");
        assert_eq!(withheld.id, agenda.id);
        assert!(withheld.updated > agenda.updated && withheld.published == agenda.published);
        assert!(withheld.summary.as_ref().unwrap().content.contains("Something was withheld"), "{withheld:?}");
    }

    async fn hostile_words_stay_words_in_a_feed(app: TestApp) {
        let mut editor = app.staff(domain::permission::Role::Editor).await;
        describe(&mut editor, &format!("{}/new", documents::LIST), &[("title", HOSTILE), ("address", "advice-note"), ("purpose", HOSTILE)]).await;
        give(&mut editor, documents::NOTE, "a.pdf", documents::PDF).await;
        documents::publish(&mut editor, documents::NOTE, "").await;
        let news = feed(&app, FEED).await;
        assert_eq!(titles(&news), [HOSTILE]);
        assert!(news.entries[0].summary.as_ref().unwrap().content.starts_with(HOSTILE));
        assert!(!read(&app, FEED).await.contains("<script"));
    }

    async fn a_feed_is_not_sent_again_to_whoever_has_it_and_what_is_withdrawn_is_gone_at_once(app: TestApp) {
        let mut editor = documents::with_note(&app).await;
        let (_, headers, bytes) = ask(&app, FEED, &[]).await;
        let (control, tag) = kept(&headers);
        assert_eq!(control, "public, no-cache");
        assert!(!headers.contains_key("set-cookie") && !headers.contains_key("last-modified"));
        app.clock.advance(TimeDelta::days(1));
        let (status, headers, again) = ask(&app, FEED, &[("if-none-match", &tag), ("cookie", "session=x")]).await;
        assert_eq!((status, again.len(), kept(&headers)), (StatusCode::NOT_MODIFIED, 0, (control, tag.clone())));
        drop(editor);
        editor = app.staff(domain::permission::Role::Editor).await;
        let form = editor.get(&format!("{}/withdraw", documents::NOTE)).await;
        editor.submit(&form, &[("reason", "It was wrong.")]).await;
        let (status, headers, now) = ask(&app, FEED, &[("if-none-match", &tag)]).await;
        assert!(status == StatusCode::OK && kept(&headers).1 != tag && now != bytes);
        assert!(!String::from_utf8(now).unwrap().contains("Advice note"));
    }

    async fn addresses_are_those_of_the_site_whatever_the_request_says(app: TestApp) {
        documents::with_note(&app).await;
        with_records(&app).await;
        let forged = [("host", "evil.example"), ("x-forwarded-host", "evil.example"), ("forwarded", "host=evil.example")];
        for address in [FEED, OF_GROUP, "/meetings.ics", "/sitemap.xml", "/robots.txt", "/feeds", "/groups/river-group"] {
            let (_, _, honest) = ask(&app, address, &[]).await;
            let (status, _, bytes) = ask(&app, address, &forged).await;
            assert_eq!(status, StatusCode::OK, "{address}");
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert!(!text.contains("evil") && text.contains(ORIGIN), "{address}: {text}");
            assert!(bytes == honest || text.starts_with("<!DOCTYPE"), "{address}");
        }
    }

    async fn results_are_news_from_their_release_until_they_are_taken_back(app: TestApp) {
        const EDITIONS: &str = "/api/v1/consultations/early-survey/results";
        let (app, mut strategist, mut administrator) = run_done(app).await;
        press(&mut strategist, 1, "/write", &[("summary", "Woods came first."), ("changes", "")]).await;
        assert!(!kinds(&feed(&app, FEED).await).contains("results") && read(&app, EDITIONS).await.contains("\"total\":0"));
        press(&mut administrator, 1, "/release", &[]).await;
        let news = feed(&app, FEED).await;
        let results = news.entries.iter().find(|entry| entry.categories[0].term == "results").unwrap();
        assert_eq!(results.summary.as_ref().unwrap().content, "Woods came first.");
        let path = results.links[0].href.strip_prefix(ORIGIN).unwrap();
        assert_eq!(app.visitor().get(path).await.status, StatusCode::OK);
        let editions: serde_json::Value = serde_json::from_str(&read(&app, EDITIONS).await).unwrap();
        let figures = editions["items"][0]["figures"].as_str().unwrap().strip_prefix(ORIGIN).unwrap();
        assert!(read(&app, figures).await.contains("Woods came first."));
        press(&mut administrator, 1, "/take-back", &[("reason", "The margins were of another county.")]).await;
        assert!(!kinds(&feed(&app, FEED).await).contains("results") && read(&app, EDITIONS).await.contains("\"total\":0"));
        assert!(!read(&app, "/sitemap.xml").await.contains("/results"));
    }
}
