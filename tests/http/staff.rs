//! The rooms behind the sign-in.

mod agreement;
mod alike;
mod articles;
mod bundles;
mod campaigns;
mod code_frame;
mod comments;
mod criteria;
pub mod documents;
mod entering;
mod erasing;
mod exporting;
mod exports;
pub mod files;
mod front;
mod gain;
mod groups;
mod involvement;
mod listed;
mod map;
mod margins;
pub mod meetings;
mod minutes;
mod moderation;
mod open_data;
mod pooling;
mod priorities;
pub mod publishing;
mod reading;
mod redacted_exports;
mod replies;
mod report;
mod response_log;
mod rounds;
mod runs;
mod search;
mod sift;
mod signing_in;
mod weighing;
mod writing;

use std::collections::BTreeMap;

use app::secret::Secret;
use domain::{
    answer::{Answer, Chosen, Outcome},
    ids::{AccountId, ResponseId},
    questionnaire::QuestionId,
    reference,
    response::{Channel, Response, ResponseStatus, Submission},
};
use store::{Account, Receipt, StoreError, Version};
use support::{TestApp, Visitor};

pub(crate) const EMAIL: &str = "staff@example.org";
pub(crate) const PASSWORD: &str = "a long enough password";
pub(crate) const SURVEY: &str = "/staff/consultations/early-survey";

/// Adds an account with a role.
pub(crate) async fn add_account(app: &TestApp, email: &str, role: &str) {
    let account = Account {
        id: AccountId::new(&*app.state.clock, &*app.state.entropy),
        email: email.into(),
        password_hash: app.state.passwords.hash(PASSWORD.into()).await.unwrap(),
        role: role.into(),
        created_at: app.state.clock.now(),
    };
    let work = app.state.store.write(move |mut write| Box::pin(async move { write.add_account(&account).await }));
    let added: Result<(), StoreError> = work.await;
    added.unwrap();
}

/// Gives somebody with a role who has signed in.
pub(crate) async fn signed_in(app: &TestApp, role: &str) -> Visitor {
    let email = format!("{role}@example.org");
    add_account(app, &email, role).await;
    let mut visitor = app.visitor();
    let page = visitor.post("/staff/sign-in", &[("email", &email), ("password", PASSWORD)]).await;
    assert_eq!(page.location().as_deref(), Some("/staff"));
    visitor
}

/// Gives somebody who has signed in and has said that they look at figures before a plan is fixed.
pub(crate) async fn looking(app: &TestApp, role: &str) -> Visitor {
    let mut visitor = signed_in(app, role).await;
    visitor.post(&format!("{SURVEY}/weighting/look"), &[]).await;
    visitor
}

fn choose(option: &str) -> Answer {
    Answer::Choice(Chosen { option: option.into(), words: None })
}

fn choose_all(options: &[&str]) -> Answer {
    Answer::Choices(options.iter().map(|id| Chosen { option: (*id).into(), words: None }).collect())
}

/// The answers of one respondent; all other questions are left blank.
type Given = Vec<(&'static str, Answer)>;

async fn version(app: &TestApp) -> Version {
    let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
    app.state.store.find_current_version(consultation.id).await.unwrap().unwrap()
}

/// Stores submitted responses and gives their references.
async fn add_responses(app: &TestApp, version: &Version, all: Vec<Given>) -> Vec<String> {
    let made: Vec<_> = all.into_iter().map(|given| make(app, version, given)).collect();
    let references = made.iter().map(|(_, _, receipt)| receipt.reference.clone()).collect();
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move {
            for (response, submission, receipt) in &made {
                let token = Secret::from_outside(receipt.reference.clone()).hash();
                write.add_draft(response, &token, receipt.submitted_at).await?;
                write.set_submitted(response.id, 0, submission, receipt).await?;
            }
            Ok(())
        })
    });
    let added: Result<(), StoreError> = work.await;
    added.unwrap();
    references
}

fn make(app: &TestApp, version: &Version, given: Given) -> (Response, Submission, Receipt) {
    let (clock, entropy) = (&*app.state.clock, &*app.state.entropy);
    let questions = version.questionnaire.questions();
    let asked = questions.filter(|question| question.kind.is_asked() && !question.kind.is_personal());
    let mut outcomes: BTreeMap<QuestionId, Outcome> =
        asked.map(|question| (question.id.clone(), Outcome::Blank)).collect();
    let answers: BTreeMap<_, _> = given.into_iter().map(|(id, answer)| (id.to_owned(), answer)).collect();
    let role = |question: Option<&QuestionId>| {
        question.and_then(|question| version.questionnaire.stands_for(question, &answers)).map(str::to_owned)
    };
    let roles = &version.questionnaire.roles;
    let (segment, area) = (role(roles.segment.as_ref()), role(roles.margins.get("area_code")));
    let organisation = version.questionnaire.organisation(&answers).map(str::to_owned);
    let consent = version.questionnaire.consent(&answers);
    outcomes.extend(answers.into_iter().map(|(id, answer)| (id, Outcome::Answered(answer))));
    let response = Response {
        id: ResponseId::new(clock, entropy),
        consultation: version.consultation,
        version: version.id,
        status: ResponseStatus::Draft,
        reference: None,
        segment: None,
        organisation: None,
        area: None,
        submitted_at: None,
        channel: Channel::Online,
        received_on: None,
        is_invited: false,
        order: None,
        language: None,
    };
    let receipt = Receipt { reference: reference::new(entropy), digest: vec![0], submitted_at: clock.now() };
    (
        response,
        Submission { outcomes, segment, organisation, consent, area, orders: BTreeMap::new(), contacts: Vec::new() },
        receipt,
    )
}
