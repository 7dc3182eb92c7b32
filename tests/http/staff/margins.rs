//! Population counts: loading them from a file, seeing them beside the survey, and removing them.

use domain::permission::Role;
use engines::on_both_engines;
use store::StoredMargin;
use support::{Page, TestApp, Visitor};

use super::{SURVEY, add_responses, choose, version};

const MARGINS: &str = "/staff/margins";
const LOAD: &str = "/staff/margins/load";
/// The census of the six councils of the early survey, in groups of five years of age.
const CENSUS: &str = include_str!("../../../demo/data/census2021_lcr.csv");
/// What the census does not say of itself.
const SAID: [(&str, &str); 4] =
    [("source", "Census 2021, sheet P03"), ("date.day", "21"), ("date.month", "3"), ("date.year", "2021")];

/// Sends a file, and gives the page on which it is said what to make of it.
async fn read(staff: &mut Visitor, file: &str) -> Page {
    let sent = staff.upload(LOAD, "file", file.as_bytes()).await;
    let kept = sent.location().unwrap_or_else(|| panic!("{}", sent.text("main").unwrap()));
    staff.get(&kept).await
}

/// Chooses as the form suggests, but for some changes, and gives the check.
async fn chosen(staff: &mut Visitor, form: &Page, changes: &[(&str, &str)]) -> Page {
    let sent = staff.submit(form, changes).await;
    let check = sent.location().unwrap_or_else(|| panic!("{}", sent.text("main").unwrap()));
    staff.get(&check).await
}

async fn stored(app: &TestApp) -> Vec<StoredMargin> {
    app.state.store.list_margins().await.unwrap()
}

/// Loads the census as the form suggests it.
async fn loaded(app: &TestApp, staff: &mut Visitor) {
    let form = read(staff, CENSUS).await;
    let check = chosen(staff, &form, &SAID).await;
    assert_eq!(staff.submit(&check, &[]).await.location().as_deref(), Some(MARGINS));
    assert_eq!(stored(app).await.len(), 3);
}

on_both_engines! {
    async fn counts_are_read_chosen_seen_beside_the_survey_and_stored(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut staff = app.staff(Role::Strategist).await;
        let empty = staff.get(MARGINS).await;
        assert!(empty.text(".fm-empty").unwrap().contains("not weighted"), "{}", empty.body);

        let form = read(&mut staff, CENSUS).await;
        let suggested = form.text("textarea").unwrap();
        assert!(suggested.starts_with("E06000006 Halton\n") && suggested.lines().count() == 6, "{suggested}");
        assert_eq!(form.attributes("#bands", "value"), ["15, 25, 35, 45, 55, 65, 75"], "those of the survey");
        assert_eq!(form.attributes("#rounding", "value"), ["100"]);

        let check = chosen(&mut staff, &form, &SAID).await;
        let said = check.text("main").unwrap();
        for words in ["Nothing is stored yet", "15 to 24 (15-24)", "In none of the counts", "192,100"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert!(!said.contains("No answer stands for"), "{said}");
        assert!(stored(&app).await.is_empty());

        let changes = [("label-2-0", "Women and girls")];
        assert_eq!(staff.submit(&check, &changes).await.location().as_deref(), Some(MARGINS));
        let margins = stored(&app).await;
        let sex = &margins[2].margin;
        assert_eq!((sex.levels[0].label.as_str(), sex.levels[0].people, sex.levels[0].areas.len()), ("Women and girls", 672_200, 6));
        assert_eq!(sex.provenance.rounding, Some(100));
        assert_eq!(margins.iter().map(|stored| stored.margin.total()).collect::<Vec<_>>(), [1_293_400; 3]);
        assert_eq!(margins[1].margin.levels[3].label, "St Helens", "named as the survey does");
        let listed = staff.get(MARGINS).await.text("main").unwrap();
        for words in ["Women and girls", "21 March 2021", "To 100 people", "Census 2021, sheet P03"] {
            assert!(listed.contains(words), "{words}: {listed}");
        }
        assert!(listed.contains("@example.org"), "who loaded it: {listed}");
        assert_eq!(staff.submit(&check, &[]).await.location().as_deref(), Some(MARGINS), "stored once");
        assert_eq!(stored(&app).await, margins);
    }

    async fn what_is_downloaded_loads_again_and_is_the_same(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut staff = app.staff(Role::Administrator).await;
        loaded(&app, &mut staff).await;
        let before: Vec<_> = stored(&app).await.into_iter().map(|stored| stored.margin).collect();
        let file = staff.get("/staff/margins.csv").await;
        assert!(file.headers["content-type"].to_str().unwrap().starts_with("text/csv"));
        for margin in ["sex", "age_band", "area_code"] {
            staff.post(&format!("{MARGINS}/remove/{margin}"), &[]).await;
        }
        assert!(stored(&app).await.is_empty());

        let form = read(&mut staff, &file.body).await;
        let check = chosen(&mut staff, &form, &[]).await;
        staff.submit(&check, &[]).await;

        let after: Vec<_> = stored(&app).await.into_iter().map(|stored| stored.margin).collect();
        assert_eq!(after, before);
    }

    async fn what_cannot_be_made_of_a_file_is_refused_beside_its_field_with_the_words_kept(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut staff = app.staff(Role::Strategist).await;
        let form = read(&mut staff, CENSUS).await;
        for (changes, field, message) in [
            ([("from", "18"), ("bands", "18, 25")], "from", "Begin at 15 or 20"),
            ([("from", "15"), ("bands", "15, 18, 25")], "bands", "Begin at 15 or 20"),
            ([("from", "20"), ("bands", "15, 25")], "bands", "Let the first band begin at 20"),
            ([("from", "15"), ("bands", "15, 25, 20")], "bands", "Write ages that rise"),
            ([("areas", "E08000099 St Helens"), ("bands", "15")], "areas", "‘E08000099’ is not an area"),
            ([("areas", "St Helens\nE08000013"), ("bands", "15")], "areas", "Write E08000013 only once"),
        ] {
            let all = [&SAID[..], &changes[..]].concat();
            let page = staff.submit(&form, &all).await;
            assert_eq!(page.status, 422, "{message}");
            let said = page.text(&format!("#{field}-error")).unwrap_or_else(|| panic!("{message}: {}", page.text("main").unwrap()));
            assert!(said.contains(message), "{said}");
            assert_eq!(page.attributes("#source", "value"), ["Census 2021, sheet P03"]);
            let again = staff.get(&form.attribute("main form", "action").unwrap()).await;
            assert_eq!(again.attributes("#bands", "value"), [changes[1].1], "what was typed is kept");
        }
        assert!(stored(&app).await.is_empty());
    }

    async fn a_year_is_one_of_the_file(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut staff = app.staff(Role::Strategist).await;
        let headings = "ladcode23,laname23,country,sex,age,population_2022,population_2023\n".to_owned();
        let rows = (0..=90).flat_map(|age| ["F", "M"].map(|sex| format!("E06000006,Halton,E,{sex},{age},10,20\n")));
        let file = headings + &rows.collect::<String>();
        let form = read(&mut staff, &file).await;
        assert_eq!(form.attributes("#year", "value"), ["2023"]);
        let page = staff.submit(&form, &[("year", "2031"), ("areas", "Halton")]).await;
        assert!(page.text("#year-error").unwrap().contains("Choose a year from 2022 to 2023"), "{}", page.body);

        let check = chosen(&mut staff, &form, &[("year", "2022"), ("areas", "Halton"), ("margins", "sex")]).await;
        staff.submit(&check, &[]).await;
        let sex = stored(&app).await.remove(0).margin;
        assert_eq!((sex.total(), sex.provenance.reference_date.unwrap().to_string().as_str()), (2 * 76 * 10, "2022-06-30"));
    }

    async fn a_survey_that_asks_otherwise_is_told_before_anything_is_stored(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut staff = app.staff(Role::Strategist).await;
        let form = read(&mut staff, CENSUS).await;
        let changes = [&SAID[..], &[("bands", "15, 30"), ("areas", "Halton\nLiverpool")]].concat();
        let said = chosen(&mut staff, &form, &changes).await.text("main").unwrap();
        for words in [
            "No answer stands for ‘15 to 29’",
            "The answer ‘15 to 24’ stands for something that has no count",
            "‘E08000015’, which has no count",
        ] {
            assert!(said.contains(words), "{words}: {said}");
        }
    }

    async fn names_of_levels_are_needed_and_differ(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut staff = app.staff(Role::Strategist).await;
        let form = read(&mut staff, CENSUS).await;
        let check = chosen(&mut staff, &form, &SAID).await;
        let page = staff.submit(&check, &[("label-2-0", ""), ("label-0-1", "15 to 24")]).await;
        assert_eq!((page.status.as_u16(), page.count("#label-2-0-error"), page.count("#label-0-1-error")), (422, 1, 1));
        assert_eq!(page.attributes("#label-0-1", "value"), ["15 to 24"]);
        assert!(stored(&app).await.is_empty());
    }

    async fn counts_of_other_people_are_told_before_they_are_stored(app: TestApp) {
        let mut staff = app.staff(Role::Strategist).await;
        let file = |large: u32| {
            format!(
                "area_code,variable,category,count,rounding,label\nA,sex,female,10,1,Women\nA,sex,male,20,1,Men\n\
                 A,farm_size,small,10,1,Small\nA,farm_size,large,{large},1,Large\n"
            )
        };
        for (large, is_told) in [(90, true), (20, false)] {
            let form = read(&mut staff, &file(large)).await;
            let said = chosen(&mut staff, &form, &[]).await.text("main").unwrap();
            let words = "By sex there are 30 people together, and by farm size 100. Rounding does not explain it";
            assert_eq!(said.contains(words), is_told, "{said}");
        }
    }

    async fn counts_that_come_to_the_same_level_are_not_stored_and_can_be_loaded_again(app: TestApp) {
        let mut staff = app.staff(Role::Strategist).await;
        let file = "area_code,variable,category,count,label\nA,size,=a,1,One\nA,size,'=a,2,Two\n";
        let form = read(&mut staff, file).await;
        let check = chosen(&mut staff, &form, &[]).await;

        let page = staff.submit(&check, &[]).await;

        assert_eq!((page.status.as_u16(), page.count(&format!("main a[href='{LOAD}']"))), (409, 1), "{}", page.body);
        assert!(stored(&app).await.is_empty());
    }

    async fn a_file_that_is_no_file_of_counts_is_refused(app: TestApp) {
        let mut staff = app.staff(Role::Strategist).await;
        for (file, message) in [
            ("", "Choose a file that has something in it"),
            ("name,colour\nA,red\n", "No row of this one has their headings"),
            ("area_code,variable,category,count\nA,sex,female,-3\n", "Check row 2: ‘-3’ is below zero"),
            ("area_code,variable,category,count\nA,size,,3\n", "Write one line of up to 80 characters under ‘category’ in row 2"),
            ("area_code,variable,category,count,label\nA,sex,,3,Nobody\n", "under ‘category’ in row 2"),
            ("area_code,variable,category,count\nA,sex,female,\"1,5\"\n", "Write a whole number of people in row 2. ‘1,5’ is none"),
            ("area_code,variable,category,count,rounding\nA,sex,female,1,20000\n", "from 1, which is not rounded, to 10,000"),
        ] {
            let page = staff.upload(LOAD, "file", file.as_bytes()).await;
            assert_eq!(page.status, 422, "{message}");
            let said = page.text("#file-error").unwrap();
            assert!(said.contains(message), "{said}");
        }
    }

    async fn a_file_is_left_and_counts_are_removed_with_a_word_on_who_uses_them(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut staff = app.staff(Role::Strategist).await;
        let form = read(&mut staff, CENSUS).await;
        let place = form.attribute("main form", "action").unwrap();
        assert_eq!(staff.post(&format!("{place}/leave"), &[]).await.location().as_deref(), Some(MARGINS));
        for gone in [place.clone(), format!("{place}/check")] {
            assert_eq!(staff.get(&gone).await.location().as_deref(), Some(MARGINS), "{gone}");
        }
        loaded(&app, &mut staff).await;

        let asked = staff.get(&format!("{MARGINS}/remove/age_band")).await;
        assert_eq!(asked.text("h1").as_deref(), Some("Remove the counts by age?"));
        assert_eq!(asked.count("main ul li"), 1, "the early survey uses them");
        assert_eq!(staff.submit(&asked, &[]).await.location().as_deref(), Some(MARGINS));
        assert_eq!(stored(&app).await.len(), 2);
        assert_eq!(staff.get(&format!("{MARGINS}/remove/age_band")).await.location().as_deref(), Some(MARGINS));
    }

    async fn what_lacks_counts_leads_to_loading_them_for_those_who_may(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        add_responses(&app, &version, vec![vec![("responding-as", choose("resident"))]; 6]).await;
        let weighting = format!("{SURVEY}/weighting");
        let link = format!("main a[href='{LOAD}']");
        let (mut strategist, mut auditor) = (app.staff(Role::Strategist).await, app.staff(Role::Auditor).await);
        for (visitor, links) in [(&mut strategist, 1), (&mut auditor, 0)] {
            visitor.post(&format!("{weighting}/look"), &[]).await;
            assert_eq!(visitor.get(&weighting).await.count(&link), links);
        }
        assert_eq!(strategist.get("/staff").await.count("a[href='/staff/margins']"), 1);
        assert_eq!(app.staff(Role::Editor).await.get("/staff").await.count("a[href='/staff/margins']"), 0);
    }
}
