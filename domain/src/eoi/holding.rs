//! The official numbers of a holding and its land; all optional, and never shown in public.

use serde::{Deserialize, Serialize};

use super::reading::Reading;
use crate::{
    fields::Fields,
    refusal::{Identifier, Reason, Refusal},
};

/// How many parcels or titles one site may list.
const LIST_LIMIT: usize = 100;
/// The longest title number, in characters.
const TITLE_LIMIT: usize = 20;

/// The official numbers of a holding and its land.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// The single business identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sbi: Option<u32>,
    /// The county parish holding number, for example `12/345/6789`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cph: Option<String>,
    /// Rural land parcels, for example `SJ3950 8801`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parcels: Vec<String>,
    /// Land Registry titles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<String>,
}

pub(super) fn judge(fields: &Fields) -> Result<Holding, Vec<Refusal>> {
    let mut form = Reading::new(fields);
    let sbi = form.parsed("sbi", |typed| sbi(typed).ok_or(Reason::NotAnIdentifier { identifier: Identifier::Sbi }));
    let cph = form.parsed("cph", |typed| cph(typed).ok_or(Reason::NotAnIdentifier { identifier: Identifier::Cph }));
    let parcels = form.parsed("parcels", |typed| list(typed, Identifier::Parcel, parcel)).unwrap_or_default();
    let titles = form.parsed("titles", |typed| list(typed, Identifier::Title, title)).unwrap_or_default();
    form.finish(Some(Holding { sbi, cph, parcels, titles }))
}

/// Reads nine digits in the range that Defra's own services take.
fn sbi(typed: &str) -> Option<u32> {
    let plain = without_spaces(typed);
    let number =
        (plain.len() == 9 && plain.bytes().all(|b| b.is_ascii_digit())).then(|| plain.parse().ok()).flatten()?;
    (105_000_000..=999_999_999).contains(&number).then_some(number)
}

fn cph(typed: &str) -> Option<String> {
    let plain = without_spaces(typed);
    let parts: Vec<&str> = plain.split('/').collect();
    let digits = match parts.as_slice() {
        [all] => (*all).to_owned(),
        [county, parish, holding] if (county.len(), parish.len(), holding.len()) == (2, 3, 4) => parts.concat(),
        _ => return None,
    };
    let is_complete = digits.len() == 9 && digits.bytes().all(|b| b.is_ascii_digit());
    is_complete.then(|| format!("{}/{}/{}", &digits[..2], &digits[2..5], &digits[5..]))
}

fn parcel(typed: &str) -> Option<String> {
    let plain = without_spaces(typed).to_ascii_uppercase();
    let (letters, digits) = plain.split_at_checked(2)?;
    let has_shape = letters.bytes().all(|b| b.is_ascii_uppercase())
        && digits.len() == 8
        && digits.bytes().all(|b| b.is_ascii_digit());
    has_shape.then(|| format!("{letters}{} {}", &digits[..4], &digits[4..]))
}

fn title(typed: &str) -> Option<String> {
    let plain = without_spaces(typed).to_ascii_uppercase();
    (plain.len() <= TITLE_LIMIT && plain.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(plain)
}

/// Reads entries parted by commas, semicolons or lines; an entry that occurs twice is kept once.
fn list(typed: &str, identifier: Identifier, parse: fn(&str) -> Option<String>) -> Result<Vec<String>, Reason> {
    let mut entries = Vec::new();
    for entry in typed.split([',', ';', '\n']).map(str::trim).filter(|entry| !entry.is_empty()) {
        let Some(parsed) = parse(entry) else {
            let entry = entry.chars().take(TITLE_LIMIT * 2).collect();
            return Err(Reason::EntryNotAnIdentifier { identifier, entry });
        };
        if !entries.contains(&parsed) {
            entries.push(parsed);
        }
        if entries.len() > LIST_LIMIT {
            let chosen = typed.split([',', ';', '\n']).filter(|entry| !entry.trim().is_empty()).count();
            return Err(Reason::TooMany { at_most: LIST_LIMIT, chosen });
        }
    }
    Ok(entries)
}

fn without_spaces(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(field: &str, typed: &str) -> Result<Holding, Reason> {
        judge(&Fields::new([(field, typed)])).map_err(|mut refusals| refusals.remove(0).reason)
    }

    #[test]
    fn a_holding_needs_no_numbers() {
        assert_eq!(judge(&Fields::default()), Ok(Holding::default()));
    }

    #[test]
    fn a_business_identifier_has_nine_digits_in_its_range() {
        assert_eq!(judged("sbi", "105 000 000").unwrap().sbi, Some(105_000_000));
        assert_eq!(judged("sbi", "999999999").unwrap().sbi, Some(999_999_999));
        for typed in ["104999999", "1000000000", "+105000000", "abc", "0105000000"] {
            assert_eq!(judged("sbi", typed), Err(Reason::NotAnIdentifier { identifier: Identifier::Sbi }), "{typed}");
        }
    }

    #[test]
    fn a_holding_number_is_written_with_its_slashes() {
        assert_eq!(judged("cph", "123456789").unwrap().cph.as_deref(), Some("12/345/6789"));
        assert_eq!(judged("cph", "12/345/6789").unwrap().cph.as_deref(), Some("12/345/6789"));
        for typed in ["1/2345/6789", "12/345/678", "12-345-6789", "12/345/67890"] {
            assert_eq!(judged("cph", typed), Err(Reason::NotAnIdentifier { identifier: Identifier::Cph }), "{typed}");
        }
    }

    #[test]
    fn parcels_are_listed_with_commas_or_on_lines_and_kept_once() {
        let parcels = judged("parcels", "sj39508801, SJ 3951 8802;\nSJ3950 8801\n").unwrap().parcels;
        assert_eq!(parcels, ["SJ3950 8801", "SJ3951 8802"]);
    }

    #[test]
    fn the_parcel_that_is_wrong_is_named() {
        let wrong = Reason::EntryNotAnIdentifier { identifier: Identifier::Parcel, entry: "SJ395 8801".into() };
        assert_eq!(judged("parcels", "SJ3950 8801, SJ395 8801"), Err(wrong));
    }

    #[test]
    fn a_list_ends_at_a_hundred() {
        let lines = |count: usize| (0..count).map(|n| format!("MS{n}")).collect::<Vec<_>>().join("\n");
        assert_eq!(judged("titles", &lines(100)).unwrap().titles.len(), 100);
        assert_eq!(judged("titles", &lines(102)), Err(Reason::TooMany { at_most: 100, chosen: 102 }));
    }
}
