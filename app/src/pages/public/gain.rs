//! Biodiversity net gain for those who mean to build: the guided check, and the gain-site log.
//!
//! Neither stores anything. The answers of the check stand in its address, and a log goes back to whoever typed it.

mod check;
mod file;
mod log;
mod questions;
mod result;
mod rows;

use axum::{Router, routing::get};
use chrono::NaiveDate;
use domain::gain::RuleSet;
use leptos::prelude::*;
use store::StoredRules;

pub(in crate::pages) use self::check::Desk;
use crate::{
    parts::{DataLink, DataLinkProps, SummaryRow, summary_list},
    state::AppState,
    words::gain::{period, reviewed, verified},
};

/// Where the check is.
pub(in crate::pages) const ADDRESS: &str = "/biodiversity-net-gain";
/// Where the log is.
const LOG_ADDRESS: &str = "/biodiversity-net-gain/providers";

/// Makes the addresses of the check and of the log.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/biodiversity-net-gain", get(check::show))
        .route("/biodiversity-net-gain/providers", get(log::show).post(log::answer))
}

/// Finds the rules of which everybody is told that hold for an application of some day.
fn in_force(all: &[StoredRules], day: NaiveDate) -> Option<&RuleSet> {
    all.iter().find(|stored| stored.is_shown && stored.rules.holds_on(day)).map(|stored| &stored.rules)
}

/// Draws where rules are written down.
fn sources(rules: &RuleSet) -> AnyView {
    let link = |(title, address): (String, String)| {
        view! { <li>{DataLink(DataLinkProps { address, words: title })}</li> }
    };
    let links = rules.sources.iter().map(|source| link((source.title.clone(), source.address.clone())));
    view! { <ul class="govuk-list fm-linked">{links.collect_view()}</ul> }.into_any()
}

/// Draws what there is to say of rules besides the exemptions.
pub(in crate::pages) fn about(rules: &RuleSet) -> AnyView {
    summary_list([
        SummaryRow::new("Rules", rules.title.clone()),
        SummaryRow::new("For applications", period(rules)),
        SummaryRow::new("Reviewed on", reviewed(rules)),
        SummaryRow::new("Verified", verified(rules)),
        SummaryRow::new("Source", sources(rules)),
    ])
}
