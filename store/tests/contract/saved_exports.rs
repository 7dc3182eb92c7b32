use domain::{
    export::ExportFormat,
    fields::Fields,
    ids::{ConsultationId, SavedExportId},
};
use engines::on_both_engines;
use store::{NewSavedExport, Store, StoreError};
use uuid::Uuid;

use crate::{
    accounts::add_account,
    fixtures::{add_consultation, in_write, moment, token},
};

fn saved(number: u128, consultation: ConsultationId) -> NewSavedExport {
    NewSavedExport {
        id: SavedExportId(Uuid::from_u128(number)),
        consultation,
        name: format!("Dashboard {number}"),
        format: ExportFormat::Parquet,
        filter: Fields::new([("segment", "resident"), ("words", "a \"pond\"")]),
        has_own_words: number == 1,
        expires_at: moment(90),
    }
}

async fn add(store: &Store, number: u128, consultation: ConsultationId) -> NewSavedExport {
    let account = add_account(store, number).await.id;
    let added = saved(number, consultation);
    in_write!(store, write => write.add_saved_export(&added, &token(number), (account, moment(10))).await).unwrap();
    saved(number, consultation)
}

on_both_engines! {
    async fn a_saved_export_comes_back_as_it_was_added_and_with_who_made_it(store: Store) {
        let (version, other) = (add_consultation(&store, 1).await, add_consultation(&store, 2).await);
        let export = add(&store, 1, version.consultation).await;
        add(&store, 2, other.consultation).await;

        let found = store.find_saved_export(export.id).await.unwrap().unwrap();
        assert_eq!((&found.of, &found.token_hash, found.made_at, found.fetched_at), (&export, &token(1), moment(10), None));
        assert_eq!(found.made_by, Some(("staff-1@example.org".into(), "administrator".into())));
        assert_eq!(store.list_saved_exports(version.consultation).await.unwrap(), [found]);
    }

    async fn a_renewed_export_has_another_secret_and_one_that_is_gone_cannot_be_renewed(store: Store) {
        let version = add_consultation(&store, 1).await;
        let export = add(&store, 1, version.consultation).await;
        let (id, other) = (export.id, add_account(&store, 2).await.id);

        in_write!(store, write => write.set_saved_export_renewed(id, &token(7), moment(99), other).await).unwrap();
        in_write!(store, write => write.set_saved_export_fetched(id, moment(20)).await).unwrap();
        let found = store.find_saved_export(id).await.unwrap().unwrap();
        assert_eq!((found.token_hash, found.of.expires_at, found.fetched_at), (token(7), moment(99), Some(moment(20))));
        assert_eq!(found.made_by.unwrap().0, "staff-2@example.org");

        in_write!(store, write => write.remove_saved_export(id).await).unwrap();
        assert!(store.find_saved_export(id).await.unwrap().is_none());
        let renewed: Result<(), StoreError> =
            in_write!(store, write => write.set_saved_export_renewed(id, &token(8), moment(99), other).await);
        assert!(matches!(renewed, Err(StoreError::Changed)), "{renewed:?}");
    }

    async fn a_saved_export_outlives_the_account_that_made_it_without_a_name(store: Store) {
        let version = add_consultation(&store, 1).await;
        let export = add(&store, 1, version.consultation).await;
        in_write!(store, write => write.remove_account("staff-1@example.org").await).unwrap();
        assert_eq!(store.find_saved_export(export.id).await.unwrap().unwrap().made_by, None);
    }
}
