//! The search of what is public: what it finds, what it does not, and that whatever is typed is only words.

use axum::http::StatusCode;
use domain::{
    consultation::{Consultation, ConsultationKind},
    group::{Group, GroupKind},
    ids::{ConsultationId, GroupId},
    invitation::Admission,
    permission::Role,
};
use engines::on_both_engines;
use store::StoreError;
use support::{Page, TestApp, Visitor};
use url::form_urlencoded::byte_serialize;

use super::{
    documents::{self, LIST, NOTE, describe, give},
    meetings::{FIRST, add_meeting, on_day, publish, stored, with_group, write_minutes},
};

/// Searches for what somebody types, with what else stands in the address.
async fn search(visitor: &mut Visitor, typed: &str, rest: &str) -> Page {
    let typed: String = byte_serialize(typed.as_bytes()).collect();
    let page = visitor.get(&format!("/search?q={typed}{rest}")).await;
    assert_eq!(page.status, StatusCode::OK, "{typed}{rest}");
    page
}

/// Lists the addresses of what is found.
async fn found(visitor: &mut Visitor, typed: &str) -> Vec<String> {
    search(visitor, typed, "").await.attributes("main li.fm-listing__item a", "href")
}

/// Expects that a word is not found, not counted, and not what somebody is taken to have meant who misspells it.
async fn expect_nothing(visitor: &mut Visitor, word: &str, why: &str) {
    let page = search(visitor, word, "").await;
    assert_eq!((page.count(".fm-listing__item"), page.count(".fm-count")), (0, 0), "{word}, {why}: {}", page.body);
    let misspelt = format!("{}{}", &word[..2], &word[3..]);
    let page = search(visitor, &misspelt, "").await;
    let main = page.text("main").unwrap().to_lowercase();
    assert!(!main.contains(&word.to_lowercase()), "{misspelt}, {why}: {main}");
}

async fn add_groups(app: &TestApp, count: u32) {
    let groups: Vec<Group> = (1..=count)
        .map(|number| Group {
            id: GroupId::new(&*app.state.clock, &*app.state.entropy),
            slug: format!("hedges-{number}"),
            name: format!("Hedges {number}"),
            kind: GroupKind::WorkingGroup,
            purpose: "Looks after <b>old</b> hedges & <script>alert(1)</script> banks.".into(),
        })
        .collect();
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move {
            for group in &groups {
                write.add_group(group).await?;
            }
            Ok::<(), StoreError>(())
        })
    });
    work.await.unwrap();
}

on_both_engines! {
    async fn of_a_meeting_only_what_is_public_is_found_as_long_as_it_is(app: TestApp) {
        let mut editor = with_group(&app).await;
        add_meeting(&mut editor, ("1", "6")).await;
        editor = on_day(&app, 6, 3).await;
        let mut anyone = app.visitor();
        expect_nothing(&mut anyone, "Town", "nobody knows of the meeting").await;
        editor.post(&format!("{FIRST}/announce"), &[]).await;
        assert_eq!(found(&mut anyone, "\"town hall\"").await, ["/meetings/2026-06-01-river-group"]);
        editor.post(&format!("{FIRST}/agenda/begin"), &[("from", "empty")]).await;
        let item = [("title", "Water voles"), ("discussion", "Seen at Otter Lane."), ("readers", "everybody")];
        stored(&mut editor, &format!("{FIRST}/agenda/items/new"), &item).await;
        expect_nothing(&mut anyone, "voles", "the agenda is not published").await;
        publish(&mut editor, &format!("{FIRST}/agenda"), &[]).await;
        let agenda = "/meetings/2026-06-01-river-group/agenda#item-1";
        assert_eq!(found(&mut anyone, "\"otter lane\"").await, [agenda]);

        write_minutes(&mut editor).await;
        expect_nothing(&mut anyone, "Tenders", "the minutes are not published").await;
        publish(&mut editor, &format!("{FIRST}/minutes"), &[("step", "unapproved")]).await;
        let minutes = |part: &str| format!("/meetings/2026-06-01-river-group/minutes#{part}");
        assert_eq!(found(&mut anyone, "fence ponds").await, [minutes("decision-1")]);
        assert_eq!(found(&mut anyone, "count voles").await, [minutes("item-1")]);
        assert_eq!(found(&mut anyone, "tenders").await, [minutes("item-2")]);
        for secret in ["Nameless", "Otter", "price", "money"] {
            expect_nothing(&mut anyone, secret, "it is withheld, now from the agenda too").await;
        }

        stored(&mut editor, &format!("{FIRST}/change"), &[("called-off", "Too few can come.")]).await;
        for word in ["voles", "Tenders", "fence", "Town"] {
            expect_nothing(&mut anyone, word, "the meeting was called off").await;
        }
    }

    async fn of_a_document_only_the_current_file_is_found_until_it_is_withdrawn(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        let mut anyone = app.visitor();
        describe(&mut editor, &format!("{LIST}/new"), &[]).await;
        give(&mut editor, NOTE, "note.txt", b"Kingfishers nest in <i>banks</i>.\nHere.").await;
        for word in ["Kingfishers", "Advice", "developers"] {
            expect_nothing(&mut anyone, word, "a draft").await;
        }
        documents::publish(&mut editor, NOTE, "").await;
        let page = search(&mut anyone, "\"nest in\" banks", "").await;
        assert_eq!(page.attributes("main .fm-listing__item a", "href"), ["/documents/advice-note"]);
        assert_eq!(page.text(".fm-found ~ .fm-found").unwrap(), "In the file: Kingfishers nest in <i>banks</i>. Here.");
        assert_eq!(page.count(".fm-found mark"), 3);
        let meant = search(&mut anyone, "kingfishrs", "").await;
        assert!(meant.text("main .govuk-inset-text").unwrap().contains("These are results for ‘kingfishers’."));
        assert_eq!(meant.count(".fm-listing__item"), 1);

        give(&mut editor, NOTE, "note.txt", b"Dippers nest here.").await;
        expect_nothing(&mut anyone, "Dippers", "a version that waits").await;
        documents::publish(&mut editor, NOTE, "New birds.").await;
        expect_nothing(&mut anyone, "Kingfishers", "a version that was replaced").await;
        assert_eq!(found(&mut anyone, "dippers").await.len(), 1);
        let form = editor.get(&format!("{NOTE}/withdraw")).await;
        editor.submit(&form, &[("reason", "The fees were wrong.")]).await;
        for word in ["Dippers", "Advice", "developers", "fees"] {
            expect_nothing(&mut anyone, word, "it is withdrawn").await;
        }
    }

    async fn a_consultation_that_is_not_published_is_not_found(app: TestApp) {
        let app = app.with_early_survey().await;
        let now = app.state.clock.now();
        let consultation = Consultation {
            id: ConsultationId::new(&*app.state.clock, &*app.state.entropy),
            slug: "later".into(),
            title: "Sturgeons".into(),
            summary: "What about lampreys?".into(),
            kind: ConsultationKind::EarlySurvey,
            opens_at: now,
            closes_at: now + chrono::TimeDelta::weeks(1),
            admission: Admission::Everyone,
        };
        let added: Result<(), StoreError> = app
            .state
            .store
            .write(move |mut write| Box::pin(async move { write.add_consultation(&consultation).await }))
            .await;
        added.unwrap();
        let mut anyone = app.visitor();
        for word in ["Sturgeons", "lampreys"] {
            expect_nothing(&mut anyone, word, "nothing is published").await;
        }
        assert!(found(&mut anyone, "survey nature").await.contains(&"/consultations/early-survey".to_owned()));
    }

    async fn results_are_narrowed_and_paged_and_keep_what_was_asked(app: TestApp) {
        add_groups(&app, 11).await;
        let mut anyone = app.visitor();
        let first = search(&mut anyone, "old hedges", "&kind=group&order=newest").await;
        assert_eq!((first.text(".fm-count").as_deref(), first.count(".fm-listing__item")), (Some("11 results"), 10));
        assert_eq!(first.attribute("#kind option[selected]", "value").as_deref(), Some("group"));
        let next = first.attribute("a[rel=next]", "href").unwrap();
        assert!(next.contains("q=old+hedges") && next.contains("kind=group") && next.contains("order=newest"), "{next}");
        assert_eq!(anyone.get(&next).await.count(".fm-listing__item"), 1);
        assert_eq!(anyone.get("/search?q=hedges&page=9").await.status, StatusCode::NOT_FOUND);

        let one = search(&mut anyone, "hedges", "&group=hedges-3").await;
        assert_eq!(one.attributes("main .fm-listing__item a", "href"), ["/groups/hedges-3"]);
        let none = search(&mut anyone, "hedges", "&kind=minutes&year=2024").await;
        assert_eq!(none.count(".fm-listing__item"), 0);
        assert_eq!(none.attribute("main h2 ~ p a", "href").as_deref(), Some("/search?q=hedges"));
        assert!(none.text("main").unwrap().contains("Look at 11 results"));
        let some = search(&mut anyone, "hedges pterodactyl", "").await;
        assert!(some.text("main .govuk-inset-text").unwrap().contains("These have some of them."));
        assert_eq!(some.text(".fm-count").as_deref(), Some("11 results"));
    }

    async fn whatever_is_typed_is_only_words_and_what_is_found_is_only_text(app: TestApp) {
        add_groups(&app, 1).await;
        let mut anyone = app.visitor();
        let long = "hedges ".repeat(1_500);
        let letters = "x".repeat(8_000);
        for typed in [
            "\"", "\"hedges", "hedges*", "*", "^hedges", "NEAR((((", "NEAR(hedges old)", "title:hedges", "{title}: hedges", "hedges AND", "OR",
            "NOT hedges", "(hedges", "hedges & !old | <->", "hedges:*", "'hedges' <2> 'old'", "hedges' OR '1'='1", "'; DROP TABLE search_entries; --",
            "%", "_", "$1", "\\", "\0", "hedges\0", "\u{202e}segdeh", "🦔", "-hedges", "<script>alert(1)</script>", "\"><svg onload=alert(1)>", &long, &letters,
        ] {
            let page = search(&mut anyone, typed, "&kind=%00&group=%00&year=99999999999&order=id;--&page=%27").await;
            for harm in ["<script>alert", "<svg onload"] {
                assert!(!page.body.contains(harm), "{typed}: {}", page.body);
            }
        }
        assert_eq!(found(&mut anyone, "hedges").await, ["/groups/hedges-1"], "nothing was harmed");
        let page = search(&mut anyone, "hedges", "").await;
        assert_eq!(page.text(".fm-found").unwrap(), "Looks after <b>old</b> hedges & <script>alert(1)</script> banks.");
        assert_eq!(page.text(".fm-found mark").as_deref(), Some("hedges"));
        assert!(search(&mut anyone, &long, "").await.text("main").unwrap().contains("Only its first words were looked for"));
        assert!(search(&mut anyone, "-hedges", "").await.text("main").unwrap().contains("Type at least one word that has to be there."));
    }

    async fn every_page_but_the_steps_of_a_form_leads_to_the_search(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut anyone = app.visitor();
        for address in ["/", "/minutes", "/documents", "/groups", "/privacy", "/no-such-page"] {
            assert_eq!(anyone.get(address).await.attribute("header a.fm-header__search", "href").as_deref(), Some("/search"), "{address}");
        }
        let empty = anyone.get("/search").await;
        assert_eq!((empty.status, empty.count(".fm-listing"), empty.count("form[role=search]")), (StatusCode::OK, 0, 1));
        assert_eq!(empty.attribute("header a.fm-header__search", "aria-current").as_deref(), Some("page"));
        assert_eq!(empty.headers["x-robots-tag"], "noindex, nofollow");
        let step = anyone.open("/consultations/early-survey/respond").await;
        assert_eq!(step.count("a.fm-header__search"), 0, "{}", step.body);
    }
}
