//! The data dictionary: one line for each column, or one for each of its values where these have labels.

use std::collections::BTreeMap;

use crate::{Failure, Row, Sheet, measure::Lines, sets::spss};

/// What the dictionary says of each column.
pub(crate) const HEADINGS: [&str; 9] =
    ["column", "question", "kind", "label", "type", "value", "value_label", "missing", "spss_name"];

/// Gives the lines of the dictionary, the headings first.
pub(crate) fn lines(sheet: &Sheet) -> Vec<Row> {
    let mut lines = vec![HEADINGS.map(str::to_owned).to_vec()];
    for (column, variable) in sheet.columns.iter().zip(spss::variables(sheet)) {
        let line = |value: &str, label: &str, missing: &str| {
            let question = column.question.clone().unwrap_or_default();
            let cells = [
                column.name.as_str(),
                question.as_str(),
                column.kind,
                column.label.as_str(),
                column.type_word(),
                value,
                label,
                missing,
                variable.as_str(),
            ];
            cells.map(str::to_owned).to_vec()
        };
        let labelled = column.labelled();
        if labelled.is_empty() {
            lines.push(line("", "", ""));
        }
        for value in labelled {
            lines.push(line(&value.name, &value.label, if value.is_missing { "yes" } else { "no" }));
        }
    }
    lines
}

/// Gives the lines of the dictionary, each with the names of what it says.
pub(crate) fn entries(sheet: &Sheet) -> Vec<BTreeMap<&'static str, String>> {
    lines(sheet).into_iter().skip(1).map(|line| HEADINGS.into_iter().zip(line).collect()).collect()
}

/// Writes the dictionary as CSV.
pub fn dictionary(sheet: &Sheet) -> Result<Vec<u8>, Failure> {
    let mut written = Vec::new();
    let mut csv = Lines::default();
    for line in lines(sheet) {
        written.extend_from_slice(csv.of_words(&line)?);
    }
    Ok(written)
}
