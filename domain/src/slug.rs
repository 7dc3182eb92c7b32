//! Names for addresses and files, made from words that people write.

/// Says whether a text can be a name in addresses: small letters, digits and hyphens, with no hyphen at either end.
pub fn is_name(name: &str) -> bool {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    is_plain && !name.is_empty() && !name.starts_with('-') && !name.ends_with('-')
}

/// Makes a name of small letters, digits and hyphens from the first words of a text; empty where it has none of these.
pub fn from_words(text: &str, most_words: usize, longest: usize) -> String {
    let plain = |word: &str| -> String {
        word.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
    };
    let words = text.split(|c: char| c.is_whitespace() || c == '-').map(plain).filter(|word| !word.is_empty());
    let mut name = words.take(most_words).collect::<Vec<_>>().join("-");
    name.truncate(longest);
    name.truncate(name.trim_end_matches('-').len());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_addresses_has_small_letters_digits_and_hyphens_between_them() {
        assert!(is_name("early-survey-2"));
        for none in ["", "a b", "-a", "a-", "É", "A"] {
            assert!(!is_name(none), "{none}");
        }
    }
}
