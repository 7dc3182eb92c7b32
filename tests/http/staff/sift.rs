//! The sift: proposals from comments, two who screen them and do not see each other, a third who settles, scores and decisions.

mod kept;

use domain::{meeting::MinutesStatus, permission::Role};
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

use super::{
    comments::{find, with_comments},
    minutes::add_meetings,
};

const SIFT: &str = "/staff/consultations/early-survey/sift";
/// What lets a proposal through each of the eight questions that a sift begins with.
const THROUGH: [&str; 8] = ["yes", "yes", "yes", "no", "no", "yes", "yes", "yes"];

/// Three people who screen and an auditor, who reads.
struct Team {
    ann: Visitor,
    ben: Visitor,
    cat: Visitor,
    auditor: Visitor,
}

async fn team(app: &TestApp) -> Team {
    super::add_account(app, "third@example.org", "strategist").await;
    let mut cat = app.visitor();
    cat.post("/staff/sign-in", &[("email", "third@example.org"), ("password", super::PASSWORD)]).await;
    let (ann, ben) = (super::signed_in(app, "strategist").await, super::signed_in(app, "administrator").await);
    Team { ann, ben, cat, auditor: app.staff(Role::Auditor).await }
}

/// Adds a proposal that comes from elsewhere.
async fn add(staff: &mut Visitor, title: &str, fields: &[(&str, &str)]) -> Page {
    let form = staff.get(&format!("{SIFT}/new")).await;
    let usual = [("title", title), ("words", "Please do it."), ("kind", "measure"), ("elsewhere", "A workshop")];
    let usual = usual.into_iter().filter(|(name, _)| fields.iter().all(|(other, _)| other != name));
    let all: Vec<_> = usual.chain(fields.iter().copied()).collect();
    staff.submit(&form, &all).await
}

/// Fills in the form of a step and sends it.
async fn step(staff: &mut Visitor, number: u32, step: &str, fields: &[(&str, &str)]) -> Page {
    let form = staff.get(&format!("{SIFT}/{number}/{step}")).await;
    staff.submit(&form, fields).await
}

/// Takes a step that has to be taken.
async fn taken(staff: &mut Visitor, number: u32, name: &str, fields: &[(&str, &str)]) {
    let page = step(staff, number, name, fields).await;
    assert_eq!(page.status, 303, "{name}: {}", page.body);
}

async fn has_no_interest(staff: &mut Visitor, number: u32) {
    taken(staff, number, "interest", &[("interest", "none")]).await;
}

async fn screen(staff: &mut Visitor, number: u32, verdicts: [&str; 8]) -> Page {
    let ids: Vec<String> = (1..=8).map(|id| format!("s{id}")).collect();
    let fields: Vec<_> =
        ids.iter().map(String::as_str).zip(verdicts).chain([("s1-note", "I know the place")]).collect();
    step(staff, number, "screen", &fields).await
}

async fn score(staff: &mut Visitor, number: u32, scores: [&str; 4]) -> Page {
    let ids = ["s9", "s10", "s11", "s12"];
    step(staff, number, "score", &ids.into_iter().zip(scores).collect::<Vec<_>>()).await
}

/// Presses a button of the page of a proposal.
async fn press(staff: &mut Visitor, number: u32, button: &str) -> Page {
    let page = staff.get(&format!("{SIFT}/{number}")).await;
    let state = page.attribute(&format!("form[action$='/{button}'] input[name='state']"), "value").unwrap_or_default();
    staff.post(&format!("{SIFT}/{number}/{button}"), &[("state", &state)]).await
}

async fn main_of(staff: &mut Visitor, number: u32) -> String {
    staff.get(&format!("{SIFT}/{number}")).await.text("main").unwrap()
}

/// The verdicts that stop at the first question.
fn stopped() -> [&'static str; 8] {
    let mut verdicts = THROUGH;
    verdicts[0] = "no";
    verdicts
}

on_both_engines! {
    async fn a_proposal_goes_from_a_comment_through_two_screeners_a_third_and_two_scorers_to_a_decision(app: TestApp) {
        add_meetings(&app, &[(4, MinutesStatus::Approved, "Board"), (18, MinutesStatus::Draft, "Board")]).await;
        let app = app.with_early_survey().await;
        with_comments(&app, &["More ponds"]).await;
        let Team { mut ann, mut ben, mut cat, .. } = team(&app).await;
        let comment = find(&mut ann, "ponds").await;
        let link = ann.get(&comment).await.attribute("a[href*='/sift/new']", "href").unwrap();
        let form = ann.get(&link).await;
        let fields = [("title", "Ponds in parks"), ("words", "A pond in each park"), ("kind", "addition"), ("public", "yes")];
        let added = ann.submit(&form, &fields).await;
        assert_eq!(added.location(), Some(format!("{SIFT}/1")), "{}", added.body);
        assert_eq!(ann.get(&comment).await.count(&format!("a[href='{SIFT}/1']")), 1);

        assert!(screen(&mut ann, 1, THROUGH).await.body.contains("Say first whether you have an interest"));
        for staff in [&mut ann, &mut ben, &mut cat] {
            has_no_interest(staff, 1).await;
        }
        assert_eq!(screen(&mut ann, 1, THROUGH).await.status, 303);
        assert_eq!(screen(&mut ben, 1, stopped()).await.status, 303);
        assert!(main_of(&mut ann, 1).await.contains("Screeners differ"));
        taken(&mut cat, 1, "settle", &[("settled.s1", "yes"), ("reason", "The park is inside")]).await;
        assert!(main_of(&mut ann, 1).await.contains("It came through"));
        assert_eq!(score(&mut ann, 1, ["5", "3", "1", "cannot-tell"]).await.status, 303);
        assert_eq!(score(&mut cat, 1, ["4", "3", "4", "2"]).await.status, 303);
        let page = main_of(&mut ben, 1).await;
        // By hand: (4.5 + 3 + 2.5) / 15 with equal points.
        for words in ["Value 66.7 of 100.", "Left out: Evidence.", "Two or more apart", "Settled by third@example.org", "‘Is it within the area of the strategy?’ Yes"] {
            assert!(page.contains(words), "{words}: {page}");
        }

        let form = ben.get(&format!("{SIFT}/1/decide")).await;
        let meetings = form.attributes("input[name='meeting']", "value");
        assert_eq!(meetings.len(), 2, "one whose minutes are public, and somewhere else");
        let decision = [("course", "forward"), ("words", "It is in."), ("meeting", meetings[0].as_str()), ("item", "4")];
        assert_eq!(ben.submit(&form, &decision).await.location(), Some(format!("{SIFT}/1")));
        let page = ben.get(&format!("{SIFT}/1")).await;
        assert_eq!(page.count("a[href='/meetings/2024-03-04-board']"), 1, "{}", page.body);
        let meeting = app.visitor().get("/meetings/2024-03-04-board").await.text("main").unwrap();
        assert!(meeting.contains("Item 4: proposal 1, ‘Ponds in parks’"), "{meeting}");
        let list = ann.get(&format!("{SIFT}?stage=decided&sort=value&words=POND")).await;
        assert_eq!(list.text("tbody").map(|row| row.contains("Taken forward") && row.contains("66.7")), Some(true));
    }

    async fn nobody_who_screens_or_scores_sees_what_another_said_before_both_have_finished(app: TestApp) {
        let app = app.with_early_survey().await;
        let Team { mut ann, mut ben, mut cat, mut auditor } = team(&app).await;
        add(&mut ann, "Ponds", &[]).await;
        for staff in [&mut ann, &mut ben] {
            has_no_interest(staff, 1).await;
        }
        screen(&mut ann, 1, THROUGH).await;

        let hidden = |page: &Page| !page.body.contains("I know the place") && !page.body.contains("1 Yes, 2 Yes");
        for below in ["/1", "/1/screen", "/1/settle", "/1/score", ".csv", ""] {
            for reader in [&mut ben, &mut cat] {
                let page = reader.get(&format!("{SIFT}{below}")).await;
                assert!(hidden(&page), "{below}: {}", page.body);
                assert_eq!(page.count("input[checked]"), 0, "{below}");
                assert!(!page.body.contains(",yes,,,yes,"), "{below}: {}", page.body);
            }
        }
        assert!(!hidden(&ann.get(&format!("{SIFT}/1")).await) && !hidden(&auditor.get(&format!("{SIFT}/1")).await));
        assert!(auditor.get(&format!("{SIFT}.csv")).await.body.contains(",yes,,,yes,"));
        screen(&mut ben, 1, THROUGH).await;
        for reader in [&mut ann, &mut ben, &mut cat] {
            assert!(!hidden(&reader.get(&format!("{SIFT}/1")).await));
        }

        score(&mut ann, 1, ["5", "5", "5", "5"]).await;
        let page = main_of(&mut ben, 1).await;
        assert!(page.contains("is shown to others once a second person has") && !page.contains("1 5, 2 5"), "{page}");
        assert!(main_of(&mut ann, 1).await.contains("1 5, 2 5"));
        score(&mut ben, 1, ["5", "5", "5", "0"]).await;
        assert!(main_of(&mut cat, 1).await.contains("Value 87.5 of 100."));
    }

    async fn whoever_has_an_interest_cannot_screen_and_the_page_says_so(app: TestApp) {
        let app = app.with_early_survey().await;
        let Team { mut ann, mut ben, .. } = team(&app).await;
        add(&mut ann, "Ponds", &[]).await;
        let missing = step(&mut ann, 1, "interest", &[("interest", "one")]).await;
        assert_eq!((missing.status.as_u16(), missing.count("#words-error")), (422, 1), "{}", missing.body);
        taken(&mut ann, 1, "interest", &[("interest", "one"), ("words", "My farm is next to it")]).await;

        let refused = ann.get(&format!("{SIFT}/1/screen")).await;
        assert!(refused.body.contains("you cannot screen it") && refused.count("input[type='radio']") == 0, "{}", refused.body);
        assert_eq!(ann.post(&format!("{SIFT}/1/screen"), &[("s1", "yes")]).await.status, 409);
        assert!(main_of(&mut ben, 1).await.contains("strategist@example.org: My farm is next to it"));
        assert_eq!(ann.get(&format!("{SIFT}?stage=mine")).await.text(".fm-count").as_deref(), Some("0 proposals match"));
        assert_eq!(ben.get(&format!("{SIFT}?stage=mine")).await.text(".fm-count").as_deref(), Some("1 proposal matches"));
    }

    async fn one_of_the_two_settles_it_only_with_the_other(app: TestApp) {
        let app = app.with_early_survey().await;
        let Team { mut ann, mut ben, mut cat, .. } = team(&app).await;
        add(&mut ann, "Ponds", &[]).await;
        for staff in [&mut ann, &mut ben, &mut cat] {
            has_no_interest(staff, 1).await;
        }
        screen(&mut ann, 1, THROUGH).await;
        screen(&mut ben, 1, stopped()).await;
        let unfinished = step(&mut ann, 1, "settle", &[("reason", "We talked")]).await;
        assert_eq!(unfinished.status, 422);
        assert!(unfinished.body.contains("We talked"), "{}", unfinished.body);
        taken(&mut ann, 1, "settle", &[("settled.s1", "no"), ("reason", "We talked")]).await;
        assert!(main_of(&mut cat, 1).await.contains("It holds once the other of the two agrees"));
        assert_eq!(press(&mut cat, 1, "agree").await.status, 409);
        assert_eq!(press(&mut ben, 1, "agree").await.status, 303);
        assert!(main_of(&mut cat, 1).await.contains("It was stopped"));
    }

    async fn a_proposal_is_merged_and_put_back_and_taken_out_with_a_reason(app: TestApp) {
        let app = app.with_early_survey().await;
        let Team { mut ann, mut auditor, .. } = team(&app).await;
        add(&mut ann, "Ponds", &[]).await;
        add(&mut ann, "Pools <script>", &[]).await;
        for wrong in ["2", "9", "two"] {
            let refused = step(&mut ann, 2, "merge", &[("into", wrong)]).await;
            assert_eq!((refused.status.as_u16(), refused.count("#into-error")), (422, 1), "{wrong}: {}", refused.body);
        }
        taken(&mut ann, 2, "merge", &[("into", "1")]).await;
        assert!(main_of(&mut ann, 1).await.contains("2: Pools <script>"));
        let gone = ann.get(&format!("{SIFT}/2/screen")).await;
        assert!(gone.body.contains("It was merged into another or taken out"), "{}", gone.body);
        assert_eq!(press(&mut ann, 2, "put-back").await.status, 303);
        assert!(main_of(&mut ann, 1).await.contains("Proposal 2 taken out of it again"));
        taken(&mut ann, 2, "take-out", &[("reason", "Withdrawn by the workshop")]).await;
        assert!(main_of(&mut auditor, 2).await.contains("Withdrawn by the workshop"));
        assert_eq!(press(&mut ann, 2, "put-back").await.status, 303);
        assert_eq!(press(&mut ann, 2, "put-back").await.status, 409);
    }
}
