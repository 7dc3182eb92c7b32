//! Deleting a response for good, with what that does to results that rest on it.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::{
    erasure::ErasureGround, fields::Fields, ids::RunId, permission::Action, publication::Standing, question::Question,
    reference, refusal::Refusal, run::Occasion, vocabulary::Word,
};
use leptos::prelude::*;
use store::{Erasure, Run, StoreError};

use super::asking::{Told, all, choice, draw, messages};
use crate::{
    error::PageError,
    parts::{ErrorSummary, Frame, SummaryRow, summary_list},
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::{Labelled, dates},
};

const GROUND: &str = "ground";

/// Makes the addresses of deleting a response.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/responses/{reference}/erase", get(ask).post(erase))
        .route("/staff/responses/{reference}/erased", get(show))
}

fn questions() -> Vec<Question> {
    vec![choice(GROUND, "Why is it deleted?", all::<ErasureGround>())]
}

/// A response that can be deleted, and the runs behind published results that rest on it.
struct Room {
    reference: String,
    consultation: domain::ids::ConsultationId,
    /// With the edition of each.
    runs: Vec<(i64, Run)>,
}

impl Room {
    async fn enter(state: &AppState, typed: &str) -> Result<Self, PageError> {
        let reference = reference::parse(typed).ok_or(PageError::NotFound)?;
        let found = state.store.find_response(&reference).await?.ok_or(PageError::NotFound)?;
        let consultation = found.response.consultation;
        let mut runs = Vec::new();
        for publication in state.store.list_publications(consultation).await? {
            if matches!(publication.standing, Standing::TakenBack { .. }) {
                continue;
            }
            let Some(run) = state.store.find_run(publication.run).await? else { continue };
            if state.store.find_frozen_place(run.freeze, &reference).await?.is_some() {
                runs.push((publication.edition, run));
            }
        }
        Ok(Self { reference, consultation, runs })
    }

    fn address(&self, step: &str) -> String {
        format!("/staff/responses/{}{step}", self.reference)
    }
}

async fn ask(State(state): State<AppState>, staff: Staff, Path(typed): Path<String>) -> Result<Response, PageError> {
    staff.may(Action::EraseResponses)?;
    if let Some(erased) = already_erased(&state, &typed).await? {
        return Ok(erased);
    }
    let room = Room::enter(&state, &typed).await?;
    Ok(form(&state, &staff, &room, &Fields::default(), &[]))
}

/// Leads to the page that says so where the response was deleted before.
pub(super) async fn already_erased(state: &AppState, typed: &str) -> Result<Option<Response>, PageError> {
    let reference = reference::parse(typed).ok_or(PageError::NotFound)?;
    let erased = state.store.find_erasure(&reference).await?;
    Ok(erased.map(|_| Redirect::to(&format!("/staff/responses/{reference}/erased")).into_response()))
}

fn form(state: &AppState, staff: &Staff, room: &Room, fields: &Fields, refusals: &[Refusal]) -> Response {
    let questions = questions();
    let title = format!("Delete the response {}?", room.reference);
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let editions: Vec<String> = room.runs.iter().map(|(edition, _)| edition.to_string()).collect();
    let published = (!editions.is_empty()).then(|| {
        let words = format!(
            "Published results rest on it (edition {}). They stay as they were published, and so does their evidence, which may have a row with what \
             was chosen and nothing that tells whose it is. If that must go too, take the edition back. The results are worked out again without the \
             response, and their page then says that something was deleted, and whether a figure would move.",
            editions.join(", ")
        );
        view! { <li>{words}</li> }
    });
    Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Response " {room.reference.clone()}</a>
            <ErrorSummary errors=messages(&questions, refusals)/>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">"You cannot undo this."</p>
            <ul class="govuk-list govuk-list--bullet">
                <li>"Its answers, files, comments with their tags and redactions, marks and that it stands in a campaign are deleted."</li>
                <li>"If what it says was published, it is not any more."</li>
                <li>"Its reference, the day, why it is deleted and that you did it are kept."</li>
                <li>"Where it was frozen its fingerprint stays, which tells nothing of what it said. Later runs count it as missing."</li>
                <li>"If its sender asked for news, that address is kept apart and stays."</li>
                <li>"Backups and files that were taken out before still have it: delete it there too."</li>
                {published}
            </ul>
            <form method="post" action=room.address("/erase") novalidate>
                {draw(&questions, fields, refusals)}
                <div class="govuk-button-group">
                    <button class="govuk-button govuk-button--warning" type="submit">"Delete it for good"</button>
                    <a class="govuk-link" href=room.address("")>"Keep it"</a>
                </div>
            </form>
        }
    })
}

async fn erase(
    State(state): State<AppState>,
    staff: Staff,
    Path(typed): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::EraseResponses)?;
    if let Some(erased) = already_erased(&state, &typed).await? {
        return Ok(erased);
    }
    let room = Room::enter(&state, &typed).await?;
    let questions = questions();
    let told = Told::new(&questions, &posted);
    let ground = told.chosen(GROUND).and_then(ErasureGround::from_word);
    let Some(ground) = ground else {
        return Ok(form(&state, &staff, &room, &posted, &told.refusals(&questions)));
    };
    let (account, now) = (staff.account.id, state.clock.now());
    let (consultation, reference) = (room.consultation, room.reference.clone());
    let again: Vec<_> =
        room.runs.iter().map(|(_, run)| (RunId::new(&*state.clock, &*state.entropy), (run.plan, run.freeze))).collect();
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            write.set_erased(consultation, &reference, ground, (account, now)).await?;
            for (id, rests_on) in &again {
                match write.add_run(*id, consultation, *rests_on, (account, now), Occasion::Erasure).await {
                    // One waits, which will not read what is erased.
                    Ok(()) | Err(StoreError::Changed) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        })
    });
    match work.await {
        Ok(()) => tracing::info!(%account, ground = ground.word(), "somebody erased a response"),
        // Somebody else was quicker, or the same button was pressed twice.
        Err(StoreError::Changed) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Redirect::to(&room.address("/erased")).into_response())
}

/// Says that a response was deleted.
async fn show(State(state): State<AppState>, staff: Staff, Path(typed): Path<String>) -> Result<Response, PageError> {
    staff.may(Action::ReadResponses)?;
    let reference = reference::parse(&typed).ok_or(PageError::NotFound)?;
    let Erasure { consultation, ground, by, at } =
        state.store.find_erasure(&reference).await?.ok_or(PageError::NotFound)?;
    let consultations = state.store.list_consultations().await?;
    let consultation = consultations.into_iter().find(|each| each.id == consultation).ok_or(PageError::NotFound)?;
    let title = format!("The response {reference} was deleted");
    let rows = vec![
        SummaryRow::new("When", dates::moment(at)),
        SummaryRow::new("By", by.unwrap_or_else(|| "an account that was removed".to_owned())),
        SummaryRow::new("Why", ground.label()),
    ];
    let home = format!("/staff/consultations/{}", consultation.slug);
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href=format!("{home}/responses")>"Responses to " {consultation.title.clone()}</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {summary_list(rows)}
            <p class="govuk-body">
                <a class="govuk-link" href=format!("{home}/weigh")>"See the runs"</a>
                ", where published results that rested on it are worked out again."
            </p>
        }
    }))
}
