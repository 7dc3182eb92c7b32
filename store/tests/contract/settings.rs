use engines::on_both_engines;
use store::Store;

use crate::fixtures::in_write;

on_both_engines! {
    async fn data_is_real_until_it_is_marked_as_synthetic(store: Store) {
        assert!(!store.is_synthetic().await.unwrap());

        for _ in 0..2 {
            in_write!(store, write => write.set_synthetic().await).unwrap();
        }

        assert!(store.is_synthetic().await.unwrap());
    }
}
