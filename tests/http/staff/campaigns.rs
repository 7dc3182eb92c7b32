//! Campaigns: made of responses that are alike, ruled on by one or two people, and told in a weighting.

use axum::http::StatusCode;
use domain::answer::Answer;
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

use super::{
    Given, SURVEY, add_responses, choose,
    runs::{at, newest, sign, two, work, write_plan},
    version,
    weighing::{add_margins, residents},
};

const LETTER: &str = "We, the friends of the moss, ask you to put ponds, wet woodland and quiet places first, because they are \
                      what our children will remember.";

fn saying(words: &str) -> Given {
    vec![("responding-as", choose("resident")), ("other-comments", Answer::Text(words.into()))]
}

/// A site with 420 residents, of whom the first forty sent a letter in two wordings.
async fn campaigned(app: TestApp) -> TestApp {
    let app = app.with_early_survey().await;
    add_margins(&app).await;
    let version = version(&app).await;
    let mut all = residents(&version);
    for (number, given) in all.iter_mut().take(40).enumerate() {
        let words = if number == 0 { LETTER.replace("ponds", "pools") } else { LETTER.to_owned() };
        given.push(("other-comments", Answer::Text(words)));
    }
    add_responses(&app, &version, all).await;
    app
}

/// The address of the only group.
async fn group(staff: &mut Visitor) -> String {
    let list = staff.get(&at("alike")).await;
    list.attribute(&format!("a[href^='{SURVEY}/alike/']"), "href").unwrap()
}

async fn make(staff: &mut Visitor, fields: &[(&str, &str)]) -> Page {
    let address = group(staff).await;
    let page = staff.get(&address).await;
    staff.submit(&page, fields).await
}

const LEFT_OUT: [(&str, &str); 3] =
    [("name", "The friends of the moss"), ("treatment", "left-out"), ("reason", "One address sent them all")];
const TOLD: [(&str, &str); 3] =
    [("name", "The friends of the moss"), ("treatment", "told"), ("reason", "A website offered the letter")];

/// Plans, signs, freezes and runs, and gives the page of the run.
async fn run(app: &TestApp, strategist: &mut Visitor, administrator: &mut Visitor) -> (Page, serde_json::Value) {
    write_plan(strategist, &[]).await;
    sign(strategist).await;
    sign(administrator).await;
    strategist.post(&at("freeze/new"), &[]).await;
    let address = strategist.post(&at("runs/new"), &[]).await.location().unwrap();
    work(app).await;
    assert_eq!(newest(app).await.failure, None);
    let page = strategist.get(&address).await;
    let file = strategist.get(&format!("{address}/results.json")).await;
    (page, serde_json::from_str(&file.body).unwrap())
}

on_both_engines! {
    async fn a_campaign_is_made_of_a_group_and_results_are_told_with_it_and_without(app: TestApp) {
        let app = campaigned(app).await;
        let (mut strategist, mut administrator) = two(&app).await;

        let made = make(&mut strategist, &TOLD).await;

        assert_eq!(made.location().as_deref(), Some(at("campaigns/1").as_str()), "{}", made.body);
        let page = strategist.get(&at("campaigns/1")).await;
        let main = page.text("main").unwrap();
        for words in ["Each counts, and results are told with the campaign and without", "A website offered the letter", "strategist@example.org"] {
            assert!(main.contains(words), "{words}: {main}");
        }
        assert_eq!(page.count("main ul.govuk-list a"), 40);
        let own = group(&mut strategist).await;
        let group = strategist.get(&own).await.text("main").unwrap();
        assert!(group.contains("40 of them are in the campaign The friends of the moss") && !group.contains("Make the campaign"), "{group}");
        let list = strategist.get(&at("campaigns")).await.text("main").unwrap();
        assert!(list.contains("The friends of the moss") && list.contains("40"), "{list}");

        let (page, results) = run(&app, &mut strategist, &mut administrator).await;
        assert_eq!((&results["respondents"]["residents"], &results["respondents"]["left_out"]), (&420.into(), &0.into()));
        let main = page.text("main").unwrap();
        for words in ["campaign 1, ‘The friends of the moss’, left out", "campaign 1, ‘The friends of the moss’, counted once"] {
            assert!(main.contains(words), "{words}: {main}");
        }
    }

    async fn more_than_one_in_a_hundred_are_left_out_when_a_second_person_agrees_and_then_do_not_count(app: TestApp) {
        let app = campaigned(app).await;
        let (mut strategist, mut administrator) = two(&app).await;
        make(&mut strategist, &LEFT_OUT).await;

        let own = strategist.get(&at("campaigns/1")).await;
        assert!(own.text("main").unwrap().contains("‘None counts’ waits for a second person. Until then each counts."), "{}", own.body);
        let seen = own.attribute("form[action$='/rule'] input[name='seen']", "value").unwrap();
        assert_eq!(strategist.post(&at("campaigns/1/confirm"), &[("seen", &seen)]).await.status, StatusCode::CONFLICT);
        assert_eq!(administrator.post(&at("campaigns/1/confirm"), &[("seen", "7")]).await.status, StatusCode::CONFLICT);
        let confirmed = administrator.post(&at("campaigns/1/confirm"), &[("seen", &seen)]).await;
        assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.body);
        assert!(administrator.get(&at("campaigns/1")).await.body.contains("administrator@example.org"));

        let (page, results) = run(&app, &mut strategist, &mut administrator).await;
        assert_eq!((&results["respondents"]["residents"], &results["respondents"]["left_out"]), (&380.into(), &40.into()));
        assert_eq!(results["respondents"]["frozen"], 420, "they are frozen all the same");
        let main = page.text("main").unwrap();
        assert!(main.contains("40 more responses are left out with the campaign they stood in") && main.contains("One address sent them all"), "{main}");
    }

    async fn after_a_ruling_the_responses_can_be_frozen_again(app: TestApp) {
        let app = campaigned(app).await;
        let (mut strategist, _) = two(&app).await;
        strategist.post(&at("freeze/new"), &[]).await;
        let again = [("reason", "A campaign was found")];
        assert_eq!(strategist.post(&at("freeze/new"), &again).await.status, StatusCode::CONFLICT);
        make(&mut strategist, &TOLD).await;
        assert_eq!(strategist.post(&at("freeze/new"), &again).await.status, StatusCode::SEE_OTHER);
        let page = strategist.get(&at("freeze")).await.text("main").unwrap();
        assert!(page.contains("Campaign ‘The friends of the moss’"), "{page}");
    }

    async fn responses_that_come_later_are_added_to_the_campaign_of_the_others(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        add_responses(&app, &version, vec![saying(LETTER); 3]).await;
        let mut staff = signed_in(&app).await;
        make(&mut staff, &TOLD).await;
        add_responses(&app, &version, vec![saying(LETTER); 2]).await;

        let own = group(&mut staff).await;
        let page = staff.get(&own).await;
        let main = page.text("main").unwrap();
        assert!(main.contains("3 of them are in the campaign") && main.contains("Add 2 responses to ‘The friends of the moss’"), "{main}");
        let added = staff.submit(&page, &[("treatment", "told"), ("reason", "The same letter")]).await;
        assert_eq!(added.location().as_deref(), Some(at("campaigns/1").as_str()), "{}", added.body);
        let campaign = staff.get(&at("campaigns/1")).await;
        assert_eq!((campaign.count("main ul.govuk-list a"), campaign.count("main dl")), (5, 2));
    }

    async fn a_ruling_without_a_reason_is_refused_beside_the_field_with_what_was_typed(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        add_responses(&app, &version, vec![saying(LETTER); 3]).await;
        let mut staff = signed_in(&app).await;

        let refused = make(&mut staff, &[("name", "A letter"), ("treatment", "told")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.attribute("input[name='name']", "value").as_deref(), Some("A letter"));
        assert!(refused.text(".govuk-error-summary").is_some(), "{}", refused.body);
        make(&mut staff, &TOLD).await;
        let again = staff.post(&at("campaigns/1/rule"), &[("treatment", "own"), ("seen", "1")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let ruled = staff.post(&at("campaigns/1/rule"), &[("treatment", "own"), ("reason", "A class wrote together"), ("seen", "1")]).await;
        assert_eq!(ruled.status, StatusCode::SEE_OTHER);
        let late = staff.post(&at("campaigns/1/rule"), &[("treatment", "told"), ("reason", "No"), ("seen", "1")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("somebody else was quicker") && late.body.contains("A class wrote together"), "{}", late.body);
        assert_eq!(staff.get(&at("campaigns/2")).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_response_that_does_not_belong_to_a_campaign_is_taken_out_of_it(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        add_responses(&app, &version, vec![saying(LETTER); 3]).await;
        let mut staff = signed_in(&app).await;
        make(&mut staff, &TOLD).await;
        let page = staff.get(&at("campaigns/1")).await;
        let reference = page.text("main ul.govuk-list a").unwrap();

        let unknown = [("treatment", "told"), ("reason", "They wrote it"), ("seen", "1"), ("taken-out", "000-000-000")];
        let refused = staff.post(&at("campaigns/1/rule"), &unknown).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text("#taken-out-error").unwrap().contains("‘000-000-000’ is no response of this campaign"), "{}", refused.body);
        assert_eq!(refused.text("textarea[name='taken-out']").as_deref().map(str::trim), Some("000-000-000"));

        let typed = format!(" {} ,", reference.to_lowercase().replace('-', ""));
        let taken = [("treatment", "told"), ("reason", "They wrote it themselves"), ("seen", "1"), ("taken-out", typed.as_str())];
        assert_eq!(staff.post(&at("campaigns/1/rule"), &taken).await.status, StatusCode::SEE_OTHER);
        let page = staff.get(&at("campaigns/1")).await;
        assert_eq!(page.count("main ul.govuk-list a"), 2, "{}", page.body);
        assert!(!page.body.contains(&reference));
        let own = group(&mut staff).await;
        let again = staff.get(&own).await.text("main").unwrap();
        assert!(again.contains("2 of them are in the campaign") && again.contains("Add 1 response to"), "{again}");
    }

    async fn a_group_that_grew_meanwhile_makes_no_campaign_until_it_was_seen(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        add_responses(&app, &version, vec![saying(LETTER); 3]).await;
        let mut staff = signed_in(&app).await;
        let own = group(&mut staff).await;
        let page = staff.get(&own).await;
        add_responses(&app, &version, vec![saying(LETTER)]).await;

        let late = staff.submit(&page, &TOLD).await;

        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text("main").unwrap().contains("Make a campaign of 4 responses"), "{}", late.body);
        assert_eq!(late.attribute("input[name='name']", "value").as_deref(), Some("The friends of the moss"));
        assert_eq!(staff.submit(&late, &TOLD).await.status, StatusCode::SEE_OTHER);
    }

    async fn an_auditor_reads_campaigns_and_makes_none(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        add_responses(&app, &version, vec![saying(LETTER); 3]).await;
        let mut staff = app.staff(domain::permission::Role::Auditor).await;
        let own = group(&mut staff).await;
        assert_eq!(staff.get(&own).await.count("main form"), 0);
        assert!(staff.get(&at("campaigns")).await.text("main").unwrap().contains("No responses are called a campaign."));
        assert_eq!(staff.post(&format!("{own}/campaign"), &TOLD).await.status, StatusCode::FORBIDDEN);
    }
}

async fn signed_in(app: &TestApp) -> Visitor {
    super::signed_in(app, "strategist").await
}
