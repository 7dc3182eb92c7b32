//! Open data: what is read for them, their files byte for byte, and every step.

use std::collections::BTreeSet;

use domain::{
    answer::{Answer, Chosen, Outcome},
    crosstab::{By, Crosstab},
    ids::{OpenDataId, PublicationId, RunId},
    publication::{
        PublicationStep::{GivenUp, Released, TakenBack, Written},
        Standing,
    },
};
use engines::{on_both_engines, sqlite};
use sqlx::Connection;
use store::{NewOpenFile, OpenData, OpenFile, OpenFiles, Publication, Stamp, Store, StoreError, Version};
use uuid::Uuid;

use crate::{
    fixtures::{Submitting, add_consultation, add_freeze, in_write, moment},
    weighing::{FREEZE, ONE, TWO, asked, is_changed, planned},
};

const PUBLICATION: PublicationId = PublicationId(Uuid::from_u128(8));
const RUN: RunId = RunId(Uuid::from_u128(5));

fn stamp(by: domain::ids::AccountId, second: i64) -> Stamp {
    Stamp { event: Uuid::from_u128(second.unsigned_abs().into()), by, at: moment(second) }
}

/// A consultation with results that are written, on which open data can rest.
async fn begun(store: &Store) -> (Version, OpenData) {
    let version = asked(store).await;
    let publication = Publication {
        id: PUBLICATION,
        consultation: version.consultation,
        edition: 1,
        run: RUN,
        revision: 0,
        summary: "Ponds.".into(),
        changes: String::new(),
        writer: None,
        by: None,
        written_at: moment(0),
        standing: Standing::Written,
        hash: None,
    };
    in_write!(store, write => write.add_publication(&publication, stamp(ONE, 90_001)).await).unwrap();
    let data = OpenData {
        id: OpenDataId(Uuid::from_u128(9)),
        consultation: version.consultation,
        issue: 1,
        publication: PUBLICATION,
        revision: 1,
        crosstabs: vec![Crosstab { question: "habitats".into(), by: By::Margin("sex".into()) }],
        licence: "Open".into(),
        note: String::new(),
        writer: None,
        by: None,
        written_at: moment(0),
        hash: None,
        basis: None,
        standing: Standing::Written,
    };
    let added = data.clone();
    in_write!(store, write => write.add_open_data(&added, stamp(ONE, 90_002)).await).unwrap();
    (version, data)
}

fn files(hash: u8) -> OpenFiles {
    let bytes = vec![0, 159, hash, b'\n'];
    let file = OpenFile { name: "tables.csv".into(), hash: vec![1; 32], size: 4 };
    OpenFiles {
        files: vec![NewOpenFile { file, bytes }],
        hash: vec![hash; 32],
        counts: "{}".into(),
        basis: "then".into(),
    }
}

async fn set(store: &Store, data: &OpenData, made: Option<OpenFiles>, second: i64) -> Result<(), StoreError> {
    let data = data.clone();
    in_write!(store, write => write.set_open_data(&data, made.as_ref(), stamp(ONE, second)).await)
}

async fn release(
    store: &Store,
    data: &OpenData,
    hash: u8,
    (by, second): (domain::ids::AccountId, i64),
) -> Result<(), StoreError> {
    let data = data.clone();
    in_write!(store, write => write.set_open_data_released(&data, &[hash; 32], stamp(by, second)).await)
}

async fn newest(store: &Store, version: &Version) -> OpenData {
    store.list_open_data(version.consultation).await.unwrap().remove(0)
}

on_both_engines! {
    async fn files_are_kept_byte_for_byte_and_go_when_the_list_is_written_again(store: Store) {
        let (version, data) = begun(&store).await;
        set(&store, &data, Some(files(7)), 90_003).await.unwrap();
        let made = newest(&store, &version).await;
        assert_eq!((made.revision, made.hash, made.basis.as_deref()), (2, Some(vec![7; 32]), Some("then")));
        assert_eq!(made.crosstabs, data.crosstabs);
        assert_eq!(store.list_open_files(data.id).await.unwrap(), [files(7).files[0].file.clone()]);
        assert_eq!(store.find_open_file(data.id, "tables.csv").await.unwrap(), Some(vec![0, 159, 7, b'\n']));
        assert_eq!(store.find_open_counts(data.id).await.unwrap().as_deref(), Some("{}"));

        assert!(is_changed(set(&store, &data, None, 90_004).await), "it is at another revision");
        set(&store, &OpenData { revision: 2, ..data.clone() }, None, 90_005).await.unwrap();
        assert_eq!(newest(&store, &version).await.hash, None);
        assert_eq!(store.list_open_files(data.id).await.unwrap(), []);
    }

    async fn only_another_account_releases_and_only_the_files_that_it_saw(store: Store) {
        let (version, data) = begun(&store).await;
        let at = |revision| OpenData { revision, ..data.clone() };
        assert!(is_changed(release(&store, &at(1), 7, (TWO, 90_003)).await), "there are no files");
        set(&store, &data, Some(files(7)), 90_004).await.unwrap();
        assert!(is_changed(release(&store, &at(2), 7, (ONE, 90_005)).await), "they made them");
        assert!(is_changed(release(&store, &at(2), 8, (TWO, 90_006)).await), "these are others");
        assert!(is_changed(release(&store, &at(1), 7, (TWO, 90_007)).await), "it was written again");
        release(&store, &at(2), 7, (TWO, 90_008)).await.unwrap();
        assert_eq!(newest(&store, &version).await.standing, Standing::Released(moment(90_008)));
        assert!(is_changed(set(&store, &at(2), None, 90_009).await), "what is released stays");
        let next = OpenData { id: OpenDataId(Uuid::from_u128(10)), issue: 2, ..data.clone() };
        in_write!(store, write => write.add_open_data(&next, stamp(ONE, 90_010)).await).unwrap();
        let steps: Vec<_> = store.list_open_data_events(version.consultation).await.unwrap();
        let steps: Vec<_> = steps.iter().map(|event| (event.number, event.step)).collect();
        assert_eq!(steps, [(1, Written), (1, Written), (1, Released), (2, Written)]);
    }

    async fn what_is_taken_back_or_given_up_says_so_and_one_issue_is_written_at_a_time(store: Store) {
        let (version, data) = begun(&store).await;
        let second = OpenData { id: OpenDataId(Uuid::from_u128(10)), issue: 2, ..data.clone() };
        let added = in_write!(store, write => write.add_open_data(&second, stamp(ONE, 90_003)).await);
        assert!(is_changed(added), "one is written");
        let given_up = data.clone();
        in_write!(store, write => write.remove_open_data(&given_up, stamp(TWO, 90_004)).await).unwrap();
        assert_eq!(store.list_open_data(version.consultation).await.unwrap(), []);
        let again = data.clone();
        in_write!(store, write => write.add_open_data(&again, stamp(ONE, 90_005)).await).unwrap();
        set(&store, &data, Some(files(7)), 90_006).await.unwrap();
        let made = OpenData { revision: 2, ..data.clone() };
        let early = made.clone();
        let taken = in_write!(store, write => write.set_open_data_taken_back(&early, "Wrong.", stamp(TWO, 90_007)).await);
        assert!(is_changed(taken), "it is not public");
        release(&store, &made, 7, (TWO, 90_008)).await.unwrap();
        in_write!(store, write => write.set_open_data_taken_back(&made, "Wrong.", stamp(TWO, 90_009)).await).unwrap();
        let standing = newest(&store, &version).await.standing;
        assert!(matches!(&standing, Standing::TakenBack { reason, .. } if reason == "Wrong."), "{standing:?}");
        let last: Vec<_> = store.list_open_data_events(version.consultation).await.unwrap();
        let last: Vec<_> = last.iter().map(|event| event.step).collect();
        assert_eq!(last, [Written, GivenUp, Written, Written, Released, TakenBack]);
    }

    async fn nothing_that_leads_to_a_person_is_read_for_open_data(store: Store) {
        let version = planned(&store, 0).await;
        let other = Answer::Choice(Chosen { option: "other".into(), words: Some("canary".into()) });
        for number in 1..=3 {
            Submitting::new(number)
                .segment("resident")
                .organisation("Canary Farms")
                .area("canary")
                .saying("canary@example.org")
                .outcome("habitats", Outcome::Answered(other.clone()))
                .outcome("home", Outcome::Answered(Answer::Postcode("CANARY".into())))
                .outcome("not-listed", Outcome::Answered(other.clone()))
                .add(&store, &version)
                .await;
        }
        let hashed = store.hash_responses(version.consultation).await.unwrap();
        add_freeze(&store, &version, (FREEZE, 1), ONE, hashed).await.unwrap();
        let asked: BTreeSet<String> = ["habitats", "home", "why"].map(str::to_owned).into();
        let read = store.list_open_answers_after(FREEZE, &asked, 0, 2).await.unwrap();
        let rest = store.list_open_answers_after(FREEZE, &asked, 2, 2).await.unwrap();
        assert_eq!((read.len(), rest.len()), (2, 1));
        assert_eq!(read[0].segment.as_deref(), Some("resident"));
        let bare = Answer::Choice(Chosen { option: "other".into(), words: None });
        assert_eq!(read[0].chosen, [("habitats".to_owned(), bare)].into());
        let told = format!("{read:?} {rest:?}").to_lowercase();
        assert!(!told.contains("canary") && !told.contains("ref-"), "{told}");
    }
}

/// What the query may read, and what it is joined and narrowed by.
const HARMLESS: [&str; 11] = [
    "frozen_responses.campaign",
    "frozen_responses.freeze_id",
    "frozen_responses.place",
    "frozen_responses.response_id",
    "responses.id",
    "responses.segment",
    "responses.status",
    "responses.version_id",
    "answers.response_id",
    "answers.outcomes",
    "responses.consultation_id",
];
/// What leads to a person, or to when and how somebody answered: a new column of these tables belongs here unless it does not.
const PERSONAL: [&str; 19] = [
    "frozen_responses.digest",
    "responses.area",
    "responses.channel",
    "responses.digest",
    "responses.is_invited",
    "responses.language",
    "responses.order_seed",
    "responses.organisation",
    "responses.received_on",
    "responses.reference",
    "responses.revision",
    "responses.submitted_at",
    "responses.token_hash",
    "responses.updated_at",
    "responses.withdrawn_on",
    "answers.consent",
    "answers.is_gathered",
    "answers.orders",
    "answers.words",
];

#[tokio::test]
async fn the_query_of_open_data_names_no_personal_column_and_every_column_is_known() {
    let database = sqlite();
    let store = Store::open(&database.url).await.unwrap();
    add_consultation(&store, 1).await;
    let mut connection = sqlx::SqliteConnection::connect(&database.url).await.unwrap();
    let columns: Vec<String> = sqlx::query_scalar(
        "SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND m.name IN ('responses', 'answers', 'frozen_responses')",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let unknown: Vec<_> = columns
        .iter()
        .filter(|name| !HARMLESS.contains(&name.as_str()) && !PERSONAL.contains(&name.as_str()))
        .collect();
    assert!(unknown.is_empty(), "say of {unknown:?} whether open data may read it");

    let source = include_str!("../../src/open_answers.rs");
    let query = source.split("OPEN_ANSWERS: &str = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(!query.contains('*'), "{query}");
    let aliases = [("f.", "frozen_responses."), ("r.", "responses."), ("a.", "answers.")];
    let named: Vec<String> = query
        .split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '.' || letter == '_'))
        .filter_map(|word| {
            aliases.iter().find_map(|(alias, table)| Some(format!("{table}{}", word.strip_prefix(alias)?)))
        })
        .collect();
    assert!(named.len() > 8, "{named:?}");
    for name in named {
        assert!(HARMLESS.contains(&name.as_str()), "{name} leads to a person");
    }
}
