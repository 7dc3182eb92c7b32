//! What is found of what was there before there was a search, or was changed by a server that knows of none.

use domain::{
    group::{Group, GroupKind},
    ids::GroupId,
};
use engines::on_both_engines;
use server::{jobs::search::renew, stop};
use store::StoreError;
use support::TestApp;

async fn is_found(app: &TestApp, word: &str) -> bool {
    app.visitor().get(&format!("/search?q={word}")).await.count(".fm-count") > 0
}

on_both_engines! {
    async fn what_was_there_before_and_what_was_changed_elsewhere_is_found_after_the_job(app: TestApp, database: &Database) {
        let group = Group {
            id: GroupId::new(&*app.state.clock, &*app.state.entropy),
            slug: "board".into(),
            name: "Otters".into(),
            kind: GroupKind::Board,
            purpose: "Advises.".into(),
        };
        let work = app.state.store.write(move |mut write| Box::pin(async move { write.add_group(&group).await }));
        let added: Result<(), StoreError> = work.await;
        added.unwrap();
        assert!(is_found(&app, "otters").await);
        database.change("UPDATE groups SET name = 'Herons'").await;
        assert!(is_found(&app, "otters").await && !is_found(&app, "herons").await);

        let (_stopper, stop) = stop::pair();
        renew(&app.state, &stop).await.unwrap();

        assert!(is_found(&app, "herons").await && !is_found(&app, "otters").await);
    }
}
