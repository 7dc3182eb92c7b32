use std::time::Duration;

use chrono::NaiveDate;
use domain::{
    counts::{CountedLevel, CountedMargin, Provenance},
    fields::Fields,
    ids::LoadingId,
};
use engines::on_both_engines;
use store::{Store, StoreError};
use tokio::{sync::oneshot, time::timeout};
use uuid::Uuid;

use crate::fixtures::{READER, add_reader, in_write, moment};

const LOADING: LoadingId = LoadingId(Uuid::from_u128(1));

fn margin(name: &str, levels: &[(&str, u64)]) -> CountedMargin {
    let level = |(code, people): &(&str, u64)| CountedLevel {
        code: (*code).into(),
        label: format!("The {code}"),
        people: *people,
        areas: vec!["E06000006".into(), "E08000013".into()],
    };
    let reference_date = NaiveDate::from_ymd_opt(2021, 3, 21);
    let provenance = Provenance { source: "Census 2021".into(), reference_date, rounding: Some(100) };
    CountedMargin { name: name.into(), levels: levels.iter().map(level).collect(), provenance }
}

async fn read(store: &Store) {
    add_reader(store).await;
    let read: Result<(), StoreError> =
        in_write!(store, write => write.add_loading(LOADING, (READER, moment(60)), b"counts").await);
    read.unwrap();
}

async fn stored(store: &Store, margins: Vec<CountedMargin>) -> Result<(), StoreError> {
    in_write!(store, write => write.set_loading_stored(LOADING, (READER, moment(120)), &margins).await)
}

on_both_engines! {
    async fn a_file_of_counts_is_kept_with_what_was_typed_until_its_margins_are_stored(store: Store) {
        read(&store).await;
        let typed = Fields::new([("areas", "Halton\nSt Helens"), ("margins", "sex")]);
        let kept = typed.clone();
        let work: Result<(), StoreError> = in_write!(store, write => write.set_loading_typed(LOADING, &kept).await);
        work.unwrap();
        let loading = store.find_loading(LOADING).await.unwrap().unwrap();
        assert_eq!((loading.file.as_slice(), &loading.typed), (b"counts".as_slice(), &typed));

        let sex = margin("sex", &[("female", 797_900), ("male", 5_000_000_000)]);
        stored(&store, vec![sex.clone()]).await.unwrap();

        let margins = store.list_margins().await.unwrap();
        assert_eq!(margins.iter().map(|stored| &stored.margin).collect::<Vec<_>>(), [&sex]);
        assert_eq!(margins[0].loaded, Some((moment(120), Some("reader@example.org".into()))));
        assert_eq!(store.find_loading(LOADING).await.unwrap(), None);
        let again = stored(&store, vec![margin("sex", &[("female", 1)])]).await;
        assert!(matches!(again, Err(StoreError::Changed)), "{again:?}");
        let gone = in_write!(store, write => write.set_loading_typed(LOADING, &Fields::default()).await);
        assert!(matches!(gone, Err(StoreError::Changed)), "{gone:?}");
        assert_eq!(store.list_margins().await.unwrap(), margins);
    }

    async fn a_margin_takes_the_place_of_the_one_of_its_name_as_a_whole(store: Store) {
        let (before, after) = (margin("sex", &[("female", 1), ("male", 2), ("other", 3)]), margin("sex", &[("male", 7)]));
        let (age, now) = (margin("age_band", &[("16+", 4)]), moment(0));
        let work: Result<(), StoreError> = in_write!(store, write => {
            for margin in [&before, &age, &after] {
                write.set_margin(margin, (None, now)).await?;
            }
            Ok(())
        });
        work.unwrap();

        let margins: Vec<_> = store.list_margins().await.unwrap().into_iter().map(|stored| stored.margin).collect();
        assert_eq!(margins, [margin("age_band", &[("16+", 4)]), margin("sex", &[("male", 7)])]);

        let work: Result<(), StoreError> = in_write!(store, write => write.remove_margin("sex").await);
        work.unwrap();
        assert_eq!(store.list_margin_levels().await.unwrap().len(), 1);
    }

    async fn of_two_loadings_at_once_one_waits_and_replaces_the_other(store: Store) {
        let (go_on, wait) = oneshot::channel::<()>();
        let (started, start) = oneshot::channel();
        let first = tokio::spawn({
            let store = store.clone();
            async move {
                let work: Result<(), StoreError> = in_write!(store, write => {
                    write.set_margin(&margin("sex", &[("female", 1), ("male", 2)]), (None, moment(0))).await?;
                    started.send(()).unwrap();
                    let _ = wait.await;
                    Ok(())
                });
                work
            }
        });
        start.await.unwrap();
        let mut second = tokio::spawn({
            let store = store.clone();
            async move {
                let work: Result<(), StoreError> = in_write!(store, write => {
                    write.set_margin(&margin("sex", &[("men", 3)]), (None, moment(60))).await
                });
                work
            }
        });

        assert!(timeout(Duration::from_millis(500), &mut second).await.is_err(), "the second waits for the first");
        go_on.send(()).unwrap();
        first.await.unwrap().unwrap();
        second.await.unwrap().unwrap();

        let margins: Vec<_> = store.list_margins().await.unwrap().into_iter().map(|stored| stored.margin).collect();
        assert_eq!(margins, [margin("sex", &[("men", 3)])]);
    }

    async fn a_level_that_stands_twice_is_no_failure_of_the_store(store: Store) {
        let twice = margin("sex", &[("female", 1), ("female", 2)]);
        let refused: Result<(), StoreError> =
            in_write!(store, write => write.set_margin(&twice, (None, moment(0))).await);
        assert!(matches!(refused, Err(StoreError::Changed)), "{refused:?}");
        assert_eq!(store.list_margins().await.unwrap(), []);
    }

    async fn a_file_of_counts_that_nobody_uses_is_left(store: Store) {
        read(&store).await;
        let idle: Result<[u64; 2], StoreError> = in_write!(store, write => {
            Ok([write.remove_idle_loadings(moment(60)).await?, write.remove_idle_loadings(moment(61)).await?])
        });
        assert_eq!(idle.unwrap(), [0, 1]);
        assert_eq!(store.find_loading(LOADING).await.unwrap(), None);
    }
}
