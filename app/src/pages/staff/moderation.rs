//! Moderating: choosing whose words are published, reading each response that may be, publishing them and taking them down.
//!
//! Whoever reads responses sees what was decided. Only words as they were redacted are shown, because these are what is published.

mod drawn;
mod list;
mod one;
mod release;
mod remit;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{consultation::Consultation, moderation::is_time, permission::Action};

use super::{comments::gather, find_consultation};
use crate::{
    error::PageError,
    publishing::Publishing,
    state::AppState,
    visitor::{Staff, may},
};

/// Makes the addresses of moderation.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/consultations/{slug}/moderation", get(list::show))
        .route("/staff/consultations/{slug}/moderation/questions", get(remit::show).post(remit::choose))
        .route("/staff/consultations/{slug}/moderation/publish", post(release::publish))
        .route("/staff/consultations/{slug}/moderation/{reference}", get(one::show))
        .route("/staff/consultations/{slug}/moderation/{reference}/decide", post(one::decide))
}

/// All that these pages need to know of a consultation.
struct Room {
    consultation: Consultation,
    publishing: Publishing,
    /// Whether responses can be looked at already.
    is_time: bool,
}

impl Room {
    /// Enters the room of those who may do something here.
    async fn enter(state: &AppState, staff: &Staff, slug: &str, action: Action) -> Result<Self, PageError> {
        staff.may(action)?;
        let consultation = find_consultation(state, slug).await?;
        gather(state, &consultation).await?;
        let publishing = Publishing::find(state, &consultation).await?;
        let is_time = is_time(&consultation, state.clock.now());
        Ok(Self { consultation, publishing, is_time })
    }

    fn address(&self, below: &str) -> String {
        format!("/staff/consultations/{}/moderation{below}", self.consultation.slug)
    }
}

/// Says whether somebody decides here, and does not only read.
fn is_moderator(staff: &Staff) -> bool {
    may(&staff.account, Action::ModerateResponses)
}
