//! What people read of open data.

use domain::crosstab::By;

use super::analysis;

/// What is said wherever open data are shown.
pub const ROUNDED: &str = "Numbers are rounded to the nearest 5, each by itself, and percentages come from the rounded numbers. A figure is \
     withheld where fewer than 10 people stand behind it, where it would give such a figure away, or where nobody or everybody in a \
     group gave an answer.";

/// Says what answers are set against.
pub fn by(by: &By) -> String {
    match by {
        By::Everybody => "nothing: everybody together".to_owned(),
        By::Segment => "kind of respondent".to_owned(),
        By::Margin(name) => format!("{} of residents", analysis::margin(name)),
    }
}

/// Names a table by its question and what its answers are set against.
pub fn table(text: &str, by: &By) -> String {
    match by {
        By::Everybody => text.to_owned(),
        by => format!("{text} By {}", self::by(by)),
    }
}
