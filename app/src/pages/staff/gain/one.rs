//! One set of rules: what it says, where it stands, what can be done with it, and each revision.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    gain::{ExemptionKind, RuleSet},
    permission::Action,
};
use leptos::prelude::*;
use store::StoredRules;

use super::{ADDRESS, Room, address_of, forms::lines_of_kind};
use crate::{
    error::PageError,
    pages::public::gain::about,
    parts::{Frame, SummaryRow, details, summary_list},
    state::AppState,
    visitor::{Staff, may},
    words::{
        dates,
        gain::{RULES, stands},
    },
};

/// Shows the page.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, Action::ReadMinutes).await?;
    let stored = room.find(&number)?;
    let revisions = state.store.list_gain_rule_revisions(stored.number).await?;
    let title = format!("{}: {}", stored.number, stored.rules.title);
    let is_writer = may(&staff.account, Action::WriteMinutes);
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href=ADDRESS>{RULES}</a>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-inset-text">{stands(&stored.rules, stored.is_shown, state.today())} "."</p>
            {doors(stored, is_writer)}
            {about(&stored.rules)}
            <h2 class="govuk-heading-m">"What they say"</h2>
            {said(&stored.rules)}
            <h2 class="govuk-heading-m">"What was written when"</h2>
            {history(&revisions)}
        }
    }))
}

fn doors(stored: &StoredRules, is_writer: bool) -> AnyView {
    let link = |below: &str, words: &'static str| {
        view! { <li><a class="govuk-link" href=address_of(stored.number, below)>{words}</a></li> }
    };
    let written = is_writer.then(|| {
        view! {
            {link("/review", "Say that they were reviewed")}
            {link("/change", "Change them, or who sees them")}
            {link("/end", "End them")}
        }
    });
    view! { <ul class="govuk-list">{link("/try", "Try the check with them")} {written}</ul> }.into_any()
}

fn said(rules: &RuleSet) -> AnyView {
    let effect = rules.small_effect.as_ref().map(|limits| {
        format!(
            "No priority habitat, less than {} square metres of other habitat, of which each small tree counts as {}, and less than {} metres of hedge, river or stream",
            limits.area.written(),
            limits.tree.written(),
            limits.length.written()
        )
    });
    let site = rules.small_site.as_ref().map(|site| {
        format!("A site of {} hectares or less, unless priority habitat is affected", site.hectares.written())
    });
    summary_list([
        SummaryRow::said("Kinds of application that are exempt", lines_of_kind(rules, ExemptionKind::Application)),
        SummaryRow::said("Other exemptions", lines_of_kind(rules, ExemptionKind::Development)),
        SummaryRow::said("Small effect", effect.into_iter().collect()),
        SummaryRow::said("Small site", site.into_iter().collect()),
        SummaryRow::new("Providers to be asked at least", rules.least_providers.to_string()),
    ])
}

fn history(revisions: &[StoredRules]) -> AnyView {
    let revision = |(place, stored): (usize, &StoredRules)| {
        // What came with the demonstration was written by no account.
        let who = stored.by.as_deref().unwrap_or("nobody who has an account now");
        let seen = if stored.is_shown { "used in the check" } else { "for staff alone" };
        let words =
            format!("Revision {}, by {who}, {}, {seen}", revisions.len() - place, dates::moment(stored.written_at));
        let content = view! { {about(&stored.rules)} {said(&stored.rules)} };
        details(words, content.into_any()).into_any()
    };
    revisions.iter().enumerate().map(revision).collect_view().into_any()
}
