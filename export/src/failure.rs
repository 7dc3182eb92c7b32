//! Why an export cannot be written.

/// What went wrong while an export was written; none of them quotes what is in a row.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The rows broke off before their end.
    #[error("the rows broke off: {0}")]
    BrokenOff(String),
    /// A cell holds what its column cannot.
    #[error("a cell of the column {0} holds what the column cannot")]
    Cell(String),
    /// There are more rows than a sheet of Excel takes.
    #[error("there are more rows than a sheet of Excel takes")]
    TooManyRows,
    /// Nobody takes the bytes any more, or there is no room for them.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A row of CSV could not be written.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// A line of JSON could not be written.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The workbook could not be written.
    #[error(transparent)]
    Excel(#[from] rust_xlsxwriter::XlsxError),
    /// The Parquet file could not be written.
    #[error(transparent)]
    Parquet(#[from] parquet::errors::ParquetError),
    /// The set could not be packed.
    #[error(transparent)]
    Zip(#[from] zip::result::ZipError),
}
