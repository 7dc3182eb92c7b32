//! Publishing: what changes, what each change does to answers that are there, and the button.
//!
//! A question that asks something else gets a name of its own in the version, so that answers to the one are never counted
//! with answers to the other.

use std::collections::BTreeSet;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    changes::{Change, Class, changes},
    editing::Kind,
    fields::Fields,
    ids::VersionId,
    question::{AnswerOption, Question},
    questionnaire::{QuestionId, Questionnaire},
    refusal::Refusal,
};
use leptos::prelude::*;
use store::{StoreError, Version};

use super::{
    NotTaken, Room, STATE,
    clearing::{self, Clearing},
    conflict::{self, Now},
    faults, languages,
};
use crate::{
    error::PageError,
    pages::staff::asking::messages,
    parts::{ErrorSummary, Frame, scripts},
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::{
        Labelled,
        questionnaire::{asked, changes as words, uses},
    },
};

/// The field that names a question whose words were changed so much that it asks something else.
const ANEW: &str = "anew";

/// How the page is drawn.
enum Showing {
    /// As it is opened.
    Opened,
    /// With what has to be put right; nothing was published.
    Refused(Vec<Refusal>),
    /// Somebody else has written meanwhile; nothing was published.
    Changed,
}

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let clearing = Clearing::find(&state, &room).await?;
    Ok(draw(&state, &staff, (&room, &clearing), &Fields::default(), Showing::Opened))
}

pub(super) async fn publish(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let clearing = Clearing::find(&state, &room).await?;
    if fields.text(STATE) == room.state() {
        if !(room.is_changed() && room.questionnaire.check().is_empty()) {
            return Ok(draw(&state, &staff, (&room, &clearing), &fields, Showing::Refused(Vec::new())));
        }
        if let Err(refusals) = clearing.read(&fields) {
            return Ok(draw(&state, &staff, (&room, &clearing), &fields, Showing::Refused(refusals)));
        }
    }
    match store_version(&state, &staff, (&room, &clearing), &fields).await {
        Ok(()) => {
            let consultation = room.consultation.id;
            tracing::info!(account = %staff.account.id, %consultation, "somebody published a questionnaire");
            Ok(Redirect::to(&room.address("")).into_response())
        }
        Err(NotTaken::Changed | NotTaken::Refused(_)) if fields.is_filled(clearing::REASON) => {
            let room = Room::enter(&state, &staff, &slug).await?;
            let clearing = Clearing::find(&state, &room).await?;
            Ok(draw(&state, &staff, (&room, &clearing), &fields, Showing::Changed))
        }
        Err(why) => conflict::not_taken(why, &state, &staff, &slug).await,
    }
}

async fn store_version(
    state: &AppState,
    staff: &Staff,
    (room, clearing): (&Room, &Clearing),
    fields: &Fields,
) -> Result<(), NotTaken> {
    let Some(draft) = room.draft.as_ref().filter(|_| fields.text(STATE) == room.state()) else {
        return Err(NotTaken::Changed);
    };
    let anew = anew(room, fields);
    let used = room.used(state).await?;
    let version = Version {
        id: VersionId::new(&*state.clock, &*state.entropy),
        consultation: room.consultation.id,
        number: room.version.as_ref().map_or(1, |version| version.number + 1),
        questionnaire: room.questionnaire.renewed(&anew, &used).map_err(NotTaken::Refused)?,
        published_at: state.clock.now(),
    };
    let clearance = clearing.clearance(version.id, fields, staff.account.id);
    let from = draft.revision.id;
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            write.publish(from, &version).await?;
            write.add_clearance(&clearance).await
        })
    });
    let stored: Result<(), StoreError> = work.await;
    match stored {
        // Another version has the number: somebody has published meanwhile.
        Err(StoreError::Taken) => Err(NotTaken::Changed),
        stored => Ok(stored?),
    }
}

fn differences(room: &Room) -> Vec<Change> {
    room.version.as_ref().map(|version| changes(&version.questionnaire, &room.questionnaire)).unwrap_or_default()
}

/// Lists the questions that ask something else: by what they offer, or because whoever publishes says so.
fn anew(room: &Room, fields: &Fields) -> Vec<QuestionId> {
    let said: BTreeSet<&str> = fields.all(ANEW).collect();
    let is_anew = |change: &Change| {
        change.class == Class::Meaning || may_ask_anew(&change.class) && said.contains(change.question.as_str())
    };
    differences(room).into_iter().filter(is_anew).map(|change| change.question).collect()
}

/// Says whether only somebody who reads both can tell if the meaning is the same.
fn may_ask_anew(class: &Class) -> bool {
    matches!(class, Class::Wording | Class::OptionsAdded { .. })
}

fn draw(
    state: &AppState,
    staff: &Staff,
    (room, clearing): (&Room, &Clearing),
    fields: &Fields,
    showing: Showing,
) -> Response {
    let title = format!("Publish the questionnaire of {}", room.consultation.title);
    let found = room.questionnaire.check();
    let (status, refusals, told) = match showing {
        Showing::Opened => (StatusCode::OK, Vec::new(), None),
        Showing::Refused(refusals) => (StatusCode::UNPROCESSABLE_ENTITY, refusals, None),
        Showing::Changed => (StatusCode::CONFLICT, Vec::new(), Some(conflict::notice(room, Now::There(Vec::new())))),
    };
    // Only where there is something to publish and nothing to put right first.
    let confirmation = (room.is_changed() && found.is_empty())
        .then(|| (clearing.draw(room, fields, &refusals), clearing.tests(), confirmation(room)));
    // A refused form is still one of the state that it was first drawn from: what others did since has not been shown.
    let drawn_from = if refusals.is_empty() { room.state() } else { fields.text(STATE).to_owned() };
    let errors = messages(&clearing.questions(), &refusals);
    let frame = Frame::new(state, &staff.visitor, title.clone()).status(status).scripts(scripts(&clearing.questions()));
    frame.show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Questionnaire"</a>
            <ErrorSummary errors=errors/>
            <h1 class="govuk-heading-l">{title}</h1>
            {told}
            {faults::list(room, &found)}
            <form method="post" action=room.address("/publish") novalidate>
                <input type="hidden" name=STATE value=drawn_from/>
                {what_changes(room, fields)}
                {languages::untranslated(room)}
                {clearing.missing(room)}
                {confirmation}
            </form>
        }
    })
}

fn confirmation(room: &Room) -> impl IntoView + use<> {
    let number = room.version.as_ref().map_or(1, |version| version.number + 1);
    view! {
        <p class="govuk-body">
            "A version never changes once it is published. Whoever has begun to answer goes on with the version they began."
        </p>
        <button class="govuk-button" type="submit">{format!("Publish version {number}")}</button>
    }
}

fn what_changes(room: &Room, fields: &Fields) -> AnyView {
    let Some(version) = &room.version else {
        return view! { <p class="govuk-body">"This is the first version. Once it is published, the consultation is public, and takes answers from its first day."</p> }
            .into_any();
    };
    let differences = differences(room);
    if differences.is_empty() {
        let words = if room.is_changed() {
            "No question has changed. Only the headings, the paragraphs or the order are different, which does nothing to answers."
        } else {
            "Nothing has changed since the last version, so that there is nothing to publish."
        };
        return view! { <p class="govuk-body">{words}</p> }.into_any();
    }
    let blocks = differences.iter().map(|change| block(&version.questionnaire, &room.questionnaire, change, fields));
    view! {
        <p class="govuk-body">{format!("Compared with version {}, this changes:", version.number)}</p>
        {blocks.collect_view()}
    }
    .into_any()
}

fn block(old: &Questionnaire, new: &Questionnaire, change: &Change, fields: &Fields) -> AnyView {
    let id = change.question.clone();
    let (before, after) = (old.question(&id), new.question(&id));
    let title = asked(if after.is_some() { new } else { old }, &id).to_owned();
    let mut details = before.zip(after).map(|(before, after)| details(before, after)).unwrap_or_default();
    if before.is_some() && after.is_some() {
        let told = |all: &Questionnaire| all.roles.told_by(&id).iter().map(uses::label).collect::<Vec<_>>().join(", ");
        details.extend(becomes("What it is used for", &told(old), &told(new)));
    }
    if let Class::Translated { languages } = &change.class {
        let names: Vec<&str> = languages.iter().map(|language| language.name()).collect();
        details.push(names.join(", "));
    }
    let details = (!details.is_empty()).then(|| {
        let items = details.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <ul class="govuk-list govuk-list--bullet">{items}</ul> }
    });
    let anew = may_ask_anew(&change.class).then(|| tick(&id, fields));
    view! {
        <div class="fm-outline">
            <h2 class="govuk-heading-s govuk-!-margin-bottom-1">{title}</h2>
            <p class="govuk-body"><strong>{words::name(&change.class)} ". "</strong> {words::effect(&change.class)}</p>
            {details}
            {anew}
        </div>
    }
    .into_any()
}

fn tick(question: &str, fields: &Fields) -> impl IntoView + use<> {
    let (id, value) = (format!("{ANEW}-{question}"), question.to_owned());
    let is_ticked = fields.has(ANEW, question);
    view! {
        <div class="govuk-form-group">
            <div class="govuk-checkboxes govuk-checkboxes--small">
                <div class="govuk-checkboxes__item">
                    <input class="govuk-checkboxes__input" id=id.clone() name=ANEW type="checkbox" value=value checked=is_ticked/>
                    <label class="govuk-label govuk-checkboxes__label" for=id>
                        "It asks something else now: make it a new question and keep the answers apart"
                    </label>
                </div>
            </div>
        </div>
    }
}

/// Says what reads otherwise than before.
fn details(before: &Question, after: &Question) -> Vec<String> {
    let help = |question: &Question| question.hint.clone().unwrap_or_default();
    let mut lines = Vec::new();
    lines.extend(becomes("The question", &before.text, &after.text));
    lines.extend(becomes("The help", &help(before), &help(after)));
    let (had, has): (Vec<_>, Vec<_>) = (before.kind.offered().collect(), after.kind.offered().collect());
    for option in &had {
        match has.iter().find(|other| other.id == option.id) {
            Some(other) => {
                lines.extend(becomes("An answer", &option.label, &other.label));
                let stands = |option: &AnswerOption| {
                    [&option.stands_for, &option.priority].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
                };
                lines.extend(becomes(&format!("What ‘{}’ stands for", other.label), &stands(option), &stands(other)));
            }
            None => lines.push(format!("An answer is taken away: ‘{}’", option.label)),
        }
    }
    let added = has.iter().filter(|option| had.iter().all(|other| other.id != option.id));
    lines.extend(added.map(|option| format!("An answer is added: ‘{}’", option.label)));
    if Kind::of(&before.kind) != Kind::of(&after.kind) {
        let (before, after) = (Kind::of(&before.kind).label(), Kind::of(&after.kind).label());
        lines.extend(becomes("How it is asked", before, after));
    }
    lines
}

fn becomes(what: &str, before: &str, after: &str) -> Option<String> {
    let quoted = |words: &str| if words.is_empty() { "nothing".to_owned() } else { format!("‘{words}’") };
    (before != after).then(|| format!("{what}: {} becomes {}", quoted(before), quoted(after)))
}
