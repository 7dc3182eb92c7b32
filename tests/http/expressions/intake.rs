//! The staff's list and detail, and which role sees what.

use domain::{
    eoi::{Terms, judge},
    ids::{self, EoiId},
    permission::{self, Action, Role},
    reference,
    vocabulary::Word,
};
use store::{Receipt, StoreError};

use super::*;

const LIST: &str = "/staff/expressions-of-interest";

/// Stores the expressions of interest of the demonstration, as if each had been sent.
async fn store_demonstration(app: &TestApp, count: usize) {
    let now = app.state.clock.now();
    let terms = Terms { strategy_area: None, text_version: "1" };
    for person in demo::eois::eois(5, count, now - chrono::TimeDelta::weeks(5), now, "1") {
        let id = EoiId::new(&*app.state.clock, &*app.state.entropy);
        let token = ids::unordered(&*app.state.entropy).as_bytes().to_vec();
        let eoi = judge(&person.draft, &terms).unwrap();
        let (started_at, submitted_at) = (person.started_at, person.submitted_at);
        let receipt = Receipt { reference: reference::new(&*app.state.entropy), digest: Vec::new(), submitted_at };
        let work = app.state.store.write(move |mut write| {
            Box::pin(async move {
                write.add_eoi_draft(id, &token, started_at).await?;
                write.set_eoi_submitted(id, 0, &eoi, &receipt).await
            })
        });
        let stored: Result<(), StoreError> = work.await;
        stored.unwrap();
    }
}

on_both_engines! {
    async fn each_role_sees_what_it_may_and_nothing_else(app: TestApp) {
        let mut sender = app.visitor();
        let reference = send(&mut sender).await.text("#reference").unwrap();
        let detail = format!("{LIST}/{reference}");
        for role in Role::ALL.iter().copied() {
            let mut staff = app.staff(role).await;
            let pages = [staff.get(LIST).await, staff.get(&detail).await];
            let reads = permission::may(role, Action::ReadEois);
            for page in &pages {
                assert_eq!(page.status, if reads { 200 } else { 403 }, "{}", role.word());
                assert_eq!(page.body.contains("Long Meadow"), reads, "{}", role.word());
            }
            let sees = CANARIES.map(|canary| pages[1].body.contains(canary));
            assert_eq!(sees, [permission::may(role, Action::ReadEoiIdentity); CANARIES.len()], "{}", role.word());
            assert_eq!(CANARIES.map(|canary| pages[0].body.contains(canary)), [false; CANARIES.len()]);
        }
    }

    async fn nobody_reads_the_list_without_signing_in(app: TestApp) {
        let mut sender = app.visitor();
        let reference = send(&mut sender).await.text("#reference").unwrap();
        for address in [LIST.to_owned(), format!("{LIST}/{reference}")] {
            let page = sender.get(&address).await;
            assert!(page.location().unwrap().starts_with("/staff/sign-in"), "{address}");
        }
    }

    async fn the_list_shows_the_newest_first_page_by_page(app: TestApp) {
        store_demonstration(&app, 40).await;
        let mut sender = app.visitor();
        let newest = send(&mut sender).await.text("#reference").unwrap();
        let mut staff = app.staff(Role::Strategist).await;
        let first = staff.get(LIST).await;
        assert_eq!(first.count("tbody tr"), 25);
        assert_eq!(first.text("tbody a"), Some(newest));
        assert_eq!(first.text(".fm-count").as_deref(), Some("41 expressions of interest"));
        let second = staff.get(&first.attribute(".govuk-pagination a", "href").unwrap()).await;
        assert_eq!(second.count("tbody tr"), 16);
        assert_eq!(staff.get(&format!("{LIST}?page=3")).await.status, 404);
        assert_eq!(staff.get(&format!("{LIST}/not-a-reference")).await.status, 404);
    }
}
