//! Parquet: typed columns, with the dictionary and the manifest in the metadata of the file.

use std::{mem, sync::Arc};

use chrono::{DateTime, Datelike, NaiveDate};
use domain::question::Values;
use parquet::{
    basic::{Compression, LogicalType, Repetition, Type as Physical},
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type},
    file::{
        metadata::KeyValue,
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::types::{Type, TypePtr},
};

use super::{Out, Rows};
use crate::{Described, Failure, Manifest, Row, Sheet, dictionary, typed::Typed};

/// About how many cells are in memory before they are written as one group of rows.
const CELLS_AT_ONCE: usize = 500_000;
/// Whether a cell holds something, as Parquet counts it.
const HELD: i16 = 1;
const EMPTY: i16 = 0;

/// A Parquet file.
pub(super) struct Parquet<'o> {
    file: SerializedFileWriter<Out<'o>>,
    rows: Vec<Row>,
    at_once: usize,
}

impl<'o> Parquet<'o> {
    /// Begins with the schema.
    pub(super) fn begin(sheet: &Sheet, out: Out<'o>) -> Result<Self, Failure> {
        let fields: Result<Vec<TypePtr>, Failure> = sheet.columns.iter().map(field).collect();
        let schema = Type::group_type_builder(sheet.name).with_fields(fields?).build()?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        let at_once = (CELLS_AT_ONCE / sheet.columns.len().max(1)).max(1);
        Ok(Self { file, rows: Vec::new(), at_once })
    }

    fn flush(&mut self, sheet: &Sheet) -> Result<(), Failure> {
        let rows = mem::take(&mut self.rows);
        if rows.is_empty() {
            return Ok(());
        }
        let mut group = self.file.next_row_group()?;
        for (column, place) in sheet.columns.iter().zip(0..) {
            let cells: Result<Vec<_>, _> = rows.iter().map(|row| Typed::read(column, &row[place])).collect();
            write_column(&mut group, column, &cells?)?;
        }
        group.close()?;
        Ok(())
    }
}

impl Rows for Parquet<'_> {
    fn add(&mut self, sheet: &Sheet, row: &Row, _: &[u8]) -> Result<(), Failure> {
        self.rows.push(row.clone());
        if self.rows.len() == self.at_once { self.flush(sheet) } else { Ok(()) }
    }

    fn end(mut self: Box<Self>, sheet: &Sheet, manifest: &Manifest) -> Result<(), Failure> {
        self.flush(sheet)?;
        let dictionary = serde_json::to_string(&dictionary::entries(sheet))?;
        for (key, value) in
            [("folkmoot.dictionary", dictionary), ("folkmoot.manifest", serde_json::to_string(manifest)?)]
        {
            self.file.append_key_value_metadata(KeyValue::new(key.to_owned(), value));
        }
        self.file.close()?;
        Ok(())
    }
}

/// Gives the type of a column, of which every cell can be empty.
fn field(column: &Described) -> Result<TypePtr, Failure> {
    let (physical, logical) = match column.values {
        Values::Words | Values::Names | Values::OneOf(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Values::Number => (Physical::DOUBLE, None),
        Values::Whole(_) => (Physical::INT64, None),
        Values::Day => (Physical::INT32, Some(LogicalType::Date)),
        Values::Tick => (Physical::BOOLEAN, None),
    };
    let builder = Type::primitive_type_builder(&column.name, physical);
    let built = builder.with_repetition(Repetition::OPTIONAL).with_logical_type(logical).build()?;
    Ok(Arc::new(built))
}

fn write_column(
    group: &mut SerializedRowGroupWriter<'_, Out<'_>>,
    column: &Described,
    cells: &[Typed<'_>],
) -> Result<(), Failure> {
    match column.values {
        Values::Words | Values::Names | Values::OneOf(_) => write::<ByteArrayType>(group, cells, |cell| match cell {
            Typed::Text(text) => Some(ByteArray::from(*text)),
            _ => None,
        }),
        Values::Number => write::<DoubleType>(group, cells, |cell| match cell {
            Typed::Number(number) => Some(*number),
            _ => None,
        }),
        Values::Whole(_) => write::<Int64Type>(group, cells, |cell| match cell {
            Typed::Whole(number) => Some(i64::from(*number)),
            _ => None,
        }),
        Values::Day => write::<Int32Type>(group, cells, |cell| match cell {
            Typed::Day(day) => Some(days_since_1970(*day)),
            _ => None,
        }),
        Values::Tick => write::<BoolType>(group, cells, |cell| match cell {
            Typed::Tick(is_ticked) => Some(*is_ticked),
            _ => None,
        }),
    }
}

/// Writes the next column of a group: the cells that hold something, and which these are.
fn write<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Out<'_>>,
    cells: &[Typed<'_>],
    value: impl Fn(&Typed<'_>) -> Option<T::T>,
) -> Result<(), Failure> {
    let read: Vec<Option<T::T>> = cells.iter().map(value).collect();
    let held: Vec<i16> = read.iter().map(|value| if value.is_some() { HELD } else { EMPTY }).collect();
    let values: Vec<T::T> = read.into_iter().flatten().collect();
    let writer = group.next_column()?;
    let mut writer = writer.ok_or_else(|| Failure::BrokenOff("the schema has too few columns".to_owned()))?;
    writer.typed::<T>().write_batch(&values, Some(&held), None)?;
    writer.close()?;
    Ok(())
}

fn days_since_1970(day: NaiveDate) -> i32 {
    day.num_days_from_ce() - DateTime::UNIX_EPOCH.date_naive().num_days_from_ce()
}
