//! The pages that anyone reads, asked for as a browser does, over a real database.

#[cfg(test)]
mod site;

use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{
    meeting::MinutesStatus,
    strategy::{Fact, Progress, Step, Strategy},
};

use self::site::{Site, day, now};

fn strategy() -> Strategy {
    let step = |title: &str, progress| Step { title: title.into(), summary: "About it.".into(), progress };
    Strategy {
        title: "Nature strategy for the Vale".into(),
        summary: "A shared plan for bringing nature back.".into(),
        aims: vec!["Map what is here".into()],
        facts: vec![Fact { figure: "5%".into(), meaning: "of habitats were lost".into() }],
        steps: vec![step("Map", Progress::Done), step("Ask", Progress::Current), step("Publish", Progress::Next)],
        map: None,
        leadership: None,
        landowners: Some("It commits you to nothing.".into()),
    }
}

/// One consultation of each phase, and the minutes of two groups with a draft among them.
async fn furnished(name: &str) -> Site {
    let site = Site::new(name).await;
    site.set_strategy(strategy()).await;
    site.add_consultation("open", -3, 3).await;
    site.add_consultation("later", 5, 9).await;
    site.add_consultation("over", -9, -5).await;
    let board = site.add_group("board", "Advisory Board").await;
    let panel = site.add_group("panel", "Technical Panel").await;
    site.add_minutes(&board, day(1, 23), MinutesStatus::NotStated, "Board Minutes 23rd January").await;
    site.add_minutes(&panel, day(2, 28), MinutesStatus::Approved, "Panel Minutes 28th Febraury 2024").await;
    site.add_minutes(&board, day(3, 4), MinutesStatus::Approved, "Board Minutes 4 March 2024").await;
    site.add_minutes(&board, day(3, 13), MinutesStatus::Draft, "Board Minutes 13 March 2024").await;
    site
}

#[tokio::test]
async fn a_site_with_nothing_in_it_says_so() {
    let site = Site::new("empty").await;

    let home = site.get("/").await;
    let consultations = site.get("/consultations").await;
    let minutes = site.get("/minutes").await;

    home.shows("Nature in the Vale");
    home.shows("No consultation is open at the moment.");
    home.shows("No minutes have been published yet.");
    assert!(home.links_to("/expressions-of-interest"));
    consultations.shows("No consultation is open at the moment.");
    minutes.shows("No minutes have been published here yet.");
    assert_eq!([home.status, consultations.status, minutes.status], [StatusCode::OK; 3]);
}

#[tokio::test]
async fn the_home_page_shows_what_the_strategy_is_and_what_to_do_now() {
    let site = furnished("home").await;

    let home = site.get("/").await;

    assert_eq!(home.title(), "Home – Nature in the Vale");
    home.shows("Nature strategy for the Vale A shared plan for bringing nature back.");
    home.shows("of habitats were lost 5%");
    home.shows("Map Done. About it.");
    home.shows("Ask Happening now. About it.");
    home.shows("Publish Still to come. About it.");
    home.shows("Closes on 13 April 2024 at 1:00pm Take part in ‘Consultation open’");
    home.shows("Opens on 15 April 2024 at 1:00pm");
    home.hides("Consultation over");
    assert!(home.html.contains("datetime=\"2024-04-13T13:00:00+01:00\""), "{}", home.html);
    assert!(home.links_to("/consultations/open") && home.links_to("/meetings/2024-03-04-board"));
    home.hides("13 March 2024");
}

#[tokio::test]
async fn consultations_stand_under_their_phase() {
    let site = furnished("phases").await;

    let list = site.get("/consultations").await;

    list.shows("Open now Consultation open About it. Early survey Closes on");
    list.shows("Opening later Consultation later");
    list.shows("Closed Consultation over About it. Early survey Closed on 5 April 2024");
}

#[tokio::test]
async fn only_an_open_consultation_with_questions_can_be_started() {
    let site = furnished("start").await;
    site.add_consultation_without_questions("unready", -1, 1).await;

    let [open, later, over, unready] = [
        site.get("/consultations/open").await,
        site.get("/consultations/later").await,
        site.get("/consultations/over").await,
        site.get("/consultations/unready").await,
    ];

    assert!(open.links_to("/consultations/open/respond"));
    open.shows("About 5 minutes for up to 1 question. You can leave any question blank.");
    open.shows("keep only the first half once you send them");
    later.shows("You can answer here from 15 April 2024 at 1:00pm .");
    over.shows("It takes no more answers.");
    assert_eq!(unready.status, StatusCode::NOT_FOUND);
    assert!(
        !site.get("/consultations").await.html.contains("unready") && !site.get("/").await.html.contains("unready")
    );
    for page in [later, over, unready] {
        assert!(!page.html.contains("/respond"), "{}", page.html);
    }
}

#[tokio::test]
async fn a_consultation_closes_for_its_page_at_the_moment_at_which_it_closes_for_answers() {
    let site = Site::new("closing").await;
    site.add_consultation_at("brief", now() - TimeDelta::days(1), now()).await;

    let page = site.get("/consultations/brief").await;

    page.shows("This consultation has closed.");
}

#[tokio::test]
async fn minutes_stand_under_the_month_of_their_meeting_with_a_made_title() {
    let site = furnished("minutes").await;

    let all = site.get("/minutes").await;
    let board = site.get("/minutes?group=board").await;

    all.shows("3 meetings March 2024 Advisory Board minutes, 4 March 2024 Minutes Approved February 2024");
    all.shows("January 2024 Advisory Board minutes, 23 January 2024 Minutes Approval not stated");
    all.hides("Febraury");
    assert!(all.html.contains("<time datetime=\"2024-02-28\">"), "{}", all.html);
    assert_eq!(board.title(), "Minutes: Advisory Board – Nature in the Vale");
    board.shows("2 meetings");
    board.hides("28 February 2024");
    assert!(board.html.contains("<option value=\"board\" selected>"), "{}", board.html);
}

#[tokio::test]
async fn a_meeting_says_honestly_what_is_held_of_its_minutes() {
    let site = furnished("meeting").await;

    let page = site.get("/meetings/2024-02-28-panel").await;

    assert_eq!(page.title(), "Technical Panel minutes, 28 February 2024 – Nature in the Vale");
    page.shows("Approved A later meeting of the group agreed that it is right.");
    page.shows("This site holds only this record of the document so far, not its text or a file.");
    page.shows("its title was ‘Panel Minutes 28th Febraury 2024’.");
    page.hides("Notes for staff");
    assert!(page.links_to("/minutes?group=panel"));
}

#[tokio::test]
async fn drafts_and_flaws_in_titles_are_shown_to_the_staff_alone() {
    let site = furnished("staff").await;

    let draft = site.get_as_staff("/meetings/2024-03-13-board").await;
    let misspelt = site.get_as_staff("/meetings/2024-02-28-panel").await;
    let list = site.get_as_staff("/minutes").await;

    draft.shows("Only staff who are signed in can see this page.");
    misspelt.shows("‘Febraury’ is not a month. It probably means February.");
    list.shows("4 meetings March 2024 Advisory Board minutes, 13 March 2024 Minutes Not published");
    assert_eq!(site.get("/meetings/2024-03-13-board").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let site = furnished("missing").await;
    for path in ["/consultations/none", "/meetings/none", "/minutes?group=none"] {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        page.shows("Page not found");
    }
}

#[tokio::test]
async fn a_page_that_is_not_a_number_is_the_first_and_one_beyond_the_end_is_not_found() {
    let site = furnished("beyond").await;
    for path in ["/minutes?page=-1", "/minutes?page=many", "/minutes?group="] {
        assert_eq!(site.get(path).await.status, StatusCode::OK, "{path}");
    }
    let beyond = site.get("/minutes?page=99").await;
    assert_eq!(beyond.status, StatusCode::NOT_FOUND);
    beyond.hides("No minutes have been published");
}

#[tokio::test]
async fn the_cookies_page_names_the_cookies_as_they_are_set() {
    let plain = Site::new("cookies").await.get("/cookies").await;
    let secure = Site::secure("cookies-secure").await.get("/cookies").await;

    plain.shows("draft-… Leads your browser back");
    plain.shows("eoi-draft Leads your browser back");
    plain.shows("at most 12 hours, or 30 minutes without opening a page");
    secure.shows("__Host-draft-… Leads your browser back");
    secure.shows("__Host-eoi-draft Leads your browser back");
    secure.shows("__Host-session Keeps staff signed in.");
}

#[tokio::test]
async fn every_page_has_one_first_heading_and_skips_no_level() {
    let site = furnished("headings").await;
    let pages =
        ["/", "/consultations", "/consultations/open", "/consultations/later", "/consultations/over", "/minutes"];
    let more = ["/meetings/2024-02-28-panel", "/privacy", "/cookies", "/accessibility"];
    for path in pages.into_iter().chain(more) {
        let page = site.get_as_staff(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let levels = page.heading_levels();
        let (first, others) = levels.split_first().unwrap();
        assert!(*first == 1 && !others.contains(&1), "{path}: {levels:?}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{path}: {levels:?}");
    }
}

#[tokio::test]
async fn words_from_the_database_are_shown_as_words() {
    let site = Site::new("hostile").await;
    let hostile = "</title><script>alert(1)</script>";
    site.set_strategy(Strategy { summary: hostile.into(), title: hostile.into(), ..strategy() }).await;
    let group = site.add_group("board", hostile).await;
    site.add_minutes(&group, day(3, 4), MinutesStatus::Approved, hostile).await;

    for path in ["/", "/minutes", "/minutes?group=board", "/meetings/2024-03-04-board"] {
        let page = site.get(path).await;
        assert!(page.html.contains("&lt;script&gt;alert(1)"), "{path}: {}", page.html);
        assert!(!page.html.contains("<script>alert"), "{path}: {}", page.html);
    }
}
