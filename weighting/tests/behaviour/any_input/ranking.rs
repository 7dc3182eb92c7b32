//! Rankings as they are read.

use proptest::prelude::*;
use weighting::ranking::{Rankings, Unranked};

proptest! {
    #[test]
    fn any_places(
        items in prop_oneof![0..6_usize, any::<usize>()], below in any::<bool>(),
        rows in prop::collection::vec(prop::option::of(prop::collection::vec(prop_oneof![9 => 0..5_usize, 1 => any::<usize>()], 0..5)), 0..5),
    ) {
        let unranked = if below { Unranked::Below } else { Unranked::Absent };
        let _ = (Rankings::from_orders(items, unranked, &rows), Rankings::from_ranks(items, unranked, &rows));
        let Ok(mut rankings) = Rankings::new(items, unranked) else { return Ok(()) };
        prop_assert!(rankings.is_empty());
        for row in rows.iter().flatten() {
            let _ = (rankings.add_order(row), rankings.add_ranks(row), rankings.add_groups(&[row, row]));
            let _ = rankings.add_groups(&[&row[..row.len() / 2], &row[row.len() / 2..], &[]]);
        }
        rankings.add_blank();
        prop_assert!((rankings.items(), rankings.unranked()) == (items, unranked) && rankings.answered() < rankings.len());
    }
}
