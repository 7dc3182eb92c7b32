//! The whole application without sockets, on a fresh database.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, Ordering},
};

use app::{
    cookie::SecretCookie,
    navigation::Navigation,
    pages::{
        drafts::Links,
        staff::{Comparisons, Weighings},
    },
    passwords::Passwords,
    scanning::Scanner,
    secret::Secret,
    sendings::Sendings,
    state::{AppState, Assets, Shared, Site},
};
use axum::Router;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use domain::{
    consultation::Consultation,
    ids::{AccountId, ConsultationId, VersionId},
    permission::Role,
    questionnaire::Questionnaire,
    time::{Clock, Entropy, Moment},
    vocabulary::Word,
};
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use store::{Account, Files, Store, StoreError, Version};
use tempfile::TempDir;

use crate::Visitor;

/// The address under which the application believes to be reached.
pub const ORIGIN: &str = "http://folkmoot.test";

/// A clock that stands still until a test moves it.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

/// Entropy from a fixed seed, so that a failing test fails again.
#[derive(Debug)]
pub struct Seeded(Mutex<ChaCha8Rng>);

/// The application with its store and clock.
pub struct TestApp {
    /// The router that requests go to.
    pub router: Router,
    /// What the application shares.
    pub state: AppState,
    /// The clock of the application.
    pub clock: Arc<TestClock>,
    /// The folder with the files of documents; it goes with the application.
    pub folder: TempDir,
}

impl TestClock {
    /// Moves the clock forward.
    pub fn advance(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_microseconds().expect("a test moves the clock by less than ages"), Ordering::SeqCst);
    }

    /// Sets the clock.
    pub fn set(&self, moment: Moment) {
        self.0.store(moment.timestamp_micros(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Moment {
        DateTime::from_timestamp_micros(self.0.load(Ordering::SeqCst)).expect("the clock was set to a moment")
    }
}

impl Seeded {
    /// Begins with a seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(ChaCha8Rng::seed_from_u64(seed)))
    }
}

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().expect("no test panics while it holds the generator").fill_bytes(bytes);
    }
}

impl TestApp {
    /// Starts the application on a database, at noon on 15 June 2026.
    pub async fn open(database_url: &str) -> Result<Self, StoreError> {
        let store = Store::open(database_url).await?;
        let noon = Utc.with_ymd_and_hms(2026, 6, 15, 12, 0, 0).single().expect("noon is a moment");
        let clock = Arc::new(TestClock(AtomicI64::new(noon.timestamp_micros())));
        let folder = TempDir::new().expect("a folder can be made");
        let state = AppState::new(Shared {
            store,
            files: Files::in_folder(folder.path()).expect("the folder is there"),
            scanner: Scanner::default(),
            clock: clock.clone(),
            entropy: Arc::new(Seeded::new(7)),
            passwords: Passwords::new().expect("a password can be hashed"),
            links: Links::default(),
            sendings: Sendings::default(),
            navigation: Navigation::default(),
            weighings: Weighings::default(),
            comparisons: Comparisons::default(),
            site: Site {
                name: "Nature Recovery".into(),
                origin: ORIGIN.into(),
                contact_email: "nature@example.org".into(),
                synthetic: Arc::default(),
                sends_mail: true,
            },
            assets: Assets::default(),
        });
        Ok(Self { router: app::pages::router(state.clone()), state, clock, folder })
    }

    /// Adds the early survey, open from a week ago for three weeks.
    pub async fn with_early_survey(self) -> Self {
        self.with_questionnaire(demo::questionnaire::questionnaire()).await
    }

    /// Adds the early survey with other questions.
    pub async fn with_questionnaire(self, questionnaire: Questionnaire) -> Self {
        let now = self.clock.now();
        let id = ConsultationId::new(&*self.state.clock, &*self.state.entropy);
        let mut consultation: Consultation = demo::consultation::consultation(id, now);
        consultation.opens_at = now - TimeDelta::weeks(1);
        consultation.closes_at = now + TimeDelta::weeks(3);
        let version = Version {
            id: VersionId::new(&*self.state.clock, &*self.state.entropy),
            consultation: id,
            number: 1,
            questionnaire,
            published_at: now,
        };
        let work = self.state.store.write(move |mut write| {
            Box::pin(async move {
                write.add_consultation(&consultation).await?;
                write.add_version(&version).await
            })
        });
        let added: Result<(), StoreError> = work.await;
        added.expect("a consultation can be added to an empty store");
        self
    }

    /// Adds a further version of a questionnaire.
    pub async fn add_version(&self, version: &Version) {
        let version = version.clone();
        let work = self.state.store.write(move |mut write| Box::pin(async move { write.add_version(&version).await }));
        let added: Result<(), StoreError> = work.await;
        added.expect("no other version has its number");
    }

    /// Gives what the application shares once more, with nothing counted or worked out yet, for a test to change.
    pub fn shared(&self) -> Shared {
        let Shared {
            store,
            files,
            scanner,
            clock,
            entropy,
            passwords,
            site,
            assets,
            links: _,
            sendings: _,
            navigation: _,
            weighings: _,
            comparisons: _,
        } = &*self.state;
        Shared {
            store: store.clone(),
            files: files.clone(),
            scanner: scanner.clone(),
            clock: Arc::clone(clock),
            entropy: Arc::clone(entropy),
            passwords: passwords.clone(),
            links: Links::default(),
            sendings: Sendings::default(),
            navigation: Navigation::default(),
            weighings: Weighings::default(),
            comparisons: Comparisons::default(),
            site: site.clone(),
            assets: assets.clone(),
        }
    }

    /// Looks for viruses with a scanner.
    #[must_use]
    pub fn with_scanner(self, scanner: Scanner) -> Self {
        let state = AppState::new(Shared { scanner, ..self.shared() });
        Self { router: app::pages::router(state.clone()), state, ..self }
    }

    /// Gives what the application shares as it is reached at another address.
    pub fn state_at(&self, origin: &str) -> AppState {
        let shared = self.shared();
        AppState::new(Shared { site: Site { origin: origin.into(), ..shared.site }, ..shared })
    }

    /// Gives somebody with a browser of their own.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(self.router.clone())
    }

    /// Gives a member of staff with some role, signed in.
    pub async fn staff(&self, role: Role) -> Visitor {
        let secret = self.session(role).await;
        self.visitor().with_cookie(SecretCookie::session(&self.state.site).name(), secret.expose())
    }

    /// Begins a session of a member of staff with some role.
    pub async fn session(&self, role: Role) -> Secret {
        let now = self.clock.now();
        let email = format!("{}@example.org", role.word());
        let known = self.state.store.find_account(&email).await.expect("accounts can be read");
        let (is_new, id) = match known {
            Some(account) => (false, account.id),
            None => (true, AccountId::new(&*self.state.clock, &*self.state.entropy)),
        };
        let account =
            Account { id, email, password_hash: String::new(), role: role.word().to_owned(), created_at: now };
        let secret = Secret::new(&*self.state.entropy);
        let hash = secret.hash();
        let work = self.state.store.write(move |mut write| {
            Box::pin(async move {
                if is_new {
                    write.add_account(&account).await?;
                }
                write.add_session(&hash, account.id, now).await
            })
        });
        let added: Result<(), StoreError> = work.await;
        added.expect("a session can begin");
        secret
    }
}
