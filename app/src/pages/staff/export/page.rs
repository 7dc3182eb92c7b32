//! The page of exports: for whom each format is, what is in it, and which responses go into it.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    consultation::Consultation, export::ExportFormat, fields::Fields, permission::Action, question::files,
    vocabulary::Word,
};
use leptos::prelude::*;

use super::{columns, order::Wanted, saved};
use crate::{
    error::PageError,
    pages::staff::{filter, find_consultation, labels::Labels},
    parts::{Choice, Choices, ErrorSummary, Frame},
    posted::InAddress,
    state::AppState,
    visitor::Staff,
    words::{
        exports::{COMES_WITH, OWN_WORDS as OWN_WORDS_LABEL, OWN_WORDS_HINT, PERSONAL},
        numbers,
    },
};

/// The field with the format.
pub(super) const FORMAT: &str = "format";
/// The field that asks for own words, and what it says then.
pub(super) const OWN_WORDS: &str = "own-words";
pub(super) const WITH: &str = "yes";
/// The field that says what the rows tell, and what it says for the response log.
pub(super) const WHAT: &str = "what";
pub(super) const LOG: &str = "log";
const ANSWERS: &str = "answers";
/// How many responses tell how large a file is.
const SAMPLE: i64 = 200;

/// The page.
pub(super) struct Page<'a> {
    /// What it is drawn with.
    pub(super) state: &'a AppState,
    /// Who asks for it.
    pub(super) staff: &'a Staff,
    /// Whose responses it is about.
    pub(super) consultation: &'a Consultation,
    /// What was chosen.
    pub(super) fields: &'a Fields,
}

/// How much there is to take out.
struct Size {
    rows: u64,
    columns: usize,
    /// About how many bytes that is as CSV.
    bytes: u64,
}

/// Shows the page.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ExportResponses)?;
    let consultation = find_consultation(&state, &slug).await?;
    Page { state: &state, staff: &staff, consultation: &consultation, fields: &fields }.show(StatusCode::OK, None).await
}

impl Page<'_> {
    /// Draws the page, perhaps with what is wrong with the format.
    pub(super) async fn show(&self, status: StatusCode, refusal: Option<String>) -> Result<Response, PageError> {
        let Self { state, staff, consultation, fields } = *self;
        let filter = filter::read(fields);
        let labels = Labels::current(state, consultation.id).await?;
        let size = self.size().await?;
        let saved = state.store.list_saved_exports(consultation.id).await?;
        let home = address(consultation, "");
        let title = format!("Exports of {}", consultation.title);
        let errors = refusal.iter().map(|message| (FORMAT.to_owned(), message.clone())).collect::<Vec<_>>();
        let frame = Frame::new(state, &staff.visitor, title.clone()).status(status);
        Ok(frame.show(|| {
            view! {
                <a class="govuk-back-link" href=format!("/staff/consultations/{}/responses", consultation.slug)>
                    "Responses"
                </a>
                <ErrorSummary errors=errors/>
                <h1 class="govuk-heading-l">{title}</h1>
                <p class="govuk-inset-text">{PERSONAL}</p>
                <h2 class="govuk-heading-m">"Which responses"</h2>
                <form class="fm-filters" method="get" action=home.clone() role="search" aria-label="Narrow the export">
                    {filter::fields(&filter, &labels)}
                    <button class="govuk-button govuk-button--secondary" type="submit">"Choose these responses"</button>
                </form>
                <p class="govuk-body">{say(&size)}</p>
                <h2 class="govuk-heading-m">"Take a file"</h2>
                <form method="get" action=format!("{home}/file") novalidate>
                    {filter::pairs(&filter).into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
                    {what_field(fields)}
                    {format_field(fields, refusal)}
                    {own_words_field(fields)}
                    <button class="govuk-button" type="submit">"Download"</button>
                </form>
                {columns::responses()}
                {saved::list(consultation, &saved, state.clock.now())}
            }
        }))
    }

    /// Measures how much there is, by the first responses.
    async fn size(&self) -> Result<Size, PageError> {
        let Self { state, consultation, fields, .. } = *self;
        let wanted = Wanted { filter: filter::read(fields), ..Wanted::all_as_csv() };
        let rows = state.store.count_matches(consultation.id, &wanted.filter).await?;
        let prepared = wanted.prepare(state, consultation).await?;
        let sample = state.store.list_matches_after(consultation.id, &wanted.filter, None, SAMPLE).await?;
        let sample: Vec<_> = sample.into_iter().filter_map(|stored| prepared.row(stored)).collect();
        let (sampled, mut written) = (sample.len().max(1) as u64, Vec::new());
        let measured = export::write(&prepared.order, std::iter::once(Ok(sample)), &mut written);
        measured.map_err(|error| PageError::Broken(error.to_string()))?;
        let bytes = (written.len() as u64).saturating_mul(rows.max(1)) / sampled;
        Ok(Size { rows, columns: prepared.order.sheet.columns.len(), bytes })
    }
}

/// Gives an address below that of the exports.
pub(super) fn address(consultation: &Consultation, below: &str) -> String {
    format!("/staff/consultations/{}/exports{below}", consultation.slug)
}

fn say(size: &Size) -> String {
    format!(
        "{} with {}: about {} as CSV with what people wrote, and less as a workbook or in a zip.",
        numbers::count(size.rows, "response", "responses"),
        numbers::count(size.columns as u64, "column", "columns"),
        files::size_words(size.bytes),
    )
}

/// Asks for the format.
fn format_field(fields: &Fields, message: Option<String>) -> AnyView {
    let usual = Fields::new([(FORMAT, ExportFormat::Excel.word())]);
    let is_told = fields.is_filled(FORMAT) || message.is_some();
    Choices {
        name: FORMAT,
        legend: "Format".to_owned(),
        hint: Some(COMES_WITH.to_owned()),
        offered: Choice::all::<ExportFormat>(),
        fields: if is_told { fields } else { &usual },
        message,
        beside: None,
    }
    .radios()
}

/// Asks what the rows tell.
fn what_field(fields: &Fields) -> AnyView {
    let usual = Fields::new([(WHAT, ANSWERS)]);
    let log = "One row for each response too: the tags of its comments, what your public replies say about each tag, and the tags without a reply.";
    Choices {
        name: WHAT,
        legend: "What it tells".to_owned(),
        hint: None,
        offered: vec![
            Choice { word: ANSWERS, label: "Responses with their answers", hint: None },
            Choice { word: LOG, label: "Response log", hint: Some(log) },
        ],
        fields: if fields.is_filled(WHAT) { fields } else { &usual },
        message: None,
        beside: None,
    }
    .radios()
}

/// Asks whether own words are included.
fn own_words_field(fields: &Fields) -> AnyView {
    Choices {
        name: OWN_WORDS,
        legend: "Own words".to_owned(),
        hint: None,
        offered: vec![Choice { word: WITH, label: OWN_WORDS_LABEL, hint: Some(OWN_WORDS_HINT) }],
        fields,
        message: None,
        beside: None,
    }
    .tick_boxes()
}
