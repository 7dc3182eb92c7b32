use chrono::TimeDelta;
use domain::{
    consultation::ConsultationKind,
    ids::{ConsultationId, VersionId},
};
use engines::on_both_engines;
use store::{Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{add_consultation, change, consultation, in_write, version};

on_both_engines! {
    async fn a_consultation_comes_back_as_it_was_stored(store: Store) {
        let mut stored = consultation(1);
        stored.title = "L'étang & “the pond” <b>".into();
        stored.kind = ConsultationKind::LandManagersSurvey;
        stored.closes_at += TimeDelta::microseconds(123_456);

        let added = stored.clone();
        in_write!(store, write => write.add_consultation(&added).await).unwrap();

        assert_eq!(store.find_consultation("consultation-1").await.unwrap(), Some(stored));
    }

    async fn an_unknown_name_finds_no_consultation(store: Store) {
        assert_eq!(store.find_consultation("consultation-1").await.unwrap(), None);
        assert!(store.find_current_version(ConsultationId(Uuid::from_u128(1))).await.unwrap().is_none());
        assert!(store.find_version(VersionId(Uuid::from_u128(1))).await.unwrap().is_none());
    }

    async fn a_version_that_was_read_is_not_read_again(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        let read = store.find_version(version.id).await.unwrap();
        change(database, "UPDATE questionnaire_versions SET document = ''").await;

        assert_eq!(store.find_version(version.id).await.unwrap(), read);
        let fresh = Store::open(&database.url).await.unwrap();
        assert!(matches!(fresh.find_version(version.id).await, Err(StoreError::Damaged { .. })));
    }

    async fn a_taken_slug_is_refused(store: Store) {
        let (first, mut second) = (consultation(1), consultation(2));
        second.slug.clone_from(&first.slug);
        in_write!(store, write => write.add_consultation(&first).await).unwrap();

        let refused = in_write!(store, write => write.add_consultation(&second).await);

        assert!(matches!(refused, Err(StoreError::Taken)), "{refused:?}");
        assert_eq!(store.list_consultations().await.unwrap().len(), 1);
    }

    async fn the_consultation_that_closes_last_is_listed_first(store: Store) {
        let [mut early, mut late, mut latest] = [1, 2, 3].map(consultation);
        early.closes_at += TimeDelta::milliseconds(500);
        late.closes_at += TimeDelta::microseconds(500_001);
        latest.closes_at += TimeDelta::seconds(1);
        in_write!(store, write => {
            for consultation in [&late, &early, &latest] {
                write.add_consultation(consultation).await?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();

        let listed = store.list_consultations().await.unwrap();

        let slugs: Vec<_> = listed.iter().map(|consultation| consultation.slug.as_str()).collect();
        assert_eq!(slugs, ["consultation-3", "consultation-2", "consultation-1"]);
    }

    async fn a_consultation_without_a_version_is_not_among_the_published_ones(store: Store) {
        let unwritten = consultation(1);
        let (id, added) = (unwritten.id, unwritten.clone());
        in_write!(store, write => write.add_consultation(&added).await).unwrap();

        assert_eq!(store.list_published_consultations().await.unwrap(), []);
        assert_eq!(store.list_versions(id).await.unwrap(), []);

        let (first, second) = (version(&unwritten, 1), version(&unwritten, 2));
        let added = (first.clone(), second.clone());
        in_write!(store, write => {
            write.add_version(&added.0).await?;
            write.add_version(&added.1).await
        })
        .unwrap();

        assert_eq!(store.list_published_consultations().await.unwrap(), std::slice::from_ref(&unwritten));
        assert_eq!(store.list_versions(id).await.unwrap(), [second, first]);
    }

    async fn the_newest_version_is_the_current_one(store: Store) {
        let consultation = consultation(1);
        let (first, mut second) = (version(&consultation, 1), version(&consultation, 2));
        second.questionnaire.pages[0].title = "About you – in your “own” words\n".into();
        let (id, added) = (consultation.id, (first.clone(), second.clone()));
        in_write!(store, write => {
            write.add_consultation(&consultation).await?;
            write.add_version(&added.1).await?;
            write.add_version(&added.0).await
        })
        .unwrap();

        assert_eq!(store.find_current_version(id).await.unwrap(), Some(second));
        assert_eq!(store.find_version(first.id).await.unwrap(), Some(first));
    }

    async fn a_taken_version_number_is_refused(store: Store) {
        let consultation = consultation(1);
        let (first, mut same) = (version(&consultation, 1), version(&consultation, 2));
        same.number = 1;
        in_write!(store, write => {
            write.add_consultation(&consultation).await?;
            write.add_version(&first).await
        })
        .unwrap();

        let refused = in_write!(store, write => write.add_version(&same).await);

        assert!(matches!(refused, Err(StoreError::Taken)), "{refused:?}");
    }

    async fn a_version_of_no_consultation_is_refused(store: Store) {
        let orphan = version(&consultation(1), 1);
        let id = orphan.id;

        let refused = in_write!(store, write => write.add_version(&orphan).await);

        assert!(refused.is_err());
        assert!(store.find_version(id).await.unwrap().is_none());
    }
}
