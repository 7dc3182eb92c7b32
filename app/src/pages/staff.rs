//! The rooms behind the sign-in: what consultations say of themselves, questionnaires, responses, comments, proposals, weightings, exports and
//! the list of minutes.
//!
//! Each handler of what people sent, of figures and of minutes asks for a [`crate::visitor::Staff`] and then whether their role
//! allows it, before it reads anything. The first page tells any role which consultations there are and how many answered.

mod about;
mod alerts;
mod alike;
mod articles;
pub(super) mod asking;
mod campaigns;
mod comments;
mod documents;
mod enter;
mod erasing;
mod evidence;
mod export;
mod file_form;
mod filter;
mod findings;
mod form;
mod front;
mod gain;
mod groups;
mod invitations;
mod involvement;
mod kept;
mod labels;
mod map;
mod margins;
mod meanwhile;
mod meetings;
mod merged;
mod moderation;
mod naming;
mod new_consultation;
mod open_data;
mod organisations;
mod priorities;
mod questionnaire;
mod replies;
mod report;
mod response;
mod responses;
mod rounds;
mod runs;
mod scoring;
mod shown;
mod sift;
mod sign_in;
mod sign_out;
mod start;
mod steps;
mod submitted;
mod weighting;
mod worked_out;
mod writing;

use axum::{
    Router,
    routing::{get, post},
};
use domain::consultation::Consultation;

pub use self::{alike::Comparisons, findings::Weighings};
pub(super) use self::{
    export::{csv_file, row_of},
    filter::{options, select},
    map::ADDRESS as MAP,
};
use crate::{error::PageError, state::AppState};

/// Makes the addresses of these rooms.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff", get(start::show))
        .merge(sign_in::routes())
        .route("/staff/sign-out", post(sign_out::sign_out))
        .route("/staff/alerts", get(alerts::show))
        .merge(map::routes())
        .merge(margins::routes())
        .merge(groups::routes())
        .merge(priorities::routes())
        .merge(articles::routes())
        .merge(front::routes())
        .merge(gain::routes())
        .merge(involvement::routes())
        .merge(rounds::routes())
        .merge(documents::routes())
        .merge(meetings::routes())
        .merge(writing::routes())
        .route("/staff/new-consultation", get(new_consultation::show).post(new_consultation::add))
        .merge(about::routes())
        .merge(questionnaire::routes())
        .route("/staff/responses/{reference}", get(response::show))
        .route("/staff/responses/{reference}/attachments/{attachment}", get(response::download))
        .route("/staff/consultations/{slug}/enter", get(enter::show).post(enter::begin))
        .merge(enter::file::routes())
        .merge(invitations::routes())
        .merge(runs::routes())
        .merge(erasing::routes())
        .merge(comments::routes())
        .merge(moderation::routes())
        .merge(export::routes())
        .route("/staff/consultations/{slug}/responses", get(responses::show))
        .route("/staff/consultations/{slug}/alike", get(alike::show))
        .route("/staff/consultations/{slug}/alike/{group}", get(alike::show_group))
        .route("/staff/consultations/{slug}/alike/{group}/campaign", post(alike::make_campaign))
        .merge(campaigns::routes())
        .merge(replies::routes())
        .merge(sift::routes())
        .merge(report::routes())
        .merge(open_data::routes())
        .route("/staff/consultations/{slug}/organisations", get(organisations::show))
        .route("/staff/consultations/{slug}/weighting", get(weighting::show))
        .route("/staff/consultations/{slug}/priorities.csv", get(export::priorities))
}

/// Finds the consultation of an address.
async fn find_consultation(state: &AppState, slug: &str) -> Result<Consultation, PageError> {
    state.store.find_consultation(slug).await?.ok_or(PageError::NotFound)
}
