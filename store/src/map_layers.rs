//! The layers of the map, in the order in which they are drawn; what is in one is read apart from the list.

use domain::{
    ids::MapLayerId,
    map_layer::{LayerFault, MapLayer, room},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
    words::{from_word, to_word},
};

const LIST: &str = "SELECT id, name, drawing, features, size, digest FROM map_layers ORDER BY place, id";

#[derive(FromRow)]
struct Row {
    id: Uuid,
    name: String,
    drawing: String,
    features: i64,
    size: i64,
    digest: String,
}

impl TryFrom<Row> for MapLayer {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { id, name, drawing, features, size, digest } = row;
        let count = |number: i64| u64::try_from(number).map_err(|_| StoreError::damaged("map_layers", id));
        let drawing = from_word("map_layers", &drawing)?;
        Ok(Self { id: MapLayerId(id), name, drawing, features: count(features)?, size: count(size)?, digest })
    }
}

impl Store {
    /// Lists the layers in their order.
    pub async fn list_map_layers(&self) -> Result<Vec<MapLayer>, StoreError> {
        let rows: Vec<Row> = on!(self.reader(), conn => {
            sqlx::query_as(LIST).fetch_all(conn).await
        })?;
        rows.into_iter().map(MapLayer::try_from).collect()
    }

    /// Finds what browsers draw of the layer with a hash.
    pub async fn find_map_layer_document(&self, digest: &str) -> Result<Option<String>, StoreError> {
        let found = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT document FROM map_layers WHERE digest = $1 ORDER BY id LIMIT 1")
                .bind(digest)
                .fetch_optional(conn)
                .await
        })?;
        Ok(found)
    }
}

impl Write<'_> {
    /// Adds a layer behind the others, or says what there is no room for; one of the same name and hash counts as added.
    pub async fn add_map_layer(
        &mut self,
        layer: &MapLayer,
        document: &str,
        now: Moment,
    ) -> Result<Result<(), LayerFault>, StoreError> {
        let same = change!(
            self,
            "UPDATE map_layers SET drawing = $1 WHERE name = $2 AND digest = $3",
            to_word(layer.drawing),
            &layer.name,
            &layer.digest
        )?;
        if same > 0 {
            return Ok(Ok(()));
        }
        let rows: Vec<Row> = on!(self.connection(), conn => { sqlx::query_as(LIST).fetch_all(conn).await })?;
        let others: Vec<MapLayer> = rows.into_iter().map(MapLayer::try_from).collect::<Result<_, _>>()?;
        if let Err(fault) = room(&others, layer) {
            return Ok(Err(fault));
        }
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        change!(
            self,
            "INSERT INTO map_layers (id, name, drawing, place, features, size, digest, added_at, document)
                 VALUES ($1, $2, $3, (SELECT COALESCE(MAX(place), 0) + 1 FROM map_layers), $4, $5, $6, $7, $8)",
            layer.id.0,
            &layer.name,
            to_word(layer.drawing),
            number(layer.features),
            number(layer.size),
            &layer.digest,
            now,
            document
        )?;
        Ok(Ok(()))
    }

    /// Moves a layer before the one that it comes after; the first, and one that is gone, stay.
    pub async fn set_map_layer_earlier(&mut self, id: MapLayerId) -> Result<(), StoreError> {
        let places = self.places().await?;
        let pair = places.windows(2).find(|pair| pair[1].0 == id.0);
        if let Some(&[(before, earlier), (layer, later)]) = pair {
            self.set_place(layer, earlier).await?;
            self.set_place(before, later).await?;
        }
        Ok(())
    }

    /// Removes a layer; one that is not there counts as removed.
    pub async fn remove_map_layer(&mut self, id: MapLayerId) -> Result<(), StoreError> {
        change!(self, "DELETE FROM map_layers WHERE id = $1", id.0)?;
        Ok(())
    }

    async fn places(&mut self) -> Result<Vec<(Uuid, i64)>, StoreError> {
        let places = on!(self.connection(), conn => {
            sqlx::query_as("SELECT id, place FROM map_layers ORDER BY place, id").fetch_all(conn).await
        })?;
        Ok(places)
    }

    async fn set_place(&mut self, id: Uuid, place: i64) -> Result<(), StoreError> {
        change!(self, "UPDATE map_layers SET place = $1 WHERE id = $2", place, id)?;
        Ok(())
    }
}
