//! The bundles of a run: as everybody may have it, and whole for those who read weightings.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{bundle::Grain, permission::Action};
use leptos::prelude::*;
use store::{Run, StoredBundle};

use super::{Weighing, find_seen};
use crate::{
    bundle::write,
    error::PageError,
    pages::saved_file,
    runs::{Basis, NotRead},
    state::AppState,
    visitor::Staff,
    words::numbers,
};

/// What a bundle is sent as.
const ZIP: &str = "application/zip";

/// Shows where the bundles of a run are; nothing of one that was done before there were any.
pub(super) fn links(weighing: &Weighing, run: &Run, bundle: Option<StoredBundle>) -> impl IntoView + use<> {
    let whole = weighing.address(&format!("runs/{}/bundle", run.number));
    let public = weighing.address(&format!("runs/{}/bundle/public", run.number));
    bundle.map(|bundle| {
        let size = format!(" (ZIP, {})", numbers::count(bundle.size, "byte", "bytes"));
        view! {
            <h2 class="govuk-heading-m">"The evidence"</h2>
            <p class="govuk-body">
                "A bundle has all that somebody needs to work the figures out again, and says how. "
                {say_grain(bundle.grain)}
            </p>
            <p class="govuk-body"><a class="govuk-link" href=public>"Download the bundle for everybody"</a>{size}</p>
            <p class="govuk-body">"Its fingerprint is " <span class="fm-long-link">{bundle.fingerprint}</span> "."</p>
            <p class="govuk-body">
                <a class="govuk-link" href=whole>"Download the whole bundle"</a>
                " (ZIP). It is for staff and auditors alone: it has a row for each response that is still there, with all results."
            </p>
        }
    })
}

/// Says how much of the answers a bundle for everybody has.
fn say_grain(grain: Grain) -> &'static str {
    match grain {
        Grain::Whole | Grain::Rows => {
            "The one for everybody has the answers, a row for each response without anything that tells whose it is: enough people are alike in it."
        }
        Grain::Hashes => {
            "The one for everybody leaves the answers out, because somebody could be told by them. It has their fingerprints."
        }
    }
}

/// Gives the bundle that was written when the run was done.
pub(super) async fn public(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let run = match find_seen(&state, &staff, &slug, &number).await? {
        Ok((_, run)) => run,
        Err(first) => return Ok(first),
    };
    let (_, bytes) = state.store.find_bundle(run.id).await?.ok_or(PageError::NotFound)?;
    Ok((saved_file(ZIP, &format!("{slug}-bundle-{}.zip", run.number)), bytes).into_response())
}

/// Writes the whole bundle from the frozen responses that are still there.
pub(super) async fn whole(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let run = match find_seen(&state, &staff, &slug, &number).await? {
        Ok((_, run)) => run,
        Err(first) => return Ok(first),
    };
    let results = state.store.find_results(run.id).await?.ok_or(PageError::NotFound)?;
    let code_version = run.code_version.clone().unwrap_or_default();
    let basis = Basis::read(&state.store, &run).await?;
    let evidence = basis.evidence(&state, &run, results, &code_version).await?;
    let written = tokio::task::spawn_blocking(move || write(&evidence, true)).await;
    let broken = |error: &dyn std::fmt::Display| PageError::Broken(format!("a bundle cannot be written: {error}"));
    let written = written.map_err(|error| broken(&error))?.map_err(|error| broken(&error))?;
    let account = staff.account.id;
    tracing::info!(%account, consultation = slug, run = number, "somebody took the whole bundle of a run");
    Ok((saved_file(ZIP, &format!("{slug}-whole-bundle-{}.zip", run.number)), written.bytes).into_response())
}

impl From<NotRead> for PageError {
    fn from(error: NotRead) -> Self {
        match error {
            NotRead::Impossible(reason) => Self::Broken(format!("what a run rests on cannot be read: {reason}")),
            NotRead::Store(error) => error.into(),
        }
    }
}
