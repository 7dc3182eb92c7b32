use domain::{
    editing::Step,
    ids::{AccountId, ConsultationId, RevisionId, VersionId},
};
use engines::on_both_engines;
use store::{Account, Along, Revision, Store, StoreError, Version};
use uuid::Uuid;

use crate::fixtures::{add_consultation, add_draft, change, consultation, in_write, moment, number, version};

const CONSULTATION: ConsultationId = ConsultationId(Uuid::from_u128(1));

/// A revision whose questionnaire says its number.
fn revision(number: u128) -> Revision {
    let mut questionnaire = version(&consultation(1), 1).questionnaire;
    questionnaire.pages[0].title = format!("Page as of {number}");
    Revision {
        id: RevisionId(Uuid::from_u128(number)),
        step: if number == 1 { Step::Begin } else { Step::SetPage },
        subject: format!("step {number}"),
        questionnaire,
        account: None,
        made_at: moment(1),
    }
}

async fn begin(store: &Store, from: Option<VersionId>, first: u128) -> Result<(), StoreError> {
    in_write!(store, write => write.add_questionnaire_draft(CONSULTATION, from, &revision(first)).await)
}

async fn step(store: &Store, from: u128, to: u128) -> Result<(), StoreError> {
    let from = RevisionId(Uuid::from_u128(from));
    in_write!(store, write => write.add_revision(CONSULTATION, from, &revision(to)).await)
}

async fn move_along(store: &Store, from: u128, along: Along) -> Result<(), StoreError> {
    let from = RevisionId(Uuid::from_u128(from));
    in_write!(store, write => write.set_revision(CONSULTATION, from, along).await)
}

/// Adds a consultation with a version and a draft of a few revisions.
async fn drafted(store: &Store, revisions: u128) -> Version {
    let version = add_consultation(store, 1).await;
    begin(store, Some(version.id), 1).await.unwrap();
    for number in 2..=revisions {
        step(store, number - 1, number).await.unwrap();
    }
    version
}

/// Tells which revision is current, and whether there is one before and one after it.
async fn stands(store: &Store) -> (u128, bool, bool) {
    let draft = store.find_questionnaire_draft(CONSULTATION).await.unwrap().unwrap();
    assert_eq!(draft.revision, revision(draft.revision.id.0.as_u128()));
    (draft.revision.id.0.as_u128(), draft.has_before, draft.after.is_some())
}

fn assert_changed(result: &Result<(), StoreError>) {
    assert!(matches!(result, Err(StoreError::Changed)), "{result:?}");
}

on_both_engines! {
    async fn a_consultation_has_no_draft_until_one_is_begun(store: Store) {
        let version = add_consultation(&store, 1).await;
        assert_eq!(store.find_questionnaire_draft(CONSULTATION).await.unwrap(), None);

        begin(&store, Some(version.id), 1).await.unwrap();

        assert_eq!(stands(&store).await, (1, false, false));
    }

    async fn a_step_names_the_revision_that_it_starts_from(store: Store) {
        drafted(&store, 2).await;

        assert_changed(&step(&store, 1, 3).await);
        step(&store, 2, 3).await.unwrap();

        assert_eq!(stands(&store).await, (3, true, false));
    }

    async fn steps_are_taken_back_and_done_again_to_either_end(store: Store) {
        drafted(&store, 3).await;

        move_along(&store, 3, Along::Back).await.unwrap();
        assert_eq!(stands(&store).await, (2, true, true));
        let after = store.find_questionnaire_draft(CONSULTATION).await.unwrap().unwrap().after;
        assert_eq!(after, Some((Step::SetPage, "step 3".into())));
        move_along(&store, 2, Along::Back).await.unwrap();
        assert_changed(&move_along(&store, 1, Along::Back).await);
        assert_eq!(stands(&store).await, (1, false, true));

        assert_changed(&move_along(&store, 2, Along::Forward).await);
        for from in [1, 2] {
            move_along(&store, from, Along::Forward).await.unwrap();
        }
        assert_changed(&move_along(&store, 3, Along::Forward).await);
        assert_eq!(stands(&store).await, (3, true, false));
    }

    async fn a_new_step_drops_what_was_taken_back(store: Store) {
        drafted(&store, 3).await;
        for from in [3, 2] {
            move_along(&store, from, Along::Back).await.unwrap();
        }

        step(&store, 1, 4).await.unwrap();

        assert_eq!(stands(&store).await, (4, true, false));
        assert_eq!(store.count_revisions(CONSULTATION).await.unwrap(), 2);
        assert_changed(&step(&store, 3, 5).await);
    }

    async fn of_steps_taken_at_once_from_one_revision_one_is_stored(store: Store) {
        drafted(&store, 1).await;

        let steps = (0..8).map(|number| {
            let store = store.clone();
            tokio::spawn(async move { step(&store, 1, 10 + number).await.is_ok() })
        });
        let mut stored = 0;
        for step in steps.collect::<Vec<_>>() {
            stored += u32::from(step.await.unwrap());
        }

        assert_eq!(stored, 1);
        assert_eq!(store.count_revisions(CONSULTATION).await.unwrap(), 2);
    }

    async fn a_draft_begins_once_and_from_the_newest_version(store: Store) {
        assert!(begin(&store, None, 1).await.is_err(), "there is no such consultation");
        let version = add_consultation(&store, 1).await;

        assert_changed(&begin(&store, None, 1).await);
        assert_changed(&begin(&store, Some(VersionId(Uuid::from_u128(9))), 1).await);
        begin(&store, Some(version.id), 1).await.unwrap();
        assert_changed(&begin(&store, Some(version.id), 2).await);

        assert_eq!(stands(&store).await, (1, false, false));
    }

    async fn the_first_draft_of_a_consultation_begins_from_nothing(store: Store) {
        let added = consultation(1);
        in_write!(store, write => write.add_consultation(&added).await).unwrap();

        begin(&store, None, 1).await.unwrap();

        assert_eq!(stands(&store).await, (1, false, false));
    }

    async fn publishing_makes_the_next_version_and_ends_the_draft(store: Store) {
        let first = drafted(&store, 2).await;
        let answering = add_draft(&store, &first, 1).await;
        let mut second = version(&consultation(1), 2);
        second.questionnaire = revision(2).questionnaire;

        let stale = (RevisionId(Uuid::from_u128(1)), second.clone());
        assert_changed(&in_write!(store, write => write.publish(stale.0, &stale.1).await));
        let current = (RevisionId(Uuid::from_u128(2)), second.clone());
        in_write!(store, write => write.publish(current.0, &current.1).await).unwrap();

        assert_eq!(store.find_questionnaire_draft(CONSULTATION).await.unwrap(), None);
        assert_eq!(store.count_revisions(CONSULTATION).await.unwrap(), 0);
        assert_eq!(store.list_versions(CONSULTATION).await.unwrap(), [second.clone(), first.clone()]);
        assert_eq!(store.find_draft(&crate::fixtures::token(1)).await.unwrap().unwrap().of.version, answering.version);
        assert_changed(&step(&store, 2, 3).await);
        assert_changed(&begin(&store, Some(first.id), 4).await);
        begin(&store, Some(second.id), 4).await.unwrap();
    }

    async fn a_number_that_is_published_is_not_published_again_and_the_draft_stays(store: Store) {
        drafted(&store, 2).await;
        let mut same = version(&consultation(1), 2);
        same.number = 1;

        let refused = in_write!(store, write => write.publish(RevisionId(Uuid::from_u128(2)), &same).await);

        assert!(matches!(refused, Err(StoreError::Taken)), "{refused:?}");
        assert_eq!(stands(&store).await, (2, true, false));
    }

    async fn a_draft_tells_who_wrote_last_until_their_account_is_removed(store: Store) {
        let account = Account {
            id: AccountId(Uuid::from_u128(5)),
            email: "staff@example.org".into(),
            password_hash: String::new(),
            role: "strategist".into(),
            created_at: moment(0),
        };
        let first = Revision { account: Some(account.id), ..revision(1) };
        let version = add_consultation(&store, 1).await;
        in_write!(store, write => {
            write.add_account(&account).await?;
            write.add_questionnaire_draft(CONSULTATION, Some(version.id), &first).await
        })
        .unwrap();

        let written = store.find_questionnaire_draft(CONSULTATION).await.unwrap().unwrap();
        assert_eq!(written.made_by.as_deref(), Some("staff@example.org"));
        in_write!(store, write => write.remove_account("staff@example.org").await).unwrap();

        let left = store.find_questionnaire_draft(CONSULTATION).await.unwrap().unwrap();
        assert_eq!((left.made_by, left.revision), (None, revision(1)));
    }

    async fn a_draft_that_is_removed_leaves_no_revision(store: Store, database: &Database) {
        drafted(&store, 3).await;

        let removing = |from: u128| {
            let (store, from) = (store.clone(), RevisionId(Uuid::from_u128(from)));
            async move { in_write!(store, write => write.remove_questionnaire_draft(CONSULTATION, from).await) }
        };
        assert_changed(&removing(2).await);
        removing(3).await.unwrap();

        assert_eq!(store.find_questionnaire_draft(CONSULTATION).await.unwrap(), None);
        assert_eq!(number(database, "SELECT COUNT(*) FROM questionnaire_revisions").await, 0);
    }

    async fn a_damaged_revision_is_told_without_its_words(store: Store, database: &Database) {
        drafted(&store, 1).await;
        change(database, "UPDATE questionnaire_revisions SET document = '\"canary\"'").await;

        let Err(error) = store.find_questionnaire_draft(CONSULTATION).await else { panic!("it cannot be read") };

        let told = format!("{error} {error:?}");
        assert!(told.contains("questionnaire_revisions") && !told.contains("canary"), "{told}");
    }
}
