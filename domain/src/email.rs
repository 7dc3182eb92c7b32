//! The form of an email address.

/// The most bytes that an address may have.
const LIMIT: usize = 254;
/// The most bytes of what stands before the `@`.
const NAME_LIMIT: usize = 64;
/// The most bytes of a part of the host.
const LABEL_LIMIT: usize = 63;
/// What a name may hold besides letters, digits and single dots inside it.
const MARKS: &str = "!#$%&'*+-/=?^_`{|}~";

/// Says whether a text has the form of an email address; whether mail arrives there nobody can know.
pub fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let labels = || host.split('.');
    text.len() <= LIMIT
        && name.len() <= NAME_LIMIT
        && name
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || MARKS.contains(c)))
        && labels().count() >= 2
        && labels().all(|label| {
            !label.is_empty() && label.len() <= LABEL_LIMIT && !label.starts_with('-') && !label.ends_with('-')
        })
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
    fn dots_stand_one_by_one_inside_a_name() {
        for typed in ["a..b@example.org", ".a@example.org", "a.@example.org", "a[b]@example.org", "a\\b@example.org"] {
            assert!(!is_email(typed), "{typed}");
        }
        assert!(is_email("o'brien@example.org"));
    }

    #[test]
    fn a_name_without_a_full_host_is_not_an_address() {
        for typed in ["", "ann", "ann@", "@example.org", "ann@localhost", "ann@example..org", "ann@-example.org"] {
            assert!(!is_email(typed), "{typed}");
        }
    }
}
