//! The front of the site as staff compose it: the words about the strategy, the home page part by part, and the navigation.
//!
//! Every change is seen at once by everybody, is kept with who made it, and can be undone by going back to what stood there before.

mod desk;
mod entries;
mod history;
mod home;
mod list;
mod overview;
mod strategy;

use axum::{
    Router,
    routing::{get, post},
};

use crate::state::AppState;

/// What the page is called.
const TITLE: &str = "Home page and navigation";
/// Where it is.
const ADDRESS: &str = "/staff/front";

/// Makes the addresses of the front.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/front", get(overview::show))
        .route("/staff/front/strategy", get(strategy::show).post(strategy::change))
        .route("/staff/front/home/{part}/move", post(home::move_it))
        .route("/staff/front/home/{part}/toggle", post(home::toggle))
        .route("/staff/front/history", get(history::show))
        .route("/staff/front/history/{revision}/restore", post(history::restore))
        .route("/staff/front/{list}/new", get(entries::show_new).post(entries::add))
        .route("/staff/front/{list}/{place}", get(entries::show).post(entries::change))
        .route("/staff/front/{list}/{place}/move", post(entries::move_it))
        .route("/staff/front/{list}/{place}/remove", post(entries::remove))
}
