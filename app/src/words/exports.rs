//! What staff read of exports: for whom each format is, and what is in it.

use domain::export::{ExportFormat, Lifetime};

use super::Labelled;

/// What is said wherever responses are taken out.
pub const PERSONAL: &str = "A file of responses is personal data even without names: a rare mix of answers can point to one person, and \
     people write about themselves and others. Keep it where only those who need it can open it, and delete it when \
     you are done. Email addresses and telephone numbers are never in it.";
/// What every format comes with.
pub const COMES_WITH: &str = "Each comes with a data dictionary, which says what every column and value means, and a manifest with the number of \
     responses and the hash of the data. A workbook has them in sheets of their own; the others are zips. In CSV, and for SPSS, \
     a text that a spreadsheet could run has an apostrophe in front.";
/// What the tick for own words says.
pub const OWN_WORDS: &str = "Include what people wrote in their own words";
/// What that means.
pub const OWN_WORDS_HINT: &str = "Comments, other answers, places, postcodes and names of files. Redacted words stand in the place of what \
     was written. Without own words a file has choices, numbers and dates alone.";

impl Labelled for ExportFormat {
    fn label(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Excel => "Excel workbook (XLSX)",
            Self::Json => "JSON Lines",
            Self::Parquet => "Parquet",
            Self::R => "Set for R",
            Self::Spss => "Set for SPSS and PSPP",
            Self::Consult => "Set for Consult",
            Self::Polis => "Set for what reads Polis",
        }
    }

    fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::Csv => "For any program.",
            Self::Excel => {
                "For reading and sorting in Excel or LibreOffice. Its sheets are responses, dictionary and manifest. Up to \
                 1,048,575 responses."
            }
            Self::Json => "For programmers. One JSON document on each line.",
            Self::Parquet => "For Python, DuckDB and Power BI, above all with many responses. Columns have types.",
            Self::R => "For R. A script makes factors and labels of the responses with base R alone.",
            Self::Spss => "For SPSS and PSPP. Answers are numbers, and syntax gives them labels and missing values.",
            Self::Consult => {
                "For Consult, with which the UK government groups comments into themes. Include own words, or it has no comments to \
                 group. Numbers, orders and points have no place in it."
            }
            Self::Polis => {
                "For programs that read the exports of Polis. It has the questions whose answers say that people agree, or do not, \
                 and who answered how, by a number that leads to nobody."
            }
        })
    }
}

impl Labelled for Lifetime {
    fn label(self) -> &'static str {
        match self {
            Self::Month => "30 days",
            Self::Quarter => "90 days",
            Self::HalfYear => "180 days",
            Self::Year => "1 year",
        }
    }
}
