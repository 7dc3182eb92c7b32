//! The buttons of the outline: each takes one step, and leads back to where it was taken.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::editing::{Edit, EditError, Way};
use store::Along;

use super::{NotTaken, Room, STATE, conflict, outline};
use crate::{error::PageError, posted::Posted, state::AppState, visitor::Staff, words::questionnaire::in_use};

/// The field that says what a button does, and to what.
pub(super) const STEP: &str = "step";

pub(super) async fn take(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let drawn_from = fields.text(STATE);
    let (verb, what) = fields.text(STEP).split_once(' ').unwrap_or((fields.text(STEP), ""));
    let taken = match verb {
        "undo" => room.move_along(&state, drawn_from, Along::Back).await,
        "redo" => room.move_along(&state, drawn_from, Along::Forward).await,
        verb => {
            let edit = edit(verb, what).ok_or(PageError::Status(StatusCode::UNPROCESSABLE_ENTITY))?;
            room.take(&state, &staff, drawn_from, &edit).await.map(drop)
        }
    };
    match taken {
        Ok(()) => Ok(Redirect::to(&room.address(&anchor(verb, what))).into_response()),
        Err(NotTaken::Refused(EditError::InUse { question, users })) => {
            let said = in_use(&room.questionnaire, &question, &users);
            Ok(outline::draw(&state, &staff, &room, StatusCode::UNPROCESSABLE_ENTITY, Some((question, said))))
        }
        Err(why) => conflict::not_taken(why, &state, &staff, &slug).await,
    }
}

fn edit(verb: &str, what: &str) -> Option<Edit> {
    let name = what.to_owned();
    Some(match verb {
        "page-up" => Edit::MovePage { page: name, way: Way::Up },
        "page-down" => Edit::MovePage { page: name, way: Way::Down },
        "page-copy" => Edit::CopyPage { page: name },
        "page-remove" => Edit::RemovePage { page: name },
        "question-up" => Edit::MoveQuestion { question: name, way: Way::Up },
        "question-down" => Edit::MoveQuestion { question: name, way: Way::Down },
        "question-copy" => Edit::CopyQuestion { question: name },
        "question-remove" => Edit::RemoveQuestion { question: name },
        _ => return None,
    })
}

/// Leads to what was moved or copied, so that nobody has to look for it.
fn anchor(verb: &str, what: &str) -> String {
    let stays = verb.ends_with("-up") || verb.ends_with("-down") || verb.ends_with("-copy");
    let kind = if verb.starts_with("page") { "page" } else { "question" };
    if stays { format!("#{kind}-{what}") } else { String::new() }
}
