//! Minutes that another site lists: read, looked over, brought in together and taken back; and the documents of meetings.

use axum::http::StatusCode;
use domain::{
    group::{Group, GroupKind},
    ids::GroupId,
    permission::Role,
};
use engines::on_both_engines;
use store::StoreError;
use support::{Page, TestApp, Visitor};

const BRING_IN: &str = "/staff/minutes/bring-in";
const PDF: &[u8] = include_bytes!("../../support/samples/synthetic.pdf");

/// The list as it stood on the page that the project began with, its slips among it.
const OLD_PAGE: &str = include_str!("../../support/samples/minutes-of-another-site.txt");

async fn with_groups(app: &TestApp) {
    let names = [
        ("advisory-board", "LNRS Advisory Board"),
        ("technical-advisory-panel", "LNRS Technical Advisory Panel"),
        ("species-technical-group", "Species Technical Group"),
        ("habitat-working-group", "Habitat Working Group"),
    ];
    let groups = names.map(|(slug, name)| Group {
        id: GroupId::new(&*app.state.clock, &*app.state.entropy),
        slug: slug.into(),
        name: name.into(),
        kind: GroupKind::Board,
        purpose: "Advises.".into(),
    });
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move {
            for group in &groups {
                write.add_group(group).await?;
            }
            Ok(())
        })
    });
    let added: Result<(), StoreError> = work.await;
    added.unwrap();
}

async fn read(staff: &mut Visitor, list: &str) -> Page {
    let form = staff.get(BRING_IN).await;
    staff.submit(&form, &[("list", list)]).await
}

/// Brings in a list as it was read, and gives the address of what was brought in.
async fn bring(staff: &mut Visitor, list: &str) -> String {
    let read = read(staff, list).await;
    let added = staff.submit(&read, &[]).await;
    added.location().unwrap_or_else(|| panic!("{}", added.text("main").unwrap_or_default()))
}

fn main_of(page: &Page) -> String {
    page.text("main").unwrap()
}

on_both_engines! {
    async fn the_nine_records_of_the_old_page_are_entered_each_under_its_month_with_its_flaws_told(app: TestApp) {
        with_groups(&app).await;
        let mut editor = app.staff(Role::Editor).await;
        let read = read(&mut editor, OLD_PAGE).await;
        let words = main_of(&read);
        for said in [
            "9 titles were read. 8 have something to check.",
            "1 line was left out",
            "It stood under ‘March 2023’. It becomes: Species Technical Group minutes, 4 March 2024",
            "The heading says 2023. The meeting was held on 4 March 2024.",
            "It becomes: Habitat Working Group workshop summary, 18 March 2024",
            "‘Febraury’ is not a month. It probably means February.",
            "The title has no year. The meeting was held on 14 November 2023.",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        assert_eq!(read.count("details[open]"), 0);
        let done = bring(&mut editor, OLD_PAGE).await;
        let page = editor.get(&done).await;
        assert_eq!((page.text("h1").as_deref(), page.count("tbody tr")), (Some("9 records from another site"), 9));
        assert_eq!(main_of(&page).matches("The heading says 2023.").count(), 3);

        let public = app.visitor().get("/minutes").await;
        let months: Vec<_> = ["March 2024", "February 2024", "January 2024", "December 2023", "November 2023"].into();
        let main = main_of(&public);
        let places: Vec<_> = months.iter().map(|month| main.find(month).unwrap_or_else(|| panic!("{month}: {main}"))).collect();
        assert!(places.is_sorted(), "{main}");
        assert!(!main.contains("March 2023") && !main.contains("Febraury"), "{main}");
        assert_eq!(public.count(".fm-listing__item"), 9);
        let one = app.visitor().get("/meetings/2024-02-28-technical-advisory-panel").await;
        assert!(main_of(&one).contains("LNRS Technical Advisory Panel minutes, 28 February 2024"), "{}", one.body);
    }

    async fn what_is_open_is_asked_and_what_was_typed_stays(app: TestApp) {
        with_groups(&app).await;
        let mut editor = app.staff(Role::Editor).await;
        let read = read(&mut editor, "Advisory Board minutes 14 November\nBoard of others minutes 3 May 2024").await;
        assert_eq!(read.count("details[open]"), 2);
        let refused = editor.submit(&read, &[("kind-0", "workshop-summary")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.attributes(".govuk-error-summary a", "href"), ["#day-0-day", "#group-1"]);
        assert_eq!(refused.attribute("input[name=kind-0][checked]", "value").as_deref(), Some("workshop-summary"));
        assert_eq!(app.visitor().get("/minutes").await.count(".fm-listing__item"), 0);
        let told = [("day-0.day", "14"), ("day-0.month", "11"), ("day-0.year", "2023"), ("leave-1", "yes")];
        let added = editor.submit(&refused, &told).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        let main = main_of(&app.visitor().get("/minutes").await);
        assert!(main.contains("workshop summary, 14 November 2023"), "{main}");
    }

    async fn minutes_of_a_day_to_come_or_of_one_that_is_here_are_refused_beside_their_field(app: TestApp) {
        with_groups(&app).await;
        let mut editor = app.staff(Role::Editor).await;
        bring(&mut editor, "Advisory Board minutes 13 March 2024").await;
        let list = "Advisory Board notes 13 March 2024\nHabitat Working Group minutes 4 March 2099\nSpecies Technical Group minutes 4 March 2024\nSpecies Technical Group notes 4 March 2024";
        let read = read(&mut editor, list).await;
        // What is here, or stands there twice, is left out unless somebody wants it otherwise.
        assert_eq!(read.attributes("input[checked][name^=leave]", "name"), ["leave-0", "leave-3"]);
        assert!(main_of(&read).contains("Minutes of this group and day are here already."));
        let refused = editor.submit(&read, &[("leave-0", ""), ("leave-3", "")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.attributes(".govuk-error-summary a", "href"), ["#day-0-day", "#day-1-day", "#day-3-day"]);
        assert_eq!(app.visitor().get("/minutes").await.count(".fm-listing__item"), 1);
    }

    async fn a_list_without_titles_or_with_all_left_out_stores_nothing_and_says_so(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        assert!(main_of(&editor.get(BRING_IN).await).contains("none is written down yet"));
        with_groups(&app).await;
        for list in ["", "Latest news\nContact us"] {
            let refused = read(&mut editor, list).await;
            assert_eq!((refused.status, refused.count(".govuk-error-summary")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        }
        let read = read(&mut editor, "Advisory Board minutes 13 March 2024").await;
        let refused = editor.submit(&read, &[("leave-0", "yes")]).await;
        assert_eq!((refused.status, refused.count(".govuk-error-summary")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        assert_eq!(editor.get("/staff/minutes/brought-in").await.count("tbody tr"), 0);
    }

    async fn what_was_brought_in_is_taken_back_and_a_list_that_is_sent_twice_is_brought_in_once(app: TestApp) {
        with_groups(&app).await;
        let mut editor = app.staff(Role::Editor).await;
        let read = read(&mut editor, OLD_PAGE).await;
        let first = editor.submit(&read, &[]).await.location().unwrap();
        let second = editor.submit(&read, &[]).await.location().unwrap();
        assert_eq!((app.visitor().get("/minutes").await.count(".fm-listing__item"), &first), (9, &second));
        let page = editor.get(&first).await;
        let back = editor.submit(&page, &[]).await;
        assert_eq!(back.location().as_deref(), Some(first.as_str()));
        assert_eq!(app.visitor().get("/minutes").await.count(".fm-listing__item"), 0);
        assert!(main_of(&editor.get(&first).await).contains("Taken back by"));
        assert_eq!(editor.post(&format!("{first}/take-back"), &[]).await.status, StatusCode::CONFLICT);
    }

    async fn titles_from_elsewhere_are_words_and_never_markup(app: TestApp) {
        with_groups(&app).await;
        let mut editor = app.staff(Role::Editor).await;
        let list = "March 2024\n<script>alert(1)</script> Advisory Board minutes 13 March 2024\n<img src=x onerror=alert(1)>";
        let read = read(&mut editor, list).await;
        assert_eq!((read.count("main script"), read.count("main img")), (0, 0));
        let done = bring(&mut editor, list).await;
        let page = editor.get(&done).await;
        assert_eq!((page.count("main script"), page.count("tbody tr")), (0, 1));
        let public = app.visitor().get("/meetings/2024-03-13-advisory-board").await;
        assert_eq!(public.count("main script"), 0);
    }

    async fn a_file_of_the_minutes_is_found_on_the_page_of_its_meeting_once_it_is_published(app: TestApp) {
        with_groups(&app).await;
        let mut editor = app.staff(Role::Editor).await;
        bring(&mut editor, "Advisory Board minutes 13 March 2024").await;
        let form = editor.get("/staff/documents/new?meeting=2024-03-13-advisory-board").await;
        assert_eq!(form.attribute("#title", "value").as_deref(), Some("LNRS Advisory Board minutes, 13 March 2024"));
        let added = editor.submit(&form, &[]).await;
        let document = added.location().unwrap_or_else(|| panic!("{}", added.body));
        let meeting = "/meetings/2024-03-13-advisory-board";
        let is_shown = |page: &Page| page.count("main .fm-listing__item");
        assert_eq!(is_shown(&app.visitor().get(meeting).await), 0);
        let file = editor.get(&format!("{document}/file")).await;
        editor.submit_files(&file, &[], &[("file", "board 12.03.2024.pdf", PDF)]).await;
        assert_eq!(is_shown(&app.visitor().get(meeting).await), 0);
        let publish = editor.get(&format!("{document}/publish")).await;
        assert!(main_of(&publish).contains("‘12.03.2024’ can be read as 12 March 2024 or as 3 December 2024."), "{}", publish.body);
        editor.submit(&publish, &[("note", "")]).await;
        let public = app.visitor().get(meeting).await;
        assert_eq!(is_shown(&public), 1);
        assert!(!main_of(&public).contains("not its text or a file"));
        let about = app.visitor().get(&document.replace("/staff", "")).await;
        assert!(about.attributes("main a", "href").contains(&meeting.to_owned()), "{}", about.body);
        let withdraw = editor.get(&format!("{document}/withdraw")).await;
        editor.submit(&withdraw, &[("reason", "It was the wrong file.")]).await;
        assert_eq!(is_shown(&app.visitor().get(meeting).await), 0);
    }

    async fn a_paper_of_a_meeting_that_nobody_knows_of_tells_nothing_of_it(app: TestApp) {
        with_groups(&app).await;
        let mut editor = app.staff(Role::Editor).await;
        let form = editor.get("/staff/meetings/new").await;
        let new = [("group", "advisory-board"), ("day.day", "1"), ("day.month", "12"), ("day.year", "2030")];
        let meeting = editor.submit(&form, &new).await.location().unwrap();
        let begin = [("from", "empty")];
        editor.post(&format!("{meeting}/agenda/begin"), &begin).await;
        let item = editor.get(&format!("{meeting}/agenda/items/new")).await;
        let added = editor.submit(&item, &[("title", "Mapping")]).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        let form = editor.get(&format!("/staff/documents/new?meeting={}", meeting.rsplit('/').next().unwrap())).await;
        let said = [
            ("title", "How we map"),
            ("purpose", "Says how."),
            ("dated.day", "7"),
            ("dated.month", "4"),
            ("dated.year", "2024"),
        ];
        let document = editor.submit(&form, &said).await.location().unwrap();
        let file = editor.get(&format!("{document}/file")).await;
        editor.submit_files(&file, &[], &[("file", "map.pdf", PDF)]).await;
        let publish = editor.get(&format!("{document}/publish")).await;
        editor.submit(&publish, &[("note", "")]).await;
        let about = app.visitor().get("/documents/how-we-map").await;
        assert!(!about.body.contains("2030"), "{}", about.body);

        // With its item, once the agenda is out.
        let papers = editor.get(&format!("{meeting}/papers")).await;
        assert!(main_of(&papers).contains("How we map"), "{}", papers.body);
        let away = papers.attribute("tbody form", "action").unwrap();
        editor.post(&away, &[]).await;
        let papers = editor.get(&format!("{meeting}/papers")).await;
        assert_eq!(papers.count("tbody tr"), 0);
        let refused = editor.submit(&papers, &[("document", "nothing")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let again = editor.submit(&papers, &[("document", "how-we-map"), ("kind", "paper"), ("item", "1")]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
        let release = editor.get(&format!("{meeting}/agenda/release")).await;
        let out = editor.submit(&release, &[]).await;
        assert_eq!(out.status, StatusCode::SEE_OTHER, "{}", out.body);
        let public = app.visitor().get(&meeting.replace("/staff", "")).await;
        assert!(public.text("#papers").unwrap().contains("Item 1: Mapping"), "{}", public.body);
        assert!(app.visitor().get("/documents/how-we-map").await.body.contains("2030"));
    }
}
