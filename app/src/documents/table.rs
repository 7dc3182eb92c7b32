//! Tables as plain text: whether something is one, and whether a spreadsheet would carry anything out in it.

use csv::{ReaderBuilder, StringRecord};

/// What the first letter of a cell tells a spreadsheet to work it out.
const BEGINNINGS: [char; 4] = ['=', '+', '-', '@'];

/// Says whether a text is a table: two rows or more, each of the same two or more cells.
pub(super) fn is_table(text: &str) -> bool {
    let mut rows = rows(text);
    let Some(Ok(first)) = rows.next() else { return false };
    let mut count = 1;
    first.len() > 1
        && rows.all(|row| {
            count += 1;
            row.is_ok_and(|row| row.len() == first.len())
        })
        && count > 1
}

/// Says whether there is a cell that a spreadsheet takes for a formula; a number below zero is none.
pub(super) fn has_formulas(text: &str) -> bool {
    rows(text).flatten().any(|row| row.iter().any(is_formula))
}

fn is_formula(cell: &str) -> bool {
    let cell = cell.trim();
    cell.starts_with(BEGINNINGS) && cell.len() > 1 && cell.replace(',', "").parse::<f64>().is_err()
}

fn rows(text: &str) -> impl Iterator<Item = Result<StringRecord, csv::Error>> + use<'_> {
    let text = text.trim_start_matches('\u{feff}');
    ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes()).into_records()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_rows_of_the_same_cells() {
        assert!(is_table("\u{feff}Site,Area\r\n\"Ponds, north\",4\r\n"));
        for prose in ["Ponds", "Ponds, hedges", "Ponds, hedges\nand woods", "a\nb\n", ""] {
            assert!(!is_table(prose), "{prose}");
        }
    }

    #[test]
    fn a_cell_that_is_worked_out_is_a_formula_and_a_number_is_none() {
        for cell in ["=1+1", " @SUM(A1)", "+cmd", "-2+3"] {
            assert!(has_formulas(&format!("a,b\n1,{cell}\n")), "{cell}");
        }
        for cell in ["-2.5", "+44", "-1,5", "-", "a=b", "\"-1,234\""] {
            assert!(!has_formulas(&format!("a,b\n1,{cell}\n")), "{cell}");
        }
    }
}
