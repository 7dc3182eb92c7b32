//! The frame around every page: head, header, navigation, footer, and the response that carries it.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use leptos::{
    config::LeptosOptions,
    hydration::HydrationScripts,
    nonce::{Nonce, provide_nonce, use_nonce},
    prelude::*,
};

use crate::{state::AppState, visitor::Visitor};

/// Whether a page has islands and so needs the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scripts {
    /// The page is plain HTML.
    None,
    /// The page has islands.
    Islands,
}

/// The nonce of the one response; `headers` in the server writes the policy with it.
#[derive(Clone, Debug)]
pub struct ScriptNonce(pub String);

/// What a page needs besides its own content.
pub struct Frame<'a> {
    state: &'a AppState,
    visitor: &'a Visitor,
    title: String,
    status: StatusCode,
    scripts: Scripts,
    is_personal: bool,
}

impl<'a> Frame<'a> {
    /// Begins a page with its title.
    pub fn new(state: &'a AppState, visitor: &'a Visitor, title: impl Into<String>) -> Self {
        Self { state, visitor, title: title.into(), status: StatusCode::OK, scripts: Scripts::None, is_personal: false }
    }

    /// Sets the status, 200 if it is not set.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Says that the page has islands.
    #[must_use]
    pub fn with_islands(mut self) -> Self {
        self.scripts = Scripts::Islands;
        self
    }

    /// Says that the page shows what only one person may see, so that nothing on the way keeps a copy.
    #[must_use]
    pub fn personal(mut self) -> Self {
        self.is_personal = true;
        self
    }

    /// Draws the page around its content, which stands inside `<main>`.
    pub fn show<V: IntoView>(self, content: impl FnOnce() -> V) -> Response {
        let owner = Owner::new_root(Some(std::sync::Arc::new(hydration_context::SsrSharedContext::new_islands())));
        let (html, nonce) = owner.with(|| {
            provide_nonce();
            let nonce = use_nonce();
            let main = content().into_any();
            (format!("<!DOCTYPE html>{}", self.document(main).to_html()), nonce)
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
        if let Some(nonce) = nonce {
            response.extensions_mut().insert(ScriptNonce(nonce.to_string()));
        }
        response
    }

    fn document(&self, main: AnyView) -> impl IntoView + use<> {
        let site = &self.state.site;
        let error = if self.status == StatusCode::UNPROCESSABLE_ENTITY { "Error: " } else { "" };
        let title = format!("{error}{} – {}", self.title, site.name);
        let assets = &self.state.assets;
        let stylesheet = assets.stylesheet.clone().map(|href| view! { <link rel="stylesheet" href=href/> });
        let icon = assets.icon.clone().map(|href| view! { <link rel="icon" href=href type="image/svg+xml"/> });
        let script = (self.scripts == Scripts::Islands).then(|| assets.script_stem.clone()).flatten().map(hydration);
        view! {
            <html lang="en" class="govuk-template">
                <head>
                    <meta charset="utf-8"/>
                    <title>{title}</title>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="theme-color" content="#14463a"/>
                    {stylesheet}
                    {icon}
                    {script}
                </head>
                <body class="govuk-template__body">
                    <a class="govuk-skip-link" href="#main">"Skip to main content"</a>
                    {self.visitor.staff.as_ref().map(super::staff_bar)}
                    {self.header()}
                    <div class="govuk-width-container">
                        {site.is_synthetic.then(synthetic_notice)}
                        <main class="govuk-main-wrapper" id="main">{main}</main>
                    </div>
                    {footer(&site.contact_email)}
                </body>
            </html>
        }
    }

    fn header(&self) -> impl IntoView + use<> {
        let entries = [
            ("/", "Home"),
            ("/consultations", "Consultations"),
            ("/minutes", "Minutes"),
            ("/expressions-of-interest", "Landowners"),
        ];
        let staff = [("/staff", "Staff")];
        let shown = entries.iter().chain(staff.iter().filter(|_| self.visitor.staff.is_some()));
        let items = shown.map(|(href, words)| entry(href, words, &self.visitor.path)).collect_view();
        view! {
            <header class="fm-header">
                <div class="fm-header__inner govuk-width-container">
                    <a class="fm-header__name" href="/">{self.state.site.name.clone()}</a>
                    <nav class="fm-header__nav" aria-label="Main">
                        <ul class="fm-header__list">{items}</ul>
                    </nav>
                </div>
            </header>
        }
    }
}

fn hydration(stem: String) -> impl IntoView {
    let options = LeptosOptions::builder().output_name(stem).site_pkg_dir("assets").build();
    view! { <HydrationScripts options=options islands=true/> }
}

fn entry(href: &'static str, words: &'static str, path: &str) -> impl IntoView + use<> {
    let is_here = path == href || (href != "/" && path.starts_with(&format!("{href}/")));
    let current = is_here.then_some(if path == href { "page" } else { "true" });
    view! { <li class="fm-header__item"><a class="fm-header__link" href=href aria-current=current>{words}</a></li> }
}

fn synthetic_notice() -> impl IntoView {
    view! {
        <div class="govuk-phase-banner">
            <p class="govuk-phase-banner__content">
                <strong class="govuk-tag govuk-phase-banner__content__tag">"Demonstration"</strong>
                <span class="govuk-phase-banner__text">
                    "All responses and expressions of interest here are synthetic. No real person gave them."
                </span>
            </p>
        </div>
    }
}

fn footer(contact_email: &str) -> impl IntoView + use<> {
    let contact = format!("mailto:{contact_email}");
    view! {
        <footer class="fm-footer">
            <div class="govuk-width-container">
                <h2 class="govuk-visually-hidden">"About this site"</h2>
                <ul class="fm-footer__list">
                    <li><a class="fm-footer__link" href="/privacy">"Privacy"</a></li>
                    <li><a class="fm-footer__link" href="/cookies">"Cookies"</a></li>
                    <li><a class="fm-footer__link" href="/accessibility">"Accessibility"</a></li>
                    <li><a class="fm-footer__link" href=contact>"Contact"</a></li>
                    <li><a class="fm-footer__link" href="/staff">"Staff sign in"</a></li>
                </ul>
            </div>
        </footer>
    }
}
