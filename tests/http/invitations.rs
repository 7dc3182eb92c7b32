//! Invitations: made by the team, opened by whoever has the link, and used once.

mod opened;
mod sent;
mod shared;

use domain::{invitation::Admission, permission::Role};
use store::{Mail, StoreError};
use support::{TestApp, Visitor};

const INVITATIONS: &str = "/staff/consultations/early-survey/invitations";
const ABOUT: &str = "/consultations/early-survey";
const RESPOND: &str = "/consultations/early-survey/respond";

/// Sets who may answer the early survey.
async fn admit(app: &TestApp, to: Admission) {
    let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
    let (id, from) = (consultation.id, consultation.admission);
    let work = app.state.store.write(move |mut write| Box::pin(async move { write.set_admission(id, from, to).await }));
    let set: Result<(), StoreError> = work.await;
    set.unwrap();
}

/// Adds the early survey with some admission, and signs in somebody who may invite people to it.
pub(crate) async fn survey(app: TestApp, admission: Admission) -> (TestApp, Visitor) {
    let app = app.with_early_survey().await;
    admit(&app, admission).await;
    let staff = app.staff(Role::Strategist).await;
    (app, staff)
}

/// Makes links without addresses and gives the paths to which they lead.
async fn links(staff: &mut Visitor, count: usize) -> Vec<String> {
    let page = staff.get(INVITATIONS).await;
    let state = page.attribute("form[action$='/links'] input[name=state]", "value").unwrap();
    let file = staff.post(&format!("{INVITATIONS}/links"), &[("state", &state), ("links", &count.to_string())]).await;
    assert_eq!(file.status, 200, "{}", file.body);
    let paths: Vec<String> = file.body.lines().skip(1).map(path_of).collect();
    assert_eq!(paths.len(), count, "{}", file.body);
    paths
}

/// Gives the path of the link at the end of a text.
fn path_of(text: &str) -> String {
    let (_, path) = text.split_once("http://folkmoot.test/invited").unwrap();
    format!("/invited{}", path.split_whitespace().next().unwrap())
}

/// Gives the mail that waits, by address.
async fn mail(app: &TestApp) -> Vec<Mail> {
    let mut waiting = app.state.store.list_due_mail(app.state.clock.now(), 100).await.unwrap();
    waiting.sort_by(|one, other| one.recipient.cmp(&other.recipient));
    waiting
}

/// Invites a list of people by email.
pub(crate) async fn invite(staff: &mut Visitor, list: &str) {
    let check = staff.post(&format!("{INVITATIONS}/check"), &[("addresses", list)]).await;
    let done = staff.submit(&check, &[]).await;
    assert_eq!(done.location().as_deref(), Some(INVITATIONS), "{}", done.body);
}
