//! The form of an e-mail address.

/// The most bytes that an address may have.
const LIMIT: usize = 254;

/// Says whether a text has the form of an e-mail address; whether mail arrives there nobody can know.
pub fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let labels = || host.split('.');
    !name.is_empty()
        && text.len() <= LIMIT
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;\"()".contains(c))
        && !name.contains('@')
        && labels().count() >= 2
        && labels().all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
        && host.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_cannot_smuggle_a_second_recipient_into_an_address() {
        assert!(!is_email("a@example.org\nBcc: b@example.org"));
        assert!(!is_email("a@example.org,b@example.org"));
        assert!(is_email("first.last+nature@example.co.uk"));
    }

    #[test]
    fn a_name_without_a_full_host_is_not_an_address() {
        for typed in ["", "ann", "ann@", "@example.org", "ann@localhost", "ann@example..org", "ann@-example.org"] {
            assert!(!is_email(typed), "{typed}");
        }
    }
}
