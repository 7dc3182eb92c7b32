//! The form of a telephone number.

/// Says whether a text has the form of a telephone number, with the area code or the code of a country.
pub fn is_telephone(text: &str) -> bool {
    let written: String = text.chars().map(usual).collect();
    let number = without_extension(&written).trim_start_matches('(');
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let plus = number.starts_with('+');
    number.chars().skip(usize::from(plus)).all(|c| c.is_ascii_digit() || " ()-.".contains(c))
        && if plus || number.starts_with("00") {
            (8..=17).contains(&digits)
        } else {
            number.starts_with('0') && (10..=11).contains(&digits)
        }
}

/// Gives the usual sign for the other spaces and hyphens that come along when a number is copied.
fn usual(sign: char) -> char {
    match sign {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        space if space.is_whitespace() => ' ',
        other => other,
    }
}

/// Leaves out an extension such as `ext 12` or `x12`, which may follow any number.
fn without_extension(text: &str) -> &str {
    let text = text.trim();
    let Some((number, extension)) = text.rsplit_once(['x', 'X', 't', 'T']) else { return text };
    let is_short = (1..=6).contains(&extension.trim().len()) && extension.trim().bytes().all(|b| b.is_ascii_digit());
    let number = number.trim_end().trim_end_matches(['e', 'E', 'x', 'X']);
    if is_short { number.trim_end() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_in_the_ways_in_which_people_write_them() {
        for typed in [
            "0151 496 0000",
            "(0151) 496-0000",
            "07700900123",
            "+44 (0)151 496 0000",
            "0044 151 496 0000",
            "+353 1 496 0000",
            "0151 496 0000 ext 12",
            "0151 496 0000 x4",
            "(+44) 151 496 0000",
            "(0044) 151 496 0000",
            "0151\u{a0}496\u{2011}0000",
        ] {
            assert!(is_telephone(typed), "{typed}");
        }
    }

    #[test]
    fn other_words_and_numbers_without_an_area_are_refused() {
        for typed in
            ["", "496 0000", "ring me", "0151 496 00", "0151 496 00000", "ann@example.org", "+44", "12345678901"]
        {
            assert!(!is_telephone(typed), "{typed}");
        }
    }
}
