//! Postcodes: answers keep only the first half; only the address for a letter needs the whole.

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
    fn other_words_are_not_postcodes() {
        for typed in ["", "Liverpool", "12345", "L17 1A", "é17", "L171APX"] {
            assert_eq!(outward_code(typed), None, "{typed}");
        }
    }
}
