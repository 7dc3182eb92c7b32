//! Reference systems, and the way from each to the British National Grid.
//!
//! Degrees go by the grid of corrections of the Ordnance Survey (OSTN15), which is what the National Grid is defined
//! by since 2016: a few centimetres instead of the five metres of the seven parameters. WGS 84 and ETRS89 are taken
//! for one system; they have moved apart by less than a metre, which no file of a boundary tells apart.

use crate::outlines::Place;

/// What easting and northing of the National Grid may be, in metres.
const MOST_EASTING: f64 = 700_000.0;
const MOST_NORTHING: f64 = 1_300_000.0;

/// A reference system that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// The British National Grid (EPSG:27700), in metres.
    NationalGrid,
    /// Longitude and latitude (EPSG:4326 and EPSG:4258), in degrees.
    Degrees,
    /// The plane of maps on the web (EPSG:3857), in its metres.
    WebMercator,
}

impl System {
    /// Finds a system by its number in the register of EPSG.
    pub(crate) fn by_code(code: i64) -> Option<Self> {
        match code {
            27_700 | 7_405 => Some(Self::NationalGrid),
            4_326 | 4_258 | 4_937 | 4_979 => Some(Self::Degrees),
            3_857 | 3_785 | 900_913 => Some(Self::WebMercator),
            _ => None,
        }
    }

    /// Finds a system by the names that programs give it.
    pub(crate) fn by_name(name: &str) -> Option<Self> {
        let plain: String = name.to_ascii_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
        match plain.as_str() {
            name if name.contains("britishnationalgrid") => Some(Self::NationalGrid),
            name if name.contains("webmercator") || name.contains("pseudomercator") => Some(Self::WebMercator),
            "gcswgs1984" | "wgs84" | "wgs1984" | "gcsetrs1989" | "etrs89" | "etrs1989" => Some(Self::Degrees),
            _ => None,
        }
    }

    /// Finds a system in well-known text, by the number that stands for the whole or else by its name.
    pub(crate) fn by_text(text: &str) -> Option<Self> {
        let code = text.rfind("EPSG\",").map(|start| &text[start + "EPSG\",".len()..]);
        let digits: String = code
            .unwrap_or_default()
            .chars()
            .skip_while(|letter| *letter == '"')
            .take_while(char::is_ascii_digit)
            .collect();
        let by_code = digits.parse().ok().and_then(Self::by_code);
        by_code.or_else(|| name_in(text).and_then(Self::by_name))
    }

    /// Tells the system by the numbers: degrees are small, and metres of the National Grid are within its bounds.
    pub(crate) fn guessed(mut places: impl Iterator<Item = Place> + Clone) -> Option<Self> {
        if places.clone().all(|(x, y)| x.abs() <= 180.0 && y.abs() <= 180.0) {
            return Some(Self::Degrees);
        }
        places.all(is_on_the_grid).then_some(Self::NationalGrid)
    }

    /// Gives easting and northing in metres; none off the grid.
    pub(crate) fn to_grid(self, (x, y): Place) -> Option<Place> {
        match self {
            Self::NationalGrid => is_on_the_grid((x, y)).then_some((x, y)),
            Self::Degrees => lonlat_bng::convert_osgb36(x, y).ok().filter(|place| is_on_the_grid(*place)),
            Self::WebMercator => {
                let (longitude, latitude) = lonlat_bng::convert_epsg3857_to_wgs84(x, y).ok()?;
                Self::Degrees.to_grid((longitude, latitude))
            }
        }
    }
}

/// Gives the name that well-known text begins with.
pub(crate) fn name_in(text: &str) -> Option<&str> {
    let (_, after) = text.split_once('"')?;
    after.split_once('"').map(|(name, _)| name)
}

/// Gives longitude and latitude in degrees of a place on the National Grid, in metres; none off the grid.
pub(crate) fn to_degrees(easting: f64, northing: f64) -> Option<(f64, f64)> {
    lonlat_bng::convert_osgb36_to_ll(easting, northing).ok()
}

fn is_on_the_grid((easting, northing): Place) -> bool {
    (0.0..MOST_EASTING).contains(&easting) && (0.0..MOST_NORTHING).contains(&northing)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The points that the Ordnance Survey publishes for checking a transformation by OSTN15: 2016, of OS Net and others.
    const DEGREES: &str = include_str!("../tests/data/ostn15-input.csv");
    const GRID: &str = include_str!("../tests/data/ostn15-output.csv");

    /// How far a point may be from where it should, in metres: on the way to the grid, and back, which is by iteration.
    const THERE: f64 = 0.002;
    const BACK: f64 = 0.004;

    /// The length of an arc of the meridian.
    fn metres(degrees: f64) -> f64 {
        degrees.to_radians() * 6_378_137.0
    }

    fn published(file: &str, columns: [usize; 2]) -> Vec<(String, f64, f64)> {
        let mut reader = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
        let number = |row: &csv::StringRecord, column: usize| row[column].parse().unwrap();
        reader
            .records()
            .map(|row| row.unwrap())
            .map(|row| (row[0].to_owned(), number(&row, columns[0]), number(&row, columns[1])))
            .collect()
    }

    #[test]
    fn every_published_point_comes_out_within_two_millimetres_and_four_on_the_way_back() {
        let (degrees, grid) = (published(DEGREES, [2, 1]), published(GRID, [1, 2]));
        assert_eq!((degrees.len(), grid.len()), (40, 40));
        for ((point, longitude, latitude), (same, easting, northing)) in degrees.into_iter().zip(grid) {
            assert_eq!(point, same);
            let (east, north) = System::Degrees.to_grid((longitude, latitude)).unwrap();
            assert!((east - easting).abs() < THERE && (north - northing).abs() < THERE, "{point}: {east} {north}");
            let (long, lat) = to_degrees(easting, northing).unwrap();
            let (along, across) = (metres(lat - latitude), metres(long - longitude) * latitude.to_radians().cos());
            assert!(along.abs() < BACK && across.abs() < BACK, "{point}: {long} {lat}");
        }
    }

    #[test]
    fn the_plane_of_the_web_leads_to_the_same_place_as_degrees() {
        let (longitude, latitude): (f64, f64) = (-2.913, 53.387);
        let radius = 6_378_137.0;
        let x = radius * longitude.to_radians();
        let y = radius * (std::f64::consts::FRAC_PI_4 + latitude.to_radians() / 2.0).tan().ln();
        let (east, north) = System::WebMercator.to_grid((x, y)).unwrap();
        let (expected_east, expected_north) = System::Degrees.to_grid((longitude, latitude)).unwrap();
        assert!((east - expected_east).abs() < 0.01 && (north - expected_north).abs() < 0.01, "{east} {north}");
    }

    #[test]
    fn a_place_off_the_grid_is_none() {
        let nowhere = [
            (System::Degrees, (2.35, 48.86)),
            (System::Degrees, (53.4, -2.9)),
            (System::NationalGrid, (-1.0, 0.0)),
            (System::NationalGrid, (0.0, 1_300_000.0)),
            (System::WebMercator, (0.0, 0.0)),
        ];
        for (system, place) in nowhere {
            assert_eq!(system.to_grid(place), None, "{system:?} {place:?}");
        }
        for odd in [f64::NAN, f64::INFINITY, -1e308] {
            for system in [System::Degrees, System::NationalGrid, System::WebMercator] {
                assert_eq!(system.to_grid((odd, odd)), None, "{system:?} {odd}");
            }
        }
    }

    #[test]
    fn systems_are_told_by_the_texts_that_programs_write() {
        let grid = r#"PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936"]]]"#;
        let qgis = r#"PROJCS["OSGB36 / British National Grid",GEOGCS["OSGB36",AUTHORITY["EPSG","4277"]],AUTHORITY["EPSG","27700"]]"#;
        let second =
            r#"PROJCRS["OSGB36 / British National Grid",BASEGEOGCRS["OSGB36",ID["EPSG",4277]],ID["EPSG",27700]]"#;
        let degrees = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]]"#;
        let web = r#"PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984"]]"#;
        for text in [grid, qgis, second] {
            assert_eq!(System::by_text(text), Some(System::NationalGrid), "{text}");
        }
        assert_eq!(System::by_text(degrees), Some(System::Degrees));
        assert_eq!(System::by_text(web), Some(System::WebMercator));
        let lambert = r#"PROJCS["RGF93 / Lambert-93",AUTHORITY["EPSG","2154"]]"#;
        assert_eq!((System::by_text(lambert), name_in(lambert)), (None, Some("RGF93 / Lambert-93")));
        assert_eq!((System::by_text(""), name_in("no quotes")), (None, None));
    }
}
