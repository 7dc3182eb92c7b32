//! What the map shows: layers that staff add, and what a browser gets of them.

use domain::permission::Role;
use engines::on_both_engines;
use serde_json::Value;
use support::{Page, TestApp, Visitor};

const MAP: &str = "/staff/map";
/// A river, with a property that nobody outside should read.
const RIVER: &str = r#"{ "type": "FeatureCollection", "features": [{ "type": "Feature",
    "properties": { "name": "Alt </script><b>", "owner": "canary" },
    "geometry": { "type": "LineString", "coordinates": [[-3.06, 53.52, 4.5], [-2.123456789, 53.53]] } }] }"#;

/// Posts the form for a layer, as it was drawn while there was no other form on the page.
async fn add(staff: &mut Visitor, form: &Page, (name, drawing): (&str, &str), file: &str) -> Page {
    staff.submit_files(form, &[("name", name), ("drawing", drawing)], &[("file", "a.geojson", file.as_bytes())]).await
}

/// Asks for what a browser is told of the map.
async fn about(visitor: &mut Visitor) -> Value {
    let page = visitor.get("/map.json").await;
    assert_eq!(page.headers["cache-control"], "no-cache");
    serde_json::from_str(&page.body).unwrap()
}

fn named(about: &Value) -> Vec<&str> {
    about["layers"].as_array().unwrap().iter().map(|layer| layer["name"].as_str().unwrap()).collect()
}

on_both_engines! {
    async fn a_layer_is_added_listed_and_served_without_what_is_not_drawn(app: TestApp) {
        let (mut staff, mut visitor) = (app.staff(Role::Strategist).await, app.visitor());
        assert_eq!(about(&mut visitor).await["layers"], Value::Array(Vec::new()));
        let form = staff.get(MAP).await;

        assert_eq!(add(&mut staff, &form, ("Rivers", "water"), RIVER).await.location().as_deref(), Some(MAP));

        let row = staff.get(MAP).await.text("tbody tr").unwrap();
        assert!(row.contains("Rivers") && row.contains("Water") && row.contains("1 KB"), "{row}");
        let about = about(&mut visitor).await;
        assert_eq!(about["layers"][0]["drawing"], "water");
        let layer = visitor.get(about["layers"][0]["address"].as_str().unwrap()).await;
        assert_eq!(layer.headers["content-type"], "application/geo+json");
        assert_eq!(layer.headers["cache-control"], "public, max-age=31536000, immutable");
        let drawn: Value = serde_json::from_str(&layer.body).unwrap();
        assert_eq!(drawn["features"][0]["properties"]["name"], "Alt </script><b>");
        assert_eq!(drawn["features"][0]["geometry"]["coordinates"][1], serde_json::json!([-2.12346, 53.53]));
        assert!(!layer.body.contains("canary"), "{}", layer.body);
        assert_eq!(visitor.get("/map/layers/none.json").await.status, 404);
    }

    async fn layers_are_moved_and_removed(app: TestApp) {
        let mut staff = app.staff(Role::Administrator).await;
        let form = staff.get(MAP).await;
        for name in ["Boundary", "Rivers"] {
            add(&mut staff, &form, (name, "water"), RIVER).await;
        }
        let page = staff.get(MAP).await;
        assert!(page.text("tbody tr:last-child form").unwrap().contains("before ‘Boundary’"), "{}", page.body);
        let ways = [page.attributes("form", "action"), page.attributes("td a", "href")].concat();
        let way = |end: &str| ways.iter().rfind(|action| action.ends_with(end)).unwrap().clone();

        assert_eq!(staff.post(&way("/earlier"), &[]).await.location().as_deref(), Some(MAP));
        assert_eq!(named(&about(&mut staff).await), ["Rivers", "Boundary"]);

        let asked = staff.get(&way("/remove")).await;
        assert_eq!((asked.status.as_u16(), asked.text("h1").as_deref()), (200, Some("Remove ‘Rivers’ from the map?")));
        assert_eq!(asked.attributes("main form", "action"), [way("/remove")]);
        assert_eq!(named(&about(&mut staff).await), ["Rivers", "Boundary"]);
        for _ in 0..2 {
            assert_eq!(staff.post(&way("/remove"), &[]).await.location().as_deref(), Some(MAP));
            assert_eq!(named(&about(&mut staff).await), ["Boundary"]);
        }
        assert_eq!(staff.get(&way("/remove")).await.location().as_deref(), Some(MAP));
    }

    async fn what_there_is_no_room_for_is_refused_with_what_is_left(app: TestApp) {
        let mut staff = app.staff(Role::Strategist).await;
        let form = staff.get(MAP).await;
        let point = r#"{ "type": "Feature", "properties": null, "geometry": { "type": "Point", "coordinates": [-3, 53] } }"#;
        let points = |count: usize| {
            format!(r#"{{ "type": "FeatureCollection", "features": [{}] }}"#, vec![point; count].join(","))
        };
        add(&mut staff, &form, ("Ponds", "water"), &points(4_990)).await;

        let page = add(&mut staff, &form, ("Wells", "water"), &points(11)).await;
        assert_eq!(page.status, 422);
        let said = page.text("#file-error").unwrap();
        assert!(said.contains("There are 11") && said.contains("there is room for 10"), "{said}");
        assert_eq!(page.attributes("#name", "value"), ["Wells"]);
        let line = vec!["[-2.12345,53.12345]"; 50_000].join(",");
        let page = add(&mut staff, &form, ("Rivers", "water"), &format!(r#"{{ "type": "LineString", "coordinates": [{line}] }}"#)).await;
        let said = page.text("#file-error").unwrap();
        assert!(said.contains("All layers together may have 1 MB") && said.contains("Simplify"), "{said}");
        assert_eq!(named(&about(&mut staff).await), ["Ponds"]);
    }

    async fn what_is_no_layer_is_refused_beside_its_field_with_the_words_kept(app: TestApp) {
        let mut staff = app.staff(Role::Strategist).await;
        let form = staff.get(MAP).await;
        let metres = RIVER.replace("-3.06, 53.52", "339500, 388000");
        for (file, message) in [
            ("", "Choose a file that has something in it"),
            ("<kml/>", "Choose a GeoJSON file"),
            (metres.as_str(), "reference system EPSG:4326"),
            (r#"{ "type": "FeatureCollection", "features": [] }"#, "There are none in this one"),
        ] {
            let page = add(&mut staff, &form, ("Rivers & lakes", "water"), file).await;
            assert_eq!(page.status, 422, "{message}");
            let said = page.text("#file-error").unwrap();
            assert!(said.contains(message), "{said}");
            assert_eq!(page.attributes("#name", "value"), ["Rivers & lakes"]);
            assert_eq!(page.attributes("input[name=drawing][checked]", "value"), ["water"]);
        }
        let page = add(&mut staff, &form, ("", "lava"), RIVER).await;
        assert_eq!((page.status.as_u16(), page.count("#name-error"), page.count("#drawing-error")), (422, 1, 1));
        assert_eq!(staff.post(MAP, &[]).await.status, 422);
        assert!(named(&about(&mut staff).await).is_empty());
    }
}
