//! Exports: the formats in which responses can be taken out, and the saved ones that other programs fetch.

use chrono::TimeDelta;

use crate::{time::Moment, vocabulary::vocabulary};

vocabulary! {
    /// What kind of file an export is.
    ExportFormat {
        /// Comma-separated values, which every program reads.
        Csv = "csv",
        /// A workbook for Excel and other spreadsheets.
        Excel = "xlsx",
        /// One JSON document on each line.
        Json = "json",
        /// Typed columns for programs that read much data.
        Parquet = "parquet",
        /// A folder for R: the data and a script that reads it.
        R = "r",
        /// A folder for SPSS and PSPP: the data and syntax that reads it.
        Spss = "spss",
        /// A folder for Consult, which groups comments into themes.
        Consult = "consult",
        /// The files of Polis, which tell who agrees with what.
        Polis = "polis",
    }

    /// For how long a saved export can be fetched.
    Lifetime {
        /// A month.
        Month = "30",
        /// Three months.
        Quarter = "90",
        /// Half a year.
        HalfYear = "180",
        /// A year, which is the most.
        Year = "365",
    }
}

/// The most characters of the name of a saved export.
pub const NAME_LIMIT: usize = 100;
/// The most saved exports of one consultation.
pub const MOST_SAVED: usize = 50;

impl ExportFormat {
    /// Says whether it can tell answers to questions alone, in the way of the one program for which it is.
    pub fn is_of_answers_alone(self) -> bool {
        matches!(self, Self::Consult | Self::Polis)
    }

    /// Says whether it is several files, whatever it is packed in.
    pub fn is_set(self) -> bool {
        matches!(self, Self::R | Self::Spss | Self::Consult | Self::Polis)
    }
}

impl Lifetime {
    /// Gives the moment at which a saved export that is made or renewed now can be fetched no more.
    pub fn expires_at(self, now: Moment) -> Moment {
        let days = match self {
            Self::Month => 30,
            Self::Quarter => 90,
            Self::HalfYear => 180,
            Self::Year => 365,
        };
        now + TimeDelta::days(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Word;

    #[test]
    fn a_saved_export_is_fetched_for_as_many_days_as_its_word_says_and_for_a_year_at_most() {
        let now = Moment::UNIX_EPOCH;
        for lifetime in Lifetime::ALL {
            let days = (lifetime.expires_at(now) - now).num_days();
            assert_eq!(days.to_string(), lifetime.word());
            assert!(days <= 365);
        }
    }
}
