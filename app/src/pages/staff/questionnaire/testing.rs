//! Testing the draft: the link by which people without accounts answer it, and the list of what they sent.
//!
//! Of a link only the hash is stored, as of every secret: it is shown once it is made, under an address that has it, and not
//! again.

mod remove;
mod response;

use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use leptos::prelude::*;
use serde::Deserialize;
use store::{Page, SentTest, StoreError, TestCount, TestLink};

use super::Room;
use crate::{
    error::PageError,
    pages::{
        drafts::digest::written,
        listing::{on_list, page_request},
        testing::{LIMIT, address},
    },
    parts::{Caption, Frame, Pagination, Table},
    posted::Posted,
    secret::Secret,
    state::AppState,
    visitor::Staff,
    words::{
        dates,
        numbers::{count, whole},
    },
};

/// The field that names the link that a page showed.
const STANDS: &str = "stands";
const PAGE_SIZE: u32 = 25;
/// How many characters of a remark the list shows.
const REMARK_SHOWN: usize = 120;

/// Makes the addresses of testing.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/consultations/{slug}/questionnaire/test", get(show))
        .route("/staff/consultations/{slug}/questionnaire/test/link", post(make))
        .route("/staff/consultations/{slug}/questionnaire/test/stop", post(stop))
        .route("/staff/consultations/{slug}/questionnaire/test/delete", get(remove::show).post(remove::remove))
        .route("/staff/consultations/{slug}/questionnaire/test/responses/{test}", get(response::show))
        .route(
            "/staff/consultations/{slug}/questionnaire/test/responses/{test}/attachments/{attachment}",
            get(response::download),
        )
}

/// What an address asks for.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    /// The page of the list.
    page: Option<String>,
    /// The secret of a link that was just made.
    link: Option<String>,
}

async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    draw(&state, &staff, &room, (wanted, StatusCode::OK)).await
}

/// Makes the link, in place of the one that the page showed.
async fn make(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let secret = Secret::new(&*state.entropy);
    replace(&state, &staff, &slug, (fields.text(STANDS), Some(secret))).await
}

/// Stops the link that the page showed.
async fn stop(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    replace(&state, &staff, &slug, (fields.text(STANDS), None)).await
}

/// Takes away the link that a page showed, if any, and adds one with a new secret, if any.
async fn replace(
    state: &AppState,
    staff: &Staff,
    slug: &str,
    (shown, new): (&str, Option<Secret>),
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug).await?;
    let (consultation, account) = (room.consultation.id, staff.account.id);
    let stands = state.store.find_test_link(consultation).await?;
    if name(stands.as_ref()) != shown {
        return draw(state, staff, &room, (Wanted::default(), StatusCode::CONFLICT)).await;
    }
    let (hash, now) = (new.as_ref().map(Secret::hash), state.clock.now());
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            if let Some(old) = stands {
                write.remove_test_link(consultation, &old.token_hash).await?;
            }
            match hash {
                Some(hash) => write.add_test_link(consultation, &hash, account, now).await,
                None => Ok(()),
            }
        })
    });
    let replaced: Result<(), StoreError> = work.await;
    match replaced {
        Ok(()) => {
            let is_made = new.is_some();
            tracing::info!(%account, %consultation, is_made, "somebody made or stopped a link to test a questionnaire");
            let made = new.map(|new| format!("?link={}", new.expose())).unwrap_or_default();
            Ok(Redirect::to(&room.address(&format!("/test{made}"))).into_response())
        }
        Err(StoreError::Changed) => draw(state, staff, &room, (Wanted::default(), StatusCode::CONFLICT)).await,
        Err(error) => Err(error.into()),
    }
}

/// Names a link: no two have the same name.
fn name(link: Option<&TestLink>) -> String {
    link.map_or_else(|| "none".to_owned(), |link| written(&link.token_hash))
}

async fn draw(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    (wanted, status): (Wanted, StatusCode),
) -> Result<Response, PageError> {
    let consultation = room.consultation.id;
    let link = state.store.find_test_link(consultation).await?;
    let number = state.store.count_test_responses(consultation).await?;
    let request = page_request(wanted.page.as_deref().unwrap_or_default(), PAGE_SIZE);
    let found = on_list(state.store.list_sent_tests(consultation, request).await?)?;
    let made = wanted.link.map(Secret::from_outside);
    let made = made.filter(|made| link.as_ref().is_some_and(|link| link.token_hash == made.hash()));
    let title = format!("Test the questionnaire of {}", room.consultation.title);
    let changed = (status == StatusCode::CONFLICT).then(|| {
        view! {
            <p class="govuk-inset-text" role="alert">
                "Somebody has changed the link or the questionnaire since you opened this page. Nothing was done. What is there \
                 now is below."
            </p>
        }
    });
    let content = if room.draft.is_some() {
        let made = made.map(|made| state.site.address(&address(&made)));
        view! { {the_link(room, link.as_ref(), made)} {responses(room, number, &found)} }.into_any()
    } else {
        view! {
            <p class="fm-empty">"There is no draft to test. Change something in the questionnaire first."</p>
        }
        .into_any()
    };
    Ok(Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Questionnaire"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {changed}
            <p class="govuk-body">
                "Whoever has the link answers the questionnaire as it is written now, without an account. What they send counts "
                "nowhere, and publishing deletes it."
            </p>
            {content}
        }
    }))
}

fn the_link(room: &Room, link: Option<&TestLink>, made: Option<String>) -> AnyView {
    let stands = name(link);
    let Some(link) = link else {
        return view! {
            <h2 class="govuk-heading-m">"The link"</h2>
            <p class="govuk-body">"There is no link, so that nobody outside can open the draft."</p>
            <form method="post" action=room.address("/test/link")>
                <input type="hidden" name=STANDS value=stands/>
                <button class="govuk-button" type="submit">"Make a link"</button>
            </form>
        }
        .into_any();
    };
    let who = link.made_by.clone().unwrap_or_else(|| "Somebody".to_owned());
    let standing = format!(
        "{who} made the link on {}. It works until the questionnaire is published or somebody stops it.",
        dates::moment(link.made_at)
    );
    let once = match made {
        Some(made) => view! {
            <p class="govuk-body">
                "This is the link. Copy it now and send it to those who are to test: we do not store it, and cannot show it again "
                "once you have left this page."
            </p>
            <p class="govuk-inset-text"><a class="govuk-link fm-long-link" href=made.clone()>{made.clone()}</a></p>
        }
        .into_any(),
        None => view! {
            <p class="govuk-body">
                "We do not store the link and cannot show it again. If it is lost, make a new one. The old one stops working then, \
                 and what was sent by it stays."
            </p>
        }
        .into_any(),
    };
    view! {
        <h2 class="govuk-heading-m">"The link"</h2>
        <p class="govuk-body">{standing}</p>
        {once}
        <div class="govuk-button-group">
            <form method="post" action=room.address("/test/link")>
                <input type="hidden" name=STANDS value=stands.clone()/>
                <button class="govuk-button govuk-button--secondary" type="submit">"Make a new link"</button>
            </form>
            <form method="post" action=room.address("/test/stop")>
                <input type="hidden" name=STANDS value=stands/>
                <button class="govuk-button govuk-button--warning" type="submit">"Stop the link"</button>
            </form>
        </div>
    }
    .into_any()
}

fn responses(room: &Room, number: TestCount, found: &Page<SentTest>) -> AnyView {
    let begun = number.begun - number.sent;
    let begun = (begun > 0).then(|| format!(" {} begun and not sent.", whole(begun.unsigned_abs())));
    let sent = match found.total {
        0 => "No test responses were sent yet.".to_owned(),
        total => count(total, "test response was sent.", "test responses were sent."),
    };
    let limit = format!(" A draft takes {}, begun or sent.", whole(LIMIT.unsigned_abs()));
    let delete = (number.begun > 0).then(|| {
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=room.address("/test/delete")>"Delete all test responses"</a>
            </p>
        }
    });
    let base = room.address("/test?");
    view! {
        <h2 class="govuk-heading-m">"Test responses"</h2>
        <p class="fm-count">{sent} {begun} {limit}</p>
        {(!found.rows.is_empty()).then(|| table(room, found))}
        <Pagination current=found.request.number count=found.count() base=base/>
        {delete}
    }
    .into_any()
}

fn table(room: &Room, found: &Page<SentTest>) -> impl IntoView + use<> {
    let caption = Caption::Spoken("Test responses, the newest first".to_owned());
    let table = Table::new("Test responses", caption, "Sent").words("Remark").words("The questionnaire since");
    let add = |table: Table, test: &SentTest| {
        let href = room.address(&format!("/test/responses/{}", test.id));
        let remark = test.remark.as_deref().map_or_else(|| "None".to_owned(), shortened);
        let since = if is_of_now(room, test) { "As it was" } else { "Changed" };
        table.row(
            view! { <a class="govuk-link" href=href>{dates::moment(test.sent_at)}</a> },
            [remark.into_any(), since.into_any()],
        )
    };
    found.rows.iter().fold(table, add).draw()
}

/// Says whether a test response answers the draft as it is now.
fn is_of_now(room: &Room, test: &SentTest) -> bool {
    room.draft.as_ref().is_some_and(|draft| draft.revision.id == test.revision)
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(REMARK_SHOWN) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}
