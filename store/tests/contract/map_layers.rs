use domain::{
    ids::MapLayerId,
    map_layer::{Drawing, LayerFault, MOST_BYTES, MOST_FEATURES, MOST_LAYERS, MapLayer},
};
use engines::on_both_engines;
use store::Store;
use uuid::Uuid;

use crate::fixtures::{in_write, moment};

fn layer(number: u128) -> MapLayer {
    MapLayer {
        id: MapLayerId(Uuid::from_u128(number)),
        name: format!("Rivers {number}"),
        drawing: Drawing::Water,
        features: 3,
        size: 2_000,
        digest: format!("{number:032x}"),
    }
}

async fn add(store: &Store, layer: &MapLayer) -> Result<(), LayerFault> {
    let (layer, document) = (layer.clone(), format!("{{}} of “{}”", layer.name));
    in_write!(store, write => write.add_map_layer(&layer, &document, moment(0)).await).unwrap()
}

async fn names(store: &Store) -> Vec<String> {
    store.list_map_layers().await.unwrap().into_iter().map(|layer| layer.name).collect()
}

on_both_engines! {
    async fn a_layer_is_listed_and_its_document_found_by_its_hash(store: Store) {
        assert_eq!(store.list_map_layers().await.unwrap(), []);

        assert_eq!(add(&store, &layer(1)).await, Ok(()));

        assert_eq!(store.list_map_layers().await.unwrap(), [layer(1)]);
        let found = store.find_map_layer_document(&layer(1).digest).await.unwrap();
        assert_eq!(found.as_deref(), Some("{} of “Rivers 1”"));
        assert_eq!(store.find_map_layer_document(&layer(2).digest).await.unwrap(), None);
    }

    async fn the_same_layer_is_there_once_however_often_it_is_added(store: Store) {
        for id in 1..=2 {
            let same = MapLayer { id: MapLayerId(Uuid::from_u128(id)), ..layer(1) };
            assert_eq!(add(&store, &same).await, Ok(()));
        }

        assert_eq!(store.list_map_layers().await.unwrap(), [layer(1)]);
    }

    async fn no_more_layers_are_added_than_there_may_be(store: Store) {
        for number in 1..=MOST_LAYERS as u128 {
            assert_eq!(add(&store, &layer(number)).await, Ok(()));
        }

        assert_eq!(add(&store, &layer(100)).await, Err(LayerFault::TooManyLayers));

        assert_eq!(store.list_map_layers().await.unwrap().len(), MOST_LAYERS);
    }

    async fn all_layers_together_have_as_much_room_as_one(store: Store) {
        let large = MapLayer { features: MOST_FEATURES - 2, size: MOST_BYTES - 2_500, ..layer(1) };
        assert_eq!(add(&store, &large).await, Ok(()));

        let many = LayerFault::TooManyFeatures { given: 3, left: 2 };
        assert_eq!(add(&store, &layer(2)).await, Err(many));
        let heavy = MapLayer { features: 1, size: 2_501, ..layer(2) };
        assert_eq!(add(&store, &heavy).await, Err(LayerFault::TooLarge { size: 2_501, left: 2_500 }));
        assert_eq!(names(&store).await, ["Rivers 1"]);

        assert_eq!(add(&store, &MapLayer { features: 2, ..layer(2) }).await, Ok(()));
        assert_eq!(add(&store, &large).await, Ok(()));
    }

    async fn layers_stay_in_the_order_in_which_they_were_put(store: Store) {
        for number in 1..=3 {
            add(&store, &layer(number)).await.unwrap();
        }
        assert_eq!(names(&store).await, ["Rivers 1", "Rivers 2", "Rivers 3"]);

        for number in [3, 1, 9] {
            in_write!(&store, write => write.set_map_layer_earlier(layer(number).id).await).unwrap();
        }
        assert_eq!(names(&store).await, ["Rivers 1", "Rivers 3", "Rivers 2"]);

        in_write!(&store, write => write.remove_map_layer(layer(1).id).await).unwrap();
        assert_eq!(names(&store).await, ["Rivers 3", "Rivers 2"]);
        add(&store, &layer(4)).await.unwrap();
        assert_eq!(names(&store).await, ["Rivers 3", "Rivers 2", "Rivers 4"]);
    }
}
