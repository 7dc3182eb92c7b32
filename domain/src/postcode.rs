//! Postcodes: answers keep only the first half; only the address for a letter needs the whole.

/// The postcode areas of Great Britain whose letters are also a 100 km square of the National Grid.
///
/// Source: Ordnance Survey, Code-Point Open (areas) and the National Grid's squares.
const AREAS_AND_GRID_SQUARES: [&str; 38] = [
    "HA", "HD", "HG", "HP", "HR", "HS", "HU", "HX", "NE", "NG", "NN", "NP", "NR", "NW", "OL", "OX", "SA", "SE", "SG",
    "SK", "SL", "SM", "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW",
];

/// Reads a full postcode or its first half and gives the first half (the outward code), for example `L17`.
pub fn outward_code(typed: &str) -> Option<String> {
    let letters = plain(typed)?;
    if is_outward(&letters) {
        return Some(letters);
    }
    halves(&letters).map(|(outward, _)| outward.to_owned())
}

/// Reads a full postcode and gives it as it is written on an envelope, for example `L17 1AP`.
pub fn full_postcode(typed: &str) -> Option<String> {
    let letters = plain(typed)?;
    halves(&letters).map(|(outward, inward)| format!("{outward} {inward}"))
}

/// Says whether the first half of a postcode begins with an area that is also the name of a square of the National Grid.
///
/// `SK11` alone is a place near Macclesfield to nearly everybody who writes it, and not ten kilometres of the Peak District.
pub fn is_area_and_grid_square(outward: &str) -> bool {
    outward.get(..2).is_some_and(|area| AREAS_AND_GRID_SQUARES.contains(&area))
}

/// Cuts the second half off each whole postcode among other words: `12 High Street L17 1AP` becomes `12 High Street L17`.
pub fn without_second_halves(words: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        let inner = word.trim_matches(is_mark);
        let (opening, rest) = word.split_once(inner).unwrap_or_default();
        let code = inner.replace('-', "").to_ascii_uppercase();
        let before =
            kept.last_mut().filter(|before| is_outward(&before.trim_start_matches(is_mark).to_ascii_uppercase()));
        match (before, halves(&code)) {
            (Some(before), _) if opening.is_empty() && is_inward(&code) => before.push_str(rest),
            (_, Some((outward, _))) => kept.push(format!("{opening}{outward}{rest}")),
            _ => kept.push(word.to_owned()),
        }
    }
    kept.join(" ")
}

/// Says whether a character is punctuation that may stand around a postcode.
fn is_mark(character: char) -> bool {
    !character.is_alphanumeric()
}

fn plain(typed: &str) -> Option<String> {
    let letters = typed.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    letters.is_ascii().then_some(letters)
}

fn halves(letters: &str) -> Option<(&str, &str)> {
    let (outward, inward) = letters.split_at_checked(letters.len().checked_sub(3)?)?;
    (is_outward(outward) && is_inward(inward)).then_some((outward, inward))
}

fn is_inward(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 3 && bytes[0].is_ascii_digit() && bytes[1..].iter().all(|b| is_inward_letter(*b))
}

fn is_inward_letter(byte: u8) -> bool {
    byte.is_ascii_uppercase() && !b"CIKMOV".contains(&byte)
}

fn is_outward(code: &str) -> bool {
    let area = code.bytes().take_while(u8::is_ascii_uppercase).count();
    let district = &code.as_bytes()[area..];
    (1..=2).contains(&area)
        && match district {
            [digit] => digit.is_ascii_digit(),
            [digit, last] => digit.is_ascii_digit() && last.is_ascii_alphanumeric(),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_half_of_a_postcode_is_kept() {
        assert_eq!(outward_code("l17 1ap").as_deref(), Some("L17"));
        assert_eq!(outward_code("CH411AA").as_deref(), Some("CH41"));
        assert_eq!(outward_code("ec1a 1bb").as_deref(), Some("EC1A"));
    }

    #[test]
    fn the_first_half_alone_is_enough() {
        assert_eq!(outward_code(" wa10 ").as_deref(), Some("WA10"));
    }

    #[test]
    fn a_letter_needs_the_whole_postcode() {
        assert_eq!(full_postcode("l171ap").as_deref(), Some("L17 1AP"));
        assert_eq!(full_postcode("L17"), None);
    }

    #[test]
    fn second_halves_are_cut_out_of_other_words_and_all_else_stays() {
        for (typed, kept) in [
            ("12 High Street L17 1AP", "12 High Street L17"),
            ("ch41 1aa, by the gate", "ch41, by the gate"),
            ("near L171AP.", "near L17."),
            ("L17 1AP L17 1AP", "L17 L17"),
            ("the pond behind bus stop 12, 2nd left", "the pond behind bus stop 12, 2nd left"),
            ("é17 1AP and 1AP", "é17 1AP and 1AP"),
            ("the gate (L17 1AP)? here", "the gate (L17)? here"),
            ("at L17-1AP: left", "at L17: left"),
            ("— L17 (1AP)", "— L17 (1AP)"),
            ("", ""),
        ] {
            assert_eq!(without_second_halves(typed), kept, "{typed}");
        }
    }

    #[test]
    fn other_words_are_not_postcodes() {
        for typed in ["", "Liverpool", "12345", "L17 1A", "é17", "L171APX"] {
            assert_eq!(outward_code(typed), None, "{typed}");
        }
    }
}
