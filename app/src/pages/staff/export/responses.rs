//! The responses of a consultation as a file: all of them as CSV under an address of its own, and what somebody chose.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{consultation::Consultation, export::ExportFormat, fields::Fields, permission::Action, vocabulary::Word};
use export::{MOST_EXCEL_ROWS, has_statements};

use super::{
    log::Log,
    note,
    order::{Prepared, Wanted, packing_for_people},
    page::{FORMAT, LOG, OWN_WORDS, Page, WHAT, WITH},
    sheet::{Layout, OwnWords},
    stream,
};
use crate::{
    error::PageError,
    pages::staff::{comments, filter, find_consultation, submitted::Submitted},
    posted::InAddress,
    state::AppState,
    visitor::Staff,
};

const OF_ANSWERS_ALONE: &str =
    "The response log cannot be had in this format. Choose another format, or responses with their answers";
const WITHOUT_STATEMENTS: &str = "No question here has answers that say ‘agree’ and ‘disagree’, or ‘support’ and ‘oppose’, and Polis knows \
     no others. Choose another format";

/// Sends all responses as CSV.
pub(in crate::pages::staff) async fn responses(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::ExportResponses)?;
    let consultation = find_consultation(&state, &slug).await?;
    note(&staff, &consultation, "responses");
    take(&state, &consultation, &Wanted::all_as_csv()).await
}

/// Sends what was chosen on the page of exports, which is shown again where nothing can be sent.
pub(in crate::pages::staff) async fn file(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ExportResponses)?;
    let consultation = find_consultation(&state, &slug).await?;
    let page = Page { state: &state, staff: &staff, consultation: &consultation, fields: &fields };
    let Some(format) = ExportFormat::from_word(fields.text(FORMAT)) else {
        return page.show(StatusCode::UNPROCESSABLE_ENTITY, Some("Choose a format".to_owned())).await;
    };
    let wanted = wanted(format, &fields);
    let is_log = fields.has(WHAT, LOG);
    let refusal = match find_refusal(&state, &consultation, &wanted).await? {
        None if is_log && format.is_of_answers_alone() => Some(OF_ANSWERS_ALONE.to_owned()),
        refusal => refusal,
    };
    if let Some(refusal) = refusal {
        return page.show(StatusCode::UNPROCESSABLE_ENTITY, Some(refusal)).await;
    }
    if is_log {
        note(&staff, &consultation, "response-log");
        return take_log(&state, &staff, &consultation, &wanted).await;
    }
    note(&staff, &consultation, "responses");
    take(&state, &consultation, &wanted).await
}

/// Sends the response log.
async fn take_log(
    state: &AppState,
    staff: &Staff,
    consultation: &Consultation,
    wanted: &Wanted,
) -> Result<Response, PageError> {
    let room = comments::Room::enter(state, staff, &consultation.slug, Action::ExportResponses).await?;
    let versions = state.store.list_answered_versions(consultation.id).await?;
    let log = Log::find(state, staff, room, &versions, wanted.own_words).await?;
    let prepared = wanted.prepare(state, consultation).await?.with_log(log);
    Ok(send(state, consultation, wanted, ("response-log", prepared)))
}

fn wanted(format: ExportFormat, fields: &Fields) -> Wanted {
    let own_words = if fields.has(OWN_WORDS, WITH) { OwnWords::Included } else { OwnWords::LeftOut };
    Wanted { format, packing: packing_for_people(format), filter: filter::read(fields), own_words }
}

/// Says why a format cannot tell what is wanted: it takes fewer responses, or no question is one that it knows.
pub(super) async fn find_refusal(
    state: &AppState,
    consultation: &Consultation,
    wanted: &Wanted,
) -> Result<Option<String>, PageError> {
    match wanted.format {
        ExportFormat::Excel => {
            let count = state.store.count_matches(consultation.id, &wanted.filter).await?;
            let most = u64::from(MOST_EXCEL_ROWS);
            Ok((count > most).then(|| {
                format!(
                    "A sheet of Excel takes {most} responses and these are {count}. Choose fewer responses or another format"
                )
            }))
        }
        ExportFormat::Polis => {
            let versions = state.store.list_answered_versions(consultation.id).await?;
            let layout = Layout::new(&versions, wanted.own_words);
            Ok((!has_statements(layout.sheet())).then(|| WITHOUT_STATEMENTS.to_owned()))
        }
        _ => Ok(None),
    }
}

/// Sends an export.
pub(super) async fn take(
    state: &AppState,
    consultation: &Consultation,
    wanted: &Wanted,
) -> Result<Response, PageError> {
    let prepared = wanted.prepare(state, consultation).await?;
    Ok(send(state, consultation, wanted, ("responses", prepared)))
}

/// Sends what is prepared under a name.
fn send(
    state: &AppState,
    consultation: &Consultation,
    wanted: &Wanted,
    (name, prepared): (&str, Prepared),
) -> Response {
    let (kind, end) = wanted.kind();
    let headers = super::headers(&state.site, consultation, (kind, &format!("{name}.{end}")));
    let submitted = Submitted::narrowed(consultation.id, wanted.filter.clone());
    (headers, stream::send(state.clone(), prepared, submitted)).into_response()
}
