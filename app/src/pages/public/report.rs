//! The consultation reports that were released: each at an address of its own, as a page, as a file and as data.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{consultation::Consultation, time::Moment};
use leptos::prelude::*;
use store::StoredReport;

use super::{breadcrumbs, contact, moment, results, results_notice};
use crate::{
    blocks::docx,
    consultation_report::{ConsultationReport, address},
    error::PageError,
    parts::{Frame, Metadata, consultation_report},
    state::AppState,
    visitor::Visitor,
    words::{feeds, hex},
};

/// A report of an address, among all on its consultation.
struct Found {
    consultation: Consultation,
    /// The newest first.
    reports: Vec<StoredReport>,
    number: i64,
}

impl Found {
    /// Finds the report of a number, or the newest that is public; where none is, the newest that was.
    async fn find(state: &AppState, slug: &str, number: Option<&str>) -> Result<Self, PageError> {
        let consultation = state.store.find_consultation(slug).await?.ok_or(PageError::NotFound)?;
        let reports = state.store.list_reports(consultation.id).await?;
        let newest = newest_public(&reports).or_else(|| reports.first().map(|report| report.number));
        let number = match number {
            Some(number) => number.parse().ok(),
            None => newest,
        };
        Ok(Self { consultation, reports, number: number.ok_or(PageError::NotFound)? })
    }

    fn stored(&self) -> Result<&StoredReport, PageError> {
        self.reports.iter().find(|report| report.number == self.number).ok_or(PageError::NotFound)
    }

    /// Gives what everybody reads, byte for byte, or the page that stands in its place.
    async fn document(&self, state: &AppState, visitor: &Visitor) -> Result<Result<String, Response>, PageError> {
        if let Some((at, reason)) = &self.stored()?.taken_back {
            return Ok(Err(gone(state, visitor, self, (*at, reason))));
        }
        let document = state.store.find_report(self.consultation.id, self.number).await?;
        document.map(Ok).ok_or(PageError::NotFound)
    }

    fn address(&self, number: i64) -> String {
        format!("{}/{number}", address(&self.consultation.slug))
    }
}

/// Gives the number of the newest report that is public.
pub(super) fn newest_public(reports: &[StoredReport]) -> Option<i64> {
    reports.iter().find(|report| report.taken_back.is_none()).map(|report| report.number)
}

pub(super) async fn newest(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    page(&state, &visitor, Found::find(&state, &slug, None).await?).await
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    page(&state, &visitor, Found::find(&state, &slug, Some(&number)).await?).await
}

async fn page(state: &AppState, visitor: &Visitor, found: Found) -> Result<Response, PageError> {
    let document = match found.document(state, visitor).await? {
        Ok(document) => document,
        Err(gone) => return Ok(gone),
    };
    let report = ConsultationReport::read(&document)?;
    let hash = hex(&found.stored()?.hash);
    let notice = results_notice(state, found.consultation.id, report.edition, "this report rests").await?;
    let newer = newest_public(&found.reports).filter(|newest| *newest > found.number).map(|newest| {
        let href = found.address(newest);
        view! { <p class="govuk-inset-text">"There is a " <a class="govuk-link" href=href>"newer report"</a> "."</p> }
    });
    let files = found.address(found.number);
    let title = format!("Consultation report: {}", report.title);
    let metadata = Metadata::article(files.clone(), feeds::REPORT);
    Ok(Frame::new(state, visitor, title).listed(metadata).show(|| {
        view! {
            {breadcrumbs("/consultations", "Consultations")}
            <span class="govuk-caption-xl">"Consultation report"</span>
            <h1 class="govuk-heading-xl">{report.title.clone()}</h1>
            {newer}
            {notice}
            <p class="govuk-body">{report.said.clone()} "."</p>
            <ul class="govuk-list fm-screen-only">
                <li><a class="govuk-link" href=format!("{files}/report.docx") download="">"Download the report (Word document)"</a></li>
                <li><a class="govuk-link" href=format!("/consultations/{}", found.consultation.slug)>"About the consultation"</a></li>
            </ul>
            {consultation_report(&report, &state.site.origin)}
            <p class="govuk-body fm-screen-only">
                <a class="govuk-link" href=format!("{files}/report.json") download="">"The report as data (JSON)"</a>
            </p>
            <p class="govuk-body">
                "Fingerprint of the report as data (SHA-256): " <span class="fm-long-link">{hash}</span>
            </p>
        }
    }))
}

fn gone(state: &AppState, visitor: &Visitor, found: &Found, (at, reason): (Moment, &str)) -> Response {
    let title = "This consultation report was taken back";
    let newest = newest_public(&found.reports).map(|number| found.address(number));
    let newest = newest
        .map(|href| view! { <p class="govuk-body"><a class="govuk-link" href=href>"See the newest report"</a></p> });
    let reason = reason.to_owned();
    Frame::new(state, visitor, title).status(StatusCode::GONE).show(|| {
        view! {
            {breadcrumbs("/consultations", "Consultations")}
            <span class="govuk-caption-l">{found.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">"It was taken back on " {moment(at)} ", for this reason:"</p>
            <blockquote class="govuk-inset-text fm-words">{reason}</blockquote>
            {newest}
            <p class="govuk-body">"If you want to ask about it, write to " {contact(state)} "."</p>
        }
    })
}

/// Gives a report as a file for word processors.
pub(super) async fn file(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let found = Found::find(&state, &slug, Some(&number)).await?;
    match found.document(&state, &visitor).await? {
        Ok(document) => written(&state, &ConsultationReport::read(&document)?),
        Err(gone) => Ok(gone),
    }
}

/// Writes a report as a file for word processors.
pub(in crate::pages) fn written(state: &AppState, report: &ConsultationReport) -> Result<Response, PageError> {
    let text = docx::Text { title: &report.title, said: &report.said, sections: &report.sections };
    let bytes = docx::write(text, &state.site.origin);
    let bytes = bytes.map_err(|error| PageError::Broken(format!("a report cannot be written: {error}")))?;
    let name = format!("{}-report-{}.docx", report.consultation, report.number);
    Ok(results::public_file(docx::MEDIA_TYPE, &name, bytes))
}

/// Gives a report as data, byte for byte as it was released.
pub(super) async fn document(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let found = Found::find(&state, &slug, Some(&number)).await?;
    let document = match found.document(&state, &visitor).await? {
        Ok(document) => document,
        Err(gone) => return Ok(gone),
    };
    let name = format!("{slug}-report-{number}.json");
    Ok(results::public_file("application/json", &name, document))
}
