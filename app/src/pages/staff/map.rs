//! What the map shows: the layers of the strategy, added from files, put in their order and removed.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::{
    fields::Fields,
    ids::MapLayerId,
    map_layer::{Drawing, LayerFault, MOST_BYTES, MOST_FEATURES, MOST_FILE_BYTES, MOST_LAYERS, MapLayer, NAME_LIMIT},
    permission::Action,
    question::{Question, files::size_words},
    refusal::Refusal,
    vocabulary::Word,
};
use leptos::prelude::*;
use store::StoreError;
use uuid::Uuid;

use super::{
    asking::{Asks, Told, all, choice, draw, line, messages},
    file_form::{errors, file_field, posted_form},
};
use crate::{
    error::PageError,
    layers,
    parts::{Caption, ErrorSummary, Frame, Table},
    posted::FILE_BODY_LIMIT,
    reading::read_file,
    state::AppState,
    visitor::Staff,
    words::{Labelled, map as words, numbers},
};

/// The address of what the map shows.
pub(in crate::pages) const ADDRESS: &str = "/staff/map";
const HEADING: &str = "What the map shows";

/// Makes the addresses of what the map shows.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route(ADDRESS, get(show).post(add).layer(DefaultBodyLimit::max(FILE_BODY_LIMIT)))
        .route("/staff/map/layers/{layer}/earlier", post(earlier))
        .route("/staff/map/layers/{layer}/remove", get(ask).post(remove))
}

/// What was typed, and what has to be put right.
#[derive(Default)]
struct Showing {
    fields: Fields,
    refusals: Vec<Refusal>,
    fault: Option<LayerFault>,
}

async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    staff.may(Action::SetMap)?;
    page(&state, &staff, Showing::default()).await
}

async fn add(State(state): State<AppState>, staff: Staff, request: Request) -> Result<Response, PageError> {
    staff.may(Action::SetMap)?;
    let (fields, file) = posted_form(request, &state).await;
    let questions = questions();
    let told = Told::new(&questions, &fields);
    let drawing = told.chosen("drawing").and_then(Drawing::from_word);
    let read = read_file(move || layers::read(&file)).await?;
    let (told, read) = match (drawing.zip(told.words("name")), read) {
        (Some(told), Ok(read)) => (told, read),
        (_, read) => {
            let refusals = told.refusals(&questions);
            return page(&state, &staff, Showing { fields, refusals, fault: read.err() }).await;
        }
    };
    let (drawing, name) = told;
    let (layer, document) = read.into_layer(MapLayerId::new(&*state.clock, &*state.entropy), name, drawing);
    let (id, now) = (layer.id, state.clock.now());
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.add_map_layer(&layer, &document, now).await }));
    let added: Result<Result<(), LayerFault>, StoreError> = work.await;
    if let Err(fault) = added? {
        return page(&state, &staff, Showing { fields, refusals: Vec::new(), fault: Some(fault) }).await;
    }
    tracing::info!(account = %staff.account.id, layer = %id, "somebody added a layer of the map");
    Ok(Redirect::to(ADDRESS).into_response())
}

async fn earlier(
    State(state): State<AppState>,
    staff: Staff,
    Path(layer): Path<String>,
) -> Result<Response, PageError> {
    let id = named(&staff, &layer)?;
    let work = state.store.write(move |mut write| Box::pin(async move { write.set_map_layer_earlier(id).await }));
    done(&staff, id, work.await, "somebody moved a layer of the map")
}

/// Asks whether a layer is to be removed.
async fn ask(State(state): State<AppState>, staff: Staff, Path(layer): Path<String>) -> Result<Response, PageError> {
    let id = named(&staff, &layer)?;
    let layers = state.store.list_map_layers().await?;
    let Some(layer) = layers.into_iter().find(|known| known.id == id) else {
        return Ok(Redirect::to(ADDRESS).into_response());
    };
    let heading = format!("Remove ‘{}’ from the map?", layer.name);
    Ok(Frame::new(&state, &staff.visitor, heading.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href=ADDRESS>{HEADING}</a>
            <h1 class="govuk-heading-l">{heading}</h1>
            <p class="govuk-body">
                "Nobody sees it on the map any more. To have it again, you need its file. Places that people have named stay as they are."
            </p>
            <form method="post" action=address(&layer, "remove") novalidate>
                <div class="govuk-button-group">
                    <button class="govuk-button govuk-button--warning" type="submit">"Remove the layer"</button>
                    <a class="govuk-link" href=ADDRESS>"Leave it as it is"</a>
                </div>
            </form>
        }
    }))
}

async fn remove(State(state): State<AppState>, staff: Staff, Path(layer): Path<String>) -> Result<Response, PageError> {
    let id = named(&staff, &layer)?;
    let work = state.store.write(move |mut write| Box::pin(async move { write.remove_map_layer(id).await }));
    done(&staff, id, work.await, "somebody removed a layer of the map")
}

/// Reads which layer an address names, for those who may change it; it may be gone, which is nothing to complain of.
fn named(staff: &Staff, layer: &str) -> Result<MapLayerId, PageError> {
    staff.may(Action::SetMap)?;
    let id: Uuid = layer.parse().map_err(|_| PageError::NotFound)?;
    Ok(MapLayerId(id))
}

fn done(
    staff: &Staff,
    layer: MapLayerId,
    done: Result<(), StoreError>,
    said: &'static str,
) -> Result<Response, PageError> {
    done?;
    tracing::info!(account = %staff.account.id, %layer, "{said}");
    Ok(Redirect::to(ADDRESS).into_response())
}

fn questions() -> Vec<Question> {
    vec![
        line("name", "What does it show?", NAME_LIMIT).hint("People read this below the map, like ‘Rivers’."),
        choice("drawing", "How is it drawn?", all::<Drawing>()),
    ]
}

async fn page(state: &AppState, staff: &Staff, showing: Showing) -> Result<Response, PageError> {
    let layers = state.store.list_map_layers().await?;
    let Showing { fields, refusals, fault } = showing;
    let message = fault.map(words::fault);
    let is_wrong = message.is_some() || !refusals.is_empty();
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let questions = questions();
    let mut summary = messages(&questions, &refusals);
    summary.extend(errors(message.as_ref()));
    let hint = format!(
        "A GeoJSON file of up to {}, with longitude and latitude (EPSG:4326). Only shapes and names are kept, and of these all \
         layers together may have {}, in up to {} shapes.",
        size_words(MOST_FILE_BYTES as u64),
        size_words(MOST_BYTES),
        numbers::whole(MOST_FEATURES)
    );
    Ok(Frame::new(state, &staff.visitor, HEADING).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <ErrorSummary errors=summary/>
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">
                "Questions that ask for places offer a map. It shows the National Grid and the layers below. The first is drawn first, and the others over it. "
                "It opens on the whole of the first layer. Everybody can see the layers, so leave out what is not public."
            </p>
            {list(&layers)}
            <h2 class="govuk-heading-m">"Add a layer"</h2>
            <form method="post" action=ADDRESS enctype="multipart/form-data" novalidate>
                {draw(&questions, &fields, &refusals)}
                {file_field(hint, message)}
                <button class="govuk-button" type="submit">"Add the layer"</button>
            </form>
        }
    }))
}

fn list(layers: &[MapLayer]) -> AnyView {
    if layers.is_empty() {
        return view! { <p class="fm-empty">"There are no layers yet."</p> }.into_any();
    }
    let caption = Caption::Spoken(format!("Layers, up to {MOST_LAYERS}"));
    let table = Table::new("Layers of the map", caption, "Layer")
        .words("Drawn as")
        .numbers("Shapes")
        .numbers("Size")
        .words("Change");
    let row = |table: Table, (place, layer): (usize, &MapLayer)| {
        let before = place.checked_sub(1).and_then(|before| layers.get(before));
        // One box, so that on a phone the ways stand under each other beside the name of the column.
        let ways = view! {
            <div>
                {before.map(|before| move_before(layer, before))}
                <a class="govuk-link" href=address(layer, "remove")>
                    "Remove" <span class="govuk-visually-hidden">{format!(" {}", layer.name)}</span>
                </a>
            </div>
        };
        table.row(
            layer.name.clone(),
            [
                layer.drawing.label().into_any(),
                numbers::whole(layer.features).into_any(),
                size_words(layer.size).into_any(),
                ways.into_any(),
            ],
        )
    };
    layers.iter().enumerate().fold(table, row).draw().into_any()
}

/// Draws the button that moves a layer before another.
fn move_before(layer: &MapLayer, before: &MapLayer) -> impl IntoView + use<> {
    let (name, words) = (layer.name.clone(), format!("before ‘{}’", before.name));
    view! {
        <form method="post" action=address(layer, "earlier")>
            <button class="fm-link-button" type="submit">
                "Move " <span class="govuk-visually-hidden">{name} " "</span> {words}
            </button>
        </form>
    }
}

/// Gives the address of a way to change a layer.
fn address(layer: &MapLayer, way: &str) -> String {
    format!("/staff/map/layers/{}/{way}", layer.id)
}
