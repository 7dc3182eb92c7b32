//! Priorities with what is said of them, and the questionnaires that point at them.

use chrono::NaiveDate;
use domain::{
    ids::VersionId,
    priority::{Ended, Priority, PriorityKind, Profile},
    question::{AnswerOption, Question, QuestionKind, SingleChoice},
};
use engines::on_both_engines;
use futures_util::future::join_all;
use store::{Store, StoreError, Version};
use uuid::Uuid;

use crate::fixtures::{add_consultation, in_write};

fn priority(code: &str, kind: PriorityKind) -> Priority {
    Priority { code: code.into(), title: format!("The {code}"), kind }
}

async fn add(store: &Store, code: &str, kind: PriorityKind, profile: Profile) -> Result<(), StoreError> {
    let priority = priority(code, kind);
    in_write!(store, write => write.add_priority(&priority, &profile).await)
}

async fn remove(store: &Store, code: &'static str, revision: i64) -> Result<(), StoreError> {
    in_write!(store, write => write.remove_priority(code, revision).await)
}

async fn codes(store: &Store) -> Vec<String> {
    store.list_priorities().await.unwrap().into_iter().map(|priority| priority.code).collect()
}

async fn up(store: &Store, code: &str) {
    let code = code.to_owned();
    in_write!(store, write => write.move_priority_up(&code).await).unwrap();
}

async fn place(store: &Store, code: &str) -> usize {
    codes(store).await.iter().position(|one| one == code).unwrap()
}

fn of_staff() -> Profile {
    Profile { is_public: false, ..Profile::default() }
}

/// The next version of a questionnaire, in which an option points at a priority.
fn asking(version: &Version, code: &str) -> Version {
    let option =
        AnswerOption { id: "a".into(), label: "A".into(), priority: Some(code.into()), ..AnswerOption::default() };
    let kind = QuestionKind::SingleChoice(SingleChoice { options: vec![option] });
    let mut next = Version { id: VersionId(Uuid::from_u128(77)), number: version.number + 1, ..version.clone() };
    next.questionnaire.pages[0].questions.push(Question::new("first", "What comes first?", kind));
    next
}

on_both_engines! {
    async fn priorities_stand_in_the_order_in_which_they_came_until_one_is_moved_among_its_kind(store: Store) {
        for (code, kind) in [("H1", PriorityKind::Habitat), ("S1", PriorityKind::Species), ("H2", PriorityKind::Habitat)] {
            add(&store, code, kind, Profile::default()).await.unwrap();
        }
        assert_eq!(codes(&store).await, ["H1", "S1", "H2"]);
        for code in ["H2", "H2", "S1", "no such code"] {
            up(&store, code).await;
        }
        assert_eq!(codes(&store).await, ["H2", "S1", "H1"]);
        let twice = add(&store, "H1", PriorityKind::Habitat, Profile::default()).await;
        assert!(matches!(twice, Err(StoreError::Taken)), "{twice:?}");
    }

    async fn those_who_add_and_move_priorities_at_the_same_moment_leave_each_at_a_place_of_its_own(store: Store) {
        for code in ["H1", "H2", "H3", "H4"] {
            add(&store, code, PriorityKind::Habitat, Profile::default()).await.unwrap();
        }
        for round in 0..10 {
            let new = [1, 2, 3, 4].map(|number| format!("N{round}.{number}"));
            let added = new.each_ref().map(|code| add(&store, code, PriorityKind::Habitat, Profile::default()));
            let (added, ..) = tokio::join!(join_all(added), up(&store, "H3"), up(&store, "H4"), up(&store, "H2"), up(&store, "H4"));
            assert!(added.iter().all(Result::is_ok), "{added:?}");

            let before = codes(&store).await;
            for code in &new {
                let stood = place(&store, code).await;
                up(&store, code).await;
                assert_eq!(place(&store, code).await, stood - 1, "{code} moves by one: {before:?}");
            }
            assert_eq!(codes(&store).await.len(), before.len());
        }
    }

    async fn a_code_that_differs_only_in_its_case_is_taken(store: Store) {
        add(&store, "H1", PriorityKind::Habitat, Profile::default()).await.unwrap();
        let again = add(&store, "h1", PriorityKind::Habitat, Profile::default()).await;
        assert!(matches!(again, Err(StoreError::Taken)), "{again:?}");
        let (one, other) = tokio::join!(
            add(&store, "gl.x", PriorityKind::Habitat, Profile::default()),
            add(&store, "GL.X", PriorityKind::Habitat, Profile::default()),
        );
        assert!(matches!((one, other), (Ok(()), Err(StoreError::Taken)) | (Err(StoreError::Taken), Ok(()))));
        assert_eq!(codes(&store).await.len(), 2);
    }

    async fn of_two_who_change_a_priority_the_second_is_told(store: Store) {
        add(&store, "H1", PriorityKind::Habitat, of_staff()).await.unwrap();
        let ended = Ended { on: NaiveDate::from_ymd_opt(2026, 9, 3).unwrap(), reason: "It is part of H2".into() };
        let profile = Profile { about: "# Ponds".into(), is_public: true, ended: Some(ended) };
        let renamed = Priority { title: "Ponds".into(), ..priority("H1", PriorityKind::Benefit) };
        let set = async || {
            let (priority, profile) = (renamed.clone(), profile.clone());
            in_write!(store, write => write.set_priority(&priority, &profile, 0).await)
        };
        set().await.unwrap();
        assert!(matches!(set().await, Err(StoreError::Changed)));
        let found = store.find_priority("H1").await.unwrap().unwrap();
        assert_eq!((found.priority, found.profile, found.revision), (renamed.clone(), profile.clone(), 1));
        assert_eq!(store.find_priority("h1").await.unwrap(), None);
    }

    async fn only_a_priority_of_staff_that_nothing_names_is_removed(store: Store) {
        add(&store, "H1", PriorityKind::Habitat, of_staff()).await.unwrap();
        add(&store, "H2", PriorityKind::Habitat, Profile::default()).await.unwrap();
        add(&store, "H3", PriorityKind::Habitat, of_staff()).await.unwrap();
        let next = asking(&add_consultation(&store, 1).await, "H3");
        in_write!(store, write => write.add_version(&next).await).unwrap();
        for (code, revision, why) in [("H1", 5, "another revision"), ("H2", 0, "everybody reads of it"), ("H3", 0, "it is asked for")] {
            assert!(matches!(remove(&store, code, revision).await, Err(StoreError::Changed)), "{why}");
        }
        remove(&store, "H1", 0).await.unwrap();
        assert_eq!(codes(&store).await, ["H2", "H3"]);
    }

    async fn a_consultation_asks_for_a_priority_in_whichever_version_an_option_points_at_it(store: Store) {
        let first = add_consultation(&store, 1).await;
        let next = asking(&first, "H3");
        let last = Version { id: VersionId(Uuid::from_u128(78)), number: 3, ..first.clone() };
        in_write!(store, write => {
            write.add_version(&next).await?;
            write.add_version(&last).await
        })
        .unwrap();
        assert_eq!(store.list_consultations_asking("H3").await.unwrap(), [first.consultation]);
        assert_eq!(store.list_consultations_asking("H").await.unwrap(), []);
    }
}
