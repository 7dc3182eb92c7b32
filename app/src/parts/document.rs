//! The document around every page: head, header, navigation and footer.

use axum::http::StatusCode;
use domain::front::Way;
use leptos::{config::LeptosOptions, hydration::HydrationScripts, nonce::use_nonce, prelude::*};

use super::{
    frame::{Scripts, Ways},
    metadata::{Metadata, described},
    staff_bar::staff_bar,
};
use crate::{state::AppState, visitor::Visitor};

/// The search, which the band above the navigation leads to: the row of the navigation is full on a phone.
const SEARCH: &str = "/search";

/// The beginning of the addresses at which questionnaires are tried out.
const TESTS: &str = "/test/";

/// What differs between pages besides their content.
pub(super) struct Head<'a> {
    /// The title without the name of the site.
    pub(super) title: &'a str,
    /// The status.
    pub(super) status: StatusCode,
    /// Whether the page needs the script.
    pub(super) scripts: Scripts,
    /// Whether the page has boxes in which staff write.
    pub(super) writes: bool,
    /// What stands above the content.
    pub(super) ways: Ways,
    /// What others are told of the page, if they may find it.
    pub(super) metadata: Option<&'a Metadata>,
}

/// Draws the document around the content of a page.
pub(super) fn document(state: &AppState, visitor: &Visitor, head: &Head<'_>, main: AnyView) -> impl IntoView + use<> {
    let Head { title, status, scripts, writes, ways, metadata } = *head;
    let (site, assets) = (&state.site, &state.assets);
    let error = if status == StatusCode::UNPROCESSABLE_ENTITY { "Error: " } else { "" };
    let described = described(site, title, metadata);
    let title = format!("{error}{title} – {}", site.name);
    let stylesheet = assets.stylesheet.clone().map(|href| view! { <link rel="stylesheet" href=href/> });
    let is_staff = visitor.staff.is_some();
    let staff_style = assets.staff_style.clone().filter(|_| is_staff);
    let staff_style = staff_style.map(|href| view! { <link rel="stylesheet" href=href/> });
    let icon = assets.icon.clone().map(|href| view! { <link rel="icon" href=href type="image/svg+xml"/> });
    let script = (scripts == Scripts::Islands).then(|| assets.script_stem.clone()).flatten().map(hydration);
    let writing = assets.writing_script.clone().filter(|_| writes);
    let writing = writing.map(|src| view! { <script type="module" nonce=use_nonce() src=src></script> });
    view! {
        <html lang="en-GB" class="govuk-template">
            <head>
                <meta charset="utf-8"/>
                <title>{title}</title>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="theme-color" content="#12372a"/>
                {described}
                {stylesheet}
                {staff_style}
                {icon}
                {script}
                {writing}
            </head>
            <body class="govuk-template__body fm-page">
                <a class="govuk-skip-link" href="#main">"Skip to main content"</a>
                <header>
                    {visitor.staff.as_ref().map(staff_bar)}
                    {name_band(&site.name, &visitor.path, ways)}
                    {site.is_synthetic().then(demonstration)}
                    {visitor.path.starts_with(TESTS).then(test)}
                    {(ways == Ways::All).then(|| navigation(&state.navigation.ways(), &visitor.path))}
                </header>
                <div class="fm-page__main">
                    <div class="govuk-width-container">
                        <main class="govuk-main-wrapper" id="main">{main}</main>
                    </div>
                </div>
                {footer(&site.contact_email, is_staff)}
            </body>
        </html>
    }
}

fn hydration(stem: String) -> impl IntoView {
    let options = LeptosOptions::builder().output_name(stem).site_pkg_dir("assets").build();
    view! { <HydrationScripts options=options islands=true/> }
}

fn name_band(name: &str, path: &str, ways: Ways) -> impl IntoView + use<> {
    let current = (path == "/").then_some("page");
    let searching = (path == SEARCH).then_some("page");
    let search = (ways == Ways::All).then(|| {
        view! {
            <a class="fm-header__search" href=SEARCH aria-current=searching>
                <svg class="fm-header__glass" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                    <circle cx="8" cy="8" r="6"/>
                    <path d="M12.5 12.5 18 18"/>
                </svg>
                "Search"
            </a>
        }
    });
    view! {
        <div class="fm-header">
            <div class="govuk-width-container fm-header__inner">
                <a class="fm-header__name" href="/" aria-current=current>
                    <svg class="fm-header__mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                        <path d="M3 24C3 11 12 3 29 3c0 17-9 26-22 26-1 0-3-2-4-5z"/>
                    </svg>
                    {name.to_owned()}
                </a>
                {search}
            </div>
        </div>
    }
}

fn demonstration() -> impl IntoView {
    strip(
        "Demonstration. ",
        "The responses and expressions of interest that came with this site are synthetic. Do not send real ones.",
    )
}

fn test() -> impl IntoView {
    strip("This is a test. ", "Nothing you answer here counts, and it is deleted when the questionnaire is published.")
}

fn strip(what: &'static str, words: &'static str) -> impl IntoView {
    view! {
        <div class="fm-demonstration">
            <div class="govuk-width-container"><strong>{what}</strong> {words}</div>
        </div>
    }
}

fn navigation(ways: &[Way], path: &str) -> impl IntoView + use<> {
    let items = ways.iter().map(|way| entry(way, path)).collect_view();
    view! {
        <div class="govuk-service-navigation fm-navigation">
            <div class="govuk-width-container">
                <div class="govuk-service-navigation__container">
                    <nav class="govuk-service-navigation__wrapper" aria-label="Main">
                        <ul class="govuk-service-navigation__list">{items}</ul>
                    </nav>
                </div>
            </div>
        </div>
    }
}

fn entry(way: &Way, path: &str) -> impl IntoView + use<> {
    let Way { words, address: href } = way.clone();
    let is_here = path == href || path.starts_with(&format!("{href}/"));
    let active = if is_here { " govuk-service-navigation__item--active" } else { "" };
    let current = is_here.then_some(if path == href { "page" } else { "true" });
    view! {
        <li class=format!("govuk-service-navigation__item{active}")>
            <a class="govuk-service-navigation__link" href=href aria-current=current>{words}</a>
        </li>
    }
}

fn footer(contact_email: &str, is_staff: bool) -> impl IntoView + use<> {
    let contact = format!("mailto:{contact_email}");
    let link = |href: String, words: &'static str| {
        view! { <li class="fm-footer__item"><a class="govuk-link govuk-link--text-colour" href=href>{words}</a></li> }
    };
    view! {
        <footer class="fm-footer">
            <div class="govuk-width-container">
                <h2 class="govuk-visually-hidden">"About this site"</h2>
                <ul class="fm-footer__list">
                    {link("/documents".into(), "Documents")}
                    {link("/feeds".into(), "Feeds and data")}
                    {link("/privacy".into(), "Privacy")}
                    {link("/cookies".into(), "Cookies")}
                    {link("/accessibility".into(), "Accessibility")}
                    {link(contact, "Contact")}
                    {(!is_staff).then(|| link("/staff/sign-in".into(), "Staff sign in"))}
                </ul>
            </div>
        </footer>
    }
}
