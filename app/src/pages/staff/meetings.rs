//! Meetings as staff keep them: when and where each is, and its agenda and minutes from the first word to a version that everybody reads.
//!
//! Every role reads them. Whoever writes minutes writes all of it.

mod acronyms;
mod actions;
mod arranged;
mod begun;
mod decision;
mod declaration;
mod desk;
mod item;
mod list;
mod listed;
mod one;
mod outcomes;
mod papers;
mod people;
mod person;
mod releasing;
mod withheld;
mod writing;

use axum::{
    Router,
    routing::{get, post},
};

use crate::state::AppState;

/// What the list is called.
const TITLE: &str = "Meetings and minutes";
/// Where it is.
const ADDRESS: &str = "/staff/minutes";

/// Makes the addresses of meetings.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/minutes", get(list::show))
        .merge(listed::routes())
        .route("/staff/meetings/new", get(arranged::show_new).post(arranged::add))
        .route("/staff/meetings/{slug}", get(one::show))
        .route("/staff/meetings/{slug}/change", get(arranged::show).post(arranged::change))
        .route("/staff/meetings/{slug}/papers", get(papers::show))
        .route("/staff/meetings/{slug}/papers/add", post(papers::add))
        .route("/staff/meetings/{slug}/papers/{document}/remove", post(papers::remove))
        .route("/staff/meetings/{slug}/announce", post(arranged::announce))
        .route("/staff/meetings/{slug}/remove", post(arranged::remove))
        .route("/staff/meetings/{slug}/{record}", get(writing::show))
        .route("/staff/meetings/{slug}/{record}/begin", post(begun::begin))
        .route("/staff/meetings/{slug}/{record}/release", get(releasing::show).post(releasing::release))
        .route("/staff/meetings/{slug}/{record}/items/new", get(item::show_new).post(item::add))
        .route("/staff/meetings/{slug}/{record}/items/{number}", get(item::show).post(item::change))
        .route("/staff/meetings/{slug}/{record}/items/{number}/move", post(item::move_it))
        .route("/staff/meetings/{slug}/{record}/items/{number}/remove", post(item::remove))
        .route("/staff/meetings/{slug}/minutes/decisions/{number}", get(decision::show).post(decision::change))
        .route("/staff/meetings/{slug}/{record}/acronyms", get(acronyms::show).post(acronyms::change))
        .route("/staff/meetings/{slug}/{record}/withheld", get(withheld::show).post(withheld::change))
        .route("/staff/meetings/{slug}/minutes/people", get(people::show).post(people::change))
        .route("/staff/meetings/{slug}/minutes/people/new", get(person::show_new).post(person::add))
        .route("/staff/meetings/{slug}/minutes/people/{number}", get(person::show).post(person::change))
        .route("/staff/meetings/{slug}/minutes/people/{number}/remove", post(person::remove))
        .route("/staff/meetings/{slug}/minutes/declarations/new", get(declaration::show_new).post(declaration::add))
        .route("/staff/meetings/{slug}/minutes/declarations/{number}", get(declaration::show).post(declaration::change))
        .route("/staff/meetings/{slug}/minutes/declarations/{number}/remove", post(declaration::remove))
        .route("/staff/meetings/{slug}/minutes/actions", get(actions::show).post(actions::change))
}
