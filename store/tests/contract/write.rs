use engines::on_both_engines;
use store::{Store, StoreError};
use tokio::sync::oneshot;

use crate::fixtures::{consultation, in_write};

async fn count(store: &Store) -> usize {
    store.list_consultations().await.unwrap().len()
}

/// Holds a write open until the sender is used or dropped; on SQLite, what is written meanwhile shares a commit.
async fn hold(store: &Store) -> (oneshot::Sender<()>, tokio::task::JoinHandle<Result<(), StoreError>>) {
    let (release, released) = oneshot::channel::<()>();
    let (started, start) = oneshot::channel();
    let store = store.clone();
    let held = tokio::spawn(async move {
        in_write!(store, _write => {
            started.send(()).unwrap();
            let _ = released.await;
            Ok(())
        })
    });
    start.await.unwrap();
    (release, held)
}

on_both_engines! {
    async fn an_error_undoes_all_that_the_work_wrote(store: Store) {
        let refused: Result<(), StoreError> = in_write!(store, write => {
            write.add_consultation(&consultation(1)).await?;
            write.add_consultation(&consultation(2)).await?;
            Err(StoreError::Changed)
        });

        assert!(matches!(refused, Err(StoreError::Changed)));
        assert_eq!(count(&store).await, 0);
    }

    async fn the_work_gives_back_what_it_likes(store: Store) {
        let result: Result<String, StoreError> = in_write!(store, _write => Ok("a receipt".into()));
        assert_eq!(result.unwrap(), "a receipt");
    }

    async fn what_is_written_is_read_at_once(store: Store) {
        for number in 1..=20 {
            in_write!(store, write => write.add_consultation(&consultation(number)).await).unwrap();
            assert_eq!(count(&store).await as u128, number);
        }
    }

    async fn sixty_four_writes_at_the_same_time_all_land(store: Store) {
        let writes = (1..=64).map(|number| {
            let store = store.clone();
            tokio::spawn(async move { in_write!(store, write => write.add_consultation(&consultation(number)).await) })
        });
        for write in writes.collect::<Vec<_>>() {
            write.await.unwrap().unwrap();
        }

        assert_eq!(count(&store).await, 64);
    }

    async fn a_refusal_undoes_none_of_its_neighbours(store: Store) {
        let (release, held) = hold(&store).await;
        let writes = (0..12).map(|number| {
            let store = store.clone();
            // Each consultation is added twice, and each second one comes too late.
            tokio::spawn(async move { in_write!(store, write => write.add_consultation(&consultation(number / 2)).await) })
        });
        let writes: Vec<_> = writes.collect();
        tokio::task::yield_now().await;
        release.send(()).unwrap();

        let mut stored = 0;
        for write in writes {
            match write.await.unwrap() {
                Ok(()) => stored += 1,
                Err(error) => assert!(matches!(error, StoreError::Taken), "{error:?}"),
            }
        }

        held.await.unwrap().unwrap();
        assert_eq!((stored, count(&store).await), (6, 6));
    }

    async fn a_panic_in_one_piece_of_work_leaves_the_others_stored(store: Store) {
        let (release, held) = hold(&store).await;
        let writes = (0..9).map(|number| {
            let store = store.clone();
            tokio::spawn(async move {
                in_write!(store, write => {
                    write.add_consultation(&consultation(number)).await?;
                    assert_ne!(number, 4, "a defect in one piece of work");
                    Ok::<_, StoreError>(())
                })
            })
        });
        let writes: Vec<_> = writes.collect();
        tokio::task::yield_now().await;
        release.send(()).unwrap();

        let mut failed = Vec::new();
        for (number, write) in writes.into_iter().enumerate() {
            if !matches!(write.await, Ok(Ok(()))) {
                failed.push(number);
            }
        }

        held.await.unwrap().unwrap();
        assert_eq!((failed, count(&store).await), (vec![4], 8));
        in_write!(store, write => write.add_consultation(&consultation(99)).await).unwrap();
    }

    async fn work_that_nobody_waits_for_any_more_harms_nothing(store: Store) {
        let (release, held) = hold(&store).await;
        for number in 0..6 {
            let store = store.clone();
            let write = tokio::spawn(async move { in_write!(store, write => write.add_consultation(&consultation(number)).await) });
            tokio::task::yield_now().await;
            write.abort();
        }
        release.send(()).unwrap();
        held.await.unwrap().unwrap();

        in_write!(store, write => write.add_consultation(&consultation(99)).await).unwrap();
        assert!(store.find_consultation("consultation-99").await.unwrap().is_some());
    }

    async fn closing_finishes_the_writes_that_were_accepted(store: Store, database: &Database) {
        let (release, held) = hold(&store).await;
        let writes = (0..8).map(|number| {
            let store = store.clone();
            tokio::spawn(async move { in_write!(store, write => write.add_consultation(&consultation(number)).await) })
        });
        let writes: Vec<_> = writes.collect();
        tokio::task::yield_now().await;
        let closing = tokio::spawn({ let store = store.clone(); async move { store.close().await } });
        tokio::task::yield_now().await;
        release.send(()).unwrap();
        closing.await.unwrap();
        held.await.unwrap().unwrap();

        let mut acknowledged = Vec::new();
        for (number, write) in writes.into_iter().enumerate() {
            if write.await.unwrap().is_ok() {
                acknowledged.push(format!("consultation-{number}"));
            }
        }
        assert!(!acknowledged.is_empty());
        let late = in_write!(store, write => write.add_consultation(&consultation(99)).await);
        assert!(matches!(late, Err(StoreError::Unavailable(_))), "{late:?}");
        let again = Store::open(&database.url).await.unwrap();
        let mut stored: Vec<_> = again.list_consultations().await.unwrap().into_iter().map(|c| c.slug).collect();
        stored.sort();
        assert_eq!(stored, acknowledged);
    }
}
