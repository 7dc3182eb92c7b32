//! Publishing what was decided, each response under a number that is drawn once.

use std::collections::BTreeSet;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{comment::draw_free_number, ids::ResponseId, permission::Action};
use store::StoreError;

use super::Room;
use crate::{error::PageError, state::AppState, visitor::Staff};

/// How often somebody else may be quicker before the page gives up.
const TRIES: usize = 5;

/// Publishes all responses that are to be published.
pub(super) async fn publish(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ModerateResponses).await?;
    if !room.is_time {
        return Err(PageError::Status(StatusCode::CONFLICT));
    }
    let mut tries = 0;
    let published = loop {
        match publish_waiting(&state, &room).await {
            Err(StoreError::Taken) if tries < TRIES => tries += 1,
            done => break done?,
        }
    };
    tracing::info!(account = %staff.account.id, consultation = slug, published, "somebody published responses");
    Ok(Redirect::to(&room.address("")).into_response())
}

async fn publish_waiting(state: &AppState, room: &Room) -> Result<u64, StoreError> {
    let consultation = room.consultation.id;
    let mut taken: BTreeSet<i64> = state.store.list_published_numbers(consultation).await?.into_iter().collect();
    let waiting = state.store.list_to_publish(consultation, &room.publishing.questions).await?;
    let numbered: Vec<(ResponseId, i64)> =
        waiting.into_iter().map(|response| (response, draw_free_number(&*state.entropy, &mut taken))).collect();
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            let mut published = 0;
            for (response, number) in &numbered {
                published += write.add_published(*response, *number).await?;
            }
            Ok(published)
        })
    });
    work.await
}
