//! Responses that staff erased, and the runs that follow.

use std::collections::BTreeSet;

use domain::{erasure::ErasureGround, ids::RunId, run::Occasion};
use engines::on_both_engines;
use store::{Erased, Store};
use uuid::Uuid;

use crate::{
    fixtures::{in_write, moment},
    weighing::{FREEZE, ONE, PLAN, ask, asked, is_changed, reference_of, take},
};

on_both_engines! {
    async fn an_erased_response_leaves_its_hash_and_on_what_ground_it_was_erased_and_the_plan_can_run_again(store: Store) {
        let version = asked(&store).await;
        let last = store.list_frozen_after(FREEZE, None, 9, &BTreeSet::new()).await.unwrap().pop().unwrap();
        let reference = reference_of(&store, version.consultation, last.id).await;
        let again = RunId(Uuid::from_u128(77));
        let run_again = async || {
            let rests_on = (PLAN, FREEZE);
            in_write!(store, write => write.add_run(again, version.consultation, rests_on, (ONE, moment(90_020)), Occasion::Erasure).await)
        };
        assert!(is_changed(run_again().await), "one waits");
        assert!(take(&store, Uuid::from_u128(1), 90_005).await);

        let (consultation, erased) = (version.consultation, reference.clone());
        let done = in_write!(store, write => {
            write.set_erased(consultation, &erased, ErasureGround::Asked, (ONE, moment(90_010))).await
        });
        done.unwrap();

        assert!(is_changed(run_again().await), "what was under way waits to be begun anew");
        assert!(take(&store, Uuid::from_u128(2), 90_011).await);
        let erasure = store.find_erasure(&reference).await.unwrap().unwrap();
        assert_eq!((erasure.ground, erasure.by.as_deref(), erasure.at), (ErasureGround::Asked, Some("one@example.org"), moment(90_010)));
        assert_eq!((store.find_response(&reference).await.unwrap(), store.find_erasure("none").await.unwrap()), (None, None));
        let since = |second| store.find_erased(FREEZE, moment(second));
        assert_eq!(since(90_009).await.unwrap(), Some(Erased { count: 1, last: moment(90_010) }));
        assert_eq!(since(90_010).await.unwrap(), None);
        let place = store.find_frozen_place(FREEZE, &reference).await.unwrap().unwrap();
        assert_eq!((place.place, place.hash), (3, last.hash));
        assert!(is_changed(ask(&store, &version, again).await), "one is under way");
        run_again().await.unwrap();
    }
}
