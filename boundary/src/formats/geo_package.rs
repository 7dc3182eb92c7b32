//! `GeoPackage`, which is a SQLite file. It comes from outside, so it is opened in memory, for reading, with its schema
//! distrusted, and only tables are read: a view could run what it likes for as long as it likes.

use futures_util::TryStreamExt;
use geozero::{GeomProcessor, GeozeroGeometry, error::GeozeroError, wkb::GpkgWkb};
use sqlx::{
    Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteOwnedBuf},
};

use crate::{
    Fault, Format, System,
    outlines::{Outlines, Place, Said},
    system::name_in,
};

const DAMAGED: Fault = Fault::Damaged { format: Format::GeoPackage };
/// How often SQLite asks whether to go on, in its own steps, and how often it may ask.
const STEPS: i32 = 10_000;
const MOST_ASKED: u32 = 1_000;
/// The most shapes of one table that are looked at, whatever they are.
const MOST_SHAPES: i64 = 20_000;
/// Where the header says how the file is written and read, and what stands there for a file without a log beside it.
const VERSIONS: std::ops::Range<usize> = 18..20;
const WITHOUT_LOG: u8 = 1;
/// How deep collections of geometries may stand in each other.
const MOST_DEEP: usize = 8;

/// One table with land: its name, its column, and its reference system.
#[derive(sqlx::FromRow)]
struct Layer {
    table_name: String,
    column_name: String,
    organization: Option<String>,
    organization_coordsys_id: Option<i64>,
    definition: Option<String>,
}

pub(super) async fn outlines(file: &[u8]) -> Result<Outlines, Fault> {
    let mut connection = open(file).await.map_err(|_| DAMAGED)?;
    let layers = layers(&mut connection).await.map_err(|_| DAMAGED)?;
    let mut drawn = Outlines::new(said(&layers));
    for layer in layers {
        read(&mut connection, &layer, &mut drawn).await?;
    }
    Ok(drawn)
}

async fn open(file: &[u8]) -> Result<SqliteConnection, sqlx::Error> {
    let options = SqliteConnectOptions::new().in_memory(true).pragma("trusted_schema", "OFF");
    let mut connection = SqliteConnection::connect_with(&options).await?;
    // A program that had the file open may have left it as one with a log, which memory has no place for.
    let mut file = file.to_vec();
    if let Some(versions) = file.get_mut(VERSIONS) {
        versions.fill(WITHOUT_LOG);
    }
    connection.deserialize(None, SqliteOwnedBuf::try_from(file.as_slice())?, true).await?;
    let mut asked = 0;
    connection.lock_handle().await?.set_progress_handler(STEPS, move || {
        asked += 1;
        asked < MOST_ASKED
    });
    Ok(connection)
}

async fn layers(connection: &mut SqliteConnection) -> Result<Vec<Layer>, sqlx::Error> {
    sqlx::query_as(
        "SELECT g.table_name, g.column_name, s.organization, s.organization_coordsys_id, s.definition
         FROM gpkg_geometry_columns g
         JOIN sqlite_schema t ON t.type = 'table' AND t.rootpage > 0 AND t.name = g.table_name
         LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
         ORDER BY g.table_name",
    )
    .fetch_all(connection)
    .await
}

/// Gives the system of all layers; layers in different systems are taken as one that cannot be read.
fn said(layers: &[Layer]) -> Said {
    let mut all: Vec<Said> = layers.iter().map(Layer::said).collect();
    all.dedup();
    match all.as_slice() {
        [] => Said::Nothing,
        [one] => one.clone(),
        _ => Said::Other(layers.iter().map(|layer| layer.table_name.as_str()).collect::<Vec<_>>().join(", ")),
    }
}

impl Layer {
    fn said(&self) -> Said {
        let is_register = self.organization.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("epsg"));
        let by_code = self.organization_coordsys_id.filter(|_| is_register).and_then(System::by_code);
        let definition = self.definition.as_deref().unwrap_or_default();
        if let Some(system) = by_code.or_else(|| System::by_text(definition)) {
            return Said::System(system);
        }
        if is_register { Said::Other(name_in(definition).unwrap_or_default().to_owned()) } else { Said::Nothing }
    }
}

async fn read(connection: &mut SqliteConnection, layer: &Layer, drawn: &mut Outlines) -> Result<(), Fault> {
    let [table, column] = [&layer.table_name, &layer.column_name].map(|name| quoted(name));
    let statement = format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL LIMIT {MOST_SHAPES}");
    let mut shapes = sqlx::query_scalar::<_, Vec<u8>>(sqlx::AssertSqlSafe(statement)).fetch(connection);
    while let Some(shape) = shapes.try_next().await.map_err(|_| DAMAGED)? {
        let mut reader = Reader { drawn, fault: None, line: None, deep: 0 };
        let read = GpkgWkb(shape).process_geom(&mut reader);
        match (reader.fault, read) {
            (Some(fault), _) => return Err(fault),
            (None, Err(_)) => return Err(DAMAGED),
            (None, Ok(())) => {}
        }
    }
    Ok(())
}

/// Writes a name as an identifier of SQL.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Takes the lines of polygons, and counts what is none.
struct Reader<'a> {
    drawn: &'a mut Outlines,
    fault: Option<Fault>,
    /// The line that is being read, if it belongs to a polygon.
    line: Option<Vec<Place>>,
    deep: usize,
}

impl Reader<'_> {
    fn or_stop(&mut self, done: Result<(), Fault>) -> geozero::error::Result<()> {
        done.map_err(|fault| {
            self.fault = Some(fault);
            GeozeroError::Geometry("refused".to_owned())
        })
    }
}

impl GeomProcessor for Reader<'_> {
    fn xy(&mut self, x: f64, y: f64, _: usize) -> geozero::error::Result<()> {
        if let Some(line) = &mut self.line {
            line.push((x, y));
        }
        Ok(())
    }

    fn point_begin(&mut self, _: usize) -> geozero::error::Result<()> {
        self.drawn.others += 1;
        Ok(())
    }

    fn linestring_begin(&mut self, is_whole: bool, _: usize, _: usize) -> geozero::error::Result<()> {
        if is_whole {
            self.drawn.others += 1;
        } else {
            self.line = Some(Vec::new());
        }
        Ok(())
    }

    fn linestring_end(&mut self, _: bool, _: usize) -> geozero::error::Result<()> {
        let Some(line) = self.line.take() else { return Ok(()) };
        let added = self.drawn.line(line);
        self.or_stop(added)
    }

    fn polygon_begin(&mut self, _: bool, _: usize, _: usize) -> geozero::error::Result<()> {
        let begun = self.drawn.begin();
        self.or_stop(begun)
    }

    fn geometrycollection_begin(&mut self, _: usize, _: usize) -> geozero::error::Result<()> {
        self.deep += 1;
        let is_too_deep = self.deep > MOST_DEEP;
        self.or_stop(if is_too_deep { Err(DAMAGED) } else { Ok(()) })
    }

    fn geometrycollection_end(&mut self, _: usize) -> geozero::error::Result<()> {
        self.deep -= 1;
        Ok(())
    }
}
