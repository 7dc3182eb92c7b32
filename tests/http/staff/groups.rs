//! Groups: written down by whoever writes minutes, read by everybody, with names only where they may be.

use axum::http::StatusCode;
use domain::permission::Role;
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

const LIST: &str = "/staff/groups";
const BOARD: &str = "/staff/groups/lnrs-advisory-board";
const PUBLIC: &str = "/groups/lnrs-advisory-board";

/// What is filled in for a group.
const GROUP: [(&str, &str); 5] = [
    ("name", "LNRS Advisory Board"),
    ("kind", "board"),
    ("purpose", "Advises on the strategy as a whole."),
    ("basis", "voluntary"),
    ("terms", "# What we do\n\nWe <script>alert(1)</script>meet *monthly*."),
];

/// What is filled in for somebody who belongs to it now.
const MEMBER: [(&str, &str); 6] = [
    ("name", "First Member"),
    ("organisation", "Pond Club"),
    ("role", "chair"),
    ("since.day", "1"),
    ("since.month", "3"),
    ("since.year", "2024"),
];

/// Sends a form with some fields changed.
async fn send(
    staff: &mut Visitor,
    address: &str,
    fields: &[(&'static str, &'static str)],
    changes: &[(&'static str, &'static str)],
) -> Page {
    let form = staff.get(address).await;
    let kept = fields.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let all: Vec<_> = kept.chain(changes).copied().collect();
    staff.submit(&form, &all).await
}

/// A site with a group that an editor has written down.
async fn with_board(app: &TestApp) -> Visitor {
    let mut editor = app.staff(Role::Editor).await;
    let added = send(&mut editor, &format!("{LIST}/new"), &GROUP, &[]).await;
    assert_eq!(added.location().as_deref(), Some(BOARD), "{}", added.body);
    editor
}

on_both_engines! {
    async fn an_editor_writes_a_group_down_and_everybody_reads_it_without_anything_that_acts(app: TestApp) {
        assert_eq!(app.visitor().get("/groups").await.count(".fm-empty"), 1);
        let mut editor = with_board(&app).await;
        assert!(editor.main_of(LIST).await.contains("LNRS Advisory Board"));
        let page = app.visitor().get(PUBLIC).await;
        assert_eq!((page.text(".fm-prose h3").as_deref(), page.text(".fm-prose em").as_deref()), (Some("What we do"), Some("monthly")));
        assert!(page.count(".fm-prose script") == 0 && page.text(".fm-prose").unwrap().contains("<script>alert(1)</script>"), "{}", page.body);
        let main = page.text("main").unwrap();
        for words in ["Advises on the strategy as a whole.", "because it wants to", "Nobody is written down", "No minutes of this group"] {
            assert!(main.contains(words), "{words}: {main}");
        }
        assert!(app.visitor().get("/groups").await.attributes("main a", "href").contains(&PUBLIC.to_owned()));
        assert_eq!(app.visitor().get("/groups/none").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_form_that_lacks_something_is_refused_beside_the_field_with_what_was_typed(app: TestApp) {
        let mut editor = with_board(&app).await;
        let new = format!("{LIST}/new");
        let cases = [
            (&[("name", " ")][..], "name"),
            (&[("name", "…")], "address"),
            (&[("address", "A board")], "address"),
            (&[("name", "New")], "address"),
            (&[("purpose", "")], "purpose"),
            (&[("name", "LNRS advisory board")], "address"),
        ];
        for (changes, field) in cases {
            let page = send(&mut editor, &new, &GROUP, changes).await;
            assert_eq!((page.status.as_u16(), page.count(&format!("#{field}-error"))), (422, 1), "{changes:?}: {}", page.body);
            assert!(page.text("#terms").unwrap().contains("We <script>"), "what was typed is kept");
        }
        let taken = send(&mut editor, &new, &GROUP, &[]).await;
        assert_eq!(taken.attribute("#address", "value").as_deref(), Some("lnrs-advisory-board"), "it can be changed");
        let other = editor.submit(&taken, &[("address", "advisory-board-2")]).await;
        assert_eq!(other.location().as_deref(), Some("/staff/groups/advisory-board-2"));
        let member = format!("{BOARD}/members/new");
        let backwards = [("until.day", "1"), ("until.month", "2"), ("until.year", "2024")];
        let page = send(&mut editor, &member, &MEMBER, &backwards).await;
        assert_eq!((page.status.as_u16(), page.count(".govuk-error-summary a[href='#until-day']")), (422, 1), "{}", page.body);
        assert_eq!(send(&mut editor, &member, &MEMBER, &[("since.month", "13")]).await.status.as_u16(), 422);
    }

    async fn names_are_public_only_where_they_may_be_and_whoever_left_is_a_former_member(app: TestApp) {
        let mut editor = with_board(&app).await;
        let new = format!("{BOARD}/members/new");
        send(&mut editor, &new, &MEMBER, &[]).await;
        send(&mut editor, &new, &MEMBER, &[("name", "Second Member"), ("role", "secretary"), ("named", "yes")]).await;
        send(&mut editor, &new, &MEMBER, &[("name", "Another Member"), ("role", "member"), ("organisation", "Heath Society")]).await;
        send(&mut editor, &new, &MEMBER, &[("name", "Zuletzt Member"), ("role", "member"), ("organisation", "Bee Club")]).await;
        let left = [("name", "Third Member"), ("role", "member"), ("named", "yes"), ("until.day", "2"), ("until.month", "4"), ("until.year", "2024")];
        send(&mut editor, &new, &MEMBER, &left).await;

        let public = app.visitor().get(PUBLIC).await;
        let main = public.text("main").unwrap();
        assert!(!public.body.contains("First Member") && main.contains("Name not published") && main.contains("Pond Club"), "{main}");
        assert!(main.contains("Second Member") && main.contains("1 March 2024 to 2 April 2024"), "{main}");
        assert_eq!(public.count("details table"), 1, "former members are folded");
        let place = |words: &str| main.find(words).unwrap();
        assert!(place("Bee Club") < place("Heath Society"), "names that are not published order nobody: {main}");
        let of_staff = editor.main_of(BOARD).await;
        for words in ["First Member", "Not published", "Published", "Third Member"] {
            assert!(of_staff.contains(words), "{words}: {of_staff}");
        }
        assert!(!of_staff.contains("Nobody is its chair"), "{of_staff}");
    }

    async fn of_two_who_change_somebody_the_second_is_told_and_keeps_the_words(app: TestApp) {
        let mut editor = with_board(&app).await;
        send(&mut editor, &format!("{BOARD}/members/new"), &MEMBER, &[]).await;
        let address = editor.get(BOARD).await.attributes("tbody a", "href")[0].clone();
        let old = editor.get(&address).await;
        let changed = editor.submit(&old, &[("organisation", "River Trust")]).await;
        assert_eq!(changed.location().as_deref(), Some(BOARD), "{}", changed.body);
        let late = editor.submit(&old, &[("organisation", "Heath Society")]).await;
        assert!(late.status == 409 && late.body.contains("Heath Society") && late.body.contains("is not saved"), "{}", late.body);
        let again = editor.submit(&late, &[]).await;
        assert_eq!(again.location().as_deref(), Some(BOARD), "what stands there now was seen: {}", again.body);
        assert!(editor.main_of(BOARD).await.contains("Heath Society"));

        let stale = old.attribute("input[name='state']", "value").unwrap();
        let kept = editor.post(&format!("{address}/remove"), &[("state", &stale)]).await;
        assert!(kept.status == 409 && kept.body.contains("Nobody was removed"), "{}", kept.body);
        let late = editor.get(&address).await;
        let now = editor.get(&address).await.attribute("input[name='state']", "value").unwrap();
        editor.post(&format!("{address}/remove"), &[("state", &now)]).await;
        assert_eq!(editor.get(&address).await.status, StatusCode::NOT_FOUND);
        assert!(editor.main_of(BOARD).await.contains("Nobody is written down"));
        let gone = editor.submit(&late, &[("organisation", "Otter Trust")]).await;
        assert!(gone.status == 409 && gone.body.contains("Otter Trust") && gone.body.contains("Saving adds them again"), "{}", gone.body);
        assert_eq!(editor.submit(&gone, &[]).await.location().as_deref(), Some(BOARD));
        assert!(editor.main_of(BOARD).await.contains("Otter Trust"));
    }

    async fn a_group_that_meets_no_more_stands_apart_and_one_without_members_that_never_met_can_be_removed(app: TestApp) {
        let mut editor = with_board(&app).await;
        let members = format!("{BOARD}/members/new");
        send(&mut editor, &members, &MEMBER, &[("role", "member")]).await;
        assert!(editor.main_of(BOARD).await.contains("Nobody is its chair"));
        let change = format!("{BOARD}/change");
        let ended = [("ended.day", "1"), ("ended.month", "3"), ("ended.year", "2024")];
        assert_eq!(send(&mut editor, &change, &[], &ended).await.location().as_deref(), Some(BOARD));
        let public = app.visitor().main_of("/groups").await;
        assert!(public.contains("Groups that meet no more"), "{public}");
        assert!(app.visitor().main_of(PUBLIC).await.contains("This group meets no more"));
        assert!(!editor.main_of(BOARD).await.contains("Nobody is its chair"), "it needs none");
        let public = app.visitor().get(PUBLIC).await;
        assert_eq!(public.count("details tbody tr"), 1, "whoever had no last day has the group's: {}", public.body);
        assert_eq!(editor.get(&change).await.count("button.govuk-button--warning"), 0, "it has a member");
        let seen = editor.get(&change).await.attribute("input[name='state']", "value").unwrap();
        let kept = editor.post(&format!("{BOARD}/remove"), &[("state", &seen)]).await;
        assert!(kept.status == 409 && kept.body.contains("or it has a member, a meeting or a document"), "{}", kept.body);
        let member = editor.get(BOARD).await.attributes("tbody a", "href")[0].clone();
        let drawn = editor.get(&member).await.attribute("input[name='state']", "value").unwrap();
        editor.post(&format!("{member}/remove"), &[("state", &drawn)]).await;
        let form = editor.get(&change).await;
        assert_eq!(form.attribute("input[name='ended.year']", "value").as_deref(), Some("2024"));
        let state = form.attribute("input[name='state']", "value").unwrap();
        let removed = editor.post(&format!("{BOARD}/remove"), &[("state", &state)]).await;
        assert_eq!(removed.location().as_deref(), Some(LIST), "{}", removed.body);
        assert_eq!(editor.get(BOARD).await.status, StatusCode::NOT_FOUND);
    }

    async fn an_auditor_reads_groups_and_changes_nothing(app: TestApp) {
        let mut editor = with_board(&app).await;
        send(&mut editor, &format!("{BOARD}/members/new"), &MEMBER, &[]).await;
        let mut auditor = app.staff(Role::Auditor).await;
        let page = auditor.get(BOARD).await;
        assert_eq!((page.status, page.count("main .govuk-button"), page.count("tbody a")), (StatusCode::OK, 0, 0));
        assert!(page.text("tbody").unwrap().contains("First Member"));
        assert_eq!(auditor.get(LIST).await.count("main .govuk-button"), 0);
        for address in [format!("{LIST}/new"), format!("{BOARD}/change"), format!("{BOARD}/members/new")] {
            assert_eq!(auditor.get(&address).await.status, StatusCode::FORBIDDEN, "{address}");
        }
    }
}
