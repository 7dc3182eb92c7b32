//! The lists: narrowed as they are asked for, and given page by page.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::{consultation::Consultation, fields::Fields, group::Group, priority::PriorityKind, vocabulary::Word};
use serde::Serialize;
use store::{DocumentFilter, ListedDocument, Page, PageRequest, Readers, When};
use url::form_urlencoded::Serializer;

use super::{Refused, answer, misasked};
use crate::{
    api::{
        ConsultationSummary, DocumentFile, DocumentSummary, Edition, GroupSummary, ListOf, MeetingSummary, PhaseName,
        PrioritySummary, ROOT,
    },
    error::PageError,
    pages::{
        listing::{self, part},
        public::document_file,
    },
    posted::InAddress,
    state::AppState,
};

/// How many rows a page has.
const SIZE: u32 = 50;

pub(super) async fn consultations(
    State(state): State<AppState>,
    InAddress(fields): InAddress,
    asked: HeaderMap,
) -> Result<Response, Refused> {
    let phase = match fields.text("phase") {
        "" => None,
        "upcoming" => Some(PhaseName::Upcoming),
        "open" => Some(PhaseName::Open),
        "closed" => Some(PhaseName::Closed),
        _ => return Err(misasked("The phase is upcoming, open or closed.")),
    };
    let (request, now) = (request(&fields)?, state.clock.now());
    let all = state.store.list_published_consultations().await?;
    let all = all.into_iter().map(|consultation| ConsultationSummary::new(&state.site, consultation, now));
    let all: Vec<_> = all.filter(|one| phase.is_none_or(|phase| phase == one.phase)).collect();
    list(&state, &asked, ("/consultations", &fields), part(&all, request))
}

pub(super) async fn results(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    InAddress(fields): InAddress,
    asked: HeaderMap,
) -> Result<Response, Refused> {
    let consultation = published(&state, &slug).await?;
    let editions = editions(&state, &consultation).await?;
    let path = format!("/consultations/{slug}/results");
    list(&state, &asked, (&path, &fields), part(&editions, request(&fields)?))
}

/// Finds a consultation that everybody knows of.
pub(super) async fn published(state: &AppState, slug: &str) -> Result<Consultation, Refused> {
    let consultation = state.store.find_consultation(slug).await?.ok_or(PageError::NotFound)?;
    state.store.find_current_version(consultation.id).await?.ok_or(PageError::NotFound)?;
    Ok(consultation)
}

/// Lists the results of a consultation that everybody reads, the newest first.
pub(super) async fn editions(state: &AppState, consultation: &Consultation) -> Result<Vec<Edition>, Refused> {
    let publications = state.store.list_publications(consultation.id).await?;
    let public = publications.into_iter();
    Ok(public.filter_map(|publication| Edition::new(&state.site, &consultation.slug, publication)).collect())
}

pub(super) async fn documents(
    State(state): State<AppState>,
    InAddress(fields): InAddress,
    asked: HeaderMap,
) -> Result<Response, Refused> {
    let group = group(&state, &fields).await?;
    let filter = DocumentFilter {
        group: group.map(|group| group.slug),
        year: year(&fields)?,
        words: Some(fields.text("words").trim().to_owned()).filter(|words| !words.is_empty()),
        status: None,
        readers: Readers::Everyone,
    };
    let row = |ListedDocument { stored, group, current }: ListedDocument| {
        let document = stored.document;
        let file = current
            .and_then(|version| DocumentFile::new(&version, state.site.address(&document_file(&document, &version))));
        DocumentSummary::new(&state.site, document, group.as_ref(), file)
    };
    let Page { rows, total, request } = state.store.list_documents(&filter, request(&fields)?).await?;
    let rows = rows.into_iter().map(row).collect();
    list(&state, &asked, ("/documents", &fields), Page { rows, total, request })
}

pub(super) async fn groups(
    State(state): State<AppState>,
    InAddress(fields): InAddress,
    asked: HeaderMap,
) -> Result<Response, Refused> {
    let all = state.store.list_stored_groups().await?;
    let all: Vec<_> = all.into_iter().map(|stored| GroupSummary::new(&state.site, stored)).collect();
    list(&state, &asked, ("/groups", &fields), part(&all, request(&fields)?))
}

pub(super) async fn meetings(
    State(state): State<AppState>,
    InAddress(fields): InAddress,
    asked: HeaderMap,
) -> Result<Response, Refused> {
    let group = group(&state, &fields).await?.map(|group| group.id);
    let when = year(&fields)?.map_or(When::Always, When::In);
    let found = state.store.list_stored_meetings((group, when), Readers::Everyone, request(&fields)?).await?;
    let Page { rows, total, request } = found;
    let rows = rows.iter().map(|stored| MeetingSummary::new(&state.site, stored)).collect();
    list(&state, &asked, ("/meetings", &fields), Page { rows, total, request })
}

pub(super) async fn priorities(
    State(state): State<AppState>,
    InAddress(fields): InAddress,
    asked: HeaderMap,
) -> Result<Response, Refused> {
    let kind = match fields.text("kind") {
        "" => None,
        word => {
            let kind = PriorityKind::from_word(word);
            Some(kind.ok_or_else(|| misasked("The kind is habitat, species, benefit or action."))?)
        }
    };
    let (request, today) = (request(&fields)?, state.today());
    let mut all = state.store.list_public_priorities().await?;
    all.retain(|stored| kind.is_none_or(|kind| kind == stored.priority.kind));
    let all: Vec<_> = all.iter().map(|stored| PrioritySummary::new(&state.site, stored, today)).collect();
    list(&state, &asked, ("/priorities", &fields), part(&all, request))
}

/// Reads which page is asked for.
fn request(fields: &Fields) -> Result<PageRequest, Refused> {
    let number = match fields.text("page") {
        "" => Some(1),
        typed => typed.parse().ok().filter(|number| *number > 0),
    };
    let number = number.ok_or_else(|| misasked("The page is a number from 1."))?;
    Ok(PageRequest { number, size: SIZE })
}

fn year(fields: &Fields) -> Result<Option<i32>, Refused> {
    let year = match fields.text("year") {
        "" => return Ok(None),
        typed => listing::year(typed),
    };
    year.map(Some).ok_or_else(|| misasked("The year has four digits, such as 2026."))
}

async fn group(state: &AppState, fields: &Fields) -> Result<Option<Group>, Refused> {
    let slug = fields.text("group");
    if slug.is_empty() {
        return Ok(None);
    }
    let found = state.store.find_group(slug).await?;
    let found = found.ok_or_else(|| Refused::Problem(StatusCode::NOT_FOUND, "There is no such group.".to_owned()))?;
    Ok(Some(found.group))
}

/// Answers with a page of a list; a page beyond the last is not found.
fn list<T: Serialize>(
    state: &AppState,
    asked: &HeaderMap,
    (path, fields): (&str, &Fields),
    found: Page<T>,
) -> Result<Response, Refused> {
    let (page, pages) = (found.request.number, found.count());
    if page > pages {
        return Err(Refused::Problem(StatusCode::NOT_FOUND, format!("The last page is {pages}.")));
    }
    let next = (page < pages).then(|| {
        let kept = fields.pairs().filter(|(name, value)| *name != "page" && !value.is_empty());
        let mut query = Serializer::new(String::new());
        query.extend_pairs(kept).append_pair("page", &(page + 1).to_string());
        state.site.address(&format!("{ROOT}{path}?{}", query.finish()))
    });
    answer(asked, &ListOf { items: found.rows, total: found.total, page, pages, next })
}
