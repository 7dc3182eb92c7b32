//! The check of all answers before they are sent.

use axum::response::{IntoResponse, Redirect, Response};
use domain::{
    draft::{Draft, Step, Walk},
    fields::Fields,
    question::Question,
    response::Submission,
};
use leptos::prelude::*;

use super::Answering;
use crate::{
    pages::drafts::{CHECK, Check, DIGEST, FROM, Note, digest, tabs},
    parts::{SummaryRow, field_id, spoken, summary_list},
    state::AppState,
    visitor::Visitor,
};

/// What a check page says.
pub struct Words {
    /// The title of the page.
    pub title: &'static str,
    /// The heading.
    pub heading: &'static str,
    /// What the button does.
    pub send: &'static str,
    /// What happens when it is pressed.
    pub promise: &'static str,
}

/// What a check page asks besides the answers.
#[derive(Default)]
pub struct Asks {
    /// The names of its own fields and the messages.
    pub errors: Vec<(String, String)>,
    /// Its own fields.
    pub fields: Option<AnyView>,
}

/// Judges all that was typed and makes its digest, or leads to the page that has to be done first.
#[expect(clippy::result_large_err, reason = "the error is the answer to the request, made once")]
pub fn checked<R: Answering>(room: &R, draft: &Draft) -> Result<(Submission, Vec<u8>), Response> {
    let to = |page: &str| Redirect::to(&room.address(page)).into_response();
    if let Some(page) = tabs::undecided(draft) {
        return Err(to(page));
    }
    let submission = Submission::new(room.questionnaire(), draft).map_err(|page| to(&page))?;
    let submission = if room.order().is_some() { submission.shown_as(room.questionnaire()) } else { submission };
    let digest = digest_of(room, &submission);
    Ok((submission, digest))
}

/// Says whether the answers are those that the page showed on which the button was pressed.
pub fn is_as_shown(digest: &[u8], posted: &Fields) -> bool {
    digest::written(digest) == posted.text(DIGEST)
}

/// Makes the digest of a submission, of its answers and contacts.
fn digest_of<R: Answering>(room: &R, submission: &Submission) -> Vec<u8> {
    let contacts: Vec<_> =
        submission.contacts.iter().map(|c| (&c.email, &c.telephone, c.updates, c.interview)).collect();
    let secret = room.held().kept.as_ref().map(|kept| &kept.secret);
    digest::digest(secret, &serde_json::json!({ "answers": submission.outcomes, "contacts": contacts }))
}

/// Draws the check page, or leads to the page that has to be done first.
pub fn draw<R: Answering>(
    (state, visitor): (&AppState, &Visitor),
    room: &R,
    (draft, note): (&Draft, Note),
    (words, asks): (&Words, Asks),
) -> Response {
    let digest = match checked(room, draft) {
        Ok((_, digest)) => digest,
        Err(first) => return first,
    };
    let walk = room.walk(draft);
    let page = Check {
        desk: &room.held().desk,
        title: words.title,
        heading: words.heading,
        note: room.note(),
        back: walk.steps.last().map(|last| last.page.id.as_str()),
        summaries: walk.steps.iter().filter_map(|step| page_summary(room, &walk, step)).collect(),
        digest: digest::written(&digest),
        errors: asks.errors,
        fields: asks.fields,
        send: words.send,
        promise: words.promise,
    };
    page.draw(state, visitor, note)
}

fn page_summary<R: Answering>(room: &R, walk: &Walk<'_>, step: &Step<'_>) -> Option<AnyView> {
    let asked = step.questions.iter().filter(|question| question.kind.is_asked());
    let rows: Vec<_> = asked.map(|question| row(room, walk, step, question)).collect();
    let (title, language) = (step.page.title.clone(), step.page.spoken_in);
    (!rows.is_empty()).then(|| {
        view! {
            {spoken(language, view! { <h2 class="govuk-heading-m">{title}</h2> })}
            {summary_list(rows)}
        }
        .into_any()
    })
}

fn row<R: Answering>(room: &R, walk: &Walk<'_>, step: &Step<'_>, question: &Question) -> SummaryRow {
    let said = walk.answers.get(&question.id).map(|answer| question.say(answer)).unwrap_or_default();
    let first = field_id(&question.first_field());
    let change = format!("{}?{FROM}={CHECK}#{first}", room.address(&step.page.id));
    SummaryRow::said(question.text.clone(), said).in_language(question.spoken_in).with_change(change)
}
