//! The response that carries a page: its status, its nonce, and whether anything on the way may keep a copy.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use leptos::{
    nonce::{Nonce, provide_nonce, use_nonce},
    prelude::*,
};

use super::{
    document::{Head, document},
    metadata::Metadata,
};
use crate::{state::AppState, visitor::Visitor};

/// Whether a page has islands and so needs the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// The page is plain HTML.
    None,
    /// The page has islands.
    Islands,
}

/// What stands above the content of a page, besides the name of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ways {
    /// The ways around the site.
    All,
    /// None: the page is a step of something that people finish before they go on.
    None,
}

/// The nonce of the one response; `headers` in the server writes the policy with it.
#[derive(Clone, Debug)]
pub struct ScriptNonce(pub String);

/// Says of a response that it is the same for everybody who asks at this moment, without anything drawn by chance, so that it may be sent to
/// others too.
#[derive(Clone, Copy, Debug)]
pub struct SameForEverybody;

/// What a page needs besides its own content.
pub struct Frame<'a> {
    state: &'a AppState,
    visitor: &'a Visitor,
    title: String,
    status: StatusCode,
    scripts: Scripts,
    writes: bool,
    ways: Ways,
    is_personal: bool,
    metadata: Option<Metadata>,
}

impl<'a> Frame<'a> {
    /// Begins a page with its title.
    pub fn new(state: &'a AppState, visitor: &'a Visitor, title: impl Into<String>) -> Self {
        let (status, scripts, ways) = (StatusCode::OK, Scripts::None, Ways::All);
        Self {
            state,
            visitor,
            title: title.into(),
            status,
            scripts,
            writes: false,
            ways,
            is_personal: false,
            metadata: None,
        }
    }

    /// Sets the status, 200 if it is not set.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Says whether the page has islands, none if it is not said.
    #[must_use]
    pub fn scripts(mut self, scripts: Scripts) -> Self {
        self.scripts = scripts;
        self
    }

    /// Says that the page has boxes in which staff write, and so needs the script that helps there.
    #[must_use]
    pub fn writing(mut self) -> Self {
        (self.scripts, self.writes) = (Scripts::Islands, true);
        self
    }

    /// Says that the page is a step of something that people finish before they go on, so that nothing leads away.
    #[must_use]
    pub fn step(mut self) -> Self {
        self.ways = Ways::None;
        self
    }

    /// Says that the page shows what only one person may see, so that nothing on the way keeps a copy.
    #[must_use]
    pub fn personal(mut self) -> Self {
        self.is_personal = true;
        self
    }

    /// Says what search engines and other sites are told of the page; one of which nothing is said asks to be left out.
    #[must_use]
    pub fn listed(mut self, metadata: impl Into<Option<Metadata>>) -> Self {
        self.metadata = metadata.into();
        self
    }

    /// Draws the page around its content, which stands inside `<main>`.
    pub fn show<V: IntoView>(self, content: impl FnOnce() -> V) -> Response {
        let owner = Owner::new_root(Some(std::sync::Arc::new(hydration_context::SsrSharedContext::new_islands())));
        let (html, nonce) = owner.with(|| {
            provide_nonce();
            let nonce = use_nonce();
            let main = content().into_any();
            // What is said in the place of a page is not the page.
            let metadata = self.metadata.as_ref().filter(|_| self.status == StatusCode::OK);
            let (status, scripts, ways) = (self.status, self.scripts, self.ways);
            let head = Head { title: &self.title, status, scripts, writes: self.writes, ways, metadata };
            let document = document(self.state, self.visitor, &head, main);
            (format!("<!DOCTYPE html>{}", document.to_html()), nonce)
        });
        owner.unset_with_forced_cleanup();
        self.respond(html, nonce)
    }

    fn respond(self, html: String, nonce: Option<Nonce>) -> Response {
        let mut response = (self.status, Html(html)).into_response();
        let is_personal = self.is_personal || self.visitor.staff.is_some() || self.status != StatusCode::OK;
        if is_personal {
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        // The steps of a form may hold what was drawn by chance for one person, such as the order of answers.
        if !is_personal && self.ways == Ways::All && self.scripts == Scripts::None {
            response.extensions_mut().insert(SameForEverybody);
        }
        // A page without scripts has nothing that a nonce would let run.
        if let Some(nonce) = nonce.filter(|_| self.scripts == Scripts::Islands) {
            response.extensions_mut().insert(ScriptNonce(nonce.to_string()));
        }
        response
    }
}
