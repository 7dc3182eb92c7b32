//! What a browser asks for when somebody opens a map: where its script is, what it shows, and each layer.

use axum::{
    Json, Router,
    extract::{Path, State},
    http::{HeaderName, HeaderValue, header},
    response::IntoResponse,
    routing::get,
};
use domain::{
    map_layer::{Drawing, MapLayer},
    strategy_area::StrategyArea,
};
use serde::Serialize;

use crate::{error::PageError, state::AppState};

/// What is added to the hash of a layer in its address.
const ENDING: &str = ".json";
/// The address of a layer changes with what is in it.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// What the map shows, and what draws it.
#[derive(Serialize)]
struct About<'a> {
    script: Option<&'a str>,
    style: Option<&'a str>,
    area: Option<StrategyArea>,
    layers: Vec<Layer>,
}

/// A layer, as the map draws it.
#[derive(Serialize)]
struct Layer {
    name: String,
    drawing: Drawing,
    address: String,
}

/// Makes the addresses of the map.
pub fn routes() -> Router<AppState> {
    Router::new().route("/map.json", get(about)).route("/map/layers/{name}", get(layer))
}

async fn about(State(state): State<AppState>) -> Result<impl IntoResponse, PageError> {
    let layers = state.store.list_map_layers().await?.into_iter().map(|layer| {
        let MapLayer { name, drawing, digest, .. } = layer;
        Layer { name, drawing, address: format!("/map/layers/{digest}{ENDING}") }
    });
    let about = Json(About {
        script: state.assets.map_script.as_deref(),
        style: state.assets.map_style.as_deref(),
        area: state.store.find_strategy_area().await?,
        layers: layers.collect(),
    })
    .into_response();
    Ok(([(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))], about))
}

async fn layer(State(state): State<AppState>, Path(name): Path<String>) -> Result<impl IntoResponse, PageError> {
    const GEOJSON: HeaderValue = HeaderValue::from_static("application/geo+json");
    let digest = name.strip_suffix(ENDING).ok_or(PageError::NotFound)?;
    let document = state.store.find_map_layer_document(digest).await?.ok_or(PageError::NotFound)?;
    let headers: [(HeaderName, HeaderValue); 2] = [(header::CONTENT_TYPE, GEOJSON), (header::CACHE_CONTROL, FOR_EVER)];
    Ok((headers, document))
}
