use engines::on_both_engines;
use store::{MarginLevel, Store, StoreError};

use crate::fixtures::in_write;

fn level(name: &str, level: &str, place: i64) -> MarginLevel {
    MarginLevel {
        name: name.into(),
        level: level.into(),
        label: format!("The {level}"),
        count: 5_000_000_000,
        place,
        source: "Census 2021, TS009".into(),
    }
}

on_both_engines! {
    async fn levels_are_listed_by_margin_and_place(store: Store) {
        let levels = [level("age_band", "16-24", 1), level("age_band", "25-34", 2), level("sex", "female", 1)];
        let added = levels.clone();
        in_write!(store, write => {
            for level in added.iter().rev() {
                write.add_margin_level(level).await?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();

        assert_eq!(store.list_margin_levels().await.unwrap(), levels);
    }

    async fn a_level_is_counted_once(store: Store) {
        in_write!(store, write => write.add_margin_level(&level("sex", "female", 1)).await).unwrap();

        let refused = in_write!(store, write => write.add_margin_level(&level("sex", "female", 2)).await);

        assert!(matches!(refused, Err(StoreError::Taken)), "{refused:?}");
    }
}
