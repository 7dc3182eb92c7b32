use domain::ids::ConsultationId;
use engines::on_both_engines;
use store::{PageRequest, Received, ResponseFilter, Store, StoreError};

use crate::fixtures::{Submitting, add_consultation, add_draft, in_write, moment, number, token};

async fn withdraw(store: &Store, consultation: ConsultationId, reference: &'static str) -> Result<(), StoreError> {
    in_write!(store, write => write.set_withdrawn(consultation, reference, moment(90_000)).await)
}

on_both_engines! {
    async fn a_withdrawn_response_keeps_its_reference_and_the_day_and_nothing_else(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        let response = add_draft(&store, &version, 1).await;
        let sent = Submitting::new(1).segment("resident").organisation("Pond Club").area("E08000012").saying("ponds");
        sent.submit(&store, &response, 0).await.unwrap();
        assert_eq!(store.find_withdrawal(version.consultation, "REF-1").await.unwrap(), None);

        withdraw(&store, version.consultation, "REF-1").await.unwrap();

        let day = store.find_withdrawal(version.consultation, "REF-1").await.unwrap();
        assert_eq!(day, Some(moment(90_000).date_naive()));
        assert!(store.find_response("REF-1").await.unwrap().is_none());
        assert!(store.find_draft(&token(1)).await.unwrap().is_none());
        let received = store.find_received(version.consultation).await.unwrap();
        assert_eq!(received, Received { withdrawn: 1, ..Received::default() });
        assert!(store.list_submitted_after(version.consultation, None, 9).await.unwrap().is_empty());
        let (all, request) = (ResponseFilter::default(), PageRequest { number: 1, size: 9 });
        assert_eq!(store.list_responses(version.consultation, &all, request).await.unwrap().total, 0);
        assert_eq!(number(database, "SELECT COUNT(*) FROM answers").await, 0);
        let kept = "SELECT COUNT(*) FROM responses WHERE digest IS NOT NULL OR segment IS NOT NULL OR area IS NOT NULL
                    OR organisation IS NOT NULL OR submitted_at IS NOT NULL OR received_on IS NOT NULL OR LENGTH(token_hash) <> 5";
        assert_eq!(number(database, kept).await, 0);
    }

    async fn only_a_submitted_response_of_the_consultation_is_withdrawn_and_only_once(store: Store) {
        let (version, other) = (add_consultation(&store, 1).await, add_consultation(&store, 2).await);
        Submitting::new(1).saying("ponds").add(&store, &version).await;
        Submitting::new(2).saying("woods").add(&store, &version).await;

        for (consultation, reference) in [(other.consultation, "REF-1"), (version.consultation, "REF-3")] {
            let refused = withdraw(&store, consultation, reference).await;
            assert!(matches!(refused, Err(StoreError::Changed)), "{refused:?}");
        }
        withdraw(&store, version.consultation, "REF-1").await.unwrap();
        let again = withdraw(&store, version.consultation, "REF-1").await;

        assert!(matches!(again, Err(StoreError::Changed)), "{again:?}");
        assert_eq!(store.find_received(version.consultation).await.unwrap().responses, 1);
        assert!(store.find_response("REF-2").await.unwrap().is_some());
    }
}
