//! Open data of a consultation: each issue at an address of its own, with its files as they were released.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{consultation::Consultation, publication::Standing, time::Moment};
use leptos::prelude::*;
use store::{OpenData, OpenFile};

use super::{Gone, breadcrumbs, moment, results::public_file, results_notice, taken_back};
use crate::{
    error::PageError,
    open_data::{OpenDocument, TABLES},
    pages::open_file_kind,
    parts::{Frame, Metadata, open_tables},
    state::AppState,
    visitor::Visitor,
    words::{feeds, hex},
};

/// The issues of a consultation that are or were public, the newest first.
struct Issues {
    consultation: Consultation,
    issues: Vec<OpenData>,
}

impl Issues {
    async fn find(state: &AppState, slug: &str) -> Result<Self, PageError> {
        let consultation = state.store.find_consultation(slug).await?.ok_or(PageError::NotFound)?;
        let mut issues = state.store.list_open_data(consultation.id).await?;
        issues.retain(|issue| issue.standing != Standing::Written);
        Ok(Self { consultation, issues })
    }

    /// Gives the newest issue that is public; where none is, the newest that was.
    fn newest(&self) -> Result<&OpenData, PageError> {
        let public = self.issues.iter().find(|issue| issue.standing.is_public());
        public.or_else(|| self.issues.first()).ok_or(PageError::NotFound)
    }

    fn issue(&self, issue: &str) -> Result<&OpenData, PageError> {
        let issue: i64 = issue.parse().map_err(|_| PageError::NotFound)?;
        self.issues.iter().find(|each| each.issue == issue).ok_or(PageError::NotFound)
    }

    fn address(&self, issue: &OpenData) -> String {
        format!("/consultations/{}/data/{}", self.consultation.slug, issue.issue)
    }

    /// Gives the page that stands in the place of an issue that was taken back.
    fn in_place(&self, state: &AppState, visitor: &Visitor, issue: &OpenData) -> Option<Response> {
        let Standing::TakenBack { at, reason, .. } = &issue.standing else { return None };
        Some(taken_back(state, visitor, &self.consultation, self.gone(*at, reason)))
    }

    fn gone<'a>(&self, at: Moment, reason: &'a str) -> Gone<'a> {
        let newest = self.issues.iter().find(|issue| issue.standing.is_public());
        let newest = newest.map(|newest| (self.address(newest), "See the newest open data"));
        Gone { what: "open data", at, reason, newest }
    }
}

pub(super) async fn newest(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let issues = Issues::find(&state, &slug).await?;
    page(&state, &visitor, &issues, issues.newest()?).await
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, issue)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let issues = Issues::find(&state, &slug).await?;
    page(&state, &visitor, &issues, issues.issue(&issue)?).await
}

/// Gives a file, byte for byte.
pub(super) async fn file(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, issue, name)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let issues = Issues::find(&state, &slug).await?;
    let issue = issues.issue(&issue)?;
    if let Some(gone) = issues.in_place(&state, &visitor, issue) {
        return Ok(gone);
    }
    let bytes = state.store.find_open_file(issue.id, &name).await?.ok_or(PageError::NotFound)?;
    Ok(public_file(open_file_kind(&name), &format!("{slug}-data-{}-{name}", issue.issue), bytes))
}

async fn page(state: &AppState, visitor: &Visitor, issues: &Issues, issue: &OpenData) -> Result<Response, PageError> {
    if let Some(gone) = issues.in_place(state, visitor, issue) {
        return Ok(gone);
    }
    let Standing::Released(released_at) = issue.standing else { return Err(PageError::NotFound) };
    let files: Vec<OpenFile> = state.store.list_open_files(issue.id).await?;
    let tables = state.store.find_open_file(issue.id, TABLES).await?.ok_or(PageError::NotFound)?;
    let document = OpenDocument::read(&tables)?;
    let notice =
        results_notice(state, issues.consultation.id, Some(document.edition), "the weighting in these data rests")
            .await?;
    let newer = issues.newest().ok().filter(|newest| newest.issue > issue.issue).map(|newest| {
        let address = issues.address(newest);
        view! {
            <p class="govuk-inset-text">"There is a " <a class="govuk-link" href=address>"newer issue"</a> " of these data."</p>
        }
    });
    let slug = &issues.consultation.slug;
    let results = format!("/consultations/{slug}/results/{}", document.edition);
    let about = format!("/consultations/{slug}");
    let fingerprint = issue.hash.as_deref().map(hex);
    let title = format!("Open data of {}", document.title);
    let metadata = Metadata::article(issues.address(issue), feeds::OPEN_DATA);
    Ok(Frame::new(state, visitor, title).listed(metadata).show(|| {
        view! {
            {breadcrumbs("/consultations", "Consultations")}
            <span class="govuk-caption-xl">{document.title.clone()}</span>
            <h1 class="govuk-heading-xl">"Open data"</h1>
            {newer}
            {notice}
            <p class="govuk-body">
                {format!("Issue {}, published on ", issue.issue)} {moment(released_at)} ". It goes with "
                <a class="govuk-link" href=results>{format!("edition {} of the results", document.edition)}</a> ". "
                <a class="govuk-link" href=about>"About the consultation"</a>
            </p>
            {open_tables(&document, &files, &issues.address(issue))}
            <p class="govuk-body">
                "Fingerprint of all files (SHA-256 of manifest.json): " <span class="fm-long-link">{fingerprint}</span>
            </p>
        }
    }))
}
