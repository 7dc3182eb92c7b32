//! Cells that a spreadsheet shows and never runs.
//!
//! A text that a spreadsheet could take for a formula gets an apostrophe in front; removing the first apostrophe of such
//! a cell gives the text back. Numbers that this program makes never begin like a formula and stay numbers.

use std::borrow::Cow;

/// Makes a cell of a text that somebody typed.
pub fn text(typed: &str) -> Cow<'_, str> {
    if looks_like_formula(typed) { Cow::Owned(format!("'{typed}")) } else { Cow::Borrowed(typed) }
}

/// Gives the text back that a cell was made of.
pub fn read(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| looks_like_formula(rest)).unwrap_or(cell)
}

/// Says whether the first thing in a text, past what spreadsheets pass over, begins a formula or breaks the cell.
fn looks_like_formula(typed: &str) -> bool {
    typed.chars().find(|c| breaks_cell(*c) || !is_passed_over(*c)).is_some_and(|c| breaks_cell(c) || begins_formula(c))
}

fn breaks_cell(c: char) -> bool {
    c.is_control()
}

/// The characters that begin a formula, with their full-width and small forms.
fn begins_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '+'
            | '-'
            | '@'
            | '\u{ff1d}'
            | '\u{ff0b}'
            | '\u{ff0d}'
            | '\u{ff20}'
            | '\u{fe66}'
            | '\u{fe62}'
            | '\u{fe63}'
            | '\u{fe6b}'
            | '\u{2212}'
    )
}

/// Spaces, quotes and characters without a width, which some programs strip before they read a cell.
fn is_passed_over(c: char) -> bool {
    let is_quote = matches!(c, '"' | '\'' | '`' | '\u{2018}'..='\u{201f}' | '\u{ff02}' | '\u{ff07}');
    let is_invisible = matches!(c, '\u{00ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    c.is_whitespace() || is_quote || is_invisible
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_begins_a_formula_is_marked_as_text() {
        for formula in [
            "=1+1",
            "+44 151",
            "-2",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "\nx",
            "\0x",
            "\u{ff1d}1",
            "\u{ff0b}1",
            "\u{ff0d}1",
            "\u{ff20}x",
            "\u{fe66}1",
            "\u{2212}1",
        ] {
            assert_eq!(text(formula), format!("'{formula}"), "{formula:?}");
        }
    }

    #[test]
    fn spaces_quotes_and_invisible_characters_in_front_hide_nothing() {
        for front in
            [" ", "\u{a0}", "\u{3000}", "\"", "'", "\u{201c}", "\u{feff}", "\u{200b}", " \"' ", "\u{202e}", "\u{2028}"]
        {
            let formula = format!("{front}=HYPERLINK(\"x\")");
            assert_eq!(text(&formula), format!("'{formula}"), "{front:?}");
        }
    }

    #[test]
    fn ordinary_words_and_numbers_stay_as_they_are() {
        for plain in [
            "",
            "7",
            "0.25",
            "ponds - and more",
            "a=b",
            " hedges",
            "'tis",
            "\u{201c}wild\u{201d}",
            "me@example.org",
            "(-3)",
            "£5",
        ] {
            assert_eq!(text(plain), plain);
        }
    }

    #[test]
    fn the_text_can_be_had_back_from_the_cell() {
        for typed in ["=1", "'=1", "''=1", "'tis", "\"=1", "words", "", "'", " '-"] {
            assert_eq!(read(&text(typed)), typed);
        }
    }
}
