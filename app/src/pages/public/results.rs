//! The published results of a consultation: each edition at an address of its own, with its files.
//!
//! Everything is drawn from what was released. An edition that was taken back says so, when and why.

mod files;

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    bundle::Grain, consultation::Consultation, fields::Fields, publication::Standing, question::files::size_words,
    time::Moment,
};
use leptos::prelude::*;
use store::{Publication, StoredBundle};

pub(super) use self::files::{bundle, document, find_bundle, panels, public_file, scorecard, table};
use super::{Gone, breadcrumbs, moment, replies, taken_back};
use crate::{
    erased::Since,
    error::PageError,
    parts::{Frame, Metadata, Tried, published_results},
    posted::InAddress,
    priorities::public_codes,
    publishing::is_public,
    released::Released,
    state::AppState,
    visitor::Visitor,
    words::{erasing, hex, moderation},
};

/// The editions of a consultation's results, the newest first.
pub(super) struct Editions {
    pub(super) consultation: Consultation,
    publications: Vec<Publication>,
}

impl Editions {
    async fn find(state: &AppState, slug: &str) -> Result<Self, PageError> {
        let consultation = state.store.find_consultation(slug).await?.ok_or(PageError::NotFound)?;
        let mut publications = state.store.list_publications(consultation.id).await?;
        publications.retain(|publication| publication.standing != Standing::Written);
        Ok(Self { consultation, publications })
    }

    /// Gives the newest edition that is public; where none is, the newest that was.
    fn newest(&self) -> Option<&Publication> {
        self.publications
            .iter()
            .find(|publication| publication.standing.is_public())
            .or_else(|| self.publications.first())
    }

    fn edition(&self, edition: &str) -> Result<&Publication, PageError> {
        let edition: i64 = edition.parse().map_err(|_| PageError::NotFound)?;
        let found = self.publications.iter().find(|publication| publication.edition == edition);
        found.ok_or(PageError::NotFound)
    }

    pub(super) fn address(&self, publication: &Publication) -> String {
        format!("/consultations/{}/results/{}", self.consultation.slug, publication.edition)
    }
}

pub(super) async fn newest(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    let editions = Editions::find(&state, &slug).await?;
    let publication = editions.newest().ok_or(PageError::NotFound)?.clone();
    page(&state, &visitor, (editions, publication), fields).await
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, edition)): Path<(String, String)>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    let editions = Editions::find(&state, &slug).await?;
    let publication = editions.edition(&edition)?.clone();
    page(&state, &visitor, (editions, publication), fields).await
}

async fn page(
    state: &AppState,
    visitor: &Visitor,
    (editions, publication): (Editions, Publication),
    fields: Fields,
) -> Result<Response, PageError> {
    let Given { editions, publication, released, .. } = match given(state, visitor, editions, publication).await? {
        Ok(given) => given,
        Err(gone) => return Ok(gone),
    };
    let title = format!("Results of {}", released.title);
    let address = editions.address(&publication);
    let edition = format!("Edition {}, published on ", publication.edition);
    let changes = (!released.changes.is_empty()).then(|| {
        let words = released.changes.clone();
        view! { <p class="govuk-body fm-words"><strong>"What changed since the edition before: "</strong> {words}</p> }
    });
    let run = state.store.find_run(publication.run).await?;
    let since = match run {
        Some(run) => Since::of(&state.store, &run).await?,
        None => None,
    };
    let since = since.map(|since| view! { <p class="govuk-inset-text">{erasing::in_public(&since)}</p> });
    let priorities = public_codes(state).await?;
    let done = replies::done(state, &editions.consultation, &released).await?;
    let bundle = find_bundle(state, &editions, &publication, &released).await?;
    let fingerprint = publication.hash.as_deref().map(hex).map(|hash| {
        view! {
            <p class="govuk-body">
                "Fingerprint of the file with every figure (SHA-256): " <span class="fm-long-link">{hash}</span>
            </p>
        }
    });
    let slug = &editions.consultation.slug;
    let words = is_public(state, &editions.consultation).await?.then(|| {
        let href = format!("/consultations/{slug}/responses");
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{moderation::TITLE}</a></p> }
    });
    let tried = Tried::read(released.results.pool.as_ref(), fields);
    let metadata = Metadata::article(address.clone(), &released.summary);
    Ok(Frame::new(state, visitor, title).listed(metadata).status(tried.status()).show(|| {
        view! {
            {breadcrumbs("/consultations", "Consultations")}
            {tried.summary(|code| released.segment(Some(code), code).to_owned())}
            <span class="govuk-caption-xl">{released.title.clone()}</span>
            <h1 class="govuk-heading-xl">"Results"</h1>
            {newer(&editions, &publication)}
            <p class="govuk-body">
                {edition} {moment(released.released_at)} ". "
                <a class="govuk-link" href=format!("/consultations/{slug}")>"About the consultation"</a>
            </p>
            {changes}
            {done}
            {words}
            {published_results(&released, Some(&address), &priorities, &tried)}
            {since}
            {fingerprint}
            {evidence(bundle.as_ref(), &address)}
            <p class="govuk-body">
                "Did you respond? " <a class="govuk-link" href=format!("{address}/included")>"See whether your response is in these results"</a>
            </p>
        }
    }))
}

/// Finds what is known of the bundle of an edition, if everybody may have it.
pub(crate) async fn bundle_of(state: &AppState, released: &Released) -> Result<Option<StoredBundle>, PageError> {
    let editions = Editions::find(state, &released.consultation).await?;
    let publication = editions.edition(&released.edition.to_string())?;
    find_bundle(state, &editions, publication, released).await
}

/// Says where the evidence is, and how to check it.
fn evidence(bundle: Option<&StoredBundle>, address: &str) -> AnyView {
    let Some(bundle) = bundle else {
        let words = "The evidence in one file is not public for these results, because fewer than 10 people could be told by it. Auditors can see it.";
        return view! { <p class="govuk-body">{words}</p> }.into_any();
    };
    let grain = match bundle.grain {
        Grain::Whole | Grain::Rows => {
            "It has the answers without anything that tells whose they are, so that every figure can be worked out again."
        }
        Grain::Hashes => {
            "It has no answers, because somebody could be told by them, but a fingerprint of each, with the plan, the counts of people and the method. \
             Auditors can see the answers."
        }
    };
    let size = format!(" (ZIP, {})", size_words(bundle.size));
    view! {
        <p class="govuk-body">
            <a class="govuk-link" href=format!("{address}/bundle.zip") download="">"The evidence in one file"</a> {size} ". " {grain}
        </p>
        <p class="govuk-body">
            "Fingerprint of the evidence (SHA-256): " <span class="fm-long-link">{bundle.fingerprint.clone()}</span>
        </p>
        <p class="govuk-body">
            "Whoever has Folkmoot can check it with the command " <code>"folkmoot verify"</code> ". The file says how to do it without."
        </p>
    }
    .into_any()
}

/// Says of an edition that there is a newer one, and what changed in that.
fn newer(editions: &Editions, publication: &Publication) -> Option<impl IntoView + use<>> {
    let newest = editions.newest().filter(|newest| newest.edition > publication.edition)?;
    let (address, changes) = (editions.address(newest), newest.changes.clone());
    Some(view! {
        <div class="govuk-inset-text">
            <p class="govuk-body">"There is a " <a class="govuk-link" href=address>"newer edition"</a> " of these results."</p>
            <p class="govuk-body fm-words">{changes}</p>
        </div>
    })
}

/// Says that an edition was taken back.
fn gone(state: &AppState, visitor: &Visitor, editions: &Editions, (at, reason): (Moment, &str)) -> Response {
    let newest = editions.newest().filter(|newest| newest.standing.is_public());
    let newest = newest.map(|newest| (editions.address(newest), "See the newest results"));
    taken_back(state, visitor, &editions.consultation, Gone { what: "results", at, reason, newest })
}

/// An edition that everybody may read.
pub(super) struct Given {
    pub(super) editions: Editions,
    pub(super) publication: Publication,
    /// What was released, byte for byte.
    document: String,
    pub(super) released: Released,
}

/// Finds what was released of an edition, or gives the page that stands in its place where it was taken back.
async fn given(
    state: &AppState,
    visitor: &Visitor,
    editions: Editions,
    publication: Publication,
) -> Result<Result<Given, Response>, PageError> {
    if let Standing::TakenBack { at, reason, .. } = &publication.standing {
        return Ok(Err(gone(state, visitor, &editions, (*at, reason))));
    }
    let document = state.store.find_released(publication.id).await?.ok_or(PageError::NotFound)?;
    let released = Released::read(&document)?;
    Ok(Ok(Given { editions, publication, document, released }))
}

/// Finds the edition of an address, as [`given`] does.
pub(super) async fn find(
    state: &AppState,
    visitor: &Visitor,
    slug: &str,
    edition: &str,
) -> Result<Result<Given, Response>, PageError> {
    let editions = Editions::find(state, slug).await?;
    let publication = editions.edition(edition)?.clone();
    given(state, visitor, editions, publication).await
}
