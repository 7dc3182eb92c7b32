//! A site for tests: the real router over a fresh SQLite file, at a moment that stands still.

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};

use app::{
    navigation::Navigation,
    pages,
    pages::{
        drafts::Links,
        staff::{Comparisons, Weighings},
    },
    passwords::Passwords,
    scanning::Scanner,
    secret::Secret,
    sendings::Sendings,
    state::{AppState, Assets, Shared, Site as Facts},
};
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use chrono::{NaiveDate, TimeDelta, TimeZone, Utc};
use domain::{
    consultation::{Consultation, ConsultationKind},
    group::{Group, GroupKind},
    ids::{AccountId, ConsultationId, GroupId, MeetingId, VersionId},
    invitation::Admission,
    meeting::{Meeting, Minutes, MinutesKind, MinutesStatus, Source, meeting_slug},
    strategy::Strategy,
    time::{Clock, Entropy, Moment},
};
use store::{Account, Files, Store, StoreError, Version};
use tower::ServiceExt;

const SECRET: &str = "the secret of the session";

/// The moment at which the tests stand: an afternoon in summer time.
pub fn now() -> Moment {
    Utc.with_ymd_and_hms(2024, 4, 10, 12, 0, 0).unwrap()
}

/// A day of the year of the tests.
pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).unwrap()
}

struct Still;

impl Clock for Still {
    fn now(&self) -> Moment {
        now()
    }
}

/// Counts, so that no two ids are the same.
#[derive(Default)]
struct Counting(AtomicU8);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(self.0.fetch_add(1, Ordering::Relaxed));
    }
}

/// A site with its database.
pub struct Site(AppState);

/// A page as a browser gets it.
pub struct Page {
    /// Its status.
    pub status: StatusCode,
    /// Its source.
    pub html: String,
}

impl Site {
    /// Makes a site over HTTP with an empty database of its own.
    pub async fn new(name: &str) -> Self {
        Self::open(name, "http://localhost:3000").await
    }

    /// Makes a site over HTTPS.
    pub async fn secure(name: &str) -> Self {
        Self::open(name, "https://vale.example").await
    }

    async fn open(name: &str, origin: &str) -> Self {
        let path = format!("{}/public-{name}.sqlite", env!("CARGO_TARGET_TMPDIR"));
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{path}{ending}"));
        }
        let facts = Facts {
            name: "Nature in the Vale".into(),
            origin: origin.into(),
            contact_email: "nature@vale.example".into(),
            synthetic: Arc::default(),
            sends_mail: false,
        };
        Self(AppState::new(Shared {
            store: Store::open(&format!("sqlite:{path}")).await.unwrap(),
            files: Files::in_folder(&std::env::temp_dir()).unwrap(),
            scanner: Scanner::default(),
            clock: Arc::new(Still),
            entropy: Arc::new(Counting::default()),
            passwords: Passwords::new().unwrap(),
            links: Links::default(),
            sendings: Sendings::default(),
            navigation: Navigation::default(),
            weighings: Weighings::default(),
            comparisons: Comparisons::default(),
            site: facts,
            assets: Assets::default(),
        }))
    }

    /// Asks for a page as anyone.
    pub async fn get(&self, path: &str) -> Page {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Asks for a page as a member of staff.
    pub async fn get_as_staff(&self, path: &str) -> Page {
        let secret = Secret::from_outside(SECRET);
        if self.0.store.find_session(&secret.hash()).await.unwrap().is_none() {
            self.sign_in(&secret).await;
        }
        let request = Request::get(path).header(header::COOKIE, format!("session={SECRET}"));
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    async fn ask(&self, request: Request<Body>) -> Page {
        let response = pages::router(self.0.clone()).oneshot(request).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Page { status, html: String::from_utf8(body.to_vec()).unwrap() }
    }

    async fn sign_in(&self, secret: &Secret) {
        let id = AccountId::new(&*self.0.clock, &*self.0.entropy);
        let account = Account {
            id,
            email: "editor@vale.example".into(),
            password_hash: String::new(),
            role: "editor".into(),
            created_at: now(),
        };
        let hash = secret.hash();
        let work = self.0.store.write(move |mut write| {
            Box::pin(async move {
                write.add_account(&account).await?;
                write.add_session(&hash, id, now()).await
            })
        });
        let signed_in: Result<(), StoreError> = work.await;
        signed_in.unwrap();
    }

    /// Sets what the home page says of the strategy.
    pub async fn set_strategy(&self, strategy: Strategy) {
        let work = self.0.store.write(move |mut write| Box::pin(async move { write.set_strategy(&strategy).await }));
        let set: Result<(), StoreError> = work.await;
        set.unwrap();
    }

    /// Adds a consultation of one question that opens and closes so many days from now.
    pub async fn add_consultation(&self, slug: &str, opens: i64, closes: i64) {
        self.add_consultation_at(slug, now() + TimeDelta::days(opens), now() + TimeDelta::days(closes)).await;
    }

    /// Adds a consultation of one question.
    pub async fn add_consultation_at(&self, slug: &str, opens_at: Moment, closes_at: Moment) {
        let consultation = self.add_bare_consultation(slug, opens_at, closes_at).await;
        let question = serde_json::json!({ "id": "why", "text": "Why?", "kind": { "text": { "limit": 100 } } });
        let page = serde_json::json!({ "id": "one", "title": "One", "questions": [question] });
        let version = Version {
            id: VersionId::new(&*self.0.clock, &*self.0.entropy),
            consultation,
            number: 1,
            questionnaire: serde_json::from_value(serde_json::json!({ "pages": [page] })).unwrap(),
            published_at: now(),
        };
        let work = self.0.store.write(move |mut write| Box::pin(async move { write.add_version(&version).await }));
        let added: Result<(), StoreError> = work.await;
        added.unwrap();
    }

    /// Adds a consultation whose questions were not published.
    pub async fn add_consultation_without_questions(&self, slug: &str, opens: i64, closes: i64) {
        self.add_bare_consultation(slug, now() + TimeDelta::days(opens), now() + TimeDelta::days(closes)).await;
    }

    async fn add_bare_consultation(&self, slug: &str, opens_at: Moment, closes_at: Moment) -> ConsultationId {
        let id = ConsultationId::new(&*self.0.clock, &*self.0.entropy);
        let consultation = Consultation {
            id,
            slug: slug.into(),
            title: format!("Consultation {slug}"),
            summary: "About it.".into(),
            kind: ConsultationKind::EarlySurvey,
            opens_at,
            closes_at,
            admission: Admission::Everyone,
        };
        let work =
            self.0.store.write(move |mut write| Box::pin(async move { write.add_consultation(&consultation).await }));
        let added: Result<(), StoreError> = work.await;
        added.unwrap();
        id
    }

    /// Adds a group.
    pub async fn add_group(&self, slug: &str, name: &str) -> Group {
        let group = Group {
            id: GroupId::new(&*self.0.clock, &*self.0.entropy),
            slug: slug.into(),
            name: name.into(),
            kind: GroupKind::Board,
            purpose: "Advises.".into(),
        };
        let added = group.clone();
        let work = self.0.store.write(move |mut write| Box::pin(async move { write.add_group(&added).await }));
        let added: Result<(), StoreError> = work.await;
        added.unwrap();
        group
    }

    /// Adds a meeting of a group with its minutes.
    pub async fn add_minutes(&self, group: &Group, held_on: NaiveDate, status: MinutesStatus, source_title: &str) {
        let id = MeetingId::new(&*self.0.clock, &*self.0.entropy);
        let meeting = Meeting { id, group: group.id, held_on, slug: meeting_slug(held_on, &group.slug) };
        let source = Some(Source { title: source_title.to_owned(), heading: None });
        let minutes = Minutes { meeting: id, kind: MinutesKind::Minutes, status, source };
        let work = self.0.store.write(move |mut write| {
            Box::pin(async move {
                write.add_meeting(&meeting).await?;
                write.add_minutes(&minutes).await
            })
        });
        let added: Result<(), StoreError> = work.await;
        added.unwrap();
    }
}

impl Page {
    /// Asserts that a reader finds these words.
    pub fn shows(&self, words: &str) {
        assert!(self.words().contains(words), "‘{words}’ is missing in: {}", self.words());
    }

    /// Asserts that a reader does not find these words.
    pub fn hides(&self, words: &str) {
        assert!(!self.words().contains(words), "‘{words}’ is in: {}", self.words());
    }

    /// Says whether a link leads to an address.
    pub fn links_to(&self, address: &str) -> bool {
        self.html.contains(&format!("href=\"{address}\""))
    }

    /// Gives the title of the browser's tab.
    pub fn title(&self) -> &str {
        let after = self.html.split_once("<title>").map_or("", |(_, after)| after);
        after.split_once("</title>").map_or("", |(title, _)| title)
    }

    /// Gives the levels of the headings inside the main part.
    pub fn heading_levels(&self) -> Vec<u8> {
        let main = self.html.split_once("<main").map_or("", |(_, main)| main);
        let main = main.split_once("</main>").map_or(main, |(main, _)| main);
        let opened = main.split("<h").skip(1).filter_map(|after| after.as_bytes().first());
        opened.filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0').collect()
    }

    /// Gives the text between the tags with single spaces; comments that part two texts part no words.
    fn words(&self) -> String {
        let html = self.html.replace("<!>", "");
        let texts = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
        texts.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
