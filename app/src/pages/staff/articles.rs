//! Pages, news and notices as staff write them: in drafts, section by section, published in versions that are shown from a moment on.
//!
//! Every role reads them. Whoever writes minutes writes pages.

mod about;
mod desk;
mod list;
mod one;
mod publishing;
mod section;
mod taking_down;

use axum::{
    Router,
    routing::{get, post},
};

use crate::state::AppState;

/// What the list is called.
const TITLE: &str = "Pages and news";
/// Where it is.
const ADDRESS: &str = "/staff/pages";

/// Makes the addresses of articles.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/pages", get(list::show))
        .route("/staff/pages/new", get(about::show_new).post(about::add))
        .route("/staff/pages/{slug}", get(one::show))
        .route("/staff/pages/{slug}/move", post(list::move_it))
        .route("/staff/pages/{slug}/about", get(about::show).post(about::change))
        .route("/staff/pages/{slug}/sections/new", get(section::show_new).post(section::add))
        .route("/staff/pages/{slug}/sections/{number}", get(section::show).post(section::change))
        .route("/staff/pages/{slug}/sections/{number}/move", post(section::move_it))
        .route("/staff/pages/{slug}/sections/{number}/remove", post(section::remove))
        .route("/staff/pages/{slug}/publish", get(publishing::show).post(publishing::publish))
        .route("/staff/pages/{slug}/versions/{number}/call-off", post(publishing::call_off))
        .route("/staff/pages/{slug}/take-down", get(taking_down::show).post(taking_down::take_down))
        .route("/staff/pages/{slug}/remove", post(about::remove))
}
