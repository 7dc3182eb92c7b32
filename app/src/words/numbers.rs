//! Numbers as people read them.

/// Writes a whole number with commas between thousands.
pub fn whole(number: impl TryInto<u64>) -> String {
    let digits = number.try_into().unwrap_or(u64::MAX).to_string();
    let mut written = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// Writes a share as a whole percentage.
pub fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// Says a number of things, for example `1 response` or `12 responses`.
pub fn count(number: impl TryInto<u64>, one: &str, many: &str) -> String {
    let number = number.try_into().unwrap_or(u64::MAX);
    format!("{} {}", whole(number), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        assert_eq!(whole(7_u64), "7");
        assert_eq!(whole(1_834_u64), "1,834");
        assert_eq!(whole(1_551_500_u64), "1,551,500");
    }

    #[test]
    fn one_thing_is_not_many() {
        assert_eq!(count(1, "response", "responses"), "1 response");
        assert_eq!(count(0, "response", "responses"), "0 responses");
    }
}
