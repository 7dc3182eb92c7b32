//! One response: all its words that may be published, with what in them may lead to a person, and the form that decides.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    moderation::{Consent, ModerationGround, ModerationStage, NOTE_LIMIT, needs_confirmation},
    permission::Action,
    question::Question,
    reference,
    refusal::{Reason, Refusal},
    vocabulary::Word,
};
use leptos::prelude::*;
use store::{Moderated, Moderation, ResponseWords, StoreError};

use super::{Room, is_moderator, list::stands};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, all, choice, draw, lines, messages, option, tick},
        comments::{People, coder, may_be_personal, text},
        form::STATE,
    },
    parts::{ErrorSummary, Frame, SummaryRow, scripts, summary_list},
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::{Labelled, dates, moderation::MODERATION},
};

const DECISION: &str = "decision";
const PUBLISH: &str = "publish";
const LOOKED: &str = "looked";
const NOTE: &str = "note";

/// A response with all that its page shows.
struct Shown {
    room: Room,
    response: Moderated,
    /// In the order in which they are asked.
    words: Vec<ResponseWords>,
    /// The newest last.
    moderations: Vec<Moderation>,
}

impl Shown {
    async fn find(
        state: &AppState,
        staff: &Staff,
        (slug, typed): (&str, &str),
        action: Action,
    ) -> Result<Self, PageError> {
        let room = Room::enter(state, staff, slug, action).await?;
        let reference = reference::parse(typed).ok_or(PageError::NotFound)?;
        let questions = &room.publishing.questions;
        let found = state.store.find_moderated(room.consultation.id, questions, &reference).await?;
        let response = found.filter(|_| room.is_time).ok_or(PageError::NotFound)?;
        let mut words = state.store.list_words(response.id, questions).await?;
        words.sort_by_key(|words| room.publishing.place(&words.question));
        let moderations = state.store.list_moderations(response.id).await?;
        Ok(Self { room, response, words, moderations })
    }

    /// The name that is published with the words, if it may be.
    fn name(&self) -> Option<&str> {
        self.response.organisation.as_deref().filter(|_| self.response.consent == Consent::Named)
    }

    fn is_flagged(&self) -> bool {
        needs_confirmation(self.words.iter().map(|words| words.text.as_str()).chain(self.name()))
    }

    /// Names what the page showed: how often it was decided, how often words were redacted, and which questions were chosen.
    fn state(&self) -> String {
        let redactions: i64 = self.words.iter().map(|words| words.redactions).sum();
        format!("{}-{redactions}-{}", self.moderations.len(), self.room.publishing.remit.version)
    }

    fn address(&self, below: &str) -> String {
        self.room.address(&format!("/{}{below}", self.response.reference))
    }

    fn questions(&self) -> Vec<Question> {
        let public = self.response.stage == ModerationStage::Published;
        let down = if public { "Take it down: " } else { "Do not publish it: " };
        let grounds = all::<ModerationGround>().into_iter().map(|mut ground| {
            ground.label = format!("{down}{}", lowered(&ground.label));
            ground
        });
        let options = std::iter::once(option(PUBLISH, "Publish it")).chain(grounds).collect();
        let mut asked = vec![choice(DECISION, "What becomes of it?", options)];
        asked.extend(self.is_flagged().then(|| {
            tick(LOOKED, "What is marked", "I looked at it, and it leads to nobody")
                .hint("Needed to publish it as it is. Redact it if it leads to somebody.")
        }));
        asked.push(lines(NOTE, "Note", NOTE_LIMIT).optional().hint("Only staff read this."));
        asked
    }
}

/// Gives words as they stand within a sentence.
fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Shows the page.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, typed)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let shown = Shown::find(&state, &staff, (&slug, &typed), Action::ReadResponses).await?;
    page(&state, &staff, &shown, &Fields::default(), Showing::Opened).await
}

/// Adds what somebody decided, and goes on to the next about which nobody has.
pub(super) async fn decide(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, typed)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let shown = Shown::find(&state, &staff, (&slug, &typed), Action::ModerateResponses).await?;
    let questions = shown.questions();
    let mut told = Told::new(&questions, &fields);
    let is_published = told.chosen(DECISION) == Some(PUBLISH);
    let ground = told.chosen(DECISION).and_then(ModerationGround::from_word);
    let is_confirmed = told.is_ticked(LOOKED);
    if is_published && shown.is_flagged() && !is_confirmed {
        told.refuse(LOOKED, Reason::NotDeclared);
    }
    if told.is_refused() {
        let refusals = told.refusals(&questions);
        return page(&state, &staff, &shown, &fields, Showing::Refused(refusals)).await;
    }
    if fields.text(STATE) != shown.state() {
        return changed(&state, &staff, &shown, &fields).await;
    }
    let moderation = Moderation {
        ground,
        note: told.words(NOTE),
        is_confirmed: is_confirmed && is_published,
        account: Some(staff.account.id),
        made_at: state.clock.now(),
    };
    let (id, after) = (shown.response.id, (shown.moderations.len(), shown.room.publishing.remit.version));
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.add_moderation(id, after, &moderation).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, response = %id, is_published, "somebody decided whether a response is published");
            next(&state, &shown).await
        }
        Err(StoreError::Changed) => {
            let shown = Shown::find(&state, &staff, (&slug, &typed), Action::ModerateResponses).await?;
            changed(&state, &staff, &shown, &fields).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Leads on: from one that nobody had looked at to the next, and otherwise back to the same.
async fn next(state: &AppState, shown: &Shown) -> Result<Response, PageError> {
    if shown.response.stage != ModerationStage::New {
        return Ok(Redirect::to(&shown.address("")).into_response());
    }
    let Room { consultation, publishing, .. } = &shown.room;
    let after = &shown.response.reference;
    let next = state.store.find_next_to_moderate(consultation.id, &publishing.questions, after).await?;
    let below = next.map(|reference| format!("/{reference}")).unwrap_or_default();
    Ok(Redirect::to(&shown.room.address(&below)).into_response())
}

/// Shows the page as it is now to somebody who decided about it as it was.
async fn changed(state: &AppState, staff: &Staff, shown: &Shown, fields: &Fields) -> Result<Response, PageError> {
    page(state, staff, shown, fields, Showing::Changed).await
}

/// How the page is drawn.
enum Showing {
    /// As it is opened.
    Opened,
    /// With what has to be put right; nothing was stored.
    Refused(Vec<Refusal>),
    /// As others have changed it meanwhile; nothing was stored.
    Changed,
}

async fn page(
    state: &AppState,
    staff: &Staff,
    shown: &Shown,
    fields: &Fields,
    showing: Showing,
) -> Result<Response, PageError> {
    let people = People::find(state).await?;
    let (status, refusals) = match showing {
        Showing::Opened => (StatusCode::OK, Vec::new()),
        Showing::Refused(refusals) => (StatusCode::UNPROCESSABLE_ENTITY, refusals),
        Showing::Changed => (StatusCode::CONFLICT, Vec::new()),
    };
    let questions = shown.questions();
    // A refused form is still one of the state that it was first drawn from.
    let drawn_from = if refusals.is_empty() { shown.state() } else { fields.text(STATE).to_owned() };
    let notice = (status == StatusCode::CONFLICT).then(|| {
        view! {
            <p class="govuk-inset-text" role="alert">
                "Nothing was saved, because somebody else has redacted this response or decided about it meanwhile. It is shown below as it is now."
            </p>
        }
    });
    let title = format!("Response {}", shown.response.reference);
    let form = is_moderator(staff).then(|| {
        view! {
            <form method="post" action=shown.address("/decide") novalidate>
                <input type="hidden" name=STATE value=drawn_from/>
                {draw(&questions, fields, &refusals)}
                <button class="govuk-button" type="submit">"Save"</button>
            </form>
        }
    });
    let frame = Frame::new(state, &staff.visitor, title.clone()).status(status).scripts(scripts(&questions));
    Ok(frame.show(|| {
        view! {
            <a class="govuk-back-link" href=shown.room.address("")>{MODERATION}</a>
            <ErrorSummary errors=messages(&questions, &refusals)/>
            <span class="govuk-caption-l">{shown.room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            {notice}
            {about(shown)}
            {shown.words.iter().map(|words| said(shown, staff, words)).collect_view()}
            {form}
            {history(shown, &people)}
        }
    }))
}

fn about(shown: &Shown) -> impl IntoView + use<> {
    let Moderated { reference, consent, number, stage, .. } = &shown.response;
    let whole = format!("/staff/responses/{reference}");
    let mut rows = vec![
        SummaryRow::new("Where it stands", stands(&shown.response)),
        SummaryRow::new("Its sender says", consent.label()),
    ];
    rows.extend(shown.name().map(|name| SummaryRow::new("Published with it", name.to_owned())));
    rows.extend(number.filter(|_| *stage == ModerationStage::Published).map(|number| {
        let href = format!("/consultations/{}/responses/{number}", shown.room.consultation.slug);
        SummaryRow::new("Public page", view! { <a class="govuk-link" href=href>{number}</a> })
    }));
    rows.push(SummaryRow::new(
        "Never published",
        view! { "All else of it. " <a class="govuk-link" href=whole>"See the whole response"</a> },
    ));
    summary_list(rows)
}

/// Draws the words to a question with what in them may lead to a person, and the way to redact them.
fn said(shown: &Shown, staff: &Staff, words: &ResponseWords) -> impl IntoView + use<> {
    let found = may_be_personal(&words.text).map(|found| {
        view! { <p class="govuk-body"><strong>{format!("It may hold {found}.")}</strong> " It is marked because of its form alone, and other personal words may be missed."</p> }
    });
    let redacted = (words.redactions > 0).then_some("It was redacted, and this is what is published. ");
    let redact = coder(staff).map(|_| {
        let href = format!("/staff/consultations/{}/comments/{}/redact", shown.room.consultation.slug, words.comment);
        let about = format!(" what it says to ‘{}’", shown.room.publishing.question(&words.question));
        view! { <a class="govuk-link" href=href>"Redact" <span class="govuk-visually-hidden">{about}</span></a> }
    });
    view! {
        <h2 class="govuk-heading-m">{shown.room.publishing.question(&words.question).to_owned()}</h2>
        {text(&words.text)}
        {found}
        <p class="govuk-body">{redacted} {redact}</p>
    }
}

fn history(shown: &Shown, people: &People) -> Option<impl IntoView + use<>> {
    let each = shown.moderations.iter().rev().map(|step| {
        let decided = match step.ground {
            None if step.is_confirmed => "To be published, although something is marked".to_owned(),
            None => "To be published".to_owned(),
            Some(ground) => format!("Not to be published. {}", ground.label()),
        };
        let (who, when) = (people.say(step.account), dates::moment(step.made_at));
        let note = step.note.clone().map(|note| view! { <p class="govuk-body fm-words">{note}</p> });
        view! { <li>{format!("{decided}: {who}, {when}")} {note}</li> }
    });
    let each: Vec<_> = each.collect();
    (!each.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"What was decided"</h2>
            <ul class="govuk-list govuk-list--bullet">{each}</ul>
        }
    })
}
