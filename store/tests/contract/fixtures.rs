//! Builders that say only what a test is about; all of them go through the store's own writes.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering},
};

use chrono::DateTime;
use domain::{
    answer::{Answer, Outcome},
    consultation::{Consultation, ConsultationKind},
    ids::{AccountId, ConsultationId, FreezeId, ResponseId, VersionId},
    invitation::Admission,
    moderation::Consent,
    questionnaire::{Page, Questionnaire, Roles},
    response::{Channel, Response, ResponseStatus, Submission},
    time::{Entropy, Moment},
};
use engines::Database;
use store::{Account, Freeze, Hashed, Receipt, Store, StoreError, Version};
use uuid::Uuid;

/// Runs statements in one write and gives its result.
macro_rules! in_write {
    ($store:expr, $write:ident => $body:expr) => {
        $store.write(move |mut $write: store::Write<'_>| Box::pin(async move { $body })).await
    };
}
pub(crate) use in_write;

/// A moment this many seconds after nine o'clock on 1 March 2026.
pub fn moment(second: i64) -> Moment {
    DateTime::from_timestamp(1_772_355_600 + second, 0).unwrap()
}

pub fn consultation(number: u128) -> Consultation {
    Consultation {
        id: ConsultationId(Uuid::from_u128(number)),
        slug: format!("consultation-{number}"),
        title: "Nature near you".into(),
        summary: "What matters to people, in their own words.".into(),
        kind: ConsultationKind::EarlySurvey,
        opens_at: moment(0),
        closes_at: moment(86_400),
        admission: Admission::Everyone,
    }
}

pub fn version(consultation: &Consultation, number: i64) -> Version {
    let page = Page::new("you", "About you");
    Version {
        id: VersionId(Uuid::from_u128(consultation.id.0.as_u128() << 64 | u128::from(number.unsigned_abs()))),
        consultation: consultation.id,
        number,
        questionnaire: Questionnaire { pages: vec![page], roles: Roles::default() },
        published_at: moment(0),
    }
}

/// Adds a consultation with one version.
pub async fn add_consultation(store: &Store, number: u128) -> Version {
    let consultation = consultation(number);
    let version = version(&consultation, 1);
    let added = version.clone();
    in_write!(store, write => {
        write.add_consultation(&consultation).await?;
        write.add_version(&added).await
    })
    .unwrap();
    version
}

pub fn draft(version: &Version, number: u128) -> Response {
    Response {
        id: ResponseId(Uuid::from_u128(number)),
        consultation: version.consultation,
        version: version.id,
        status: ResponseStatus::Draft,
        reference: None,
        segment: None,
        organisation: None,
        area: None,
        submitted_at: None,
        channel: Channel::Online,
        received_on: None,
        is_invited: false,
        order: None,
        language: None,
    }
}

/// The hash that the token of a response is kept as.
pub fn token(number: u128) -> Vec<u8> {
    [number.to_be_bytes(), number.to_le_bytes()].concat()
}

pub async fn add_draft(store: &Store, version: &Version, number: u128) -> Response {
    let response = draft(version, number);
    let added = response.clone();
    in_write!(store, write => write.add_draft(&added, &token(number), moment(0)).await).unwrap();
    response
}

/// A response to submit, with nothing answered.
pub struct Submitting {
    number: u128,
    pub submission: Submission,
    pub receipt: Receipt,
}

impl Submitting {
    pub fn new(number: u128) -> Self {
        let submission = Submission {
            outcomes: BTreeMap::new(),
            segment: None,
            organisation: None,
            consent: None,
            area: None,
            orders: BTreeMap::new(),
            contacts: vec![],
        };
        let receipt = Receipt { reference: format!("REF-{number}"), digest: vec![7; 32], submitted_at: moment(60) };
        Self { number, submission, receipt }
    }

    pub fn segment(mut self, segment: &str) -> Self {
        self.submission.segment = Some(segment.into());
        self
    }

    pub fn organisation(mut self, name: &str) -> Self {
        self.submission.organisation = Some(name.into());
        self
    }

    pub fn consent(mut self, consent: Consent) -> Self {
        self.submission.consent = Some(consent);
        self
    }

    pub fn area(mut self, area: &str) -> Self {
        self.submission.area = Some(area.into());
        self
    }

    pub fn at(mut self, moment: Moment) -> Self {
        self.receipt.submitted_at = moment;
        self
    }

    pub fn outcome(mut self, question: &str, outcome: Outcome) -> Self {
        self.submission.outcomes.insert(question.into(), outcome);
        self
    }

    pub fn saying(self, words: &str) -> Self {
        self.outcome("why", Outcome::Answered(Answer::Text(words.into())))
    }

    /// Starts the response as a draft and submits it.
    pub async fn add(self, store: &Store, version: &Version) {
        let response = add_draft(store, version, self.number).await;
        self.submit(store, &response, 0).await.unwrap();
    }

    pub async fn submit(self, store: &Store, response: &Response, revision: i64) -> Result<(), StoreError> {
        let id = response.id;
        let Self { submission, receipt, .. } = self;
        in_write!(store, write => write.set_submitted(id, revision, &submission, &receipt).await)
    }
}

/// Looks at a database from outside the store and gives the one number that a query finds.
pub async fn number(database: &Database, query: &'static str) -> i64 {
    use sqlx::Connection;
    if database.is_postgres() {
        let mut connection = sqlx::PgConnection::connect(&database.url).await.unwrap();
        sqlx::query_scalar(query).fetch_one(&mut connection).await.unwrap()
    } else {
        let mut connection = sqlx::SqliteConnection::connect(&database.url).await.unwrap();
        sqlx::query_scalar(query).fetch_one(&mut connection).await.unwrap()
    }
}

/// Changes a database from outside the store, as nobody should.
pub async fn change(database: &Database, statement: &'static str) {
    use sqlx::{Connection, Executor};
    if database.is_postgres() {
        let mut connection = sqlx::PgConnection::connect(&database.url).await.unwrap();
        connection.execute(statement).await.unwrap();
    } else {
        let mut connection = sqlx::SqliteConnection::connect(&database.url).await.unwrap();
        connection.execute(statement).await.unwrap();
    }
}

/// Random bytes from a count, for tests that look at order alone.
#[derive(Debug, Default)]
pub struct Scattered(AtomicU64);

impl Entropy for Scattered {
    fn fill(&self, bytes: &mut [u8]) {
        for piece in bytes.chunks_mut(8) {
            let next = self.0.fetch_add(1, Ordering::Relaxed).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let mixed = (next ^ (next >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9).to_be_bytes();
            piece.copy_from_slice(&mixed[..piece.len()]);
        }
    }
}

/// The account that [`add_reader`] adds.
pub const READER: AccountId = AccountId(Uuid::from_u128(1));

/// Adds an account of somebody who reads files.
pub async fn add_reader(store: &Store) {
    add_account(store, READER, "reader@example.org").await;
}

/// Adds an account of somebody who weighs.
pub async fn add_account(store: &Store, id: AccountId, email: &str) {
    let account = Account {
        id,
        email: email.into(),
        password_hash: String::new(),
        role: "strategist".into(),
        created_at: moment(0),
    };
    let added: Result<(), StoreError> = in_write!(store, write => write.add_account(&account).await);
    added.unwrap();
}

/// Freezes responses that were hashed.
pub async fn add_freeze(
    store: &Store,
    version: &Version,
    (id, number): (FreezeId, i64),
    by: AccountId,
    hashed: Hashed,
) -> Result<(), StoreError> {
    let freeze = Freeze {
        id,
        consultation: version.consultation,
        number,
        version: version.id,
        by: None,
        at: moment(90_000),
        reason: String::new(),
        responses: u64::try_from(hashed.len()).unwrap(),
        hash: hashed.hash().to_vec(),
        campaigns: hashed.campaigns().to_vec(),
    };
    in_write!(store, write => write.add_freeze(&freeze, by, &hashed).await)
}
