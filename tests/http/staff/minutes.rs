//! The staff's list of minutes.

use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::{
    group::{Group, GroupKind},
    ids::{GroupId, MeetingId},
    meeting::{Meeting, Minutes, MinutesKind, MinutesStatus, Source},
    permission::Role,
    vocabulary::Word,
};
use engines::on_both_engines;
use store::StoreError;
use support::TestApp;

use super::{SURVEY, signed_in};

const LIST: &str = "/staff/minutes";

/// Adds a group that has met on some days of March 2024, each with the status of its minutes and their old title.
pub(super) async fn add_meetings(app: &TestApp, meetings: &[(u32, MinutesStatus, &str)]) {
    let (clock, entropy) = (&*app.state.clock, &*app.state.entropy);
    let group = Group {
        id: GroupId::new(clock, entropy),
        slug: "board".into(),
        name: "Board".into(),
        kind: GroupKind::Board,
        purpose: "Advises.".into(),
    };
    let record = |(day, status, title): &(u32, MinutesStatus, &str)| {
        let held_on = NaiveDate::from_ymd_opt(2024, 3, *day).unwrap();
        let slug = format!("{held_on}-board");
        let meeting = Meeting { id: MeetingId::new(clock, entropy), group: group.id, slug, held_on };
        let (status, source) = (*status, Some(Source { title: (*title).to_owned(), heading: None }));
        (meeting.clone(), Minutes { meeting: meeting.id, kind: MinutesKind::Minutes, status, source })
    };
    let records: Vec<_> = meetings.iter().map(record).collect();
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move {
            write.add_group(&group).await?;
            for (meeting, minutes) in &records {
                write.add_meeting(meeting).await?;
                write.add_minutes(minutes).await?;
            }
            Ok(())
        })
    });
    let added: Result<(), StoreError> = work.await;
    added.unwrap();
}

on_both_engines! {
    async fn the_list_has_drafts_and_says_what_is_wrong_with_a_title(app: TestApp) {
        let approved = (4, MinutesStatus::Approved, "Board minutes 4 March 2024");
        let draft = (18, MinutesStatus::Draft, "Board minutes 18 March");
        add_meetings(&app, &[approved, draft]).await;
        let page = app.staff(Role::Editor).await.get(LIST).await;
        assert_eq!((page.text(".fm-count").as_deref(), page.count("tbody tr")), (Some("2 meetings"), 2));
        let meetings = ["/staff/meetings/2024-03-18-board", "/staff/meetings/2024-03-04-board"];
        assert_eq!(page.attributes("tbody a", "href"), meetings);
        assert_eq!(page.text("tbody .govuk-tag").as_deref(), Some("Not published"));
        assert_eq!(page.text("tbody li").as_deref(), Some("The title has no year. The meeting was held on 18 March 2024."));
        assert_eq!((page.count("tbody li"), page.count("tbody .fm-no-answer")), (1, 1));
    }

    async fn every_role_reads_the_list_and_nobody_else(app: TestApp) {
        for role in Role::ALL.iter().copied() {
            let page = app.staff(role).await.get(LIST).await;
            assert_eq!((page.status, page.count(".fm-empty")), (StatusCode::OK, 2), "{}", role.word());
        }
        assert!(app.visitor().get(LIST).await.location().unwrap().starts_with("/staff/sign-in"));
    }

    async fn drafts_and_notes_on_minutes_are_only_for_roles_that_may_read_them(app: TestApp) {
        let draft = (18, MinutesStatus::Draft, "Board minutes 18 March");
        add_meetings(&app, &[(4, MinutesStatus::Approved, "Board minutes 4 March"), draft]).await;
        let [mut editor, mut stranger] = [signed_in(&app, "editor").await, signed_in(&app, "no-role-of-ours").await];
        for (visitor, status, documents, notes) in
            [(&mut editor, StatusCode::OK, 2, 1), (&mut stranger, StatusCode::NOT_FOUND, 1, 0)]
        {
            assert_eq!(visitor.get("/meetings/2024-03-18-board").await.status, status);
            assert_eq!(visitor.get("/minutes").await.count(".fm-listing__item"), documents);
            assert_eq!(visitor.get("/meetings/2024-03-04-board").await.count(".govuk-inset-text"), notes);
        }
    }

    async fn a_page_that_the_list_does_not_have_is_not_found(app: TestApp) {
        let mut staff = app.staff(Role::Editor).await;
        assert_eq!(staff.get(&format!("{LIST}?page=2")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(staff.get(&format!("{LIST}?page=moss")).await.status, StatusCode::OK);
    }

    async fn every_door_on_the_first_page_and_in_the_strip_leads_somewhere(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut staff = app.staff(Role::Administrator).await;
        staff.post(&format!("{SURVEY}/weighting/look"), &[]).await;
        let doors = staff.get("/staff").await.attributes("main a, .fm-staff-bar a", "href");
        assert!(doors.len() > 6, "{doors:?}");
        for door in doors {
            assert_eq!(staff.get(&door).await.status, StatusCode::OK, "{door}");
        }
    }
}
