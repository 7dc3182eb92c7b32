//! The limits of the check, each on both of its sides.

use super::*;

fn decimal(typed: &str) -> Decimal {
    Decimal::parse(typed).unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn rules() -> RuleSet {
    RuleSet {
        title: "Rules for tests".into(),
        sources: Vec::new(),
        from: day(2024, 4, 2),
        to: Some(day(2026, 7, 30)),
        reviewed_on: day(2026, 8, 31),
        reviewer: "Planning officer".into(),
        is_verified: false,
        small_effect: Some(SmallEffect { area: decimal("25"), length: decimal("5"), tree: decimal("41") }),
        small_site: None,
        exemptions: vec![Exemption { id: "householder".into(), words: "A householder application".into(), hint: None }],
    }
}

fn plans(area: &str, length: &str) -> Plans {
    Plans {
        exemptions: Some(Vec::new()),
        priority_habitat: Told::No,
        area: Some(decimal(area)),
        trees: Some(0),
        length: Some(decimal(length)),
        site: None,
    }
}

fn may_be_exempt(plans: &Plans) -> bool {
    matches!(check(&rules(), plans), Outcome::MayBeExempt(_))
}

#[test]
fn each_limit_is_met_from_below() {
    assert!(may_be_exempt(&plans("24.99", "0")));
    assert!(!may_be_exempt(&plans("25", "0")));
    assert!(may_be_exempt(&plans("0", "4.99")));
    assert!(!may_be_exempt(&plans("0", "5")));
}

#[test]
fn a_small_effect_needs_all_three_limbs() {
    let priority = Plans { priority_habitat: Told::Yes, ..plans("24", "0") };
    assert_eq!(check(&rules(), &priority), Outcome::LikelyNeeded(vec![Reason::NoneListed, Reason::PriorityHabitat]));
    let hedge = check(&rules(), &plans("24", "5"));
    assert_eq!(hedge, Outcome::LikelyNeeded(vec![Reason::NoneListed, Reason::Length(decimal("5"))]));
}

#[test]
fn one_small_tree_is_more_than_the_area_that_is_exempt() {
    let tree = Plans { trees: Some(1), ..plans("0", "0") };
    assert_eq!(check(&rules(), &tree), Outcome::LikelyNeeded(vec![Reason::NoneListed, Reason::Area(decimal("41"))]));
}

#[test]
fn what_somebody_does_not_know_never_makes_plans_exempt() {
    let unknown = [
        Plans { priority_habitat: Told::Unknown, ..plans("0", "0") },
        Plans { area: None, ..plans("0", "0") },
        Plans { trees: None, ..plans("0", "0") },
        Plans { length: None, ..plans("0", "0") },
    ];
    for plans in unknown {
        assert!(matches!(check(&rules(), &plans), Outcome::CannotTell(missing) if missing.len() == 1), "{plans:?}");
    }
    let listed = Plans { exemptions: None, ..plans("30", "0") };
    assert_eq!(check(&rules(), &listed), Outcome::CannotTell(vec![Missing::Exemption]));
}

#[test]
fn what_is_known_to_be_too_much_needs_nothing_else_to_be_known() {
    let plans = Plans { priority_habitat: Told::Unknown, trees: None, length: None, ..plans("30", "0") };
    assert!(matches!(check(&rules(), &plans), Outcome::LikelyNeeded(_)));
}

#[test]
fn a_listed_exemption_fits_whatever_is_reached_and_an_unknown_one_never() {
    let listed = |id: &str| Plans { exemptions: Some(vec![id.into()]), ..plans("900", "90") };
    assert_eq!(check(&rules(), &listed("householder")), Outcome::MayBeExempt(vec![Reason::Listed("householder".into())]));
    assert!(!may_be_exempt(&listed("self-build")));
}

#[test]
fn a_small_site_is_exempt_up_to_its_limit_unless_priority_habitat_is_reached() {
    let rules = RuleSet { small_site: Some(SmallSite { hectares: decimal("0.2") }), small_effect: None, ..rules() };
    let site = |hectares: &str, priority_habitat| Plans { site: Some(decimal(hectares)), priority_habitat, ..plans("900", "90") };
    assert_eq!(check(&rules, &site("0.2", Told::No)), Outcome::MayBeExempt(vec![Reason::SmallSite]));
    assert!(matches!(check(&rules, &site("0.2001", Told::No)), Outcome::LikelyNeeded(_)));
    assert!(matches!(check(&rules, &site("0.1", Told::Yes)), Outcome::LikelyNeeded(_)));
    assert_eq!(check(&rules, &site("0.1", Told::Unknown)), Outcome::CannotTell(vec![Missing::PriorityHabitat]));
    let nothing = Plans { site: None, ..site("0.1", Told::Unknown) };
    assert_eq!(check(&rules, &nothing), Outcome::CannotTell(vec![Missing::PriorityHabitat, Missing::Site]));
}

#[test]
fn rules_hold_from_their_first_day_to_their_last() {
    let held = [(2024, 4, 1), (2024, 4, 2), (2026, 7, 30), (2026, 7, 31)].map(|(y, m, d)| rules().holds_on(day(y, m, d)));
    assert_eq!(held, [false, true, true, false]);
}

#[test]
fn rules_are_used_for_six_months_after_their_review_and_no_longer() {
    assert_eq!(rules().used_until(), day(2027, 2, 28), "August 31 has no like in February");
    assert!(!rules().is_stale(day(2027, 2, 28)) && rules().is_stale(day(2027, 3, 1)));
}
