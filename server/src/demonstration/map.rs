//! The layers of the map of the demonstration, read like everybody's.

use app::layers;
use domain::{
    ids::MapLayerId,
    map_layer::LayerFault,
    time::{Clock, Entropy},
};
use store::{Store, StoreError};

use crate::failure::Failure;

/// Adds the layers.
pub(super) async fn add(store: &Store, clock: &dyn Clock, entropy: &dyn Entropy) -> Result<(), Failure> {
    let refused = |fault| Failure::Refused(format!("a layer of the map of the demonstration is refused: {fault:?}"));
    let mut read = Vec::new();
    for layer in demo::map::LAYERS {
        let content = layers::read(layer.file.as_bytes()).map_err(refused)?;
        read.push(content.into_layer(MapLayerId::new(clock, entropy), layer.name.to_owned(), layer.drawing));
    }
    let now = clock.now();
    let work = store.write(move |mut write| {
        Box::pin(async move {
            for (layer, document) in &read {
                if let Err(fault) = write.add_map_layer(layer, document, now).await? {
                    return Ok(Err(fault));
                }
            }
            Ok(Ok(()))
        })
    });
    let added: Result<Result<(), LayerFault>, StoreError> = work.await;
    added?.map_err(refused)
}
