//! All routes and, around them, the guards that each request passes; no sockets, so that tests can call it.

use std::sync::Arc;

use app::{error::PageError, pages, state::AppState};
use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use tokio::sync::Semaphore;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    assets, headers, health,
    limits::{self, Arrivals, RequestLimits},
    origin::{self, OwnAddress},
    page_cache::{self, PageCache},
    trace,
};

/// Makes the whole site, with the usual limits.
pub fn router(state: AppState) -> Router {
    guarded(pages::router(state.clone()), state, RequestLimits::default())
}

/// Puts the guards around pages, and assets and health beside them.
pub fn guarded(pages: Router, state: AppState, limits: RequestLimits) -> Router {
    let own = OwnAddress::new(&state.site.origin);
    // From the outermost to the innermost. Assets take no place: a page that was turned away still has its looks.
    let guards = ServiceBuilder::new()
        .layer(from_fn_with_state(state.clone(), pages::errors::draw))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(own.clone(), origin::refuse_other_hosts))
        .layer(from_fn(origin::refuse_other_methods))
        .layer(from_fn_with_state(own, origin::refuse_other_sites))
        .layer(from_fn(origin::refuse_nul));
    let places = ServiceBuilder::new()
        .layer(from_fn_with_state(Arrivals::new(limits.body_patience), limits::receive))
        .layer(from_fn_with_state(limits.patience, limits::end_in_time))
        .layer(from_fn_with_state(Arc::new(Semaphore::new(limits.at_once)), limits::shed));
    let observed = ServiceBuilder::new()
        .layer(from_fn(trace::log))
        .layer(from_fn_with_state(PageCache::new(limits.page_life), page_cache::answer))
        .layer(from_fn_with_state(state.clone(), headers::add));
    pages.layer(places).merge(assets::routes(state.clone())).layer(guards).merge(health::routes(state)).layer(observed)
}

/// Takes the panic's message without looking: it may quote what a person typed.
fn panicked(_message: Box<dyn std::any::Any + Send>) -> Response {
    PageError::Broken("a handler panicked".into()).into_response()
}
