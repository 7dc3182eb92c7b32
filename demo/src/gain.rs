//! The rules of the guided check on biodiversity net gain as the demonstration has them: those before July 2026 and those from then on.
//!
//! They show how rules are kept and are nobody's guidance: every set says that it is made up for the demonstration.

use chrono::{Days, NaiveDate};
use domain::{
    decimal::Decimal,
    gain::{Exemption, ExemptionKind, RuleSet, RuleSource, SmallEffect, SmallSite},
};

/// The first day of BNG for small sites, which is the first that the earlier rules are of.
const FIRST: Option<NaiveDate> = NaiveDate::from_ymd_opt(2024, 4, 2);
/// The first day of the later rules, by which the changes were announced.
const CHANGED: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 7, 31);
/// How many days before the demonstration is made its rules were reviewed.
const REVIEWED_BEFORE: Days = Days::new(14);
/// Two thousand square metres.
const SMALL_SITE: &str = "0.2";

/// Gives the rules, reviewed shortly before a day.
pub fn rule_sets(today: NaiveDate) -> Vec<RuleSet> {
    let (Some(first), Some(changed)) = (FIRST, CHANGED) else { return Vec::new() };
    let before = RuleSet {
        title: "Demonstration data: exemptions before 31 July 2026".to_owned(),
        sources: vec![source(
            "The Biodiversity Gain Requirements (Exemptions) Regulations 2024",
            "https://www.legislation.gov.uk/uksi/2024/47/contents",
        )],
        from: first,
        to: changed.pred_opt(),
        reviewed_on: today - REVIEWED_BEFORE,
        reviewer: "Folkmoot, for the demonstration and not for use".to_owned(),
        is_verified: true,
        small_effect: Some(SmallEffect { area: 25.into(), length: 5.into(), tree: 41.into() }),
        small_site: None,
        exemptions: applications().chain(developments()).chain([self_build()]).collect(),
        least_providers: 3,
    };
    let after = RuleSet {
        title: "Demonstration data: exemptions from 31 July 2026, as announced in April 2026".to_owned(),
        sources: vec![source(
            "Biodiversity net gain: guidance of the government",
            "https://www.gov.uk/government/collections/biodiversity-net-gain",
        )],
        from: changed,
        to: None,
        is_verified: false,
        small_site: Decimal::parse(SMALL_SITE).ok().map(|hectares| SmallSite { hectares }),
        exemptions: applications().chain([temporary()]).chain(developments()).collect(),
        ..before.clone()
    };
    vec![before, after]
}

fn source(title: &str, address: &str) -> RuleSource {
    RuleSource { title: title.to_owned(), address: address.to_owned() }
}

fn applications() -> impl Iterator<Item = Exemption> {
    [
        ("A householder application", Some("an extension or a conversion of a home, for example")),
        ("An application for what was built already", Some("retrospective planning permission")),
    ]
    .into_iter()
    .map(|(words, hint)| Exemption::new(ExemptionKind::Application, words, hint))
}

fn developments() -> impl Iterator<Item = Exemption> {
    [
        ("A biodiversity gain site", Some("habitat that is made better for the sake of others’ developments")),
        ("Part of the high speed railway network", Some("HS2")),
    ]
    .into_iter()
    .map(|(words, hint)| Exemption::new(ExemptionKind::Development, words, hint))
}

fn self_build() -> Exemption {
    let hint = "up to 9 homes on up to 0.5 hectares, all of them self-build or custom-build";
    Exemption::new(ExemptionKind::Development, "Small self-build or custom housebuilding", Some(hint))
}

fn temporary() -> Exemption {
    Exemption::new(ExemptionKind::Application, "A temporary permission", Some("for up to 5 years"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_follow_each_other_say_what_they_are_and_were_just_reviewed() {
        let today = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
        let rules = rule_sets(today);
        assert_eq!(rules.len(), 2);
        assert!(!rules[0].overlaps(&rules[1]) && rules[0].to.and_then(|day| day.succ_opt()) == Some(rules[1].from));
        assert!(rules.iter().all(|rules| rules.title.starts_with("Demonstration data") && !rules.is_stale(today)));
        assert_eq!([rules[0].is_verified, rules[1].is_verified], [true, false]);
        assert!(rules[1].exemptions.iter().all(|exemption| exemption.id != self_build().id));
        for rules in rules {
            let ids: std::collections::BTreeSet<_> = rules.exemptions.iter().map(|exemption| &exemption.id).collect();
            assert_eq!(ids.len(), rules.exemptions.len(), "{}", rules.title);
        }
    }
}
