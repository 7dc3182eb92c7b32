//! The form of a priority: what it is, what is said of it, who reads of it, and how long it is one.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    permission::Action,
    priority::{ABOUT_LIMIT, CODE_LIMIT, Ended, Priority, PriorityKind, Profile, REASON_LIMIT, TITLE_LIMIT, is_code},
    question::Question,
    refusal::{DatePart, Reason, Refusal},
    vocabulary::Word,
};
use store::{StoreError, StoredPriority};

use super::{ADDRESS, TITLE, address_of};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, all, choice, date, line, lines, parts_of_day, tick, ticked},
        form::{self, Form, PREVIEW, Showing},
        kept::{CHANGED, Kept, unmade},
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const CODE: &str = "code";
const NAME: &str = "title";
const KIND: &str = "kind";
const ABOUT: &str = "about";
const PUBLIC: &str = "public";
const ENDED: &str = "ended";
const REASON: &str = "reason";
/// The code that the form of a new priority has itself.
const RESERVED: &str = "new";

/// What is asked of a priority depends on how far it has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    New,
    OfStaff,
    Public,
}

impl Stage {
    fn of(stored: &StoredPriority) -> Self {
        if stored.profile.is_public { Self::Public } else { Self::OfStaff }
    }
}

fn questions(stage: Stage) -> Vec<Question> {
    let code = line(CODE, "Code", CODE_LIMIT)
        .hint("Short and for good, like H03. It stands in addresses, in files and in questionnaires.");
    let public = tick(PUBLIC, "Who reads of it", "Everybody may read of it")
        .hint("From then on it keeps its page. Leave this blank while you are still writing.");
    let ended = date(ENDED, "Last day as a priority")
        .optional()
        .hint("Leave this blank as long as it is one. Its page stays, and says so.");
    let reason = lines(REASON, "Why is it no priority any more?", REASON_LIMIT)
        .optional()
        .hint("Needed with a last day. Everybody reads it.");
    let mut questions = vec![
        line(NAME, "Title", TITLE_LIMIT),
        choice(KIND, "What kind of thing is it?", all::<PriorityKind>()),
        lines(ABOUT, "What it is about", ABOUT_LIMIT)
            .optional()
            .hint("What it means here, where, and what could be done."),
    ];
    if stage == Stage::New {
        questions.insert(0, code);
    }
    match stage {
        Stage::New | Stage::OfStaff => questions.push(public),
        Stage::Public => questions.extend([ended, reason]),
    }
    questions
}

fn filled(stored: &StoredPriority) -> Fields {
    let StoredPriority { priority, profile, .. } = stored;
    let reason = profile.ended.as_ref().map(|ended| ended.reason.clone()).unwrap_or_default();
    let pairs = [
        (NAME, priority.title.clone()),
        (KIND, priority.kind.word().to_owned()),
        (ABOUT, profile.about.clone()),
        (REASON, reason),
    ];
    let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value));
    let ended = profile.ended.iter().flat_map(|ended| parts_of_day(ENDED, ended.on));
    Fields::new(pairs.chain(ended).chain(ticked(PUBLIC, profile.is_public)))
}

/// Reads what a form says of a priority that has a code, unless the code is typed in it.
fn read(fields: &Fields, stage: Stage, code: Option<&str>) -> Result<(Priority, Profile), Vec<Refusal>> {
    let questions = questions(stage);
    let mut told = Told::new(&questions, fields);
    let code = code.map_or_else(|| told.needed_words(CODE), str::to_owned);
    if stage == Stage::New && !code.is_empty() {
        if !is_code(&code) {
            told.refuse(CODE, Reason::NotACode);
        } else if code.eq_ignore_ascii_case(RESERVED) {
            told.refuse(CODE, Reason::NameTaken);
        }
    }
    let (on, reason) = (told.date(ENDED), told.words(REASON));
    match (on, &reason) {
        (Some(_), None) => told.refuse(REASON, Reason::Missing),
        (None, Some(_)) => told.refuse(&DatePart::Day.field(ENDED), Reason::Missing),
        (Some(_), Some(_)) | (None, None) => {}
    }
    match told.chosen(KIND).and_then(PriorityKind::from_word) {
        Some(kind) if !told.is_refused() => {
            let profile = Profile {
                about: told.needed_words(ABOUT),
                is_public: stage == Stage::Public || told.is_ticked(PUBLIC),
                ended: on.zip(reason).map(|(on, reason)| Ended { on, reason }),
            };
            Ok((Priority { code, title: told.needed_words(NAME), kind }, profile))
        }
        _ => Err(told.refusals(&questions)),
    }
}

fn draw(
    (state, staff): (&AppState, &Staff),
    stored: Option<&StoredPriority>,
    fields: &Fields,
    showing: Showing<&'static str>,
) -> Response {
    let kept = Kept {
        home: (ADDRESS.to_owned(), TITLE),
        revision: stored.map(|stored| stored.revision.to_string()).unwrap_or_default(),
    };
    let remove = stored.filter(|stored| !stored.profile.is_public).map(|stored| {
        let instead =
            "One that a questionnaire or minutes name stays, and one that everybody reads of gets a last day instead.";
        unmade("this priority", instead, address_of(&stored.priority.code, "/remove"))
    });
    let (title, action) = match stored {
        None => ("Write down a new priority".to_owned(), format!("{ADDRESS}/new")),
        Some(StoredPriority { priority, .. }) => {
            (format!("Change {}: {}", priority.code, priority.title), address_of(&priority.code, ""))
        }
    };
    let form = Form {
        state,
        staff,
        room: &kept,
        title,
        intro: Vec::new(),
        action,
        hidden: Vec::new(),
        questions: questions(stored.map_or(Stage::New, Stage::of)),
        more: remove,
    };
    form.draw_rich(&[ABOUT], fields, showing)
}

/// Shows the form of a new priority.
pub(super) async fn show_new(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    staff.may(Action::WritePriorities)?;
    Ok(draw((&state, &staff), None, &Fields::default(), Showing::Opened))
}

/// Adds a priority.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WritePriorities)?;
    let again = |showing| draw((&state, &staff), None, &fields, showing);
    if fields.is_filled(PREVIEW) {
        return Ok(again(Showing::Previewed));
    }
    let refused = |refusals| again(Showing::Refused(refusals));
    let (priority, profile) = match read(&fields, Stage::New, None) {
        Ok(read) => read,
        Err(refusals) => return Ok(refused(refusals)),
    };
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.add_priority(&priority, &profile).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, "somebody wrote down a priority");
            Ok(Redirect::to(ADDRESS).into_response())
        }
        Err(StoreError::Taken) => Ok(refused(vec![Refusal::new(CODE, Reason::NameTaken)])),
        Err(error) => Err(error.into()),
    }
}

async fn find(state: &AppState, staff: &Staff, code: &str) -> Result<StoredPriority, PageError> {
    staff.may(Action::WritePriorities)?;
    state.store.find_priority(code).await?.ok_or(PageError::NotFound)
}

/// Shows the form of a priority.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let stored = find(&state, &staff, &code).await?;
    Ok(draw((&state, &staff), Some(&stored), &filled(&stored), Showing::Opened))
}

/// Changes a priority.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path(code): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let stored = find(&state, &staff, &code).await?;
    if fields.is_filled(PREVIEW) {
        return Ok(draw((&state, &staff), Some(&stored), &fields, Showing::Previewed));
    }
    let (priority, profile) = match read(&fields, Stage::of(&stored), Some(&code)) {
        Ok(read) => read,
        Err(refusals) => return Ok(draw((&state, &staff), Some(&stored), &fields, Showing::Refused(refusals))),
    };
    let seen = form::seen(&fields);
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.set_priority(&priority, &profile, seen).await }));
    after((&state, &staff), (&code, &fields), work.await, ("somebody changed a priority", CHANGED)).await
}

/// Removes a priority of which nobody but staff read and which nothing names.
pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path(code): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    find(&state, &staff, &code).await?;
    let (removed, seen) = (code.clone(), form::seen(&fields));
    let work = state.store.write(move |mut write| Box::pin(async move { write.remove_priority(&removed, seen).await }));
    let words = "The priority was not removed: somebody has changed it since you opened the page, or a questionnaire or minutes name it.";
    after((&state, &staff), (&code, &fields), work.await, ("somebody removed a priority", words)).await
}

/// Leads back to the list, or shows the form to whoever was not the first.
async fn after(
    (state, staff): (&AppState, &Staff),
    (code, fields): (&str, &Fields),
    done: Result<(), StoreError>,
    (log, words): (&'static str, &'static str),
) -> Result<Response, PageError> {
    match done {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, priority = code, "{log}");
            Ok(Redirect::to(ADDRESS).into_response())
        }
        Err(StoreError::Changed) => {
            let stored = find(state, staff, code).await?;
            Ok(draw((state, staff), Some(&stored), fields, Showing::Changed(words)))
        }
        Err(error) => Err(error.into()),
    }
}
